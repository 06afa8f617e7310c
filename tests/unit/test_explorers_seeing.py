"""The explorers of signs, imaging and grading: values worked out by hand, and no figure that its rows do not hold."""

import re

import pytest

from hoedu.evidence import fact, facts
from hoedu.explorers import build, grading_schemes, imaging_pathway, laboratory_test, look_alikes_words, onset_window
from hoedu.explorers.base import CERTAINTY
from hoedu.explorers.imaging_pathway_drawing import STEPS
from hoedu.explorers.reader_agreement import word
from hoedu.html.explorers import explorer_html, explorer_spec

NAMES = ("onset-window", "look-alikes", "laboratory-test", "imaging-pathway", "grading-schemes", "reader-agreement")
ONSET, ALIKE, BLOOD, PATHWAY, SCHEMES, READERS = map(build, NAMES)
NUMBER = re.compile(r"(?<![\w.])\d+(?:\.\d+)?(?:\s000\b)?")


def figures(text):
    return {number.replace(" ", "") for number in NUMBER.findall(text)}


def held(rows):
    """Every number in these rows; ranges and units may touch it."""
    text = " ".join(" ".join(fact(row).row.values()) for row in rows).replace("-", " ")
    return {f"{float(n.replace(' ', '')):g}" for n in re.findall(r"\d+(?:\.\d+)?(?:\s000\b)?", text)}


def unsupported(text, rows):
    return {n for n in figures(text.replace("-", " ")) if f"{float(n):g}" not in held(rows)}


def test_the_check_of_figures_bites():
    assert unsupported("24 of 32 and 25 of 33", ["LAB027"]) == {"25", "33"}
    assert not unsupported("weeks 4.3-17.4", ["DDX012"])


def shown(explorer, key):
    return [explorer.lines[number] for number in explorer.frames[key].rows]


# ---- all six


@pytest.mark.parametrize("name", NAMES)
def test_nothing_recalled_is_shown(name):
    explorer = build(name)
    assert all(fact(row).confidence in ("seen", "secondary") for row in explorer.rows())
    page = explorer_html(explorer) + str(explorer_spec(explorer))
    text = page.replace("from memory only", "")  # the notes say what was left out
    assert not re.search(r"\bmemory\b", text)


@pytest.mark.parametrize("name", NAMES)
def test_what_is_secondary_reads_quoted(name):
    explorer = build(name)
    for line, html in zip(explorer.lines, explorer_spec(explorer).get("lines", ())):
        assert ("quoted" in re.sub(r'(title|data-head)="[^"]*"', "", html)) == (line.fact.confidence == "secondary"), (
            line
        )


def test_no_key_of_a_source_and_no_note_to_ourselves_is_left():
    for explorer in (ONSET, ALIKE, BLOOD, PATHWAY, SCHEMES, READERS):
        words = [bit.text for bit in explorer.bits]
        words += [" ".join((line.label, line.detail, line.read, line.figure, *line.more)) for line in explorer.lines]
        for text in words:
            assert not re.search(r"\b[a-z]+_?[a-z]*(19|20)\d\d\b|excerpt|do not teach|as read:", text), text


# ---- when it begins


def test_onset_by_hand():
    # First signs after cord injury: days 0-60, weeks 2.3-18.7, 2.7-52 and 4.3-17.4: from day 30.1 (week 4) to 60 (week 9).
    assert ONSET.frames["cord|signs"].sentence == (
        "Spinal cord injury, first signs: 4 windows, from day 0 to week 52 between them. Every closed bar holds the time from "
        "week 4 to week 9."
    )
    assert [line.fact.id for line in shown(ONSET, "burn|all")] == ["INC131", "INC131"]
    assert [line.figure for line in shown(ONSET, "burn|all")] == ["day 37", "day 49"]
    assert ONSET.frames["gene|signs"].sentence.endswith("counted in years of age.")
    assert "on different clocks" in ONSET.frames["gene|all"].sentence
    assert ONSET.frames["elbow|found"].sentence.endswith("1 window, by week 13."), "no first day is stated"
    assert "from day 21 to week 13" in ONSET.frames["hip|film"].sentence
    # After brain injury signs at weeks 3-12 and, by another source, months 1-7: week 4 to week 12 in both.
    assert "from week 4 to week 12" in ONSET.frames["brain|signs"].sentence
    assert "a gap, not a zero" in ONSET.frames["brain|film"].sentence
    assert onset_window.span(onset_window.Window("DDX014", "brain", "signs", "")) == (21, 84)
    assert [onset_window.when(day) for day in (0, 27, 28, 364, 365 * 2)] == [
        "day 0",
        "day 27",
        "week 4",
        "week 52",
        "year 2",
    ]


