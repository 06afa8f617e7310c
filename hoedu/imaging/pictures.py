"""Pictures as sums of layers, and how they become grey levels.

`render` is the reference; `hoedu/widgets/js/pictures.js` does the same arithmetic on the layers as packing.py packs them.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Literal

import numpy as np

Kind = Literal["film", "linear", "magnitude", "counts", "echo"]
WEEKS = np.arange(0, 52.5, 0.5)  # the weeks at which everything is tabulated


@dataclass(frozen=True, eq=False)
class Layer:
    """A part of a picture: its top left corner in picture pixels, and the coarsest step it may be rounded to.

    Where a window is narrow, packing takes a finer step.
    """

    values: np.ndarray
    step: float
    top: int = 0
    left: int = 0


@dataclass(frozen=True, eq=False)
class Finding:
    """What one preset puts into one picture.

    layers, weights      added to the base; weights are [weeks, layers]
    rims, rim_weights    "echo" only: reflectors in dB, and the dB added to each by week [weeks, rims]
    flow, flow_below     "echo" only: coloured where `flow` is below the value for the week [weeks]
    outline              polygons of (x, y) in picture pixels, for "where is it?"
    cnr                  contrast-to-noise measured in the picture: [weeks] at the usual dose, or [doses, weeks]; None
                         where there is nothing to measure
    sees                 (from week, what there is to see), the first from week 0
    colour               what the outline encloses: a name of hoedu.charts.COLOURS
    """

    layers: tuple[Layer, ...] = ()
    weights: np.ndarray | None = None
    rims: tuple[Layer, ...] = ()
    rim_weights: np.ndarray | None = None
    flow: Layer | None = None
    flow_below: np.ndarray | None = None
    outline: tuple[tuple[tuple[float, float], ...], ...] = ()
    cnr: np.ndarray | None = None
    sees: tuple[tuple[float, str], ...] = ((0, ""),)
    colour: str = "bone"


@dataclass(frozen=True, eq=False)
class Picture:
    """One view of the scene. The base sets its size; `findings` has one entry for each preset of the stack.

    title       short, for a tab: "Film, front"; `modality` in a sentence: "film from the front"
    mm          the side of a pixel
    windows     (label, low, high), the usual one first; low > high shows it inverted (dark on white)
    limits      lowest and highest value that a window may reach, and the narrowest window
    noise       relative (film), in the picture's unit (linear, magnitude), or a Layer (linear); a Layer smaller than the
                picture is repeated
    scatter     film only: a number, or a coarse Layer stretched bilinearly over the whole picture
    doses       (label, factor); one entry where there is no dose to choose. `usual` is the index of the usual one
    marks       letters at "left", "right", "top" and "bottom"
    """

    name: str
    title: str
    modality: str
    kind: Kind
    mm: float
    base: Layer
    findings: Mapping[str, Finding]
    windows: tuple[tuple[str, float, float], ...]
    limits: tuple[float, float, float]
    unit: str = ""
    noise: float | Layer = 0.0
    scatter: float | Layer = 0.0
    doses: tuple[tuple[str, float], ...] = (("usual", 1.0),)
    usual: int = 0
    seed: int = 1
    marks: Mapping[str, str] = field(default_factory=dict)

    @property
    def shape(self) -> tuple[int, int]:
        return self.base.values.shape  # type: ignore[return-value]


@dataclass(frozen=True)
class Preset:
    """A patient: a name, what the choice says, and a sentence about it."""

    name: str
    title: str
    text: str = ""


@dataclass(frozen=True, eq=False)
class Stack:
    """The pictures of one anatomy, and the patients they can show (the first is shown first)."""

    name: str
    pictures: tuple[Picture, ...]
    presets: tuple[Preset, ...]

    def picture(self, name: str) -> Picture:
        return next(one for one in self.pictures if one.name == name)


# ---- from layers to grey levels


@lru_cache(maxsize=16)
def standard_noise(shape: tuple[int, int], seed: int) -> np.ndarray:
    """Noise of mean 0 and deviation 1, the same on every machine: a hash of row, column and seed."""
    y, x = np.indices(shape, np.uint32)
    h = x * np.uint32(0x27D4EB2D) ^ y * np.uint32(0x165667B1) ^ np.uint32(seed * 0x9E3779B1 & 0xFFFFFFFF)
    for shift, factor in ((15, 0x85EBCA6B), (13, 0xC2B2AE35)):
        h = (h ^ h >> np.uint32(shift)) * np.uint32(factor)
    h ^= h >> np.uint32(16)
    total = sum((h >> np.uint32(8 * byte) & np.uint32(255)).astype(np.int32) for byte in range(4))
    noise = (total - 510) / 147.8
    noise.flags.writeable = False
    return noise


def at_week(table: np.ndarray, week: float) -> np.ndarray:
    """A table's values in any week, by straight lines between its rows."""
    place = np.interp(week, WEEKS, np.arange(len(WEEKS)))
    low = min(int(place), len(WEEKS) - 2)
    return table[low] + (place - low) * (table[low + 1] - table[low])


