"""Classical Runge-Kutta of fourth order on a fixed plan of steps, for one run or many side by side.

The steps are finest at the start, where the first signal decays within hours. A plan, not an error estimate, chooses
them, so that the page (js/growth.js) takes the same steps and gets the same numbers.
"""

from collections.abc import Callable, Sequence
from math import ceil

import numpy as np

# (until this day, steps a day); the fastest process of the chosen parameters, decay of c1, has 12.79 a day.
PLAN = ((1.0, 80), (30.0, 20), (60.0, 10), (float("inf"), 5))


def steps_a_day(day: float) -> int:
    """How many steps a day the plan takes from `day` on."""
    return next(steps for until, steps in PLAN if day < until)


def nodes(stops: Sequence[float]) -> list[float]:
    """The stops, in order and once each, and between them the days on which the plan changes."""
    last = max(stops)
    return sorted({*stops, *(until for until, _ in PLAN if until < last)})


def integrate(rates: Callable, y: np.ndarray, p: Sequence, times: Sequence[float], refine: int = 1) -> np.ndarray:
    """States (len(times), 10, ...) from `y` (10, ...) at times[0]. `refine` divides every step.

    Raises FloatingPointError where the numbers leave what can be computed.
    """
    wanted, found, here = set(times), [y], times[0]
    for there in nodes(times)[1:] if len(times) > 1 else ():
        if there <= here:
            continue
        count = max(1, ceil((there - here) * steps_a_day(here) * refine - 1e-9))
        h = (there - here) / count
        for _ in range(count):
            k1 = np.asarray(rates(y, p))
            k2 = np.asarray(rates(y + h / 2 * k1, p))
            k3 = np.asarray(rates(y + h / 2 * k2, p))
            k4 = np.asarray(rates(y + h * k3, p))
            y = y + h / 6 * (k1 + 2 * (k2 + k3) + k4)
        here = there
        if here in wanted:
            found.append(y)
    states = np.stack(found)
    if not np.isfinite(states).all():
        raise FloatingPointError("the run left the range of numbers: the changes are too large together")
    return states
