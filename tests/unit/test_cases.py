"""Cases: what is read and refused, the rules of a fair story, the score, the gamebook, the map."""

import io
import itertools
import re

import pytest
import tomli
from PIL import Image
from toy_case import TOML, toy

import hoedu as ho
from hoedu.cases import cases, graph, stills
from hoedu.cases.read import read_case, read_file
from hoedu.cases.score import LINES, _share, millisieverts, replay, score, span, written
from hoedu.cases.texts import keys, rows
from hoedu.check.cases import check_case, check_size
from hoedu.errors import ContentError, Invalid
from hoedu.html.case import case_html, case_spec, numbers
from hoedu.html.case_map import edges, layers, map_html
from hoedu.html.page import part
from hoedu.progress import decode, encode
from hoedu.progress.events import Attempt, from_row
from hoedu.progress.fold import fold

CASES = list(cases().values())
BY_ID = pytest.mark.parametrize("case", CASES, ids=[case.id for case in CASES])


# ---- what cannot be read

REFUSED = [  # (what is spoilt, edits, node, field, words of the message)
    ("another id", [('id = "toy-thigh"', 'id = "other"')], "", "id", "has to be the file's name"),
    ("a field nobody knows", [('brief = "', 'breif = "x"\nbrief = "')], "", "breif", "did you mean 'brief'"),
    ("no goal", [('goal = "To sit in the chair and drive it"\n', "")], "", "goal", "is missing"),
    ("an objective without a lesson", [('["03.1"]', '["three"]')], "", "objectives", "expected objectives such as 11.1"),
    ("a capital in an id", [('id = "ward"', 'id = "Ward"')], "node 1", "id", "expected small letters"),
    ("an id too long to keep", [('id = "feel"', f'id = "{"a" * 25}"')], 'node "duplex"', "look[0].id", "25 characters; at most 24"),
    ("the same node twice", [('id = "worse"', 'id = "duplex"')], "", "node", "says 'duplex' twice"),
    ("the same choice twice", [('id = "stretch"', 'id = "wait"')], 'node "ward"', "choice", "says 'wait' twice"),
    ("a day in words", [("day = 36", 'day = "Tuesday"')], 'node "worse"', "day", "expected a whole number, found text"),
    ("half a day", [("day = 36", "day = 36.5")], 'node "worse"', "day", "expected a whole number"),
    ("a long text", [("He is short of breath.", "word " * 121)], 'node "worse"', "text", "121 words; at most 120"),
    ("an ending that goes on", [('95 degrees"', '95 degrees"\n[[node.choice]]\nid = "x"')], 'node "good"', "choice", "an ending has none"),
    ("neither choice nor ending", [('ending = "good"\nfunction = 85\noutcome = "Sits upright, hip flexion 95 degrees"\n', "")], 'node "good"', "choice", "choices or an ending"),
    ("an ending of no kind", [('ending = "good"', 'ending = "fine"')], 'node "good"', "ending", "expected one of good, mixed, harm"),
    ("function above all", [("function = 85", "function = 185")], 'node "good"', "function", "expected 0 to 100"),
    ("a kind nobody knows", [('kind = "test"', 'kind = "probe"')], 'node "ward"', "look[1].kind", "expected one of history"),
    ("a look neither useful nor not", [("  useful = false\n", "")], 'node "ward"', "look[1].useful", "is missing"),
    ("no why", [('  why = "Hours count ([a review](zhu2015))."\n', "")], 'node "worse"', "choice[1].why", "is missing"),
    ("better than sound", [("safety = -1", "safety = 1")], 'node "ward"', "choice[2].safety", "expected -2 to 0"),
    ("no verdict", [("  safety = -1\n", "")], 'node "ward"', "choice[2].safety", "is missing"),
    ("if and unless", [('if = "imaged"', 'if = "imaged"\n  unless = "imaged"')], 'node "duplex"', "also[0]", "either if or unless"),
    ("a flag with a space", [('["saw-film"]', '["saw film"]')], 'node "ward"', "look[1].sets[0]", "expected words and hyphens"),
    ("a week after the last", [("week = 2.0", "week = 60")], 'node "ward"', "look[1].picture.week", "from 0 to 52"),
    ("a picture that is a text", [('[node.look.picture]\n    stack = "hip"\n    preset = "sci"\n    view = "film-front"\n    week = 2.0', 'refs = []\n  picture = "film"')], 'node "ward"', "look[1].picture", "expected a table, found text"),
    ("a bell", [("He is short of breath.", "He is \\u0007 short")], 'node "worse"', "text", "control character"),
]  # fmt: skip


