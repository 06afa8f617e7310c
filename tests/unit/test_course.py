"""A lecturer's course: it chooses and adds, nothing of the workbook changes, and what is wrong in it is said with its place."""

import base64
import json
import pickle
from pathlib import Path

import pytest

import hoedu as ho
from hoedu.check.course import run
from hoedu.cli import main
from hoedu.course import VARIABLE, course, edited, lesson_notebooks, read, using
from hoedu.errors import ContentError
from hoedu.evidence import cite, fact, facts, references
from hoedu.items import load
from hoedu.lessons import lesson, lessons
from hoedu.papers import ANY, blueprint, papers
from hoedu.paths import checkout
from hoedu.publish import handout, lab, slides
from hoedu.publish.folder import Folder
from hoedu.publish.site import build
from hoedu.session import session
from hoedu.starter import SOURCE, write

ITEM = """lesson = "03"

[[item]]
id = "03-exu-ward"
kind = "single"
objective = "03.1"
level = "apply"
use = "retrieval"
stem = "Our unit found HO in [4.2 %](EXU001) of hips, another in [6.42 %](INC017). What comes first?"
refs = ["ward2026"]

[[item.options]]
text = "Ask whom each unit filmed"
correct = true
why = "Units count different people."

[[item.options]]
text = "Ask which unit is older"
why = "Age of a unit changes no denominator."
"""
TOP = """school = "School of <Movement>"
title = "Year 2"
prefix = "exu"
lessons = ["00", "60", "03"]
leave_out = ["03-severe-share", "03-predict-frequency"]

[dates]
03 = 2026-12-01

[after]
03-exu-ward = "03-what-widens"

[[lesson]]
id = "60"
slug = "60-our-ward"
title = "Our ward"
minutes = 10
level = "everyone"
reviewed = 2026-11-22
refs = ["ward2026"]

[[lesson.objective]]
id = "60.1"
text = "Say whom to call"
"""
REFERENCES = "ref_key,authors,year,title,journal,url,kind,checked\nward2026,Smith A,2026,HO on our ward,Report,https://example.org/r,audit,2026-11-22\n"
EVIDENCE = "id,population,estimate_pct,ref_key,confidence\nEXU001,our hips,4.2,ward2026,seen\n"


def notebook(*cells: tuple[str, str]) -> str:
    made = [
        {
            "cell_type": "code" if text.startswith(("ho.", "import ")) else "markdown",
            "id": name,
            "metadata": {},
            "source": text,
        }
        for name, text in cells
    ]
    for one in made:
        one |= {"outputs": [], "execution_count": None} if one["cell_type"] == "code" else {}
    return json.dumps({"cells": made, "metadata": {}, "nbformat": 4, "nbformat_minor": 5})


OWN = notebook(
    (
        "title",
        "# 60. Our ward\n\nWe found [4.2 %](EXU001). Lesson [three](03-risk-factors.ipynb), lesson [ten](10-genetic-ho.ipynb).",
    ),
    ("setup", 'import hoedu as ho; ho.start("60")'),
    ("ask", 'ho.ask("03-exu-ward")'),
    ("references", 'ho.references("60")'),
)


@pytest.fixture
def folder(tmp_path, monkeypatch) -> Path:
    """A course of three lessons: one of its own, a question, a source and a row of its own."""
    monkeypatch.setenv("HOEDU_HOME", str(tmp_path / "home"))
    files = {"course.toml": TOP, "questions/03-ward.toml": ITEM, "references.csv": REFERENCES, "evidence/audit.csv": EVIDENCE,
             "notebooks/60-our-ward.ipynb": OWN}  # fmt: skip
    for name, text in files.items():
        path = tmp_path / "my-course" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return tmp_path / "my-course"


# ---- a course in use


