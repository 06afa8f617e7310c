"""Families of questions: what one set of numbers makes of a calculation, its answer and the slips people make in it.

Each function takes the numbers of one variant and returns its `Figures`. Words stand in the question file, which names a
function under `[item.family]`. Percentages go in and come out as per cent. A set of numbers that makes no sense raises
ValueError and is passed over.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from math import ceil

from hoedu import risk, synthesis

POINT = 0.5  # per cent and degrees: as exact as a whole number is
DECIMALS = 0.015  # a ratio to two decimals


@dataclass(frozen=True, slots=True)
class Figures:
    """The numbers of one variant.

    slips  what a known slip gives, by the name that the question file uses
    shown  further numbers that its texts may name
    """

    answer: float
    tolerance: float
    slips: Mapping[str, float]
    shown: Mapping[str, float] = field(default_factory=dict)


def odds_to_risk(base: float, ratio: float) -> Figures:
    """The risk at `ratio` times the odds of somebody at risk `base`."""
    odds = risk.odds(base / 100)
    found = 100 * risk.apply_odds_ratio(base / 100, ratio)
    if odds * ratio >= 1:
        raise ValueError("odds above one to one, which nobody would take for a risk")
    slips = {"multiplied": base * ratio, "unturned": 100 * odds * ratio, "added": base + ratio}
    return Figures(found, POINT, slips, {"rest": 100 - base, "odds": odds, "product": odds * ratio})


def after_sign(before: float, ratio: float) -> Figures:
    """The risk after a sign with likelihood ratio `ratio`, from the risk before."""
    odds = risk.odds(before / 100)
    found = 100 * risk.post_test(before / 100, ratio)
    slips = {"added": before + ratio, "unturned": odds * ratio}
    return Figures(found, 1.5, slips, {"rest": 100 - before, "odds": odds})


def after_test(before: float, sensitivity: float, specificity: float) -> Figures:
    """How likely HO is after a positive test, counted in 1,000 people who come out whole."""
    ill, well = 10 * before, 10 * (100 - before)
    found, false = ill * sensitivity / 100, well * (100 - specificity) / 100
    if found % 1 or false % 1:
        raise ValueError("whole people")
    slips = {
        "sensitivity": sensitivity,
        "specificity": specificity,
        "of_all": found / 10,
        "positives": (found + false) / 10,
    }
    shown = {
        "ill": ill,
        "well": well,
        "found": found,
        "false": false,
        "positive": found + false,
        "alarms": 100 - specificity,
    }
    return Figures(100 * found / (found + false), 0.8, slips, shown)


def over_days(ratio: float, days: float) -> Figures:
    """An odds ratio per day, over so many days."""
    found = risk.per_unit(ratio, days)
    return Figures(found, 0.02 * found, {"added": 1 + (ratio - 1) * days, "times": ratio * days})


def share(part: float, whole: float, every: float) -> Figures:
    """`part` of `whole` in per cent, where `whole` is itself a part of `every`."""
    if not 0 < part < whole < every:
        raise ValueError("part, whole and every grow in this order")
    return Figures(
        100 * part / whole,
        POINT,
        {"of_every": 100 * part / every, "any_share": 100 * whole / every, "rest": 100 - 100 * part / whole},
    )


def share_left(first: float, late: float) -> Figures:
    """What share of an early effect a late start still has, both in per cent."""
    if not 0 < late < first:
        raise ValueError("the late effect is smaller than the first")
    return Figures(100 * late / first, POINT, {"late": late, "points": first - late, "lost": 100 - 100 * late / first})


def needed(baseline: float, ratio: float) -> Figures:
    """How many are treated for one event fewer (or, with a ratio above 1, for one more) at a baseline risk."""
    treated = 100 * synthesis.treated_risk(ratio, "RR", baseline / 100)
    points = abs(baseline - treated)
    if not 0 < treated < 100 or points < 0.01:
        raise ValueError("no effect, or a risk that cannot be")
    slips = {"points": points, "relative": 1 / abs(1 - ratio), "treated": 100 / treated, "untreated": 100 / baseline}
    return Figures(
        100 / points, _told(100 / points), slips, {"treated_risk": treated, "told": ceil(100 / points - 1e-9)}
    )


def needed_of_counts(events: int, people: int, control_events: int, controls: int) -> Figures:
    """How many are treated for one event fewer, from the counts of a trial."""
    trial = synthesis.counts(events, people, control_events, controls)
    mine, other = 100 * trial.events_treat / trial.n_treat, 100 * trial.events_control / trial.n_control
    if mine >= other:
        raise ValueError("no event fewer")
    points = other - mine
    slips = {
        "points": points,
        "ratio": mine / other,
        "fewer": float(control_events - events),
        "relative": other / points,
    }
    return Figures(
        100 / points,
        _told(100 / points),
        slips,
        {"risk": mine, "control_risk": other, "told": ceil(100 / points - 1e-9)},
    )


def _told(number: float) -> float:
    """So wide that a number needed may be given as it is, to the nearest whole, or rounded up as it is told."""
    return max(POINT, 0.02 * number, ceil(number - 1e-9) - number + 0.05)


def dose_sum(films: int, scans: int, film: float, scan: float) -> Figures:
    """The dose of several films and CT scans together, in millisieverts."""
    slips = {"once": film + scan, "scans_alone": scans * scan, "all_as_films": (films + scans) * film}
    return Figures(films * film + scans * scan, 0.1, slips, {"of_films": films * film, "of_scans": scans * scan})


def dose_factor(seen: float, wanted: float) -> Figures:
    """How many times the dose lifts a contrast-to-noise ratio to what is wanted, where photons make all the noise."""
    if seen >= wanted:
        raise ValueError("it is seen already")
    root = wanted / seen
    return Figures(
        root**2, 0.02 * root**2, {"root": root, "points": wanted - seen, "twice": 2 * root}, {"factor": root}
    )


def last_day(scan: int, first: int, last: int) -> Figures:
    """The latest day of a film that follows a scan of day `scan` by `first` to `last` weeks."""
    slips = {"earliest": scan + 7 * first, "alone": 7 * last, "as_days": scan + last}
    return Figures(scan + 7 * last, POINT, slips, {"lag": 7 * last})


def kappa(both: int, first: int, second: int, neither: int) -> Figures:
    """Cohen's kappa of two readers: films both call HO, the first alone, the second alone, and neither.

    Two lines of arithmetic and no library: a lesson should not wait for statsmodels. The tests compare the two.
    """
    n = both + first + second + neither
    observed = (both + neither) / n
    chance = ((both + first) * (both + second) + (second + neither) * (first + neither)) / n**2
    slips = {"observed": observed, "chance": chance, "undivided": observed - chance}
    shown = {"n": n, "agreed": both + neither, "yes_first": both + first, "yes_second": both + second,
             "no_first": second + neither, "no_second": first + neither, "room": 1 - chance}  # fmt: skip
    return Figures((observed - chance) / (1 - chance), DECIMALS, slips, shown)


def price(recurs: float, recurs_with: float, sepsis: float, sepsis_with: float) -> Figures:
    """How many more infections there are for each recurrence avoided, all four in so many of a hundred."""
    gain, harm = recurs - recurs_with, sepsis_with - sepsis
    if gain <= 0 or harm <= 0:
        raise ValueError("a gain and a harm")
    slips = {"turned": gain / harm, "harm": harm, "with": sepsis_with / recurs_with, "difference": harm - gain}
    return Figures(harm / gain, 0.06, slips, {"gain": gain, "more": harm})


def chance_of_none(true: float, people: int) -> Figures:
    """In what percentage of series of so many people nobody has an event whose true risk is `true` per cent."""
    if not 0 < true < 100:
        raise ValueError("a risk in per cent")
    none = 100 * (1 - true / 100) ** people
    return Figures(none, POINT, {"some": 100 - none, "subtracted": 100 - true * people, "one": 100 - true})


def arc_kept(table_from: int, table_to: int, now_from: int, now_to: int) -> Figures:
    """The share of an arc on the table that is still there, angles in degrees."""
    table, now = table_to - table_from, now_to - now_from
    if not 0 < now < table or now_from < table_from or now_to > table_to:
        raise ValueError("the arc of today lies within that on the table")
    return Figures(100 * now / table, POINT, {"degrees": now, "upper": 100 * now_to / table_to, "lost": 100 - 100 * now / table},
                   {"table": table, "now": now})  # fmt: skip


FAMILIES: dict[str, Callable[..., Figures]] = {
    one.__name__: one
    for one in (odds_to_risk, after_sign, after_test, over_days, share, share_left, needed, needed_of_counts, dose_sum, dose_factor,
                last_day, kappa, price, chance_of_none, arc_kept)
}  # fmt: skip
