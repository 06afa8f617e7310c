"""A lecturer's course: a folder beside the workbook that chooses lessons and questions, and adds some of its own.

While a course is in use (`using`), the lessons, questions, sources and rows that anything here asks for are the workbook's as
the course wants them, and the course's own. Nothing of the workbook is written to. A folder holds

    course.toml            school, lessons and their order, questions left out, dates, its own lessons
    questions/*.toml       questions, as in data/questions; of the workbook's lessons and of its own
    notebooks/*.ipynb      its own lessons
    references.csv         sources, and evidence/*.csv rows, as in data
"""

import json
import os
import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from difflib import get_close_matches
from functools import cache
from pathlib import Path
from typing import Any

import tomli

from hoedu import evidence, made
from hoedu import lessons as of_lessons
from hoedu.errors import ContentError
from hoedu.evidence import Fact, Reference
from hoedu.items import Item, bank
from hoedu.items.fields import Fields, unique
from hoedu.lessons import Lesson
from hoedu.paths import checkout, data_dir

VARIABLE = "HOEDU_COURSE"  # names the folder to this process and to all that it starts, kernels included
FILE = "course.toml"
NUMBERS = ("60", "79")  # of lessons of one's own: the workbook never uses them
LARGEST = 2**20  # bytes of course.toml
_PREFIX = re.compile(r"[a-z][a-z0-9]{1,11}")
_TAKEN = re.compile(r"case|again|end|p[0-9]{2}")  # words that events have in this place
_NEEDED = ("ref_key", "authors", "year", "title", "journal", "url", "kind", "checked")
WORDS = ("seen", "secondary", "memory", "assumed")  # for how far to trust a row
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
        if slug[:2] in self.lessons or not (new or self.left_out):
            return source
        notebook = json.loads(source)
        cells = [cell for cell in notebook["cells"] if not self._idle(cell)]
        for item in reversed(new):
            cells.insert(self._place(item, cells) + 1, _cell(item))
        return json.dumps(notebook | {"cells": cells}).encode()

    def _idle(self, cell: dict[str, Any]) -> bool:
        named = _asked(cell)
        return bool(named) and self.left_out.issuperset(named) and re.fullmatch(r"\s*ho\.(ask|reveal)\([^()]*\)\s*", _source(cell)) is not None

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
        return next((names.index(name) for name in ("posttest", "finish", "summary", "references") if name in names), len(cells)) - 1


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
def _known(part: Course) -> Iterator[None]:
    _half_read.append(part)
    _clear(evidence.references, evidence.facts)
    try:
        yield
    finally:
        _half_read.pop()
        _clear(evidence.references, evidence.facts)


def _forget() -> None:
    """Drop what was read for another course."""
    from hoedu import papers
    from hoedu.publish import kept
    from hoedu.session import session

    _clear(_chosen, of_lessons.lessons, evidence.references, evidence.facts, session, papers.blueprint, kept.fingerprint)


def _clear(*remembered: Any) -> None:
    for one in remembered:
        one.cache_clear()


def lesson_notebooks(names: Iterable[str] = ()) -> list[Path]:
    """The notebooks of the lessons named ("03", "03-risk-factors"), or of all: the workbook's, or those of the course in use.

    Raises ContentError for a name without a lesson.
    """
    from hoedu.notebooks import find

    own, names = course(), list(names)
    if own is None:
        return [path for path in find(checkout() / "notebooks", names) if path.parent.name != "answers"]
    paths = [own.notebook(number) for number in own.order]
    if not names:
        return paths
    found = []
    for name in names:
        stem = name.removesuffix(".ipynb")
        hits = [path for path in paths if path.stem == stem or path.stem.startswith(f"{stem}-")]
        if not hits:
            raise ContentError(f"there is no lesson {name!r} in this course; there are {', '.join(own.order)}", file=FILE)
        found += hits
    return found


# ---- reading


def read(folder: Path) -> tuple[Course | None, list[ContentError]]:
    """The course of a folder, and every problem met on the way; None where there is no telling what was meant."""
    if not folder.is_dir():
        return None, [ContentError("is not a folder; 'hoedu course new DIR' makes one", file=str(folder))]
    try:
        top = _top(folder)
        with _known(Course(folder, "", "", "", ())):  # reading questions asks for rows
            found, problems = _read(folder, top)
    except ContentError as error:
        return None, [error]
    return found, problems


def _top(folder: Path) -> Fields:
    path = folder / FILE
    try:
        if path.stat().st_size > LARGEST:
            raise ContentError(f"is larger than {LARGEST // 2**20} MB", file=FILE)
        raw = tomli.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise ContentError(f"has no {FILE}; 'hoedu course new DIR' makes one", file=str(folder)) from None
    except OSError as error:
        raise ContentError(f"cannot be read: {error.strerror}", file=FILE) from None
    except ContentError:
        raise
    except (ValueError, RecursionError) as error:  # TOML and UTF-8 errors are ValueErrors
        raise ContentError(f"is not valid TOML: {error}", file=FILE) from None
    return Fields(raw, FILE, "")


