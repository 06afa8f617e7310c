"""The bone scan and the ultrasound of the simulator, measured in their pictures. An oracle's number stands in the test's name."""

from functools import cache

import numpy as np
import pytest

from hoedu.imaging import bonescan, ultrasound
from hoedu.imaging.bonescan import PHASES, bonescan_pictures, compared, contrast, expected
from hoedu.imaging.clock import constant
from hoedu.imaging.detect import POSSIBLE, RELIABLE, VIEWS
from hoedu.imaging.packing import pack
from hoedu.imaging.physics import shadow_db
from hoedu.imaging.pictures import WEEKS, Preset, Stack, flowing, render, values
from hoedu.imaging.scene import STACKS
from hoedu.imaging.ultrasound import ultrasound_picture

ANATOMIES = tuple(STACKS)
HEALTHY = "nothing"


@cache
def scenes(anatomy):
    return STACKS[anatomy]()


@cache
def scans(anatomy):
    return dict(zip(PHASES, bonescan_pictures(scenes(anatomy))))


@cache
def sound(anatomy):
    return ultrasound_picture(scenes(anatomy))


def crossing(curve, threshold):
    """The first week at which a curve on WEEKS reaches a threshold, on a straight line between weeks; None if never."""
    found = np.flatnonzero(np.asarray(curve) >= threshold)
    if not found.size:
        return None
    after = found[0]
    if after == 0:
        return 0.0
    low, high = curve[after - 1], curve[after]
    return float(WEEKS[after - 1] + (threshold - low) / (high - low) * (WEEKS[after] - WEEKS[after - 1]))


@cache
def places(phase, name="sci", anatomy="hip"):
    """Masks of a patient's region and of its control."""
    return compared(next(scene for scene in scenes(anatomy) if scene.name == name), phase)


def ratio(phase, week, name="sci", noisy=True):
    """Lesion to normal, in counts of the picture at four times the usual time (one noise), or without noise."""
    target, beside = places(phase)
    picture = scans("hip")[phase]
    if noisy:
        counts = values(picture, name, week, 4.0)
        return counts[target].sum() / counts[beside].sum()
    at = int(np.searchsorted(WEEKS, week))
    return expected(picture, name, target)[at].sum() / expected(picture, name, beside)[at].sum()


# ---- bone scan


def test_control_regions_hold_the_counts_assumed():
    for phase, counts in (("pool", constant("pool_counts")), ("delayed", constant("delayed_counts"))):
        _, beside = places(phase)
        picture = scans("hip")[phase]
        assert expected(picture, HEALTHY, beside)[0].sum() == pytest.approx(counts, rel=0.02)


def test_oracle_3_scan_without_lesion_shows_none():
    for phase in PHASES:
        target, beside = places(phase)
        picture = scans("hip")[phase]
        quiet = contrast(picture, HEALTHY, target, beside, [1.0] * len(picture.doses))
        assert np.abs(quiet).max() < 0.5
        for dose in (0.5, 1.0, 2.0):
            counts = values(picture, HEALTHY, 20, dose)
            difference = counts[target].sum() - counts[beside].sum()
            assert abs(difference) < 3 * np.sqrt(counts[target].sum() + counts[beside].sum())


def test_oracle_4_counts_vary_as_poisson_counts_do():
    """Nearly: the page's noise is normal, and cut at 0 where there are few counts."""
    for phase in ("pool", "delayed"):
        picture = scans("hip")[phase]
        for dose, within in ((1.0, 0.15), (4.0, 0.05)):
            a = dose * picture.base.values.astype(float)
            inside = a > 1.5 * dose
            spread = (values(picture, HEALTHY, 0, dose) - a)[inside]
            assert (spread**2).sum() / a[inside].sum() == pytest.approx(1, abs=within)
    cnr = scans("hip")["delayed"].findings["sci"].cnr
    assert cnr[2, 20] / cnr[0, 20] == pytest.approx(2, rel=0.05)  # four times the time


