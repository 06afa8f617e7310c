"""The site as a reader meets it: two lessons, built once, on a server below a path of its own."""

import json
import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from conftest import ROOT, opened, served
from playwright.sync_api import Error, expect

from hoedu.items import load
from hoedu.progress import decode, fold
from hoedu.progress.events import from_row
from hoedu.publish.site import build

BANK = load()
PAGES = ("index", "00-start-here", "03-risk-factors", "glossary", "references", "progress", "search", "404", "unread")
LESSON, READY = "/hoedu/03-risk-factors.html", "article[data-ready]"
# A question that answers at once, and two that are kept.
OPEN = next(
    item for item in BANK.lesson("03") if item.kind == "single" and item.use == "retrieval" and not item.variants
)
FIRST = next(item for item in BANK.lesson("03") if item.kind == "single" and item.use == "pretest")


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    home = tmp_path_factory.mktemp("site-home")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("HOEDU_HOME", str(home))
        names = ("00-start-here", "03-risk-factors")
        build(home / "www" / "hoedu", [ROOT / "notebooks" / f"{name}.ipynb" for name in names])
    return home / "www"


@pytest.fixture(scope="module")
def address(folder):
    with served(folder) as address:
        yield address


@pytest.fixture
def lesson(browser, address):
    with opened(browser, address, LESSON, READY) as page:
        yield page


def answer(page, item, key):
    root = page.locator(f'[data-ho=item][data-item="{item.id}"]').first
    root.locator(f'.ho-options input[value="{key}"]').check()
    if root.locator(".ho-confidence").count():
        root.locator(".ho-confidence input").first.check()
    root.locator(".ho-check").click()
    return root


def kept(page) -> list:
    return page.evaluate('JSON.parse(localStorage.getItem("hoedu.progress") ?? "[]")')


def test_a_first_visit_and_the_way_back(browser, address):
    """Nothing is claimed before anything is done; afterwards the first page knows where one was, and how far."""
    with opened(browser, address, "/hoedu/index.html", ".map") as page:
        expect(page.locator(".map > li")).to_have_count(2)
        expect(page.locator(".map > li").nth(1)).to_contain_text("40 minutes")
        expect(page.locator("[data-resume]")).to_be_hidden()
        expect(page.locator("[data-lesson]:visible")).to_have_count(0)
        page.get_by_role("link", name="Who forms bone").click()
        page.wait_for_selector(READY)
        root = answer(page, OPEN, OPEN.key())
        expect(root.locator(".ho-feedback")).to_contain_text("✓ Right.")
        section = page.locator("[data-contents] [data-mark]", has_text=re.compile(r"^1/\d+$|^✓$"))
        expect(section).to_have_count(1)
        page.locator("#odds-to-people, #from-odds-to-people").first.scroll_into_view_if_needed()
        page.mouse.wheel(0, 300)
        page.wait_for_timeout(200)
        heading = page.evaluate("""() => [...document.querySelectorAll("article :is(h1, h2, h3)[id]")]
            .findLast((node) => node.getBoundingClientRect().top < innerHeight * 0.4).id""")
        page.get_by_role("link", name="Lessons", exact=True).click()
        expect(page.locator("[data-lesson='03']")).to_contain_text(re.compile(r"^\s*1 of \d+ answered$"))
        expect(page.locator("[data-resume]")).to_contain_text("Lesson 3")
        page.get_by_role("link", name="Go on where you were").click()
        page.wait_for_selector(READY)
        assert page.url.endswith(f"03-risk-factors.html#{heading}")
        top = page.evaluate("id => document.getElementById(id).getBoundingClientRect().top", heading)
        assert 0 <= top < 450, "the page is where it was left, under the bar at its top"


