"""Explorers: every setting shows something, its rows obey the controls, and its sentence agrees with rows and models."""

import json
import re
from collections import Counter
from html import escape

import pytest

from hoedu import drawings, risk
from hoedu.charts import DRAWINGS, drawing
from hoedu.evidence import fact, facts
from hoedu.explorers import NAMES, build, stage_timeline
from hoedu.explorers.bedside_sign import sign_table
from hoedu.explorers.body_map import NO_FIGURE, figure_of
from hoedu.explorers.hip_odds import FACTORS
from hoedu.html.explorers import explorer_html, explorer_spec
from hoedu.html.inline import ROW_ID
from hoedu.paths import data_dir

BODY, STAGES, MECHANISMS = build("body-map"), build("stage-timeline"), build("mechanisms")


def shown(explorer, key):
    return [explorer.lines[number].fact for number in explorer.frames[key].rows]


def numbers(text):
    return [float(number.replace(",", "")) for number in re.findall(r"(?<![\w.])\d[\d,]*(?:\.\d+)?", text)]


def printed(value, text):
    """Does `text` state `value` at the precision it is printed with?"""
    number = float(re.sub(r"[^\d.]", "", text))
    return abs(value - number) <= 0.5 * 10 ** -len(re.sub(r"[^\d.]", "", text).partition(".")[2]) + 1e-9


# ---- all explorers


@pytest.mark.parametrize("name", NAMES)
def test_every_setting_has_a_frame_and_no_frame_is_out_of_reach(name):
    explorer = build(name)
    assert set(explorer.settings()) == set(explorer.frames)
    for control in explorer.controls:
        values = [value for value, _ in control.options]
        assert control.value in values and len(set(values)) == len(values)
        assert all(label for _, label in control.options) and not any("|" in value for value in values)


@pytest.mark.parametrize("name", NAMES)
def test_every_sentence_and_cell_is_filled(name):
    for key, frame in build(name).frames.items():
        assert frame.sentence.endswith("."), key
        assert not re.search(r"\{\d+\}|nan|None", frame.sentence), frame.sentence
        assert max(frame.rows or (0,)) < max(1, len(build(name).lines))


@pytest.mark.parametrize("name", NAMES)
def test_every_row_is_linked_and_may_be_taught(name):
    explorer = build(name)
    spec = explorer_spec(explorer)
    ours = {line.fact.id for line in explorer.lines if line.read == "our model"}
    for row in explorer.rows():
        known = ("assumed",) if row in ours else ("seen", "secondary")
        assert fact(row).confidence in known and fact(row).url and ROW_ID.match(row), row
    for line, html in zip(explorer.lines, spec.get("lines", ())):
        assert f'href="{escape(line.fact.url)}" title="{line.fact.id}"' in html
        assert "(memory)" not in html and "from memory" not in html
    reached = {number for frame in explorer.frames.values() for number in frame.rows or ()}
    assert reached == set(range(len(explorer.lines))), "a row that no setting shows"


@pytest.mark.parametrize("name", NAMES)
def test_the_same_html_each_time(name):
    explorer = build(name)
    again = build.__wrapped__(name)
    assert explorer_html(explorer) == explorer_html(again)
    assert json.dumps(explorer_spec(explorer)) == json.dumps(explorer_spec(again))


@pytest.mark.parametrize("name", NAMES)
def test_the_static_form_is_the_first_setting(name):
    explorer, html = build(name), explorer_html(build(name))
    assert escape(explorer.first().sentence) in html
    lines = explorer_spec(explorer).get("lines", [])
    assert [n for n, line in enumerate(lines) if line in html] == sorted(explorer.first().rows or ())


@pytest.mark.parametrize("name", [name for name in NAMES if build(name).drawing])
def test_the_drawing_has_the_parts_that_frames_name_and_hides_the_others(name):
    explorer, html = build(name), explorer_html(build(name))
    parts = re.findall(r'data-part="([^"]*)"( display="none")?', html)
    named = {part for frame in explorer.frames.values() for part in frame.parts}
    assert {part for part, _ in parts} == named and len(parts) == len(named)
    assert {part for part, hidden in parts if not hidden} == set(explorer.first().parts)
    assert 'role="img" aria-label="' in explorer.drawing


# ---- the body map


def test_body_map_shows_the_rows_of_one_cause():
    table = [f for f in facts().values() if f.table == "sites"]
    assert len(BODY.lines) == len(table) and len(BODY.frames) == len({f["cause"] for f in table})
    for cause in BODY.frames:
        assert [f.id for f in shown(BODY, cause)] == [f.id for f in table if f["cause"] == cause]


