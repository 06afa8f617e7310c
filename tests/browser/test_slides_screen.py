"""A deck in a lecture theatre: every slide to the last, text that the back row reads, and votes counted by keyboard."""

import json
import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from conftest import ROOT, opened, served
from playwright.sync_api import expect

from hoedu.html.inline import plain
from hoedu.items import load
from hoedu.publish import slides
from hoedu.publish.lesson import read
from hoedu.publish.sheet import words_of

NAME, READY = "03-risk-factors", "html[data-ready]"
NOTEBOOK = ROOT / "notebooks" / f"{NAME}.ipynb"
LEAST = 32  # units of 1280 x 720: 24 points
BANK = load()
ITEM = BANK["03-dish-marker"]

# What is smaller than it should be, and what is cut off without a hint, on the slide that is shown.
MEASURE = """(least) => {
    const slide = Reveal.getCurrentSlide(), scale = Reveal.getScale(), small = [];
    const texts = document.createTreeWalker(slide, NodeFilter.SHOW_TEXT);
    for (let text; (text = texts.nextNode());) {
        const node = text.parentElement;
        if (!text.textContent.trim() || node.closest("script, style, .unseen, .ho-unseen, .sources")) continue;
        if (!node.checkVisibility({ checkOpacity: true, checkVisibilityCSS: true })) continue;
        const range = document.createRange();
        range.selectNodeContents(text);
        if (range.getBoundingClientRect().width < 2) continue;
        let size = parseFloat(getComputedStyle(node).fontSize);
        if (node.ownerSVGElement) {
            const matrix = node.getScreenCTM();
            size *= Math.hypot(matrix.b, matrix.d) / scale;
        }
        if (size < least - 0.1) small.push([size, text.textContent.trim().slice(0, 40)]);
    }
    const body = slide.querySelector(".body");
    const hidden = body.scrollHeight - body.clientHeight > 4 && slide.querySelector(".more").hidden;
    const wide = body.scrollWidth - body.clientWidth > 2;
    return { id: slide.id, small, hidden, wide };
}"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    home = tmp_path_factory.mktemp("slides")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("HOEDU_HOME", str(home))
        slides.present([NOTEBOOK], home / "out")
    return home / "out"


@pytest.fixture(scope="module")
def address(folder):
    with served(folder) as address:
        yield address


@pytest.fixture
def deck(browser, address):
    with opened(browser, address, f"/slides/{NAME}.html", READY, viewport={"width": 1280, "height": 720}) as page:
        yield page


def here(page) -> str:
    return page.evaluate("Reveal.getCurrentSlide().id")


def go(page, name: str):
    """Jump to a slide as the address does; returns it, alive."""
    page.evaluate("(name) => (location.hash = `#/${name}`)", name)
    page.wait_for_function("(name) => Reveal.getCurrentSlide().id === name", arg=name)
    slide = page.locator("[data-leaf].present[data-ready]")
    slide.wait_for()
    return slide


def press(page, *keys: str) -> None:
    for key in keys:
        page.keyboard.press(key)


def test_every_slide_to_the_last(deck):
    """By the arrow at its foot. All text is large enough, save the sources at the foot; what is cut off says so."""
    names = deck.evaluate("[...document.querySelectorAll('[data-leaf]')].map((slide) => slide.id)")
    assert len(names) > 50 and len(set(names)) == len(names)
    for number, name in enumerate(names, 1):
        deck.locator("[data-leaf].present[data-ready]").wait_for()
        found = deck.evaluate(MEASURE, LEAST)
        assert found == {"id": name, "small": [], "hidden": False, "wide": False}
        slide = deck.locator("[data-leaf].present")
        assert slide.locator(".number").inner_text().split()[-1] == str(number)
        assert slide.get_attribute("data-over") != "true" or slide.get_attribute("data-kind") != "text", (
            "text is cut to fit"
        )
        slide.get_by_role("button", name="Next", exact=True).click()
    assert here(deck) == names[-1] == "references"


def test_long_text_is_cut_and_none_is_lost(deck):
    """Every word of the lesson's texts, once, in order."""
    cells = [cell for cell in read(NOTEBOOK).cells if cell.kind == "text" and cell.slide != "skip"]
    for cell in cells:
        shown = deck.evaluate(
            """(id) => [...document.querySelectorAll("[data-kind=text]")].filter((slide) => slide.id === id || slide.id.startsWith(id + "--"))
                .map((slide) => [...slide.querySelectorAll(".body > :not(.heading)")].map((node) => node.innerText).join(" ")).join(" ")""",
            cell.id,
        )
        wanted = words_of(re.sub(r"<h[1-6].*?</h[1-6]>", "", cell.html)).replace("By the end you can: ", "")
        assert "".join(words_of(shown).split()) == "".join(wanted.split()), cell.id
    opening = go(deck, "title--2")
    expect(opening.locator(".heading")).to_have_text("By the end you can")
    expect(opening.locator("li")).to_have_count(6)


