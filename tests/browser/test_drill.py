"""The drills on a page with no kernel: ten patients by mouse and by keyboard, the block's end, the twin, small screens."""

import json

import pytest
from axe_playwright_python.sync_playwright import Axe
from conftest import opened, pages
from playwright.sync_api import expect
from test_access import CONTRAST
from toy_drill import two_questions

from hoedu.drills.base import SIZE, VERDICTS, best_of
from hoedu.explorers import build
from hoedu.html.drill import PRINTED, drill_html, drill_spec
from hoedu.html.explorers import explorer_html, explorer_spec
from hoedu.html.inline import plain
from hoedu.html.page import part

DRILLS = ("triage", "which-test")  # the others ask two questions and have tests of their own


@pytest.fixture(scope="module")
def drill_site(tmp_path_factory):
    """The address of a folder with a page for each drill."""
    parts = {name: part(explorer_html(build(name)), explorer_spec(build(name))) for name in DRILLS}
    parts["toy"] = part(drill_html(two_questions()), drill_spec(two_questions()))
    parts["both"] = parts["triage"] + parts["which-test"]
    with pages(tmp_path_factory.mktemp("drills"), parts) as address:
        yield address


def on_page(browser, site, name, **options):
    ready = "[data-ho=drill]" + ("[data-live]" if options.get("java_script_enabled", True) else "")
    return opened(browser, site, f"/{name}.html", ready, **options)


def choose(page, drill, number, option):
    """Decide on patient `number` with the mouse."""
    expect(page.locator(".ho-card .ho-patient")).to_have_text(f"Patient {number}")
    at = [key for key, _ in drill.questions[0].options].index(option)
    page.locator(".ho-choices input").nth(at).check()
    page.get_by_role("button", name="Decide").click()


def onwards(page):
    page.locator(".ho-next:visible").click()


def option_of(drill, number, verdict):
    """An option with this verdict; the best one where there is none."""
    options = drill.card(number).judged[0]
    return next((key for key, one in options.items() if one.verdict == verdict), best_of(options))


def expect_verdict(page, drill, number, option):
    """Verdict, reason and every mark are those that Python judged."""
    options = drill.card(number).judged[0]
    one, labels = options[option], dict(drill.questions[0].options)
    symbol, word, _ = VERDICTS[one.verdict]
    told = page.locator(".ho-feedback[role=status]")
    expect(told.locator("p").first).to_have_text(f"{symbol} {word.capitalize()}. {plain(str(one.reason))}")
    if one.verdict == "best":
        expect(told.locator("p")).to_have_count(1)
    else:
        best = best_of(options)
        expect(told.locator("p").nth(1)).to_have_text(f"Best: {labels[best]}. {plain(str(options[best].reason))}")
    marks = page.locator(".ho-choices .ho-mark").all_inner_texts()
    assert [mark.split()[0] for mark in marks] == [VERDICTS[other.verdict].symbol for other in options.values()]
    if drill.scales:
        pips = page.locator(".ho-choices li").nth(list(options).index(option)).locator(".ho-pip").all_inner_texts()
        assert [int(pip.split()[-1]) for pip in pips] == list(one.points)


