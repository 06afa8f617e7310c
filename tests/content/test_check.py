"""`hoedu check` finds nothing in the workbook as it is, and the right place when something is spoilt."""

import json
import shutil

import pytest

import hoedu.check
from hoedu import evidence, explorers, lessons, paths
from hoedu.check import figures, report, tables
from hoedu.items import bank
from hoedu.paths import checkout, data_dir

BOOK = "03-risk-factors.ipynb"
QUESTIONS = "03-risk-factors.toml"


class Workbook:
    """A copy of the data and the notebooks, to spoil."""

    def __init__(self, folder):
        self.data, self.notebooks = folder / "data", folder / "notebooks"
        shutil.copytree(data_dir(), self.data)
        shutil.copytree(checkout() / "notebooks", self.notebooks, ignore=shutil.ignore_patterns(".ipynb_checkpoints"))

    def problems(self, explorers_too=True):
        _forget(explorers_too)
        return {(p.file, p.place, p.message) for p in hoedu.check.run(self.data, self.notebooks).problems}

    def spoil(self, path, edit):
        """The problems that an edit of one file adds. The workbook as it is has none (the first test below)."""
        path.write_text(edit(path.read_text(encoding="utf-8")), encoding="utf-8")
        return self.problems(explorers_too=path.suffix == ".csv")

    def spoil_cell(self, edit, kind="markdown", holding="", book=BOOK):
        """The problems that an edit of the first fitting cell adds, and that cell's id."""
        place = []

        def change(text):
            notebook = json.loads(text)
            for cell in notebook["cells"]:
                source = "".join(cell["source"])
                if cell["cell_type"] == kind and holding in source:
                    cell["source"] = source
                    place.append(cell["id"])
                    edit(cell)
                    return json.dumps(notebook)
            raise AssertionError(f"no {kind} cell with {holding!r}")

        return self.spoil(self.notebooks / book, change), place[0]


def _forget(explorers_too=True):
    """Explorers take long to build, and only an edit of a table changes them."""
    for remembered in (evidence.references, evidence.facts, lessons.lessons):
        remembered.cache_clear()
    if explorers_too:
        explorers.build.cache_clear()


@pytest.fixture
def workbook(tmp_path, monkeypatch):
    copy = Workbook(tmp_path)
    for module in (evidence, lessons, bank, report, paths):
        monkeypatch.setattr(module, "data_dir", lambda: copy.data)
    yield copy
    monkeypatch.undo()
    _forget()


def test_the_workbook_has_no_problems():
    found = hoedu.check.run(folder=checkout() / "notebooks")
    assert [str(problem) for problem in found.problems] == []
    assert found.notebooks >= 2 and found.items >= 30 and found.figures_linked > 100
    assert len(found.items_by_type) == 8 and set(found.items_by_level) == {"recall", "apply", "analyse"}


def test_a_copy_is_checked_as_the_workbook_is(workbook):
    """So that a mutation below is judged against the copy, not against the data beside the package."""
    assert evidence.data_dir() == workbook.data != paths._PACKAGE.parent / "data"
    path = workbook.data / "references.csv"
    path.write_text(path.read_text().replace("zhu2015", "zhu2051"))
    assert workbook.problems()


def swap(old, new):
    def edit(cell):
        assert old in cell["source"]
        cell["source"] = cell["source"].replace(old, new, 1)

    return edit


def append(text):
    return lambda cell: cell.update(source=cell["source"] + text)


