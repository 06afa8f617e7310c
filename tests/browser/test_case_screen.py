"""Cases on a page with no kernel: played by mouse and by keyboard, kept, replayed, printed; the page's score is Python's."""

import itertools
import json

import pytest
from axe_playwright_python.sync_playwright import Axe
from conftest import opened, pages
from playwright.sync_api import expect
from test_access import CONTRAST
from toy_case import toy

from hoedu.cases import cases, graph
from hoedu.cases.score import replay, score, written
from hoedu.html.case import case_html, case_spec, numbers
from hoedu.html.case_map import map_html
from hoedu.html.page import part
from hoedu.progress.events import from_row

CASE = toy()
MOST = 500  # paths of one case that are replayed
KEPT = "() => JSON.parse(localStorage.getItem('hoedu.progress') ?? '[]')"
ROW = '["{name}", {t}, "03-case-toy-thigh", "{hash}", {run}, null]'


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    html = f"<h2>Patients</h2>{part(case_html(CASE), case_spec(CASE))}{map_html(CASE)}"
    with pages(tmp_path_factory.mktemp("case"), {"case": html}) as address:
        yield address


def on_page(browser, site, **options):
    ready = "[data-ho=case]" + ("[data-live]" if options.get("java_script_enabled", True) else "")
    return opened(browser, site, "/case.html", ready, **options)


def decide(page, text):
    page.get_by_role("radio", name=text).check()
    page.get_by_role("button", name="Decide").click()


def look(page, text):
    page.locator(".ho-lookbutton", has_text=text).click()


def runs(page):
    """The runs kept in the browser, as Python reads them."""
    return [from_row(row).response for row in page.evaluate(KEPT)]


def expect_score(page, kept):
    found = page.locator(".ho-score dd")
    wanted = []
    for line in score(replay(CASE, kept)):
        figure = "" if line.word == line.figure else f" · {line.figure}"
        wanted.append(f"{line.symbol} {line.word}".strip() + figure + line.text)
    expect(found).to_have_text(wanted)


# ---- the same score


def looked(case, path):
    """Runs of one path: no look, every look, the useful ones, every other one."""
    ways = [
        lambda looks: (),
        lambda looks: looks,
        lambda looks: tuple(one for one in looks if one.useful),
        lambda looks: looks[::-2],
    ]
    for way in ways:
        yield [
            ",".join(one.id for one in way(case.nodes[node].looks)) + (f">{choice}" if choice else "")
            for node, choice in path
        ]


def test_every_path_scores_as_in_python(browser, site):
    with on_page(browser, site) as page:
        for case in (CASE, *cases().values()):
            asked = [kept for path in itertools.islice(graph.paths(case), MOST) for kept in looked(case, path)]
            found = page.evaluate(
                """async ([spec, asked]) => {
                    const { replayCase, scoreCase, writeCase, caseFlags } = await import("./js/casescore.js");
                    return asked.map((kept) => {
                        const steps = replayCase(spec, kept);
                        return [scoreCase(spec, steps), writeCase(steps), [...caseFlags(spec, steps, steps.length - 1)].sort()];
                    });
                }""",
                [case_spec(case), asked],
            )
            for kept, (lines, again, flags) in zip(asked, found, strict=True):
                steps = replay(case, kept)
                assert lines == [list(line) for line in score(steps)], (case.id, kept)
                assert again == written(steps) == kept
                set_ = {flag for step in steps for one in (*step.looks, step.choice) if one for flag in one.sets}
                assert flags == sorted(set_), (case.id, kept)


JUNK = [
    [],
    None,
    "x",
    [1],
    ["nobody>duplex"],
    ["film,film>duplex"],
    [">nowhere"],
    ["", ">scan"],
    [">"],
    ["film>"],
    [">duplex", ">scan", "", ""],
]


def test_junk_is_no_run_there_either(browser, site):
    with on_page(browser, site) as page:
        found = page.evaluate("async ([spec, junk]) => { const { replayCase } = await import('./js/casescore.js');"
                              "return junk.map((one) => replayCase(spec, one)); }", [case_spec(CASE), JUNK])  # fmt: skip
    assert found == [None] * len(JUNK)


# ---- played


