"""The imaging simulator on a page with no kernel: its pixels against Python's, and what a learner sees and does."""

import base64
import re

import numpy as np
import pytest
from axe_playwright_python.sync_playwright import Axe
from conftest import opened, pages
from fake_stack import fake_stack
from playwright.sync_api import expect
from test_access import CONTRAST

from hoedu.explorers import SIMULATORS, build
from hoedu.explorers.simulator import Simulator
from hoedu.html.explorers import explorer_data, explorer_html, explorer_spec
from hoedu.html.page import part
from hoedu.imaging.pictures import flowing, render

FAKE = Simulator("simulator-fake", "Seeing a made-up lesion", "Say when you expect to see it. Then move the week.", fake_stack)
STACK = FAKE.stack
RENDER = """async (states) => {
    const { openStack, pictureRenderer } = await import("/js/pictures.js");
    const spec = JSON.parse(document.querySelector("[data-ho=simulator] > script").textContent);
    const stack = await openStack(spec.stack, Uint8Array.from(atob(spec.data), (c) => c.charCodeAt(0)));
    const kept = {}, found = [];
    for (const { number, preset, ...state } of states) {
        const one = (kept[`${number} ${preset}`] ??= pictureRenderer(stack, number, preset));
        one.show(state);
        found.push(new Uint8Array(one.pixels));
    }
    const all = new Uint8Array(found.reduce((sum, one) => sum + one.length, 0));
    found.reduce((at, one) => (all.set(one, at), at + one.length), 0);
    let text = "";
    for (let at = 0; at < all.length; at += 32768) text += String.fromCharCode(...all.subarray(at, at + 32768));
    return btoa(text);
}"""


@pytest.fixture(scope="module")
def simulator_site(tmp_path_factory):
    """The address of a page with the simulator alone."""
    html = part(explorer_html(FAKE), explorer_spec(FAKE), explorer_data(FAKE))
    with pages(tmp_path_factory.mktemp("simulator"), {"simulator": html}) as address:
        yield address


def on_page(browser, site, **options):
    ready = "[data-ho=simulator]" + ("[data-live]" if options.get("java_script_enabled", True) else "")
    return opened(browser, site, "/simulator.html", ready, **options)


@pytest.fixture
def simulator(browser, simulator_site):
    """A fresh tab on the simulator; fails the test on any script error or any request off this machine."""
    with on_page(browser, simulator_site) as page:
        yield page


def made_states(stack, turns: int) -> list[dict]:
    """States spread over every picture and patient: weeks between the steps, doses, windows; some after one another."""
    random = np.random.default_rng(11)
    found = []
    for number, picture in enumerate(stack.pictures):
        for preset in stack.presets:
            for turn in range(turns):
                one = {"number": number, "preset": preset.name, "week": round(float(random.uniform(0, 52)), 2)}
                one |= {"dose": float(random.choice([factor for _, factor in picture.doses]))}
                window = picture.windows[turn % len(picture.windows)][1:]
                if turn % 4 == 3:
                    lowest, highest, narrowest = picture.limits
                    middle, width = random.uniform(lowest, highest), random.uniform(narrowest, highest - lowest)
                    window = (middle - width / 2, middle + width / 2)
                found.append(one | {"low": float(window[0]), "high": float(window[1])})
    return found


def worst_difference(page, stack, states) -> list[int]:
    """The largest difference in grey levels, for each state."""
    worst = []
    for start in range(0, len(states), 24):
        some = states[start : start + 24]
        pixels = np.frombuffer(base64.b64decode(page.evaluate(RENDER, some)), np.uint8)
        for one in some:
            picture = stack.pictures[one["number"]]
            height, width = picture.shape
            shown, pixels = pixels[: height * width * 4].reshape(height, width, 4), pixels[height * width * 4 :]
            wanted = render(picture, one["preset"], one["week"], one["dose"], (one["low"], one["high"])).astype(int)
            flows = flowing(picture, one["preset"], one["week"])
            still = shown[~flows].astype(int)
            assert (still[:, 0] == still[:, 1]).all() and (still[:, 0] == still[:, 2]).all(), "colour only where blood flows"
            assert (shown[..., 3] == 255).all()
            worst.append(int(np.abs(still[:, 0] - wanted[~flows]).max()))
            if flows.any():
                assert np.abs(shown[flows][:, 0].astype(int) - (150 + wanted[flows] * 105 / 255)).max() <= 2
                assert (shown[flows][:, 0] > shown[flows][:, 2]).all()
    return worst


