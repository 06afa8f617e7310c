"""The evidence laboratory: every setting of the forest plots, and what each effect means at a risk the learner sets.

Python computes and words every setting; the page looks them up. There is no statistics in the page.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from math import log

from hoedu import synthesis
from hoedu.evidence import Fact, fact
from hoedu.explorers.base import read_as
from hoedu.explorers.evidence_questions import COMPARISONS, QUESTIONS, TURNED, UNSIGNED, Comparison, Question
from hoedu.recheck import checks, counts_of
from hoedu.synthesis import MEASURES, Effect, Measure, Pooled

MODELS = {"fixed": "mh", "random": "random"}
MEASURE_NAMES = {"RR": "risk ratio", "OR": "odds ratio", "RD": "risk difference"}
MODEL_NAMES = {"fixed": "fixed effects, Mantel-Haenszel", "random": "random effects, DerSimonian-Laird"}
BASELINES = range(1, 81)  # per cent
MOST = 1000  # a number needed above this is told as "more than 1,000"
OVER, UNDER, NO_NUMBER = 36 * 36 - 1, 36 * 36 - 2, 36 * 36 - 3  # codes beside 0 to 1,001
EVERYBODY = "-"  # nobody left out

# {0} baseline, {1} of 1,000 without, {2} with, {3} and {4} its limits, {5} fewer or more, {6} number needed, {7} and {8} its
# limits, {9} the arm named first, {10} the other, {11} what happens to people, {12} what is applied
TEXTS = {
    "benefit": "At a risk of {0} {10}, {1} of 1,000 people {11}. {9}: {2} ({3} to {4}), {5} fewer. Number needed to treat for one "
               "fewer: {6} ({7} to {8}).",
    "harm": "At a risk of {0} {10}, {1} of 1,000 people {11}. {9}: {2} ({3} to {4}), {5} more. Number needed to harm, treated for "
            "one more: {6} ({7} to {8}).",
    "maybe-benefit": "At a risk of {0} {10}, {1} of 1,000 people {11}. {9}: {2} ({3} to {4}), {5} fewer, or {6} treated for one "
                     "fewer. The interval runs from {7} treated for one fewer, through no difference, to {8} for one more.",
    "maybe-harm": "At a risk of {0} {10}, {1} of 1,000 people {11}. {9}: {2} ({3} to {4}), {5} more, or {6} treated for one more. "
                  "The interval runs from {7} treated for one fewer, through no difference, to {8} for one more.",
    "edge-benefit": "At a risk of {0} {10}, {1} of 1,000 people {11}. {9}: {2} ({3} to {4}), {5} fewer. Number needed to treat for "
                    "one fewer: {6}; the interval runs from {7} to no difference.",
    "edge-harm": "At a risk of {0} {10}, {1} of 1,000 people {11}. {9}: {2} ({3} to {4}), {5} more. Number needed to harm, treated "
                 "for one more: {6}; the interval runs from {8} to no difference.",
    "bare-benefit": "At a risk of {0} {10}, {1} of 1,000 people {11}. {9}: {2}, {5} fewer. Number needed to treat for one fewer: "
                    "{6}. No interval was read.",
    "bare-harm": "At a risk of {0} {10}, {1} of 1,000 people {11}. {9}: {2}, {5} more. Number needed to harm: {6}. No interval was "
                 "read.",
    "over": "At a risk of {0} {10}, {1} of 1,000 people {11}. This effect cannot hold there: it would leave more than everybody. "
            "Carry an odds ratio over instead, or set a lower risk.",
    "under": "At a risk of {0} {10}, {1} of 1,000 people {11}. This effect cannot hold there: it would leave fewer than nobody. Carry "
             "a ratio over instead, or set a higher risk.",
    "nothing": "There is no effect on people here that could be carried over.",
    "alone": "From one study alone. ",
    "listed": "From the studies listed here, which are not all there are. ",
    "fewer": "1,000 people at {0}. {9}, {2} {11} (filled) and {5} are spared (rings).",
    "more": "1,000 people at {0}: {10}, {1} {11} (filled). {9}, {5} more (squares).",
    "same": "1,000 people at {0}: {1} {11} (filled).",
}  # fmt: skip

LIMITS = (
    "Our tables hold the trials whose counts we could read, mostly in abstracts: **every list here is incomplete**, and what "
    "is pooled from it is an exercise, not an answer.",
    "It pools only rows that fit: one comparison, one outcome, one row a trial. Everything else is drawn and left out of the pool.",
    "With two or three trials, I² and tau² are hardly known, and a prediction interval is as wide as it looks.",
    "It assumes that the chosen effect is the same at every baseline risk. That is a choice: compare RR, OR and RD.",
    "It is for learning, not for one patient. Nothing in it applies to FOP.",
)
NOTES = (
    "A square is one trial: the larger, the more weight. An open square is drawn and not pooled. The diamond is the pooled "
    "result; the bar below it, where a further trial would be expected. An open dot is a printed result that we only quote.",
    "Left of the line, fewer people in the arm named first had the event. RR and OR are on a logarithmic scale; RD is in people "
    "of 100. Intervals are 95 %. An arrow head: the interval goes on.",
    "Where a cell of a trial is zero, 0.5 is added to its four cells for its own RR or OR and for random effects. "
    "Mantel-Haenszel takes the counts as they are, and its weights are those of its formula. Q, I² and tau² are by inverse variance.",
    "Both P values are two-sided and of the counts shown: Fisher's exact test, which holds for small trials, and Pearson's "
    "chi-square without correction, which many papers print.",
    "Numbers needed are rounded away from 0. *Quoted*: read where another source repeats it, or worked out from printed figures.",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Axis:
    """The scale of one question and measure."""

    measure: Measure
    low: float
    high: float
    ticks: tuple[float, ...]

    def place(self, value: float) -> float:
        if self.measure == "RD":
            share = (value - self.low) / (self.high - self.low)
        else:
            share = log(max(value, 1e-9) / self.low) / log(self.high / self.low)
        return min(1.0, max(0.0, share))

    @property
    def none(self) -> float:
        """The value of no difference."""
        return 0.0 if self.measure == "RD" else 1.0


@dataclass(frozen=True, slots=True)
class Setting:
    """What one setting shows: two sentences, the pooled result where there is one, and each pooled row's weight."""

    sentence: str
    spread: str
    pooled: Pooled | None
    weights: dict[str, float]


