"""What is kept of a learner's answers: nothing is lost, nothing counts twice, and a damaged part never spoils the rest."""

import json
import subprocess
import sys
from datetime import date, timedelta
from zlib import compress, crc32

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from hoedu.items import Bank
from hoedu.items.bank import read_item
from hoedu.progress import Attempt, Store, decode, encode, fold, restart
from hoedu.progress.code import BadCode
from hoedu.progress.events import LONGEST, BadEvent, from_line, from_row
from hoedu.session import Session

DAY = 86_400_000
START = 20_000 * DAY  # 4 October 2024
assert date(1970, 1, 1) + timedelta(days=20_000) == date(2024, 10, 4)


def single(item_id):
    options = [{"text": "yes", "why": "Right.", "correct": True}, {"text": "no", "why": "Not."}]
    entry = {"id": item_id, "kind": "single", "objective": f"{item_id[:2]}.1", "level": "recall", "use": "practice", "stem": "So?"}
    return read_item(entry | {"options": options}, item_id[:2])


BANK = Bank([single("03-one"), single("03-two"), single("04-one")])
ITEM = BANK["03-one"]
RIGHT, (WRONG,) = ITEM.key(), ITEM.distractors()


def at(day, response=RIGHT, item="03-one", hour=0, **more):
    return Attempt(item, BANK[item].hash, response, t=START + day * DAY + hour * 3_600_000, **more)


def due_in(attempts):
    state = fold(attempts, BANK)["03-one"]
    return (state.due - date(2024, 10, 4)).days, state.box


# ---- fold


@pytest.mark.parametrize(
    "days, due, box",
    [
        ([0], 1, 1),
        ([0, 1], 1 + 3, 2),
        ([0, 1, 4], 4 + 7, 3),
        ([0, 1, 4, 11], 11 + 14, 4),
        ([0, 1, 4, 11, 25], 25 + 30, 5),
        ([0, 1, 4, 11, 25, 55], 55 + 30, 5),  # the last box is the last
    ],
)
def test_each_right_day_waits_longer(days, due, box):
    assert due_in([at(day) for day in days]) == (due, box)


def test_answering_again_the_same_day_is_one_review():
    assert due_in([at(0, hour=h) for h in range(5)]) == (1, 1)
    assert due_in([at(0), at(1), at(1, hour=1), at(1, hour=23)]) == (4, 2)


def test_a_wrong_answer_starts_again():
    assert due_in([at(0), at(1), at(4, WRONG)]) == (5, 0)
    assert due_in([at(0), at(1), at(4, WRONG), at(4, hour=1)]) == (5, 1)
    state = fold([at(0, WRONG, confidence=3), at(0, RIGHT, hour=1, confidence=1)], BANK)["03-one"]
    assert (state.attempts, state.first_correct, state.correct, state.best) == (2, False, True, 1)
    assert (state.first_confidence, state.confidence, state.response) == (3, 1, RIGHT)


def test_answers_to_older_content_give_no_credit():
    old = Attempt("03-one", "0" * 12, RIGHT, t=START)
    state = fold([old], BANK)["03-one"]
    assert (state.stale, state.attempts, state.correct, state.due) == (1, 0, False, None)
    state = fold([old, at(1, WRONG)], BANK)["03-one"]
    assert (state.stale, state.attempts, state.first_correct) == (1, 1, False)


@pytest.mark.parametrize("response", [None, "", "gone", ["list"]])
def test_blank_and_unreadable_answers_are_no_attempts(response):
    assert fold([at(0, response)], BANK)["03-one"].attempts == 0


def test_unknown_items_are_left_alone():
    assert fold([Attempt("99-gone", "0" * 12, RIGHT)], BANK) == {}


def test_restart_forgets_its_lesson_alone():
    again = Attempt("03-restart", "0" * 12, None, t=START + DAY)
    assert (restart("03").item, restart("03").hash) == (again.item, again.hash)
    states = fold([at(0), at(0, item="03-two"), at(0, item="04-one"), again, at(2, WRONG, "03-two")], BANK)
    assert set(states) == {"03-two", "04-one"} and states["03-two"].attempts == 1 and not states["03-two"].first_correct


_attempts = st.lists(
    st.builds(
        lambda item, day, hour, answer, stale, n: (
            Attempt(f"{item[:2]}-restart", "0" * 12, None, t=START + day * DAY + hour, id=f"e{n:06d}")
            if answer is None
            else Attempt(item, "f" * 12 if stale else BANK[item].hash, answer, t=START + day * DAY + hour, id=f"e{n:06d}")
        ),
        st.sampled_from(list(BANK)), st.integers(0, 9), st.integers(0, 3),
        st.sampled_from([RIGHT, WRONG, "gone", None]), st.booleans(), st.integers(0, 10**6 - 1),
    ),
    max_size=25, unique_by=lambda attempt: attempt.id,
)  # fmt: skip


