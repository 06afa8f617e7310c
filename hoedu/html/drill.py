"""The one HTML form of a drill: its first patients with their choices, the answers behind `details`."""

from html import escape

from hoedu.drills.base import VERDICTS, Card, Drill, Judged, Said
from hoedu.explorers.base import fill
from hoedu.html.inline import inline

PRINTED = 3  # patients shown without a script


def drill_html(drill: Drill) -> str:
    """The first patients; the page keeps the form of the first and fills it with any of the deck."""
    cards = "".join(_card(drill, card) for card in drill.deck[:PRINTED])
    notes = "".join(f"<li>{inline(note)}</li>" for note in drill.notes)
    return (
        f'<section class="ho ho-explorer ho-drill" data-ho="drill" data-name="{drill.name}" role="group" '
        f'aria-label="{escape(drill.title)}"><p class="ho-title">{escape(drill.title)}</p>'
        f'<p class="ho-todo">{escape(drill.todo)}</p>{cards}'
        f'<details class="ho-notes"><summary>How to read this</summary><ul>{notes}</ul></details></section>'
    )


def drill_spec(drill: Drill) -> dict:
    """What the page needs beside the HTML (JSON): the deck, with every text as HTML."""
    spec = drill.spec()
    return spec | {
        "texts": [inline(text) for text in spec["texts"]],
        "kinds": [[kind.name, inline(kind.lesson)] for kind in spec["kinds"]],
    }


def said(text: Said) -> str:
    return fill(inline(text.text), tuple(map(escape, text.values)))


def _card(drill: Drill, card: Card) -> str:
    lines = "".join(
        f"<div><dt>{escape(head)}</dt><dd>{said(line)}</dd></div>" for head, line in zip(drill.heads, card.lines)
    )
    asked = "".join(_question(drill, card, number) for number in range(len(drill.questions)))
    return (
        f'<article class="ho-card"><p class="ho-patient">Patient {card.number}</p><dl class="ho-facts">{lines}</dl>'
        f"{_look(drill, card)}{asked}{_key(drill, card)}</article>"
    )


def _look(drill: Drill, card: Card) -> str:
    """What is to be looked at: open on paper and without a script, closed by the page until somebody looks."""
    if not drill.look:
        return ""
    svg, words = drill.look.pictures[card.picture]
    return (
        f'<details class="ho-look" open><summary>{escape(drill.look.ask)}</summary>'
        f'<figure class="ho-drawing">{svg}<figcaption>{escape(words)}</figcaption></figure></details>'
    )


def _question(drill: Drill, card: Card, number: int) -> str:
    question, name = drill.questions[number], f"{drill.name}-{card.number}-{number}"
    rows = "".join(
        f'<li><label><input type="radio" name="{name}" value="{key}"> <span>{escape(label)}</span></label></li>'
        for key, label in question.options
    )
    return (
        f'<fieldset class="ho-question"><legend><span class="ho-stem">{escape(question.ask)}</span></legend>'
        f'<ol type="A" class="ho-options ho-choices">{rows}</ol></fieldset>'
    )


def _key(drill: Drill, card: Card) -> str:
    """Every option with its verdict and reason; of several questions, one list each."""
    lists = ""
    for question, options in zip(drill.questions, card.judged):
        labels = dict(question.options)
        rows = "".join(_answer(drill, labels[key], one) for key, one in options.items())
        ask = f"<p>{escape(question.ask)}</p>" if len(drill.questions) > 1 else ""
        lists += f"{ask}<ul>{rows}</ul>"
    return f'<details class="ho-key"><summary>Every choice, and why</summary>{lists}</details>'


def _answer(drill: Drill, label: str, one: Judged) -> str:
    """The page writes the same in `answerRow` of drill.js."""
    symbol, word, group = VERDICTS[one.verdict]
    points = " · ".join(f"{scale} {point}" for scale, point in zip(drill.scales, one.points))
    points = f' <small class="ho-points">{points}</small>' if points else ""
    return (
        f'<li><strong>{escape(label)}.</strong> <span class="ho-verdict" data-group="{group}">{symbol} {word.capitalize()}.</span> '
        f"{said(one.reason)}{points}</li>"
    )
