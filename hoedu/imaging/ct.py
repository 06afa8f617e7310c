"""CT of a scene's axial slice: line integrals at 65 keV, photons counted, filtered back projection, Hounsfield units.

Reconstruction is linear, so the picture is a sum: the slice without lesion, what each shell of a lesion adds for its mineral,
and noise. The noise is what photon counting does to this very sinogram at the usual dose, reconstructed by itself; at other
doses it is scaled by 1/sqrt(dose), which a test compares with a simulation from scratch. One energy: no beam hardening.
"""

from collections.abc import Sequence
from dataclasses import replace
from functools import cache

import numpy as np

from hoedu.imaging import physics
from hoedu.imaging.clock import constant
from hoedu.imaging.detect import view_cnr
from hoedu.imaging.pictures import WEEKS, Finding, Layer, Picture
from hoedu.imaging.scene import Scene
from hoedu.imaging.slices import Frame, Slice, crack, cut, places, slice_of, through, trimmed

KEV = physics.CT_KEV
ANGLES = np.linspace(0, 180, 288, endpoint=False)
FILTER = "cosine"
SEED = 65
LOW = (constant("ct_noise") / constant("ct_noise_low")) ** 2  # the dose at which noise is that of a low-dose slice
DOSES = (("low dose", LOW), ("half the usual dose", 0.5), ("usual dose", 1.0), ("twice the usual dose", 2.0))
USUAL = 2
STEP = 2.0  # HU
WINDOWS = (("soft tissue", -150.0, 250.0), ("bone", -450.0, 1050.0))
PER = 100.0  # mg/cm3 of mineral in one unit of a shell's layer


def ct_picture(scenes: Sequence[Scene]) -> Picture:
    """The axial slice of scenes of one anatomy (a hip or a thigh without metal), in HU."""
    slice_ = slice_of(scenes[0])
    base, noise = background(slice_)
    picture = Picture(
        name="ct", title="CT", modality="CT, axial slice", kind="linear", mm=slice_.frame.pixel, base=Layer(base, STEP),
        findings={scene.name: _finding(scene, base) for scene in scenes}, windows=WINDOWS, limits=(-1000.0, 1600.0, 150.0),
        unit="HU", noise=Layer(noise, 0.5), doses=DOSES, usual=USUAL, seed=4, marks={"left": "R", "top": "front"},
    )  # fmt: skip
    return replace(picture, findings={scene.name: _seen(picture, scene) for scene in scenes})


# ---- from tissue to Hounsfield units


def attenuation(slice_: Slice) -> np.ndarray:
    """Linear attenuation of a slice, 1/mm."""
    total = np.zeros(slice_.frame.shape, np.float32)
    names = {"fat": "adipose", "fluid": "water", "tendon": "muscle", "marrow": "yellow marrow"}
    for tissue, share in slice_.shares.items():
        total += share * physics.mu(names.get(tissue, tissue), KEV)
    return total + physics.excess(1.0, KEV, "yellow marrow").astype(np.float32) * slice_.mineral


def _middle(frame: Frame) -> tuple[int, tuple[slice, slice]]:
    """The side of the square that the scanner turns about, and where the slice lies in it."""
    side = max(frame.shape)
    top, left = (side - frame.down) // 2, (side - frame.across) // 2
    return side, (slice(top, top + frame.down), slice(left, left + frame.across))


