"""Our own drawings, as SVG: a standing figure, the pathway of bone formation, the zones of a lesion.

Ink follows the theme; a colour means what `COLOURS` in charts says. All geometry and all words are made here.
"""

from functools import cache
from html import escape
from math import cos, pi, sin, sqrt
from random import Random

from hoedu.charts import COLOURS, INK

Point = tuple[float, float]


def svg(width: int, height: int, label: str, parts: str) -> str:
    return (
        f'<svg viewBox="0 0 {width} {height}" role="img" aria-label="{escape(label)}" fill="none" stroke="{INK}" '
        f'stroke-linejoin="round" stroke-linecap="round">{parts}</svg>'
    )


def words(x: float, y: float, text: str, size: float = 17, anchor: str = "start", bold: bool = False) -> str:
    weight = ' font-weight="600"' if bold else ""
    return (
        f'<text x="{x:g}" y="{y:g}" font-size="{size:g}" text-anchor="{anchor}"{weight} fill="{INK}" stroke="none">'
        f"{escape(text)}</text>"
    )


def smooth(points: list[Point]) -> str:
    """A closed path that runs softly through the points (Catmull-Rom as Bezier curves)."""
    count, path = len(points), [f"M{points[0][0]:.1f} {points[0][1]:.1f}"]
    for n in range(count):
        (x0, y0), (x1, y1), (x2, y2), (x3, y3) = (points[(n + step) % count] for step in (-1, 0, 1, 2))
        ends = (x1 + (x2 - x0) / 6, y1 + (y2 - y0) / 6, x2 - (x3 - x1) / 6, y2 - (y3 - y1) / 6, x2, y2)
        path.append("C" + " ".join(f"{value:.1f}" for value in ends))
    return "".join(path) + "Z"


# ---- a standing figure, seen from the front

WIDTH, HEIGHT, MIDDLE = 480, 480, 240
# One half of the outline, from the crown to the fork, as distances from the middle line.
_HALF = [(8, 13), (18, 24), (21, 40), (17, 57), (11, 68), (12, 80),
         (24, 88), (44, 94), (57, 105), (63, 126), (67, 152), (73, 178), (82, 208), (89, 236), (95, 254),
         (93, 272), (86, 276), (81, 262), (79, 240), (69, 208), (59, 180), (52, 154), (45, 130), (42, 156), (38, 186),
         (41, 212), (47, 236), (48, 268), (44, 304), (38, 336), (39, 366), (33, 402), (27, 430), (33, 450), (27, 457),
         (14, 455), (13, 430), (14, 390), (13, 340), (9, 296), (3, 252)]  # fmt: skip
# Where a region is marked, and where its words stand: (x, y), (x, first line), how the words are anchored.
PLACES = {
    "cervical spine": ((240, 78), (178, 56), "end"),
    "upper back": ((240, 118), (152, 106), "end"),
    "shoulder": ((290, 108), (335, 92), "start"),
    "upper arm": ((296, 146), (335, 140), "start"),
    "elbow": ((174, 181), (128, 178), "end"),
    "wrist": ((156, 238), (118, 246), "end"),
    "hip": ((273, 236), (345, 222), "start"),
    "thigh": ((267, 290), (335, 292), "start"),
    "knee": ((265, 340), (320, 340), "start"),
    "ankle": ((260, 432), (310, 420), "start"),
    "residual limb": ((213, 318), (165, 330), "end"),
    "skin": ((176, 300), (140, 330), "end"),
}  # fmt: skip


@cache
def _outline() -> str:
    right = [(MIDDLE + x, y) for x, y in _HALF]
    left = [(MIDDLE - x, y) for x, y in reversed(_HALF)]
    return smooth(right + left)