def _read(folder: Path, top: Fields) -> tuple[Course, list[ContentError]]:
    problems: list[ContentError] = []
    ours, names = of_lessons.ours(), _names()
    school, title, prefix = top.text("school", longest=80), top.text("title", "", 120), _prefix(top, names)
    own = _own_lessons(folder, top, problems)
    known = [*ours, *own]
    order = top.texts("lessons", tuple(known), 1)
    unique(top, "lessons", list(order))
    for number in order:
        if number not in known:
            raise top.fail("lessons", f"names {number!r}; there are {', '.join(known)}")
    references = _references(folder, problems)
    facts = _facts(folder, references, problems)
    with _known(Course(folder, school, title, prefix, (), references=references, facts=facts)):
        items, files = _questions(folder, problems)
    problems += [error for item in items if (error := _wrong(item, files[item.id], prefix, ours, own))]
    places = _texts(top, "after")
    for name, where in places.items():
        if name not in {item.id for item in items}:
            problems.append(top.fail("after", f"names {name!r}, which is no question of yours{_near(name, [item.id for item in items])}"))
        elif name[:2] in own:
            problems.append(top.fail("after", f"names {name!r}: your own notebook asks it, where you write ho.ask({name!r})"))
    left_out = top.texts("leave_out", ())
    for name in left_out:
        if name not in names:
            yours = "; it is your own: take it out of its file" if name in {item.id for item in items} else _near(name, names)
            problems.append(top.fail("leave_out", f"names {name!r}, which is no question of the workbook{yours}"))
    dates = _dates(top, order)
    top.done()
    found = Course(folder, school, title, prefix, order, dates, frozenset(left_out), own, tuple(items), files, places, references, facts)
    return found, problems


@cache
def _names() -> tuple[str, ...]:
    """The ids of the workbook's questions."""
    return tuple(item.id for item in bank.read_folder(data_dir() / "questions")[0])


def _near(name: str, names: Iterable[str]) -> str:
    near = get_close_matches(name, list(names), 1)
    return f"; did you mean {near[0]!r}?" if near else ""


def _prefix(top: Fields, names: Iterable[str]) -> str:
    prefix = top.text("prefix", longest=40)
    if not _PREFIX.fullmatch(prefix):
        raise top.fail("prefix", f"is {prefix!r}; expected 2 to 12 small letters and digits, such as 'exu'")
    if not can_be_prefix(prefix, names):
        raise top.fail("prefix", f"is {prefix!r}, with which names of the workbook's own questions begin; choose another")
    return prefix


def can_be_prefix(word: str, names: Iterable[str] = ()) -> bool:
    """Is it a word for a course's questions that none of the workbook's (`names`, by default all) begins with?"""
    if not _PREFIX.fullmatch(word) or _TAKEN.fullmatch(word):
        return False
    return not any(f"{name[3:]}-".startswith(f"{word}-") for name in names or _names())


def _own_lessons(folder: Path, top: Fields, problems: list[ContentError]) -> dict[str, Lesson]:
    found: dict[str, Lesson] = {}
    for one in top.tables("lesson", 0, 20):
        lesson = of_lessons.read_lesson(one)
        if not NUMBERS[0] <= lesson.id <= NUMBERS[1]:
            raise one.fail("id", f"is {lesson.id!r}; your own lessons have numbers from {NUMBERS[0]} to {NUMBERS[1]}")
        if lesson.id in found:
            raise one.fail("id", "stands twice")
        if wrong := [name for name in lesson.objectives if not re.fullmatch(rf"{lesson.id}\.[0-9]+", name)]:
            raise one.fail("objective", f"has the id {wrong[0]!r}; expected {lesson.id}.1, {lesson.id}.2, ...")
        found[lesson.id] = lesson
    slugs = {lesson.slug for lesson in found.values()}
    there = {path.stem for path in (folder / "notebooks").glob("*.ipynb")}
    problems += [ContentError(f"has no notebooks/{slug}.ipynb", file=FILE, place=slug[:2], field="slug") for slug in sorted(slugs - there)]
    problems += [
        ContentError(f"has no [[lesson]] with slug = {stem!r} in {FILE}", file=f"notebooks/{stem}.ipynb") for stem in sorted(there - slugs)
    ]
    return found


