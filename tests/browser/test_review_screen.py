"""The last lesson on a page with no kernel: an exam by click and by keyboard, the review, the long lists; as Python says."""

import random
from datetime import UTC, date, datetime

import pytest
from axe_playwright_python.sync_playwright import Axe
from conftest import opened, pages
from playwright.sync_api import expect
from test_access import CONTRAST

import hoedu as ho
from hoedu.again import event, to_review
from hoedu.html.page import part
from hoedu.papers import ending, papers, question, result
from hoedu.progress import Attempt, Store, restart
from hoedu.session import Session, lend

DAY = 86_400_000
TODAY = date(2026, 11, 22)
NOW = (TODAY - date(1970, 1, 1)).days * DAY + 10 * 3_600_000

# Pool and spec as the page has them.
POOL = """async () => {
    const { unpackPool } = await import("./js/pool.js");
    const script = document.querySelector(".ho-exam > script");
    return await unpackPool(JSON.parse(script.textContent).data);
}"""


@pytest.fixture(scope="module")
def bank():
    from hoedu.items import load

    return load()


@pytest.fixture(scope="module")
def review_site(tmp_path_factory, bank):
    folder = tmp_path_factory.mktemp("review")
    with lend(Session(bank, Store(folder / "nobody"))):
        views = [ho.start("90"), ho.exam(), ho.review(), ho.terms(), ho.references()]
    html = "".join(part(view.html, view.specs[0], bytes(view.data)) for view in views)
    with pages(folder / "site", {"review": html}) as address:
        yield address


@pytest.fixture
def page(browser, review_site):
    with opened(browser, review_site, "/review.html", ".ho-revisit[data-live]") as page:
        page.clock.install(time=datetime.fromtimestamp(NOW / 1000, UTC))
        page.wait_for_selector(".ho-exam[data-live]")
        yield page


def answer(page, item, response):
    """Answer the question shown, as a learner does."""
    root = page.locator(".ho-exambox .ho-item")
    expect(root).to_have_attribute("data-item", item.id)
    match item.kind:
        case "single" | "hotspot":
            root.locator(f'input[value="{response}"]').check()
        case "multiple":
            for key in response:
                root.locator(f'input[value="{key}"]').check()
        case "numeric" | "text":
            root.locator("input").fill(str(response))
        case "matching" | "cloze":
            for name, key in response.items():
                root.locator(f'select[name="{name}"]').select_option(key)
        case "ordering":
            for place, key in enumerate(response):
                while root.locator(".ho-steps > li").nth(place).get_attribute("data-key") != key:
                    root.locator(f'li[data-key="{key}"] [aria-label^="Move up"]').click()
            root.locator(".ho-arrow").nth(1).click()  # down and up again: the order shown may be the answer
            root.locator(
                f'li[data-key="{response[1]}"] .ho-arrow, li[data-key="{response[0]}"] .ho-arrow'
            ).first.click()


def kept(page):
    return page.evaluate("JSON.parse(localStorage.getItem('hoedu.progress') ?? '[]')")


