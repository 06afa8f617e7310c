"""The bones of a native right hip, as solids: femur, hemipelvis, sacrum, and what the field sees of the other side.

Shapes are drawn after textbook proportions of an adult (a head of 48 mm, neck and shaft at about 127 degrees, 12 degrees
of anteversion): a teaching model, of no one's hip. Places as in `solids`.
"""

from dataclasses import replace
from functools import cache

import numpy as np

from hoedu.imaging.solids import MM, Solid, X, Z, ball, empty, inside_mm, mirrored, noise, plate, smooth, union

HEAD = 24.0  # radius of the femoral head, mm
CORTEX, MARROW, CARTILAGE, MUSCLE = "cortical bone", "red marrow", "cartilage", "muscle"

FEMUR = [
    (6, 21), (-4, 23.4), (-13, 20.5), (-20, 15.5), (-28, 10.5), (-36, 6.5), (-43, 4.5), (-49, 7), (-54, 11), (-59.5, 11.5),
    (-64.5, 7), (-68.5, -1), (-71.5, -11), (-73.5, -22), (-73, -33), (-69.5, -45), (-65, -57), (-61.5, -72), (-59, -95),
    (-57, -130), (-56, -160), (-25.5, -160), (-26.5, -130), (-28, -100), (-28.5, -84), (-26.5, -74), (-21.5, -66.5),
    (-17, -60.5), (-16.5, -53.5), (-20, -47), (-24.5, -41.5), (-24.5, -36), (-21, -30.5), (-15.5, -25.5), (-8, -22.5),
    (2, -21), (12, -12), (14, 6),
]  # fmt: skip
ILIUM = [
    (-15.5, 26), (-19.5, 32), (-20.5, 40), (-17.5, 47), (-20, 56), (-29, 70), (-41, 85), (-53, 99), (-61, 113), (-65, 130),
    (-60, 165), (20, 180), (36, 150), (38, 120), (42, 98), (49, 80), (54, 66), (51, 55), (46, 46), (42.5, 36), (41, 24),
    (40, 12), (38, 2), (33, -2), (28.2, 4), (25.3, 13), (19.5, 20.5), (11, 26), (0, 28.4), (-9, 27.2),
]  # fmt: skip
ISCHIUM = [
    (28.5, 4), (36, 4), (39.5, -4), (39.5, -16), (37, -28), (35, -40), (34.5, -50), (37.5, -60), (43, -67), (46, -72),
    (41, -79), (31, -85), (21, -86.5), (13, -82), (9.5, -73), (9, -62), (11.5, -50), (15, -40), (19, -32), (24, -23), (28, -9),
]  # fmt: skip
PUBIS = [
    (30, -5), (34, 8), (44, 9), (54, 3), (64, -5), (73, -9.5), (80, -11.5), (84.5, -15), (86, -24), (86, -38), (84, -48),
    (77, -56), (66, -64), (55, -71.5), (47, -77), (42, -76.5), (42.5, -70), (49, -63.5), (58, -57), (65, -50.5), (67.5, -43),
    (66, -36), (60.5, -29.5), (53, -25), (45, -20.5), (38, -17), (31, -14),
]  # fmt: skip
SACRUM = [
    (88, 205), (44, 200), (34, 160), (36, 130), (39, 110), (44, 94), (51, 80), (59, 68), (66, 57), (70.5, 47),
    (74, 40), (80, 37), (82, 31), (80.5, 25), (83, 20), (84.5, 10), (86, 2), (88, -1), (90, 2), (91.5, 10), (93, 20),
    (95.5, 25), (94, 31), (96, 37), (102, 40), (105.5, 47), (110, 57), (117, 68), (125, 80), (132, 94), (137, 110),
    (140, 130), (142, 160), (132, 200),
]  # fmt: skip


def step(a: float, b: float, v: np.ndarray) -> np.ndarray:
    """0 below a, 1 above b, smooth between."""
    t = np.clip((v - a) / (b - a), 0, 1)
    return t * t * (3 - 2 * t)


def bump(x: np.ndarray, z: np.ndarray, at: tuple[float, float], size: float) -> np.ndarray:
    return np.exp(-((x - at[0]) ** 2 + (z - at[1]) ** 2) / (2 * size**2))


@cache
def femur() -> list[Solid]:
    """Cortex and marrow of the proximal femur."""
    x, z = X[None, :], Z[:, None]
    away = inside_mm(FEMUR)
    middle = 9 * np.clip(-x / 45, 0, 1) + 8 * bump(x, z, (-62, -8), 16) + 10 * bump(x, z, (-17, -57), 8)
    middle = middle - 4 * step(40, 128, -z)
    half = 13.5 + 3 * bump(x, z, (-58, -15), 20) + 0 * x
    shaft = step(42, 105, -z)
    calcar = bump(x, z, (-21, -38), 11) * 2.6
    lateral = bump(x, z, (-72, -52), 16) * 2.0
    cortex = 1.15 + 5.9 * shaft + calcar + lateral
    outer = plate("femur, neck and shaft", FEMUR, middle, half, CORTEX, MUSCLE, away=away)
    inner = plate("femur, marrow", FEMUR, middle, half, MARROW, CORTEX, away=away, cut=cortex)
    head = ball("femoral head", 0, 0, 0, HEAD, CORTEX, MUSCLE)
    core = ball("femoral head, marrow", 0, 0, 0, HEAD - 1.1, MARROW, CORTEX)
    return [
        replace(union("femur", [outer, head]), order=30),
        replace(union("femur, marrow", [inner, core]), order=31, mineral=trabeculae()),
    ]