@pytest.mark.parametrize("window", onset_window.WINDOWS, ids=lambda w: f"{w.row}-{w.counted}")
def test_a_window_says_what_its_row_says(window):
    assert not unsupported(f"{window.label} {window.words}".replace("CT or MRI", ""), [window.row]), window
    if window.days:  # days that the row holds in words only
        unit = {"months": 365 / 12, "years": 365, "week": 7, "day": 1}[
            (window.figure or "day").removeprefix("by ").split()[0]
        ]
        row = " ".join(fact(window.row).row.values())
        for day in filter(None, window.days):
            assert re.search(rf"\b{day / unit:g}\b", row) or (unit == 7 and "within 3 months" in row), window


def test_onset_rows_obey_both_controls():
    for key in ONSET.frames:
        cause, counted = key.split("|")
        wanted = [w for w in onset_window.WINDOWS if cause in ("all", w.cause) and counted in ("all", w.counted)]
        assert sorted(line.fact.id for line in shown(ONSET, key)) == sorted(w.row for w in wanted), key


# ---- look-alikes


def test_every_figure_of_a_look_alike_is_in_its_rows():
    for condition, said in look_alikes_words.WORDS.items():
        assert set(said) <= set(look_alikes_words.ASPECTS) and "settle" in said, condition
        for aspect, (text, *rows) in said.items():
            assert rows and not unsupported(text.replace("mm3", "mm"), rows), (condition, aspect)


def test_every_pair_says_what_comes_first():
    assert len(ALIKE.frames) == len(look_alikes_words.CONDITIONS) ** 2
    for key, frame in ALIKE.frames.items():
        one, other = key.split("|")
        if one != other and "clot" in (one, other):
            assert "a newly swollen leg is a clot until imaged" in frame.sentence
        if one != other and "fop" in (one, other):
            assert "To settle first: the great toes, before any needle" in frame.sentence
            assert "no biopsy at all, and no needle into a joint or muscle" in frame.sentence
        if {one, other} == {"clot", "bleed"}:
            assert frame.sentence.index("haemoglobin") < frame.sentence.index("the veins"), "what treats a clot feeds a bleed"
    assert ALIKE.frames["ho|clot"].sentence == (
        "HO, or deep vein thrombosis? To settle first: the veins, today (a newly swollen leg is a clot until imaged). "
        "Both may be there: HO can press on a vein."
    )
    assert ALIKE.frames["clot|joint"].sentence.index("joint fluid") < ALIKE.frames["clot|joint"].sentence.index(
        "the veins"
    )
    assert "a clot until imaged" in ALIKE.frames["ho|crps"].sentence


def test_each_column_belongs_to_its_condition():
    names = look_alikes_words.CONDITIONS
    for key, frame in ALIKE.frames.items():
        one, other = key.split("|")
        assert frame.values == (names[one], names[other]) and len(frame.cells) == len(look_alikes_words.ASPECTS)
        for _, left, right in frame.cells:
            assert ALIKE.bits[int(left[1:])].of == names[one] and ALIKE.bits[int(right[1:])].of == names[other]


def test_features_the_table_recalls_are_left_out():
    said = look_alikes_words.WORDS
    assert "film" not in said["bleed"] and "scan" not in said["skin"] and "settle" in said["skin"]
    used = {row for one in said.values() for _, *rows in one.values() for row in rows}
    assert not used & {"DDX029", "DDX045"}, "their separating feature is memory"