def test_an_exam_from_the_first_question_to_the_review(page, bank):
    paper = papers(bank)[0]
    items = [question(bank, entry) for entry in paper.entries]
    exam, again = page.locator(".ho-exam"), page.locator(".ho-revisit")
    expect(again.locator(".ho-sentence")).to_contain_text("Nothing to look at again yet.")
    expect(exam.locator(".ho-examlist")).not_to_be_visible()
    exam.get_by_role("button", name="Begin").click()
    wrong, blank = {3, 7}, {5}
    for n, item in enumerate(items):
        expect(exam.locator(".ho-examwork .ho-title")).to_have_text(f"Paper 1: question {n + 1} of {len(items)}")
        assert exam.locator(".ho-key").count() == len(items), "the keys stand in the printed paper alone"
        if n not in blank:
            answer(page, item, item.distractors()[0] if n in wrong else item.key())
        if n < len(items) - 1:
            exam.get_by_role("button", name="Keep and go on").click()
    exam.get_by_role("button", name="Keep", exact=True).click()
    expect(exam).to_contain_text("1 question without an answer: 6.")
    assert again.locator("li").count() == len(again.locator(".ho-notes li").all()), (
        "nothing is given away before the end"
    )
    exam.get_by_role("button", name="Not yet").click()
    # Back to a question: what was kept stands there, and may be changed.
    exam.get_by_role("button", name="Question 8, answered").click()
    answer(page, items[7], items[7].key()) if items[7].kind == "single" else None
    exam.get_by_role("button", name="Finish and see the answers").click()
    exam.get_by_role("button", name="Yes, finish").click()
    attempts = [Attempt(row[2], row[3], row[4], row[5], row[1], row[0]) for row in kept(page)]
    found = result(attempts, paper, bank)
    assert found.done and found.right >= len(items) - 3
    expect(exam.locator(".ho-examwork .ho-title")).to_have_text(f"Paper 1: {found.right} of {len(items)} right")
    for lesson, (right, of) in found.by("lesson").items():
        row = exam.locator(".ho-two tr").filter(has_text=f"{lesson} ").first
        expect(row.locator("td")).to_have_text(f"{right} of {of}")
    rows = exam.locator(".ho-two table").last.locator("tbody tr td")
    assert rows.all_inner_texts() == [f"{right} of {of}" for right, of in found.by("level").values()]
    verdicts = exam.locator(".ho-examanswer .ho-verdict").all_inner_texts()
    assert verdicts == [
        "✓ Right" if mark.right else "✗ Not right" if mark.answered else "✗ No answer" for mark in found.marks
    ]
    opened_ = exam.locator(".ho-examanswer").nth(3)
    opened_.locator("summary").first.click()
    expect(opened_.locator("[data-why]").first).to_be_visible()
    expect(opened_.locator(".ho-taught a")).to_have_attribute(
        "href",
        f"{ho.api.lesson_of(items[3].lesson).slug}.ipynb#"
        + opened_.locator(".ho-taught a").get_attribute("href").split("#")[1],
    )
    assert opened_.evaluate("node => node.querySelector('fieldset').disabled")

    # The review now has what was missed, and asks it again under a name of its own.
    missed = [one.item for one in to_review(attempts, bank, TODAY)]
    assert missed and items[3].id in missed
    expect(again.locator(".ho-sentence")).to_contain_text(
        f"{len(missed)} to look at again: {len(missed)} missed, 0 due"
    )
    again.get_by_role("button", name="Ask it again").first.click()
    item = bank[missed[0]]
    asked = again.locator(".ho-item")
    expect(asked).to_have_attribute("data-item", item.id)
    assert "Try once more" not in asked.inner_text() and asked.locator(".ho-check").is_enabled()
    before = len(kept(page))
    if item.kind in ("single", "hotspot"):
        asked.locator(f'input[value="{item.key()}"]').check()
        asked.locator(".ho-check").click()
        expect(asked.locator(".ho-feedback")).to_contain_text("✓ Right.")
        expect(again.locator(".ho-againlist .ho-verdict").first).to_contain_text(
            "✓ Right. Next look: Monday 23 November."
        )
        assert len(kept(page)) == before + 1 and kept(page)[-1][2] == event(item.id)
    page.reload()
    page.wait_for_selector(".ho-exam[data-live]")
    expect(exam.locator("select option").first).to_have_text(f"Paper 1: finished, {found.right} of {len(items)} right")
    exam.get_by_role("button", name="See the answers").click()
    expect(exam.locator(".ho-examwork .ho-title")).to_have_text(f"Paper 1: {found.right} of {len(items)} right")
    exam.get_by_role("button", name="Another exam").click()
    expect(exam.locator(".ho-examwork .ho-title")).to_have_text(f"Paper 2: question 1 of {len(items)}")


def tab_to(page, selector):
    """Press Tab until a node is reached (a stem may hold links)."""
    for _ in range(9):
        page.keyboard.press("Tab")
        if page.evaluate("(selector) => document.activeElement.matches(selector)", selector):
            return
    raise AssertionError(f"no {selector} within nine stops")


