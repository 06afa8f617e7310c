"""A text judged by a checklist: what it names, what it must never ask for, and how hard it is to read.

It reads words, not meaning. The page does the same in `wording.js`; both are tested with the same texts.
Patterns keep to what Python and JavaScript read alike.
"""

import re
from dataclasses import dataclass

LONGEST = 4000  # characters judged; what is beyond is left out
_WORD = re.compile(r"[A-Za-z]+(?:['-][A-Za-z]+)*|[0-9]+")
_SENTENCE = re.compile(r"[.!?;\n]+")
_MUTE = re.compile(r"(?:[^laeiouy]es|[^dt]ed|[^laeiouy]e)$")
_VOWELS = re.compile(r"[aeiouy]{1,2}")
# "Do not stop" denies stopping, not what follows.
_URGES = re.compile(r"(?:\bnot|n't|\bnever)(?: to)? (?:stop|hesitate|worry|be afraid|fear|give up|rest|wait)\b")
_DENIAL = r"\b(?:never|not|no|nobody|none|nothing|cannot|avoid|avoids|avoiding|without|instead of|rather than|stop before)\b|n't\b"
_BEFORE = re.compile(_DENIAL)
_AFTER = re.compile(
    _DENIAL + r"|\b(?:harm|harms|harmful|hurts|wrong|worse|dangerous|damage|damages|unsafe|tear|tears|bleed)\b"
)
_TURN = re.compile(r"[,:] *(?:but|then|just|so)\b|\b(?:but|instead,)(?= )")
# A reason given afterwards denies nothing: "force it so that it does not stiffen", "force it to avoid stiffness".
_CLAUSE = re.compile(r"[,:]|\b(?:so|because|since|to avoid)\b")


@dataclass(frozen=True, slots=True)
class Reading:
    words: int
    sentences: int
    syllables: int

    @property
    def grade(self) -> float:
        """Flesch-Kincaid: 0.39 words a sentence + 11.8 syllables a word - 15.59, one decimal; 0 at the least."""
        if not self.words:
            return 0.0
        exact = 0.39 * self.words / self.sentences + 11.8 * self.syllables / self.words - 15.59
        return max(0, int(10 * exact + 0.5)) / 10 if exact > 0 else 0.0


@dataclass(frozen=True, slots=True)
class Criterion:
    """Something the text must have: of every group of patterns at least one, in one `sentence` if so asked.

    denied  patterns of which one must stand there and be denied ("never force it")
    """

    key: str
    label: str
    why: str  # inline Markdown, with its rows
    groups: tuple[tuple[str, ...], ...] = ()
    sentence: bool = False
    denied: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Danger:
    """Something the text must not ask for: a pattern that nothing denies, beside one of `near` if there are any, and in no
    sentence with one of `unless`."""

    key: str
    label: str
    why: str
    patterns: tuple[str, ...]
    near: tuple[str, ...] = ()
    unless: tuple[str, ...] = ()


def tidy(text: str) -> str:
    """What is judged: the first LONGEST characters, in small letters, one kind of apostrophe, plain spaces."""
    text = text[:LONGEST].replace("\u2019", "'").replace("\u2018", "'").lower()
    text = re.sub(r"[^\S\n]+", " ", text)
    return re.sub(r" ?\n[ \n]*", "\n", text).strip()


def sentences(text: str) -> list[str]:
    return [part.strip() for part in _SENTENCE.split(tidy(text)) if part.strip()]


def syllables(word: str) -> int:
    """By counting groups of vowels: a rule of thumb, wrong by one now and then."""
    return sum(map(_part, re.split(r"['-]", word.lower())))


def _part(part: str) -> int:
    if part.isdigit() or len(part) <= 3:
        return 1 if part and part not in ["s", "t", "d", "ll", "re", "ve"] else 0
    stem = re.sub(r"^y", "", _MUTE.sub("", part))
    return max(1, len(_VOWELS.findall(stem)))


def read(text: str) -> Reading:
    found = [_WORD.findall(one) for one in re.split(r"[.!?\n]+", tidy(text))]
    found = [words for words in found if words]
    return Reading(sum(map(len, found)), len(found), sum(syllables(word) for words in found for word in words))


def _uses(text: str, patterns: tuple[str, ...]) -> list[tuple[str, bool]]:
    """(sentence, denied) for every place where one of the patterns stands."""
    found = []
    for sentence in sentences(text):
        plain = _URGES.sub("~", sentence)
        for pattern in patterns:
            for match in re.finditer(pattern, plain, re.ASCII):
                before = _TURN.split(plain[: match.start()])[-1]
                after = _CLAUSE.split(plain[match.end() :])[0]
                denied = bool(
                    _BEFORE.search(" ".join(before.split()[-9:])) or _AFTER.search(" ".join(after.split()[:9]))
                )
                found.append((sentence, denied))
    return found


def met(criterion: Criterion, text: str) -> bool:
    if criterion.denied and not any(denied for _, denied in _uses(text, criterion.denied)):
        return False
    places = sentences(text) if criterion.sentence else [" . ".join(sentences(text))]
    every = criterion.groups
    return not every or any(
        all(any(re.search(p, place, re.ASCII) for p in group) for group in every) for place in places
    )


