"""Questions with new numbers each time: what each calculation gives, and that no set of numbers can mislead."""

import re
import subprocess
import sys
from itertools import combinations

import pytest

import hoedu as ho
from hoedu.errors import ContentError
from hoedu.grading import grade
from hoedu.items import Bank, load
from hoedu.items.bank import read_item
from hoedu.items.families import FAMILIES
from hoedu.items.variants import COUNT, LEAST, written
from hoedu.progress import Attempt, fold
from hoedu.session import Session, lend

BANK = load()
MADE = [item for item in BANK.values() if item.variants]
every_made = pytest.mark.parametrize("item", MADE, ids=[item.id for item in MADE])

BY_HAND = [  # numbers in, answer, slips: worked out on paper
    ("odds_to_risk", dict(base=20, ratio=2), 100 / 3, dict(multiplied=40, unturned=50, added=22)),
    ("after_sign", dict(before=20, ratio=8), 200 / 3, dict(added=28, unturned=2)),
    ("after_test", dict(before=10, sensitivity=80, specificity=90), 100 * 80 / 170, dict(of_all=8, positives=17, sensitivity=80, specificity=90)),
    ("over_days", dict(ratio=1.1, days=2), 1.21, dict(added=1.2, times=2.2)),
    ("share", dict(part=12, whole=80, every=200), 15, dict(of_every=6, any_share=40, rest=85)),
    ("share_left", dict(first=80, late=20), 25, dict(late=20, points=60, lost=75)),
    ("needed", dict(baseline=20, ratio=0.75), 20, dict(points=5, relative=4, treated=100 / 15, untreated=5)),
    ("needed", dict(baseline=2, ratio=2), 50, dict(points=2, relative=1, treated=25, untreated=50)),
    ("needed_of_counts", dict(events=12, people=80, control_events=40, controls=100), 4, dict(points=25, ratio=0.375, fewer=28, relative=1.6)),
    ("dose_sum", dict(films=4, scans=2, film=0.7, scan=6), 14.8, dict(once=6.7, scans_alone=12, all_as_films=4.2)),
    ("dose_factor", dict(seen=2.5, wanted=5), 4, dict(root=2, points=2.5, twice=4)),
    ("last_day", dict(scan=20, first=2, last=5), 55, dict(earliest=34, alone=35, as_days=25)),
    ("kappa", dict(both=20, first=5, second=10, neither=15), 0.4, dict(observed=0.7, chance=0.5, undivided=0.2)),
    ("price", dict(recurs=6, recurs_with=4, sepsis=8, sepsis_with=14), 3, {"turned": 1 / 3, "harm": 6, "with": 3.5, "difference": 4}),
    ("chance_of_none", dict(true=10, people=2), 81, dict(some=19, subtracted=80, one=90)),
    ("arc_kept", dict(table_from=10, table_to=140, now_from=30, now_to=95), 50, dict(degrees=65, upper=100 * 95 / 140, lost=50)),
]  # fmt: skip


@pytest.mark.parametrize(
    "name, numbers, answer, slips", BY_HAND, ids=[f"{case[0]}-{n}" for n, case in enumerate(BY_HAND)]
)
def test_by_hand(name, numbers, answer, slips):
    found = FAMILIES[name](**numbers)
    assert found.answer == pytest.approx(answer) and found.slips == pytest.approx(slips)
    assert 0 < found.tolerance < abs(found.answer)


def test_kappa_as_statsmodels_has_it():
    from statsmodels.stats.inter_rater import cohens_kappa

    for a, b, c, d in ((20, 6, 4, 30), (10, 8, 9, 45), (30, 4, 5, 60), (1, 7, 2, 3)):
        theirs = cohens_kappa([[a, b], [c, d]], return_results=False)
        assert FAMILIES["kappa"](both=a, first=b, second=c, neither=d).answer == pytest.approx(float(theirs))


def test_a_lesson_does_not_wait_for_a_statistics_library():
    """Loading the bank works every set of numbers out, so it must stay light."""
    code = "import sys; from hoedu.items import load; load(); print(*({'statsmodels', 'scipy', 'pandas', 'numpy'} & set(sys.modules)))"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.strip() == ""


def test_every_family_is_worked_by_hand_and_asked():
    assert {case[0] for case in BY_HAND} == set(FAMILIES) == {item.family.name for item in MADE}
    assert len(MADE) >= 8 and {item.lesson for item in MADE} >= {f"0{n}" for n in range(1, 10)}


@pytest.mark.parametrize("name, numbers", [
    ("odds_to_risk", dict(base=60, ratio=2)), ("share", dict(part=9, whole=8, every=10)), ("share_left", dict(first=20, late=30)),
    ("needed", dict(baseline=60, ratio=2)), ("needed", dict(baseline=20, ratio=1)), ("after_test", dict(before=5, sensitivity=85, specificity=90)),
    ("needed_of_counts", dict(events=30, people=60, control_events=40, controls=100)), ("dose_factor", dict(seen=6, wanted=5)),
    ("price", dict(recurs=4, recurs_with=6, sepsis=8, sepsis_with=14)), ("arc_kept", dict(table_from=10, table_to=140, now_from=5, now_to=95)),
])  # fmt: skip
def test_numbers_that_make_no_sense_are_refused(name, numbers):
    with pytest.raises(ValueError):
        FAMILIES[name](**numbers)


