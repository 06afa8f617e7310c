"""Radiographs of a scene, from the front and from the side: attenuation along each ray at 50 keV, scatter, noise.

What reaches the detector is exp(-a) plus scatter. As on a digital film, broad differences of brightness are evened out and
edges made a little crisper; both are done to `a` itself, so that the page only adds layers.
"""

from collections.abc import Sequence
from dataclasses import replace
from functools import cache

import numpy as np

from hoedu.imaging import physics
from hoedu.imaging.clock import constant
from hoedu.imaging.film_words import film_seen
from hoedu.imaging.lesion import Lesion
from hoedu.imaging.outline import outlines
from hoedu.imaging.pictures import WEEKS, Finding, Layer, Picture, stretched, values
from hoedu.imaging.scene import Scene
from hoedu.imaging.solids import FRONT, MM, SIZE, Solid, X, lateral, noise

BLUR = 0.6  # of the detector, pixels
EVEN, EVEN_MM = 0.72, 19.0  # how much of the broad differences is taken away, and how broad they are
CRISP, CRISP_PIXELS = 0.4, 2.2
SCATTER_MM = 20.0
ONE_HIP = 62.0  # mm: what lies beyond is not in the beam from the side
STEP = 0.0012  # of attenuation: 0.6 grey levels in the narrowest window
EVEN_PART = 0.25  # of the soft tissue around a lesion counts as even
BONE, METAL = 8, 40  # solids of this order and above are bone or metal, and metal
DOSES = (
    ("a quarter of the usual dose", 0.25), ("half the usual dose", 0.5), ("usual dose", 1.0),
    ("twice the usual dose", 2.0), ("four times the usual dose", 4.0),
)  # fmt: skip
# What a ray meets besides our solids: overlapping fat planes, fibres, fluid. Set so that the noise of a detail is as assumed.
ANATOMY_PIXELS = 3.0


def film_pictures(scenes: Sequence[Scene]) -> tuple[Picture, Picture]:
    """The film from the front and the film from the side, with what each scene (of one anatomy) puts into them."""
    return film_from(scenes, "front"), film_from(scenes, "side")


def attenuation(solids: Sequence[Solid], aside: bool) -> np.ndarray:
    """Attenuation along each ray through solids, [512, 512] (no unit)."""
    total = np.zeros((SIZE, SIZE), np.float32)
    for solid in solids:
        added = physics.mu(solid.material, physics.FILM_KEV) - physics.mu(solid.inside, physics.FILM_KEV)
        added = added + physics.excess(solid.mineral, physics.FILM_KEV, solid.material)
        if not aside:
            total += solid.path * added
        elif not solid.name.endswith("other side"):
            total += lateral(within(solid, ONE_HIP), added)
    return total


def within(solid: Solid, right: float) -> Solid:
    """What of a solid lies to the right side of x = `right`."""
    seen = X[None, :] < right
    return replace(solid, front=np.where(seen, solid.front, np.inf), back=np.where(seen, solid.back, -np.inf))


def film_from(scenes: Sequence[Scene], side: str) -> Picture:
    """The film from the "front" or from the "side"."""
    solids, aside = scenes[0].solids, side == "side"
    soft = attenuation([solid for solid in solids if solid.order < BONE], aside)
    bone = attenuation([solid for solid in solids if BONE <= solid.order < METAL], aside)
    metal = attenuation([solid for solid in solids if solid.order >= METAL], aside)
    a = processed(soft + bone + metal + _anatomy(aside))
    through = np.exp(-a)
    share = constant("film_scatter")
    scatter = share / (1 - share) * broad(through, SCATTER_MM)
    reading = -np.log(through + scatter)
    even = EVEN * broad(reading, EVEN_MM)
    # The evened film is (through + scatter) * exp(even): fold it into both, and keep the noise as the detector has it.
    # The detector's dose is what reaches it behind the body.
    body = (soft > 1.5) & (metal < 0.1)
    counts = physics.film_photons() * MM**2 * (through + scatter) / np.median((through + scatter)[body])
    strength = float(np.median(np.sqrt((through + scatter) * np.exp(even) / counts)[body]))
    shown = reading - even
    picture = Picture(
        name=f"film-{side}", title=f"Film, {side}", modality=f"film from the {side}", kind="film", mm=MM,
        base=Layer((a - even).astype(np.float32), STEP), findings={scene.name: _finding(scene, aside) for scene in scenes},
        windows=_windows(shown[body]), limits=(float(shown.min()) - 0.2, float(shown.max()) + 0.4, 0.5),
        noise=strength, scatter=Layer(_coarse(scatter * np.exp(even)), 0.002), doses=DOSES, usual=2, seed=3 if aside else 2,
        marks={"left": "front", "right": "back"} if aside else {"left": "R"},
    )  # fmt: skip
    hard = (bone > 0.02) | (metal > 0.02)
    measured = {scene.name: _measured(picture, scene, aside, hard) for scene in scenes}
    return replace(picture, findings={name: replace(one, cnr=measured[name]) for name, one in picture.findings.items()})


def broad(values: np.ndarray, mm: float) -> np.ndarray:
    """Values blurred over many mm: on a grid eight times as coarse, where it is quick."""
    from scipy.ndimage import gaussian_filter

    return stretched(Layer(gaussian_filter(_coarse(values), mm / MM / (SIZE / 64), mode="nearest"), 1), values.shape)


def processed(a: np.ndarray) -> np.ndarray:
    """Blurred by the detector and made crisp by its processing."""
    from scipy.ndimage import gaussian_filter

    a = gaussian_filter(a, BLUR, mode="nearest")
    return a + CRISP * (a - gaussian_filter(a, CRISP_PIXELS, mode="nearest"))


