"""MRI of a scene's axial slice, T1, T2 and STIR: the spin-echo equations for what each place holds.

A place gives the signal of its tissues by their shares. Mineral counts as cortical bone, which gives none, by the share of
cortical bone that would hold as much. A lesion adds, for each shell, what it holds in place of muscle, in muscle swollen by
its oedema. The pictures are magnitudes, so noise is as Rice described it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cache

import numpy as np

from hoedu.imaging import physics
from hoedu.imaging.clock import constant
from hoedu.imaging.ct import NOTHING, areas, presence
from hoedu.imaging.detect import view_cnr
from hoedu.imaging.pictures import WEEKS, Finding, Layer, Picture, standard_noise, values
from hoedu.imaging.scene import Scene
from hoedu.imaging.slices import Cut, Frame, Slice, crack, cut, places, slice_of, texture, trimmed

SEQUENCES = ("T1", "T2", "STIR")
FULL = 1075.0  # mg/cm3 in cortical bone
BLUR = 0.55  # pixels: a matrix of 320
STEP = 0.002
# Blood that flows out of the slice between pulse and echo gives next to nothing.
FLOW = 0.04
WINDOW = {"T1": (0.0, 0.95), "T2": (0.0, 0.44), "STIR": (-0.01, 0.32)}
SNR = constant("mri_snr")
SNR_T1 = 1.3 * SNR  # assumed: T1 images are the smoother ones
PART = 0.15  # of what changes: its brightest or darkest part, to which an eye goes
DETAIL = 2  # pixels a side of the details for which contrast-to-noise is measured


def mri_pictures(scenes: Sequence[Scene]) -> tuple[Picture, ...]:
    """T1, T2 and STIR of the axial slice of scenes of one anatomy."""
    return tuple(_picture(scenes, sequence) for sequence in SEQUENCES)


def _picture(scenes: Sequence[Scene], sequence: str) -> Picture:
    slice_ = slice_of(scenes[0])
    base = background(slice_, sequence)
    low, high = WINDOW[sequence]
    picture = Picture(
        name=f"mri-{sequence.lower()}", title=f"MRI, {sequence}", modality=f"MRI, axial slice, {sequence}", kind="magnitude",
        mm=slice_.frame.pixel, base=Layer(base, STEP), findings={scene.name: _finding(scene, sequence, base) for scene in scenes},
        windows=(("usual", low, high), ("narrow", low, 0.55 * high)), limits=(-0.05, 1.3, 0.16),
        noise=physics.signal("muscle", sequence) / (SNR_T1 if sequence == "T1" else SNR), seed=11 + 2 * SEQUENCES.index(sequence),
        marks={"left": "R", "top": "front"},
    )  # fmt: skip
    return replace(picture, findings={scene.name: _seen(picture, scene, sequence) for scene in scenes})


# ---- signal


@cache
def held(sequence: str) -> Mapping[str, float]:
    """Signal of what `slices` says a place may hold."""
    names = {"muscle": "muscle", "fat": "fat", "fluid": "fluid", "cortical bone": "cortical bone", "cartilage": "cartilage",
             "tendon": "tendon"}  # fmt: skip
    found = {tissue: physics.signal(name, sequence) for tissue, name in names.items()}
    # Marrow of an adult hip: mostly fat, the rest as wet as muscle.
    return {**found, "air": 0.0, "blood": FLOW * found["muscle"], "marrow": 0.8 * found["fat"] + 0.2 * found["muscle"]}


@cache
def background(slice_: Slice, sequence: str) -> np.ndarray:
    """The slice without lesion: [down, across], relative to full magnetisation of muscle."""
    from scipy.ndimage import gaussian_filter

    total = sum(share * held(sequence)[tissue] for tissue, share in slice_.shares.items())
    # Trabeculae take the place of marrow, too fine to be seen one by one.
    marrow = slice_.shares["marrow"]
    within = gaussian_filter(slice_.mineral, 1.3) / np.maximum(gaussian_filter(marrow, 1.3), 0.05)
    total = total - marrow * held(sequence)["marrow"] * np.clip(within / FULL, 0, 1)
    total = total * (1 + 0.05 * texture(slice_.frame, 81, 6) * marrow)
    return (gaussian_filter(total, BLUR) * shading(slice_.frame)).astype(np.float32)


@cache
def shading(frame: Frame) -> np.ndarray:
    """The coils' sensitivity: a little brighter near them."""
    y, x = frame.places
    tall, wide = frame.down * frame.pixel / 2, frame.across * frame.pixel / 2
    far = ((y - frame.front) / tall - 1) ** 2 + ((x - frame.left) / wide - 1) ** 2
    return (0.96 + 0.07 * np.clip(far, 0, 1.2) + 0.02 * np.sin(x / 70 + 1) * np.cos(y / 60)).astype(np.float32)


