"""Pages from notebooks: what a cell becomes, which files are ours, and that every link of a site leads somewhere."""

import base64
import json
import re
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from hoedu.course import using
from hoedu.errors import ContentError
from hoedu.glossary import glossary, marker, read_glossary
from hoedu.html.text import Page, text_html
from hoedu.progress import Store
from hoedu.publish import kept, lesson
from hoedu.publish.folder import LIST, Folder
from hoedu.publish.lesson import Cell, Notebook, Part, read
from hoedu.publish.sheet import HEAVY, Sheet, link_to, words_of
from hoedu.publish.site import build, lesson_paths
from hoedu.session import Session, lend, session

ROOT = Path(__file__).parents[2]


@pytest.fixture(autouse=True)
def own_home(tmp_path, monkeypatch):
    monkeypatch.setenv("HOEDU_HOME", str(tmp_path / "home"))


def notebook(folder: Path, *cells, name: str = "71-toy") -> Path:
    """A notebook of (id, source, metadata) cells; code where the id begins with "code"."""
    made = []
    for id_, source, *metadata in cells:
        new = new_code_cell if id_.startswith("code") else new_markdown_cell
        made.append(new(source, id=id_, metadata=dict(*metadata)))
    path = folder / f"{name}.ipynb"
    nbformat.write(new_notebook(cells=made), path)
    return path


# ---- text


def test_a_text_names_its_headings_once_and_links_figures_to_their_rows():
    page = Page(taken={"setup"})
    html, headings = text_html("# Setup\n\n## Odds & *ends*\n\n[30 %](INC001) and [Zhu](zhu2015)", page)
    assert [(one.level, one.text, one.id) for one in headings] == [
        (1, "Setup", "setup-2"),
        (2, "Odds & ends", "odds-ends"),
    ]
    assert '<h2 id="odds-ends">' in html
    assert re.search(r'<a href="https://doi.org/[^"]+" title="INC001" class="ho-fact"[^>]*>30 %</a>', html)
    assert 'title="zhu2015"' in html
    assert text_html("## Setup", page)[1][0].id == "setup-3", "one page, several cells"


def test_a_wide_table_scrolls_by_itself_and_can_be_reached_with_the_keyboard():
    html, _ = text_html("| a | b |\n|---|---|\n| 1 | 2 |")
    assert html.startswith('<div class="ho-wide" tabindex="0" role="group"') and "<td>2</td>" in html


def test_links_between_notebooks_become_links_between_pages():
    page = Page(link=link_to({"03-risk-factors.ipynb": "03-risk-factors.html"}))
    html, _ = text_html("[three](03-risk-factors.ipynb#odds) [elsewhere](05-x.ipynb) [web](https://example.org/)", page)
    assert '<a href="03-risk-factors.html#odds">three</a>' in html
    assert '<a href="05-x.ipynb">' in html
    assert re.search(r'<a href="https://example.org/"[^>]*target="_blank"', html)


def test_terms_are_marked_at_their_first_use_outside_links_and_headings():
    used = {}
    page = Page(spans=marker(used, lambda term: f"glossary.html#{term.id}"))
    html, _ = text_html("## HO\n\n[HO](zhu2015) is **HO**, and HO again. An *osteophyte*; ho is no word.", page)
    assert re.findall(r'data-term="([^"]+)"[^>]*>([^<]+)<', html) == [
        ("heterotopic-ossification-ho", "HO"),
        ("osteophyte", "osteophyte"),
    ]
    assert list(used) == ["heterotopic-ossification-ho", "osteophyte"]
    again, _ = text_html("Heterotopic ossification & < an osteophyte", page)
    assert "data-term" not in again and "&amp; &lt;" in again


# ---- glossary


