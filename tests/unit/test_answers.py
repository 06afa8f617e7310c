"""The lecturers' notebooks: keys that are graded, reasons that are all there, and notebooks made from the bank as it is."""

import json
import shutil

import pytest

import hoedu as ho
from hoedu.answers.cases import best_way
from hoedu.answers.in_class import for_vote, rival, stops_of
from hoedu.answers.letters import meant, spelt
from hoedu.answers.sheet import table
from hoedu.answers.write import cells_of, write
from hoedu.cases import cases
from hoedu.check import answers as check
from hoedu.grading import grade
from hoedu.html.items import shown_order
from hoedu.items import load
from hoedu.lessons import lesson, lessons
from hoedu.notebooks import spell_links
from hoedu.paths import checkout

BANK = load()
NOTEBOOKS = checkout() / "notebooks"


def test_keys_are_spelt_and_read_back():
    for item in BANK.values():
        for one in item.variants or (item,):
            assert grade(one, meant(one, spelt(one))).correct, item.id
    for item in BANK.values():
        for response in item.distractors():
            if item.kind not in ("text", "ordering"):
                assert not grade(item, meant(item, spelt(item, response))).correct, item.id


def test_letters_are_those_of_the_page():
    single, several = BANK["03-dish-marker"], BANK["03-what-widens"]
    assert spelt(single) == "ABCDEFGH"[shown_order(single).index(single.key())]
    assert spelt(several) == "".join(
        "ABCDEFGH"[n] for n, key in enumerate(shown_order(several)) if key in several.key()
    )
    assert ho.answer(single.id, spelt(single)).correct and ho.answer(several.id, spelt(several)).correct


@pytest.mark.parametrize("given", ["", "Z", "ABCDEFGHIJ", "x", "-1"])
def test_a_key_that_is_no_longer_one_fails(given):
    for name in (
        "03-dish-marker",
        "03-what-widens",
        "03-severe-share",
        "04-order-first",
        "01-predict-sites",
        "03-cloze-odds",
    ):
        with pytest.raises(AssertionError, match=f"{name}: .* is not the key; that is now {spelt(BANK[name])}"):
            ho.answers.key(name, given)


def test_every_reason_stands_in_the_sheet():
    for item in BANK.values():
        sheet = ho.answers.key(item.id, spelt(item))
        shown = sheet.markdown
        for about, why in item.whys().values():
            assert _cell(why) in shown or spell_links(why) in shown, (item.id, about)
        for text in (item.stem, item.explanation):
            assert spell_links(text) in shown, item.id
        assert len(sheet._repr_mimebundle_()) == 2 and "\n" not in repr(sheet)


def _cell(text):
    return spell_links(table([""], [[text]]).splitlines()[-1][2:-2])


def test_exam_keys_are_those_of_the_papers():
    from hoedu.papers import papers, question

    sheet = ho.answers.exam(2)
    entries = papers(BANK)[1].entries
    assert repr(sheet) == f"Paper 2: {len(entries)} keys, each graded right"
    rows = [line.split(" | ") for line in sheet.markdown.splitlines()[4:]]
    assert [row[2] for row in rows] == [entry.item for entry in entries]
    first = question(BANK, entries[0])
    assert rows[0][1].split()[0] == spelt(first)


def test_votes_are_single_questions_with_a_rival():
    for number in lessons():
        chosen = for_vote(BANK.lesson(number))
        assert len(chosen) <= 6
        for item in chosen:
            assert item.kind == "single" and item.level != "recall" and item.use not in ("pretest", "predict")
            assert rival(item) in item.distractors()


def test_the_plan_of_a_lesson_follows_its_notes():
    stops = stops_of("03")
    by_name = {stop.heading: stop for stop in stops}
    assert by_name["Cause by cause"].seconds == 120
    assert by_name["Cause by cause"].ask == "Which of these could a physiotherapist notice first?"
    assert by_name["What we do not know"].seconds == 300 and by_name["What we do not know"].do == "3 min for the vote."
    assert "explore `hip-odds`" in by_name["From odds to people"].then
    asked = {name for stop in stops for name in stop.then if name.startswith("`03-")}
    assert asked == {f"`{item.id}`" for item in BANK.lesson("03")}
    assert "`03-pre-two-figures`" in by_name["Opening questions"].then


def test_pairs_stand_side_by_side():
    sheet = ho.answers.pairs("03").markdown
    for item in BANK.lesson("03"):
        if item.pair:
            assert f"`{item.pair}` | {spelt(BANK[item.pair])} | `{item.id}` | {spelt(item)}" in sheet


def test_the_best_way_of_a_case_is_sound_and_its_traps_are_named():
    for case in cases().values():
        way = best_way(case)
        assert case.nodes[way[-1][0]].ending == "good"
        sheet = ho.answers.case(case.id).markdown
        for node in case.nodes.values():
            for choice in node.choices:
                if choice.safety < 0:
                    assert _cell(choice.why) in sheet, (case.id, choice.id)


# ---- the notebooks


def test_the_notebooks_are_made_from_the_bank_as_it_is():
    count, problems = check.check(NOTEBOOKS, list(BANK.values()))
    assert [str(problem) for problem in problems] == []
    assert count == sum((NOTEBOOKS / f"{one.slug}.ipynb").is_file() for one in lessons().values())


def test_every_question_has_its_cell():
    for about in lessons().values():
        code = [cell["source"] for cell in cells_of(about, BANK.values()) if cell["cell_type"] == "code"]
        for item in BANK.lesson(about.id):
            assert f'ho.answers.key("{item.id}", "{spelt(item)}")' in code
        for name in about.cases:
            assert f'ho.answers.case("{name}")' in code


@pytest.fixture
def copy(tmp_path):
    (tmp_path / "answers").mkdir()
    name = f"{lesson('03').slug}.ipynb"
    shutil.copy(NOTEBOOKS / name, tmp_path / name)
    shutil.copy(NOTEBOOKS / "answers" / name, tmp_path / "answers" / name)
    return tmp_path


def spoilt(copy, edit):
    path = copy / "answers" / f"{lesson('03').slug}.ipynb"
    notebook = json.loads(path.read_text())
    edit(notebook)
    path.write_text(json.dumps(notebook))
    return [str(problem) for problem in check.check(copy, list(BANK.values()))[1]]


def test_what_is_wrong_with_one_is_said(copy):
    name = "answers/03-risk-factors.ipynb"
    assert check.check(copy, list(BANK.values())) == (1, [])
    assert f"{name}: {check.STALE}" in spoilt(copy, lambda nb: nb["cells"].pop())
    write(copy, BANK.values(), ["03"])
    assert all("was never executed" in problem for problem in spoilt(copy, lambda nb: None))
    (copy / "answers" / "99-nobody.ipynb").write_text("{}")
    assert "answers/99-nobody.ipynb: belongs to no lesson" in spoilt(copy, lambda nb: None)
    (copy / "answers" / "03-risk-factors.ipynb").unlink()
    assert f"{name}: is not there: run hoedu refresh" in [
        str(problem) for problem in check.check(copy, list(BANK.values()))[1]
    ]