def test_a_patient_from_first_look_to_debrief_and_back(browser, site):
    with on_page(browser, site) as page:
        head, when, status = (
            page.locator(".ho-scene h3"),
            page.locator(".ho-scene > .ho-when"),
            page.locator(".ho-case > [role=status].ho-unseen"),
        )
        expect(head).to_have_text("Monday, the ward round")
        expect(page.get_by_role("button", name="Start again")).to_be_hidden()
        expect(page.locator(".ho-book")).to_be_hidden()

        # Nothing is decided without a choice; a look opens beneath its button.
        page.get_by_role("button", name="Decide").click()
        expect(page.locator(".ho-scene .ho-said")).to_have_text("Choose one first.")
        look(page, "A film of the hip")
        expect(page.locator(".ho-looks .ho-finding:visible")).to_contain_text("The film that day:")
        expect(page.locator(".ho-lookbutton[aria-expanded=true]")).to_have_count(1)
        expect(page.get_by_role("img", name="Synthetic film from the front. Nothing: a normal hip.")).to_be_visible()
        expect(page.locator(".ho-still .ho-lightbox canvas")).to_have_count(1)
        expect(page.locator(".ho-still figcaption:visible")).to_contain_text("Synthetic film from the front.")
        page.get_by_role("button", name="Larger").click()
        expect(page.locator(".ho-view")).to_have_attribute("data-enlarged", "true")

        # A harmful choice; time passes, and the new day is said and has the focus.
        decide(page, "Stretch the hip harder")
        expect(head).to_be_focused()
        expect(head).to_be_in_viewport()
        expect(head).to_have_text("The night after")
        expect(when).to_have_text("Day 36, the next day")
        expect(status).to_have_text("Day 36, the next day.")
        expect(page.locator(".ho-trail summary")).to_have_text(
            ["Day 35 Monday, the ward round: Stretch the hip harder, before it stiffens"]
        )
        page.locator(".ho-trail summary").click()
        expect(page.locator(".ho-trail")).to_contain_text("The film that day:")
        decide(page, "Let him sleep")
        first = ["film>stretch", ">sleep", ""]
        expect(page.locator(".ho-scene > .ho-ended")).to_have_text("✗ The end: harm. Ventilated")
        expect(status).to_have_text("Day 37, the next day. ✗ The end: harm.")
        expect_score(page, first)
        steps = page.locator(".ho-step")
        expect(steps).to_have_count(2)
        expect(steps.first.locator(".ho-judged")).to_contain_text(
            "✗ Harmful. (costs much function later) A swollen leg is a clot"
        )
        expect(steps.first.get_by_role("link", name="a review").first).to_have_attribute("title", "zhu2015")
        steps.first.get_by_text("The other 2 choices").click()
        expect(steps.first.locator("li:visible")).to_have_count(2)
        expect(steps.first.locator("details").first).to_contain_text("It leads to: Two weeks later (2 weeks later).")
        steps.first.get_by_text("Looks: 0 of 1 that help").click()
        expect(steps.first.locator("details").nth(1)).to_contain_text(
            "✓ Helps here; you did not look. Ask about the skin. An infection"
        )
        expect(steps.first.locator("details").nth(1)).to_contain_text(
            "○ Does not help here; you looked. A film of the hip. A film"
        )

        # Back to the first day: what was seen is still seen, the earlier attempt is kept and shown beside the new one.
        steps.first.get_by_role("button", name="Go back to here").click()
        expect(head).to_have_text("Monday, the ward round")
        expect(page.locator(".ho-looks li[data-taken]")).to_have_count(1)
        decide(page, "Ask for a duplex")
        story = page.locator(".ho-scene > .ho-told-story")
        expect(story).to_contain_text("The scan of that Monday is at hand.")
        expect(story).to_contain_text("The early film is there to compare.")
        expect(story).not_to_contain_text("Nobody had looked")
        expect(when).to_have_text("Day 49, 2 weeks later · Radiologist")
        decide(page, "bone scan")
        expect_score(page, ["film>duplex", ">scan", ""])
        expect(page.locator(".ho-attempts tbody tr")).to_have_count(2)
        expect(page.locator(".ho-attempts tbody tr").first).to_have_text(
            "1✗ 2 of 20 of 12 days0.3 to 0.7 mSv✗ 20 of 100"
        )
        assert runs(page)[-1] == ["film>duplex", ">scan", ""] and first in runs(page)

        # A reload goes on where it was.
        page.reload()
        expect(page.locator(".ho-scene > .ho-ended")).to_contain_text("✓ The end: good.")
        expect(page.locator(".ho-attempts tbody tr")).to_have_count(2)
        page.get_by_role("button", name="Play again from the start").click()
        decide(page, "Wait and measure")
        expect(page.locator(".ho-scene > .ho-told-story")).to_contain_text("Nobody had looked until Friday.")
        page.reload()
        expect(page.locator(".ho-scene h3")).to_have_text("Two weeks later")
        expect(page.locator(".ho-trail > li")).to_have_count(1)
        page.get_by_role("button", name="Start again").click()
        expect(page.locator(".ho-trail")).to_be_hidden()
        expect(head).to_be_focused()

        # A slip of the thumb costs nothing: the unfinished attempt is one press away until something new is decided.
        undo = page.get_by_role("button", name="Back to where I was")
        expect(undo).to_be_in_viewport()
        undo.click()
        expect(head).to_have_text("Two weeks later")
        expect(undo).to_have_count(0)
        page.locator(".ho-trail summary").click()
        page.locator(".ho-trail").get_by_role("button", name="Go back to here").click()
        expect(status).to_have_text("Gone back: decide anew.")
        expect(undo).to_be_visible()
        decide(page, "Ask for a duplex")
        expect(undo).to_have_count(0)