def _questions(folder: Path, problems: list[ContentError]) -> tuple[list[Item], dict[str, str]]:
    """The questions of all files, and the file of each."""
    items: list[Item] = []
    files: dict[str, str] = {}
    for path in sorted((folder / "questions").glob("*.toml")):
        file = f"questions/{path.name}"
        found, wrong = bank.read_file(path)
        problems += [ContentError(one.message, file=file, place=one.place, field=one.field) for one in wrong]
        for item in found:
            if item.id in files:
                problems.append(ContentError(f"id also stands in {files[item.id]}", file=file, place=item.id))
            else:
                items.append(item)
                files[item.id] = file
    return items, files


def _wrong(item: Item, file: str, prefix: str, ours: dict[str, Lesson], own: dict[str, Lesson]) -> ContentError | None:
    def error(name: str, message: str) -> ContentError:
        return ContentError(message, file=file, place=item.id, field=name)

    if not item.id.startswith(f"{item.lesson}-{prefix}-"):
        return error("id", f"needs your prefix: {item.lesson}-{prefix}-{item.id[3:]}")
    if item.lesson not in own and (item.lesson not in ours or ours[item.lesson].mixed):
        return error("id", f"is of lesson {item.lesson}; there are {', '.join(n for n in (*ours, *own) if n in own or not ours[n].mixed)}")
    if item.use == "predict" and item.lesson not in own:
        return error("use", "is 'predict', which needs a reveal: ask it in a lesson of your own")
    return None


def _texts(top: Fields, name: str) -> dict[str, str]:
    table = Fields(top._get(name, {}, dict, f"a [{name}] table"), top.file, "", name)
    return {key: table.text(key, longest=80) for key in table._raw}


def _dates(top: Fields, order: tuple[str, ...]) -> dict[str, date]:
    table = Fields(top._get("dates", {}, dict, "a [dates] table"), top.file, "", "dates")
    for number in table._raw:
        if number not in order:
            raise table.fail(str(number)[:20], f"is no lesson of this course; there are {', '.join(order)}")
    return {number: table.day(number) for number in table._raw}


def _references(folder: Path, problems: list[ContentError]) -> dict[str, Reference]:
    path = folder / "references.csv"
    if not path.is_file():
        return {}
    from hoedu.html.inline import REF_KEY

    found, ours = {}, evidence.our_references()
    try:
        for row in evidence.read_rows(path):
            if missing := [name for name in _NEEDED if name not in row]:
                raise ContentError(f"lacks the column {missing[0]!r}; it needs {', '.join(_NEEDED)}", file=path.name)
            key = row["ref_key"]
            if not REF_KEY.match(key):
                problems.append(ContentError(f"is {key[:40]!r}; expected small letters and a year, such as smith2026", file=path.name, place=key[:40], field="ref_key"))
            elif key in ours or key in found:
                problems.append(ContentError("is a key of the workbook's sources: cite that one, or choose another key" if key in ours else "stands twice", file=path.name, place=key, field="ref_key"))
            elif not re.match(r"https?://\S+$", row["url"]):
                problems.append(ContentError(f"is {row['url'][:60]!r}; expected an address that begins with https://", file=path.name, place=key, field="url"))
            else:
                found[key] = Reference(key, *(row[name] for name in _NEEDED[1:]))
    except ContentError as error:
        problems.append(error)
    return found


def _facts(folder: Path, references: dict[str, Reference], problems: list[ContentError]) -> dict[str, Fact]:
    from hoedu.html.inline import ROW_ID

    known = evidence.our_references() | references
    ours, found = evidence.our_facts(known), {}
    for path in sorted((folder / "evidence").glob("*.csv")):
        file = f"evidence/{path.name}"
        try:
            if (data_dir() / "evidence" / path.name).is_file():
                raise ContentError("has the name of a table of the workbook; choose another", file=file)
            for row in evidence.read_rows(path):
                if missing := [name for name in ("id", "ref_key", "confidence") if name not in row]:
                    raise ContentError(f"lacks the column {missing[0]!r}", file=file)
                name = row["id"]

                def wrong(column: str, message: str, name: str = name) -> None:
                    problems.append(ContentError(message, file=file, place=name[:40], field=column))

                keys = [key.strip() for key in row["ref_key"].split(";") if key.strip()]
                if not ROW_ID.match(name):
                    wrong("id", f"is {name[:40]!r}; expected capital letters and two to four digits, such as EXU001")
                elif name in ours or name in found:
                    wrong("id", "stands in the workbook's tables: choose another" if name in ours else "stands twice")
                elif row["confidence"] not in WORDS:
                    wrong("confidence", f"is {row['confidence'][:40]!r}; expected one of {', '.join(WORDS)}")
                elif not keys or (lost := [key for key in keys if key not in known]):
                    wrong("ref_key", f"names {lost[0]!r}, which no references.csv has" if keys else "is empty: every row has a source")
                else:
                    found[name] = Fact(name, path.stem, row, tuple(known[key] for key in keys))
        except ContentError as error:
            problems.append(error if error.file.startswith("evidence/") else ContentError(error.message, file=file, place=error.place))
    return found
