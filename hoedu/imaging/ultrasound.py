"""Ultrasound of a scene: a grey-scale (B-mode) slice from a curved probe on the skin, with Doppler colour about the lesion.

Everything is worked out along the beams of the probe: what scatters in each tissue, what is thrown back where impedance
changes (`physics.reflection`), what is lost on the way, and the probe's blur, which widens with depth. Speckle is what the
blur makes of random scatterers. Then the beams are laid out as the sector that a screen shows. How strongly tissues scatter
is our assumption; impedances and losses are tables.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

import numpy as np

from hoedu.imaging import clock, physics
from hoedu.imaging.clock import constant
from hoedu.imaging.lesion import Lesion
from hoedu.imaging.outline import outlines
from hoedu.imaging.pictures import WEEKS, Finding, Layer, Picture
from hoedu.imaging.scan_words import ECHO_SEEN
from hoedu.imaging.scene import Scene
from hoedu.imaging.solids import LEFT, MM, SIZE, TOP, Solid

BEAMS, RADIUS, SPREAD = 224, 58.0, 0.40  # number, mm of the probe's curve, radians to either side
STEP_MM = 0.25  # along a beam
WIDTH, PIXEL = 368, 0.28  # of the picture: pixels, mm a pixel
STEP = 1.0  # dB
MHZ = constant("us_frequency")
PULSE, APERTURE = 0.28, 1.5  # blur: mm along a beam, beams across (deviations)
FLOOR, FLOOR_DEEP = -72.0, -57.0  # noise of the machine, dB, at the skin and at the lower edge after time gain
DARK = -68.0  # nothing below it is drawn
ROUGH = 4.0  # dB that a rough bony surface throws elsewhere
# Classes of tissue: dB by which scatterers lie below a mirror, impedance and loss as in the table of media.
AIR, SKIN, FAT, MUSCLE, BONE, BLOOD, CARTILAGE, NERVE, METAL, FLUID = range(10)
SCATTER = np.array([-90, -15, -41, -37, -60, -66, -56, -27, -60, -68.0])
CORE = -51.0  # dB of the early lesion's middle
SWELLING = 0.55  # share of that darkness which fluid alone makes


@dataclass(frozen=True)
class View:
    """How the probe is held: the middle of its face over (x, y, z), `along` the direction of the picture's columns in (x, y, z),
    the beam to the back or to the patient's left; depth shown, mm.
    """

    at: tuple[float, float, float]
    along: tuple[float, float, float]
    sideways: bool
    depth: float
    marks: tuple[tuple[str, str], ...]
    said: str


HEADWARD = (("left", "head"), ("right", "foot"))
VIEWS = {
    "hip": View(
        (-4.0, 0.0, -32.0), (-0.36, 0.0, -0.933), False, 92.0, HEADWARD, "ultrasound along the thigh, from the front"
    ),
    "replacement": View(
        (0.0, 7.0, 24.0), (0.0, 0.0, -1.0), True, 84.0, HEADWARD, "ultrasound along the thigh, from the side"
    ),
    "thigh": View(
        (10.0, 0.0, -3.0), (0.0, 0.0, -1.0), False, 78.0, HEADWARD, "ultrasound along the thigh, from the front"
    ),
}


def ultrasound_picture(scenes: Sequence[Scene]) -> Picture:
    """The slice, with what each scene (of one anatomy) puts into it."""
    view = VIEWS[scenes[0].anatomy]
    field = _field(view, scenes[0].solids)
    base = _screen(field.echo, view, DARK, blend=True)
    picture = Picture(
        name="ultrasound", title="Ultrasound", modality=view.said, kind="echo", mm=PIXEL, base=Layer(_stepped(base, STEP), STEP),
        findings={}, windows=(("usual", -62.0, -6.0), ("more gain", -66.0, -18.0), ("less gain", -50.0, 0.0)),
        limits=(-68.0, 6.0, 40.0), unit="dB", seed=41, marks=dict(view.marks),
    )  # fmt: skip
    findings = {scene.name: _finding(scene, view, field) for scene in scenes}
    picture = replace(picture, findings=findings)
    measured = {scene.name: _measured(picture, scene, view, field) for scene in scenes}
    return replace(picture, findings={name: replace(one, cnr=measured[name]) for name, one in findings.items()})


# ---- the field of the beams


@dataclass(frozen=True, eq=False)
class Field:
    """Arrays [depth, beams]: class of tissue, place (x, y, z) in mm, what scatters (complex), echo in dB."""

    kind: np.ndarray
    place: tuple[np.ndarray, np.ndarray, np.ndarray]
    echo: np.ndarray
    gain: np.ndarray


def angles() -> np.ndarray:
    return np.linspace(-SPREAD, SPREAD, BEAMS)


@lru_cache(maxsize=4)
def _field(view: View, solids: tuple[Solid, ...]) -> Field:
    across, deep, kinds, which = _slice(view, solids)
    depth = np.arange(0, view.depth, STEP_MM)[:, None]
    angle = angles()[None, :]
    u, d = (RADIUS + depth) * np.sin(angle), (RADIUS + depth) * np.cos(angle) - RADIUS
    # The skin gives way to the probe: each beam starts in it, and far from it nothing is moved.
    skin = _skin(across, deep, kinds)
    gap = np.interp(u[0], across, skin) - d[0]
    d = d + gap[None, :] * np.exp(-depth / 22) / np.cos(angle)
    row = np.clip(np.rint((d - deep[0]) / (deep[1] - deep[0])).astype(int), 0, deep.size - 1)
    column = np.clip(np.rint((u - across[0]) / (across[1] - across[0])).astype(int), 0, across.size - 1)
    kind, one = kinds[row, column], which[row, column]
    kind = np.where((kind == AIR) & (depth < 12), SKIN, kind)
    x, y, z = (view.at[i] + u * view.along[i] for i in range(3))
    start = _start(view, solids)
    place = (start + d, y, z) if view.sideways else (x, start + d, z)
    echo, gain = _echo(view, kind, one, u, d, depth)
    return Field(kind, place, echo, gain)


def _start(view: View, solids: Sequence[Solid]) -> float:
    """y (or x, from the side) of the skin below the middle of the probe."""
    outer = next(solid for solid in solids if solid.inside == "air")
    row = int((TOP - view.at[2]) / MM)
    if not view.sideways:
        return float(outer.front[row, int((view.at[0] - LEFT) / MM)])
    inside = (outer.front[row] < view.at[1]) & (outer.back[row] > view.at[1])
    return float(LEFT + MM * np.flatnonzero(inside)[0])


def _slice(view: View, solids: Sequence[Solid]):
    """Class and number of the solid at each place of the slice, [depths, places across], 0.25 mm deep and 0.5 mm across."""
    reach = (RADIUS + view.depth) * np.sin(SPREAD) + 2
    across = np.arange(-reach, reach, 0.5)
    deep = np.arange(-14, view.depth + 2, 0.25 if not view.sideways else 0.5)
    start = _start(view, solids)
    kinds, which = np.zeros((deep.size, across.size), np.int8), np.zeros((deep.size, across.size), np.int16)
    z = np.clip(((TOP - view.at[2] - across * view.along[2]) / MM).astype(int), 0, SIZE - 1)
    if view.sideways:
        x = (start + deep - LEFT) / MM
        inside_field = (x >= 0) & (x < SIZE)
        rows, columns = z[None, :], np.clip(x.astype(int), 0, SIZE - 1)[:, None]
        rows, columns = np.broadcast_arrays(rows, columns)
    else:
        columns = np.clip(((view.at[0] + across * view.along[0] - LEFT) / MM).astype(int), 0, SIZE - 1)
        y = (start + deep)[:, None]
    for number, solid in enumerate(solids):
        if solid.name.endswith("other side"):
            continue
        if view.sideways:
            hit = (
                (solid.front[rows, columns] < view.at[1])
                & (solid.back[rows, columns] > view.at[1])
                & inside_field[:, None]
            )
        else:
            hit = (solid.front[z, columns][None, :] < y) & (solid.back[z, columns][None, :] > y)
        if hit.any():
            kinds[hit], which[hit] = _class(solid), number
    if not (kinds == SKIN).any():
        body = kinds != AIR
        kinds[body & ~np.roll(body, int(2 / (deep[1] - deep[0])), 0)] = SKIN
    return across, deep, kinds, which


def _class(solid: Solid) -> int:
    if solid.order >= 40:
        return METAL
    if solid.order >= 10 and solid.material != "cartilage":
        return BONE
    if "nerve" in solid.name:
        return NERVE
    if solid.name == "skin":
        return SKIN
    return {"adipose": FAT, "blood": BLOOD, "cartilage": CARTILAGE, "water": FLUID, "air": AIR}.get(
        solid.material, MUSCLE
    )


def _skin(across: np.ndarray, deep: np.ndarray, kinds: np.ndarray) -> np.ndarray:
    from scipy.ndimage import gaussian_filter1d

    return gaussian_filter1d(deep[np.argmax(kinds != AIR, axis=0)].astype(float), 6)


# ---- echoes


def _echo(view: View, kind, one, u, d, depth):
    from scipy.ndimage import gaussian_filter

    media = physics.media()
    fat, muscle, bone, water = (media[name] for name in ("fat", "muscle", "cortical bone", "water"))
    impedance = np.array([fat, muscle, fat, muscle, bone, muscle, muscle, muscle, bone, water], object)
    z = np.log(np.array([one_.impedance for one_ in impedance]))
    z[SKIN], z[BLOOD], z[CARTILAGE], z[NERVE], z[AIR] = (
        (z[MUSCLE] + z[FAT]) / 2,
        z[MUSCLE] - 0.07,
        z[MUSCLE] + 0.05,
        z[MUSCLE] + 0.05,
        z[FAT],
    )
    z[METAL] += 0.6
    loss = np.array([fat.attenuation, muscle.attenuation, fat.attenuation, muscle.attenuation, bone.attenuation, water.attenuation,
                     muscle.attenuation, muscle.attenuation, bone.attenuation, water.attenuation])  # fmt: skip
    # Two ways, in dB; time gain gives back what muscle would take.
    lost = np.cumsum(2 * MHZ * STEP_MM / 10 * (loss[kind] - muscle.attenuation), axis=0)
    soft = (kind != BONE) & (kind != METAL)
    lost = np.where(np.cumsum(~soft, axis=0) > 0, lost, np.clip(lost * 0.5, -8, 8))
    scatter = SCATTER[kind] + _texture(kind, one, u, d)
    # Boundaries: half the change of the logarithm of impedance, facing the beam.
    log_z = gaussian_filter(z[kind].astype(np.float32), (1.0, 1.6))
    down, aside = np.gradient(log_z)
    width = (RADIUS + depth) * 2 * SPREAD / BEAMS
    facing = np.abs(down) / np.hypot(down, aside * STEP_MM / width + 1e-6)
    patch = 0.75 + 0.35 * _smooth(5, (2, 9), kind.shape)
    boundary = 0.5 * down * np.sqrt(2 * np.pi) * facing**3 * np.maximum(patch, 0.15)
    # Metal rings: a train of echoes behind its surface.
    metal = np.cumsum(kind == METAL, axis=0) * STEP_MM
    ringing = (metal > 0) & (np.cumsum(kind == BONE, axis=0) == 0)
    train = -20 - 1.1 * metal + 7 * np.cos(2 * np.pi * metal / 2.6)
    level = 10 ** (np.where(ringing, train, scatter - lost) / 20)
    field = _blurred(_grains(3, kind.shape) * level) * _calm()
    edge = _blurred(boundary * 10 ** (np.minimum(-lost, 8) / 20)) * _peak()
    deep = FLOOR + (FLOOR_DEEP - FLOOR) * (depth / view.depth) ** 2
    machine = _blurred(_grains(7, kind.shape)) * _calm() * 10 ** (deep / 20)
    gain = deep + np.zeros(kind.shape)
    echo = 20 * np.log10(np.abs(field + edge + machine) + 1e-5)
    return np.maximum(echo, DARK), gain


def _texture(kind: np.ndarray, one: np.ndarray, u: np.ndarray, d: np.ndarray) -> np.ndarray:
    """dB by which fibres and septa rise above their tissue."""
    from scipy.ndimage import map_coordinates

    slant = np.where(kind == MUSCLE, 0.10 * np.sin(one * 2.4), 0.0)
    along, across = (u + 200) / 0.5, (d + slant * u + 37.0 * np.sin(one * 1.7) + 100) / 0.25
    fibres = map_coordinates(_pattern(11, (1.7, 20)), [across % 256, along % 256], order=1, mode="wrap")
    septa = map_coordinates(_pattern(12, (5, 22)), [(across * 0.8) % 256, along % 256], order=1, mode="wrap")
    blotch = map_coordinates(_pattern(13, (12, 26)), [across % 256, along % 256], order=1, mode="wrap")
    muscle = 8.5 * np.clip(fibres - 0.3, 0, 1.8) - 2 + 0.6 * blotch
    fat = 17 * np.exp(-((septa / 0.09) ** 2)) + 2.0 * blotch - 2
    return np.where(kind == MUSCLE, muscle, np.where(kind == FAT, fat, np.where(kind == NERVE, 4 * fibres, 0)))


@lru_cache(maxsize=8)
def _pattern(seed: int, size: tuple[float, float]) -> np.ndarray:
    from scipy.ndimage import gaussian_filter

    rough = gaussian_filter(
        np.random.Generator(np.random.PCG64(seed)).standard_normal((256, 256), np.float32), size, mode="wrap"
    )
    return rough / rough.std()


@lru_cache(maxsize=16)
def _smooth(seed: int, size: tuple[float, float], shape: tuple[int, int]) -> np.ndarray:
    from scipy.ndimage import gaussian_filter

    rough = gaussian_filter(np.random.Generator(np.random.PCG64(seed)).standard_normal(shape, np.float32), size)
    return rough / rough.std()


@lru_cache(maxsize=8)
def _grains(seed: int, shape: tuple[int, int]) -> np.ndarray:
    """Random scatterers: complex, mean power 1."""
    parts = np.random.Generator(np.random.PCG64(seed)).standard_normal((2, *shape), np.float32) / np.sqrt(2)
    return parts[0] + 1j * parts[1]


def _blurred(values: np.ndarray) -> np.ndarray:
    """By the probe: along the beam a pulse, across it the beam's width, the same number of beams at every depth."""
    from scipy.ndimage import gaussian_filter

    size = PULSE / STEP_MM, APERTURE
    if not np.iscomplexobj(values):
        return gaussian_filter(values, size, mode="nearest")
    return gaussian_filter(values.real, size, mode="nearest") + 1j * gaussian_filter(values.imag, size, mode="nearest")


