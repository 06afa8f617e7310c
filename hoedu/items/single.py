"""Single best answer."""

from dataclasses import dataclass

from hoedu.errors import Invalid
from hoedu.items.base import BLANK, Item, Outcome
from hoedu.items.options import Option, read_options, require_one_key


@dataclass(frozen=True, kw_only=True)
class Single(Item):
    """A response is one option's key."""

    options: tuple[Option, ...]
    kind = "single"
    todo = "Choose one."

    @classmethod
    def parts(cls, fields):
        options = read_options(fields, 2, 6)
        require_one_key(fields, "options", options)
        return {"options": options}

    def key(self):
        return next(option.key for option in self.options if option.correct)

    def distractors(self):
        return [option.key for option in self.options if not option.correct]

    def grade(self, response):
        if response is None or response == "":
            return BLANK
        if response not in [option.key for option in self.options]:
            raise Invalid("That is not one of the options.")
        right = response == self.key()
        return Outcome("graded", float(right), {response: right}, (response,))

    def whys(self):
        return {option.key: (option.text, option.why) for option in self.options}

    def content(self):
        return sorted([option.text, option.correct] for option in self.options)

    def spec(self):
        return {"key": self.key(), "options": [option.key for option in self.options]}
