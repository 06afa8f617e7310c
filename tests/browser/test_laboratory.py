"""The growth laboratory on a page with no kernel: its model against Python's, and what a learner sees and does."""


import numpy as np
import pytest
from axe_playwright_python.sync_playwright import Axe
from conftest import opened, pages
from playwright.sync_api import expect
from test_access import CONTRAST

from hoedu.explorers import build
from hoedu.growth import STATES, TREATMENTS, Treatment, simulate
from hoedu.html.explorers import explorer_html, explorer_spec
from hoedu.html.page import part

LAB = build("growth-laboratory")
SETTINGS = 600
# The same steps in the same order of arithmetic: what is left is the last digits, of each state's own maximum.
TOLERANCE = 1e-6
RUN_ALL = """async (settings) => {
    const { growthModel } = await import("/js/growth.js");
    const spec = JSON.parse(document.querySelector("[data-ho=laboratory] > script").textContent);
    const model = growthModel(spec.model), days = [0, 1, 3, 7, 10, 14, 21, 28, 42, 60, 84, 150, 400];
    return settings.map(({ debris, phi, d_b, treatment }) => {
        const start = spec.model.start.slice();
        start[0] = debris;
        return model.run(start, { phi, d_b }, treatment, days).map((state) => [...state]);
    });
}"""


@pytest.fixture(scope="module")
def growth_site(tmp_path_factory):
    """The address of a page with the laboratory alone."""
    html = part(explorer_html(LAB), explorer_spec(LAB))
    with pages(tmp_path_factory.mktemp("growth"), {"growth": html}) as address:
        yield address


def on_page(browser, site, **options):
    ready = "[data-ho=laboratory]" + ("[data-live]" if options.get("java_script_enabled", True) else "")
    return opened(browser, site, "/growth.html", ready, **options)


@pytest.fixture
def growth(browser, growth_site):
    """A fresh tab on the laboratory; fails the test on any script error or any request off this machine."""
    with on_page(browser, growth_site) as page:
        yield page


def made_settings() -> list[tuple[float, float, float, Treatment | None]]:
    """Settings spread over all that the controls can ask for, and between their steps."""
    random = np.random.default_rng(5)
    found = []
    for number in range(SETTINGS):
        one = (*TREATMENTS, None)[number % (len(TREATMENTS) + 1)]
        if one:
            start, length = random.integers(0, 43), random.integers(0, 43)
            one = one.strength(round(random.uniform(), 2)).at(float(start), float(start + length))
        debris = float(f"{10 ** random.uniform(5.5, 8.3):.3g}")
        found.append((debris, round(random.uniform(), 2), round(random.uniform(0.15, 0.4), 3), one))
    return found


def as_sent(debris, phi, d_b, one: Treatment | None) -> dict:
    treatment = one and {"factors": dict(one.factors), "cells": one.cells, "start": one.start, "stop": one.stop}
    return {"debris": debris, "phi": phi, "d_b": d_b, "treatment": treatment}


def test_the_page_and_python_agree_over_many_settings(growth):
    settings = made_settings()
    page = np.array(growth.evaluate(RUN_ALL, [as_sent(*setting) for setting in settings]))
    debris, phi, loss, given = zip(*settings)
    given = [one or Treatment("none", "none") for one in given]
    python = simulate(400, {"d_b": np.array(loss)}, {"D": np.array(debris)}, np.array(phi), given)
    days = [0, 1, 3, 7, 10, 14, 21, 28, 42, 60, 84, 150, 400]
    python = python.states[np.searchsorted(python.times, days)].transpose(2, 0, 1)
    assert page.shape == python.shape == (SETTINGS, len(days), len(STATES))
    gap = np.abs(page - python).max(1) / np.maximum(np.abs(python).max(1), 1e-300)
    assert gap.max() < TOLERANCE, dict(zip(STATES, gap.max(0)))


