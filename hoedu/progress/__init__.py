"""Attempts are events; what a learner knows is a fold over them; where the events are kept is a separate matter."""

from hoedu.progress.code import decode, encode
from hoedu.progress.events import Attempt
from hoedu.progress.fold import ItemState, fold, restart, undo
from hoedu.progress.store import Memory, Store

__all__ = ["Attempt", "ItemState", "Memory", "Store", "decode", "encode", "fold", "restart", "undo"]
