"""The imaging simulator in JupyterLab beside interact + matplotlib: from a slider to changed pixels, same frame, one run.

Both show the 512 x 512 film from the front of the same patient. Also: seconds to build the pictures, and the bytes that
one viewer sends to the page.
"""

import json
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

import nbformat
from nbformat.v4 import new_code_cell, new_notebook

sys.path.insert(0, str(Path(__file__).parents[1] / "tests" / "browser"))
from conftest import FLAGS, Lab, _chromium  # noqa: E402
from playwright.sync_api import sync_playwright  # noqa: E402

ROUNDS = 30
NAME = sys.argv[1] if len(sys.argv) > 1 else "simulator-hip"
OURS = f"""import hoedu as ho
ho.explore("{NAME}")"""
THEIRS = f"""%matplotlib inline
import ipywidgets, matplotlib.pyplot as plt
from hoedu.explorers import build
from hoedu.imaging.pictures import render
stack = build("{NAME}").stack
def show(week=8.0):
    figure, axes = plt.subplots(figsize=(5.12, 5.12), dpi=100)
    axes.set_position((0, 0, 1, 1))
    axes.imshow(render(stack.pictures[0], stack.presets[0].name, week), cmap="gray", vmin=0, vmax=255)
    axes.axis("off")
    plt.show()
slider = ipywidgets.FloatSlider(value=8, min=0, max=52, step=0.5)
ipywidgets.interact(show, week=slider);"""
BUILD = f"""
import json, time
start = time.perf_counter()
import hoedu.imaging.scene, hoedu.imaging.packing, hoedu.html.explorers
from hoedu.explorers import build
imported = time.perf_counter()
one = build("{NAME}")
one.stack
made = time.perf_counter()
data = one.data()
packed = time.perf_counter()
spec = json.dumps(hoedu.html.explorers.explorer_spec(one))
html = hoedu.html.explorers.explorer_html(one)
done = time.perf_counter()
print(json.dumps([imported - start, made - imported, packed - made, done - packed, len(data), len(spec), len(html)]))
"""
# From an arrow key on the slider to the frame in which other pixels stand, read in the page. Where there is a canvas,
# its pixels themselves are compared.
WAIT = """([cell, selector]) => new Promise((done) => {
    const root = document.querySelectorAll(".jp-Cell")[cell];
    const canvas = root.querySelector(selector).matches("canvas");
    const now = () => {
        const node = root.querySelector(selector);
        if (!canvas) return node?.getAttribute("src");
        const { width, height } = node;
        const row = (share) => node.getContext("2d").getImageData(0, Math.round(share * height), width, 1).data;
        return [0.4, 0.5, 0.6, 0.7].flatMap((share) => [...row(share)]).reduce((sum, v) => (sum * 31 + v) | 0, 1);
    };
    const before = now();
    let start = 0;
    addEventListener("keydown", () => (start = performance.now()), { capture: true, once: true });
    const look = () => {
        const image = root.querySelector(selector);
        if (start && now() && now() !== before && (image?.complete ?? true)) return done(performance.now() - start);
        requestAnimationFrame(look);
    };
    look();
})"""


def main() -> None:
    seconds = json.loads(subprocess.run([sys.executable, "-c", BUILD], capture_output=True, text=True, check=True).stdout)
    print("seconds: import {:.2f}, scene and basis images {:.2f}, packing {:.2f}, HTML {:.2f}".format(*seconds[:4]))
    print("bytes to the page: pictures {:,}, spec {:,}, HTML {:,}; together {:,}".format(*seconds[4:], sum(seconds[4:])))
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
            page.locator(".ho-simulator[data-live]").first.wait_for(timeout=120_000)
            page.keyboard.press("Shift+Enter")
            page.locator(".jp-Cell").nth(1).locator("img").first.wait_for(timeout=120_000)
            ours = page.get_by_role("slider", name="Week")
            theirs = page.locator(".jp-Cell").nth(1).locator(".jupyter-widgets .noUi-handle, .widget-slider .noUi-handle").first
            times = {"ours": [], "theirs": []}
            for number in range(2 * ROUNDS + 4):  # the first two of each warm up
                name = "theirs" if number % 2 else "ours"
                where = [1, "img"] if number % 2 else [0, ".ho-view canvas"]
                slider = theirs if number % 2 else ours
                slider.focus()
                page.evaluate(f"(wanted) => {{ window.benchmark = ({WAIT})(wanted); }}", where)
                page.keyboard.press("ArrowLeft" if number // 2 % 2 else "ArrowRight")
                times[name].append(page.evaluate("() => window.benchmark"))
                page.wait_for_timeout(300)
            if len(sys.argv) > 2:
                page.screenshot(path=sys.argv[2])
            browser.close()
    finally:
        lab.stop()
    a, b = (statistics.median(times[name][2:]) for name in ("ours", "theirs"))
    print(f"the simulator {a:.1f} ms (worst {max(times['ours'][2:]):.1f})   beside interact + matplotlib {b:.0f} ms   "
          f"ratio {b / a:.1f}   (median of {ROUNDS} each)")  # fmt: skip


if __name__ == "__main__":
    main()