def test_the_course_is_in_use_within_the_block_alone(folder):
    before = len(load()), list(lessons()), len(references()), len(facts())
    with using(folder) as mine:
        assert course() is mine and (mine.school, mine.prefix) == ("School of <Movement>", "exu")
        assert list(lessons()) == ["00", "60", "03"] and lesson("60").title == "Our ward"
        assert lesson("10").id == "10", "a lesson left out can still be opened"
        bank = load()
        assert "03-exu-ward" in bank and "03-severe-share" not in bank and len(bank) == before[0] - 1
        assert bank.lesson("03")[-1].id == "03-exu-ward"
        assert cite("ward2026").short == "Smith 2026" and fact("EXU001").sources == (cite("ward2026"),)
        assert len(facts()) == before[3] + 1
        assert [path.name for path in lesson_notebooks()] == [
            "00-start-here.ipynb",
            "60-our-ward.ipynb",
            "03-risk-factors.ipynb",
        ]
        assert lesson_notebooks(["60"]) == [folder.resolve() / "notebooks" / "60-our-ward.ipynb"]
        with pytest.raises(ContentError, match="no lesson '05' in this course; there are 00, 60, 03"):
            lesson_notebooks(["05"])
    assert course() is None and before == (len(load()), list(lessons()), len(references()), len(facts()))


def test_lessons_ask_what_the_course_asks(folder):
    with using(folder):
        assert str(ho.ask("03-severe-share", "03-exu-ward")) == "Question 03-exu-ward (single)"
        assert ho.ask("03-severe-share").html == "" and ho.reveal("03-predict-frequency").html == ""
        assert "after" not in ho.explore("frequency", after="03-predict-frequency").specs[0], "nothing to wait for"
        assert "03-exu-ward" in [item["id"] for item in ho.start("03").specs[0]["items"]]
        assert "Smith A. 2026" in ho.references("60").html
    session.cache_clear()


def test_a_notebook_of_the_workbook_gets_the_questions_in_their_places_and_keeps_its_file(folder):
    path = checkout() / "notebooks" / "03-risk-factors.ipynb"
    before = path.read_bytes()
    assert edited(path) == before
    with using(folder) as mine:
        ids = [cell["id"] for cell in json.loads(edited(path))["cells"]]
        at = ids.index("own-03-exu-ward")
        assert ids[at - 1] == "retrieve-frequency", "after the cell that asks 03-what-widens"
        assert "predict-frequency" not in ids and "reveal-frequency" not in ids, "they would show nothing"
        assert "explore-frequency" in ids
        new = json.loads(edited(path))["cells"][at]
        assert new["source"] == 'ho.ask("03-exu-ward")' and new["metadata"]["slideshow"]["slide_type"] == "subslide"
        assert edited(mine.notebook("60")) == OWN.encode()
    assert path.read_bytes() == before
    (folder / "course.toml").write_text(TOP.replace('03-exu-ward = "03-what-widens"', ""))
    with using(folder):
        ids = [cell["id"] for cell in json.loads(edited(path))["cells"]]
        assert ids.index("own-03-exu-ward") == ids.index("posttest") - 1, "before the closing questions"
    (folder / "questions" / "03-ward.toml").write_text(ITEM.replace('"retrieval"', '"posttest"'))
    with using(folder):
        ids = [cell["id"] for cell in json.loads(edited(path))["cells"]]
        assert ids.index("own-03-exu-ward") == ids.index("posttest") + 1


def test_the_exam_asks_about_the_lessons_of_the_course(folder):
    (folder / "course.toml").write_text(TOP.replace('"03"]', '"03", "05", "90"]'))
    with using(folder):
        assert set(blueprint().cells) == {"03", "05", ANY}
        bank = load()
        assert {bank[entry.item].lesson for paper in papers(bank, count=2) for entry in paper.entries} == {"03", "05"}
    assert len(blueprint().cells) > 10


def test_families_of_its_own_may_use_its_rows(folder):
    (folder / "questions" / "03-family.toml").write_text(
        'lesson = "03"\n[[item]]\nid = "03-exu-count"\nkind = "numeric"\nobjective = "03.2"\nlevel = "apply"\nuse = "practice"\n'
        'stem = "Suppose {baseline} % of patients form HO. With a risk ratio of [0.69](POOL005), how many are treated for one fewer?"\n'
        'refs = ["ward2026"]\nwhy = "{answer:1}."\n[item.family]\nname = "needed"\n'
        'baseline = [20, 8, 10, 12, 15, 18, 25, 30, 35, 40, 45, 50, 60]\nratio = "POOL005.estimate"\n'
        '[[item.wrong]]\nslip = "points"\nwhy = "{points:1} is the difference in points. Turn it round."\n'
    )  # fmt: skip
    with using(folder) as mine:
        assert len(mine.items[0].variants) > 10


