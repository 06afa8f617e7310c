"""The prescribing drill on a page with no kernel: two questions a card, by mouse and by keyboard, small screens, no script."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from conftest import opened, pages
from playwright.sync_api import expect
from test_access import CONTRAST

from hoedu.drills.base import SIZE, VERDICTS, best_of
from hoedu.explorers import build
from hoedu.html.drill import PRINTED
from hoedu.html.explorers import explorer_html, explorer_spec
from hoedu.html.inline import plain
from hoedu.html.page import part

DRILL = build("prescribing")
TOPS = """() => JSON.stringify([".ho-choices", ".ho-check", ".ho-next"].map((name) =>
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
    html = part(explorer_html(DRILL), explorer_spec(DRILL))
    with pages(tmp_path_factory.mktemp("prescribing"), {"prescribing": html}) as address:
        yield address


def on_page(browser, site, **options):
    ready = "[data-ho=drill]" + ("[data-live]" if options.get("java_script_enabled", True) else "")
    return opened(browser, site, "/prescribing.html", ready, **options)


def choose(page, number, *options):
    expect(page.locator(".ho-card .ho-patient")).to_have_text(f"Patient {number}")
    for question, asked, option in zip(page.locator(".ho-choices").all(), DRILL.questions, options, strict=True):
        question.locator("input").nth([key for key, _ in asked.options].index(option)).check()
    page.get_by_role("button", name="Decide").click()


def of_verdict(options, verdict):
    return next((key for key, one in options.items() if one.verdict == verdict), best_of(options))


def expect_verdict(page, number, *chosen):
    """Both verdicts, both reasons and every mark are those that Python judged."""
    told, wanted, marks = page.locator(".ho-feedback[role=status] p"), [], []
    if not DRILL.fits(*chosen):
        wanted.append(re.compile("^△ Poor: the two answers do not go together"))
    for asked, options, option in zip(DRILL.questions, DRILL.card(number).judged, chosen, strict=True):
        one, best = options[option], best_of(options)
        symbol, word, _ = VERDICTS[one.verdict]
        wanted.append(f"{symbol} {word.capitalize()}. {plain(str(one.reason))}")
        if option != best:
            wanted.append(f"Best: {dict(asked.options)[best]}. {plain(str(options[best].reason))}")
        marks += [VERDICTS[other.verdict].symbol for other in options.values()]
    expect(told).to_have_text(wanted)
    assert [mark.split()[0] for mark in page.locator(".ho-choices .ho-mark").all_inner_texts()] == marks


def test_ten_patients_by_mouse_then_the_block(browser, site):
    plan = ["best", "unsafe", "needless", "acceptable", "best", "weak", "unsafe", "best", "best", "unsafe"]
    ranks = [group for group in ("best", "acceptable", "poor", "unsafe")]
    with on_page(browser, site) as page:
        worst = []
        for number, verdict in enumerate(plan, start=1):
            card = DRILL.card(number)
            assert page.locator(".ho-facts:not(.ho-room) dd").all_inner_texts() == [
                plain(str(line)) for line in card.lines
            ]
            chosen = [of_verdict(options, verdict) for options in card.judged]
            choose(page, number, *chosen)
            expect_verdict(page, number, *chosen)
            groups = [VERDICTS[options[one].verdict].group for options, one in zip(card.judged, chosen, strict=True)]
            groups += [] if DRILL.fits(*chosen) else ["poor"]
            worst.append(max(groups, key=ranks.index))
            page.locator(".ho-next:visible").click()
        best, fair, bad = (worst.count(group) for group in ("best", "acceptable", "unsafe"))
        title = page.locator(".ho-summary .ho-patient")
        expect(title).to_have_text(f"Ten patients: {best} best, {fair} acceptable, {10 - best - fair - bad} poor, {bad} unsafe.")
        expect(page.locator(".ho-summary .ho-again button")).to_have_count(10 - best)


def test_answers_that_do_not_go_together(browser, site):
    """Each right by itself: a drug chosen, and the dose of a machine ordered."""
    number = next(card.number for card in DRILL.deck if card.kind == "high" and best_of(card.judged[0]) == "nsaid"
                  and card.judged[1]["rt"].verdict == "acceptable")  # fmt: skip
    with on_page(browser, site) as page:
        where = page.get_by_label("Patient (1 to")
        where.fill(str(number))
        where.press("Enter")
        choose(page, number, "nsaid", "rt")
        expect_verdict(page, number, "nsaid", "rt")
        expect(page.locator(".ho-tally")).to_contain_text("△ 1 poor")


def test_two_patients_by_keyboard_alone(browser, site):
    with on_page(browser, site) as page:
        page.keyboard.press("Tab")
        for number in (1, 2):
            for at, options in enumerate(DRILL.card(number).judged):
                for _ in range(4):
                    if page.evaluate("(at) => document.activeElement.closest('.ho-choices') === "
                                     "document.querySelectorAll('.ho-choices')[at]", at):  # fmt: skip
                        break
                    page.keyboard.press("Tab")
                page.keyboard.press("Space")
                wanted = list(options).index(best_of(options))
                for _ in options:
                    if page.evaluate("(at) => [...document.querySelectorAll('.ho-choices')[at].querySelectorAll('input')]"
                                     ".indexOf(document.activeElement)", at) == wanted:  # fmt: skip
                        break
                    page.keyboard.press("ArrowDown")
            page.keyboard.press("Enter")
            expect(page.locator(".ho-feedback[role=status] p")).to_have_count(2)
            expect(page.locator(".ho-block li").nth(number - 1)).to_have_attribute("data-group", "best")
            for _ in range(3):
                if page.evaluate("document.activeElement.matches('.ho-next')"):
                    break
                page.keyboard.press("Tab")
            page.keyboard.press("Enter")
            assert page.evaluate("document.activeElement.matches('.ho-patient')"), "the next card is read out"


def test_both_questions_are_asked_for(browser, site):
    with on_page(browser, site) as page:
        page.locator(".ho-choices").first.locator("input").first.check()
        page.get_by_role("button", name="Decide").click()
        expect(page.locator(".ho-feedback[role=status]")).to_have_text("Answer each question first. Open: Which plan?")


def test_fop_stops_on_the_page_too(browser, site):
    number = next(card.number for card in DRILL.deck if card.kind == "fop")
    with on_page(browser, site) as page:
        page.evaluate(GO, [str(number), 0])
        expect(page.locator(".ho-feedback[role=status]")).to_contain_text("Best: Stop everything: FOP expert first.")
        assert [mark.split()[0] for mark in page.locator(".ho-choices .ho-mark").all_inner_texts()].count("✓") == 2
        assert page.locator(".ho-choices .ho-mark[data-group=unsafe]").count() == 14, (
            "all but stopping, and moving by oneself"
        )


@pytest.mark.parametrize("width", [320, 820])
def test_every_patient_fits_the_room_kept_and_nothing_runs_off(browser, site, width):
    with on_page(browser, site, viewport={"width": width, "height": 800}) as page:
        first = page.evaluate(TOPS)
        for number in range(1, SIZE + 1):
            page.evaluate(GO, [str(number), number])
            assert page.evaluate(TOPS) == first, number
            if number % 40 == 0:
                assert page.evaluate(OVER) == []
        assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_axe_and_contrast(browser, site, theme):
    with on_page(browser, site, color_scheme=theme) as page:
        choose(page, 1, "nsaid", "open")
        page.locator(".ho-key summary").click()
        found = Axe().run(page, context=".ho-drill")
        assert found.violations_count == 0, found.generate_report()
        contrast = page.evaluate(CONTRAST, ".ho-drill *")
        assert contrast["text"][0] >= 4.5 and contrast["edge"][0] >= 3, contrast


def test_without_a_script_three_patients_can_be_read(browser, site):
    with on_page(browser, site, java_script_enabled=False) as page:
        cards = page.locator(".ho-card")
        expect(cards).to_have_count(PRINTED)
        for number in range(1, PRINTED + 1):
            card = cards.nth(number - 1)
            card.locator("summary").click()
            expect(card.locator(".ho-key li")).to_have_count(sum(len(asked.options) for asked in DRILL.questions))
            expect(card.locator(".ho-verdict[data-group=best]")).to_have_count(2)
