"""A question with new numbers each time, on a page: the first set, another, the right reasons, and one state for all."""

import pytest
from conftest import opened, pages

from hoedu.html.items import item_html, item_spec
from hoedu.html.page import part
from hoedu.items import Bank, load
from hoedu.progress import Attempt, fold

BANK = load()
NUMERIC, SINGLE = BANK["07-worked-harm"], BANK["03-odds-new"]
DAY = 86_400_000


@pytest.fixture(scope="module")
def family_site(tmp_path_factory):
    html = "".join(part(item_html(item), item_spec(item)) for item in (NUMERIC, SINGLE))
    with pages(tmp_path_factory.mktemp("family"), {"made": html}) as address:
        yield address


@pytest.fixture
def made_tab(browser, family_site):
    with opened(browser, family_site, "/made.html") as page:
        yield page


def root(page, item):
    return page.locator(f"[data-item='{item.id}']")


def kept(page):
    return page.evaluate("JSON.parse(localStorage.getItem('hoedu.progress') ?? '[]')")


def keep(page, rows):
    page.evaluate("(rows) => localStorage.setItem('hoedu.progress', JSON.stringify(rows))", rows)
    page.reload()
    page.wait_for_selector("[data-ho=item][data-live]")


def plain_stem(item):
    from hoedu.html.inline import plain

    return plain(item.stem)


def another(page, item):
    root(page, item).get_by_role("button", name="Another with new numbers").click()


def test_another_set_is_asked_answered_and_found_again(made_tab):
    first, second = NUMERIC.variants[:2]
    here = root(made_tab, NUMERIC)
    assert (
        here.locator(".ho-stem").inner_text() == plain_stem(first)
        and "Set 1 of 18." in here.locator(".ho-more").inner_text()
    )
    here.locator("input").fill(str(first.wrong[0].value))
    here.locator("input").press("Enter")
    assert "Some of those bleeds would have happened anyway" in here.locator(".ho-feedback").inner_text()
    another(made_tab, NUMERIC)
    assert here.count() == 1 and here.locator(".ho-stem").inner_text() == plain_stem(second)
    assert "Set 2 of 18." in here.locator(".ho-more").inner_text() and here.locator(".ho-feedback").inner_text() == ""
    assert made_tab.evaluate(
        "document.activeElement === document.querySelector('[data-item=\"07-worked-harm\"] .ho-field input')"
    )
    assert here.locator("input").input_value() == "" and not here.locator(".ho-key").is_visible()
    bare = here.locator("button, input, a, summary").evaluate_all(
        "(all) => all.filter((one) => !one.dataset.lmSuppressShortcuts).length"
    )
    assert bare == 0, "JupyterLab's shortcuts would reach the new set"
    here.locator("input").fill(str(first.answer))  # right for the numbers before, not for these
    here.locator(".ho-check").click()
    assert "✗ Not right." in here.locator(".ho-feedback").inner_text()
    here.locator("input").fill(str(second.answer))
    here.locator(".ho-check").click()
    assert (
        "✓ Right." in here.locator(".ho-feedback").inner_text()
        and second.why.split(",")[1] in here.locator(".ho-feedback").inner_text()
    )
    assert [row[3] for row in kept(made_tab)] == [first.hash, second.hash, second.hash]
    made_tab.reload()
    made_tab.wait_for_selector("[data-ho=item][data-live]")
    assert here.locator(".ho-stem").inner_text() == plain_stem(second), "the set last answered, with its answer"
    assert here.locator("input").input_value() == str(second.answer)
    assert "has changed" not in here.inner_text()


def test_the_options_are_those_of_the_set(made_tab):
    for one in SINGLE.variants[:3]:
        here = root(made_tab, SINGLE)
        assert sorted(here.locator(".ho-options li").all_inner_texts()) == sorted(option.text for option in one.options)
        here.locator(f".ho-options [value='{one.key()}']").check()
        here.locator(".ho-check").click()
        assert "✓ Right." in here.locator(".ho-feedback").inner_text()
        another(made_tab, SINGLE)
    names = (
        root(made_tab, SINGLE)
        .locator(".ho-options input")
        .evaluate_all("(all) => new Set(all.map((one) => one.name)).size")
    )
    assert names == 1