@dataclass(frozen=True)
class EvidenceLaboratory:
    """`name`, `title` and `rows()` as of an Explorer."""

    name: str = "evidence-laboratory"
    title: str = "Evidence laboratory: what do the trials say together?"
    todo: str = (
        "Choose a question. Change the measure, the model, leave a trial out; then set the risk of your own patients."
    )

    def rows(self) -> list[str]:
        """The ids of all evidence rows behind it."""
        shown = [row for question in QUESTIONS for row in (*question.trials, *question.printed)]
        return [*shown, *(check.id for check in checks()), "INT013", "INT027"]


def build() -> EvidenceLaboratory:
    return EvidenceLaboratory()


def first() -> tuple[Question, Measure, str]:
    return QUESTIONS[0], "RR", "fixed"


def comparison(question: Question) -> Comparison:
    return next(one for one in COMPARISONS if one.key == question.comparison)


def pooled_rows(question: Question) -> list[str]:
    """The rows that may be pooled."""
    return [row for row in question.trials if fact(row)["pool"] == "yes"]


def short(row: str) -> str:
    """A trial's name: what stands before its regimen, else its source."""
    found = re.match(r"^([^(]*?\b(?:19|20)\d\d)\b", fact(row)["study"])
    return found[1] if found else fact(row).sources[0].short


@cache
def printed_effect(row: str) -> Effect | None:
    """A printed result in the order of our arms, or None where it is not a signed effect on people."""
    if row in UNSIGNED:
        return None
    printed = fact(row)
    measure = printed["measure"]
    values = [printed.number(name) for name in ("estimate", "ci_low", "ci_high")]
    if measure == "RD":
        values = [None if value is None else value / 100 for value in values]
    if row in TURNED:
        values = [None if values[n] is None else 1 / values[n] for n in (0, 2, 1)]
    estimate, low, high = (float("nan") if value is None else value for value in values)
    return Effect(measure, estimate, low, high)


