"""The course of FOP and its drugs: values worked out by hand, both sides shown, and no figure that its rows do not hold."""

import re

import pytest

from hoedu.evidence import fact, facts
from hoedu.explorers import build, natural_history, regulators
from hoedu.explorers.base import CERTAINTY
from hoedu.explorers.recurrence import wilson
from hoedu.html.explorers import explorer_html, explorer_spec

COURSE, DRUGS = build("natural-history"), build("regulators")
NUMBER = re.compile(r"(?<![\w.])\d+(?:[.,]\d+)?")


def held(rows):
    """Every number in these rows."""
    text = " ".join(" ".join(fact(row).row.values()) for row in rows).replace("-", " ").replace(",", "")
    return {f"{float(n):g}" for n in re.findall(r"\d+(?:\.\d+)?", text)}


def unsupported(text, rows):
    return {n for n in NUMBER.findall(text.replace("-", " ")) if f"{float(n.replace(',', '')):g}" not in held(rows)}


def shown(explorer, key):
    return [explorer.lines[number] for number in explorer.frames[key].rows]


def test_the_check_of_figures_bites():
    assert unsupported("14 of 53", ["GEN042"]) == {"53"} and not unsupported("14 of 52 (26.9 %)", ["GEN042"])


@pytest.mark.parametrize("explorer", [COURSE, DRUGS], ids=lambda e: e.name)
def test_nothing_recalled_is_shown_and_what_is_quoted_says_so(explorer):
    assert all(fact(row).confidence in ("seen", "secondary") for row in explorer.rows())
    assert not re.search(r"\bmemory\b", explorer_html(explorer) + str(explorer_spec(explorer)))
    for line in explorer.lines:
        assert ("quoted" in line.read) == (line.fact.confidence == "secondary"), line


# ---- the course


def test_every_figure_of_the_course_is_in_its_row():
    for line in COURSE.lines:
        ours = re.sub(
            r"interval [\d.-]+ %, ours|\(about [\d.]+ cm³\)|CT|Al\. \d{4}", "", f"{line.detail} {line.figure}"
        )
        source = line.fact.sources[0].short
        assert not unsupported(ours.replace(source, ""), [line.fact.id, "GEN026", "GEN040"]), line
        assert line.figure.split()[0] in " ".join(line.fact.row.values())


def test_every_sentence_holds_the_figures_of_its_lines_and_no_others():
    for key, frame in COURSE.frames.items():
        rows = [line.fact.id for line in shown(COURSE, key)]
        text = re.sub(r"\(about [\d.]+ cm³\)", "", frame.sentence)
        assert not unsupported(text, [*rows, "GEN040"]), (key, unsupported(text, rows))


def test_survey_and_ct_disagree_and_that_is_said():
    both = COURSE.frames["bone|all"].sentence
    assert "14 of 52 (26.9 %)" in both and "84 %" in both and "70 %" in both and "They disagree" in both
    assert "They disagree" not in COURSE.frames["bone|told"].sentence + COURSE.frames["bone|measured"].sentence
    assert {line.fact.id for line in shown(COURSE, "bone|measured")} == {"GEN042"}
    assert any("Survey and CT study disagree" in note for note in COURSE.notes)
    assert "cannot be set side by side" in COURSE.frames["where|all"].sentence


def test_a_survey_is_told_and_ct_is_measured():
    for key, asked in natural_history.ASKED.items():
        for line in asked.told:
            assert "survey" in fact(line.row)["study_type"], (key, line)
        for line in asked.measured:
            assert "survey" not in fact(line.row).row.get("study_type", ""), (key, line)
        for source in ("told", "measured"):
            frame = COURSE.frames[f"{key}|{source}"]
            assert ("a gap, not a zero" in frame.sentence) == (not frame.rows)


def test_marks_lie_where_their_figures_say():
    line = shown(COURSE, "bone|measured")[0]
    assert (line.low, line.at, line.high) == pytest.approx((0.1677, 0.269, 0.4025), abs=1e-4)  # Wilson, 14 of 52
    assert (line.low, line.high) == pytest.approx(wilson(14, 52))
    peak = next(one for one in shown(COURSE, "year|all") if one.fact.id == "GEN049")
    slope = next(one for one in shown(COURSE, "year|all") if one.fact.id == "GEN051")
    assert (peak.at, slope.at) == pytest.approx((41.5 / 45, 25.574 / 45))  # 25,574 mm³ are 25.574 cm³
    life = {one.fact.id: one for one in shown(COURSE, "life|measured")}
    assert (life["GEN055"].low, life["GEN055"].high, life["GEN055"].band) == pytest.approx((51 / 80, 60 / 80, False))
    assert life["GEN054"].band, "a range of deaths is no interval"
    for one in COURSE.lines:
        assert 0 <= one.at <= 1 and (one.low is None or 0 <= one.low <= one.at <= one.high <= 1)
        if "survey" in one.fact.row.get("study_type", "") and one.fact["unit"] == "%":
            assert one.low is None, "who answered each question is not known"


def test_each_question_has_its_own_axis():
    spec = explorer_spec(COURSE)
    for key, frame in COURSE.frames.items():
        assert frame.scale == natural_history.ASKED[key.split("|")[0]].scale
        assert spec["frames"][key]["s"] == frame.scale
    assert [spec["scales"][name][0] for name in ("share", "year")] == ["Per cent", "New bone a year, cm³"]
    assert "left:50.0%" in spec["scales"]["share"][1] and ">600<" in spec["scales"]["volume"][1]
    html = explorer_html(COURSE)
    assert "Per cent<div" in html and html.count("ho-axis") == 1
    assert "scales" not in explorer_spec(build("recurrence")), "one axis needs none"


# ---- regulators


