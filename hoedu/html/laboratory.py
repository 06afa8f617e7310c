"""The one HTML form of the growth laboratory: its first setting drawn and tabled, and what it cannot say, without a script."""

from functools import cache
from html import escape

from hoedu.charts import COLOURS, INK_PLACE, to_svg
from hoedu.explorers.growth_laboratory import (
    LIMITS,
    NOTES,
    SPAN,
    TABLED,
    Laboratory,
    first_run,
    first_sensitivity,
    left_by_day,
    percent,
    reached,
    whole,
)
from hoedu.growth import TREATMENTS, parameters
from hoedu.html.inline import inline

SHOWN = 12  # bars of sensitivity
ASIDE = {"Cm": (7, -16), "mb": (4, 6), "M2": (8, 5)}  # names that would else lie on another curve, points to the right and up


def laboratory_html(laboratory: Laboratory) -> str:
    run = laboratory.first()
    cells = (
        f"cartilage most on day {run.peak('mc')[1]:.0f}",
        f"half of the bone by day {reached(run, 0.5):.0f}",
        f"final bone {percent(float(run['mb'][-1]))}",
    )
    head = '<thead><tr><th scope="col">Run</th><th scope="col">Cartilage</th><th scope="col">Half of the bone</th>'
    runs = f'<tr><th scope="row">First setting, no treatment</th>{"".join(f"<td>{cell}</td>" for cell in cells)}</tr>'
    return (
        f'<section class="ho ho-explorer ho-laboratory" data-ho="laboratory" data-name="{laboratory.name}" role="group" '
        f'aria-label="{escape(laboratory.title)}"><p class="ho-title">{escape(laboratory.title)}</p>'
        f'<p class="ho-todo">{escape(laboratory.todo)}</p><p class="ho-sentence">{escape(laboratory.sentence())}</p>'
        f'<figure class="ho-twin">{picture()}<figcaption>The first setting: no treatment, and below it what is left of the '
        f"bone when a treatment begins on a later day.</figcaption></figure>"
        f'<table class="ho-data ho-runs">{head}<th scope="col">Bone on day 400</th></tr></thead><tbody>{runs}</tbody></table>'
        f'<div class="ho-limits" role="note" aria-label="What this model cannot say"><p><strong>What this model cannot say'
        f"</strong></p><ul>{_list(LIMITS)}</ul></div>"
        f"<details><summary>Final bone left, by treatment and first day (first setting)</summary>{_by_day()}</details>"
        f"<details><summary>What matters most: final bone when one number is 1 % larger (first setting)</summary>{_bars()}</details>"
        f'<details class="ho-notes"><summary>How to read this</summary><ul>{_list(NOTES)}</ul></details></section>'
    )


def _list(texts: tuple[str, ...]) -> str:
    return "".join(f"<li>{inline(text)}</li>" for text in texts)


def _by_day() -> str:
    """The share of final bone left, for each treatment at its usual strength and each day of TABLED, to day 42."""
    heads = "".join(f'<th scope="col">Day {day}</th>' for day in TABLED)
    rows = ""
    for one in TREATMENTS:
        cells = "".join(f"<td>{whole(share)}</td>" for share in left_by_day()[one.name])
        rows += f'<tr><th scope="row">{escape(one.title)}</th>{cells}</tr>'
    table = f'<table class="ho-many-columns"><thead><tr><th scope="col">Begins on</th>{heads}</tr></thead><tbody>{rows}</tbody></table>'
    return f'<div class="ho-scroll" tabindex="0" role="region" aria-label="Final bone left, table">{table}</div>'


def _bars() -> str:
    rows = ""
    most = max(map(abs, first_sensitivity().values()))
    for name, value in list(first_sensitivity().items())[:SHOWN]:
        row = parameters()[name]
        left, width = (50 if value > 0 else 50 - 50 * abs(value) / most), 50 * abs(value) / most
        figure = f"{value:+.2f}\u00a0%".replace("-", "\u2212")
        rows += (
            f'<tr><th scope="row">{escape(row.meaning)} <small>{inline(f"[{name}]({row.id})")}</small></th>'
            f'<td class="ho-effect" aria-hidden="true"><i style="left:{left:.1f}%;width:{width:.1f}%"></i></td>'
            f"<td>{figure}</td></tr>"
        )
    return (
        '<table class="ho-bars"><thead><tr><th scope="col">Parameter</th><td></td><th scope="col">Bone</th></tr></thead>'
        f"<tbody>{rows}</tbody></table>"
    )


