"""What a learner has done, folded from the attempts."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Any

from hoedu.grading import grade
from hoedu.items.base import Item
from hoedu.progress.events import Attempt

REVIEW_AFTER = (1, 3, 7, 14, 30)  # days to the next look after so many right answers in a row (Leitner's boxes)

RESTART, UNDO = "-restart", "-undo"
_LOOK = re.compile(r"90-(again|p[0-9]{2})-([0-9]{2}-.+)")
_END = re.compile(r"90-(p[0-9]{2})-done")


def looked_at(name: str) -> str:
    """The question that an event of the review or the exam was an answer to ("90-p03-05-x" -> "05-x"); else ""."""
    match = _LOOK.fullmatch(name)
    return match[2] if match else ""


def _looks(attempts: Iterable[Attempt]) -> set[str]:
    """Ids of the attempts that count as looks: each in the review; in an exam paper the last before it was finished."""
    ends: dict[str, int] = {}
    counted, final = set(), {}
    for attempt in attempts:
        if match := _END.fullmatch(attempt.item):
            ends[match[1]] = attempt.t
    for attempt in attempts:
        match = _LOOK.fullmatch(attempt.item)
        if match and match[1] == "again":
            counted.add(attempt.id)
        elif match and attempt.t <= ends.get(match[1], -1):
            final[attempt.item] = attempt.id
    return counted | set(final.values())


def restart(lesson: str) -> Attempt:
    """The event that starts a lesson again."""
    return Attempt(lesson + RESTART, "0" * 12, None)


def undo(lesson: str) -> Attempt:
    """The event that takes the last restart of a lesson back."""
    return Attempt(lesson + UNDO, "0" * 12, None)


@dataclass(slots=True)
class ItemState:
    """Where a learner stands with one item, counting attempts at its present content only.

    `hash` is the content last answered: of a question with new numbers each time, it names the numbers.
    A look is an answer in the review or in an exam paper that was finished. It moves `box`, `last` and `known` (right when last met, wherever that
    was) and so the day to meet the item again; all else, the first try above all, is of the item's own lesson.
    """

    attempts: int = 0
    first_correct: bool = False
    correct: bool = False
    best: float = 0.0
    response: Any = None
    hash: str = ""
    confidence: int | None = None
    first_confidence: int | None = None
    box: int = 0
    last: int = 0
    stale: int = 0
    looks: int = 0
    known: bool = False
    _day: date | None = field(default=None, repr=False)

    @property
    def due(self) -> date | None:
        """The day to meet the item again; None before the first attempt or look."""
        if not self.attempts and not self.looks:
            return None
        return day_of(self.last) + timedelta(days=REVIEW_AFTER[min(self.box, len(REVIEW_AFTER)) - 1] if self.box else 1)


def day_of(t: int) -> date:
    return datetime.fromtimestamp(t / 1000, UTC).date()


def fold(attempts: Iterable[Attempt], items: Mapping[str, Item]) -> dict[str, ItemState]:
    """State by item id, for every item of `items` that was attempted.

    Attempts count in order of time, each event id once. An attempt at content that has changed since only adds to
    `stale`; one at an item unknown here is left alone, unless it was a look at one of `items`. A blank or unreadable
    response is no attempt. A restart (`restart()`) forgets what came before it in its lesson, until it is undone (`undo()`).
    """
    states: dict[str, ItemState] = {}
    seen: set[str] = set()
    known: dict[tuple, Any] = {}
    forgotten: dict[str, dict[str, ItemState]] = {}
    in_order = sorted(attempts, key=lambda a: (a.t, a.id))
    looks = _looks(in_order)
    for attempt in in_order:
        if attempt.id in seen:
            continue
        seen.add(attempt.id)
        lesson = attempt.item[:3]
        if attempt.item.endswith(RESTART):
            forgotten[lesson] = {name: state for name, state in states.items() if name.startswith(lesson)}
            states = {name: state for name, state in states.items() if not name.startswith(lesson)}
            continue
        if attempt.item.endswith(UNDO):
            states |= forgotten.pop(lesson, {})
            continue
        name = attempt.item if attempt.item in items else looked_at(attempt.item)
        if name not in items:
            continue
        item = items[name].at(attempt.hash)
        if look := name != attempt.item:
            if item is None or attempt.id not in looks:
                continue
        elif item is None:
            states.setdefault(name, ItemState()).stale += 1
            continue
        memo = (name, attempt.hash, repr(attempt.response))
        outcome = known.get(memo) or known.setdefault(memo, grade(item, attempt.response))
        state = states.setdefault(name, ItemState())
        if outcome.status == "graded":
            (_look if look else _count)(state, attempt, outcome)
    return states


def _count(state: ItemState, attempt: Attempt, outcome: Any) -> None:
    if not state.attempts:
        state.first_correct, state.first_confidence = outcome.correct, attempt.confidence
    _step(state, attempt, outcome)
    state.attempts += 1
    state.correct, state.best = outcome.correct, max(state.best, outcome.score)
    state.response, state.hash, state.confidence = attempt.response, attempt.hash, attempt.confidence


def _look(state: ItemState, attempt: Attempt, outcome: Any) -> None:
    _step(state, attempt, outcome)
    state.looks += 1


def _step(state: ItemState, attempt: Attempt, outcome: Any) -> None:
    day = day_of(attempt.t)
    # One step a day: answering the same item five times in a row is not five reviews.
    if not outcome.correct:
        state.box = 0
    elif day != state._day or not state.box:
        state.box = min(state.box + 1, len(REVIEW_AFTER))
    state.known, state.last, state._day = outcome.correct, attempt.t, day
