"""What every drill is made of.

A drill deals numbered patients. Patient 17 is the same on every machine, so that a number is all it takes to share one.
Rules judge the findings on the card, never the kind of patient that the card was made from.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property
from random import Random
from typing import Any, NamedTuple

from hoedu.explorers.base import fill

ROW = re.compile(r"\]\(([A-Z]{1,5}[0-9]{2,4})\)")
SIZE = 240  # patients that a page carries


class Verdict(NamedTuple):
    """What is said of a choice. `group` is where the running tally counts it."""

    symbol: str
    word: str
    group: str


VERDICTS = {
    "best": Verdict("✓", "best", "best"),
    "acceptable": Verdict("○", "acceptable", "acceptable"),
    "slow": Verdict("△", "poor: slow", "poor"),
    "little": Verdict("△", "poor: tells little", "poor"),
    "wasteful": Verdict("△", "poor: wasteful", "poor"),
    "needless": Verdict("△", "poor: needless", "poor"),
    "weak": Verdict("△", "poor: weak", "poor"),
    "unlikely": Verdict("△", "poor: unlikely", "poor"),
    "unsafe": Verdict("✗", "unsafe", "unsafe"),
}


class Said(NamedTuple):
    """A text: inline Markdown with {0}, {1}, ... and what goes there. Many cards share one template."""

    text: str
    values: tuple[str, ...] = ()

    def __str__(self) -> str:
        return fill(self.text, self.values)


def say(text: str, *values: object) -> Said:
    return Said(text, tuple(map(str, values)))


def together(*parts: Said) -> Said:
    """Several texts as one, a space between them."""
    texts, values = [], ()
    for part in parts:
        texts.append(_moved(part.text, len(values)))
        values += part.values
    return Said(" ".join(texts), values)


def _moved(text: str, by: int) -> str:
    return re.sub(r"\{(\d+)\}", lambda slot: f"{{{int(slot[1]) + by}}}", text)


class Judged(NamedTuple):
    """One option of one card: its verdict, the reason, and points on the drill's scales, if it has any."""

    verdict: str
    reason: Said
    points: tuple[int, ...] = ()


class Question(NamedTuple):
    """What is asked of every card. `options` are (key, label), in the order shown."""

    ask: str
    options: tuple[tuple[str, str], ...]


class Kind(NamedTuple):
    """A kind of patient: its name, and what to take away when it was missed."""

    name: str
    lesson: str


class Picture(NamedTuple):
    """A drawing (SVG), and the same in a sentence."""

    svg: str
    words: str


class Look(NamedTuple):
    """What a card shows only to those who look: what to press, what is said to those who decided without, the pictures
    by name, and which of them is a patient's.
    """

    ask: str
    missed: str
    pictures: dict[str, Picture]
    of: Callable[[Any], str]


class Card(NamedTuple):
    """One patient as shown: lines of text, for each question every option judged, and the picture's name, if any."""

    number: int
    kind: str
    lines: tuple[Said, ...]
    judged: tuple[dict[str, Judged], ...]
    picture: str = ""


@dataclass(frozen=True)
class Drill:
    """A drill. `make`, `tell` and `judge` are its rules; the rest is what the page says.

    heads   what the lines of a card are called
    make    a patient of one kind, from a source of chance
    tell    the lines of a patient's card
    judge   every option of every question, from the patient alone
    scales  names of the scales that `Judged.points` are on
    look    what is to be looked at, if anything
    fits    whether an option of the first question goes with one of the second; None where any does
    """

    name: str
    title: str
    todo: str
    heads: tuple[str, ...]
    questions: tuple[Question, ...]
    kinds: dict[str, Kind]
    make: Callable[[Random, str], Any]
    tell: Callable[[Any], tuple[Said, ...]]
    judge: Callable[[Any], tuple[dict[str, Judged], ...]]
    notes: tuple[str, ...]
    scales: tuple[str, ...] = field(default=())
    look: Look | None = None
    fits: Callable[[str, str], bool] | None = None

    def kind(self, number: int) -> str:
        """The kind of patient `number`: each round deals every kind once, none twice running."""
        turn, place = divmod(number - 1, len(self.kinds))
        order = self._round(turn)
        if turn and order[0] == self._round(turn - 1)[-1]:
            order[0], order[1] = order[1], order[0]
        return order[place]

    def _round(self, turn: int) -> list[str]:
        order = sorted(self.kinds)
        Random(f"{self.name} round {turn}").shuffle(order)
        return order

    def patient(self, number: int) -> Any:
        return self.make(Random(f"{self.name} patient {number}"), self.kind(number))

    def card(self, number: int) -> Card:
        """Patient `number`, from 1 on; the page carries the first `SIZE`."""
        patient = self.patient(number)
        picture = self.look.of(patient) if self.look else ""
        return Card(number, self.kind(number), self.tell(patient), self.judge(patient), picture)

    @cached_property
    def deck(self) -> tuple[Card, ...]:
        return tuple(map(self.card, range(1, SIZE + 1)))

    def texts(self) -> list[str]:
        """Every text in which a row can be linked, as templates."""
        reasons = (one.reason.text for card in self.deck for options in card.judged for one in options.values())
        return list(dict.fromkeys([*reasons, *(kind.lesson for kind in self.kinds.values()), *self.notes]))

    def rows(self) -> list[str]:
        """The ids of all evidence rows behind it."""
        return list(dict.fromkeys(row for text in self.texts() for row in ROW.findall(text)))

    def spec(self) -> dict[str, Any]:
        """What the page needs (JSON): each text and each judged option once, cards by reference."""
        texts: dict[str, int] = {}
        judged: dict[Judged, int] = {}
        place = {name: number for number, name in enumerate(self.kinds)}
        pictures = list(self.look.pictures) if self.look else []
        cards = [
            [
                place[card.kind],
                [[texts.setdefault(line.text, len(texts)), *line.values] for line in card.lines],
                [[judged.setdefault(one, len(judged)) for one in options.values()] for options in card.judged],
                *([pictures.index(card.picture)] if self.look else []),
            ]
            for card in self.deck
        ]
        verdicts = list(VERDICTS)
        entries = [
            [verdicts.index(one.verdict), texts.setdefault(one.reason.text, len(texts)), one.reason.values, one.points]
            for one in judged
        ]
        more = (
            {"look": {"missed": self.look.missed, "pictures": list(self.look.pictures.values())}} if self.look else {}
        )
        if self.fits:
            first, second = ([key for key, _ in question.options] for question in self.questions)
            more |= {"fits": [[self.fits(one, other) for other in second] for one in first]}
        return more | {
            "name": self.name, "cards": cards, "judged": entries, "texts": list(texts), "kinds": list(self.kinds.values()),
            "verdicts": list(VERDICTS.values()), "options": [[label for _, label in q.options] for q in self.questions],
            "scales": self.scales,
        }  # fmt: skip


def best_of(options: dict[str, Judged]) -> str:
    return next(key for key, one in options.items() if one.verdict == "best")


def chance(random: Random, share: float) -> bool:
    return random.random() < share
