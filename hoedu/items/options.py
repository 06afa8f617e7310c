"""The options of single best answer and several true."""

from dataclasses import dataclass

from hoedu.items.base import key_of
from hoedu.items.fields import Fields, unique


@dataclass(frozen=True, slots=True)
class Option:
    text: str
    why: str
    correct: bool
    key: str


def read_options(fields: Fields, least: int, most: int, name: str = "options") -> tuple[Option, ...]:
    options = []
    for one in fields.tables(name, least, most):
        text = one.text("text")
        options.append(Option(text, one.text("why"), one.flag("correct", False), key_of(text)))
        one.done()
    unique(fields, name, [option.text for option in options])
    return tuple(options)


def require_one_key(fields: Fields, name: str, options: tuple[Option, ...]) -> None:
    if (count := sum(option.correct for option in options)) != 1:
        raise fields.fail(name, f"has {count} correct entries; exactly one is needed")
