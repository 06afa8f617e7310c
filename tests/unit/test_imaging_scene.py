"""Geometry, lesions and films. Oracles are those of the imaging dossier, by their numbers."""

from functools import cache

import numpy as np
import pytest

from hoedu.imaging import detect, physics
from hoedu.imaging.film import attenuation, film_pictures
from hoedu.imaging.lesion import Lesion, course, grow
from hoedu.imaging.pictures import WEEKS, values
from hoedu.imaging.scene import STACKS, stack
from hoedu.imaging.solids import MM, Y, Z, axial, ball, coronal, lateral, mirrored, plate, sections, tube

AREA, STEP = MM**2, MM


@cache
def scenes(name: str):
    return {scene.name: scene for scene in STACKS[name]()}


@cache
def films(name: str):
    return film_pictures(tuple(scenes(name).values()))


def crossing(cnr: np.ndarray, threshold: float = 5.0) -> float:
    """First week at which a measured curve reaches a threshold, between the weeks tabulated."""
    first = int(np.argmax(cnr >= threshold))
    assert cnr[first] >= threshold
    return float(np.interp(threshold, cnr[first - 1 : first + 1], WEEKS[first - 1 : first + 1]))


# ---- geometry


@pytest.mark.parametrize("radius", [6.0, 24.0])
def test_a_ball_has_its_volume_in_every_view(radius):
    one = ball("ball", 10, 5, -20, radius, "muscle", "adipose")
    volume = 4 / 3 * np.pi * radius**3
    assert one.path.sum() * AREA == pytest.approx(volume, rel=0.02)
    assert lateral(one).sum() * AREA == pytest.approx(volume, rel=0.02)
    cuts = sum(axial(one, float(z), Y, STEP)[0].sum() * AREA * STEP for z in Z)
    assert cuts == pytest.approx(volume, rel=0.02)
    assert sum(coronal(one, float(y)).sum() * AREA * STEP for y in Y) == pytest.approx(volume, rel=0.03)


def test_a_ball_lies_where_it_was_put():
    one = ball("ball", 10, 5, -20, 8, "muscle", "adipose")
    rows, columns = np.nonzero(lateral(one) > 0)
    assert Y[columns].mean() == pytest.approx(5, abs=0.3) and Z[rows].mean() == pytest.approx(-20, abs=0.3)
    other = mirrored(one)
    assert other.path.sum() == 0, "x = 166 lies outside of the field"
    near = mirrored(ball("ball", 60, 5, -20, 8, "muscle", "adipose"))
    assert near.path.max() == pytest.approx(16, abs=0.2)


def test_a_tube_along_the_view_is_not_beaded():
    one = tube("shaft", [(0, 0, 100, 14, 14), (0, 0, -100, 14, 14)], "cortical bone", "muscle")
    middle = one.path[(Z < 90) & (Z > -90), 210]
    assert middle.min() == pytest.approx(28, abs=0.2)


def test_a_plate_loses_its_cortex_on_all_sides():
    square = [(-20, 20), (20, 20), (20, -20), (-20, -20)]
    whole = plate("whole", square, 0, 6, "cortical bone", "muscle", rounding=2)
    inner = plate("inner", square, 0, 6, "red marrow", "cortical bone", rounding=2, cut=1.5)
    assert whole.path.max() == pytest.approx(12, abs=0.01) and inner.path.max() == pytest.approx(9, abs=0.01)
    assert (inner.path > 0).sum() < (whole.path > 0).sum() and np.all(whole.path >= inner.path)


def test_sections_blend_between_cuts():
    block = {z: [(-10.0, -w, w), (10.0, -w, w)] for z, w in ((-20.0, 5.0), (20.0, 15.0))}
    one = sections("block", block, "muscle", "adipose")
    row = int(np.argmin(abs(Z)))
    assert one.path[row, 210] == pytest.approx(20, abs=0.3)


# ---- lesions


def test_the_shells_of_a_lesion_are_its_volume():
    body = grow([(0, -30, -40, 15, 15, 15)], 1, rough=0.5)
    volume = 4 / 3 * np.pi * 15**3
    assert body.envelope.sum() == pytest.approx(volume, rel=0.2)
    for path, _, _ in (body.ahead(body.envelope), body.aside(body.envelope, -128)):
        assert path.sum() * AREA == pytest.approx(body.envelope.sum(), rel=0.02)


def test_a_lesion_keeps_out_of_bone():
    bone = ball("bone", 0, -30, -40, 10, "cortical bone", "muscle")
    body = grow([(0, -30, -40, 15, 15, 15)], 1, avoid=[bone])
    middle = [int(v) for v in (body.top + 40, -30 - body.front, 0 - body.left)]
    assert body.envelope[tuple(middle)] < 0.05


def test_oracle_5_a_shell_shows_as_a_ring():
    body = grow([(0, -30, -40, 15, 15, 15)], 1, rough=0.01)
    rim, _, _ = body.ahead(body.shells[0])
    total, _, _ = body.ahead(body.envelope)
    centre = np.median(rim[total > 0.97 * total.max()])
    assert np.quantile(rim, 0.995) >= 2 * centre


def test_oracle_16_bone_comes_from_the_edge_inward_and_in_a_tumour_from_the_centre():
    week = int(np.argmax(WEEKS == 8))
    edge_first, centre_first = course("rim").mineral[week], course("centre").mineral[week]
    assert np.all(np.diff(edge_first) < 0) and np.all(np.diff(centre_first) > 0)


