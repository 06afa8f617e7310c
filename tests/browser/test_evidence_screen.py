"""The evidence laboratory on a page with no kernel: every question, the keyboard, a small screen, axe, no script."""


import pytest
from axe_playwright_python.sync_playwright import Axe
from conftest import opened, pages
from playwright.sync_api import expect

from hoedu import synthesis
from hoedu.evidence import fact
from hoedu.explorers import build
from hoedu.explorers import evidence_laboratory as lab
from hoedu.explorers.evidence_questions import COMPARISONS, NOT_POOLED, QUESTIONS
from hoedu.html.explorers import explorer_html, explorer_spec
from hoedu.html.page import part
from hoedu.recheck import counts_of

BY_KEY = {question.key: question for question in QUESTIONS}
COHORTS, CORD = BY_KEY["nsaid-arthroscopy-cohort|any"], BY_KEY["nsaid-cord|any"]


@pytest.fixture(scope="module")
def address(tmp_path_factory):
    explorer = build("evidence-laboratory")
    html = part(explorer_html(explorer), explorer_spec(explorer))
    with pages(tmp_path_factory.mktemp("evidence"), {"evidence": html}) as found:
        yield found


@pytest.fixture
def tab(browser, address):
    with opened(browser, address, "/evidence.html", "[data-ho=evidence][data-live]") as page:
        yield page


def ask(tab, question):
    tab.get_by_label("Comparison").select_option(question.comparison)
    outcome = tab.get_by_label("Outcome")
    if outcome.is_enabled():
        outcome.select_option(question.outcome)


def ids(tab):
    return tab.locator(".ho-forest tbody .ho-figure a").evaluate_all("nodes => nodes.map((node) => node.title)")


def test_every_question_and_measure_is_what_python_worded(tab):
    for question in QUESTIONS:
        ask(tab, question)
        assert ids(tab) == [*question.trials, *question.printed], question.key
        for measure in synthesis.MEASURES:
            tab.get_by_label("Measure").select_option(measure)
            now = lab.setting(question, measure, "fixed")
            expect(tab.locator(".ho-sentence").first).to_have_text(now.sentence)
            figures = tab.locator(".ho-forest .ho-trial a, .ho-forest .ho-apart a").all_inner_texts()
            assert figures == [lab.figure(lab.trial_effect(row, measure)) for row in question.trials]
            weights = tab.locator(".ho-forest .ho-trial .ho-weight").all_inner_texts()
            assert weights == [
                f"{100 * now.weights[row]:.0f}\u00a0%" for row in question.trials if row not in NOT_POOLED
            ]
        tab.get_by_label("Measure").select_option("RR")


def test_model_and_leaving_one_out(tab):
    ask(tab, COHORTS)
    tab.get_by_label("Measure").select_option("OR")
    tab.get_by_label("Model").select_option("random")
    now = lab.setting(COHORTS, "OR", "random")
    expect(tab.locator(".ho-spread")).to_have_text(now.spread)
    expect(tab.locator(".ho-predicted .ho-figure")).to_contain_text("to")
    tab.get_by_label("Leave out").select_option("TRI044")
    expect(tab.locator(".ho-sentence").first).to_have_text(lab.setting(COHORTS, "OR", "random", "TRI044").sentence)
    expect(tab.locator(".ho-absent .ho-weight")).to_have_text("left out")
    expect(tab.locator(".ho-pooled .ho-figure")).to_have_text("0.032 (under 0.001 to 1.52)")
    expect(tab.locator(".ho-predicted")).to_have_count(0)
    ask(tab, BY_KEY["rt-elbow|nonunion"])
    expect(tab.get_by_label("Model")).to_be_disabled()


def test_the_slider_by_keyboard_says_what_synthesis_gives(tab):
    slider = tab.get_by_label("Risk without treatment")
    effect = lab.setting(QUESTIONS[0], "RR", "fixed").pooled.effect
    slider.focus()
    tab.keyboard.press("Home")
    for percent in (1, 2, 3):
        found = synthesis.needed(effect, percent / 100)
        meaning = tab.locator(".ho-meaning")
        expect(meaning).to_contain_text(f"At a risk of {percent}\u00a0% without treatment, {10 * percent} of 1,000")
        expect(meaning).to_contain_text(f"With an NSAID: {round(1000 * found.risk)} (")
        expect(meaning).to_contain_text(f"for one fewer: {synthesis.whole_number(found.number)} (")
        expect(slider).to_have_attribute("aria-valuetext", f"{percent} per cent")
        tab.keyboard.press("ArrowRight")
    expect(tab.locator(".ho-meaning")).to_have_role("status")
    tab.keyboard.press("End")
    expect(tab.locator(".ho-meaning")).to_contain_text("80\u00a0%")
    carried = tab.get_by_label("Carry over")
    carried.focus()
    tab.keyboard.press("ArrowDown")
    expect(tab.locator(".ho-meaning")).to_contain_text("344 (296 to 392)")  # 0.43 of 800