def test_oracle_10_blood_pool_before_delayed_before_film():
    film = VIEWS["film"].first(RELIABLE)
    for threshold in (POSSIBLE, RELIABLE):
        pool, late = (crossing(scans("hip")[phase].findings["sci"].cnr[1], threshold) for phase in ("pool", "delayed"))
        assert pool < late < film
    assert 1 <= film - pool <= 6


def test_oracle_10_holds_against_the_film_of_the_same_scene():
    from hoedu.imaging.film import film_pictures

    film = min(
        crossing(picture.findings["sci"].cnr[picture.usual], RELIABLE) for picture in film_pictures(scenes("hip"))
    )
    pool, late = (crossing(scans("hip")[phase].findings["sci"].cnr[1], RELIABLE) for phase in ("pool", "delayed"))
    sign = crossing(sound("hip").findings["sci"].cnr, RELIABLE)
    assert pool < late < film
    assert 1 <= film - pool <= 6
    assert 1.5 <= film - sign <= 2.5  # oracle 17


def test_oracle_12_delayed_ratio_in_the_picture():
    cutoff = constant("scan_cutoff")
    for noisy in (False, True):
        curve = np.array([ratio("delayed", week, noisy=noisy) for week in WEEKS])
        assert crossing(curve, cutoff) == pytest.approx(3.4, abs=0.5)
        assert 6 <= WEEKS[np.argmax(curve)] <= 16
        assert curve[-1] < cutoff
        assert ratio("pool", 26, noisy=noisy) == pytest.approx(ratio("pool", 0, noisy=noisy), abs=0.05)
        assert curve[52] > cutoff  # week 26


@pytest.mark.parametrize(("anatomy", "name"), [("hip", "crps"), ("hip", "fracture"), ("thigh", "sarcoma")])
def test_oracle_13_scan_is_not_specific(anatomy, name):
    late = scans(anatomy)["delayed"].findings[name].cnr[1]
    assert crossing(late, RELIABLE) is not None
    if name == "crps":
        for phase in PHASES:
            assert scans(anatomy)[phase].findings[name].layers
    target, beside = places("delayed", name, anatomy)
    picture = scans(anatomy)["delayed"]
    raised = expected(picture, name, target).sum(1) / expected(picture, name, beside).sum(1)
    assert raised.max() > constant("scan_cutoff")


def test_oracle_13_infection_is_positive_too():
    from dataclasses import replace

    first = next(scene for scene in scenes("hip") if scene.name == HEALTHY)
    septic = replace(first, name="septic", kind="infection")
    lesion = scenes("hip")[0]
    for picture in bonescan_pictures((lesion, septic))[1:]:
        assert crossing(picture.findings["septic"].cnr[1], RELIABLE) is not None


def test_oedema_raises_the_blood_pool_a_little_and_nothing_else():
    pool, late = (scans("hip")[phase].findings["oedema"] for phase in ("pool", "delayed"))
    assert 1 < np.max(pool.cnr[1]) < np.max(scans("hip")["pool"].findings["sci"].cnr[1]) / 1.5
    assert np.abs(late.cnr).max() < 0.5


# ---- ultrasound


def shade(week, name="sci"):
    """Echo of what lies just behind the lesion, in dB, less that of the same place without a lesion."""
    picture = sound("hip")
    view = ultrasound.VIEWS["hip"]
    field = ultrasound._field(view, scenes("hip")[0].solids)
    cut = ultrasound._cut(scenes("hip")[0].lesion, view, field)
    body = ultrasound._screen(cut.whole, view, 0) > 0.3
    soft = ultrasound._screen((field.kind == ultrasound.MUSCLE).astype(float), view, 0) > 0.99
    behind = (np.cumsum(body, 0) > 20) & ~body & soft
    # Not the edge: its reflection reaches a little below.
    behind &= ~np.roll(body, 14, 0)
    return float((values(picture, name, week) - values(picture, HEALTHY, week))[behind].mean())


def test_oracle_3_ultrasound_without_lesion_shows_none():
    for anatomy in ANATOMIES:
        finding = sound(anatomy).findings[HEALTHY]
        assert not finding.layers
        assert not finding.rims
        assert finding.cnr is None
    assert abs(sound("hip").findings["sci"].cnr[0]) < 0.3