@cache
def trial_effect(row: str, measure: Measure) -> Effect:
    return synthesis.effect(counts_of(fact(row)), measure)


@cache
def axis(question: Question, measure: Measure) -> Axis:
    """A scale wide enough for most of what is drawn; what reaches further is cut, with an arrow head."""
    effects = [trial_effect(row, measure) for row in question.trials]
    effects += [found for row in question.printed if (found := printed_effect(row)) and found.measure == measure]
    values = [value for one in effects for value in one[1:4] if value == value]
    if measure == "RD":
        low = min([-0.25, *(next((e for e in (-0.5, -1.0) if e <= v), -1.0) for v in values if v < -0.25)])
        high = max([0.25, *(next((e for e in (0.5, 1.0) if e >= v), 1.0) for v in values if v > 0.25)])
        step = 0.25 if high - low <= 1 else 0.5
        return Axis(measure, low, high, tuple(low + step * n for n in range(round((high - low) / step) + 1)))
    lows, highs = (0.5, 0.2, 0.1, 0.05, 0.01), (2.0, 5.0, 10.0, 20.0, 100.0)
    low = next((end for end in lows if end <= min(values, default=1)), lows[-1])
    high = next((end for end in highs if end >= max(values, default=1)), highs[-1])
    return Axis(measure, low, high, _ratio_ticks(low, high))


def _ratio_ticks(low: float, high: float) -> tuple[float, ...]:
    """The marks of a logarithmic scale that leave room for their labels; 1 and the ends come first."""
    found: list[float] = []
    for mark in (1.0, low, high, 0.1, 10.0, 0.2, 5.0, 0.5, 2.0):
        apart = [abs(log(mark / other)) / log(high / low) - (0.07 if other == low else 0) for other in found]
        if low <= mark <= high and all(step > 0.13 for step in apart):  # the first label begins at its mark
            found.append(mark)
    return tuple(sorted(found))


@cache
def setting(question: Question, measure: Measure, model: str, left: str = EVERYBODY) -> Setting:
    """One setting of the forest plot; `left` is a row that is left out."""
    used = [row for row in pooled_rows(question) if row != left]
    if not used:
        silent = "No row here may be pooled: each stands alone, for the reason beside it." if question.trials else (
            "No counts were read for this question: there are only printed results.")  # fmt: skip
        return Setting(silent, "", None, {})
    trials = [counts_of(fact(row)) for row in used]
    pooled = synthesis.pool(trials, measure, MODELS[model])
    people = sum(one.n_treat + one.n_control for one in trials)
    begin = f"Without {short(left)}: " if left != EVERYBODY else ""
    if len(used) == 1:
        head = f"{begin}one trial that may be pooled, {people:,.0f} people: its own result stands. "
    else:
        head = f"{begin}{_number(len(used))} {studies(question)}, {people:,.0f} people, {MODEL_NAMES[model]}. "
    name = MEASURE_NAMES[measure].capitalize()
    unit = " of 100 people" if measure == "RD" else ""
    sentence = (
        head[0].upper() + head[1:] + f"{name} {figure(pooled.effect)}{unit}: {_direction(question, pooled.effect)}."
    )
    return Setting(sentence, _spread(pooled, len(used)), pooled, dict(zip(used, pooled.weights)))


def _number(number: int) -> str:
    return ("no", "one", "two", "three", "four", "five", "six")[number] if number < 7 else str(number)


def _direction(question: Question, found: Effect) -> str:
    none = 0 if found.measure == "RD" else 1
    arm = comparison(question).treated.lower().replace("nsaid", "NSAID")
    if found.low <= none <= found.high:
        return "the interval takes in no difference"
    return f"{'fewer' if found.estimate < none else 'more'} {arm} {question.people}"


def _spread(pooled: Pooled, trials: int) -> str:
    if trials == 1:
        return "One trial cannot disagree with itself: there is no heterogeneity to see."
    text = (f"Do they agree? Q {pooled.q:.2f} on {pooled.df} degree{'s' if pooled.df > 1 else ''} of freedom, {p_text(pooled.p)}; "
            f"I² {100 * pooled.i2:.0f}\u00a0%; tau² {plain(pooled.tau2)}. ")  # fmt: skip
    if pooled.prediction:
        ends = " to ".join(_one(pooled.effect.measure, end) for end in pooled.prediction)
        return text + f"Prediction interval, where a further trial would be expected: {ends}."
    if pooled.model == "random":
        return text + "Two trials are too few for a prediction interval."
    return text + "Fixed effects assume one true effect: a prediction interval needs random effects."