def test_the_cycle_of_a_question_by_keyboard(deck):
    """Ask, vote, show, talk, vote again, show both, answer, every reason; no key of it turns the slide."""
    slide = go(deck, ITEM.id)
    line, tallies = slide.locator(".voteline"), slide.locator(".tally")
    expect(tallies).to_have_count(0)
    press(deck, "v", "1", "2", "2", "b", "d", "Shift+Digit2")
    expect(line).to_have_text("B minus one. 4 counted.")
    expect(tallies).to_have_count(0)  # nothing is given away while hands are up
    press(deck, "9", "e", "f")  # no such options; full screen and the rest wait, too
    expect(line).to_have_text("B minus one. 4 counted.")
    press(deck, "t")
    boxes = slide.get_by_role("spinbutton")
    expect(boxes).to_have_count(4)
    expect(boxes.nth(0)).to_be_focused()
    deck.keyboard.type("6")
    press(deck, "Enter", "v")
    expect(tallies).to_have_count(4)
    expect(tallies.nth(0)).to_contain_text("6 (67 %)")
    expect(tallies.nth(1)).to_contain_text("2 (22 %)")
    expect(line).to_have_text("9 votes.")
    press(deck, "v")
    expect(line).to_have_text(re.compile(r"Talk it over: (2:00|1:5\d)"))
    press(deck, "+")
    expect(line).to_have_text(re.compile(r"Talk it over: 2:[23]\d"))
    press(deck, "v", *"3444444444")
    expect(line).to_have_text("D plus one. 10 counted.")
    expect(tallies.nth(3)).to_have_text("First1 (11 %)")  # the second is not shown yet
    press(deck, "v")
    expect(tallies.nth(3)).to_have_text("First1 (11 %)Second9 (90 %)")
    press(deck, "v")
    expect(tallies.nth(3)).to_have_text("11 % → 90 %")
    right = "ABCD"[
        slide.locator(".ho-options > li").evaluate_all(
            "(rows) => rows.findIndex((row) => row.dataset.right === 'true')"
        )
    ]
    assert right == "D"
    expect(slide.locator(".told")).to_have_text(["✗ Not this", "✗ Not this", "✗ Not this", "✓ Right"])
    reason = slide.locator(".reason.current-fragment")
    expect(reason).to_contain_text("D ✓ Right:")
    for letter in "ABC":
        press(deck, "ArrowRight")
        expect(reason).to_contain_text(f"{letter} ✗ Not this:")
    assert here(deck) == ITEM.id
    deck.reload()
    deck.wait_for_selector(READY)
    expect(slide.locator(".tally").nth(3)).to_have_text("11 % → 90 %")  # votes outlive a reload
    slide.get_by_role("button", name="Clear votes").click()
    slide.get_by_role("button", name="Press again to clear").click()
    expect(slide.locator(".told")).to_have_count(0)
    expect(line).to_have_text("")


def test_what_was_held_back_is_answered_after_the_data(deck):
    held = go(deck, "03-predict-sign")
    if held.locator(".ho-options").count():
        press(deck, "v", "1", "1", "2", "v")
        expect(held.locator(".tally").first).to_contain_text("2 (67 %)")
    press(deck, "r")
    expect(held.locator(".reasons")).to_be_hidden()
    answer = go(deck, "03-predict-sign-answer")
    press(deck, "r")
    expect(answer.locator(".reason.current-fragment")).to_be_visible()
    assert answer.locator("input, select").count() == 0

    guess = go(deck, "03-predict-frequency")  # a number: written down, and said again beside the answer
    guess.get_by_role("textbox").fill("25")
    answer = go(deck, "03-predict-frequency-answer")
    expect(answer.locator(".classsaid")).to_have_text("The class said: 25 %.")
    press(deck, "v")
    expect(answer.locator(".reason.current-fragment")).to_be_visible()
    press(deck, "v", "1", "1", "2", "v")
    expect(answer.locator(".voteline")).to_have_text("2 had it right, 1 did not.")


