"""Pictures as sums of layers: by hand on tiny ones, noise by its statistics, packing there and back."""

import json
import re
import zlib
from dataclasses import replace

import numpy as np
import pytest
from fake_stack import fake_stack
from hypothesis import given, settings
from hypothesis import strategies as st

from hoedu.explorers.simulator import Simulator, first_week, level, shown
from hoedu.html.simulator import MOST_BYTES, simulator_html, simulator_spec
from hoedu.imaging.packing import _Packer, pack, rounding, steps, unpack
from hoedu.imaging.pictures import (
    WEEKS,
    Finding,
    Layer,
    Picture,
    Preset,
    Stack,
    at_week,
    flowing,
    grey,
    render,
    standard_noise,
    values,
)

STACK = fake_stack()


def layer(rows, step=0.001, top=0, left=0) -> Layer:
    return Layer(np.array(rows, np.float32), step, top, left)


def tiny(kind, base, finding=None, **more) -> Picture:
    return Picture("tiny", "Tiny", "tiny picture", kind, 1.0, layer(base), {"one": finding or Finding()},
                   (("usual", 0.0, 1.0),), (0.0, 1.0, 0.1), **more)  # fmt: skip


# ---- by hand


def test_grey_levels_and_the_inverted_window():
    v = np.array([-1, 0, 0.5, 1, 9])
    assert grey(v, 0, 1).tolist() == [0, 0, 128, 255, 255]
    assert grey(v, 1, 0).tolist() == [255, 255, 128, 0, 0]
    assert grey(np.array([0.5 / 255 - 1e-9, 0.5 / 255]), 0, 1).tolist() == [0, 1]


def test_layers_add_up_where_they_lie_and_by_their_weight():
    weights = np.outer(WEEKS, [0.01, 0])
    finding = Finding((layer([[1, 2]], top=1, left=1), layer([[9]])), weights)
    got = values(tiny("linear", [[0.1, 0.2, 0.3], [0.4, 0.5, 0.6]], finding), "one", 10)
    np.testing.assert_allclose(got, [[0.1, 0.2, 0.3], [0.4, 0.6, 0.8]], atol=1e-6)


def test_a_film_with_scatter_is_flatter():
    clear = values(tiny("film", [[0, 1, 2]]), "one", 0)
    np.testing.assert_allclose(clear, [[0, 1, 2]], atol=1e-6)
    hazy = values(tiny("film", [[0, 1, 2]], scatter=0.5), "one", 0)
    np.testing.assert_allclose(hazy, -np.log(np.exp([[0, -1, -2]]) + 0.5), atol=1e-6)
    assert np.ptp(hazy) < np.ptp(clear)


def test_coarse_scatter_is_stretched_between_pixel_centres():
    got = np.exp(-values(tiny("film", [[50.0] * 4] * 2, scatter=layer([[1, 3]])), "one", 0))
    np.testing.assert_allclose(got, [[1, 1.5, 2.5, 3]] * 2, atol=1e-6)


def test_noise_follows_the_dose():
    shape = (200, 200)
    for dose, wanted in ((1, 0.02), (4, 0.01)):
        film = values(tiny("film", np.zeros(shape), noise=0.02), "one", 0, dose)
        flat = values(tiny("linear", np.zeros(shape), noise=0.02), "one", 0, dose)
        assert film.std() == pytest.approx(wanted, rel=0.03) and flat.std() == pytest.approx(wanted, rel=0.03)
    dark = values(tiny("film", np.full(shape, 2.0), noise=0.02), "one", 0)
    assert dark.std() == pytest.approx(0.02 * np.e, rel=0.03), "fewer photons, more noise"
    counts = values(tiny("counts", np.full(shape, 100.0)), "one", 0, 2)
    assert counts.mean() == pytest.approx(200, rel=0.01) and counts.var() == pytest.approx(200, rel=0.05)
    void = values(tiny("magnitude", np.zeros(shape), noise=0.1), "one", 0)
    assert void.min() >= 0 and void.mean() == pytest.approx(0.1 * np.sqrt(np.pi / 2), rel=0.03), "Rayleigh where there is no signal"


def test_a_noise_layer_is_repeated():
    picture = tiny("linear", np.zeros((3, 5)), noise=layer([[1, 2]]))
    np.testing.assert_allclose(values(picture, "one", 0, 4), [[0.5, 1, 0.5, 1, 0.5]] * 3)