@given(_attempts, st.randoms())
def test_order_and_repeats_of_events_do_not_matter(attempts, random):
    mixed = [*attempts, *attempts[::2]]
    random.shuffle(mixed)
    assert fold(mixed, BANK) == fold(attempts, BANK)


# ---- one event, one line

_text = st.text(st.characters(codec="utf-8"), max_size=60)
_leaf = _text | st.integers(-(10**12), 10**12) | st.floats(-1e9, 1e9) | st.booleans()
_response = st.none() | _leaf | st.lists(_leaf, max_size=8) | st.dictionaries(_text, _text, max_size=6)
_any = st.lists(
    st.builds(
        Attempt, st.from_regex(r"[0-9]{2}-[a-z0-9-]{1,60}", fullmatch=True), st.from_regex(r"[0-9a-f]{12}", fullmatch=True), _response,
        st.sampled_from([None, 1, 2, 3]), st.integers(0, 4_102_444_800_000), st.from_regex(r"[0-9a-z]{6,16}", fullmatch=True),
    ),
    max_size=6,
)  # fmt: skip


@given(_any)
def test_progress_code_round_trip(attempts):
    found = decode(encode(attempts))
    assert sorted(map(repr, found)) == sorted(map(repr, attempts))
    assert encode(found) == encode(reversed(attempts)) or len({(a.t, a.id) for a in attempts}) < len(attempts)


@given(_any)
def test_lines_round_trip(attempts):
    for attempt in attempts:
        assert "\n" not in attempt.line() and from_line(attempt.line()) == attempt


@pytest.mark.parametrize("response", ["x" * 201, ["x" * 200] * 20, {str(n): "x" * 200 for n in range(20)}, list("x" * 21), float("nan"), 10**70, "\ud800", ["\udfff"], [None], {"a": 1}, [[1]]],
                         ids=lambda r: repr(r)[:20])  # fmt: skip
def test_what_a_file_could_not_give_back_is_not_taken(response):
    """A line must be read again as it was written: nothing too long, nothing UTF-8 or JSON cannot hold."""
    with pytest.raises(BadEvent):
        from_row(["abcdef", START, "03-one", "0" * 12, response, None])


CODE = encode([at(0, confidence=2, id="aaaaaa"), at(1, WRONG, "03-two", id="bbbbbb"), at(2, ["é", 1.5], "04-one", id="cccccc")])
ALPHABET = "ABCXYZabcxyz0189-_.+/= \n%é"


def _same_or_refused(code):
    try:
        assert decode(code) == decode(CODE)
    except BadCode as error:
        assert "progress code" in str(error)


@pytest.mark.parametrize("place", range(len(CODE)))
def test_one_changed_lost_or_added_character_never_changes_an_answer(place):
    for letter in ALPHABET:
        _same_or_refused(CODE[:place] + letter + CODE[place + 1 :])
        _same_or_refused(CODE[:place] + letter + CODE[place:])
    _same_or_refused(CODE[:place] + CODE[place + 1 :])
    with pytest.raises(BadCode):
        decode(CODE[:place])  # cut off here


def test_a_code_broken_over_lines_is_still_whole():
    assert decode("\n  ".join(CODE[n : n + 20] for n in range(0, len(CODE), 20)) + "\n") == decode(CODE)


# ---- store


def test_store_gives_back_what_it_was_given(tmp_path):
    kept = [at(0), at(1, "é\n☃", "03-two"), at(2, {"a": "b"}, "04-one", confidence=3)]
    store = Store(tmp_path / "not" / "yet")
    assert store.read() == []
    store.append(kept[:1])
    store.append([])
    store.append(kept[1:])
    assert Store(tmp_path / "not" / "yet").read() == kept and store.messages == []


def test_a_cut_off_last_line_does_not_swallow_the_next_attempt(tmp_path):
    store = Store(tmp_path)
    store.append([at(0, id="first1"), at(1, id="second")])
    whole = store.path.read_bytes()
    store.path.write_bytes(whole[:-20])
    store.append([at(2, id="third1")])
    fresh = Store(tmp_path)
    assert [a.id for a in fresh.read()] == ["first1", "third1"]
    assert (tmp_path / "progress-damaged.jsonl").read_bytes() == whole[:-20].split(b"\n")[1] + b"\n"
    assert "1 line" in fresh.messages[0] and Store(tmp_path).messages == []


