"""Explorers as values: what the controls are, and what every setting of them shows.

Python computes each frame once, from the evidence and the models; a page looks frames up and draws them.
"""

from functools import cache
from importlib import import_module

from hoedu.errors import ContentError
from hoedu.explorers.base import Control, Explorer, Frame, Row

__all__ = ["LABORATORIES", "NAMES", "Control", "Explorer", "Frame", "Row", "build"]

NAMES = (
    "frequency", "risk-factors", "hip-odds", "bedside-sign", "burn-score", "body-map", "stage-timeline", "mechanisms",
)  # fmt: skip
LABORATORIES = ("growth-laboratory",)  # a model that runs in the page, with too many settings for frames


@cache
def build(name: str) -> Explorer:
    """One explorer by name. Raises ContentError where there is none."""
    if name not in (*NAMES, *LABORATORIES):
        raise ContentError(f"there is no explorer {name!r}; there are {', '.join((*NAMES, *LABORATORIES))}")
    return import_module(f"hoedu.explorers.{name.replace('-', '_')}").build()
