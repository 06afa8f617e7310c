"""The bank as a whole against its blueprint: an activity for each objective, pairs of equal weight, more than recall."""

from collections import Counter
from collections.abc import Callable
from pathlib import Path

from hoedu import blueprint
from hoedu.check.notebooks import read
from hoedu.errors import ContentError
from hoedu.items import Item
from hoedu.lessons import lessons

HIGHER = 0.6  # share of items that ask to apply or analyse


def check(items: list[Item], file_of: Callable[[Item], str], folder: Path | None = None) -> list[ContentError]:
    """Problems; `file_of` names an item's file, `folder` holds the notebooks (none: activities are not looked at)."""
    problems = pairs(items, file_of)
    if (share := blueprint.share_above_recall(items)) < HIGHER:
        problems.append(
            ContentError(
                f"{share:.0%} of the items ask to apply or analyse; at least {HIGHER:.0%} should", file="data/questions"
            )
        )
    return problems + (activities(items, folder) if folder else [])


def pairs(items: list[Item], file_of: Callable[[Item], str]) -> list[ContentError]:
    """Every pre-test item has one post-test item of the same objective, type and level, which names it."""
    by_id = {item.id: item for item in items}
    named = Counter(item.pair for item in items if item.pair)
    problems = []

    def wrong(item: Item, message: str, field: str) -> None:
        problems.append(ContentError(message, file=file_of(item), place=item.id, field=field))

    for item in items:
        if item.use == "pretest" and not named[item.id]:
            wrong(item, f'has no partner: a post-test item with pair = "{item.id}"', "use")
        if not item.pair:
            continue
        other = by_id.get(item.pair)
        if item.use != "posttest":
            wrong(item, f"is for post-test items; this is {item.use}", "pair")
        elif other is None or other.use != "pretest" or other.lesson != item.lesson:
            wrong(item, f"is {item.pair!r}, which is no pre-test item of lesson {item.lesson}", "pair")
        elif named[item.pair] > 1:
            wrong(item, f"is {item.pair!r}, which another item names too", "pair")
        else:
            for field in ("objective", "kind", "level"):
                if (mine := getattr(item, field)) != (theirs := getattr(other, field)):
                    wrong(item, f"is {other.id!r}, whose {field} is {theirs}; here it is {mine}", "pair")
    return problems


def activities(items: list[Item], folder: Path) -> list[ContentError]:
    """Objectives that a lesson tests and nowhere lets the learner work at, and cells named that are not there."""
    problems = []
    for lesson in lessons().values():
        file = folder / f"{lesson.slug}.ipynb"
        notebook, wrong = read(file) if file.is_file() else ({}, [None])
        if wrong:  # said elsewhere
            continue
        cells = {cell.get("id") for cell in notebook["cells"] if cell["cell_type"] == "code"}
        found = blueprint.activities(lesson, notebook, [item for item in items if item.lesson == lesson.id])
        for objective, ids in found.items():
            if not ids:
                problems.append(
                    ContentError("is met by no activity outside the tests", file=file.name, place=objective)
                )
        for objective, named in lesson.activities.items():
            for cell in named:
                if cell not in cells:
                    problems.append(
                        ContentError(
                            f"names the cell {cell!r}, which {file.name} does not have",
                            file="lessons.toml",
                            place=objective,
                            field="activity",
                        )
                    )
    return problems


def up_to_date(data: Path, items: list[Item], folder: Path) -> list[ContentError]:
    """Is the written blueprint what the bank now gives?"""
    file = blueprint.path(data)
    now = file.read_text(encoding="utf-8") if file.is_file() else ""
    if now == blueprint.written(items, folder):
        return []
    return [ContentError("differs from the bank: run hoedu refresh --tables", file="data/questions/README.md")]
