"""From counts to effects, pooled effects and numbers needed to treat: plain functions on statsmodels and SciPy.

RR and OR are ratios, computed as logarithms; RD is a difference of shares (-0.1 is ten fewer in 100). Below 1, or below 0,
the arm named first has fewer events. What is done with zeros, the same everywhere:

- a trial with a cell of zero gets 0.5 in each of its four cells for its own RR or OR, and for inverse variance pooling;
- a trial in which nobody had the event in either arm says nothing about a ratio (nor, for OR, one in which everybody had):
  it keeps its place with weight 0;
- RD takes the counts as they are; where that leaves no variance at all, 0.5 gives it one;
- Mantel-Haenszel takes the counts as they are, unless one arm has no event (for OR, or only events) in any trial,
  or everybody has it in all.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil, exp, inf, isfinite, log, nan, sqrt
from statistics import NormalDist
from typing import Literal, NamedTuple

Measure = Literal["RR", "OR", "RD"]
Model = Literal["mh", "iv", "random"]  # fixed: Mantel-Haenszel or inverse variance; random: DerSimonian-Laird
MEASURES: tuple[Measure, ...] = ("RR", "OR", "RD")
_STATSMODELS = {"RR": "risk-ratio", "OR": "odds-ratio", "RD": "diff"}


class Counts(NamedTuple):
    """People with the event and people in all, in the arm named first and in the other."""

    events_treat: float
    n_treat: float
    events_control: float
    n_control: float

    @property
    def table(self) -> list[list[float]]:
        """Rows: arms; columns: event, no event."""
        a, n, c, m = self
        return [[a, n - a], [c, m - c]]

    @property
    def has_zero(self) -> bool:
        return 0 in (*self.table[0], *self.table[1])


class Effect(NamedTuple):
    """An effect and its interval. `error` is the standard error, of the logarithm for RR and OR."""

    measure: Measure
    estimate: float
    low: float
    high: float
    error: float = nan


@dataclass(frozen=True, slots=True)
class Pooled:
    """A pooled effect. `weights` add up to 1; Q, I2 and tau2 are always those of inverse variance.

    `prediction` is where the effect of a further trial would be expected: random effects, three trials or more.
    """

    effect: Effect
    model: Model
    weights: tuple[float, ...]
    q: float
    df: int
    p: float
    i2: float
    tau2: float
    prediction: tuple[float, float] | None


class Needed(NamedTuple):
    """Risk with treatment, and how many are treated for one event fewer (below 0: for one more), with their limits."""

    risk: float
    risk_low: float
    risk_high: float
    number: float
    number_low: float
    number_high: float


def counts(events_treat: float, n_treat: float, events_control: float, n_control: float) -> Counts:
    """Checked counts. Raises ValueError where there is nobody in an arm, or more events than people."""
    found = Counts(events_treat, n_treat, events_control, n_control)
    if not all(map(isfinite, found)) or not (0 <= found[0] <= found[1] > 0 and 0 <= found[2] <= found[3] > 0):
        raise ValueError(f"events lie between 0 and the people in an arm, which has at least one; got {tuple(found)}")
    return found


def informative(trial: Counts, measure: Measure) -> bool:
    """Does a trial say anything about this measure?"""
    events = trial.events_treat + trial.events_control
    return measure == "RD" or (events > 0 and (measure == "RR" or events < trial.n_treat + trial.n_control))


def effect(trial: Counts, measure: Measure = "RR", level: float = 0.95) -> Effect:
    """One trial's effect. Raises ValueError where it says nothing about the measure."""
    if not informative(trial, measure):
        raise ValueError(f"with these counts there is no {measure}: {tuple(trial)}")
    return _interval(measure, *_logs(trial, measure), level)