def test_every_term_says_where_it_comes_from_or_is_a_word_of_everyday():
    assert 40 <= len(glossary()) <= 120
    for term in glossary().values():
        assert term.text.endswith((".", ".*")), term.term
        assert len(term.text) <= 320, f"{term.term} is to be read at a glance"


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ('[[term]]\nterm = "A"', "glossary.toml, A, field term[0].text: is missing"),
        ('[[term]]\nterm = "A"\ntext = "x"\nform = ["a"]', "did you mean 'forms'"),
        ('[[term]]\nterm = "A"\ntext = "x"\n[[term]]\nterm = "B"\nforms = ["a"]\ntext = "y"', "says 'a' twice"),
        ("[[term]", "is not valid TOML"),
    ],
)
def test_a_glossary_that_cannot_be_is_refused(tmp_path, text, problem):
    (tmp_path / "glossary.toml").write_text(text)
    with pytest.raises(ContentError, match=re.escape(problem)):
        read_glossary(tmp_path / "glossary.toml")


# ---- cells


def test_cells_as_values(tmp_path):
    path = notebook(
        tmp_path,
        ("title", "# Title", {"slideshow": {"slide_type": "slide"}, "hoedu": {"notes": "1 min. Ask."}}),
        ("code-setup", "import hoedu as ho"),
        ("code-ask", 'ho.ask("00-word-heterotopic", "00-type-a-number")'),
        ("code-table", "import pandas as pd\nprint('read')\npd.DataFrame({'grade': ['<I>'], 'films': [3]})"),
        ("code-plain", "6 * 7"),
        ("only-lab", "Press the double arrow.", {"hoedu": {"page": ""}}),
        ("both", "In the lab.", {"hoedu": {"page": "On *the page*."}}),
    )
    one = read(path)
    assert (one.name, one.number, one.title) == ("71-toy", "71", "Title")
    title, setup, ask, table, plain, both = one.cells
    assert (title.kind, title.slide, title.notes, title.headings[0].id) == ("text", "slide", "1 min. Ask.", "title")
    assert (setup.kind, setup.html) == ("code", "") and "ho-source" in setup.code
    assert (ask.kind, ask.code) == ("part", ""), "the call of a live part is not for reading"
    assert [(part.kind, part.name) for part in ask.parts] == [
        ("item", "00-word-heterotopic"),
        ("item", "00-type-a-number"),
    ]
    assert ask.parts[1].spec["kind"] == "numeric" and ask.html == "".join(part.html for part in ask.parts)
    assert table.kind == "code" and "&lt;I&gt;" in table.html and "<style" not in table.html
    assert table.html.startswith('<pre class="ho-output">read') and words_of(table.code).startswith("import pandas")
    assert plain.html == '<pre class="ho-output">42</pre>'
    assert both.html == "<p>On <em>the page</em>.</p>\n"


def test_a_figure_is_drawn_as_svg(tmp_path):
    source = "from matplotlib.figure import Figure\nf = Figure()\nf.add_subplot().set_title('Odds')\nf"
    (cell,) = read(notebook(tmp_path, ("code-figure", source))).cells
    assert cell.html.startswith('<figure class="ho-output"><svg role="img" aria-label="Odds')


@pytest.mark.parametrize("end", ["plt.show()", "plt.title('Odds');", "plt.gcf()"])
def test_a_plot_is_shown_once_at_the_end_of_its_cell(tmp_path, end):
    source = f"import matplotlib.pyplot as plt\nplt.title('Odds')\n{end}"
    first, after = read(notebook(tmp_path, ("code-plot", source), ("code-plain", "42"))).cells
    assert first.html.count("<svg") == 1 and "<pre" not in first.html and 'aria-label="Odds' in first.html
    assert "<svg" not in after.html


@pytest.mark.parametrize(
    ("source", "problem"),
    [
        ("1 / 0", "ZeroDivisionError"),
        ("this is no Python", "SyntaxError"),
        ('import hoedu as ho; ho.ask("00-nothing")', "there is no question '00-nothing'"),
    ],
)
def test_a_cell_that_fails_is_named(tmp_path, source, problem):
    path = notebook(tmp_path, ("title", "# Title"), ("code-bad", source))
    with pytest.raises(ContentError, match=f"^71-toy.ipynb, cell code-bad: .*{re.escape(problem)}"):
        read(path)


def test_what_is_no_notebook_is_refused(tmp_path):
    (tmp_path / "71-toy.ipynb").write_text("{}{")
    with pytest.raises(ContentError, match="71-toy.ipynb: is not a notebook"):
        read(tmp_path / "71-toy.ipynb")


