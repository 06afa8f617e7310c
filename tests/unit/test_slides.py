"""A lesson as slides: what stands on which, what the notes say, and that a deck needs nothing from elsewhere."""

import json
import re
import urllib.request
from pathlib import Path
from threading import Thread

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from hoedu.cli import main
from hoedu.errors import ContentError
from hoedu.publish import slides
from hoedu.publish.folder import Folder
from hoedu.publish.lesson import read
from hoedu.publish.serve import server
from hoedu.publish.sheet import Sheet
from hoedu.publish.site import build

ROOT = Path(__file__).parents[2]


@pytest.fixture(autouse=True)
def own_home(tmp_path, monkeypatch):
    monkeypatch.setenv("HOEDU_HOME", str(tmp_path / "home"))


def notebook(folder: Path, *cells, name: str = "71-toy") -> Path:
    """A notebook of (id, slide type, source, notes) cells; code where the source calls the workbook."""
    made = []
    for id_, slide, source, *notes in cells:
        new = new_code_cell if source.startswith(("ho.", "import", "6 ")) else new_markdown_cell
        about = {"slideshow": {"slide_type": slide}, "hoedu": {"notes": notes[0]} if notes else {}}
        made.append(new(source, id=id_, metadata=about))
    path = folder / f"{name}.ipynb"
    nbformat.write(new_notebook(cells=made), path)
    return path


@pytest.fixture
def toy(tmp_path):
    return notebook(
        tmp_path,
        ("title", "slide", "# 7. A toy\n\nBy the end you can:\n\n- **07.1** do it", "1 min. Ask: ready?"),
        ("setup", "fragment", "import hoedu as ho; ho.start(\"03\")"),
        ("pretest", "fragment", 'ho.ask("03-pre-first-study", "03-pre-two-figures")'),
        ("story", "slide", "## A story\n\nSee [three](03-risk-factors.ipynb), [30 %](INC001).", "2 min, and 30 s for the vote. Ask: why?"),
        ("more", "fragment", "More of it."),
        ("aside", "notes", "Do not hurry. 1 min."),
        ("predict", "fragment", 'ho.ask("03-predict-sign")'),
        ("explore", "fragment", 'ho.explore("bedside-sign", after="03-predict-sign")'),
        ("reveal", "fragment", 'ho.reveal("03-predict-sign")'),
        ("below", "subslide", "### Below"),
        ("sum", "fragment", "6 * 7"),
        ("practice", "skip", 'ho.ask("03-dish-marker")'),
        ("posttest", "slide", 'ho.ask("03-post-factor")'),
        ("finish", "fragment", 'ho.finish("03")'),
        ("references", "fragment", 'ho.references("03")'),
    )  # fmt: skip


def test_cells_become_slides_one_live_part_each(toy):
    made = slides.deck(read(toy))
    assert [[(slide.kind, slide.id) for slide in column] for column in made.columns] == [
        [("text", "title"), ("question", "03-pre-first-study"), ("question", "03-pre-two-figures")],
        [
            ("text", "story"),
            ("question", "03-predict-sign"),
            ("part", "bedside-sign"),
            ("answer", "03-predict-sign-answer"),
            ("text", "below"),
            ("code", "sum"),
        ],
        [
            ("question", "03-post-factor"),
            ("answer", "03-pre-first-study-answer"),
            ("answer", "03-pre-two-figures-answer"),
            ("plain", "references"),
        ],
    ]
    by_id = {slide.id: slide for slide in made.slides}
    assert [cell.id for cell in by_id["story"].cells] == ["story", "more"], "a fragment of text goes on"
    assert by_id["03-pre-two-figures"].tag == "First question 2 of 2"
    assert by_id["03-predict-sign"].tag == "Predict" and by_id["03-post-factor"].tag == "Closing question"
    assert by_id["03-predict-sign-answer"].title.startswith("What the data say: ")
    assert by_id["03-pre-first-study-answer"].item["id"] == "03-pre-first-study", "held back until the end"
    assert len(by_id) == len(made.slides), "every id once"
    assert made.title == "A toy"


def test_the_notes_plan_the_time_from_one_to_the_next(toy):
    made = slides.deck(read(toy), minutes=20)
    assert [(one.title, one.minutes, one.notes, one.ask) for one in made.plans] == [
        ("7. A toy", 1, "", "ready?"),
        ("A story", 3.5, "2 min, and 30 s for the vote. Do not hurry. 1 min.", "why?"),
    ]
    assert [slide.plan for slide in made.slides][:4] == [0, 0, 0, 1] and made.slides[-1].plan == 1


@pytest.mark.parametrize(
    ("notes", "minutes", "said", "ask"),
    [
        ("1 min. Ask: who?", 1, "", "who?"),
        ("30 s. Say it aloud.", 0.5, "30 s. Say it aloud.", ""),
        ("2 min, and 3 min for the vote. Ask: which, and why?", 5, "2 min, and 3 min for the vote.", "which, and why?"),
        ("2 min. Ask nobody to type.", 2, "2 min. Ask nobody to type.", ""),
        ("", 0, "", ""),
    ],
)
def test_notes_say_minutes_and_a_question(notes, minutes, said, ask):
    assert slides.plan("x", notes) == slides.Plan("x", minutes, said, ask)


