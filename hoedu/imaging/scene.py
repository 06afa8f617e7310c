"""Scenes: an anatomy, and what a patient has in it. One scene is seen by every modality."""

import sys
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from functools import cache
from itertools import chain
from os import cpu_count

import numpy as np

from hoedu.imaging import hip, replacement, thigh
from hoedu.imaging.lesion import Course, Lesion, course, grow
from hoedu.imaging.pictures import WEEKS, Picture, Preset, Stack
from hoedu.imaging.solids import Solid, X, Z, plate


@dataclass(frozen=True, eq=False)
class Change:
    """Something that changes along a solid's rays: `amount` (1/mm, a number or an array like its depth maps) times weights [weeks]."""

    solid: Solid
    amount: float | np.ndarray
    weights: np.ndarray


@dataclass(frozen=True, eq=False)
class Scene:
    """name, title, text: of the patient. solids: in painting order. lesion, states: where there is one.

    z: height of the axial slice. kind: "lesion", "oedema", "crps", "fracture", "infection" or "nothing", for what does
    not follow from the lesion (uptake, marrow oedema).
    """

    name: str
    title: str
    text: str
    anatomy: str
    kind: str
    solids: tuple[Solid, ...]
    lesion: Lesion | None = None
    states: Course | None = None
    z: float = -21.0
    changes: tuple[Change, ...] = ()


# Lobes: x, y, z of the middle and radius along x, y, z, mm.
SCI = ((0, -32, -39, 18, 14, 21), (2, -36, -20, 18, 14, 16), (-12, -25, -57, 12, 10, 13))


@cache
def native() -> tuple[Solid, ...]:
    from hoedu.imaging.soft import soft_tissue

    return tuple(sorted(chain(*at_once([hip.bones, soft_tissue])), key=lambda solid: solid.order))


@cache
def hip_scenes() -> tuple[Scene, ...]:
    """Patients with a native hip: heterotopic ossification, and what looks like it or like nothing."""
    solids = native()
    bones = hip.bones()
    body = grow(SCI, 5, avoid=[solid for solid in bones if solid.order in (10, 30)], rough=1.4)
    return (
        Scene("sci", "Heterotopic ossification after spinal cord injury", "A lesion in front of the hip.", "hip", "lesion",
              solids, body, course("rim")),
        Scene("oedema", "Oedema after spinal cord injury, no heterotopic ossification", "Swollen muscle that never ossifies. Drawn on one side; in life usually both.",
              "hip", "oedema", solids, body, course("none")),
        Scene("crps", "Complex regional pain syndrome", "No lesion; the bones about the joint turn over faster. Drawn at the hip to compare pictures; here it is a rarity.", "hip", "crps",
              solids, changes=_osteopenia()),
        Scene("fracture", "Fracture of the femoral neck, not displaced", "No lesion; a crack that heals here. In life it is treated the same day, for it may slip (our judgement).", "hip", "fracture",
              solids, changes=_fracture()),
        Scene("nothing", "Nothing at all", "No lesion, no injury.", "hip", "nothing", solids),
    )  # fmt: skip


def _osteopenia() -> tuple[Change, ...]:
    """Mineral lost from head, neck and trochanters, patchily: seen on a film only when about a third has gone."""
    from hoedu.imaging import physics

    marrow = next(solid for solid in hip.bones() if solid.name == "femur, marrow")
    near = 1 / (1 + np.exp((np.hypot(X[None, :] + 20, Z[:, None] + 10) - 52) / 5))
    amount = -physics.excess(marrow.mineral, physics.FILM_KEV, marrow.material) * near
    lost = 0.45 / (1 + np.exp(-(WEEKS - 7) / 1.6))
    return (Change(marrow, amount.astype(np.float32), lost),)


def _fracture() -> tuple[Change, ...]:
    """A thin dark line across the neck and nowhere else; it widens a little, blurs and goes. Inside the joint there is no callus."""
    from hoedu.imaging import physics

    line = plate("fracture", [(-16, 21), (-18.2, 19), (-22.5, -2), (-20.6, -32), (-19, -31), (-20.6, -2)], 4, 11, "muscle",
                 "cortical bone", rounding=0.8)  # fmt: skip
    femur = next(solid for solid in hip.bones() if solid.name == "femur")
    line = replace(line, front=np.maximum(line.front, femur.front), back=np.minimum(line.back, femur.back))
    wide = 0.6 + 0.4 * np.exp(-(((WEEKS - 2.5) / 1.8) ** 2))
    return (Change(line, -float(physics.excess(230.0, physics.FILM_KEV)), wide / (1 + np.exp((WEEKS - 8) / 1.2))),)


@cache
def healing() -> Solid:
    """The band about that fracture in which bone is at work: hot on a scan."""
    outline = [(-10, 23), (-22, 17), (-30, -4), (-26, -36), (-13, -27), (-13, -2)]
    return plate("healing", outline, 4, 12, "muscle", "red marrow")


