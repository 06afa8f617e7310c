"""What `data/lessons.toml` says of each lesson: title, time, objectives."""

from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

import tomli

from hoedu.errors import ContentError
from hoedu.items.fields import Fields
from hoedu.paths import data_dir


@dataclass(frozen=True, slots=True)
class Lesson:
    """One lesson. `objectives` maps an id such as "03.1" to what the learner will be able to do; `refs` are the
    sources that its prose alone names.
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


@cache
def lessons() -> dict[str, Lesson]:
    return {lesson.id: lesson for lesson in read_lessons(data_dir() / "lessons.toml")}


def lesson(number: str) -> Lesson:
    """One lesson by its number, for example "03". Raises ContentError where there is none."""
    if number not in lessons():
        raise ContentError(f"there is no lesson {number!r}; there are {', '.join(lessons())}", file="lessons.toml")
    return lessons()[number]


def read_lessons(path: Path) -> list[Lesson]:
    """The lessons of one file. Raises ContentError with file, lesson and field."""
    try:
        raw = tomli.loads(path.read_text(encoding="utf-8"))
    except (tomli.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ContentError(f"is not valid TOML: {error}", file=path.name) from None
    found = []
    top = Fields(raw, path.name, "")
    for fields in top.tables("lesson", 1, 99):
        fields.place = number = fields.text("id", longest=2)
        objectives = {}
        for one in fields.tables("objective", 1, 12):
            objectives[one.text("id", longest=12)] = one.text("text")
            one.done()
        reviewed = fields._get("reviewed", None, date, "a date")
        found.append(
            Lesson(number, fields.text("slug"), fields.text("title"), fields.integer("minutes", least=1),
                   fields.text("level"), reviewed, objectives,
                   fields.texts("explorers", ()), fields.texts("refs", ()))
        )  # fmt: skip
        fields.done()
    top.done()
    return found
