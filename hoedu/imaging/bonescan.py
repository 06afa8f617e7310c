"""The three-phase bone scan of a scene, from the front: flow, blood pool and delayed image, in counts a pixel.

Each tissue holds tracer in its own density. What reaches the camera is that density along each ray, weakened by the tissue
in front of it, blurred by the camera, and counted. Pelvis or thighs are shown whole: the other side is the mirror image, and
what lies above and below the scene's field is drawn on from the same outlines. How much tracer a tissue holds, and the
courses of what is no heterotopic bone, are our assumptions; the lesion's course is `clock`'s.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

import numpy as np

from hoedu.imaging import clock, physics
from hoedu.imaging.clock import constant
from hoedu.imaging.lesion import Lesion
from hoedu.imaging.outline import outlines
from hoedu.imaging.pictures import WEEKS, Finding, Layer, Picture, standard_noise
from hoedu.imaging.scan_words import SCAN_SEEN
from hoedu.imaging.scene import Scene, healing, native
from hoedu.imaging.solids import LEFT, MIDLINE, MM, SIZE, TOP, Solid

SIDE, PIXEL = 192, 2.0  # pixels a side, mm a pixel
HALF = SIDE // 2
HEIGHT = 190.0  # z of the picture's upper edge, mm
KEV = 140.0  # of technetium
BUILD_UP = 0.65  # scattered photons that are counted make attenuation look weaker than a narrow beam's
CAMERA = 9.0  # full width at half maximum of a point, mm
HAZE, HAZE_MM = 0.12, 24.0  # share of counts that scatter spreads widely
REGION = 10.0  # radius of the regions that are compared, mm
DOSES = (("half the usual time", 0.5), ("usual time", 1.0), ("twice the usual time", 2.0))
USUAL = 1
BONE, METAL = 10, 40  # solids of this order and above are bone or metal, and metal
PHASES = ("flow", "pool", "delayed")
# Counts in a normal region: the flow frame is much shorter than the others.
COUNTS = {"flow": 60.0, "pool": constant("pool_counts"), "delayed": constant("delayed_counts")}
TITLES = {"flow": "Scan, flow", "pool": "Scan, blood pool", "delayed": "Scan, delayed"}
SAID = {"flow": "bone scan, flow", "pool": "bone scan, blood pool", "delayed": "bone scan, delayed"}

# Tracer in each tissue, muscle being 1; of bone's mineral for each mg/cm3.
HELD: Mapping[str, Mapping[str, float]] = {
    "flow": {"muscle": 1, "adipose": 0.35, "blood": 45, "red marrow": 1.6, "yellow marrow": 0.7, "cortical bone": 0.3, "cartilage": 0.4, "water": 0.5, "urine": 0.1},
    "pool": {"muscle": 1, "adipose": 0.35, "blood": 11, "red marrow": 1.7, "yellow marrow": 1.2, "cortical bone": 1.0, "cartilage": 0.8, "water": 0.8, "urine": 3},
    "delayed": {"muscle": 1, "adipose": 0.4, "blood": 1.6, "red marrow": 2, "yellow marrow": 1, "cortical bone": 17, "cartilage": 1, "water": 1, "urine": 55},
}  # fmt: skip
PER_MINERAL = {"flow": 0.0, "pool": 0.0, "delayed": 0.17}
ENOUGH = 110.0  # mg/cm3
# The delayed tracer settles where bone forms: the share of each shell, from the edge inward.
SETTLES = np.array([1.0, 0.6, 0.35, 0.2], np.float32)
# Where bone is busier than its mineral says: (x, z) in mm, size across and along, by how much.
BUSY = (
    ((50, 96), 5, 30, 4.2), ((4, 32), 17, 7, 1.1), ((-66, -18), 9, 20, 0.7), ((-57, 112), 12, 12, 1.4), ((24, -76), 12, 9, 1.0),
    ((0, 0), 15, 15, -0.4), ((86, -30), 5, 18, 0.5), ((33, 0), 5, 18, 0.6), ((76, 90), 16, 40, 1.0),
)  # fmt: skip


def bonescan_pictures(scenes: Sequence[Scene]) -> tuple[Picture, ...]:
    """Flow, blood pool and delayed image, with what each scene (of one anatomy) puts into them."""
    return tuple(_picture(phase, scenes) for phase in PHASES)


def compared(scene: Scene, phase: str) -> tuple[np.ndarray, np.ndarray]:
    """Masks of the two regions that are compared in a patient's picture: the busy one, and a normal one as large."""
    plane, body = _body(scene.anatomy, scene.solids)
    source = _source(scene, phase)
    if source is None:
        raise ValueError(f"nothing in {scene.name} takes up more than normal")
    target = region(*_centre(source, plane))
    return target, control(target, body.plain[phase], scene.anatomy)