# ---- what is published


def test_a_site_slides_and_handouts_of_the_course(folder, tmp_path, monkeypatch):
    monkeypatch.setattr(lab, "DRAWINGS", {})
    with using(folder):
        site = build(tmp_path / "out", lesson_notebooks(["60"]), ways=[slides.way, handout.way])
        made = lab.made_ahead([], load())
    out = tmp_path / "out"
    text = {name: (out / name).read_text(encoding="utf-8") for name in site.folder.files if name.endswith(".html")}
    for name, html in text.items():
        assert "<Movement>" not in html, name
        if "/" not in name or name.startswith("paper/60"):
            assert "School of &lt;Movement&gt;" in html, name
    assert "Year 2" in text["index.html"] and "For lecturers" in text["index.html"]
    own = text["60-our-ward.html"]
    assert "mybinder.org" not in own, "Binder has the workbook's lessons alone"
    assert '/blob/HEAD/notebooks/10-genetic-ho.ipynb"' in own, "a lesson left out is on GitHub"
    assert '<a href="paper/60.html">Print</a>' in own and 'data-item="03-exu-ward"' in own
    assert (
        'data-q="03-exu-ward"' in text["paper/60.html"] and "Units count different people" not in text["paper/60.html"]
    )
    assert "Units count different people" in text["paper/60-key.html"] and "Smith A. 2026" in text["paper/60-key.html"]
    assert '"school": "School of \\u003cMovement\\u003e"' in text["slides/60-our-ward.html"]
    assert 'href="paper/questions.html"' in text["lecturers.html"] and 'href="paper/60.html"' in text["lecturers.html"]
    assert pickle.loads(made["course.pickle"]).school == "School of <Movement>", "the in-browser lab knows the course"


def test_handouts_tell_the_day_and_the_school(folder):
    with using(folder):
        html = handout.make([], ["03-exu-ward", "00-word-heterotopic"], key=True)
        assert html.count('data-q="03-exu-ward"') == html.count('data-k="03-exu-ward"') == 1
        assert "School of &lt;Movement&gt;" in html and "<Movement>" not in html.replace("\\3c ", "<").replace("&lt;", "")  # fmt: skip
        with pytest.raises(ContentError, match="no question, objective, lesson"):
            handout.make([], ["03-severe-share"])


# ---- a new course


def test_the_starter_is_sound_and_named_after_its_folder(tmp_path, capsys):
    assert main(["course", "new", str(tmp_path / "Ex-Uni")]) == 0
    found = run(tmp_path / "Ex-Uni")
    assert (found.problems, found.advice) == ([], []) and (found.own_lessons, found.own_questions) == (1, 2)
    text = "".join(path.read_text(encoding="utf-8") for path in (tmp_path / "Ex-Uni").rglob("*.*") if path.is_file())
    assert "03-exuni-one-unit" in text and "-mine-" not in text and "2000-01-01" not in text
    assert main(["course", "new", str(tmp_path / "Ex-Uni")]) == 2
    assert "is there already: nothing was written" in capsys.readouterr().err
    assert main(["check", "--course", str(tmp_path / "Ex-Uni")]) == 0
    assert "no problems" in capsys.readouterr().out
    write(tmp_path / "pre")  # the workbook's own questions begin with that word
    assert read(tmp_path / "pre")[0].prefix == "mine"
    assert VARIABLE not in __import__("os").environ
    assert {path.name for path in SOURCE.iterdir()} == {"course.toml", "questions", "notebooks"}


# ---- hostile courses


def change(name: str, old: str, new: str):
    return lambda folder: (folder / name).write_text(
        (folder / name).read_text(encoding="utf-8").replace(old, new, 1), encoding="utf-8"
    )


def put(name: str, content: str | bytes):
    def act(folder):
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())

    return act