@lru_cache(maxsize=8)
def _speckle(seed: int, shape: tuple[int, int]) -> np.ndarray:
    """What the blur makes of evenly strong scatterers: an amplitude of mean power 1."""
    return np.abs(_blurred(_grains(seed, shape))) * _calm()


@lru_cache(maxsize=1)
def _calm() -> float:
    """What gives blurred scatterers mean power 1 again."""
    spot = np.zeros((41, 41), np.float32)
    spot[20, 20] = 1
    return float(1 / np.sqrt((_blurred(spot) ** 2).sum()))


def _peak() -> float:
    """What gives a blurred flat boundary its height again."""
    return float(np.sqrt((PULSE / STEP_MM) ** 2 + 1))


# ---- the screen


@lru_cache(maxsize=8)
def _map(view: View) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """For each pixel its place along a beam and across the beams, and whether it is in the sector."""
    top = RADIUS * (1 - np.cos(SPREAD))
    height = int((view.depth + top) / PIXEL)
    u = (np.arange(WIDTH) - WIDTH / 2 + 0.5)[None, :] * PIXEL
    d = ((np.arange(height) + 0.5) * PIXEL - top)[:, None]
    far, angle = np.hypot(u, d + RADIUS) - RADIUS, np.arctan2(u, d + RADIUS)
    inside = (far >= 0) & (far < view.depth - STEP_MM) & (np.abs(angle) <= SPREAD)
    return far / STEP_MM, (angle + SPREAD) / (2 * SPREAD) * (BEAMS - 1), inside


