"""The one HTML form of a case: a gamebook whose sections are numbered, each decision says where to go on, the key at its end."""

import base64
import re
from html import escape
from typing import Any

from hoedu.cases import stills
from hoedu.cases.read import UNSTATED, Case, Choice, Look, Node, Still
from hoedu.cases.score import ENDED, SAFETY, dose_of, hours_of, millisieverts, span
from hoedu.evidence import cite
from hoedu.html.inline import inline, plain
from hoedu.items.base import shuffled

EFFECT = {
    -2: "costs much function later",
    -1: "costs some function later",
    0: "",
    1: "gains some function later",
    2: "gains much function later",
}
HELPS = {True: ("✓", "helps here"), False: ("○", "does not help here")}
NOTES = (
    "The patient is made up. What the sources state is linked; findings, days and the function of 0 to 100 belong to the story.",
    "Your part is written for any profession. What you may not sign or order where you work, read as what you ask of those who may.",
    "*Safety*: the worst of your choices, and how many were unsafe. △ risky: it can go wrong. ✗ harmful: it does harm, or breaks "
    "a rule that keeps patients safe.",
    "*Information*: of the looks that help on your path, how many you took (a third to two thirds is *some*). *Time*: days to the ending, and hours of tests. "
    "*Dose*: the effective doses that the sources state, added up; our words: small below 1 mSv, moderate up to 10 mSv. "
    "*Function*: of the ending. There is no total: a quick path is not better if it was luck.",
    "A sound choice can end less well than it deserves, and a risky one better. Judge the choice, then the ending.",
    "Pictures are **synthetic**: computed for that day by the imaging simulator. No patient was imaged.",
)  # fmt: skip


def numbers(case: Case) -> dict[str, int]:
    """The section of each node: the start is 1, the others mixed, so that the next section gives nothing away."""
    rest = shuffled([name for name in case.nodes if name != case.start], case.id)
    return {name: place for place, name in enumerate([case.start, *rest], 1)}


def shown(case: Case, node: Node) -> list[Choice]:
    """The choices of a node in the order shown: mixed, always the same."""
    by_id = {choice.id: choice for choice in node.choices}
    return [by_id[name] for name in shuffled(list(by_id), f"{case.id}/{node.id}")]


def when(case: Case, day: int) -> str:
    """A day of the story: "Day 35", "Age 6 years"."""
    if case.day0 == "birth":
        return f"Age {span(day)}"
    return f"Day {day}" if day >= 0 else f"{span(-day).capitalize()} before {case.day0}"


def later(days: int) -> str:
    return "the same day" if not days else "the next day" if days == 1 else f"{span(days)} later"


def case_html(case: Case) -> str:
    """The whole case, to be read and played without a script; the page takes what it shows from here and from the spec."""
    place = numbers(case)
    order = sorted(case.nodes.values(), key=lambda node: place[node.id])
    days = "" if case.day0 == "birth" else _fact("Days", f"Counted from {inline(case.day0)}.")
    notes = "".join(f"<li>{inline(note)}</li>" for note in NOTES)
    return (
        f'<section class="ho ho-explorer ho-case" data-ho="case" data-name="{case.id}" role="group" '
        f'aria-label="{escape(plain(case.title))}"><p class="ho-title">{inline(case.title)}</p>'
        f'<p class="ho-todo">A made-up patient; about {case.minutes} minutes. Look first, then decide. Time passes, and what '
        f'you decide has consequences.</p><dl class="ho-facts">{_fact("Patient", inline(case.patient))}'
        f"{_fact('Now', inline(case.brief))}{_fact('Wants', inline(case.goal))}{days}</dl>"
        f'<div class="ho-book"><p class="ho-todo ho-howto">Begin at section 1. Open only the looks you would take, decide, and '
        f"go on at the number given. The numbers are mixed.</p>{''.join(_section(case, node, place) for node in order)}"
        f'<details class="ho-key ho-casekey"><summary>The key: every choice and every look, and why</summary>'
        f"{''.join(_explained(case, node, place) for node in order if node.choices)}</details></div>"
        f'<details class="ho-notes"><summary>How to read this</summary><ul>{notes}</ul></details></section>'
    )


