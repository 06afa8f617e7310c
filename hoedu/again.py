"""What to look at again: the questions answered wrongly when last met, and those whose next look is due.

The page does the same in `widgets/js/revisit.js`; the tests compare the two.
"""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import NamedTuple

from hoedu.items import Item
from hoedu.progress import Attempt, ItemState, fold
from hoedu.progress.fold import day_of

UNTAUGHT = ("pretest", "predict")  # answered before the lesson had taught it: a wrong answer there is no miss


class Again(NamedTuple):
    """One question to look at again. `reason` is "missed" or "due"; `last` the day it was last answered."""

    item: str
    reason: str
    last: date


def event(item_id: str) -> str:
    """The name under which an answer in the review is kept: lessons do not count it as theirs."""
    return f"90-again-{item_id}"


def to_review(attempts: Iterable[Attempt], items: Mapping[str, Item], today: date) -> list[Again]:
    """In the order of lessons and objectives."""
    states = fold(attempts, items)
    found = [
        Again(item.id, why, day_of(states[item.id].last))
        for item in items.values()
        if (why := _reason(item, states.get(item.id), today))
    ]
    return sorted(found, key=lambda one: (items[one.item].lesson, items[one.item].objective))


def _reason(item: Item, state: ItemState | None, today: date) -> str:
    if state is None or not (state.looks or (state.attempts and item.use not in UNTAUGHT)):
        return ""
    if not state.known:
        return "missed"
    return "due" if state.due is not None and state.due <= today else ""
