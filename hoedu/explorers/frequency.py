"""How often HO is found, by population and by what was counted."""

from hoedu.evidence import Fact, facts
from hoedu.explorers.base import ABBREVIATIONS, Control, Explorer, Frame, Row, read_as

DEFINITIONS = (
    ("all", "every definition"),
    ("any", "any HO on imaging"),
    ("severe", "severe or motion-limiting"),
    ("diagnosed", "diagnosed, recorded or clinically relevant"),
    ("symptomatic", "symptomatic"),
)
FIRST = "hip replacement"


def build() -> Explorer:
    chosen = [fact for fact in facts().values() if fact.table == "incidence" and _shown(fact)]
    chosen.sort(key=_size)
    lines = tuple(_row(fact) for fact in chosen)
    groups = sorted({fact["population_group"] for fact in chosen}, key=lambda name: (name != FIRST, name))
    population = Control("population", "Population", "choice", tuple((g, g.capitalize()) for g in groups), FIRST)
    definition = Control("definition", "What was counted", "choice", DEFINITIONS, "all")
    frames = {}
    for group in groups:
        for key, called in DEFINITIONS:
            rows = tuple(n for n, f in enumerate(chosen) if _fits(f, group, key))
            frames[f"{group}|{key}"] = _frame(group.capitalize(), called, rows, chosen)
    return Explorer(
        name="frequency",
        title="How often is HO found?",
        todo="Choose a population, then change what was counted. Each line is one source.",
        controls=(population, definition),
        frames=frames,
        lines=lines,
        axis=tuple((v / 100, f"{v} %") for v in (0, 25, 50, 75, 100)),
        heads=("Who, and what was counted", "Found", "0 to 100 %", "Figure"),
        notes=(
            "A dot is an estimate, a line a 95 % interval; a pale bar is a range of studies or a bound. Few single "
            "studies print an interval: a dot alone is not a sure figure.",
            "*Read*: we read the figure in the source itself, mostly its abstract. *Quoted*: read where another source "
            "repeats it. *Our arithmetic*: worked out from printed figures.",
            ABBREVIATIONS,
        ),
    )


def _shown(fact: Fact) -> bool:
    kinds = {key for key, _ in DEFINITIONS}
    return fact.confidence in ("seen", "secondary") and fact["definition_group"] in kinds


def _fits(fact: Fact, group: str, definition: str) -> bool:
    return fact["population_group"] == group and definition in ("all", fact["definition_group"])


def _size(fact: Fact) -> float:
    low, high = fact.number("low_pct") or 0, fact.number("high_pct") or 0
    return -(fact.number("estimate_pct") or (low + high) / 2)


def _row(fact: Fact) -> Row:
    estimate, low, high = (fact.number(name) for name in ("estimate_pct", "low_pct", "high_pct"))
    ends = f"{fact['low_pct']}-{fact['high_pct']} %" if low is not None else f"up to {fact['high_pct']} %"
    figure = f"{fact['estimate_pct']} %" if estimate is not None else ends
    if estimate is not None and low is not None:
        figure += f" ({fact['low_pct']}-{fact['high_pct']})"
    band = bool(fact["range_kind"]) and fact["range_kind"] != "95% interval"
    label = fact["population"] + (f", {fact['setting']}" if fact["setting"] else "")
    detail = fact["definition"] + (f"; {fact['range_kind']}" if band else "")
    low = 0.0 if low is None and high is not None else low
    places = (None if v is None else v / 100 for v in (estimate, low, high))
    return Row(fact, label, detail, figure, read_as(fact), *places, band)


def _frame(group: str, called: str, rows: tuple[int, ...], chosen: list[Fact]) -> Frame:
    found = sorted({chosen[n].number("estimate_pct") for n in rows} - {None})
    count = f"{len(rows)} figure{'' if len(rows) == 1 else 's'}"
    if not rows:
        return Frame("{0}, {1}: no figure was found that may be shown.", (group, called), rows)
    if len(found) < 2:
        return Frame("{0}, {1}: {2}.", (group, called, count), rows)
    text = "{0}, {1}: {2}, from {3} % to {4} %. They count different people, in different ways."
    return Frame(text, (group, called, count, f"{found[0]:g}", f"{found[-1]:g}"), rows)