def test_a_number_needed_may_be_told_in_any_of_three_ways():
    """As it is, to the nearest whole, or rounded up as it is said to a patient."""
    for baseline in (0.5, 0.7, 1.3, 2, 7, 11, 23, 37):
        found = FAMILIES["needed"](baseline=baseline, ratio=0.69)
        exact = 100 / (baseline * 0.31)
        for told in (exact, round(exact), -(-exact // 1)):
            assert abs(told - found.answer) <= found.tolerance, (baseline, told)


@every_made
def test_no_slip_can_be_taken_for_the_answer_or_for_another(item):
    assert LEAST <= len(item.variants) <= COUNT
    for one in item.variants:
        if item.kind == "single":
            texts = [option.text for option in one.options]
            assert len(set(texts)) == len(texts)
            continue
        spots = [(one.answer, one.tolerance), *((slip.value, slip.tolerance) for slip in one.wrong)]
        for (a, near_a), (b, near_b) in combinations(spots, 2):
            assert abs(a - b) > (near_a + near_b) * 0.95, (one.stem, a, b)
        for slip in one.wrong:
            assert grade(one, slip.value).whys == (slip.key,)


@every_made
def test_every_set_is_whole(item):
    """No name is left unfilled, no two sets ask the same, the first is the item itself, and all show the same parts."""
    assert item.hash == item.variants[0].hash and len({one.hash for one in item.variants}) == len(item.variants)
    for one in item.variants:
        texts = [one.stem, *one.hints, *(text for pair in one.whys().values() for text in pair)]
        assert not any(re.search(r"\{[a-z_]+", text) for text in texts)
        assert (one.id, one.use, one.objective, one.variants) == (item.id, item.use, item.objective, ())
        if item.kind == "numeric":
            assert {"right", *(f"wrong{n}" for n in range(len(item.wrong)) if f"wrong{n}" in item.whys())} <= set(
                one.whys()
            )


@every_made
def test_the_answer_in_the_reason_is_the_answer_graded(item):
    """The reason of the key names a number that is right, and each slip's reason none that is right for another reason."""
    for one, values in zip(item.variants, item.family.values, strict=True):
        if item.kind == "numeric":
            assert grade(one, values["answer"]).correct
            assert abs(values["answer"] - one.answer) <= one.tolerance / 2


def test_the_same_numbers_on_every_machine():
    again = load()
    for item in MADE:
        assert [one.hash for one in again[item.id].variants] == [one.hash for one in item.variants]


# ---- the fold


ITEM = next(item for item in MADE if item.kind == "numeric" and item.attempts == 2)
DAY = 86_400_000


def attempt(number, right, day=0, at=0):
    one = ITEM.variants[number]
    return Attempt(ITEM.id, one.hash, one.key() if right else one.distractors()[0], t=20_000 * DAY + day * DAY + at)


def state(*attempts):
    return fold(attempts, Bank([ITEM]))[ITEM.id]


def test_sets_of_numbers_count_as_one_question():
    found = state(attempt(0, False), attempt(3, True, at=1), attempt(7, True, day=1))
    assert (found.attempts, found.first_correct, found.correct, found.stale, found.box) == (3, False, True, 0, 2)
    assert (found.hash, found.response) == (ITEM.variants[7].hash, ITEM.variants[7].key())


def test_an_answer_is_graded_by_its_own_numbers():
    one, other = ITEM.variants[0], ITEM.variants[1]
    swapped = Attempt(ITEM.id, other.hash, one.key(), t=1)
    assert not state(swapped).correct and state(Attempt(ITEM.id, one.hash, one.key(), t=1)).correct


def test_numbers_that_are_no_longer_asked_are_stale():
    found = state(Attempt(ITEM.id, "0" * 12, 1, t=1), attempt(2, True, at=2))
    assert (found.stale, found.attempts, found.correct) == (1, 1, True)


def test_answering_in_python_is_about_the_first_set(tmp_path):
    from hoedu.progress import Store

    with lend(Session(BANK, Store(tmp_path))) as here:
        assert ho.answer(ITEM.id, ITEM.variants[0].key()).correct
        assert here.state()[ITEM.id].hash == ITEM.hash


# ---- what a file may say


ENTRY = {"id": "99-made", "kind": "numeric", "objective": "99.1", "level": "apply", "use": "practice", "refs": [], "unit": "%", "low": 0, "high": 100,
         "stem": "{late} % of {first} %?", "why": "{late} of {first} is {answer:1} %.", "wrong": [{"slip": "points", "why": "{points} apart."}],
         "family": {"name": "share_left", "first": [80, 60, 90], "late": [20, 30, 12, 45]}}  # fmt: skip


def test_texts_and_numbers_are_filled_in():
    item = read_item(ENTRY, "99", "t.toml")
    assert len(item.variants) == 12 and item.stem == "20 % of 80 %?" and (item.answer, item.tolerance) == (25, 0.5)
    assert item.why == "20 of 80 is 25.0 %." and item.wrong[0].value == 60 and item.wrong[0].why == "60 apart."
    assert (
        len(item.page_spec()["variants"]) == 12
        and {"hash", "answer", "wrong"} <= item.page_spec()["variants"][3].keys()
    )


@pytest.mark.parametrize("value, decimals, text", [(25.0, None, "25"), (1.5, None, "1.5"), (2.0249, "2", "2.02"), (0.33333, None, "0.3333"),
                                                   (1234.0, None, "1,234"), (33.3333, "1", "33.3"), (40.0, "0", "40")])  # fmt: skip
def test_numbers_as_written(value, decimals, text):
    assert written(value, decimals) == text


def changed(**changes):
    return {**ENTRY, **changes}


def family(**changes):
    return {
        **ENTRY,
        "family": {key: value for key, value in {**ENTRY["family"], **changes}.items() if value is not None},
    }


HOSTILE = [
    ("no table", changed(family="share_left"), "family", "expected a table, found text"),
    ("no name", family(name=None), "family.name", "is missing"),
    ("unknown function", family(name="system"), "family.name", "expected one of odds_to_risk"),
    ("a dunder for a name", family(name="__import__"), "family.name", "expected one of"),
    ("a parameter missing", family(late=None), "family.late", "is missing: share_left needs it"),
    ("a parameter too many", family(often=[1, 2]), "family.often", "is not a field of this kind"),
    ("no numbers", family(late=[]), "family.late", "expected 1 to 60 numbers"),
    ("too many numbers", family(late=list(range(61))), "family.late", "expected 1 to 60 numbers"),
    ("a huge number", family(late=[1e300, 2]), "family.late", "below a million"),
    ("not a number", family(late=[float("nan"), 2]), "family.late", "below a million"),
    ("true for a number", family(late=[True, 2]), "family.late", "expected 1 to 60 numbers"),
    ("text in the list", family(late=["x"]), "family.late", "expected 1 to 60 numbers"),
    ("a number twice", family(late=[20, 20, 30]), "family.late", "says a number twice"),
    ("a cell that is not there", family(late="INC999.estimate"), "family.late", "a cell that holds one"),
    ("a column that is not there", family(late="POOL005.nothing"), "family.late", "a cell that holds one"),
    ("a path for a cell", family(late="../../etc/passwd"), "family.late", "a cell that holds one"),
    ("too few usable sets", family(late=[20, 30]), "family", "gives 6 usable sets of numbers; at least 12"),
    ("none usable", family(late=[99]), "family", "gives 0 usable sets of numbers"),
    ("too many sets", changed(family={"name": "kappa", **{key: list(range(1, 60)) for key in ("both", "first", "second", "neither")}}), "family", "at most 20,000"),
    ("an unknown name", changed(stem="{fist} %?"), "stem", "names {fist}; this family has first, late"),
    ("a format that reaches inside", changed(stem="{late.__class__} and {first!r} of {late}?"), None, None),
    ("a linked number", changed(why="[{late} %](INC001)."), "why", "links a number that changes"),
    ("an answer of its own", changed(answer=25), "answer", "is worked out by the family"),
    ("a value of its own", changed(wrong=[{"slip": "points", "value": 3, "why": "x"}]), "wrong[0].slip", "in place of value"),
    ("an unknown slip", changed(wrong=[{"slip": "none", "why": "x"}]), "wrong[0].slip", "one of late, points, lost"),
    ("no slip", changed(wrong=[{"why": "x"}]), "wrong[0].slip", "is None"),
    ("no wrong answers", changed(wrong=[]), "wrong", "has 0 entries"),
    ("a wrong answer that is text", changed(wrong=["x"]), "wrong[0]", "expected a table"),
    ("a test", changed(use="posttest"), "family", "fits numeric and single items"),
    ("another kind", changed(kind="text", accept=["a"], wrong=[{"match": "b", "why": "x"}]), "unit", "is not a field"),
    ("an id of another lesson", changed(id="03-made"), "id", "starts with 99-"),
    ("the field twice over", changed(hints=[1]), "hints[0]", "expected a text"),
]  # fmt: skip


@pytest.mark.parametrize("called, entry, field, says", HOSTILE, ids=[case[0] for case in HOSTILE])
def test_a_hostile_family(called, entry, field, says):
    if field is None:  # what is not a plain name is text like any other
        assert read_item(entry, "99", "t.toml").stem == "{late.__class__} and {first!r} of 20?"
        return
    with pytest.raises(ContentError) as error:
        read_item(entry, "99", "t.toml")
    assert error.value.file == "t.toml" and error.value.field == field and says in error.value.message, str(error.value)