# After hip replacement: what lies in the soft tissue beside the neck, from the trochanter up to the pelvis.
REPLACED = {
    "islands": ((-46, 6, 27, 6, 6, 5), (-37, 2, 38, 4.5, 5, 4), (-58, 8, 25, 4, 4, 4)),
    "spurs": ((-58, 10, 15, 7, 8, 8), (-55, 9, 23, 5, 6, 6), (-17, 2, 38, 9, 9, 7), (-26, 4, 41, 6, 6, 5)),
    "near": ((-57, 10, 15, 8, 9, 8), (-52, 9, 24, 7, 8, 7), (-47, 8, 31, 5, 6, 5), (-18, 2, 38, 10, 10, 8), (-31, 4, 42, 8, 7, 6)),
    "bridge": ((-57, 10, 14, 9, 10, 9), (-51, 9, 25, 9, 10, 9), (-42, 7, 34, 9, 10, 8), (-31, 5, 41, 9, 10, 8), (-23, 3, 44, 8, 9, 8)),
}


@cache
def replacement_scenes() -> tuple[Scene, ...]:
    """Patients with a hip replacement: nothing, and lesions of the four Brooker classes."""
    from hoedu.imaging.soft import soft_tissue

    bones = replacement.bones()
    solids = tuple(sorted([*soft_tissue(), *bones], key=lambda solid: solid.order))
    avoid = [solid for solid in bones if solid.name in ("femur", "ilium", "cup", "stem")]
    titles = {"islands": "Islands of bone (Brooker I)", "spurs": "Spurs with a wide gap (Brooker II)",
              "near": "Spurs with a narrow gap (Brooker III)", "bridge": "A bridge (Brooker IV)"}  # fmt: skip
    found = [
        Scene(name, title, "After total hip replacement.", "replacement", "lesion", solids,
              grow(REPLACED[name], 9, avoid=avoid, rough=1.2, margin=12), course("rim"), z=27.0)
        for name, title in titles.items()
    ]  # fmt: skip
    return (*found, Scene("nothing", "No heterotopic bone", "After total hip replacement.", "replacement", "nothing", solids, z=27.0))


MYOSITIS = ((5, -27, 4, 15, 9, 27), (13, -29, -12, 12, 8, 18))
SARCOMA = ((8, -22, 2, 21, 16, 34), (20, -30, -10, 19, 13, 24))


@cache
def thigh_scenes() -> tuple[Scene, ...]:
    """Patients with a lump in the thigh: myositis ossificans, osteosarcoma of the surface, a bruise, nothing."""
    solids = thigh.solids()
    avoid = [thigh.bones()[0]]
    mass, tumour = grow(MYOSITIS, 21, avoid=avoid), grow(SARCOMA, 23, avoid=avoid, rough=3.2, attached=True)
    return (
        Scene("myositis", "Myositis ossificans", "A footballer's thigh after a blow.", "thigh", "lesion", solids, mass, course("rim"), z=0.0),
        Scene("sarcoma", "Osteosarcoma on the bone's surface", "A growing lump, no blow remembered. Its weeks are a teaching clock.", "thigh", "tumour", solids, tumour,
              course("centre"), z=0.0),
        Scene("bruise", "A swollen muscle that heals", "A blow, and no bone after it. A large bleed is another picture.", "thigh", "oedema", solids, mass, course("none"), z=0.0),
        Scene("nothing", "Nothing at all", "A thigh without injury.", "thigh", "nothing", solids, z=0.0),
    )  # fmt: skip


STACKS: Mapping[str, Callable[[], tuple[Scene, ...]]] = {
    "hip": hip_scenes, "replacement": replacement_scenes, "thigh": thigh_scenes,
}  # fmt: skip


def pictures_of(scenes: tuple[Scene, ...]) -> tuple[Picture, ...]:
    """Every modality's view of some scenes of one anatomy. Beside metal there is no slice: its artefacts are not modelled."""
    from hoedu.imaging.bonescan import bonescan_pictures
    from hoedu.imaging.ct import ct_picture
    from hoedu.imaging.film import film_from
    from hoedu.imaging.mri import mri_pictures
    from hoedu.imaging.ultrasound import ultrasound_picture

    films = [lambda: [film_from(scenes, "front")], lambda: [film_from(scenes, "side")]]
    slices = [lambda: [ct_picture(scenes)], lambda: mri_pictures(scenes)]
    if scenes[0].anatomy == "replacement":
        return tuple(chain(*at_once([*films, lambda: bonescan_pictures(scenes)])))
    found = at_once([slices[0], *films, lambda: bonescan_pictures(scenes), lambda: [ultrasound_picture(scenes)], slices[1]])
    ct, front, side, scan, sound, mri = found
    return tuple(chain(front, side, ct, mri, scan, sound))


def at_once(makers: list[Callable]) -> list:
    """What each makes, in their order; side by side where the machine can (NumPy and SciPy let go of the lock)."""
    if sys.platform == "emscripten":  # Python in a browser has no threads
        return [make() for make in makers]
    _import_all()
    with ThreadPoolExecutor(cpu_count()) as pool:  # more would only wait for each other
        return list(pool.map(lambda make: make(), makers))


def _import_all() -> None:
    """What the makers import late: a first import from several threads at once can fail."""
    import scipy.ndimage  # noqa: F401
    from scipy.interpolate import PchipInterpolator  # noqa: F401
    from scipy.spatial import cKDTree  # noqa: F401
    from skimage.measure import find_contours  # noqa: F401
    from skimage.transform import iradon, radon  # noqa: F401


def stack(name: str) -> Stack:
    """The pictures of one anatomy, for every patient that can have it."""
    scenes = STACKS[name.removeprefix("simulator-")]()
    return Stack(name, pictures_of(scenes), tuple(Preset(one.name, one.title, one.text) for one in scenes))
