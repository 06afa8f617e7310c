"""The arithmetic of risk against figures computed outside this package (evidence notes, numpy) and against algebra."""

from math import exp, log, prod

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from hoedu import risk
from hoedu.evidence import facts

BURN = (0.04, 0.16, 0.18, 0.55, 0.88, 2.34, 1.69, 4.88, 9.77, 18.21, 34.96, 52.28, 70.16, 72.79)
TIMES = (0.01, 0.05, 0.06, 0.18, 0.29, 0.76, 0.55, 1.59, 3.19, 5.95, 11.42, 17.08, 22.93, 23.79)
shares = st.floats(0.001, 0.999)


def pct(share, digits=1):
    return round(100 * share, digits)


# ---- burn score


def test_burn_score_as_published():
    rows = sorted((f for f in facts().values() if f.table == "burn_score"), key=lambda f: f.number("points"))
    assert [f.number("median_risk_pct") for f in rows] == list(BURN)
    assert [round(value / 3.06, 2) for value in BURN] == list(TIMES)
    assert BURN[6] < BURN[5], "the medians dip once; a lesson says so"
    assert max(BURN[:7]) < 3.06 < BURN[7] and BURN[10] < 50 < BURN[11]


def test_burn_score_odds_double_per_point():
    slope = np.polyfit(range(14), [log(risk.odds(value / 100)) for value in BURN], 1)[0]
    assert round(slope, 2) == 0.67 and round(exp(slope), 2) == 1.96


# ---- hip replacement


def test_reference_woman_by_hand():
    assert risk.reference_woman(0.30) == pytest.approx(0.2957, abs=5e-5)
    assert pct(risk.hip_risk(0.30)) == 22.8 and pct(risk.hip_risk(0.30, True)) == 38.4


@pytest.mark.parametrize(
    "average, woman, man, ratio, ankylosed",
    [
        (3, 2.0, 4.2, 2.06, 16.8),
        (6.42, 4.4, 8.8, 2.01, 31.1),
        (28.8, 21.8, 37.0, 1.70, 73.3),
        (30, 22.8, 38.4, 1.68, 74.4),
        (43, 34.6, 52.8, 1.52, 83.9),
        (59.9, 51.8, 69.4, 1.34, 91.4),
        (67.6, 60.3, 76.2, 1.26, 93.7),
    ],
)
def test_one_odds_ratio_many_averages(average, woman, man, ratio, ankylosed):
    average /= 100
    hers, his = risk.hip_risk(average), risk.hip_risk(average, True)
    assert (pct(hers), pct(his), round(his / hers, 2)) == (woman, man, ratio)
    assert pct(risk.hip_risk(average, ratios=[9.85])) == ankylosed
    assert risk.risk_ratio(2.11, hers) == pytest.approx(his / hers)


@pytest.mark.parametrize(
    "ratios, found",
    [
        ((1.48, 1.00, 2.17), (30.4, 22.8, 39.1)),
        ((1.74, 1.24, 2.45), (34.0, 26.8, 42.0)),
        ((1.90, 1.07, 3.37), (36.0, 24.0, 49.9)),
        ((9.85, 2.61, 37.24), (74.4, 43.6, 91.7)),
        ((0.51, 0.33, 0.80), (13.1, 8.9, 19.1)),
    ],
)
def test_one_factor_and_its_limits(ratios, found):
    assert tuple(pct(risk.hip_risk(0.30, ratios=[ratio])) for ratio in ratios) == found


def test_men_with_a_factor():
    assert pct(risk.hip_risk(0.30, True, [1.74])) == 52.1
    assert pct(risk.hip_risk(0.30, True, [1.90])) == 54.2


@given(shares, st.floats(0, 1), st.floats(0.05, 50))
def test_the_sexes_average_to_the_average(average, men, male_odds):
    woman = risk.reference_woman(average, men, male_odds)
    mixed = men * risk.risk(woman * male_odds) + (1 - men) * risk.risk(woman)
    assert mixed == pytest.approx(average, rel=1e-6)


@given(shares, st.booleans(), st.lists(st.floats(0.1, 10), max_size=4))
def test_odds_ratios_multiply_odds_in_any_order(average, male, ratios):
    plain = risk.hip_risk(average, male)
    found = risk.hip_risk(average, male, ratios)
    assert found == pytest.approx(risk.hip_risk(average, male, reversed(ratios)))
    assert risk.odds(found) / risk.odds(plain) == pytest.approx(prod(ratios), rel=1e-6)


# ---- odds and risks


@given(st.floats(0, 0.9999))
def test_odds_and_risk_are_inverse(share):
    assert risk.risk(risk.odds(share)) == pytest.approx(share, abs=1e-12)


@given(shares, st.floats(0.01, 100))
def test_risk_ratio_is_nearer_to_one_than_the_odds_ratio(base, ratio):
    found = risk.risk_ratio(ratio, base)
    assert found == pytest.approx(risk.apply_odds_ratio(base, ratio) / base, rel=1e-9)
    assert abs(log(found)) <= abs(log(ratio)) + 1e-12


@pytest.mark.parametrize("share", [-0.1, 1, 1.5, float("nan"), float("inf")])
def test_no_odds_outside_zero_to_one(share):
    with pytest.raises(ValueError):
        risk.odds(share)


@pytest.mark.parametrize("odds", [-1e-9, float("nan"), float("inf")])
def test_no_risk_of_impossible_odds(odds):
    with pytest.raises(ValueError):
        risk.risk(odds)


@pytest.mark.parametrize("average, men", [(0, 0.5), (1, 0.5), (30, 0.46), (float("nan"), 0.5), (0.3, -0.1), (0.3, 46)])
def test_no_reference_woman_of_impossible_shares(average, men):
    with pytest.raises(ValueError):
        risk.reference_woman(average, men)


