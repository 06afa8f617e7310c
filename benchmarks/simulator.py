"""The imaging simulator in JupyterLab beside interact + matplotlib: from a slider to changed pixels, same frame, one run.

Both show the 512 x 512 film from the front of the same patient. Also: seconds to build the pictures, and the bytes that
one viewer sends to the page.
"""

import json
import subprocess
import sys

from screen import SLIDER, alternately, side_by_side, told

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
    with side_by_side(OURS, THEIRS, ".ho-simulator[data-live]") as page:
        theirs = page.locator(".jp-Cell").nth(1).locator(SLIDER).first
        times = alternately(page, page.get_by_role("slider", name="Week"), [0, ".ho-view canvas"], theirs, [1, "img"], WAIT)
        if len(sys.argv) > 2:
            page.screenshot(path=sys.argv[2])
    print(told("the simulator", times[0], "interact + matplotlib", times[1]))


if __name__ == "__main__":
    main()