def test_harm_and_an_effect_that_cannot_hold(tab):
    ask(tab, BY_KEY["nsaid-hip|bleeding"])
    expect(tab.locator(".ho-meaning")).to_contain_text("Number needed to harm")
    expect(tab.locator(".ho-own")).to_contain_text("2.7")
    ask(tab, BY_KEY["rt-elbow|nonunion"])
    tab.get_by_label("Risk without treatment").focus()
    tab.keyboard.press("End")
    expect(tab.locator(".ho-meaning")).to_contain_text("more than everybody")
    tab.get_by_label("Measure").select_option("OR")
    expect(tab.locator(".ho-meaning")).to_contain_text("Number needed to harm")
    ask(tab, BY_KEY["nsaid-hip|pain"])
    expect(tab.locator(".ho-applied")).to_be_hidden()


def test_dots_are_people(tab):
    for question, percent in ((QUESTIONS[0], 50), (BY_KEY["nsaid-acetabulum|nonunion"], 19)):
        ask(tab, question)
        tab.locator(".ho-risk input").evaluate(
            f"(node) => {{ node.value = {percent}; node.dispatchEvent(new Event('input')); }}"
        )
        row = question.trials[0]
        pooled = lab.setting(question, "RR", "fixed").pooled
        effect = pooled.effect if pooled else synthesis.effect(counts_of(fact(row)), "RR")
        treated = round(10 * percent * effect.estimate)
        count = """(node) => [...node.getAttribute("d").matchAll(/h([\\d.]+)/g)]
            .reduce((sum, [, width]) => sum + Math.round(width / 10) + 1, 0)"""
        bone, spared, extra, rest = (
            tab.locator(f"path.ho-{kind}").evaluate(count) for kind in ("bone", "spared", "extra", "rest")
        )
        assert (bone, spared, extra) == (
            min(treated, 10 * percent), max(0, 10 * percent - treated), max(0, treated - 10 * percent))  # fmt: skip
        assert bone + spared + extra + rest == 1000


def test_flags_are_found_on_request(tab):
    ask(tab, CORD)
    expect(tab.locator(".ho-verdict-line").first).to_be_hidden()
    expect(tab.locator(".ho-said").first).to_have_text("Printed: P < .001")
    box = tab.get_by_label("Check the printed figures")
    box.focus()
    tab.keyboard.press("Space")
    expect(tab.locator(".ho-flags")).to_have_text(lab.flags(CORD))
    expect(tab.locator('.ho-verdict-line[data-verdict="not reproduced"]:visible')).to_have_count(3)
    tab.keyboard.press("Space")
    expect(tab.locator(".ho-verdict-line").first).to_be_hidden()


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_axe_finds_nothing(tab, theme):
    tab.emulate_media(color_scheme=theme)
    for question in (QUESTIONS[0], COHORTS, CORD):
        ask(tab, question)
        tab.get_by_label("Check the printed figures").check()
        tab.locator("details").first.evaluate("(node) => { node.open = true; }")
        found = Axe().run(tab, context="[data-ho=evidence]")
        assert found.violations_count == 0, found.generate_report()


def test_nothing_runs_off_a_small_screen(tab):
    tab.set_viewport_size({"width": 320, "height": 700})
    tab.get_by_label("Check the printed figures").check()
    tab.locator("details").evaluate_all("(all) => all.forEach((node) => { node.open = true; })")
    for comparison in COMPARISONS:
        tab.get_by_label("Comparison").select_option(comparison.key)
        assert tab.evaluate("document.documentElement.scrollWidth") <= 320, comparison.key
        wide = tab.locator(".ho-scroll").evaluate_all(
            "nodes => nodes.map((node) => node.scrollWidth - node.clientWidth)"
        )
        assert all(extra <= 0 for extra in wide), comparison.key
    axis = tab.locator(".ho-axis").evaluate("(node) => node.getBoundingClientRect().width")
    tracks = tab.locator(".ho-track > div").evaluate_all(
        "nodes => nodes.map((node) => node.getBoundingClientRect().width)"
    )
    assert all(abs(width - axis) < 1 for width in tracks), "marks lie under their axis"


def test_marks_lie_under_their_axis(tab):
    ask(tab, COHORTS)
    box = "(node) => { const { left, width } = node.getBoundingClientRect(); return [left, width]; }"
    axis = tab.locator(".ho-axis").evaluate(box)
    for track in tab.locator(".ho-track > div").all():
        assert track.evaluate(box) == pytest.approx(axis, abs=1)


def test_without_a_script_the_first_setting_stands(browser, address):
    context = browser.new_context(java_script_enabled=False, base_url=address)
    page = context.new_page()
    page.goto("/evidence.html")
    expect(page.locator(".ho-sentence").first).to_have_text(lab.setting(*lab.first()).sentence)
    expect(page.locator(".ho-meaning")).to_contain_text("690 of 1,000")
    assert ids(page) == [*QUESTIONS[0].trials, *QUESTIONS[0].printed]
    context.close()
