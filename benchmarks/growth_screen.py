"""From a slider to the changed curve in JupyterLab: the laboratory beside interact + matplotlib + SciPy in one notebook.

Both draw the same curves of the same run (macrophages, signals, cells, tissue over 84 days, final bone on day 400).
"""

from screen import SLIDER, alternately, side_by_side, told

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


def main() -> None:
    with side_by_side(OURS, THEIRS, ".ho-laboratory[data-live]") as page:
        theirs = page.locator(".jp-Cell").nth(1).locator(SLIDER).first
        times = alternately(page, page.get_by_label("Osteoblasts lost each day"), [0, ".ho-line.ho-heterotopic", "d"], theirs, [1, "img", "src"])
    print(told("the laboratory", times[0], "interact + matplotlib + SciPy", times[1]))


if __name__ == "__main__":
    main()
