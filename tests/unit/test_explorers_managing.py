"""The explorers of prevention and excision: values worked out by hand, and no figure that its rows do not hold."""

import re

import pytest
from statsmodels.stats.proportion import proportion_confint

from hoedu.evidence import fact
from hoedu.explorers import build, excision_pathway, prophylaxis_words, recurrence
from hoedu.explorers.base import CERTAINTY
from hoedu.explorers.excision_pathway_drawing import STEPS
from hoedu.explorers.pathway import number as step_number
from hoedu.html.explorers import explorer_html, explorer_spec

NAMES = ("prophylaxis-options", "recurrence", "excision-pathway")
OPTIONS, RETURNS, PATHWAY = map(build, NAMES)
NUMBER = re.compile(r"(?<![\w.])\d+(?:\.\d+)?")


def held(rows):
    """Every number in these rows; signs, ranges and units may touch it."""
    text = " ".join(" ".join(fact(row).row.values()) for row in rows)
    return {f"{float(n):g}" for n in re.findall(r"\d+(?:\.\d+)?|(?<=[ =])\.\d+", text)}


def unsupported(text, rows):
    text = re.sub(r"\]\([^)]*\)", "]", text).replace("-", " ")
    text = re.sub(r"(?<=[ =])\.(?=\d)", "0.", text)
    return {n for n in NUMBER.findall(text) if f"{float(n):g}" not in held(rows)}


def shown(explorer, key):
    return [explorer.lines[number] for number in explorer.frames[key].rows]


def test_the_check_of_figures_bites():
    assert unsupported("13 of 102 and 14 of 103", ["TRI001"]) == {"14", "103"}
    assert not unsupported("-1.18 (-2.45 to 0.09)", ["POOL025"]) and not unsupported("P = .51", ["SUR004"])


# ---- all three


@pytest.mark.parametrize("name", NAMES)
def test_nothing_recalled_is_shown(name):
    explorer = build(name)
    assert all(fact(row).confidence in ("seen", "secondary") for row in explorer.rows())
    assert not re.search(r"\bmemory\b", explorer_html(explorer) + str(explorer_spec(explorer)))


@pytest.mark.parametrize("name", NAMES)
def test_what_is_secondary_reads_quoted(name):
    explorer = build(name)
    for line, html in zip(explorer.lines, explorer_spec(explorer).get("lines", ())):
        seen = re.sub(r'(title|data-head)="[^"]*"', "", html)
        assert (">quoted<" in seen) == (line.fact.confidence == "secondary"), line


@pytest.mark.parametrize("name", NAMES)
def test_fop_stops_the_page(name):
    key = {"prophylaxis-options": "fop|nsaid|rt", "recurrence": "fop|early|rt", "excision-pathway": "fop|blocked|9|0"}[
        name
    ]
    sentence = build(name).frames[key].sentence
    assert re.search("never|No operation", sentence), sentence


# ---- options against HO


def test_every_figure_of_an_option_is_in_its_rows():
    for event, options in prophylaxis_words.WORDS.items():
        assert set(options) == set(prophylaxis_words.OPTIONS)
        for option, said in options.items():
            assert set(said) <= set(prophylaxis_words.ASPECTS)
            for aspect, (text, *rows) in said.items():
                assert rows and not unsupported(text, rows), (event, option, aspect, unsupported(text, rows))
    for one in (*prophylaxis_words.ALWAYS.values(), prophylaxis_words.STOP):
        for text, *rows in one.values():
            assert not unsupported(text, rows), text


def test_what_the_sentence_calls_sure_the_table_calls_sure():
    for event, options in prophylaxis_words.SURE.items():
        for option, text in options.items():
            cell = prophylaxis_words.WORDS[event][option].get("sure", ("",))[0].lower()
            assert any(word in text for word in CERTAINTY) or "not tested in what we read" in text, (event, option)
            assert all(f"*{word}*" in cell for word in CERTAINTY if word in text), (event, option)


def test_each_column_belongs_to_its_option():
    names = prophylaxis_words.OPTIONS
    for key, frame in OPTIONS.frames.items():
        event, one, other = key.split("|")
        assert frame.values == (names[one], names[other])
        for _, left, right in frame.cells:
            assert OPTIONS.bits[int(left[1:])].of == names[one] and OPTIONS.bits[int(right[1:])].of == names[other]
        if event == "fop":
            assert frame.sentence.startswith("FOP: stop.") and len(frame.cells) == 1