def test_one_setting_agrees_to_the_last_digits(growth):
    """Run alone, with the same days kept, both take exactly the same steps."""
    one = TREATMENTS[0].at(7, 42)
    page = np.array(growth.evaluate(RUN_ALL, [as_sent(5e7, 0.5, 0.3, one)]))[0]
    days = [0, 1, 3, 7, 10, 14, 21, 28, 42, 60, 84, 150, 400]
    python = simulate(400, {"d_b": 0.3}, {"D": 5e7}, 0.5, one)
    np.testing.assert_allclose(page, python.states[np.searchsorted(python.times, days)], rtol=1e-6, atol=1e-300)


# ---- what a learner sees


def slide(tab, label: str, key: str, times: int = 1) -> None:
    tab.get_by_label(label, exact=False).first.focus()
    for _ in range(times):
        tab.keyboard.press(key)


def sentence(tab) -> str:
    return tab.locator(".ho-sentence").inner_text()


def curve(tab, name: str) -> str:
    return tab.locator(f".ho-curves .ho-line.ho-{name}").first.get_attribute("d")


def test_the_first_sentence_is_the_same_without_a_script(growth):
    assert sentence(growth) == LAB.sentence()
    expect(growth.locator(".ho-sentence")).to_have_role("status")


@pytest.mark.parametrize("label", ["Size of the injury", "Permissive niche", "Osteoblasts lost each day"])
def test_a_slider_changes_sentence_curves_and_table(growth, label):
    cell = growth.locator(".ho-runs tbody td").last
    before = sentence(growth), curve(growth, "heterotopic"), cell.inner_text()
    slide(growth, label, "ArrowLeft", 2)
    after = sentence(growth), curve(growth, "heterotopic"), cell.inner_text()
    assert all(old != new for old, new in zip(before, after))


def test_timing_decides(growth):
    growth.get_by_label("Treatment (").select_option("nsaid")
    begins = growth.get_by_role("slider", name="Begins")
    begins.focus()
    growth.keyboard.press("Home")
    expect(growth.locator(".ho-sentence")).to_contain_text("from day 0 to day 42: bone ends at 6.0")
    expect(growth.locator(".ho-curves").last).to_contain_text("day 0: 23.4")
    for _ in range(14):
        growth.keyboard.press("ArrowRight")
    expect(growth.locator(".ho-sentence")).to_contain_text("98.1")
    growth.get_by_text("The same as a table").click()
    table = growth.locator(".ho-many table")
    expect(table.get_by_role("row", name="day 14")).to_contain_text("98.1")
    expect(table.get_by_role("row")).to_have_count(18)


def test_human_days_are_a_stated_assumption(growth):
    growth.get_by_label("Treatment (").select_option("bmp")
    growth.get_by_role("combobox", name="Days").select_option("human")
    expect(growth.locator(".ho-sentence")).to_contain_text("on the assumption that one model day is 2")
    expect(growth.locator(".ho-sentence")).to_contain_text("from day 14 to day 84")
    expect(growth.locator(".ho-curves").first).to_contain_text("human days (assumed)")


def test_an_end_is_never_before_a_beginning(growth):
    growth.get_by_label("Treatment (").select_option("nsaid")
    slide(growth, "Ends", "Home")
    expect(growth.locator(".ho-sentence")).to_contain_text("from day 0 to day 0: bone ends at 25.5")


def test_nothing_forms_in_a_niche_that_does_not_permit_it(growth):
    slide(growth, "Permissive niche", "Home")
    assert sentence(growth) == "No bone forms."
    growth.get_by_label("Treatment (").select_option("radiation")
    expect(growth.locator(".ho-runs tbody td").last).to_contain_text("0.0")


def test_keep_and_compare(growth):
    keep = growth.get_by_role("button", name="Keep this run to compare")
    for press in range(4):  # the fourth is refused: three can be told apart
        keep.click(force=True)
        slide(growth, "Size of the injury", "ArrowLeft")
        expect(growth.locator(".ho-runs tbody tr")).to_have_count(min(press + 1, 3) + 1)
    expect(keep).to_have_attribute("aria-disabled", "true")
    dashes = [growth.locator(f".ho-line.ho-kept-{letter}").first.evaluate("n => getComputedStyle(n).strokeDasharray")
              for letter in "ABC"]  # fmt: skip
    assert len(set(dashes)) == 3 and "none" not in dashes, "told apart by line, not by colour"
    growth.get_by_role("button", name="Forget kept runs").click()
    expect(growth.locator(".ho-runs tbody tr")).to_have_count(1)
    assert growth.locator("[class*=ho-kept]").count() == 0
    assert growth.evaluate("document.activeElement.textContent") == "Keep this run to compare"