def test_every_decision_of_the_table_is_shown_once_by_date():
    table = [f for f in facts().values() if f.table == "genetics" and f["decision"]]
    for drug, _, names in regulators.DRUGS:
        lines = [line.fact for line in shown(DRUGS, f"{drug}|all")]
        assert {f.id for f in lines} == {f.id for f in table if f["drug"] in names}
        days = [(int(f["date_year"]), int(f["date_month"] or 6)) for f in lines]
        assert days == sorted(days)
        parts = [
            f.id
            for body, _, who in regulators.BODIES
            if who
            for f in (line.fact for line in shown(DRUGS, f"{drug}|{body}"))
        ]
        assert sorted(parts) == sorted(f.id for f in lines), "each under one authority"


def test_dates_and_verdicts_by_hand():
    said = DRUGS.frames["palovarotene|all"].sentence
    for words in ("approved in Canada (announced 24 January 2022)", "refused in the European Union (17 July 2023)",
                  "approved in the United States (16 August 2023)", "approved in Australia (27 November 2023)"):  # fmt: skip
        assert words in said
    assert regulators.when(fact("GEN102")) == "16 August 2023" and regulators.when(fact("GEN121")) == "December 2022"
    votes = {line.fact.id: line.figure for line in shown(DRUGS, "palovarotene|usa")}
    assert votes["GEN099"].startswith("10 of 14, ") and votes["GEN100"].startswith("11 of 14, ")
    assert "gap, not a refusal" in DRUGS.frames["garetosmab|eu"].sentence
    assert DRUGS.frames["garetosmab|all"].sentence.startswith(
        "Garetosmab: approved in the United States (by 29 September 2026)"
    )
    listing = DRUGS.frames["others|all"].sentence
    assert "names no disease" in listing and "Of no regulator did we read a decision on it for FOP" in listing
    assert "approved" not in listing, "a listing is no decision on FOP"


def test_a_date_is_written_as_far_as_it_was_read():
    for line in DRUGS.lines:
        row = line.fact
        if row["decision"]:
            assert not unsupported(line.figure, [row.id]) and line.figure.endswith(row["date_year"])
            known = bool(row["date_month"]) or line.figure.startswith("by ")
            assert any(month in line.figure for month in regulators.MONTHS) == known
    figures = {line.fact.id: line.figure for line in DRUGS.lines}
    assert figures["GEN095"].startswith("announced ") and figures["GEN128"] == "by 29 September 2026"


def test_every_frame_says_when_it_was_last_checked_and_every_decision_its_source():
    latest = max(s.checked for f in facts().values() if f.table == "genetics" and f["decision"] for s in f.sources)
    year, month, day = map(int, latest.split("-"))
    for frame in DRUGS.frames.values():
        assert frame.sentence.endswith(f"Last checked: {day} {regulators.MONTHS[month - 1]} {year}.")
    for line in DRUGS.lines:
        assert line.more[0], line
        if line.fact["decision"]:
            assert "last checked" in line.more[0] or "no later check recorded" in line.more[0]


def test_how_sure_follows_from_the_source_and_the_design():
    by = {line.fact.id: line.read for line in DRUGS.lines}
    assert by["GEN101"].startswith("well supported") and by["GEN095"].startswith("probable")
    assert all(by[row] == "well supported (quoted)" for row in ("GEN093", "GEN094", "GEN119")), "as lesson 10 has it"
    assert by["GEN131"] == "well supported (that it is listed; read)"
    assert by["GEN105"].startswith("uncertain"), "counted afterwards"
    assert by["GEN121"] == "uncertain (quoted)", "a machine's summary of a letter"
    assert (
        by["GEN092"] == "contested (quoted)"
        and by["GEN112"].startswith("animals only")
        and by["GEN111"].startswith("no result yet")
    )
    for line in DRUGS.lines:
        if "press release" in line.fact["study_type"] and line.fact["topic"] == "drug result":
            assert line.read.startswith("probable"), "two trials by lot point the same way"
        word = line.read.split(" (")[0]
        assert word in (*CERTAINTY, "the design", "what happened to the trial", "animals only", "no result yet"), word


def test_figures_in_the_words_of_the_results_are_in_their_rows():
    for drug, *_ in regulators.DRUGS:
        rows = [line.fact.id for line in shown(DRUGS, f"{drug}|results")]
        text = (
            DRUGS.frames[f"{drug}|results"]
            .sentence.split(" Last checked")[0]
            .replace("Phase 3:", "")
            .replace("phase 3", "")
            .replace("phase 2", "")
        )
        assert not unsupported(text, rows), (drug, unsupported(text, rows))
    assert "missed its main outcome" in DRUGS.frames["garetosmab|results"].sentence
    assert "no placebo arm" in DRUGS.frames["palovarotene|results"].sentence


def test_the_time_line_marks_what_the_lines_say():
    parts = dict(re.findall(r'<g data-part="(\w+)">(.*?)</g>', DRUGS.drawing))
    assert set(parts) == {key for key, *_ in regulators.DRUGS}
    marks = {drug: (part.count(">✓<"), part.count(">✗<")) for drug, part in parts.items()}
    assert marks["palovarotene"] == (3, 4), "Canada, USA, Australia; the FDA once, the EU three times"
    assert "refused July 2023" in parts["palovarotene"] and "turned down Dec 2022" in parts["palovarotene"]
    assert "approved by Sept 2026" in parts["garetosmab"], "not before the review that it followed"
    for part in parts.values():
        assert all(16 <= float(x) <= 424 for x in re.findall(r'<(?:text x|circle cx)="([\d.]+)"', part))


def test_no_drug_loosens_the_first_rule():
    assert any("no biopsy, no injection into muscle, no operation on the bone" in note for note in DRUGS.notes)
