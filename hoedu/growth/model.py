"""One run of the model: parameters, what may be changed, and the states over time."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from math import ceil

import numpy as np

from hoedu.evidence import facts
from hoedu.growth.equations import STATES, rates, symbols
from hoedu.growth.solver import integrate
from hoedu.growth.treatments import Treatment

LONGEST = 4000.0  # days


@dataclass(frozen=True, slots=True)
class Parameter:
    """One parameter or start value. `low` and `high` are the range printed beside it, None where there was none."""

    id: str
    symbol: str
    part: str
    meaning: str
    unit: str
    value: float
    low: float | None
    high: float | None
    note: str


@cache
def parameters() -> Mapping[str, Parameter]:
    """Every parameter by symbol, from growth_parameters.csv (Trejo 2019, read in a public implementation).

    Start values end in "_start"; phi, d_b_transient and clock belong to the teaching extension.
    """
    found = {}
    for row in facts().values():
        if row.table == "growth_parameters":
            value, low, high = (row.number(name) for name in ("value", "range_low", "range_high"))
            found[row["symbol"]] = Parameter(
                row.id, row["symbol"], row["part"], row["meaning"], row["unit"], value or 0.0, low, high, row["note"]
            )
    return found


# The teaching extension: osteoblasts that burn out, and how many human days a day of the model stands for.
TEACHING: Mapping[str, float] = {"d_b": parameters()["d_b_transient"].value}
CLOCK = parameters()["clock"].value


@dataclass(frozen=True, slots=True, eq=False)
class Run:
    """times (T,) in days; states (T, 10), or (T, 10, runs), in the order of STATES.

    D, M0, M1, M2, Cm, Cb in cells/mL; c1, c2 in ng/mL; mc and mb in g/mL, which read as fractions of the most there can
    be (0 to 1). A state by name: run["mb"] (T, ...).
    """

    times: np.ndarray
    states: np.ndarray

    def __getitem__(self, name: str) -> np.ndarray:
        if name not in STATES:
            raise ValueError(f"there is no state {name!r}; there are {', '.join(STATES)}")
        return self.states[:, STATES.index(name)]

    def at(self, day: float) -> dict[str, np.ndarray]:
        """All states on a day that was kept. Raises ValueError for any other day."""
        found = np.flatnonzero(np.isclose(self.times, day, rtol=0, atol=1e-9))
        if not found.size:
            raise ValueError(f"day {day} was not kept; days {self.times[0]:g} to {self.times[-1]:g} in steps of `every`")
        return dict(zip(STATES, self.states[found[0]]))

    def peak(self, name: str) -> tuple[float, float]:
        """(highest value, its day) of a state of a single run."""
        values = self[name]
        return float(values.max()), float(self.times[values.argmax()])


def simulate(
    days: float = 400,
    changes: Mapping[str, float] | None = None,
    start: Mapping[str, float] | None = None,
    phi: float = 1.0,
    treatment: Treatment | Sequence[Treatment] | None = None,
    every: float = 1.0,
) -> Run:
    """Run the model for `days` days and keep every `every`th day.

    changes    parameter -> value in its own unit (see `parameters()`), one number or an array of one for each run;
               none gives the published model, `TEACHING` the teaching extension
    start      state -> value on day 0, likewise
    phi        share of leaving progenitors that take the path to bone, 0 to 1, one or one for each run (1: as published)
    treatment  what is given from when to when: one for all runs, or one for each

    Raises ValueError, naming the parameter and its range, for what cannot be.
    """
    if not 0 < days <= LONGEST:
        raise ValueError(f"days lies above 0 and up to {LONGEST:g}; got {days}")
    if not days / 1e5 <= every <= days:
        raise ValueError(f"every lies from {days / 1e5:g} to days ({days:g}); got {every}")
    p, y = values_of(changes or {}, phi), start_of(start or {})
    given = [treatment] if isinstance(treatment, Treatment) else list(treatment or ())
    for name in (name for one in given for name in one.factors):
        if name not in p:
            raise ValueError(f"the treatment changes {name!r}, which is no parameter; there are {', '.join(p)}")
    width = np.broadcast_shapes(*(np.shape(v) for v in (*p.values(), *y)), (len(given),) if len(given) > 1 else ())
    kept = np.append(np.arange(0, days, every), days)
    state = np.stack([np.broadcast_to(np.asarray(value, float), width) for value in y])
    states = _with_treatments(state, p, kept, given, fineness(p, y[0]))
    return Run(kept, states)


def _with_treatments(state, p, kept, given: Sequence[Treatment], refine: int) -> np.ndarray:
    """The states on the days `kept`, restarted wherever a treatment begins or ends."""
    days, f = float(kept[-1]), rates()
    edges = sorted({0.0, days, *(day for one in given for day in (one.start, one.stop) if day < days)})
    found = [state[None]]
    for here, there in zip(edges, edges[1:]):
        now = p | {name: p[name] * _factor(given, name, here) for name in {n for one in given for n in one.factors}}
        if any(one.start == here for one in given):
            state = state.copy()
            state[STATES.index("Cm")] *= _one_or_each([one.cells if one.start == here else 1.0 for one in given])
            if here == 0:
                found = [state[None]]
        inside = kept[(kept > here) & (kept <= there)]
        stops = [here, *inside.tolist(), *([] if there in inside else [there])]
        part = integrate(f, state, [now[name] for name in symbols()], stops, refine)
        state = part[-1]
        found.append(part[1 : 1 + len(inside)])
    return np.concatenate(found)


def _factor(given: Sequence[Treatment], name: str, day: float):
    """What multiplies a parameter from `day` on, for each treatment."""
    return _one_or_each([one.factors.get(name, 1.0) if one.start <= day < one.stop else 1.0 for one in given])


def _one_or_each(values: list[float]):
    return values[0] if len(values) == 1 else np.array(values)


def fineness(p: Mapping, debris) -> int:
    """By how much to divide the steps of the plan where something runs faster than with the chosen parameters."""
    known = parameters()
    recruited = np.max(p["k_max"] * debris / p["M_max"])
    fastest = max(np.max(p[name]) / known[name].value for name in ("d_c1", "k_e2", "k_pm", "q_cd1"))
    return ceil(max(1.0, fastest, recruited / 4) - 1e-9)


def values_of(changes: Mapping[str, float], phi: float = 1.0) -> dict[str, float]:
    """Every parameter of the equations by symbol, with these changes. Raises ValueError as `simulate` does."""
    found = {name: parameters()[name].value for name in symbols()}
    for name, value in {**changes, "phi": phi}.items():
        if name not in found or (name == "phi" and "phi" in changes):
            raise ValueError(f"there is no parameter {name!r} to change; there are {', '.join(n for n in found if n != 'phi')}")
        found[name] = _checked(name, value, parameters()[name])
    return found


def start_of(start: Mapping[str, float]) -> list:
    """The states on day 0 in the order of STATES, with these changes. Raises ValueError as `simulate` does."""
    for name in start:
        if name not in STATES:
            raise ValueError(f"there is no state {name!r} to start from; there are {', '.join(STATES)}")
    known = {name: parameters()[f"{name}_start"] for name in STATES}
    return [_checked(name, start[name], known[name]) if name in start else known[name].value for name in STATES]


def _checked(name: str, value, parameter: Parameter):
    """The value, where it is one: at most a hundred times the largest that its row names, phi at most 1."""
    rates_above_zero = parameter.symbol.startswith(("a_", "K_", "M_max"))
    low = "above 0" if rates_above_zero else "0"
    ends = (parameter.value, parameter.high or 0)
    high = 1.0 if name == "phi" else 100 * max(ends) if max(ends) else 1e9
    array = np.asarray(value, float)
    fine = np.isfinite(array) & (array <= high) & ((array > 0) if rates_above_zero else (array >= 0))
    if array.ndim > 1 or not fine.all():
        raise ValueError(f"{name} ({parameter.meaning}) lies from {low} to {high:g} {parameter.unit}; got {value}")
    return array if array.ndim else float(array)
