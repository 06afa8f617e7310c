"""The imaging pathway as a drawing: questions on the left, what they lead to on the right, one lit part a step."""

from collections.abc import Mapping

from hoedu.explorers.pathway import Step, drawing

HEIGHT = 610
# {0} to {3} are days: the last before a scan is expected to show HO, the first, the last before a film is, the first.
STEPS: Mapping[str, Step] = {
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
    """The drawing; `scan` and `film` are the first days on which each is expected to show HO."""
    days = (scan - 1, scan, film - 1, film)
    dated = {name: (box, tuple(one.format(*days) for one in lines), *ways) for name, (box, lines, *ways) in STEPS.items()}
    return drawing(dated, HEIGHT)
