"""Axial slices of a scene: what fills each place of a plane through the whole pelvis. CT and MRI start from here.

The film's field ends beyond the midline, so the far side is the near one mirrored; the plane rises a little towards it, as
few people lie quite straight.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np

from hoedu.imaging.outline import Outline, outlines
from hoedu.imaging.scene import Scene
from hoedu.imaging.solids import LEFT, MIDLINE, MM, SIZE, TOP, Solid, noise


@dataclass(frozen=True)
class Frame:
    """What a slice shows: `across` by `down` pixels of `pixel` mm from its left and front edges (mm); whether the far side is
    the near one mirrored; how many photons a place of the CT detector would count without a patient, at the usual dose (the
    scanner chooses it for the size of the body, for about 12 HU of noise).
    """

    pixel: float
    across: int
    down: int
    left: float
    front: float
    mirrored: bool
    photons: float

    @property
    def shape(self) -> tuple[int, int]:
        return self.down, self.across

    @property
    def places(self) -> tuple[np.ndarray, np.ndarray]:
        """y [down, 1] and x [1, across] of the pixels' middles, mm."""
        y, x = (
            edge + self.pixel * (np.arange(n) + 0.5) for edge, n in ((self.front, self.down), (self.left, self.across))
        )
        return y[:, None], x[None, :]


PELVIS = Frame(1.2, 320, 192, MIDLINE - 192.0, -101.0, True, 2.7e6)
THIGH = Frame(0.75, 240, 240, 23.0 - 90.0, 4.0 - 90.0, False, 2.7e5)
FINE = 0.6  # mm from row to row at which solids are cut (columns: as they are kept)
THICK = 3  # voxels of a lesion that the slice takes in
LEVEL, RISE = 60.0, 0.02  # the plane is level up to this x, mm, and then rises by so much a mm

# What a place may hold. Shares add up to 1; mineral (mg/cm3) is that of the marrow's trabeculae.
TISSUES = ("air", "muscle", "fat", "fluid", "blood", "cortical bone", "marrow", "cartilage", "tendon")
HOLDS = {
    "air": "air", "muscle": "muscle", "adipose": "fat", "water": "fluid", "blood": "blood", "cortical bone": "cortical bone",
    "red marrow": "marrow", "yellow marrow": "marrow", "cartilage": "cartilage",
}  # fmt: skip
# What is not of one kind, by a solid's name: shares of its volume. Assumed, for the look of it.
MIXED = {
    "capsule": {"tendon": 0.35, "muscle": 0.65}, "skin": {"tendon": 0.35, "muscle": 0.65},
    "joint fluid": {"cartilage": 0.6, "fluid": 0.4}, "pouch": {"muscle": 0.7, "fluid": 0.3}, "prostate": {"muscle": 0.88, "fluid": 0.12}, "seminal vesicles": {"muscle": 0.4, "fluid": 0.6},
    "lymph node": {"muscle": 0.8, "fluid": 0.2}, "further lymph node": {"muscle": 0.8, "fluid": 0.2},
    "root of the penis": {"muscle": 0.7, "fluid": 0.3}, "bulb": {"muscle": 0.7, "fluid": 0.3}, "crus": {"muscle": 0.7, "fluid": 0.3},
    "sciatic nerve": {"muscle": 0.65, "fat": 0.25, "fluid": 0.1},
    "content of the rectum": {"muscle": 0.6, "fluid": 0.2, "fat": 0.2}, "small bowel": {"muscle": 0.7, "fluid": 0.3},
}  # fmt: skip


@dataclass(frozen=True, eq=False)
class Slice:
    """shares: by tissue, [down, across]; mineral likewise, mg/cm3 (of marrow spaces, times their share of the place)."""

    frame: Frame
    shares: Mapping[str, np.ndarray]
    mineral: np.ndarray


