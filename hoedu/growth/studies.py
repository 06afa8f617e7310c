"""Questions put to the model: how much bone at the end, when a treatment works, what matters most, how runs spread."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from hoedu.growth.equations import symbols
from hoedu.growth.model import TEACHING, simulate, values_of
from hoedu.growth.treatments import Treatment

END = 400.0  # days: when bone is called final


def final_bone(
    changes: Mapping[str, float] | None = None,
    start: Mapping[str, float] | None = None,
    phi: float = 1.0,
    treatment: Treatment | Sequence[Treatment] | None = None,
    teaching: bool = True,
) -> float | np.ndarray:
    """Woven bone on day 400, as a fraction of the most there can be (0 to 1); an array where an argument is one.

    Of the teaching extension unless `teaching` is False; `changes` come on top. Raises ValueError as `simulate`.
    """
    base = dict(TEACHING) if teaching else {}
    found = simulate(END, base | dict(changes or {}), start, phi, treatment, every=END)["mb"][-1]
    return found if found.ndim else float(found)


def timing(treatment: Treatment, starts: Sequence[float], **settings) -> np.ndarray:
    """Final bone with the treatment begun on each of these days, as a share of final bone without it (len(starts),)."""
    return final_bone(**settings, treatment=[treatment.at(day) for day in (*starts, END)])[:-1] / final_bone(**settings)


def sensitivity(step: float = 0.1, phi: float = 1.0, changes: Mapping[str, float] | None = None) -> dict[str, float]:
    """Per cent more final bone for one per cent more of each parameter, largest first.

    Central: each parameter `step` (10 %) up and down, one at a time, in the teaching extension.
    """
    names = [name for name in symbols() if name != "phi"]
    values = values_of(dict(TEACHING) | dict(changes or {}), phi)
    columns = {}
    for number, name in enumerate(names):
        factors = np.ones(2 * len(names) + 1)
        factors[[2 * number, 2 * number + 1]] = 1 + step, 1 - step
        columns[name] = values[name] * factors
    bone = final_bone(columns, phi=phi)
    found = {name: (bone[2 * n] - bone[2 * n + 1]) / (2 * step * bone[-1]) for n, name in enumerate(names)}
    return dict(sorted(((name, float(value)) for name, value in found.items()), key=lambda pair: -abs(pair[1])))


@dataclass(frozen=True, slots=True, eq=False)
class Cohort:
    """Runs with parameters drawn at random: draws (parameter -> (n,)), final bone (n,) as a fraction."""

    draws: Mapping[str, np.ndarray]
    bone: np.ndarray


def cohort(draws: int = 1000, spread: float = 0.1, seed: int = 1) -> Cohort:
    """Final bone of `draws` runs of the teaching extension, all computed side by side.

    Each parameter is drawn evenly from its value times 1 - spread to 1 + spread. This shows how the model reacts to not
    knowing its parameters; it is not a spread of patients. Raises ValueError for draws outside 1 to 100,000 or spread
    outside 0 to 0.5.
    """
    if not 1 <= draws <= 100_000 or not 0 <= spread <= 0.5:
        raise ValueError(f"draws lies from 1 to 100,000 and spread from 0 to 0.5; got {draws} and {spread}")
    random = np.random.default_rng(seed)
    values = values_of(TEACHING)
    columns = {name: values[name] * random.uniform(1 - spread, 1 + spread, draws) for name in values if name != "phi"}
    return Cohort(columns, final_bone(columns))