def specs(html: str) -> list[dict]:
    return [json.loads(text) for text in re.findall(r'<script type="application/json">(.*?)</script>', html)]


def test_on_a_slide_anyone_may_try_and_nothing_waits(toy, tmp_path):
    (deck,) = slides.present([toy], tmp_path / "out")
    html = (tmp_path / "out" / deck[1]).read_text(encoding="utf-8")
    asked = {spec["id"]: spec for spec in specs(html) if "id" in spec}
    assert asked["03-post-factor"]["attempts"] == 0 and asked["03-post-factor"]["confidence"] is False
    assert "after" not in json.dumps([spec for spec in specs(html) if "id" not in spec]), "the class voted by hand"
    assert 'data-ho="start"' not in html and 'data-ho="finish"' not in html, "nobody's progress is shown"
    assert "03-dish-marker" not in html, "skipped"
    about = json.loads(re.search(r'data-json="deck">(.*?)</script>', html)[1])
    assert about["sources"]["INC001"] == ["Zhu et al. 2015"]


def test_links_to_lessons_lead_to_pages_or_nowhere(toy, tmp_path):
    slides.present([toy], tmp_path / "alone")
    assert re.search(r"See three,", (tmp_path / "alone/slides/71-toy.html").read_text(encoding="utf-8"))
    build(tmp_path / "site", [toy, ROOT / "notebooks/00-start-here.ipynb"], ways=[slides.way])
    page = (tmp_path / "site/71-toy.html").read_text(encoding="utf-8")
    assert '<a href="slides/71-toy.html">As slides</a>' in page
    other = (tmp_path / "site/slides/00-start-here.html").read_text(encoding="utf-8")
    assert 'href="../00-start-here.html"' in other, "the lesson itself, for where no script runs"


def test_a_deck_needs_nothing_from_elsewhere(toy, tmp_path):
    """Every file it names is in its folder, by a path that holds when the folder is opened from a disk."""
    slides.present([toy], tmp_path / "out")
    deck = tmp_path / "out/slides/71-toy.html"
    html = deck.read_text(encoding="utf-8")
    named = re.findall(r'<(?:script|link|img|iframe)[^>]*?(?:src|href)="([^"]+)"', html)
    named += re.findall(r'data-src="([^"]+)"', html)
    assert len(named) >= 4
    for name in named:
        if not name.startswith("data:"):
            assert (deck.parent / name).resolve().is_file(), name
    for sheet in (tmp_path / "out/assets").glob("*.css"):
        assert not re.search(
            r"@import|url\((?!data:)", re.sub(r"/\*.*?\*/", "", sheet.read_text(encoding="utf-8"), flags=re.S)
        )
    library = next((tmp_path / "out/assets").glob("reveal.*.js")).read_text(encoding="utf-8")
    assert "Permission is hereby granted" in library[:2000], "its licence goes with it"


def test_two_cells_with_one_explorer_are_two_slides(tmp_path):
    path = notebook(
        tmp_path,
        ("hip-odds", "slide", "## One\n\nText."),
        ("a", "fragment", 'import hoedu as ho; ho.start("03")'),
        ("b", "fragment", 'ho.explore("hip-odds")'),
        ("c", "slide", 'ho.explore("hip-odds")'),
    )
    assert [slide.id for slide in slides.deck(read(path)).slides] == ["hip-odds", "hip-odds-2", "hip-odds-3"]


def test_the_command_writes_a_deck_to_carry_along(tmp_path, capsys, monkeypatch):
    monkeypatch.chdir(ROOT)
    assert main(["present", "00", "--to", str(tmp_path / "stick")]) == 0
    assert str(tmp_path / "stick/slides/00-start-here.html") in capsys.readouterr().out
    assert main(["present", "00", "--to", str(tmp_path)]) == 2
    assert "nothing was written" in capsys.readouterr().err
    assert main(["present", "99"]) == 2
    assert "99" in capsys.readouterr().err


def test_the_server_is_for_this_computer_and_says_what_a_script_is(tmp_path):
    (tmp_path / "a.js").write_text("1")
    with server(tmp_path) as running:
        host, port = running.server_address[:2]
        assert host == "127.0.0.1"
        with pytest.raises(ContentError, match=f"port {port}: cannot be opened"):
            server(tmp_path, port)
        thread = Thread(target=running.serve_forever, daemon=True)
        thread.start()
        answer = urllib.request.urlopen(f"http://127.0.0.1:{port}/a.js")
        assert answer.headers["Content-Type"] == "text/javascript"
        running.shutdown()
        thread.join()


def test_a_lesson_that_cannot_be_written_leaves_other_files_alone(toy, tmp_path):
    (tmp_path / "theirs").mkdir()
    (tmp_path / "theirs/slides.txt").write_text("mine")
    with pytest.raises(ContentError, match="nothing was written"):
        slides.present([toy], tmp_path / "theirs")
    assert [path.name for path in (tmp_path / "theirs").iterdir()] == ["slides.txt"]


def test_the_lesson_says_how_long_it_takes(toy, tmp_path):
    sheet = Sheet(read(toy), None)
    written = slides.write(sheet, Folder(tmp_path / "out"), slides.assets(Folder(tmp_path / "out")))
    assert written == "slides/71-toy.html"