def mark(region: str, share: float | None, name: str, figure: str) -> str:
    """One region: a disc whose area follows the share, or a dashed ring where there is none, and its words beside it."""
    (x, y), (at, line), anchor = PLACES[region]
    radius = 3 * sqrt(share) if share is not None else 13
    side = 1 if anchor == "start" else -1
    edge, end = x + side * radius, at - side * 6
    leader = f'<path d="M{edge:.1f} {y}L{end:.1f} {line + 4}" stroke-width="1" opacity=".6"/>'
    bone = COLOURS["bone"]
    if region == "skin":
        spot = f'<path d="{_outline()}" stroke="{bone}" stroke-width="5" stroke-dasharray="5 8"/>'
        leader = f'<path d="M{end:.1f} {line + 4}L199 336" stroke-width="1" opacity=".6"/>'
    elif share is None:
        spot = f'<circle cx="{x}" cy="{y}" r="{radius}" stroke="{bone}" stroke-width="2.5" stroke-dasharray="4 4.2"/>'
    else:
        spot = f'<circle cx="{x}" cy="{y}" r="{radius:.1f}" fill="{bone}" stroke="none"/>'
    return (
        spot
        + leader
        + words(at, line, name, 20, anchor)
        + words(at, line + 22, figure, 20, anchor, bold=share is not None)
    )


def body(parts: dict[str, str]) -> str:
    """The figure with one part for each setting (name -> marks)."""
    figure = f'<path d="{_outline()}" stroke-width="1.6" opacity=".75"/>'
    marks = "".join(f'<g data-part="{escape(name)}">{one}</g>' for name, one in parts.items())
    label = (
        "A standing figure from the front, marked where HO forms. The table below lists the same places and figures."
    )
    return svg(WIDTH, HEIGHT, label, figure + marks)


# ---- the pathway

STEPS = {
    "inflammation": ("Inflammation", "immune cells enter injured tissue"),
    "progenitors": ("Progenitors", "stromal cells gather and commit"),
    "cartilage": ("Cartilage", "some become cartilage cells"),
    "bone": ("Bone", "cartilage is replaced by new bone"),
    "maturation": ("Maturation", "trabeculae, cortex, marrow"),
}


def pathway() -> str:
    """The five steps from top to bottom; `data-part` names the outline of each, and of all together."""
    parts = []
    for number, (step, (name, said)) in enumerate(STEPS.items()):
        y = 14 + 84 * number
        parts.append(
            f'<rect x="14" y="{y}" width="452" height="60" rx="6" stroke-width="1" opacity=".45"/>'
            f'<g transform="translate(24 {y + 4})">{_CELLS[step]()}</g>'
            + words(124, y + 26, name, 19, bold=True)
            + words(124, y + 48, said)
            + (f'<path d="M240 {y + 63}v17m-5-6l5 6l5-6" stroke-width="1.5" opacity=".7"/>' if number < 4 else "")
            + f'<rect data-part="{step}" x="14" y="{y}" width="452" height="60" rx="6" stroke-width="4"/>'
        )
    parts.append('<rect data-part="whole sequence" x="5" y="5" width="470" height="414" rx="10" stroke-width="4"/>')
    label = "The pathway from top to bottom: " + ", then ".join(
        f"{name.lower()} ({said})" for name, said in STEPS.values()
    )
    return svg(480, 424, label + ".", "".join(parts))


def _dots(colour: str, count: int, radius: float, seed: int) -> str:
    """Separate cells, scattered but always the same."""
    random, found = Random(seed), []
    while len(found) < count:
        x, y = random.uniform(radius, 84 - radius), random.uniform(radius, 52 - radius)
        if all((x - a) ** 2 + (y - b) ** 2 > (2.3 * radius) ** 2 for a, b in found):
            found.append((x, y))
    return "".join(
        f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{radius:g}" fill="{colour}" stroke="none"/>' for x, y in found
    )


def _spindles() -> str:
    random = Random(3)
    lines = [(random.uniform(4, 60), 5 + 6 * n, random.uniform(-3, 3)) for n in range(8)]
    return "".join(
        f'<path d="M{x:.1f} {y}q10 {bend:.1f} 20 0" stroke="{COLOURS["soft"]}" stroke-width="3.5"/>'
        for x, y, bend in lines
    )


def _cartilage_cells() -> str:
    cells = _dots(COLOURS["cartilage"], 9, 7, 5)
    return cells + cells.replace('r="7"', 'r="2"').replace(f'fill="{COLOURS["cartilage"]}"', f'fill="{INK}"')