def _screen(values: np.ndarray, view: View, rest: float, blend: bool = False) -> np.ndarray:
    """The beams laid out as the screen shows them, [rows, columns]; blended between beams, or the nearest."""
    from scipy.ndimage import map_coordinates

    along, across, inside = _map(view)
    found = np.full(inside.shape, rest, np.float32)
    if blend:
        found[inside] = map_coordinates(
            values.astype(np.float32), [along[inside], across[inside]], order=1, mode="nearest"
        )
    else:
        found[inside] = values.ravel()[_nearest(view)]
    return found


@lru_cache(maxsize=8)
def _nearest(view: View) -> np.ndarray:
    along, across, inside = _map(view)
    return np.rint(along[inside]).astype(np.int32) * BEAMS + np.rint(across[inside]).astype(np.int32)


def _stepped(values: np.ndarray, step: float) -> np.ndarray:
    """On the steps it is packed with, so that the page has the very same numbers."""
    return (np.rint(values / step) * step).astype(np.float32)


def _layer(values: np.ndarray, view: View, step: float, blend: bool = False) -> Layer:
    whole = _stepped(_screen(values, view, 0, blend), step)
    return _cropped(whole, whole != 0, step, 0)


def _cropped(whole: np.ndarray, shown: np.ndarray, step: float, rest: float) -> Layer:
    rows, columns = np.flatnonzero(shown.any(1)), np.flatnonzero(shown.any(0))
    if not rows.size:
        return Layer(np.full((1, 1), rest, np.float32), step)
    top, left = int(rows[0]), int(columns[0])
    return Layer(whole[top : rows[-1] + 1, left : columns[-1] + 1].astype(np.float32), step, top, left)


