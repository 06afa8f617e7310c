"""The in-browser lab with a Pyodide of this machine: lessons come to life, compute what they compute here, and share what was
answered with the pages of the site. Three lessons stand for all: benchmarks/lite.py opens every one.
"""

import json
import os
import re
from html import unescape
from itertools import count
from pathlib import Path

import pytest
from conftest import ROOT, opened, served
from playwright.sync_api import expect

from hoedu.items import load
from hoedu.progress import decode
from hoedu.publish import slides
from hoedu.publish.lab import lab
from hoedu.publish.site import build

BANK = load()
FIRST, SIMULATOR, PANDAS = LESSONS = ("03-risk-factors", "05-imaging-choices", "12-weighing-the-evidence")
ITEM = next(one for one in BANK.lesson("03") if one.kind == "single" and one.use == "retrieval" and not one.variants)
OTHER = next(one for one in BANK.lesson("03") if one.kind == "single" and one.use == "pretest")
ASKED = count(1)
LIVE = ".jp-Notebook [data-ho][data-live]"
LONG = 180_000  # Python starts slowly where many tests run side by side
FAILED = ".jp-OutputArea-output[data-mime-type='application/vnd.jupyter.error'], [data-mime-type='application/vnd.jupyter.stderr']"


@pytest.fixture(scope="module")
def address(tmp_path_factory):
    if not (pyodide := os.environ.get("HOEDU_PYODIDE")):
        reason = "HOEDU_PYODIDE names no folder with a copy of Pyodide; .ci/run shows how to get one"
        assert "CI" not in os.environ, reason
        pytest.skip(reason)
    folder = tmp_path_factory.mktemp("lite")
    build(folder / "hoedu", [ROOT / "notebooks" / f"{name}.ipynb" for name in LESSONS], ways=[lab(Path(pyodide)), slides.way])
    with served(folder) as address:
        yield address


@pytest.fixture
def tab(browser, address):
    """A tab of a new reader; on leaving, nothing may have been asked of another machine, by the page or by its Python."""
    context = browser.new_context(base_url=address, viewport={"width": 1280, "height": 900})
    asked: list[str] = []
    context.on(
        "request", lambda one: None if one.url.startswith((address, "data:", "blob:")) else asked.append(one.url)
    )
    yield context.new_page()
    context.close()
    assert asked == []


def open_lab(page, name: str) -> None:
    """As a page's link does: the lesson comes to life by itself."""
    page.goto(f"/hoedu/lab/lab/index.html?path={name}.ipynb")
    expect(page.locator(LIVE)).to_have_count(parts(name), timeout=LONG)
    assert page.locator(FAILED).all_inner_texts() == []


def parts(name: str) -> int:
    """How many questions, explorers and so on a lesson shows."""
    data = [output.get("data", {}) for cell in cells(name) for output in cell["outputs"]]
    return sum("".join(one.get("text/html", "")).count(' data-ho="') for one in data)


def run(page, command: str) -> None:
    """A command of the menu Run: run-all, restart-and-run-all."""
    page.get_by_role("menuitem", name="Run", exact=True).click()
    page.locator(f".lm-Menu-item[data-command='runmenu:{command}']").click()


def wait_until_run(page) -> None:
    """Until no cell runs or waits to."""
    prompts = "[...document.querySelectorAll('.jp-CodeCell .jp-InputPrompt')].map((node) => node.innerText)"
    page.wait_for_function(f"{prompts}.includes('[*]:')")
    page.wait_for_function(f"!{prompts}.includes('[*]:')", timeout=LONG)


def cells(name: str) -> list[dict]:
    notebook = json.loads((ROOT / "notebooks" / f"{name}.ipynb").read_text(encoding="utf-8"))
    return [cell for cell in notebook["cells"] if cell["cell_type"] == "code"]


def saved(cell: dict) -> str:
    """The words of what a cell printed, or of the table it showed, when it was last executed on a computer."""
    found = ""
    for output in cell["outputs"]:
        data = output.get("data", {})
        html = re.sub(r"<style.*?</style>", "", "".join(data.get("text/html", "")), flags=re.S)
        plain = "".join(output.get("text") or data.get("text/plain", ""))
        found += unescape(re.sub(r"<[^>]+>", " ", html)) if html else plain
    return " ".join(found.split())


@pytest.mark.parametrize("name", [SIMULATOR, PANDAS])
def test_a_lesson_comes_to_life_and_runs_from_top_to_bottom(tab, name):
    open_lab(tab, name)
    run(tab, "run-all")
    wait_until_run(tab)
    assert tab.locator(FAILED).all_inner_texts() == []
    expect(tab.locator(LIVE)).to_have_count(parts(name))
    for number, cell in enumerate(cells(name)):
        if not "".join(cell["source"]).startswith(("ho.", "import hoedu")):
            shown = " ".join(
                tab.locator(".jp-CodeCell").nth(number).locator(".jp-OutputArea-output").inner_text().split()
            )
            assert shown == saved(cell), cell["id"]
    if name == SIMULATOR:
        simulator = tab.locator("[data-name=simulator-hip]")
        simulator.get_by_role("button", name="Show it anyway").click()
        greys = (
            """(canvas) => new Set(canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height).data).size"""
        )
        tab.wait_for_function(f"({greys})(document.querySelector('[data-name=simulator-hip] canvas')) > 50")


def answer(page, item, key):
    root = page.locator(f'[data-ho=item][data-item="{item.id}"][data-live]').first
    root.locator(f'.ho-options input[value="{key}"]').check()
    if root.locator(".ho-confidence").count():
        root.locator(".ho-confidence input").first.check()
    root.locator(".ho-check").click()


