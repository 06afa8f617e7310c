"""The evidence laboratory: only rows that fit are pooled, and every word and number on screen is what `synthesis` gives."""

import json
import re
from html import escape

import pytest

from hoedu import synthesis
from hoedu.evidence import fact, facts
from hoedu.explorers import build
from hoedu.explorers import evidence_laboratory as lab
from hoedu.explorers.evidence_questions import COMPARISONS, LEFT_OUT, NOT_POOLED, OUTCOMES, QUESTIONS, TURNED, UNSIGNED
from hoedu.html.explorers import explorer_html, explorer_spec
from hoedu.recheck import checks, counts_of
from hoedu.synthesis import MEASURES

LAB = build("evidence-laboratory")
SPEC = explorer_spec(LAB)
HTML = explorer_html(LAB)
SETTINGS = [(question, *one) for question in QUESTIONS for one in lab.settings(question)]


def unpack(text):
    """As the page does."""
    found, at = [], 0
    while at < len(text):
        if text[at] == "!":
            found.append(int(text[at + 1 : at + 3], 36))
            at += 3
        else:
            found.append(found[-1] + lab.DIGITS.index(text[at]) - lab.MIDDLE)
            at += 1
    return found


# ---- what is asked


def test_every_row_is_asked_about_once():
    trials = [row for question in QUESTIONS for row in question.trials]
    printed = [row for question in QUESTIONS for row in question.printed]
    for rows, table, left in ((trials, "trials", {}), (printed, "pooled", LEFT_OUT)):
        assert len(set(rows)) == len(rows)
        assert set(rows) | set(left) == {f.id for f in facts().values() if f.table == table} and not set(rows) & set(
            left
        )
    assert {q.comparison for q in QUESTIONS} == {c.key for c in COMPARISONS} and {q.outcome for q in QUESTIONS} == set(
        OUTCOMES
    )
    assert len({q.key for q in QUESTIONS}) == len(QUESTIONS)
    assert (set(TURNED) | set(UNSIGNED)) <= set(printed)


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question.key)
def test_only_rows_that_fit_are_pooled(question):
    rows = lab.pooled_rows(question)
    assert all(fact(row)["pool"] == "yes" for row in rows)
    assert len({fact(row)["comparison"] for row in rows}) <= 1, "one comparison"
    assert len({fact(row)["ref_key"] for row in rows}) == len(rows), "one row a trial"
    assert set(question.trials) - set(rows) == {row for row in question.trials if row in NOT_POOLED}
    for _, model, left in lab.settings(question):
        assert set(lab.setting(question, "RR", model, left).weights) == set(rows) - {left}


def test_the_list_is_said_to_be_incomplete():
    for question in QUESTIONS:
        assert "ncomplete" in lab.incomplete(question)
    assert "pooled 12" in lab.incomplete(QUESTIONS[0]) and "two trials" in lab.incomplete(QUESTIONS[0])
    assert "every list here is incomplete" in HTML and "Nothing in it applies to FOP" in HTML


def test_every_row_behind_it_may_be_taught():
    for row in LAB.rows():
        assert fact(row).confidence in ("seen", "secondary") and fact(row).url, row


# ---- what is shown


