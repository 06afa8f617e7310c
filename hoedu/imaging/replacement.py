"""The bones of a right hip after total hip replacement: femur without head and neck, and the implant."""

from dataclasses import replace
from functools import cache

import numpy as np

from hoedu.imaging import hip
from hoedu.imaging.solids import Solid, X, Z, ball, inside_mm, mirrored, plate, tube

CUT_FEMUR = [
    (-27, -9), (-36, 1), (-43, 4.5), (-49, 7), (-54, 11), (-59.5, 11.5), *hip.FEMUR[hip.FEMUR.index((-64.5, 7)):-6], (-22, -32),
]  # fmt: skip
STEM = [
    (-31, -7), (-38, -1), (-46, -1), (-53.5, -8), (-54.5, -22), (-52, -40), (-49.8, -62), (-47.6, -90), (-45.4, -112),
    (-42.6, -118), (-40, -112), (-38.4, -90), (-36, -62), (-32, -40), (-27.5, -24), (-25.5, -14),
]  # fmt: skip
TILT = np.radians(43)  # of the cup's opening from the horizontal


@cache
def bones() -> tuple[Solid, ...]:
    """Bones and implant; the other side keeps its own hip."""
    x, z = X[None, :], Z[:, None]
    away = inside_mm(CUT_FEMUR)
    cortex = 1.15 + 5.6 * hip.step(42, 105, -z) + 2.4 * hip.bump(x, z, (-21, -38), 10) + 0 * x
    middle = 9 + 8 * hip.bump(x, z, (-62, -8), 16) + 10 * hip.bump(x, z, (-17, -57), 8) - 4 * hip.step(40, 128, -z)
    half = 13.5 + 3 * hip.bump(x, z, (-58, -15), 20)
    femur = [
        plate("femur", CUT_FEMUR, middle, half, hip.CORTEX, hip.MUSCLE, away=away, order=30),
        plate("femur, marrow", CUT_FEMUR, middle, half, hip.MARROW, hip.CORTEX, away=away, cut=cortex, order=31,
              mineral=hip.trabeculae()),
    ]  # fmt: skip
    pelvis = [solid for solid in hip.pelvis() if solid.name not in ("acetabular roof", "acetabular floor")]
    native = [*hip.pelvis(), *hip.femur()]
    return tuple([*hip.spine(), *(mirrored(s) for s in native), *pelvis, *femur, *implant()])


@cache
def implant() -> list[Solid]:
    """Titanium cup and stem, polyethylene liner, cobalt-chromium head."""
    above = (X[None, :] * np.sin(TILT) + Z[:, None] * np.cos(TILT)) > 0

    def half_ball(name: str, radius: float, material: str, inside: str, order: int) -> Solid:
        whole = ball(name, 0, 0, 0, radius, material, inside, order=order)
        return replace(whole, front=np.where(above, whole.front, np.inf), back=np.where(above, whole.back, -np.inf))

    return [
        half_ball("cup", 27.2, "titanium", "muscle", 40),
        half_ball("liner", 23.6, "polyethylene", "titanium", 41),
        plate("stem", STEM, 9, 6.5, "titanium", "red marrow", rounding=4, order=42),
        tube("neck of the stem", [(-40, 8.5, -9, 6.2, 6.2), (-22, 5, -2.5, 6, 6), (-8, 2, 1, 6, 6)], "titanium", "muscle", order=43),
        ball("head of the stem", 0, 0, 1.5, 14, "cobalt-chromium", "muscle", order=44),
    ]  # fmt: skip