def shell_signal(scene: Scene, sequence: str) -> np.ndarray:
    """Signal of each shell of the scene's lesion: [weeks, shells]."""
    states = scene.states
    bone = np.clip(states.mineral / FULL, 0, 1)
    soft = 1 - bone
    marrow = np.minimum(states.marrow, 1)
    cartilage = np.clip(states.cartilage, 0, 1) * (1 - marrow)
    rest = (1 - marrow) * (1 - np.clip(states.cartilage, 0, 1))
    parts = held(sequence)
    signal = (
        marrow * physics.signal("fat", sequence)
        + cartilage * parts["cartilage"]
        + rest * swollen(states.water, sequence)
    )
    return soft * signal + bone * parts["cortical bone"]


def swollen(water: np.ndarray, sequence: str) -> np.ndarray:
    """Signal of muscle with this share of free water. The table's oedematous muscle holds half."""
    muscle, wet = physics.signal("muscle", sequence), physics.signal("oedematous muscle", sequence)
    return muscle + (wet - muscle) * np.asarray(water) / physics.tissue("oedematous muscle").long_share


# ---- what a scene puts into it


def _finding(scene: Scene, sequence: str, base: np.ndarray) -> Finding:
    from scipy.ndimage import gaussian_filter

    layers, weights, outline = [], [], ()
    muscle = physics.signal("muscle", sequence)
    part, slice_ = cut(scene), slice_of(scene)
    shade = shading(slice_.frame)
    if part is not None:
        outline = part.outline()
        light = part.of(shade)

        def layer(values: np.ndarray) -> Layer:
            return Layer(gaussian_filter(values, BLUR).astype(np.float32), STEP, part.top, part.left)

        layers.append(layer(part.whole * (muscle * light - part.of(base))))
        weights.append(presence(scene))
        signal = shell_signal(scene, sequence)
        # A place is full at 1: what the shells hold above that is texture.
        full = part.shells / np.maximum(part.shells.sum(0), 1)
        for shell, course in zip(full, signal.T):
            layers.append(layer(shell * light))
            weights.append(course - muscle)
        wet = part.of(slice_.shares["muscle"]) + 0.25 * part.of(slice_.shares["fat"])
        layers.append(layer(feathered(part, slice_.frame) * wet * light))
        weights.append(swollen(scene.states.halo, sequence) - muscle)
    for place, course in _marrow_oedema(scene):
        mine = slice_.shares["marrow"] * place
        rows, columns = np.flatnonzero(mine.max(1) > 0.02), np.flatnonzero(mine.max(0) > 0.02)
        if rows.size:
            box = slice(rows[0], rows[-1] + 1), slice(columns[0], columns[-1] + 1)
            wet = swollen(np.array(0.75), sequence) - held(sequence)["marrow"]
            layers.append(
                Layer(
                    (gaussian_filter(mine[box], BLUR) * shade[box] * wet).astype(np.float32), STEP, rows[0], columns[0]
                )
            )
            weights.append(course)
    broken = crack(scene)
    if broken is not None:
        values, top, left = trimmed(-gaussian_filter(broken * base, BLUR), STEP)
        layers.append(Layer(values.astype(np.float32), STEP, top, left))
        weights.append(np.exp(-((WEEKS / 12) ** 2)))
    return Finding(tuple(layers), np.stack(weights, 1) if weights else None, outline=outline)


def feathered(part: Cut, frame: Frame) -> np.ndarray:
    """The halo as oedema spreads: unevenly, fading."""
    grain = 1 + 0.35 * part.of(texture(frame, 83, 2))
    return np.clip(1.9 * part.halo * grain, 0, 1)


def _marrow_oedema(scene: Scene) -> list[tuple[np.ndarray, np.ndarray]]:
    """Where the marrow of the near side is swollen, 0 to 1, and by how much in each week. Assumed."""
    frame = slice_of(scene).frame
    y, x = frame.places
    patchy = np.clip(0.75 + 0.3 * texture(frame, 84, 5), 0, 1)
    if scene.kind == "fracture":
        away = np.abs(x + 20 + 0.12 * y)
        place = np.exp(-((away / 15) ** 2)) * patchy * (x < 40)
        course = np.exp(-np.maximum(WEEKS - 4, 0) / 7)
        return [(place, course)]
    if scene.kind == "crps":
        place = patchy**2 * np.exp(-(((x + 22) ** 2 + y**2) / 48**2)) * (x < 70)
        course = 0.6 / (1 + np.exp(-(WEEKS - 3) / 0.9)) * np.exp(-np.maximum(WEEKS - 8, 0) / 9)
        return [(place, course)]
    return []


