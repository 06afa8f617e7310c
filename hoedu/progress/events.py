"""One attempt at one item, and how it is written down."""

import json
import math
import re
import secrets
import time
from dataclasses import dataclass, field
from typing import Any

VERSION = 1
LONGEST = 4_000  # characters of one event: a response is never longer
_ID = re.compile(r"[0-9a-z]{6,16}")
_ITEM = re.compile(r"[0-9]{2}-[a-z0-9-]{1,78}")
_HASH = re.compile(r"[0-9a-f]{12}")
_LAST_DAY = 4_102_444_800_000  # 1 January 2100


class BadEvent(ValueError):
    """A text that is not an attempt."""


def _new_id() -> str:
    return secrets.token_hex(5)


def _now() -> int:
    return time.time_ns() // 1_000_000


@dataclass(frozen=True, slots=True)
class Attempt:
    """A learner answered an item.

    item, hash   the item and the content it had when answered (`Item.hash`)
    response     in the item's own form (JSON)
    confidence   1 guess, 2 fairly sure, 3 sure; None when not asked
    t            milliseconds since 1970, UTC
    id           names the event, so that one that arrives twice counts once
    """

    item: str
    hash: str
    response: Any
    confidence: int | None = None
    t: int = field(default_factory=_now)
    id: str = field(default_factory=_new_id)

    def row(self) -> list:
        """The short form that files and progress codes hold."""
        return [self.id, self.t, self.item, self.hash, self.response, self.confidence]

    def line(self) -> str:
        return json.dumps({"v": VERSION, "e": self.row()}, ensure_ascii=False, separators=(",", ":"))


def from_row(row: object) -> Attempt:
    """The attempt of a short form. Raises BadEvent."""
    if not isinstance(row, list) or len(row) != 6:
        raise BadEvent("expected six entries")
    name, t, item, content, response, confidence = row
    if not (isinstance(name, str) and _ID.fullmatch(name)):
        raise BadEvent("the event's id is not as expected")
    if isinstance(t, bool) or not isinstance(t, (int, float)) or not math.isfinite(t) or not 0 <= t <= _LAST_DAY:
        raise BadEvent("the time is not as expected")
    named = isinstance(item, str) and _ITEM.fullmatch(item)
    if not (named and isinstance(content, str) and _HASH.fullmatch(content)):
        raise BadEvent("the item is not as expected")
    if confidence not in (None, 1, 2, 3) or isinstance(confidence, bool):
        raise BadEvent("the confidence is not 1, 2 or 3")
    if not _plain(response):
        raise BadEvent("the response is not as expected")
    attempt = Attempt(item, content, response, confidence, int(t), name)
    if len(attempt.line()) > LONGEST:  # it would not be read back
        raise BadEvent(f"longer than {LONGEST:,} characters")
    return attempt


def from_line(line: str) -> Attempt:
    """The attempt of one line of a progress file. Raises BadEvent."""
    if len(line) > LONGEST:
        raise BadEvent(f"longer than {LONGEST:,} characters")
    try:
        found = json.loads(line)
    except (ValueError, RecursionError):
        raise BadEvent("not JSON") from None
    if not isinstance(found, dict) or found.get("v") != VERSION:
        raise BadEvent("not of a version this workbook reads")
    return from_row(found.get("e"))


def _plain(response: object) -> bool:
    """Text, a number, or a flat list or map of these."""
    if isinstance(response, dict):
        both = (*response, *response.values())
        return len(response) <= 20 and all(isinstance(text, str) and _leaf(text) for text in both)
    if isinstance(response, list):
        return len(response) <= 20 and all(map(_leaf, response))
    return response is None or _leaf(response)


def _leaf(value: object) -> bool:
    """A short text that UTF-8 can hold, or a number that JSON can."""
    if isinstance(value, str):
        return len(value) <= 200 and not any("\ud800" <= c <= "\udfff" for c in value)
    return isinstance(value, (int, float)) and abs(value) < 1e60  # nor NaN