@pytest.mark.parametrize("question,measure,model,left", SETTINGS, ids=lambda one: getattr(one, "key", one))
def test_each_setting_says_what_synthesis_gives(question, measure, model, left):
    frame = SPEC["questions"][question.key]["frames"][f"{measure}|{model}|{left}"]
    rows = [row for row in lab.pooled_rows(question) if row != left]
    assert not re.search(r"nan|None|inf\b|\{", frame["s"]) and frame["s"].endswith(".")
    if not rows:
        assert not frame["r"] and "e" not in frame
        return
    pooled = synthesis.pool([counts_of(fact(row)) for row in rows], measure, lab.MODELS[model])
    assert lab.figure(pooled.effect) in frame["s"]
    weights = dict(zip(lab.pooled_rows(question), frame["w"]))
    assert [weights[row][0] for row in rows] == [f"{100 * share:.0f}\u00a0%" for share in pooled.weights]
    assert left == "-" or weights[left][0] == "left out"
    assert [row[0] for row in frame["r"]] == (["pooled"] if len(rows) > 1 else []) + (
        ["predicted"] if pooled.prediction else []
    )
    if len(rows) > 1:
        assert f"I² {100 * pooled.i2:.0f}" in SPEC["shared"][frame["h"]]
        assert ("Prediction interval, where" in SPEC["shared"][frame["h"]]) == bool(pooled.prediction)
    assert lab.applied(pooled.effect).text == SPEC["applied"][frame["e"]][0]


def test_a_setting_that_is_not_listed_is_that_of_the_other_model():
    """One trial alone is the same in both models: the page then shows the fixed one."""
    for question in QUESTIONS:
        rows = lab.pooled_rows(question)
        for row in ("-", *rows) if len(rows) == 2 else ("-",) if len(rows) == 1 else ():
            for measure in MEASURES:
                if (measure, "random", row) not in lab.settings(question):
                    fixed, random = (lab.setting(question, measure, model, row).pooled.effect for model in lab.MODELS)
                    assert fixed[1:4] == pytest.approx(random[1:4])


def test_marks_lie_where_the_numbers_are():
    for question in QUESTIONS:
        for measure in MEASURES:
            scale = lab.axis(question, measure)
            assert scale.place(scale.low) == 0 and scale.place(scale.high) == 1 and scale.low < scale.none < scale.high
            slots = SPEC["questions"][question.key]["slots"][measure]
            for row, (marks, text, _) in zip(question.trials, slots):
                found = lab.trial_effect(row, measure)
                assert text == lab.figure(found)
                interval = re.match(r"interval ([\d.]+) ([\d.]+)((?:\|low)?)((?:\|high)?)", marks)
                assert float(interval[1]) == pytest.approx(100 * scale.place(found.low), abs=0.06)
                assert float(interval[1]) + float(interval[2]) == pytest.approx(100 * scale.place(found.high), abs=0.11)
                assert bool(interval[3]) == (found.low < scale.low) and bool(interval[4]) == (found.high > scale.high)


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question.key)
def test_printed_results_are_quoted_as_they_stand(question):
    spec = SPEC["questions"][question.key]
    for number, row in enumerate(question.printed, len(question.trials)):
        for measure in MEASURES:
            marks, text, said = spec["slots"][measure][number]
            printed = fact(row)
            if row in UNSIGNED:
                assert not marks and lab.printed_effect(row) is None
            elif printed["measure"] != measure:
                assert not marks and "not drawn" in said
            elif row in TURNED:
                assert f"printed {printed['estimate']}" in said and marks
                assert lab.printed_effect(row).estimate == pytest.approx(1 / printed.number("estimate"))
            else:
                size = 100 if measure == "RD" else 1
                assert lab.printed_effect(row).estimate * size == pytest.approx(printed.number("estimate"))


# ---- at a baseline risk