# ---- signs

TABLES = [  # counts; printed risk ratio and its limits
    ((8, 1, 1, 66), (59.55, 8.39, 422.36)),
    ((7, 4, 2, 63), (20.68, 4.92, 86.91)),
    ((7, 6, 2, 61), (16.96, 3.96, 72.57)),
    ((7, 9, 2, 58), (13.12, 3.01, 57.17)),
    ((5, 4, 8, 80), (6.11, 2.53, 14.76)),
    ((9, 21, 4, 63), (5.02, 1.68, 15.04)),
]


@pytest.mark.parametrize("counts, printed", TABLES)
def test_rebuilt_tables_give_the_printed_ratio_and_limits(counts, printed):
    assert sum(counts) in (76, 97)
    assert risk.Table(*counts).risk_ratio() == pytest.approx(printed, abs=0.01)  # printed figures are cut, some not rounded


def test_the_evidence_holds_those_tables():
    names = ("pos_ho", "pos_no_ho", "neg_ho", "neg_no_ho")
    rows = [f for f in facts().values() if f.table == "sign_tables"]
    assert [tuple(int(f[name]) for name in names) for f in rows] == [counts for counts, _ in TABLES]


def test_a_sign_in_two_cohorts():
    first, second = risk.Table(8, 1, 1, 66), risk.Table(5, 4, 8, 80)
    assert (pct(first.sensitivity), pct(first.specificity), pct(first.ppv), pct(first.npv)) == (88.9, 98.5, 88.9, 98.5)
    assert (round(first.lr_positive, 1), round(first.lr_negative, 2)) == (59.6, 0.11)
    assert (pct(second.sensitivity), pct(second.specificity), pct(second.ppv), pct(second.npv)) == (38.5, 95.2, 55.6, 90.9)
    assert (round(second.lr_positive, 1), round(second.lr_negative, 2)) == (8.1, 0.65)
    assert round(risk.odds(0.226) / risk.odds(0.116), 1) == 2.2  # the third sample
    assert [round(100 * risk.post_test(p, first.lr_positive)) for p in (0.04, 0.20)] == [71, 94]


@given(st.tuples(*[st.integers(1, 500)] * 4))
def test_bayes_at_the_samples_own_prevalence_gives_its_predictive_values(counts):
    table = risk.Table(*counts)
    assert risk.post_test(table.prevalence, table.lr_positive) == pytest.approx(table.ppv)
    assert risk.post_test(table.prevalence, table.lr_negative) == pytest.approx(1 - table.npv)
    ratio, low, high = table.risk_ratio()
    assert low < ratio < high and low * high == pytest.approx(ratio**2)


# ---- multiplied, delayed, sparse


def test_why_odds_ratios_are_not_multiplied():
    product = prod((2.25, 2.88, 3.61, 2.86, 2.45, 3.84, 2.12))
    assert round(product) == 1334
    assert round(100 * risk.apply_odds_ratio(0.01, product)) == 93


def test_spread_over_fifths():
    fifths = (1.0, 2.47, 4.75, 6.95, 9.23)
    assert [pct(value) for value in risk.spread(0.13, fifths)] == [2.7, 6.6, 12.7, 18.5, 24.6]
    assert [pct(value) for value in risk.spread(0.20, fifths)] == [4.1, 10.1, 19.5, 28.5, 37.8]
    assert np.mean(risk.spread(0.13, fifths)) == pytest.approx(0.13)


def test_a_case_control_figure_at_real_averages():
    assert 0.92 / 0.08 == pytest.approx(11.5)
    assert [round(100 * risk.post_test(p, 11.5)) for p in (0.13, 0.20)] == [63, 74]


@pytest.mark.parametrize(
    "ratio, units, found",
    [
        (1.09, 3, 1.30), (1.04, 3, 1.12), (1.13, 3, 1.44), (1.09, 7, 1.83), (1.04, 7, 1.32), (1.13, 7, 2.35),
        (1.09, 14, 3.34), (1.04, 14, 1.73), (1.13, 14, 5.53), (1.296, 2, 1.68), (1.296, 4, 2.82),
        (1.035, 10, 1.41), (1.035, 20, 1.99), (1.035, 30, 2.81), (1.32, 2, 1.74),
    ],
)  # fmt: skip
def test_ratio_per_unit(ratio, units, found):
    assert round(risk.per_unit(ratio, units), 2) == found


def test_five_operations():
    assert round(risk.per_unit(1.32, 5), 1) == 4.0


def test_interval_implied_by_a_p_value():
    low, high = risk.implied_interval(96.4, 0.04)
    assert round(low, 1) == 1.2 and high == pytest.approx(7500, rel=0.01)
    assert log(high / low) / (2 * 1.959964) == pytest.approx(2.22, abs=0.005)  # the standard error


@given(st.floats(0.05, 20), st.floats(0.001, 0.9))
def test_an_implied_interval_holds_one_exactly_when_p_says_so(ratio, p):
    assume(abs(log(ratio)) > 0.01 and abs(p - 0.05) > 1e-6)
    low, high = risk.implied_interval(ratio, p)
    assert low < ratio < high
    assert (low < 1 < high) == (p > 0.05)


@pytest.mark.parametrize("ratio, p", [(2, 0), (2, 1), (2, 1.5), (2, -0.1), (0, 0.04), (-1, 0.04)])
def test_no_interval_of_an_impossible_p_or_ratio(ratio, p):
    with pytest.raises(ValueError):
        risk.implied_interval(ratio, p)
