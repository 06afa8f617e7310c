"""The growth model: every stated number beside ours, and a cohort computed side by side beside a loop over SciPy.

uv run python benchmarks/growth.py --oracles    the table of stated numbers
uv run python benchmarks/growth.py              what a cohort costs
"""

import statistics
import sys
import time
from pathlib import Path

import numpy as np
from scipy.integrate import solve_ivp

sys.path.insert(0, str(Path(__file__).parents[1] / "tests" / "unit"))
from growth_oracles import ORACLES, near  # noqa: E402

from hoedu.growth import TEACHING, cohort  # noqa: E402
from hoedu.growth.equations import rates, symbols  # noqa: E402
from hoedu.growth.model import start_of, values_of  # noqa: E402

ROUNDS = 3


def oracles() -> None:
    print("| section | what | stated | ours | difference | |\n|---|---|---|---|---|---|")
    for oracle in ORACLES:
        ours = float(oracle.ours())
        stated = float(oracle.stated)
        good = ours < stated if oracle.kind == "below" else abs(ours - stated) <= near(oracle)
        gap = "" if oracle.kind == "below" else f"{ours - stated:+.2g}"
        if oracle.kind == "value" and stated:
            gap += f" ({100 * (ours / stated - 1):+.2f} %)"
        print(f"| {oracle.section} | {oracle.what} | {oracle.stated} | {ours:.5g} | {gap} | {'ok' if good else 'OFF'} |")


def with_scipy(values: dict, tolerance: float) -> float:
    """Final bone of one run by SciPy's LSODA."""
    f, p = rates(), [values[name] for name in symbols()]
    found = solve_ivp(lambda t, y: f(y, p), (0, 400), start_of({}), "LSODA", rtol=tolerance, atol=tolerance, t_eval=[400])
    return found.y[-1, -1]


def timed(action) -> float:
    start = time.perf_counter()
    action()
    return time.perf_counter() - start


def cost() -> None:
    base = values_of(TEACHING)
    thousand = cohort(1000).draws
    runs = [base | {name: float(column[n]) for name, column in thousand.items()} for n in range(1000)]
    # The tolerance at which SciPy is as close to the truth as we are, so that the two do the same work.
    for tolerance in (1e-6, 1e-9):
        pairs = []
        for _ in range(ROUNDS):
            ours = timed(lambda: cohort(1000))
            theirs = timed(lambda: [with_scipy(run, tolerance) for run in runs])
            pairs.append((ours, theirs))
        ours, theirs = (statistics.median(column) for column in zip(*pairs))
        found = np.array([with_scipy(run, tolerance) for run in runs[:100]])
        gap = np.abs(found / cohort(1000).bone[:100] - 1).max()
        print(f"1,000 draws {ours:.2f} s   beside a loop over LSODA at {tolerance:g} {theirs:.1f} s   "
              f"ratio {theirs / ours:.1f}   largest difference {gap:.1e}")  # fmt: skip
    for draws in (10, 100, 1000, 10_000):
        seconds = statistics.median(timed(lambda: cohort(draws)) for _ in range(ROUNDS))
        print(f"{draws:>6,} draws {seconds:7.3f} s   {1000 * seconds / draws:8.3f} ms each")


if __name__ == "__main__":
    oracles() if "--oracles" in sys.argv else cost()
