"""From a slider to the changed curve in JupyterLab: the laboratory beside interact + matplotlib + SciPy in one notebook.

Both draw the same curves of the same run (macrophages, signals, cells, tissue over 84 days, final bone on day 400).
"""

import statistics
import sys
import tempfile
from pathlib import Path

import nbformat
from nbformat.v4 import new_code_cell, new_notebook

sys.path.insert(0, str(Path(__file__).parents[1] / "tests" / "browser"))
from conftest import FLAGS, Lab, _chromium  # noqa: E402
from playwright.sync_api import sync_playwright  # noqa: E402

ROUNDS = 30
OURS = """import hoedu as ho
ho.explore("growth-laboratory")"""
THEIRS = """%matplotlib inline
import ipywidgets, numpy as np, matplotlib.pyplot as plt
from scipy.integrate import solve_ivp
from hoedu.growth import TEACHING
from hoedu.growth.equations import STATES, rates, symbols
from hoedu.growth.model import start_of, values_of
DAYS = np.append(np.arange(0, 84, 0.5), 400)
PANELS = [("M0", "M1", "M2"), ("c1", "c2"), ("Cm", "Cb"), ("mc", "mb")]
def show(step=15):
    values = values_of({**TEACHING, "d_b": 0.15 + step / 100})
    p = [values[name] for name in symbols()]
    run = solve_ivp(lambda t, y: rates()(y, p), (0, 400), start_of({}), "LSODA", DAYS, rtol=1e-6, atol=1e-6)
    figure, axes = plt.subplots(2, 2, figsize=(7, 4.5))
    for ax, names in zip(axes.flat, PANELS):
        for name in names:
            ax.plot(DAYS[:-1], run.y[STATES.index(name)][:-1], label=name)
        ax.legend()
    axes[0, 1].set(yscale="log", ylim=(1e-3, 10))
    plt.show()
slider = ipywidgets.IntSlider(value=15, min=0, max=25)
ipywidgets.interact(show, step=slider);"""
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


def main() -> None:
    folder = Path(tempfile.mkdtemp(prefix="hoedu-bench-"))
    (folder / "notebooks").mkdir()
    spec = {"kernelspec": {"name": "python3", "display_name": "Python 3 (ipykernel)", "language": "python"}}
    for file in ("00-start-here.ipynb", "bench.ipynb"):
        cells = [new_code_cell(OURS), new_code_cell(THEIRS)]
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
            page.locator(".ho-laboratory[data-live]").first.wait_for(timeout=120_000)
            page.keyboard.press("Shift+Enter")
            page.locator(".jp-Cell").nth(1).locator("img").first.wait_for(timeout=120_000)
            ours = page.get_by_label("Osteoblasts lost each day")
            theirs = page.locator(".jp-Cell").nth(1).locator(".jupyter-widgets .noUi-handle, .widget-slider .noUi-handle").first
            times = {"ours": [], "theirs": []}
            for number in range(2 * ROUNDS + 4):  # the first two of each warm up
                name = "theirs" if number % 2 else "ours"
                where = [1, "img", "src"] if number % 2 else [0, ".ho-line.ho-heterotopic", "d"]
                slider = theirs if number % 2 else ours
                slider.focus()
                page.evaluate(f"(wanted) => {{ window.benchmark = ({WAIT})(wanted); }}", where)
                page.keyboard.press("ArrowLeft" if number // 2 % 2 else "ArrowRight")
                times[name].append(page.evaluate("() => window.benchmark"))
                page.wait_for_timeout(300)
            browser.close()
    finally:
        lab.stop()
    a, b = (statistics.median(times[name][2:]) for name in ("ours", "theirs"))
    print(f"the laboratory {a:.1f} ms   beside interact + matplotlib + SciPy {b:.0f} ms   ratio {b / a:.1f}   "
          f"(median of {ROUNDS} each)")  # fmt: skip


if __name__ == "__main__":
    main()