@pytest.mark.parametrize("name", DRILLS)
def test_ten_patients_by_mouse_then_the_block(browser, drill_site, name):
    drill = build(name)
    plan = ["best", "unsafe", "wasteful", "acceptable", "best", "little", "slow", "unsafe", "best", "wasteful"]
    with on_page(browser, drill_site, name) as page:
        chosen = []
        for number, verdict in enumerate(plan, start=1):
            option = option_of(drill, number, verdict)
            card = drill.card(number)
            assert page.locator(".ho-facts:not(.ho-room) dd").all_inner_texts() == [plain(str(line)) for line in card.lines]
            choose(page, drill, number, option)
            expect_verdict(page, drill, number, option)
            chosen.append((number, card.judged[0][option].verdict))
            onwards(page)
        best = sum(verdict == "best" for _, verdict in chosen)
        fair, bad = (sum(verdict == word for _, verdict in chosen) for word in ("acceptable", "unsafe"))
        title = page.locator(".ho-summary .ho-patient")
        expect(title).to_have_text(f"Ten patients: {best} best, {fair} acceptable, {10 - best - fair - bad} poor, {bad} unsafe.")
        expect(title).to_be_focused()
        missed = [(number, verdict) for number, verdict in chosen if verdict != "best"]
        for number, verdict in missed:
            kind = drill.kinds[drill.kind(number)]
            row = page.locator(".ho-summary li", has_text=f"{kind.name}.")
            expect(row).to_contain_text(f"{plain(kind.lesson)}")
            expect(row.get_by_role("button", name=f"Patient {number}: {VERDICTS[verdict].word}")).to_be_visible()
        expect(page.locator(".ho-summary .ho-again button")).to_have_count(len(missed))
        if bad:
            expect(page.locator(".ho-summary li").first).to_contain_text("unsafe")
        # Look at one again: it stands as it was decided, and leads back.
        number, verdict = missed[0]
        page.locator(".ho-summary .ho-again button", has_text=f"Patient {number}:").click()
        expect(page.locator(".ho-card .ho-patient")).to_be_focused()
        expect(page.locator(".ho-feedback[role=status]")).to_contain_text(VERDICTS[verdict].word.capitalize())
        page.get_by_role("button", name="See these ten").click()
        page.get_by_role("button", name="Next ten patients").click()
        expect(page.locator(".ho-card .ho-patient")).to_have_text("Patient 11")
        expect(page.locator(".ho-tally")).to_have_text("✓ 0 best · ○ 0 acceptable · △ 0 poor · ✗ 0 unsafe")


@pytest.mark.parametrize("name", DRILLS)
def test_ten_patients_by_keyboard_alone(browser, drill_site, name):
    drill = build(name)
    inside = "!!document.activeElement.closest('.ho-drill')"
    with on_page(browser, drill_site, name) as page:
        page.keyboard.press("Tab")
        for number in range(1, 11):
            for _ in range(4):  # from the heading, or the top of the page, to the choices
                if page.evaluate("document.activeElement.matches('.ho-choices input')"):
                    break
                page.keyboard.press("Tab")
            at = list(drill.card(number).judged[0]).index(best_of(drill.card(number).judged[0]))
            page.keyboard.press("Space")
            for _ in range(len(drill.questions[0].options)):
                if page.evaluate("[...document.querySelectorAll('.ho-choices input')].indexOf(document.activeElement)") == at:
                    break
                page.keyboard.press("ArrowDown")
            if number % 2:
                page.keyboard.press("Enter")  # on the choice itself
                page.keyboard.press("Tab")
            else:
                page.keyboard.press("Tab")
                page.keyboard.press("Enter")
            expect(page.locator(".ho-feedback[role=status]")).to_contain_text("✓ Best.")
            assert page.evaluate(inside), "focus is not lost"
            page.keyboard.press("Tab")
            assert page.evaluate("document.activeElement.matches('.ho-next')")
            page.keyboard.press("Enter")
            assert page.evaluate("document.activeElement.matches('.ho-patient')"), "the next card is read out"
        expect(page.locator(".ho-summary")).to_contain_text("The best choice for every one of them.")


def test_blank_is_asked_for_and_a_decision_stays(browser, drill_site):
    drill = build("triage")
    with on_page(browser, drill_site, "triage") as page:
        assert page.locator("input:checked").count() == 0
        page.get_by_role("button", name="Decide").click()
        told = page.locator(".ho-feedback[role=status]")
        expect(told).to_have_text("Choose one first.")
        expect(page.locator(".ho-bar .ho-next")).to_be_hidden()
        choose(page, drill, 1, "watch")
        expect_verdict(page, drill, 1, "watch")
        page.locator(".ho-choices input").first.evaluate("node => node.click()")
        assert page.locator(".ho-choices input").last.is_checked(), "one decision a patient"
        expect(page.locator(".ho-block li[data-group]")).to_have_count(1)
        page.locator(".ho-key summary").click()
        rows = page.locator(".ho-key li").all_inner_texts()
        labels = dict(drill.questions[0].options)
        for row, (key, one) in zip(rows, drill.card(1).judged[0].items(), strict=True):
            assert row.startswith(f"{labels[key]}. {VERDICTS[one.verdict].symbol}") and plain(str(one.reason)) in row
        assert page.locator(".ho-key a").evaluate_all("nodes => nodes.every((node) => node.title && node.href.startsWith('http'))")


