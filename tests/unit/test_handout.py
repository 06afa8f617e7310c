"""Handouts: nothing to click, no answer before the key, the same letters in both, and what is chosen is what is printed."""

import os
import re
import stat
from html import unescape
from pathlib import Path

import pytest

from hoedu.answers.letters import meant, spelt
from hoedu.cli import main
from hoedu.errors import ContentError
from hoedu.grading import grade
from hoedu.html import exhibit
from hoedu.html.inline import plain
from hoedu.html.items import item_html, item_spec
from hoedu.items import load
from hoedu.items.cloze import Cloze
from hoedu.items.matching import Matching
from hoedu.items.ordering import Ordering
from hoedu.publish import printing
from hoedu.publish.handout import Leaf, choose, document, of_items, of_lesson
from hoedu.publish.lesson import Cell, Notebook, Part
from hoedu.publish.paper import BLANK, LINE, TICK, cut, list_html, numbered, printed, spans
from hoedu.publish.paper_items import answered, asked
from hoedu.publish.paper_parts import on_paper

BANK = load()
CONTROL = re.compile(r"<(input|select|textarea|button|details|summary|form|script|label|fieldset)\b")


def words(html: str) -> str:
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", re.sub(r"<(style|sup)\b.*?</\1>", "", html, flags=re.S))).split())


def tight(text: str) -> str:
    return re.sub(r"\W+", "", text).lower()


def listed(html: str) -> dict[str, str]:
    """Letter -> text of the lettered lists of a question."""
    return {
        letter: tight(words(text)) for letter, text in re.findall(r"<b>([A-L])</b> (.*?)</(?:li|span></p|span>)", html)
    }


# ---- questions


def test_no_question_on_paper_can_be_clicked_or_tells_its_answer():
    for item in BANK.values():
        sheet = asked(item, 7)
        assert not CONTROL.search(sheet) and "<a " not in sheet, item.id
        assert '<b class="n">7</b>' in sheet
        text = tight(words(sheet))
        told = [why for _, why in item.whys().values()] + ([item.explanation] if item.explanation else [])
        for why in filter(lambda why: len(plain(why)) > 25, told):
            assert tight(plain(why)) not in text, f"{item.id} tells {why!r}"
        assert "✓" not in sheet and "✗" not in sheet, item.id


def test_the_key_reads_in_the_letters_of_the_sheet():
    for item in BANK.values():
        key, sheet = answered(item, 3), asked(item, 3)
        assert f'data-k="{item.id}"' in key and not CONTROL.search(key)
        assert grade(item, meant(item, spelt(item))).correct
        if item.kind in ("numeric", "text"):
            assert words(key).startswith(f"3 {item.whys()['right'][0].split(' (')[0]}"), item.id
            continue
        assert f"<strong>{spelt(item)}</strong>" in key, item.id
        if item.kind in ("single", "multiple", "hotspot"):
            shown = listed(sheet)
            right = {letter for letter in spelt(item)}
            for verdict, letter, text in re.findall(r'<b class="verdict">(.)</b> <strong>([A-H]) (.*?)</strong>', key):
                assert tight(words(text)) == shown[letter], item.id
                assert (verdict == "✓") == (letter in right), item.id


def test_each_kind_has_what_a_pen_needs():
    for item in BANK.values():
        sheet = asked(item)
        match item:
            case Ordering():
                assert sheet.count(BLANK) == len(item.steps) and listed(sheet).keys() == set(
                    "ABCDEFGH"[: len(item.steps)]
                )
            case Matching():
                assert sheet.count(BLANK) == len(item.pairs) and 'class="columns"' in sheet
                assert len(listed(sheet)) == len(item.rights())
            case Cloze():
                assert sheet.count(BLANK) == len(item.blanks) == sheet.count('class="offer"')
                assert "{" not in words(sheet)
            case _:
                ticks = sheet.count(TICK) - 3 * item.confidence
                lines = sheet.count(LINE)
                assert (ticks, lines) == ((0, 1) if item.kind in ("numeric", "text") else (len(item.whys()), 0)), (
                    item.id
                )
                if item.kind == "numeric" and item.unit:
                    assert f"{LINE} {item.unit}" in sheet


