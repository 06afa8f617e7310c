"""Geometry of the scene: every solid is a pair of depth maps over the frontal plane.

Coordinates in mm, of a patient's right hip: the origin is the centre of the femoral head, x grows to the patient's left
(lateral is negative), y to the back, z to the head. A solid holds, for every place of a frontal grid, where a ray from
front to back enters and leaves it. A projection from the front is then a difference; one from the side a sum over
columns; a slice in any of the three planes a comparison. Nothing is voxelised, so all views agree to a fraction of a mm.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

import numpy as np

SIZE, MM = 512, 0.5  # pixels a side, mm a pixel
LEFT, TOP = -105.0, 128.0  # the edges of the field, mm
FRONT = -128.0  # the front edge of views from the side, mm
X = (LEFT + MM * (np.arange(SIZE) + 0.5)).astype(np.float32)
Z = (TOP - MM * (np.arange(SIZE) + 0.5)).astype(np.float32)
Y = (FRONT + MM * (np.arange(SIZE) + 0.5)).astype(np.float32)
MIDLINE = 88.0

Points = Sequence[tuple[float, float]]
Depth = float | np.ndarray | Callable[[np.ndarray, np.ndarray], np.ndarray]


@dataclass(frozen=True, eq=False)
class Solid:
    """Something with a front and a back.

    front, back   y in mm, arrays [512 rows of z, 512 columns of x]; front > back where a ray misses it
    material      what it is made of, as `physics` names it
    inside        what it takes the place of (for projections)
    mineral       hydroxyapatite in mg/cm3 beside the material: a number or an array like `front`
    order         in a slice the higher order covers the lower
    """

    name: str
    material: str
    inside: str
    front: np.ndarray
    back: np.ndarray
    order: int = 0
    mineral: float | np.ndarray = 0.0

    @property
    def path(self) -> np.ndarray:
        """Length in mm of each ray from front to back."""
        return np.maximum(self.back - self.front, 0)

    def shown(self) -> tuple[slice, slice]:
        """Rows and columns outside of which no ray meets it."""
        hit = self.back > self.front
        rows, columns = np.flatnonzero(hit.any(1)), np.flatnonzero(hit.any(0))
        if not rows.size:
            return slice(0, 0), slice(0, 0)
        return slice(rows[0], rows[-1] + 1), slice(columns[0], columns[-1] + 1)


def empty() -> tuple[np.ndarray, np.ndarray]:
    """Depth maps of nothing: front beyond back everywhere."""
    return np.full((SIZE, SIZE), np.inf, np.float32), np.full((SIZE, SIZE), -np.inf, np.float32)


def smooth(points: Points, closed: bool = True, every: float = 1.0) -> np.ndarray:
    """A Catmull-Rom curve through points (mm), as points about `every` mm apart, [n, d]."""
    p = np.asarray(points, float)
    p = np.vstack([p[-1:], p, p[:2]]) if closed else np.vstack([2 * p[0] - p[1], p, 2 * p[-1] - p[-2]])
    pieces = []
    for a, b, c, d in zip(p, p[1:], p[2:], p[3:]):
        t = np.linspace(0, 1, max(2, int(np.linalg.norm((c - b)[:3]) / every) + 1), endpoint=False)[:, None]
        pieces.append(b + t * (c - a) / 2 + t**2 * (a - 2.5 * b + 2 * c - d / 2) + t**3 * (1.5 * (b - c) + (d - a) / 2))
    return np.vstack([*pieces, p[-2:-1]]) if not closed else np.vstack(pieces)


def inside_mm(outline: Points, curved: bool = True) -> np.ndarray:
    """Distance in mm from each grid place inside a closed outline (x, z) to its edge; 0 outside. [512, 512]."""
    from PIL import Image, ImageDraw
    from scipy.ndimage import distance_transform_edt, gaussian_filter

    curve = smooth(outline) if curved else np.asarray(outline, float)
    columns, rows = (curve[:, 0] - LEFT) / MM - 0.5, (TOP - curve[:, 1]) / MM - 0.5
    # A margin, so that the edge of the field is no edge of the solid; beyond that, no more than the outline itself.
    wide, rim = 64, 6
    left, top = (max(int(at.min()) - rim, -wide) for at in (columns, rows))
    right, bottom = (min(int(at.max()) + rim, SIZE + wide) for at in (columns, rows))
    picture = Image.new("1", (right - left, bottom - top))
    ImageDraw.Draw(picture).polygon([(c - left, r - top) for c, r in zip(columns.tolist(), rows.tolist())], fill=1)
    away = distance_transform_edt(np.asarray(picture)).astype(np.float32) * MM
    # Smoothed, or slanting edges would show the grid's stairs.
    near = np.maximum(gaussian_filter(away, 0.9) - MM / 2, 0)
    whole = np.zeros((SIZE, SIZE), np.float32)
    here = slice(max(top, 0), min(bottom, SIZE)), slice(max(left, 0), min(right, SIZE))
    whole[here] = near[here[0].start - top : here[0].stop - top, here[1].start - left : here[1].stop - left]
    return whole


def plate(name: str, outline: Points, y: Depth, half: Depth, material: str, inside: str, *, rounding: float | None = None,
          cut: Depth = 0.0, order: int = 0, mineral: float | np.ndarray = 0.0, away: np.ndarray | None = None) -> Solid:
    """A solid with an outline in the frontal plane, a middle surface y and a half thickness with rounded edges.

    `cut` is what its edge and surface lose: with a cortex's thickness there it is the marrow of the same bone.
    """  # fmt: skip
    away = inside_mm(outline) if away is None else away
    y, half, cut = _map(y), _map(half), _map(cut)
    away = away - cut
    radius = np.maximum(half if rounding is None else np.minimum(half, rounding), 0.1)
    edge = np.clip(away / radius, 0, 1)
    thick = np.where(away > 0, np.maximum((half - cut), 0) * np.sqrt(1 - (1 - edge) ** 2), -1).astype(np.float32)
    front, back = y - thick, y + thick
    return Solid(name, material, inside, np.where(thick > 0, front, np.inf), np.where(thick > 0, back, -np.inf), order, mineral)


def _map(depth: Depth) -> np.ndarray:
    if callable(depth):
        return np.broadcast_to(np.asarray(depth(X[None, :], Z[:, None]), np.float32), (SIZE, SIZE))
    return np.broadcast_to(np.asarray(depth, np.float32), (SIZE, SIZE))


def tube(name: str, nodes: Sequence[Sequence[float]], material: str, inside: str, *, cut: float = 0.0, order: int = 0,
         mineral: float | np.ndarray = 0.0) -> Solid:
    """A chain of ellipsoids along a curve through nodes (x, y, z, radius in the frontal plane, radius in depth)."""  # fmt: skip
    front, back = empty()
    line = smooth(np.asarray(nodes, float), closed=False, every=1.0) if len(nodes) > 1 else np.asarray(nodes, float)
    for x, y, z, radius, depth in line:
        radius, depth = radius - cut, depth - cut
        if radius <= 0 or depth <= 0:
            continue
        columns = slice(*np.searchsorted(X, [x - radius, x + radius]))
        rows = slice(*np.searchsorted(-Z, [-z - radius, -z + radius]))
        q = ((X[columns][None, :] - x) ** 2 + (Z[rows][:, None] - z) ** 2) / radius**2
        chord = np.where(q < 1, depth * np.sqrt(np.maximum(1 - q, 0)), -np.inf).astype(np.float32)
        front[rows, columns] = np.minimum(front[rows, columns], np.where(q < 1, y - chord, np.inf))
        back[rows, columns] = np.maximum(back[rows, columns], np.where(q < 1, y + chord, -np.inf))
    return Solid(name, material, inside, front, back, order, mineral)


def ball(name: str, x: float, y: float, z: float, radius: float, material: str, inside: str, **more) -> Solid:
    return tube(name, [(x, y, z, radius, radius)], material, inside, **more)


def sections(name: str, cuts: Mapping[float, Points | Sequence[tuple[float, float, float]]], material: str, inside: str, *,
             order: int = 0, mineral: float = 0.0, ends: float = 6.0) -> Solid:
    """A solid given by axial cuts: {z: [(x, y of its front, y of its back), ...]} with x rising; between cuts it is blended.

    `ends`: mm over which it closes beyond its first and last cut.
    """  # fmt: skip
    share = np.linspace(0, 1, 48)
    heights = sorted(cuts)
    rows = []
    for z in heights:
        x, front, back = np.asarray(cuts[z], float).T
        at = x[0] + share * (x[-1] - x[0])
        rows.append((x[0], x[-1], np.interp(at, x, front), np.interp(at, x, back)))
    found_front, found_back = empty()
    low, high = heights[0] - ends, heights[-1] + ends
    for row, z in enumerate(Z):
        if not low < z < high:
            continue
        left, right, front, back = _between(heights, rows, float(z))
        # Beyond the last cuts it tapers like the end of an ellipse.
        beyond = max(heights[0] - z, z - heights[-1], 0) / ends if ends else 0
        shrink = np.sqrt(max(1 - beyond**2, 0))
        middle, half = (left + right) / 2, (right - left) / 2 * shrink
        if half <= 0:
            continue
        columns = np.flatnonzero((middle - half < X) & (middle + half > X))
        at = (X[columns] - (middle - half)) / (2 * half)
        f, b = np.interp(at, share, front), np.interp(at, share, back)
        centre = (f + b) / 2
        found_front[row, columns], found_back[row, columns] = centre + (f - centre) * shrink, centre + (b - centre) * shrink
    return Solid(name, material, inside, found_front, found_back, order, mineral)


def _between(heights: list[float], rows: list, z: float):
    place = int(np.clip(np.searchsorted(heights, z) - 1, 0, max(len(heights) - 2, 0)))
    if len(heights) == 1:
        return rows[0]
    t = float(np.clip((z - heights[place]) / (heights[place + 1] - heights[place]), 0, 1))
    t = t * t * (3 - 2 * t)
    return tuple((1 - t) * a + t * b for a, b in zip(rows[place], rows[place + 1]))


def union(name: str, solids: Sequence[Solid]) -> Solid:
    """Solids that touch, as one (its rays run from the first entry to the last exit)."""
    first = solids[0]
    front, back = (np.minimum.reduce([s.front for s in solids]), np.maximum.reduce([s.back for s in solids]))
    return replace(first, name=name, front=front, back=back)


def mirrored(solid: Solid) -> Solid:
    """The same on the other side of the midline, as far as the field reaches."""
    columns = np.rint((2 * MIDLINE - X - LEFT) / MM - 0.5).astype(int)
    seen = (columns >= 0) & (columns < SIZE)
    columns = np.clip(columns, 0, SIZE - 1)
    front, back = np.where(seen, solid.front[:, columns], np.inf), np.where(seen, solid.back[:, columns], -np.inf)
    mineral = solid.mineral[:, columns] if isinstance(solid.mineral, np.ndarray) else solid.mineral
    return replace(solid, name=f"{solid.name}, other side", front=front, back=back, mineral=mineral)


def lateral(solid: Solid, amount: np.ndarray | float = 1.0) -> np.ndarray:
    """Length in mm of rays through it from the side, times `amount` (an array like `front`): [512 rows of z, 512 columns of y]."""
    rows, columns = solid.shown()
    front, back = solid.front[rows, columns], solid.back[rows, columns]
    hit = back > front
    weight = (np.broadcast_to(amount, (SIZE, SIZE))[rows, columns] * MM)[hit]
    line = np.broadcast_to(np.arange(rows.start, rows.stop)[:, None], front.shape)[hit]
    steps = np.zeros(SIZE * (SIZE + 2))
    for ends, sign in ((front[hit], 1.0), (back[hit], -1.0)):
        place = np.clip((ends - FRONT) / MM, 0, SIZE - 0.001)
        whole = place.astype(int)
        part = place - whole
        at = line * (SIZE + 2) + whole
        steps += np.bincount(at, sign * weight * (1 - part), steps.size)
        steps += np.bincount(at + 1, sign * weight * part, steps.size)
    return steps.reshape(SIZE, SIZE + 2).cumsum(1)[:, :SIZE].astype(np.float32)


def axial(solid: Solid, z: float, ys: np.ndarray, step: float) -> tuple[np.ndarray, np.ndarray]:
    """How much of each place of a slice at height z it fills (0 to 1), [len(ys), 512 columns of x], and its mineral there [512].

    `ys` are the middles of the slice's rows, `step` mm apart.
    """
    row = int(np.clip(round((TOP - z) / MM - 0.5), 0, SIZE - 1))
    front, back = solid.front[row][None, :], solid.back[row][None, :]
    low, high = ys[:, None] - step / 2, ys[:, None] + step / 2
    cover = np.clip((np.minimum(back, high) - np.maximum(front, low)) / step, 0, 1).astype(np.float32)
    mineral = solid.mineral[row] if isinstance(solid.mineral, np.ndarray) else np.full(SIZE, solid.mineral, np.float32)
    return cover, mineral


def coronal(solid: Solid, y: float, soft: float = 1.0) -> np.ndarray:
    """How much of each place of a slice at depth y it fills (0 to 1), [512 rows of z, 512 columns of x]; edges `soft` mm wide."""
    return np.clip((y - solid.front) / soft + 0.5, 0, 1) * np.clip((solid.back - y) / soft + 0.5, 0, 1)


@lru_cache(maxsize=32)
def noise(seed: int, scale: float, shape: tuple[int, int] = (SIZE, SIZE)) -> np.ndarray:
    """Smooth random texture, mean 0 and standard deviation 1, with grains of about `scale` pixels; the same on every machine."""
    from scipy.ndimage import gaussian_filter

    rough = np.random.Generator(np.random.PCG64(seed)).standard_normal(shape, np.float32)
    fine = gaussian_filter(rough, scale, mode="wrap")
    return (fine - fine.mean()) / fine.std()