@pytest.mark.parametrize(
    ("act", "said"),
    [
        (put("course.toml", b"\xff\xfe"), "course.toml: is not UTF-8 text (byte 0): save it as UTF-8"),
        (put("course.toml", "school = " + "[" * 5_000), "course.toml: is not valid TOML"),
        (put("course.toml", "\nlessons = [00, 01]\n"), """column 13): 'lessons = [00, 01]'; numbers of lessons stand in quotation marks: "01\""""),
        (put("course.toml", "school = \u201cOurs\u201d\n"), "quotation marks are straight"),
        (put("course.toml", 'school = "Ours\nprefix = "x"\n'), """'school = "Ours'; a quotation mark is missing"""),
        (put("course.toml", "[dates]\n01 = 1.12.2026\n"), "'01 = 1.12.2026'; a day is written 2026-12-01"),
        (put("course.toml", "#" * 2_000_000), "course.toml: is larger than 1 MB"),
        (put("course.toml", ""), "course.toml, field school: is missing"),
        (lambda folder: (folder / "course.toml").rename(folder / "course.toml.txt"), "has course.toml.txt: rename it to course.toml"),
        (change("course.toml", "[dates]", '[dates]\nlessons = ["00"]'), "course.toml, field lessons: stands under [dates], to which it then belongs"),
        (change("course.toml", 'id = "60.1"', 'id = "60.1"\nleave_out = []'), "field leave_out: stands under [[lesson.objective]]"),
        (lambda folder: (folder / "course.toml").unlink(), "has no course.toml; 'hoedu course new DIR' makes one"),
        (change("course.toml", 'school = "School of <Movement>"', "school = 7"), "course.toml, field school: expected text, found a number"),
        (change("course.toml", "School of <Movement>", "S" * 81), "course.toml, field school: 81 characters; at most 80"),
        (change("course.toml", "School of <Movement>", "\\u0000"), "field school: holds a control character"),
        (change("course.toml", 'title = "Year 2"', 'titel = "Year 2"'), "field titel: is not a field of this kind; did you mean 'title'?"),
        (change("course.toml", '"exu"', '"Ex U"'), "course.toml, field prefix: is 'Ex U'; expected 2 to 12 small letters"),
        (change("course.toml", '"exu"', '"pre"'), "field prefix: is 'pre', with which names of the workbook's own questions begin"),
        (change("course.toml", '"exu"', '"p03"'), "field prefix: is 'p03'"),
        (change("course.toml", '"03"]', '"03", "44"]'), "course.toml, field lessons: names '44'; there are 00, 01"),
        (change("course.toml", '"03"]', '"03", "03"]'), "course.toml, field lessons: says '03' twice"),
        (change("course.toml", '["00", "60", "03"]', "[]"), "course.toml, field lessons: has 0 entries"),
        (change("course.toml", "03-severe-share", "03-severe-shares"), "did you mean '03-severe-share'?"),
        (change("course.toml", "03-severe-share", "03-exu-ward"), "it is your own: take it out of its file"),
        (change("course.toml", "03 = 2026-12-01", "05 = 2026-12-01"), "course.toml, field dates.05: is no lesson of this course"),
        (change("course.toml", "2026-12-01", '"soon"'), "course.toml, field dates.03: expected a date"),
        (change("course.toml", '03-exu-ward = "', '03-exu-word = "'), "names '03-exu-word', which is no question of yours; did you mean '03-exu-ward'?"),
        (change("course.toml", "03-what-widens", "03-nowhere"), "course.toml, 03-exu-ward, field after: is '03-nowhere'; lesson 03 has no such cell"),
        (change("course.toml", 'id = "60"\nslug = "60', 'id = "13"\nslug = "13'), "is '13'; your own lessons have numbers from 60 to 79"),
        (change("course.toml", '"60-our-ward"', '"60-ours"'), "course.toml, 60, field slug: has no notebooks/60-ours.ipynb: copy another lesson's to that name"),
        (change("course.toml", '"60.1"', '"61.1"'), "objective: has the id '61.1'; expected 60.1, 60.2"),
        (put("notebooks/61-more.ipynb", OWN), "notebooks/61-more.ipynb: has no [[lesson]] with slug = '61-more' in course.toml"),
        (put("notebooks/60-our-ward.ipynb", "{"), "notebooks/60-our-ward.ipynb: is not a notebook"),
        (put("notebooks/60-our-ward.ipynb", OWN.replace("03-exu-ward", "03-exu-wart")), "60-our-ward.ipynb, ask: there is no question '03-exu-wart'; did you mean '03-exu-ward'?"),
        (put("notebooks/60-our-ward.ipynb", OWN.replace("start(\\\"60\\\")", "start(\\\"03\\\")")), "60-our-ward.ipynb, setup: ho.start names lesson '03'; this is lesson 60"),
        (put("notebooks/60-our-ward.ipynb", OWN.replace('ho.references(\\"60\\")', 'ho.explore(\\"frequenzy\\")')), "there is no explorer 'frequenzy'; did you mean 'frequency'?"),
        (put("notebooks/60-our-ward.ipynb", OWN.replace('ho.references(\\"60\\")', 'ho.referenzes(\\"60\\")')), "60-our-ward.ipynb, references: there is no command 'ho.referenzes'; did you mean 'ho.references'?"),
        (put("notebooks/60-our-ward.ipynb", OWN.replace('ho.references(\\"60\\")', 'ho.references(“60”)')), "60-our-ward.ipynb, references: is no Python: invalid character '“' (U+201C)"),
        (put("notebooks/60-our-ward.ipynb", OWN.replace('; ho.start(\\"60\\")', "")), "60-our-ward.ipynb: starts no lesson: its first code cell is import hoedu as ho; ho.start"),
        (put("notebooks/60-our-ward.ipynb", OWN.replace("(EXU001)", "(EXU009)")), "60-our-ward.ipynb, title: the link '4.2 %' names row EXU009, which does not exist"),
        (put("notebooks/60-our-ward.ipynb", OWN.replace("[4.2 %]", "[5 %]")), "60-our-ward.ipynb, title: the link says '5 %'; EXU001 does not state 5"),
        (put("questions/03-ward.toml", b"\xff"), "questions/03-ward.toml: is not UTF-8 text"),
        (change("questions/03-ward.toml", 'kind = "single"', 'kind = "choice"'), 'questions/03-ward.toml, item "03-exu-ward", field kind: is \'choice\''),
        (change("questions/03-ward.toml", "correct = true\n", ""), "field options: has 0 correct entries"),
        (change("questions/03-ward.toml", "03-exu-ward", "03-ward"), "questions/03-ward.toml, 03-ward, field id: needs your prefix: it begins with 03-exu-"),
        (put("questions/03-more.toml", ITEM), "questions/03-ward.toml, 03-exu-ward: id also stands in questions/03-more.toml"),
        (change("questions/03-ward.toml", '"retrieval"', '"predict"'), "field use: is 'predict', which needs a reveal"),
        (change("questions/03-ward.toml", '"03.1"', '"03.9"'), "questions/03-ward.toml, 03-exu-ward, field objective: is '03.9'; lesson 03 has"),
        (change("questions/03-ward.toml", '["ward2026"]', '["nobody2020"]'), "field refs: names 'nobody2020', which references.csv does not have"),
        (change("questions/03-ward.toml", "[6.42 %](INC017)", "[6.5 %](INC017)"), "field stem: the link says '6.5 %'; INC017 does not state 6.5"),
        (put("questions/03-ward.toml", ITEM.replace("03", "44")), "field id: is of lesson 44; there are"),
        (change("references.csv", "ward2026", "zhu2015"), "references.csv, zhu2015, field ref_key: is a key of the workbook's sources"),
        (change("references.csv", "https://example.org/r", "javascript:alert(1)"), "references.csv, ward2026, field url: is 'javascript:alert(1)'; expected an address"),
        (change("references.csv", ",kind,", ",sort,"), "references.csv: lacks the column 'kind'"),
        (put("references.csv", 'a,b\n"'), "references.csv"),
        (put("references.csv", REFERENCES.replace(",", ";")), "references.csv: has semicolons between its cells: save it with commas"),
        (change("evidence/audit.csv", "EXU001", "INC001"), "evidence/audit.csv, INC001, field id: stands in the workbook's tables"),
        (change("evidence/audit.csv", "EXU001", "one"), "evidence/audit.csv, one, field id: is 'one'; expected capital letters"),
        (change("evidence/audit.csv", ",seen", ",sure"), "field confidence: is 'sure'; expected one of seen"),
        (change("evidence/audit.csv", "ward2026", "nobody2020"), "field ref_key: names 'nobody2020', which no references.csv has"),
        (put("evidence/incidence.csv", EVIDENCE), "evidence/incidence.csv: has the name of a table of the workbook"),
        (put("evidence/audit.csv", "id,ref_key\nEXU001"), "evidence/audit.csv, row 2: 1 cells; the header has 2"),
    ],
)  # fmt: skip
def test_a_course_that_cannot_be_says_where_and_why(folder, act, said):
    act(folder)
    found = run(folder)
    assert any(said in str(problem) for problem in found.problems), [str(problem) for problem in found.problems]
    assert course() is None


