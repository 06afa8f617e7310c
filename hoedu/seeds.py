"""The claims of the article that the workbook grew from, one a row in our own words: our verdict, why, and where it is taught."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from hoedu.errors import ContentError
from hoedu.evidence import read_rows
from hoedu.paths import seeds_dir

FILE = "claims.csv"
COLUMNS = ("id", "part", "claim", "verdict", "also", "note", "better", "asks", "section", "rows")
PARTS = (
    "terminology", "definition", "cause", "risk", "sign", "mimic", "test", "treatment", "rehabilitation", "prevention",
    "outlook", "reference",
)  # fmt: skip
VERDICTS = ("right", "imprecise", "wrong", "unproven")
ASKS = ("who", "sure", "figure")  # what a better sentence has to say


@dataclass(frozen=True, slots=True)
class Claim:
    """One claim. `also` are verdicts that can be defended beside ours; `note` and `better` are inline Markdown;
    `sections` are pairs of a lesson's number and a cell's id; `rows` are ids of rows and keys of sources.
    """

    id: str
    part: str
    claim: str
    verdict: str
    also: tuple[str, ...]
    note: str
    better: str
    asks: tuple[str, ...]
    sections: tuple[tuple[str, str], ...]
    rows: tuple[str, ...]

    @property
    def lessons(self) -> list[str]:
        """The numbers of the lessons that teach it, in order."""
        return sorted({lesson for lesson, _ in self.sections})


@cache
def claims() -> tuple[Claim, ...]:
    """All claims, in the order of the article. Raises ContentError with file, claim and field."""
    found, problems = read(seeds_dir() / FILE)
    if problems:
        raise problems[0]
    return tuple(found)


def read(path: Path) -> tuple[list[Claim], list[ContentError]]:
    """(claims, problems) of one file; a row with a problem is left out."""
    try:
        rows = read_rows(path)
    except OSError:
        return [], [ContentError("is not there", file=path.name)]
    except ContentError as error:
        return [], [error]
    if not rows or tuple(rows[0]) != COLUMNS:
        return [], [ContentError(f"needs the columns {', '.join(COLUMNS)}", file=path.name)]
    found, problems, seen = [], [], set()
    for number, row in enumerate(rows, 2):
        wrong = [
            ContentError(message, file=path.name, place=row["id"] or f"row {number}", field=field)
            for field, message in _wrong(row, seen)
        ]
        seen.add(row["id"])
        problems += wrong
        if not wrong:
            found.append(_claim(row))
    return found, problems


def _wrong(row: dict[str, str], seen: set[str]) -> Iterator[tuple[str, str]]:
    """(field, what is wrong with it)."""
    if not re.fullmatch(r"SEED[0-9]{2}", row["id"]):
        yield "id", f"is {row['id']!r}; expected SEED and two digits"
    elif row["id"] in seen:
        yield "id", "stands twice"
    for field in ("claim", "note", "better"):
        if not row[field].strip():
            yield field, "is empty"
    for field, known in (("part", PARTS), ("verdict", VERDICTS)):
        if row[field] not in known:
            yield field, f"is {row[field]!r}; expected one of {', '.join(known)}"
    for field, known in (("also", VERDICTS), ("asks", ASKS)):
        if odd := [word for word in _list(row[field]) if word not in known]:
            yield field, f"names {odd[0]!r}; expected {', '.join(known)}"
    if row["verdict"] in _list(row["also"]):
        yield "also", f"repeats the verdict, {row['verdict']}"
    if not _list(row["section"]):
        yield "section", "is empty: the claim is taught nowhere"
    for one in _list(row["section"]):
        if not re.fullmatch(r"[0-9]{2}:[a-z][a-z0-9-]*", one):
            yield "section", f"holds {one!r}; expected a lesson's number, a colon and a cell's id"
    if not _list(row["rows"]):
        yield "rows", "is empty: a verdict needs its evidence"


def _claim(row: dict[str, str]) -> Claim:
    sections = tuple(tuple(one.split(":")) for one in _list(row["section"]))
    return Claim(
        row["id"], row["part"], row["claim"], row["verdict"], _list(row["also"]), row["note"], row["better"],
        _list(row["asks"]), sections, _list(row["rows"]),
    )  # fmt: skip


def _list(cell: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in cell.split(";") if part.strip())