def test_a_readers_progress_is_neither_read_nor_touched(tmp_path):
    mine = Session(store=Store(tmp_path / "mine"))
    mine.store.folder.mkdir()
    mine.store.path.write_text("not yours\n")
    source = 'import hoedu as ho; ho.answer("00-type-a-number", "30"); ho.progress_code()'
    with lend(mine):
        read(notebook(tmp_path, ("code-answer", source)))
        assert session() is mine and mine.attempts == {}
    assert mine.store.path.read_text() == "not yours\n"


def test_code_runs_once_until_something_changes(tmp_path, monkeypatch):
    path = notebook(tmp_path, ("code-count", "import itertools\nhoedu_count = 1\nhoedu_count"))
    first = read(path)
    monkeypatch.setattr(lesson, "_execute", lambda *_: pytest.fail("was executed again"))
    assert read(path) == first
    monkeypatch.setattr(kept, "fingerprint", lambda: "another")
    with pytest.raises(pytest.fail.Exception):
        read(path)


def test_a_whole_lesson_is_read_with_a_spec_for_each_part():
    one = read(ROOT / "notebooks" / "00-start-here.ipynb")
    parts = [part for cell in one.cells for part in cell.parts]
    assert [part.kind for part in parts[:2]] == ["start", "item"]
    assert all(part.html.count('data-ho="') == 1 and json.dumps(part.spec) for part in parts)
    assert "Run All Cells" not in "".join(cell.html for cell in one.cells), "no kernel on a page"


# ---- the folder


def test_a_folder_that_is_not_ours_is_left_alone(tmp_path):
    (tmp_path / "thesis.txt").write_text("mine")
    with pytest.raises(ContentError, match="is not empty, and not a site made by hoedu"):
        Folder(tmp_path)
    with pytest.raises(ContentError, match="is a file"):
        Folder(tmp_path / "thesis.txt")


def test_files_of_others_in_our_folder_are_neither_replaced_nor_removed(tmp_path):
    first = Folder(tmp_path / "site")
    first.write("a/index.html", "one")
    first.write("b/old.html", "old")
    first.finish()
    (tmp_path / "site" / "notes.html").write_text("mine")
    second = Folder(tmp_path / "site")
    second.write("a/index.html", "two")
    with pytest.raises(ContentError, match="was not made by hoedu"):
        second.write("notes.html", "ours")
    second.finish()
    found = {path.relative_to(tmp_path / "site").as_posix() for path in (tmp_path / "site").rglob("*")}
    assert found == {"a", "a/index.html", "notes.html", LIST}
    assert (tmp_path / "site" / "a" / "index.html").read_text() == "two"
    assert Folder(tmp_path / "site").files == {}, "nothing written yet"


def test_a_build_that_stopped_can_be_taken_up_again(tmp_path):
    first = Folder(tmp_path / "site")
    first.write("index.html", "half")
    again = Folder(tmp_path / "site")
    again.write("index.html", "whole")
    again.finish()
    assert again.files == {"index.html": 5}


def test_what_another_program_wrote_below_us_is_ours(tmp_path):
    folder = Folder(tmp_path)
    folder.write("index.html", "x")
    (tmp_path / "lab").mkdir()
    (tmp_path / "lab" / "api.js").write_text("y")
    folder.adopt("lab")
    folder.finish()
    later = Folder(tmp_path)
    later.finish()
    assert {path.name for path in tmp_path.iterdir()} == {LIST}


# ---- a lesson as a page


def sheet(*cells: Cell) -> Sheet:
    return Sheet(Notebook(Path("71-toy.ipynb"), cells), None)


def toy_part(kind: str, spec: dict, data: bytes = b"", inside: str = "") -> Part:
    html = f'<section class="ho" data-ho="{kind}" data-name="toy" aria-label="A &amp; B"><p class="ho-todo"></p>{inside}</section>'
    return Part(html, spec, data)