def test_by_keyboard_alone_and_what_cannot_be_read(page, bank):
    paper = papers(bank)[0]
    items = [question(bank, entry) for entry in paper.entries]
    single = next(n for n, item in enumerate(items) if item.kind == "single")
    number = next(n for n, item in enumerate(items) if item.kind == "numeric")
    exam = page.locator(".ho-exam")
    exam.get_by_role("button", name="Begin").focus()
    page.keyboard.press("Enter")
    title = exam.locator(".ho-examwork .ho-title")
    expect(title).to_be_focused()
    page.keyboard.press("Tab")  # to the numbers of the questions: one stop, arrows move
    for _ in range(single):
        page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    expect(title).to_have_text(f"Paper 1: question {single + 1} of {len(items)}")
    tab_to(page, "input")
    page.keyboard.press("Space")
    tab_to(page, "button.ho-check")
    page.keyboard.press("Enter")
    expect(title).to_have_text(f"Paper 1: question {single + 2} of {len(items)}")
    assert [row[2] for row in kept(page)] == [paper.event(paper.entries[single])]
    exam.get_by_role("button", name=f"Question {number + 1},").click()
    field = exam.locator(".ho-exambox input")
    field.fill("a lot")
    field.press("Enter")
    expect(exam.locator(".ho-feedback[data-state=note]")).to_contain_text("Press again to leave it as it was.")
    expect(title).to_have_text(f"Paper 1: question {number + 1} of {len(items)}")
    field.fill(str(items[number].key()))
    field.press("Enter")
    assert kept(page)[-1][2:4] == [paper.event(paper.entries[number]), items[number].hash]
    exam.get_by_role("button", name="Pause: back to the papers").click()
    expect(exam.locator(".ho-sentence")).to_have_text("Paper 1: 2 of 30 answered.")
    # Starting the lesson again empties the paper, and can be undone.
    page.get_by_role("button", name="Start this lesson again").click()
    page.get_by_role("button", name="Yes, start again").click()
    expect(exam.locator(".ho-sentence")).to_contain_text("Paper 1 has 30 questions.")
    page.get_by_role("button", name="Undo: bring the answers back").click()
    expect(exam.locator(".ho-sentence")).to_have_text("Paper 1: 2 of 30 answered.")


def made_up(bank, seed):
    """Attempts of some weeks: in lessons, in papers finished and not, in the review, with a restart now and then."""
    chance = random.Random(seed)
    names, all_papers, found = list(bank), papers(bank), []

    def keep(name, item, day):
        response = item.key() if chance.random() < 0.5 else chance.choice(item.distractors())
        found.append(Attempt(name, item.hash, response, t=NOW - day * DAY + chance.randrange(3_600_000)))

    for _ in range(160):
        item = bank[chance.choice(names)]
        keep(item.id, chance.choice(item.variants or (item,)), chance.randrange(40))
    for _ in range(60):
        item = bank[chance.choice(names)]
        keep(event(item.id), chance.choice(item.variants or (item,)), chance.randrange(20))
    for paper in chance.sample(all_papers, 4):
        for entry in chance.sample(paper.entries, 25):
            keep(paper.event(entry), question(bank, entry), chance.randrange(9))
        if chance.random() < 0.7:
            found.append(
                Attempt(paper.done, ending().hash, ending().key(), t=NOW - chance.randrange(9) * DAY + 3_000_000)
            )
    for lesson in chance.sample(["03", "05", "90"], chance.randrange(3)):
        found.append(Attempt(restart(lesson).item, "0" * 12, None, t=NOW - chance.randrange(30) * DAY))
    return found


