"""A lesion: a body of voxels, cut into shells by depth below its surface, and what each shell holds in each week."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np

from hoedu.imaging import clock
from hoedu.imaging.pictures import WEEKS
from hoedu.imaging.solids import LEFT, MM, SIZE, TOP, Solid

# Depth below the surface at which each shell begins, mm: rim, two zones inside it, core.
SHELLS = (0.0, 3.0, 6.0, 11.0)
Order = Literal["rim", "centre", "none"]


@dataclass(frozen=True, eq=False)
class Lesion:
    """shells: occupancy 0 to 1, [4, z, y, x], 1 mm voxels, z falling (row 0 is the top), x and y rising.

    left, front, top: the outer edges of the first voxel, whole mm. halo: the muscle about it that swells, same grid.
    """

    shells: np.ndarray
    halo: np.ndarray
    left: int
    front: int
    top: int

    @property
    def envelope(self) -> np.ndarray:
        return self.shells.sum(0)

    def ahead(self, values: np.ndarray) -> tuple[np.ndarray, int, int]:
        """Voxel values summed along rays from the front, in mm, on the grid of `solids`: values [z, x], its top row and left column."""
        return _doubled(values.sum(1)), int((TOP - self.top) / MM), int((self.left - LEFT) / MM)

    def aside(self, values: np.ndarray, front_edge: float) -> tuple[np.ndarray, int, int]:
        """Voxel values summed along rays from the side, in mm: values [z, y], top row, left column of a picture whose left edge is at y = front_edge."""
        return _doubled(values.sum(2)), int((TOP - self.top) / MM), int((self.front - front_edge) / MM)


def _doubled(values: np.ndarray) -> np.ndarray:
    from scipy.ndimage import zoom

    return np.maximum(zoom(values, 2, order=1, grid_mode=True, mode="grid-constant"), 0).astype(np.float32)


@dataclass(frozen=True, eq=False)
class Course:
    """What each shell holds, [weeks, shells]: mineral in mg/cm3, and shares 0 to 1 of free water, cartilage and fatty marrow;
    halo: share of free water in the muscle about it [weeks].
    """

    mineral: np.ndarray
    water: np.ndarray
    cartilage: np.ndarray
    marrow: np.ndarray
    halo: np.ndarray


# For each shell from the edge inward: the most mineral (mg/cm3) and how many weeks behind the clock it is. Assumed: rim
# like cortex, inside like trabecular bone; the order, edge first, is what is published (zonal.md), not these figures.
EDGE_FIRST = ((900.0, 0.0), (240.0, 2.0), (100.0, 4.5), (90.0, 8.0))
CENTRE_FIRST = ((70.0, 9.0), (230.0, 5.0), (460.0, 1.5), (640.0, 0.0))


def course(order: Order = "rim", t50: float = clock.SPEEDS["usual"]) -> Course:
    """The teaching course of a lesion that mineralises from its edge inward, from its centre outward, or not at all."""
    weeks = WEEKS[:, None]
    plan = np.array(CENTRE_FIRST if order == "centre" else EDGE_FIRST)
    mineral = clock.mineral(weeks - plan[None, :, 1], 1.0, t50) * plan[None, :, 0]
    if order == "none":
        mineral = np.zeros_like(mineral)
    share = np.clip(mineral / plan[None, :, 0], 0, 1)
    age = clock.usual_age(weeks, t50)
    swollen = clock.oedema(age) * np.ones_like(mineral)
    if order == "centre":
        # A tumour's cells stay: it does not calm down and makes no fatty marrow.
        living = 0.5 / (1 + np.exp(-(weeks - 1.5) / 0.35)) * (1 - 0.55 * share)
        return Course(mineral, living, np.zeros_like(mineral), np.zeros_like(mineral), 0.6 * living[:, 0])
    water = swollen * (1 - 0.8 * share)
    cartilage = np.zeros_like(mineral)
    marrow = np.zeros_like(mineral)
    if order == "rim":
        # Cartilage comes before bone in each shell; marrow turns fatty from the inside once there is bone.
        cartilage = 0.55 * _rise(age, 2.5, 0.7) * (1 - _rise(age - plan[None, :, 1] * 0.5, 9, 2.2))
        marrow = np.array([0.0, 0.55, 0.9, 0.95])[None, :] * _rise(age - plan[None, :, 1], 17, 4)
    return Course(mineral, water, cartilage, marrow, clock.oedema(age[:, 0]))


def _rise(t: np.ndarray, middle: float, width: float) -> np.ndarray:
    return 1 / (1 + np.exp(-(t - middle) / width))


def grow(lobes: Sequence[tuple[float, ...]], seed: int, *, avoid: Iterable[Solid] = (), rough: float = 2.2, margin: int = 16,
         attached: bool = False) -> Lesion:
    """A lesion of ellipsoid lobes (x, y, z, radius along x, y, z), merged smoothly, with an uneven surface, kept out of `avoid`.

    Where it is `attached` it has no edge of its own against what it avoids: its middle reaches the bone.
    """  # fmt: skip
    from scipy.ndimage import distance_transform_edt, gaussian_filter

    p = np.asarray(lobes, float)
    low = np.floor((p[:, :3] - p[:, 3:]).min(0)).astype(int) - margin
    high = np.ceil((p[:, :3] + p[:, 3:]).max(0)).astype(int) + margin
    # Inside the field of the film, so that every view can place it.
    low = np.maximum(low, [int(LEFT), -128, int(TOP - SIZE * MM)])
    high = np.minimum(high, [int(LEFT + SIZE * MM), 128, int(TOP)])
    x, y = (np.arange(low[i], high[i]) + 0.5 for i in (0, 1))
    z = np.arange(high[2], low[2], -1) - 0.5
    grid = z[:, None, None], y[None, :, None], x[None, None, :]
    near = np.zeros((z.size, y.size, x.size), np.float32)
    for cx, cy, cz, rx, ry, rz in p:
        far = np.sqrt(((grid[2] - cx) / rx) ** 2 + ((grid[1] - cy) / ry) ** 2 + ((grid[0] - cz) / rz) ** 2)
        near += np.exp(-6 * (far - 1)).astype(np.float32)  # a smooth union: its surface is where the sum is 1
    size = float(np.cbrt(np.prod(p[:, 3:], 1)).max())
    random = np.random.Generator(np.random.PCG64(seed)).standard_normal(near.shape, np.float32)
    bumps = gaussian_filter(random, 4.5)
    bumps *= rough / bumps.std()
    out = np.log(np.maximum(near, 1e-12)) / 6 * size + bumps  # about mm below the surface
    taken = np.zeros(near.shape, bool)
    for solid in avoid:
        taken |= _within(solid, x, y, z)
    whole = out > 0
    out[taken] = -2
    depth = gaussian_filter(distance_transform_edt(whole if attached else out > 0).astype(np.float32), 0.6)
    cover = np.clip(gaussian_filter((out > 0).astype(np.float32), 0.6) * 1.0, 0, 1)
    starts = np.array([*SHELLS, np.inf])
    reach = np.clip(depth[None] - starts[1:-1, None, None, None] + 0.5, 0, 1)
    shares = np.concatenate([np.ones_like(cover)[None], reach]) - np.concatenate([reach, np.zeros_like(cover)[None]])
    grain = gaussian_filter(random, 0.8)
    texture = 1 + 0.4 * grain / grain.std()
    shares[1:] *= np.clip(texture, 0.1, 2)[None]
    shares[0] *= np.clip(1 + 0.25 * (texture - 1), 0.5, 1.5)
    halo = gaussian_filter(cover, 6) * (1 - cover)
    return Lesion((shares * cover[None]).astype(np.float32), halo.astype(np.float32), int(low[0]), int(low[1]), int(high[2]))


def _within(solid: Solid, x: np.ndarray, y: np.ndarray, z: np.ndarray) -> np.ndarray:
    rows = np.clip(((TOP - z) / MM).astype(int), 0, SIZE - 1)
    columns = np.clip(((x - LEFT) / MM).astype(int), 0, SIZE - 1)
    front, back = solid.front[np.ix_(rows, columns)], solid.back[np.ix_(rows, columns)]
    return (y[None, :, None] > front[:, None, :]) & (y[None, :, None] < back[:, None, :])