def test_progress_moves_by_its_code(browser, address, lesson):
    answer(lesson, OPEN, OPEN.key())
    answer(lesson, FIRST, FIRST.distractors()[0])
    lesson.context.grant_permissions(["clipboard-read", "clipboard-write"])
    lesson.goto("/hoedu/progress.html")
    row = lesson.locator("tr", has_text="Who forms bone")
    expect(row.locator("td").nth(0)).to_have_text(re.compile(r"^2 of \d+$"))
    expect(row.locator("td").nth(1)).to_have_text("1 of 1"), "the first question's answer is still held back"
    lesson.get_by_role("button", name="Copy my code").click()
    expect(lesson.locator(".said")).to_have_text("Copied.")
    code = lesson.evaluate("navigator.clipboard.readText()")
    state = fold(decode(code), BANK)
    assert (state[OPEN.id].correct, state[FIRST.id].correct) == (True, False), "Python reads what the page wrote"
    with lesson.expect_download() as download:
        lesson.get_by_role("button", name="Download it").click()
    assert re.fullmatch(r"hoedu-progress-\d{4}-\d\d-\d\d\.txt", download.value.suggested_filename)
    assert set(decode(download.value.path().read_text())) == set(decode(code))
    lesson.get_by_role("button", name="Clear my progress").click()
    assert len(kept(lesson)) == 2, "asks first"
    lesson.get_by_role("button", name="Yes, forget them").click()
    assert kept(lesson) == []
    lesson.get_by_role("button", name="Undo").click()
    assert len(kept(lesson)) == 2
    with opened(browser, address, "/hoedu/progress.html", "table") as other:
        other.get_by_label("Progress code", exact=True).fill("HO1.broken")
        other.get_by_role("button", name="Use the code in the box").click()
        expect(other.locator(".said")).to_contain_text("The end of this progress code is missing")
        other.get_by_label("Progress code", exact=True).fill(code)
        other.get_by_role("button", name="Use the code in the box").click()
        expect(other.locator(".said")).to_have_text("2 answers restored.")
        other.goto(LESSON)
        expect(other.locator(f"[data-item='{OPEN.id}']").first.locator(".ho-feedback")).to_contain_text("✓ Right.")


def code_of(page) -> str:
    box = page.get_by_label("Progress code", exact=True)
    expect(box).to_have_value(re.compile("^HO1"))
    return box.input_value()


def test_a_code_made_on_a_page_goes_through_jupyterlab_and_back(browser, address, lesson, lab, lab_tab):
    third = next(one for one in BANK.lesson("03") if one.kind == "single" and one.use == "retrieval" and one not in (OPEN, FIRST))
    answer(lesson, OPEN, OPEN.key())
    answer(lesson, FIRST, FIRST.distractors()[0])
    lesson.goto("/hoedu/progress.html")
    lesson.get_by_role("button", name="Copy my code").click()
    on_page = code_of(lesson)

    lab.open(lab_tab, "03-risk-factors.ipynb")
    lab_tab.locator(".ho-code summary").click()
    lab_tab.get_by_label("Progress code", exact=True).fill(on_page)
    lab_tab.get_by_role("button", name="Use the code").click()
    expect(lab_tab.locator(".ho-said")).to_have_text("2 answers restored.")
    expect(lab_tab.locator(f"[data-item='{OPEN.id}']").first.locator(".ho-feedback")).to_contain_text("✓ Right.")
    answer(lab_tab, third, third.key())
    for _ in range(100):
        if len(lab.events()) == 3:
            break
        lab_tab.wait_for_timeout(100)
    lab_tab.get_by_role("button", name="Copy my code").click()
    in_lab = code_of(lab_tab)
    kernel = fold([from_row(row) for row in lab.events()], BANK)
    assert kernel == fold(decode(in_lab), BANK)
    assert {name: kernel[name] for name in (OPEN.id, FIRST.id)} == dict(fold(decode(on_page), BANK))

    with opened(browser, address, "/hoedu/progress.html", "table") as other:
        other.get_by_label("Progress code", exact=True).fill(in_lab)
        other.get_by_role("button", name="Use the code in the box").click()
        expect(other.locator(".said")).to_have_text("3 answers restored.")
        assert fold([from_row(row) for row in kept(other)], BANK) == kernel
        other.goto(LESSON)
        expect(other.locator(f"[data-item='{third.id}']").first.locator(".ho-feedback")).to_contain_text("✓ Right.")


