"""When a lesion can be seen: contrast-to-noise (CNR) by week, the Rose thresholds, and small simulated cohorts.

The curves speak of a known object on a flat ground: a reader who searches a busy film does worse. Weeks t are numbers or
arrays; `t50` is the half-time of the rim's mineral in weeks (see `clock.SPEEDS`), by which the whole clock is stretched.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from hoedu.imaging import clock, physics
from hoedu.imaging.clock import constant, usual_age

POSSIBLE, RELIABLE = constant("rose_possible"), constant("rose_reliable")
USUAL = clock.SPEEDS["usual"]
WEEKS = np.arange(0, 60, 0.01)  # the grid on which crossings are looked for

# ---- curves by week


def cnr_radiograph(
    t: ArrayLike,
    path: float = constant("film_path"),
    dose: float = constant("film_dose"),
    anatomy: float = constant("film_anatomy"),
    t50: ArrayLike = USUAL,
    kev: float = physics.FILM_KEV,
) -> np.ndarray:
    """CNR on a film: `path` mm of rim, detector dose in uGy, anatomical noise as a share of the signal."""
    contrast = physics.film_contrast(clock.mineral(t, t50=t50), path, kev)
    return contrast / np.hypot(physics.quantum_noise(dose), anatomy)


def cnr_ct(t: ArrayLike, noise: float = constant("ct_noise"), t50: ArrayLike = USUAL) -> np.ndarray:
    """CNR of the rim against muscle on CT, noise in HU."""
    return (physics.hu(clock.mineral(t, t50=t50)) - physics.hu(0)) / noise


def cnr_counts(ratio: ArrayLike, counts: float) -> np.ndarray:
    """CNR of two equal regions whose counts vary as Poisson counts do: `counts` in the normal one, `ratio` times that
    in the other.
    """
    ratio = np.asarray(ratio, float)
    return (ratio - 1) * np.sqrt(counts) / np.sqrt(ratio + 1)


def cnr_blood_pool(t: ArrayLike, counts: float = constant("pool_counts"), t50: ArrayLike = USUAL) -> np.ndarray:
    """CNR of the lesion in the blood-pool phase of a bone scan."""
    return cnr_counts(clock.blood_pool(usual_age(t, t50)), counts)


def cnr_delayed(t: ArrayLike, counts: float = constant("delayed_counts"), t50: ArrayLike = USUAL) -> np.ndarray:
    """CNR of the lesion in the delayed phase of a bone scan."""
    return cnr_counts(clock.delayed(usual_age(t, t50)), counts)


def cnr_stir(
    t: ArrayLike, te: float = constant("stir_te"), snr: float = constant("mri_snr"), t50: ArrayLike = USUAL
) -> np.ndarray:
    """CNR of oedema against quiet muscle on STIR: two pools of water, `snr` that of quiet muscle, `te` in ms."""
    water = physics.tissue("oedematous muscle")
    free = clock.oedema(usual_age(t, t50))
    bound_signal, free_signal = np.exp(-te / water.t2), np.exp(-te / water.t2_long)
    return free * (free_signal - bound_signal) / bound_signal * snr / np.sqrt(2)


def rim_echo(t: ArrayLike, t50: ArrayLike = USUAL) -> np.ndarray:
    """Echo of the rim in dB."""
    return physics.rim_db(clock.mineral(t, t50=t50))


def flow_ratio(t: ArrayLike, t50: ArrayLike = USUAL) -> np.ndarray:
    """Flow around the lesion that Doppler may show, as a ratio to normal: the blood pool's own curve."""
    return clock.blood_pool(usual_age(t, t50))


# ---- first week


def first_week(values: ArrayLike, threshold: float, t: ArrayLike = WEEKS) -> float | None:
    """The first of the weeks `t` at which `values` reach the threshold, to 0.01; None where they never do."""
    found = np.flatnonzero(np.asarray(values) >= threshold)
    return round(float(np.asarray(t)[found[0]]), 2) if found.size else None


@dataclass(frozen=True, slots=True)
class View:
    """One way of looking: its curve by week, and what the curve must reach to be possible and to be reliable."""

    name: str
    title: str
    curve: Callable[..., np.ndarray]
    possible: float = POSSIBLE
    reliable: float = RELIABLE

    def first(self, threshold: float, t50: float = USUAL) -> float | None:
        """The first week at which a lesion of half-time `t50` reaches a threshold."""
        return first_week(self.curve(WEEKS, t50=t50), threshold)

    def window(self, t50: float = USUAL) -> tuple[float | None, float | None]:
        """First week possible, first week reliable."""
        return self.first(self.possible, t50), self.first(self.reliable, t50)


def fat_echo() -> float:
    """Echo in dB of a boundary between fat and muscle: as strong a rim stands out."""
    media = physics.media()
    return float(10 * np.log10(physics.reflection(media["fat"].impedance, media["muscle"].impedance)))


def _views() -> Mapping[str, View]:
    flow, echo = constant("flow_visible"), fat_echo()
    found = (
        View("stir", "MRI, oedema on STIR", cnr_stir),
        View("blood_pool", "Bone scan, blood pool", cnr_blood_pool),
        View("ultrasound_flow", "Ultrasound, more flow", flow_ratio, flow, flow),
        View("ct", "CT, usual dose", cnr_ct),
        View("delayed", "Bone scan, delayed", cnr_delayed),
        View("ct_low", "CT, low dose", lambda t, t50: cnr_ct(t, constant("ct_noise_low"), t50)),
        View("ultrasound_rim", "Ultrasound, echo of the rim", rim_echo, echo, echo),
        View("film", "Radiograph", cnr_radiograph),
        View("film_busy", "Radiograph, busy background",
             lambda t, t50: cnr_radiograph(t, anatomy=constant("film_anatomy_busy"), t50=t50)),
    )  # fmt: skip
    return {view.name: view for view in found}