def test_by_keyboard_alone(browser, site):
    def press_until(page, key, there):
        for _ in range(14):
            if page.evaluate(f"document.activeElement.matches({json.dumps(there)})"):
                return
            page.keyboard.press(key)
        raise AssertionError(f"{there} was not reached")

    with on_page(browser, site) as page:
        press_until(page, "Tab", ".ho-lookbutton")
        page.keyboard.press("Enter")
        expect(page.locator(".ho-finding:visible")).to_have_text("No wound, no fall.")
        press_until(page, "Tab", ".ho-scene input[type=radio]")
        page.keyboard.press("Space")
        press_until(page, "ArrowDown", "[value=duplex]")
        page.keyboard.press("Enter")
        expect(page.locator(".ho-scene h3")).to_be_focused()
        expect(page.locator(".ho-scene h3")).to_have_text("Two weeks later")
        press_until(page, "Tab", ".ho-scene input[type=radio]")
        page.keyboard.press("Space")
        press_until(page, "ArrowDown", "[value=home]")
        page.keyboard.press("Enter")
        expect(page.locator(".ho-scene > .ho-ended")).to_contain_text("△ The end: mixed.")
        assert page.evaluate("[...document.querySelectorAll('.ho-case button, .ho-case input, .ho-case summary, .ho-case a')]"
                             ".every((node) => node.dataset.lmSuppressShortcuts === 'true')"), "JupyterLab's keys stay away"  # fmt: skip


def test_the_second_press_of_a_double_press_on_decide_takes_no_look(browser, site):
    with on_page(browser, site) as page:
        decide(page, "Ask for a duplex")
        second = page.locator(".ho-lookbutton").first
        second.dispatch_event("click", {"detail": 2})
        expect(page.locator(".ho-looks li[data-taken]")).to_have_count(0)
        second.dispatch_event("click", {"detail": 1})
        expect(page.locator(".ho-looks li[data-taken]")).to_have_count(1)


# ---- kept elsewhere, changed, started again


def kept_page(browser, site, *rows):
    """A page of a browser that already holds these rows."""
    context_rows = json.dumps([json.loads(row) for row in rows])
    return on_page(browser, site, storage_state={"cookies": [], "origins": [
        {"origin": site, "localStorage": [{"name": "hoedu.progress", "value": context_rows}]}]})  # fmt: skip


def row(name, t, run, hash_=None):
    return ROW.format(name=name, t=t, hash=hash_ or CASE.hash, run=json.dumps(run))


def test_runs_of_another_graph_and_junk_are_left_alone(browser, site):
    rows = [row("aaaaaa", 1, [">duplex"], "0" * 12), row("bbbbbb", 2, ["ghost>duplex"]), row("cccccc", 3, 7)]
    with kept_page(browser, site, *rows) as page:
        expect(page.locator(".ho-scene h3")).to_have_text("Monday, the ward round")


