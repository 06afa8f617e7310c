"""What every question has, whatever its type."""

import hashlib
import json
from abc import abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, ClassVar, Literal

from hoedu.items.fields import Fields

LEVELS = ("recall", "apply", "analyse")
USES = ("pretest", "predict", "retrieval", "practice", "worked", "posttest")


@dataclass(frozen=True)
class Outcome:
    """What grading says of one response.

    status    "blank" (nothing answered), "invalid" (cannot be read: `message` says why) or "graded"
    score     0 to 1; 0 unless graded
    verdicts  part of the item -> was it answered rightly
    whys      keys of the rationales to show, in order
    """

    status: Literal["blank", "invalid", "graded"]
    score: float = 0.0
    verdicts: Mapping[str, bool] = field(default_factory=dict)
    whys: tuple[str, ...] = ()
    message: str = ""

    @property
    def correct(self) -> bool:
        return self.status == "graded" and self.score >= 1

    def __repr__(self) -> str:
        if self.status != "graded":
            return f"Outcome({self.status}{': ' + self.message if self.message else ''})"
        return f"Outcome({'right' if self.correct else 'not right'}, score {self.score:.2f})"


BLANK = Outcome("blank")


def key_of(text: str) -> str:
    """A short, stable name for an option: it follows the words, not the place in the list.

    It starts with a letter, since a page puts names that look like whole numbers in front of all others.
    """
    return "k" + hashlib.sha256(text.encode()).hexdigest()[:6]


@dataclass(frozen=True, kw_only=True)
class Item:
    """A question. Subclasses add the parts of their kind.

    `stem`, `explanation` and every `why` are inline Markdown. `attempts` 0 means as many as wanted. `pair` is the
    pre-test item that a post-test item is compared with; `excused` the flaws that a reviewer let stand, with reasons.
    `variants` are the same question with other numbers, this one first; `family` says where they come from.
    """

    id: str
    lesson: str
    objective: str
    level: str
    use: str
    stem: str
    refs: tuple[str, ...]
    explanation: str = ""
    confidence: bool = False
    hints: tuple[str, ...] = ()
    attempts: int = 2
    feedback: str = "now"
    shuffle: bool = True
    assumed: tuple[str, ...] = ()
    pair: str = ""
    excused: Mapping[str, str] = field(default_factory=dict, hash=False)
    variants: tuple["Item", ...] = ()
    family: Any = field(default=None, hash=False)

    kind: ClassVar[str]
    todo: ClassVar[str]

    @classmethod
    @abstractmethod
    def parts(cls, fields: Fields) -> dict[str, Any]:
        """Read the fields of this kind alone."""

    @abstractmethod
    def grade(self, response: Any) -> Outcome:
        """Grade a response, in the form `key()` has; None and empty forms are blank, never wrong."""

    @abstractmethod
    def key(self) -> Any:
        """The right response."""

    @abstractmethod
    def whys(self) -> dict[str, tuple[str, str]]:
        """Rationales: key -> (what it is about, why), in the order a reader should meet them."""

    @abstractmethod
    def content(self) -> Any:
        """What a learner is credited for: the parts whose change makes an old answer stale."""

    @abstractmethod
    def spec(self) -> dict[str, Any]:
        """What the page needs to grade this kind (JSON)."""

    @abstractmethod
    def distractors(self) -> list[Any]:
        """Wrong responses that stand for every distractor, one each; used to replay the bank."""

    @cached_property
    def hash(self) -> str:
        """12 hexadecimal digits over kind, stem and content; blind to the order of options and to rationales."""
        text = json.dumps([self.kind, self.stem, self.content()], ensure_ascii=False, sort_keys=True)
        return hashlib.sha256(text.encode()).hexdigest()[:12]

    def at(self, content: str) -> "Item | None":
        """The item, or the one of its variants, whose hash is `content`; None where that has changed since."""
        return next((one for one in self.variants or (self,) if one.hash == content), None)

    def page_spec(self) -> dict[str, Any]:
        """All the page needs beside the HTML (JSON)."""
        common = {"id": self.id, "hash": self.hash, "kind": self.kind, "use": self.use}
        common |= {"attempts": self.attempts, "feedback": self.feedback} | self.spec()
        common |= {"pair": self.pair} if self.pair else {}
        variants = [{"hash": one.hash} | one.spec() for one in self.variants]
        return common | ({"variants": variants} if variants else {})


def shuffled(values: list[Any], seed: str, shuffle: bool = True) -> list[Any]:
    """The same shuffle for the same seed, on every machine and in every Python."""
    if not shuffle:
        return list(values)
    return sorted(values, key=lambda value: hashlib.sha256(f"{seed}/{_name(value)}".encode()).digest())


def _name(value: Any) -> str:
    return getattr(value, "key", None) or str(value)
