"""One clock for a maturing lesion, on which every view depends.

Teaching curves, tuned once to one series (Orzel 1985); not patient data. Their constants are rows of
`imaging_constants.csv`. Everywhere t is the age of the lesion in weeks, a number or an array of any shape; each function
gives back an array of that shape (a number where t is one). Weeks before 0 count as 0.
"""

from collections.abc import Mapping
from functools import cache

import numpy as np
from numpy.typing import ArrayLike

from hoedu.errors import ContentError
from hoedu.evidence import Fact, facts


@cache
def constant_row(symbol: str) -> Fact:
    """The row of one constant. Raises ContentError where there is none of that name."""
    for row in facts().values():
        if row.table == "imaging_constants" and row["symbol"] == symbol:
            return row
    raise ContentError("there is no such constant", file="imaging_constants.csv", place=symbol)


def constant(symbol: str) -> float:
    """The value of one constant, in the unit of its row."""
    value = constant_row(symbol).number("value")
    assert value is not None  # the table's description requires it
    return value


# Half-time of the rim's mineral in weeks: how fast this lesion is.
SPEEDS: Mapping[str, float] = {
    "fast": constant("mineral_half_fast"), "usual": constant("mineral_half"), "slow": constant("mineral_half_slow"),
}  # fmt: skip


def mineral(
    t: ArrayLike,
    cmax: float = constant("mineral_max"),
    t50: ArrayLike = SPEEDS["usual"],
    n: float = constant("mineral_power"),
) -> np.ndarray:
    """Mineral of the rim in mg hydroxyapatite per cm3; half of `cmax` at `t50` weeks."""
    t = np.clip(np.asarray(t, float), 0, None)
    return cmax * t**n / (t**n + np.asarray(t50, float) ** n)


def blood_pool(t: ArrayLike) -> np.ndarray:
    """Blood-pool activity of the lesion as a ratio to normal tissue (1: no difference)."""
    x = np.clip(np.asarray(t, float) - constant("pool_start"), 0, None) / constant("pool_peak")
    return 1 + constant("pool_rise") * x * np.exp(1 - x)


def delayed(t: ArrayLike) -> np.ndarray:
    """Delayed tracer uptake of the lesion as a ratio to normal tissue."""
    weeks = np.clip(np.asarray(t, float) - constant("delayed_start"), 0, None)
    x = weeks / constant("delayed_peak")
    stays = constant("delayed_late") * (1 - np.exp(-weeks / constant("delayed_late_weeks")))
    return 1 + constant("delayed_rise") * x * np.exp(1 - x) + stays


def oedema(t: ArrayLike) -> np.ndarray:
    """Share of free water in the muscle around the lesion, 0 to 1."""
    t = np.clip(np.asarray(t, float), 0, None)
    rise = constant("oedema_max") / (1 + np.exp(-(t - constant("oedema_mid")) / constant("oedema_width")))
    return rise * np.exp(-np.clip(t - constant("oedema_hold"), 0, None) / constant("oedema_fade"))


def marrow(t: ArrayLike) -> np.ndarray:
    """Share of the core that has become fatty marrow, 0 to 1."""
    t, power = np.clip(np.asarray(t, float), 0, None), constant("marrow_power")
    return t**power / (t**power + constant("marrow_half") ** power)


def usual_age(t: ArrayLike, t50: ArrayLike = SPEEDS["usual"]) -> np.ndarray:
    """The age in weeks at which the usual lesion looks as a lesion of half-time `t50` does at t.

    A fast or slow lesion runs through the same course on a clock that is faster or slower as a whole:
    mineral(t, t50=8) is mineral(usual_age(t, 8)), and blood_pool(usual_age(t, 8)) is its flow. That all signs keep step
    is our assumption.
    """
    return np.asarray(t, float) * SPEEDS["usual"] / np.asarray(t50, float)