@pytest.mark.parametrize("called, edits, place, field, says", REFUSED, ids=[one[0] for one in REFUSED])
def test_what_cannot_be_read_is_said(called, edits, place, field, says):
    with pytest.raises(ContentError) as caught:
        toy(*edits)
    error = caught.value
    assert (error.file, error.place, error.field) == ("toy-thigh.toml", place, field), error
    assert says in error.message


@pytest.mark.parametrize("text, says", [(b"id = ", "is not valid TOML"), (b"\xff\xfe", "is not UTF-8"), (b"x = " + b"[" * 9000, "is not valid TOML"),
                                        (b"", "is missing"), (b"node = 3", "is missing")])  # fmt: skip
def test_files_that_are_no_cases(tmp_path, text, says):
    (tmp_path / "odd.toml").write_bytes(text)
    with pytest.raises(ContentError, match=says):
        read_file(tmp_path / "odd.toml")


@pytest.mark.parametrize("raw", [[], {"node": "x"}, {"node": [1, 2]}, None, 7])
def test_values_that_are_no_cases(raw):
    full = tomli.loads(TOML)
    with pytest.raises(ContentError):
        read_case(full | raw if isinstance(raw, dict) else raw, "toy-thigh.toml")


# ---- what can be read and is not fair, or has no source

UNFAIR = [
    ("a start that is not there", [('start = "ward"', 'start = "hall"')], "", "start", "names 'hall', which is no node"),
    ("a choice to nowhere", [('to = "worse"', 'to = "nowhere"')], 'node "ward"', "choice[0].to", "names 'nowhere'"),
    ("back in time", [("day = 36\n", "day = 34\n")], 'node "ward"', "choice[0].to", "worse is on day 34, before day 35"),
    ("a circle", [('day = 49', 'day = 36'), ('to = "good"', 'to = "worse"'), ('to = "fair"\n  safety = 0', 'to = "duplex"\n  safety = 0')], 'node "worse"', "choice", "runs in a circle: worse -> duplex -> worse"),
    ("a circle of three", [("day = 180", "day = 36"), ("day = 49", "day = 36"), ("day = 35", "day = 36"), ('ending = "good"\nfunction = 85\noutcome = "Sits upright, hip flexion 95 degrees"', 'choice = [{id = "a", text = "One", to = "ward", safety = 0, why = "So."}, {id = "b", text = "Two", to = "fair", safety = 0, why = "So."}]')], 'node "ward"', "choice", "runs in a circle: ward -> duplex -> good -> ward"),
    ("a node nobody reaches", [('to = "good"', 'to = "fair"')], 'node "good"', "id", "no choice leads here"),
    ("only unsafe choices", [("safety = 0\n  why = \"A clot has", "safety = -1\n  why = \"A clot has")], 'node "worse"', "choice", "no choice here has safety 0"),
    ("a sound path punished", [('to = "fair"\n  safety = -1', 'to = "harm"\n  safety = 0'), ("day = 37", "day = 50")], 'node "harm"', "ending", "sound choices alone ends in harm"),
    ("luck that pays", [("function = 55", "function = 95")], 'node "fair"', "function", "is 95, the best there is; by sound choices alone they reach at most 85"),
    ("no harm at all", [('ending = "harm"', 'ending = "mixed"')], "", "ending", "no unsafe choice leads to an ending in harm"),
    ("a flag nobody sets", [('if = "saw-film"', 'if = "saw-ghosts"')], 'node "duplex"', "also[2].if", "names 'saw-ghosts', which nothing sets"),
    ("a flag set too late", [('if = "saw-film"', 'if = "felt"'), ('id = "feel"', 'id = "feel"\n  sets = ["felt"]')], 'node "duplex"', "also[2].if", "nothing sets on the way here"),
    ("a why without a source", [('why = "Hours count ([a review](zhu2015))."', 'why = "Hours count."')], 'node "worse"', "choice[1].why", "names no source"),
    ("a look without a source", [('(INC001)."', '."'), ("[at the skin]", "at the skin")], 'node "ward"', "look[0].why", "names no source"),
    ("an unknown source", [('refs = ["zhu2015"]', 'refs = ["nobody1999"]')], 'node "ward"', "look[2].refs", "names 'nobody1999'"),
    ("a row from memory", [("[at the skin](INC001)", "[at the skin](SUR001)")], 'node "ward"', "look[0].why", "SUR001 is marked memory"),
    ("a figure without a link", [("No wound, no fall.", "In 41 % there is a wound.")], 'node "ward"', "look[0].finding", "'41 %' is a figure without a link"),
    ("a made-up figure not listed", [('assumed = ["20 %"]', "assumed = []")], 'node "ward"', "text", "'20 %' is a figure without a link"),
    ("a link that says something else", [("[at the skin](INC001)", "[31 %](INC001)")], 'node "ward"', "look[0].why", "INC001 does not state 31"),
    ("a dose that is no row", [('dose = "IM22"', 'dose = "IM999"')], 'node "ward"', "look[2].dose", "does not exist"),
    ("a dose that is not stated", [('dose = "IM22"', 'dose = "IM01"')], 'node "ward"', "look[2].dose", "IM01 states no effective dose"),
    ("a patient who is not in the simulator", [('preset = "sci"', 'preset = "burn"')], 'node "ward"', "look[1].picture.preset", "hip has sci"),
    ("a view that is not there", [('view = "film-front"', 'view = "pet"')], 'node "ward"', "look[1].picture.view", "hip has film-front"),
    ("slices beside metal", [('stack = "hip"', 'stack = "replacement"'), ('preset = "sci"', 'preset = "near"'), ('view = "film-front"', 'view = "ct"')], 'node "ward"', "look[1].picture.view", "replacement has film-front"),
    ("an objective that the lesson does not have", [('["03.1"]', '["03.99"]')], "", "objectives", "names '03.99'; lesson 03 has"),
    ("a lesson that is not there", [('["03.1"]', '["77.1"]')], "", "objectives", "there is no lesson 77"),
    ("an option twice as long", [("Let him sleep, and look in later", "Sleep")], 'node "worse"', "choice", "differ too much in length"),
    ("the longest is sound", [("Ask for a duplex scan of the leg today", "Ask for a duplex scan of the leg today, before anything else"), ("Ask for a bone scan this week", "Ask for a bone scan this very week")], "", "choice", "is the longest at 2 of 3 nodes (ward, duplex)"),
]  # fmt: skip


