"""What is looked at again: from made-up attempts, in the lesson, in the exam and in the review itself."""

from datetime import date, timedelta

import pytest

from hoedu.again import event, to_review
from hoedu.items import Bank
from hoedu.items.bank import read_item
from hoedu.papers import ending
from hoedu.progress import Attempt, fold, restart

DAY = 86_400_000
START = 20_000 * DAY
TODAY = date(2024, 10, 4)
assert date(1970, 1, 1) + timedelta(days=20_000) == TODAY


def single(item_id, use="retrieval", objective=""):
    options = [{"text": "yes", "why": "Right.", "correct": True}, {"text": "no", "why": "Not."}]
    entry = {
        "id": item_id,
        "kind": "single",
        "objective": objective or f"{item_id[:2]}.1",
        "level": "apply",
        "use": use,
        "stem": f"{item_id}?",
    }
    more = {"explanation": "So."} if use == "predict" else {}
    return read_item(entry | {"options": options} | more, item_id[:2])


BANK = Bank(
    [
        single("03-one", objective="03.2"),
        single("03-two"),
        single("02-one"),
        single("03-pre", "pretest"),
        single("03-guess", "predict"),
        single("03-post", "posttest"),
    ]
)
RIGHT, (WRONG,) = BANK["03-one"].key(), BANK["03-one"].distractors()


def at(day, item="03-one", response=RIGHT, hour=0, name=""):
    return Attempt(name or item, BANK[item].hash, response, t=START + day * DAY + hour * 3_600_000)


def look(day, item="03-one", response=RIGHT, hour=0):
    return at(day, item, response, hour, event(item))


def paper(day, item="03-one", response=RIGHT, hour=0, number=3):
    return at(day, item, response, hour, f"90-p{number:02d}-{item}")


def finished(day, hour=0, number=3):
    return Attempt(f"90-p{number:02d}-done", ending().hash, ending().key(), t=START + day * DAY + hour * 3_600_000)


def found(attempts, day=0):
    return [(one.item, one.reason) for one in to_review(attempts, BANK, TODAY + timedelta(days=day))]


def test_nothing_for_a_newcomer():
    assert found([]) == []


def test_a_wrong_answer_is_missed_at_once_and_a_right_one_is_due_in_its_time():
    assert found([at(0, response=WRONG)]) == [("03-one", "missed")]
    assert found([at(0, response=WRONG), at(0, hour=1)]) == []
    assert [found([at(0)], day) for day in (0, 1, 2)] == [[], [("03-one", "due")], [("03-one", "due")]]
    assert [bool(found([at(0), at(1)], day)) for day in (1, 3, 4)] == [False, False, True]


def test_questions_before_teaching_are_no_misses_until_an_exam_asks_them():
    early = [at(0, item, WRONG) for item in ("03-pre", "03-guess")]
    assert found(early) == []
    assert found([*early, at(0, "03-post", WRONG)]) == [("03-post", "missed")]
    assert found([*early, paper(1, "03-pre", WRONG), finished(1, 1)]) == [("03-pre", "missed")]


def test_in_the_order_of_lessons_and_objectives():
    attempts = [at(0, "03-one", WRONG), at(0, "03-two", WRONG), at(0, "02-one", WRONG)]
    assert [name for name, _ in found(attempts)] == ["02-one", "03-two", "03-one"]


def test_a_look_moves_the_day_and_leaves_the_first_try():
    attempts = [at(0, response=WRONG), look(1)]
    state = fold(attempts, BANK)["03-one"]
    assert (state.attempts, state.first_correct, state.correct, state.response) == (1, False, False, WRONG)
    assert (state.looks, state.known, state.due) == (1, True, TODAY + timedelta(days=2))
    assert found(attempts, 1) == [] and found(attempts, 2) == [("03-one", "due")]
    assert found([at(0), look(1, response=WRONG)], 1) == [("03-one", "missed")]


def test_lesson_and_look_on_one_day_are_one_step():
    assert fold([at(0), look(0, hour=1), at(0, hour=2)], BANK)["03-one"].box == 1
    assert fold([at(0), look(1), at(1, hour=1), look(4)], BANK)["03-one"].box == 3


def test_a_paper_counts_once_it_is_finished_and_by_its_last_answers():
    assert found([paper(0, response=WRONG)]) == []
    assert found([paper(0, response=WRONG), finished(0, 1)]) == [("03-one", "missed")]
    changed = [at(0), paper(1, response=WRONG), paper(1, hour=1), finished(1, 2)]
    state = fold(changed, BANK)["03-one"]
    assert (state.looks, state.box, state.known) == (1, 2, True)
    late = [paper(0, response=WRONG), finished(0, 1), paper(0, hour=2)]  # of a second sitting, not finished
    assert found(late) == [("03-one", "missed")]


def test_a_question_met_in_an_exam_alone_has_no_attempt_in_its_lesson():
    state = fold([paper(0), finished(0, 1)], BANK)["03-one"]
    assert (state.attempts, state.looks, state.stale) == (0, 1, 0)


def test_an_older_content_is_no_look():
    old = Attempt(event("03-one"), "0" * 12, WRONG, t=START)
    assert fold([old], BANK) == {} and found([old]) == []


@pytest.mark.parametrize("name", ["90-again-03-gone", "90-again-", "90-p3-03-one", "90-p003-03-one", "91-again-03-one"])
def test_other_names_are_left_alone(name):
    assert fold([Attempt(name, BANK["03-one"].hash, WRONG, t=START)], BANK) == {}


def test_starting_a_lesson_again_forgets_its_misses():
    attempts = [at(0, response=WRONG), Attempt(restart("03").item, "0" * 12, None, t=START + DAY)]
    assert found(attempts, 1) == []
