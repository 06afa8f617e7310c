"""The cumulative exam: papers drawn from the bank to a table (`data/exam.toml`), and what a paper answered is worth.

Every paper has the same number of questions from each lesson at each level. The draw is seeded: the same bank gives the
same papers on every machine. The page draws nothing; it is given the papers.

An answer in the exam is an event of its own, `90-p03-<question>` in paper 3. Lessons do not count it: their first tries
stay as they were. What it says of the reader's knowledge, the fold takes up as a look (`hoedu.progress.fold`).
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache
from hashlib import sha256
from pathlib import Path

from hoedu.errors import ContentError
from hoedu.items import Bank, Item
from hoedu.items.base import LEVELS, USES, key_of
from hoedu.items.fields import Fields, read_toml, unique
from hoedu.items.options import Option
from hoedu.items.single import Single
from hoedu.lessons import lessons
from hoedu.paths import data_dir
from hoedu.progress import Attempt, fold

LESSON = "90"
ANY = "any"  # in place of a lesson: whichever of them was asked least
SETS = 4  # of a question whose numbers change, so many sets are asked in papers and in the review
MOST_PAPERS = 99  # two digits in the name of an event


@dataclass(frozen=True)
class Blueprint:
    """What each paper holds. `cells`: lesson (or ANY) -> level -> questions; `left_out`: question -> why no paper asks it."""

    papers: int
    minutes: int
    uses: tuple[str, ...]
    cells: Mapping[str, Mapping[str, int]]
    left_out: Mapping[str, str]

    @property
    def length(self) -> int:
        """Questions in a paper."""
        return sum(sum(levels.values()) for levels in self.cells.values())

    def of_level(self, level: str) -> int:
        return sum(levels.get(level, 0) for levels in self.cells.values())

    def eligible(self, items: Iterable[Item]) -> list[Item]:
        """The questions that papers are drawn from."""
        return [
            item
            for item in items
            if item.lesson in self.cells and item.use in self.uses and item.id not in self.left_out
        ]


@dataclass(frozen=True, slots=True)
class Entry:
    """A question of a paper; `variant` says which of its sets of numbers (0 for a question with one)."""

    item: str
    variant: int = 0


@dataclass(frozen=True, slots=True)
class Paper:
    """One paper: its number from 1, and its questions in the order asked."""

    number: int
    entries: tuple[Entry, ...]

    @property
    def name(self) -> str:
        return f"p{self.number:02d}"

    @property
    def done(self) -> str:
        """The event that ends it."""
        return f"{LESSON}-{self.name}-done"

    def event(self, entry: Entry) -> str:
        """The name under which the answer to one of its questions is kept."""
        return f"{LESSON}-{self.name}-{entry.item}"


@cache
def blueprint() -> Blueprint:
    """The table of `data/exam.toml`; where a course leaves lessons out, without them, and shorter (in steps of 5 minutes)."""
    table = read_blueprint(data_dir() / "exam.toml")
    left = replace(table, cells={number: levels for number, levels in table.cells.items() if number == ANY or number in lessons()})
    return replace(left, minutes=max(5, 5 * round(table.minutes * left.length / table.length / 5)))


def read_blueprint(path: Path) -> Blueprint:
    """The table of one file. Raises ContentError with file, lesson and field."""
    top = Fields(read_toml(path), path.name, "")
    cells: dict[str, dict[str, int]] = {}
    tables = top.tables("lesson", 1, 98)
    for one in tables:
        number = one.text("id", longest=3)
        levels = {level: one.integer(level, 0, 0, 20) for level in LEVELS}
        if not any(levels.values()):
            raise one.fail("id", f"asks nothing of lesson {number}: leave the lesson out")
        one.done()
        cells[number] = {level: count for level, count in levels.items() if count}
    unique(top, "lesson", [one.text("id") for one in tables])
    uses = top.texts("uses", least=1)
    for use in uses:
        if use not in USES:
            raise top.fail("uses", f"names {use!r}; expected {', '.join(USES)}")
    found = Blueprint(
        top.integer("papers", least=1, most=MOST_PAPERS),
        top.integer("minutes", least=1),
        uses,
        cells,
        top.reasons("left_out"),
    )
    top.done()
    return found


def papers(
    bank: Mapping[str, Item], table: Blueprint | None = None, seed: str = "hoedu", count: int | None = None
) -> list[Paper]:
    """Papers 1 to `count` (default: as many as the table says).

    Within a lesson a paper goes round the objectives before it asks one twice, and never asks both partners of a pair
    (before and after); each paper prefers what the papers before it asked least. Raises ContentError where a lesson has
    too few questions of a level.
    """
    table = table or blueprint()
    pool = table.eligible(bank.values())
    asked: Counter[str] = Counter()
    met: Counter[str] = Counter()
    found = []
    for number in range(1, (count or table.papers) + 1):
        entries = []
        for item in _draw(pool, table, f"{seed}/{number}", asked, met):
            asked[item.id] += 1
            met[item.objective] += 1
            variant = (asked[item.id] - 1) % min(SETS, len(item.variants)) if item.variants else 0
            entries.append(Entry(item.id, variant))
        found.append(
            Paper(number, tuple(sorted(entries, key=lambda entry: _chance(f"{seed}/{number}/order", entry.item))))
        )
    return found


def _draw(pool: list[Item], table: Blueprint, seed: str, asked: Counter[str], met: Counter[str]) -> Iterator[Item]:
    mine: Counter[str] = Counter()
    taken: set[str] = set()
    for lesson, levels in table.cells.items():
        for level, count in levels.items():
            ours = [item for item in pool if item.level == level and lesson in (item.lesson, ANY)]
            for _ in range(count):
                free = [item for item in ours if item.id not in taken and item.pair not in taken]
                if not free:
                    raise ContentError(
                        f"asks for {count}; the bank has {len(ours)} that can stand together",
                        file="exam.toml",
                        place=lesson,
                        field=level,
                    )
                one = min(
                    free,
                    key=lambda item: (
                        mine[item.objective],
                        asked[item.id],
                        met[item.objective],
                        _chance(seed, item.id),
                    ),
                )
                mine[one.objective] += 1
                taken |= {one.id, one.pair} - {""} | {item.id for item in pool if item.pair == one.id}
                yield one


def _chance(seed: str, name: str) -> bytes:
    return sha256(f"{seed}/{name}".encode()).digest()


def question(bank: Mapping[str, Item], entry: Entry) -> Item:
    """The question as a paper asks it: its numbers set, no hint, no word on how sure one is."""
    item = bank[entry.item]
    item = item.variants[entry.variant] if item.variants else item
    return replace(item, confidence=False, hints=(), variants=(), family=None)


def ending() -> Item:
    """The question behind the event that ends a paper: an answer like any other, so that restarts and codes know it."""
    options = [Option(text, why, right, key_of(text)) for text, why, right in (
        ("Finish and see the answers", "The paper is over, and its answers are open.", True),
        ("Go on answering", "The paper stays open.", False),
    )]  # fmt: skip
    return Single(id=f"{LESSON}-end", lesson=LESSON, objective="90.1", level="recall", use="practice", stem="Finish this paper?",
                  refs=(), options=tuple(options))  # fmt: skip


# ---- what it is worth


@dataclass(frozen=True, slots=True)
class Mark:
    """One question of a paper as it was answered."""

    entry: Entry
    lesson: str
    level: str
    objective: str
    answered: bool
    right: bool


@dataclass(frozen=True, slots=True)
class Result:
    """A paper as far as it was answered; `done` once its answers are open."""

    done: bool
    marks: tuple[Mark, ...]

    @property
    def right(self) -> int:
        return sum(mark.right for mark in self.marks)

    def by(self, name: str) -> dict[str, tuple[int, int]]:
        """(right, asked) by "lesson", "level" or "objective", in order."""
        keys = [getattr(mark, name) for mark in self.marks]
        order = LEVELS if name == "level" else sorted(set(keys))
        return {
            key: (sum(mark.right for mark, own in zip(self.marks, keys) if own == key), keys.count(key))
            for key in order
            if key in keys
        }


def result(attempts: Iterable[Attempt], paper: Paper, bank: Bank) -> Result:
    """What the answers to one paper come to. A question without an answer is not right. Of several answers the last counts."""
    names = {entry: paper.event(entry) for entry in paper.entries}
    items = {name: question(bank, entry) for entry, name in names.items()}
    states = fold(attempts, items | {paper.done: ending()})
    marks = []
    for entry, name in names.items():
        item, state = bank[entry.item], states.get(name)
        answered = bool(state and state.attempts)
        marks.append(Mark(entry, item.lesson, item.level, item.objective, answered, answered and state.correct))
    end = states.get(paper.done)
    return Result(bool(end and end.attempts and end.correct), tuple(marks))