def test_two_tabs_keep_each_others_answers(lesson):
    second = lesson.context.new_page()
    second.goto(LESSON)
    second.wait_for_selector(READY)
    answer(lesson, OPEN, OPEN.key())
    expect(second.locator(f"[data-item='{OPEN.id}']").first.locator(".ho-feedback")).to_contain_text("✓ Right.")
    answer(second, FIRST, FIRST.key())
    assert {row[2] for row in kept(lesson)} == {OPEN.id, FIRST.id}


def test_a_question_with_other_numbers_is_found_as_it_was_left(lesson):
    item = next(one for one in BANK.lesson("03") if one.variants and one.kind == "numeric")
    second = item.variants[1]
    root = lesson.locator(f"[data-ho=item][data-item='{item.id}']")
    root.scroll_into_view_if_needed()
    root.get_by_role("button", name="Another with new numbers").click()
    root.locator(".ho-field input").fill(str(second.key()))
    if second.confidence:
        root.locator(".ho-confidence input").first.check()
    root.locator(".ho-check").click()
    expect(root.locator(".ho-feedback")).to_contain_text("✓ Right.")
    lesson.reload()
    lesson.wait_for_selector(READY)
    root.scroll_into_view_if_needed()
    expect(root.locator(".ho-more")).to_contain_text("Set 2 of")
    expect(root.locator(".ho-feedback")).to_contain_text("✓ Right.")


def test_what_is_large_waits_until_it_is_near_and_gives_no_answer_away(browser, address, folder):
    """A part fetched later says nothing that a prediction is still to be made about."""
    html = (folder / "hoedu" / "03-risk-factors.html").read_text(encoding="utf-8")
    sources = re.findall(r'<section data-src="(data/[^"]+)" data-after="yes"', html)
    assert len(sources) >= 2
    asked: list[str] = []
    context = browser.new_context(base_url=address, viewport={"width": 360, "height": 640})
    page = context.new_page()
    page.on("request", lambda request: asked.append(request.url))
    page.goto(LESSON)
    page.wait_for_selector(READY)
    assert not any(source in url for url in asked for source in sources)
    part = page.locator(f"[data-src='{sources[-1]}']")
    assert part.locator("> :visible:not(.ho-title, .ho-todo)").count() == 0
    name = part.get_attribute("data-name")
    part.scroll_into_view_if_needed()
    live = page.locator(f"[data-name='{name}']")
    live.get_by_role("button", name="Show it anyway").click()
    expect(live.locator(".ho-sentence")).to_be_visible()
    assert sum(sources[-1] in url for url in asked) == 1
    context.close()


def test_search_by_keyboard(lesson):
    lesson.keyboard.press("/")
    box = lesson.get_by_role("searchbox", name="Search the lessons")
    expect(box).to_be_focused()
    lesson.keyboard.type("zzzzqqq")
    expect(lesson.locator(".found")).to_contain_text("Nothing found")
    box.fill("baseline odds")
    first = lesson.locator(".results a").first
    expect(first).to_contain_text("Lesson 3")
    expect(lesson.locator(".results mark").first).to_be_visible()
    assert Axe().run(lesson, ".search").violations_count == 0
    lesson.keyboard.press("Escape")
    expect(box).to_be_hidden()
    lesson.locator("[data-search]").click()
    box.fill("osteophite")
    expect(lesson.locator(".results a", has_text="Glossary").first).to_contain_text("Osteophyte"), "a slip is forgiven"
    for typed, found in (("DVT", "Deep vein thrombosis (DVT)"), ("what is HO", "Heterotopic ossification (HO)")):
        box.fill(typed)
        expect(first).to_contain_text(found)
    box.fill("TBI")
    expect(lesson.locator(".results").first).to_contain_text("brain injury")
    box.fill("odds to people")
    expect(first).to_contain_text("rom odds to people")
    lesson.keyboard.press("ArrowDown")
    expect(first).to_be_focused()
    lesson.keyboard.press("ArrowUp")
    expect(box).to_be_focused()
    lesson.keyboard.press("ArrowDown")
    lesson.keyboard.press("Enter")
    expect(box).to_be_hidden()
    lesson.wait_for_url(re.compile(r"#.*odds"))