def pool(trials: Sequence[Counts], measure: Measure = "RR", model: Model = "mh", level: float = 0.95) -> Pooled:
    """Trials of one comparison and one outcome together. Raises ValueError where none says anything about the measure."""
    used = [number for number, trial in enumerate(trials) if informative(trial, measure)]
    if not used:
        raise ValueError(f"no trial says anything about {measure}")
    spread = _spread([_logs(trials[number], measure) for number in used])
    if model == "mh":
        value, error, weights = _mantel_haenszel([trials[number] for number in used], measure)
    else:
        value, error, weights = spread.random if model == "random" else spread.fixed
    shares = dict(zip(used, weights))
    prediction = None
    if model == "random" and len(used) > 2:
        from scipy.stats import t

        half = t.ppf(0.5 + level / 2, len(used) - 2) * sqrt(spread.tau2 + error**2)
        prediction = (_shown(measure, value - half), _shown(measure, value + half))
    found = _interval(measure, value, error, level)
    every = tuple(shares.get(number, 0.0) for number in range(len(trials)))
    return Pooled(found, model, every, spread.q, spread.df, spread.p, spread.i2, spread.tau2, prediction)


def leave_one_out(trials: Sequence[Counts], measure: Measure = "RR", model: Model = "mh") -> list[Pooled]:
    """What is pooled without the first trial, without the second, ..."""
    return [pool([*trials[:number], *trials[number + 1 :]], measure, model) for number in range(len(trials))]


def control_risk(trials: Sequence[Counts]) -> float:
    """The share with the event in all control arms together."""
    return sum(one.events_control for one in trials) / sum(one.n_control for one in trials)


def fisher(trial: Counts) -> float:
    """Two-sided P of Fisher's exact test."""
    from scipy.stats import fisher_exact

    return float(fisher_exact(trial.table).pvalue)


def pearson(trial: Counts, yates: bool = False) -> float:
    """P of Pearson's chi-square test, without or with Yates' correction; 1 where all people had the same outcome."""
    from scipy.stats import chi2_contingency

    if 0 in map(sum, zip(*trial.table)):
        return 1.0
    return float(chi2_contingency(trial.table, correction=yates).pvalue)


def treated_risk(value: float, measure: Measure, baseline: float) -> float:
    """The risk with treatment at a baseline risk without it. It may leave 0 to 1: then the effect cannot hold there."""
    if not 0 <= baseline <= 1:
        raise ValueError(f"a baseline risk lies between 0 and 1; got {baseline}")
    if measure == "RD":
        return baseline + value
    return baseline * value if measure == "RR" else baseline * value / (1 - baseline + baseline * value)


def needed(found: Effect, baseline: float) -> Needed:
    """Risk with treatment and number needed at a baseline risk. Limits are held between 0 and 1; the estimate is not."""
    middle = treated_risk(found.estimate, found.measure, baseline)
    ends = [min(1.0, max(0.0, treated_risk(end, found.measure, baseline))) for end in (found.low, found.high)]
    return Needed(middle, *ends, *(_number(baseline - risk) for risk in (middle, *ends)))


def whole_number(number: float) -> int | None:
    """A number needed as it is told: whole, rounded away from 0; None where there is no effect."""
    return None if not isfinite(number) else int(ceil(abs(number) - 1e-9)) * (1 if number > 0 else -1)


def _number(difference: float) -> float:
    return inf if abs(difference) < 1e-12 else 1 / difference


# ---- on the scale of the logarithm (RR, OR) or of the difference (RD)


class _Spread(NamedTuple):
    fixed: tuple[float, float, list[float]]
    random: tuple[float, float, list[float]]
    q: float
    df: int
    p: float
    i2: float
    tau2: float


def _shown(measure: Measure, value: float) -> float:
    return value if measure == "RD" else exp(value)


def _interval(measure: Measure, value: float, error: float, level: float) -> Effect:
    half = NormalDist().inv_cdf(0.5 + level / 2) * error
    return Effect(measure, *(_shown(measure, value + step) for step in (0, -half, half)), error)


