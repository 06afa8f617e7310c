"""JupyterLab, as a learner meets it: open, run, type, lose the kernel, come back."""

import json
import re
import time

import psutil
import pytest
from axe_playwright_python.sync_playwright import Axe
from conftest import ROOT, Lab
from playwright.sync_api import expect
from test_access import CONTRAST

from hoedu.check.notebooks import asked
from hoedu.items import load
from hoedu.lessons import lessons
from hoedu.progress import decode, fold
from hoedu.progress.events import from_row

BANK = load()
LESSON = "03-risk-factors.ipynb"
LESSONS = [f"{lesson.slug}.ipynb" for lesson in lessons().values() if lesson.id != "00" and not lesson.mixed]
SINGLE = BANK["03-dish-marker"]


def root(page, item_id: str):
    return page.locator(f'[data-ho=item][data-item="{item_id}"][data-live]').first


def cells(page) -> list[str]:
    return page.evaluate("[...document.querySelectorAll('.jp-Notebook .jp-Cell')].map((cell) => cell.innerText.slice(0, 60))")


def count_cells(page) -> int:
    return page.locator(".jp-Notebook .jp-Cell").count()


def answer(page, item, key):
    root(page, item.id).locator(f'.ho-options input[value="{key}"]').check()
    root(page, item.id).locator(".ho-check").click()


def wait_for_events(lab, count: int) -> list:
    deadline = time.monotonic() + 15
    while len(found := lab.events()) < count and time.monotonic() < deadline:
        time.sleep(0.1)
    assert len(found) == count
    return found


def kill_kernel(lab) -> None:
    kernels = [child for child in psutil.Process(lab.process.pid).children() if "ipykernel_launcher" in child.cmdline()]
    assert kernels, "no kernel to kill"
    for kernel in kernels:
        kernel.kill()


def test_a_lesson_comes_to_life_when_opened_and_stays_at_its_top(lab, lab_tab):
    lab.open(lab_tab, LESSON)
    expect(lab_tab.get_by_role("heading", name="3. Who forms bone where it should not?")).to_be_in_viewport()
    assert lab_tab.locator(".jp-Dialog").count() == 0


def test_other_code_is_never_run_by_itself(lab, lab_tab):
    path = lab.folder / "notebooks" / LESSON
    notebook = json.loads(path.read_text())
    for cell in notebook["cells"]:
        if cell["cell_type"] == "code" and cell["id"] != "setup":
            cell["source"] = ["open('ran-by-itself', 'w').close()"]
            break
    path.write_text(json.dumps(notebook))
    lab.open(lab_tab, LESSON)
    assert not list(lab.folder.rglob("ran-by-itself"))


def test_plain_jupyterlab_can_be_read_unrun_and_run_by_hand(plain_lab, lab_tab):
    plain_lab.show(lab_tab, LESSON)
    shown = lab_tab.locator(".jp-Notebook").inner_text()
    assert "Error displaying widget" not in shown and "Loading widget" not in shown
    assert "Choose one." in shown
    key = lab_tab.locator("details", has_text="Answer and reasons").first
    key.locator("summary").click()
    expect(key.locator("li").first).to_be_visible()
    plain_lab.run_all(lab_tab)
    answer(lab_tab, SINGLE, SINGLE.key())
    wait_for_events(plain_lab, 1)


def test_answers_reach_the_file_and_come_back(lab, lab_tab):
    lab.open(lab_tab, LESSON)
    answer(lab_tab, SINGLE, SINGLE.key())
    expect(root(lab_tab, SINGLE.id).locator(".ho-feedback")).to_contain_text("✓ Right.")
    event = from_row(wait_for_events(lab, 1)[0])
    assert fold([event], BANK)[SINGLE.id].correct
    expect(lab_tab.locator(".ho-progress")).to_contain_text("1 of ")
    lab_tab.keyboard.press("Control+s")
    lab_tab.wait_for_timeout(1000)
    saved = json.loads((lab.folder / "notebooks" / LESSON).read_text())
    assert "widgets" not in saved["metadata"], "widget state must not be saved"
    # Tomorrow: a new server and a new kernel; the saved notebook first shows its questions, then the old answer.
    kill_kernel(lab)
    lab_tab.goto("about:blank")
    lab.open(lab_tab, LESSON)
    assert "Error displaying widget" not in lab_tab.locator(".jp-Notebook").inner_text()
    expect(root(lab_tab, SINGLE.id).locator(".ho-feedback")).to_contain_text("✓ Right.", timeout=30_000)


