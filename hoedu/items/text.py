"""A short text: a word or two."""

import re
import unicodedata
from dataclasses import dataclass

from hoedu.errors import Invalid
from hoedu.items.base import BLANK, Item, Outcome
from hoedu.items.fields import unique

LONGEST_ANSWER = 80
_FORGIVING = 6  # letters from which one slip is forgiven


@dataclass(frozen=True, slots=True)
class WrongText:
    match: str
    why: str
    key: str


@dataclass(frozen=True, kw_only=True)
class Text(Item):
    """A response is the text typed. Case, accents, punctuation, a leading article and one slipped letter in a long
    answer are forgiven; a wrong answer named in `wrong` is never taken for a slip.
    """

    accept: tuple[str, ...]
    why: str
    wrong: tuple[WrongText, ...]
    kind = "text"
    todo = "Type a word or two."

    @classmethod
    def parts(cls, fields):
        accept, wrong = fields.texts("accept", least=1), []
        for number, one in enumerate(fields.tables("wrong", 1, 6)):
            wrong.append(WrongText(one.text("match", longest=LONGEST_ANSWER), one.text("why"), f"wrong{number}"))
            one.done()
        unique(fields, "wrong", [normal(text) for text in (*accept, *(slip.match for slip in wrong))])
        if not all(normal(text) for text in accept):
            raise fields.fail("accept", "has an entry without a letter or digit")
        if any(len(text) > LONGEST_ANSWER for text in accept):
            raise fields.fail("accept", f"has an entry of more than {LONGEST_ANSWER} characters, which nobody may type")
        return {"accept": accept, "why": fields.text("why"), "wrong": tuple(wrong)}

    def key(self):
        return self.accept[0]

    def distractors(self):
        return [*(slip.match for slip in self.wrong), "something else entirely"]

    def grade(self, response):
        if response is None or (isinstance(response, str) and not response.strip()):
            return BLANK
        if not isinstance(response, str):
            raise Invalid("Type a word or two.")
        if len(response) > LONGEST_ANSWER:
            raise Invalid("A word or two is enough.")
        if not (given := normal(response)):
            raise Invalid("Type a word or two.")
        accepted = [normal(text) for text in self.accept]
        if given in accepted:
            return Outcome("graded", 1.0, {"text": True}, ("right",))
        if slip := next((slip for slip in self.wrong if normal(slip.match) == given), None):
            return Outcome("graded", 0.0, {"text": False}, (slip.key,))
        if any(len(text) >= _FORGIVING and one_slip(given, text) for text in accepted):
            return Outcome("graded", 1.0, {"text": True}, ("right",))
        return Outcome("graded", 0.0, {"text": False}, ("otherwise",))

    def whys(self):
        return {"right": (" / ".join(self.accept), self.why)} | {s.key: (s.match, s.why) for s in self.wrong}

    def content(self):
        return sorted(self.accept)

    def spec(self):
        wrong = [{"match": normal(slip.match), "key": slip.key} for slip in self.wrong]
        return {"accept": [normal(text) for text in self.accept], "wrong": wrong}


def normal(text: str) -> str:
    """Lower case, without accents, punctuation and a leading article."""
    bare = "".join(c for c in unicodedata.normalize("NFKD", text.lower()) if not unicodedata.combining(c))
    words = re.sub(r"[\W_]+", " ", bare).split()
    return " ".join(words[1:] if len(words) > 1 and words[0] in ("a", "an", "the") else words)


def _digits(text: str) -> str:
    return re.sub(r"[^0-9]", "", text)


def one_slip(given: str, wanted: str) -> bool:
    """Do the two differ by one letter (no digit) added, lost, changed or swapped with its neighbour?"""
    if abs(len(given) - len(wanted)) > 1 or given == wanted or _digits(given) != _digits(wanted):
        return False
    start = next((n for n, (a, b) in enumerate(zip(given, wanted)) if a != b), min(len(given), len(wanted)))
    a, b = given[start:], wanted[start:]
    return a[1:] == b or a == b[1:] or a[1:] == b[1:] or (a[:2] == b[:2][::-1] and a[2:] == b[2:])
