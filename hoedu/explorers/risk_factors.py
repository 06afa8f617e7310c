"""Risk factors by population, on a logarithmic scale, with their intervals."""

import re
from collections import Counter

from hoedu.evidence import Fact, cite, facts, references
from hoedu.explorers.base import ABBREVIATIONS, Control, Explorer, Frame, Row, log_place, read_as

LOW, HIGH = 0.02, 500.0
DIRECTIONS = (("all", "every factor"), ("risk", "goes with more HO"), ("protective", "goes with less HO"),
              ("ns", "no clear difference"))  # fmt: skip
FIRST = "hip replacement"
_WORDS = {"risk": "more HO", "protective": "less HO", "ns": "no clear difference",
          "unknown": "linked, direction not shown"}  # fmt: skip


def build() -> Explorer:
    rows = [f for f in facts().values() if f.table == "risk_factors" and f.confidence in ("seen", "secondary")]
    # First what has an interval, then a bare estimate, then a name alone.
    rows.sort(key=lambda f: (f.number("estimate") is None, f.number("ci_low") is None, -(f.number("estimate") or 0)))
    groups = sorted({fact["population_group"] for fact in rows}, key=lambda name: (name != FIRST, name))
    notes = Counter(fact["note"] for fact in rows)  # a note that many rows share says nothing about one of them
    population = Control("population", "Population", "choice", tuple((g, g.capitalize()) for g in groups), FIRST)
    direction = Control("direction", "Show", "choice", DIRECTIONS, "all")
    frames = {}
    for group in groups:
        for key, called in DIRECTIONS:
            shown = tuple(
                n for n, f in enumerate(rows) if f["population_group"] == group and key in ("all", f["direction"])
            )
            frames[f"{group}|{key}"] = _frame(group.capitalize(), called, shown, rows)
    marks = (0.1, 0.5, 1, 2, 10, 100)
    return Explorer(
        name="risk-factors",
        title="What goes with more HO, and what with less?",
        todo="Choose a population. Look first at where each line lies against 1, then at how long it is.",
        controls=(population, direction),
        frames=frames,
        lines=tuple(_row(fact, notes[fact["note"]] == 1) for fact in rows),
        axis=tuple((log_place(v, LOW, HIGH), f"{v:g}") for v in marks),
        anchor="1",
        heads=("Factor, and in whom", "Goes with", "Ratio, logarithmic; 1 is no difference", "Figure"),
        notes=(
            "OR odds ratio, RR risk ratio, PR prevalence ratio: they are not the same measure. A dot without a line had "
            "no interval that we could read.",
            "A factor is something that goes with HO. None of these lines shows that it causes HO.",
            ABBREVIATIONS,
        ),
    )


def _row(fact: Fact, own_note: bool) -> Row:
    estimate, low, high = (fact.number(name) for name in ("estimate", "ci_low", "ci_high"))
    label = f"{fact['factor']}"
    how = f", {fact['analysis']}" if fact["analysis"] and fact["analysis"] != "not shown" else ""
    detail = f"{fact['population']}{how}" + (f"; {_said(fact['note'])}" if own_note and fact["note"] else "")
    if estimate is None:
        return Row(fact, label, detail, "no figure given", _WORDS[fact["direction"]])
    measure = fact["measure"] if fact["measure"] != "other" else "ratio"
    figure = f"{measure} {fact['estimate']}" + (f" ({fact['ci_low']}-{fact['ci_high']})" if low is not None else "")
    read = read_as(fact)
    figure += f", {read}" if read != "read" else ""
    places = (None if v is None else log_place(v, LOW, HIGH) for v in (estimate, low, high))
    return Row(fact, label, detail, figure, _WORDS[fact["direction"]], *places)


def _said(note: str) -> str:
    """A note in a reader's words: sources by author and year, and what we worked out called our arithmetic."""
    note = note.replace("DERIVED ", "our arithmetic: ")
    return re.sub(r"\b[a-z][a-z0-9_]+\b", lambda m: cite(m[0]).short if m[0] in references() else m[0], note)


def _frame(group: str, called: str, shown: tuple[int, ...], rows: list[Fact]) -> Frame:
    if not shown:
        return Frame("{0}, {1}: none among our sources.", (group, called), shown)
    facts_shown = [rows[n] for n in shown]
    ends = [(f.number("ci_low"), f.number("ci_high")) for f in facts_shown if f.number("ci_low") is not None]
    above = sum(low > 1 for low, _ in ends)
    below = sum(high < 1 for _, high in ends)
    silent = sum(f.number("estimate") is None for f in facts_shown)
    bare = len(shown) - len(ends) - silent
    values = (group, called, str(len(shown)), str(len(ends)), str(above), str(below), str(len(ends) - above - below),
              str(bare), str(silent))  # fmt: skip
    return Frame(
        "{0}, {1}: {2} listed. {3} come with an interval: {4} wholly above 1, {5} wholly below, {6} reaching 1. "
        "{7} come with a figure alone, {8} with a name alone.",
        values,
        shown,
    )
