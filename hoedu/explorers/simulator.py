"""The imaging simulators: a stack of pictures and the words about it.

Python computes the layers and everything that is said; the page adds layers up and turns them into grey levels.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import numpy as np

from hoedu.evidence import facts
from hoedu.explorers.base import fill
from hoedu.imaging.clock import constant
from hoedu.imaging.packing import pack
from hoedu.imaging.pictures import WEEKS, Finding, Picture, Stack, at_week

POSSIBLE, RELIABLE = int(constant("rose_possible")), int(constant("rose_reliable"))  # contrast-to-noise, after Rose
SERIAL = (2, 4, 8, 26)
TABLED = (1, 2, 3, 4, 6, 8, 12, 26, 52)
TABLES = ("attenuation", "relaxation", "acoustics", "imaging_constants")  # what the pictures are computed from

WORDS = {
    "levels": ("not to be expected", "possible", "reliable"),
    "say": "Week {0}, {1}. Contrast-to-noise {2}: detection {3}. {4}",
    "nothing": "Week {0}, {1}. No lesion to measure. {4}",
    "all": "Week {0}, side by side.",
    "none": "no lesion to measure",
    "unmeasured": "No lesion measured, read the picture itself: {0}.",
    "serial": "week {0}: {1}",
    "alt": "Synthetic picture: {0}, week {1}. {2}. {3}",
}
NOTES = (
    "Every picture is **synthetic**: computed from a made-up body with stated physics. No patient was imaged.",
    "Contrast-to-noise is the difference between the lesion and what lies around it, in units of the noise, measured in the "
    "pictures themselves. Below 3 detection is not to be expected, from 3 it is possible, from 5 reliable (a rule "
    "after Rose for a known target on an even ground). Somebody who searches a busy picture does worse.",
    "The weeks come from teaching curves tuned to one small series of 1985. They are not patient data, and lesions differ.",
    "One effective energy stands for the X-ray spectrum, and there is no artefact from metal or movement. The side view "
    "leaves out the other hip. A dark seam along metal comes from sharpening: it is no loosening.",
    "The chart of first weeks (lesson 5) stands for one lesion along one path, with simpler sums. In these pictures a test "
    "can turn a little later, and a film weeks later, where more of the body lies in the beam.",
    "“Where is it?” draws the outline of what was put into the picture, whether it can be seen or not.",
)  # fmt: skip


@dataclass(frozen=True)
class Simulator:
    """`name`, `title`, `todo`, `rows()`, `spec()` as of an Explorer; `data()` are the bytes of its pictures."""

    name: str
    title: str
    todo: str
    make: Callable[[], Stack]
    notes: tuple[str, ...] = NOTES
    start: float = 8  # the week shown first
    more: tuple[str, ...] = field(default=())  # further evidence rows its words rest on

    @cached_property
    def stack(self) -> Stack:
        return self.make()

    @cached_property
    def _packed(self) -> tuple[dict[str, Any], bytes]:
        return pack(self.stack)

    def rows(self) -> list[str]:
        """The ids of all evidence rows behind it."""
        return [row.id for row in facts().values() if row.table in TABLES and row.sources] + list(self.more)

    def spec(self) -> dict[str, Any]:
        """What the page needs (JSON), without the HTML of its tables."""
        return {
            "stack": self._packed[0],
            "words": WORDS,
            "levels": [POSSIBLE, RELIABLE],
            "serial": SERIAL,
            "start": self.start,
            "last": float(WEEKS[-1]),
        }

    def data(self) -> bytes:
        return self._packed[1]

    def sentence(self) -> str:
        """What the first setting shows; the page says the same."""
        picture, preset = self.stack.pictures[0], self.stack.presets[0].name
        finding = picture.findings[preset]
        cnr = measured(finding, self.start, picture.usual)
        test = f"{picture.modality}, {picture.doses[picture.usual][0]}" if len(picture.doses) > 1 else picture.modality
        text = WORDS["nothing" if cnr is None else "say"]
        return fill(text, (f"{self.start:g}", test, shown(cnr), level(cnr), seen(finding, self.start))).strip()


def curve(finding: Finding, dose: int) -> np.ndarray | None:
    """Contrast-to-noise by week, to the two decimals that the page has too; None where there is nothing to measure."""
    if finding.cnr is None:
        return None
    table = np.atleast_2d(finding.cnr)
    return np.abs(np.rint(table[dose if len(table) > 1 else 0] * 100) / 100)


def measured(finding: Finding, week: float, dose: int) -> float | None:
    found = curve(finding, dose)
    return None if found is None else float(at_week(found, week))


def first_week(picture: Picture, preset: str, threshold: float) -> float | None:
    """The first week with at least this contrast-to-noise at the usual dose, between tabulated weeks on a straight line."""
    found = curve(picture.findings[preset], picture.usual)
    if found is None or not (found >= threshold).any():
        return None
    at = int(np.argmax(found >= threshold))
    if at == 0:
        return float(WEEKS[0])
    return float(np.interp(threshold, found[at - 1 : at + 1], WEEKS[at - 1 : at + 1]))


def seen(finding: Finding, week: float) -> str:
    return [text for start, text in finding.sees if start <= week][-1]


def shown(value: float | None) -> str:
    """One decimal, halves up: as the page writes it."""
    return "" if value is None else f"{np.floor(10 * value + 0.5 + 1e-6) / 10:.1f}"


def level(cnr: float | None) -> str:
    """In words, of the value as it is shown: 5.0 is never "possible"."""
    if cnr is None:
        return ""
    said = float(shown(cnr))
    return WORDS["levels"][0 if said < POSSIBLE else 1 if said < RELIABLE else 2]