@cache
def trabeculae() -> np.ndarray:
    """Mineral of the femur's marrow space, mg/cm3: the compressive and the tensile groups, little in Ward's triangle and the shaft."""
    x, z = np.meshgrid(X, Z)
    head = np.hypot(x, z)
    base = 175 * step(-30, -14, -head) + 80
    # Principal compressive group: a fan from the medial neck up to the top of the head.
    ax, az = -26.0, -46.0
    angle = np.degrees(np.arctan2(z - az, x - ax))
    fan = np.exp(-(((angle - 62) / 15) ** 2)) * step(10, 26, np.hypot(x - ax, z - az)) * step(-26, -18, -head)
    # Principal tensile group: arcs from the lateral cortex over the neck into the lower head.
    cx, cz = -26.0, -46.0
    radius = np.hypot((x - cx) * 0.93, z - cz)
    arc = np.exp(-(((radius - 46) / 8.5) ** 2)) * step(-60, -20, z) * step(-70, -60, x)
    trochanter = np.exp(-(((x + 62) / 11) ** 2 + ((z + 16) / 20) ** 2))
    soft = 1 - step(48, 84, -z)
    amount = base * soft + 120 * fan + 80 * arc + 30 * trochanter
    rough = 0.09 * noise(12, 1.0) + 0.06 * noise(13, 3.5) + 0.13 * fan * streaks(True) + 0.20 * arc * streaks(False)
    return np.maximum(amount * (1 + rough), 0).astype(np.float32)


def streaks(radial: bool, cx: float = -26, cz: float = -46) -> np.ndarray:
    """Texture drawn out along rays from a point below the neck, or along arcs about it."""
    from scipy.ndimage import map_coordinates

    x, z = np.meshgrid(X, Z)
    radius, angle = np.hypot(x - cx, z - cz), 60 * np.arctan2(z - cz, x - cx)
    places = [1.5 * angle, 0.16 * radius] if radial else [1.5 * radius, 0.16 * angle]
    return map_coordinates(noise(11, 1.1), places, order=1, mode="wrap").astype(np.float32)


def _sheet(name: str, line, width: float, y: float, half: float, order: int = 20) -> Solid:
    """A plate of cortical bone seen on edge: a line (x, z) of `width` mm, `2 half` mm deep, thinner towards its ends."""
    curve = smooth(line, closed=False, every=0.5)
    front, back = empty()
    reach = width
    columns = slice(*np.searchsorted(X, [curve[:, 0].min() - reach, curve[:, 0].max() + reach]))
    rows = slice(*np.searchsorted(-Z, [-curve[:, 1].max() - reach, -curve[:, 1].min() + reach]))
    from scipy.spatial import cKDTree

    x, z = np.meshgrid(X[columns], Z[rows])
    away, nearest = cKDTree(curve).query(np.stack([x.ravel(), z.ravel()], 1), distance_upper_bound=reach)
    nearest = np.minimum(nearest, len(curve) - 1)
    ends = np.clip(np.minimum(nearest, len(curve) - 1 - nearest) / 24, 0, 1)
    cover = np.clip((width / 2 - away) / MM + 0.5, 0, 1) * np.sqrt(ends)
    deep = np.where(cover > 0, half * cover, -np.inf).reshape(x.shape)
    front[rows, columns], back[rows, columns] = np.where(deep > 0, y - deep, np.inf), np.where(deep > 0, y + deep, -np.inf)
    return Solid(name, CORTEX, MARROW, front, back, order)


def _arc(radius: float, start: float, stop: float) -> list[tuple[float, float]]:
    return [(radius * np.cos(np.radians(a)), radius * np.sin(np.radians(a))) for a in np.linspace(start, stop, 16)]


