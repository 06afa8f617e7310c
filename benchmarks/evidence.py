"""From a slider to the changed plot in JupyterLab: the evidence laboratory beside interact + matplotlib in one notebook.

Both draw the same forest plot and a thousand people at a baseline risk, with the same functions of `hoedu.synthesis`.
"""

import statistics
import sys
import tempfile
from pathlib import Path

import nbformat
from nbformat.v4 import new_code_cell, new_notebook

sys.path[:0] = [str(Path(__file__).parents[1] / "tests" / "browser"), str(Path(__file__).parent)]
from conftest import FLAGS, Lab, _chromium  # noqa: E402
from growth_screen import ROUNDS, WAIT  # noqa: E402
from playwright.sync_api import sync_playwright  # noqa: E402

OURS = """import hoedu as ho
ho.explore("evidence-laboratory")"""
THEIRS = """%matplotlib inline
import ipywidgets, matplotlib.pyplot as plt
from hoedu import synthesis
from hoedu.evidence import fact
from hoedu.explorers.evidence_laboratory import QUESTIONS, pooled_rows, printed_effect, trial_effect
from hoedu.recheck import counts_of
QUESTION = next(one for one in QUESTIONS if one.comparison == "nsaid-arthroscopy-cohort")
def show(baseline=31, model="mh"):
    pooled = synthesis.pool([counts_of(fact(row)) for row in pooled_rows(QUESTION)], "RR", model)
    found = [trial_effect(row, "RR") for row in QUESTION.trials] + [pooled.effect, *map(printed_effect, QUESTION.printed)]
    figure, (forest, people) = plt.subplots(1, 2, figsize=(8, 4.5), width_ratios=(2, 1))
    for y, one in enumerate(found):
        forest.plot((one.low, one.high), (-y, -y), color="black")
        forest.plot(one.estimate, -y, "s")
    forest.set(xscale="log")
    forest.set_yticks([-y for y in range(len(found))], [*QUESTION.trials, "pooled", *QUESTION.printed])
    treated = 10 * baseline * pooled.effect.estimate
    colours = ["C1" if n < treated else "C2" if n < 10 * baseline else "0.8" for n in range(1000)]
    people.scatter([n % 40 for n in range(1000)], [-(n // 40) for n in range(1000)], c=colours, s=6)
    plt.show()
slider = ipywidgets.IntSlider(value=31, min=1, max=80)
ipywidgets.interact(show, baseline=slider, model=["mh", "random"]);"""
# What is moved, by which keys, and the part of the drawing that changes with it: in ours, then in theirs.
MOVED = {
    "baseline risk": (("Risk without treatment", "path.ho-spared", "d"), ".noUi-handle, .widget-slider .noUi-handle"),
    "model": (("Model", ".ho-pooled .ho-diamond", "style"), "select"),
}


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
            page.locator(".ho-evidence[data-live]").first.wait_for(timeout=120_000)
            page.keyboard.press("Shift+Enter")
            second = page.locator(".jp-Cell").nth(1)
            second.locator("img").first.wait_for(timeout=120_000)
            page.locator(".ho-evidence").get_by_label("Comparison").select_option("nsaid-arthroscopy-cohort")
            for name, ((label, selector, attribute), theirs) in MOVED.items():
                measure(
                    page,
                    name,
                    page.locator(".ho-evidence").get_by_label(label),
                    [0, selector, attribute],
                    second.locator(theirs).first,
                )
            browser.close()
    finally:
        lab.stop()


def measure(page, name, ours, where, theirs) -> None:
    """Alternately ours and theirs, one change each; the first two of each warm up.

    A list is changed without the keyboard: in a notebook, arrow keys on a plain widget move the cell.
    """
    times: tuple[list[float], list[float]] = ([], [])
    wait = WAIT.replace('"keydown"', '"input"') if name == "model" else WAIT
    for number in range(2 * ROUNDS + 4):
        side, there = (theirs if number % 2 else ours), number // 2 % 2
        side.focus()
        page.evaluate(
            f"(wanted) => {{ window.benchmark = ({wait})(wanted); }}", [1, "img", "src"] if number % 2 else where
        )
        if name == "model":
            side.select_option(index=1 - there)
        else:
            page.keyboard.press(("ArrowRight", "ArrowLeft")[there])
        times[number % 2].append(page.evaluate("() => window.benchmark"))
        page.wait_for_timeout(300)
    a, b = (statistics.median(side[2:]) for side in times)
    print(f"{name}: the laboratory {a:.1f} ms   beside interact + matplotlib {b:.0f} ms   ratio {b / a:.1f}   "
          f"(median of {ROUNDS} each)")  # fmt: skip


if __name__ == "__main__":
    main()
