"""Question types as values: one small file a type, none of which knows where it is shown."""

from hoedu.items.bank import KINDS, Bank, load, read_file
from hoedu.items.base import Item, Outcome

__all__ = ["KINDS", "Bank", "Item", "Outcome", "load", "read_file"]
