"""The course in use: what its lessons and questions are, and how the workbook's notebooks ask them."""

import json
import os
import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from hoedu import evidence, made
from hoedu import lessons as of_lessons
from hoedu.course import pictures
from hoedu.errors import ContentError
from hoedu.evidence import Fact, Reference
from hoedu.items import Item
from hoedu.lessons import Lesson
from hoedu.paths import checkout

VARIABLE = "HOEDU_COURSE"  # names the folder to this process and to all that it starts, kernels included
FILE = "course.toml"
ENDS = {"pretest": "pretest", "posttest": "posttest"}  # use -> the cell after which such a question is asked


@dataclass(frozen=True)
class Course:
    """One course, as its folder has it.

    order     the numbers of its lessons, first to last
    dates     lesson -> the day it is held
    left_out  questions of the workbook that are asked nowhere
    lessons   its own, by number
    items     its own questions; `files` names the file of each, `places` the question or cell it is asked after
    """

    folder: Path
    school: str
    title: str
    prefix: str
    order: tuple[str, ...]
    dates: dict[str, date] = field(default_factory=dict)
    left_out: frozenset[str] = frozenset()
    lessons: dict[str, Lesson] = field(default_factory=dict)
    items: tuple[Item, ...] = ()
    files: dict[str, str] = field(default_factory=dict)
    places: dict[str, str] = field(default_factory=dict)
    references: dict[str, Reference] = field(default_factory=dict)
    facts: dict[str, Fact] = field(default_factory=dict)

    def taught(self, ours: dict[str, Lesson]) -> dict[str, Lesson]:
        """The lessons of this course in its order."""
        return {number: (ours | self.lessons)[number] for number in self.order}

    def asked(self, items: Iterable[Item]) -> list[Item]:
        """The workbook's questions that it asks, and its own."""
        return [item for item in items if item.id not in self.left_out] + list(self.items)

    def notebook(self, number: str) -> Path:
        """The file of one of its lessons."""
        if number in self.lessons:
            return self.folder / "notebooks" / f"{self.lessons[number].slug}.ipynb"
        return checkout() / "notebooks" / f"{of_lessons.lesson(number).slug}.ipynb"

    def edited(self, slug: str, source: bytes) -> bytes:
        """A notebook of the workbook with this course's questions in it, and without cells that ask only what it leaves out.

        Raises ContentError for a place that the notebook does not have.
        """
        new = [item for item in self.items if item.lesson == slug[:2] and item.lesson not in self.lessons]
        if slug[:2] in self.lessons:
            return self._with_pictures(slug, source)
        if not (new or self.left_out):
            return source
        notebook = json.loads(source)
        cells = [cell for cell in notebook["cells"] if not self._idle(cell)]
        for item in reversed(new):
            cells.insert(self._place(item, cells) + 1, _cell(item))
        return json.dumps(notebook | {"cells": cells}).encode()

    def _with_pictures(self, slug: str, source: bytes) -> bytes:
        notebook, path = json.loads(source), self.notebook(slug[:2])
        texts = [cell for cell in notebook["cells"] if cell["cell_type"] == "markdown"]
        new = [pictures.within(cell, _source(cell), path) for cell in texts]
        if new == [_source(cell) for cell in texts]:
            return source
        for cell, text in zip(texts, new):
            cell["source"] = text
        return json.dumps(notebook).encode()

    def _idle(self, cell: dict[str, Any]) -> bool:
        named = _asked(cell)
        return (
            bool(named)
            and self.left_out.issuperset(named)
            and re.fullmatch(r"\s*ho\.(ask|reveal)\([^()]*\)\s*", _source(cell)) is not None
        )

    def _place(self, item: Item, cells: list[dict[str, Any]]) -> int:
        """The index of the cell after which a question is asked."""
        if wanted := self.places.get(item.id):
            found = [n for n, cell in enumerate(cells) if cell.get("id") == wanted or wanted in _asked(cell)]
            if not found:
                message = f"is {wanted!r}; lesson {item.lesson} has no such cell, and asks no such question"
                raise ContentError(message, file=FILE, place=item.id, field="after")
            return found[-1]
        names = [cell.get("id", "") for cell in cells]
        if item.use in ENDS and ENDS[item.use] in names:
            return names.index(ENDS[item.use])
        ends = [names.index(name) for name in ("posttest", "finish", "summary", "references") if name in names]
        return (ends[0] if ends else len(cells)) - 1