def test_doses_and_windows_are_those_of_their_rows():
    said = prophylaxis_words.WORDS
    assert "1200 mg a day for 14 days" in said["hip"]["nsaid"]["regimen"][0]
    for words, row in (("1200 mg/day for 14 d", "INT013"), ("25 mg x3/day for 6 wk", "INT001"), ("250 mg x3/day for 4 wk", "INT007"),
                       ("100 mg/day for 7 vs 14 days", "INT003"), ("50 mg x3/day for 6 wk", "INT017"), ("500 mg x2/day for 3 wk", "INT010"),
                       ("75 mg SR/day for 3 wk", "INT040"), ("25 mg/day for 4 wk", "INT041"), ("200 mg x2/day for 28 d", "INT019"),
                       ("600 mg/day for 2 wk", "INT025"), ("8 Gy within 72 h", "INT036"), ("7-8 Gy single or 5 x 3.5 Gy", "INT059"),
                       ("300 mg IV daily 3 d then 20 mg/kg/d oral 6 mo", "INT043"), ("70 mg weekly", "INT046")):  # fmt: skip
        assert words in fact(row)["regimen"], row


# Section 3 of the guidelines and the contraindications of the rows: who is barred from what, in words of each list.
BARRED = {
    "nsaid": ("ulcer", "bleeding", "heart disease", "heart failure", "bypass", "kidneys", "potassium", "blood thinner", "bleeding disorder",
              "aspirin", "any NSAID", "pregnancy", "unite"),
    "selective": ("heart warning", "past ulcer", "kidneys", "heart failure", "any NSAID", "blood thinners", "bleeding disorders", "pregnancy"),
    "rt": ("fracture", "cut bone", "colonised", "Pregnancy", "growth plates", "earlier radiation", "Under 40", "children wanted"),
}  # fmt: skip


def test_who_must_not_have_it_stands_in_every_column():
    assert (
        "hypersensitivity" in fact("INT018")["contraindications"]
        and "heart failure" in fact("INT001")["contraindications"]
    )
    for option, barred in BARRED.items():
        text = prophylaxis_words.ALWAYS[option]["not"][0]
        assert all(word in text for word in barred), (option, [word for word in barred if word not in text])
        assert all("not" not in options[option] for options in prophylaxis_words.WORDS.values()), "no event drops it"
    bits = {
        option: next(b.text for b in OPTIONS.bits if b.text == prophylaxis_words.ALWAYS[option]["not"][0])
        for option in BARRED
    }
    assert len(bits) == 3


def test_rates_say_what_they_count():
    said = prophylaxis_words.WORDS
    assert "22 (79 %)" in said["cord"]["bis"]["bone"][0] and "all 5 who stopped" in said["cord"]["bis"]["bone"][0]
    assert (
        "operated on again" in said["nerve"]["none"]["bone"][0]
        and "needing surgery" in fact("INT072")["effect_measure"]
    )
    assert "whatever was given" in said["hip"]["none"]["bone"][0] and "no prophylaxis" in fact("INC019")["setting"]
    survey = next(one for one in recurrence.SERIES if one.row == "SUR002")
    assert survey.counted.startswith("another operation for recurrence")
    burns = next(one for one in recurrence.SERIES if one.row == "SUR022")
    assert burns.time == "mixed" and "late" not in " ".join(fact("SUR022").row.values()).lower()


# ---- coming back


def test_wilson_agrees_with_statsmodels():
    for people in (8, 11, 26, 36, 39, 52, 112, 609):
        for events in range(people + 1):
            theirs = proportion_confint(events, people, method="wilson")
            assert recurrence.wilson(events, people) == pytest.approx(theirs, abs=1e-6)
    # By hand, none of 8: z2 / (8 + z2) with z2 = 3.8415.
    assert recurrence.wilson(0, 8) == (0, pytest.approx(3.8415 / 11.8415, abs=1e-4))


@pytest.mark.parametrize("one", recurrence.SERIES, ids=lambda s: f"{s.row}-{s.name}")
def test_a_series_says_what_its_row_says(one):
    assert not unsupported(
        f"{one.figure}; {one.when}; {one.counted}", [one.row, *(("REH037",) if one.row == "SUR005" else ())]
    ), one
    if one.counts and one.per_cent is not None:
        events, people = one.counts
        assert abs(100 * events / people - one.per_cent) < 0.06, "the counts fit the percentage"
    if one.per_cent is not None and (printed := fact(one.row).number("recurrence_pct")) and "…" not in one.name:
        assert one.per_cent == printed


def test_counts_worked_back_fit_one_number_only():
    fits = [k for k in range(610) if round(100 * k / 609, 1) == 2.8]
    assert fits == [17]
    assert not [k for k in range(385) if round(100 * k / 384, 1) == 11.9], "so the elbow review gets no interval"


def test_every_percentage_of_the_table_is_shown_or_set_aside():
    from hoedu.evidence import facts

    told = {f.id for f in facts().values() if f.table == "surgery" and f["recurrence_pct"]}
    assert told - {one.row for one in recurrence.SERIES} == {"SUR032"}, "relapse without an operation"


