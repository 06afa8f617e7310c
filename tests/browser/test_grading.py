"""Grading practice in Chromium: a thousand films measured twice, and what a learner does with them."""

import json
import re
from collections import Counter

import numpy as np
import pytest
from axe_playwright_python.sync_playwright import Axe
from conftest import opened, pages
from playwright.sync_api import expect
from test_access import CONTRAST

from hoedu.explorers import build
from hoedu.explorers.grading_practice import BLOCK, EXAMPLES, PLAN
from hoedu.html.explorers import explorer_data, explorer_html, explorer_spec
from hoedu.html.page import part
from hoedu.imaging.grading_films import CUT, LIMIT, Placed, brooker, composed, grey, read
from hoedu.imaging.solids import MM

FILMS = 1000
OPEN = """
    const { openStack, pictureRenderer } = await import("/js/pictures.js"), { brookerFilms } = await import("/js/brooker.js");
    const spec = JSON.parse(document.querySelector("[data-ho=grading] > script").textContent);
    const stack = await openStack(spec.stack, Uint8Array.from(atob(spec.data), (c) => c.charCodeAt(0)));
    const films = brookerFilms(stack, spec.plan);
"""
MAKE = "async (numbers) => {" + OPEN + """
    return numbers.map((number) => {
        const { recipe, reading: { gap, line }, aside, key, second, turn } = films.filmOf(number);
        return { number, recipe, gap, line, aside, key, second, turn };
    });
}"""  # fmt: skip
DRAW = "async (numbers) => {" + OPEN + """
    const found = [];
    for (const number of numbers) {
        const own = films.stackOf(films.filmOf(number));
        for (const n of [0, 1]) {
            const renderer = pictureRenderer(own, n, "film"), [, low, high] = own.manifest.pictures[n].windows[0];
            renderer.show({ week: 0, dose: 1, low, high });
            found.push(renderer.pixels.filter((_, i) => i % 4 === 0));
        }
    }
    const all = new Uint8Array(found.reduce((sum, one) => sum + one.length, 0));
    found.reduce((at, one) => (all.set(one, at), at + one.length), 0);
    let text = "";
    for (let at = 0; at < all.length; at += 32768) text += String.fromCharCode(...all.subarray(at, at + 32768));
    return btoa(text);
}"""  # fmt: skip


@pytest.fixture(scope="module")
def grading_site(tmp_path_factory):
    """The address of a page with the practice alone."""
    practice = build("grading-practice")
    html = part(explorer_html(practice), explorer_spec(practice), explorer_data(practice))
    with pages(tmp_path_factory.mktemp("grading"), {"grading": html}) as address:
        yield address


def on_page(browser, site, **options):
    ready = "[data-ho=grading]" + ("[data-live]" if options.get("java_script_enabled", True) else "")
    return opened(browser, site, "/grading.html", ready, **options)


@pytest.fixture
def tab(browser, grading_site):
    with on_page(browser, grading_site) as page:
        yield page


@pytest.fixture(scope="module")
def thousand(browser, grading_site):
    """Films 1 to 1000 as the page makes and measures them."""
    with on_page(browser, grading_site) as page:
        return page.evaluate(MAKE, list(range(1, FILMS + 1)))


def recipe_of(film):
    return tuple(
        Placed(one["part"], int(one["x"]), int(one["y"]), int(one["z"]), one["dense"]) for one in film["recipe"]
    )


# ---- the films


def test_the_gap_of_a_thousand_films_is_what_python_measures(thousand):
    """Composed anew from the parts, measured by distance transforms on a grid twice as fine: within a pixel."""
    off = []
    for film in thousand:
        found = read(recipe_of(film), 2)
        assert brooker(found) == film["key"], film
        if film["gap"]:
            off.append(found.gap - film["gap"])
        else:
            assert found.gap == film["gap"], film
    assert len(off) == 2 * FILMS // 5
    assert np.abs(off).max() <= MM, f"{np.abs(off).max():.2f} mm"
    assert abs(np.mean(off)) <= MM / 3