def weights(edge: float, step: float, count: int, other_edge: float, other_step: float, other_count: int) -> np.ndarray:
    """Area averages from one row of places to another: [count, other_count], rows adding up to 1 where they overlap whole."""
    low = edge + step * np.arange(count)[:, None]
    other = other_edge + other_step * np.arange(other_count)[None, :]
    overlap = np.minimum(low + step, other + other_step) - np.maximum(low, other)
    return (np.clip(overlap, 0, None) / step).astype(np.float32)


def slice_of(scene: Scene) -> Slice:
    """The scene's slice, without its lesion."""
    return axial_slice(scene.solids, scene.z, THIGH if scene.anatomy == "thigh" else PELVIS)


@cache
def axial_slice(solids: tuple[Solid, ...], z: float, frame: Frame = PELVIS) -> Slice:
    """The slice at height z through solids in painting order."""
    height = round(frame.down * frame.pixel / FINE)
    ys = frame.front + FINE * (np.arange(height) + 0.5)
    width = round(frame.across * frame.pixel / MM)
    x = frame.left + MM * (np.arange(width) + 0.5)
    near, rise = x, np.zeros_like(x)
    if frame.mirrored:
        near, rise = np.where(x > MIDLINE, 2 * MIDLINE - x, x), RISE * np.maximum(x - LEVEL, 0)
    column = np.clip(np.rint((near - LEFT) / MM - 0.5).astype(int), 0, SIZE - 1)
    row = np.clip(np.rint((TOP - z - rise) / MM - 0.5).astype(int), 0, SIZE - 1)
    held = np.zeros((len(TISSUES) + 1, height, width), np.float32)
    held[0] = 1
    for solid in solids:
        if solid.name.endswith("other side") or _film_only(solid):
            continue
        front, back = solid.front[row, column], solid.back[row, column]
        hit = np.flatnonzero(back > front)
        if not hit.size:
            continue
        places = slice(hit[0], hit[-1] + 1)
        front, back = front[places], back[places]
        seen = back > front
        rows = slice(*np.clip(np.searchsorted(ys, [front[seen].min() - FINE, back[seen].max() + FINE]), 0, height))
        edge = ys[rows, None]
        ends = np.minimum(back, edge + FINE / 2) - np.maximum(front, edge - FINE / 2)
        cover = np.clip(np.where(seen, ends, 0) / FINE, 0, 1).astype(np.float32)
        part = held[:, rows, places]
        part *= 1 - cover
        for tissue, share in MIXED.get(solid.name, {HOLDS[solid.material]: 1.0}).items():
            part[TISSUES.index(tissue)] += share * cover
        if np.any(solid.mineral):
            part[-1] += cover * _across(solid, row[places], column[places])
    down = weights(frame.front, frame.pixel, frame.down, frame.front, FINE, height)
    across = weights(frame.left, frame.pixel, frame.across, frame.left, MM, width)
    coarse = down @ held @ across.T
    return _detailed(frame, dict(zip(TISSUES, coarse)), coarse[-1])


def _film_only(solid: Solid) -> bool:
    """Plates that stand for what a ray meets on edge: lines of a film, not parts of a slice."""
    return solid.material == "cortical bone" and solid.inside == "red marrow"


def _across(solid: Solid, row: np.ndarray, column: np.ndarray) -> np.ndarray:
    """A solid's mineral along a row of places, without the grain that is meant for rays from the front."""
    from scipy.ndimage import gaussian_filter1d

    if not isinstance(solid.mineral, np.ndarray):
        return np.full(row.shape, solid.mineral, np.float32)
    hit = (solid.back[row, column] > solid.front[row, column]).astype(np.float32)
    wide = 3 / MM
    return gaussian_filter1d(solid.mineral[row, column] * hit, wide) / np.maximum(gaussian_filter1d(hit, wide), 0.05)


def texture(frame: Frame, seed: int, grain: float) -> np.ndarray:
    """Smooth random texture over a slice, mean 0 and deviation 1, with grains of about `grain` mm."""
    return noise(seed, grain / frame.pixel, (256, 512))[: frame.down, : frame.across]