def _new_bone() -> str:
    strands = (
        "M4 10l22 8l18-10l20 12l16-8M6 30l18 10l20-14l18 12l18-8M20 18l-2 20M44 9l1 18M64 20l-2 18M10 46l14-6l22 6l16-8"
    )
    return f'<path d="{strands}" stroke="{COLOURS["bone"]}" stroke-width="4"/>'


def _mature_bone() -> str:
    inside = "M24 8v36M42 6v40M60 8v36M8 26h68"
    return (
        f'<rect x="4" y="4" width="76" height="44" rx="14" stroke="{COLOURS["bone"]}" stroke-width="6"/>'
        f'<path d="{inside}" stroke="{COLOURS["bone"]}" stroke-width="2.5"/>'
    )


_CELLS = {
    "inflammation": lambda: _dots(COLOURS["inflammation"], 16, 3.6, 1),
    "progenitors": _spindles,
    "cartilage": _cartilage_cells,
    "bone": _new_bone,
    "maturation": _mature_bone,
}


# ---- zones of a lesion

ZONES = (130, 90, 46)  # outer radii, in the units of a 400 x 300 drawing


@cache
def zones() -> str:
    """A lump cut across, three zones told apart by their texture alone: no names, no colours, so that it can be asked about.

    Each zone has a small clear patch, left of the middle line, for the letter of a question.
    """
    outer, middle, inner = ZONES
    random, parts = Random(7), []
    for radius in ZONES:
        parts.append(f'<circle cx="200" cy="150" r="{radius}" stroke-width="{2 if radius == outer else 1}"/>')
    for radius in range(middle + 6, outer, 5):  # closely packed layers
        start, end = -pi / 2 - 1 / radius, 1.5 * pi - 23 / radius
        a, b = (f"{200 + radius * cos(turn):.1f} {150 + radius * sin(turn):.1f}" for turn in (start, end))
        parts.append(f'<path d="M{a}A{radius} {radius} 0 1 1 {b}" stroke-width="1.6"/>')
    for x, y in _scatter(random, inner + 9, middle - 9, 80, 11):  # short strands in all directions
        turn = random.uniform(0, pi)
        dx, dy = 6 * cos(turn), 6 * sin(turn)
        parts.append(f'<path d="M{x - dx:.1f} {y - dy:.1f}L{x + dx:.1f} {y + dy:.1f}" stroke-width="3"/>')
    for x, y in _scatter(random, 0, inner - 6, 90, 5.5):  # crowded small cells
        turn = random.uniform(0, 180)
        place = f'transform="translate({x:.1f} {y:.1f}) rotate({turn:.0f})"'
        parts.append(f'<ellipse rx="3.6" ry="1.3" {place} fill="{INK}" stroke="none"/>')
    label = (
        "A round lump cut across, in three zones one inside the other. The outer rim: closely packed parallel layers. "
        "The middle zone: short separate strands in all directions. The centre: crowded small spindle-shaped cells."
    )
    return svg(400, 300, label, "".join(parts))


# The rectangles of a question about the zones: fractions of the drawing (x, y, width, height), each inside its zone.
ZONE_REGIONS = {
    "outer": (0.44, 0.085, 0.12, 0.1),
    "middle": (0.44, 0.23, 0.12, 0.1),
    "centre": (0.44, 0.45, 0.12, 0.1),
}


def _scatter(random: Random, low: float, high: float, wanted: int, apart: float) -> list[Point]:
    """Points in a ring about (200, 150), none in the patch of that ring's letter, none closer than `apart`."""
    found: list[Point] = []
    for _ in range(20_000):
        radius, turn = sqrt(random.uniform(low**2, high**2)), random.uniform(0, 2 * pi)
        x, y = 200 + radius * cos(turn), 150 + radius * sin(turn)
        letter = 170 < x < 206 and (66 < y < 102 if low else abs(y - 150) < 14)
        if not letter and all((x - a) ** 2 + (y - b) ** 2 >= apart**2 for a, b in found):
            found.append((x, y))
        if len(found) == wanted:
            break
    return found