def asked_for(danger: Danger, text: str) -> bool:
    return any(
        not denied
        and (not danger.near or any(re.search(p, sentence, re.ASCII) for p in danger.near))
        and not any(re.search(p, sentence, re.ASCII) for p in danger.unless)
        for sentence, denied in _uses(text, danger.patterns)
    )


def jargon_in(text: str, words: tuple[tuple[str, str], ...]) -> list[tuple[str, str]]:
    """The technical words that stand in the text, each with a plain one."""
    plain = tidy(text)
    return [(word, better) for word, better in words if re.search(rf"\b{word}\b", plain, re.ASCII)]


# ---- patterns that take the whole sentence, and so weigh its denials themselves; no sentence holds a full stop

_NO = r"\b(?:not|never|no|nor|nobody|none|without|avoid|instead|rather)\b|n't\b|~"
# Where a new clause begins: no denial reaches beyond. "Do not press, rub or pull" is one list, and one clause.
_NEXT = r"(?::|,(?! (?:\w+,? ){1,4}n?or\b))"
_NEW = r"\b(?:but|so|then)\b"


def anywhere(words: str, beside: str = "", unless: str = "") -> str:
    """A sentence with the words, with `beside` and without `unless`."""
    return rf"^{_held(beside, unless)}[^.]*(?:{words})[^.]*$"


def told(words: str, beside: str = "", unless: str = "") -> str:
    """The same, but the words do not count where their own clause denies them before."""
    return rf"^{_held(beside, unless)}(?:[^.]*(?:{_NEXT}|{_NEW}))?(?:(?!{_NO}|{_NEW})[^.,:])*(?:{words})[^.]*$"


def _held(beside: str, unless: str) -> str:
    return (rf"(?=[^.]*(?:{beside}))" if beside else "") + (rf"(?![^.]*(?:{unless}))" if unless else "")


# ---- what several tools ask for

FORCE = (
    r"\bforc(?:e|es|ed|ing|eful|efully|ible|ibly)\b", r"\baggressive(?:ly)?\b", r"\boverpressure\b", r"\bmanipulat\w+",
    r"\bpush\w* (?:\w+ ){0,2}(?:hard|harder|through|past|beyond|into)\b", r"\b(?:through|past|beyond|into) (?:the |any )?pain\b",
    r"\bno pain,? no gain\b", r"\bstretch\w* (?:\w+ ){0,2}(?:hard|harder|firmly|as far as)\b", r"\bas hard as\b", r"\buntil it hurts\b",
    r"\b(?:firm|vigorous|strong|hard|strenuous|intense|maximal)(?:ly)? (?:\w+ ){0,2}stretch", r"\b(?:stretch|pull|push|press)\w* (?:\w+ ){0,4}end[- ](?:of[- ])?(?:the |its )?range\b",
    r"\bend[- ](?:of[- ])?range stretch", r"\b(?:crank|yank)\w*", r"\b(?:pull|press)\w* (?:\w+ ){0,3}(?:hard|harder|firmly)\b",
    r"\bthrough (?:the |any |some |your )?(?:discomfort|soreness|resistance|stiffness|tightness)\b",
    r"\b(?:have|let|get|ask) (?:\w+ ){1,3}(?:pull|push|press|force)\b",
    r"\b(?:as|so) far as it (?:will|can|goes)\b(?! (?:\w+ ){0,2}(?:comfort|eas|gentl|pain|without))",
    r"\b(?:pull|push|press|stretch)\w* (?:\w+ ){0,5}as far as (?:you|he|she|they) (?:can|could)\b(?! (?:\w+ ){0,2}(?:comfort|eas|gentl|pain|without))",
)  # fmt: skip
STILL = (
    r"\bimmobilis\w+", r"\bcomplete rest\b", r"\bbed rest\b", r"\b(?:stay|keep|lie) (?:\w+ ){0,2}in bed\b", r"\bkeep (?:\w+ ){0,2}still\b",
    r"\bno (?:movement|exercise|therapy)\b", r"\brest (?:it|(?:the|your) \w+) (?:\w+ ){0,2}(?:for|until|till)\b(?! (?:we|seen|some|a doctor|you are seen|it is seen|it has been)\b)",
    r"\b(?:splint|cast|brace|plaster|sling)\w* (?:\w+ ){0,5}(?:until|till|for (?:\w+ ){1,3}(?:days?|weeks?|months?))\b",
)  # fmt: skip
COMFORT = (
    r"\bpain[- ]?free\b", r"\bpainless", r"\bwithout (?:any )?pain\b", r"\bcomfort", r"\bno pain\b", r"\bnot (?:\w+ )?(?:hurt|painful)\b",
    r"n't hurt\b", r"\bwithout hurting\b", r"\b(?:before|until|where) (?:\w+ ){0,2}(?:hurts|pain (?:starts|begins))\b",
    r"\bbelow (?:the )?pain\b", r"\bstop (?:\w+ ){0,3}(?:hurt|hurts|pain)\b", r"\bfeels easy\b",
)  # fmt: skip
GENTLE = (
    r"\bgentl",
    r"\bactive",
    r"\bslow(?:ly)?\b",
    r"\blittle and often\b",
    r"\beasy movement",
    r"\b(?:yourself|himself|herself)\b",
)