@cache
def picture() -> str:
    """The first setting as SVG: four sets of curves, and final bone left against the first day of three treatments."""
    from matplotlib.figure import Figure

    run = first_run()
    shown = run.times <= SPAN
    days = run.times[shown]
    figure = Figure(figsize=(7.2, 7.0))
    grid = figure.add_gridspec(3, 2, hspace=0.55, wspace=0.22, left=0.08, right=0.98, top=0.95, bottom=0.07)
    panels = (
        ("Macrophages, thousand cells/mL", (("M0", "resting", "faint"), ("M1", "inflammatory", "inflammation"), ("M2", "repair", ""))),
        ("Signals, ng/mL, logarithmic", (("c1", "inflammatory", "inflammation"), ("c2", "calming", ""))),
        ("Cells that build, thousand cells/mL", (("Cm", "progenitors", "faint"), ("Cb", "osteoblasts", ""))),
        ("Tissue, share of the most there can be", (("mc", "cartilage", "cartilage"), ("mb", "bone", "bone"))),
    )  # fmt: skip
    for place, (title, lines) in enumerate(panels):
        axes = figure.add_subplot(grid[place // 2, place % 2])
        for name, label, kind in lines:
            values = run[name][shown] / (1000 if title.endswith("thousand cells/mL") else 1)
            _curve(axes, days, values, kind)
            at = _name_at(values)
            axes.annotate(label, (days[at], values[at]), ASIDE.get(name, (4, 2)), textcoords="offset points", fontsize=8, color=INK_PLACE)
        if "logarithmic" in title:
            axes.set(yscale="log", ylim=(0.001, 10))
            axes.set_yticks([0.001, 0.01, 0.1, 1, 10], ["0.001", "0.01", "0.1", "1", "10"])
            axes.minorticks_off()
        elif "share" in title:
            axes.set(ylim=(0, 1))
            axes.set_yticks([0, 0.5, 1], ["0", "50 %", "100 %"])
        else:
            axes.set_ylim(bottom=0)
        _dress(axes, title, range(0, SPAN + 1, 14))
    axes = figure.add_subplot(grid[2, :])
    names = (("nsaid", "NSAID", 2, (-30, 4)), ("radiation", "radiation, once", 0, (4, 7)), ("bmp", "BMP inhibitor", 1, (6, -9)))
    for name, label, row, offset in names:
        shares = left_by_day()[name]
        _curve(axes, TABLED, shares, "treatment")
        axes.annotate(label, (TABLED[row], shares[row]), offset, textcoords="offset points", fontsize=8, color=INK_PLACE)
    axes.set(ylim=(0, 1.05))
    axes.set_yticks([0, 0.5, 1], ["0", "50 %", "100 %"])
    _dress(axes, "Share of final bone left, by the day the treatment begins (it lasts to day 42)", TABLED)
    return to_svg(
        figure,
        "The first setting of the growth laboratory",
        "Macrophages come first, then the signals fall, progenitors peak about day 7 and osteoblasts about day 12; cartilage "
        "peaks about day 9 and goes, bone rises and stays at a quarter of the most there can be. Treatments lower it much "
        "when they begin in the first week and hardly after day 14.",
    )


def _curve(axes, days, values, kind: str) -> None:
    """A broad stroke of the colour, and a fine one of ink on it."""
    if kind in COLOURS:
        axes.plot(days, values, color=COLOURS[kind], linewidth=3.5, solid_capstyle="butt")
    axes.plot(days, values, color=INK_PLACE, linewidth=0.8 if kind else 1.8)


def _name_at(values) -> int:
    """The place where a curve is named: on its way down from its peak, else four fifths along."""
    top = int(values.argmax())
    below = (values[top:] < 0.75 * values[top]).nonzero()[0]
    return top + int(below[0]) if below.size else int(0.8 * len(values))


def _dress(axes, title: str, ticks) -> None:
    axes.set_title(title, fontsize=9, loc="left", color=INK_PLACE)
    axes.set_xticks(list(ticks), [str(tick) for tick in ticks])
    axes.set_xlim(0, max(ticks))
    axes.set_xlabel("days of the model", fontsize=8, color=INK_PLACE, labelpad=1)
    axes.tick_params(colors=INK_PLACE, labelsize=8, pad=2)
    for side in ("right", "top"):
        axes.spines[side].set_visible(False)
    for side in ("left", "bottom"):
        axes.spines[side].set_color(INK_PLACE)
