"""The blueprint says what the bank holds, and the checks behind it find what is missing."""

import re
from collections import Counter
from dataclasses import replace

import pytest

from hoedu import blueprint
from hoedu.check import blueprint as checks
from hoedu.items import load
from hoedu.items.bank import read_item
from hoedu.lessons import lesson, lessons
from hoedu.paths import checkout, data_dir

ITEMS = list(load().values())
NOTEBOOKS = checkout() / "notebooks"


def test_it_is_up_to_date():
    assert checks.up_to_date(data_dir(), ITEMS, NOTEBOOKS) == []


def test_a_changed_bank_is_noticed():
    (problem,) = checks.up_to_date(data_dir(), ITEMS[1:], NOTEBOOKS)
    assert problem.file == "data/questions/README.md" and "hoedu refresh --tables" in problem.message


def test_its_tables_add_up():
    """Each item stands in its lesson's table once: the sums, row by row and lesson by lesson, against a count of the bank."""
    text = blueprint.written(ITEMS, NOTEBOOKS)
    sections = dict(re.findall(r"^## (\d\d) .*?\n(.*?)(?=^## )", text, re.M | re.S))
    assert set(sections) == set(lessons())
    for number, section in sections.items():
        rows = [
            [cell.strip() for cell in line.strip("|").split("|")]
            for line in section.splitlines()
            if line.startswith("|")
        ]
        kinds, body = rows[0][2:-1], rows[2:]
        ours = Counter((item.objective, item.level, item.kind) for item in ITEMS if item.lesson == number)
        objective, found = "", Counter()
        for name, level, *cells in body[:-1]:
            objective = name[:4] if name else objective
            counts = [int(cell or 0) for cell in cells]
            assert sum(counts[:-1]) == counts[-1]
            found.update({(objective, level, kind): count for kind, count in zip(kinds, counts) if count})
        assert +Counter({(o, level, kind): n for (o, level, kind), n in ours.items()}) == +Counter(
            {(o.strip(), *rest): n for (o, *rest), n in found.items()}
        )
        assert int(body[-1][-1]) == sum(ours.values())
    assert f"{len(ITEMS)} questions" in text


def test_every_objective_of_a_finished_lesson_is_asked_and_worked_at():
    met = Counter(item.objective for item in ITEMS)
    for one in [lessons()[f"0{n}"] for n in range(10)]:
        assert all(met[objective] >= 2 for objective in one.objectives)
    assert [str(problem) for problem in checks.activities(ITEMS, NOTEBOOKS) if problem.file < "10"] == []


def test_more_than_recall():
    assert blueprint.share_above_recall(ITEMS) >= 0.6
    half = [made(f"99-n{n}", "recall" if n % 2 else "apply", "practice") for n in range(4)]
    assert blueprint.share_above_recall(half) == 0.5
    assert "50% of the items" in checks.check(half, lambda _: "t.toml")[0].message


# ---- activities


def notebook(*cells):
    return {"cells": [{"cell_type": "code", "id": name, "source": source} for name, source in cells]}


def test_work_is_asking_exploring_after_a_prediction_or_a_cell_that_is_named():
    one = replace(
        lesson("03"), id="99", objectives={f"99.{n}": "Do" for n in range(1, 6)}, activities={"99.4": ("triage",)}
    )
    items = [made("99-p", use="predict", objective="99.1"), made("99-r", use="retrieval", objective="99.2"),
             made("99-post", use="posttest", objective="99.3"), made("99-pre", use="pretest", objective="99.5")]  # fmt: skip
    found = blueprint.activities(
        one,
        notebook(("ask", 'ho.ask("99-p")'), ("look", 'ho.explore("x", after="99-p")'), ("again", 'ho.ask("99-r", "99-post")'),
                 ("triage", 'ho.explore("triage")'), ("before", 'ho.ask("99-pre")')),
        items,
    )  # fmt: skip
    assert found == {"99.1": ["ask", "look"], "99.2": ["again"], "99.3": [], "99.4": ["triage"], "99.5": []}


# ---- pairs


def made(item_id, level="apply", use="pretest", objective="99.1", **more):
    options = [{"text": "yes", "why": "Right.", "correct": True}, {"text": "no", "why": "Not."}]
    entry = {
        "id": item_id,
        "kind": "single",
        "objective": objective,
        "level": level,
        "use": use,
        "stem": "So?",
        "options": options,
    }
    return read_item(entry | more, "99")


PRE = made("99-pre")
PAIRS = [
    ("a pair", [PRE, made("99-post", use="posttest", pair="99-pre")], "", ""),
    ("nothing after", [PRE], "99-pre", "has no partner"),
    ("another level", [PRE, made("99-post", "analyse", "posttest", pair="99-pre")], "99-post", "whose level is apply; here it is analyse"),
    ("another objective", [PRE, made("99-post", use="posttest", objective="99.2", pair="99-pre")], "99-post", "whose objective is 99.1"),
    ("two for one", [PRE, made("99-a", use="posttest", pair="99-pre"), made("99-b", use="posttest", pair="99-pre")], "99-b", "another item names too"),
    ("nobody", [made("99-post", use="posttest", pair="99-gone")], "99-post", "which is no pre-test item of lesson 99"),
    ("not before", [made("99-r", use="practice"), made("99-post", use="posttest", pair="99-r")], "99-post", "is no pre-test item"),
    ("not after", [PRE, made("99-r", use="practice", pair="99-pre")], "99-r", "is for post-test items; this is practice"),
]  # fmt: skip


@pytest.mark.parametrize("called, items, place, says", PAIRS, ids=[case[0] for case in PAIRS])
def test_pairs(called, items, place, says):
    problems = checks.pairs(items, lambda _: "t.toml")
    assert [p for p in problems if p.place == place and says in p.message] if says else problems == []


def test_another_kind_is_no_pair():
    entry = {
        "id": "99-post",
        "kind": "numeric",
        "objective": "99.1",
        "level": "apply",
        "use": "posttest",
        "stem": "So?",
        "pair": "99-pre",
    }
    numeric = read_item(
        entry | {"answer": 2, "tolerance": 0, "why": "So.", "wrong": [{"value": 3, "why": "No."}]}, "99"
    )
    (problem,) = checks.pairs([PRE, numeric], lambda _: "t.toml")
    assert "whose kind is single; here it is numeric" in problem.message


def test_pre_and_post_test_in_the_bank_are_pairs():
    finished = [item for item in ITEMS if item.lesson < "10"]
    assert [str(problem) for problem in checks.pairs(finished, lambda item: item.lesson)] == []
    assert sum(item.use == "pretest" for item in finished) == sum(bool(item.pair) for item in finished) == 27
