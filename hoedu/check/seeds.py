"""The claims the workbook grew from: each has a verdict, evidence that may be taught, and a cell that teaches it."""

from collections.abc import Iterable
from pathlib import Path

from hoedu import evidence
from hoedu.check import figures
from hoedu.check.bank import texts
from hoedu.check.notebooks import asked, called, read, source
from hoedu.errors import ContentError
from hoedu.items import Item
from hoedu.lessons import lessons
from hoedu.paths import seeds_dir
from hoedu.seeds import FILE, PARTS, Claim
from hoedu.seeds import read as read_claims


def check(folder: Path, items: Iterable[Item], path: Path | None = None) -> tuple[int, int, list[ContentError]]:
    """(claims, figures linked, problems) of `path` (default: the workbook's) against the notebooks in `folder`."""
    path = path or seeds_dir() / FILE
    claims, problems = read_claims(path)
    if claims and not problems:
        told = {claim.part for claim in claims}
        problems += [ContentError(f"has no claim on {part}", file=path.name) for part in PARTS if part not in told]
    by_id, cells, linked = {item.id: item for item in items}, {}, 0
    for claim in claims:
        count, wrong = _evidence(claim, path.name)
        linked += count
        problems += wrong + _taught(claim, path.name, folder, by_id, cells)
    return len(claims), linked, problems


def _evidence(claim: Claim, file: str) -> tuple[int, list[ContentError]]:
    linked, problems = 0, []
    for row in claim.rows:
        if row in evidence.references():
            continue
        if row not in evidence.facts():
            problems.append(
                ContentError(f"names {row}, which is no row and no source", file=file, place=claim.id, field="rows")
            )
        elif evidence.fact(row).confidence in figures.NOT_TAUGHT:
            message = f"{row} is marked {evidence.fact(row).confidence} and may not be taught as fact"
            problems.append(ContentError(message, file=file, place=claim.id, field="rows"))
    for field in ("note", "better"):
        text = getattr(claim, field)
        count, wrong = figures.check(text, file, claim.id, field)
        linked += count
        problems += wrong
        for row in (*figures.rows_in(text), *figures.refs_in(text)):
            if row not in claim.rows:
                problems.append(
                    ContentError(f"leans on {row}, which rows does not list", file=file, place=claim.id, field=field)
                )
    return linked, problems


def _taught(claim: Claim, file: str, folder: Path, items: dict[str, Item], cells: dict) -> list[ContentError]:
    problems = []

    def wrong(message: str) -> None:
        problems.append(ContentError(message, file=file, place=claim.id, field="section"))

    for number, place in claim.sections:
        if number not in lessons():
            wrong(f"there is no lesson {number}")
            continue
        if number not in cells:
            notebook, _ = read(folder / f"{lessons()[number].slug}.ipynb") if _is_there(folder, number) else ({}, [])
            cells[number] = {cell.get("id"): cell for cell in notebook.get("cells", ())}
        cell = cells[number].get(place)
        if cell is None:
            wrong(f"lesson {number} has no cell {place!r}")
        elif not set(claim.rows) & cites(cell, items):
            wrong(f"lesson {number}, cell {place}: cites none of {', '.join(claim.rows)}")
    return problems


def _is_there(folder: Path, number: str) -> bool:
    return (folder / f"{lessons()[number].slug}.ipynb").is_file()


def cites(cell: dict, items: dict[str, Item]) -> set[str]:
    """The rows and sources that a cell names: in its prose, or in the questions and explorers that it shows."""
    text = source(cell)
    if cell["cell_type"] == "markdown":
        return {*figures.rows_in(text), *figures.refs_in(text)}
    found = {row for name in called(text, "explore") for row in _rows(name)}
    for name in asked(text):
        if name in items:
            found |= set(items[name].refs)
            for _, shown in texts(items[name]):
                found |= {*figures.rows_in(shown), *figures.refs_in(shown)}
    return found


def _rows(name: str) -> list[str]:
    from hoedu.explorers import build

    return build(name).rows()