def test_a_lesson_begun_again_forgets_its_runs_until_that_is_undone(browser, site):
    done, again, undo = (
        row("aaaaaa", 1, [">duplex", ">scan", ""]),
        '["bbbbbb", 2, "03-restart", "000000000000", null, null]',
        '["cccccc", 3, "03-undo", "000000000000", null, null]',
    )
    with kept_page(browser, site, done, again) as page:
        expect(page.locator(".ho-scene h3")).to_have_text("Monday, the ward round")
    with kept_page(browser, site, done, again, undo) as page:
        expect(page.locator(".ho-scene > .ho-ended")).to_contain_text("✓ The end: good.")
    with kept_page(browser, site, done, again, row("dddddd", 4, [">wait", ""])) as page:
        expect(page.locator(".ho-scene h3")).to_have_text("Two weeks later")


# ---- as text, on paper, for everybody


def test_text_only_and_print(browser, site):
    with on_page(browser, site) as page:
        page.get_by_role("button", name="Text only").click()
        expect(page.locator(".ho-book")).to_be_visible()
        expect(page.locator(".ho-scene")).to_be_hidden()
        expect(page.get_by_role("button", name="Text only")).to_have_attribute("aria-pressed", "true")
        page.get_by_role("button", name="Text only").click()
        expect(page.locator(".ho-scene")).to_be_visible()
        page.evaluate("window.print = () => undefined")
        page.get_by_role("button", name="Print this case").click()
        page.emulate_media(media="print")
        sheet = page.locator(".ho-print")
        expect(sheet.locator(".ho-node")).to_have_count(len(CASE.nodes))
        expect(sheet.locator("details:not([open])")).to_have_count(0)
        expect(sheet.locator(".ho-casekey")).to_contain_text("A swollen leg is a clot until it is imaged")
        expect(page.locator("main")).to_be_hidden()
        page.evaluate("window.dispatchEvent(new Event('afterprint'))")
        expect(page.locator(".ho-print")).to_have_count(0)


def test_without_a_script_it_is_a_gamebook(browser, site):
    with on_page(browser, site, java_script_enabled=False) as page:
        place = numbers(CASE)
        expect(page.locator(".ho-node")).to_have_count(len(CASE.nodes))
        first = page.locator(f"#case-toy-thigh-{place['ward']}")
        first.locator("summary", has_text="Ask about the skin").click()
        expect(first.locator(".ho-finding").first).to_be_visible()
        first.get_by_role("link", name=f"go to {place['worse']}").click()
        assert page.url.endswith(f"#case-toy-thigh-{place['worse']}")
        expect(page.locator(f"#case-toy-thigh-{place['worse']}")).to_be_in_viewport()
        page.locator(".ho-casekey > summary").click()
        expect(page.locator(".ho-casekey [data-safety]")).to_have_count(7)


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_axe_and_contrast(browser, site, theme):
    with on_page(browser, site, color_scheme=theme) as page:
        for text in ("Ask about the skin", "A film of the hip"):
            look(page, text)
        drawing = page.locator(".ho-casemap svg")
        expect(drawing).to_be_hidden()
        for summary in page.locator(".ho-casemap summary").all():
            summary.click()
        expect(drawing).to_be_visible()
        for end in (False, True):
            if end:
                decide(page, "Stretch")
                page.locator(".ho-trail summary").click()
                decide(page, "Let him sleep")
                for details in page.locator(".ho-step summary").all():
                    details.click()
            found = Axe().run(page)
            assert found.violations_count == 0, found.generate_report()
            contrast = page.evaluate(CONTRAST, ".ho-case *, .ho-casemap *")
            assert contrast["text"][0] >= 4.5 and contrast["edge"][0] >= 3, contrast
        page.get_by_role("button", name="Text only").click()
        found = Axe().run(page)
        assert found.violations_count == 0, found.generate_report()


def test_nothing_runs_off_a_small_screen(browser, site):
    over = "() => document.documentElement.scrollWidth"
    with on_page(browser, site, viewport={"width": 320, "height": 640}) as page:
        for text in ("A film of the hip", "A CT of the pelvis"):
            look(page, text)
        assert page.evaluate(over) <= 320
        decide(page, "Stretch")
        decide(page, "Call the emergency team")
        page.locator(".ho-step").first.get_by_role("button", name="Go back to here").click()
        decide(page, "Wait")
        decide(page, "Send him home")
        for details in page.locator(".ho-step summary, .ho-casemap summary").all():
            details.click()
        assert page.evaluate(over) <= 320
        page.get_by_role("button", name="Text only").click()
        assert page.evaluate(over) <= 320