@pytest.mark.parametrize(
    ("act", "said"),
    [
        (put("question/03.toml", ITEM), "question: is not read; did you mean 'questions'?"),
        (put("questions/03-more.toml.txt", ITEM), "questions/03-more.toml.txt: is not read: its name does not end in .toml"),
        (change("course.toml", '"60", "03"]', '"03"]'), "field lessons: does not name your lesson 60, so it is shown nowhere"),
        (put("notebooks/60-our-ward.ipynb", OWN.replace("# 60. Our ward", "# How we do it")), "60-our-ward.ipynb: has the title 'How we do it'; course.toml calls it 'Our ward'"),
        (put("notebooks/60-our-ward.ipynb", OWN.replace("# 60. Our ward", "# Our ward\\n\\n*About 90 minutes.*\\n\\n- **61.1** say it")), "60-our-ward.ipynb: names objective 61.1, which lesson 60 does not have"),
        (put("notebooks/60-our-ward.ipynb", OWN.replace("# 60. Our ward", "# Our ward\\n\\n*About 90 minutes.*")), "60-our-ward.ipynb: says about 90 minutes; course.toml says"),
        (put("notebooks/60-our-ward.ipynb", OWN.replace("# 60. ", "")), "60-our-ward.ipynb: has no title: begin its first cell with '# Our ward'"),
        (change("questions/03-ward.toml", 'refs = ["ward2026"]', ""), "field refs: is empty"),
        (change("questions/03-ward.toml", "What comes first?", "And 20 % elsewhere. What comes first?"), "'20 %' is a figure without a link"),
        (change("questions/03-ward.toml", "Ask which unit is older", "None of these"), "(all-of-above)"),
        (change("course.toml", '"03-severe-share"', '"03-pre-first-study"'), "leaves out '03-pre-first-study', with which the closing question"),
        (change("course.toml", '"60", "03"]', '"60"]\n#'), "is no lesson of this course: 03"),
        (put("questions/60.toml", ITEM.replace('"03"', '"60"').replace("03-exu-ward", "60-exu-ward").replace("03.1", "60.1")), "is asked nowhere: write ho.ask('60-exu-ward')"),
    ],
)  # fmt: skip
def test_what_an_author_may_decide_is_advice(folder, act, said):
    act(folder)
    if said.endswith("course: 03"):
        change("course.toml", "03 = 2026-12-01", "")(folder)
    found = run(folder)
    assert found.problems == [], [str(problem) for problem in found.problems]
    assert any(said in str(advice) for advice in found.advice), [str(advice) for advice in found.advice]


