"""From a slider to the changed plot in JupyterLab: the evidence laboratory beside interact + matplotlib in one notebook.

Both draw the same forest plot and a thousand people at a baseline risk, with the same functions of `hoedu.synthesis`.
"""

from screen import SLIDER, WAIT, alternately, side_by_side, told

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
    "baseline risk": (("Risk without treatment", "path.ho-spared", "d"), SLIDER),
    "model": (("Model", ".ho-pooled .ho-diamond", "style"), "select"),
}


def main() -> None:
    with side_by_side(OURS, THEIRS, ".ho-evidence[data-live]") as page:
        page.locator(".ho-evidence").get_by_label("Comparison").select_option("nsaid-arthroscopy-cohort")
        for name, ((label, selector, attribute), control) in MOVED.items():
            sides = page.locator(".ho-evidence").get_by_label(label), page.locator(".jp-Cell").nth(1).locator(control).first
            where = [0, selector, attribute], [1, "img", "src"]
            if name == "model":
                # A list is changed without the keyboard: in a notebook, arrow keys on a plain widget move the cell.
                wait, move = WAIT.replace('"keydown"', '"input"'), lambda side, there: side.select_option(index=1 - there)
            else:
                wait, move = WAIT, None
            times = alternately(page, sides[0], where[0], sides[1], where[1], wait, move)
            print(told(f"{name}: the laboratory", times[0], "interact + matplotlib", times[1]))


if __name__ == "__main__":
    main()