def _detailed(frame: Frame, shares: dict[str, np.ndarray], mineral: np.ndarray) -> Slice:
    """With what is too fine to be drawn: fat between bundles of muscle, fibrous threads in fat, the fascia, trabeculae."""
    from scipy.ndimage import distance_transform_edt, map_coordinates

    depth = distance_transform_edt(np.pad(shares["air"] < 0.5, 1))[1:-1, 1:-1] * frame.pixel  # mm below the skin
    y, x = frame.places
    side = np.abs(x - MIDLINE)
    # Bundles of the great gluteal muscle run along its sheet, slightly aslant; elsewhere the fat is in specks.
    streaks = map_coordinates(
        noise(71, 1.0, (256, 256)), [depth * 0.52 - side * 0.18, x * 0.083 + 20 + 0 * y], order=1, mode="wrap"
    )
    specks = 0.7 * texture(frame, 72, 1.0) + 0.7 * texture(frame, 73, 2.4)
    behind = 1 / (1 + np.exp(-(y - 50) / 3))
    fat = behind * 0.20 * np.clip(streaks - 0.55, 0, 1.6) + (1 - 0.6 * behind) * 0.07 * np.clip(specks - 0.5, 0, 2)
    moved = shares["muscle"] * np.clip(0.02 + fat, 0, 0.6)
    shares["muscle"], shares["fat"] = shares["muscle"] - moved, shares["fat"] + moved
    # Threads in the fat under the skin, and the fascia about the muscles.
    along = [depth * 0.67 + 0.17 * x, x * 0.13 + y * 0.13]
    thread = map_coordinates(noise(74, 1.3, (256, 256)), along, order=1, mode="wrap")
    threads = 0.16 * np.exp(-((thread / 0.10) ** 2)) * np.clip(texture(frame, 75, 11) + 0.5, 0, 1.2)
    flesh = (shares["muscle"] + shares["cortical bone"] + shares["marrow"] > 0.5) & (depth > 5)
    # Closed over the gaps between muscles: what is within 10 mm of flesh and not within 10 mm of what is not.
    edge = 14
    near = distance_transform_edt(~np.pad(flesh, edge)) * frame.pixel < 10
    beyond = (
        distance_transform_edt(~(distance_transform_edt(near) * frame.pixel > 10))[edge:-edge, edge:-edge] * frame.pixel
    )
    fascia = 0.5 * np.exp(-(((beyond - 1.8) / 0.75) ** 2)) * np.clip((depth - 6) / 4, 0, 1)
    moved = shares["fat"] * np.clip(threads + fascia, 0, 0.7)
    shares["fat"], shares["tendon"] = shares["fat"] - moved, shares["tendon"] + moved
    grain = 1 + 0.30 * texture(frame, 76, 0.9) + 0.16 * texture(frame, 77, 3)
    return Slice(frame, shares, np.maximum(mineral * grain, 0).astype(np.float32))


# ---- a lesion in the slice


@dataclass(frozen=True, eq=False)
class Cut:
    """shells [4, rows, columns], whole (their sum, at most 1) and halo on a part of the slice with this top left corner."""

    shells: np.ndarray
    whole: np.ndarray
    halo: np.ndarray
    top: int
    left: int

    def of(self, picture: np.ndarray) -> np.ndarray:
        """The same part of a whole slice."""
        return picture[self.top : self.top + self.whole.shape[0], self.left : self.left + self.whole.shape[1]]

    def outline(self) -> Outline:
        return outlines(self.whole > 0.4, self.top, self.left)


MARGIN = 6  # pixels around a lesion's part, for what blurs