@pytest.mark.parametrize("cause", BODY.frames)
def test_body_map_says_draws_and_lists_the_same_figures(cause):
    sentence = BODY.frames[cause].sentence
    part = next(
        p for p in re.split(r"(?=<g data-part=)", BODY.drawing) if p.startswith(f'<g data-part="{escape(cause)}"')
    )
    rows = shown(BODY, cause)
    for row in rows:
        assert row["region"] in sentence or figure_of(row) == NO_FIGURE, row
        assert f">{row['region']}</text>" in part
        if figure_of(row) != NO_FIGURE:
            assert f"{row['region']} {figure_of(row)}" in sentence
            assert row["of_what"] and row["of_what"] in sentence
    if all(figure_of(row) == NO_FIGURE for row in rows):
        assert all(row["region"] in sentence for row in rows) and "%" not in sentence
    discs = {float(r) for r in re.findall(r'r="([\d.]+)" fill=', part)}
    assert discs == {round(3 * row.number("share_pct") ** 0.5, 1) for row in rows if row["share_pct"]}


def test_shares_of_one_whole_do_not_exceed_it():
    sums = Counter()
    for row in (f for f in facts().values() if f.table == "sites" and f["share_pct"]):
        sums[row["cause"], row["of_what"]] += row.number("share_pct")
    assert max(sums.values()) <= 100.0001, sums
    assert all(row["region"] in drawings.PLACES for row in facts().values() if row.table == "sites")


# ---- the time line


def test_people_and_animals_never_share_a_time_line():
    for key in STAGES.frames:
        rows = shown(STAGES, key)
        assert len({f["species_group"] for f in rows}) <= 1
        first = {f["species"].split(":")[0].split(" ")[0] for f in rows}
        assert not ({"human"} & first and {"mouse", "rat"} & first), key


def test_time_line_rows_obey_the_controls_and_the_sentence_counts_them():
    for key, frame in STAGES.frames.items():
        species, clock = key.split("|")
        rows = shown(STAGES, key)
        table = [f for f in facts().values() if f.table == "stages" and f["species_group"] == species]
        wanted = [f for f in table if f["clock"] == clock or (clock == "all" and f["clock"] != "fracture")]
        assert {f.id for f in rows} == {f.id for f in wanted}
        timing = Counter(f["timing"] for f in rows)
        if rows:
            assert numbers(frame.sentence) == [len(rows), timing["days"], timing["order"], timing["none"]]


def test_only_rows_with_days_have_a_bar():
    for line in STAGES.lines:
        start, end = line.fact.number("start_day"), line.fact.number("end_day")
        assert (
            (start is not None)
            == (line.fact["timing"] == "days")
            == bool(line.fact["day_zero"])
            == (line.low is not None)
        )
        if start is not None:
            assert line.low == stage_timeline.place(start) and line.open == (end is None)
            assert end is None or line.high == stage_timeline.place(end)
            assert numbers(line.figure.replace("-", " ")) == ([start] if end in (None, start) else [start, end])
        else:
            assert line.figure in ("order only", "no time given")


def test_a_day_lies_where_the_axis_says():
    assert stage_timeline.place(0) == 0 and stage_timeline.place(stage_timeline.LAST) == 1
    places = [stage_timeline.place(day) for day in range(stage_timeline.LAST + 1)]
    assert (
        places == sorted(places)
        and max(f.number("end_day") or 0 for f in facts().values() if f.table == "stages") <= stage_timeline.LAST
    )


# ---- mechanisms


def test_mechanisms_obey_every_control():
    table = [f for f in facts().values() if f.table == "mechanisms" and f.confidence != "memory"]
    assert len(MECHANISMS.lines) == len(table)
    for key in MECHANISMS.frames:
        stage, direction, species, blocked = key.split("|")
        wanted = {
            f.id for f in table
            if stage in ("all", *f["stage_group"].split("; ")) and direction in ("all", f["direction_group"])
            and species in ("all", *f["species_group"].split("; ")) and blocked in ("all", f["blocked_by_group"])
        }  # fmt: skip
        assert {f.id for f in shown(MECHANISMS, key)} == wanted, key


def test_mechanisms_sentence_counts_its_rows():
    for key, frame in MECHANISMS.frames.items():
        rows = shown(MECHANISMS, key)
        if not rows:
            continue
        groups = [set(f["species_group"].split("; ")) for f in rows]
        human = sum("human" in group for group in groups)
        animals = sum("human" not in group and bool(group & {"mouse", "rat", "rabbit"}) for group in groups)
        assert numbers(frame.sentence) == [len(rows), human, animals, len(rows) - human - animals], key


def test_animal_evidence_is_named_as_such():
    for line in MECHANISMS.lines:
        group = set(line.fact["species_group"].split("; "))
        animals = bool(group & {"mouse", "rat", "rabbit"}) and "human" not in group
        assert (" only (" in line.detail and "animals" in line.detail) == animals, line.fact
        assert ("people" in line.detail.split("; ")[-1]) == ("human" in group)


def test_the_chosen_stage_is_outlined():
    for key, frame in MECHANISMS.frames.items():
        stage = key.split("|")[0]
        assert frame.parts == ((stage,) if stage not in ("all", "not stated") else ())


def test_grouping_columns_agree_with_what_the_tables_say():
    for row in (f for f in facts().values() if f.table == "mechanisms"):
        effect, group = row["effect"], row["direction_group"]
        if row.id != "K07":  # its inhibition is recalled; only the raised protein was read
            assert effect.startswith("inhibits") == (group == "inhibits"), row
        assert "human" not in row["species_group"] or "human" in row["evidence"], row
        if not row["druggable_by"]:
            assert row["blocked_by_group"] == "none", row
    for row in (f for f in facts().values() if f.table == "stages"):
        assert row["species_group"] in (
            row["species"].split(":")[0].split(" ")[0].replace("human/animal", "review"),
            "review",
        ), row