def sinogram(mu: np.ndarray, frame: Frame) -> np.ndarray:
    """Line integrals through a slice of 1/mm: [places across, angles]."""
    from skimage.transform import radon

    side, here = _middle(frame)
    square = np.zeros((side, side), np.float32)
    square[here] = mu * frame.pixel
    y, x = np.indices(square.shape) - side // 2
    return radon(square * (x**2 + y**2 <= (side // 2) ** 2), ANGLES, circle=True)


def counted(lines: np.ndarray, frame: Frame, dose: float = 1.0, seed: int = SEED) -> np.ndarray:
    """The same line integrals as a detector finds them that counts photons."""
    photons = frame.photons * dose
    found = np.random.default_rng(seed).poisson(photons * np.exp(-np.asarray(lines, float)))
    return -np.log(np.maximum(found, 0.5) / photons).astype(np.float32)


def reconstructed(lines: np.ndarray, frame: Frame) -> np.ndarray:
    """Filtered back projection: attenuation in 1/mm, [down, across]."""
    from skimage.transform import iradon

    square = iradon(lines.astype(np.float32), ANGLES, filter_name=FILTER, circle=True)
    return (square[_middle(frame)[1]] / frame.pixel).astype(np.float32)


@cache
def background(slice_: Slice) -> tuple[np.ndarray, np.ndarray]:
    """The slice without lesion in HU, and its noise in HU at the usual dose."""
    frame = slice_.frame
    lines = sinogram(attenuation(slice_), frame)
    noise = reconstructed(counted(lines, frame) - lines, frame) / physics.mu("water", KEV) * 1000
    return physics.hounsfield(reconstructed(lines, frame), KEV).astype(np.float32), noise


@cache
def point() -> np.ndarray:
    """What scanner and reconstruction make of a single pixel: [25, 25], adding up to 1; the mean over some places."""
    from skimage.transform import iradon, radon

    field, angles = np.zeros((121, 121), np.float32), ANGLES[::2]
    at = ((31, 45), (42, 88), (84, 75), (77, 30))
    for row, column in at:
        field[row, column] = 1
    spread = iradon(radon(field, angles, circle=True), angles, filter_name=FILTER, circle=True)
    mean = sum(spread[row - 12 : row + 13, column - 12 : column + 13] for row, column in at)
    return (mean / mean.sum()).astype(np.float32)


def blurred(values: np.ndarray) -> np.ndarray:
    from scipy.ndimage import convolve

    return convolve(values.astype(np.float32), point(), mode="constant")


# ---- what a scene puts into it


def presence(scene: Scene) -> np.ndarray:
    """How far the lesion has taken the place of what was there, 0 to 1 by week: swelling fills the planes of fat."""
    taken = 1 / (1 + np.exp(-(WEEKS - 1.5) / 0.45))
    return taken * (1.0 if scene.states.mineral.any() else 0.5 * scene.states.water.max(1) / 0.55)


def _finding(scene: Scene, base: np.ndarray) -> Finding:
    layers, weights, outline = [], [], ()
    part = cut(scene)
    if part is not None:
        outline = part.outline()
        layers.append(Layer(blurred(part.whole * (physics.hu() - part.of(base))), STEP, part.top, part.left))
        weights.append(presence(scene))
        if scene.states.mineral.any():
            per = float(physics.hu(PER) - physics.hu())
            for shell, mineral in zip(part.shells, scene.states.mineral.T):
                layers.append(Layer(blurred(shell) * per, 0.5, part.top, part.left))
                weights.append(mineral / PER)
    broken = crack(scene)
    for change in scene.changes:
        # Changes are given as the film sees them; the same mineral at the energy of CT.
        scale = physics.excess(1.0, KEV) / physics.excess(1.0, physics.FILM_KEV) / physics.mu("water", KEV) * 1000
        if broken is not None and np.all(change.amount <= 0):
            values = blurred(broken * (physics.hu() - base))
        else:
            values = through(slice_of(scene).frame, change.solid, scene.z, change.amount) * scale
            # No more mineral goes than is there.
            values = np.maximum(values, np.minimum(physics.hu(host="yellow marrow") - base, 0))
        values, top, left = trimmed(values, 1.0)
        if values.size > 1:
            layers.append(Layer(values.astype(np.float32), STEP, top, left))
            weights.append(change.weights)
    return Finding(tuple(layers), np.stack(weights, 1) if weights else None, outline=outline)


def areas(scene: Scene, inside: bool = False) -> tuple[np.ndarray, np.ndarray] | None:
    """Where contrast is measured, as masks: in what was muscle, the densest part of the mature lesion (or the whole of it and
    its halo, `inside`), and untouched muscle near it. None where the slice shows no lesion.
    """
    from scipy.ndimage import binary_dilation, binary_erosion

    part, slice_ = cut(scene), slice_of(scene)
    if part is None:
        return None
    muscle = slice_.shares["muscle"]
    pure, mm = binary_erosion(muscle > 0.8), round(1 / slice_.frame.pixel)
    whole, final = np.zeros(muscle.shape, bool), np.zeros(muscle.shape, np.float32)
    part.of(whole)[...] = part.whole + part.halo > 0.02
    dense = scene.states.mineral[-1]
    part.of(final)[...] = (
        part.whole + part.halo > 0.4 if inside else np.tensordot(dense if dense.any() else np.ones(4), part.shells, 1)
    )
    at = pure & (final > 0)
    target = at if inside else at & (final >= np.quantile(final[at], 0.85))
    near = binary_dilation(whole, iterations=40 * mm) & ~binary_dilation(whole, iterations=3)
    return target, binary_erosion(pure) & near


def _seen(picture: Picture, scene: Scene) -> Finding:
    finding, found = picture.findings[scene.name], areas(scene)
    sees = SENTENCES.get(scene.kind, NOTHING)
    return replace(finding, cnr=None if found is None else measured(picture, finding, *found), sees=sees)


def measured(picture: Picture, finding: Finding, target: np.ndarray, around: np.ndarray) -> np.ndarray:
    """CNR in the rendered pictures by dose and week, [doses, weeks]: `detect.view_cnr` for details of one pixel."""
    added = finding.weights @ places(finding.layers, target).mean(1) if finding.layers else np.zeros(len(WEEKS))
    rows = []
    for _, dose in picture.doses:
        still = picture.base.values + picture.noise.values / np.sqrt(dose)
        spread = still[around].std(ddof=1)
        rows.append(view_cnr(still, target, around) + added / spread)
    return np.stack(rows)


NOTHING = ((0, "Nothing out of the ordinary."),)
SENTENCES = {
    "lesion": (
        (0, "Nothing: muscle and its planes of fat."),
        (1.5, "The planes of fat are blurred; no mineral."),
        (2.5, "The planes of fat are gone; perhaps the first mineral."),
        (3, "A faint ring of mineral at the edge of the swelling."),
        (6, "A ring of mineral, clearly; the middle is still soft."),
        (14, "A shell of bone, with trabeculae inside it."),
        (30, "Bone: cortex around marrow."),
    ),
    "tumour": (
        (0, "Nothing: muscle and its planes of fat."),
        (1.5, "Perhaps a soft mass: the planes of fat are gone."),
        (3.5, "Cloudy mineral in the middle of the mass; its edge is soft."),
        (10, "Dense mineral in the middle, thinning out towards the edge."),
    ),
    "oedema": ((0, "Nothing: muscle and its planes of fat."), (1.5, "The muscle is a little swollen, the fat in it less clear; no mineral, in any week.")),
    "crps": ((0, "Nothing out of the ordinary."), (7, "The trochanter and neck hold less mineral than those of the other side.")),
    "fracture": ((0, "A thin dark line through the neck."), (6, "The line blurs as it heals."), (11, "The line is gone.")),
}  # fmt: skip
