"""Where HO forms, by cause: a standing figure and the same figures as a table."""

from hoedu import drawings
from hoedu.evidence import Fact, facts
from hoedu.explorers.base import Control, Explorer, Frame, Row, read_as

NO_FIGURE = "named, no figure"


def build() -> Explorer:
    rows = [fact for fact in facts().values() if fact.table == "sites" and fact.confidence in ("seen", "secondary")]
    causes = list(dict.fromkeys(fact["cause"] for fact in rows))
    frames, parts = {}, {}
    for cause in causes:
        shown = tuple(number for number, fact in enumerate(rows) if fact["cause"] == cause)
        frames[cause] = _frame(cause, shown, [rows[number] for number in shown])
        parts[cause] = "".join(_marks([rows[number] for number in shown]))
    return Explorer(
        name="body-map",
        title="Where does HO form?",
        todo="Guess the place first, then choose the cause.",
        controls=(Control("cause", "Cause", "choice", tuple((cause, cause[0].upper() + cause[1:]) for cause in causes), causes[0]),),
        frames=frames,
        lines=tuple(_row(fact) for fact in rows),
        axis=tuple((v / 100, f"{v} %") for v in (0, 25, 50, 75, 100)),
        heads=("Where, and what was counted", "Found", "Share, 0 to 100 %", "Figure"),
        drawing=drawings.body(parts),
        notes=(
            "The area of a disc follows the share. A dashed ring is a place that a source names without a share. "
            "Marks stand on one side of the figure only to leave room for words; HO forms on either side.",
            "The shares count different things: operations, joints, people, lesions or flare-ups. Compare them within one "
            "cause, not between causes.",
            "A share of sites does not say how often HO forms: the explorer of frequencies does.",
            "*Read*: we read it in the source itself, mostly its abstract. *Quoted*: read where another source repeats it.",
        ),
    )  # fmt: skip


def figure_of(fact: Fact) -> str:
    """The share as read: an estimate, a range over sources, or none."""
    if fact["share_pct"]:
        return f"{fact['share_pct']}\u00a0%"
    return f"{fact['low_pct']}-{fact['high_pct']}\u00a0%" if fact["low_pct"] else NO_FIGURE


def _row(fact: Fact) -> Row:
    place = fact["site"] or fact["region"]
    number = f" ({fact['n']} counted)" if fact["n"] else ""
    detail = "; ".join(part for part in (fact["of_what"] + number, fact["note"].rstrip(".")) if part)
    share, low, high = (fact.number(name) for name in ("share_pct", "low_pct", "high_pct"))
    places = (None if value is None else value / 100 for value in (share, low, high))
    return Row(
        fact, place[0].upper() + place[1:], detail, figure_of(fact), read_as(fact), *places, band=low is not None
    )


def _regions(rows: list[Fact]) -> dict[str, list[Fact]]:
    found: dict[str, list[Fact]] = {}
    for fact in rows:
        found.setdefault(fact["region"], []).append(fact)
    return found


def _marks(rows: list[Fact]) -> list[str]:
    """One mark a region, from its first row: where a region has several, the table holds them all."""
    first = {region: group[0] for region, group in _regions(rows).items()}
    return [
        drawings.mark(region, fact.number("share_pct"), region, figure_of(fact).removeprefix("named, "))
        for region, fact in first.items()
    ]


def _frame(cause: str, shown: tuple[int, ...], rows: list[Fact]) -> Frame:
    with_figure = [fact for fact in rows if figure_of(fact) != NO_FIGURE]
    called = cause[0].upper() + cause[1:]
    if not with_figure:
        places = _listed(list(_regions(rows)))
        return Frame(
            "{0}: named are {1}, without a share. No source that we read gives one.",
            (called, places),
            shown,
            parts=(cause,),
        )
    figures = _listed(
        [f"{fact['region']} {figure_of(fact)}{'' if fact['share_pct'] else ' over sources'}" for fact in with_figure]
    )
    what = dict.fromkeys(f"{fact['n']} {fact['of_what']}".strip() for fact in with_figure)
    return Frame("{0}: {1}. Counted: {2}.", (called, figures, "; ".join(what)), shown, parts=(cause,))


def _listed(names: list[str]) -> str:
    return ", ".join(names[:-1]) + (" and " if len(names) > 1 else "") + names[-1]