# ---- what each patient adds


@dataclass(frozen=True, eq=False)
class Cut:
    """The lesion where the beams meet it, arrays [depth, beams]: shells as in `Lesion`, their sum, the halo."""

    shells: np.ndarray
    whole: np.ndarray
    halo: np.ndarray


@lru_cache(maxsize=16)
def _cut(lesion: Lesion, view: View, field: Field) -> Cut:
    from scipy.ndimage import gaussian_filter, map_coordinates

    x, y, z = field.place
    places = np.stack(np.broadcast_arrays(lesion.top - z - 0.5, y - lesion.front - 0.5, x - lesion.left - 0.5))
    size = np.array(lesion.halo.shape)[:, None, None]
    near = ((places > -1) & (places < size)).all(0)
    found = np.zeros((5, *near.shape), np.float32)
    if near.any():
        points = places[:, near]
        for values, volume in zip(found, (*lesion.shells, lesion.halo)):
            values[near] = map_coordinates(volume, points, order=1, mode="constant")
    soft = (field.kind != BONE) & (field.kind != METAL)
    reached = np.cumsum(~soft, axis=0) == 0  # no beam comes behind bone
    found *= soft & reached
    whole = gaussian_filter(found[:4].sum(0), 0.8)
    return Cut(found[:4], np.clip(whole, 0, 1), found[4])


