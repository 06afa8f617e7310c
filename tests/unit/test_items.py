"""What each kind of question makes of answers: right, partly right, wrong, unreadable, none."""

import json
import re
from copy import deepcopy

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hoedu.grading import grade
from hoedu.items import KINDS, load
from hoedu.items.bank import read_item
from hoedu.items.base import key_of
from hoedu.items.text import one_slip

COMMON = {"id": "99-sample", "objective": "99.1", "level": "recall", "use": "practice", "stem": "Which?", "refs": ["zhu2015"]}


def opt(text, correct=False):
    return {"text": text, "why": f"Because of {text}."} | ({"correct": True} if correct else {})


def box(name, x, correct=False):
    return {"name": name, "why": f"It is {name}.", "x": x, "y": 0.1, "width": 0.2, "height": 0.5, "correct": correct}


PARTS = {
    "single": {"options": [opt("hip", True), opt("knee"), opt("elbow")]},
    "multiple": {"options": [opt("a", True), opt("b", True), opt("c", True), opt("d"), opt("e")]},
    "numeric": {"answer": 30, "tolerance": 2, "unit": "%", "low": 0, "high": 100, "why": "It is 30.",
                "wrong": [{"value": 0.3, "tolerance": 0.05, "why": "A fraction."}, {"value": 70, "why": "The rest."}]},
    "ordering": {"steps": [opt("cells gather"), opt("cartilage"), opt("young bone"), opt("mature bone")]},
    "matching": {"pairs": [{"left": side, "right": cause, "why": "So it is."}
                           for side, cause in (("hip", "surgery"), ("elbow", "burn"), ("knee", "surgery"))],
                 "extras": [{"text": "nothing", "why": "There is always something."}]},
    "cloze": {"text": "Bone {how} in {where}.",
              "blanks": [{"name": "how", "options": [opt("forms", True), opt("melts")]},
                         {"name": "where", "options": [opt("muscle", True), opt("bone"), opt("air")]}]},
    "hotspot": {"image": "any", "regions": [box("left", 0.0), box("middle", 0.3, True), box("right", 0.6)]},
    "text": {"accept": ["heterotopic", "ectopic"], "why": "Another place.",
             "wrong": [{"match": "heterotropic", "why": "A common slip."}, {"match": "heterotrophic", "why": "Feeding."}]},
}  # fmt: skip


def make(kind, **changes):
    return read_item({**COMMON, "kind": kind, **deepcopy(PARTS[kind]), **changes}, "99", "t.toml")


SAMPLES = {kind: make(kind) for kind in PARTS}
EVERY = [pytest.param(item, id=item.id if item.lesson != "99" else item.kind) for item in (*SAMPLES.values(), *load().values())]
every_kind = pytest.mark.parametrize("kind", PARTS)


def test_samples_cover_every_kind():
    assert set(PARTS) == set(KINDS) and len(KINDS) == 8


@pytest.mark.parametrize("item", EVERY)
def test_the_key_is_right_and_every_distractor_is_not(item):
    for one in item.variants or (item,):
        outcome = grade(one, one.key())
        assert (outcome.status, outcome.score, outcome.correct) == ("graded", 1, True)
        assert all(outcome.verdicts.values()) and outcome.whys
        assert one.distractors()
        for response in one.distractors():
            outcome = grade(one, response)
            assert outcome.status == "graded" and outcome.score < 1 and not outcome.correct, response
            assert not all(outcome.verdicts.values())


@pytest.mark.parametrize("item", EVERY)
def test_key_and_distractors_survive_json(item):
    """Responses go through JSON on their way to the file and back."""
    for one in item.variants or (item,):
        for response in (one.key(), *one.distractors()):
            assert grade(one, json.loads(json.dumps(response))) == grade(one, response)
    json.dumps(item.page_spec(), allow_nan=False)


@every_kind
@pytest.mark.parametrize("response", [None, "", [], {}, {"a": ""}, [""], "   "], ids=repr)
def test_blank_is_never_graded(kind, response):
    outcome = grade(SAMPLES[kind], response)
    assert outcome.status != "graded" and outcome.score == 0 and not outcome.correct
    if response in (None, ""):
        assert outcome.status == "blank"