def kernel_knows(page) -> set[str]:
    """The items of the progress code that Python itself gives, in a cell added at the end."""
    page.locator(".jp-Notebook .jp-Cell").last.locator(".jp-InputPrompt, .jp-MarkdownOutput").first.click()
    page.keyboard.press("Escape")
    page.keyboard.press("b")
    page.keyboard.press("Enter")
    mark = f"asked {next(ASKED)}:"  # an earlier cell's output is no answer to this one
    page.keyboard.insert_text(f'print("{mark}", ho.progress_code())')
    page.keyboard.press("Shift+Enter")
    output = page.locator(".jp-OutputArea-output", has_text=f"{mark} HO1")
    expect(output).to_be_visible(timeout=30_000)
    return {one.item for one in decode(output.inner_text().split(mark)[1].strip())}


def test_page_lab_and_kernel_know_the_same_answers(tab):
    tab.goto("/hoedu/03-risk-factors.html")
    tab.wait_for_selector("article[data-ready]")
    answer(tab, ITEM, ITEM.key())
    tab.get_by_role("link", name="In the in-browser lab").click()
    expect(tab.locator(LIVE)).to_have_count(parts(FIRST), timeout=LONG)
    expect(tab.locator(f'[data-item="{ITEM.id}"] .ho-feedback').first).to_contain_text("✓ Right.")
    answer(tab, OTHER, OTHER.distractors()[0])
    assert kernel_knows(tab) == {ITEM.id, OTHER.id}

    # A fresh kernel is told what the browser kept.
    run(tab, "restart-and-run-all")
    tab.get_by_role("button", name="Confirm Kernel Restart").click()
    wait_until_run(tab)
    expect(tab.locator(LIVE)).to_have_count(parts(FIRST))
    assert tab.locator(FAILED).all_inner_texts() == []
    assert kernel_knows(tab) == {ITEM.id, OTHER.id}

    # The page knows what was answered in the lab; what is cleared there is forgotten here.
    page = tab.context.new_page()
    page.goto("/hoedu/progress.html")
    expect(page.locator("tr", has_text="Who forms bone").locator("td").first).to_have_text(re.compile("^2 of"))
    page.get_by_role("button", name="Clear my progress").click()
    page.get_by_role("button", name="Yes, forget them").click()
    page.close()
    expect(tab.locator(f'[data-item="{ITEM.id}"] .ho-feedback').first).to_be_empty()
    assert kernel_knows(tab) == set()


def test_a_lesson_opens_as_slides(tab):
    """The site's own slides, in a tab of their own."""
    tab.goto(f"/hoedu/lab/lab/index.html?path={FIRST}.ipynb")
    with tab.context.expect_page() as opening:
        tab.get_by_role("button", name="Slides", exact=True).click(timeout=60_000)
    deck = opening.value
    deck.wait_for_selector("html[data-ready]", timeout=60_000)
    assert deck.url.split("#")[0].endswith(f"/hoedu/slides/{FIRST}.html")


def test_on_a_phone_the_lesson_has_the_screen(tab):
    tab.set_viewport_size({"width": 360, "height": 780})
    tab.goto("/hoedu/lab/lab/index.html?path=03-risk-factors.ipynb")
    expect(tab.locator(".Toastify__toast")).to_contain_text("Python is starting in this browser", timeout=60_000)
    expect(tab.get_by_role("heading", name="3. Who forms bone")).to_be_in_viewport()
    expect(tab.locator(".jp-DirListing")).to_be_hidden()
    tab.wait_for_function("document.querySelector('.jp-Notebook').clientWidth > 260")


def test_a_kernel_is_told_of_each_answer_once_and_a_fresh_one_of_all(browser, site):
    """The page's side alone, with a stand-in for the kernel; it needs no Pyodide."""
    with opened(browser, site) as page:
        found = page.evaluate("""async () => {
            const { labHost, forgetRows, allRows } = await import("/js/store.js");
            const row = (id, item) => [id, 1700000000000, item, "0".repeat(12), "a", null];
            const model = (kernel, events = []) => ({
                sent: [], on() {}, get: (name) => ({ browser: kernel, events })[name], send(message) { this.sent.push(message); },
            });
            const told = (one) => one.sent.map(({ attempts, forget }) => [attempts.map((entry) => entry[2]), forget]);
            localStorage.setItem("hoedu.progress", JSON.stringify([row("aaaaaa", "03-kept")]));
            const [first, second] = [model("one"), model("one", [row("bbbbbb", "03-typed")])];
            const host = labHost(first);
            labHost(second);
            host.record(["03-now", "0".repeat(12), "b"]);
            const kept = () => JSON.parse(localStorage.getItem("hoedu.progress") ?? "[]").map((entry) => entry[2]).sort();
            const before = kept();
            const fresh = model("two");
            labHost(fresh);
            forgetRows();
            return { first: told(first), second: told(second), fresh: told(fresh), before, after: kept(), rows: allRows().length };
        }""")
    assert found["before"] == ["03-kept", "03-now", "03-typed"], "also what Python answered is kept by the browser"
    assert found["first"] == [[["03-kept"], False], [["03-now"], False], [[], True]]
    assert found["second"] == [], "one of a kernel's widgets tells it"
    assert found["fresh"] == [[["03-kept", "03-typed", "03-now"], False], [[], True]]
    assert (found["after"], found["rows"]) == ([], 0)
