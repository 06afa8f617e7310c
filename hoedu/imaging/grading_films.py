"""Films of a replaced hip for practising the Brooker classes: parts of heterotopic bone, and how a film of them is read.

A film is the hip from the front and from the side, plus parts moved by whole pixels. `read` measures what the film from
the front shows and `brooker` derives the class from that alone. The page makes its films in the same way from a number
(hoedu/widgets/js/brooker.js) and is tested against this module.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Literal, NamedTuple

import numpy as np

from hoedu.imaging import film, hip, physics, replacement
from hoedu.imaging.lesion import course, grow
from hoedu.imaging.pictures import WEEKS, Finding, Layer, Picture, Preset, Stack, at_week, render
from hoedu.imaging.scene import Scene
from hoedu.imaging.solids import FRONT, LEFT, MM, SIZE, TOP, inside_mm

# What of the 512 x 512 field a film shows: the hip and the whole stem. Whole cells of the coarse scatter (8 pixels).
ROWS, AHEAD, ASIDE = slice(32, 512), slice(0, 384), slice(64, 448)
CUT = 0.045  # attenuation that the edge of heterotopic bone adds: about four times the noise of the film
SPECK = 6  # pixels: what is smaller is no bone
LIMIT = 10.0  # mm between class II and class III
AGE = 52.0  # weeks: all bone here is mature
CORTEX_MM = 1.6
STEP, PART_STEP = 0.0025, 0.005
Kind = Literal["femoral", "pelvic", "bridge", "island"]
Site = Literal["lateral", "medial"]


@dataclass(frozen=True, eq=False)
class Part:
    """A piece of heterotopic bone: what it adds to the film from the front and to the one from the side."""

    name: str
    kind: Kind
    site: Site
    ahead: Layer
    aside: Layer


class Placed(NamedTuple):
    """A part moved by whole pixels (x, y to the back, z downward as on the film), and how dense it is, 0 to 1."""

    part: str
    x: int = 0
    y: int = 0
    z: int = 0
    dense: float = 1.0


class Reading(NamedTuple):
    """What the film from the front shows. `gap`: mm between facing bony surfaces of the femur's and the pelvis's side, 0
    where they meet, None where no heterotopic bone reaches either; `line`: where, (x, y) to (x, y) in pixels.
    """

    bone: bool
    gap: float | None
    line: tuple[tuple[float, float], tuple[float, float]] | None = None


def brooker(reading: Reading) -> int:
    """The class by the rule: 0 none, 1 islands, 2 at least 1 cm between facing surfaces, 3 less, 4 apparent ankylosis."""
    if not reading.bone:
        return 0
    if reading.gap is None:
        return 1
    return 4 if reading.gap == 0 else 3 if reading.gap < LIMIT else 2


# ---- the parts


@cache
def parts() -> tuple[Part, ...]:
    return tuple(_part(*plan) for plan in _plans())


# Femoral spurs: where they leave the bone (x, z), where to (degrees, 0 is medial), length, radius at base and tip, mm.
FEMORAL = (
    ((-57, 8), 62, 9, 7, 4), ((-53, 7), 50, 12, 7, 4.5), ((-60, 6), 70, 14, 8, 4), ((-55, 7), 44, 16, 7, 3.5), ((-58, 8), 55, 18, 8, 5),
    ((-54, 7), 58, 21, 8.5, 4.5), ((-57, 7), 46, 23, 7, 5), ((-59, 6), 52, 26, 9, 5.5), ((-55, 7), 38, 20, 6, 3),
    ((-58, 8), 48, 30, 8.5, 6), ((-56, 7), 36, 28, 7, 5), ((-61, 6), 66, 29, 8, 6),
)  # fmt: skip
PELVIC = (
    ((-17, 37), 205, 8, 6, 4), ((-17, 41), 220, 10, 7, 4), ((-16, 35), 195, 12, 6, 3.5), ((-18, 43), 228, 14, 8, 4.5),
    ((-17, 38), 212, 16, 7, 3.5), ((-18, 45), 232, 19, 8, 5), ((-17, 39), 218, 21, 8, 4.5), ((-17, 36), 200, 15, 7.5, 5),
    ((-17, 40), 214, 26, 8.5, 6), ((-18, 46), 226, 25, 8, 5), ((-17, 37), 206, 23, 7, 5.5),
)  # fmt: skip
LESSER = (((-21, -55), 5, 9, 6, 3.5), ((-21, -57), -12, 12, 6, 3.5), ((-22, -52), 18, 15, 6.5, 4))
ISCHIAL = (((14, -51), 176, 6, 5, 3.5), ((15, -46), 192, 9, 5.5, 3.5), ((14, -56), 165, 11, 6, 3.5))
# Islands: radii along x, y, z of their lobes, first about the middle.
ISLANDS = (
    ((4, 4, 3.5),), ((5, 5, 4), (3, 3, 3)), ((3, 3, 4),), ((6, 5, 4.5), (4, 4, 3), (3, 3, 3)), ((4.5, 4, 7), (3, 3, 4)),
    ((7, 6, 4), (4, 4, 4)), ((3, 3, 2.6),), ((5, 5, 8), (4, 4, 5), (3, 3, 3)),
)  # fmt: skip
BRIDGES = (
    ("lateral", ((-57, 8), (-52, 24), (-42, 37), (-30, 43), (-19, 42)), 8), ("lateral", ((-55, 8), (-47, 19), (-37, 28), (-27, 34), (-18, 36)), 7),
    ("lateral", ((-60, 7), (-59, 27), (-51, 44), (-37, 53), (-23, 51)), 8.5), ("lateral", ((-56, 8), (-50, 26), (-37, 33), (-27, 45), (-18, 44)), 10),
    ("medial", ((-22, -55), (-12, -55), (-2, -51), (6, -50), (15, -51)), 5.5),
)  # fmt: skip
DEPTH = {"femoral": 14.0, "pelvic": 5.0, "lesser": 14.0, "ischial": 22.0}  # y of the middle of the bone they leave


def _plans():
    seed = 100
    for kind, site, name, plans in (
        ("femoral", "lateral", "femoral", FEMORAL), ("pelvic", "lateral", "pelvic", PELVIC),
        ("femoral", "medial", "lesser", LESSER), ("pelvic", "medial", "ischial", ISCHIAL),
    ):  # fmt: skip
        for number, (start, way, length, base, tip) in enumerate(plans):
            seed += 1
            yield f"{name}-{number + 1}", kind, site, _horn(start, DEPTH[name], way, length, base, tip, seed), seed
    for number, (site, line, radius) in enumerate(BRIDGES):
        seed += 1
        yield f"bridge-{number + 1}", "bridge", site, _chain(line, radius, seed, site), seed
    for number, radii in enumerate(ISLANDS):
        seed += 1
        yield f"island-{number + 1}", "island", "lateral", _cluster(radii, seed), seed


def _random(seed: int) -> np.random.Generator:
    return np.random.Generator(np.random.PCG64(seed))


def _horn(start, y: float, way: float, length: float, base: float, tip: float, seed: int) -> list[tuple[float, ...]]:
    """Lobes from within the bone outward, thinner towards the tip, uneven, with buds at their sides."""
    random, angle = _random(seed), np.radians(way)
    along, across = np.array([np.cos(angle), np.sin(angle)]), np.array([-np.sin(angle), np.cos(angle)])
    bow = random.uniform(-0.22, 0.22) * length
    lobes = []
    for at in np.linspace(-7, length - tip, max(3, int(length / 4) + 2)):
        t = np.clip(at / length, 0, 1)
        radius = (base + (tip - base) * t) * random.uniform(0.78, 1.2)
        x, z = np.array(start) + at * along + (bow * np.sin(np.pi * t) + random.normal(0, 1)) * across
        lobes.append(
            (
                x,
                y + random.normal(0, 1.5),
                z,
                radius,
                radius * random.uniform(0.85, 1.2),
                radius * random.uniform(0.85, 1.15),
            )
        )
        if at > 1 and random.random() < 0.6:
            side, small = random.choice([-1, 1]) * radius * 0.9, radius * random.uniform(0.4, 0.6)
            bx, bz = np.array([x, z]) + side * across + random.normal(0, 1, 2)
            lobes.append((bx, y + random.normal(0, 3), bz, small, small, small))
    return lobes


def _chain(line, radius: float, seed: int, site: str) -> list[tuple[float, ...]]:
    random, lobes = _random(seed), []
    points = np.array(line, float)
    first, last = (DEPTH["femoral"], DEPTH["pelvic"]) if site == "lateral" else (DEPTH["lesser"], DEPTH["ischial"])
    for t in np.linspace(0, 1, 2 * len(points)):
        place = t * (len(points) - 1)
        low = min(int(place), len(points) - 2)
        x, z = points[low] + (place - low) * (points[low + 1] - points[low]) + random.normal(0, 1.5, 2)
        r = radius * random.uniform(0.65, 1.15)
        lobes.append((x, first + t * (last - first) + random.normal(0, 2), z, r, r * 1.1, r))
    return lobes


def _cluster(radii, seed: int) -> list[tuple[float, ...]]:
    random = _random(seed)
    lobes = [(-45.0, 8.0, 36.0, *radii[0])]
    for one in radii[1:]:
        angle, far = random.uniform(0, 2 * np.pi), radii[0][0] * 0.95
        lobes.append((-45 + far * np.cos(angle), 8 + random.normal(0, 2), 36 + far * np.sin(angle), *one))
    return lobes


def _part(name: str, kind: Kind, site: Site, lobes: list[tuple[float, ...]], seed: int) -> Part:
    body = grow(lobes, seed, rough=0.8 if kind == "island" else 1.3, margin=5)
    z, y, x = (np.flatnonzero((body.envelope > 0).any(axes)) for axes in ((1, 2), (0, 2), (0, 1)))
    left, front, top = body.left + int(x[0]), body.front + int(y[0]), body.top - int(z[0])
    mineral = _mature(body.envelope[z[0] : z[-1] + 1, y[0] : y[-1] + 1, x[0] : x[-1] + 1], seed)
    row, column = int((TOP - top) / MM), int((left - LEFT) / MM)
    if kind != "island":
        mineral *= _root(kind, site)[row : row + mineral.shape[0], column : column + mineral.shape[2]][:, None, :]
    per = physics.excess(100.0, physics.FILM_KEV) / 100 * MM  # what 1 mg/cm3 adds along one voxel
    row, deep = row - ROWS.start, int((front - FRONT) / MM) - ASIDE.start
    return Part(
        name,
        kind,
        site,
        _layer(mineral.sum(1) * per, row, column - AHEAD.start),
        _layer(mineral.sum(2) * per, row, deep),
    )


@cache
def _grain(size: float) -> np.ndarray:
    """Smooth noise of deviation 1 in space, repeated at its edges, [96, 96, 96] voxels of 0.5 mm."""
    from scipy.ndimage import gaussian_filter

    smooth = gaussian_filter(_random(7).standard_normal((96, 96, 96), np.float32), size, mode="wrap")
    return smooth / smooth.std()


def _mature(envelope: np.ndarray, seed: int) -> np.ndarray:
    """Mineral in mg/cm3 on 0.5 mm voxels: a thin, uneven cortex about trabecular bone, paler towards the middle."""
    from scipy.ndimage import distance_transform_edt, gaussian_filter, zoom

    whole = zoom(envelope, 2, order=1, grid_mode=True, mode="grid-constant")
    solid = np.pad(whole > 0.5, 1)
    depth = gaussian_filter(distance_transform_edt(solid).astype(np.float32) * MM, 0.7)[1:-1, 1:-1, 1:-1]
    start = _random(seed).integers(0, 96, 3)
    places = np.ix_(*((np.arange(size) + at) % 96 for size, at in zip(whole.shape, start)))
    rim, inside, middle = (at_week(course("rim").mineral, AGE)[shell] for shell in (0, 1, 2))
    cortex = CORTEX_MM * np.clip(1 + 0.45 * _grain(5.0)[places], 0.25, 1.8)
    share = np.clip((cortex - depth) / 0.6 + 0.5, 0, 1)
    spongy = inside + (middle - inside) * np.clip((depth - 3) / 5, 0, 1)
    spongy = spongy * np.clip(1 + 0.5 * _grain(1.1)[places] + 0.35 * _grain(3.5)[places], 0.05, 2.5)
    cover = np.clip(gaussian_filter(solid.astype(np.float32), 0.6), 0, 1)[1:-1, 1:-1, 1:-1]
    return (share * rim + (1 - share) * spongy) * cover


@cache
def _root(kind: Kind, site: Site) -> np.ndarray:
    """1 outside the bone that a part leaves and for a few mm within, then fading: a root without an end. [512, 512]"""
    pelvis = hip.ILIUM if site == "lateral" else hip.ISCHIUM
    edges = {"femoral": [replacement.CUT_FEMUR], "pelvic": [pelvis], "bridge": [replacement.CUT_FEMUR, pelvis]}
    deep = np.max([inside_mm(edge) for edge in edges[kind]], axis=0)
    return np.exp(-((np.maximum(deep - 4, 0) / 3) ** 2))


def _layer(values: np.ndarray, row: int, column: int) -> Layer:
    """Blurred and made crisp as the film is; what is nothing at the edges is cut away."""
    pad = 8
    ready = film.processed(np.pad(values, pad))
    hit = np.abs(ready) > PART_STEP / 2
    rows, columns = np.flatnonzero(hit.any(1)), np.flatnonzero(hit.any(0))
    cut = ready[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]
    return Layer(cut.astype(np.float32), PART_STEP, row - pad + int(rows[0]), column - pad + int(columns[0]))


# ---- the films


@cache
def films() -> tuple[Picture, Picture]:
    """The replaced hip without heterotopic bone, from the front and from the side."""
    from hoedu.imaging.soft import soft_tissue

    solids = tuple(sorted([*soft_tissue(), *replacement.bones()], key=lambda solid: solid.order))
    pair = film.film_pictures([Scene("nothing", "", "", "replacement", "nothing", solids)])
    return tuple(_cropped(one, columns) for one, columns in zip(pair, (AHEAD, ASIDE)))


def _cropped(picture: Picture, columns: slice) -> Picture:
    cell = SIZE // picture.scatter.values.shape[0]
    scatter = picture.scatter.values[
        ROWS.start // cell : ROWS.stop // cell, columns.start // cell : columns.stop // cell
    ]
    lowest, highest, _ = picture.limits
    return replace(picture, base=Layer(picture.base.values[ROWS, columns], STEP), scatter=Layer(scatter, picture.scatter.step),
                   limits=(lowest, highest, 0.7), findings={})  # fmt: skip


@cache
def skeleton() -> dict[str, np.ndarray]:
    """Where the film from the front shows the femur, the pelvis and the implant, bool [480, 384]."""
    groups = {"femur": ("femur",), "pelvis": ("ilium", "ischium", "pubis", "posterior wall", "anterior wall")}
    solids = {solid.name: solid.path[ROWS, AHEAD] for solid in replacement.bones()}
    found = {side: np.max([solids[name] for name in names], axis=0) > 1.0 for side, names in groups.items()}
    return found | {"metal": np.max([one.path[ROWS, AHEAD] for one in replacement.implant()], axis=0) > 0.5}


@cache
def stack() -> Stack:
    """All a page needs to make films, as a stack: a preset for every part, and one for the skeleton."""
    steady = np.ones((len(WEEKS), 1))
    found: list[dict[str, Finding]] = [
        {part.name: Finding((layer,), steady) for part in parts() for layer in [getattr(part, view)]}
        for view in ("ahead", "aside")
    ]
    bones = tuple(Layer(mask.astype(np.float32), 1.0) for mask in skeleton().values())
    found[0]["skeleton"] = Finding(bones, np.ones((len(WEEKS), len(bones))))
    pictures = tuple(replace(picture, findings=one) for picture, one in zip(films(), found))
    return Stack("grading-practice", pictures, tuple(Preset(part.name, part.name) for part in parts()))


def composed(recipe: Sequence[Placed], aside: bool = False) -> np.ndarray:
    """What heterotopic bone adds to the attenuation of one film, [480, 384]."""
    known = {part.name: part for part in parts()}
    whole = np.zeros(films()[0].shape, np.float32)
    for one in recipe:
        layer = known[one.part].aside if aside else known[one.part].ahead
        top, left = layer.top + one.z, layer.left + (one.y if aside else one.x)
        height, width = layer.values.shape
        rows, columns = (
            slice(max(top, 0), min(top + height, whole.shape[0])),
            slice(max(left, 0), min(left + width, whole.shape[1])),
        )
        rounded = np.rint(layer.values / layer.step) * layer.step
        whole[rows, columns] += (
            one.dense * rounded[rows.start - top : rows.stop - top, columns.start - left : columns.stop - left]
        )
    return whole


def grey(recipe: Sequence[Placed], aside: bool = False, number: int = 0) -> np.ndarray:
    """Film `number` in grey levels, in its usual window; the number decides its noise."""
    picture = films()[aside]
    finding = Finding((Layer(composed(recipe, aside), STEP),), np.ones((len(WEEKS), 1)))
    return render(replace(picture, findings={"film": finding}, seed=picture.seed + 2 * number), "film", 0)


def read(recipe: Sequence[Placed], fine: int = 4) -> Reading:
    """Measured on the composed film from the front, on a grid `fine` times as fine, by distance transforms."""
    from scipy.ndimage import distance_transform_edt, label, map_coordinates

    added = composed(recipe)
    bone = added > CUT
    pieces, count = label(bone, np.ones((3, 3)))
    for number in np.flatnonzero(np.bincount(pieces.ravel(), minlength=count + 1) < SPECK):
        bone &= pieces != number
    pieces[~bone] = 0
    if not bone.any():
        return Reading(False, None)
    sides = {side: {*np.unique(pieces[_wider(skeleton()[side])])} - {0} for side in ("femur", "pelvis")}
    if sides["femur"] & sides["pelvis"]:
        return Reading(True, 0.0)
    if not sides["femur"] | sides["pelvis"]:
        return Reading(True, None)
    # Only what lies near: the finer grid is large.
    rows, columns = (np.flatnonzero(bone.any(axis)) for axis in (1, 0))
    top, left = max(rows[0] - 90, 0), max(columns[0] - 90, 0)
    near = (slice(top, rows[-1] + 90), slice(left, columns[-1] + 90))
    shape = bone[near].shape
    places = np.meshgrid(*(np.arange(0, size - 1 + 1e-9, 1 / fine) for size in shape), indexing="ij")
    finer = map_coordinates(added[near], places, order=1) > CUT
    nearest = pieces[near][tuple(np.rint(place).astype(int) for place in places)]
    # A fine place belongs to the piece of one of the pixels about it.
    owner = np.where(nearest > 0, nearest, _spread(pieces[near])[tuple(np.rint(place).astype(int) for place in places)])
    best: tuple[float, tuple, tuple] = (np.inf, (), ())
    grown = {side: finer & np.isin(owner, list(of)) for side, of in sides.items()}
    born = {side: map_coordinates(skeleton()[side][near].astype(np.float32), places, order=1) > 0.5 for side in sides}
    for one, other in ((grown["femur"], grown["pelvis"] | born["pelvis"]), (grown["pelvis"], born["femur"])):
        if not one.any() or not other.any():
            continue
        away, at = distance_transform_edt(~other, return_indices=True)
        place = np.unravel_index(np.argmin(np.where(one, away, np.inf)), one.shape)
        if away[place] < best[0]:
            best = (away[place], place, tuple(index[place] for index in at))
    gap = max(best[0] - 1, 0.1) / fine * MM
    ends = [(float(left + place[1] / fine), float(top + place[0] / fine)) for place in best[1:]]
    return Reading(True, float(gap), (ends[0], ends[1]))


def _wider(mask: np.ndarray) -> np.ndarray:
    from scipy.ndimage import binary_dilation

    return binary_dilation(mask, np.ones((3, 3)))


def _spread(pieces: np.ndarray) -> np.ndarray:
    """Each pixel with the number of a piece within one pixel of it."""
    from scipy.ndimage import maximum_filter

    return maximum_filter(pieces, 3)