@given(st.lists(st.booleans(), min_size=3, max_size=8).filter(lambda flags: len(set(flags)) == 2), st.data())
def test_several_true_by_the_definition(flags, data):
    """Score of any choice by counting, full marks for the true ones alone, nothing for ticking everything."""
    item = make("multiple", options=[opt(f"o{n}", flag) for n, flag in enumerate(flags)])
    keys = [key_of(f"o{n}") for n in range(len(flags))]
    assert grade(item, keys).score == 0
    chosen = data.draw(st.sets(st.sampled_from(range(len(flags))), min_size=1))
    hits = sum(flags[n] for n in chosen)
    expected = max(0, hits / sum(flags) - (len(chosen) - hits) / (len(flags) - sum(flags)))
    outcome = grade(item, [keys[n] for n in chosen])
    assert outcome.score == pytest.approx(expected)
    assert outcome.correct == (chosen == {n for n, flag in enumerate(flags) if flag})


def _permuted(kind, data):
    """The same question, its lists in another order (steps are an answer, and blanks follow their sentence)."""
    parts = deepcopy(PARTS[kind])
    for name in ("options", "pairs", "extras", "regions", "wrong", "accept"):
        if name in parts:
            parts[name] = data.draw(st.permutations(parts[name]))
    for blank in parts.get("blanks", ()):
        blank["options"] = data.draw(st.permutations(blank["options"]))
    return make(kind, **parts)


@every_kind
@given(data=st.data())
def test_the_order_of_options_never_matters(kind, data):
    first, other = SAMPLES[kind], _permuted(kind, data)
    assert other.hash == first.hash
    responses = [first.key(), *first.distractors()]
    if kind == "hotspot":
        responses += [[0.35, 0.2], [0.1, 0.1], [0.99, 0.99]]
    for response in responses:
        one, two = grade(first, response), grade(other, response)
        assert (one.status, one.score, one.verdicts) == (two.status, two.score, two.verdicts)
        reasons = [sorted(i.whys()[w][1] for w in o.whys if w in i.whys()) for i, o in ((first, one), (other, two))]
        assert reasons[0] == reasons[1]


def keys(*texts):
    return [key_of(text) for text in texts]


@pytest.mark.parametrize(
    "kind, response, score",
    [
        ("multiple", keys("a"), 1 / 3),
        ("multiple", keys("a", "b"), 2 / 3),
        ("multiple", keys("a", "b", "c", "d"), 1 / 2),
        ("multiple", keys("a", "b", "d"), 2 / 3 - 1 / 2),
        ("multiple", keys("a", "d"), 0),  # 1/3 - 1/2, held at nothing
        ("multiple", keys("a", "a", "a"), 1 / 3),  # the same option three times is one option
        ("ordering", keys("cartilage", "cells gather", "young bone", "mature bone"), 5 / 6),
        ("ordering", keys("mature bone", "cells gather", "cartilage", "young bone"), 3 / 6),
        ("ordering", keys("mature bone", "young bone", "cartilage", "cells gather"), 0),
        ("matching", dict(zip(keys("hip", "elbow", "knee"), keys("surgery", "surgery", "surgery"))), 2 / 3),
        ("matching", dict(zip(keys("hip", "elbow", "knee"), keys("burn", "surgery", "nothing"))), 0),
        ("cloze", {"how": key_of("forms"), "where": key_of("air")}, 1 / 2),
        ("cloze", {"how": key_of("melts"), "where": key_of("air")}, 0),
        ("numeric", 32, 1),
        ("numeric", "28,0 %", 1),
        ("numeric", 32.001, 0),
        ("numeric", "27.99", 0),
        ("hotspot", [0.3, 0.1], 1),
        ("hotspot", [0.5, 0.6], 1),
        ("hotspot", [0.65, 0.3], 0),
    ],
)
def test_scores_by_hand(kind, response, score):
    outcome = grade(SAMPLES[kind], response)
    assert outcome.status == "graded" and outcome.score == pytest.approx(score)
    assert outcome.correct == (score == 1)


@pytest.mark.parametrize(
    "response, why", [(0.3, "A fraction."), (0.34, "A fraction."), (70, "The rest."), (70.5, None), (12, None), (30, "It is 30.")]
)
def test_a_known_slip_gets_its_own_reason(response, why):
    item = SAMPLES["numeric"]
    (shown,) = grade(item, response).whys
    assert item.whys().get(shown, (None, None))[1] == why


