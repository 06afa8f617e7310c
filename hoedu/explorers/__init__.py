"""Explorers as values: what the controls are, and what every setting of them shows.

Python computes each frame once, from the evidence and the models; a page looks frames up and draws them.
"""

from functools import cache
from importlib import import_module

from hoedu.errors import ContentError
from hoedu.explorers.base import Control, Explorer, Frame, Row

__all__ = ["DRILLS", "LABORATORIES", "NAMES", "PRACTICES", "SIMULATORS", "TOOLS", "Control", "Explorer", "Frame", "Row", "build"]

NAMES = (
    "frequency", "risk-factors", "hip-odds", "bedside-sign", "burn-score", "body-map", "stage-timeline", "mechanisms",
    "onset-window", "look-alikes", "laboratory-test", "grading-schemes", "reader-agreement", "imaging-pathway", "first-seen",
    "prophylaxis-options", "recurrence", "excision-pathway", "natural-history", "regulators",
)  # fmt: skip
LABORATORIES = ("growth-laboratory", "evidence-laboratory")  # with too many settings for frames: each has a page of its own
DRILLS = ("triage", "which-test", "prescribing", "toe-to-diagnosis")  # made-up patients, judged by rules
SIMULATORS = ("simulator-hip", "simulator-thigh", "simulator-replacement")  # pictures that the page makes from layers
PRACTICES = ("grading-practice",)  # films that the page makes and measures
TOOLS = ("evidence-board", "plan-builder", "teach-back", "leaflet", "claim-review")  # each with an HTML form and a module of its own


@cache
def build(name: str) -> Explorer:
    """One explorer by name. Raises ContentError where there is none."""
    if name not in (known := (*NAMES, *LABORATORIES, *DRILLS, *SIMULATORS, *PRACTICES, *TOOLS)):
        raise ContentError(f"there is no explorer {name!r}; there are {', '.join(known)}")
    room = "drills" if name in DRILLS else "explorers"
    return import_module(f"hoedu.{room}.{name.replace('-', '_')}").build()