def test_no_counts_below_none():
    assert values(tiny("counts", [[-5.0, 0.0]]), "one", 0).tolist() == [[0, 0]]


def test_echoes_add_as_power_and_flow_is_where_it_is_below():
    finding = Finding(rims=(layer([[0]], left=1),), rim_weights=np.full((len(WEEKS), 1), 3.0),
                      flow=layer([[0.2, 0.6]], 0.1), flow_below=WEEKS / 52)  # fmt: skip
    picture = tiny("echo", [[0.0, 3.0]], finding)
    np.testing.assert_allclose(values(picture, "one", 4), [[0, 3 + 10 * np.log10(2)]], atol=1e-6)
    assert flowing(picture, "one", 0).tolist() == [[False, False]]
    assert flowing(picture, "one", 26).tolist() == [[True, False]]
    assert flowing(picture, "one", 52).tolist() == [[True, True]]


def test_weeks_between_are_on_a_straight_line_and_ends_hold():
    table = np.stack([WEEKS, WEEKS**2], axis=1)
    np.testing.assert_allclose(at_week(table, 7.25), [7.25, (49 + 7.5**2) / 2])
    np.testing.assert_allclose(at_week(table, 52), [52, 52**2])
    np.testing.assert_allclose([at_week(table, -3), at_week(table, 99)], [[0, 0], [52, 52**2]])


# ---- noise


def test_noise_is_standard_and_has_no_pattern():
    noise = standard_noise((512, 512), 7)
    assert abs(noise.mean()) < 0.01 and noise.std() == pytest.approx(1, abs=0.01)
    assert np.abs(noise).max() <= 510 / 147.8
    flat = noise - noise.mean()
    for down, across in ((0, 1), (1, 0), (1, 1), (1, -1), (0, 2), (8, 0), (0, 8), (64, 64)):
        assert abs((flat * np.roll(flat, (down, across), (0, 1))).mean()) < 0.01, (down, across)
    assert abs((noise * standard_noise((512, 512), 8)).mean()) < 0.01, "another seed, another noise"
    spectrum = np.abs(np.fft.fft2(flat)) ** 2 / flat.size
    assert spectrum.max() < 25, "no line in its spectrum"


def test_noise_is_the_same_for_ever():
    """Pixels worked out by hand from the formula: what the page must find too."""

    def by_hand(x: int, y: int, seed: int) -> float:
        mask = 0xFFFFFFFF
        h = (x * 0x27D4EB2D ^ y * 0x165667B1 ^ seed * 0x9E3779B1) & mask
        h = ((h ^ h >> 15) * 0x85EBCA6B) & mask
        h = ((h ^ h >> 13) * 0xC2B2AE35) & mask
        h ^= h >> 16
        return (sum(h.to_bytes(4, "little")) - 510) / 147.8

    noise = standard_noise((40, 30), 5)
    assert noise.shape == (40, 30)
    for x, y in ((0, 0), (29, 0), (0, 39), (17, 23)):
        assert noise[y, x] == pytest.approx(by_hand(x, y, 5))


# ---- packing


def test_packing_there_and_back():
    manifest, data = pack(STACK)
    json.dumps(manifest)
    arrays = unpack(manifest, data)
    for picture, part in zip(STACK.pictures, manifest["pictures"]):
        pairs = [(picture.base, part["base"])]
        for name, finding in picture.findings.items():
            pairs += zip(finding.layers, part["findings"][name].get("layers", []))
            pairs += zip(finding.rims, part["findings"][name].get("rims", []))
            if finding.cnr is not None:
                got = arrays[part["findings"][name]["cnr"]]
                np.testing.assert_allclose(got, np.atleast_2d(finding.cnr), atol=0.00501)
            if finding.layers:
                number, most = part["findings"][name]["weights"]
                got = arrays[number] / 30000 * np.array(most)[:, None]
                np.testing.assert_allclose(got.T, finding.weights, atol=np.abs(finding.weights).max() / 50000)
        for layer, number in pairs:
            assert np.abs(arrays[number] - layer.values).max() <= layer.step / 2 * 1.001
            top, left, step = manifest["arrays"][number][2:5]
            assert (top, left) == (layer.top, layer.left) and step <= layer.step
    assert pack(STACK) == (manifest, data), "the same each time"