def case_spec(case: Case) -> dict[str, Any]:
    """What the page needs beside the HTML (JSON). Pictures are in the HTML alone."""
    place = numbers(case)
    return {
        "id": case.event,
        "hash": case.hash,
        "start": case.start,
        "verdicts": {str(safety): words for safety, words in SAFETY.items()},
        "endings": ENDED,
        "helps": {"yes": HELPS[True], "no": HELPS[False]},
        "nodes": {name: _node_spec(case, node, place[name]) for name, node in case.nodes.items()},
    }


def _node_spec(case: Case, node: Node, place: int) -> dict[str, Any]:
    spec: dict[str, Any] = {"place": place, "day": node.day, "when": when(case, node.day), "title": inline(node.title)}
    spec |= {"who": inline(node.who), "text": _paragraphs(node.text)}
    spec["also"] = [[also.flag, also.unset, _paragraphs(also.text)] for also in node.also]
    spec["looks"] = [_look_spec(look) for look in node.looks]
    spec["choices"] = [_choice_spec(case, node, choice) for choice in shown(case, node)]
    if node.ending:
        spec |= {"ending": node.ending, "function": node.function, "outcome": plain(node.outcome)}
    return spec


def _look_spec(look: Look) -> dict[str, Any]:
    dose = UNSTATED if look.dose == UNSTATED else dose_of(look) if look.dose else None
    return {"id": look.id, "kind": look.kind, "label": inline(look.label), "cost": cost(look), "finding": _paragraphs(look.finding),
            "why": _why(look), "useful": look.useful, "hours": look.hours, "dose": dose, "sets": look.sets}  # fmt: skip


def _choice_spec(case: Case, node: Node, choice: Choice) -> dict[str, Any]:
    gap = case.nodes[choice.to].day - node.day
    return {"id": choice.id, "text": inline(choice.text), "said": plain(choice.text), "to": choice.to, "later": later(gap),
            "safety": choice.safety, "function": choice.function, "effect": EFFECT[choice.function], "why": _why(choice), "sets": choice.sets}  # fmt: skip


# ---- a section of the gamebook


def _section(case: Case, node: Node, place: dict[str, int]) -> str:
    who = f' · <span class="ho-who">{inline(node.who)}</span>' if node.who else ""
    also = "".join(
        f'<div class="ho-also"><p class="ho-if">{_condition(case, one.flag, one.unset)}</p>{_paragraphs(one.text)}</div>'
        for one in node.also
    )
    return (
        f'<article class="ho-node" id="{_anchor(case, node.id, place)}"><h3 class="ho-nodehead"><span class="ho-number">'
        f'{place[node.id]}</span> {inline(node.title)}</h3><p class="ho-when">{when(case, node.day)}{who}</p>'
        f"{_paragraphs(node.text)}{also}{_looks(node)}{_choices(case, node, place)}{_ending(node)}</article>"
    )


def _looks(node: Node) -> str:
    rows = "".join(
        f'<details class="ho-caselook" data-look="{node.id}/{look.id}"><summary>{inline(look.label)}{_cost(look)}</summary>'
        f'<div class="ho-finding">{_paragraphs(look.finding)}{still_html(look.picture) if look.picture else ""}</div></details>'
        for look in node.looks
    )
    return f'<p class="ho-group">Before you decide, you can</p>{rows}' if rows else ""


def _cost(look: Look) -> str:
    said = cost(look)
    return f' <small class="ho-cost">{escape(said)}</small>' if said else ""


def cost(look: Look) -> str:
    """What a look takes: hours and dose, where it says so."""
    parts = [hours_of(look.hours)] if look.hours else []
    if look.dose:
        parts.append("dose not stated" if look.dose == UNSTATED else millisieverts(*dose_of(look)))
    return ", ".join(parts)


def _choices(case: Case, node: Node, place: dict[str, int]) -> str:
    rows = "".join(
        f'<li><span class="ho-do">{inline(choice.text)}</span> <a class="ho-goto-link" '
        f'href="#{_anchor(case, choice.to, place)}">go to {place[choice.to]}</a></li>'
        for choice in shown(case, node)
    )
    return f'<p class="ho-group">What do you do?</p><ol type="A" class="ho-gotos">{rows}</ol>' if rows else ""


