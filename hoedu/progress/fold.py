"""What a learner has done, folded from the attempts."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Any

from hoedu.grading import grade
from hoedu.items.base import Item
from hoedu.progress.events import Attempt

REVIEW_AFTER = (1, 3, 7, 14, 30)  # days to the next look after so many right answers in a row (Leitner's boxes)

RESTART, UNDO = "-restart", "-undo"


def restart(lesson: str) -> Attempt:
    """The event that starts a lesson again."""
    return Attempt(lesson + RESTART, "0" * 12, None)


def undo(lesson: str) -> Attempt:
    """The event that takes the last restart of a lesson back."""
    return Attempt(lesson + UNDO, "0" * 12, None)


@dataclass(slots=True)
class ItemState:
    """Where a learner stands with one item, counting attempts at its present content only."""

    attempts: int = 0
    first_correct: bool = False
    correct: bool = False
    best: float = 0.0
    response: Any = None
    confidence: int | None = None
    first_confidence: int | None = None
    box: int = 0
    last: int = 0
    stale: int = 0
    _day: date | None = field(default=None, repr=False)

    @property
    def due(self) -> date | None:
        """The day to meet the item again; None before the first attempt."""
        if not self.attempts:
            return None
        return day_of(self.last) + timedelta(days=REVIEW_AFTER[min(self.box, len(REVIEW_AFTER)) - 1] if self.box else 1)


def day_of(t: int) -> date:
    return datetime.fromtimestamp(t / 1000, UTC).date()


def fold(attempts: Iterable[Attempt], items: Mapping[str, Item]) -> dict[str, ItemState]:
    """State by item id, for every item of `items` that was attempted.

    Attempts count in order of time, each event id once. An attempt at content that has changed since only adds to
    `stale`; one at an item unknown here is left alone. A blank or unreadable response is no attempt. A restart
    (`restart()`) forgets what came before it in its lesson, until it is undone (`undo()`).
    """
    states: dict[str, ItemState] = {}
    seen: set[str] = set()
    known: dict[tuple, Any] = {}
    forgotten: dict[str, dict[str, ItemState]] = {}
    for attempt in sorted(attempts, key=lambda a: (a.t, a.id)):
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
        if attempt.item not in items:
            continue
        item = items[attempt.item]
        state = states.setdefault(attempt.item, ItemState())
        if attempt.hash != item.hash:
            state.stale += 1
            continue
        memo = (attempt.item, repr(attempt.response))
        outcome = known.get(memo) or known.setdefault(memo, grade(item, attempt.response))
        if outcome.status == "graded":
            _count(state, attempt, outcome)
    return states


def _count(state: ItemState, attempt: Attempt, outcome: Any) -> None:
    day = day_of(attempt.t)
    if not state.attempts:
        state.first_correct, state.first_confidence = outcome.correct, attempt.confidence
    # One step a day: answering the same item five times in a row is not five reviews.
    if not outcome.correct:
        state.box = 0
    elif day != state._day or not state.box:
        state.box = min(state.box + 1, len(REVIEW_AFTER))
    state.attempts += 1
    state.correct, state.best = outcome.correct, max(state.best, outcome.score)
    state.response, state.confidence = attempt.response, attempt.confidence
    state.last, state._day = attempt.t, day