def edited(path: Path) -> bytes:
    """A notebook's bytes, with what the course in use changes in it."""
    own, source = course(), path.read_bytes()
    return own.edited(path.stem, source) if own else source


def _source(cell: dict[str, Any]) -> str:
    source = cell.get("source", "")
    return "".join(source) if isinstance(source, list) else source


def _asked(cell: dict[str, Any]) -> list[str]:
    from hoedu.check.notebooks import asked

    return asked(_source(cell)) if cell.get("cell_type") == "code" else []


def _cell(item: Item) -> dict[str, Any]:
    about = {"slideshow": {"slide_type": "subslide"}, "deletable": False, "editable": False}
    return {"cell_type": "code", "id": f"own-{item.id}", "metadata": about, "source": f'ho.ask("{item.id}")', "outputs": [],
            "execution_count": None}  # fmt: skip


# ---- which course is in use


def course() -> Course | None:
    """The course in use, if any. Raises ContentError at its first problem."""
    if _half_read:
        return _half_read[-1]
    if (ahead := _ahead()) is not None:
        return ahead
    return _chosen(os.environ[VARIABLE]) if os.environ.get(VARIABLE) else None


@cache
def _ahead() -> Course | None:
    """That of the site whose in-browser lab this is."""
    return made.fetch("course")


_half_read: list[Course] = []  # while questions are read, sources and rows are known already


@cache
def _chosen(folder: str) -> Course:
    from hoedu.course.folder import read

    found, problems = read(Path(folder))
    if problems:
        raise problems[0]
    return found


@contextmanager
def using(folder: Path | None) -> Iterator[Course | None]:
    """Within the block, this course is in use (None: none is). Raises ContentError at its first problem."""
    before = os.environ.pop(VARIABLE, None)
    if folder is None and before is None:
        yield None
        return
    if folder is not None:
        os.environ[VARIABLE] = str(Path(folder).resolve())
    _forget()
    try:
        yield course()
    finally:
        os.environ.pop(VARIABLE, None)
        if before is not None:
            os.environ[VARIABLE] = before
        _forget()


@contextmanager
def known(part: Course) -> Iterator[None]:
    """Within the block, `part` of a course that is being read is in use."""
    _half_read.append(part)
    _clear(evidence.references, evidence.facts, of_lessons.lessons)
    try:
        yield
    finally:
        _half_read.pop()
        _clear(evidence.references, evidence.facts, of_lessons.lessons)


def _forget() -> None:
    """Drop what was read for another course."""
    from hoedu import papers
    from hoedu.publish import kept
    from hoedu.session import session

    _clear(
        _chosen, of_lessons.lessons, evidence.references, evidence.facts, session, papers.blueprint, kept.fingerprint
    )


def _clear(*remembered: Any) -> None:
    for one in remembered:
        one.cache_clear()


def lesson_notebooks(names: Iterable[str] = ()) -> list[Path]:
    """The notebooks of the lessons named ("03", "03-risk-factors"), or of all: the workbook's, or those of the course in use.

    Raises ContentError for a name without a lesson.
    """
    from hoedu.notebooks import find

    own, names = course(), list(dict.fromkeys(names))
    if own is None:
        try:
            return [path for path in find(checkout() / "notebooks", names) if path.parent.name != "answers"]
        except ContentError as error:
            raise ContentError(f"{error.message}; lessons are {', '.join(of_lessons.ours())}, and those of a course with --course", file=error.file) from None  # fmt: skip
    paths = [own.notebook(number) for number in own.order]
    if not names:
        return paths
    found = []
    for name in names:
        stem = name.removesuffix(".ipynb")
        hits = [path for path in paths if path.stem == stem or path.stem.startswith(f"{stem}-")]
        if not hits:
            raise ContentError(
                f"there is no lesson {name!r} in this course; there are {', '.join(own.order)}", file=FILE
            )
        found += hits
    return found
