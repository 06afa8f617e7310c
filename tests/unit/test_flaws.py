"""Each kind of item-writing flaw is found in a bad example, and left alone in the good one beside it."""

import pytest

from hoedu.check import flaws
from hoedu.items.bank import read_item

GOOD = (
    "Rest in a sling for a week",
    "Graded work at a low load",
    "Firm stretching each day",
    "Heat, then a longer walk",
)


def single(options=GOOD, key=1, stem="A joint is cool and stiff. What comes next?", item_id="99-one", **more):
    rows = [{"text": text, "why": "So it is.", "correct": n == key} for n, text in enumerate(options)]
    entry = {"id": item_id, "kind": "single", "objective": "99.1", "level": "apply", "use": "practice", "stem": stem}
    return read_item(entry | {"options": rows} | more, "99")


def several(*options, stem="Which of these raise the count of films?"):
    return single(options, 0, stem, kind="multiple")


def kinds(item):
    return sorted({flaw for flaw, _ in flaws.of_item(item)})


def cloze(text, *options):
    rows = [{"text": one, "why": "So.", "correct": not n} for n, one in enumerate(options)]
    blank = {"name": "what", "options": rows}
    entry = {
        "id": "99-c",
        "kind": "cloze",
        "objective": "99.1",
        "level": "apply",
        "use": "practice",
        "stem": "Fill in.",
        "text": text,
    }
    return read_item(entry | {"blanks": [blank]}, "99")


def test_a_sound_item_has_no_flaw():
    assert kinds(single()) == kinds(several(*GOOD)) == []


BAD = [
    ("absolute", single(("It always helps the joint", *GOOD[1:]))),
    ("absolute", single(("It never helps the joint", *GOOD[1:]))),
    ("absolute", single(("Only rest for a whole week", *GOOD[1:]))),
    ("absolute", single(("The joint must rest a week", *GOOD[1:]))),
    ("absolute", several("Every film of the year", *GOOD[1:])),
    ("absolute", cloze("Bone {what} melts.", "sometimes", "never")),
    ("all-of-above", single((*GOOD[:3], "All of the above"))),
    ("all-of-above", single((*GOOD[:3], "None of these options"))),
    ("all-of-above", several(*GOOD[:3], "Both of these together")),
    ("negative-stem", single(stem="A joint is stiff. Which is not a sign of HO?")),
    ("negative-stem", single(stem="Which of the four comes first, except in children?")),
    ("negative-stem", single(stem="Which cause is the least likely?")),
    ("negative-stem", single(stem="Which of these statements about film is false?")),
    ("alike", single(("33 of 100", "40 of 100", "22 of 100", "It cannot be told"), 0)),
    ("alike", single(("4 mm", "6 mm", "9 mm", "2 cm"))),
    ("alike", single(("Rest in a sling for a week.", *GOOD[1:]))),
    ("alike", single(("rest in a sling for a week", *GOOD[1:]))),
    ("alike", single(("To rest it in a sling", *GOOD[1:]))),
    ("alike", single(("That the sling is worn", *GOOD[1:]))),
    ("alike", single(("Is the joint to be rested?", *GOOD[1:]))),
    ("length", single(("Rest", *GOOD[1:]))),
    ("length", single((GOOD[0] + ", with the hand above the heart and a pillow below it", *GOOD[1:]))),
    ("cover", single(stem="A joint is cool and stiff.")),
    ("cover", single(stem="A joint is cool and stiff. Which of these is true?")),
    ("cover", several(*GOOD, stem="A joint is cool. Which of these statements are correct?")),
    ("cover", several(*GOOD, stem="A joint is cool. Which of the following apply?")),
    ("cover", single(stem="A joint is cool. What follows?")),
    ("clang", single(("Rest in a sling", "A calcified tendon", "A worn joint", "An old break"), 1, "A tendon holds calcified lumps. What is it?")),
    ("overlap", single(("1 to 3 weeks", "2 to 6 weeks", "7 to 9 weeks"), 0)),
    ("convergence", single(("Hip, pain", "Hip, fever", "Knee, pain", "Elbow, rash"), 0)),
    ("grammar", cloze("It is an {what}.", "osteophyte", "spur")),
]  # fmt: skip


@pytest.mark.parametrize("flaw, item", BAD, ids=[f"{flaw}-{n}" for n, (flaw, _) in enumerate(BAD)])
def test_a_bad_example(flaw, item):
    assert kinds(item) == [flaw]