@pytest.mark.parametrize("name", SIMULATORS)
def test_every_simulator_agrees_with_python(browser, tmp_path, name):
    """The three of the lessons as they are, at the settings that a reader can choose."""
    one = build(name)
    html = part(explorer_html(one), explorer_spec(one), explorer_data(one))
    with pages(tmp_path / "site", {"simulator": html}) as address, on_page(browser, address) as page:
        states = made_states(one.stack, 4)
        worst = worst_difference(page, one.stack, states)
        assert len(states) >= 60 and max(worst) <= 1, [state for state, gap in zip(states, worst) if gap > 1]


def test_the_page_and_python_agree_on_every_pixel(simulator):
    states = made_states(STACK, 8)
    assert max(worst_difference(simulator, STACK, states)) <= 1
    assert len(states) >= 100 and {STACK.pictures[one["number"]].kind for one in states} == {"film", "linear", "magnitude", "counts", "echo"}


# ---- what a learner sees


def sentence(tab) -> str:
    return tab.locator(".ho-sentence").inner_text()


def picture(tab):
    return tab.locator(".ho-view canvas")


def ink(tab) -> str:
    """What stands on the canvas, as text to compare."""
    return picture(tab).evaluate("canvas => canvas.toDataURL()")


def press(tab, label: str, *keys: str) -> None:
    tab.get_by_role("slider", name=label).focus()
    for key in keys:
        tab.keyboard.press(key)


def test_the_first_sentence_is_the_same_without_a_script(simulator, browser, simulator_site):
    assert sentence(simulator) == FAKE.sentence()
    expect(simulator.locator(".ho-sentence")).to_have_role("status")
    with on_page(browser, simulator_site, java_script_enabled=False) as page:
        assert sentence(page) == FAKE.sentence()


def test_a_week_changes_the_picture_its_label_and_the_sentence(simulator):
    before = ink(simulator), sentence(simulator), picture(simulator).get_attribute("aria-label")
    press(simulator, "Week", "ArrowRight")
    after = ink(simulator), sentence(simulator), picture(simulator).get_attribute("aria-label")
    assert all(old != new for old, new in zip(before, after))
    assert after[1].startswith("Week 8.5, film from the front, usual dose. Contrast-to-noise ") and "reliable" in after[1]
    assert after[2].startswith("Synthetic picture: film from the front, week 8.5. Bone in the muscle.")
    press(simulator, "Week", "Home")
    expect(simulator.locator(".ho-sentence")).to_contain_text("Contrast-to-noise 0.0: detection not to be expected. Nothing yet.")


def test_dose_changes_what_can_be_expected(simulator):
    press(simulator, "Week", "Home", *["ArrowRight"] * 7)
    expect(simulator.locator(".ho-sentence")).to_contain_text("2.7: detection not to be expected")
    simulator.get_by_label("Dose").select_option("four times the dose")
    expect(simulator.locator(".ho-sentence")).to_contain_text("four times the dose. Contrast-to-noise 5.4: detection reliable")


def test_a_patient_with_nothing_says_so(simulator):
    simulator.get_by_label("Patient").select_option("Nothing at all")
    assert sentence(simulator) == "Week 8, film from the front, usual dose. No lesion to measure. Nothing is wrong here."
    simulator.locator(".ho-cnr summary").click()
    assert set(simulator.locator(".ho-cnr tbody td").all_inner_texts()) == {"–"}
    before = ink(simulator)
    press(simulator, "Week", "End")
    assert ink(simulator) == before


def test_the_window_by_choice_and_by_slider(simulator):
    window = simulator.get_by_label("Window")
    before = ink(simulator)
    window.select_option("soft tissue")
    middle = ink(simulator)
    assert middle != before and simulator.get_by_role("slider", name="Middle").get_attribute("aria-valuetext") == "1.0"
    press(simulator, "Width", "ArrowRight")
    assert ink(simulator) != middle and window.locator("option:checked").inner_text() == "as set below"
    window.select_option("usual")
    assert ink(simulator) == before


def test_each_test_keeps_its_own_window(simulator):
    simulator.get_by_role("tab", name="CT").click()
    simulator.get_by_label("Window").select_option("soft tissue")
    simulator.get_by_role("tab", name="Film").click()
    assert simulator.get_by_label("Window").locator("option:checked").inner_text() == "usual"
    simulator.get_by_role("tab", name="CT").click()
    assert simulator.get_by_label("Window").locator("option:checked").inner_text() == "soft tissue"
    expect(simulator.get_by_role("slider", name="Width")).to_have_attribute("aria-valuetext", "400\u00a0HU")