def test_the_key_follows_from_the_gap_and_the_classes_are_evenly_there(thousand):
    for film in thousand:
        gap, kinds = film["gap"], {one["part"].split("-")[0] for one in film["recipe"]}
        if gap is None:
            assert film["key"] == (1 if kinds == {"island"} else 0) and (kinds or film["key"] == 0), film
        else:
            assert film["key"] == (4 if gap == 0 else 3 if gap < LIMIT else 2), film
            assert gap == 0 or abs(gap - LIMIT) >= PLAN["apart"], film
    assert Counter(film["key"] for film in thousand) == dict.fromkeys(range(5), FILMS // 5)
    gaps = np.array([film["gap"] for film in thousand if film["gap"]])
    border = (np.abs(gaps - LIMIT) <= 2).mean()
    assert 0.35 < border < 0.55, border
    for low, high in ((1.5, 5), (5, 8), (8, 10), (10, 12), (12, 18), (18, 30)):
        assert ((gaps >= low) & (gaps < high)).sum() >= 20, (low, high)
    assert max(film["turn"] for film in thousand) < PLAN["turns"] / 4, "every number finds its film"
    assert len({json.dumps(film["recipe"]) for film in thousand if film["key"]}) > 790, "no film twice"


def test_the_side_view_parts_what_only_overlaps(thousand):
    """Some films of class IV are bone in front of bone; Python measures how far apart the side view shows it."""
    bridged = [film for film in thousand if film["key"] == 4]
    passing = [film for film in bridged if film["aside"]["gap"]]
    assert 0.25 < len(passing) / len(bridged) < 0.5
    from scipy.ndimage import distance_transform_edt

    for film in passing:
        sides = [
            composed([one for one in recipe_of(film) if one.part.split("-")[0] in names], aside=True) > CUT
            for names in (("femoral", "lesser"), ("pelvic", "ischial"))
        ]
        apart = (distance_transform_edt(~sides[0])[sides[1]].min() - 1) * MM
        assert film["aside"]["gap"] == pytest.approx(apart, abs=1.5 * MM)
        assert film["aside"]["gap"] >= PLAN["parted"]


def test_the_second_reader_reads_as_stated(thousand):
    agree = Counter((film["key"], film["second"]) for film in thousand)
    assert all(abs(key - second) <= 1 for key, second in agree)
    assert 0.75 < sum(count for (key, second), count in agree.items() if key == second) / FILMS < 0.92
    near = [film for film in thousand if film["gap"] and abs(film["gap"] - LIMIT) <= 2]
    far = [film for film in thousand if film["gap"] and film["gap"] > LIMIT + 6]
    wrong = [np.mean([film["key"] != film["second"] for film in films]) for films in (near, far)]
    assert wrong[0] > 0.2 and wrong[1] < 0.03


def test_pixels_are_those_of_python(browser, grading_site, thousand):
    import base64

    numbers = [1, 2, 6, 8, 12, 13, 500, 999]
    with on_page(browser, grading_site) as page:
        drawn = np.frombuffer(base64.b64decode(page.evaluate(DRAW, numbers)), np.uint8).reshape(
            len(numbers), 2, 480, 384
        )
    for number, pair in zip(numbers, drawn):
        for aside in (False, True):
            ours = grey(recipe_of(thousand[number - 1]), aside, number)
            assert np.abs(ours.astype(int) - pair[int(aside)]).max() <= 1, (number, aside)


def test_the_printed_films_are_those_of_the_page(thousand):
    for example in EXAMPLES:
        assert recipe_of(thousand[example.number - 1]) == example.recipe, (
            f"film {example.number}: print its recipe anew"
        )


# ---- the learner


def grade(tab, grade, check=True):
    tab.locator(".ho-classes input").nth(grade).check()
    if check:
        tab.locator(".ho-grade .ho-check").click()


def test_a_grade_is_answered_with_the_measure(tab, thousand):
    film = thousand[0]
    assert film["key"] == 3
    view = tab.locator(".ho-view").nth(1)
    expect(view).to_be_hidden()
    before = tab.locator("canvas").first.screenshot()
    grade(tab, 2)
    feedback = tab.locator(".ho-grade .ho-feedback")
    expect(feedback).to_contain_text("△ Not the key: the film shows class III, you said II.")
    expect(feedback).to_contain_text(f"{film['gap']:.1f}\u00a0mm between facing bony surfaces: less than 10 mm.")
    expect(feedback).to_contain_text("The second reader said")
    expect(view).to_be_visible()
    label = tab.locator("canvas").first.get_attribute("aria-label")
    assert label.startswith("Synthetic film from the front, film 1: class III.") and f"{film['gap']:.1f}" in label
    after = tab.locator("canvas").first.screenshot()
    tab.get_by_label("Outline and measure").uncheck()
    assert before != after and after != tab.locator("canvas").first.screenshot()
    # An answer stays as it was given.
    tab.locator(".ho-classes input").nth(0).evaluate("(node) => node.click()")
    expect(tab.locator(".ho-classes input").nth(2)).to_be_checked()


def test_a_blank_grade_is_asked_for(tab):
    tab.locator(".ho-grade .ho-check").click()
    expect(tab.locator(".ho-feedback")).to_have_text("Choose a class first.")
    expect(tab.locator(".ho-next").first).to_be_hidden()


def test_ten_films_by_keyboard_alone_and_kappa_is_right(tab, thousand):
    from statsmodels.stats.inter_rater import cohens_kappa

    said = [3, 1, 2, 0, 0, 4, 2, 0, 2, 1]
    tab.locator(".ho-classes input").first.focus()
    for n, answer in enumerate(said):
        tab.keyboard.press(str(answer)) if n % 2 else [
            tab.keyboard.press("Space"),
            *(tab.keyboard.press("ArrowDown") for _ in range(answer)),
        ]
        tab.keyboard.press("Enter")
        expect(tab.locator(".ho-grade .ho-next")).to_be_focused()
        tab.keyboard.press("Enter")
    summary = tab.locator(".ho-summary")
    expect(summary).to_be_visible()
    right = sum(answer == film["key"] for answer, film in zip(said, thousand))
    expect(summary).to_contain_text(f"Ten films, front only: {right} as the key.")
    for weights in ("linear", "quadratic"):
        tab.get_by_label("Weights").select_option(weights)
        rows = tab.locator(".ho-kappas tbody tr")
        for row, pairs in (
            (1, [(a, f["key"]) for a, f in zip(said, thousand)]),
            (2, [(a, f["second"]) for a, f in zip(said, thousand)]),
        ):
            table = np.zeros((5, 5))
            for pair in pairs:
                table[pair] += 1
            theirs = cohens_kappa(table, wt=weights)
            shown = rows.nth(row).locator("td").first.inner_text().replace("\u2212", "-")
            found = [float(value) for value in re.findall(r"-?\d+\.\d\d", shown)]
            assert found == pytest.approx([theirs.kappa, theirs.kappa_low, min(1, theirs.kappa_upp)], abs=0.00501), (
                shown
            )
    crossed = np.zeros((5, 5), int)
    for answer, film in zip(said, thousand):
        crossed[answer, film["key"]] += 1
    cells = summary.locator(".ho-crossed tbody td").all_inner_texts()
    assert [0 if cell == "·" else int(cell) for cell in cells] == crossed.ravel().tolist()
    tab.get_by_role("button", name="Next ten films").press("Enter")
    expect(tab.locator(".ho-filmname")).to_have_text(f"Film {BLOCK + 1}")
    expect(tab.locator(".ho-tally")).to_have_text("✓ 0 as the key · △ 0 one class away · ✗ 0 further away")


def test_grades_stay_in_the_browser_and_each_way_of_looking_has_its_own(tab):
    for answer in (3, 1):
        grade(tab, answer)
        tab.locator(".ho-grade .ho-next").click()
    tab.get_by_label("Films to grade from").select_option("both")
    expect(tab.locator(".ho-view").nth(1)).to_be_visible()
    grade(tab, 2)
    counted = tab.locator(".ho-kappas tbody tr").first
    expect(counted).to_have_text(re.compile(r"Films graded\s*2\s*1"))
    block = tab.locator(".ho-block").inner_text()
    tab.reload()
    tab.wait_for_selector("[data-ho=grading][data-live]")
    expect(counted).to_have_text(re.compile(r"Films graded\s*2\s*1"))
    expect(tab.locator(".ho-block li")).to_contain_text(["film 1", "film 2", "open"])
    tab.get_by_label("Films to grade from").select_option("both")
    assert tab.locator(".ho-block").inner_text() == block, "the block begun goes on"
    tab.get_by_label("Films to grade from").select_option("front")
    expect(tab.locator(".ho-filmname")).to_have_text("Film 4")
    # A number brings a film back; it does not count twice.
    where = tab.get_by_label("Film number")
    where.fill("1")
    where.press("Enter")
    grade(tab, 3)
    expect(tab.locator(".ho-feedback")).to_contain_text("it is not counted again")
    expect(counted).to_have_text(re.compile(r"Films graded\s*2\s*1"))
    where.fill("0")
    where.press("Enter")
    expect(tab.locator(".ho-goto")).to_contain_text("Films are numbered from 1 to 999999.")
    forget, undo = (tab.get_by_role("button", name=name) for name in ("Forget all my grades", "Undo: bring them back"))
    forget.click()
    expect(counted).to_have_text(re.compile(r"Films graded\s*0\s*0"))
    undo.click()
    expect(counted).to_have_text(re.compile(r"Films graded\s*2\s*1"))
    expect(undo).to_be_hidden()


def test_on_a_phone_the_next_film_begins_on_the_screen(browser, grading_site):
    with on_page(browser, grading_site, viewport={"width": 360, "height": 740}) as page:
        grade(page, 1)
        page.locator(".ho-grade .ho-next").click()
        expect(page.locator(".ho-filmname")).to_have_text("Film 2")
        expect(page.locator(".ho-filmname")).to_be_in_viewport()


@pytest.mark.parametrize("kept", ["nonsense", '{"front": 3}', '{"front": [[1, 9], ["x", 2], [2, 1]], "next": -4}'])
def test_what_is_kept_may_be_spoiled(browser, grading_site, kept):
    with on_page(browser, grading_site) as page:
        page.evaluate("(text) => localStorage.setItem('hoedu.grading', text)", kept)
        page.reload()
        page.wait_for_selector("[data-ho=grading][data-live]")
        expect(page.locator(".ho-filmname")).to_have_text("Film 1")


def test_the_side_view_is_said_to_part_an_overlap(tab, thousand):
    film = next(film for film in thousand if film["key"] == 4 and film["aside"]["gap"])
    where = tab.get_by_label("Film number")
    where.fill(str(film["number"]))
    where.press("Enter")
    grade(tab, 4)
    expect(tab.locator(".ho-feedback")).to_contain_text("✓ Right: class IV.")
    expect(tab.locator(".ho-feedback")).to_contain_text(
        f"at least {film['aside']['gap']:.1f}\u00a0mm lie between the two"
    )
    expect(tab.locator(".ho-feedback")).to_contain_text("the class stays what the film from the front shows")


def test_window_and_enlarging(tab):
    view = tab.locator(".ho-view").first
    shots = [view.screenshot()]
    tab.get_by_label("Window").select_option("1")
    shots.append(view.screenshot())
    tab.get_by_role("button", name="Larger").click()
    shots.append(view.screenshot())
    view.focus()
    tab.keyboard.press("ArrowRight")
    shots.append(view.screenshot())
    assert len(set(shots)) == 4
    expect(view).to_have_attribute("data-enlarged", "true")
    tab.keyboard.press("0")
    expect(view).to_have_attribute("data-enlarged", "false")


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_axe_and_contrast(browser, grading_site, theme):
    with on_page(browser, grading_site, color_scheme=theme) as page:
        grade(page, 2)
        for state in ("graded", "summary"):
            found = Axe().run(page)
            assert found.violations_count == 0, found.generate_report()
            contrast = page.evaluate(CONTRAST, ".ho *")
            assert contrast["text"][0] >= 4.5 and contrast["edge"][0] >= 3, contrast
            if state == "graded":
                for _ in range(BLOCK - 1):
                    page.locator(".ho-grade .ho-next").click()
                    grade(page, 1)
                page.locator(".ho-grade .ho-next").click()


def test_a_narrow_screen_scrolls_down_only(browser, grading_site):
    with on_page(browser, grading_site, viewport={"width": 320, "height": 640}) as page:
        grade(page, 2)
        assert page.evaluate("document.documentElement.scrollWidth") == 320
        verdict, side = (
            page.locator(name).bounding_box()["y"] for name in (".ho-grade .ho-feedback", ".ho-lightbox + .ho-lightbox")
        )
        assert side > verdict, "the side view opens below the verdict"


def test_without_a_script_five_films_can_be_graded(browser, grading_site):
    with on_page(browser, grading_site, java_script_enabled=False) as page:
        assert page.locator(".ho-twin img").count() == 5
        page.get_by_text("Answer to film 12").click()
        expect(page.locator(".ho-twin figure").last).to_contain_text("Class IV.")
        expect(page.get_by_text("Apparent bony ankylosis on the film")).to_be_visible()