def test_new_columns_are_described():
    package = json.loads((data_dir() / "evidence" / "datapackage.json").read_text(encoding="utf-8"))
    fields = {r["name"]: {f["name"]: f for f in r["schema"]["fields"]} for r in package["resources"]}
    for name, columns in (("mechanisms", ("stage_group", "direction_group", "species_group", "blocked_by_group")),
                          ("stages", ("species_group", "clock", "timing")), ("sites", ("region", "cause"))):  # fmt: skip
        for column in columns:
            assert fields[name][column]["description"] and fields[name][column]["constraints"]["required"]


# ---- the earlier explorers, against the models and the tables


def test_hip_odds_sentences_follow_from_the_model():
    checked = 0
    for key, frame in build("hip-odds").frames.items():
        average, sex, *ticks = key.split("|")
        names = [name for name, tick in zip(FACTORS, ticks) if tick == "1"]
        if {"spondylitis", "arthritis"} <= set(names):
            assert frame.sentence.startswith("No figure")
            continue
        base = fact(average).number("estimate_pct") / 100
        her = risk.hip_risk(base)
        person = risk.hip_risk(base, sex == "man", [fact(FACTORS[name][0]).number("estimate") for name in names])
        assert printed(100 * her, frame.values[0]) and printed(100 * person, frame.values[2]), key
        assert frame.people == (round(1000 * her), round(1000 * person))
        for place in (0, 1) if not names and sex == "woman" else (0, 2, 3, 5, 6):
            assert frame.values[place] in frame.sentence
        assert printed(person / her, frame.values[5]) and printed(risk.odds(person) / risk.odds(her), frame.values[6])
        checked += 1
    assert checked == 7 * 2 * 24


def test_bedside_sign_sentences_are_bayes():
    for key, frame in build("bedside-sign").frames.items():
        row, found, before = key.split("|")
        table = sign_table(fact(row))
        ratio = table.lr_positive if found == "yes" else table.lr_negative
        after = risk.post_test(int(before) / 100, ratio)
        assert printed(100 * after, frame.values[2]) and frame.people == (10 * int(before), round(1000 * after)), key
        assert frame.values[0] in frame.sentence and frame.values[2] in frame.sentence
        assert f"{ratio:.3g}" in frame.sentence


def test_burn_score_sentences_are_the_table():
    rows = {f["points"]: f for f in facts().values() if f.table == "burn_score"}
    frames = build("burn-score").frames
    assert frames.keys() == rows.keys()
    for points, frame in frames.items():
        assert numbers(frame.sentence)[:2] == [int(points), rows[points].number("median_risk_pct")]
        assert f"{fact('INC132')['estimate_pct']} %" in frame.sentence


def test_frequency_rows_and_ends():
    explorer = build("frequency")
    for key, frame in explorer.frames.items():
        population, definition = key.split("|")
        rows = shown(explorer, key)
        assert all(f["population_group"] == population and definition in ("all", f["definition_group"]) for f in rows)
        found = sorted({f.number("estimate_pct") for f in rows} - {None})
        if len(found) > 1:
            assert (
                frame.values[3:] == (f"{found[0]:g}", f"{found[-1]:g}")
                and f"{len(rows)} figures, from" in frame.sentence
            )


# ---- drawings


def test_drawings_are_the_same_each_time_and_say_what_they_are():
    for name in DRAWINGS:
        assert drawing(name) == drawing(name) and 'role="img" aria-label="' in drawing(name)
    assert drawings.zones.__wrapped__() == drawings.zones()


def test_the_zones_give_nothing_away_and_their_rectangles_fit():
    svg = drawings.zones()
    assert "<text" not in svg and "#" not in svg, "no words, no colours"
    assert not re.search(r"young|old|matur|bone|osteo", svg)
    outer, middle, inner = drawings.ZONES
    rings = {"outer": (middle, outer), "middle": (inner, middle), "centre": (0, inner)}
    for name, (x, y, width, height) in drawings.ZONE_REGIONS.items():
        low, high = rings[name]
        for n in range(21):
            for m in range(21):
                dx, dy = 400 * (x + width * n / 20) - 200, 300 * (y + height * m / 20) - 150
                assert low <= (dx * dx + dy * dy) ** 0.5 <= high, name


@pytest.mark.parametrize("name", [*NAMES, "evidence-laboratory"])
def test_lines_behind_a_chart_are_of_one_solid_colour(name):
    """A gradient that ends in nothing becomes a black box where a browser's own reader shows the printed PDF."""
    lines = re.findall(r"--ho-lines:([^\"]*)", explorer_html(build(name)))
    assert all(re.fullmatch(r"none|(linear-gradient\(var\(--ho-\w+\) 0 0\) [\d.]+% 0/1px 100% no-repeat,?)+", one) for one in lines)
