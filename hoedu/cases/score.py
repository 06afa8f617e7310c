"""What a run of a case was worth: five lines, no total. A pure fold over the steps taken.

`hoedu/widgets/js/casescore.js` does the same on the page; the tests compare the two over every path.
"""

from collections.abc import Sequence
from math import floor
from typing import NamedTuple

from hoedu.cases.read import UNSTATED, Case, Choice, Look, Node
from hoedu.errors import Invalid
from hoedu.evidence import fact
from hoedu.html.inline import plain

COLUMNS = ("effective_dose_msv", "effective_dose_low_msv", "effective_dose_high_msv")  # the middle, else low and high
SAFETY = {0: ("✓", "sound"), -1: ("△", "risky"), -2: ("✗", "harmful")}
ENDED = {"good": ("✓", "good"), "mixed": ("△", "mixed"), "harm": ("✗", "harm")}
LINES = ("safety", "information", "time", "dose", "function")
SMALL, MODERATE = 1, 10  # mSv: where our words for a dose change


class Step(NamedTuple):
    """One node as it was met: the looks taken there, in their order, and the choice (None while none is made)."""

    node: Node
    looks: tuple[Look, ...]
    choice: Choice | None


class Line(NamedTuple):
    """One line of the score: what it is of, a symbol where it is a verdict, a word, a figure, and a sentence."""

    name: str
    symbol: str
    word: str
    figure: str
    text: str


def written(steps: Sequence[Step]) -> list[str]:
    """The steps as they are kept: for each node its looks and, after ">", the choice ("ask-skin,film>duplex")."""
    return [",".join(look.id for look in looks) + (f">{choice.id}" if choice else "") for _, looks, choice in steps]


def replay(case: Case, kept: object) -> list[Step]:
    """The steps behind their written form, from the start of the case. Raises Invalid."""
    if not isinstance(kept, list) or not kept or not all(isinstance(text, str) for text in kept):
        raise Invalid("a run is a list of texts, one for each node met")
    steps, node = [], case.nodes[case.start]
    for number, text in enumerate(kept):
        names, mark, name = text.partition(">")
        looks = [node.look(one) for one in names.split(",")] if names else []
        if None in looks or len(set(looks)) < len(looks):
            raise Invalid(f"step {number + 1}: {names!r} are not looks of {node.id}")
        choice = node.choice(name) if mark else None
        last = number == len(kept) - 1
        if choice is None and (mark or not last):
            raise Invalid(f"step {number + 1}: {name!r} is not a choice of {node.id}")
        steps.append(Step(node, tuple(looks), choice))  # type: ignore[arg-type]
        if choice:
            node = case.nodes[choice.to]
            if last:
                steps.append(Step(node, (), None))
    return steps


def score(steps: Sequence[Step]) -> list[Line]:
    """The five lines of a run that has reached an ending. Raises Invalid where it has not."""
    if not steps or not steps[-1].node.ending:
        raise Invalid("the run has not reached an ending")
    return [_safety(steps), _information(steps), _time(steps), _dose(steps), _function(steps[-1].node)]


def _safety(steps: Sequence[Step]) -> Line:
    made = [step.choice for step in steps if step.choice]
    unsafe = [choice for choice in made if choice.safety < 0]
    symbol, word = SAFETY[min(choice.safety for choice in made)]
    worst = min(unsafe, key=lambda choice: (choice.safety, choice.function), default=None)
    text = f"Unsafe choices; the worst: {_quoted(plain(worst.text))}" if worst else "No unsafe choice."
    return Line("safety", symbol, word, f"{len(unsafe)} of {len(made)}", text)


def _information(steps: Sequence[Step]) -> Line:
    there = [look for step in steps if step.choice for look in step.node.looks if look.useful]
    taken = [look for step in steps for look in step.looks]
    found = sum(look.useful for look in taken)
    idle = len(taken) - found
    word = _share(found, len(there))
    text = f"Useful looks on this path; {f'{idle} that you took did not help' if idle else 'no other was taken'}."
    return Line("information", "", word, f"{found} of {len(there)}", text)


def _share(found: int, of: int) -> str:
    if found == of:
        return "all"
    if not found:
        return "none"
    return "most" if 3 * found >= 2 * of else "some" if 3 * found >= of else "few"


def _time(steps: Sequence[Step]) -> Line:
    days = steps[-1].node.day - steps[0].node.day
    hours = sum(look.hours for step in steps for look in step.looks)
    text = f"To the ending{f', with {hours_of(hours)} of looking and testing' if hours else ''}."
    return Line("time", "", span(days), _many(days, "day"), text)


def _dose(steps: Sequence[Step]) -> Line:
    tests = [look for step in steps for look in step.looks if look.dose]
    known = [dose_of(look) for look in tests if look.dose != UNSTATED]
    blank = len(tests) - len(known)
    low, high = sum(dose[0] for dose in known), sum(dose[1] for dose in known)
    if blank and not high:
        return Line("dose", "", "not known", "not stated", f"From {_many(blank, 'test')} whose dose is not stated.")
    word = "none" if not high else "small" if high < SMALL else "moderate" if high <= MODERATE else "large"
    count = _many(len(known), "test")
    text = (
        f"From {count} {'with a stated dose' if high else 'without radiation'}." if known else "No test with radiation."
    )
    more = f" The dose of {blank} more is not stated." if blank else ""
    return Line("dose", "", word, millisieverts(low, high), text + more)


def _function(node: Node) -> Line:
    symbol, word = ENDED[node.ending]
    return Line(
        "function", symbol, word, f"{node.function} of 100", "What this ending lets the patient do, on a made-up scale."
    )


def dose_of(look: Look) -> tuple[float, float]:
    """The lowest and highest effective dose in mSv that the row of a look states."""
    middle, low, high = (fact(look.dose).number(column) for column in COLUMNS)
    return (middle, middle) if middle is not None else (low or 0.0, high or low or 0.0)


# ---- words for numbers; casescore.js has the same


def number(value: float) -> str:
    """At most two decimals, and none that are zero."""
    rounded = floor(value * 100 + 0.5) / 100
    return str(int(rounded) if rounded == int(rounded) else rounded)


def millisieverts(low: float, high: float) -> str:
    """A dose, a range of doses, or a dose of which only the most is known."""
    least, most = number(low), number(high)
    return f"{most} mSv" if least == most else f"up to {most} mSv" if least == "0" else f"{least} to {most} mSv"


def hours_of(hours: float) -> str:
    return f"{number(hours)} {'hour' if hours == 1 else 'hours'}"


def span(days: int) -> str:
    """A stretch of time in words: "2 weeks"."""
    for unit, length, least in (("year", 365, 730), ("month", 30.4, 60), ("week", 7, 14)):
        if days >= least:
            return _many(floor(days / length + 0.5), unit)
    return _many(days, "day")


def _many(count: int, word: str) -> str:
    return f"{count} {word}{'' if count == 1 else 's'}"


def _quoted(text: str) -> str:
    return f"“{text.rstrip('.')}”."
