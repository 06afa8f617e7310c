"""Put steps in order."""

from dataclasses import dataclass
from itertools import combinations

from hoedu.errors import Invalid
from hoedu.items.base import BLANK, Item, Outcome, key_of, shuffled
from hoedu.items.fields import unique


@dataclass(frozen=True, slots=True)
class Step:
    text: str
    why: str
    key: str


@dataclass(frozen=True, kw_only=True)
class Ordering(Item):
    """A response is the list of all steps' keys, first to last; the score is the share of pairs in the right order."""

    steps: tuple[Step, ...]
    kind = "ordering"
    todo = "Put these in order, first to last."

    @classmethod
    def parts(cls, fields):
        steps = []
        for one in fields.tables("steps", 3, 8):
            text = one.text("text")
            steps.append(Step(text, one.text("why"), key_of(text)))
            one.done()
        unique(fields, "steps", [step.text for step in steps])
        return {"steps": tuple(steps)}

    def key(self):
        return [step.key for step in self.steps]

    def start(self) -> list[Step]:
        """The order first shown: shuffled, with at least half of all pairs the wrong way round."""
        pairs = list(combinations(self.key(), 2))
        for number in range(100):
            order = shuffled(list(self.steps), f"{self.id}/{number}")
            place = {step.key: n for n, step in enumerate(order)}
            if 2 * sum(place[first] > place[later] for first, later in pairs) >= len(pairs):
                return order
        return list(self.steps)[::-1]

    def distractors(self):
        right = self.key()
        swaps = [[*right[:n], right[n + 1], right[n], *right[n + 2 :]] for n in range(len(right) - 1)]
        return [*swaps, right[::-1], [step.key for step in self.start()]]

    def grade(self, response):
        if not response:
            return BLANK
        right = self.key()
        whole = isinstance(response, (list, tuple)) and len(response) == len(right)
        if not whole or any(key not in response for key in right):
            raise Invalid("Every step needs one place.")
        place = {key: number for number, key in enumerate(response)}
        pairs = list(combinations(right, 2))
        score = sum(place[first] < place[later] for first, later in pairs) / len(pairs)
        verdicts = {key: place[key] == number for number, key in enumerate(right)}
        return Outcome("graded", score, verdicts, tuple(right))

    def whys(self):
        return {step.key: (f"{number}. {step.text}", step.why) for number, step in enumerate(self.steps, 1)}

    def content(self):
        return [step.text for step in self.steps]

    def spec(self):
        return {"key": self.key()}
