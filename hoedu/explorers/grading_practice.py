"""Grading practice: films of a replaced hip without end, their Brooker class measured on the film itself."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple

from hoedu.evidence import fact
from hoedu.imaging import grading_films
from hoedu.imaging.grading_films import Placed
from hoedu.imaging.packing import pack

NUMERALS = ("0", "I", "II", "III", "IV")
CRITERIA = ("CLS001", "CLS002", "CLS003", "CLS004", "CLS005")
PUBLISHED = ("AGR001", "AGR002", "AGR003", "AGR004", "AGR005")
BLOCK = 10
BORDER = 2.0  # mm either side of the limit: what we call borderline


class Reader(NamedTuple):
    """The simulated second reader: our assumption, fitted to nothing.

    error         standard deviation of the gap as read, mm
    seam          a gap misread by more than this (mm) where bone meets makes IV a III
    faint, clear  chance to miss a faint island, and another one
    ghost         chance to see an island where there is none
    """

    error: float = 2.5
    seam: float = 3.0
    faint: float = 0.5
    clear: float = 0.08
    ghost: float = 0.06


READER = Reader()

# How the page makes a film. Lengths in mm unless they say pixels; shares of films as 0 to 1.
PLAN: dict[str, Any] = {
    "cut": grading_films.CUT,
    "speck": grading_films.SPECK,
    "limit": grading_films.LIMIT,
    "least": 1.5,  # no smaller gap: it could not be told from contact
    "apart": 0.4,  # no film closer to the limit than this: its key would rest on half a pixel
    "near": 1.0,  # how close a film comes to the gap that was sought
    "wide": (12.5, 26.0),
    "narrow": (1.8, 7.8),
    "over": (10.5, 12.0),
    "under": (8.0, 9.5),
    "border": 0.45,  # of classes II and III
    "overlap": 4.0,
    "joined": 2.5,  # times `cut` at which bone of class IV still hangs together
    "parted": 4.0,  # bone that only passes bone is at least so far apart in the film from the side
    "staggered": 0.4,
    "medial": 0.18,
    "alone": 0.4,
    "ways": {"bridge": 0.4, "passing": 0.75},  # up to here a bridge, up to here bone in front of bone, then spurs that meet
    "extra": 0.3,
    "faint": {"chance": 0.35, "dense": 0.6},
    "jitter": 3, "reach": 10, "deep": 24, "clear": 6, "aisle": 8,  # pixels
    "depths": ((12, 28), (14, 28)),  # pixels by which the femur's and the pelvis's side part in depth
    "rooms": ((84, 84, 146, 164), (98, 60, 140, 124), (196, 296, 222, 352)),  # pixels, of islands
    "turns": 400,
    "reader": READER._asdict(),
}  # fmt: skip

NOTES = (
    "Every film is **synthetic**: one made-up hip, with parts of made-up bone put onto it by the film's number. The number is "
    "all it takes to share a film. No patient was imaged.",
    "The key is measured on the film from the front: the shortest distance between facing bony surfaces of the femur's and "
    "of the pelvis's side, at least one of them heterotopic. A surface is where the bone begins to be visible. No film lies "
    "within 0.4 mm of the limit of 10 mm; almost half of classes II and III lie within 2 mm of it, far more than in life.",
    "The five answers are equally frequent here. In life they are not, and kappa depends on that: "
    "[with the same 85 % agreement it is 0.70 with balanced classes and 0.32 when one reader calls 90 % positive](CLS092). "
    "Whether the published kappas were weighted, what we read did not say.",
    "The **second reader** is simulated, and assumed, not measured: reads the gap with an error of {error:g} mm (standard "
    "deviation), takes 0 or less for contact, takes contact for a gap when the error exceeds {seam:g} mm, misses "
    "{faint:.0%} of faint islands and {clear:.0%} of others, and sees an island on {ghost:.0%} of empty films.",
    "Kappa is agreement beyond chance. Linear weights count a miss by two classes twice as much as by one, quadratic weights "
    "four times. The interval is a large-sample one: below about 30 films it says little, and where all agree it shrinks to "
    "nothing, which is not certainty.",
    "A grade is what the film from the front shows, not what the hip can do: "
    "[bone that overlaps on one film imitates ankylosis](CLS014).",
)  # fmt: skip


class Example(NamedTuple):
    """A film that is shown without a script: its number, what the page puts onto it, and what the side view adds."""

    number: int
    recipe: tuple[Placed, ...]
    aside: str = ""


# One of each class, as `filmOf` in brooker.js makes them.
EXAMPLES: tuple[Example, ...] = (
    Example(3, (Placed("femoral-12", 1, -4, 1, 1), Placed("pelvic-8", -1, -4, 1, 1), Placed("island-5", 7, 24, -52, 0.6))),
    Example(5, (Placed("island-1", 15, 14, -8, 1), Placed("island-8", -23, -23, -43, 1), Placed("island-6", -6, 16, -6, 1))),
    Example(7, (Placed("femoral-10", -5, 13, 1, 1), Placed("pelvic-8", 2, -21, -3, 1))),
    Example(8, ()),
    Example(12, (Placed("femoral-12", 10, 21, -5, 1), Placed("pelvic-10", -10, -25, 6, 1)), "The film from the side parts them: there one lies in front of the other."),
)  # fmt: skip


@dataclass(frozen=True)
class Practice:
    """`name`, `title`, `todo`, `rows()`, `spec()` as of an Explorer; `data()` are the bytes of its pictures."""

    name: str
    title: str
    todo: str

    @property
    def notes(self) -> tuple[str, ...]:
        return tuple(note.format(**READER._asdict()) if "{" in note else note for note in NOTES)

    @cached_property
    def _packed(self) -> tuple[dict[str, Any], bytes]:
        return pack(grading_films.stack())

    def rows(self) -> list[str]:
        """The ids of all evidence rows behind it."""
        return [*CRITERIA, *PUBLISHED, "CLS014", "CLS092"]

    def spec(self) -> dict[str, Any]:
        """What the page needs (JSON)."""
        parts = [{"name": one.name, "kind": one.kind, "site": one.site} for one in grading_films.parts()]
        classes = [[numeral, fact(row)["criterion"]] for numeral, row in zip(NUMERALS, CRITERIA)]
        return {
            "stack": self._packed[0],
            "plan": PLAN | {"parts": parts},
            "classes": classes,
            "block": BLOCK,
            "border": BORDER,
        }

    def data(self) -> bytes:
        return self._packed[1]


def build() -> Practice:
    return Practice(
        "grading-practice",
        "Grading practice: Brooker on made-up films",
        "Choose a class for each film, then look at what was measured. Ten films make a block.",
    )