def test_a_film_shown_inverted_stays_so(simulator):
    simulator.get_by_role("tab", name="Bone scan").click()
    press(simulator, "Width", "ArrowRight")
    corner = "canvas => canvas.getContext('2d').getImageData(20, canvas.height / 2 - 60, 1, 1).data[0]"
    assert picture(simulator).evaluate(corner) > 128, "few counts are light"


def test_where_is_it(simulator):
    orange = """canvas => { const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
        let count = 0; for (let i = 0; i < data.length; i += 4) count += data[i] - data[i + 2] > 100; return count; }"""
    assert picture(simulator).evaluate(orange) == 0
    simulator.get_by_label("Where is it?").check()
    assert picture(simulator).evaluate(orange) > 200
    simulator.get_by_label("Patient").select_option("Nothing at all")
    assert picture(simulator).evaluate(orange) == 0, "there is nothing to outline"


def test_the_word_synthetic_is_in_the_picture_itself(simulator):
    white = """canvas => { const { data } = canvas.getContext('2d').getImageData(0, canvas.height - 34, 90, 30);
        let count = 0; for (let i = 0; i < data.length; i += 4) count += data[i] > 240; return count; }"""
    for test in ("Film", "Bone scan"):
        simulator.get_by_role("tab", name=test).click()
        assert picture(simulator).evaluate(white) > 60
    simulator.get_by_role("button", name="Larger").click()
    simulator.get_by_role("tab", name="Film").click()
    assert picture(simulator).evaluate(white) > 60
    expect(simulator.locator(".ho-simulator")).to_contain_text("synthetic", ignore_case=True)


def test_the_serial_strip(simulator):
    simulator.get_by_label("Serial").check()
    captions = simulator.locator(".ho-serial figcaption")
    expect(captions).to_have_count(4)
    expect(captions.first).to_have_text("week 2: 0.7, not to be expected")
    expect(captions.last).to_have_text("week 26: 36.6, reliable")
    inks = [canvas.evaluate("canvas => canvas.toDataURL()") for canvas in simulator.locator(".ho-serial canvas").all()]
    assert len(set(inks)) == 4
    simulator.get_by_role("tab", name="MRI").click()
    expect(simulator.locator(".ho-serial canvas").first).to_have_attribute("aria-label", re.compile("MRI STIR, week 2"))


def test_side_by_side(simulator):
    simulator.get_by_role("tab", name="Side by side").click()
    views = simulator.locator(".ho-views canvas")
    expect(views).to_have_count(len(STACK.pictures))
    expect(views.nth(1)).to_have_attribute("aria-label", re.compile("CT, one slice, week 8"))
    press(simulator, "Week", "Home", *["ArrowRight"] * 4)
    expect(simulator.locator(".ho-sentence")).to_contain_text("Week 2, side by side. Reliable: Ultrasound. Not to be expected: Film, front; CT;")
    expect(views.nth(1)).to_have_attribute("aria-label", re.compile("week 2"))


def test_enlarge_and_move_by_buttons_keys_and_hand(simulator):
    first = ink(simulator)
    simulator.get_by_role("button", name="Larger").click()
    simulator.get_by_role("button", name="Larger").click()
    large = ink(simulator)
    view = simulator.locator(".ho-view")
    box = view.bounding_box()
    simulator.mouse.move(box["x"] + 200, box["y"] + 200)
    simulator.mouse.down()
    simulator.mouse.move(box["x"] + 150, box["y"] + 260, steps=4)
    simulator.mouse.up()
    moved = ink(simulator)
    view.focus()
    simulator.keyboard.press("ArrowLeft")
    keyed = ink(simulator)
    assert len({first, large, moved, keyed}) == 4
    simulator.keyboard.press("0")
    assert ink(simulator) == first
    expect(simulator.get_by_role("button", name="Smaller")).to_have_attribute("aria-disabled", "true")


def test_play_runs_through_the_weeks_and_stops(simulator):
    press(simulator, "Week", "End", *["ArrowLeft"] * 4)
    simulator.get_by_role("button", name="Play").click()
    expect(simulator.get_by_role("button", name="Play")).to_be_visible(timeout=5000)
    expect(simulator.locator(".ho-sentence")).to_contain_text("Week 52,")
    assert simulator.locator(".ho-sentence").get_attribute("aria-live") is None