def test_oracle_8_shadow_deepens_as_mineral_rises():
    depths = [shade(week) for week in (0, 2, 4, 6, 8, 12)]
    assert depths[0] == pytest.approx(0, abs=0.5)
    assert np.all(np.diff(depths) < 0)
    assert depths[4] < depths[2] - 3
    # The picture's loss is the physics' own.
    assert ultrasound._per_mm() * 3 == pytest.approx(float(shadow_db(constant("rim_full"), 3.0) - shadow_db(0.0, 3.0)))


def test_oracle_8_rim_brightens():
    finding = sound("hip").findings["sci"]
    assert np.all(np.diff(finding.rim_weights[:, 0]) >= 0)
    assert finding.rim_weights[-1, 0] - finding.rim_weights[4, 0] > 20


def test_oracle_16_a_tumour_has_no_zone():
    """At week 8 the lesion is brighter at its edge than in its middle, the tumour the reverse."""
    view = ultrasound.VIEWS["thigh"]
    field = ultrasound._field(view, scenes("thigh")[0].solids)
    differences = {}
    for scene in scenes("thigh")[:2]:
        cut = ultrasound._cut(scene.lesion, view, field)
        edge, middle = (
            ultrasound._screen(part, view, 0) > 0.5 for part in (cut.shells[0], cut.shells[2] + cut.shells[3])
        )
        power = 10 ** (values(sound("thigh"), scene.name, 8) / 10)
        differences[scene.name] = power[edge].mean() / power[middle].mean()
    assert differences["myositis"] > 2
    assert differences["sarcoma"] < 0.7


def test_oracle_17_ultrasound_precedes_film_by_two_weeks():
    film = VIEWS["film"].first(RELIABLE)
    picture = sound("hip")
    assert film - crossing(picture.findings["sci"].cnr, RELIABLE) == pytest.approx(2, abs=0.5)
    coloured = [int(flowing(picture, "sci", week).sum()) for week in WEEKS]
    assert film - crossing(coloured, 100) == pytest.approx(2, abs=0.5)


def test_flow_comes_and_goes_with_the_blood_pool_and_spares_oedema():
    picture = sound("hip")
    coloured = {week: int(flowing(picture, "sci", week).sum()) for week in (0, 5, 26)}
    assert coloured[0] == coloured[26] == 0 < coloured[5]
    assert picture.findings["oedema"].flow is None
    assert np.max(picture.findings["oedema"].cnr) < RELIABLE


# ---- both


@pytest.mark.parametrize("anatomy", ANATOMIES)
def test_pictures_are_complete_and_small(anatomy):
    pictures = (*scans(anatomy).values(), sound(anatomy))
    presets = tuple(Preset(scene.name, scene.title) for scene in scenes(anatomy))
    for picture in pictures:
        assert set(picture.findings) == {preset.name for preset in presets}
        for name, finding in picture.findings.items():
            assert finding.sees[0][0] == 0
            assert all(text.endswith(".") for _, text in finding.sees)
            shown = render(picture, name, 10)
            assert shown.dtype == np.uint8
            assert shown.std() > 10
            if finding.layers:
                assert finding.weights.shape == (len(WEEKS), len(finding.layers))
                assert np.abs(finding.weights[0]).max() < 0.05
    _, data = pack(Stack(anatomy, pictures, presets))
    assert len(data) < 250_000


def test_every_layer_lies_on_its_steps():
    for picture in (*scans("hip").values(), sound("hip")):
        for layer in (
            picture.base,
            *(layer for one in picture.findings.values() for layer in (*one.layers, *one.rims)),
        ):
            whole = layer.values / layer.step
            assert np.abs(whole - np.rint(whole)).max() < 1e-3


def test_metal_is_cold_on_the_scan():
    late = scans("replacement")["delayed"].base.values
    row = int((bonescan.HEIGHT + 2) / bonescan.PIXEL)
    right, left = (int((x - 88) / bonescan.PIXEL + bonescan.HALF) for x in (0, 176))
    assert late[row, right] < 0.7 * late[row, left]