# ---- what every patient of this anatomy shows


@dataclass(frozen=True, eq=False)
class _Plane:
    """Where the picture lies: the midline (x of its middle column), and its rows and right-hand columns in the grid of `solids`."""

    middle: float
    rows: np.ndarray  # [rows, 1]
    columns: np.ndarray  # [rows, columns]
    skin: np.ndarray  # y of the body's surface, [rows, columns]

    @property
    def x(self) -> np.ndarray:
        return self.middle + PIXEL * (np.arange(SIDE) - HALF + 0.5)

    @property
    def z(self) -> np.ndarray:
        return HEIGHT - PIXEL * (np.arange(SIDE) + 0.5)

    def cut(self, depths: np.ndarray) -> np.ndarray:
        return depths[self.rows, self.columns]


def _weakening() -> float:
    return BUILD_UP * physics.mu("muscle", KEV)


def _plane(anatomy: str, solids: Sequence[Solid]) -> _Plane:
    middle = MIDLINE if anatomy != "thigh" else 112.0
    x, z = middle + PIXEL * (np.arange(HALF) - HALF + 0.5), HEIGHT - PIXEL * (np.arange(SIDE) + 0.5)
    # Above and below the field the outermost row goes on; above the pelvis it draws together, to the waist and the aorta.
    rows = np.clip(np.rint((TOP - z) / MM - 0.5), 0, SIZE - 1).astype(int)[:, None]
    inward = 0.3 * np.maximum(z - TOP, 0) if anatomy != "thigh" else 0 * z
    columns = np.clip(np.rint((x[None, :] - inward[:, None] - LEFT) / MM - 0.5), 0, SIZE - 1).astype(int)
    outer = next(solid for solid in solids if solid.inside == "air")
    skin = outer.front[rows, columns]
    return _Plane(middle, rows, columns, np.where(np.isfinite(skin), skin, 0))


@dataclass(frozen=True, eq=False)
class _Half:
    """One side of the body: tracer that reaches the camera by phase, soft tissue and bone apart; mm of metal."""

    soft: Mapping[str, np.ndarray]
    bone: Mapping[str, np.ndarray]


@dataclass(frozen=True, eq=False)
class _Body(_Half):
    """Both sides; plain: what the camera makes of them."""

    plain: Mapping[str, np.ndarray]


@lru_cache(maxsize=4)
def _body(anatomy: str, solids: tuple[Solid, ...]) -> tuple[_Plane, _Body]:
    plane = _plane(anatomy, solids)
    right = _half(solids, plane, anatomy != "thigh")
    other = right if anatomy != "replacement" else _half(native(), plane, True)
    soft, bone = ({phase: np.hstack([a[phase], b[phase][:, ::-1]]) for phase in PHASES}
                  for a, b in ((right.soft, other.soft), (right.bone, other.bone)))  # fmt: skip
    return plane, _Body(soft, bone, {phase: _hazy(_camera(soft[phase] + bone[phase])) for phase in PHASES})