def test_a_revealed_answer_outlasts_a_reload(deck):
    go(deck, ITEM.id)
    press(deck, "v", "1", "v", "r")
    told = deck.locator(".present[data-leaf] .ho-options > li .ho-mark.told")
    expect(told).to_have_count(len(ITEM.options))
    before = told.all_inner_texts()
    deck.reload()
    deck.wait_for_selector(READY)
    expect(told).to_have_text(before)
    expect(deck.locator(".present[data-leaf] .ho-options > li[data-right=true]")).to_have_count(1)


def test_the_answer_to_a_first_question_comes_later_and_says_so(deck):
    name = next(item.id for item in BANK.values() if item.lesson == "03" and item.use == "pretest" and item.kind == "single")
    slide = go(deck, name)
    press(deck, "r")
    expect(slide.locator(".voteline")).to_have_text("The answer comes later.")


def test_keys_in_a_control_stay_there(deck):
    slide = go(deck, "hip-odds")
    choice = slide.locator("select").nth(1)
    choice.focus()
    press(deck, "ArrowDown", "ArrowRight", "b", "n", "g")
    assert here(deck) == "hip-odds"
    assert not deck.evaluate("Reveal.isPaused()") and deck.locator("dialog[open], .drawer").count() == 0
    press(deck, "Escape", "Escape")
    assert deck.evaluate("Reveal.isOverview()"), "the first Escape leaves the control, the second shows all slides"
    press(deck, "Enter", "b")
    assert deck.evaluate("Reveal.isPaused() && !Reveal.isOverview()")
    press(deck, "b", "?")
    expect(deck.get_by_role("dialog", name="Keys")).to_be_visible()
    press(deck, "ArrowRight", "Escape")
    assert here(deck) == "hip-odds"
    press(deck, "g")
    deck.keyboard.type("by the end")
    press(deck, "Enter")
    assert here(deck) == "title--2"
    press(deck, "]")
    assert here(deck) == "story-two-reports"
    press(deck, "End", "PageUp", "Home", "Space")
    assert here(deck) == "title--2"
    number = go(deck, "03-severe-share").get_by_role("textbox")
    number.fill("23")
    press(deck, "PageDown")  # a presenter's remote, in a text: nothing
    assert here(deck) == "03-severe-share" and number.input_value() == "23"


def test_a_click_in_class_is_nobodys_progress(deck):
    """The reader's own answers are neither shown nor touched; those given on slides go with the window."""
    mine = json.dumps([["a1b2c3d4e5", 1, ITEM.id, ITEM.hash, ITEM.distractors()[0], None]])
    deck.add_init_script(f"localStorage.setItem('hoedu.progress', {json.dumps(mine)})")
    deck.reload()
    deck.wait_for_selector(READY)
    slide = go(deck, ITEM.id)
    expect(slide.locator("input:checked")).to_have_count(0)
    slide.locator(f'.ho-options input[value="{ITEM.key()}"]').check()
    slide.get_by_role("button", name="Check", exact=True).click()
    expect(slide.locator(".ho-feedback")).to_contain_text("✓ Right.")
    press(deck, "Escape", "v", "1", "l")
    (origin,) = deck.context.storage_state()["origins"]
    kept = {entry["name"]: entry["value"] for entry in origin["localStorage"]}
    assert kept == {"hoedu.progress": mine, "hoedu.theme": "dark"}