def _logs(trial: Counts, measure: Measure) -> tuple[float, float]:
    """One trial's effect and standard error."""
    from statsmodels.stats.meta_analysis import effectsize_2proportions

    a, n, c, m = map(float, trial)
    half = 0.5 if measure != "RD" and trial.has_zero else 0.0  # statsmodels' own correction differs by version
    value, variance = effectsize_2proportions(a + half, n + 2 * half, c + half, m + 2 * half, _STATSMODELS[measure])
    if variance <= 0:  # RD alone: nobody or everybody in each arm
        variance = effectsize_2proportions(a + 0.5, n + 1, c + 0.5, m + 1, _STATSMODELS[measure])[1]
    return float(value), sqrt(float(variance))


def _spread(found: list[tuple[float, float]]) -> _Spread:
    """Fixed and random effects by inverse variance, and how far the trials lie apart."""
    import numpy as np
    from scipy.stats import chi2

    values, errors = (np.array(column) for column in zip(*found))
    if len(found) == 1:
        alone = (float(values[0]), float(errors[0]), [1.0])
        return _Spread(alone, alone, 0.0, 0, nan, 0.0, 0.0)
    from statsmodels.stats.meta_analysis import combine_effects

    with np.errstate(invalid="ignore", divide="ignore"):  # its random effects may have no root: see below
        both = combine_effects(values, errors**2, method_re="chi2")
    fixed = (float(both.mean_effect_fe), float(both.sd_eff_w_fe), both.weights_rel_fe.tolist())
    random = (float(both.mean_effect_re), float(both.sd_eff_w_re), both.weights_rel_re.tolist())
    q, df = float(max(both.q, 0)), len(found) - 1
    if both.tau2 <= 0:  # statsmodels leaves a variance below 0 as it is; DerSimonian and Laird call it 0
        random = fixed
    return _Spread(
        fixed, random, q, df, float(chi2.sf(q, df)), max(0.0, 1 - df / q) if q else 0.0, max(0.0, float(both.tau2))
    )


def _mantel_haenszel(trials: list[Counts], measure: Measure) -> tuple[float, float, list[float]]:
    """Effect, standard error and weights; variance of Robins, Breslow and Greenland (OR) or Greenland and Robins (RR, RD)."""
    import numpy as np
    from statsmodels.stats.contingency_tables import StratifiedTable

    a, n, c, m = np.array(trials, dtype=float).T
    empty = [a.sum(), c.sum()] + ([(n - a).sum(), (m - c).sum()] if measure == "OR" else [])
    crossed = measure == "OR" and 0 in ((a * (m - c)).sum(), (c * (n - a)).sum())
    everybody = measure == "RR" and not ((n - a).sum() + (m - c).sum())  # leaves no variance
    if measure != "RD" and (0 in empty or crossed or everybody):
        a, n, c, m = a + 0.5, n + 1, c + 0.5, m + 1
    total = n + m
    if measure == "RD":
        weights = n * m / total
        value = ((a * m - c * n) / total).sum() / weights.sum()
        variance = ((a * (n - a) * m**3 + c * (m - c) * n**3) / (n * m * total**2)).sum() / weights.sum() ** 2
        if variance <= 0:
            a, n, c, m = a + 0.5, n + 1, c + 0.5, m + 1
            variance = ((a * (n - a) * m**3 + c * (m - c) * n**3) / (n * m * (n + m) ** 2)).sum() / (
                n * m / (n + m)
            ).sum() ** 2
        return float(value), sqrt(float(variance)), (weights / weights.sum()).tolist()
    strata = StratifiedTable(np.array([[a, n - a], [c, m - c]]))
    if measure == "OR":
        weights = c * (n - a) / total
        value, error = float(strata.logodds_pooled), float(strata.logodds_pooled_se)
    else:
        weights = c * n / total
        value = log(float(strata.riskratio_pooled))
        top = ((n * m * (a + c) - a * c * total) / total**2).sum()
        error = sqrt(max(0.0, top / ((a * m / total).sum() * weights.sum())))
    return value, error, (weights / weights.sum()).tolist()