@cache
def _anatomy(aside: bool) -> np.ndarray:
    seed = 42 if aside else 41
    return 1.2 * constant("film_anatomy") * noise(seed, ANATOMY_PIXELS) + 0.006 * noise(seed + 2, 14)


def _coarse(values: np.ndarray, to: int = 64) -> np.ndarray:
    side = SIZE // to
    return values.reshape(to, side, to, side).mean((1, 3)).astype(np.float32)


def _windows(body: np.ndarray) -> tuple[tuple[str, float, float], ...]:
    """From the greys of the body without metal: from muscle up to the brightest bone."""
    dark, light = (float(level) for level in np.percentile(body, [3, 99.8]))
    width = light - dark
    return (
        ("usual", dark + 0.02 * width, light - 0.02 * width),
        ("soft tissue", dark - 0.05 * width, dark + 0.55 * width),
        ("bone", dark + 0.25 * width, light + 0.12 * width),
    )


def _finding(scene: Scene, aside: bool) -> Finding:
    layers, weights = [], []
    if scene.lesion is not None and scene.states.mineral.any():
        per = physics.excess(100.0, physics.FILM_KEV)  # what 100 mg/cm3 add along one mm
        for shell, mineral in zip(scene.lesion.shells, scene.states.mineral.T):
            values, top, left = scene.lesion.aside(shell, FRONT) if aside else scene.lesion.ahead(shell)
            layers.append(Layer(processed(values * per), 0.0004, top, left))
            weights.append(mineral / 100)
    for change in scene.changes:
        values = lateral(change.solid, change.amount) if aside else change.solid.path * change.amount
        cut, top, left = _trimmed(processed(values))
        layers.append(Layer(cut, STEP, top, left))
        weights.append(change.weights)
    table = np.stack(weights, 1) if weights else None
    return Finding(tuple(layers), table, outline=_outline(scene, aside), sees=film_seen(scene.name, aside))


def _body(lesion: Lesion, aside: bool) -> tuple[np.ndarray, int, int]:
    return lesion.aside(lesion.envelope, FRONT) if aside else lesion.ahead(lesion.envelope)


def _outline(scene: Scene, aside: bool):
    if scene.lesion is None:
        return ()
    values, top, left = _body(scene.lesion, aside)
    return outlines(values > 1.5, top, left)


def _trimmed(values: np.ndarray) -> tuple[np.ndarray, int, int]:
    hit = np.abs(values) > 1e-4
    rows, columns = np.flatnonzero(hit.any(1)), np.flatnonzero(hit.any(0))
    if not rows.size:
        return values[:1, :1], 0, 0
    top, left = int(rows[0]), int(columns[0])
    return values[top : rows[-1] + 1, left : columns[-1] + 1], top, left


def _measured(picture: Picture, scene: Scene, aside: bool, bone: np.ndarray) -> np.ndarray | None:
    """CNR of the lesion in this very picture by dose and week, [doses, weeks]: how much brighter its densest tenth (where no
    bone lies over it) becomes, over the spread of 2 mm details of even soft tissue around (no edge of fat or muscle).
    """
    from scipy.ndimage import binary_dilation, gaussian_filter

    finding = picture.findings[scene.name]
    if scene.lesion is None:
        return None
    if not finding.layers:
        return np.zeros((len(DOSES), len(WEEKS)))
    whole = np.zeros((len(finding.layers), *picture.shape), np.float32)
    for one, layer in zip(whole, finding.layers):
        height, width = layer.values.shape
        one[layer.top : layer.top + height, layer.left : layer.left + width] = layer.values
    body, top, left = _body(scene.lesion, aside)
    covered = np.zeros(picture.shape, bool)
    covered[top : top + body.shape[0], left : left + body.shape[1]] = body > 1.5
    last = np.tensordot(finding.weights[-1], whole, 1)
    # A lesion wholly in front of bone is looked for against bone.
    hidden = (covered & ~bone).sum() < 40
    free = covered if hidden else covered & ~bone
    target = free & (last >= np.quantile(last[free], 0.9))
    a = picture.base.values[target] + finding.weights @ whole[:, target]
    reading = -np.log(np.exp(-a) + stretched(picture.scatter, picture.shape)[target])
    contrast = reading.mean(1) - reading[0].mean()
    near = binary_dilation(covered, iterations=100)
    around = near & bone & ~covered if hidden else near & ~binary_dilation(covered | bone, iterations=4)
    side = round(np.sqrt(constant("film_detail")) / MM)  # of a detail, pixels
    steep = gaussian_filter(np.hypot(*np.gradient(gaussian_filter(picture.base.values, side))), side)
    around &= steep <= np.quantile(steep[around], EVEN_PART)
    share = np.maximum(gaussian_filter(around.astype(float), 2 * side), 1e-3)
    spread = []
    for _, dose in picture.doses:
        noisy = values(picture, scene.name, 0, dose)
        flat = noisy - gaussian_filter(noisy * around, 2 * side) / share
        details = flat[: SIZE // side * side, : SIZE // side * side].reshape(SIZE // side, side, -1, side).mean((1, 3))
        whole_detail = around[: SIZE // side * side, : SIZE // side * side].reshape(SIZE // side, side, -1, side).all((1, 3))
        # The median spread, not the deviation: what is left of broad gradients has long tails.
        spread.append(1.4826 * np.median(np.abs(details[whole_detail] - np.median(details[whole_detail]))))
    return contrast[None, :] / np.array(spread)[:, None]
