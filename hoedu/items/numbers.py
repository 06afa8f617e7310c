"""Read a number as people type it."""

import re
import unicodedata

from hoedu.errors import Invalid

_SHAPE = re.compile(r"^[~≈]?\s*([+-]?)\s*([0-9][0-9.,\s']*|[.,][0-9]+)\s*(.*)$")
_RAISED = re.compile(r"[²³¹⁰-₉]")  # 10² is not 102
_PER_CENT = {"%", "percent", "per cent", "pct", "pc"}
_ONE_NUMBER = "Write one number, for example 12.5."
_LONGEST = 60  # characters; checked before the pattern, which is slow on long texts
_LARGEST = 1e60


def parse_number(text: object, unit: str = "") -> float | None:
    """The number in `text`, or None when nothing was typed.

    "1.5", "1,5", "1.5 %" and "1 500" are read as a reader means them. A comma before exactly three digits is a
    thousands mark ("1,334") unless a lone zero stands before it ("0,125"). `unit` may be typed or left out;
    another unit raises Invalid, as does anything that is not one number.
    """
    if isinstance(text, (int, float)) and not isinstance(text, bool):
        if not abs(text) < _LARGEST:  # nor NaN
            raise Invalid(_ONE_NUMBER)
        return float(text)
    if text is None or not str(text).strip():
        return None
    written = str(text).strip()
    tidy = unicodedata.normalize("NFKC", written[:_LONGEST]).replace("\u2212", "-")
    match = _SHAPE.match(tidy)
    if not match or len(written) > _LONGEST or _RAISED.search(written):
        raise Invalid(_ONE_NUMBER)
    sign, digits, typed = match.groups()
    value = _value(digits.strip())
    if re.match(r"/|of\b", typed):
        raise Invalid("Write one number, such as 33, not a fraction.")
    typed = " ".join(typed.lower().rstrip(".").split())
    if typed and typed != unit.lower() and not (unit == "%" and typed in _PER_CENT):
        raise Invalid(f"Give the answer in {unit}." if unit else "Give a plain number, with no unit.")
    return -value if sign == "-" else value


def _value(digits: str) -> float:
    digits = re.sub(r"(?<=\d)[\s'](?=\d{3}(?!\d))", "", digits)
    if re.fullmatch(r"[1-9]\d{0,2}(,\d{3})+(\.\d+)?", digits):
        digits = digits.replace(",", "")
    elif re.fullmatch(r"[1-9]\d{0,2}(\.\d{3})+,\d+|[1-9]\d{0,2}(\.\d{3}){2,}", digits):
        digits = digits.replace(".", "").replace(",", ".")
    elif re.fullmatch(r"\d*[.,]?\d+|\d+[.,]", digits):
        digits = digits.replace(",", ".")
    else:
        raise Invalid(_ONE_NUMBER)
    return float(digits)
