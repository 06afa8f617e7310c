"""A course's folder, read: what it says, and everything that is wrong with it."""

import re
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from difflib import get_close_matches
from functools import cache
from pathlib import Path

from hoedu import evidence
from hoedu import lessons as of_lessons
from hoedu.course.use import FILE, Course, known
from hoedu.errors import ContentError
from hoedu.evidence import Fact, Reference
from hoedu.items import Item, bank
from hoedu.items.fields import Fields, read_toml, unique
from hoedu.lessons import Lesson
from hoedu.paths import data_dir

LARGEST = 2**20  # bytes of course.toml
NUMBERS = ("60", "79")  # of lessons of one's own: the workbook never uses them
WORDS = ("seen", "secondary", "memory", "assumed")  # for how far to trust a row
_PREFIX = re.compile(r"[a-z][a-z0-9]{1,11}")
_TAKEN = re.compile(r"case|again|end|p[0-9]{2}")  # words that events have in this place
_NEW = "'hoedu course new DIR' makes one"
_ABOVE = {"school", "prefix", "lessons", "leave_out"}  # fields of the file's beginning alone
_NEEDED = ("ref_key", "authors", "year", "title", "journal", "url", "kind", "checked")


def read(folder: Path) -> tuple[Course | None, list[ContentError]]:
    """The course of a folder, and every problem met on the way; None where there is no telling what was meant."""
    if not folder.is_dir():
        message = "is a file: name the folder that it is in" if folder.is_file() else f"is not a folder; {_NEW}"
        return None, [ContentError(message, file=str(folder))]
    try:
        top = _top(folder)
        with known(Course(folder, "", "", "", ())):  # reading questions asks for rows
            found, problems = _read(folder, top)
    except ContentError as error:
        return None, [error]
    return found, problems


def _top(folder: Path) -> Fields:
    path = folder / FILE
    if not path.is_file():
        hidden = (folder / f"{FILE}.txt").is_file()  # as Windows shows no endings
        message = f"has {FILE}.txt: rename it to {FILE}" if hidden else f"has no {FILE}; {_NEW}"
        raise ContentError(message, file=str(folder))
    raw = read_toml(path, LARGEST)
    for header, table in _tables(raw):
        if low := [name for name in table if name in _ABOVE]:
            message = (
                f"stands under [{header}], to which it then belongs: move it above the first line that begins with ["
            )
            raise ContentError(message, file=FILE, field=low[0])
    return Fields(raw, FILE, "")


def _tables(raw: dict) -> Iterator[tuple[str, dict]]:
    """(header, table) of what stands under a header in the file."""
    yield from ((name, raw[name]) for name in ("dates", "after") if isinstance(raw.get(name), dict))
    own = raw.get("lesson")
    for one in own if isinstance(own, list) else ():
        if isinstance(one, dict):
            yield "[lesson]", one
            aims = one.get("objective")
            yield from (
                ("[lesson.objective]", aim) for aim in (aims if isinstance(aims, list) else ()) if isinstance(aim, dict)
            )


