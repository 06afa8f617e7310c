"""Questions on paper: to be answered with a pen, and their keys with every reason."""

from html import escape

from hoedu.answers.letters import LETTERS, choices, lefts, spelt
from hoedu.answers.questions import answers_of
from hoedu.html.inline import inline, plain
from hoedu.html.items import CONFIDENCE, _hotspot, shown_order
from hoedu.items import Item
from hoedu.items.cloze import SLOT, Cloze
from hoedu.items.matching import Matching
from hoedu.items.numeric import Numeric
from hoedu.items.ordering import Ordering
from hoedu.publish.paper import BLANK, LINE, TICK, cut, printed, refs

SHORT = 34  # characters: options up to here stand side by side
TODO = {
    "single": "Tick one.",
    "multiple": "Tick every one that applies.",
    "text": "Write a word or two.",
    "ordering": "Write the letters in order, first to last.",
    "matching": "Write a letter beside each. A letter may serve more than once, or not at all.",
    "cloze": "Write a letter in each blank.",
    "hotspot": "Tick one letter.",
}


def asked(item: Item, number: int | str = "") -> str:
    """One question, without a word of its answer."""
    sure = "".join(f"<span>{TICK} {word}</span>" for _, word in CONFIDENCE)
    sure = f'<p class="sure">How sure are you? {sure}</p>' if item.confidence else ""
    return (
        f'<div class="q" data-q="{item.id}" data-kind="{item.kind}"><p class="stem"><b class="n">{number}</b> '
        f'<span>{printed(inline(item.stem))}</span> <span class="todo">{todo(item)}</span></p>{_form(item)}{sure}</div>'
    )


def answered(item: Item, number: int | str = "") -> str:
    """Its key: the answer as it is read out, and every answer with its reason."""
    told = item.whys()["right"][0] if item.kind in ("numeric", "text") else spelt(item)
    reasons = "".join(
        f'<li><b class="verdict">{"✓" if score.startswith("✓") else "✗"}</b> <strong>{printed(inline(about))}{_stop(about)}</strong> '
        f"{printed(inline(why))}</li>"
        for about, score, why in answers_of(item)
    )
    closing = f"<p>{printed(inline(item.explanation))}</p>" if item.explanation else ""
    sources = f"<p>Sources{refs(item.refs)}</p>" if item.refs else ""
    return (
        f'<div class="k" data-k="{item.id}"><p class="told"><b class="n">{number}</b> <strong>{escape(told)}</strong> '
        f'<span class="about">{item.id} · {item.objective} · {item.level}</span></p><ul>{reasons}</ul>{closing}{sources}</div>'
    )


def todo(item: Item) -> str:
    if isinstance(item, Numeric):
        return escape(f"Write a number, in {item.unit}." if item.unit else "Write a number.")
    return TODO[item.kind]


def _form(item: Item) -> str:
    match item:
        case Numeric():
            return f'<p class="write">{LINE} {escape(item.unit)}</p>'
        case Ordering():
            return (
                _lettered([step.text for step in item.start()])
                + f'<p class="write">{" → ".join([BLANK] * len(item.steps))}</p>'
            )
        case Matching():
            left = "".join(f"<li>{BLANK} <span>{printed(inline(pair.left))}</span></li>" for pair in lefts(item))
            return f'<div class="columns"><ul>{left}</ul>{_lettered([text for _, text in item.rights()])}</div>'
        case Cloze():
            return _cloze(item)
    if item.kind == "text":
        return f'<p class="write wide">{LINE}</p>'
    if item.kind == "hotspot":
        picture, _ = cut(_hotspot(item), "ol", lambda _: True)
        return f'<div class="ho">{printed(picture)}</div>' + _ticks(item)
    return _ticks(item)


def _ticks(item: Item) -> str:
    names = item.whys()
    texts = [names[key][0] for key in shown_order(item)]
    found = "".join(
        f"<li>{TICK} <b>{letter}</b> <span>{printed(inline(text))}</span></li>" for letter, text in zip(LETTERS, texts)
    )
    return f'<ul class="ticks{_narrow(texts)}">{found}</ul>'


def _lettered(texts: list[str]) -> str:
    found = "".join(
        f"<li><b>{letter}</b> <span>{printed(inline(text))}</span></li>" for letter, text in zip(LETTERS, texts)
    )
    return f'<ul class="lettered">{found}</ul>'


def _cloze(item: Cloze) -> str:
    names = [blank.name for blank in item.blanks]
    text = SLOT.sub(
        lambda slot: f'<span class="slot"><small>({names.index(slot[1]) + 1})</small>{BLANK}</span>',
        printed(inline(item.text)),
    )
    offers = ""
    for number in range(len(names)):
        options = zip(LETTERS, choices(item, number))
        offered = " ".join(f"<span><b>{letter}</b> {printed(inline(one.text))}</span>" for letter, one in options)
        offers += f'<p class="offer"><small>({number + 1})</small> {offered}</p>'
    return f'<p class="filled">{text}</p>{offers}'


def _narrow(texts: list[str]) -> str:
    return " short" if all(len(plain(text)) <= SHORT for text in texts) else ""


def _stop(text: str) -> str:
    return "" if plain(text).endswith((".", "?", "!")) else "."