def test_a_number_opens_a_patient_and_the_drill_goes_on_where_it_was(browser, drill_site):
    drill = build("triage")
    with on_page(browser, drill_site, "triage") as page:
        box = page.get_by_label("Patient (1 to 240)")
        for wrong in ("0", "241", "x", "1.5", ""):
            box.fill(wrong)
            page.get_by_role("button", name="Go").click()
            expect(page.locator(".ho-goto [role=status]")).to_have_text(f"Patients are numbered 1 to {SIZE}.")
        box.fill("240")
        box.press("Enter")
        expect(page.locator(".ho-goto [role=status]")).to_have_text("")
        choose(page, drill, 240, "watch")
        onwards(page)
        choose(page, drill, 1, "watch")
        tally = page.locator(".ho-tally").inner_text()
        assert "0 best" not in tally or "0 unsafe" not in tally
        page.reload()
        expect(page.locator(".ho-card .ho-patient")).to_have_text("Patient 2")
        expect(page.locator(".ho-tally")).to_have_text(tally)
        for number in range(2, 10):
            choose(page, drill, number, "watch")
            onwards(page) if number < 9 else None
        page.reload()
        expect(page.locator(".ho-card .ho-patient")).to_have_text("Patient 9")
        page.get_by_role("button", name="See these ten").click()
        page.get_by_role("button", name="Next ten").click()
        page.reload()
        expect(page.locator(".ho-card .ho-patient")).to_have_text("Patient 10")
        expect(page.locator(".ho-block")).not_to_contain_text("patient")


@pytest.mark.parametrize("kept", ["x", "-3", "100000", "1.5", "{}", '{"at": 241}', '{"at": 1, "done": [null]}', '{"at": 1, "done": 5}',
                                  '{"at": 1, "done": [{"at": 1, "answers": ["length"]}]}', '{"at": 1, "done": [{"at": 1, "answers": [99]}]}',
                                  '{"at": 1, "done": [{"at": 300, "answers": [0]}]}'])  # fmt: skip
def test_a_damaged_place_is_left_out(browser, drill_site, kept):
    with on_page(browser, drill_site, "triage") as page:
        page.evaluate("(text) => localStorage.setItem('hoedu.drill.triage', text)", kept)
        page.reload()
        expect(page.locator(".ho-card .ho-patient")).to_have_text("Patient 1")
        expect(page.locator(".ho-block")).not_to_contain_text("patient")


def test_two_drills_on_a_page_do_not_share_their_choices(browser, drill_site):
    with on_page(browser, drill_site, "both") as page:
        for drill in (page.locator("[data-name=triage]"), page.locator("[data-name=which-test]")):
            drill.locator(".ho-choices input").first.check()
        assert page.locator("input:checked").count() == 2


def test_a_card_that_asks_two_things(browser, drill_site):
    with on_page(browser, drill_site, "toy") as page:
        first, second = page.locator(".ho-choices").all()
        first.locator("input").first.check()
        page.get_by_role("button", name="Decide").click()
        told = page.locator(".ho-feedback[role=status]")
        expect(told).to_have_text("Answer each question first. Open: For how long?")
        second.locator("input").nth(1).check()
        page.get_by_role("button", name="Decide").click()
        one, two = two_questions().card(1).judged
        worst = one["yes"] if one["yes"].verdict == "unsafe" else two["month"]
        assert told.locator("p strong").first.inner_text() in ("✗ Unsafe.", "✓ Best.")
        expect(told).to_contain_text(f"Because of yes and {one['yes'].reason.values[0]}.")
        expect(told).to_contain_text(f"Because of month and {one['yes'].reason.values[0]}.")
        expect(page.locator(".ho-block li").first).to_have_attribute("data-group", VERDICTS[worst.verdict].group)