# ---- HTML


def test_controls_become_marks_and_what_is_folded_opens():
    html = (
        '<details class="a" open><summary tabindex="0">Is it open or closed?</summary><label><input type="radio" name="x"> an open wound</label>'
        '<select><option>1</option></select><textarea rows="4" maxlength="9">x</textarea><input type="text"><button>Go</button></details>'
        '<script>1</script><p class="ho-live">run</p><img loading="lazy" src="x"><h2 id="top">T</h2><svg><g id="clip"/></svg>'
    )
    found = printed(html)
    assert not CONTROL.search(found)
    assert words(found) == "Is it open or closed? an open wound T", "words of the text stay"
    assert (found.count(TICK), found.count(BLANK), found.count(LINE)) == (1, 1, 5)
    assert 'id="clip"' in found and 'id="top"' not in found and "lazy" not in found
    assert '<div class="a">' in found


def test_whole_elements_are_cut_out_with_what_is_in_them():
    html = "a<details x>b<details>c</details></details>d<details>e</details>"
    assert cut(html, "details", lambda one: "x" in one) == (
        "ad<details>e</details>",
        ["<details x>b<details>c</details></details>"],
    )
    assert cut(html, "details", lambda one: False) == (html, [])


def test_sources_become_numbers_in_order_of_appearance():
    html = printed(
        '<a href="https://doi.org/x" title="zhu2015">Zhu</a> <a href="y" title="INC017">6.42 %</a> <a href="z" title="zhu2015">again</a>'
    )
    found, keys = numbered(html)
    assert words(found) == "Zhu 6.42 % again" and "<a " not in found
    assert re.findall(r'<sup class="cite">(.*?)</sup>', found) == ["1", "2", "1"]
    assert keys == ["zhu2015", "bhs2018"]
    assert list_html(keys).count("<li>") == 2 and "https://doi.org/" in list_html(keys)
    assert (
        printed('<a href="https://example.org/a">here</a>')
        == 'here <span class="address">(https://example.org/a)</span>'
    )
    assert printed('<a href="05-x.ipynb#y">lesson 5</a>') == "lesson 5"


@pytest.mark.parametrize(
    ("numbers", "text"), [([3], "3"), ([1, 2], "1,2"), ([7, 1, 2, 3], "1-3,7"), ([5, 5], "5"), ([], "")]
)
def test_runs_of_numbers_are_short(numbers, text):
    assert spans(numbers) == text


# ---- lessons


def part(name: str, **more) -> Part:
    one = exhibit.explorer(name)
    return Part(one.html, one.spec | more, one.data)


def question(name: str) -> Part:
    return Part(item_html(BANK[name]), item_spec(BANK[name]))


def lesson(*cells: Cell) -> Leaf:
    return of_lesson(Notebook(Path("60-toy.ipynb"), cells))


def cell(name: str, *parts: Part, html: str = "") -> Cell:
    return Cell("part" if parts else "text", name, "", "", html or "".join(one.html for one in parts), parts)