def _finding(scene: Scene, view: View, field: Field) -> Finding:
    sees = ECHO_SEEN.get(scene.name, ((0, "Nothing out of the ordinary."),))
    if scene.lesion is None or scene.states is None:
        return Finding(sees=sees)
    cut, states = _cut(scene.lesion, view, field), scene.states
    core, *shadows = _core_and_shadows(scene.lesion, view, field)
    layers, weights = [core], [_replaced(scene)]
    rims, levels = (), None
    if states.mineral.any():
        full = constant("rim_full")
        layers += shadows
        weights += [np.clip(mineral / full, 0, 1) for mineral in states.mineral.T]
        rims, levels = _rims(scene, view, field, cut)
    flow, below = _flow(scene, view, field)
    return Finding(tuple(layers), np.stack(weights, 1), rims, levels, flow, below, _outline(cut, view), sees=sees,
                   colour="inflammation" if scene.kind == "oedema" else "bone")  # fmt: skip


def _replaced(scene: Scene) -> np.ndarray:
    """How much of the muscle's own echo has gone, 0 to 1: it swells and loses its fibres; after a bruise they come back."""
    swollen = SWELLING * clock.oedema(_age(scene)) / constant("oedema_max")
    if scene.kind == "oedema":
        return swollen
    # Cells and cartilage come after the fluid, and stay.
    return np.maximum.accumulate(swollen) + (1 - SWELLING) / (1 + np.exp(-(_age(scene) - 2.3) / 0.45))


def _age(scene: Scene) -> np.ndarray:
    """The weeks on the clock of the usual lesion: a slow one is younger than its weeks."""
    if scene.kind != "lesion":
        return WEEKS
    half = float(np.interp(0.5, scene.states.mineral[:, 0] / constant("mineral_max"), WEEKS))
    return clock.usual_age(WEEKS, half)