def test_no_film_for_readers_who_want_no_motion(simulator):
    simulator.emulate_media(reduced_motion="reduce")
    expect(simulator.get_by_role("button", name="Play")).to_be_hidden()


def test_every_control_by_keyboard_alone(simulator):
    simulator.get_by_label("Patient").focus()
    seen = []
    for _ in range(16):
        seen.append(simulator.evaluate("""(() => { const n = document.activeElement;
            return n.getAttribute("aria-label") ?? n.labels?.[0]?.textContent ?? n.textContent; })()"""))
        simulator.keyboard.press("Tab")
    order = ["Patient", "Film, front", "Picture:", "Week", "Play", "Where is it?", "Serial", "Larger", "Whole", "Window", "Middle",
             "Width", "Dose", "Contrast-to-noise by week", "How to read this"]  # fmt: skip
    found = [next((name for name in order if text.startswith(name)), None) for text in seen]
    assert [name for name in found if name] == order
    simulator.get_by_role("tab", name="Film").focus()
    simulator.keyboard.press("ArrowRight")
    expect(simulator.get_by_role("tab", name="CT")).to_have_attribute("aria-selected", "true")
    expect(simulator.get_by_role("tab", name="CT")).to_be_focused()
    expect(simulator.locator(".ho-sentence")).to_contain_text("CT, one slice")
    simulator.keyboard.press("End")
    expect(simulator.locator(".ho-sentence")).to_contain_text("side by side")
    missing = simulator.evaluate("[...document.querySelectorAll('.ho input, .ho select, .ho button, .ho summary, .ho [tabindex]')]"
                                 ".filter((n) => !n.hasAttribute('data-lm-suppress-shortcuts')).length")  # fmt: skip
    assert missing == 0


# ---- for everybody


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_axe_and_contrast(simulator, theme):
    simulator.emulate_media(color_scheme=theme)
    simulator.get_by_label("Serial").check()
    for summary in simulator.locator(".ho summary").all():
        summary.click()
    for tab in ("Film", "Side by side"):
        simulator.get_by_role("tab", name=tab).click()
        found = Axe().run(simulator)
        assert found.violations_count == 0, found.generate_report()
        contrast = simulator.evaluate(CONTRAST, ".ho *")
        assert contrast["text"][0] >= 4.5 and contrast["edge"][0] >= 3, contrast
    grounds = simulator.locator(".ho-lightbox").evaluate("n => getComputedStyle(n).backgroundColor")
    assert grounds == "rgb(0, 0, 0)", "a picture lies on black in every theme"


@pytest.mark.parametrize("width", [320, 768, 1920])
def test_nothing_runs_off_the_side_and_nothing_jumps(simulator, width):
    simulator.set_viewport_size({"width": width, "height": 800})
    simulator.get_by_label("Serial").check()
    for summary in simulator.locator(".ho summary").all():
        summary.click()
    height = "document.querySelector('.ho-viewer').getBoundingClientRect().height"
    heights = set()
    for tab in simulator.get_by_role("tab").all():
        tab.click()
        assert simulator.evaluate("document.documentElement.scrollWidth") <= width
        if width > 320 or tab.inner_text() != "Side by side":  # on a phone, side by side is one under another
            heights.add(round(simulator.evaluate(height)))
    simulator.get_by_role("tab").first.click()
    for key in ("Home", "End"):
        press(simulator, "Week", key)
        heights.add(round(simulator.evaluate(height)))
    assert len(heights) == 1, heights


def test_without_a_script_and_on_paper_it_can_be_read(browser, simulator_site, simulator):
    with on_page(browser, simulator_site, java_script_enabled=False) as page:
        assert page.locator("button, input, select").count() == 0
        images = page.locator(".ho-twin img")
        assert images.count() == len(STACK.pictures)
        for image in images.all():
            assert image.get_attribute("alt").startswith("Synthetic ") and image.evaluate("n => n.naturalWidth") > 300
        expect(page.locator(".ho-cnr")).to_contain_text("14.6")
    simulator.emulate_media(media="print")
    assert simulator.locator(".ho-tabs:visible, .ho-panel:visible, .ho-weeks:visible").count() == 0
    expect(picture(simulator)).to_be_visible()


def test_the_twin_is_small_and_the_bytes_are_not_in_it():
    html = explorer_html(FAKE)
    assert len(html) < 150_000 and "data:image/jpeg" in html and "computed from a made-up body" in html
    assert "arrays" not in html and explorer_spec(FAKE)["stack"]["arrays"]
