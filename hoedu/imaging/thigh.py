"""The middle of a right thigh: femoral shaft, muscles, vessels, fat. Axial outlines are the same along it, a little narrower below.

Places as in `solids`, but the origin of the outlines is the middle of the shaft, at x = AXIS.
"""

from functools import cache

import numpy as np

from hoedu.imaging.solids import Solid, X, Z, noise, sections, smooth, tube

AXIS = 23.0
Ring = list[tuple[float, float]]

# Axial outlines (x, y) from the middle of the shaft, mm: lateral and front are negative.
OUTLINES: dict[str, Ring] = {
    "vastus intermedius": [(-24, 12), (-31, -6), (-26, -24), (-8, -33), (12, -30), (23, -16), (22, 0), (12, 14), (-8, 18)],
    "vastus lateralis": [(-27, -50), (-42, -48), (-57, -32), (-65, -8), (-60, 14), (-45, 29), (-29, 21), (-31, 9), (-34, -6), (-30, -26), (-24, -36)],
    "vastus medialis": [(13, -46), (30, -45), (45, -32), (49, -15), (41, 0), (29, 5), (26.5, -4), (27, -17), (16, -33)],
    "rectus femoris": [(-23, -50), (-13, -60), (3, -62), (12, -53), (9, -42), (-4, -37), (-18, -40)],
    "sartorius": [(44, 4), (52, -7), (58, 0), (57, 11), (48, 16)],
    "adductors": [(16, 17), (30, 21), (44, 19), (57, 22), (58, 36), (45, 47), (26, 48), (8, 38), (6, 24)],
    "gracilis": [(61, 20), (66, 24), (66, 40), (60, 44), (60, 30)],
    "semimembranosus": [(24, 52), (38, 51), (49, 52), (48, 62), (36, 69), (24, 66)],
    "semitendinosus": [(-2, 58), (10, 55), (21, 58), (21, 68), (9, 74), (-2, 70)],
    "biceps femoris": [(-38, 44), (-24, 38), (-9, 45), (-6, 58), (-10, 70), (-24, 71), (-36, 62)],
}  # fmt: skip


def columns(outline: Ring, scale: float = 1.0) -> list[tuple[float, float, float]]:
    """An outline as (x, y of its front, y of its back), shrunk about the shaft, at places across it."""
    curve = smooth(outline) * scale
    x = np.linspace(curve[:, 0].min() + 0.2, curve[:, 0].max() - 0.2, 28)
    closed = np.vstack([curve, curve[:1]])
    found = []
    for at in x:
        a, b = closed[:-1], closed[1:]
        crossed = (a[:, 0] - at) * (b[:, 0] - at) <= 0
        span = np.where(crossed & (a[:, 0] != b[:, 0]), b[:, 0] - a[:, 0], 1)
        y = (a[:, 1] + (at - a[:, 0]) / span * (b[:, 1] - a[:, 1]))[crossed]
        found.append((float(at) + AXIS, float(y.min()), float(y.max())))
    return found


@cache
def solids() -> tuple[Solid, ...]:
    """Everything in the field, in painting order."""
    skin = [(80 * np.cos(a), 4 + 82 * np.sin(a)) for a in np.linspace(0, 2 * np.pi, 24, endpoint=False)]
    ends = {-140.0: 0.93, 0.0: 1.0, 140.0: 1.06}
    found = [sections("skin and fat", {z: columns(skin, s) for z, s in ends.items()}, "adipose", "air", order=0)]
    for name, outline in OUTLINES.items():
        cuts = {z: columns(outline, s * 0.985) for z, s in ends.items()}
        found.append(sections(name, cuts, "muscle", "adipose", order=2))
    for name, x, y, radius in (("femoral artery", 35, 11, 3.8), ("femoral vein", 31.5, 15.5, 4.6), ("deep vessels", 15, 21, 3)):
        found.append(tube(name, [(AXIS + x, y, z, radius, radius) for z in (-140, 0, 140)], "blood", "adipose", order=4))
    found.append(tube("sciatic nerve", [(AXIS + 1, 48, z, 5, 3.6) for z in (-140, 0, 140)], "muscle", "adipose", order=4))
    return tuple([*found, *bones()])


@cache
def bones() -> tuple[Solid, ...]:
    shaft = [(AXIS - 1.5, -2.5, 140, 15.2, 15.2), (AXIS, 0, 30, 14.2, 14.2), (AXIS, 0, -50, 14.2, 14.2), (AXIS + 1.5, -2, -140, 15.6, 15.6)]
    canal = [(x, y, z, radius - 6.2 + abs(z) / 140 * 1.2, depth - 6.2 + abs(z) / 140 * 1.2) for x, y, z, radius, depth in shaft]
    bone = tube("femur", shaft, "cortical bone", "muscle", order=30)
    marrow = tube("femur, marrow", canal, "yellow marrow", "cortical bone", order=31)
    grain = np.maximum(22 * (1 + 0.5 * noise(51, 1.6)) + 0 * X[None, :] + 0 * Z[:, None], 0).astype(np.float32)
    return bone, Solid(marrow.name, marrow.material, marrow.inside, marrow.front, marrow.back, 31, grain)
