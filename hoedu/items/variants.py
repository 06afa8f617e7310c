"""One question with new numbers each time: `[item.family]` names a function and the numbers it may be given.

The texts of such a question name numbers in braces, `{base}` or, with decimals, `{answer:1}`. Every variant is then an
ordinary item that grades as others do; the first is the question itself.
"""

import inspect
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import combinations, product
from math import prod
from typing import Any

from hoedu.errors import ContentError
from hoedu.items.base import Item, shuffled
from hoedu.items.families import FAMILIES, Figures
from hoedu.items.fields import Fields

COUNT = 24  # variants of a question
LEAST = 12  # fewer would soon be known by heart
MOST = 20_000  # sets of numbers that are looked at
USES = ("retrieval", "practice", "worked")  # where an answer leads to the next set; a test asks everybody the same
_NAME = re.compile(r"\{([a-z_]+)(?::([0-3]))?\}")
_LINK = re.compile(r"\[([^\]]*)\]\([^)]*\)")


@dataclass(frozen=True, slots=True)
class Family:
    """Where the variants of a question come from.

    texts   (field, text with {names}) as they stand in the file, for the check of figures
    values  the numbers of each variant, by name
    """

    name: str
    texts: tuple[tuple[str, str], ...]
    values: tuple[Mapping[str, float], ...]


def read(entry: dict, item_of: Callable[[dict], Item], file: str, place: str) -> Item:
    """The item of a table with `family`: its first variant, which holds them all. Raises ContentError."""
    seed = str(entry.get("id"))
    fields = Fields(entry["family"], file, f'item "{seed}"', "family")
    name = fields.one_of("name", tuple(FAMILIES))
    choices = _choices(fields, FAMILIES[name])
    if prod(map(len, choices.values())) > MOST:
        raise fields.fail("", f"has {prod(map(len, choices.values())):,} sets of numbers; at most {MOST:,}")
    bare = {key: value for key, value in entry.items() if key != "family"}
    texts = tuple(_texts(bare))
    if linked := next(
        (field for field, text in texts if any(_NAME.search(label) for label in _LINK.findall(text))), None
    ):
        raise Fields(entry, file, fields.place).fail(linked, "links a number that changes: a link states a fact")
    items, values, passed = [], [], ""
    for numbers in _sets(choices, seed):
        try:
            figures = FAMILIES[name](**numbers)
        except (ValueError, ZeroDivisionError) as error:
            passed = str(error)
            continue
        known = {**numbers, **figures.shown, "answer": figures.answer, **figures.slips}
        filled = _filled(bare, figures, known, fields)
        if trouble := _unusable(bare, filled, figures):
            passed = trouble
            continue
        item = item_of(filled)
        if item.kind not in ("numeric", "single") or item.use not in USES:
            raise fields.fail(
                "", f"fits numeric and single items for {', '.join(USES)}; this is {item.kind} for {item.use}"
            )
        if item.hash not in {other.hash for other in items}:
            items.append(item)
            values.append(known)
        if len(items) == COUNT:
            break
    if len(items) < LEAST:
        raise fields.fail(
            "",
            f"gives {len(items)} usable sets of numbers; at least {LEAST} are needed"
            + (f" ({passed})" if passed else ""),
        )
    return replace(items[0], variants=tuple(items), family=Family(name, texts, tuple(values)))


def _choices(fields: Fields, function: Callable[..., Figures]) -> dict[str, list[float]]:
    """Parameter -> what it may be. A cell of a table, "POOL005.estimate", is a fact and stays as it is."""
    found = {}
    for parameter in inspect.signature(function).parameters:
        value = fields._get(parameter, _MISSING, (list, int, float, str), "a list of numbers, or the cell of a table")
        if value is _MISSING:
            raise fields.fail(parameter, f"is missing: {function.__name__} needs it")
        if isinstance(value, str):
            found[parameter] = [_cell(fields, parameter, value)]
            continue
        values = value if isinstance(value, list) else [value]
        if not 1 <= len(values) <= 60 or any(
            isinstance(one, bool) or not isinstance(one, (int, float)) or not abs(one) < 1e6 for one in values
        ):
            raise fields.fail(parameter, "expected 1 to 60 numbers below a million")
        if len(set(values)) < len(values):
            raise fields.fail(parameter, "says a number twice")
        found[parameter] = values
    fields.done()
    return found


_MISSING: Any = object()


def _cell(fields: Fields, parameter: str, value: str) -> float:
    from hoedu import evidence

    row, _, column = value.partition(".")
    try:
        number = evidence.fact(row).number(column)
    except (ContentError, KeyError, ValueError):
        number = None
    if number is None:
        raise fields.fail(
            parameter, f"is {value[:60]!r}; expected numbers, or a cell that holds one, such as POOL005.estimate"
        )
    return number


def _sets(choices: Mapping[str, list[float]], seed: str) -> Iterator[dict[str, float]]:
    """Every set of numbers: first that of each parameter's first value, the rest in an order that the seed fixes."""
    every = [dict(zip(choices, values)) for values in product(*choices.values())]
    return iter([every[0], *shuffled(every[1:], seed)])