def _half(solids: Sequence[Solid], plane: _Plane, pelvis: bool) -> _Half:
    shape = (SIDE, HALF)
    soft, bone = ({phase: np.zeros(shape) for phase in PHASES} for _ in range(2))
    metal = np.zeros(shape)
    k, skin = _weakening(), plane.skin
    for solid in solids:
        if solid.name.endswith("other side") or solid.material == "air":
            continue
        front, back = plane.cut(solid.front), plane.cut(solid.back)
        hit = np.nonzero(back > front)
        if not hit[0].size:
            continue
        near, far = front[hit] - skin[hit], back[hit] - skin[hit]
        if solid.order >= METAL:
            metal[hit] = np.maximum(metal[hit], far - near)
            continue
        seen = (np.exp(-k * near) - np.exp(-k * far)) / k
        mineral = plane.cut(solid.mineral)[hit] if isinstance(solid.mineral, np.ndarray) else solid.mineral
        # Thick mineral holds no more: the tracer settles on surfaces.
        mineral = ENOUGH * np.tanh(mineral / ENOUGH)
        for phase in PHASES:
            held = HELD[phase]
            added = (
                held["urine" if solid.name == "bladder" else solid.material]
                - held.get(solid.inside, 0)
                + PER_MINERAL[phase] * mineral
            )
            (bone if solid.order >= BONE else soft)[phase][hit] += seen * added
    if pelvis:
        busy, above = _busy(plane.middle), plane.z > TOP
        for phase in PHASES:
            bone[phase] = _drawn_on(bone[phase] * np.maximum(1 + busy * (1 if phase == "delayed" else 0.4), 0), above)
    # Metal holds no tracer and keeps back what lies behind it.
    covered = np.exp(-metal / 12)
    return _Half(soft, {phase: values * covered for phase, values in bone.items()})


@lru_cache(maxsize=4)
def _busy(middle: float) -> np.ndarray:
    x = (middle + PIXEL * (np.arange(HALF) - HALF + 0.5))[None, :]
    z = (HEIGHT - PIXEL * (np.arange(SIDE) + 0.5))[:, None]
    return sum(
        much * np.exp(-(((x - at[0]) / wide) ** 2 + ((z - at[1]) / tall) ** 2) / 2) for at, wide, tall, much in BUSY
    )


def _drawn_on(bone: np.ndarray, above: np.ndarray) -> np.ndarray:
    """The pelvis above the scene's field: wings up to their crests, sacrum, the lowest lumbar bodies."""
    first = int(np.flatnonzero(~above)[0])
    edge = np.median(bone[first + 1 : first + 8], axis=0)
    wing, sacrum, body, crest = _above()
    level = float(edge[edge > 0].mean()) if (edge > 0).any() else 0.0
    bone[above] = (level * (0.9 * wing + 0.85 * sacrum + 1.25 * body + 0.9 * crest))[above]
    return bone


@lru_cache(maxsize=1)
def _above() -> tuple[np.ndarray, ...]:
    from PIL import Image, ImageDraw
    from scipy.ndimage import distance_transform_edt

    def mask(points) -> np.ndarray:
        picture = Image.new("1", (HALF * 2, SIDE))
        middle = MIDLINE - PIXEL * HALF
        ImageDraw.Draw(picture).polygon([((x - middle) / PIXEL, (HEIGHT - z) / PIXEL) for x, z in points], fill=1)
        return np.asarray(picture)[:, :HALF].astype(float)

    crest = [(-65, 118), (-64, 138), (-52, 156), (-34, 168), (-12, 175), (12, 172), (28, 160), (37, 145), (38, 118)]
    wing = mask(crest)
    rim = wing * np.exp(-distance_transform_edt(np.pad(wing, 1))[1:-1, 1:-1] / 2.2) * 1.4
    sacrum = mask([(35, 118), (38, 140), (52, 150), (70, 151), (88, 146), (88, 118)]) * (1 - wing)
    lumbar = mask([(63, 156), (61, 181), (88, 181), (88, 154)]) + mask([(64, 187), (64, 200), (88, 200), (88, 187)])
    side = mask([(47, 166), (63, 164), (63, 174), (48, 172)]) * 0.6
    return wing, sacrum, np.clip(lumbar + side, 0, 1), rim