@pytest.mark.parametrize("called, edits, place, field, says", UNFAIR, ids=[one[0] for one in UNFAIR])
def test_what_is_not_fair_is_said(called, edits, place, field, says):
    _, problems = check_case(toy(*edits))
    assert [
        p for p in problems if (p.file, p.place, p.field) == ("toy-thigh.toml", place, field) and says in p.message
    ], problems


def test_no_way_to_recover_is_said():
    case = toy(('to = "fair"\n  safety = 0', 'to = "harm"\n  safety = 0'), ('to = "fair"\n  safety = -1', 'to = "harm"\n  safety = -1'),
               ("day = 37", "day = 200"), ('  to = "duplex"\n  safety = -1', '  to = "harm"\n  safety = -1'),
               ('[[node]]\nid = "fair"\nday = 180\ntitle = "Six months after the injury"\ntext = "He sits for an hour at a time."\nending = "mixed"\nfunction = 55\noutcome = "Sits reclined"\n', ""))  # fmt: skip
    assert any("there is no way to recover" in text for _, _, text in graph.problems(case))


def test_the_toy_is_fair_and_small():
    linked, problems = check_case(toy())
    assert problems == [] and linked == 1
    said = [p.message for p in check_size(toy())]
    assert said == ["has 6 nodes; expected 8 to 16", "has 2 decisions on the longest path; expected 4 to 6"]
    assert check_size(toy(('who = "Radiologist"\n', "")))[-1].message == "meets no other profession: no node has who"


def test_a_case_is_part_of_the_check(tmp_path):
    from hoedu.check.cases import check

    (tmp_path / "toy-thigh.toml").write_text(TOML)
    (tmp_path / "broken.toml").write_text("id = ")
    found, linked, problems = check(tmp_path, [])
    assert [case.id for case in found] == ["toy-thigh"] and linked == 1
    assert {p.file for p in problems} == {"toy-thigh.toml", "broken.toml"}


