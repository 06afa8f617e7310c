"""Paper as a lecturer meets it: handouts that print to whole pages, and questions ticked on a page opened from a disk."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from conftest import ROOT
from playwright.sync_api import expect

from hoedu.cli import main
from hoedu.items import load
from hoedu.publish import handout, printing
from hoedu.publish.site import build

A4 = 665  # CSS pixels between the margins
BANK = load()
TICKED = ("03-what-widens", "03-pre-two-figures", "00-word-heterotopic")


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    home = tmp_path_factory.mktemp("paper-home")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("HOEDU_HOME", str(home))
        names = ("00-start-here", "03-risk-factors")
        build(home / "site", [ROOT / "notebooks" / f"{name}.ipynb" for name in names], ways=[handout.way])
    return home / "site"


@pytest.fixture
def page(browser):
    """A tab without a network: everything comes from the disk."""
    context = browser.new_context(viewport={"width": 1000, "height": 900}, offline=True)
    tab = context.new_page()
    errors: list[str] = []
    tab.on("pageerror", lambda error: errors.append(str(error)))
    tab.on("console", lambda line: errors.append(line.text) if line.type == "error" else None)
    tab.add_init_script("window.print = () => (window.prints = (window.prints ?? 0) + 1)")
    yield tab
    context.close()
    assert errors == []


def pages(tab) -> int:
    return len(re.findall(rb"/Type\s*/Page\b(?!s)", tab.pdf(prefer_css_page_size=True)))


def violations(tab) -> list[str]:
    return [one["id"] for one in Axe().run(tab, options={"preload": False}).response["violations"]]


def test_handouts_fill_whole_pages_and_keep_the_key_apart(page, folder, tmp_path):
    counted = {}
    for name in ("00", "00-key", "03", "03-key"):
        page.goto((folder / "paper" / f"{name}.html").as_uri())
        assert violations(page) == [], name
        page.set_viewport_size({"width": 360, "height": 800})
        assert page.evaluate("document.documentElement.scrollWidth") <= 360, name
        page.set_viewport_size({"width": A4, "height": 990})
        page.emulate_media(media="print")
        # What is wider than the sheet makes the browser print everything smaller.
        assert page.evaluate("document.documentElement.scrollWidth") <= A4, name
        assert page.locator("input, select, button, textarea, summary, script").count() == 0
        expect(page.locator("nav.screen")).to_be_hidden()
        small = page.evaluate("""() => [...document.querySelectorAll("main *")].filter((node) => !node.closest("svg, sup, .ho-axis") &&
            [...node.childNodes].some((child) => child.nodeType === 3 && child.textContent.trim()) && node.getClientRects().length &&
            parseFloat(getComputedStyle(node).fontSize) < 10.6).map((node) => node.outerHTML.slice(0, 90))""")
        assert small == [], "nothing is set smaller than 8 points"
        counted[name] = pages(page)
        page.emulate_media(media="null")
        page.set_viewport_size({"width": 1000, "height": 900})
    assert 10 < counted["03"] < 22 and 6 < counted["03-key"] < 14 and counted["00"] in (2, 3, 4)
    sheet = (folder / "paper" / "03.html").read_text(encoding="utf-8")
    assert all(f'data-q="{item.id}"' in sheet for item in BANK.lesson("03"))
    assert not re.search(r"✓|✗", sheet)
    out = tmp_path / "both.html"
    assert main(["handout", "00", "--key", "--out", str(out)]) == 0
    page.goto(out.as_uri())
    assert pages(page) == counted["00"] + counted["00-key"], "the key begins on a page of its own"


def test_what_is_ticked_is_printed(page, folder):
    page.goto((folder / "paper" / "questions.html").as_uri())
    status = page.locator("[data-count]")
    total = len(BANK.lesson("00")) + len(BANK.lesson("03"))
    expect(status).to_have_text(f"0 ticked; {total} of {total} shown.")
    page.get_by_role("button", name="Print").click()
    expect(status).to_have_text("Tick a question first.")
    assert violations(page) == []
    for name in TICKED:
        page.locator(f'[data-entry="{name}"] input').focus()
        page.keyboard.press("Space")
    page.locator("[name=title]").fill('Week "three"')
    chosen = page.locator("[data-chosen]")
    expect(chosen.locator(".q")).to_have_count(3)
    expect(chosen).to_be_hidden()
    order = [item for item in BANK if item in TICKED]
    assert chosen.locator(".q").evaluate_all("nodes => nodes.map((node) => node.dataset.q)") == order
    assert chosen.locator(".q .n").all_text_contents() == ["1", "2", "3"]
    text = chosen.text_content()
    assert not any(mark in text for mark in "✓✗") and 'Week "three"' in text
    page.get_by_role("button", name="Print").click()
    page.wait_for_function("window.prints === 1")
    without = pages(page)
    page.locator("[name=key]").check()
    expect(chosen.locator(".k")).to_have_count(3)
    assert chosen.locator("article").count() == 2 and "✓" in chosen.text_content()
    marks = chosen.locator(".key sup.cite").all_text_contents()
    assert (
        marks
        and all(re.fullmatch(r"\d+(,\d+)*", mark) for mark in marks)
        and chosen.locator(".key .sources li").count() >= 1
    )
    assert pages(page) > without
    page.emulate_media(media="print")
    expect(page.locator("#choose")).to_be_hidden()
    expect(chosen).to_be_visible()
    page.emulate_media(media="null")

    # Filters, and what the address keeps.
    page.locator("[name=where]").select_option("03.1")
    page.locator("[name=use]").select_option("posttest")
    fits = [item.id for item in BANK.lesson("03") if item.objective == "03.1" and item.use == "posttest"]
    expect(status).to_have_text(f"3 ticked; {len(fits)} of {total} shown.")
    page.get_by_role("button", name="Tick all shown").click()
    expect(chosen.locator(".q")).to_have_count(3 + len(fits))
    page.reload()
    expect(chosen.locator(".q")).to_have_count(3 + len(fits))
    page.locator("[name=words]").fill("no such words anywhere")
    expect(status).to_contain_text(f"; 0 of {total} shown.")
    page.get_by_role("button", name="Untick all").click()
    expect(chosen.locator(".q")).to_have_count(0)
    page.set_viewport_size({"width": 360, "height": 800})
    page.locator("[name=words]").fill("")
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    assert violations(page) == []
    page.get_by_role("link", name="For lecturers").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("For lecturers")
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    assert violations(page) == []
    page.get_by_role("link", name="Choose questions and print them").click()
    expect(page).to_have_title("Questions for paper")


@pytest.mark.skipif(not printing.browser(), reason="no browser of one's own to print with")
def test_the_command_prints_a_pdf(tmp_path):
    out = tmp_path / "questions.pdf"
    assert main(["handout", "--items", "00-word-heterotopic", "03-sign-new-base", "--key", "--out", str(out)]) == 0
    assert out.read_bytes().startswith(b"%PDF") and len(re.findall(rb"/Type\s*/Page\b(?!s)", out.read_bytes())) == 2
