"""The exam: every paper follows its table, the draw is fair and the same everywhere, and a paper is worth what was answered."""

import re
from collections import Counter
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import hoedu as ho
from hoedu import taught
from hoedu.check import exam as check_exam
from hoedu.errors import ContentError
from hoedu.items import Bank, load
from hoedu.items.bank import read_item
from hoedu.papers import ANY, Blueprint, blueprint, ending, papers, question, read_blueprint, result
from hoedu.paths import data_dir
from hoedu.progress import Attempt, Store, decode, encode, fold, restart, undo
from hoedu.progress.events import from_row
from hoedu.session import Session, lend

BANK = load()
TABLE = blueprint()


def single(item_id, level="apply", objective="", use="retrieval", pair=""):
    options = [{"text": "yes", "why": "Right.", "correct": True}, {"text": "no", "why": "Not."}]
    entry = {
        "id": item_id,
        "kind": "single",
        "objective": objective or f"{item_id[:2]}.1",
        "level": level,
        "use": use,
        "stem": f"{item_id}?",
    }
    return read_item(entry | {"options": options} | ({"pair": pair} if pair else {}), item_id[:2])


# ---- the draw


def by_cell(paper):
    return Counter((BANK[entry.item].lesson, BANK[entry.item].level) for entry in paper.entries)


@settings(max_examples=25, deadline=None)
@given(st.text(max_size=12))
def test_every_paper_of_every_seed_follows_the_table(seed):
    floating = TABLE.cells[ANY]
    for paper in papers(BANK, seed=seed, count=3):
        names = [entry.item for entry in paper.entries]
        assert len(names) == len(set(names)) == TABLE.length
        cells = by_cell(paper)
        for lesson, levels in TABLE.cells.items():
            for level, count in levels.items():
                if lesson != ANY:
                    assert cells[lesson, level] == count
                    del cells[lesson, level]
        assert Counter(level for _, level in cells.elements()) == floating
        items = [BANK[name] for name in names]
        assert not {item.pair for item in items} & set(names), "both partners of a pair"
        assert all(item.use in TABLE.uses and item.id not in TABLE.left_out for item in items)
        assert all(not item.variants or entry.variant < len(item.variants) for item, entry in zip(items, paper.entries))


def test_a_seed_gives_the_same_papers_and_another_gives_others():
    assert papers(BANK) == papers(BANK) and papers(BANK)[:2] == papers(BANK, count=2)
    assert papers(BANK, seed="a", count=1) != papers(BANK, seed="b", count=1)
    assert [one.entries for one in papers(Bank(list(BANK.values())[::-1]))] == [one.entries for one in papers(BANK)]


def test_papers_go_round_the_bank_and_the_objectives():
    all_papers = papers(BANK)
    pool = TABLE.eligible(BANK.values())
    asked = Counter(entry.item for paper in all_papers for entry in paper.entries)
    assert {item.objective for item in pool} == {BANK[name].objective for name in asked}
    assert all(
        not {e.item for e in a.entries} & {e.item for e in b.entries} for a, b in zip(all_papers[:4], all_papers[1:4])
    ), "the first papers share nothing"
    assert {BANK[name].lesson for name in asked} == {lesson for lesson in TABLE.cells if lesson != ANY}


def test_the_order_is_mixed():
    for paper in papers(BANK):
        lessons = [BANK[entry.item].lesson for entry in paper.entries]
        assert sum(a == b for a, b in zip(lessons, lessons[1:])) <= 8, "of 29 neighbours"


def table(cells, **more):
    return Blueprint(
        **{"papers": 3, "minutes": 5, "uses": ("retrieval", "pretest", "posttest"), "cells": cells, "left_out": {}}
        | more
    )


def test_objectives_take_turns_before_one_comes_twice():
    items = [single(f"03-{objective}-{n}", objective=f"03.{objective}") for objective in (1, 2, 3) for n in (1, 2, 3)]
    for seed in range(20):
        (paper,) = papers(Bank(items), table({"03": {"apply": 3}}), seed=str(seed), count=1)
        assert sorted(Bank(items)[entry.item].objective for entry in paper.entries) == ["03.1", "03.2", "03.3"]


def test_later_papers_prefer_what_was_not_asked():
    items = [single(f"03-{n}") for n in range(6)]
    first, second, third = papers(Bank(items), table({"03": {"apply": 3}}))
    assert {e.item for e in first.entries} | {e.item for e in second.entries} == {item.id for item in items}
    assert len(third.entries) == 3


def test_partners_of_a_pair_never_meet():
    items = [
        single("03-before", use="pretest"),
        single("03-after", use="posttest", pair="03-before"),
        single("03-other"),
    ]
    for seed in range(20):
        (paper,) = papers(Bank(items), table({"03": {"apply": 2}}), seed=str(seed), count=1)
        assert {"03-before", "03-after"} - {entry.item for entry in paper.entries}


def test_too_few_questions_are_said_with_their_place():
    with pytest.raises(ContentError, match=r"exam.toml, 03, field analyse: asks for 1; the bank has 0"):
        papers(Bank([single("03-one")]), table({"03": {"apply": 1, "analyse": 1}}))


@pytest.mark.parametrize(
    "text, says",
    [
        ("papers = 0", "is 0; expected 1 to 99"),
        ("papers = 100", "is 100; expected 1 to 99"),
        ('uses = ["exam"]', "names 'exam'"),
        ("minute = 3", "is not a field of this kind"),
        ('[[lesson]]\nid = "03"', "asks nothing of lesson 03"),
        ('[[lesson]]\nid = "04"\napply = 1\n[[lesson]]\nid = "04"\nrecall = 1', "'04' twice"),
        ("papers = ", "is not valid TOML"),
    ],
)
def test_a_spoilt_table_is_refused(tmp_path, text, says):
    whole = {
        "papers": "papers = 3",
        "minutes": "minutes = 5",
        "uses": 'uses = ["retrieval"]',
        "lesson": '[[lesson]]\nid = "05"\napply = 1',
    }
    name = text.split()[0]
    kept = [line for key, line in whole.items() if key != name]
    (tmp_path / "exam.toml").write_text("\n".join([text, *kept] if "[[" not in text else [*kept, text]))
    with pytest.raises(ContentError, match=says):
        read_blueprint(tmp_path / "exam.toml")


