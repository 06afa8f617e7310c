"""When the stages of HO were seen: people and animals on separate time lines, gaps left as gaps."""

from itertools import product
from math import log

from hoedu.evidence import Fact, facts
from hoedu.explorers.base import Control, Explorer, Frame, Row, read_as

SPECIES = (
    ("human", "people"),
    ("mouse", "mice"),
    ("rat", "rats"),
    ("review", "schemes drawn from people and animals together"),
)
CLOCKS = (
    ("all", "everything about HO"),
    ("tissue", "tissue under the microscope"),
    ("imaging", "imaging"),
    ("blood and signals", "blood and signals"),
    ("course", "symptoms, diagnosis, response"),
    ("fracture", "ordinary fracture healing, to compare"),
)
LAST = 1095  # days: three years, the latest in the table
_UNREAD = "not reported in the excerpt"


def place(day: float) -> float:
    """Where a day lies on the axis: logarithmic, with day 0 at its start."""
    return min(1.0, log(day + 1) / log(LAST + 1))


def build() -> Explorer:
    rows = [fact for fact in facts().values() if fact.table == "stages" and fact.confidence in ("seen", "secondary")]
    order = {"days": 0, "order": 1, "none": 2}
    rows.sort(key=lambda f: (order[f["timing"]], f.number("start_day") or 0, f.number("end_day") or LAST, f.id))
    frames = {}
    for (species, who), (clock, what) in product(SPECIES, CLOCKS):
        shown = tuple(n for n, fact in enumerate(rows) if fact["species_group"] == species and _fits(fact, clock))
        frames[f"{species}|{clock}"] = _frame(who, what, shown, [rows[n] for n in shown])
    return Explorer(
        name="stage-timeline",
        title="When does each stage appear?",
        todo="Start with people. Then look at mice or rats: compare the order, not the days.",
        controls=(Control("species", "Seen in", "choice", tuple((key, who.capitalize()) for key, who in SPECIES), "human"),
                  Control("clock", "What was watched", "choice", tuple((key, what[0].upper() + what[1:]) for key, what in CLOCKS), "all")),
        frames=frames,
        lines=tuple(_row(fact) for fact in rows),
        axis=tuple((place(day), mark) for day, mark in ((0, "0"), (7, "7"), (28, "28"), (84, "84"), (365, "1 yr"), (LAST, "3 yr"))),
        heads=("Stage, and in whom", "Found", "Days, logarithmic", "When"),
        notes=(
            "People and animals are never shown on one time line: days in a mouse are not days in a patient.",
            "A bar runs from the first day to the last that the source gives; one that fades has no last day; a narrow bar is "
            "one day. A bar can be a window of observation: it does not say how long the stage lasts in one person.",
            "Day 0 differs from row to row (injury, operation, first symptoms, a flare-up) and is named in each.",
            "*Order only*: the source gives a sequence and no days, so none are drawn. *No time given*: neither.",
            "*Read*: we read it in the source itself, mostly its abstract. *Quoted*: read where another source repeats it.",
        ),
    )  # fmt: skip


def _fits(fact: Fact, clock: str) -> bool:
    """Ordinary fracture healing is shown only when it is asked for."""
    return fact["clock"] == clock or (clock == "all" and fact["clock"] != "fracture")


def when(fact: Fact) -> str:
    """The time of a row in words."""
    start, end = fact["start_day"], fact["end_day"]
    if fact["timing"] == "days":
        return f"from day {start}" if not end else f"day {start}" if start == end else f"days {start}-{end}"
    return "order only" if fact["timing"] == "order" else "no time given"


def _row(fact: Fact) -> Row:
    said = [
        ("in the tissue", fact["histology"]),
        ("on imaging", fact["what_imaging_shows"]),
        ("day 0", fact["day_zero"]),
    ]
    detail = "; ".join([fact["species"], *(f"{name}: {text}" for name, text in said if text not in ("", _UNREAD))])
    start, end = fact.number("start_day"), fact.number("end_day")
    low = None if start is None else place(start)
    high = None if low is None else min(1, low + 0.12) if end is None else place(end)
    stage = fact["stage"][0].upper() + fact["stage"][1:]
    return Row(fact, stage, detail, when(fact), read_as(fact), None, low, high, band=True, open=end is None)


def _frame(who: str, what: str, shown: tuple[int, ...], rows: list[Fact]) -> Frame:
    if not rows:
        return Frame("{0}, {1}: nothing among our sources. That is a gap, not a zero.", (who.capitalize(), what), shown)
    days, order, none = (sum(fact["timing"] == timing for fact in rows) for timing in ("days", "order", "none"))
    values = (who.capitalize(), what, str(len(rows)), str(days), str(order), str(none))
    return Frame(
        "{0}, {1}: {2} listed. With days: {3}. Only an order, no days: {4}. No time at all: {5}.", values, shown
    )
