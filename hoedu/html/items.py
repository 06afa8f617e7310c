"""The one HTML form of a question: complete without a script, enhanced by `widgets/js` where one runs."""

from html import escape

from hoedu.html.inline import inline, plain, unlinked
from hoedu.items.base import Item, shuffled
from hoedu.items.cloze import SLOT, Cloze
from hoedu.items.hotspot import Hotspot
from hoedu.items.matching import Matching
from hoedu.items.multiple import Multiple
from hoedu.items.numeric import Numeric
from hoedu.items.ordering import Ordering
from hoedu.items.single import Single

CONFIDENCE = ((1, "a guess"), (2, "fairly sure"), (3, "sure"))
_SUMMARY = {"predict": "What the data say"}


def item_html(item: Item, live: bool = True) -> str:
    """One question: a fieldset with native inputs, and the answer with all reasons behind `details`.

    Without `live` it is a piece of something larger, which the script does not bring to life by itself.
    """
    form = _FORMS[item.kind](item)
    confidence = _confidence(item) if item.confidence else ""
    hints = "".join(f"<li>{inline(hint)}</li>" for hint in item.hints)
    hints = f'<details class="ho-hints"><summary>Hint</summary><ul>{hints}</ul></details>' if hints else ""
    enhanced = ' data-ho="item"' if live else ""
    return (
        f'<section class="ho ho-item"{enhanced} data-item="{item.id}" data-kind="{item.kind}">'
        f'<fieldset class="ho-question"><legend><span class="ho-stem">{inline(item.stem)}</span> '
        f'<span class="ho-todo">{escape(item.todo)}</span></legend>{form}</fieldset>'
        f"{confidence}{hints}{answer_html(item)}</section>"
    )


def item_spec(item: Item) -> dict:
    """What the page needs beside `item_html`: the item's own spec and, where its numbers change, the HTML of each set."""
    faces = [item_html(one) for one in item.variants]
    return item.page_spec() | ({"faces": faces} if faces else {})


def answer_html(item: Item) -> str:
    """The answer and a reason for every option, closed until asked for."""
    rows = []
    right = _right(item)
    for key, (about, why) in item.whys().items():
        mark = _mark(key in right)
        stop = "" if plain(about).endswith((".", "?", "!")) else "."
        rows.append(f'<li data-why="{escape(key)}">{mark} <strong>{inline(about)}{stop}</strong> {inline(why)}</li>')
    closing = f'<p class="ho-explanation">{inline(item.explanation)}</p>' if item.explanation else ""
    summary = _SUMMARY.get(item.use, "Answer and reasons")
    return f'<details class="ho-key"><summary>{summary}</summary><ul>{"".join(rows)}</ul>{closing}</details>'


def _mark(right: bool) -> str:
    word = "✓ Right:" if right else "✗ Not this:"
    return f'<span class="ho-verdict" data-right="{str(right).lower()}">{word}</span>'


def _right(item: Item) -> set[str]:
    """The rationale keys that belong to the right answer."""
    match item:
        case Single() | Hotspot():
            return {item.key()}
        case Multiple() | Ordering():
            return set(item.key())
        case Matching():
            return set(item.key())
        case Cloze():
            return {f"{name}.{key}" for name, key in item.key().items()}
    return {"right"}


def _choice(item: Item, kind: str, options: list[tuple[str, str]]) -> str:
    rows = "".join(
        f'<li><label><input type="{kind}" name="{item.id}" value="{key}"> <span>{unlinked(text)}</span></label></li>'
        for key, text in options
    )
    return f'<ol type="A" class="ho-options">{rows}</ol>'


def shown_order(item: Item) -> list[str]:
    """The keys of lettered options, in the order shown; empty for kinds without letters."""
    if isinstance(item, (Single, Multiple)):
        return [key for key, _ in _options(item)]
    return [region.key for region in item.regions] if isinstance(item, Hotspot) else []