def _per_mm() -> float:
    """dB that each mm of full mineral takes above muscle, there and back."""
    return float(physics.shadow_db(constant("rim_full"), 1.0) - physics.shadow_db(0.0, 1.0))


@lru_cache(maxsize=16)
def _core_and_shadows(lesion: Lesion, view: View, field: Field) -> tuple[Layer, ...]:
    from scipy.ndimage import gaussian_filter

    cut = _cut(lesion, view, field)
    level = CORE + 3.0 * _smooth(17, (7, 9), field.kind.shape) + 4 * np.clip(cut.halo * 4, 0, 1)
    anew = 20 * np.log10(_speckle(19, field.kind.shape) * 10 ** (level / 20) + 10 ** (field.gain / 20))
    body = np.clip(cut.whole + 0.25 * cut.halo, 0, 1)
    core = _layer((anew - field.echo) * np.where(body > 0.02, body, 0), view, STEP, blend=True)
    shadows = []
    for shell in cut.shells:
        passed = np.cumsum(shell, axis=0) * STEP_MM
        passed = gaussian_filter(np.minimum(passed, 7), (1.0, APERTURE))
        shadows.append(_layer(-_per_mm() * np.where(passed > 0.05, passed, 0), view, STEP))
    return (core, *shadows)


def _rims(scene: Scene, view: View, field: Field, cut: Cut) -> tuple[tuple[Layer, ...], np.ndarray]:
    """Reflectors, in dB below a mirror of the mineral's own echo, and that echo by week."""
    mineral = scene.states.mineral
    if scene.kind == "tumour":
        return (_clumps(scene.lesion, view, field),), physics.rim_db(mineral[:, 3])[:, None]
    front, back = _surfaces(scene.lesion, view, field)
    echo = physics.rim_db(mineral[:, 0])
    # The farther side is seen through the nearer half of each shell, there and back.
    hit = cut.whole.max(0) > 0.5
    through = cut.shells[:, :, hit].sum(1).mean(1) * STEP_MM / 2 if hit.any() else np.zeros(4)
    behind = np.clip(mineral / constant("rim_full"), 0, 1) @ (through * np.array([2, 4, 4, 4])) * _per_mm()
    return (front, back), np.stack([echo, np.maximum(echo - behind, -90)], 1)


@lru_cache(maxsize=16)
def _surfaces(lesion: Lesion, view: View, field: Field) -> tuple[Layer, Layer]:
    from scipy.ndimage import binary_fill_holes, gaussian_filter

    body = gaussian_filter(binary_fill_holes(_cut(lesion, view, field).whole > 0.4).astype(np.float32), (2.0, 2.2))
    down, aside = np.gradient(body)
    depth = np.arange(body.shape[0])[:, None] * STEP_MM
    width = (RADIUS + depth) * 2 * SPREAD / BEAMS
    facing = np.abs(down) / np.hypot(down, aside * STEP_MM / width + 1e-6)
    peak = 2.2 * np.sqrt(2 * np.pi)
    patch = np.clip(0.85 + 0.35 * _smooth(23, (2, 5), body.shape), 0.15, 1.5)
    grain = _speckle(29, body.shape)
    height = np.abs(down) * peak * np.sqrt(facing) * patch * (0.45 + 0.6 * grain)
    entered = np.cumsum(np.maximum(-down, 0), axis=0) > 0.05  # after the first surface has been left
    found = []
    for wanted in ((down > 0) & ~entered, (down < 0) | entered):
        level = np.where(wanted & (height > 0.01), 20 * np.log10(height + 1e-6) - ROUGH, -99)
        found.append(_rim(level, view))
    return found[0], found[1]


@lru_cache(maxsize=4)
def _clumps(lesion: Lesion, view: View, field: Field) -> Layer:
    """Mineral in the middle of a tumour: patches, no edge."""
    cut = _cut(lesion, view, field)
    middle = cut.shells[2] + 1.6 * cut.shells[3]
    grain = _speckle(29, middle.shape)
    height = (
        np.clip(middle, 0, 1) * np.clip(0.45 * _smooth(33, (5, 5), middle.shape) + 0.35, 0, 1.4) ** 2 * (0.3 + grain)
    )
    reached = np.exp(
        -np.cumsum(cut.shells[3], axis=0) * STEP_MM / 9
    )  # the deeper part lies in the shadow of the nearer
    return _rim(np.where(height > 0.02, 20 * np.log10(height * reached + 1e-6) - ROUGH, -99), view)


