"""The imaging pathway as a drawing: questions on the left, what they lead to on the right, one lit part a step."""

from hoedu.drawings import svg, words

WIDTH, HEIGHT = 440, 610
# Each step: its box (x, y, width, height), its lines of words, the arrow that leads to it, and one that leads on.
STEPS = {
    "toes": ((8, 8, 204, 56), ("1 Great toes odd", "since birth?"), "", ""),
    "fop": ((236, 8, 196, 56), ("FOP: no biopsy, no", "needle in muscle"), "M214 36h18", ""),
    "hot": ((8, 82, 204, 56), ("2 Newly swollen", "or hot?"), "M110 66v13", ""),
    "today": ((236, 82, 196, 56), ("Today: clot, bleed,", "infection, fracture"), "M214 110h18", ""),
    "known": ((8, 156, 204, 56), ("3 HO known,", "surgery planned?"), "M110 140v13", ""),
    "map": ((236, 156, 196, 56), ("CT with contrast:", "what bone touches"), "M214 184h18", ""),
    "unfelt": ((8, 230, 204, 56), ("4 No feeling, or", "unconscious?"), "M110 214v13", ""),
    "fixed": ((236, 230, 196, 56), ("Look on fixed days,", "not when it hurts"), "M214 258h18", ""),
    "day": ((8, 304, 424, 36), ("5 Which day is it?",), "M110 288v13", ""),
    "early": ((8, 358, 132, 78), ("Day 0-{0}", "too early for", "most tests"), "M74 342v13", "M74 438v8H110v11"),
    "scan": ((154, 358, 132, 78), ("Day {1}-{2}", "bone scan or", "ultrasound"), "M220 342v13", "M220 438v8H110v11"),
    "film": ((300, 358, 132, 78), ("Day {3} on", "film, in", "two views"), "M366 342v13", "M366 438v8H110v11"),
    "near": ((8, 460, 204, 56), ("6 Metal nearby?",), "", ""),
    "metal": ((236, 460, 196, 56), ("Film first; CT can", "still be read"), "M214 488h18", ""),
    "then": ((8, 534, 424, 66), ("7 Clear: it counts for its day; repeat.", "In doubt: CT, to see the edge."), "M110 518v13", ""),
}  # fmt: skip


def pathway(scan: int, film: int) -> str:
    """All steps as outlines, and over each a lit box with its arrows, shown by the frames that name it.

    `scan` and `film` are the first days on which each is expected to show HO.
    """
    days, lit, plain = (scan - 1, scan, film - 1, film), [], []
    for name, (box, lines, way, onward) in STEPS.items():
        x, y, width, height = box
        shape = f'x="{x}" y="{y}" width="{width}" height="{height}" rx="6"'
        ways = "".join(path + _head(path) for path in (way, onward) if path)
        lit.append(
            f'<g data-part="{name}"><rect class="ho-lit" {shape} stroke-width="4"/>'
            + (f'<path class="ho-way" d="{ways}" stroke-width="4"/>' if ways else "")
            + "</g>"
        )
        plain.append(f'<rect {shape} stroke-width="1" opacity=".45"/>')
        plain.append(f'<path d="{ways}" stroke-width="1.2" opacity=".6"/>' if ways else "")
        first = y + height / 2 + 6 - 11 * (len(lines) - 1)
        for number, line in enumerate(lines):
            plain.append(
                words(x + 10, first + 22 * number, line.format(*days), 17, bold=len(lines) == 3 and number == 0)
            )
    label = "The pathway from top to bottom, questions on the left: " + "; ".join(
        " ".join(lines).format(*days) for _, lines, *_ in STEPS.values()
    )
    return svg(WIDTH, HEIGHT, label + ".", "".join(lit) + "".join(plain))


def _head(way: str) -> str:
    return "m-5 -5l5 5l-5 5" if "h" in way else "m-5 -5l5 5l5 -5"