# ---- figures in words


def plain(value: float) -> str:
    """A ratio or a variance: two decimals, fewer where it is large, more where it is small, never in powers of ten."""
    if value == 0:
        return "0"
    if value < 0.001:
        return "under 0.001"
    return f"{value:.3f}" if value < 0.1 else f"{value:.2f}" if value < 10 else f"{value:.1f}" if value < 100 else (
        f"{value:,.0f}" if value < 1e4 else "over 10,000")  # fmt: skip


def _one(measure: Measure, value: float) -> str:
    return f"{100 * value:.1f}".replace("-", "\u2212") if measure == "RD" else plain(value)


def figure(found: Effect) -> str:
    """ "0.19 (0.12 to 0.30)"; a difference as people of 100."""
    estimate, low, high = (_one(found.measure, value) for value in found[1:4])
    return f"{estimate} ({low} to {high})" if found.low == found.low else estimate


def p_text(p: float) -> str:
    return "P < .001" if p < 0.001 else "P > .99" if p > 0.99 else f"P = {p:.3f}".replace("0.", ".") if p < 0.1 else (
        f"P = {p:.2f}".replace("0.", "."))  # fmt: skip


def tests(row: str) -> str:
    """Both P values, as HTML."""
    trial = counts_of(fact(row))
    return (
        "<br>".join(
            f"{name} {p_text(test(trial))}" for name, test in (("exact", synthesis.fisher), ("chi²", synthesis.pearson))
        )
        .replace("<", "&lt;")
        .replace("&lt;br>", "<br>")
    )


def studies(question: Question, count: int = 2) -> str:
    """What the rows of a question are: trials, unless its comparison says that nobody was randomised."""
    word = "cohort" if question.comparison.endswith("-cohort") else "trial"
    return word if count == 1 else f"{word}s"


def incomplete(question: Question) -> str:
    """What is known to be missing from the list."""
    have = len(pooled_rows(question))
    more = [(int(fact(row)["n_studies"]), row) for row in question.printed if fact(row)["n_studies"]]
    held = f"We hold the counts of {_number(have)} {studies(question, have)} that may be pooled"
    if more and max(more)[0] > max(have, 1):
        count, row = max(more)
        return f"{held}; [{fact(row).sources[0].short}]({row}) pooled {count}. The list is incomplete. {question.caution}".strip()
    return f"{held}. There may be others: take the list as incomplete. {question.caution}".strip()


def checked(row: str) -> list[Fact]:
    """The checks of printed figures that stand beside a row."""
    return [check for check in checks() if check["row"] == row]


VERDICTS = {
    "reproduced": "\u2713 Follows",
    "not reproduced": "\u2691 Does not follow",
    "other studies": "? Rests on other studies",
    "adjusted": "? Adjusted",
}  # fmt: skip


def ours(check: Fact) -> str:
    """What the counts give, in words."""
    limits = f"{check['ours_low']} to {check['ours_high']}"
    value = check["ours"].removeprefix("0") if check["measure"] == "P" else check["ours"]
    return limits if not value else value + (f" ({limits})" if check["ours_low"] else "")


def difference(check: Fact) -> str:
    """Ours less printed."""
    pairs = [
        (check.number(a), check.number(b)) for a, b in (("ours", "value"), ("ours_low", "low"), ("ours_high", "high"))
    ]
    pairs = [pair for pair in (pairs[:1] if check["value"] else pairs[1:]) if None not in pair]
    return " and ".join(_step(mine - theirs) for mine, theirs in pairs)


def _step(step: float) -> str:
    text = f"{step:+.4f}".rstrip("0").rstrip(".").replace("-", "\u2212")
    return "0" if text in ("+0", "\u22120") else text


def flags(question: Question) -> str:
    found = [check for row in (*question.trials, *question.printed) for check in checked(row)]
    if not found:
        return "No printed figure of these rows could be checked."
    bad = sum(check["verdict"] == "not reproduced" for check in found)
    return f"Printed figures checked here: {len(found)}. Not following from their counts: {bad}."