def _ending(node: Node) -> str:
    if not node.ending:
        return ""
    symbol, word = ENDED[node.ending]
    return (
        f'<p class="ho-ended" data-ending="{node.ending}"><strong>{symbol} The end: {word}.</strong> {inline(node.outcome)} '
        f"(function {node.function} of 100).</p>"
    )


def _condition(case: Case, flag: str, unset: bool) -> str:
    """When a paragraph belongs to the story, in the words of what sets its flag."""
    said = [part.label if isinstance(part, Look) else part.text for node in case.nodes.values()
            for part in (*node.looks, *node.choices) if flag in part.sets]  # fmt: skip
    every = [part.label if isinstance(part, Look) else part.text for node in case.nodes.values()
             for part in (*node.looks, *node.choices)]  # fmt: skip
    quoted = " or ".join(f"“{_short(text, every)}”" for text in dict.fromkeys(said))
    return f"Only if you {'never' if unset else 'once'} chose {escape(quoted)}:"


def _short(text: str, every: list[str]) -> str:
    """The words of a choice up to its first comma or stop, where no other choice begins with them."""
    start = re.split(r"[,:;]", text, maxsplit=1)[0]
    return plain(start if sum(other.startswith(start) for other in set(every)) == 1 else text).rstrip(".")


def still_html(still: Still) -> str:
    """A picture, its label, and what there is to see in it."""
    one = stills.picture(still.stack, still.preset, still.view)
    high, wide = one.shape
    marks = " ".join(f'data-{side}="{escape(text)}"' for side, text in one.marks.items())
    source = base64.b64encode(stills.jpeg(still)).decode()
    return (
        f'<figure class="ho-still" data-mm="{one.mm:g}" {marks}><img src="data:image/jpeg;base64,{source}" width="{wide}" '
        f'height="{high}" alt="{escape(stills.described(still))}"><figcaption>Synthetic {escape(one.modality)}.'
        f"<details><summary>What it shows</summary>{escape(stills.sees(still))}</details></figcaption></figure>"
    )


# ---- the key


def _explained(case: Case, node: Node, place: dict[str, int]) -> str:
    choices = "".join(
        f"<li>{_verdict(choice)} <strong>{_stopped(choice.text)}</strong> {_effect(choice)}{_why(choice)}</li>"
        for choice in shown(case, node)
    )
    looks = "".join(
        f"<li>{_help(look)} <strong>{_stopped(look.label)}</strong> {_why(look)}</li>" for look in node.looks
    )
    looks = f'<p class="ho-if">Looks</p><ul>{looks}</ul>' if looks else ""
    return f'<div class="ho-keypart"><h4 class="ho-keyhead">{place[node.id]} · {inline(node.title)}</h4><ul>{choices}</ul>{looks}</div>'


def _verdict(choice: Choice) -> str:
    symbol, word = SAFETY[choice.safety]
    return f'<span class="ho-verdict" data-safety="{choice.safety}">{symbol} {word.capitalize()}.</span>'


def _effect(choice: Choice) -> str:
    return f'<small class="ho-effect-said">({EFFECT[choice.function]})</small> ' if choice.function else ""


def _help(look: Look) -> str:
    symbol, word = HELPS[look.useful]
    return f'<span class="ho-verdict" data-useful="{str(look.useful).lower()}">{symbol} {word.capitalize()}.</span>'


def _why(part: Look | Choice) -> str:
    """The reason, and the sources that it does not link by itself; a dose links the row it comes from."""
    more = [f"[{cite(key).short}]({key})" for key in part.refs]
    if isinstance(part, Look) and part.dose not in ("", UNSTATED):
        more.append(f"dose [{cost(part).split(', ')[-1]}]({part.dose})")
    return inline(part.why + (f" ({'; '.join(more)})" if more else ""))


def _stopped(text: str) -> str:
    """A short text that another follows."""
    return inline(text) + ("" if plain(text).endswith((".", "?", "!")) else ".")


def _paragraphs(text: str) -> str:
    return "".join(f"<p>{inline(' '.join(part.split()))}</p>" for part in text.split("\n\n") if part.strip())


def _fact(head: str, html: str) -> str:
    return f"<div><dt>{head}</dt><dd>{html}</dd></div>"


def _anchor(case: Case, name: str, place: dict[str, int]) -> str:
    return f"case-{case.id}-{place[name]}"