def _options(item: Item) -> list[tuple[str, str]]:
    return [(option.key, option.text) for option in shuffled(list(item.options), item.id, item.shuffle)]


def _field(item: Item) -> str:
    unit = f" <span>{escape(item.unit)}</span>" if isinstance(item, Numeric) and item.unit else ""
    mode = ' inputmode="decimal" size="10"' if isinstance(item, Numeric) else ' size="28"'
    label = f"Your answer{', in ' + item.unit if unit else ''}"
    text = f'<input type="text" name="{item.id}" aria-label="{escape(label)}" autocomplete="off"{mode}>'
    return f'<p class="ho-field">{text}{unit}</p>'


def _select(name: str, label: str, options: list[tuple[str, str]]) -> str:
    rows = "".join(f'<option value="{key}">{escape(plain(text))}</option>' for key, text in options)
    return f'<select name="{escape(name)}" aria-label="{escape(label)}"><option value="">…</option>{rows}</select>'


def _on_paper(name: str, options: list[tuple[str, str]]) -> str:
    """What a select offers, for where it cannot be opened."""
    texts = "; ".join(f"({letter}) {inline(text)}" for letter, (_, text) in zip("ABCDEFGHIJKL", options))
    return f'<p class="ho-on-paper">{name}: {texts}</p>'


def _ordering(item: Ordering) -> str:
    rows = "".join(f'<li data-key="{step.key}"><span>{inline(step.text)}</span></li>' for step in item.start())
    return f'<ul class="ho-steps">{rows}</ul>'


def _matching(item: Matching) -> str:
    lefts = shuffled(list(item.pairs), item.id, item.shuffle)
    rows = "".join(
        f"<tr><td>{inline(pair.left)}</td><td>{_select(pair.key, plain(pair.left), item.rights())}</td></tr>"
        for pair in lefts
    )
    return f'<table class="ho-pairs"><tbody>{rows}</tbody></table>' + _on_paper("To choose from", item.rights())


def _cloze(item: Cloze) -> str:
    text = inline(item.text)
    blanks = {blank.name: blank for blank in item.blanks}
    lists: list[str] = []

    def slot(match) -> str:
        blank = blanks[match[1]]
        options = shuffled(list(blank.options), f"{item.id}/{blank.name}", item.shuffle)
        number = list(blanks).index(blank.name) + 1
        texts, label = [(option.key, option.text) for option in options], f"Blank {number}"
        lists.append(_on_paper(label, texts))
        return f'<span class="ho-blank">({number})</span>{_select(blank.name, label, texts)}'

    return f'<p class="ho-cloze">{SLOT.sub(slot, text)}</p>' + "".join(lists)


def _hotspot(item: Hotspot) -> str:
    from hoedu.charts import drawing

    regions = "".join(
        f'<span class="ho-region" data-key="{r.key}" style="left:{r.x:.2%};top:{r.y:.2%};width:{r.width:.2%};'
        f'height:{r.height:.2%}"><b>{letter}</b></span>'
        for letter, r in zip("ABCDEFGH", item.regions)
    )
    picture = f'<div class="ho-image">{drawing(item.image)}{regions}</div>'
    return picture + _choice(item, "radio", [(region.key, region.name) for region in item.regions])


def _confidence(item: Item) -> str:
    rows = "".join(
        f'<label><input type="radio" name="{item.id}-confidence" value="{value}"> <span>{name}</span></label> '
        for value, name in CONFIDENCE
    )
    return f'<fieldset class="ho-confidence"><legend>How sure are you?</legend>{rows}</fieldset>'


_FORMS = {
    "single": lambda item: _choice(item, "radio", _options(item)),
    "multiple": lambda item: _choice(item, "checkbox", _options(item)),
    "numeric": _field,
    "text": _field,
    "ordering": _ordering,
    "matching": _matching,
    "cloze": _cloze,
    "hotspot": _hotspot,
}
