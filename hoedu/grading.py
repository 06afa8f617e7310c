"""Grade a response to an item: a pure function, the reference for what the page does."""

from typing import Any

from hoedu.errors import Invalid
from hoedu.items.base import Item, Outcome


def grade(item: Item, response: Any) -> Outcome:
    """What `response` earns on `item`; a response that cannot be read comes back as "invalid" with a message."""
    try:
        return item.grade(response)
    except Invalid as error:
        return Outcome("invalid", message=str(error))
    except (TypeError, AttributeError):
        return Outcome("invalid", message="That is not an answer to this kind of question.")