LINK = '[41 %](https://example.org/ "{}")'
CELLS = [  # (what is spoilt, edit, kind of cell, text it holds, words of the problem)
    ("a figure in prose", swap("[30 %](", "[31 %]("), "markdown", "[30 %](", "says '31 %'; INC001 does not state 31"),
    ("a link to no row", append("\n\n" + LINK.format("INC999")), "markdown", "[30 %](", "names row INC999, which does not exist"),
    ("a row from memory", append("\n\n" + LINK.format("SUR001")), "markdown", "[30 %](", "SUR001 is marked memory"),
    ("a link elsewhere", append("\n\n" + LINK.format("INC001")), "markdown", "[30 %](", "goes to https://example.org/"),
    ("an unknown source", append('\n\n[x](https://example.org/ "nobody1999")'), "markdown", "[30 %](", "names 'nobody1999'"),
    ("a percentage without a link", append("\n\nAbout 41 % of hips."), "markdown", "[30 %](", "'41 %' is a figure without a link"),
    ("an odds ratio without a link", append("\n\nAn odds ratio of 3.7."), "markdown", "[30 %](", "figure without a link"),
    ("a percentage linked to no row", append("\n\n[41 %](https://example.org/)"), "markdown", "[30 %](", "figure without a link"),
    ("a long cell", append("\n\n" + "word " * 121), "markdown", "[30 %](", "at most 120"),
    ("no slide type", lambda c: c["metadata"].pop("slideshow"), "markdown", "[30 %](", "no slide type"),
    ("never executed", lambda c: c.update(execution_count=None), "code", "ho.ask(", "never executed"),
    ("a semicolon", append(";"), "code", "ho.ask(", "ends with ;"),
    ("a semicolon before a comment", append(";  # quiet"), "code", "ho.ask(", "ends with ;"),
    ("output ignored", lambda c: c.update(source="# NBVAL_IGNORE_OUTPUT\n" + c["source"]), "code", "ho.ask(", "without a reason"),
    ("output skipped by tag", lambda c: c["metadata"].update(tags=["nbval-skip"]), "code", "ho.ask(", "without a reason"),
    ("a question that is not there", append('\nho.ask("03-gone")'), "code", "ho.ask(", "asks for '03-gone'"),
    ("a cell that can be deleted", lambda c: c["metadata"].pop("deletable"), "code", "ho.ask(", "deleted by a slip"),
    ("a widget saved", lambda c: c["outputs"][0]["data"].update({"application/vnd.jupyter.widget-view+json": {}}), "code", "ho.ask(", "saved widget"),
    ("an error shown", lambda c: c["outputs"].append({"output_type": "error", "ename": "KeyError"}), "code", "ho.ask(", "ends in an error: KeyError"),
    ("an empty cell", lambda c: c.update(source=" "), "code", "ho.explore(", "empty code cell"),
    ("an unreadable id", lambda c: c.update(id="A1b2"), "code", "ho.explore(", "not readable words"),
]  # fmt: skip


@pytest.mark.parametrize("called, edit, kind, holding, says", CELLS, ids=[case[0] for case in CELLS])
def test_a_spoilt_cell(workbook, called, edit, kind, holding, says):
    added, place = workbook.spoil_cell(edit, kind, holding)
    place = "A1b2" if called == "an unreadable id" else place
    assert [p for p in added if p[:2] == (BOOK, place) and says in p[2]], added


def test_a_reason_lets_a_cell_ignore_its_output(workbook):
    def edit(cell):
        cell["source"] = "# NBVAL_IGNORE_OUTPUT\n" + cell["source"]
        cell["metadata"]["hoedu"] = {"reason": "shows the time"}

    assert workbook.spoil_cell(edit, "code", "ho.ask(")[0] == set()


def test_saved_widget_state(workbook):
    def edit(text):
        notebook = json.loads(text)
        notebook["metadata"]["widgets"] = {}
        return json.dumps(notebook)

    assert [p[:2] for p in workbook.spoil(workbook.notebooks / BOOK, edit)] == [(BOOK, "")]


@pytest.mark.parametrize("text", ["", "{", "[]", '{"cells": 1}', '{"cells": [1]}', '{"cells": [{}]}'])
def test_what_is_not_a_notebook(workbook, text):
    added = workbook.spoil(workbook.notebooks / BOOK, lambda _: text)
    assert (BOOK, "is not a notebook") in {(p[0], p[2][:17]) for p in added}