def cut(scene: Scene) -> Cut | None:
    """The scene's lesion in its slice; None where there is none."""
    from scipy.ndimage import gaussian_filter

    lesion, frame = scene.lesion, slice_of(scene).frame
    if lesion is None:
        return None
    middle = int(np.floor(lesion.top - scene.z))
    first = max(middle - THICK // 2, 0)
    planes = slice(first, middle + THICK // 2 + 1)
    if middle < 0 or first >= lesion.shells.shape[1] or not lesion.shells[:, planes].any():
        return None
    stack = np.concatenate([lesion.shells[:, planes].mean(1), lesion.halo[None, planes].mean(1)])
    _, height, width = stack.shape
    down = weights(frame.front, frame.pixel, frame.down, lesion.front, 1.0, height)
    across = weights(frame.left, frame.pixel, frame.across, lesion.left, 1.0, width)
    rows, columns = np.flatnonzero(down.any(1)), np.flatnonzero(across.any(1))
    rows = slice(max(rows[0] - MARGIN, 0), rows[-1] + 1 + MARGIN)
    columns = slice(max(columns[0] - MARGIN, 0), columns[-1] + 1 + MARGIN)
    parts = down[rows] @ stack @ across[columns].T
    # The whole without the grain of its shells.
    whole = np.clip(1.4 * gaussian_filter(parts[:4].sum(0), 1 / frame.pixel), 0, 1)
    return Cut(parts[:4], whole, parts[4], rows.start, columns.start)


def through(frame: Frame, solid: Solid, z: float, amount: float | np.ndarray = 1.0) -> np.ndarray:
    """How much of each pixel a solid on the near side fills, times `amount` (as in its depth maps): [down, across]."""
    row = int(np.clip(round((TOP - z) / MM - 0.5), 0, SIZE - 1))
    height = round(frame.down * frame.pixel / FINE)
    ys = frame.front + FINE * (np.arange(height)[:, None] + 0.5)
    front, back = solid.front[row], solid.back[row]
    seen = back > front
    ends = np.where(seen, np.minimum(back, ys + FINE / 2) - np.maximum(front, ys - FINE / 2), 0)
    cover = np.clip(ends / FINE, 0, 1).astype(np.float32)
    cover *= amount[row][None, :] if isinstance(amount, np.ndarray) else amount
    down = weights(frame.front, frame.pixel, frame.down, frame.front, FINE, height)
    across = weights(frame.left, frame.pixel, frame.across, LEFT, MM, SIZE)
    return down @ cover @ across.T


def crack(scene: Scene) -> np.ndarray | None:
    """Where a fracture runs through the bone of the near side, 0 to 1, [down, across]; None where the slice meets none."""
    row = int(np.clip(round((TOP - scene.z) / MM - 0.5), 0, SIZE - 1))
    lines = [change.solid for change in scene.changes if scene.kind == "fracture" and np.all(change.amount <= 0)]
    hit = np.flatnonzero((lines[0].back > lines[0].front)[row]) if lines else np.array([])
    if not hit.size:
        return None
    slice_ = slice_of(scene)
    y, x = slice_.frame.places
    away = x - LEFT - MM * (hit.mean() + 0.5) + 0.10 * (y - 4) + 0.7 * np.sin(y / 3.1) + 0.4 * np.sin(y / 1.3)
    bone = slice_.shares["cortical bone"] + slice_.shares["marrow"]
    return (np.exp(-((away / 1.2) ** 2)) * bone * (np.abs(away) < 6)).astype(np.float32)


def trimmed(values: np.ndarray, least: float) -> tuple[np.ndarray, int, int]:
    """The part of a picture in which something reaches `least`, with its top row and left column."""
    hit = np.abs(values) > least
    rows, columns = np.flatnonzero(hit.any(1)), np.flatnonzero(hit.any(0))
    if not rows.size:
        return values[:1, :1], 0, 0
    return values[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1], int(rows[0]), int(columns[0])


def places(layers: Sequence, mask: np.ndarray) -> np.ndarray:
    """The values of layers at the places of a mask: [layers, places]."""
    found = np.zeros((len(layers), int(mask.sum())))
    whole = np.zeros(mask.shape)
    for one, layer in zip(found, layers):
        height, width = layer.values.shape
        whole[:] = 0
        whole[layer.top : layer.top + height, layer.left : layer.left + width] = layer.values
        one[:] = whole[mask]
    return found
