"""Figures drawn with matplotlib, as inline SVG with a name and a description.

The object style only: no pyplot, no global state. The same figure gives the same bytes, so that a saved notebook can
be compared.
"""

import io
import re
from functools import cache
from html import escape

from hoedu import made
from hoedu.errors import ContentError

# One colour, one meaning, in every lesson; from the colour-blind-safe set of Okabe and Ito.
COLOURS = {
    "bone": "#d55e00",  # heterotopic bone
    "skeleton": "#7a7a7a",
    "soft": "#cc79a7",  # soft tissue
    "inflammation": "#e69f00",
    "cartilage": "#56b4e9",
    "treatment": "#009e73",
}
INK = "currentColor"  # follows the theme


def drawing(name: str) -> str:
    """One of our drawings by name, as SVG. Raises ContentError where there is none."""
    if name not in DRAWINGS:
        raise ContentError(f"there is no drawing {name!r}; there are {', '.join(DRAWINGS)}")
    return made.fetch(f"drawing-{name}") or DRAWINGS[name]()


def to_svg(figure, title: str, description: str) -> str:
    """A matplotlib figure as SVG that names itself, scales with the page and takes its ink from the theme."""
    import matplotlib

    out = io.StringIO()
    with matplotlib.rc_context({"svg.fonttype": "none", "svg.hashsalt": title}):
        figure.savefig(out, format="svg", transparent=True, metadata={"Date": None, "Creator": None})
    svg = out.getvalue()
    svg = svg[svg.index("<svg") :]
    svg = re.sub(r"<metadata>.*?</metadata>", "", svg, flags=re.S)
    svg = re.sub(r"<!--.*?-->\s*", "", svg, flags=re.S)
    svg = svg.replace("#000001", INK)  # the near-black that INK_PLACE draws with
    # matplotlib's style speaks of every line of the page that the figure stands in.
    svg = re.sub(r"\s*<defs>\s*<style[^>]*>\*\{[^}]*\}</style>\s*</defs>", "", svg, count=1)
    name = f'role="img" aria-label="{escape(title)}. {escape(description)}" style="stroke-linejoin:round;stroke-linecap:butt"'
    return re.sub(r"<svg [^>]*?viewBox=\"([^\"]+)\"[^>]*>", rf'<svg {name} viewBox="\1">', svg, count=1)


INK_PLACE = "#000001"


@cache
def interval_reading() -> str:
    """Five rows of a forest plot without numbers: a learner finds the interval that reaches 1."""
    from matplotlib.figure import Figure

    from hoedu.evidence import fact

    rows = [("RF071", "Floating elbow"), ("RF069", "Elbow fracture-dislocation"), ("RF001", "Male sex, hip replacement"),
            ("RF002", "Cemented hip implant"), ("RF006", "Rheumatoid arthritis, hip")]  # fmt: skip
    figure = Figure(figsize=(6.4, 3.6))
    axes = figure.add_axes((0.38, 0.1, 0.6, 0.8))
    places = [1 - (0.10 + 0.16 * (n + 0.5)) for n in range(len(rows))]
    for place, (row, name) in zip(places, rows):
        estimate, low, high = (fact(row).number(column) for column in ("estimate", "ci_low", "ci_high"))
        # The regions of the question are fractions of the whole figure, so the rows are placed in its coordinates.
        y = (place - 0.1) / 0.8
        axes.plot([low, high], [y, y], color=INK_PLACE, linewidth=1.6, solid_capstyle="butt")
        axes.plot([estimate], [y], "o", color=INK_PLACE, markersize=6)
        figure.text(0.06, place, name, va="center", fontsize=9, color=INK_PLACE)
    axes.axvline(1, color=INK_PLACE, linewidth=1, linestyle=(0, (4, 3)))
    axes.set(xscale="log", xlim=(0.25, 45), ylim=(0, 1), yticks=[])
    axes.set_xticks([0.5, 1, 2, 5, 10, 30], ["0.5", "1", "2", "5", "10", "30"])
    axes.minorticks_off()
    for side in ("left", "right", "top"):
        axes.spines[side].set_visible(False)
    axes.spines["bottom"].set_color(INK_PLACE)
    axes.tick_params(colors=INK_PLACE, labelsize=9, pad=2)
    axes.set_xlabel("Odds ratio (logarithmic scale)", color=INK_PLACE, fontsize=9, labelpad=1)
    return to_svg(
        figure,
        "Which interval reaches 1?",
        "Five odds ratios with their 95 % intervals on a logarithmic scale, and a dashed line at 1. From the top: "
        "floating elbow, elbow fracture-dislocation, male sex at hip replacement, cemented hip implant, rheumatoid "
        "arthritis at hip replacement.",
    )


def zones() -> str:
    """The three zones of a lesion, told apart by texture alone."""
    from hoedu.drawings import zones

    return zones()


DRAWINGS = {"interval-reading": interval_reading, "zones": zones}
