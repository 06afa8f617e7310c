"""The progress code: all attempts as one text that a learner copies out and pastes back.

    HO1.<base64url of zlib of JSON>.<CRC-32 of the JSON, eight hexadecimal digits>

The checksum guards against a slip in copying. It proves nothing about who answered.
"""

import base64
import binascii
import json
import zlib
from collections.abc import Iterable

from hoedu.progress.events import Attempt, BadEvent, from_row

PREFIX = "HO1"
LARGEST = 8 * 2**20  # bytes of JSON a code may unfold to


class BadCode(ValueError):
    """A text that is not a whole progress code; the message says what to do."""


def encode(attempts: Iterable[Attempt]) -> str:
    """The code of these attempts (the same attempts give the same code)."""
    rows = [attempt.row() for attempt in sorted(attempts, key=lambda a: (a.t, a.id))]
    text = json.dumps(rows, ensure_ascii=False, separators=(",", ":")).encode()
    packed = base64.urlsafe_b64encode(zlib.compress(text, 9)).decode().rstrip("=")
    return f"{PREFIX}.{packed}.{zlib.crc32(text):08x}"


def decode(code: str) -> list[Attempt]:
    """The attempts of a code. Raises BadCode; nothing is taken from a code that is not whole."""
    parts = "".join(str(code).split()).split(".")
    if parts[0] != PREFIX:
        raise BadCode(f"A progress code starts with {PREFIX}. Copy the whole of it, from its first letter.")
    if len(parts) != 3 or len(parts[2]) != 8:
        raise BadCode("The end of this progress code is missing. Copy the whole of it.")
    try:
        packed = base64.b64decode(parts[1] + "=" * (-len(parts[1]) % 4), altchars=b"-_", validate=True)
        unpack = zlib.decompressobj()
        text = unpack.decompress(packed, LARGEST)
        whole = unpack.eof and not unpack.unconsumed_tail and zlib.crc32(text) == int(parts[2], 16)
        rows = json.loads(text) if whole else None
    except (binascii.Error, zlib.error, ValueError, RecursionError):
        rows = None
    if not isinstance(rows, list):
        raise BadCode("This progress code was changed on its way. Copy it again from where it was shown.")
    try:
        return [from_row(row) for row in rows]
    except BadEvent as error:
        raise BadCode(f"This progress code holds something that is not an attempt ({error}).") from None