# ---- what it is worth

PAPER = papers(BANK)[0]


def answers(paper, wrong=(), blank=(), t=1_700_000_000_000):
    found = []
    for n, entry in enumerate(paper.entries):
        item = question(BANK, entry)
        if n not in blank:
            response = item.distractors()[0] if n in wrong else item.key()
            found.append(Attempt(paper.event(entry), item.hash, response, t=t + n))
    return found


def done(paper, t=1_700_000_100_000):
    return Attempt(paper.done, ending().hash, ending().key(), t=t)


def test_a_paper_is_worth_what_was_answered():
    found = result(answers(PAPER, wrong={0, 1}, blank={2}), PAPER, BANK)
    assert (found.done, found.right) == (False, TABLE.length - 3)
    assert [mark.right for mark in found.marks[:4]] == [False, False, False, True]
    assert [mark.answered for mark in found.marks[:4]] == [True, True, False, True]
    assert sum(right for right, _ in found.by("lesson").values()) == found.right
    assert {level: asked for level, (_, asked) in found.by("level").items()} == {
        level: TABLE.of_level(level) for level in ("recall", "apply", "analyse")
    }
    assert list(found.by("lesson")) == sorted(found.by("lesson"))


def test_the_last_answer_counts_and_the_end_is_an_event():
    mind_changed = [*answers(PAPER, wrong={0}), *answers(PAPER, blank=set(range(1, TABLE.length)), t=1_700_000_050_000)]
    assert result(mind_changed, PAPER, BANK).marks[0].right
    assert result([*mind_changed, done(PAPER)], PAPER, BANK).done
    begun_again = [*mind_changed, done(PAPER), replace(restart("90"), t=1_700_000_200_000)]
    assert (result(begun_again, PAPER, BANK).done, result(begun_again, PAPER, BANK).right) == (False, 0)
    assert result([*begun_again, replace(undo("90"), t=1_700_000_300_000)], PAPER, BANK).right == TABLE.length


def test_papers_do_not_touch_each_other_nor_the_lessons():
    attempts = [*answers(PAPER), done(PAPER)]
    assert result(attempts, papers(BANK)[1], BANK).right == 0
    states = fold(attempts, BANK)
    assert all(state.attempts == 0 and not state.first_correct and state.response is None for state in states.values())


def test_every_answer_fits_into_a_progress_code():
    attempts = [*answers(PAPER), done(PAPER)]
    assert [from_row(attempt.row()) for attempt in attempts] == attempts
    assert sorted(decode(encode(attempts)), key=lambda a: a.t) == attempts


def test_numbers_of_a_question_are_those_of_its_set():
    entry = next(entry for paper in papers(BANK) for entry in paper.entries if entry.variant)
    item = BANK[entry.item]
    assert question(BANK, entry).hash == item.variants[entry.variant].hash != item.hash
    assert item.at(question(BANK, entry).hash) is not None


# ---- around it


def test_the_calls_of_the_last_lesson_work_again_and_again(tmp_path):
    """A call must not share its name with a module, which would take its place once that is loaded."""
    with lend(Session(BANK, Store(tmp_path))):
        for _ in range(2):
            assert repr(ho.exam()) == f"Exam: {TABLE.papers} papers of {TABLE.length} questions; paper 1"
            assert "Paper 4" in ho.exam(4).html and ho.exam(4).html.count("<fieldset") == TABLE.length
            assert 'data-ho="item"' not in ho.exam().html, "the page would count each as a part of its own"
            assert len(ho.review().data) < 600_000
            assert repr(ho.terms()).startswith("Glossary: ") and "references of all lessons" in repr(ho.references())
        with pytest.raises(ContentError, match="there is no paper 99"):
            ho.exam(99)


def test_every_source_of_a_lesson_is_among_all_references(tmp_path):
    with lend(Session(BANK, Store(tmp_path))):
        html = ho.references().html
        for number in ("03", "07", "11", "12"):
            for address in re.findall(r'href="([^"]+)"', ho.references(number).html):
                assert address in html, number


def test_where_a_question_is_taught():
    where = taught.places(BANK.values())
    assert where["03-what-widens"] == "Who, found how, from which grade, when"
    assert where["03-post-odds-to-people"] == where["03-pre-odds-to-people"] == "From odds to people"
    assert set(where) == set(BANK)


def test_the_table_of_the_exam_is_checked(tmp_path):
    items = list(BANK.values())
    assert check_exam.check(data_dir() / "exam.toml", items) == []
    text = (data_dir() / "exam.toml").read_text()
    spoilt = tmp_path / "exam.toml"
    for old, new, says in (
        ("[left_out]", '[left_out]\n03-gone = "x"', "exam.toml, 03-gone: is left out, and is not in the bank"),
        ('id = "03"', 'id = "90"', "exam.toml, 90: is not a lesson with questions of its own"),
        ('id = "02"\napply = 1', 'id = "02"\nrecall = 9', "exam.toml, 02, field recall: asks for 9"),
    ):
        assert old in text
        spoilt.write_text(text.replace(old, new, 1))
        assert [str(problem)[: len(says)] for problem in check_exam.check(spoilt, items)] == [says]