def open_explorers(page):
    while (button := page.get_by_role("button", name="Show it anyway")).count():
        button.first.click()


def test_keys_typed_on_any_control_leave_the_notebook_alone(lab, lab_tab):
    lab.open(lab_tab, LESSON)
    before = count_cells(lab_tab)
    open_explorers(lab_tab)
    controls = {
        "radio": root(lab_tab, SINGLE.id).locator("input[type=radio]").first,
        "confidence": root(lab_tab, "03-pre-first-study").locator(".ho-confidence input").first,
        "tick": root(lab_tab, "03-what-widens").locator("input[type=checkbox]").first,
        "number": root(lab_tab, "03-severe-share").locator("input").first,
        "text": root(lab_tab, "03-word-confounding").locator("input").first,
        "matching": root(lab_tab, "03-match-cause").locator("select").first,
        "blank": root(lab_tab, "03-cloze-odds").locator("select").first,
        "grip": root(lab_tab, "03-predict-order").locator(".ho-grip").first,
        "region": root(lab_tab, "03-interval-row").locator("input").first,
        "check": root(lab_tab, SINGLE.id).locator(".ho-check"),
        "choice": lab_tab.locator("[data-name=frequency] select").first,
        "factor": lab_tab.locator("[data-name=hip-odds] input[type=checkbox]").first,
        "slider": lab_tab.locator("[data-name=burn-score] input[type=range]").first,
        "table": lab_tab.locator("[data-name=risk-factors] .ho-scroll"),
        "notes": lab_tab.locator("[data-name=hip-odds] .ho-notes summary"),
        "code": lab_tab.locator(".ho-code summary"),
        "again": lab_tab.get_by_role("button", name="Start this lesson again"),
    }
    for name, control in controls.items():
        control.focus()
        for key in ("x", "b", "a", "d", "d", "m", "y", "c", "v", "z", "ArrowDown", "ArrowUp", "0", "0", "j", "k"):
            lab_tab.keyboard.press(key)
        assert count_cells(lab_tab) == before, name
        assert lab_tab.evaluate("!!document.activeElement.closest('.ho')"), f"{name}: focus left the question"
    assert lab_tab.locator(".jp-Dialog").count() == 0
    assert not [line for line in cells(lab_tab) if line.startswith("[*]")]


def questions(notebook: str) -> list:
    """Every question a lesson asks, in its order."""
    cells = json.loads((ROOT / "notebooks" / notebook).read_text())["cells"]
    calls = ["".join(cell["source"]) for cell in cells if cell["cell_type"] == "code"]
    return [BANK[name] for call in calls if "ask(" in call for name in asked(call)]


def test_a_killed_kernel_loses_nothing(lab, lab_tab):
    lab.open(lab_tab, LESSON)
    answer(lab_tab, SINGLE, SINGLE.key())
    wait_for_events(lab, 1)
    # JupyterLab says, more than once, that the kernel has died.
    lab_tab.add_locator_handler(lab_tab.locator(".jp-Dialog"), lambda: lab_tab.keyboard.press("Enter"))
    kill_kernel(lab)
    second = BANK["03-decide-nsaid"]
    answer(lab_tab, second, second.key())
    # Feedback does not wait for a kernel, and the attempt waits in the browser.
    expect(root(lab_tab, second.id).locator(".ho-feedback")).to_contain_text("✓ Right.")
    expect(root(lab_tab, second.id).locator(".ho-trouble")).to_contain_text("kept in this browser", timeout=10_000)
    lab.run_all(lab_tab)
    found = [from_row(row) for row in wait_for_events(lab, 2)]
    assert {event.item for event in found} == {SINGLE.id, second.id}
    expect(root(lab_tab, second.id).locator(".ho-feedback")).to_contain_text("✓ Right.")
    lab_tab.wait_for_function("JSON.parse(localStorage.getItem('hoedu.waiting') ?? '[]').length === 0")