def test_a_question_never_asked(workbook):
    asked = []

    def edit(cell):
        asked.append(cell["source"].split('"')[1])
        cell["source"] = "print(1)"

    added, _ = workbook.spoil_cell(edit, "code", "ho.ask(")
    assert (BOOK, asked[0], "is in the bank and nowhere asked") in added


def test_an_estimate_changed_in_the_data(workbook):
    """A figure computed from the row is found first: with tables that do not hold, nothing else is compared."""
    path = workbook.data / "evidence" / "incidence.csv"
    added = workbook.spoil(path, lambda text: text.replace("any,30.0,", "any,35.0,", 1))
    assert ("derived.csv", "DER001") in {p[:2] for p in added}


def test_an_estimate_that_nothing_is_computed_from(workbook):
    path = workbook.data / "evidence" / "risk_factors.csv"
    added = workbook.spoil(path, lambda text: text.replace(",1.03,0.72,1.49,", ",1.13,0.72,1.49,", 1))
    hits = {p[:2] for p in added if "RF091 does not state 1.03" in p[2]}
    assert (QUESTIONS, "03-predict-order") in hits


def test_an_objective_with_one_question(workbook):
    path = workbook.data / "lessons.toml"
    following = '[[lesson]]\nid = "04"'
    more = f'[[lesson.objective]]\nid = "03.9"\ntext = "Do more"\n\n{following}'
    added = workbook.spoil(path, lambda text: text.replace(following, more))
    assert (BOOK, "", "has 0 questions for objective 03.9") in added
    assert (BOOK, "", "does not name objective 03.9") in added
    questions = workbook.data / "questions" / QUESTIONS
    added = workbook.spoil(questions, lambda t: t.replace('objective = "03.1"', 'objective = "03.9"', 1))
    assert (BOOK, "", "has 1 questions for objective 03.9") in added


QUESTION = [
    ("a figure", "[67.6 %](INC019)", "[76.6 %](INC019)", "03-predict-frequency", "INC019 does not state 76.6"),
    ("a source", 'refs = ["liu2019tea"]', 'refs = ["nobody1999"]', "03-pre-two-figures", "names 'nobody1999'"),
    ("no source", 'refs = ["liu2019tea"]', "refs = []", "03-pre-two-figures", "is empty"),
    ("an objective", 'objective = "03.1"', 'objective = "03.7"', "03-pre-two-figures", "is '03.7'; lesson 03 has"),
    ("a bare figure", "What most likely differs", "In 41 % of cases, what differs", "03-pre-two-figures", "'41 %' is a figure"),
]


@pytest.mark.parametrize("called, old, new, place, says", QUESTION, ids=[case[0] for case in QUESTION])
def test_a_spoilt_question(workbook, called, old, new, place, says):
    assert old in (workbook.data / "questions" / QUESTIONS).read_text()
    added = workbook.spoil(workbook.data / "questions" / QUESTIONS, lambda text: text.replace(old, new, 1))
    assert [p for p in added if p[:2] == (QUESTIONS, place) and says in p[2]], added


@pytest.mark.parametrize("assumed, quiet", [(("22 %",), True), (("22",), True), (("2",), False), (("122 %",), False), ((), False)])
def test_an_assumed_figure_covers_itself_only(assumed, quiet):
    assert (figures.check("Suppose 22 % of them.", "f", "p", assumed=assumed)[1] == []) == quiet


@pytest.mark.parametrize(
    "shown, agrees",
    [("2.11", True), ("2.1", True), ("2", True), ("2.11 (1.80-2.48)", True), ("2.12", False), ("2.11 (1.70-2.48)", False), ("6468", True),
     ("6,468", True), ("twice", True), ("-2.11", False), ("2.111", False)],
)  # fmt: skip
def test_a_figure_agrees_to_the_precision_it_is_written_with(shown, agrees):
    assert (figures.disagreeing(shown, evidence.fact("RF001")) == []) == agrees


def test_tables_alone_are_whole():
    rows, sources, problems = tables.check(data_dir())
    assert problems == [] and rows > 1_000 and sources > 500
