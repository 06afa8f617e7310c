"""What X-rays, magnets, sound and tracers make of tissue: plain functions over tables of `data/evidence`.

Lengths are in mm, mineral in mg hydroxyapatite per cm3 of tissue, photon energies in keV. Numbers may be arrays of any
shape that broadcast. One energy stands for a whole beam: no beam hardening, no metal artefact.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import ArrayLike

from hoedu.errors import ContentError
from hoedu.evidence import facts
from hoedu.imaging.clock import constant

FILM_KEV = constant("film_kev")
CT_KEV = constant("ct_kev")
FILM_DOSE, FILM_DETAIL = constant("film_dose"), constant("film_detail")  # uGy at the detector, mm2

# ---- X-rays


@dataclass(frozen=True, slots=True)
class Material:
    """A row of attenuation.csv: density in g/cm3, mass attenuation coefficients in cm2/g by energy in keV, and the
    shares of the mass by chemical symbol.
    """

    id: str
    name: str
    density: float
    coefficients: Mapping[float, float]
    composition: Mapping[str, float]


@cache
def materials() -> Mapping[str, Material]:
    """All materials by name: water, muscle, adipose, cartilage, red marrow, yellow marrow, blood, cortical bone,
    hydroxyapatite, air, titanium, cobalt-chromium, polyethylene.
    """
    found = {}
    for row in facts().values():
        if row.table == "attenuation":
            by_energy = {float(name[4:]): float(cell) for name, cell in row.row.items() if name.startswith("kev_")}
            parts = dict(part.split() for part in row["composition"].split("; "))
            shares = {symbol: float(share) for symbol, share in parts.items()}
            found[row["material"]] = Material(row.id, row["material"], float(row["density_g_cm3"]), by_energy, shares)
    return found


def material(name: str) -> Material:
    """One material by name. Raises ContentError where there is none."""
    if name not in materials():
        raise ContentError(f"there is no material {name!r}; there are {', '.join(materials())}", file="attenuation.csv")
    return materials()[name]


def mass_attenuation(name: str, kev: float) -> float:
    """Mass attenuation coefficient in cm2/g: the tabulated one, or between two energies a straight line in logarithms.

    Raises ValueError outside the tabulated energies (40 to 140 keV).
    """
    known = material(name).coefficients
    low, high = min(known), max(known)
    if not low <= kev <= high:
        raise ValueError(f"the table goes from {low:g} to {high:g} keV; got {kev}")
    if kev in known:
        return known[kev]
    return float(np.exp(np.interp(np.log(kev), np.log(list(known)), np.log(list(known.values())))))


def mu(name: str, kev: float) -> float:
    """Linear attenuation coefficient of a material in 1/mm."""
    return 0.1 * material(name).density * mass_attenuation(name, kev)


def mixed(shares: Mapping[str, float], kev: float) -> float:
    """Linear attenuation in 1/mm of materials side by side in these shares of the volume."""
    return sum(share * mu(name, kev) for name, share in shares.items())


def excess(mineral: ArrayLike, kev: float, host: str = "muscle") -> np.ndarray:
    """What `mineral` mg/cm3 adds to the attenuation of its host, in 1/mm: hydroxyapatite pushes out its own volume."""
    solid = material("hydroxyapatite").density * 1000  # mg/cm3
    return np.asarray(mineral, float) / solid * (mu("hydroxyapatite", kev) - mu(host, kev))


def hounsfield(attenuation: ArrayLike, kev: float = CT_KEV) -> np.ndarray:
    """Attenuation in 1/mm as a CT number: water 0, nothing at all -1000."""
    return 1000 * (np.asarray(attenuation, float) / mu("water", kev) - 1)


def hu(mineral: ArrayLike = 0.0, kev: float = CT_KEV, host: str = "muscle") -> np.ndarray:
    """CT number of a host that holds `mineral` mg/cm3; with none, of the host itself."""
    return hounsfield(mu(host, kev) + excess(mineral, kev, host), kev)


def film_contrast(mineral: ArrayLike, path: ArrayLike, kev: float = FILM_KEV) -> np.ndarray:
    """Contrast on a film of `path` mm of mineral in muscle, 0 to 1, with the usual share of scatter."""
    return (1 - constant("film_scatter")) * (1 - np.exp(-excess(mineral, kev) * np.asarray(path, float)))


def shell_path(off: ArrayLike, radius: float, thickness: float) -> np.ndarray:
    """Path in mm through the shell of a ball, for rays that pass its centre at a distance `off` (all in mm)."""

    def chord(size: float) -> np.ndarray:
        return 2 * np.sqrt(np.clip(size**2 - np.asarray(off, float) ** 2, 0, None))

    return chord(radius) - chord(radius - thickness)


def film_photons(dose: ArrayLike = FILM_DOSE) -> np.ndarray:
    """Photons counted per mm2 of the detector for a detector dose in uGy."""
    return np.asarray(dose, float) * constant("film_fluence") * constant("film_dqe")


def quantum_noise(dose: ArrayLike = FILM_DOSE, area: float = FILM_DETAIL) -> np.ndarray:
    """Relative noise from counting photons over `area` mm2 of a film."""
    return 1 / np.sqrt(film_photons(dose) * area)


# ---- magnetic resonance


@dataclass(frozen=True, slots=True)
class Tissue:
    """A row of relaxation.csv that the pictures use: density of protons relative to muscle, times in ms.

    `long_share` of the water has the longer `t2_long`, the rest `t2`.
    """

    id: str
    name: str
    pd: float
    t1: float
    t2: float
    t2_long: float
    long_share: float

    def decay(self, te: float) -> float:
        """The share of the signal left at echo time `te` ms."""
        return float((1 - self.long_share) * np.exp(-te / self.t2) + self.long_share * np.exp(-te / self.t2_long))


@dataclass(frozen=True, slots=True)
class Sequence:
    """Times in ms; `ti` is None without an inversion pulse."""

    tr: float
    te: float
    ti: float | None = None


@cache
def tissues() -> Mapping[str, Tissue]:
    """Tissues of the MRI views by name: muscle, oedematous muscle, fat, cartilage, tendon, cortical bone, fluid."""
    found = {}
    for row in facts().values():
        if row.table == "relaxation" and row["use"] == "simulator":
            pd, t1, t2 = (float(row[name]) for name in ("proton_density", "t1_ms", "t2_ms"))
            found[row["tissue"]] = Tissue(
                row.id, row["tissue"], pd, t1, t2, row.number("t2_long_ms") or t2, row.number("long_share") or 0.0
            )
    return found


def tissue(name: str) -> Tissue:
    """One tissue by name. Raises ContentError where there is none."""
    if name not in tissues():
        raise ContentError(f"there is no tissue {name!r}; there are {', '.join(tissues())}", file="relaxation.csv")
    return tissues()[name]


def spin_echo(pd: ArrayLike, t1: ArrayLike, t2: ArrayLike, tr: float, te: float) -> np.ndarray:
    """Signal of a spin echo, relative to full magnetisation of muscle; all times in ms."""
    return np.asarray(pd) * (1 - np.exp(-tr / np.asarray(t1, float))) * np.exp(-te / np.asarray(t2, float))


def stir(pd: ArrayLike, t1: ArrayLike, t2: ArrayLike, tr: float, te: float, ti: float) -> np.ndarray:
    """Size of the signal of a short-tau inversion recovery, likewise; null where T1 is ti / ln 2 and tr is long."""
    t1 = np.asarray(t1, float)
    left = np.abs(1 - 2 * np.exp(-ti / t1) + np.exp(-tr / t1))
    return np.asarray(pd) * left * np.exp(-te / np.asarray(t2, float))


def null_time(t1: float) -> float:
    """Inversion time in ms that nulls a tissue of this T1, for a long repetition time."""
    return t1 * float(np.log(2))


SEQUENCES: Mapping[str, Sequence] = {
    "T1": Sequence(constant("t1_tr"), constant("t1_te")),
    "PD": Sequence(constant("pd_tr"), constant("pd_te")),
    "T2": Sequence(constant("t2_tr"), constant("t2_te")),
    "STIR": Sequence(constant("stir_tr"), constant("stir_te"), null_time(tissue("fat").t1)),
}


def signal(name: str, sequence: str) -> float:
    """Signal of a tissue of `tissues()` in a sequence of SEQUENCES, relative to full magnetisation of muscle.

    Raises ContentError for an unknown tissue, ValueError for an unknown sequence.
    """
    if sequence not in SEQUENCES:
        raise ValueError(f"there is no sequence {sequence!r}; there are {', '.join(SEQUENCES)}")
    one, times = tissue(name), SEQUENCES[sequence]
    no_decay = np.inf  # two pools of water: their decay is worked out by the tissue
    if times.ti is None:
        return float(spin_echo(one.pd, one.t1, no_decay, times.tr, times.te)) * one.decay(times.te)
    return float(stir(one.pd, one.t1, no_decay, times.tr, times.te, times.ti)) * one.decay(times.te)


# ---- ultrasound


@dataclass(frozen=True, slots=True)
class Medium:
    """A row of acoustics.csv: speed in m/s, impedance in MRayl, attenuation in dB/(cm MHz)."""

    id: str
    name: str
    speed: float
    impedance: float
    attenuation: float


@cache
def media() -> Mapping[str, Medium]:
    """What sound passes, by name: fat, muscle, cortical bone, water."""
    names = ("speed_m_s", "impedance_mrayl", "attenuation_db_cm_mhz")
    rows = (row for row in facts().values() if row.table == "acoustics")
    return {row["medium"]: Medium(row.id, row["medium"], *(float(row[name]) for name in names)) for row in rows}


def reflection(first: ArrayLike, second: ArrayLike) -> np.ndarray:
    """Share of the intensity thrown back where impedance changes from `first` to `second` (same unit, head on)."""
    first, second = np.asarray(first, float), np.asarray(second, float)
    return ((second - first) / (second + first)) ** 2


def _hardness(mineral: ArrayLike) -> np.ndarray:
    """How far the rim has gone from muscle (0) to cortical bone (1); a straight line in mineral, our assumption."""
    return np.clip(np.asarray(mineral, float) / constant("rim_full"), 0, 1)


def rim_impedance(mineral: ArrayLike) -> np.ndarray:
    """Impedance of the rim in MRayl."""
    soft, hard = media()["muscle"].impedance, media()["cortical bone"].impedance
    return soft + (hard - soft) * _hardness(mineral)


def rim_db(mineral: ArrayLike) -> np.ndarray:
    """Echo of the rim in muscle, in dB below what came in (-90 where there is no rim)."""
    return 10 * np.log10(reflection(media()["muscle"].impedance, rim_impedance(mineral)) + 1e-9)


def shadow_db(
    mineral: ArrayLike, thickness: float = constant("rim_thickness"), mhz: float = constant("us_frequency")
) -> np.ndarray:
    """Loss in dB there and back through a rim of `thickness` mm: the depth of the shadow behind it, and of no rim."""
    soft, hard = media()["muscle"].attenuation, media()["cortical bone"].attenuation
    return 2 * thickness / 10 * mhz * (soft + (hard - soft) * _hardness(mineral))


# ---- bone scan


def tracer_dose(tracer: str, activity: float | None = None) -> float:
    """Effective dose in mSv of "mdp" (99mTc-MDP) or "naf" (18F-NaF), for an activity in MBq (none: mid-range)."""
    if tracer not in ("mdp", "naf"):
        raise ValueError(f"the tracer is mdp or naf; got {tracer!r}")
    return constant(f"{tracer}_dose") * (constant(f"{tracer}_activity") if activity is None else activity)