def test_after_the_last_set_comes_the_first(made_tab):
    here = root(made_tab, NUMERIC)
    for _ in NUMERIC.variants:
        another(made_tab, NUMERIC)
    assert "Set 1 of 18." in here.locator(".ho-more").inner_text()


def row(item, number, right, t, name):
    one = item.variants[number]
    return [name, t, item.id, one.hash, one.key() if right else one.distractors()[0], None]


def test_what_is_due_comes_with_new_numbers(made_tab):
    now = made_tab.evaluate("Date.now()")
    keep(
        made_tab, [row(NUMERIC, 0, False, now - 3 * DAY, "aaaaaa"), row(NUMERIC, 1, True, now - 3 * DAY + 1, "aaaaab")]
    )
    here = root(made_tab, NUMERIC)
    assert here.locator(".ho-stem").inner_text() == plain_stem(NUMERIC.variants[2])
    assert (
        "Due again" in here.locator(".ho-more").inner_text()
        and "numbers are new" in here.locator(".ho-more").inner_text()
    )


def test_answers_that_come_by_code_are_shown(made_tab):
    """A progress code brings answers while the page is open; a set that the learner asked for stays."""
    bring = """async ([rows]) => (await import("./js/store.js")).browserHost().restore(rows)"""
    now = made_tab.evaluate("Date.now()")
    another(made_tab, SINGLE)
    rows = [row(NUMERIC, 4, True, now, "bbbbbb"), row(SINGLE, 5, True, now, "bbbbbc")]
    made_tab.evaluate(bring, [rows])
    assert "Set 5 of 18." in root(made_tab, NUMERIC).locator(".ho-more").inner_text()
    assert "✓ Right." in root(made_tab, NUMERIC).locator(".ho-feedback").inner_text()
    assert "Set 2 of" in root(made_tab, SINGLE).locator(".ho-more").inner_text()


def test_python_and_the_page_fold_alike(made_tab):
    """Attempts over several sets, days, a stale one and a restart: the same state in both."""
    start = 20_000 * DAY
    plan = [
        (0, False, 0),
        (0, True, 1),
        (3, True, DAY),
        (5, False, 2 * DAY),
        (5, True, 2 * DAY + 5),
        (2, True, 9 * DAY),
    ]
    rows = [row(NUMERIC, n, right, start + t, f"cccc{k:02}") for k, (n, right, t) in enumerate(plan)]
    rows.append(["dddddd", start + 4 * DAY, NUMERIC.id, "0" * 12, 3, None])
    rows += [
        row(SINGLE, 1, True, start, "eeeeee"),
        ["ffffff", start + 1, "03-restart", "0" * 12, None, None],
        row(SINGLE, 2, False, start + 2, "eeeeef"),
    ]
    specs = {item.id: item.page_spec() for item in (NUMERIC, SINGLE)}
    theirs = made_tab.evaluate(
        """async ([rows, specs]) => (await import("./js/fold.js")).fold(rows, specs)""", [rows, specs]
    )
    ours = fold(
        [Attempt(item, content, response, sure, t, name) for name, t, item, content, response, sure in rows],
        Bank([NUMERIC, SINGLE]),
    )
    assert set(theirs) == set(ours)
    for name, state in ours.items():
        found = theirs[name]
        assert (found["attempts"], found["correct"], found["firstCorrect"], found["box"], found["stale"]) == (
            state.attempts, state.correct, state.first_correct, state.box, state.stale)  # fmt: skip
        assert (found["hash"], found["response"], found["last"], found["best"]) == (
            state.hash,
            state.response,
            state.last,
            state.best,
        )
