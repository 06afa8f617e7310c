"""What `data/lessons.toml` says of each lesson: title, time, objectives."""

import re
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from pathlib import Path

from hoedu.errors import ContentError
from hoedu.items.fields import Fields, read_toml, unique
from hoedu.paths import data_dir


@dataclass(frozen=True, slots=True)
class Lesson:
    """One lesson. `objectives` maps an id such as "03.1" to what the learner will be able to do; `refs` are the
    sources that its prose alone names; `activities` are cells named as work at an objective (see `blueprint`).
    A `mixed` lesson asks the questions of all the others, and has none of its own.
    """

    id: str
    slug: str
    title: str
    minutes: int
    level: str
    reviewed: date
    objectives: dict[str, str]
    explorers: tuple[str, ...]
    refs: tuple[str, ...]
    cases: tuple[str, ...] = ()
    activities: dict[str, tuple[str, ...]] = field(default_factory=dict)
    mixed: bool = False


def ours() -> dict[str, Lesson]:
    """The workbook's lessons by number."""
    return {lesson.id: lesson for lesson in read_lessons(data_dir() / "lessons.toml")}


@cache
def lessons() -> dict[str, Lesson]:
    """The lessons by number: the workbook's, or those of the course in use, in its order."""
    from hoedu.course import course

    own = course()
    return own.taught(ours()) if own else ours()


def lesson(number: str) -> Lesson:
    """One lesson by its number, for example "03", whether the course in use has it or not. Raises ContentError where there is none."""
    if number in lessons():
        return lessons()[number]
    known = ours()
    if number not in known:
        raise ContentError(f"there is no lesson {number!r}; there are {', '.join(known)}", file="lessons.toml")
    return known[number]


def read_lessons(path: Path) -> list[Lesson]:
    """The lessons of one file. Raises ContentError with file, lesson and field."""
    top = Fields(read_toml(path), path.name, "")
    found = [read_lesson(fields) for fields in top.tables("lesson", 1, 99)]
    top.done()
    unique(top, "lesson", [lesson.id for lesson in found])
    return found


def read_lesson(fields: Fields) -> Lesson:
    """One `[[lesson]]` table. Raises ContentError with file, lesson and field."""
    number = fields.text("id", longest=2)
    if not re.fullmatch(r"[0-9]{2}", number):
        raise fields.fail("id", f"is {number!r}; expected two digits")
    fields.place = number
    slug = fields.text("slug", longest=60)
    if not re.fullmatch(rf"{number}(-[a-z0-9]+)+", slug):
        raise fields.fail("slug", f"is {slug!r}; expected {number}- and words")
    objectives, activities = [], {}
    for one in fields.tables("objective", 1, 12):
        objectives.append((one.text("id", longest=12), one.text("text")))
        activities[objectives[-1][0]] = one.texts("activity", ())
        one.done()
    unique(fields, "objective", [name for name, _ in objectives])
    lesson = Lesson(
        id=number,
        slug=slug,
        title=fields.text("title"),
        minutes=fields.integer("minutes", least=1),
        level=fields.text("level"),
        reviewed=fields.day("reviewed"),
        objectives=dict(objectives),
        explorers=fields.texts("explorers", ()),
        cases=fields.texts("cases", ()),
        refs=fields.texts("refs", ()),
        activities={name: cells for name, cells in activities.items() if cells},
        mixed=fields.flag("mixed", False),
    )
    fields.done()
    return lesson
