"""From a base rate and odds to a risk, and from a sign or test to what it means.

Risks, odds and shares are fractions (0 to 1). Sources: the hip replacement arithmetic uses the pooled odds ratios of
Zhu 2015; the tables of signs were rebuilt from the printed risk ratios of Hendricks 2007 and van Kampen 2011.
None of this is a validated tool for a patient: see the lesson on risk factors.
"""

from collections.abc import Iterable
from math import exp, isfinite, log, sqrt
from statistics import NormalDist
from typing import NamedTuple

MEN_SHARE = 0.46  # of hip replacements: INC020's cohort (Singh 2022)
MALE_ODDS = 2.11  # RF001


class Table(NamedTuple):
    """A 2 x 2 table of people: sign present or absent, HO formed or not."""

    pos_ho: int
    pos_no_ho: int
    neg_ho: int
    neg_no_ho: int

    @property
    def sensitivity(self) -> float:
        return self.pos_ho / (self.pos_ho + self.neg_ho)

    @property
    def specificity(self) -> float:
        return self.neg_no_ho / (self.neg_no_ho + self.pos_no_ho)

    @property
    def prevalence(self) -> float:
        return (self.pos_ho + self.neg_ho) / sum(self)

    @property
    def lr_positive(self) -> float:
        """How many times the odds of HO grow when the sign is present."""
        return self.sensitivity / (1 - self.specificity)

    @property
    def lr_negative(self) -> float:
        return (1 - self.sensitivity) / self.specificity

    @property
    def ppv(self) -> float:
        return self.pos_ho / (self.pos_ho + self.pos_no_ho)

    @property
    def npv(self) -> float:
        return self.neg_no_ho / (self.neg_no_ho + self.neg_ho)

    def risk_ratio(self, level: float = 0.95) -> tuple[float, float, float]:
        """Risk ratio of sign present to absent, with its interval (Katz's logarithm method)."""
        with_sign, without = self.pos_ho + self.pos_no_ho, self.neg_ho + self.neg_no_ho
        ratio = (self.pos_ho / with_sign) / (self.neg_ho / without)
        error = sqrt(1 / self.pos_ho - 1 / with_sign + 1 / self.neg_ho - 1 / without)
        z = NormalDist().inv_cdf(0.5 + level / 2)
        return ratio, ratio * exp(-z * error), ratio * exp(z * error)


def odds(risk: float) -> float:
    """Odds of a risk: 0.2 -> 0.25. Raises ValueError outside 0 <= risk < 1."""
    if not 0 <= risk < 1:
        raise ValueError(f"a risk lies from 0 up to, not including, 1; got {risk}")
    return risk / (1 - risk)


def risk(odds: float) -> float:
    """Risk of given odds: 0.25 -> 0.2. Raises ValueError below 0."""
    if not odds >= 0 or not isfinite(odds):
        raise ValueError(f"odds are 0 or more; got {odds}")
    return odds / (1 + odds)


def apply_odds_ratio(base: float, ratio: float) -> float:
    """The risk of somebody whose odds are `ratio` times those of a person at risk `base`."""
    return risk(odds(base) * ratio)


def risk_ratio(ratio: float, base: float) -> float:
    """The risk ratio that an odds ratio stands for where the reference risk is `base`: OR / (1 - p0 + p0 OR)."""
    return ratio / (1 - base + base * ratio)


def post_test(pre_test: float, likelihood_ratio: float) -> float:
    """Risk after a sign or test: odds before, times the likelihood ratio, back to a risk."""
    return apply_odds_ratio(pre_test, likelihood_ratio)


def reference_woman(average: float, men: float = MEN_SHARE, male_odds: float = MALE_ODDS) -> float:
    """The odds of a woman with no other factor such that women and men together have the `average` risk.

    Solves men * R o / (1 + R o) + (1 - men) * o / (1 + o) = average for o, with R = `male_odds`.
    The calibration fixes the mix of the sexes only: other factors are rarer, and how rare is not known, so the
    reference risk is slightly too high.
    """
    if not 0 < average < 1 or not 0 <= men <= 1:
        raise ValueError("average lies between 0 and 1, men from 0 to 1")
    a = male_odds * (1 - average)
    b = men * male_odds + (1 - men) - average * (1 + male_odds)
    return (-b + sqrt(b * b + 4 * a * average)) / (2 * a)


def hip_risk(average: float, male: bool = False, ratios: Iterable[float] = (), men: float = MEN_SHARE) -> float:
    """Teaching arithmetic: the risk of any HO after hip replacement at an `average` risk, with these odds ratios.

    Multiplies odds ratios whose joint adjustment is not known: it shows what the numbers would say, not a patient's
    risk.
    """
    found = reference_woman(average, men) * (MALE_ODDS if male else 1)
    for ratio in ratios:
        found *= ratio
    return risk(found)


def per_unit(ratio: float, units: float) -> float:
    """An odds ratio per day (or another unit), over `units` of them."""
    return ratio**units


def implied_interval(ratio: float, p: float, level: float = 0.95) -> tuple[float, float]:
    """The interval that a ratio and its two-sided p value stand for, on the log scale (Altman and Bland's method)."""
    if not 0 < p < 1 or not ratio > 0:
        raise ValueError(f"a ratio is above 0 and p between 0 and 1; got {ratio}, {p}")
    normal = NormalDist()
    error = abs(log(ratio)) / normal.inv_cdf(1 - p / 2)
    z = normal.inv_cdf(0.5 + level / 2)
    return exp(log(ratio) - z * error), exp(log(ratio) + z * error)


def spread(average: float, ratios: Iterable[float]) -> list[float]:
    """Risks of equal groups with these risk ratios whose mean is `average`."""
    ratios = list(ratios)
    return [average * ratio * len(ratios) / sum(ratios) for ratio in ratios]