def test_a_lesson_in_its_order_with_the_answers_apart():
    prediction = BANK["03-predict-man"]
    leaf = lesson(
        cell("title", html='<h1 id="t">Odds &amp; people</h1><p>By <a href="x" title="zhu2015">Zhu</a>.</p>'),
        cell("ask", question("03-what-widens"), question(prediction.id)),
        cell("explore", part("hip-odds", after=prediction.page_spec())),
        cell("triage", part("triage")),
        cell("again", question("03-what-widens")),
        Cell("part", "references", "", "", '<section class="ho-references">x</section>'),
    )
    text = words(leaf.sheet)
    assert re.findall(r'data-q="([^"]+)"', leaf.sheet) == ["03-what-widens", prediction.id, "03-what-widens"]
    assert re.findall(r'<b class="n">(\d+)</b>', leaf.sheet) == ["1", "2", "1"], "the same question keeps its number"
    assert "Answer question 2 before you read on." in text and not CONTROL.search(leaf.sheet)
    assert "<h1" not in leaf.sheet and "ho-references" not in leaf.sheet
    assert text.count("Patient 1") == 1 and "Every choice" not in text
    assert "Patient 3" in words(leaf.key) and "Best" in words(leaf.key), "the drill's answers are in the key"
    html = document([leaf], "with")
    _, sheet, key = html.split('<article class="leaf')
    assert "Name" in words(sheet) and "Key: 60-toy" in words(key) and "Zhu" in words(sheet.split("Sources")[1])


def test_a_map_of_a_case_and_what_cannot_be_printed_stay_off_the_sheet():
    leaf = lesson(
        cell("title", html="<h1>T</h1>"),
        Cell("part", "map", "", "", '<section class="ho ho-casemap"><p>Where it leads</p></section>'),
        cell("review", Part('<section class="ho" data-ho="revisit" data-name="pool">x</section>', {})),
    )
    assert words(leaf.sheet) == "" and words(leaf.key) == "Where it leads"


def test_long_charts_are_cut_and_say_so():
    for name, many in (
        ("frequency", "30 of 43 rows, chosen evenly"),
        ("risk-factors", "21 of 67 rows, those with a figure"),
    ):
        found = on_paper(part(name)).sheet
        rows = re.findall(r"<tr><th", found.partition("<tbody>")[2])
        assert f"{len(rows)} of" in many and re.sub(r"\d+", "9", many) in re.sub(r"\d+", "9", words(found)), name
        assert len(rows) <= 30
    assert "rows, " not in on_paper(part("hip-odds")).sheet


def test_the_answers_of_films_move_to_the_key():
    html = (
        '<section class="ho ho-grading" data-ho="grading" data-name="x" aria-label="Films"><figure><img src="x"><figcaption>Film 3</figcaption>'
        "<details><summary>Answer to film 3</summary><p>Class II.</p></details></figure><details open><summary>The rule</summary>r</details></section>"
    )
    found = on_paper(Part(html, {}))
    assert words(found.sheet) == "Film 3 The rule r" and words(found.key) == "Films Answer to film 3 Class II."


@pytest.mark.parametrize(
    "name", ["evidence-board", "teach-back", "claim-review", "leaflet", "plan-builder", "toe-to-diagnosis"]
)
def test_what_tells_the_answer_moves_to_the_key(name):
    found = on_paper(part(name))
    assert not CONTROL.search(found.sheet + found.key)
    told = re.compile(
        r"Answer to film|Our places, and why|A model answer:|Our verdicts:|marked best, week|Every choice, and why"
    )
    assert not told.search(words(found.sheet))
    assert bool(words(found.key)) == (name != "leaflet")


def test_a_case_is_a_gamebook_without_its_key():
    one = exhibit.case("burned-elbow")
    found = on_paper(Part(one.html, one.spec))
    assert "Begin at section 1" in words(found.sheet) and "go to" in words(found.sheet)
    assert not re.search(r"Harmful\.|Risky\.|What it shows", words(found.sheet))
    assert re.search(r"Harmful\.|Risky\.", words(found.key))


# ---- choosing


def test_places_add_up_and_uses_and_kinds_narrow_down():
    ids = [item.id for item in choose(BANK.values(), ["05", "06.1", "single", "posttest"])]
    assert ids == [
        item.id
        for item in BANK.values()
        if (item.lesson == "05" or item.objective == "06.1") and item.kind == "single" and item.use == "posttest"
    ]
    assert ids
    assert [item.id for item in choose(BANK.values(), ["05-match-sees", "03-what-widens"])] == [
        "03-what-widens",
        "05-match-sees",
    ]
    with pytest.raises(ContentError, match="'posttset'; did you mean 'posttest'"):
        choose(BANK.values(), ["posttset"])
    with pytest.raises(ContentError, match="no question fits '00 hotspot'"):
        choose(BANK.values(), ["00", "hotspot"])


