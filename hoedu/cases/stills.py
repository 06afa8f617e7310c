"""The pictures of a case: one view of the simulator, of one patient, on one day.

A stack holds many views of many patients; here only those that are asked for are built.
"""

import io
from functools import cache
from typing import TYPE_CHECKING

from hoedu.cases.read import Still

if TYPE_CHECKING:
    from hoedu.imaging.pictures import Picture

FILMS = ("film-front", "film-side")
SCANS = ("scan-flow", "scan-pool", "scan-delayed")
SLICES = ("ct", "mri-t1", "mri-t2", "mri-stir", "ultrasound")
MOST_BYTES = 18_000  # of one picture
PATIENTS = {
    "hip": ("sci", "oedema", "crps", "fracture", "nothing"),
    "thigh": ("myositis", "sarcoma", "bruise", "nothing"),
    "replacement": ("islands", "spurs", "near", "bridge", "nothing"),
}


def views(stack: str) -> tuple[str, ...]:
    """The names of a stack's pictures. Beside metal there is no slice."""
    return FILMS + SCANS if stack == "replacement" else FILMS + SLICES + SCANS


def wrong(still: Still) -> tuple[str, str] | None:
    """(field, what is wrong) where the simulator has no such picture."""
    if still.stack not in PATIENTS:
        return "stack", f"is {still.stack!r}; expected one of {', '.join(PATIENTS)}"
    if still.preset not in PATIENTS[still.stack]:
        return "preset", f"is {still.preset!r}; {still.stack} has {', '.join(PATIENTS[still.stack])}"
    if still.view not in views(still.stack):
        return "view", f"is {still.view!r}; {still.stack} has {', '.join(views(still.stack))}"
    return None


@cache
def picture(stack: str, preset: str, view: str) -> "Picture":
    """One picture of the simulator as it is there, with what this patient puts into it."""
    from hoedu.imaging.bonescan import bonescan_pictures
    from hoedu.imaging.ct import ct_picture
    from hoedu.imaging.film import film_from
    from hoedu.imaging.mri import mri_pictures
    from hoedu.imaging.scene import STACKS
    from hoedu.imaging.ultrasound import ultrasound_picture

    scenes = STACKS[stack]()
    alone = tuple(scene for scene in scenes if scene.name == preset)
    kind, _, side = view.partition("-")
    if kind == "film":
        return film_from(alone, side)
    if kind == "ct":
        return ct_picture(alone)
    if kind == "ultrasound":
        return ultrasound_picture(alone)
    # On a bone scan the largest lesion of the stack sets how much tracer the others hold.
    found = mri_pictures(alone) if kind == "mri" else bonescan_pictures(scenes)
    return next(one for one in found if one.name == view)


def sees(still: Still) -> str:
    """The simulator's sentence on what there is to see in that week."""
    told = picture(still.stack, still.preset, still.view).findings[still.preset].sees
    return [text for start, text in told if start <= still.week][-1]


def described(still: Still) -> str:
    """The picture in words, for those who do not see it."""
    modality = picture(still.stack, still.preset, still.view).modality
    return f"Synthetic {modality}. {sees(still)}".strip()


@cache
def jpeg(still: Still) -> bytes:
    """The picture as JPEG of at most MOST_BYTES, each pixel kept, with a word in its corner that says it is synthetic."""
    from PIL import Image, ImageDraw

    from hoedu.imaging.pictures import coloured

    one = picture(still.stack, still.preset, still.view)
    image = Image.fromarray(coloured(one, still.preset, still.week))
    ink, edge = ((255, 255, 255), (0, 0, 0)) if image.mode == "RGB" else (255, 0)
    ImageDraw.Draw(image).text((6, image.height - 17), "synthetic", fill=ink, stroke_width=1, stroke_fill=edge)
    for quality in range(85, 5, -10):
        out = io.BytesIO()
        image.save(out, "JPEG", quality=quality, optimize=True)
        if out.tell() <= MOST_BYTES:
            break
    return out.getvalue()
