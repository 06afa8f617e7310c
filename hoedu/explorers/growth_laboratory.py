"""The growth laboratory: the controls, the model for the page, and what the first setting shows.

Unlike an explorer it has too many settings to be tabulated: the page runs the model itself, from the same expressions.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np

from hoedu.evidence import facts
from hoedu.explorers.base import Control, fill
from hoedu.growth import CLOCK, STATES, TEACHING, TREATMENTS, Run, final_bone, parameters, sensitivity, simulate
from hoedu.growth.equations import javascript, symbols
from hoedu.growth.model import start_of, values_of
from hoedu.growth.solver import PLAN
from hoedu.growth.studies import END

SPAN = 84  # days that the curves show
# Close together while the first signals come and go; after the curves' end only as far apart as "half of the bone" needs.
TIMES = [n / 4 for n in range(40)] + [n / 2 for n in range(20, 2 * SPAN)] + [float(n) for n in range(SPAN, int(END) + 1, 4)]
STARTS = (0, 1, 2, 3, 4, 5, 6, 7, 8, 10, 12, 14, 17, 21, 28, 35, 42)
TABLED = (0, 3, 7, 10, 14, 21, 28)
DEBRIS = (3e5, 1e6, 3e6, 1e7, 2e7, 5e7, 1e8, 2e8)
SIZES = {3e5: "slight", 2e7: "moderate", 5e7: "large", 2e8: "severe"}

TEXTS = {
    "run": "Debris at the injury: {0}. {1} of the progenitors that leave take the path to bone; {2} of osteoblasts are lost "
           "each day. Half of the bone stands by day {3}, 90 % by day {4} ({5}). ",
    "untreated": "No treatment: bone ends at {6} of the most there can be.",
    "treated": "{7}: bone ends at {6} instead of {8} of the most there can be; {9} of it is left.",
    "none": "No bone forms.",
    "rodent": "model days, like a rodent's",
    "human": f"human days, on the assumption that one model day is {CLOCK:g}",
}  # fmt: skip

LIMITS = (
    "It is a published model of how a **fracture** heals ([Trejo et al. 2019](trejo2019)), its numbers read in a public "
    "implementation. That bone burns out, that only a share of progenitors turns to bone, and every treatment are our "
    "**teaching extension**: not published, not validated.",
    "No number in it was fitted to people with HO. It says nothing about any one patient.",
    f"Its days are like a rodent's. “Human days” only multiplies them by an assumed {CLOCK:g}.",
    "Bone is a share of the most there can be. It is not a volume, a grade or a density on CT.",
    "It gets macrophages wrong: fewer of them make more bone here, while in mice treatment aimed at macrophages gave less "
    "HO ([Sorkin 2020](sorkin2020); [a report of 2016](uqreport2016)).",
    "Its bone does not need cartilage. Drugs that act on cartilage cannot be told apart here from drugs that act on bone.",
    "Growth is over within 5 to 10 weeks of the model; HO after hip replacement may "
    "[grow for up to three years](willburger2022).",
)

NOTES = (
    "Ten equations: debris, three kinds of macrophages (M0 resting, M1 inflammatory, M2 repair), an inflammatory and a "
    "calming signal (c1, c2), progenitors, osteoblasts, cartilage, bone. Each is a row of growth_equations, each constant "
    "of growth_parameters ([k_pm](GRP027), for example).",
    "“Permissive niche” is phi, the share of leaving progenitors that take the path to bone. At 100 % and with 15 % of "
    "osteoblasts lost each day, the equations are exactly the published ones, and everything ossifies.",
    "Below about 22 % lost each day osteoblasts keep themselves going, as in a fracture; above it they burn out.",
    "A treatment multiplies parameters while it lasts; radiation removes progenitors once.",
)


@dataclass(frozen=True)
class Laboratory:
    """A model that runs in the page. `name`, `title`, `rows()` and `spec()` as of an Explorer."""

    name: str = "growth-laboratory"
    title: str = "Growth laboratory: what makes bone, and when can it be stopped?"
    todo: str = "Say first what you expect. Then change one thing at a time; keep a run to compare it with the next."

    def rows(self) -> list[str]:
        """The ids of all evidence rows behind it."""
        return [row.id for row in facts().values() if row.table in ("growth_equations", "growth_parameters") and row.sources]

    def controls(self) -> tuple[Control, ...]:
        hundred = [n / 100 for n in range(0, 101, 5)]
        treatments = (("none", "none"), *((one.name, one.title) for one in TREATMENTS))
        return (
            Control("debris", "Size of the injury", "slider", tuple((f"{d:g}", debris_label(d)) for d in DEBRIS), "5e+07"),
            Control("phi", "Permissive niche", "slider", tuple((f"{s:g}", f"{whole(s)} take the path to bone") for s in hundred), "1"),
            Control("d_b", "Osteoblasts lost each day", "slider", tuple((f"{n / 100:g}", whole(n / 100)) for n in range(15, 41)), "0.3"),
            Control("clock", "Days", "choice", (("rodent", "of the model, like a rodent's"),
                    ("human", f"human, assumed factor {CLOCK:g}")), "rodent"),
            Control("treatment", "Treatment (teaching extension)", "choice", treatments, "none"),
            Control("left", "Strength", "slider", tuple((f"{1 - s:.2g}", whole(s)) for s in hundred), "0.4"),
            Control("start", "Begins", "slider", tuple((str(n), str(n)) for n in range(43)), "7"),
            Control("stop", "Ends", "slider", tuple((str(n), str(n)) for n in range(SPAN + 1)), "42"),
        )  # fmt: skip

    def spec(self) -> dict[str, Any]:
        """What the page needs (JSON): the model, the controls, the treatments and the words."""
        values = values_of(TEACHING)
        return {
            "model": {
                "body": javascript(), "states": STATES, "symbols": symbols(), "values": values, "start": start_of({}),
                "plan": [[None if until == float("inf") else until, steps] for until, steps in PLAN],
            },
            "controls": [
                {"name": c.name, "label": c.label, "kind": c.kind, "options": c.options, "value": c.value}
                for c in self.controls()
            ],
            "treatments": {
                one.name: {"factors": list(one.factors), "cells": one.cells, "title": one.title, "warning": one.warning,
                           "left": f"{next(iter(one.factors.values()), one.cells):g}"}
                for one in TREATMENTS
            },
            "times": TIMES, "span": SPAN, "starts": STARTS, "clock": CLOCK, "texts": TEXTS,
        }  # fmt: skip

    def first(self) -> Run:
        """The first setting: the teaching extension with nothing changed, on the days the curves show and day 400."""
        return first_run()

    def sentence(self) -> str:
        """The sentence of the first setting."""
        run = self.first()
        values = (debris_label(parameters()["D_start"].value), whole(1), whole(TEACHING["d_b"]), f"{reached(run, 0.5):.0f}",
                  f"{reached(run, 0.9):.0f}", TEXTS["rodent"], percent(float(run["mb"][-1])))  # fmt: skip
        return fill(TEXTS["run"] + TEXTS["untreated"], values)


@cache
def first_run() -> Run:
    return simulate(END, TEACHING, every=0.25)


@cache
def left_by_day() -> Mapping[str, np.ndarray]:
    """Share of final bone left for each treatment begun on each day of TABLED, as it stands in its list."""
    given = [one.at(day) for one in TREATMENTS for day in TABLED]
    shares = (final_bone(treatment=given) / first_run()["mb"][-1]).reshape(len(TREATMENTS), len(TABLED))
    return {one.name: row for one, row in zip(TREATMENTS, shares)}


@cache
def first_sensitivity() -> Mapping[str, float]:
    return sensitivity()


def reached(run: Run, share: float) -> float:
    """The day on which bone first stands at this share of its final amount, between the days kept."""
    bone = run["mb"]
    return float(np.interp(share * bone[-1], bone, run.times))


def debris_label(debris: float) -> str:
    name = f" ({SIZES[debris]})" if debris in SIZES else ""
    return f"{debris / 1e6:g} million cells/mL{name}"


def percent(share: float) -> str:
    return f"{100 * share:.1f}\u00a0%"


def whole(share: float) -> str:
    return f"{100 * share:.0f}\u00a0%"


def build() -> Laboratory:
    return Laboratory()