def test_one_mistake_is_said_once(folder):
    change("questions/03-ward.toml", "correct = true\n", "")(folder)  # [after] names that question
    assert [problem.field for problem in run(folder).problems] == ["options"]


def test_what_windows_and_spreadsheets_write_is_read(folder):
    for name in ("course.toml", "references.csv", "evidence/audit.csv"):
        put(name, b"\xef\xbb\xbf" + (folder / name).read_bytes().replace(b"\n", b"\r\n"))(folder)
    put("references.csv", (folder / "references.csv").read_bytes() + b",,,,,,,\r\n")(folder)
    assert run(folder).problems == []


def test_pictures_of_a_lesson_of_yours_go_wherever_it_goes(folder, tmp_path):
    gif = "R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7"
    put("notebooks/our chart.gif", base64.b64decode(gif))(folder)
    own = json.loads(
        OWN.replace("Lesson [three]", "![Chart](our%20chart.gif) ![Kept](attachment:a.gif) Lesson [three]")
    )
    own["cells"][0]["attachments"] = {"a.gif": {"image/gif": gif}}
    put("notebooks/60-our-ward.ipynb", json.dumps(own))(folder)
    found = run(folder)
    assert (found.problems, found.advice) == ([], [])
    with using(folder) as mine:
        assert edited(mine.notebook("60")).decode().count(f"(data:image/gif;base64,{gif})") == 2
        assert handout.make(["60"], [], key=False).count("data:image/gif;base64,") == 2
    for name in ("gone.gif", "../../outside.gif", "attachment:b.gif", "/etc/passwd"):
        put("notebooks/60-our-ward.ipynb", json.dumps(own).replace("our%20chart.gif", name))(folder)
        (tmp_path / "outside.gif").write_bytes(base64.b64decode(gif))
        assert [str(one) for one in run(folder).problems] == [
            f"notebooks/60-our-ward.ipynb, title: shows the picture {name!r}, which is not there or is none (up to 5 MB)"
        ]
    put("notebooks/60-our-ward.ipynb", json.dumps(own).replace("our%20chart.gif", "https://example.org/x.gif"))(folder)
    assert run(folder).problems == []


