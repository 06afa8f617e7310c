"""What a page shows can be read and reached by everybody: axe, contrast, 320 px, print, no script, no network."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from hoedu.items import load

BANK = load()
THEMES = ("light", "dark")

# Contrast by the WCAG formula, of every visible text against the first ground under it that is not transparent.
CONTRAST = """(selector) => {
    const parse = (text) => {
        const canvas = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
        canvas.fillStyle = text;
        canvas.fillRect(0, 0, 1, 1);
        return [...canvas.getImageData(0, 0, 1, 1).data];
    };
    const light = ([r, g, b]) => {
        const [x, y, z] = [r, g, b].map((v) => ((v /= 255), v <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4));
        return 0.2126 * x + 0.7152 * y + 0.0722 * z;
    };
    const ratio = (a, b) => { const [x, y] = [light(a), light(b)].sort((p, q) => q - p); return (x + 0.05) / (y + 0.05); };
    const ground = (node) => {
        for (; node; node = node.parentElement) {
            const colour = parse(getComputedStyle(node).backgroundColor);
            if (colour[3] === 255) return colour;
        }
        return [255, 255, 255, 255];
    };
    const texts = [], edges = [];
    for (const node of document.querySelectorAll(selector)) {
        const style = getComputedStyle(node);
        if (!node.offsetParent || style.visibility === "hidden") continue;
        const own = [...node.childNodes].some((child) => child.nodeType === 3 && child.textContent.trim());
        if (own) texts.push([ratio(parse(style.color), ground(node)), node.className || node.tagName]);
        if (node.matches("select, input[type=text], textarea, button:not(.ho-quiet, .ho-grip)"))
            edges.push([ratio(parse(style.borderTopColor), ground(node.parentElement)), node.className || node.tagName]);
    }
    const mark = (name, property) => {
        const node = document.querySelector(name);
        return node ? [[ratio(parse(getComputedStyle(node)[property]), ground(node.parentElement)), name]] : [];
    };
    const marks = [...mark(".ho-dot", "backgroundColor"), ...mark(".ho-interval", "backgroundColor"),
        ...mark(".ho-icons .ho-bone", "stroke")];
    const least = (list) => list.sort((a, b) => a[0] - b[0])[0];
    return { text: least(texts), edge: least(edges), mark: least(marks), texts: texts.length };
}"""


@pytest.mark.parametrize("theme", THEMES)
def test_axe_finds_nothing(tab, theme):
    tab.emulate_media(color_scheme=theme)
    answer_some(tab)
    found = Axe().run(tab)
    assert found.violations_count == 0, found.generate_report()


@pytest.mark.parametrize("theme", THEMES)
def test_contrast(tab, theme):
    tab.emulate_media(color_scheme=theme)
    answer_some(tab)
    found = tab.evaluate(CONTRAST, ".ho *")
    assert found["texts"] > 200
    assert found["text"][0] >= 4.5, found
    assert found["edge"][0] >= 3 and found["mark"][0] >= 3, found


def answer_some(tab):
    """Leave a right answer, a wrong one, a kept one and a question about a blank on the page."""
    right, wrong = BANK["03-dish-marker"], BANK["03-decide-nsaid"]
    for item, key in ((right, right.key()), (wrong, wrong.distractors()[0]), (wrong, wrong.distractors()[1])):
        root = tab.locator(f'[data-item="{item.id}"]').first
        root.locator(f'input[value="{key}"]').check()
        root.locator(".ho-check").click()
    tab.locator('[data-item="03-what-lowers"] .ho-check').click()
    expect(tab.locator(".ho-feedback[data-state=right]")).to_have_count(1)
    expect(tab.locator(".ho-feedback[data-state=wrong]")).to_have_count(1)


@pytest.mark.parametrize("width", [320, 360, 768, 1280, 1920])
def test_nothing_runs_off_the_side(tab, width):
    tab.set_viewport_size({"width": width, "height": 800})
    assert tab.evaluate("document.documentElement.scrollWidth") <= width
    wide = tab.evaluate(
        """() => [...document.querySelectorAll(".ho *")]
            .filter((node) => node.offsetParent && !node.closest("svg, .ho-unseen, .ho-scroll"))
            .filter((node) => node.getBoundingClientRect().right > innerWidth + 1)
            .map((node) => node.className || node.tagName)"""
    )
    assert wide == []


def test_targets_are_large_enough_for_a_thumb(tab):
    tab.set_viewport_size({"width": 360, "height": 800})
    small = tab.evaluate(
        """() => [...document.querySelectorAll(".ho button, .ho select, .ho-options label, .ho-confidence label, .ho summary")]
            .filter((node) => node.offsetParent && node.getBoundingClientRect().height < 24)
            .map((node) => node.className || node.tagName)"""
    )
    assert small == []


def test_colour_is_not_needed_for_a_verdict(tab):
    answer_some(tab)
    for state, word in (("right", "✓ Right."), ("wrong", "✗ Not right.")):
        node = tab.locator(f".ho-feedback[data-state={state}]")
        expect(node).to_contain_text(word)
    edges = [tab.locator(f".ho-feedback[data-state={s}]").evaluate("n => getComputedStyle(n).borderLeftStyle")
             for s in ("right", "wrong")]  # fmt: skip
    assert edges == ["solid", "dashed"]


def test_without_a_script_every_question_and_answer_can_be_read(browser, site):
    context = browser.new_context(java_script_enabled=False, base_url=site)
    page = context.new_page()
    page.goto("/03.html")
    assert page.locator("[data-ho=item]").count() == len(BANK.lesson("03"))
    assert page.locator("button").count() == 0, "a button that does nothing"
    first = page.locator("[data-ho=item]").first
    first.locator(".ho-key summary").click()
    expect(first.locator(".ho-key li").first).to_be_visible()
    expect(page.locator("[data-name=hip-odds] .ho-sentence")).to_contain_text("228 of 1,000")
    context.close()


def test_paper_shows_questions_and_hides_controls(tab):
    tab.emulate_media(media="print")
    assert tab.locator(".ho-check:visible, .ho-controls:visible").count() == 0
    assert tab.locator(".ho-key li:visible, .ho-pairs select:visible, .ho-cloze select:visible").count() == 0
    assert tab.locator(".ho-on-paper:visible").count() > 0, "what a list offers is printed"
    assert tab.locator(".ho-stem:visible").count() >= len(BANK.lesson("03"))
    assert len(tab.pdf(format="A4")) > 50_000


def test_names_and_live_regions(tab):
    """Every group and control has a name; feedback is announced where it stands."""
    item = BANK["03-dish-marker"]
    root = tab.locator(f'[data-item="{item.id}"]').first
    group = root.get_by_role("group").first
    expect(group).to_have_accessible_name(tab.locator(f'[data-item="{item.id}"] legend').first.inner_text().replace("\n", " "))
    expect(root.locator(".ho-feedback")).to_have_role("status")
    for control in tab.locator(".ho input, .ho select, .ho button, .ho textarea").all()[:400]:
        if control.is_visible():
            assert control.evaluate("n => (n.labels?.[0]?.textContent || n.getAttribute('aria-label') || n.textContent).trim()")


@pytest.mark.parametrize("theme", ["light", "dark", "no-preference"])
def test_motion_obeys_the_reader(tab, theme):
    tab.emulate_media(reduced_motion="reduce" if theme != "no-preference" else "no-preference")
    moves = tab.locator(".ho-dot").first.evaluate("n => getComputedStyle(n).transitionDuration")
    assert (moves == "0s") == (theme != "no-preference")
