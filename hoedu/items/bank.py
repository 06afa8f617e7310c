"""The question bank: TOML files of `[[item]]` tables, one file a lesson."""

import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from hoedu import made
from hoedu.errors import ContentError
from hoedu.items import variants
from hoedu.items.base import LEVELS, USES, Item
from hoedu.items.cloze import Cloze
from hoedu.items.fields import Fields, read_toml
from hoedu.items.hotspot import Hotspot
from hoedu.items.matching import Matching
from hoedu.items.multiple import Multiple
from hoedu.items.numeric import Numeric
from hoedu.items.ordering import Ordering
from hoedu.items.single import Single
from hoedu.items.text import Text
from hoedu.paths import data_dir

KINDS: dict[str, type[Item]] = {
    kind.kind: kind for kind in (Single, Multiple, Numeric, Ordering, Matching, Cloze, Hotspot, Text)
}
_ID = re.compile(r"^[0-9]{2}-[a-z0-9]+(-[a-z0-9]+)*$")


class Bank(Mapping[str, Item]):
    """Items by id, in the order of the files."""

    def __init__(self, items: Iterable[Item] = ()):
        self._items = {item.id: item for item in items}

    def __getitem__(self, item_id: str) -> Item:
        try:
            return self._items[item_id]
        except KeyError:
            from difflib import get_close_matches

            near = get_close_matches(str(item_id), self._items, 1)
            hint = f"; did you mean {near[0]!r}?" if near else ""
            raise ContentError(f"there is no question {item_id!r}{hint}", file="data/questions") from None

    def __contains__(self, item_id: object) -> bool:
        return item_id in self._items

    def __iter__(self) -> Iterator[str]:
        return iter(self._items)

    def __len__(self) -> int:
        return len(self._items)

    def lesson(self, number: str) -> list[Item]:
        return [item for item in self._items.values() if item.lesson == number]


def load(folder: Path | None = None) -> Bank:
    """All items of `data/questions`, as the course in use has them; raises ContentError at the first problem."""
    if folder is None and (ahead := made.fetch("bank")) is not None:
        return ahead
    items, problems = read_folder(folder or data_dir() / "questions")
    if problems:
        raise problems[0]
    if folder is None:
        from hoedu.course import course

        own = course()
        items = own.asked(items) if own else items
    return Bank(items)


def read_folder(folder: Path) -> tuple[list[Item], list[ContentError]]:
    """Every item that can be read, and every problem met on the way."""
    items: list[Item] = []
    problems: list[ContentError] = []
    owner: dict[str, str] = {}
    for path in sorted(folder.glob("*.toml")):
        found, wrong = read_file(path)
        problems += wrong
        for item in found:
            if item.id in owner:
                problems.append(ContentError(f"id also stands in {owner[item.id]}", file=path.name, place=item.id))
            else:
                owner[item.id] = path.name
                items.append(item)
    return items, problems


def read_file(path: Path) -> tuple[list[Item], list[ContentError]]:
    """The items of one file, and its problems; a bad item does not hide the good ones."""
    try:
        return _read(read_toml(path), path.name)
    except ContentError as error:
        return [], [error]


def _read(raw: dict, file: str) -> tuple[list[Item], list[ContentError]]:
    items: dict[str, Item] = {}
    problems: list[ContentError] = []
    try:
        top = Fields(raw, file, "")
        lesson = top.text("lesson")
        entries = top._get("item", (), list, "[[item]] tables")
        top.done()
    except ContentError as error:
        return [], [error]
    for number, entry in enumerate(entries):
        try:
            item = read_item(entry, lesson, file, f"item {number + 1}")
            if item.id in items:
                raise ContentError("id stands twice in this file", file=file, place=item.id, field="id")
            items[item.id] = item
        except ContentError as error:
            problems.append(error)
    return list(items.values()), problems


def read_item(entry: object, lesson: str, file: str = "", place: str = "") -> Item:
    """One item from its TOML table. Raises ContentError that names file, item and field."""
    if isinstance(entry, dict) and "family" in entry:
        return variants.read(entry, lambda one: _read_item(one, lesson, file, place), file, place)
    return _read_item(entry, lesson, file, place)


def _read_item(entry: object, lesson: str, file: str, place: str) -> Item:
    fields = Fields(entry, file, place)
    item_id = fields.text("id", longest=80)
    if not _ID.match(item_id):
        raise fields.fail("id", f"is {item_id!r}; expected the lesson's number and words, like 03-base-rate")
    if not item_id.startswith(lesson + "-"):
        raise fields.fail("id", f"is {item_id!r}; an item of lesson {lesson} starts with {lesson}-")
    if item_id.endswith(("-restart", "-undo")):
        raise fields.fail("id", f"is {item_id!r}; such endings mean that a lesson starts again, or that this is undone")
    fields.place = f'item "{item_id}"'
    kind = KINDS[fields.one_of("kind", tuple(KINDS))]
    use = fields.one_of("use", USES)
    once = use in ("pretest", "predict", "posttest")
    item = kind(
        id=item_id,
        lesson=lesson,
        objective=fields.text("objective", longest=12),
        level=fields.one_of("level", LEVELS),
        use=use,
        stem=fields.text("stem"),
        refs=fields.texts("refs", ()),
        explanation=fields.text("explanation", ""),
        confidence=fields.flag("confidence", use in ("pretest", "posttest")),
        hints=fields.texts("hints", ()),
        attempts=fields.integer("attempts", 1 if once else 2, 0, 9),
        feedback=fields.one_of("feedback", ("now", "held"), "held" if use in ("pretest", "predict") else "now"),
        shuffle=fields.flag("shuffle", True),
        assumed=fields.texts("assumed", ()),
        pair=fields.text("pair", "", 80),
        excused=fields.reasons("excused"),
        **kind.parts(fields),
    )
    fields.done()
    return item
