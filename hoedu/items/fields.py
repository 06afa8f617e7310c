"""Read the fields of one TOML table, each with its type, and say clearly what is wrong."""

import math
import re
from datetime import date, datetime
from difflib import get_close_matches
from pathlib import Path
from typing import Any

import tomli

from hoedu.errors import ContentError

LARGEST_FILE = 16 * 2**20  # bytes: far above a lesson's bank, below what would stall a reader's machine
LONGEST = 2_000  # characters in one text: far more than a reader should meet
_REQUIRED: Any = object()


def read_toml(path: Path, largest: int = LARGEST_FILE) -> dict[str, Any]:
    """The table of one TOML file of up to `largest` bytes. Raises ContentError that names the file, whatever is wrong with it."""
    file, text = path.name, ""
    try:
        if path.stat().st_size > largest:
            raise ContentError(f"is larger than {largest // 2**20} MB", file=file)
        text = path.read_text(encoding="utf-8-sig")  # Windows' editor may put a mark before the text
        return tomli.loads(text)
    except FileNotFoundError:
        raise ContentError("is not there", file=file) from None
    except OSError as error:
        raise ContentError(f"cannot be read: {error.strerror}", file=file) from None
    except UnicodeDecodeError as error:
        raise ContentError(f"is not UTF-8 text (byte {error.start}): save it as UTF-8", file=file) from None
    except (ValueError, RecursionError) as error:  # also numbers of thousands of digits
        raise ContentError(f"is not valid TOML: {error}{_slip(text, str(error))}", file=file) from None


# What people write in a file of this kind, and what it wants.
_SLIPS = (
    (r"[\u2018-\u201f\u00ab\u00bb]", 'quotation marks are straight: "..."'),
    (r"=\s*\d{1,2}[./]\d{1,2}[./]\d{2,4}", "a day is written 2026-12-01"),
    (r"[\[,]\s*\d\d?\s*[,\]]", 'numbers of lessons stand in quotation marks: "01"'),
    (r'^[^#"]*"[^"]*$', "a quotation mark is missing"),
)


def _slip(text: str, error: str) -> str:
    """The line that an error of the parser names, and what is likely wrong with it."""
    named = re.search(r"at line (\d+)", error)
    lines = text.split("\n")
    line = lines[int(named[1]) - 1].strip() if named and int(named[1]) <= len(lines) else ""
    hint = next((f"; {words}" for pattern, words in _SLIPS if re.search(pattern, line)), "")
    return f": {line[:80]!r}{hint}" if line else ""


