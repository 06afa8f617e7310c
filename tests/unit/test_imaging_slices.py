"""CT and MRI of the axial slice: what physics and published windows ask of the pictures themselves."""

from dataclasses import replace
from functools import cache

import numpy as np
import pytest
from scipy.ndimage import binary_erosion

from hoedu.imaging import ct, detect, mri, physics, slices
from hoedu.imaging.lesion import course
from hoedu.imaging.pictures import WEEKS, Picture, at_week, values
from hoedu.imaging.scene import Scene, hip_scenes
from hoedu.imaging.soft import soft_tissue


@cache
def scenes() -> tuple[Scene, ...]:
    known = [scene for scene in hip_scenes() if scene.name in ("sci", "oedema", "crps", "fracture", "nothing")]
    # The same body, mineralised from its centre outward as an osteosarcoma is.
    return (*known, replace(known[0], name="centre", kind="tumour", states=course("centre")))


def scene(name: str) -> Scene:
    return next(one for one in scenes() if one.name == name)


@cache
def picture(name: str) -> Picture:
    return (
        ct.ct_picture(scenes()) if name == "ct" else next(one for one in mri.mri_pictures(scenes()) if one.name == name)
    )


def slice_() -> slices.Slice:
    return slices.slice_of(scenes()[0])


def areas(inside: bool = False) -> tuple[np.ndarray, np.ndarray]:
    return ct.areas(scene("sci"), inside)


def weeks(first: float, *more: float) -> list[int]:
    return [int(np.searchsorted(WEEKS, week)) for week in (first, *more)]


# ---- soft tissue


def test_soft_tissue_lies_within_the_skin_and_fills_the_field():
    found = soft_tissue()
    skin = next(one for one in found if one.name == "skin")
    assert (skin.back > skin.front)[:, 60:340].all()
    for one in found:
        hit = one.back > one.front
        assert hit.any(), one.name
        assert (one.front[hit] >= skin.front[hit] - 0.1).mean() > 0.995, one.name
        if one.name != "rectum":  # it opens there
            assert (one.back[hit] <= skin.back[hit] + 0.1).mean() > 0.995, one.name
        assert one.order < 8  # below every bone


def test_muscles_leave_planes_of_fat_between_them():
    muscles = [
        one
        for one in soft_tissue()
        if one.material == "muscle" and one.order == 3 and not one.name.endswith("other side")
    ]
    muscles = [one for one in muscles if one.name != "pelvic floor"]
    for i, one in enumerate(muscles):
        for other in muscles[:i]:
            both = (np.minimum(one.back, other.back) - np.maximum(one.front, other.front)) > 0.5
            nested = (one.front > other.front) & (one.back < other.back)
            assert (both & ~nested).sum() < 400, (one.name, other.name)


def test_a_slice_is_full_everywhere():
    total = sum(slice_().shares.values())
    assert np.allclose(total, 1, atol=1e-4)


# ---- CT


def test_water_and_air_through_the_reconstruction():
    frame = slices.PELVIS
    y, x = frame.places
    away = np.hypot(y - y.mean(), x - x.mean())
    disc = (away < 90) * physics.mu("water", ct.KEV)
    hu = physics.hounsfield(ct.reconstructed(ct.sinogram(disc.astype(np.float32), frame), frame))
    assert abs(hu[away < 80].mean()) < 4 and hu[away < 80].std() < 6
    assert abs(hu[(away > 100) & (away < 112)].mean() + 1000) < 6


def test_fat_muscle_and_cortex_have_their_ct_numbers():
    base, shares = picture("ct").base.values, slice_().shares
    for tissue, least, most in (("fat", -105, -65), ("muscle", 25, 60)):
        assert least < base[binary_erosion(shares[tissue] > 0.9, iterations=2)].mean() < most
    assert base[shares["cortical bone"] > 0.8].mean() > 800


@pytest.mark.parametrize("dose", [ct.LOW, 1.0])
def test_noise_is_what_the_brief_asks_for(dose: float):
    _, around = areas()
    spread = picture("ct").noise.values[around].std() / np.sqrt(dose)
    assert spread == pytest.approx(12 / np.sqrt(dose), rel=0.15)


@pytest.mark.parametrize("dose", [ct.LOW, 0.5, 2.0])
@pytest.mark.parametrize("week", [2, 8, 26])
def test_layers_and_scaled_noise_agree_with_a_simulation_from_scratch(dose: float, week: float):
    ours = picture("ct")
    finding = ours.findings["sci"]
    added = np.zeros(ours.shape)
    one, part = scene("sci"), slices.cut(scene("sci"))
    mineral = at_week(one.states.mineral, week)
    taken = at_week(ct.presence(one)[:, None], week)[0]
    mu = ct.attenuation(slice_())
    host = physics.mu("muscle", ct.KEV)
    inside = part.of(mu)
    inside += taken * part.whole * (host - inside) + physics.excess(np.tensordot(mineral, part.shells, 1), ct.KEV)
    frame = slice_().frame
    lines = ct.sinogram(mu, frame)
    clean = physics.hounsfield(ct.reconstructed(lines, frame))
    for layer, weight in zip(finding.layers, at_week(finding.weights, week)):
        height, width = layer.values.shape
        added[layer.top : layer.top + height, layer.left : layer.left + width] += weight * layer.values
    target, around = areas()
    for mask in (target, around):
        assert (ours.base.values + added)[mask].mean() == pytest.approx(clean[mask].mean(), abs=12)
    fresh = physics.hounsfield(ct.reconstructed(ct.counted(lines, frame, dose, seed=9), frame)) - clean
    scaled = ours.noise.values / np.sqrt(dose)
    muscle = slice_().shares["muscle"] > 0.8
    assert scaled[muscle].std() == pytest.approx(fresh[muscle].std(), rel=0.10)
    assert abs(fresh[muscle].mean()) < 3 * fresh[muscle].std() / np.sqrt(muscle.sum() / 9)


