"""Facts: tables as pandas frames, single rows by id, and the source of each."""

import csv
import sys
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from hoedu.errors import ContentError
from hoedu.paths import data_dir

if TYPE_CHECKING:
    import pandas as pd

LONGEST_CELL = 20_000  # characters; the longest note in the tables has a few hundred


@dataclass(frozen=True, slots=True)
class Reference:
    """One source. `url` is its DOI, else its PubMed record, else the page that was read."""

    key: str
    authors: str
    year: str
    title: str
    journal: str
    url: str
    kind: str
    checked: str

    @property
    def short(self) -> str:
        """First author and year ("Zhu 2015"); where no author was seen, the journal or the title's first words."""
        authors = [name.strip() for name in self.authors.split(";") if name.strip()]
        if not authors:
            words = self.journal or " ".join(self.title.strip("[]").split()[:5]) + " …"
            return f"{words} {self.year}".strip()
        first = authors[0].rsplit(" ", 1)[0] if " " in authors[0] else authors[0]
        return f"{first}{' et al.' if len(authors) > 1 else ''} {self.year}".strip()

    def __str__(self) -> str:
        authors = [name.strip() for name in self.authors.split(";") if name.strip()]
        who = "; ".join(authors[:3]) + (" et al." if len(authors) > 3 else "")
        order = (who, self.year, self.title, self.journal) if who else (self.title, self.journal, self.year)
        parts = [part.strip().rstrip(".") for part in order if part.strip()]
        return ". ".join(parts) + "."


@dataclass(frozen=True, slots=True)
class Fact:
    """One row of one evidence table. `row` holds the cells as text; `sources` the references it names."""

    id: str
    table: str
    row: dict[str, str]
    sources: tuple[Reference, ...]

    def __getitem__(self, column: str) -> str:
        return self.row[column]

    def number(self, column: str) -> float | None:
        """The number in a column, or None where the cell is empty."""
        return float(self.row[column]) if self.row.get(column) else None

    @property
    def confidence(self) -> str:
        return self.row.get("confidence", "")

    @property
    def url(self) -> str:
        return self.sources[0].url if self.sources else ""

    def __repr__(self) -> str:
        return f"Fact({self.id}, {self.table})"


def read_rows(path: Path) -> list[dict[str, str]]:
    """The rows of one CSV file, each cell as text. Raises ContentError with file, row and field."""
    csv.field_size_limit(min(sys.maxsize, LONGEST_CELL))
    rows: list[dict[str, str]] = []
    try:
        with open(path, newline="", encoding="utf-8") as file:
            reader = csv.reader(file, strict=True)
            header = next(reader, None)
            if not header or len(set(header)) < len(header):
                raise ContentError("needs a first line of different column names", file=path.name)
            for cells in reader:
                if len(cells) != len(header):
                    place = f"row {reader.line_num}"
                    raise ContentError(f"{len(cells)} cells; the header has {len(header)}", file=path.name, place=place)
                rows.append(dict(zip(header, cells)))
    except UnicodeDecodeError as error:
        raise ContentError(f"is not UTF-8 text (byte {error.start})", file=path.name) from None
    except csv.Error as error:
        raise ContentError(f"is not a whole CSV file: {error}", file=path.name, place=f"after row {len(rows)}") from None
    return rows


@cache
def references() -> dict[str, Reference]:
    """All sources by key, those of the course in use included."""
    from hoedu.course import course

    own = course()
    return our_references() | (own.references if own else {})


def our_references() -> dict[str, Reference]:
    """The workbook's sources by key."""
    found = {}
    for row in read_rows(data_dir() / "references.csv"):
        fields = ("authors", "year", "title", "journal", "url", "kind", "checked")
        found[row["ref_key"]] = Reference(row["ref_key"], *(row[name] for name in fields))
    return found


@cache
def facts() -> dict[str, Fact]:
    """All rows of all evidence tables by id, those of the course in use included."""
    from hoedu.course import course

    own = course()
    return our_facts(references()) | (own.facts if own else {})


def our_facts(known: dict[str, Reference]) -> dict[str, Fact]:
    """The rows of the workbook's own tables by id; `known` are the sources by key."""
    found = {}
    for path in sorted((data_dir() / "evidence").glob("*.csv")):
        for row in read_rows(path):
            keys = [key.strip() for key in row.get("ref_key", "").split(";") if key.strip()]
            sources = tuple(known[key] for key in keys if key in known)
            found[row["id"]] = Fact(row["id"], path.stem, row, sources)
    for fact in found.values():
        if fact.table == "derived":
            sources = tuple(dict.fromkeys(s for i in origin(fact) if i in found for s in found[i].sources))
            found[fact.id] = Fact(fact.id, fact.table, fact.row, sources)
    return found


def origin(fact: Fact) -> list[str]:
    """The ids of the rows a derived fact was computed from."""
    return [name.strip() for name in fact.row.get("from_rows", "").split(";") if name.strip()]


def fact(row_id: str) -> Fact:
    """One fact by the id of its row, for example "INC001"."""
    try:
        return facts()[row_id]
    except KeyError:
        raise ContentError("there is no such row", file="data/evidence", place=str(row_id)) from None


def cite(key: str) -> Reference:
    """One source by its key, for example "zhu2015"."""
    try:
        return references()[key]
    except KeyError:
        raise ContentError("there is no such source", file="references.csv", place=str(key)) from None


def table(name: str) -> "pd.DataFrame":
    """One evidence table as a frame, indexed by row id; number columns as numbers, text columns with "" for empty.

    Raises ContentError for a table that does not exist.
    """
    import pandas as pd

    path = data_dir() / ("references.csv" if name == "references" else f"evidence/{name}.csv")
    names = sorted(p.stem for p in (data_dir() / "evidence").glob("*.csv"))
    if name not in (*names, "references"):
        raise ContentError(f"there is no table {name!r}; there are {', '.join(names)}", file="data/evidence")
    frame = pd.DataFrame(read_rows(path))
    frame = frame.set_index("ref_key" if name == "references" else "id")
    for column in frame:
        if frame[column].ne("").any():
            numbers = pd.to_numeric(frame[column].where(frame[column].ne("")), errors="coerce")
            if numbers.notna().eq(frame[column].ne("")).all():
                frame[column] = numbers
    return frame


def numbers_of(fact: Fact) -> list[Any]:
    """Every number a row states, for checking a figure against it."""
    found = []
    for column, cell in fact.row.items():
        try:
            found.append((column, float(cell)))
        except ValueError:
            continue
    return found