class Fields:
    """One table of a question file; every reader takes a field's name and returns its value.

    A missing field without a default, a wrong type, a value out of bounds and, at `done()`, a field nobody asked
    for raise ContentError with the file, the item and the field.
    """

    __slots__ = ("_raw", "_seen", "file", "place", "prefix")

    def __init__(self, raw: object, file: str, place: str, prefix: str = ""):
        self.file, self.place, self.prefix = file, place, prefix
        if not isinstance(raw, dict):
            raise ContentError(f"expected a table, found {_kind(raw)}", file=file, place=place, field=prefix)
        self._raw, self._seen = raw, set()

    def fail(self, name: str, message: str) -> ContentError:
        return ContentError(message, file=self.file, place=self.place, field=self._name(name))

    def __contains__(self, name: str) -> bool:
        return name in self._raw

    def _name(self, name: str) -> str:
        return f"{self.prefix}.{name}" if self.prefix and name else self.prefix or name

    def _get(self, name: str, default: Any, kind: type | tuple[type, ...], called: str) -> Any:
        self._seen.add(name)
        if name not in self._raw:
            if default is _REQUIRED:
                raise self.fail(name, "is missing")
            return default
        value = self._raw[name]
        if not isinstance(value, kind) or (isinstance(value, bool) and kind is not bool):
            raise self.fail(name, f"expected {called}, found {_kind(value)}")
        return value

    def text(self, name: str, default: Any = _REQUIRED, longest: int = LONGEST) -> str:
        value = self._get(name, default, str, "text")
        if value == default:
            return value
        if len(value) > longest:
            raise self.fail(name, f"{len(value):,} characters; at most {longest:,}")
        self._no_control(name, value)
        if not (value := value.strip()):
            raise self.fail(name, "is empty")
        return value

    def _no_control(self, name: str, value: str) -> None:
        if bad := [c for c in value if not c.isprintable() and c not in "\n\t"]:
            raise self.fail(name, f"holds a control character ({bad[0]!r})")

    def one_of(self, name: str, choices: tuple[str, ...], default: Any = _REQUIRED) -> str:
        value = self._get(name, default, str, "text")
        if value not in choices:
            raise self.fail(name, f"is {value[:40]!r}; expected one of {', '.join(choices)}")
        return value

    def flag(self, name: str, default: bool) -> bool:
        return self._get(name, default, bool, "true or false")

    def integer(self, name: str, default: Any = _REQUIRED, least: int = 0, most: int = 1_000) -> int:
        value = self._get(name, default, int, "a whole number")
        if not least <= value <= most:
            raise self.fail(name, f"is {value}; expected {least} to {most}")
        return value

    def number(self, name: str, default: Any = _REQUIRED, least: float = -math.inf, most: float = math.inf) -> Any:
        value = self._get(name, default, (int, float), "a number")
        if value is default:
            return value
        if not abs(value) < 1e60 or not least <= value <= most:  # nor NaN
            shown = f"is {value:g}" if abs(value) < 1e60 or isinstance(value, float) else "is far too large"
            raise self.fail(name, f"{shown}; expected a number from {least} to {most}")
        return float(value)

    def day(self, name: str) -> date:
        value = self._get(name, _REQUIRED, date, "a date such as 2026-11-22")
        if isinstance(value, datetime):
            raise self.fail(name, "expected a date without a time")
        return value

    def texts(self, name: str, default: Any = _REQUIRED, least: int = 0) -> tuple[str, ...]:
        values = self._get(name, default, (list, tuple), "a list of texts")
        for number, value in enumerate(values):
            if not isinstance(value, str) or not value.strip() or len(value) > LONGEST:
                found = "" if isinstance(value, str) else f", found {_kind(value)}"
                raise self.fail(f"{name}[{number}]", f"expected a text of 1 to {LONGEST:,} characters{found}")
            self._no_control(f"{name}[{number}]", value)
        if len(values) < least:
            raise self.fail(name, f"has {len(values)} entries; at least {least} are needed")
        return tuple(values)

    def tables(self, name: str, least: int, most: int) -> list["Fields"]:
        values = self._get(name, () if least == 0 else _REQUIRED, (list, tuple), f"[[item.{name}]] tables")
        if not least <= len(values) <= most:
            raise self.fail(name, f"has {len(values)} entries; expected {least} to {most}")
        return [
            Fields(value, self.file, self.place, f"{self._name(name)}[{number}]") for number, value in enumerate(values)
        ]

    def table(self, name: str) -> "Fields":
        """One table within this one."""
        return Fields(self._get(name, _REQUIRED, dict, "a table"), self.file, self.place, self._name(name))

    def reasons(self, name: str) -> dict[str, str]:
        """A table of texts, such as [item.excused]; left out, it is empty."""
        one = Fields(self._get(name, {}, dict, f"an [item.{name}] table"), self.file, self.place, self._name(name))
        return {key: one.text(key) for key in one._raw}

    def done(self) -> None:
        if unknown := [name for name in self._raw if name not in self._seen]:
            name = str(unknown[0])[:60]
            near = get_close_matches(name, self._seen, 1)
            raise self.fail(name, "is not a field of this kind" + (f"; did you mean {near[0]!r}?" if near else ""))


def unique(fields: Fields, name: str, values: list[str]) -> None:
    """Fail when two entries of a list say the same."""
    if len(set(values)) < len(values):
        twice = next(v for v in values if values.count(v) > 1)
        raise fields.fail(name, f"says {twice[:60]!r} twice")


def _kind(value: object) -> str:
    names = {dict: "a table", list: "a list", str: "text", bool: "true or false", int: "a number", float: "a number"}
    return names.get(type(value), type(value).__name__)
