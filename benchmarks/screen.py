"""Two cells in one JupyterLab, ours and theirs, and how long a key takes to change what each shows."""

import contextlib
import statistics
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import nbformat
from nbformat.v4 import new_code_cell, new_notebook

sys.path.insert(0, str(Path(__file__).parents[1] / "tests" / "browser"))
from conftest import FLAGS, Lab, _chromium  # noqa: E402
from playwright.sync_api import Locator, Page, sync_playwright  # noqa: E402

ROUNDS = 30
SLIDER = ".jupyter-widgets .noUi-handle, .widget-slider .noUi-handle"  # of ipywidgets
# From an arrow key on the slider to the frame in which the changed drawing stands, read in the page.
WAIT = """([cell, selector, attribute]) => new Promise((done) => {
    const root = document.querySelectorAll(".jp-Cell")[cell];
    const now = () => root.querySelector(selector)?.getAttribute(attribute);
    const before = now();
    let start = 0;
    addEventListener("keydown", () => (start = performance.now()), { capture: true, once: true });
    const look = () => {
        const image = root.querySelector(selector);
        if (start && now() && now() !== before && (image.complete ?? true)) return done(performance.now() - start);
        requestAnimationFrame(look);
    };
    look();
})"""


@contextlib.contextmanager
def side_by_side(ours: str, theirs: str, ready: str) -> Iterator[Page]:
    """JupyterLab with both cells run; `ready` selects what tells that ours is live, an image that theirs is."""
    folder = Path(tempfile.mkdtemp(prefix="hoedu-bench-"))
    (folder / "notebooks").mkdir()
    spec = {"kernelspec": {"name": "python3", "display_name": "Python 3 (ipykernel)", "language": "python"}}
    for file in ("00-start-here.ipynb", "bench.ipynb"):
        cells = [new_code_cell(ours), new_code_cell(theirs)]
        nbformat.write(new_notebook(cells=cells, metadata=spec), folder / "notebooks" / file)
    lab = Lab(folder, folder / "home")
    try:
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=_chromium(), args=[*FLAGS, "--no-sandbox"])
            page = browser.new_page(viewport={"width": 1280, "height": 900})
            page.goto(f"http://127.0.0.1:{lab.port}/lab/tree/notebooks/bench.ipynb?token=test&reset")
            page.get_by_text("| Idle").first.wait_for(timeout=120_000)
            page.locator(".jp-Cell").first.click()
            page.keyboard.press("Shift+Enter")
            page.locator(ready).first.wait_for(timeout=120_000)
            page.keyboard.press("Shift+Enter")
            page.locator(".jp-Cell").nth(1).locator("img").first.wait_for(timeout=120_000)
            yield page
            browser.close()
    finally:
        lab.stop()


def alternately(page: Page, ours: Locator, seen: list, theirs: Locator, drawn: list, wait: str = WAIT,
                move: Callable[[Locator, int], object] | None = None) -> tuple[list[float], list[float]]:
    """Milliseconds of ours and of theirs, one change each in turn; the first two of each warm up and are left out.

    seen, drawn: what `wait` looks at in our cell and in theirs. `move(side, there)` makes the change, to and back; without
    it, arrow keys do.
    """  # fmt: skip
    times: tuple[list[float], list[float]] = ([], [])
    for number in range(2 * ROUNDS + 4):
        side, there = (theirs if number % 2 else ours), number // 2 % 2
        side.focus()
        page.evaluate(f"(wanted) => {{ window.benchmark = ({wait})(wanted); }}", drawn if number % 2 else seen)
        if move:
            move(side, there)
        else:
            page.keyboard.press("ArrowLeft" if there else "ArrowRight")
        times[number % 2].append(page.evaluate("() => window.benchmark"))
        page.wait_for_timeout(300)
    return times[0][2:], times[1][2:]


def told(name: str, ours: list[float], beside: str, theirs: list[float]) -> str:
    """Both medians and their ratio, in one line."""
    a, b = statistics.median(ours), statistics.median(theirs)
    return f"{name} {a:.1f} ms (worst {max(ours):.1f})   beside {beside} {b:.0f} ms   ratio {b / a:.1f}   (median of {ROUNDS} each)"