FAIR = [
    single(("Rest, and above all no force", *GOOD[1:])),
    single(stem="A test comes back false negative. What does a false negative mean?"),
    single(stem="He has no fever and cannot feel his leg. What comes first?"),  # the question itself is not negative
    single(stem="Which test costs the least dose today?"),
    single(("4 people", "5 people", "20 people", "75 people")),
    single(("Grade I", "Grade II", "Grade III", "Grade IV")),
    single(("1 to 3 weeks", "4 to 6 weeks", "7 to 9 weeks")),
    single(("How far does it bend?", "What can you reach?", "Is it warm to touch?", "Does it hurt at rest?")),
    single(("[Rest](meyers2019) in a sling now", *GOOD[1:])),  # a link is as long as its text
    single(stem="A joint is cool. Choose what comes next."),
    single(stem="What comes next? (The joint is cool.)"),
    cloze("It is a {what}.", "spur", "gap"),
]


@pytest.mark.parametrize("item", FAIR, ids=range(len(FAIR)))
def test_a_fair_item_is_left_alone(item):
    assert kinds(item) == []


def bank(long=0, n=9):
    """Single items; the key is the longest in `long` of them and of middle length in the others."""
    return [
        single((*GOOD[:1], "Key of these four" + " and more" * (4 if k < long else 1), *GOOD[2:]), item_id=f"99-n{k}")
        for k in range(n)
    ]


def test_the_key_is_the_longest_one_time_in_three_and_no_more():
    assert not [flaw for flaw, *_ in flaws.of_bank(bank(3)) if flaw == "longest-key"]
    found = [(flaw, place) for flaw, place, _ in flaws.of_bank(bank(4)) if flaw == "longest-key"]
    assert found == [("longest-key", "99"), ("longest-key", "bank")]


def test_one_item_alone_may_have_the_longest_key():
    assert not list(flaws.of_bank(bank(1, 1)))


def test_the_key_is_the_shortest_too_often():
    short = [single(("Rest it for a week or so", "Rest it now", *GOOD[2:]), item_id=f"99-n{k}") for k in range(4)]
    assert ("shortest-key", "99") in [found[:2] for found in flaws.of_bank(short)]


def test_keys_lean_on_one_place():
    """By Pearson's chi-square over the places as shown: 24 of 24 in one place of four is 72 on 3 degrees of freedom."""
    items = [single(item_id=f"99-n{k}", shuffle=False) for k in range(24)]
    assert flaws.key_places(items) == {4: [0, 24, 0, 0]}
    assert [flaw for flaw, *_ in flaws.of_bank(items)] == ["position"]
    mixed = [single(key=k % 4, item_id=f"99-n{k}", shuffle=False) for k in range(24)]
    assert flaws.key_places(mixed) == {4: [6, 6, 6, 6]} and flaws.evenness([6, 6, 6, 6]) == 1
    assert flaws.evenness([9, 5, 5, 5]) == pytest.approx(0.5724, abs=1e-4)  # 12/6 on 3 degrees of freedom
    assert flaws.evenness([4, 0, 0, 0]) == 1  # too few to say


def test_places_are_those_shown():
    from hoedu.html.items import shown_order

    item = single()
    assert flaws.key_places([item]) == {4: [int(key == item.key()) for key in shown_order(item)]}


def test_an_excuse_counts_once_and_must_be_needed():
    bad = single(("It never helps the joint", *GOOD[1:]), excused={"absolute": "the source says never"})
    counts, excused, problems = flaws.check([bad])
    assert counts["absolute"] == 0 and problems == [] and excused == ["99-one, absolute: the source says never"]
    counts, excused, problems = flaws.check([single(excused={"absolute": "just in case"})])
    assert [problem.message for problem in problems] == ["excuses a flaw that is not there"] and excused == []
    (problem,) = flaws.check([single(excused={"absolut": "a slip"})])[2]
    assert problem.field == "excused.absolut" and "those are absolute" in problem.message
    (problem,) = flaws.check([single(excused={"position": "no"})])[2]
    assert "no flaw of one item" in problem.message


def test_every_kind_is_counted():
    counts, _, problems = flaws.check([item for _, item in BAD[:3]])
    assert set(counts) == set(flaws.KINDS) and counts["absolute"] == 3 and len(problems) == sum(counts.values())
    assert all(
        problem.place == "99-one" and "(absolute)" in problem.message
        for problem in problems
        if "absolute" in problem.message
    )
