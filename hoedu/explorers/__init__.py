"""Explorers as values: what the controls are, and what every setting of them shows.

Python computes each frame once, from the evidence and the models; a page looks frames up and draws them.
"""

from functools import cache
from importlib import import_module

from hoedu.errors import ContentError
from hoedu.explorers.base import Control, Explorer, Frame, Row

__all__ = ["NAMES", "Control", "Explorer", "Frame", "Row", "build"]

NAMES = ("frequency", "risk-factors", "hip-odds", "bedside-sign", "burn-score")


@cache
def build(name: str) -> Explorer:
    """One explorer by name. Raises ContentError where there is none."""
    if name not in NAMES:
        raise ContentError(f"there is no explorer {name!r}; there are {', '.join(NAMES)}")
    return import_module(f"hoedu.explorers.{name.replace('-', '_')}").build()