VIEWS: Mapping[str, View] = _views()

# ---- contrast-to-noise of a picture


def view_cnr(values: ArrayLike, target: ArrayLike, around: ArrayLike, block: int = 1) -> float:
    """CNR measured in a picture: difference of the means inside two masks over the spread of the second.

    `values` is a picture (rows, columns); `target` and `around` are masks of its shape that do not overlap. With
    `block` above 1 the spread is that of the means of squares of block x block pixels that lie wholly inside `around`:
    the noise at the scale of a detail. Positive where the target is higher. Raises ValueError for masks that do not
    fit, or hold fewer than one pixel (target) and two pixels or squares (around).
    """
    inside, outside = _masked(values, target, around, block)
    difference, spread = float(inside.mean() - outside.mean()), float(outside.std(ddof=1))
    if not spread:
        return float(np.copysign(np.inf, difference)) if difference else 0.0
    return difference / spread


def cnr_error(target: ArrayLike, around: ArrayLike, cnr: float = 0.0, block: int = 1) -> float:
    """Standard error of `view_cnr` for these masks where the noise of their pixels (or squares) is independent."""
    inside, outside = np.asarray(target, bool), np.asarray(around, bool)
    n, m = inside.sum() / block**2, _squares(outside.astype(float), outside, block).size
    return float(np.sqrt(1 / max(n, 1) + 1 / m + cnr**2 / (2 * (m - 1))))


def _masked(values: ArrayLike, target: ArrayLike, around: ArrayLike, block: int) -> tuple[np.ndarray, np.ndarray]:
    picture, inside, outside = np.asarray(values, float), np.asarray(target, bool), np.asarray(around, bool)
    if picture.ndim != 2 or inside.shape != picture.shape or outside.shape != picture.shape:
        raise ValueError(f"a picture and two masks of one shape; got {picture.shape}, {inside.shape}, {outside.shape}")
    if (inside & outside).any():
        raise ValueError("target and around overlap")
    squares = _squares(picture, outside, block)
    if not inside.any() or squares.size < 2:
        raise ValueError(f"too small: {inside.sum()} pixels of target, {squares.size} of around")
    return picture[inside], squares


def _squares(picture: np.ndarray, mask: np.ndarray, block: int) -> np.ndarray:
    """Means over the squares of a grid that lie wholly inside the mask."""
    if block < 1:
        raise ValueError(f"block is a number of pixels from 1; got {block}")
    rows, columns = (size // block for size in picture.shape)

    def tiles(values: np.ndarray) -> np.ndarray:
        return values[: rows * block, : columns * block].reshape(rows, block, columns, block)

    return tiles(picture).mean(axis=(1, 3))[tiles(mask).all(axis=(1, 3))]


# ---- simulated cohorts
# Each asks whether the curves, with people who differ in speed, give back a published count. How people differ and when
# they are examined is our assumption (imaging_constants.csv, part "cohort"): agreement is a check, not evidence.


def half_times(people: int, seed: int) -> np.ndarray:
    """Half-times in weeks of so many people (array)."""
    spread = np.random.default_rng(seed).normal(0, constant("half_spread"), people)
    return USUAL * np.exp(spread)


def examined(people: int, seed: int) -> np.ndarray:
    """Weeks from injury to an examination: none before the first, then an exponential with the published mean."""
    first, mean = constant("confirmed_first") / 7, constant("confirmed_mean") / 7
    return first + np.random.default_rng(seed + 1).exponential(mean - first, people)


def ultrasound_positive(people: int, seed: int = 0) -> np.ndarray:
    """For people with HO, each scanned once: did ultrasound show more flow or a rim? (booleans)"""
    t50, t = half_times(people, seed), examined(people, seed)
    return (flow_ratio(t, t50) >= constant("flow_visible")) | (rim_echo(t, t50) >= fat_echo())


def scan_positive(t: ArrayLike, t50: ArrayLike = USUAL) -> np.ndarray:
    """Is a three-phase bone scan positive: reliable blood pool, or a delayed ratio above the cut-off? (booleans)"""
    pool = cnr_blood_pool(t, t50=t50) >= RELIABLE
    return pool | (clock.delayed(usual_age(t, t50)) >= constant("scan_cutoff"))


def turned_positive(people: int, seed: int = 0, weeks: float = 6) -> int:
    """Of so many suspected, how many had a first scan that was negative and a second, `weeks` later, positive."""
    t50, t = half_times(people, seed), examined(people, seed)
    has = np.random.default_rng(seed + 2).random(people) < constant("suspected_share")
    return int((has & ~scan_positive(t, t50) & scan_positive(t + weeks, t50)).sum())


def missed_by_film(people: int, week: float = 3, seed: int = 0) -> int:
    """Of so many people who later have HO, how many a single film at that week does not reliably show."""
    return int((cnr_radiograph(week, t50=half_times(people, seed)) < RELIABLE).sum())
