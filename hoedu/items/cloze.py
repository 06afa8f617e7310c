"""A sentence with blanks, each filled from a short list."""

import re
from dataclasses import dataclass

from hoedu.errors import Invalid
from hoedu.items.base import BLANK, Item, Outcome
from hoedu.items.fields import unique
from hoedu.items.options import Option, read_options, require_one_key

SLOT = re.compile(r"\{([a-z][a-z0-9-]*)\}")


@dataclass(frozen=True, slots=True)
class Blank:
    name: str
    options: tuple[Option, ...]

    @property
    def key(self) -> str:
        return next(option.key for option in self.options if option.correct)


@dataclass(frozen=True, kw_only=True)
class Cloze(Item):
    """A response maps each blank's name to an option's key; the score is the share filled rightly."""

    text: str
    blanks: tuple[Blank, ...]
    kind = "cloze"
    todo = "Fill each blank."

    @classmethod
    def parts(cls, fields):
        text, blanks = fields.text("text"), []
        for one in fields.tables("blanks", 1, 6):
            name = one.text("name", longest=30)
            options = read_options(one, 2, 5)
            require_one_key(one, "options", options)
            one.done()
            blanks.append(Blank(name, options))
        names = [blank.name for blank in blanks]
        unique(fields, "blanks", names)
        if (slots := SLOT.findall(text)) != names:
            raise fields.fail("text", f"has the blanks {slots}; [[item.blanks]] names {names}, in that order")
        return {"text": text, "blanks": tuple(blanks)}

    def key(self):
        return {blank.name: blank.key for blank in self.blanks}

    def distractors(self):
        right = self.key()
        return [right | {b.name: option.key} for b in self.blanks for option in b.options if not option.correct]

    def grade(self, response):
        if not response or (isinstance(response, dict) and not any(response.values())):
            return BLANK
        right = self.key()
        if not isinstance(response, dict) or not set(response) <= set(right):
            raise Invalid("That is not one of the blanks.")
        if any(not response.get(name) for name in right):
            raise Invalid("Fill every blank first.")
        if any(response[b.name] not in [option.key for option in b.options] for b in self.blanks):
            raise Invalid("One of these is not among the choices.")
        verdicts = {name: response[name] == right[name] for name in right}
        whys = tuple(f"{name}.{response[name]}" for name in right)
        return Outcome("graded", sum(verdicts.values()) / len(right), verdicts, whys)

    def whys(self):
        return {f"{b.name}.{option.key}": (option.text, option.why) for b in self.blanks for option in b.options}

    def content(self):
        return [self.text, [[b.name, sorted([o.text, o.correct] for o in b.options)] for b in self.blanks]]

    def spec(self):
        return {"key": self.key(), "choices": {b.name: [option.key for option in b.options] for b in self.blanks}}