def reach(figures: Figures, value: float) -> float:
    """How far from a slip's number an answer is still taken for that slip."""
    return min(figures.tolerance, 0.05 * abs(value))


def _unusable(entry: Mapping[str, Any], filled: Mapping[str, Any], figures: Figures) -> str:
    """Why these numbers make no good question, if they do not: two answers that could be taken for each other."""
    options = [str(one.get("text")) for one in _tables(filled, "options")]
    if len(set(options)) < len(options):
        return "two options say the same"
    low, high = (filled.get(name) for name in ("low", "high"))
    spots = {"the answer": (figures.answer, figures.tolerance)}
    spots |= {name: (figures.slips[name], reach(figures, figures.slips[name])) for name in _used(entry, figures)}
    for name, (value, _) in spots.items():
        if filled.get("kind") == "numeric" and (
            (_is_number(low) and value < low) or (_is_number(high) and value > high)
        ):
            return f"{name}, {value:g}, lies outside low and high"
    for (one, (a, near_a)), (other, (b, near_b)) in combinations(spots.items(), 2):
        if abs(a - b) <= near_a + near_b + 1e-9:
            return f"{one} and {other} are too close, {a:g} and {b:g}"
    return ""


def _used(entry: Mapping[str, Any], figures: Figures) -> list[str]:
    """The slips that a question names, in its wrong answers or its options."""
    named = {str(one.get("slip")) for one in _tables(entry, "wrong")}
    named |= {match[1] for one in _tables(entry, "options") for match in _NAME.finditer(str(one.get("text")))}
    return [name for name in figures.slips if name in named]


def _tables(entry: Mapping[str, Any], name: str) -> list[dict]:
    found = entry.get(name)
    return [one for one in found if isinstance(one, dict)] if isinstance(found, list) else []


def _is_number(value: object) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool)


# ---- texts


def _texts(entry: Mapping[str, Any], prefix: str = "") -> Iterator[tuple[str, str]]:
    """(field, text) of everything that may name a number."""
    for key, value in entry.items():
        if key in ("id", "kind", "objective", "level", "use", "feedback", "refs", "assumed", "excused", "slip", "unit"):
            continue
        if isinstance(value, str):
            yield f"{prefix}{key}", value
        elif isinstance(value, list):
            for number, one in enumerate(value):
                place = f"{prefix}{key}[{number}]"
                if isinstance(one, str):
                    yield place, one
                elif isinstance(one, dict):
                    yield from _texts(one, f"{place}.")


def _filled(entry: Mapping[str, Any], figures: Figures, known: Mapping[str, float], fields: Fields) -> dict:
    """The table of one variant: texts with their numbers, and, where it is numeric, the numbers that grade it."""

    def fail(field: str, message: str) -> ContentError:
        return Fields({}, fields.file, fields.place).fail(field, message)

    def fill(value: Any, field: str) -> Any:
        if isinstance(value, str):
            return _NAME.sub(lambda match: number(match, field), value)
        if isinstance(value, list):
            return [fill(one, f"{field}[{n}]") for n, one in enumerate(value)]
        if isinstance(value, dict):
            return {key: fill(one, f"{field}.{key}" if field else key) for key, one in value.items()}
        return value

    def number(match: re.Match, field: str) -> str:
        if match[1] not in known:
            raise fail(field, f"names {match[0]}; this family has {', '.join(known)}")
        return written(known[match[1]], match[2])

    filled = fill(entry, "")
    if filled.get("kind") != "numeric":
        return filled
    for given in ("answer", "tolerance"):
        if given in filled:
            raise fail(given, "is worked out by the family: leave it out")
    for n, slip in enumerate(_tables(filled, "wrong")):
        name = slip.pop("slip", None)
        if name not in figures.slips or "value" in slip or "tolerance" in slip:
            raise fail(
                f"wrong[{n}].slip",
                f"is {name!r}; expected, in place of value and tolerance, one of {', '.join(figures.slips)}",
            )
        value, near = figures.slips[name], reach(figures, figures.slips[name])
        slip |= {"value": _round(value, near), "tolerance": _short(near)}
    return filled | {"answer": _round(figures.answer, figures.tolerance), "tolerance": _short(figures.tolerance)}


def written(value: float, decimals: str | None = None) -> str:
    """A number as a text shows it: with so many decimals, or as short as four figures allow."""
    if decimals is not None:
        return f"{value:,.{decimals}f}"
    return f"{value:,.0f}" if value == round(value) else f"{value:.4g}"


def _short(near: float) -> float:
    return float(f"{near:.2g}")


def _round(value: float, near: float) -> float:
    """To the decimals that still matter beside a tolerance, so that a page shows 36.0 and not 35.97122."""
    digits = 1
    while near and 10.0**-digits > near and digits < 6:
        digits += 1
    return round(value, digits)