def test_every_baseline_is_what_synthesis_gives():
    seen = 0
    for question in QUESTIONS:
        spec = SPEC["questions"][question.key]
        found = [
            (lab.setting(question, *key.split("|")).pooled.effect, f["e"])
            for key, f in spec["frames"].items()
            if "e" in f
        ]
        for key, _, place in spec["carried"]:
            if isinstance(place, int):
                found.append((lab.printed_effect(key), place))
            elif place:
                found += [(lab.trial_effect(key, measure), place[measure]) for measure in MEASURES]
        for effect, place in found:
            text, people, numbers = SPEC["applied"][place]
            people, numbers = ([unpack(SPEC["packed"][one]) for one in side] for side in (people, numbers))
            assert all(len(column) == 80 for column in (*people, *numbers))
            bare = effect.low != effect.low
            assert text.startswith("bare") == bare and len(people) == (1 if bare else 3)
            for baseline in lab.BASELINES:
                risk = synthesis.treated_risk(effect.estimate, effect.measure, baseline / 100)
                if -1e-9 <= risk <= 1 + 1e-9:
                    assert people[0][baseline - 1] == round(1000 * risk)
                    number = abs(1 / (baseline / 100 - risk))
                    assert numbers[0][baseline - 1] in (min(1001, int(-(-number // 1))), min(1001, round(number)))
                else:
                    assert people[0][baseline - 1] == (lab.OVER if risk > 1 else lab.UNDER)
                if not bare:
                    low, high = (
                        min(1, max(0, synthesis.treated_risk(end, effect.measure, baseline / 100)))
                        for end in effect[2:4]
                    )
                    assert people[1][baseline - 1] == round(1000 * low) and people[2][baseline - 1] == round(
                        1000 * high
                    )
                    smaller, larger = numbers[1][baseline - 1], numbers[2][baseline - 1]
                    assert smaller <= larger or text.startswith(("maybe", "edge")) or lab.OVER in people[0] or high == 1
                seen += 1
    assert seen > 10_000


def test_the_sentence_says_which_way():
    none = {"RR": 1, "OR": 1, "RD": 0}
    for question in QUESTIONS:
        for row in question.trials:
            for measure in MEASURES:
                found = lab.trial_effect(row, measure)
                text = lab.applied(found).text
                assert text.endswith("benefit" if found.estimate < none[measure] else "harm")
                assert text.startswith(("maybe", "edge")) == (found.low <= none[measure] <= found.high)


def test_the_slider_starts_at_the_control_risk():
    for question in QUESTIONS:
        rows = lab.pooled_rows(question)
        if rows and not question.start:
            share = sum(fact(row).number("events_control") for row in rows) / sum(
                fact(row).number("n_control") for row in rows
            )
            assert lab.start(question) == min(80, max(1, round(100 * share)))
        assert 1 <= lab.start(question) <= 80


def test_packing_gives_back_what_it_was_given():
    for numbers in ([0], [1295, 0, 30, 61, 92], list(range(1001, 0, -7)), [5] * 80):
        assert unpack(lab.pack(numbers)) == numbers


# ---- the page


def test_the_flags_are_the_checks():
    shown = [row for question in QUESTIONS for row in (*question.trials, *question.printed)]
    assert {check["row"] for check in checks()} <= set(shown)
    for question in QUESTIONS:
        bad = [
            c
            for row in (*question.trials, *question.printed)
            for c in lab.checked(row)
            if c["verdict"] == "not reproduced"
        ]
        assert lab.flags(question).endswith(f": {len(bad)}.") or not bad
        html = "".join("".join(line) for line in SPEC["questions"][question.key]["lines"])
        assert html.count("\u2691") == len(bad)
    table = HTML.split("ho-rechecked")[1]
    assert table.count("\u2691") == sum(check["verdict"] == "not reproduced" for check in checks())


def test_it_stands_without_a_script():
    question, measure, model = lab.first()
    now = lab.setting(question, measure, model)
    assert escape(now.sentence) in HTML and escape(now.spread) in HTML and "690 of 1,000" in HTML
    assert HTML.count('<tr class="ho-') >= len(question.trials) + len(question.printed) + 1
    assert HTML.count("<section") == 1 and HTML.endswith("</section>")


def test_it_is_the_same_each_time_and_small():
    text = json.dumps(SPEC, ensure_ascii=False)
    assert text == json.dumps(explorer_spec(build.__wrapped__(LAB.name)), ensure_ascii=False)
    assert HTML == explorer_html(build.__wrapped__(LAB.name))
    assert len(text.encode()) + len(HTML.encode()) < 270_000 and len(text.encode()) < 250_000
