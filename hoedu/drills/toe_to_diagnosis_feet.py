"""Both feet from above, drawn by us: great toes ordinary, or short and bent towards the second toes."""

from functools import cache
from math import cos, pi, radians, sin

from hoedu.drawings import Point, smooth, svg, words

WIDTH, HEIGHT = 400, 300
# Toes 2 to 5 of the right foot: where each begins, its length, its half width, and how far it leans outwards (degrees).
_TOES = (((274, 104), 36, 9, 3), ((294, 109), 31, 8.5, 6), ((312, 118), 26, 8, 10), ((327, 131), 21, 8, 15))
# The great toe in the same terms, by how it looks.
GREAT = {
    "ordinary": ((247, 108), 43, 15, 2),
    "mild": ((242, 110), 29, 13.5, 10),
    "short": ((238, 124), 27, 12, 30),
}
# The rest of the outline, from the little toe round the heel to the great toe.
_SOLE = [
    (337, 152),
    (338, 182),
    (328, 218),
    (318, 252),
    (306, 276),
    (286, 286),
    (266, 276),
    (256, 250),
    (244, 216),
    (231, 180),
    (226, 148),
    (229, 126),
]


def _along(start: Point, lean: float, forward: float, aside: float) -> Point:
    """A place seen from a toe: so far towards its tip, so far to its outer side."""
    turn = radians(lean)
    return (
        start[0] + forward * sin(turn) + aside * cos(turn),
        start[1] - forward * cos(turn) + aside * sin(turn),
    )


def _toe(start: Point, length: float, half: float, lean: float) -> list[Point]:
    """Up one side, round the tip, down the other."""
    side = [_along(start, lean, part * length, -half) for part in (0.1, 0.6)]
    tip = [
        _along(start, lean, length - half + 1.0 * half * sin(pi * n / 6), -half * cos(pi * n / 6)) for n in range(1, 6)
    ]
    back = [_along(start, lean, part * length, half) for part in (0.6, 0.1)]
    return side + tip + back if length > half + 8 else tip


def _nail(start: Point, length: float, half: float, lean: float) -> str:
    (a, b), (c, d), (e, f) = (
        _along(start, lean, length - half * back, half * aside)
        for back, aside in ((0.75, -0.55), (0.05, 0), (0.75, 0.55))
    )
    return f"M{a:.1f} {b:.1f}Q{c:.1f} {d:.1f} {e:.1f} {f:.1f}"


def _right(look: str) -> str:
    """The right foot as one outline and the nails."""
    great = GREAT[look]
    outline = _toe(*great)
    for toe in _TOES:
        outline += _toe(*toe)
    nails = "".join(_nail(*toe) for toe in (great, *_TOES))
    return f'<path d="{smooth(outline + _SOLE)}" stroke-width="2"/><path d="{nails}" stroke-width="1.1" opacity=".7"/>'


def _leader(look: str) -> str:
    """From the words in the middle to just beside the right great toe."""
    start, length, half, lean = GREAT[look]
    x, y = _along(start, lean, length * 0.55, -half - 5)
    return f'<path d="M212 48L{x:.1f} {y:.1f}" stroke-width="1" opacity=".6"/>'


@cache
def feet(left: str, right: str, said: str) -> str:
    """Both feet, each "ordinary", "mild" or "short"; `said` describes them for who cannot see them."""
    mirror = f'transform="translate({WIDTH} 0) scale(-1 1)"'
    parts = (
        f"<g {mirror}>{_right(left)}{_leader(left)}</g>{_right(right)}{_leader(right)}"
        + words(WIDTH / 2, 40, "great toes", 16, "middle")
        + words(116, 205, "left", 16, "middle")
        + words(WIDTH - 116, 205, "right", 16, "middle")
    )
    return svg(WIDTH, HEIGHT, f"Both feet, seen from above. {said}", parts)
