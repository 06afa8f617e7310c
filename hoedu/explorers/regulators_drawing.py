"""The decisions of regulators as a time line: a lane for each authority, a mark and its words for each decision."""

from collections.abc import Mapping

from hoedu.drawings import svg, words
from hoedu.evidence import Fact

WIDTH, LEFT, RIGHT, LANE, TOP = 440, 16, 424, 68, 34
LANES = {
    "Health Canada": "Canada",
    "FDA (USA)": "United States: FDA",
    "EMA (EU)": "European Union",
    "European Commission (EU)": "European Union",
    "TGA (Australia)": "Australia",
}
MARKS = {"approved": "✓", "refused": "✗", "not approved": "✗", "negative opinion": "✗"}  # anything else: a ring
SHORT = {
    "not approved": "turned down",
    "negative opinion": "against",
    "advisory vote": "votes",
    "listed for sale": "on sale",
}
BY = {"GEN128": (2026, 9, 29)}  # the day by which it had been decided, where the day itself was not read
MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "June", "July", "Aug", "Sept", "Oct", "Nov", "Dec"]


def timeline(drugs: Mapping[str, list[Fact]]) -> str:
    """One part for each drug, its decisions in the order of their dates."""
    drawn = {drug: _drug(rows) for drug, rows in drugs.items()}
    parts = "".join(f'<g data-part="{drug}">{part}</g>' for drug, (part, _) in drawn.items())
    label = "Decisions by date, a line for each authority; a tick: approved, a cross: turned down. The table below lists the same."
    return svg(WIDTH, max(height for _, height in drawn.values()), label, parts)


def _drug(rows: list[Fact]) -> tuple[str, int]:
    years = [int(row["date_year"]) for row in rows]
    first, last = min(years), max(years) + 1

    def place(year: float) -> float:
        return round(LEFT + (RIGHT - LEFT) * (year - first) / (last - first), 1)

    lanes = list(dict.fromkeys(LANES[row["regulator"]] for row in rows))
    height = TOP + LANE * len(lanes)
    parts = []
    for year in range(first, last + 1):
        anchor = "start" if year == first else "end" if year == last else "middle"
        parts.append(f'<path d="M{place(year)} 24V{height - 8}" stroke-width="1" opacity=".25"/>')
        parts.append(words(place(year), 16, str(year), 14, anchor))
    for number, lane in enumerate(lanes):
        mine = [row for row in rows if LANES[row["regulator"]] == lane]
        parts += _lane(TOP + LANE * number + 28, lane, mine, place)
    return "".join(parts), height


def _lane(y: float, lane: str, rows: list[Fact], place) -> list[str]:
    parts = [
        f'<path d="M{LEFT} {y}H{RIGHT}" stroke-width="1" opacity=".45"/>',
        words(LEFT, y - 13, lane, 15, bold=True),
    ]
    shown = {(row["decision"], _short(row)): row for row in rows}  # one mark a month for lines on one decision
    for row in shown.values():
        x, mark = place(_year(row)), MARKS.get(row["decision"], "")
        ring = f'<circle cx="{x}" cy="{y}" r="4.5" stroke-width="1.6"/>'
        parts.append(words(x, y + 7, mark, 20, "middle", bold=True) if mark else ring)
    said: dict[str, list[str]] = {}
    for decision, month in shown:
        said.setdefault(SHORT.get(decision, decision), []).append(month)
    told = " · ".join(f"{word} {', '.join(months)}" for word, months in said.items())
    return [*parts, words(LEFT, y + 23, told, 13)]


def _year(row: Fact) -> float:
    """The day as a year with a fraction; the middle where only the month was read."""
    year, month, day = days(row)
    return year + (month - 1 + day / 31) / 12


def days(row: Fact) -> tuple[int, int, int]:
    """When, as far as it is known: the middle of a month whose day was not read, and else the day by which it was so."""
    if row.id in BY:
        return BY[row.id]
    return int(row["date_year"]), int(row["date_month"] or 6), int(row["date_day"] or 15)


def _short(row: Fact) -> str:
    year, month, _ = days(row)
    return f"{'by ' if row.id in BY else ''}{MONTHS[month - 1]} {year}"