# ---- measured in the picture


def _seen(picture: Picture, scene: Scene, sequence: str) -> Finding:
    finding, found = picture.findings[scene.name], areas(scene, inside=True)
    sees = SENTENCES.get(scene.kind, {}).get(sequence, NOTHING)
    return replace(finding, cnr=None if found is None else measured(picture, finding, *found), sees=sees)


def measured(picture: Picture, finding: Finding, target: np.ndarray, around: np.ndarray) -> np.ndarray:
    """CNR in the rendered picture by week, without its sign: the brightest or the darkest part of the lesion and its halo,
    whichever differs more from muscle, for details of DETAIL pixels.
    """
    rest = values(replace(picture, findings={"": Finding()}), "", 0)
    second = standard_noise(picture.shape, picture.seed + 1)
    first = picture.base.values + picture.noise * standard_noise(picture.shape, picture.seed)
    added = finding.weights @ places(finding.layers, target)
    seen = np.hypot(first[target][None, :] + added, picture.noise * second[target][None, :])
    # The CNR is a straight line in the target's mean: two of its points give all.
    none, one = (view_cnr(np.where(target, level, rest), target, around, DETAIL) for level in (0.0, 1.0))
    most = max(1, round(PART * target.sum()))
    order = np.argsort(added, axis=1)
    dark, bright = (np.take_along_axis(seen, part, 1).mean(1) for part in (order[:, :most], order[:, -most:]))
    return np.maximum(np.abs(none + dark * (one - none)), np.abs(none + bright * (one - none)))


SENTENCES = {
    "lesion": {
        "T1": (
            (0, "Nothing: grey muscle, bright fat."),
            (1.5, "The lesion is almost as grey as muscle; the planes of fat about it are gone."),
            (8, "A dark line at its edge, the middle still grey."),
            (17, "A dark rim, and bright fat appearing within."),
            (26, "A dark rim around fat: marrow."),
        ),
        "T2": (
            (0, "Nothing: grey muscle."),
            (1, "Perhaps a little brighter in one muscle."),
            (1.5, "A bright, patchy area in the muscle, without a clear edge."),
            (7, "A dark line around a still bright middle."),
            (17, "A dark rim; within it marrow is turning to fat."),
            (24, "A dark rim around marrow as bright as fat."),
        ),
        "STIR": (
            (0, "Nothing: fat is dark, muscle grey."),
            (1, "Perhaps a little brighter in one muscle."),
            (1.5, "Bright oedema, reaching beyond what will be the lesion; of itself it says little of its cause."),
            (7, "A dark rim, oedema around it, fading."),
            (22, "Dark: bone and fatty marrow."),
        ),
    },
    "tumour": {
        "T1": ((0, "Nothing: grey muscle, bright fat."), (2, "Perhaps a mass almost as grey as muscle; the planes of fat are gone."), (8, "Dark in the middle.")),
        "T2": ((0, "Nothing: grey muscle."), (1, "A bright mass."), (12, "Dark in the middle, bright at the edge.")),
        "STIR": ((0, "Nothing: fat is dark, muscle grey."), (1, "A bright mass with oedema about it."), (12, "Dark in the middle, bright at the edge.")),
    },
    "oedema": {
        "T1": ((0, "Nothing out of the ordinary."), (2, "The plane of fat beside it is blurred; nothing else."), (9, "Nothing out of the ordinary.")),
        "T2": ((0, "Nothing out of the ordinary."), (1.5, "The muscle is brighter; no bone comes of it."), (16, "Fading, still brighter than muscle."), (24, "Nothing out of the ordinary.")),
        "STIR": ((0, "Nothing out of the ordinary."), (1.2, "Bright oedema, as before heterotopic ossification; no bone comes of it."), (16, "Fading, still brighter than muscle."), (24, "Nothing out of the ordinary.")),
    },
    "fracture": {
        "T1": ((0, "A dark line through the neck, the marrow about it grey."), (16, "Fading.")),
        "T2": ((0, "A dark line through the neck."), (16, "Fading.")),
        "STIR": ((0, "Bright marrow on both sides of a line through the neck."), (16, "Fading.")),
    },
    "crps": {
        "T1": ((0, "Nothing out of the ordinary."), (3, "The marrow about the joint is a little darker, in patches."), (20, "Fading.")),
        "STIR": ((0, "Nothing out of the ordinary."), (3, "Bright patches of marrow about the joint; the muscle is as before."), (20, "Fading.")),
    },
}  # fmt: skip