# ---- blood tests


def test_blood_tests_by_hand():
    # PINP, 30 %: odds 0.42857 x 0.89 / 0.18 = 2.1190, a chance of 67.9 %; of 300 with HO 267 hits, of 700 without 126 alarms.
    frame = BLOOD.frames["pinp|positive|30"]
    assert frame.people == (300, 679) and frame.values[2] == "67.9\u00a0%"
    assert frame.values[5:] == ("267", "126", "33", "574", "393", "607")
    # PINP, 10 %, negative: odds 0.11111 x 0.11 / 0.82 = 0.014905, a chance of 1.5 %.
    assert BLOOD.frames["pinp|negative|10"].values[2] == "1.5\u00a0%"
    assert laboratory_test.accuracy(fact("LAB012")) == (0.89, 0.82), "the lower end of 89-90 %"
    assert laboratory_test.accuracy(fact("LAB014")) == (0.56, 0.91)


def test_people_add_up_and_bayes_agrees_with_them():
    for key, frame in BLOOD.frames.items():
        test, result, before = key.split("|")
        if len(frame.values) == 5:
            continue
        hits, alarms, misses, right, positive, negative = map(int, frame.values[5:])
        assert hits + alarms + misses + right == 1000 == positive + negative and hits + misses == 10 * int(before)
        share = hits / positive if result == "positive" else misses / negative
        # whole people against the exact chance: half a person in each cell at most
        assert abs(share - float(frame.values[2].rstrip("\u00a0%")) / 100) < 1.5 / (
            positive if result == "positive" else negative
        ), key


def test_without_a_printed_accuracy_no_chance_is_worked_out():
    for test in laboratory_test.TESTS:
        printed = "specificity" in " ".join(fact(row)["threshold"] + fact(row)["limits"] for row in test.rows)
        assert printed == bool(test.accuracy), test.key
        if not test.accuracy:
            frame = BLOOD.frames[f"{test.key}|positive|25"]
            assert "cannot be turned into a chance" in frame.sentence and frame.people == (250, 250)
            assert frame.values[3:] == ("250", "a test that cannot be read")


def test_creatine_kinase_is_given_no_specificity_for_ho():
    """All who were tested against a cut-off had HO already, so a raised value cannot be turned into a chance of HO."""
    assert "nobody without HO was compared" in fact("LAB018")["limits"]
    frame = BLOOD.frames["ck|positive|20"]
    assert frame.people == (200, 200) and "only people who had HO already" in frame.sentence


def test_every_row_about_blood_is_shown_and_the_recalled_one_is_not():
    assert {row.id for row in laboratory_test.tested()} == {line.fact.id for line in BLOOD.lines}
    assert "LAB010" not in BLOOD.rows()


# ---- the pathway


def test_the_path_by_hand():
    steps = imaging_pathway.steps
    assert steps("child", 10, True, True) == ("toes", "fop")
    assert steps("swollen", 10, False, False) == (
        "toes",
        "hot",
        "today",
        "known",
        "unfelt",
        "day",
        "early",
        "near",
        "then",
    )
    assert steps("stiff", 18, True, True) == (
        "toes", "hot", "known", "unfelt", "fixed", "day", "scan", "near", "metal", "then")  # fmt: skip
    assert steps("surgery", 365, True, False) == ("toes", "hot", "known", "map")
    assert imaging_pathway.milestones() == (17, 31)
    assert [steps("stiff", day, False, False)[5] for day in (16, 17, 30, 31)] == ["early", "scan", "scan", "film"]


def test_the_lit_steps_and_the_rows_are_those_of_the_path():
    for key, frame in PATHWAY.frames.items():
        picture, day, unfelt, metal = key.split("|")
        path = imaging_pathway.steps(picture, int(day), unfelt == "1", metal == "1")
        assert set(frame.parts) == set(path) and list(frame.parts) == [name for name in STEPS if name in path]
        assert {imaging_pathway.CLAIMS[n].step for n in frame.rows} == {c.step for c in imaging_pathway.CLAIMS} & set(
            path
        )
        if picture in ("swollen", "child"):
            assert "a clot until imaged" in frame.sentence
        if picture == "swollen":
            assert "look for bleeding, infection and fracture" in frame.sentence
        if picture == "child":
            assert "no biopsy, no injection into muscle, no forced movement" in frame.sentence