# ---- the graph


def test_every_path_of_the_toy():
    found = [" ".join(choice or node for node, choice in path) for path in graph.paths(toy())]
    assert found == [
        "stretch alarm fair",
        "stretch sleep harm",
        "duplex scan good",
        "duplex home fair",
        "wait scan good",
        "wait home fair",
    ]
    assert graph.count(toy()) == 6 and graph.longest(toy()) == 2


@BY_ID
def test_the_cases_hold_together(case):
    """Counted and judged once more, over every path by itself."""
    paths = list(graph.paths(case))
    assert len(paths) == graph.count(case) and max(map(len, paths)) - 1 == graph.longest(case)
    assert {node for path in paths for node, _ in path} == set(case.nodes)
    best = {True: -1, False: -1}
    ended = {"clean": set(), "slipped": set()}
    for path in paths:
        safeties = [case.nodes[node].choice(choice).safety for node, choice in path[:-1]]
        days = [case.nodes[node].day for node, _ in path]
        assert days == sorted(days)
        ending = case.nodes[path[-1][0]]
        clean = not any(safeties)
        best[clean] = max(best[clean], ending.function)
        ended["clean" if clean else "slipped"].add(ending.ending)
    assert best[True] >= best[False] and "harm" not in ended["clean"]
    assert "harm" in ended["slipped"] and len(ended["slipped"]) > 1


# ---- the score, by hand


def lines(kept):
    found = score(replay(toy(), kept))
    assert tuple(line.name for line in found) == LINES
    return {line.name: (line.symbol, line.word, line.figure) for line in found}


def test_a_sound_run():
    found = lines(["ask-skin,film>duplex", "feel>scan"])
    assert found == {"safety": ("✓", "sound", "0 of 2"), "information": ("", "all", "2 of 2"), "time": ("", "5 months", "145 days"),
                     "dose": ("", "small", "0.3 to 0.7 mSv"), "function": ("✓", "good", "85 of 100")}  # fmt: skip


def test_a_harmful_run():
    steps = replay(toy(), ["film,ct>stretch", ">sleep"])
    found = score(steps)
    assert [line.word for line in found] == ["harmful", "none", "2 days", "moderate", "harm"]
    assert found[0].text == "Unsafe choices; the worst: “Stretch the hip harder, before it stiffens”."
    assert found[1].figure == "0 of 1" and found[1].text == "Useful looks on this path; 2 that you took did not help."
    assert found[2].text == "To the ending, with 3.5 hours of looking and testing."
    assert found[3].figure == "6.3 to 6.7 mSv" and found[3].text == "From 2 tests with a stated dose."
    assert found[4].figure == "20 of 100"


def test_a_test_whose_dose_nobody_states_is_not_free():
    spoilt = toy(('dose = "IM22"', 'dose = "unstated"'))
    dose = [score(replay(spoilt, [f"{looks}>stretch", ">sleep"]))[3] for looks in ("ct", "film,ct")]
    assert [(line.word, line.figure) for line in dose] == [("not known", "not stated"), ("small", "0.3 to 0.7 mSv")]
    assert dose[0].text == "From 1 test whose dose is not stated."
    assert dose[1].text == "From 1 test with a stated dose. The dose of 1 more is not stated."
    assert case_spec(spoilt)["nodes"]["ward"]["looks"][2]["cost"] == "2 hours, dose not stated"
    assert "unstated" not in rows(spoilt) and not [
        problem for problem in check_case(spoilt)[1] if problem.field.endswith(".dose")
    ]


def test_a_test_without_radiation_says_so():
    quiet = toy(('dose = "IM14"', 'dose = "IM50"'))
    found = score(replay(quiet, ["film>duplex", ">scan"]))
    assert found[0].text == "No unsafe choice."
    assert found[3].figure == "0 mSv" and found[3].text == "From 1 test without radiation."


def test_of_two_harmful_choices_the_one_that_costs_more_is_the_worst():
    later = ('safety = -2\n  why = "Hours', 'safety = -2\n  function = -1\n  why = "Hours')
    case = toy(("  safety = -2\n  function = -2", "  safety = -2\n  function = 0"), later)
    found = score(replay(case, [">stretch", ">sleep"]))
    assert found[0].text == "Unsafe choices; the worst: “Let him sleep, and look in later”."