def test_rendered_contrast_is_what_is_tabulated():
    target, around = areas()
    for row, (_, dose) in enumerate(ct.DOSES):
        for week in (0, 3, 8):
            seen = detect.view_cnr(values(picture("ct"), "sci", week, dose), target, around)
            assert picture("ct").findings["sci"].cnr[row, weeks(week)[0]] == pytest.approx(
                seen, abs=0.05 + 0.01 * abs(seen)
            )
    target, around = areas(inside=True)
    for name in ("mri-t1", "mri-stir"):
        for week in (2, 8, 26):
            one = picture(name)
            shown, change = values(one, "sci", week), values(replace(one, noise=0.0), "sci", week) - one.base.values
            order = np.argsort(change[target])
            ends = []
            for part in (order[: round(0.15 * order.size)], order[-round(0.15 * order.size) :]):
                mask = np.zeros(target.shape, bool)
                mask.flat[np.flatnonzero(target)[part]] = True
                ends.append(abs(detect.view_cnr(shown, mask, around, mri.DETAIL)))
            assert one.findings["sci"].cnr[weeks(week)[0]] == pytest.approx(max(ends), rel=0.02, abs=0.1)


def test_ct_shows_the_lesion_between_weeks_two_and_four():
    found = picture("ct").findings["sci"].cnr
    first = [detect.first_week(row, detect.RELIABLE, WEEKS) for row in found]
    assert 2 <= first[ct.USUAL] <= 4
    assert first[0] > first[ct.USUAL] >= first[-1]
    assert np.all(np.diff(found[ct.USUAL][weeks(2, 4, 8, 26)]) > 0)


# ---- no lesion


@pytest.mark.parametrize("name", ["ct", "mri-t1", "mri-t2", "mri-stir"])
def test_without_lesion_there_is_no_contrast(name: str):
    """On MRI the muscle's own streaks are taken away first: they differ from place to place, with a lesion or without."""
    target, around = areas(inside=name != "ct")
    block, one = 2, picture(name)
    streaks = 0 if name == "ct" else values(replace(one, noise=0.0), "nothing", 0)
    for week in (2, 8, 26):
        seen = detect.view_cnr(values(one, "nothing", week) - streaks, target, around, block)
        assert abs(seen) < 3 * detect.cnr_error(target, around, block=block), (name, week, seen)


# ---- MRI


def test_fat_is_null_on_stir_and_cortex_dark_everywhere():
    fat = binary_erosion(slice_().shares["fat"] > 0.97, iterations=2)
    stir, t2 = (picture(name).base.values for name in ("mri-stir", "mri-t2"))
    assert stir[fat].mean() < 0.02 * t2[fat].mean()
    low = -100.0  # the shaft, where cortex is some pixels thick
    shaft = slices.axial_slice(scenes()[0].solids, low)
    shares = shaft.shares
    cortex, muscle = (
        binary_erosion(shares["cortical bone"] > 0.97),
        binary_erosion(shares["muscle"] > 0.9, iterations=2),
    )
    for sequence in mri.SEQUENCES:
        base = mri.background(shaft, sequence)
        assert cortex.any() and np.median(base[cortex]) < 0.03 * base[muscle].mean()
        assert physics.signal("cortical bone", sequence) < 0.01 * physics.signal("muscle", sequence)


def test_oedema_is_seen_early_with_and_without_ossification():
    for name in ("sci", "oedema"):
        assert picture("mri-stir").findings[name].cnr[weeks(2)[0]] > detect.RELIABLE
    assert picture("ct").findings["oedema"].cnr[ct.USUAL].max() < detect.POSSIBLE


def test_with_maturity_water_goes_and_fat_comes():
    part = slices.cut(scene("sci"))
    middle = part.shells[1:].sum(0) > 0.8
    at = weeks(3, 8, 16, 52)
    fat, wet = [], []
    for index in at:
        t1, stir = (
            part.of(values(picture(name), "sci", WEEKS[index]))[middle].mean() for name in ("mri-t1", "mri-stir")
        )
        fat.append(t1)
        wet.append(stir)
    assert all(a > b for a, b in zip(wet, wet[1:]))
    assert fat[0] == pytest.approx(physics.signal("muscle", "T1"), rel=0.25)
    assert fat[3] > fat[2] > fat[1] and fat[3] > 1.3 * fat[0]


def test_oedema_reaches_beyond_the_lesion():
    part = slices.cut(scene("sci"))
    beyond = (part.whole < 0.02) & (part.halo > 0.1) & (part.of(slice_().shares["muscle"]) > 0.9)
    early, never = (part.of(values(picture("mri-stir"), name, 3))[beyond].mean() for name in ("sci", "nothing"))
    assert early > 1.15 * never


# ---- edge inward or centre outward


def test_the_radial_profile_tells_a_ring_from_a_tumour_at_week_eight():
    part = slices.cut(scene("sci"))
    edge, middle = part.shells[0] > 0.7, part.shells[2:].sum(0) > 0.7
    for name, sign in (("sci", 1), ("centre", -1)):
        view = part.of(values(picture("ct"), name, 8))
        assert sign * (view[edge].mean() - view[middle].mean()) > 3 * 12, name
