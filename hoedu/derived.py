"""Figures that are computed from other rows: how each row of `derived.csv` follows from the rows it names."""

import json
from functools import cache
from math import prod, sqrt
from typing import Any

from hoedu import risk
from hoedu.errors import ContentError
from hoedu.evidence import Fact, fact
from hoedu.explorers.bedside_sign import sign_table
from hoedu.explorers.recurrence import wilson
from hoedu.html.inline import ROW_ID


def _cell(value: Any) -> Any:
    """ "INC001.estimate_pct" -> the number in that cell; "SGN001" -> that 2 x 2 table; other words as they are."""
    if isinstance(value, list):
        return [_cell(one) for one in value]
    if not isinstance(value, str):
        return value
    row_id, _, column = value.partition(".")
    if not ROW_ID.match(row_id):
        return value
    row = fact(row_id)
    if not column:
        return sign_table(row)
    if (number := row.number(column)) is None:
        raise ContentError(f"{value} is empty", file="derived.csv")
    return number


@cache  # no table is read: the same for every copy of the data
def _growth_change(treatment: str, start: float, stop: float) -> float:
    """Per cent change of the growth model's final bone (teaching extension) by a treatment from day to day."""
    from hoedu import growth

    treated = growth.final_bone(treatment=growth.treatment(treatment).at(start, stop))
    return 100 * (treated / growth.final_bone() - 1)


def _test_ratio(sensitivity: float, specificity: float, positive: bool = True) -> float:
    """The likelihood ratio of a test result, from a printed sensitivity and specificity in per cent."""
    if positive:
        return sensitivity / (100 - specificity)
    return (100 - sensitivity) / specificity


def _counted_ratio(found: float, ill: float, false: float, well: float, which: int) -> float:
    """The positive likelihood ratio of counts (0), or a limit of its 95 % interval (1, 2).

    It is a ratio of two shares, as a risk ratio is, so Katz's interval serves.
    """
    return risk.Table(int(found), int(ill - found), int(false), int(well - false)).risk_ratio()[which]


def _after_counts(before: float, which: int, **counts: float) -> float:
    return 100 * risk.post_test(before / 100, _counted_ratio(which=which, **counts))


def _after_test(before: float, **test: Any) -> float:
    return 100 * risk.post_test(before / 100, _test_ratio(**test))


def _model_week(view: str, threshold: float | None = None, speed: str = "usual", **film: float) -> float:
    """First week at which a view of the imaging model reaches a contrast-to-noise ratio (reliable unless named).

    `film` changes settings of the radiograph's curve. A model's output: no patient's week.
    """
    from hoedu.imaging import clock, detect

    least, t50 = detect.RELIABLE if threshold is None else threshold, clock.SPEEDS[speed]
    curve = detect.cnr_radiograph(detect.WEEKS, t50=t50, **film) if film else None
    week = detect.VIEWS[view].first(least, t50) if curve is None else detect.first_week(curve, least)
    if week is None:
        raise ContentError(f"{view} never reaches {least}", file="derived.csv")
    return week


def _share_limit(events: float, n: float, upper: bool) -> float:
    """A limit of Wilson's 95 % interval of events in n, in per cent."""
    return 100 * wilson(int(events), int(n))[upper]


def _striking(treated_pct: float, control_pct: float, n: int, least: int) -> tuple[float, float]:
    """Two arms of `n`: the share of such trials with at least `least` fewer events when treated, in per cent, and the ratio in those."""
    import numpy as np
    from scipy.stats import binom

    counts = np.arange(n + 1)
    both = np.outer(binom.pmf(counts, n, control_pct / 100), binom.pmf(counts, n, treated_pct / 100))
    both[np.subtract.outer(counts, counts) < least] = 0
    return 100 * float(both.sum()), float((both.sum(0) * counts).sum() / (both.sum(1) * counts).sum())


# Percentages go in and come out as per cent, as tables hold them.
FUNCTIONS = {
    "hip_risk": lambda average, male=False, ratios=(): 100 * risk.hip_risk(average / 100, male, ratios),
    "hip_odds": lambda average: risk.reference_woman(average / 100),
    "hip_risk_ratio": lambda average: risk.hip_risk(average / 100, True) / risk.hip_risk(average / 100),
    "product": lambda ratios: prod(ratios),
    "risk_at_odds_product": lambda base, ratios: 100 * risk.apply_odds_ratio(base / 100, prod(ratios)),
    "per_unit": risk.per_unit,
    "implied_low": lambda ratio, p: risk.implied_interval(ratio, p)[0],
    "implied_high": lambda ratio, p: risk.implied_interval(ratio, p)[1],
    "sensitivity": lambda table: 100 * table.sensitivity,
    "specificity": lambda table: 100 * table.specificity,
    "ppv": lambda table: 100 * table.ppv,
    "lr_positive": lambda table: table.lr_positive,
    "post_test": lambda before, table: 100 * risk.post_test(before / 100, table.lr_positive),
    "test_ratio": _test_ratio,
    "after_test": _after_test,
    "counted_ratio": _counted_ratio,
    "after_counts": _after_counts,
    # Exact (Clopper-Pearson) lower 95 % limit of a share seen in n of n.
    "all_of": lambda n: 100 * 0.025 ** (1 / n),
    "quotient": lambda of, by: of / by,
    "middle": lambda low, high: sqrt(low * high),  # the ratio in the middle of an interval of a ratio
    "striking_share": lambda **trial: _striking(**trial)[0],
    "striking_ratio": lambda **trial: _striking(**trial)[1],
    "growth_change": _growth_change,
    "share": lambda of, by: 100 * of / by,
    "count": lambda percent, n: percent * n / 100,
    "model_week": _model_week,
    "treated_risk": lambda baseline, ratio: baseline * ratio,
    "fewer": lambda baseline, ratio: baseline * abs(1 - ratio),
    "nnt": lambda baseline, ratio: 100 / (baseline * abs(1 - ratio)),
    "nnt_of_counts": lambda a, of_a, b, of_b: 1 / abs(a / of_a - b / of_b),
    "implied_baseline": lambda difference, ratio: difference / (ratio - 1),
    "difference": lambda of, less: of - less,
    "chance_of_none": lambda risk_pct, n: 100 * (1 - risk_pct / 100) ** n,
    "rate_fewer": lambda events, n, of_events, of_n: 100 * (1 - (events / n) / (of_events / of_n)),
    "share_limit": _share_limit,
    "limit_of_none": lambda n: 100 * (1 - 0.025 ** (1 / n)),  # upper end of the exact 95 % interval of 0 in n
}


def compute(row: Fact) -> float:
    """The value of one row of `derived.csv`, from the rows it names. Raises ContentError."""
    try:
        arguments = {name: _cell(value) for name, value in json.loads(row["arguments"]).items()}
        return FUNCTIONS[row["function"]](**arguments)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        if isinstance(error, ContentError):
            raise
        message = f"cannot be computed: {type(error).__name__}: {error}"
        raise ContentError(message, file="derived.csv", place=row.id, field="arguments") from None


def agrees(row: Fact) -> bool:
    """Does the printed value follow from its rows, to the precision it is printed with?"""
    printed, value = row["value"], compute(row)
    digits = len(printed.partition(".")[2])
    if not digits and printed.endswith("00"):  # a large whole number given to two figures
        return abs(value - float(printed)) <= 0.01 * abs(float(printed))
    return abs(value - float(printed)) <= 0.5 * 10**-digits + 1e-9
