"""Every explorer on a page with no kernel: each control to its ends, the sentence and the table that follow."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from hoedu.explorers import NAMES, build


def part(tab, name):
    return tab.locator(f'[data-ho=explorer][data-name="{name}"]')


def put(tab, name, control, value):
    """Set one control of an explorer the way a reader does."""
    explorer = build(name)
    label = part(tab, name).locator(".ho-controls label").nth(explorer.controls.index(control))
    if control.kind == "choice":
        label.locator("select").select_option(value)
    elif control.kind == "tick":
        label.locator("input").set_checked(value == "1")
    else:
        slider = label.locator("input")
        slider.focus()
        tab.keyboard.press("Home" if value == control.options[0][0] else "End")


def expect_frame(tab, name, chosen):
    """Sentence, rows, and drawing are those that Python computed."""
    explorer, root = build(name), part(tab, name)
    frame = explorer.frames["|".join(chosen[c.name] for c in explorer.controls)]
    expect(root.locator(".ho-sentence")).to_have_text(frame.sentence)
    if explorer.lines:
        rows = root.locator(".ho-chart tbody tr")
        expect(rows).to_have_count(len(frame.rows))
        ids = root.locator(".ho-chart tbody .ho-figure a").evaluate_all("nodes => nodes.map((node) => node.title)")
        assert ids == [explorer.lines[number].fact.id for number in frame.rows]
    if explorer.drawing:
        parts = root.locator(".ho-drawing [data-part]:not([display=none])").evaluate_all(
            "nodes => nodes.map((n) => n.dataset.part)"
        )
        assert parts == list(frame.parts)
    for n in range(len(frame.people)):
        expect(root.locator(".ho-icons figcaption").nth(n)).to_contain_text("of 1,000")


@pytest.mark.parametrize("name", NAMES)
def test_each_control_to_its_ends(tab, name):
    explorer = build(name)
    chosen = {control.name: control.value for control in explorer.controls}
    expect_frame(tab, name, chosen)
    seen = {part(tab, name).locator(".ho-sentence").inner_text()}
    for control in explorer.controls:
        for value in (control.options[0][0], control.options[-1][0]):
            put(tab, name, control, value)
            chosen[control.name] = value
            expect_frame(tab, name, chosen)
            seen.add(part(tab, name).locator(".ho-sentence").inner_text())
    assert len(seen) > 1, "the sentence says the state"


@pytest.mark.parametrize("cause", list(build("body-map").frames))
def test_the_words_of_the_body_map_fit_its_drawing(tab, cause):
    put(tab, "body-map", build("body-map").controls[0], cause)
    expect_frame(tab, "body-map", {"cause": cause})
    outside = (
        part(tab, "body-map")
        .locator(".ho-drawing svg")
        .evaluate(
            """(svg) => { const box = svg.getBoundingClientRect();
            return [...svg.querySelectorAll("text")].map((text) => [text.textContent, text.getBoundingClientRect()])
                .filter(([, one]) => one.width && (one.left < box.left || one.right > box.right || one.bottom > box.bottom))
                .map(([text]) => text); }"""
        )
    )
    assert outside == []


def test_by_keyboard_alone(tab):
    select = part(tab, "stage-timeline").get_by_label("Seen in")
    select.focus()
    tab.keyboard.press("ArrowDown")
    expect(part(tab, "stage-timeline").locator(".ho-sentence")).to_have_text(re.compile("^Mice, "))
    expect(part(tab, "stage-timeline").locator(".ho-sentence")).to_have_role("status")


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_axe_finds_nothing_in_any_explorer(tab, theme):
    tab.emulate_media(color_scheme=theme)
    put(tab, "mechanisms", build("mechanisms").controls[0], "cartilage")
    found = Axe().run(tab, context="[data-ho=explorer]")
    assert found.violations_count == 0, found.generate_report()


@pytest.mark.parametrize("name", NAMES)
def test_nothing_runs_off_a_small_screen(tab, name):
    tab.set_viewport_size({"width": 320, "height": 700})
    for control in build(name).controls:
        put(tab, name, control, control.options[-1][0])
    assert tab.evaluate("document.documentElement.scrollWidth") <= 320
    wide = (
        part(tab, name)
        .locator(".ho-scroll")
        .evaluate_all("nodes => nodes.map((node) => node.scrollWidth - node.clientWidth)")
    )
    assert all(extra <= 0 for extra in wide)


def test_without_a_script_the_first_setting_stands(browser, site):
    context = browser.new_context(java_script_enabled=False, base_url=site)
    page = context.new_page()
    page.goto("/03.html")
    for name in NAMES:
        explorer = build(name)
        expect(part(page, name).locator(".ho-sentence")).to_have_text(explorer.first().sentence)
        if explorer.lines:
            expect(part(page, name).locator(".ho-chart tbody tr")).to_have_count(len(explorer.first().rows))
        if explorer.drawing:
            expect(part(page, name).locator(".ho-drawing svg")).to_be_visible()
            expect(part(page, name).locator(".ho-drawing [data-part]:not([display=none])")).to_have_count(
                len(explorer.first().parts)
            )
    context.close()
