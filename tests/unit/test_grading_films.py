"""Parts of heterotopic bone, the measured gap and the Brooker rule."""

import numpy as np
import pytest

from hoedu.explorers import build
from hoedu.explorers.grading_practice import EXAMPLES, PLAN
from hoedu.html.explorers import explorer_data, explorer_html, explorer_spec
from hoedu.html.grading import said
from hoedu.imaging import grading_films
from hoedu.imaging.grading_films import AHEAD, LIMIT, ROWS, Part, Placed, Reading, brooker, composed, parts, read
from hoedu.imaging.packing import unpack
from hoedu.imaging.pictures import Layer
from hoedu.imaging.solids import LEFT, MM, TOP


@pytest.mark.parametrize(
    "bone, gap, grade",
    [
        (False, None, 0),
        (True, None, 1),
        (True, 40.0, 2),
        (True, LIMIT, 2),
        (True, 9.99, 3),
        (True, 0.1, 3),
        (True, 0.0, 4),
    ],
)
def test_the_rule(bone, gap, grade):
    assert brooker(Reading(bone, gap)) == grade


def place(x, z):
    """Row and column of a point in mm."""
    return round((TOP - z) / MM) - ROWS.start, round((x - LEFT) / MM) - AHEAD.start


def block(name, kind, x, z, across, high):
    """An even plate of bone with its left upper corner at (x, z), mm, in both films."""
    row, column = place(x, z)
    layer = Layer(np.full((round(high / MM), round(across / MM)), 0.3, np.float32), 0.005, row, column)
    return Part(name, kind, "lateral", layer, layer)


@pytest.mark.parametrize("gap", [2.0, 8.0, 9.5, 10.5, 14.0])
def test_a_gap_of_known_width_is_measured(monkeypatch, gap):
    """Two plates, one from the trochanter and one from the ilium, whose facing edges are straight."""
    femoral, edge = block("f", "femoral", -58, 30, 10, 25), -48 + gap
    pelvic = block("p", "pelvic", edge, 36, 8 - edge, 10)
    monkeypatch.setattr(grading_films, "parts", lambda: (femoral, pelvic))
    found = read([Placed("f"), Placed("p")])
    assert found.gap == pytest.approx(gap, abs=MM)
    assert brooker(found) == (2 if gap >= LIMIT else 3)
    assert read([Placed("f"), Placed("p", -4)]).gap == pytest.approx(max(gap - 2, 0), abs=MM)
    assert read([Placed("f"), Placed("p", round(-gap / MM) - 2)]).gap == 0
    # Depth changes nothing on the film from the front.
    assert read([Placed("f", 0, 20), Placed("p", 0, -20)]) == found


def test_bone_that_reaches_neither_side_is_an_island(monkeypatch):
    monkeypatch.setattr(grading_films, "parts", lambda: (block("i", "island", -48, 50, 6, 5),))
    assert read([Placed("i")]) == Reading(True, None)
    assert read([]) == Reading(False, None)
    assert not read([Placed("i", dense=0.1)]).bone, "what adds less than the edge's level is not seen"


def test_each_part_does_what_its_kind_says():
    for part in parts():
        found = read([Placed(part.name)], 1)
        assert found.bone, part.name
        if part.kind == "island":
            assert found.gap is None, part.name
        elif part.kind == "bridge":
            assert found.gap == 0, part.name
        else:
            assert found.gap and found.gap > 2, part.name
    assert 24 <= len(parts()) <= 48
    assert {(part.kind, part.site) for part in parts()} >= {
        (kind, site) for kind in ("femoral", "pelvic", "bridge") for site in ("lateral", "medial")
    }


def test_mature_bone_has_a_dense_rim_about_a_paler_middle():
    envelope = np.zeros((30, 30, 30), np.float32)
    z, y, x = np.indices(envelope.shape) - 14.5
    envelope[np.sqrt(x * x + y * y + z * z) < 11] = 1
    mineral = grading_films._mature(envelope, 3)
    far = np.sqrt(sum((one / 2 - 14.75) ** 2 for one in np.indices(mineral.shape)))
    shells = [float(mineral[(far > a) & (far < a + 1)].mean()) for a in (9, 5, 1)]
    assert shells[0] > 1.8 * shells[1] > 1.8 * shells[2] > 0
    assert mineral[far > 12.5].max() < 1
    rim = mineral[(far > 9.5) & (far < 10.5)]
    assert rim.std() > 0.15 * rim.mean(), "uneven"


def test_what_travels_is_small_and_whole():
    practice = build("grading-practice")
    spec, data = explorer_spec(practice), explorer_data(practice)
    assert len(data) < 600_000
    arrays = unpack(spec["stack"], data)
    for number, layers in ((0, "ahead"), (1, "aside")):
        for part in parts():
            layer = getattr(part, layers)
            head = spec["stack"]["pictures"][number]["findings"][part.name]["layers"][0]
            assert np.abs(arrays[head] - layer.values).max() <= layer.step / 2 + 1e-6
            assert spec["stack"]["arrays"][head][2:4] == [layer.top, layer.left]
    assert [name for name, _ in spec["classes"]] == ["0", "I", "II", "III", "IV"]
    assert spec["plan"]["limit"] == LIMIT and len(spec["plan"]["parts"]) == len(parts())


def test_five_films_one_of_each_class_without_a_script():
    html = explorer_html(build("grading-practice"))
    assert len(html) < 120_000
    assert html.count("<img") == html.count('alt="Synthetic film') == html.count("Answer to film") == 5
    readings = [read(example.recipe) for example in EXAMPLES]
    assert sorted(map(brooker, readings)) == [0, 1, 2, 3, 4]
    for example, reading in zip(EXAMPLES, readings):
        if reading.gap:
            assert f"{reading.gap:.1f} mm" in html
            assert abs(reading.gap - LIMIT) > PLAN["apart"] / 2, example.number


def test_the_reason_names_what_decides():
    assert (
        said(Reading(True, 10.8))
        == "10.8 mm between facing bony surfaces: at least 10 mm. Borderline: 0.8 mm from the limit."
    )
    assert said(Reading(True, 4.0)) == "4.0 mm between facing bony surfaces: less than 10 mm."
    assert said(Reading(True, None), 2).startswith("2 islands of bone in the soft tissue")
    assert "no gap" in said(Reading(True, 0.0)) and "No heterotopic bone" in said(Reading(False, None))


def test_parts_add_up_and_move_by_whole_pixels():
    one, other = Placed("femoral-3", 2, 0, -3), Placed("island-2", -5, 4, 6, 0.6)
    np.testing.assert_allclose(composed([one, other]), composed([one]) + composed([other]), atol=1e-6)
    still = composed([Placed("island-2")])
    np.testing.assert_allclose(composed([Placed("island-2", 7, 0, -4)]), np.roll(still, (-4, 7), (0, 1)), atol=1e-6)
    side = composed([Placed("island-2")], aside=True)
    np.testing.assert_allclose(
        composed([Placed("island-2", 0, 9, 5)], aside=True), np.roll(side, (5, 9), (0, 1)), atol=1e-6
    )