@pytest.mark.parametrize("width", [320, 390, 820])
@pytest.mark.parametrize("name", DRILLS)
def test_nothing_jumps_and_nothing_runs_off(browser, drill_site, name, width):
    with on_page(browser, drill_site, name, viewport={"width": width, "height": 800}) as page:
        tops = set()
        for _ in range(10):
            tops.add(page.evaluate(TOPS))
            page.locator(".ho-choices input").nth(len(tops)).check()
            page.get_by_role("button", name="Decide").click()
            tops.add(page.evaluate(TOPS))
            assert page.evaluate(OVER) == [], "text leaves its room"
            onwards(page)
        assert len(tops) == 1, tops
        assert page.evaluate("document.documentElement.scrollWidth") <= width


TOPS = """() => JSON.stringify([".ho-choices", ".ho-check", ".ho-next"].map((name) =>
    Math.round(document.querySelector(name).getBoundingClientRect().top + scrollY)))"""
OVER = """() => [...document.querySelectorAll(".ho-drill *")].filter((node) => !node.closest(".ho-room, .ho-unseen") &&
    node.getBoundingClientRect().right > innerWidth + 0.5).map((node) => node.className || node.tagName)"""


@pytest.mark.parametrize("name", DRILLS)
def test_every_patient_of_the_deck_fits_the_room_kept_for_it(browser, drill_site, name):
    for width in (320, 820):
        with on_page(browser, drill_site, name, viewport={"width": width, "height": 800}) as page:
            first = page.evaluate(TOPS)
            for number in range(1, SIZE + 1):
                page.evaluate(GO, [str(number), number])
                assert page.evaluate(TOPS) == first, number


GO = """([text, number]) => { const inputs = document.querySelectorAll(".ho-choices input");
    document.querySelector(".ho-goto input").value = text;
    document.querySelector(".ho-goto button").click();
    inputs[number % inputs.length].click();
    document.querySelector(".ho-check").click(); }"""


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("name", DRILLS)
def test_axe_and_contrast(browser, drill_site, name, theme):
    drill = build(name)
    with on_page(browser, drill_site, name, color_scheme=theme) as page:
        choose(page, drill, 1, option_of(drill, 1, "unsafe"))
        page.locator(".ho-key summary").click()
        for _ in range(2):
            found = Axe().run(page, context=".ho-drill")
            assert found.violations_count == 0, found.generate_report()
            contrast = page.evaluate(CONTRAST, ".ho-drill *")
            assert contrast["text"][0] >= 4.5 and contrast["edge"][0] >= 3, contrast
            while page.locator(".ho-card").is_visible():
                onwards(page)
                if page.locator(".ho-card").is_visible():
                    page.locator(".ho-choices input").nth(1).check()
                    page.get_by_role("button", name="Decide").click()


@pytest.mark.parametrize("name", DRILLS)
def test_without_a_script_three_patients_can_be_read(browser, drill_site, name):
    drill = build(name)
    with on_page(browser, drill_site, name, java_script_enabled=False) as page:
        cards = page.locator(".ho-card")
        expect(cards).to_have_count(PRINTED)
        assert page.get_by_role("button").count() == 0
        for number in range(1, PRINTED + 1):
            card = cards.nth(number - 1)
            assert card.locator("dd").all_inner_texts() == [plain(str(line)) for line in drill.card(number).lines]
            expect(card.get_by_role("group", name=drill.questions[0].ask)).to_be_visible()
            card.locator("summary").click()
            expect(card.locator(".ho-key li")).to_have_count(len(drill.questions[0].options))
            expect(card.locator(".ho-verdict[data-group=best]")).to_have_count(1)


def test_what_is_kept_is_the_block_alone(browser, drill_site):
    with on_page(browser, drill_site, "triage") as page:
        choose(page, build("triage"), 1, "watch")
        kept = json.loads(page.evaluate("JSON.stringify({ ...localStorage })"))
        at = [key for key, _ in build("triage").questions[0].options].index("watch")
        assert list(kept) == ["hoedu.drill.triage"]
        assert json.loads(kept["hoedu.drill.triage"]) == {"at": 2, "done": [{"at": 1, "answers": [at], "looked": False}]}