def test_what_is_large_becomes_files_that_wait_until_they_are_near(tmp_path):
    item = toy_part("item", {"id": "71-q", "hash": "h", "kind": "single"})
    heavy = toy_part("explorer", {"frames": "x" * HEAVY, "after": item.spec}, b"\x00bytes")
    faces = toy_part("item", {"id": "71-r", "hash": "g", "faces": ["x" * HEAVY]})
    picture = base64.b64encode(PICTURE).decode()
    light = toy_part(
        "start", {"items": [item.spec, faces.spec]}, inside=f'<img src="data:image/png;base64,{picture}" alt="">'
    )
    parts = (item, heavy, light, faces)
    cell = Cell("part", "explore", "", "", "".join(part.html for part in parts), parts)
    folder = Folder(tmp_path)
    (shown,) = sheet(cell).cells(folder)
    src = re.search(r'<section data-src="(data/toy\.\w+\.js)" data-after="yes" class="ho"', shown["html"])[1]
    name, value = re.fullmatch(r'hoeduData\("([^"]+)", (.*)\);\n', (tmp_path / src).read_text()).groups()
    assert f"data/{name}.js" == src
    assert json.loads(value) == {"spec": {"frames": "x" * HEAVY}, "data": base64.b64encode(b"\x00bytes").decode()}
    assert shown["html"].count("data-after") == 1
    specs = [json.loads(text) for text in re.findall(r'<script type="application/json">(.*?)</script>', shown["html"])]
    assert specs[:3] == [item.spec, {"after": "@71-q"}, {"items": ["@71-q", "@71-r"]}], "no question is sent twice"
    assert specs[3] == {"id": "71-r", "hash": "g"}, "a question's own spec is on the page, whatever waits elsewhere"
    image = re.search(r'<img src="(media/explore\.\w+\.png)" width="40" height="30"', shown["html"])[1]
    assert (tmp_path / image).read_bytes() == PICTURE


def test_search_and_references_know_the_heading_above(tmp_path):
    html, headings = text_html("## First\n\nWords of [30 %](INC001).\n\n### Second\n\nMore [words](zhu2015).")
    text = Cell("text", "text", "", "", html, headings=headings)
    asked = Cell("part", "ask", "", "", *(lambda one: (one.html, (one,)))(toy_part("item", {"id": "71-q"})))
    one = sheet(text, asked)
    assert [(found.anchor, found.heading, found.text) for found in one.found()] == [
        ("first", "First", "Words of 30 %."), ("second", "Second", "More words. A & B"),
    ]  # fmt: skip
    assert [(use.anchor, use.heading, use.text, use.row or use.key) for use in one.uses()] == [
        ("first", "First", "30 %", "INC001"), ("second", "Second", "words", "zhu2015"),
    ]  # fmt: skip
    assert [entry.text for entry in one.contents] == ["First", "Second"]


def test_words_leave_scripts_out():
    html = "<p>Bone &amp; mineral</p><script>no</script><table><tr><td>1</td><td>2</td></tr></table>H<b>O</b>"
    assert words_of(html) == "Bone & mineral 1 2 HO"


def _png() -> bytes:
    import io

    import numpy as np
    from PIL import Image

    out = io.BytesIO()
    Image.fromarray(np.random.default_rng(1).integers(0, 255, (30, 40), dtype="uint8")).save(out, "png")
    return out.getvalue() * 1


PICTURE = _png() + bytes(2_000)  # a reader of PNG stops at its end


# ---- a site


class Links(HTMLParser):
    """Every address in a page, and every id."""

    def __init__(self):
        super().__init__()
        self.links, self.loads, self.ids, self.tags = [], [], [], []

    def handle_starttag(self, tag, attrs):
        attrs = dict(attrs)
        self.tags.append(tag)
        if "id" in attrs:
            self.ids.append(attrs["id"])
        if tag == "a" and "href" in attrs:
            self.links.append(attrs["href"])
        self.loads += [attrs[name] for name in ("src", "data-src", "poster") if name in attrs]
        if tag == "link":
            self.loads.append(attrs["href"])


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    """A site of two lessons, one of them a lecturer's own, in a folder whose name has a space."""
    home = tmp_path_factory.mktemp("home")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("HOEDU_HOME", str(home))
        own = notebook(
            home, ("title", "# A lesson of ours\n\n## Why\n\nHO & [more](00-start-here.ipynb#how-a-lesson-works).")
        )
        told = []
        out = home / "the site"
        (home / "course.toml").write_text('school = "A <School>"\nprefix = "toy"\n')
        with using(home):
            built = build(out, [ROOT / "notebooks" / "00-start-here.ipynb", own], step=told.append)
            build(out, [ROOT / "notebooks" / "00-start-here.ipynb", own])
    assert sorted(told) == ["00-start-here", "71-toy", "pages"]
    return built