@pytest.mark.parametrize(
    "kind, response, says",
    [
        ("single", "zzz", "options"),
        ("single", ["a"], "options"),
        ("multiple", ["zzz"], "options"),
        ("multiple", key_of("a"), "list"),
        ("multiple", [["a"]], "not an answer"),
        ("numeric", "lots", "number"),
        ("numeric", 101, "0 up to 100"),
        ("numeric", "-1", "0 up to 100, without a minus sign"),
        ("numeric", float("nan"), "number"),
        ("numeric", True, "number"),
        ("ordering", keys("cartilage", "mature bone"), "Every step"),
        ("ordering", keys("cartilage") * 4, "Every step"),
        ("ordering", dict.fromkeys(SAMPLES["ordering"].key(), 1), "Every step"),
        ("matching", {key_of("hip"): key_of("surgery")}, "each one"),
        ("matching", {"zzz": key_of("surgery")}, "pairs"),
        ("matching", dict(zip(keys("hip", "elbow", "knee"), "xyz")), "choices"),
        ("cloze", {"how": key_of("forms")}, "every blank"),
        ("cloze", {"how": key_of("forms"), "where": key_of("melts")}, "choices"),
        ("hotspot", [0.99, 0.99], "nothing to choose"),
        ("hotspot", [0.1], "two numbers"),
        ("hotspot", ["a", "b"], "two numbers"),
        ("hotspot", "zzz", "regions"),
        ("text", "x" * 81, "word or two"),
        ("text", "?!", "word or two"),
        ("text", ["heterotopic"], "word or two"),  # a list is not typed text, whatever it would print as
        ("text", True, "word or two"),
    ],
)
def test_what_cannot_be_read_is_asked_again(kind, response, says):
    outcome = grade(SAMPLES[kind], response)
    assert outcome.status == "invalid" and says in outcome.message and outcome.score == 0


_keys = [text for kind in PARTS for text in SAMPLES[kind].whys()] + ["how", "where"]
_leaf = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=90) | st.sampled_from(_keys)
_json = st.recursive(
    _leaf, lambda inner: st.lists(inner, max_size=6) | st.dictionaries(st.sampled_from(_keys) | st.text(max_size=5), inner, max_size=6)
)


@every_kind
@given(response=_json | st.just(10**400) | st.sampled_from(["\ud800", "\x00"]))
def test_any_json_is_answered_without_an_error(kind, response):
    item = SAMPLES[kind]
    outcome = grade(item, response)
    assert outcome.status in ("blank", "invalid", "graded") and 0 <= outcome.score <= 1
    assert (outcome.status == "graded") == bool(outcome.whys) and (outcome.status == "invalid") == bool(outcome.message)
    form = {"single": str, "text": str, "multiple": list, "ordering": list, "matching": dict, "cloze": dict}
    if outcome.status == "graded":
        assert isinstance(response, form.get(kind, (str, int, float, list)))


def test_what_is_printed_as_accepted_can_be_typed():
    item = make("numeric", answer=2, tolerance=6, wrong=[{"value": 70, "why": "Far off."}])
    assert item.whys()["right"][0] == "2 % (accepted: 0 to 8)"
    item = make("numeric", answer=97, tolerance=5, wrong=[{"value": 70, "why": "Far off."}])
    assert item.whys()["right"][0] == "97 % (accepted: 92 to 100)"


@pytest.mark.parametrize("typed", ["heterotopic", "Heterotopic", " HETEROTOPIC. ", "hétérotopic", "the heterotopic", "a heterotopic",
                                   "heterotopc", "heterotoppic", "heterotopik", "hetertoopic", "heteroto-pic", "ectopic", "ectopik"])  # fmt: skip
def test_text_forgives(typed):
    if typed == "heteroto-pic":  # a hyphen becomes a space: one letter added
        assert one_slip("heteroto pic", "heterotopic")
    assert grade(SAMPLES["text"], typed).correct


