"""The toe-to-diagnosis drill and the chart with an axis for each question, on a page with no kernel."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from conftest import opened, pages
from playwright.sync_api import expect
from test_access import CONTRAST

from hoedu.drills.base import SIZE, VERDICTS, best_of
from hoedu.explorers import build, natural_history
from hoedu.html.drill import PRINTED
from hoedu.html.explorers import explorer_html, explorer_spec
from hoedu.html.inline import plain
from hoedu.html.page import part

DRILL, COURSE = build("toe-to-diagnosis"), build("natural-history")
MISSED = DRILL.look.missed
TOPS = """() => JSON.stringify([".ho-look", ".ho-choices", ".ho-check", ".ho-next"].map((name) =>
    Math.round(document.querySelector(name).getBoundingClientRect().top + scrollY)))"""
OVER = """() => [...document.querySelectorAll(".ho-drill *")].filter((node) => !node.closest(".ho-room, .ho-unseen") &&
    node.getBoundingClientRect().right > innerWidth + 0.5).map((node) => node.className || node.tagName)"""
GO = """([text, number]) => {
    document.querySelector(".ho-goto input").value = text;
    document.querySelector(".ho-goto button").click();
    for (const list of document.querySelectorAll(".ho-choices")) {
        const inputs = list.querySelectorAll("input");
        inputs[number % inputs.length].click();
    }
    document.querySelector(".ho-check").click(); }"""


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    parts = {one.name: part(explorer_html(one), explorer_spec(one)) for one in (DRILL, COURSE)}
    with pages(tmp_path_factory.mktemp("genetic"), parts) as address:
        yield address


def on_page(browser, site, name="toe-to-diagnosis", **options):
    ready = f"[data-name={name}]" + ("[data-live]" if options.get("java_script_enabled", True) else "")
    return opened(browser, site, f"/{name}.html", ready, **options)


def words(number):
    return DRILL.look.pictures[DRILL.card(number).picture].words


def told(number, chosen, looked):
    """What the page has to say of three answers: verdicts, reasons, the best, and the feet."""
    lines = []
    for asked, options, option in zip(DRILL.questions, DRILL.card(number).judged, chosen, strict=True):
        one, best = options[option], best_of(options)
        symbol, word, _ = VERDICTS[one.verdict]
        lines.append(f"{symbol} {word.capitalize()}. {plain(str(one.reason))}")
        if option != best:
            lines.append(f"Best: {dict(asked.options)[best]}. {plain(str(options[best].reason))}")
    return [*lines, words(number) if looked else f"{MISSED} {words(number)}"]


def test_by_click_looking_or_not(browser, site):
    with on_page(browser, site) as page:
        feet, said = page.locator(".ho-look"), page.locator(".ho-feedback[role=status] p")
        picture = feet.locator("svg")
        for number in range(1, 5):
            card = DRILL.card(number)
            expect(page.locator(".ho-card .ho-patient")).to_have_text(f"Patient {number}")
            expect(picture).not_to_be_visible()  # closed again for each patient
            assert page.locator(".ho-facts:not(.ho-room) dd").all_inner_texts() == [
                plain(str(line)) for line in card.lines
            ]
            looked = number % 2 == 0
            if looked:
                feet.locator("summary").click()
                expect(picture).to_be_visible()
                expect(feet.locator("figcaption")).to_have_text(words(number))
                assert words(number) in picture.get_attribute("aria-label")
            if number == 1:
                page.get_by_role("button", name="Decide").click()
                expect(said).to_have_text(["Answer each question first. Open: What is most likely? What next? What has to be stopped today?"])
            chosen = []
            for place, (asked, options) in enumerate(zip(DRILL.questions, card.judged, strict=True)):
                keys = [key for key, _ in asked.options]
                chosen.append(best_of(options) if number > 2 else keys[(number + place) % len(keys)])
                page.locator(".ho-choices").nth(place).locator("input").nth(keys.index(chosen[-1])).check()
            page.get_by_role("button", name="Decide").click()
            expect(said).to_have_text(told(number, chosen, looked))
            page.locator(".ho-next").click()


def test_by_keyboard_alone(browser, site):
    """Tab to the feet, open them, answer three questions with the arrows, decide, and go on."""
    with on_page(browser, site) as page:
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.closest('.ho-look') !== null")
        page.keyboard.press("Enter")
        expect(page.locator(".ho-look svg")).to_be_visible()
        card = DRILL.card(1)
        for at, options in enumerate(card.judged):
            page.keyboard.press("Tab")
            page.keyboard.press("Space")
            for _ in range(list(options).index(best_of(options))):
                page.keyboard.press("ArrowDown")
            assert page.evaluate(
                "(at) => document.activeElement.closest('.ho-choices') === document.querySelectorAll('.ho-choices')[at]",
                at,
            )
        page.keyboard.press("Enter")
        best = [best_of(options) for options in card.judged]
        expect(page.locator(".ho-feedback[role=status] p")).to_have_text(told(1, best, True))
        expect(page.locator(".ho-block li").first).to_have_attribute("data-group", "best")
        for _ in range(3):
            if page.evaluate("document.activeElement.matches('.ho-next')"):
                break
            page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        assert page.evaluate("document.activeElement.matches('.ho-patient')"), "the next card is read out"
        expect(page.locator(".ho-look svg")).not_to_be_visible()


@pytest.mark.parametrize("width", [320, 820])
def test_every_patient_fits_the_room_kept_and_nothing_runs_off(browser, site, width):
    with on_page(browser, site, viewport={"width": width, "height": 800}) as page:
        first = page.evaluate(TOPS)
        for number in range(1, SIZE + 1, 3):
            page.evaluate(GO, [str(number), number])
            assert page.evaluate(TOPS) == first, number
        page.locator(".ho-look summary").click()
        assert page.evaluate(OVER) == []
        assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_axe_and_contrast(browser, site, theme):
    with on_page(browser, site, color_scheme=theme) as page:
        page.evaluate(GO, ["3", 1])
        page.locator(".ho-look summary").click()
        page.locator(".ho-key summary").click()
        found = Axe().run(page, context=".ho-drill")
        assert found.violations_count == 0, found.generate_report()
        contrast = page.evaluate(CONTRAST, ".ho-drill *")
        assert contrast["text"][0] >= 4.5 and contrast["edge"][0] >= 3, contrast


def test_without_a_script_and_on_paper_the_feet_are_seen(browser, site):
    with on_page(browser, site, java_script_enabled=False) as page:
        expect(page.locator(".ho-card")).to_have_count(PRINTED)
        expect(page.locator(".ho-look svg")).to_have_count(PRINTED)
        for number in range(PRINTED):
            expect(page.locator(".ho-look svg").nth(number)).to_be_visible()
    with on_page(browser, site) as page:
        expect(page.locator(".ho-look svg")).not_to_be_visible()
        page.emulate_media(media="print")
        assert page.locator(".ho-look svg").evaluate("(node) => node.checkVisibility({contentVisibilityAuto: true})")


def test_the_axis_follows_the_question(browser, site):
    with on_page(browser, site, "natural-history") as page:
        question, source = page.locator(".ho-controls select").all()
        for key, asked in natural_history.ASKED.items():
            question.select_option(key)
            scale = natural_history.SCALES[asked.scale]
            head = page.locator(".ho-chart thead th").nth(2)
            assert head.evaluate("(node) => node.firstChild.textContent") == scale.head
            assert head.locator(".ho-axis span").all_inner_texts() == [label for _, label in scale.axis]
            frame = COURSE.frames[f"{key}|all"]
            expect(page.locator(".ho-sentence")).to_have_text(frame.sentence)
            expect(page.locator(".ho-chart tbody tr")).to_have_count(len(frame.rows))
            axis = page.locator(".ho-axis").bounding_box()
            for row, dot in zip(frame.rows, page.locator(".ho-dot").all(), strict=True):
                box = dot.bounding_box()
                assert box["x"] + box["width"] / 2 == pytest.approx(
                    axis["x"] + COURSE.lines[row].at * axis["width"], abs=1.5
                )
        source.focus()
        page.keyboard.press("ArrowDown")
        expect(page.locator(".ho-sentence")).to_have_text(COURSE.frames["life|told"].sentence)
