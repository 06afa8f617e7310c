"""All questions of lessons 01 to 12 for one page: what the exam and the review ask from, packed.

It travels as bytes beside the HTML, never in a saved notebook: JSON, compressed by zlib (the page unpacks it).
"""

import json
import zlib
from dataclasses import replace
from typing import Any

from hoedu import taught
from hoedu.html.inline import plain
from hoedu.html.items import item_html
from hoedu.items import Bank, Item
from hoedu.lessons import Lesson, lessons
from hoedu.papers import SETS, ending, papers

NAME = "pool"  # data-name of every part that carries it: a site keeps one file for all of them
_packed: list[tuple[Bank, bytes]] = []


def taught_lessons(bank: Bank) -> list[Lesson]:
    """The lessons whose questions are asked again: all that have some, without the first, which teaches the workbook."""
    return [lesson for lesson in lessons().values() if lesson.id != "00" and bank.lesson(lesson.id)]


def href(lesson: Lesson) -> str:
    """Its notebook, beside the one that links it."""
    return f"{lesson.slug}.ipynb"


def pool_bytes(bank: Bank) -> bytes:
    """What the page unpacks (see `pool`); made once for a bank."""
    if not _packed or _packed[0][0] is not bank:
        text = json.dumps(pool(bank), ensure_ascii=False, separators=(",", ":"))
        _packed[:] = [(bank, zlib.compress(text.encode(), 9))]
    return _packed[0][1]


def pool(bank: Bank) -> dict[str, Any]:
    """JSON: `items` by id (the HTML of each set of numbers, the spec, its stem, level, objective and heading), `lessons`,
    `papers` as [id, set] in order, and `end`, the spec of the answer that ends a paper.
    """
    about = taught_lessons(bank)
    items = [item for lesson in about for item in bank.lesson(lesson.id)]
    where = taught.places(items)
    return {
        "items": {item.id: _item(item) | {"under": where.get(item.id, "")} for item in items},
        "lessons": {lesson.id: {"title": lesson.title, "objectives": lesson.objectives} for lesson in about},
        "papers": [[[entry.item, entry.variant] for entry in paper.entries] for paper in papers(bank)],
        "end": ending().page_spec(),
    }


def _item(item: Item) -> dict[str, Any]:
    sets = item.variants[:SETS] or (item,)
    faces = [item_html(replace(one, confidence=False, hints=())) for one in sets]
    return {
        "faces": faces,
        "spec": item.page_spec(),
        "stem": plain(item.stem),
        "level": item.level,
        "lesson": item.lesson,
        "objective": item.objective,
    }