def _rim(level: np.ndarray, view: View) -> Layer:
    whole = _screen(level, view, -99)
    whole = np.where(whole > -45, np.rint(whole), -99)
    return _cropped(whole, whole > -99, 1.0, -99)


def _flow(scene: Scene, view: View, field: Field) -> tuple[Layer | None, np.ndarray | None]:
    """Doppler colour at the lesion's edge: more vessels the further the blood-pool ratio is above what shows."""
    if scene.kind == "lesion":
        ratio = clock.blood_pool(_age(scene))
    elif scene.kind == "tumour":
        ratio = 1 + 1.6 / (1 + np.exp(-(WEEKS - 2.8) / 0.9))
    else:
        return None, None
    shows = constant("flow_visible")
    below = np.clip((ratio - shows) / (2.2 - shows), 0, 1) * 0.85 + 0.15 * (ratio >= shows)
    return _vessels(scene.lesion, view, field), below


@lru_cache(maxsize=16)
def _vessels(lesion: Lesion, view: View, field: Field) -> Layer:
    from scipy.ndimage import gaussian_filter

    cut = _cut(lesion, view, field)
    edge = gaussian_filter(cut.whole, (5, 5))
    band = np.exp(-(((edge - 0.33) / 0.2) ** 2)) * (edge > 0.04)
    threads = np.abs(_smooth(37, (5, 8), edge.shape)) + 0.15 * _smooth(38, (2, 2), edge.shape)
    level = np.where(
        band > 0.12, np.clip(threads / np.maximum(band, 0.12) / 0.55, 0.02, 9), 9
    )  # below 1 it may be coloured
    whole = np.minimum(np.rint(_screen(level, view, 2) / 0.02) * 0.02, 1.2)
    return _cropped(whole, whole < 1, 0.02, 1.2)


def _outline(cut: Cut, view: View):
    return outlines(_screen(cut.whole, view, 0) > 0.5)


# ---- what is measured

DETAIL, NEAR = 12, 45  # pixels: the side of a detail; how far above and below it muscle is compared


def regions(scene: Scene, view: View, field: Field) -> tuple[np.ndarray, np.ndarray]:
    """Masks of the picture: the lesion's middle, and muscle beside it, at about the same depth."""
    from scipy.ndimage import binary_dilation, binary_erosion

    body = _screen(_cut(scene.lesion, view, field).whole, view, 0) > 0.5
    core = binary_erosion(body, iterations=5)
    if core.sum() < 60:
        core = body
    rows = np.flatnonzero(core.any(1))
    muscle = _screen((field.kind == MUSCLE).astype(float), view, 0) > 0.99
    beside = muscle & ~binary_dilation(body, iterations=14)
    beside[: max(rows[0] - NEAR, 0)] = False
    beside[rows[-1] + NEAR :] = False
    shaded = np.cumsum(_screen(((field.kind == BONE) | (field.kind == METAL)).astype(float), view, 0) > 0.5, axis=0) > 0
    return core & ~shaded, beside & ~shaded


def _measured(picture: Picture, scene: Scene, view: View, field: Field) -> np.ndarray | None:
    """Contrast-to-noise of the lesion's middle by week: how much darker it is than the muscle it takes the place of, over the
    spread of muscle beside it from detail to detail.
    """
    from hoedu.imaging.detect import _squares  # means of details

    if scene.lesion is None:
        return None
    finding = picture.findings[scene.name]
    core, beside = regions(scene, view, field)
    a = np.broadcast_to(picture.base.values[core].astype(float), (len(WEEKS), int(core.sum()))).copy()
    for layer, weights in zip(finding.layers, finding.weights.T):
        whole = np.zeros(picture.shape, np.float32)
        height, width = layer.values.shape
        whole[layer.top : layer.top + height, layer.left : layer.left + width] = layer.values
        a += weights[:, None] * whole[core]
    a = np.maximum(a, DARK)
    plain = picture.base.values
    details = _squares(plain, beside, DETAIL)
    # The median spread: a bright line between two muscles is no noise.
    spread = 1.4826 * np.median(np.abs(details - np.median(details)))
    return (plain[core].mean() - a.mean(1)) / spread