def test_a_progress_code_restores_everything_on_a_fresh_profile(lab, lab_tab, browser, tmp_path_factory):
    import shutil

    lab.open(lab_tab, LESSON)
    for item in (SINGLE, BANK["03-decide-nsaid"]):
        answer(lab_tab, item, item.distractors()[0])
        answer(lab_tab, item, item.key())
    before = [from_row(row) for row in wait_for_events(lab, 4)]
    lab_tab.locator(".ho-code summary").click()
    lab_tab.get_by_role("button", name="Copy my code").click()
    box = lab_tab.get_by_label("Progress code", exact=True)
    expect(box).to_have_value(re.compile("^HO1"))
    code = box.input_value()
    assert fold(decode(code), BANK) == fold(before, BANK)

    folder = tmp_path_factory.mktemp("elsewhere")
    shutil.copytree(ROOT / "notebooks", folder / "notebooks")
    other = Lab(folder, folder / "home")
    context = browser.new_context()
    try:
        page = context.new_page()
        other.open(page, LESSON)
        page.locator(".ho-code summary").click()
        page.get_by_label("Progress code", exact=True).fill(code)
        page.get_by_role("button", name="Use the code").click()
        expect(page.locator(".ho-said")).to_have_text("4 answers restored.")
        after = [from_row(row) for row in wait_for_events(other, 4)]
        assert fold(after, BANK) == fold(before, BANK)
        expect(root(page, SINGLE.id).locator(".ho-feedback")).to_contain_text("✓ Right.")
    finally:
        context.close()
        other.stop()


@pytest.mark.parametrize("notebook", LESSONS)
def test_axe_and_contrast_in_both_themes(lab, lab_tab, notebook):
    lab.open(lab_tab, notebook)
    open_explorers(lab_tab)
    plain = [item for item in questions(notebook) if item.kind == "single" and not item.confidence and item.attempts != 1]
    answer(lab_tab, plain[0], plain[0].key())
    answer(lab_tab, plain[1], plain[1].distractors()[0])
    for theme in ("JupyterLab Light", "JupyterLab Dark"):
        use_theme(lab_tab, theme)
        found = Axe().run(lab_tab, context=".ho[data-live]")
        assert found.violations_count == 0, f"{theme}: {found.generate_report()}"
        contrast = lab_tab.evaluate(CONTRAST, ".ho[data-live] *")
        least = contrast["text"][0], contrast["edge"][0], (contrast["mark"] or [3])[0]
        assert least[0] >= 4.5 and min(least[1:]) >= 3, (theme, contrast)


def use_theme(page, theme: str) -> None:
    """As a reader chooses it: Settings, Theme."""
    page.get_by_role("menuitem", name="Settings", exact=True).click()
    page.locator(".lm-Menu-item", has=page.get_by_text("Theme", exact=True)).click()
    page.locator(".lm-Menu-item", has=page.get_by_text(theme, exact=True)).click()
    page.wait_for_function("dark => (document.body.dataset.jpThemeLight === 'false') === dark", arg=theme.endswith("Dark"))


def test_an_explorer_waits_for_its_prediction(lab, lab_tab):
    lab.open(lab_tab, LESSON)
    explorer = lab_tab.locator("[data-name=burn-score][data-live]")
    expect(explorer.locator(".ho-sentence")).to_be_hidden()
    item = BANK["03-predict-burn"]
    answer(lab_tab, item, item.key())
    expect(explorer.locator(".ho-sentence")).to_be_visible()
    other = lab_tab.locator("[data-name=hip-odds][data-live]")
    other.get_by_role("button", name="Show it anyway").click()
    expect(other.locator(".ho-sentence")).to_be_visible()