@pytest.mark.parametrize(
    "typed, why",
    [
        ("heterotropic", "A common slip."),  # one letter from the key, but named as wrong
        ("Heterotropic", "A common slip."),
        ("heterotrophic", "Feeding."),
        ("heterotpc", None),  # two slips
        ("heterotopical", None),
        ("not heterotopic", None),
        ("heterotopic ectopic", None),
        ("ossification", None),
    ],
)
def test_text_does_not_forgive(typed, why):
    item = SAMPLES["text"]
    outcome = grade(item, typed)
    assert (outcome.status, outcome.score) == ("graded", 0)
    assert item.whys().get(outcome.whys[0], (None, None))[1] == why


def test_a_short_answer_forgives_no_slip():
    item = make("text", accept=["BMP-2"], wrong=[{"match": "BMP-4", "why": "Another one."}])
    assert grade(item, "bmp 2").correct
    assert not grade(item, "bmp 3").correct


@given(st.text("abc", max_size=6), st.text("abc", max_size=6))
def test_one_slip_is_an_edit_distance_of_one(given_text, wanted):
    """Against the definition: all texts one insertion, deletion, change or swap away."""
    near = {given_text[:n] + given_text[n + 1 :] for n in range(len(given_text))}
    near |= {given_text[:n] + c + given_text[n:] for n in range(len(given_text) + 1) for c in "abc"}
    near |= {given_text[:n] + c + given_text[n + 1 :] for n in range(len(given_text)) for c in "abc"}
    near |= {given_text[:n] + given_text[n + 1] + given_text[n] + given_text[n + 2 :] for n in range(len(given_text) - 1)}
    assert one_slip(given_text, wanted) == (wanted in near - {given_text})


@given(st.lists(st.text("abcdef", min_size=1, max_size=4), min_size=3, max_size=8, unique=True), st.integers(0, 99))
def test_ordering_never_starts_solved(texts, number):
    item = make("ordering", id=f"99-o{number}", steps=[opt(text) for text in texts])
    assert [step.key for step in item.start()] != item.key()
    assert sorted(step.key for step in item.start()) == sorted(item.key())
    assert not grade(item, [step.key for step in item.start()]).correct


def _edited(entry, field):
    """Change the text of the first option (or what stands for one), or the reasons, of an entry."""
    entry = deepcopy(entry)
    first = {"matching": "pairs", "ordering": "steps", "hotspot": "regions"}
    name = next((n for n in (*first.values(), "options") if n in entry), None)
    if field == "why":
        tables = [entry] + [row for value in entry.values() if isinstance(value, list) for row in value if isinstance(row, dict)]
        tables += [option for blank in entry.get("blanks", ()) for option in blank["options"]]
        for table in tables:
            table.update({"why": "Quite another reason."} if "why" in table else {})
    elif "blanks" in entry:
        entry["blanks"][0]["options"][0]["text"] += " now"
    elif name:
        row = entry[name][0]
        row.update({key: row[key] + " now" for key in ("text", "left", "name") if key in row})
    elif "accept" in entry:
        entry["accept"][0] += " now"
    else:
        entry["answer"] += 1
    return entry


@every_kind
def test_the_hash_follows_the_content_only(kind):
    item = SAMPLES[kind]
    entry = PARTS[kind]
    assert make(kind, stem="Which one?").hash != item.hash
    assert make(kind, **_edited(entry, "text")).hash != item.hash
    changed = make(kind, **_edited(entry, "why"), refs=[], explanation="More.", hints=["Think."], level="apply", use="retrieval", attempts=0)
    assert changed.hash == item.hash and changed.whys() != item.whys()


@pytest.mark.parametrize("kind, key", [("single", "options"), ("multiple", "options"), ("hotspot", "regions")])
def test_the_hash_follows_the_key(kind, key):
    rows = deepcopy(PARTS[kind][key])
    right, wrong = (next(r for r in rows if r.get("correct", False) is flag) for flag in (True, False))
    right["correct"], wrong["correct"] = False, True
    assert make(kind, **{key: rows}).hash != SAMPLES[kind].hash


def test_bank_hashes_are_all_different():
    items = [one for item in load().values() for one in item.variants or (item,)]
    assert len({item.hash for item in items}) == len(items) > 20


def test_no_option_holds_a_link():
    """A tap on its text chooses it; a link there would open a source instead, and tell which option has one."""
    from hoedu.html.items import item_html

    for item in load().values():
        assert "<a " not in "".join(re.findall(r"<label>.*?</label>", item_html(item), re.S)), item.id
