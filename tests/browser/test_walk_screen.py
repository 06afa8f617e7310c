"""Every lesson's page of the whole site on a phone 360 pixels wide, from its first question to its last: by finger, and by
keyboard alone.
"""

import json

import pytest
from conftest import ROOT, opened, served
from playwright.sync_api import expect
from test_lab_keyboard import walk

from hoedu.again import event
from hoedu.items import load
from hoedu.lessons import lessons
from hoedu.notebooks import find
from hoedu.papers import papers, question
from hoedu.progress import fold
from hoedu.progress.events import from_row
from hoedu.publish.site import build, lesson_paths

BANK = load()
NARROW = {"viewport": {"width": 360, "height": 740}}
PHONE = NARROW | {"has_touch": True, "is_mobile": True, "device_scale_factor": 2}
PAGES = [lesson.slug for number, lesson in lessons().items() if BANK.lesson(number)]


@pytest.fixture(scope="module")
def address(tmp_path_factory):
    home = tmp_path_factory.mktemp("walk")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("HOEDU_HOME", str(home / "home"))
        build(home / "www", lesson_paths(find(ROOT / "notebooks")))
    with served(home / "www") as address:
        yield address


def on_page(browser, address, slug, options):
    return opened(browser, address, f"/{slug}.html", "article[data-ready]", **options)


def asked(slug: str) -> list[str]:
    """The items that the lesson's notebook asks, in its order."""
    notebook = json.loads((ROOT / "notebooks" / f"{slug}.ipynb").read_text(encoding="utf-8"))
    found = ("".join(cell["source"]) for cell in notebook["cells"] if cell["cell_type"] == "code")
    return [name for source in found if source.startswith("ho.ask(") for name in source.split('"')[1::2]]


def states(page):
    rows = page.evaluate("JSON.parse(localStorage.getItem('hoedu.progress') ?? '[]')")
    return fold([from_row(row) for row in rows], BANK)


def tap_answer(root, item, response) -> None:
    """As a finger gives it; what a phone opens by itself, its list of choices and its keys, is given as it would."""

    def choose(key):
        root.locator(f'label:has(input[value="{key}"])').first.tap()

    match item.kind:
        case "single" | "hotspot":
            choose(response)
        case "multiple":
            for key in response:
                choose(key)
        case "numeric" | "text":
            field = root.locator(".ho-field input, .ho-options input[type=text]").first
            field.tap()
            field.press_sequentially(str(response))
        case "matching" | "cloze":
            for name, key in response.items():
                root.locator(f'select[name="{name}"]').select_option(key)
        case "ordering":
            steps = root.locator(".ho-steps > li")
            steps.first.locator("[aria-label^='Move down']").tap()
            for place, key in enumerate(response):
                while steps.nth(place).get_attribute("data-key") != key:
                    root.locator(f'.ho-steps > li[data-key="{key}"] [aria-label^="Move up"]').tap()


@pytest.mark.parametrize("slug", PAGES)
def test_by_finger(browser, address, slug):
    """Right and wrong in turn, with how sure one is."""
    given = {}
    with on_page(browser, address, slug, PHONE) as page:
        for number, name in enumerate(asked(slug)):
            item, root = BANK[name], page.locator(f'article [data-ho=item][data-item="{name}"]').first
            root.scroll_into_view_if_needed()
            expect(root).to_have_attribute("data-live", "true")
            given[name] = number % 3 != 2 or not item.distractors()
            tap_answer(root, item, item.key() if given[name] else item.distractors()[0])
            if root.locator(".ho-confidence").count():
                root.locator(".ho-confidence label").nth(number % 2).tap()
            root.locator(".ho-check").tap()
        assert {name: one.correct for name, one in states(page).items()} == given
        assert page.evaluate("document.documentElement.scrollWidth") == 360
        ends = page.locator("[data-ho=finish]")
        if ends.count():
            ends.scroll_into_view_if_needed()
            expect(ends).to_contain_text("right")


@pytest.mark.parametrize("slug", PAGES)
def test_by_keyboard(browser, address, slug):
    wanted = set(asked(slug))
    with on_page(browser, address, slug, NARROW) as page:
        assert walk(page, len(wanted)) == wanted
        assert [name for name, one in states(page).items() if not one.correct] == []


def test_the_exam_and_its_review_by_finger(browser, address):
    items = [question(BANK, entry) for entry in papers(BANK)[0].entries]
    with on_page(browser, address, "90-review", PHONE) as page:
        exam = page.locator(".ho-exam")
        exam.scroll_into_view_if_needed()
        exam.get_by_role("button", name="Begin").tap()
        for number, item in enumerate(items):
            root = page.locator(f'.ho-exambox .ho-item[data-item="{item.id}"]')
            expect(root).to_be_visible()
            tap_answer(root, item, item.distractors()[0] if number == 3 else item.key())
            last = number == len(items) - 1
            exam.get_by_role("button", name="Keep" if last else "Keep and go on", exact=True).tap()
            assert page.evaluate("document.documentElement.scrollWidth") == 360
        if (sure := exam.get_by_role("button", name="Yes, finish")).is_hidden():
            exam.get_by_role("button", name="Finish and see the answers").tap()
        sure.tap()
        title = exam.locator(".ho-examwork .ho-title")
        expect(title).to_have_text(f"Paper 1: {len(items) - 1} of {len(items)} right")
        again = page.locator(".ho-revisit")
        again.scroll_into_view_if_needed()
        expect(again).to_contain_text("1 to look at again: 1 missed")
        again.get_by_role("button", name="Ask it again").first.tap()
        root = again.locator(f'[data-item="{items[3].id}"], [data-item="{event(items[3].id)}"]').first
        tap_answer(root, items[3], items[3].key())
        root.locator(".ho-check").tap()
        expect(again.locator(".ho-feedback").first).to_contain_text("Right")
