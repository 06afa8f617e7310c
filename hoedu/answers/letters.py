"""Keys as a lecturer reads them out: the letters that a page shows, a number, a word."""

from typing import Any

from hoedu.html.items import shown_order
from hoedu.items import Item
from hoedu.items.base import shuffled
from hoedu.items.cloze import Cloze
from hoedu.items.matching import Matching, Pair
from hoedu.items.multiple import Multiple
from hoedu.items.numeric import Numeric
from hoedu.items.options import Option
from hoedu.items.ordering import Ordering
from hoedu.items.text import Text

LETTERS = "ABCDEFGHIJKL"


def lefts(item: Matching) -> list[Pair]:
    """The left-hand side in the order shown."""
    return shuffled(list(item.pairs), item.id, item.shuffle)


def choices(item: Cloze, number: int) -> list[Option]:
    """What one blank offers, in the order shown."""
    blank = item.blanks[number]
    return shuffled(list(blank.options), f"{item.id}/{blank.name}", item.shuffle)


def spelt(item: Item, response: Any = None) -> str:
    """A response (default: the key) as it is read out.

    Choices: their letters. Steps: the letters in their right order. Matching: for each on the left, in the order shown,
    the letter of its match. Blanks: a letter each. Else the number or the words.
    """
    response = item.key() if response is None else response
    match item:
        case Numeric():
            return f"{response:g}"
        case Matching():
            rights = [key for key, _ in item.rights()]
            return "".join(LETTERS[rights.index(response[pair.key])] for pair in lefts(item))
        case Cloze():
            keys = [[option.key for option in choices(item, n)] for n in range(len(item.blanks))]
            return "".join(LETTERS[own.index(response[blank.name])] for own, blank in zip(keys, item.blanks))
        case Ordering():
            start = [step.key for step in item.start()]
            return "".join(LETTERS[start.index(key)] for key in response)
        case Multiple():
            return "".join(sorted(LETTERS[shown_order(item).index(key)] for key in response))
        case Text():
            return response
    return LETTERS[shown_order(item).index(response)]


def meant(item: Item, text: str) -> Any:
    """The response that a text spells: the other way round. None where the text spells none."""
    try:
        if isinstance(item, Numeric):
            return float(text)
        if isinstance(item, Text):
            return text
        places = [LETTERS.index(letter) for letter in text]
        match item:
            case Matching():
                rights = [key for key, _ in item.rights()]
                return {pair.key: rights[place] for pair, place in zip(lefts(item), places, strict=True)}
            case Cloze():
                blanks = zip(enumerate(item.blanks), places, strict=True)
                return {blank.name: choices(item, n)[place].key for (n, blank), place in blanks}
            case Ordering():
                return [item.start()[place].key for place in places]
            case Multiple():
                return [shown_order(item)[place] for place in places]
        (place,) = places
        return shown_order(item)[place]
    except (ValueError, IndexError):
        return None


__all__ = ["LETTERS", "choices", "lefts", "meant", "spelt"]