def values(picture: Picture, preset: str, week: float, dose: float = 1.0) -> np.ndarray:
    """What the detector reads, before the window: in the picture's unit. `dose` is a factor of the usual dose."""
    finding = picture.findings[preset]
    a = _placed(picture.base, picture.shape)
    if finding.layers:
        for weight, layer in zip(at_week(finding.weights, week), finding.layers):
            _part(a, layer)[...] += weight * layer.values
    return KINDS[picture.kind](a, picture, finding, week, dose)


def render(
    picture: Picture, preset: str, week: float, dose: float = 1.0, window: tuple[float, float] | None = None
) -> np.ndarray:
    """The picture in grey levels, uint8 [h, w]; without a window, in its usual one."""
    low, high = window or picture.windows[0][1:]
    return grey(values(picture, preset, week, dose), low, high)


def grey(v: np.ndarray, low: float, high: float) -> np.ndarray:
    return np.floor(255 * np.clip((v - low) / (high - low), 0, 1) + 0.5).astype(np.uint8)


def flowing(picture: Picture, preset: str, week: float) -> np.ndarray:
    """Where the picture is coloured because blood flows there, bool [h, w]. Compared as packed, on its rounded steps."""
    found = np.zeros(picture.shape, bool)
    finding = picture.findings[preset]
    if finding.flow is not None:
        rounded = np.rint(finding.flow.values / finding.flow.step) * finding.flow.step
        _part(found, finding.flow)[...] = rounded < at_week(finding.flow_below, week)
    return found


def coloured(picture: Picture, preset: str, week: float) -> np.ndarray:
    """The picture in grey, uint8 [h, w]; where blood is seen to flow, in colour [h, w, 3], as in pictures.js."""
    grey = render(picture, preset, week)
    if picture.findings[preset].flow is None:
        return grey
    rgb = np.repeat(grey[..., None], 3, axis=2)
    flows = flowing(picture, preset, week)
    bright = grey[flows].astype(int)
    # From dark to bright orange.
    rgb[flows] = np.stack([150 + bright * 105 // 255, 90 + bright * 80 // 255, bright >> 3], axis=1)
    return rgb


def _placed(layer: Layer, shape: tuple[int, int], rest: float = 0.0) -> np.ndarray:
    whole = np.full(shape, rest, float)
    _part(whole, layer)[...] = layer.values
    return whole


def _part(whole: np.ndarray, layer: Layer) -> np.ndarray:
    height, width = layer.values.shape
    return whole[layer.top : layer.top + height, layer.left : layer.left + width]


def _film(a, picture, _finding, _week, dose):
    through = np.exp(-a) + stretched(picture.scatter, picture.shape)
    return -np.log(through) + _normal(picture) * picture.noise / np.sqrt(dose * through)


def _linear(a, picture, _finding, _week, dose):
    if isinstance(picture.noise, Layer):
        height, width = picture.shape
        down, across = picture.noise.values.shape
        noise = np.tile(picture.noise.values, (-(-height // down), -(-width // across)))[:height, :width]
    else:
        noise = _normal(picture) * picture.noise
    return a + noise / np.sqrt(dose)


def _magnitude(a, picture, _finding, _week, _dose):
    return np.hypot(a + picture.noise * _normal(picture), picture.noise * _normal(picture, 1))


def _counts(a, picture, _finding, _week, dose):
    a = np.maximum(a, 0)
    return np.maximum(0, dose * a + np.sqrt(dose * a) * _normal(picture))


def _echo(a, picture, finding, week, _dose):
    if not finding.rims:
        return a
    power = 10 ** (a / 10)
    for level, rim in zip(at_week(finding.rim_weights, week), finding.rims):
        _part(power, rim)[...] += 10 ** ((rim.values + level) / 10)
    return 10 * np.log10(power)


KINDS = {"film": _film, "linear": _linear, "magnitude": _magnitude, "counts": _counts, "echo": _echo}


def _normal(picture: Picture, further: int = 0) -> np.ndarray:
    return standard_noise(picture.shape, picture.seed + further)


def stretched(coarse: float | Layer, shape: tuple[int, int]) -> np.ndarray | float:
    """A coarse layer over the whole picture: bilinear between the centres of its pixels, level outside them."""
    if not isinstance(coarse, Layer):
        return coarse
    grid = coarse.values.astype(float)
    for axis, (few, many) in enumerate(zip(grid.shape, shape)):
        place = np.clip((np.arange(many) + 0.5) * few / many - 0.5, 0, few - 1)
        low = np.minimum(place.astype(int), max(few - 2, 0))
        share = (place - low).reshape((-1, 1) if axis == 0 else (1, -1))
        high = np.minimum(low + 1, few - 1)
        grid = grid.take(low, axis) * (1 - share) + grid.take(high, axis) * share
    return grid