def test_rows_obey_the_controls_and_definitions_are_named():
    for key, frame in RETURNS.frames.items():
        cause, time, added = key.split("|")
        if cause == "fop":
            assert [line.fact.id for line in shown(RETURNS, key)] == ["SUR030"]
            continue
        for number in frame.rows:
            one = recurrence.SERIES[number]
            assert cause in ("all", *one.causes) and time in ("all", one.time) and added in ("all", one.added)
        if not frame.rows:
            assert "a gap, not a zero" in frame.sentence
    assert "compare like with like" in RETURNS.frames["all|all|all"].sentence
    assert RETURNS.frames["hip|early|all"].sentence.startswith(
        "After hip replacement, early, as the source has it: 1 line; 0 %"
    )
    assert "181" not in " ".join(line.detail for line in RETURNS.lines), "read in two ways, so not drawn"


def test_bars_lie_where_their_figures_say():
    for one, line in zip(recurrence.SERIES, RETURNS.lines, strict=True):
        if one.per_cent is not None:
            assert line.at == pytest.approx(one.per_cent / recurrence.TOP)
        if line.low is not None:
            assert 0 <= line.low <= line.at <= line.high <= 1
    survey = next(line for line in RETURNS.lines if line.label.startswith("Brain or cord, survey"))
    assert (survey.low, survey.high) == pytest.approx((3.8 / 80, 7.8 / 80)) and "as printed" in survey.detail


# ---- the pathway


def test_the_path_by_hand():
    steps = excision_pathway.steps
    assert steps("fop", "blocked", 24, False) == ("toes", "fop")
    assert steps("hip", "hot", 24, False) == ("toes", "hot", "today")
    assert steps("hip", "film", 24, False)[-1] == "live" and steps("hip", "blocked", 24, True)[-1] == "heal"
    assert [steps("neuro", "blocked", month, False)[5] for month in (9, 12, 18, 24)] == [
        "early",
        "wait",
        "wait",
        "late",
    ]
    assert steps("elbow", "blocked", 6, False)[6:] == ("map", "adjuvant", "contract", "moving", "review")


def test_the_lit_steps_and_the_rows_are_those_of_the_path():
    for key, frame in PATHWAY.frames.items():
        cause, seen, month, skin = key.split("|")
        path = excision_pathway.steps(cause, seen, int(month), skin == "1")
        assert list(frame.parts) == [name for name in STEPS if name in path]
        claims = [excision_pathway.CLAIMS[n] for n in frame.rows]
        assert {claim.step for claim in claims} <= set(path) and all(not c.causes or cause in c.causes for c in claims)
        assert path[-1] in {claim.step for claim in claims} | {"live", "heal"}, "what is said last rests on a row"
        if cause == "fop":
            assert "never cut out" in frame.sentence and {c.step for c in claims} == {"toes", "fop"}
        if seen == "hot":
            assert "a clot until imaged" in frame.sentence
        if "adjuvant" in path and cause == "neuro":
            assert "sepsis" in frame.sentence
        assert "day 0" not in frame.sentence and "Move actively" not in frame.sentence
        if cause != "neuro":
            assert not {"SUR036"} & {claim.row for claim in claims}, "a native neck, after a brain injury"


def test_every_step_of_every_cause_rests_on_a_row():
    for cause in ("neuro", "hip", "elbow", "burn"):
        for step in set(STEPS) - {"hot"}:
            claims = [c for c in excision_pathway.CLAIMS if c.step == step and (not c.causes or cause in c.causes)]
            assert claims or (cause, step) in {("hip", "wait"), ("hip", "late")}, (cause, step)


@pytest.mark.parametrize("claim", excision_pathway.CLAIMS, ids=lambda c: f"{c.step}-{c.row}")
def test_a_claim_is_in_its_row_and_says_how_sure_it_is(claim):
    assert claim.step in STEPS and claim.sure in CERTAINTY
    assert not unsupported(f"{claim.words}; {claim.why}", [claim.row]), claim


def test_a_claim_carries_the_number_of_its_step():
    numbers = {step: step_number(STEPS, excision_pathway.QUESTION, step) for step in STEPS}
    assert (numbers["fop"], numbers["today"], numbers["late"], numbers["map"], numbers["review"]) == (
        "1",
        "2",
        "5",
        "6",
        "10",
    )
    assert all(
        line.label.split()[0] == numbers[c.step] for line, c in zip(PATHWAY.lines, excision_pathway.CLAIMS, strict=True)
    )


def test_the_words_of_the_pathway_fit_their_boxes():
    for (_, _, width, height), lines, *_ in STEPS.values():
        assert 22 * len(lines) <= height and max(map(len, lines)) * 17 * 0.62 < width + 20, lines