def test_questions_of_several_lessons_stand_under_their_names():
    leaf = of_items([BANK["03-what-widens"], BANK["05-match-sees"]])
    assert re.findall(r"<h2>", leaf.sheet) == ["<h2>", "<h2>"]
    assert (
        re.findall(r'<b class="n">(\d)</b>', leaf.sheet) == re.findall(r'<b class="n">(\d)</b>', leaf.key) == ["1", "2"]
    )


# ---- files


def test_a_handout_is_complete_by_itself():
    html = document([Leaf('A "quoted" </style> title', "", "<p>x</p>", "<p>secret</p>")])
    assert (
        "<script" not in html and '<link rel="stylesheet' not in html and not re.search(r'(src|href)="(?!data:)', html)
    )
    assert html.count("<style>") == html.count("</style>"), "a title cannot end the style"
    assert "secret" not in html and "counter(page)" in html
    assert "secret" in document([Leaf("T", "", "<p>x</p>", "<p>secret</p>")], "with")
    only = document([Leaf("T", "", "<p>sheet</p>", "")], "only")
    assert "<p>sheet</p>" not in only and "nothing to answer" in only


def test_the_command_writes_what_was_asked_for(tmp_path, capsys, monkeypatch):
    monkeypatch.chdir(tmp_path)
    out = tmp_path / "q.html"
    assert main(["handout", "--items", "00-word-heterotopic", "--key", "--out", str(out)]) == 0
    assert out.read_text(encoding="utf-8").count('data-q="00-word-heterotopic"') == 1
    for arguments, said in (
        (["handout"], "name a lesson"),
        (["handout", "44"], "there is no notebook '44'"),
        (["handout", "00", "--out", "x.docx"], "neither .html nor .pdf"),
        (["handout", "--items", "00-word-heterotopc"], "did you mean '00-word-heterotopic'"),
    ):
        assert main(arguments) == 2
        assert said in capsys.readouterr().err
    monkeypatch.setenv("HOEDU_CHROMIUM", str(tmp_path / "none"))
    assert main(["handout", "--items", "00-word-heterotopic", "--out", "x.pdf"]) == 2
    assert "needs Chromium, Chrome or Edge" in capsys.readouterr().err


@pytest.mark.skipif(os.name == "nt", reason="a stand-in for a browser, as a shell script")
@pytest.mark.parametrize(
    ("script", "said"), [("", "it gave no reason"), ("echo lost a font >&2; exit 3", "lost a font")]
)
def test_a_browser_that_fails_is_told(tmp_path, monkeypatch, script, said):
    fake = tmp_path / "browser"
    fake.write_text(f"#!/bin/sh\n{script}\n")
    fake.chmod(fake.stat().st_mode | stat.S_IXUSR)
    monkeypatch.setenv("HOEDU_CHROMIUM", str(fake))
    (tmp_path / "a.html").write_text("x")
    with pytest.raises(ContentError, match=said):
        printing.to_pdf(tmp_path / "a.html", tmp_path / "a.pdf")


@pytest.mark.parametrize("name", ["swollen-thigh", "odd-toes"])
def test_the_headings_of_a_cases_key_go_down_by_one(name):
    """The key's page has the only h1; a screen reader's list of headings has no gap."""
    one = exhibit.case(name)
    levels = [1, *map(int, re.findall(r"<h([1-6])", on_paper(Part(one.html, one.spec)).key))]
    assert len(levels) > 5 and max(b - a for a, b in zip(levels, levels[1:])) == 1
