"""From Shift+Enter to ten questions on screen, beside an empty anywidget in the same notebook."""

import statistics
import sys
import tempfile
from pathlib import Path

import nbformat
from nbformat.v4 import new_code_cell, new_notebook

sys.path.insert(0, str(Path(__file__).parents[1] / "tests" / "browser"))
from conftest import FLAGS, Lab, _chromium  # noqa: E402
from playwright.sync_api import sync_playwright  # noqa: E402

from hoedu.items import load  # noqa: E402

ROUNDS = 15
SETUP = """import anywidget
import hoedu as ho
class Empty(anywidget.AnyWidget):
    _esm = 'export default { render({ el }) { el.innerHTML = "<p class=empty>.</p>" } }'
ho.ask("03-dish-marker")"""
# From the key to the frame in which the last part stands, read in the page.
WAIT = """([cell, selector, count]) => new Promise((done) => {
    const look = () => document.querySelectorAll(".jp-Cell")[cell].querySelectorAll(selector).length === count
        ? done(performance.now()) : requestAnimationFrame(look);
    look();
})"""


def main() -> None:
    ids = [item.id for item in load().lesson("03") if item.kind != "hotspot"][:10]
    quiz = f"ho.ask({', '.join(map(repr, ids))})"
    cells = [new_code_cell(SETUP)]
    for _ in range(ROUNDS):
        cells += [new_code_cell("Empty()"), new_code_cell(quiz)]
    times = {"empty": [], "quiz": []}
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "notebooks").mkdir()
        for file in ("00-start-here.ipynb", "bench.ipynb"):
            spec = {"kernelspec": {"name": "python3", "display_name": "Python 3 (ipykernel)", "language": "python"}}
            nbformat.write(new_notebook(cells=cells, metadata=spec), folder / "notebooks" / file)
        lab = Lab(folder, folder / "home")
        try:
            with sync_playwright() as playwright:
                browser = playwright.chromium.launch(executable_path=_chromium(), args=[*FLAGS, "--no-sandbox"])
                page = browser.new_page(viewport={"width": 1280, "height": 900})
                page.goto(f"http://127.0.0.1:{lab.port}/lab/tree/notebooks/bench.ipynb?token=test&reset")
                page.get_by_text("| Idle").first.wait_for(timeout=60_000)
                page.locator(".jp-Cell").first.click()
                page.keyboard.press("Shift+Enter")
                page.locator(".ho-item[data-live]").first.wait_for()
                for number in range(1, len(cells)):
                    kind, selector, count = ("empty", ".empty", 1) if number % 2 else ("quiz", ".ho-item[data-live]", 10)
                    start = page.evaluate("performance.now()")
                    page.keyboard.press("Shift+Enter")
                    times[kind].append(page.evaluate(WAIT, [number, selector, count]) - start)
                browser.close()
        finally:
            lab.stop()
    empty, ten = (statistics.median(times[kind]) for kind in ("empty", "quiz"))
    print(f"ten questions {ten:.0f} ms   beside an empty anywidget {empty:.0f} ms   ratio {ten / empty:.2f}")


if __name__ == "__main__":
    main()