def test_equal_layers_travel_once():
    manifest, _ = pack(STACK)
    film = manifest["pictures"][0]["findings"]
    assert film["ho"]["layers"][1] == film["swelling"]["layers"][0]


@pytest.mark.parametrize("picture", STACK.pictures, ids=lambda one: one.name)
def test_steps_are_fine_enough_for_every_window(picture):
    found = steps(picture)
    assert rounding(picture, found) < 1
    coarse = replace(picture, base=replace(picture.base, step=9.0))
    assert rounding(coarse, steps(coarse)) < 1, "a step that its maker chose too coarse is made finer"
    assert steps(coarse)[id(coarse.base)] < 9


@settings(max_examples=60, deadline=None)
@given(st.integers(1, 9), st.integers(1, 9), st.integers(0, 3), st.sampled_from([1, 40, 300, 70000, 2**26]))
def test_hostile_shapes_and_sizes(height, width, seed, size):
    random = np.random.default_rng(seed)
    wild = random.integers(-size, size, (height, width), endpoint=True).astype(float)
    for array in (wild, np.zeros((height, width)), np.cumsum(wild / 100, axis=1).round(), np.full((height, width), size)):
        packer = _Packer()
        packer.add(array, 1)
        (found,) = unpack({"arrays": packer.heads}, zlib.compress(b"".join(packer.chunks)))
        np.testing.assert_array_equal(found, array)


@pytest.mark.parametrize("bad", [np.zeros((0, 3)), np.zeros(4), np.zeros((2, 2, 2)), np.array([[np.nan]]), np.array([[np.inf]]), np.array([[1e12]])])
def test_what_cannot_be_packed_is_refused(bad):
    with pytest.raises(ValueError, match="a layer"):
        _Packer().add(bad, 1)


@pytest.mark.parametrize("step", [0, -1, float("nan")])
def test_a_step_is_above_nothing(step):
    with pytest.raises(ValueError, match="step"):
        _Packer().add(np.ones((2, 2)), step)


# ---- what is said


def simulator() -> Simulator:
    return Simulator("simulator-fake", "A title", "Do this.", fake_stack)


def test_the_sentence_and_its_words():
    said = simulator().sentence()
    assert said == "Week 8, film from the front, usual dose. Contrast-to-noise 14.6: detection reliable. A ring of mineral."
    assert [level(cnr) for cnr in (None, 0, 2.94, 2.96, 4.94, 4.96)] == ["", *["not to be expected"] * 2, *["possible"] * 2, "reliable"]
    assert [shown(value) for value in (0.25, 0.05, 2.949, 12)] == ["0.3", "0.1", "2.9", "12.0"]


def test_the_first_week_lies_between_tabulated_ones():
    picture = tiny("linear", [[0]], Finding(cnr=WEEKS * 0.8))
    assert first_week(picture, "one", 3) == pytest.approx(3.75)
    assert first_week(picture, "one", 99) is None and first_week(tiny("linear", [[0]]), "one", 3) is None
    assert first_week(tiny("linear", [[0]], Finding(cnr=np.full(len(WEEKS), -9.0))), "one", 3) == 0


def test_the_html_stands_alone_and_is_small():
    html = simulator_html(simulator())
    uris = re.findall(r'src="(data:image/jpeg;base64,[A-Za-z0-9+/=]+)"', html)
    assert len(uris) == len(STACK.pictures) and sum(map(len, uris)) <= MOST_BYTES
    assert html.count('alt="Synthetic ') == len(uris)
    assert "week 4: A faint cloud beside the bone, detection possible" in html
    assert set(simulator_spec(simulator())["tables"]) == {preset.name for preset in STACK.presets}
    assert "First week at 3" in html and "Every picture is <strong>synthetic</strong>" in html


def test_words_from_a_stack_are_escaped():
    picture = tiny("linear", [[0.5] * 8] * 8, Finding(sees=((0, "<b>bold</b> & \"quoted\""),), cnr=WEEKS))
    stack = Stack("x", (picture,), (Preset("one", "<i>A patient</i>"),))
    html = simulator_html(Simulator("simulator-x", "<u>T</u>", "do", lambda: stack))
    assert "<b>" not in html and "<i>" not in html and "<u>" not in html


def test_render_is_of_the_unrounded_layers():
    film = STACK.pictures[0]
    assert render(film, "ho", 8).dtype == np.uint8 and render(film, "ho", 8).shape == film.shape