def _read(folder: Path, top: Fields) -> tuple[Course, list[ContentError]]:
    problems: list[ContentError] = []
    ours, names = of_lessons.ours(), _names()
    school, title, prefix = top.text("school", longest=80), top.text("title", "", 120), _prefix(top, names)
    own = _own_lessons(folder, top, problems)
    every = [*ours, *own]
    order = top.texts("lessons", tuple(every), 1)
    unique(top, "lessons", list(order))
    for number in order:
        if number not in every:
            raise top.fail("lessons", f"names {number!r}; there are {', '.join(every)}")
    references = _references(folder, problems)
    facts = _facts(folder, references, problems)
    before = len(problems)
    with known(Course(folder, school, title, prefix, (), references=references, facts=facts)):
        items, files = _questions(folder, problems)
    unread = len(problems) > before  # then a name below may be that of a question not read, of which enough is said
    problems += [error for item in items if (error := _wrong(item, files[item.id], prefix, ours, own))]
    places = _texts(top, "after")
    for name in places:
        if name not in {item.id for item in items}:
            if unread:
                continue
            problems.append(
                top.fail(
                    "after", f"names {name!r}, which is no question of yours{_near(name, [item.id for item in items])}"
                )
            )
        elif name[:2] in own:
            problems.append(
                top.fail("after", f"names {name!r}: your own notebook asks it, where you write ho.ask({name!r})")
            )
    left_out = top.texts("leave_out", ())
    for name in left_out:
        if name not in names:
            yours = (
                "; it is your own: take it out of its file"
                if name in {item.id for item in items}
                else _near(name, names)
            )
            problems.append(top.fail("leave_out", f"names {name!r}, which is no question of the workbook{yours}"))
    dates = _dates(top, order)
    top.done()
    found = Course(
        folder,
        school,
        title,
        prefix,
        order,
        dates,
        frozenset(left_out),
        own,
        tuple(items),
        files,
        places,
        references,
        facts,
    )
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
        raise top.fail(
            "prefix", f"is {prefix!r}, with which names of the workbook's own questions begin; choose another"
        )
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
    problems += [
        ContentError(
            f"has no notebooks/{slug}.ipynb: copy another lesson's to that name",
            file=FILE,
            place=slug[:2],
            field="slug",
        )
        for slug in sorted(slugs - there)
    ]
    problems += [
        ContentError(f"has no [[lesson]] with slug = {stem!r} in {FILE}", file=f"notebooks/{stem}.ipynb")
        for stem in sorted(there - slugs)
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
        return error("id", f"needs your prefix: it begins with {item.lesson}-{prefix}-, as {FILE} says")
    if item.lesson not in own and (item.lesson not in ours or ours[item.lesson].mixed):
        return error(
            "id",
            f"is of lesson {item.lesson}; there are {', '.join(n for n in (*ours, *own) if n in own or not ours[n].mixed)}",
        )
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
    from hoedu.html.inline import REF_KEY

    found: dict[str, Reference] = {}
    ours = evidence.our_references()

    def wrong(row: dict[str, str]) -> tuple[str, str] | None:
        key = row["ref_key"]
        if not REF_KEY.match(key):
            return "ref_key", f"is {key[:40]!r}; expected small letters and a year, such as smith2026"
        if key in ours:
            return "ref_key", "is a key of the workbook's sources: cite that one, or choose another key"
        if key in found:
            return "ref_key", "stands twice"
        if not re.match(r"https?://\S+$", row["url"]):
            return "url", f"is {row['url'][:60]!r}; expected an address that begins with https://"
        return None

    for key, row in _rows(folder, "references.csv", _NEEDED, wrong, problems):
        found[key] = Reference(*(row[name] for name in _NEEDED))
    return found


def _facts(folder: Path, references: dict[str, Reference], problems: list[ContentError]) -> dict[str, Fact]:
    from hoedu.html.inline import ROW_ID

    sources = evidence.our_references() | references
    found: dict[str, Fact] = {}
    ours = evidence.our_facts(sources)

    def wrong(row: dict[str, str]) -> tuple[str, str] | None:
        name, keys = row["id"], _keys(row)
        if not ROW_ID.match(name):
            return "id", f"is {name[:40]!r}; expected capital letters and two to four digits, such as EXU001"
        if name in ours or name in found:
            return "id", "stands in the workbook's tables: choose another" if name in ours else "stands twice"
        if row["confidence"] not in WORDS:
            return "confidence", f"is {row['confidence'][:40]!r}; expected one of {', '.join(WORDS)}"
        if not keys:
            return "ref_key", "is empty: every row has a source"
        lost = [key for key in keys if key not in sources]
        return ("ref_key", f"names {lost[0]!r}, which no references.csv has") if lost else None

    for path in sorted((folder / "evidence").glob("*.csv")):
        file = f"evidence/{path.name}"
        if (data_dir() / "evidence" / path.name).is_file():
            problems.append(ContentError("has the name of a table of the workbook; choose another", file=file))
            continue
        for name, row in _rows(folder, file, ("id", "ref_key", "confidence"), wrong, problems):
            found[name] = Fact(name, path.stem, row, tuple(sources[key] for key in _keys(row)))
    return found


def _keys(row: dict[str, str]) -> list[str]:
    return [key.strip() for key in row["ref_key"].split(";") if key.strip()]


def _rows(
    folder: Path,
    file: str,
    needed: tuple[str, ...],
    wrong: Callable[[dict[str, str]], tuple[str, str] | None],
    problems: list[ContentError],
) -> Iterator[tuple[str, dict[str, str]]]:
    """(name, row) of a table, if it is there; `wrong` says (column, message) of a row that cannot be used."""
    if not (folder / file).is_file():
        return
    try:
        rows = evidence.read_rows(folder / file)
    except ContentError as error:
        problems.append(ContentError(error.message, file=file, place=error.place))
        return
    rows = [{name.removeprefix("\ufeff"): cell for name, cell in row.items()} for row in rows]  # Excel's mark
    for row in rows:
        if missing := [name for name in needed if name not in row]:
            message = f"lacks the column {missing[0]!r}; it needs {', '.join(needed)}"
            if len(row) == 1 and ";" in next(iter(row)):
                message = "has semicolons between its cells: save it with commas"
            problems.append(ContentError(message, file=file))
            return
        if not any(row.values()):  # an empty line of a spreadsheet
            continue
        name = row[needed[0]]
        if found := wrong(row):
            problems.append(ContentError(found[1], file=file, place=name[:40], field=found[0]))
        else:
            yield name, row
