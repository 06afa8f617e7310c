"""A number with a tolerance and a unit."""

from dataclasses import dataclass

from hoedu.errors import Invalid
from hoedu.items.base import BLANK, Item, Outcome
from hoedu.items.numbers import parse_number

_SLACK = 1e-9  # so that a bound typed in decimals counts as inside


@dataclass(frozen=True, slots=True)
class WrongNumber:
    value: float
    tolerance: float
    why: str
    key: str


def _as_fraction(answer: float, tolerance: float, wrong: list[WrongNumber]) -> list[WrongNumber]:
    """The slip that every percentage invites, unless the item names a slip there itself: 0.36 for 36 %."""
    value, reach = answer / 100, tolerance / 100
    if abs(answer - value) <= tolerance + reach or any(abs(s.value - value) <= s.tolerance + reach for s in wrong):
        return []
    why = "The amount is right as a fraction of one. The box asks for a percentage: multiply by a hundred."
    return [WrongNumber(value, reach, why, "fraction")]


@dataclass(frozen=True, kw_only=True)
class Numeric(Item):
    """A response is a number or the text typed. `wrong` names the slips people make; others get `otherwise`."""

    answer: float
    tolerance: float
    unit: str
    why: str
    wrong: tuple[WrongNumber, ...]
    low: float | None = None
    high: float | None = None
    kind = "numeric"

    @property
    def todo(self):
        return f"Type a number, in {self.unit}." if self.unit else "Type a number."

    @classmethod
    def parts(cls, fields):
        answer, tolerance = fields.number("answer"), fields.number("tolerance", least=0)
        low, high = fields.number("low", None), fields.number("high", None)
        wrong = []
        for number, one in enumerate(fields.tables("wrong", 1, 6)):
            slip = WrongNumber(one.number("value"), one.number("tolerance", 0.0, 0), one.text("why"), f"wrong{number}")
            if abs(slip.value - answer) <= tolerance + slip.tolerance:
                raise one.fail("value", f"{slip.value:g} lies within the tolerance of the answer")
            if (low is not None and slip.value < low) or (high is not None and slip.value > high):
                raise one.fail("value", f"{slip.value:g} lies outside low and high, so nobody can give it")
            one.done()
            wrong.append(slip)
        unit, why = fields.text("unit", "", 40), fields.text("why")
        if unit == "%" and answer > 1:
            wrong += _as_fraction(answer, tolerance, wrong)
        if (low is not None and low > answer) or (high is not None and high < answer):
            raise fields.fail("answer", "lies outside low and high")
        found = {"answer": answer, "tolerance": tolerance, "unit": unit, "why": why}
        return found | {"wrong": tuple(wrong), "low": low, "high": high}

    def key(self):
        return self.answer

    def distractors(self):
        step = max(self.tolerance, 1e-6 * max(1, abs(self.answer)))
        near = [self.answer + self.tolerance + step, self.answer - self.tolerance - step]
        inside = [v for v in near if (self.low is None or v >= self.low) and (self.high is None or v <= self.high)]
        return [*(slip.value for slip in self.wrong), *inside]

    def grade(self, response):
        value = parse_number(response, self.unit)
        if value is None:
            return BLANK
        if (self.low is not None and value < self.low) or (self.high is not None and value > self.high):
            low = "" if self.low is None else f" from {self.low:g}"
            high = "" if self.high is None else f" up to {self.high:g}"
            minus = ", without a minus sign" if value < 0 and self.low is not None and self.low >= 0 else ""
            raise Invalid(f"Give a number{low}{high}{minus}.")
        if abs(value - self.answer) <= self.tolerance + _SLACK:
            return Outcome("graded", 1.0, {"number": True}, ("right",))
        slip = next((s for s in self.wrong if abs(value - s.value) <= s.tolerance + _SLACK), None)
        return Outcome("graded", 0.0, {"number": False}, (slip.key if slip else "otherwise",))

    def whys(self):
        unit = f" {self.unit}" if self.unit else ""
        about = f"{self.answer:g}{unit}"
        if self.tolerance:  # not as ±, which would read as an interval of the estimate
            least, most = self.answer - self.tolerance, self.answer + self.tolerance
            least = least if self.low is None else max(least, self.low)  # what is refused cannot be accepted
            most = most if self.high is None else min(most, self.high)
            about += f" (accepted: {least:g} to {most:g})"
        slips = {s.key: (f"{s.value:g}{unit}", s.why) for s in self.wrong}
        return {"right": (about, self.why)} | slips

    def content(self):
        return [self.answer, self.tolerance, self.unit]

    def spec(self):
        wrong = [{"value": s.value, "tolerance": s.tolerance, "key": s.key} for s in self.wrong]
        bounds = {"low": self.low, "high": self.high}
        return {"answer": self.answer, "tolerance": self.tolerance, "unit": self.unit, "wrong": wrong} | bounds