def test_every_link_leads_somewhere_and_nothing_is_loaded_from_elsewhere(site):
    out = site.folder.path
    pages = {path.name: Links() for path in out.glob("*.html")}
    for name, links in pages.items():
        links.feed((out / name).read_text(encoding="utf-8"))
        assert len(links.ids) == len(set(links.ids)), f"{name}: an id stands twice"
    for name, links in pages.items():
        for address in links.loads:
            assert (out / address).is_file(), f"{name} loads {address}"
        for href in links.links:
            scheme, host, path, _, fragment = urlsplit(href)
            if scheme or host:
                assert scheme in ("http", "https")
                continue
            assert not path.startswith("/"), f"{name} links to {href}: no site stands at the root"
            target = unquote(path) or name
            assert (out / target).is_file(), f"{name} links to {href}"
            assert not fragment or unquote(fragment) in pages[target].ids, f"{name} links to {href}"


def test_every_page_says_what_it_is(site):
    titles = []
    for path in site.folder.path.glob("*.html"):
        html = path.read_text(encoding="utf-8")
        titles.append(re.search(r"<title>(.+?)</title>", html)[1])
        assert html.startswith('<!doctype html>\n<html lang="en-GB">')
        assert 20 <= len(re.search(r'<meta name="description" content="(.+?)">', html)[1]) <= 200, path.name
        assert html.count("<h1") == 1 and html.count("<main") == 1
        assert "A &lt;School&gt;" in html and "<School>" not in html
    assert len(set(titles)) == len(titles)


def test_the_same_notebooks_give_the_same_site_and_only_what_changed_is_written_anew(site):
    files = site.folder.files
    assert set(files) == {
        path.relative_to(site.folder.path).as_posix() for path in site.folder.path.rglob("*") if path.is_file()
    } - {LIST}
    before = {name: (site.folder.path / name).stat().st_mtime_ns for name in files}
    with using(site.folder.path.parent):
        build(site.folder.path, [one.notebook.path for one in site.sheets])
    assert {name: (site.folder.path / name).stat().st_mtime_ns for name in files} == before


def test_a_lesson_left_out_goes_and_another_form_is_linked(site, tmp_path):
    from hoedu.publish.site import Way

    def slides(one):
        one.folder.write("slides/00.html", "<title>Slides</title>")
        return Way("As slides", lambda name: "slides/00.html" if name.startswith("00") else None)

    paths = [one.notebook.path for one in site.sheets]
    build(tmp_path / "out", paths, ways=[slides])
    assert '<a href="slides/00.html">As slides</a>' in (tmp_path / "out" / "00-start-here.html").read_text()
    assert "As slides" not in (tmp_path / "out" / "71-toy.html").read_text()
    build(tmp_path / "out", paths[:1])
    assert not (tmp_path / "out" / "71-toy.html").exists() and not (tmp_path / "out" / "slides").exists()
    assert "71-toy" not in (tmp_path / "out" / "index.html").read_text()


def test_answer_keys_are_no_lessons():
    paths = [Path("notebooks/03-x.ipynb"), Path("notebooks/answers/03-x.ipynb")]
    assert lesson_paths(paths) == paths[:1]


def test_the_command_says_what_is_wrong(tmp_path, capsys):
    from hoedu.cli import main

    (tmp_path / "mine.txt").write_text("x")
    assert main(["site", str(tmp_path), "--lessons", "00"]) == 2
    assert "not a site made by hoedu" in capsys.readouterr().err
    assert main(["site", str(tmp_path / "new"), "--lessons", "77"]) == 2
    assert "there is no notebook '77'" in capsys.readouterr().err
    assert not (tmp_path / "new").exists()


def test_references_are_shown_without_their_call(tmp_path):
    (cell,) = read(notebook(tmp_path, ("code-references", 'import hoedu as ho; ho.references("00")'))).cells
    assert (cell.kind, cell.parts) == ("part", ()) and "ho-references" in cell.html
