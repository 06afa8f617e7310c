"""Match each on the left with one on the right."""

from dataclasses import dataclass

from hoedu.errors import Invalid
from hoedu.items.base import BLANK, Item, Outcome, key_of, shuffled
from hoedu.items.fields import unique


@dataclass(frozen=True, slots=True)
class Pair:
    left: str
    right: str
    why: str
    key: str


@dataclass(frozen=True, slots=True)
class Extra:
    text: str
    why: str


@dataclass(frozen=True, kw_only=True)
class Matching(Item):
    """A response maps each left key to a right key; the score is the share matched rightly.

    A right-hand text may serve several left ones; `extras` are right-hand texts that serve none.
    """

    pairs: tuple[Pair, ...]
    extras: tuple[Extra, ...]
    kind = "matching"
    todo = "Choose a match for each."

    @classmethod
    def parts(cls, fields):
        pairs, extras = [], []
        for one in fields.tables("pairs", 2, 8):
            left = one.text("left")
            pairs.append(Pair(left, one.text("right"), one.text("why"), key_of(left)))
            one.done()
        for one in fields.tables("extras", 0, 4):
            extras.append(Extra(one.text("text"), one.text("why")))
            one.done()
        unique(fields, "pairs", [pair.left for pair in pairs])
        rights = {pair.right for pair in pairs}
        unique(fields, "extras", [*rights, *(extra.text for extra in extras)])
        if len(rights) + len(extras) < 2:
            raise fields.fail("pairs", "all match the same text: there is nothing to choose")
        return {"pairs": tuple(pairs), "extras": tuple(extras)}

    def rights(self) -> list[tuple[str, str]]:
        """(key, text) of the right-hand texts, each once, in a seeded order."""
        texts = dict.fromkeys([pair.right for pair in self.pairs] + [extra.text for extra in self.extras])
        return [(key_of(text), text) for text in shuffled(list(texts), self.id, self.shuffle)]

    def key(self):
        return {pair.key: key_of(pair.right) for pair in self.pairs}

    def distractors(self):
        right = self.key()
        choices = [key for key, _ in self.rights()]
        return [right | {left: other} for left in right for other in choices if other != right[left]]

    def grade(self, response):
        if not response or (isinstance(response, dict) and not any(response.values())):
            return BLANK
        right, choices = self.key(), {key for key, _ in self.rights()}
        if not isinstance(response, dict) or not set(response) <= set(right):
            raise Invalid("That is not one of the pairs.")
        if any(not response.get(left) for left in right):
            raise Invalid("Choose a match for each one first.")
        if not set(response.values()) <= choices:
            raise Invalid("One of these is not among the choices.")
        verdicts = {left: response[left] == right[left] for left in right}
        extras = {key_of(extra.text) for extra in self.extras} & set(response.values())
        return Outcome("graded", sum(verdicts.values()) / len(right), verdicts, (*right, *sorted(extras)))

    def whys(self):
        pairs = {pair.key: (f"{pair.left} → {pair.right}", pair.why) for pair in self.pairs}
        return pairs | {key_of(extra.text): (extra.text, extra.why) for extra in self.extras}

    def content(self):
        return [sorted([pair.left, pair.right] for pair in self.pairs), sorted(extra.text for extra in self.extras)]

    def spec(self):
        extras = sorted(key_of(extra.text) for extra in self.extras)
        return {"key": self.key(), "choices": [key for key, _ in self.rights()], "extras": extras}
