"""The pathway to an excision as a drawing: questions on the left, what stops it on the right, one lit part a step."""

from hoedu.drawings import svg, words

WIDTH, HEIGHT = 440, 672
# Each step: its box (x, y, width, height), its lines of words, the arrow that leads to it, and one that leads on.
STEPS = {
    "toes": ((8, 8, 204, 56), ("1 Odd great toes, or", "lumps after bumps?"), "", ""),
    "fop": ((236, 8, 196, 56), ("FOP: never.", "No knife, no force"), "M214 36h18", ""),
    "hot": ((8, 82, 204, 56), ("2 Newly swollen,", "warm or stiffer?"), "M110 66v13", ""),
    "today": ((236, 82, 196, 56), ("Today: clot,", "infection, fracture"), "M214 110h18", ""),
    "need": ((8, 156, 204, 56), ("3 A named task", "blocked by bone?"), "M110 140v13", ""),
    "live": ((236, 156, 196, 56), ("No: adapt, move,", "look again"), "M214 184h18", ""),
    "fit": ((8, 230, 204, 56), ("4 Skin whole, no", "infection, fit?"), "M110 214v13", ""),
    "heal": ((236, 230, 196, 56), ("No: heal and", "settle first"), "M214 258h18", ""),
    "when": ((8, 304, 424, 36), ("5 Month? Need and fitness come first.",), "M110 288v13", ""),
    "early": ((8, 358, 132, 78), ("Under 12", "is there bone", "to take?"), "M74 342v13", "M74 438v8H110v11"),
    "wait": ((154, 358, 132, 78), ("12 to 18", "the classic", "wait"), "M220 342v13", "M220 438v8H110v11"),
    "late": ((300, 358, 132, 78), ("After 18", "does more", "waiting add?"), "M366 342v13", "M366 438v8H110v11"),
    "map": ((8, 460, 204, 56), ("6 CT with contrast;", "measure the task"), "", ""),
    "adjuvant": ((236, 460, 196, 56), ("7 Adjuvant: gain", "against its price"), "M214 488h18", ""),
    "contract": ((8, 534, 204, 56), ("8 Goal in writing,", "not all the bone"), "M334 518v7H110v6", ""),
    "moving": ((236, 534, 196, 56), ("9 Early: move,", "gently, no force"), "M214 562h18", ""),
    "review": ((8, 608, 424, 56), ("10 Week 6, months 3, 6, 12: range, task,", "film. Warm or stiffer: step 2."), "M334 592v13", ""),
}  # fmt: skip


def pathway() -> str:
    """All steps as outlines, and over each a lit box with its arrows, shown by the frames that name it."""
    lit, plain = [], []
    for name, (box, lines, *arrows) in STEPS.items():
        x, y, width, height = box
        shape = f'x="{x}" y="{y}" width="{width}" height="{height}" rx="6"'
        ways = "".join(path + _head(path) for path in arrows if path)
        lit.append(
            f'<g data-part="{name}"><rect class="ho-lit" {shape} stroke-width="4"/>'
            + (f'<path class="ho-way" d="{ways}" stroke-width="4"/>' if ways else "")
            + "</g>"
        )
        plain.append(f'<rect {shape} stroke-width="1" opacity=".45"/>')
        plain.append(f'<path d="{ways}" stroke-width="1.2" opacity=".6"/>' if ways else "")
        first = y + height / 2 + 6 - 11 * (len(lines) - 1)
        for number, line in enumerate(lines):
            plain.append(words(x + 10, first + 22 * number, line, 17, bold=len(lines) == 3 and number == 0))
    label = "The pathway from top to bottom, questions on the left: " + "; ".join(
        " ".join(lines) for _, lines, *_ in STEPS.values()
    )
    return svg(WIDTH, HEIGHT, label + ".", "".join(lit) + "".join(plain))


def _head(way: str) -> str:
    return "m-5 -5l5 5l-5 5" if "h" in way else "m-5 -5l5 5l5 -5"