def test_less_than_a_third_of_the_looks_is_few():
    assert [_share(*of) for of in ((0, 4), (1, 4), (1, 3), (2, 3), (3, 3))] == ["none", "few", "some", "most", "all"]


def test_a_risky_run_that_looked_at_nothing():
    assert lines([">wait", ">scan"]) | {"time": ()} == {"safety": ("△", "risky", "1 of 2"), "information": ("", "none", "0 of 2"), "time": (),
                                                         "dose": ("", "none", "0 mSv"), "function": ("✓", "good", "85 of 100")}  # fmt: skip


def test_doses():
    assert [millisieverts(*dose) for dose in ((0, 0), (6, 6), (0.3, 0.7), (0, 0.01), (6.3, 6.7), (0.1 + 0.2, 0.3))] == [
        "0 mSv", "6 mSv", "0.3 to 0.7 mSv", "up to 0.01 mSv", "6.3 to 6.7 mSv", "0.3 mSv"]  # fmt: skip


def test_spans():
    assert [span(days) for days in (0, 1, 13, 14, 45, 59, 60, 145, 729, 730, 4015)] == [
        "0 days", "1 day", "13 days", "2 weeks", "6 weeks", "8 weeks", "2 months", "5 months", "24 months", "2 years", "11 years"]  # fmt: skip


@pytest.mark.parametrize("kept", [[], None, "x", [1], ["nobody>duplex"], ["film,film>duplex"], [">nowhere"], ["", ">scan"], [">duplex", ">scan", "feel"],
                                  [">duplex", ">scan", "", ""], [">"], ["film>"]])  # fmt: skip
def test_what_is_no_run(kept):
    with pytest.raises(Invalid):
        replay(toy(), kept)


def test_a_run_without_an_ending_has_no_score():
    with pytest.raises(Invalid, match="not reached an ending"):
        score(replay(toy(), ["film>duplex"]))


@BY_ID
def test_every_path_can_be_kept_and_found_again(case):
    """As an attempt of the learner's file, with every look taken, in every case."""
    for path in itertools.islice(graph.paths(case), 40):
        kept = [
            ",".join(look.id for look in case.nodes[node].looks) + (f">{choice}" if choice else "")
            for node, choice in path
        ]
        steps = replay(case, kept)
        assert written(steps) == kept and steps[-1].node.ending
        assert len(score(steps)) == 5
        assert from_row(Attempt(case.event, case.hash, kept).row()).response == kept


def test_runs_travel_in_the_progress_code_and_do_not_disturb_the_questions():
    case = toy()
    run = Attempt(case.event, case.hash, ["film>duplex", "feel>scan", ""])
    assert decode(encode([run])) == [run]
    assert fold([Attempt(case.event, case.hash, ["film>duplex"])], {}) == {}


def test_the_hash_follows_the_graph_not_the_wording():
    assert toy().hash == toy(("He is short of breath.", "He cannot breathe."), ("safety = -1", "safety = -2")).hash
    assert toy().hash != toy(('to = "worse"', 'to = "duplex"'), ('to = "harm"', 'to = "fair"')).hash


# ---- what is shown


def sections(html):
    return dict(re.findall(r'<article class="ho-node" id="case-[a-z-]+-(\d+)">(.*?)</article>', html, re.S))


@BY_ID
def test_the_gamebook_is_complete(case):
    html, place = case_html(case), numbers(case)
    found = sections(html)
    assert place[case.start] == 1 and sorted(place.values()) == list(range(1, len(case.nodes) + 1))
    assert sorted(map(int, found)) == sorted(place.values())
    for node in case.nodes.values():
        told = found[str(place[node.id])]
        assert sorted(map(int, re.findall(r">go to (\d+)<", told))) == sorted(place[c.to] for c in node.choices)
        assert told.count('<details class="ho-caselook"') == len(node.looks)
    key = html[html.index("ho-casekey") :]
    choices = [choice for node in case.nodes.values() for choice in node.choices]
    looks = [look for node in case.nodes.values() for look in node.looks]
    assert key.count("data-safety=") == len(choices) and key.count("data-useful=") == len(looks)
    assert "<script" not in html and html.count("<section") == html.count("</section>") == 1
    assert len(re.findall(r'<img [^>]*alt="Synthetic [^"]{10,}"', html)) == sum(
        look.picture is not None for look in looks
    )