def test_page_and_python_agree_on_made_up_learners(page, bank):
    pool = page.evaluate_handle(POOL)
    asked = {name: item for name, item in bank.items() if item.lesson != "00"}
    for seed in range(6):
        attempts = made_up(bank, seed)
        theirs = page.evaluate(
            """async ([pool, rows, today]) => {
                const { againOf } = await import("./js/revisit.js");
                const { examResult, examShares } = await import("./js/exam.js");
                const results = pool.papers.map((_, n) => examResult(rows, pool, n + 1));
                return { again: againOf(rows, pool.items, today).found, results: results.map(({ done, marks }) =>
                    [done, marks.map((mark) => [mark.answered, mark.right]), examShares(marks, "lesson"), examShares(marks, "level")]) };
            }""",
            [pool, [attempt.row() for attempt in attempts], NOW // DAY],
        )
        ours = [[one.item, one.reason, (one.last - date(1970, 1, 1)).days] for one in to_review(attempts, asked, TODAY)]
        assert theirs["again"] == ours and ours
        for paper, (done, marks, by_lesson, by_level) in zip(papers(bank), theirs["results"], strict=True):
            mine = result(attempts, paper, bank)
            assert done == mine.done
            assert marks == [[mark.answered, mark.right] for mark in mine.marks]
            assert by_lesson == [[key, *value] for key, value in mine.by("lesson").items()]
            assert by_level == [[key, *value] for key, value in mine.by("level").items()]


def test_an_exam_leaves_the_lesson_as_it_was(page, bank):
    """The lesson's own question shows no answer given in the exam or the review, and is not due earlier for it."""
    item = next(item for item in bank.lesson("03") if item.kind == "single" and item.use == "retrieval")
    rows = [Attempt(event(item.id), item.hash, item.distractors()[0], t=NOW).row()]
    state = page.evaluate(
        """async ([spec, rows]) => {
            const { fold, isDue, concerns } = await import("./js/fold.js");
            const state = fold(rows.filter((row) => concerns(row, [spec.id])), { [spec.id]: spec })[spec.id];
            return [state.attempts, state.response ?? null, state.looks, isDue(state)];
        }""",
        [item.page_spec(), rows],
    )
    assert state == [0, None, 1, False]


def test_lists_narrow_and_everybody_can_read(page):
    terms, sources = page.locator(".ho-terms"), page.locator(".ho-sources")
    all_terms = terms.locator("[data-entry]").count()
    terms.get_by_label("Only those with").fill("  FOP bone")
    left = terms.locator("[data-entry]:visible")
    assert 0 < left.count() < all_terms
    assert all("fop" in text.lower() and "bone" in text.lower() for text in left.all_inner_texts())
    expect(terms.locator("[role=status]")).to_have_text(f"{left.count()} of {all_terms}")
    assert sources.locator("[data-entry]:visible").count() == 0, "folded"
    sources.get_by_label("Only those with").fill("fransen")
    expect(sources.locator("[data-entry]:visible").first).to_contain_text("Fransen")
    expect(sources.locator("[data-entry]:visible .ho-uses").first).to_contain_text("Lesson 07")
    page.locator(".ho-exam").get_by_role("button", name="Begin").click()
    found = Axe().run(page, context=".ho-examwork, .ho-revisit, .ho-listbar")
    assert found.violations_count == 0, found.generate_report()
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        contrast = page.evaluate(CONTRAST, ".ho :not(.ho-papersheet *, [hidden] *)")
        assert contrast["text"][0] >= 4.5 and contrast["edge"][0] >= 3, contrast
    for width in (320, 360):
        page.set_viewport_size({"width": width, "height": 800})
        assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.emulate_media(media="print")
    assert sources.locator("[data-entry]").count() > 300 and page.locator(".ho-listbar:visible").count() == 0


def test_without_a_script_a_whole_paper_can_be_read(browser, review_site, bank):
    context = browser.new_context(java_script_enabled=False, base_url=review_site)
    page = context.new_page()
    page.goto("/review.html")
    assert page.locator(".ho-examlist > li").count() == len(papers(bank)[0].entries)
    assert page.locator("button").count() == 0
    page.locator(".ho-examlist .ho-key summary").first.click()
    expect(page.locator(".ho-examlist .ho-key li").first).to_be_visible()
    expect(page.locator(".ho-revisit .ho-live")).to_contain_text(
        "the questions you missed and those that are due stand here"
    )
    context.close()