def test_a_term_explains_itself_to_pointer_keyboard_and_finger(browser, address, lesson):
    term = lesson.locator("a[data-term='odds-ratio']")
    card = lesson.locator(".definition")
    term.hover()
    expect(card).to_contain_text("The odds in one group divided by those in another")
    card.hover()
    lesson.wait_for_timeout(400)
    expect(card).to_be_visible()
    lesson.mouse.move(2, 2)
    expect(card).to_be_hidden()
    term.evaluate("node => node.focus()")
    lesson.keyboard.press("Enter")
    expect(card).to_be_visible()
    expect(term).to_have_attribute("aria-expanded", "true")
    lesson.keyboard.press("Tab")
    expect(card.get_by_role("link").first).to_be_focused()
    lesson.keyboard.press("Escape")
    expect(card).to_be_hidden()
    expect(term).to_be_focused()
    with opened(browser, address, LESSON, READY, viewport={"width": 360, "height": 700}, has_touch=True) as phone:
        phone.locator("a[data-term='odds-ratio']").tap()
        box = phone.locator(".definition").bounding_box()
        assert box["x"] >= 0 and box["x"] + box["width"] <= 360 and box["y"] + box["height"] <= 700
        phone.locator("a[data-term='odds-ratio']").tap()
        expect(phone.locator(".definition")).to_have_count(0)
        phone.locator("a[data-term='odds-ratio']").tap()
        phone.get_by_role("link", name="In the glossary").tap()
        expect(phone.locator("#odds-ratio")).to_be_in_viewport()


def test_light_dark_or_as_the_system_has_it(browser, address):
    ground = "getComputedStyle(document.body).backgroundColor"
    with opened(browser, address, "/hoedu/index.html", "#site-theme", color_scheme="dark") as page:
        dark = page.evaluate(ground)
        page.get_by_label("Colours").select_option("Light")
        light = page.evaluate(ground)
        assert light != dark
        page.goto("/hoedu/glossary.html")
        assert page.evaluate(ground) == light, "kept for the next page"
        page.get_by_label("Colours").select_option("As the system")
        assert page.evaluate(ground) == dark
        page.emulate_media(color_scheme="light")
        assert page.evaluate(ground) == light


@pytest.mark.parametrize("name", PAGES)
def test_each_page_is_sound(browser, address, name):
    """No error, no request elsewhere, nothing off the side at 320 px, axe content in light and dark."""
    with opened(
        browser, address, f"/hoedu/{name}.html", "main", color_scheme="dark", viewport={"width": 320, "height": 700}
    ) as page:
        page.wait_for_selector(READY if name[0].isdigit() and name != "404" else "#site-theme", state="attached")
        assert page.evaluate("document.documentElement.scrollWidth") == 320
        page.keyboard.press("Tab")
        expect(page.get_by_role("link", name="Skip to the text")).to_be_focused()
        page.get_by_role("button", name="Menu").click()
        expect(page.get_by_role("link", name="Glossary", exact=True).first).to_be_visible()
        assert page.evaluate("document.documentElement.scrollWidth") == 320
        page.keyboard.press("Escape")
        expect(page.get_by_role("button", name="Menu")).to_be_focused()
        found = Axe().run(page)
        assert found.violations_count == 0, found.generate_report()
        page.emulate_media(color_scheme="light")
        page.set_viewport_size({"width": 1280, "height": 800})
        found = Axe().run(page)
        assert found.violations_count == 0, found.generate_report()


def test_references_say_what_they_support_and_can_be_narrowed(browser, address):
    with opened(browser, address, "/hoedu/references.html", "#site-filter") as page:
        every = page.locator("[data-entry]").count()
        page.locator("#site-filter").fill("zhu 2015")
        shown = page.locator("[data-entry]:visible")
        expect(page.locator(".filter [role=status]")).to_have_text(re.compile(rf"^\d+ of {every}$"))
        assert 1 <= shown.count() < every
        entry = page.locator("#zhu2015")
        entry.locator("summary").click()
        expect(entry.locator(".uses")).to_contain_text("INC001")
        entry.locator(".uses a").first.click()
        assert re.search(r"/hoedu/0[03]-[\w-]+\.html#", page.url)


