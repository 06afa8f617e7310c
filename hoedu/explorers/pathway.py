"""What the decision pathways share: a claim as a line of their chart, and the drawing whose parts light up."""

from collections.abc import Mapping
from typing import NamedTuple

from hoedu.drawings import svg, words
from hoedu.evidence import fact
from hoedu.explorers.base import Row, capital, read_as

WIDTH = 440
# A step: its box (x, y, width, height), its lines of words, the arrow that leads to it, and one that leads on.
Step = tuple[tuple[int, int, int, int], tuple[str, ...], str, str]


class Claim(NamedTuple):
    """What one step rests on: the words, the row they come from, our word for how sure it is, and for which causes (all
    where none is named).
    """

    step: str
    words: str
    why: str
    row: str
    sure: str
    causes: tuple[str, ...] = ()


def line(claim: Claim, number: str = "") -> Row:
    """A claim as a line of the chart, led by its step's number where the drawing gives one."""
    row = fact(claim.row)
    label = f"{number} {claim.words}" if number else claim.words
    return Row(row, label, capital(claim.why), row.sources[0].short, claim.sure, more=(read_as(row),))


def number(steps: Mapping[str, Step], question: Mapping[str, str], step: str) -> str:
    """The number that the drawing gives a step; an answer carries that of its question."""
    return steps[question.get(step, step)][1][0].split()[0]


def drawing(steps: Mapping[str, Step], height: int) -> str:
    """All steps as outlines, and over each a lit box with its arrows, shown by the frames that name it."""
    lit, plain = [], []
    for name, (box, lines, way, onward) in steps.items():
        x, y, width, tall = box
        shape = f'x="{x}" y="{y}" width="{width}" height="{tall}" rx="6"'
        ways = "".join(path + _head(path) for path in (way, onward) if path)
        lit.append(
            f'<g data-part="{name}"><rect class="ho-lit" {shape} stroke-width="4"/>'
            + (f'<path class="ho-way" d="{ways}" stroke-width="4"/>' if ways else "")
            + "</g>"
        )
        plain.append(f'<rect {shape} stroke-width="1" opacity=".45"/>')
        plain.append(f'<path d="{ways}" stroke-width="1.2" opacity=".6"/>' if ways else "")
        first = y + tall / 2 + 6 - 11 * (len(lines) - 1)
        for number, text in enumerate(lines):
            plain.append(words(x + 10, first + 22 * number, text, 17, bold=len(lines) == 3 and number == 0))
    said = "; ".join(" ".join(lines) for _, lines, *_ in steps.values())
    label = f"The pathway from top to bottom, questions on the left: {said}."
    return svg(WIDTH, height, label, "".join(lit) + "".join(plain))


def _head(way: str) -> str:
    return "m-5 -5l5 5l-5 5" if "h" in way else "m-5 -5l5 5l5 -5"