def _camera(values: np.ndarray) -> np.ndarray:
    from scipy.ndimage import gaussian_filter

    return gaussian_filter(values.astype(np.float32), CAMERA / 2.355 / PIXEL, mode="nearest")


def _hazy(sharp: np.ndarray) -> np.ndarray:
    from scipy.ndimage import gaussian_filter, zoom

    wide = gaussian_filter(sharp.reshape(HALF, 2, HALF, 2).mean((1, 3)), HAZE_MM / PIXEL / 2, mode="nearest")
    return (1 - HAZE) * sharp + HAZE * zoom(wide, 2, order=1, grid_mode=True, mode="nearest")


# ---- what each patient adds


@dataclass(frozen=True, eq=False)
class Source:
    """What is busier than normal in a patient: where (as the camera sees it, above normal), its weight by week, and the
    middle (x, z) of the region in which it is measured (None: where it is brightest)."""

    where: np.ndarray
    weights: np.ndarray
    middle: tuple[float, float] | None = None


def _source(scene: Scene, phase: str) -> Source | None:
    plane, body = _body(scene.anatomy, scene.solids)
    if scene.kind == "nothing":
        return None
    weights = _course(scene, phase)
    if scene.lesion is not None:
        swollen = scene.kind == "oedema"
        return Source(
            _before(scene.lesion, plane.middle, swollen, phase == "delayed" and scene.kind != "tumour"), weights
        )
    if scene.kind == "fracture":
        band = healing()
        path = np.hstack([np.maximum(plane.cut(band.back) - plane.cut(band.front), 0), np.zeros((SIDE, HALF))])
        return Source(_camera(path * _level(body, phase) / 25), weights, (-18.0, -6.0))
    # About the joint: complex regional pain syndrome in all bones near it, an infection in the joint itself.
    at, size = ((-16.0, -8.0), 52.0) if scene.kind == "crps" else ((-6.0, -4.0), 30.0)
    away = np.hypot(plane.x[None, :] - at[0], plane.z[:, None] - at[1])
    near = 1 / (1 + np.exp((away - size) / 6))
    return Source(_camera(near * (body.bone[phase] + 0.7 * body.soft[phase])), weights, (-4.0, -6.0))


def _level(body: _Body, phase: str) -> float:
    return float(np.quantile(body.bone[phase] + body.soft[phase], 0.9))


@lru_cache(maxsize=16)
def _before(lesion: Lesion, middle: float, halo: bool, settled: bool) -> np.ndarray:
    """Its volume along each ray, in mm of the same in the plane of its middle, as the camera sees it."""
    cover = np.tensordot(SETTLES if settled else np.ones(4, np.float32), lesion.shells, 1) + (
        lesion.halo if halo else 0
    )
    y = np.arange(cover.shape[1]) + 0.5 - cover.shape[1] / 2
    seen = np.tensordot(cover, np.exp(-_weakening() * y).astype(np.float32), ([1], [0]))
    whole = np.zeros((SIDE * 2, SIDE * 2), np.float32)  # millimetres
    top, left = int(HEIGHT - lesion.top), int(lesion.left - (middle - PIXEL * HALF))
    whole[top : top + seen.shape[0], left : left + seen.shape[1]] = seen
    return _camera(whole.reshape(SIDE, 2, SIDE, 2).mean((1, 3)))


def _course(scene: Scene, phase: str) -> np.ndarray:
    """How much is added in each week. For the lesion of the clock: its ratio to normal, less 1."""
    t, late = WEEKS, phase == "delayed"
    if scene.kind == "lesion":
        age = clock.usual_age(t, _half_time(scene))
        return (clock.delayed(age) if late else clock.blood_pool(age)) - 1
    if scene.kind == "tumour":
        return _rise(t, 4.0, 1.2) * 3.2 if late else _rise(t, 2.8, 0.9) * 1.6
    if scene.kind == "oedema":
        return 0 * t if late else 0.38 * clock.oedema(t) / constant("oedema_max")
    if scene.kind == "fracture":
        return 2.4 * _rise(t, 0.6, 0.3) * _fade(t, 10, 16) if late else 0.9 * _rise(t, 0.3, 0.2) * _fade(t, 4, 5)
    if scene.kind == "crps":
        return 1.5 * _rise(t, 2.6, 0.6) * _fade(t, 24, 22) if late else 1.2 * _rise(t, 1.8, 0.5) * _fade(t, 14, 8)
    return 1.8 * _rise(t, 1.5, 0.5) * _fade(t, 8, 12) if late else 1.6 * _rise(t, 0.7, 0.3) * _fade(t, 6, 6)