# ---- what an effect means at a baseline risk


def start(question: Question) -> int:
    """The baseline risk in per cent from which the slider starts: that of the control arms."""
    rows = pooled_rows(question) or list(question.trials[:1])
    if question.start or not rows:
        return question.start or 10
    return min(max(round(100 * synthesis.control_risk([counts_of(fact(row)) for row in rows])), 1), 80)


def own_risks(question: Question) -> list[tuple[str, float]]:
    """Each trial's own risk in its control arm, one a trial."""
    found: dict[str, float] = {}
    for row in question.trials:
        trial = counts_of(fact(row))
        found.setdefault(short(row), trial.events_control / trial.n_control)
    return list(found.items())


DIGITS = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
MIDDLE = 30


def pack(numbers: Iterable[int]) -> str:
    """Whole numbers from 0 to 1,295 as steps: a digit for a step of -30 to 31, else "!" and two digits of base 36."""
    found, before = [], None
    for number in numbers:
        if before is not None and 0 <= number - before + MIDDLE < len(DIGITS):
            found.append(DIGITS[number - before + MIDDLE])
        else:
            found.append(f"!{DIGITS[number // 36]}{DIGITS[number % 36]}")
        before = number
    return "".join(found)


@dataclass(frozen=True, slots=True)
class Applied:
    """An effect at every baseline risk: which sentence, then people of 1,000 and numbers needed (estimate, limits), packed."""

    text: str
    people: tuple[str, ...]
    numbers: tuple[str, ...]


@cache
def applied(found: Effect) -> Applied:
    none = 0 if found.measure == "RD" else 1
    bare = found.low != found.low
    whole = Effect(found.measure, found.estimate, *((found.estimate,) * 2 if bare else (found.low, found.high)))
    table = [synthesis.needed(whole, baseline / 100) for baseline in BASELINES]
    way = "benefit" if whole.estimate < none else "harm"
    reaches = "edge-" if none in (whole.low, whole.high) else "maybe-" if whole.low < none < whole.high else ""
    text = f"bare-{way}" if bare else reaches + way
    columns = (
        [[_people(row[n]) for row in table] for n in range(3)],
        [[_needed(row[n]) for row in table] for n in range(3, 6)],
    )
    people, numbers = (tuple(pack(column) for column in (side[:1] if bare else side)) for side in columns)
    # A harm needs the more people the nearer its limit is to no difference: its limits are told from small to large.
    return Applied(text, people, (numbers[0], numbers[2], numbers[1]) if text == "harm" else numbers)


def _people(risk: float) -> int:
    return OVER if risk > 1 + 1e-9 else UNDER if risk < -1e-9 else round(1000 * risk)


def _needed(number: float) -> int:
    whole = synthesis.whole_number(number)
    return NO_NUMBER if whole is None else min(abs(whole), MOST + 1)


def effects(question: Question) -> list[tuple[str, str]]:
    """(key, label) of every effect that may be carried over: the pooled one, or each row, then the printed ones."""
    found = []
    if pooled_rows(question):
        found.append((EVERYBODY, "the pooled result above" if len(pooled_rows(question)) > 1 else "the trial above"))
    else:
        found += [(row, f"{fact(row)['study']} (not pooled)") for row in question.trials]
    for row in question.printed:
        if effect := printed_effect(row):
            found.append(
                (row, f"{fact(row).sources[0].short}, printed {effect.measure} {_one(effect.measure, effect.estimate)}")
            )
    return found


def settings(question: Question) -> list[tuple[Measure, str, str]]:
    """(measure, model, row left out) of every different setting of a question."""
    rows = pooled_rows(question)
    left = [EVERYBODY, *(rows if len(rows) > 1 else [])]
    found = []
    for measure in MEASURES:
        for row in left:
            alone = len(rows) - (row != EVERYBODY) < 2  # one trial is the same in both models
            found += [(measure, model, row) for model in (("fixed",) if alone else MODELS)]
    return found


def quoted(row: str) -> str:
    return " (quoted)" if read_as(fact(row)) == "quoted" else ""
