"""Skin, fat, muscles, vessels, nerve and pelvic organs of the right hip, as solids.

Each is drawn as closed outlines (x, y) in axial cuts, after the order in which textbook cuts show them: a teaching model,
of no one's body. Between cuts the outlines are blended; where two overlap, the later one in the list keeps the place and
leaves a thin plane of fat, which is what a film shows as a stripe. Places as in `solids`.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np

from hoedu.imaging.outlines_soft import BODY, MUSCLES, ORGANS, VESSELS
from hoedu.imaging.solids import LEFT, MIDLINE, MM, SIZE, Solid, X, Z, smooth

SKIN = 2.0  # mm
PLANE = 1.5  # mm of fat between muscles
ACROSS = 72  # places across an outline at which its front and back are kept
Z_ROWS = (Z[0::2] + Z[1::2]) / 2  # drawn on every second row, then filled in

# Places across, closer together towards both ends, so that ends are round.
SHARE = (1 - np.cos(np.pi * np.linspace(0, 1, ACROSS))) / 2


@dataclass(frozen=True, eq=False)
class Drawn:
    """Front and back [256 rows of z, 512 columns of x]; front > back where there is nothing, as outside of rows and columns."""

    name: str
    front: np.ndarray
    back: np.ndarray
    rows: slice
    columns: slice


@cache
def soft_tissue() -> tuple[Solid, ...]:
    """Everything soft, in painting order (orders 0 to 7), the other side included as far as the field reaches."""
    skin = _both_sides(_solid(_drawn("skin", BODY, midline=True, ends=30), "muscle", "air", 0))
    solids = [skin, _core(skin)]
    muscles = [_drawn(name, cuts, ends=ends) for name, (ends, cuts) in MUSCLES.items()]
    vessels = [_drawn(name, cuts, ends=ends) for name, (ends, cuts) in VESSELS.items()]
    _part(muscles + vessels, PLANE)
    right = [_solid(one, "muscle", "adipose", 3) for one in muscles]
    right += [_solid(one, "muscle" if "nerve" in one.name else "blood", "adipose", 5) for one in vessels]
    for name, (material, inside, order, ends, cuts) in ORGANS.items():
        right.append(_solid(_drawn(name, cuts, ends=ends), material, inside, order))
    return tuple(sorted([*solids, *map(_both_sides, right)], key=lambda solid: solid.order))


def _both_sides(solid: Solid) -> Solid:
    """A solid with what the field sees of it on the other side; one that crosses the midline is drawn whole already."""
    columns = solid.shown()[1]
    if columns.start == columns.stop or X[columns.stop - 1] > MIDLINE:
        return solid
    first = int(np.searchsorted(X, MIDLINE))
    there = np.rint((2 * MIDLINE - X[first:] - LEFT) / MM - 0.5).astype(int)
    solid.front[:, first:], solid.back[:, first:] = solid.front[:, there], solid.back[:, there]
    return solid


def _drawn(
    name: str, cuts: Mapping[float, Sequence[tuple[float, float]]], *, ends: float, midline: bool = False
) -> Drawn:
    from scipy.interpolate import PchipInterpolator

    heights = sorted(cuts)
    table = np.array([_across(cuts[z], midline) for z in heights])  # [cuts, 2 + 2 * ACROSS]
    # Beyond its first and last cut a solid closes like the end of an ellipse.
    rows = slice(*np.searchsorted(-Z_ROWS, [-heights[-1] - ends, -heights[0] + ends]))
    z = Z_ROWS[rows]
    inside = np.clip(z, heights[0], heights[-1])
    edges = PchipInterpolator(heights, table)(inside) if len(heights) > 1 else np.repeat(table, z.size, 0)
    beyond = np.maximum(np.maximum(heights[0] - z, z - heights[-1]), 0) / ends
    shrink = np.sqrt(np.clip(1 - beyond**2, 0, 1))[:, None]
    left, right = edges[:, :1], edges[:, 1:2]
    middle, half = (left + right) / 2, (right - left) / 2 * (1 if midline else shrink)
    columns = slice(*np.searchsorted(X, [left.min(), right.max()]))
    at = (X[None, columns] - (middle - half)) / np.maximum(2 * half, 1e-6)
    hit = (at > 0) & (at < 1)
    place = np.arccos(np.clip(1 - 2 * at, -1, 1)) / np.pi * (ACROSS - 1)
    low = np.minimum(place.astype(int), ACROSS - 2)
    part = place - low
    line = np.arange(z.size)[:, None]
    near, far = (
        values[line, low] * (1 - part) + values[line, low + 1] * part
        for values in (edges[:, 2 : 2 + ACROSS], edges[:, 2 + ACROSS :])
    )
    centre, deep = (near + far) / 2, (far - near) / 2 * shrink
    hit &= deep > 0.05
    front, back = (np.full((Z_ROWS.size, SIZE), value, np.float32) for value in (np.inf, -np.inf))
    front[rows, columns] = np.where(hit, centre - deep, np.inf)
    back[rows, columns] = np.where(hit, centre + deep, -np.inf)
    return Drawn(name, front, back, rows, columns)


def _across(outline: Sequence[tuple[float, float]], midline: bool) -> np.ndarray:
    """A closed outline as left, right, then fronts and backs at SHARE between them."""
    if midline:  # drawn to the midline only: the other half is its mirror image
        outline = (
            [*outline, *((2 * MIDLINE - x, y) for x, y in reversed(outline))] if outline[0][0] == MIDLINE else outline
        )
    curve = smooth(outline, every=2.0)
    a, b = curve, np.roll(curve, -1, 0)
    left, right = curve[:, 0].min(), curve[:, 0].max()
    if midline:
        right = min(right, MIDLINE)
    x = np.clip(left + (right - left) * SHARE, left + 1e-4, right - 1e-4)[:, None]
    spans = (np.minimum(a[:, 0], b[:, 0]) <= x) & (np.maximum(a[:, 0], b[:, 0]) >= x)
    run = b[:, 0] - a[:, 0]
    y = a[:, 1] + (x - a[:, 0]) * (b[:, 1] - a[:, 1]) / np.where(run == 0, 1e-9, run)
    front, back = np.where(spans, y, np.inf).min(1), np.where(spans, y, -np.inf).max(1)
    return np.concatenate([[left, right], front, back])


def _core(skin: Solid) -> Solid:
    """What lies below the skin."""
    from scipy.ndimage import maximum_filter1d, minimum_filter1d

    wide = 2 * round(SKIN / MM) + 1
    hit = minimum_filter1d((skin.back > skin.front).astype(np.uint8), wide, axis=1, mode="nearest").astype(bool)
    front = maximum_filter1d(np.where(hit, skin.front, -999), 3, axis=1) + SKIN
    back = minimum_filter1d(np.where(hit, skin.back, 999), 3, axis=1) - SKIN
    hit &= back > front
    front, back = np.where(hit, front, np.inf), np.where(hit, back, -np.inf)
    return Solid("fat", "adipose", "muscle", front.astype(np.float32), back.astype(np.float32), 1)


def _part(drawn: Sequence[Drawn], gap: float) -> None:
    """Where two overlap, or nearly touch, the earlier one draws back from the later (in place)."""
    from scipy.ndimage import maximum_filter1d, minimum_filter1d

    for i, later in enumerate(drawn):
        span = slice(max(later.columns.start - 2, 0), later.columns.stop + 2)
        front = minimum_filter1d(later.front[later.rows, span], 5, axis=1, mode="nearest") - gap
        back = maximum_filter1d(later.back[later.rows, span], 5, axis=1, mode="nearest") + gap
        for earlier in drawn[:i]:
            start, stop = max(span.start, earlier.columns.start), min(span.stop, earlier.columns.stop)
            top, end = max(later.rows.start, earlier.rows.start), min(later.rows.stop, earlier.rows.stop)
            if start >= stop or top >= end:
                continue
            mine = slice(top - later.rows.start, end - later.rows.start), slice(start - span.start, stop - span.start)
            here = slice(top, end), slice(start, stop)
            f, b, near, far = front[mine], back[mine], earlier.front[here], earlier.back[here]
            over = (f < far) & (b > near)
            if not over.any():
                continue
            # Keep the larger of what is left in front of it and behind it.
            f, b, n, r = f[over], b[over], near[over], far[over]
            ahead = f - n >= r - b
            n, r = np.where(ahead, n, np.maximum(n, b)), np.where(ahead, np.minimum(r, f), r)
            gone = r - n < 0.5
            near[over], far[over] = np.where(gone, np.inf, n), np.where(gone, -np.inf, r)


def _solid(drawn: Drawn, material: str, inside: str, order: int) -> Solid:
    return Solid(drawn.name, material, inside, _filled(drawn.front), _filled(drawn.back), order)


def _filled(rows: np.ndarray) -> np.ndarray:
    """From every second row to all: between two rows a straight line, where both have an edge."""
    whole = np.repeat(rows, 2, 0)
    both = np.isfinite(rows[1:]) & np.isfinite(rows[:-1])
    upper, lower = rows[:-1][both], rows[1:][both]
    whole[1:-1:2][both] = 0.75 * upper + 0.25 * lower
    whole[2::2][both] = 0.25 * upper + 0.75 * lower
    return whole
