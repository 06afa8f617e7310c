"""Several true."""

from dataclasses import dataclass

from hoedu.errors import Invalid
from hoedu.items.base import BLANK, Item, Outcome
from hoedu.items.options import Option, read_options


@dataclass(frozen=True, kw_only=True)
class Multiple(Item):
    """A response is a list of options' keys.

    The score is the share of true options chosen less the share of false options chosen, not below 0: ticking
    everything earns nothing.
    """

    options: tuple[Option, ...]
    kind = "multiple"
    todo = "Choose every one that applies."

    @classmethod
    def parts(cls, fields):
        options = read_options(fields, 3, 8)
        if len({option.correct for option in options}) < 2:
            raise fields.fail("options", "needs at least one correct and one that is not")
        return {"options": options}

    def key(self):
        return [option.key for option in self.options if option.correct]

    def distractors(self):
        right = self.key()
        wrong = [option.key for option in self.options if not option.correct]
        extra = [[*right, key] for key in wrong]
        short = [[key for key in right if key != left] for left in right if len(right) > 1]
        return [*([key] for key in wrong), *extra, *short, right + wrong]

    def grade(self, response):
        if not response:
            return BLANK
        if not isinstance(response, (list, tuple)):
            raise Invalid("Give a list of options.")
        chosen = set(response)
        if not chosen <= {option.key for option in self.options}:
            raise Invalid("One of these is not among the options.")
        true = [option.key for option in self.options if option.correct]
        hits = len(chosen.intersection(true))
        score = hits / len(true) - (len(chosen) - hits) / (len(self.options) - len(true))
        verdicts = {option.key: option.correct == (option.key in chosen) for option in self.options}
        return Outcome("graded", max(0.0, score), verdicts, tuple(option.key for option in self.options))

    def whys(self):
        return {option.key: (option.text, option.why) for option in self.options}

    def content(self):
        return sorted([option.text, option.correct] for option in self.options)

    def spec(self):
        return {"options": {option.key: option.correct for option in self.options}}