@cache
def pelvis() -> list[Solid]:
    """Cortex and marrow of the right hemipelvis, its walls about the head, and the lines that a film shows."""
    x, z = X[None, :], Z[:, None]
    roof = bump(x, z, (6, 40), 22)
    # The wing is a thin, oblique plate: thicker along the ray at the pillar and towards the sacroiliac joint.
    wing = step(44, 80, z)
    joint = step(20, 58, x) * wing
    half = 17 - 12.5 * wing + 6 * roof * (1 - wing) + 5 * joint + 2.5 * wing * bump(x, z, (-38, 110), 16)
    depth = 2 + wing * (0.62 * (x - 8)) + 0 * z
    cut = 1.2 + 0.5 * wing
    grain = 1 + 0.17 * noise(21, 1.1) + 0.12 * noise(22, 4)
    ilium = ("ilium", ILIUM, depth, half, 150 - 40 * wing + 120 * roof, cut)
    ischium = ("ischium", ISCHIUM, 20 + 8 * step(20, 60, -z), 12 + 0 * x, 120 + 0 * x, 1.6 + 0 * x)
    pubis = ("pubis", PUBIS, -22 + 22 * step(50, 84, -z) * step(-75, -40, -x), 7.5 + 3 * bump(x, z, (79, -30), 14), 105 + 0 * x, 1.5 + 0 * x)
    solids = []
    for name, outline, y, thick, mineral, cortex in (ilium, ischium, pubis):
        away = inside_mm(outline)
        solids.append(plate(name, outline, y, thick, CORTEX, MUSCLE, away=away, rounding=7, order=10))
        solids.append(plate(f"{name}, marrow", outline, y, thick, MARROW, CORTEX, away=away, rounding=7, cut=cortex, order=11,
                            mineral=np.maximum(mineral * grain, 0).astype(np.float32)))  # fmt: skip
    for name, edge, y, thick in (
        ("posterior wall", [(-14.5, 25.5), (-11, 14), (-7, 2), (-4, -11), (0, -23), (7, -30), (18, -31), (30, -22), (36, -4), (34, 14), (22, 22), (4, 27)], 29, 4.2),
        ("anterior wall", [(-12, 26.5), (-3, 17), (5, 7), (13, -4), (20, -14), (28, -19), (36, -12), (37, 4), (30, 17), (16, 25)], -28, 3.6),
    ):  # fmt: skip
        away = inside_mm(edge)
        bulge = y * np.sqrt(np.clip(1 - ((x * x + z * z) / 36**2), 0.25, 1))
        solids.append(plate(name, edge, bulge, thick, CORTEX, MUSCLE, away=away, rounding=2.2, order=12))
        solids.append(plate(f"{name}, marrow", edge, bulge, thick, MARROW, CORTEX, away=away, rounding=2.2, cut=0.9, order=13,
                            mineral=(110 * grain).astype(np.float32)))  # fmt: skip
    return [*solids, *_lines()]


def _lines() -> list[Solid]:
    """Cortical plates that a ray meets on edge: the lines by which a hip film is read."""
    return [
        _sheet("acetabular roof", _arc(29.4, 121, 52), 3.0, 0, 9, 21),
        _sheet("acetabular floor", _arc(28.6, 56, -36), 1.3, 4, 6),
        _sheet("ilioischial line", [(46, 60), (42.4, 44), (40.9, 28), (40, 12), (39.3, -4), (38, -20), (36, -36), (34.5, -50)], 1.1, 20, 7),
        _sheet("iliopectineal line", [(53, 68), (47, 52), (43.5, 38), (42.4, 24), (45, 12), (53, 4.5), (63, -3.5), (74, -9)], 1.2, -6, 7),
        _sheet("teardrop", [(33.4, 0), (33, -11), (34.2, -18), (36.4, -20.5), (38.6, -18), (39.4, -9), (39.2, 2)], 1.1, 6, 4),
    ]  # fmt: skip


@cache
def spine() -> list[Solid]:
    """The lower sacrum with its foramina, and the coccyx: behind, at the midline."""
    x, z = X[None, :], Z[:, None]
    away = inside_mm(SACRUM)
    y = 58 - 0.0022 * (z - 40) ** 2 + 0 * x
    grain = 1 + 0.15 * noise(31, 1.2) + 0.2 * noise(32, 6)
    half = 3.5 + 7.5 * step(25, 110, z) + 0 * x
    holes = 0 * x * z
    for height, out in ((119, 27), (95, 24), (74, 19), (57, 14)):
        for side in (-1, 1):
            holes = holes + 0.75 * bump(x, z, (88 + side * out, height), 4) + 0.4 * bump(x, z, (88 + side * out, height + 6), 3)
    mineral = np.maximum(115 * grain * (1 - np.clip(holes, 0, 1)), 0).astype(np.float32)
    return [
        plate("sacrum", SACRUM, y, half * (1 - 0.55 * np.clip(holes, 0, 1)), CORTEX, MUSCLE, away=away, rounding=6, order=10),
        plate("sacrum, marrow", SACRUM, y, half, MARROW, CORTEX, away=away, rounding=6, cut=1.3, order=11, mineral=mineral),
    ]  # fmt: skip


@cache
def bones() -> tuple[Solid, ...]:
    """All bones of a native hip in the field, the farther side included."""
    space = ball("joint space", 0, 0, 0, 27.6, CARTILAGE, CARTILAGE, order=25)
    right = [*pelvis(), *femur()]
    return tuple([*spine(), *(mirrored(s) for s in right), *right, space])
