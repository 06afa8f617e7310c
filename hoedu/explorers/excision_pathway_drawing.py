"""The pathway to an excision as a drawing: questions on the left, what stops it on the right, one lit part a step."""

from collections.abc import Mapping

from hoedu.explorers.pathway import Step

HEIGHT = 672
STEPS: Mapping[str, Step] = {
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