@settings(max_examples=40, deadline=None)
@given(st.lists(st.binary(max_size=60).filter(lambda b: b.strip() and b"\n" not in b), max_size=4), st.randoms())
@example([b"\xff\xfe", b"{}", b'{"v":1,"e":[]}', b"null"], None)
def test_damaged_lines_are_set_aside_and_the_rest_used(tmp_path_factory, damaged, random):
    folder = tmp_path_factory.mktemp("store")
    kept = [at(n) for n in range(3)]
    lines = [*(a.line().encode() for a in kept), *damaged]
    if random:
        random.shuffle(lines)
    (folder / "progress.jsonl").write_bytes(b"".join(line + b"\n" for line in lines))
    store = Store(folder)
    assert {a.id for a in store.read()} == {a.id for a in kept}
    if damaged:
        assert len(store.messages) == 1 and "progress-damaged.jsonl" in store.messages[0]
        aside = (folder / "progress-damaged.jsonl").read_bytes()
        assert aside == b"".join(line + b"\n" for line in lines if line in damaged)
    again = Store(folder)
    assert {a.id for a in again.read()} == {a.id for a in kept} and again.messages == []


def test_a_folder_that_cannot_be_written_keeps_answers_in_memory(tmp_path):
    (tmp_path / "file").write_text("in the way")
    store = Store(tmp_path / "file" / "folder")
    store.append([at(0)])
    store.append([at(1)])
    assert [a.t for a in store.read()] == [START, START + DAY]
    assert any("cannot be written" in m and "progress code" in m for m in store.messages)
    session = Session(BANK, Store(tmp_path / "file" / "folder"))
    session.record([at(0)])
    assert session.state()["03-one"].correct and decode(session.code())


def test_a_record_that_arrives_twice_counts_once(tmp_path):
    session = Session(BANK, Store(tmp_path))
    once = at(0)
    assert [session.record([once, once]), session.record([once])] == [1, 0]
    assert session.state()["03-one"].attempts == 1
    Store(tmp_path).append([once])  # another kernel wrote it as well
    assert Session(BANK, Store(tmp_path)).state() == session.state()


def test_restore_on_another_computer_gives_the_same_state(tmp_path):
    here = Session(BANK, Store(tmp_path / "a"))
    here.record([at(0, WRONG, confidence=3), at(1), at(2), at(0, item="04-one")])
    here.restart("04")
    there = Session(BANK, Store(tmp_path / "b"))
    there.record([at(5, item="03-two")])
    assert there.restore(here.code()) == 5 and there.restore(here.code()) == 0
    fresh = Session(BANK, Store(tmp_path / "c"))
    fresh.restore(here.code())
    assert fresh.state() == here.state() == Session(BANK, Store(tmp_path / "c")).state()
    assert set(there.state()) == {"03-one", "03-two"}


def test_nothing_is_taken_from_a_code_that_is_partly_bad(tmp_path):
    rows = json.dumps([at(0).row(), ["?"]]).encode()
    from base64 import urlsafe_b64encode

    code = f"HO1.{urlsafe_b64encode(compress(rows)).decode()}.{crc32(rows):08x}"
    session = Session(BANK, Store(tmp_path))
    with pytest.raises(BadCode, match="not an attempt"):
        session.restore(code)
    assert session.attempts == {} and not (tmp_path / "progress.jsonl").exists()


def test_a_line_is_never_longer_than_what_is_read():
    assert len(Attempt("03-" + "x" * 78, "0" * 12, "x" * 200, 3).line()) < LONGEST


_WRITER = """
import sys
from pathlib import Path
from hoedu.progress import Attempt, Store
store = Store(Path(sys.argv[1]))
for n in range(1000):
    store.append([Attempt("03-one", "0" * 12, f"{sys.argv[2]}-{n}", t=n)])
sys.stderr.write("; ".join(store.messages))
"""


def test_eight_kernels_at_once_lose_nothing(tmp_path):
    jobs = [subprocess.Popen([sys.executable, "-c", _WRITER, str(tmp_path), str(n)], stderr=subprocess.PIPE) for n in range(8)]
    assert [job.communicate()[1] for job in jobs] == [b""] * 8
    store = Store(tmp_path)
    found = store.read()
    assert sorted(a.response for a in found) == sorted(f"{job}-{n}" for job in range(8) for n in range(1000))
    assert store.messages == []
    for job in range(8):  # and each kernel's own are in the order given
        assert [a.t for a in found if a.response.startswith(f"{job}-")] == list(range(1000))
