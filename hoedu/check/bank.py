"""The question bank against the lessons, the evidence and the rules for questions."""

from collections.abc import Iterator
from pathlib import Path

from hoedu import evidence
from hoedu.check import figures
from hoedu.errors import ContentError
from hoedu.items import Item, bank
from hoedu.items.hotspot import Hotspot
from hoedu.lessons import lessons

NO_SOURCES = "00"  # the lesson on how the workbook works states no medicine


def check(folder: Path) -> tuple[list[Item], int, list[ContentError]]:
    """(items, figures linked, problems)."""
    items, problems = bank.read_folder(folder)
    linked = 0
    for item in items:
        file = file_of(folder, item)
        count, wrong = check_item(item, file)
        linked += count
        problems += wrong
    return items, linked, problems


def file_of(folder: Path, item: Item) -> str:
    """The name of the bank's file that holds an item."""
    return next((path.name for path in sorted(folder.glob(f"{item.lesson}-*.toml"))), folder.name)


def check_item(item: Item, file: str) -> tuple[int, list[ContentError]]:
    problems = []

    def wrong(field: str, message: str) -> None:
        problems.append(ContentError(message, file=file, place=item.id, field=field))

    lesson = lessons().get(item.lesson)
    if lesson is None:
        wrong("id", f"there is no lesson {item.lesson}")
    elif item.objective not in lesson.objectives:
        wrong("objective", f"is {item.objective!r}; lesson {item.lesson} has {', '.join(lesson.objectives)}")
    if not item.refs and item.lesson != NO_SOURCES:
        wrong("refs", "is empty: every question names its sources")
    for key in item.refs:
        if key not in evidence.references():
            wrong("refs", f"names {key!r}, which references.csv does not have")
    if item.use == "predict" and not item.explanation:
        wrong("explanation", "a prediction needs one: it is what the reveal says")
    if isinstance(item, Hotspot):
        from hoedu.charts import DRAWINGS

        if item.image not in DRAWINGS:
            wrong("image", f"there is no drawing {item.image!r}")
    linked = 0
    for field, text in texts(item):
        count, found = figures.check(text, file, item.id, field, item.assumed)
        linked += count
        problems += found
    return linked, problems


def texts(item: Item) -> Iterator[tuple[str, str]]:
    """(field, text) of everything a learner reads in an item; numbers that change stand as names in braces."""
    if item.family:
        yield from item.family.texts
        return
    yield "stem", item.stem
    if item.explanation:
        yield "explanation", item.explanation
    for hint in item.hints:
        yield "hints", hint
    if text := getattr(item, "text", ""):
        yield "text", text
    numeric = item.kind == "numeric"
    for key, (about, why) in item.whys().items():
        yield f"why ({key})", why
        if not numeric:  # a numeric item's answers are numbers by nature
            yield f"text ({key})", about