def test_slides_never_take_the_place_of_a_site_and_say_what_they_replace(folder, tmp_path, capsys):
    with using(folder):
        build(tmp_path / "site", lesson_notebooks(["60"]))
    before = sorted(tmp_path.glob("site/**/*"))
    assert main(["present", "60", "--course", str(folder), "--to", str(tmp_path / "site")]) == 2
    assert "is a site, which has its slides: choose another folder" in capsys.readouterr().err
    assert sorted(tmp_path.glob("site/**/*")) == before
    for number in ("60", "00"):
        assert main(["present", number, "--course", str(folder), "--to", str(tmp_path / "stick")]) == 0
    assert "No longer in it: 60-our-ward." in capsys.readouterr().out


def test_the_lab_opens_a_lesson_of_yours_and_what_is_wrong_in_it_is_mended_there(folder, monkeypatch, capsys):
    from jupyterlab.labapp import LabApp

    told: list[str] = []
    monkeypatch.setattr(LabApp, "launch_instance", lambda options: told.extend(options))
    monkeypatch.setenv("JUPYTER_CONFIG_PATH", "")
    put("notebooks/60-our-ward.ipynb", OWN.replace("(EXU001)", "(EXU009)"))(folder)
    assert main(["lab", "--no-browser", "--course", str(folder)]) == 0
    assert any(option.endswith("my-course/notebooks/60-our-ward.ipynb") for option in told)
    change("course.toml", '"exu"', '"E"')(folder)
    assert main(["lab", "--no-browser", "--course", str(folder)]) == 2
    assert "course.toml, field prefix" in capsys.readouterr().err


def test_a_folder_with_a_space_and_an_umlaut(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    assert main(["course", "new", "Physio Köln"]) == 0
    assert capsys.readouterr().out.endswith(
        'hoedu check --course "Physio Köln"\n'
        "Your prefix is physiokoln: names of your questions begin with 03-physiokoln-, 60-physiokoln- and so on.\n"
    )
    assert run(Path("Physio Köln")).problems == []
    assert main(["check", "--course", "Physio Köln/course.toml"]) == 1
    assert "course.toml: is a file: name the folder that it is in" in capsys.readouterr().out
    assert main(["handout", "60", "--out", "nowhere/60.pdf"]) == 2
    assert "nowhere/60.pdf, field --out: there is no folder nowhere" in capsys.readouterr().err
    assert main(["handout", "60"]) == 2
    assert "there is no notebook '60'; lessons are 00, 01" in capsys.readouterr().err


def test_commands_refuse_a_course_with_problems(folder, tmp_path, capsys):
    change("course.toml", '"exu"', '"E"')(folder)
    change("references.csv", "https://example.org/r", "nowhere")(folder)
    for command in (["site", str(tmp_path / "out")], ["handout", "00"], ["present", "00", "--to", str(tmp_path / "s")]):
        assert main([*command, "--course", str(folder)]) == 2
        assert "course.toml, field prefix" in capsys.readouterr().err
    assert not (tmp_path / "out").exists()
    assert main(["check", "--course", str(tmp_path / "nowhere")]) == 1
    assert "is not a folder; 'hoedu course new DIR' makes one" in capsys.readouterr().out
    assert Folder(tmp_path / "empty").files == {}