def test_the_speaker_has_a_window_even_from_a_disk(browser, folder):
    context = browser.new_context(viewport={"width": 1280, "height": 720})
    page = context.new_page()
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.on("request", lambda r: None if r.url.startswith(("file:", "data:")) else errors.append(r.url))
    page.goto((folder / "slides" / f"{NAME}.html").as_uri())
    page.wait_for_selector(READY)
    with context.expect_page() as opening:
        page.keyboard.press("s")
    speaker = opening.value
    expect(speaker.locator("h1")).to_have_text(re.compile(r"^1 of \d+: "))
    expect(speaker.locator(".ask")).to_have_text(re.compile(r"\?$"))
    expect(speaker.locator("[data-time=here]")).to_have_text("0:00 of 1 min")
    expect(speaker.locator(".next .title")).to_have_text("By the end you can")
    expect(speaker.frame_locator("iframe").locator(".heading")).to_have_text("By the end you can")
    speaker.keyboard.press("ArrowRight")
    assert here(page) == "title--2"
    expect(speaker.get_by_role("button", name="Pause the clock")).to_be_visible()  # it starts with the first step
    expect(speaker.locator("[data-time=elapsed]")).to_have_text(re.compile(r"0:0[1-9]"))
    go(page, ITEM.id)
    (right,) = (option for option in ITEM.options if option.correct)
    assert "](" in right.why, "links stand in the reason: none of its words may be lost"
    expect(speaker.locator(".key li")).to_have_text([f"{right.text}. {plain(right.why)}"])
    speaker.keyboard.press("v")
    speaker.keyboard.press("4")
    expect(speaker.locator(".votes")).to_have_text("First vote: A 0, B 0, C 0, D 1. ")
    speaker.evaluate("document.body.replaceChildren()")  # as a window on its way to being closed, or loaded again
    page.keyboard.press("n")
    expect(page.get_by_role("complementary", name="Speaker's notes").locator(".ask")).to_be_visible()
    page.keyboard.press("s")
    expect(speaker.locator(".ask")).to_be_visible()
    speaker.close()
    page.keyboard.press("ArrowRight")
    expect(page.locator(".drawer [data-time=here]")).to_have_text(re.compile(" of "))
    context.close()
    assert errors == []


def test_a_folder_of_decks_has_its_contents(browser, address):
    with opened(browser, address, "/index.html", "h1", viewport={"width": 320, "height": 640}) as page:
        for theme in ("light", "dark"):
            page.emulate_media(color_scheme=theme)
            found = Axe().run(page)
            assert found.violations_count == 0, f"{theme}\n{found.generate_report()}"
        assert page.evaluate("document.documentElement.scrollWidth") <= 320
        page.get_by_role("link", name="Who forms bone where it should not?").click()
        page.wait_for_selector(READY)


def test_axe_finds_nothing_on_a_projector(browser, address):
    looked_at = {
        "light": ("title--2", ITEM.id, "risk-factors"),
        "dark": ("03-match-cause", "hip-odds", "03-predict-sign-answer"),
    }
    with opened(browser, address, f"/slides/{NAME}.html", READY, viewport={"width": 1920, "height": 1080}) as page:
        assert page.evaluate("Reveal.getScale()") == 1.5, "everything is larger"
        for theme, names in looked_at.items():
            page.emulate_media(color_scheme=theme)
            for name in names:
                go(page, name)
                if name == ITEM.id:
                    press(page, "v", "1", "v", "v", "v", "2", "v", "r")
                found = Axe().run(page)
                assert found.violations_count == 0, f"{name}, {theme}\n{found.generate_report()}"


def test_jupyterlab_shows_a_lesson_as_slides(lab, lab_tab):
    """One button in the toolbar; votes last and the second window opens, which JupyterLab's own sandbox would forbid."""
    lab.show(lab_tab, "00-start-here.ipynb")
    with lab_tab.context.expect_page() as opening:
        lab_tab.get_by_role("button", name="Slides", exact=True).click()
    deck = opening.value
    deck.wait_for_selector(READY, timeout=90_000)
    assert deck.url.endswith("/hoedu/decks/00-start-here/slides/00-start-here.html#/title")
    assert deck.evaluate("sessionStorage.length >= 0 && location.origin") == f"http://127.0.0.1:{lab.port}"
    deck.keyboard.press("PageDown")
    with deck.context.expect_page() as opening:
        deck.keyboard.press("s")
    expect(opening.value.locator("h1")).to_have_text(re.compile(r"^2 of "))