@BY_ID
def test_the_page_of_a_case_is_not_heavy(case):
    assert len(part(case_html(case), case_spec(case))) < 450_000


def test_markup_of_an_author_is_shown_as_text():
    html = case_html(toy())
    assert "&lt;b&gt;says&lt;/b&gt;" in html and "<em>warm</em>" in html


def test_paragraphs_that_depend_on_the_path_say_on_what():
    told = sections(case_html(toy()))[str(numbers(toy())["duplex"])]
    assert "Only if you never chose “Ask for a duplex scan of the leg today”:" in told


def test_a_look_links_the_row_of_its_dose():
    spec = case_spec(toy())
    film = spec["nodes"]["ward"]["looks"][1]
    assert 'title="IM14"' in film["why"] and film["dose"] == (0.3, 0.7) and film["cost"] == "1.5 hours, 0.3 to 0.7 mSv"


def test_what_a_case_leans_on():
    assert rows(toy()) == {"INC001", "IM14", "IM22"} and "zhu2015" in keys(toy())


@BY_ID
def test_the_map_shows_every_choice(case):
    html, place = map_html(case), numbers(case)
    columns = layers(case)
    at = {name: number for number, column in enumerate(columns) for name in column}
    assert sorted(at) == sorted(case.nodes)
    lines = edges(case)
    assert all(at[edge.start] < at[edge.end] for edge in lines)
    for one, other in itertools.pairwise(columns):
        assert max(case.nodes[n].day for n in one) <= min(case.nodes[n].day for n in other)
    drawn, table = html.split("</svg>")
    assert (
        drawn.count('class="ho-mapname"')
        == len(lines)
        == table.count("<li>") - sum(bool(n.ending) for n in case.nodes.values())
    )
    assert drawn.count('class="ho-mapbox"') == len(case.nodes)
    assert all(f'<th scope="row">{number}</th>' in table for number in place.values())
    boxes = [
        tuple(map(float, box))
        for box in re.findall(r'<rect x="([\d.]+)" y="([\d.]+)" width="([\d.]+)" height="([\d.]+)"', drawn)
    ]
    wide, high = map(float, re.search(r'viewBox="0 0 ([\d.]+) ([\d.]+)"', drawn).groups())
    for n, (x, y, w, h) in enumerate(boxes):
        assert 0 <= x and x + w <= wide and 0 <= y and y + h <= high
        assert all(x + w <= a or a + c <= x or y + h <= b or b + d <= y for a, b, c, d in boxes[n + 1 :]), (
            "no two boxes overlap"
        )


def test_a_picture_is_what_the_simulator_shows():
    import numpy as np

    from hoedu.imaging.film import film_from
    from hoedu.imaging.pictures import coloured, render
    from hoedu.imaging.scene import hip_scenes

    still = toy().nodes["ward"].looks[1].picture
    ours = coloured(stills.picture("hip", "sci", "film-front"), "sci", 2.0)
    assert np.array_equal(ours, render(film_from(hip_scenes(), "front"), "sci", 2.0)), (
        "alone or among all patients of the stack"
    )
    data = stills.jpeg(still)
    assert len(data) <= stills.MOST_BYTES and Image.open(io.BytesIO(data)).size == (512, 512)
    assert stills.described(still) == "Synthetic film from the front. Nothing: a normal hip."


def test_the_names_of_stacks_and_patients_are_those_of_the_simulator():
    from hoedu.imaging.scene import STACKS

    assert {name: tuple(one.name for one in scenes()) for name, scenes in STACKS.items()} == stills.PATIENTS


# ---- the calls of a lesson


def test_the_calls():
    name = CASES[0].id
    view, drawn = ho.case(name), ho.case_map(name)
    assert repr(view) == f"Case: {CASES[0].title} ({len(CASES[0].nodes)} sections)" and view.items == {CASES[0].event}
    assert repr(drawn) == f"Map of the case: {CASES[0].title} ({len(CASES[0].nodes)} sections)" and "<svg" in drawn.html
    with pytest.raises(ContentError, match="there is no case 'nobody'"):
        ho.case("nobody")
    with pytest.raises(ContentError, match=f"did you mean '{name}'"):
        ho.case(name + "x")