def test_oracle_18_mineral_only_rises_and_ends_between_trabecular_and_cortical():
    found = course("rim").mineral
    assert np.all(np.diff(found, axis=0) >= 0)
    assert 400 < physics.hu(found[-1, 0]) < 1723
    assert not course("none").mineral.any()


def test_shares_stay_shares():
    for order in ("rim", "centre", "none"):
        one = course(order)
        for share in (one.water, one.cartilage, one.marrow, one.halo):
            assert share.min() >= 0 and share.max() <= 1
        assert np.all(one.cartilage + one.marrow <= 1.0001)


# ---- films


def test_oracle_3_without_a_lesion_a_film_shows_no_contrast():
    front, _ = films("hip")
    clean, none = scenes("hip")["sci"], films("hip")[0]
    body, top, left = clean.lesion.ahead(clean.lesion.envelope)
    target = np.zeros(front.shape, bool)
    target[top : top + body.shape[0], left : left + body.shape[1]] = body > 8
    # The same place with noise and without: what is left is noise.
    left_over = values(none, "nothing", 20) - values(none, "nothing", 20, dose=1e12)
    around = ~target
    cnr = detect.view_cnr(left_over, target, around)
    assert abs(cnr) < 3 * detect.cnr_error(target, around)


def test_oracle_4_four_times_the_dose_halves_quantum_noise():
    front, _ = films("hip")
    clean = values(front, "nothing", 0, dose=1e12)
    spread = [np.std(values(front, "nothing", 0, dose=dose) - clean) for dose in (1.0, 4.0)]
    assert spread[0] / spread[1] == pytest.approx(2, rel=0.01)


def test_oracle_6_a_lesion_in_front_of_the_femur_hides_from_the_front_and_shows_from_the_side():
    scene = scenes("hip")["sci"]
    thigh = scenes("thigh")["myositis"]
    bone = attenuation([s for s in thigh.solids if s.order >= 8], aside=False) > 0.02
    body, top, left = thigh.lesion.ahead(thigh.lesion.envelope)
    behind = bone[top : top + body.shape[0], left : left + body.shape[1]]
    front_hidden = (body[behind] > 1).sum() / (body > 1).sum()
    bone = attenuation([s for s in thigh.solids if s.order >= 8], aside=True) > 0.02
    body, top, left = thigh.lesion.aside(thigh.lesion.envelope, -128)
    behind = bone[top : top + body.shape[0], left : left + body.shape[1]]
    side_hidden = (body[behind] > 1).sum() / (body > 1).sum()
    assert front_hidden > 0.25 > 0.1 > side_hidden
    assert isinstance(scene.lesion, Lesion)


def test_oracle_9_the_film_shows_the_default_lesion_between_weeks_3_and_6():
    cnr = films("hip")[0].findings["sci"].cnr[2]
    assert cnr[WEEKS == 2][0] < 3 and 3 <= crossing(cnr) <= 6 and cnr[WEEKS == 13][0] > 5


def test_more_dose_makes_the_film_a_little_earlier():
    front = films("hip")[0]
    weeks = [crossing(curve) for curve in front.findings["sci"].cnr]
    assert np.all(np.diff(weeks) < 0) and weeks[0] - weeks[-1] < 2


@pytest.mark.parametrize("name", sorted(STACKS))
def test_every_patient_has_a_finding_in_both_films(name):
    for picture in films(name):
        assert set(picture.findings) == set(scenes(name))
        low, high, narrowest = picture.limits
        for _, dark, light in picture.windows:
            assert low <= dark < light <= high and light - dark >= narrowest


@pytest.mark.parametrize("name", sorted(STACKS))
def test_words_do_not_lag_behind_the_picture(name):
    """What is reliably there by its contrast-to-noise is also said to be there."""
    shown = stack(name)
    for picture in shown.pictures:
        for patient, finding in picture.findings.items():
            if finding.cnr is None:
                continue
            cnr = finding.cnr[picture.usual] if finding.cnr.ndim == 2 else finding.cnr
            reliable = WEEKS[np.argmax(cnr >= detect.RELIABLE)] if (cnr >= detect.RELIABLE).any() else np.inf
            said = finding.sees[1][0] if len(finding.sees) > 1 else np.inf
            assert said <= reliable, (picture.name, patient, said, reliable)


def test_a_stack_has_every_test_for_every_patient():
    shown = stack("hip")
    kinds = {picture.kind for picture in shown.pictures}
    assert kinds == {"film", "linear", "magnitude", "counts", "echo"}
    for picture in shown.pictures:
        assert set(picture.findings) == {preset.name for preset in shown.presets}


def test_oracle_10_blood_pool_before_delayed_before_film_in_the_pictures():
    shown = stack("hip")
    weeks = {}
    for name in ("scan-pool", "scan-delayed", "film-front", "ct"):
        picture = shown.picture(name)
        cnr = picture.findings["sci"].cnr
        weeks[name] = crossing(cnr[picture.usual] if cnr.ndim == 2 else cnr)
    assert weeks["scan-pool"] < weeks["scan-delayed"] < weeks["film-front"]
    assert 1 <= weeks["film-front"] - weeks["scan-pool"] <= 6
    assert 2 <= weeks["ct"] <= 4 and weeks["ct"] < weeks["film-front"], "oracle 11"