def _half_time(scene: Scene) -> float:
    """The half-time of the rim's mineral, read from its course."""
    rim = scene.states.mineral[:, 0]
    return float(np.interp(0.5, rim / constant("mineral_max"), WEEKS))


def _rise(t: np.ndarray, middle: float, width: float) -> np.ndarray:
    return np.maximum(1 / (1 + np.exp(-(t - middle) / width)) - 1 / (1 + np.exp(middle / width)), 0)


def _fade(t: np.ndarray, hold: float, weeks: float) -> np.ndarray:
    return np.exp(-np.maximum(t - hold, 0) / weeks)


# ---- pictures and what is measured in them


def _picture(phase: str, scenes: Sequence[Scene]) -> Picture:
    _, body = _body(scenes[0].anatomy, scenes[0].solids)
    plain = body.plain[phase]
    sources = {scene.name: _source(scene, phase) for scene in scenes}
    # The largest lesion has the clock's ratio to normal tissue; others hold as much tracer in each cm3.
    largest = max(
        scenes, key=lambda scene: (scene.kind == "lesion", scene.lesion is not None and scene.lesion.envelope.sum())
    )
    target, beside = compared(largest, phase)
    normal = plain[beside]
    density = normal.mean() / sources[largest.name].where[target].mean()
    blurred = {scene.name: sources[scene.name].where * (density if scene.lesion is not None else 1)
               for scene in scenes if sources[scene.name] is not None}  # fmt: skip
    scale = COUNTS[phase] / normal.sum()
    step = 0.02
    base = Layer((np.rint(plain * scale / step) * step).astype(np.float32), step)
    bright = (
        float(np.quantile(base.values[body.bone["delayed"] > _level(body, "delayed") * 0.5], 0.985))
        if phase == "delayed"
        else 0
    )
    bright = 1.25 * bright or 1.9 * float(np.quantile(base.values, 0.995))
    picture = Picture(
        name=f"scan-{phase}", title=TITLES[phase], modality=SAID[phase], kind="counts", mm=PIXEL, base=base, findings={},
        windows=(("usual", bright, 0.0), ("faint uptake", 0.5 * bright, 0.0), ("hot spots", 2.0 * bright, 0.1 * bright)),
        limits=(0.0, 8 * bright, 0.4 * bright), unit="counts", doses=DOSES, usual=USUAL, seed=31 + 2 * PHASES.index(phase),
        marks={"left": "R", "right": "L"},
    )  # fmt: skip
    findings = {}
    for scene in scenes:
        source = sources[scene.name]
        sees = SCAN_SEEN.get(scene.name, {}).get(phase, ((0, "Nothing out of the ordinary."),))
        if source is None or not source.weights.any():
            where = () if source is None else _outline(blurred[scene.name])
            findings[scene.name] = Finding(sees=sees, outline=where, colour=COLOUR.get(scene.kind, "bone"))
            continue
        layer = _trimmed(blurred[scene.name] * scale, 0.02)
        findings[scene.name] = Finding((layer,), source.weights[:, None], outline=_outline(blurred[scene.name]), sees=sees,
                                       colour=COLOUR.get(scene.kind, "bone"))  # fmt: skip
    picture, noise = replace(picture, findings=findings), _noise(picture)
    for scene in scenes:
        finding = findings[scene.name]
        if sources[scene.name] is not None:
            target, beside = compared(scene, phase)
            findings[scene.name] = replace(finding, cnr=contrast(picture, scene.name, target, beside, noise))
    return replace(picture, findings=findings)


