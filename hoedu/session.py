"""What one running kernel knows: the bank, the learner's attempts, and the widgets that show them."""

import weakref
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import cache, cached_property
from typing import Any

from hoedu import inbrowser
from hoedu.items import Bank, load
from hoedu.progress import Attempt, ItemState, Memory, Store, decode, encode, fold, restart
from hoedu.progress.fold import RESTART, UNDO


class Session:
    """The learner at this kernel. Attempts are read from the store once and added to it as they come."""

    def __init__(self, bank: Bank | None = None, store: Store | None = None):
        if bank is not None:
            self.bank = bank
        self.store = store or (Memory() if inbrowser.HERE else Store())
        self.browser = inbrowser.token()  # names this kernel to a browser that keeps the attempts; else ""
        self.attempts: dict[str, Attempt] = {attempt.id: attempt for attempt in self.store.read()}
        self._views: weakref.WeakSet[Any] = weakref.WeakSet()

    @cached_property
    def bank(self) -> Bank:
        return load()

    def record(self, attempts: Iterable[Attempt]) -> int:
        """Keep new attempts, on disk first; returns how many were new."""
        fresh = {attempt.id: attempt for attempt in attempts if attempt.id not in self.attempts}
        if not fresh:
            return 0
        self.store.append(fresh.values())
        self.attempts |= fresh
        touched = {attempt.item for attempt in fresh.values()}
        for view in list(self._views):
            if view.items is None or touched & view.items or any(item.endswith((RESTART, UNDO)) for item in touched):
                view.refresh()
        return len(fresh)

    def rows(self, items: frozenset[str] | None = None) -> list[list]:
        """Attempts in short form: of these items, with all restarts and undoings, or of everything."""
        chosen = self.attempts.values()
        if items is not None:
            chosen = (a for a in chosen if a.item in items or a.item.endswith((RESTART, UNDO)))
        return [attempt.row() for attempt in chosen]

    def watch(self, view: Any) -> None:
        self._views.add(view)

    def state(self) -> dict[str, ItemState]:
        return fold(self.attempts.values(), self.bank)

    def code(self) -> str:
        return encode(self.attempts.values())

    def restore(self, code: str) -> int:
        """Take in a progress code; returns how many attempts were new. Raises BadCode."""
        return self.record(decode(code))

    def forget(self) -> None:
        """Drop every attempt, where the browser keeps them and its reader has cleared them there."""
        self.attempts.clear()
        self.store = Memory()
        for view in list(self._views):
            view.refresh()

    def restart(self, lesson: str) -> None:
        self.record([restart(lesson)])


_lent: list[Session] = []


@cache
def _own() -> Session:
    return Session()


def session() -> Session:
    """The session of this kernel, or the one that `lend` gives for a while."""
    return _lent[-1] if _lent else _own()


session.cache_clear = _own.cache_clear  # forget this kernel's, as a fresh kernel would


@contextmanager
def lend(other: Session) -> Iterator[Session]:
    """Within the block, lessons use this session: a reader's own progress is neither read nor touched."""
    _lent.append(other)
    try:
        yield other
    finally:
        _lent.pop()