@pytest.mark.parametrize("claim", imaging_pathway.CLAIMS, ids=lambda c: f"{c.step}-{c.row}")
def test_a_claim_is_in_its_row_and_says_how_sure_it_is(claim):
    assert claim.step in STEPS and claim.sure in CERTAINTY
    assert not unsupported(f"{claim.words}; {claim.why}", [claim.row]), claim


def test_the_words_of_the_pathway_fit_their_boxes():
    for (_, _, width, height), lines, *_ in STEPS.values():
        assert 22 * len(lines) <= height and max(map(len, lines)) * 17 * 0.62 < width + 20, lines


# ---- grading schemes


def test_every_scheme_of_the_table_is_there_or_named_as_left_out():
    table = {}
    for row in (f for f in facts().values() if f.table == "classifications"):
        table.setdefault(row["system"], set()).add(row.confidence)
    may = {name for name, found in table.items() if found != {"memory"}} - {"Agreement statistics (method)"}
    assert {scheme.system for scheme in grading_schemes.SCHEMES} == may == set(SCHEMES.frames)
    assert len(may) == 21


def test_schemes_by_hand():
    classes = {key: [line.label for line in shown(SCHEMES, key)] for key in SCHEMES.frames}
    assert classes["Brooker"] == [f"Class {n}" for n in range(5)]
    assert classes["Hastings & Graham"] == ["Class I", "Class IIA", "Class III"]
    assert shown(SCHEMES, "Hastings & Graham")[2].detail == "Ankylosis", "its letters are recalled"
    assert "3 classes that we read" in SCHEMES.frames["Hastings & Graham"].sentence
    assert SCHEMES.frames["McAfee / Mehren"].sentence.startswith("McAfee-Mehren (cervical disc): 5 classes")
    assert "Its classes were not in what we read" in SCHEMES.frames["Harwin"].sentence


def test_what_is_said_of_a_scheme_is_in_its_rows():
    for scheme in grading_schemes.SCHEMES:
        for text, *rows in filter(None, (scheme.made, scheme.leaves, scheme.agreement)):
            assert rows and not unsupported(re.sub(r"class \d", "", text), rows), (scheme.system, text)


# ---- agreement of readers


def test_each_kappa_stands_in_the_dossier_as_printed():
    """The table of kappas repeats what the rows of schemes and of imaging say in words."""
    where = {"Brooker": "CLS001", "Della Valle": "CLS006", "Biplanar": "CLS009", "Reverse shoulder": "IM20"}
    for row in (f for f in facts().values() if f.table == "reader_agreement"):
        text = " ".join(fact(where[row["scheme_group"]]).row.values())
        for column in ("estimate", "low", "high"):
            assert not row[column] or row[column] in text, row
        assert row["ref_key"] in text


def test_agreement_by_hand():
    assert READERS.frames["Brooker|between readers"].sentence == (
        "Brooker (hip), between readers: 2 published values from 2 studies. Kappa 0.43, which one convention calls moderate. "
        "With brackets and ranges: 0.18 to 0.74."
    )
    assert (
        "from kappa 0.53 to 0.83, in one convention moderate to almost perfect"
        in READERS.frames["Reverse shoulder|all"].sentence
    )
    assert "a gap, not agreement" in READERS.frames["Biplanar|between readers"].sentence
    assert [word(k) for k in (0.2, 0.21, 0.4, 0.41, 0.6, 0.61, 0.8, 0.81)] == [
        "slight", "fair", "fair", "moderate", "moderate", "substantial", "substantial", "almost perfect"]  # fmt: skip
    line = shown(READERS, "Brooker|between readers")[0]
    assert (line.at, line.low, line.high, line.figure) == (0.43, 0.18, 0.74, "0.43 (0.18-0.74)")