COLOUR = {"lesion": "bone", "tumour": "bone", "fracture": "skeleton"} | dict.fromkeys(
    ("oedema", "crps", "infection"), "inflammation"
)


def _centre(source: Source, plane: _Plane) -> tuple[float, float]:
    """Row and column of the middle of its region."""
    if source.middle is not None:
        return (HEIGHT - source.middle[1]) / PIXEL - 0.5, (source.middle[0] - plane.x[0]) / PIXEL
    row, column = np.unravel_index(np.argmax(source.where), source.where.shape)
    return float(row), float(column)


def region(row: float, column: float) -> np.ndarray:
    """A disc about a place, as a mask of the picture."""
    y, x = np.mgrid[:SIDE, :SIDE]
    return np.hypot(y - row, x - column) <= REGION / PIXEL


def control(target: np.ndarray, plain: np.ndarray, anatomy: str) -> np.ndarray:
    """The region to compare with: the same on the other side; beside an implant, the nearest of the same brightness."""
    if anatomy != "replacement":
        return target[:, ::-1]
    rows, columns = np.nonzero(target)
    wanted = plain[target].mean()
    best, found = np.inf, target[:, ::-1]
    for down in range(-24, 25, 2):
        for across in range(-24, 25, 2):
            away = np.hypot(down, across)
            if not 2.2 * REGION / PIXEL + 3 <= away <= 24:
                continue
            cost = abs(plain[rows + down, columns + across].mean() / wanted - 1) + 0.001 * away
            if cost < best:
                best, found = cost, np.zeros_like(target)
                found[rows + down, columns + across] = True
    return found


def expected(picture: Picture, preset: str, mask: np.ndarray) -> np.ndarray:
    """Counts to be expected in the pixels of a region at the usual dose, [weeks, pixels]."""
    finding = picture.findings[preset]
    a = np.broadcast_to(picture.base.values[mask].astype(float), (len(WEEKS), int(mask.sum())))
    for layer, weights in zip(finding.layers, finding.weights.T if finding.layers else ()):
        whole = np.zeros(picture.shape)
        height, width = layer.values.shape
        whole[layer.top : layer.top + height, layer.left : layer.left + width] = layer.values
        a = a + weights[:, None] * whole[mask]
    return np.maximum(a, 0)


def contrast(
    picture: Picture, preset: str, target: np.ndarray, beside: np.ndarray, noise: Sequence[float]
) -> np.ndarray:
    """Contrast-to-noise between two equal regions, [doses, weeks]; `noise`: variance over mean in the picture, by dose."""
    found, normal = (expected(picture, preset, mask).sum(1) for mask in (target, beside))
    return np.stack([np.sqrt(dose) * (found - normal) / np.sqrt(over * (found + normal))
                     for (_, dose), over in zip(picture.doses, noise)])  # fmt: skip


def _noise(picture: Picture) -> list[float]:
    """Variance over mean of the counts in the picture's own noise, by dose."""
    a = picture.base.values[picture.base.values > 0.3].astype(float)
    n = standard_noise(picture.shape, picture.seed)[picture.base.values > 0.3]
    return [
        float(((np.maximum(0, dose * a + np.sqrt(dose * a) * n) - dose * a) ** 2).sum() / (dose * a).sum())
        for _, dose in picture.doses
    ]


def _outline(blurred: np.ndarray):
    return outlines(blurred > 0.5 * blurred.max())


def _trimmed(values: np.ndarray, step: float) -> Layer:
    whole = np.rint(values / step) * step
    rows, columns = np.flatnonzero(whole.any(1)), np.flatnonzero(whole.any(0))
    if not rows.size:
        return Layer(np.zeros((1, 1), np.float32), step)
    top, left = int(rows[0]), int(columns[0])
    return Layer(whole[top : rows[-1] + 1, left : columns[-1] + 1].astype(np.float32), step, top, left)