def test_what_was_read_once_can_be_read_without_a_network(browser, address):
    context = browser.new_context(base_url=address)
    page = context.new_page()
    page.goto(LESSON)
    page.wait_for_selector(READY)
    page.wait_for_function("""async () => {
        const [name] = await caches.keys(), kept = name ? await caches.open(name) : null;
        const { active, scope } = await navigator.serviceWorker.ready;
        const loaded = performance.getEntriesByType("resource").map((one) => one.name).filter((url) => url.startsWith(scope));
        const found = kept ? await Promise.all([location.href, ...loaded].map((url) => kept.match(url))) : [null];
        return active.state === "activated" && found.every(Boolean);
    }""")
    context.set_offline(True)
    for left in (2, 1, 0):  # a browser under load may go round a worker that is slow to start
        try:
            page.reload()
            break
        except Error:
            if not left:
                raise
    page.wait_for_selector(READY)
    expect(answer(page, OPEN, OPEN.key()).locator(".ho-feedback")).to_contain_text("✓ Right.")
    page.goto("/hoedu/00-start-here.html")
    expect(page.get_by_role("heading", name="Not read yet")).to_be_visible()
    page.get_by_role("link", name="all lessons").click()
    expect(page.locator(".map > li")).to_have_count(2)
    context.close()


def test_from_a_disk_without_a_server(browser, folder):
    """Opened as a file, a lesson answers, fetches what is large, and searches."""
    context = browser.new_context()
    page = context.new_page()
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.goto((folder / "hoedu" / "03-risk-factors.html").as_uri())
    page.wait_for_selector(READY)
    expect(answer(page, OPEN, OPEN.key()).locator(".ho-feedback")).to_contain_text("✓ Right.")
    page.locator("[data-name=hip-odds]").scroll_into_view_if_needed()
    expect(page.locator("[data-name=hip-odds] .ho-wait button")).to_be_visible()
    page.keyboard.press("/")
    page.keyboard.type("baseline")
    expect(page.locator(".results a").first).to_be_visible()
    assert errors == []
    context.close()


def test_without_a_script_and_on_paper(browser, address):
    context = browser.new_context(base_url=address, java_script_enabled=False)
    page = context.new_page()
    page.goto(LESSON)
    expect(page.get_by_role("link", name="Glossary", exact=True)).to_be_visible()
    expect(page.locator(".ho-start")).to_contain_text("every answer opens below its question")
    page.locator("[data-name=hip-odds] .ho-sentence").scroll_into_view_if_needed()
    page.locator(".ho-key summary").first.click()
    expect(page.locator(".ho-key li").first).to_be_visible()
    context.close()
    with opened(browser, address, LESSON, READY) as live:
        live.emulate_media(media="print")
        assert (
            live.locator(".top:visible, .contents:visible, .ways:visible, .ho-key:visible, .ho-check:visible").count()
            == 0
        )
        assert live.locator(".ho-item .ho-stem:visible").count() > 20


def test_a_page_that_is_not_there_knows_the_way(browser, address, folder):
    """A server shows the page for an address at any depth; its links find the site above."""
    html = (folder / "hoedu" / "404.html").read_text(encoding="utf-8")
    context = browser.new_context(base_url=address)
    page = context.new_page()
    page.route("**/deep/er/nothing", lambda route: route.fulfill(status=404, body=html, content_type="text/html"))
    page.goto("/hoedu/deep/er/nothing")
    expect(page.get_by_role("link", name="All lessons")).to_have_attribute("href", f"{address}/hoedu/index.html")
    page.get_by_role("link", name="All lessons").click()
    expect(page.locator(".map")).to_be_visible()
    context.close()


def test_one_file_of_questions_serves_every_count(folder):
    """What the first page counts are the questions of the lessons, each with its present content."""
    (bank,) = (folder / "hoedu" / "data").glob("bank.*.js")
    specs = json.loads(re.fullmatch(r'hoeduData\("[^"]+", (.*)\);\n', bank.read_text(encoding="utf-8"))[1])
    assert {item.id: item.hash for item in BANK.lesson("03")}.items() <= {
        name: one["hash"] for name, one in specs.items()
    }.items()