def test_every_control_by_keyboard_alone(growth):
    growth.locator("[data-ho=laboratory]").evaluate("node => { node.tabIndex = -1; node.focus(); }")
    seen = []
    for _ in range(12):
        growth.keyboard.press("Tab")
        seen.append(growth.evaluate("document.activeElement.labels?.[0]?.querySelector('span').textContent ?? document.activeElement.textContent"))
        if seen[-1].startswith("Treatment"):
            growth.keyboard.press("ArrowDown")
            growth.keyboard.press("Escape")
    order = ["Size of the injury", "Permissive niche", "Osteoblasts lost each day", "Days", "Treatment (teaching extension)",
             "Strength", "Begins", "Ends", "The same as a table", "Keep this run to compare"]  # fmt: skip
    assert [name for name in seen if name in order] == order
    missing = growth.evaluate("[...document.querySelectorAll('.ho input, .ho select, .ho button, .ho summary')]"
                              ".filter((n) => !n.hasAttribute('data-lm-suppress-shortcuts')).length")  # fmt: skip
    assert missing == 0


# ---- for everybody


def show_all(tab) -> None:
    tab.get_by_role("button", name="Keep this run to compare").click()
    tab.get_by_label("Treatment (").select_option("radiation")
    for summary in tab.locator(".ho summary").all():
        summary.click()


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_axe_and_contrast(growth, theme):
    growth.emulate_media(color_scheme=theme)
    show_all(growth)
    found = Axe().run(growth)
    assert found.violations_count == 0, found.generate_report()
    contrast = growth.evaluate(CONTRAST, ".ho *")
    assert contrast["text"][0] >= 4.5 and contrast["edge"][0] >= 3, contrast
    inks = growth.evaluate("""() => ["--ho-ink", "--ho-ground"].map((name) =>
        getComputedStyle(document.querySelector(".ho")).getPropertyValue(name))""")
    fill = growth.locator(".ho-curves .ho-name").first.evaluate("n => getComputedStyle(n).fill")
    stroke = growth.locator(".ho-curves .ho-line").first.evaluate("n => getComputedStyle(n).stroke")
    ink = growth.locator(".ho-sentence").evaluate("n => getComputedStyle(n).color")
    assert fill == stroke == ink, ("labels and the core of each curve are ink", inks)


@pytest.mark.parametrize("width", [320, 768, 1920])
def test_nothing_runs_off_the_side(growth, width):
    growth.set_viewport_size({"width": width, "height": 800})
    show_all(growth)
    assert growth.evaluate("document.documentElement.scrollWidth") <= width


def test_what_it_cannot_say_is_always_on_screen(browser, growth_site):
    for script in (True, False):
        with on_page(browser, growth_site, java_script_enabled=script) as page:
            box = page.get_by_role("note", name="What this model cannot say")
            for word in ("fracture", "teaching extension", "rodent", "density on CT", "macrophages", "cartilage", "three years",
                         "any one patient"):  # fmt: skip
                expect(box).to_contain_text(word)


def test_without_a_script_and_on_paper_it_can_be_read(browser, growth_site, growth):
    with on_page(browser, growth_site, java_script_enabled=False) as page:
        assert page.locator("button, input, select").count() == 0
        expect(page.get_by_role("img")).to_be_visible()
        expect(page.locator(".ho-runs")).to_contain_text("25.5")
        assert page.locator(".ho-bars tbody tr").count() == 12
    growth.emulate_media(media="print")
    assert growth.locator(".ho-controls:visible, .ho button:visible").count() == 0
    expect(growth.locator(".ho-limits")).to_be_visible()


def test_the_twin_is_the_same_each_time():
    from hoedu.html.laboratory import picture

    first = picture()
    picture.cache_clear()
    assert picture() == first and "No number" in explorer_html(LAB)
