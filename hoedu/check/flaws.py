"""Flaws of item writing: what lets a reader find the key without knowing the answer, or ask what the question means.

After the guidelines that Haladyna, Downing and Rodriguez reviewed (Applied Measurement in Education 2002;15:309). The rules
read words, not meaning. Where one is wrong about an item, the item says so: `[item.excused]`, flaw = "reason".
"""

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from functools import cache

from hoedu.errors import ContentError
from hoedu.html.items import shown_order
from hoedu.items import Item

SHARE = 1 / 3  # of single items whose key may be the longest, or the shortest, of its options
SPREAD_P = 0.01  # keys over shown places: less likely than this by chance is uneven
RATIO, MARGIN = 1.6, 12  # an option may be so many times as long as another, or a dozen characters longer

KINDS = {
    "longest-key": "the key is the longest option more often than one time in three",
    "shortest-key": "the key is the shortest option more often than one time in three",
    "position": "keys stand at some places more often than chance would have it",
    "absolute": "an option says always, never, all, none, only, every, must, ...",
    "all-of-above": "an option points at the others: all of the above, none of these",
    "negative-stem": "the question asks what is not so",
    "alike": "options differ in kind: numbers and words, units, grammar, full stops",
    "length": "one option is far longer than another",
    "cover": "the stem does not ask anything while the options are covered",
    "grammar": "a or an before the blank gives the answer away",
    "clang": "the key alone repeats words of the stem",
    "overlap": "ranges of numbers overlap",
    "convergence": "the key is the option that has most in common with the others",
}
OF_BANK = ("longest-key", "shortest-key", "position")

_ABSOLUTE = re.compile(
    r"\b(always|never|all|none|only|every|must|nobody|everybody|everyone|nothing|invariably|completely|entirely|absolutely|"
    r"totally|impossible|in any case)\b",
    re.I,
)
# Words that do not claim that there is no exception: "above all", "all the same", "not all".
_NOT_ABSOLUTE = re.compile(
    r"\b(above all|all the same|not (all|every|only)|after all|at all times|every (day|morning|week|month))\b", re.I
)
_POINTING = re.compile(
    r"\b(all|none|any|both|neither) of (the above|these|those|them|the (findings|options|others|answers))\b|\bA and B\b",
    re.I,
)
_NEGATIVE = re.compile(
    r"\b(not|except|excluding|incorrect|false(?! (positive|negative))|untrue|unlikely|least (likely|probable|true|useful|apt|important|suitable|"
    r"appropriate|well|helpful|certain|sound|fair))\b|n't\b",
    re.I,
)
_INSTRUCTION = re.compile(r"^(choose|mark|tick|name|pick|put|place|match|complete|type|give|do|find|sort)\b", re.I)
# "Which is true?" can be answered only by reading every option: nothing is asked.
_UNFOCUSED = re.compile(
    r"^(and )?(which|what)( one)?( of (these|them|the following))?( (statement|sentence|option|answer|claim)s?)?( of (these|them))? "
    r"(is|are|fits?|follows?|apply|applies|holds?|belongs?|stands?)( (true|right|correct|sound|so|best|here|well|both))*\?$",
    re.I,
)
_LINK = re.compile(r"\[([^\]]*)\]\([^)]*\)")
_WORD = re.compile(r"[a-z][a-z'-]+", re.I)
_RANGE = re.compile(r"(\d+(?:\.\d+)?)\s*(?:to|-|–)\s*(\d+(?:\.\d+)?)")
_NUMBER = re.compile(
    r"^(about |around |some |over |under |grade )?[-−+]?\d[\d.,]*(?:\s*(?:to|-|–)\s*\d[\d.,]*)?\s*(.*)$", re.I
)
_WORDS = (
    "about above after again against along also among another before behind being below beside between both bone bones brain cause "
    "could does each either from have heterotopic injury into later least less more most much near onto ossification other over "
    "patient patients people person same should since some still such than that their them then there these they this those through "
    "under until upon very were what when where which while whose will with within without would woman"
)
_COMMON = frozenset(_WORDS.split())


def check(
    items: Iterable[Item], file: Callable[[Item], str] = lambda item: ""
) -> tuple[dict[str, int], list[str], list[ContentError]]:
    """(flaws nobody excused by kind, what is excused and why, problems)."""
    items, found, problems = list(items), list[tuple[Item | None, str, str]](), list[ContentError]()
    for item in items:
        found += [(item, flaw, message) for flaw, message in of_item(item)]
    counts, excused, used = Counter(dict.fromkeys(KINDS, 0)), [], set()
    for item, flaw, message in found:
        if flaw in item.excused:
            used.add((item.id, flaw))
            excused.append(f"{item.id}, {flaw}: {item.excused[flaw]}")
        else:
            counts[flaw] += 1
            problems.append(ContentError(f"{message} ({flaw})", file=file(item), place=item.id, field="options"))
    for flaw, place, message in of_bank(items):
        counts[flaw] += 1
        problems.append(ContentError(f"{message} ({flaw})", file="data/questions", place=place))
    for item in items:
        for flaw in item.excused:
            if flaw not in KINDS or flaw in OF_BANK:
                known = ", ".join(kind for kind in KINDS if kind not in OF_BANK)
                problems.append(
                    ContentError(
                        f"is no flaw of one item; those are {known}",
                        file=file(item),
                        place=item.id,
                        field=f"excused.{flaw}",
                    )
                )
            elif (item.id, flaw) not in used:
                problems.append(
                    ContentError(
                        "excuses a flaw that is not there", file=file(item), place=item.id, field=f"excused.{flaw}"
                    )
                )
    return dict(counts), excused, problems


def of_item(item: Item) -> Iterator[tuple[str, str]]:
    """(flaw, what is wrong) of one item."""
    if item.kind in ("single", "multiple"):
        yield from _stem(item)
        yield from _options(item)
    if item.kind == "single":
        yield from _cues(item)
    if item.kind == "cloze":
        yield from _blanks(item)


def of_bank(items: Iterable[Item]) -> Iterator[tuple[str, str, str]]:
    """(flaw, lesson or "bank", what is wrong) of all items together."""
    singles = [item for item in items if item.kind == "single"]
    lessons = defaultdict(list)
    for item in singles:
        lessons[item.lesson].append(item)
    for place, ours in [*sorted(lessons.items()), ("bank", singles)]:
        for flaw, longest in (("longest-key", True), ("shortest-key", False)):
            hits = [item for item in ours if extreme_key(item, longest)]
            if len(hits) > max(1, len(ours) * SHARE):
                word = "longest" if longest else "shortest"
                names = f": {', '.join(item.id for item in hits)}" if place != "bank" else ""
                yield flaw, place, f"the key is the {word} option of {len(hits)} of {len(ours)} single items{names}"
    for size, places in key_places(singles).items():
        if (p := evenness(places)) < SPREAD_P:
            spread = ", ".join(f"{letter} {count}" for letter, count in zip("ABCDEF", places))
            yield "position", "bank", f"keys of items with {size} options stand at {spread} (chance {p:.3f})"


def extreme_key(item: Item, longest: bool) -> bool:
    """Is the key of a single item longer (or shorter) than each other option?"""
    lengths = [len(plain(option.text)) for option in item.options if not option.correct]
    key = next(len(plain(option.text)) for option in item.options if option.correct)
    return key > max(lengths) if longest else key < min(lengths)


def key_places(singles: Iterable[Item]) -> dict[int, list[int]]:
    """Number of options -> how often the key stands first, second, ... as shown."""
    found: dict[int, list[int]] = {}
    for item in singles:
        order = shown_order(item)
        found.setdefault(len(order), [0] * len(order))[order.index(item.key())] += 1
    return dict(sorted(found.items()))


def evenness(places: list[int]) -> float:
    """The P of Pearson's chi-square for equal shares; 1 where there are too few to say."""
    if sum(places) < 5 * len(places):
        return 1.0
    from scipy.stats import chisquare

    return float(chisquare(places).pvalue)


# ---- one item


def _stem(item: Item) -> Iterator[tuple[str, str]]:
    sentences = re.split(r"(?<=[.?!:])\s+|(?<=[.?!:][)'\"])\s+", plain(item.stem))
    asks = [one for one in sentences if one.endswith("?")]
    if negative := next((hit for one in asks if (hit := _NEGATIVE.search(one))), None):
        yield "negative-stem", f"the stem asks with {negative[0]!r}"
    last = sentences[-1].strip("*_ ")
    if not (last.endswith("?") or _INSTRUCTION.match(last) or (asks and last.endswith(")"))):
        yield "cover", "the stem ends neither in a question nor in an instruction"
    elif asks and _UNFOCUSED.match(asks[-1]):
        yield "cover", f"{asks[-1]!r} cannot be answered with the options covered"


def _options(item: Item) -> Iterator[tuple[str, str]]:
    texts = [plain(option.text) for option in item.options]
    for text in texts:
        if hit := _POINTING.search(text):
            yield "all-of-above", f"{text!r} points at other options ({hit[0]})"
        elif hit := _ABSOLUTE.search(_NOT_ABSOLUTE.sub("", text)):
            yield "absolute", f"{text!r} says {hit[0]!r}"
    short, long = min(texts, key=len), max(texts, key=len)
    if len(long) > RATIO * len(short) and len(long) - len(short) > MARGIN:
        yield "length", f"{long!r} ({len(long)} characters) stands beside {short!r} ({len(short)})"
    if trouble := _unlike(texts):
        yield "alike", trouble
    if pair := _overlapping(texts):
        yield "overlap", f"{pair[0]!r} and {pair[1]!r} overlap"


def _unlike(texts: list[str]) -> str:
    """What sets some options apart from the rest, if anything does."""
    numbers = [_NUMBER.match(text) for text in texts]
    if any(numbers) and not all(numbers):
        if any(len(text.split()) <= 4 for text, number in zip(texts, numbers) if number):
            return "some options are numbers and some are words"
    elif all(numbers) and all(len(text.split()) <= 5 for text in texts) and len(units := _units(numbers)) > 1:
        return f"units differ: {', '.join(sorted(units))}"
    for what, same in _SAME:
        if 0 < (count := sum(map(same, texts))) < len(texts):
            return f"{what} in {count} of {len(texts)} options"
    return ""


def _units(numbers: Iterable[re.Match]) -> set[str]:
    return {number[2].rstrip(".").lower() for number in numbers}


_SAME: tuple[tuple[str, Callable[[str], bool]], ...] = (
    ("a full stop ends the text", lambda text: text.endswith(".")),
    ("a question mark ends the text", lambda text: text.endswith("?")),
    ("a capital begins the text", lambda text: text[0].isupper() or not text[0].isalpha()),
    ("'that' begins the text", lambda text: text.startswith("That ")),
    ("'to' and a verb begin the text", lambda text: bool(re.match(r"To (?!the\b|a\b|an\b)[a-z]+", text))),
    (
        "a question word begins the text",
        lambda text: bool(re.match(r"(What|Which|Whether|Whom?|Whose|How|When|Where|Why)\b[^?]*$", text)),
    ),
)


def _overlapping(texts: list[str]) -> tuple[str, str] | None:
    ranges = [
        (float(hit[1]), float(hit[2]), text)
        for text in texts
        if (hit := _RANGE.search(text)) and len(text.split()) <= 6
    ]
    for n, (low, high, text) in enumerate(ranges):
        for other_low, other_high, other in ranges[n + 1 :]:
            if low < other_high and other_low < high:
                return text, other
    return None


def _cues(item: Item) -> Iterator[tuple[str, str]]:
    """What sets the key of a single item apart by its words."""
    stem = content_words(plain(item.stem))
    shared = {option.key: content_words(plain(option.text)) & stem for option in item.options}
    mine = shared.pop(item.key())
    alone = mine - set().union(*shared.values())
    if alone and all(len(mine) > len(other) for other in shared.values()):
        yield "clang", f"the key alone repeats {', '.join(sorted(alone))} from the stem"
    parts = [tuple(re.split(r", | and ", plain(option.text).lower())) for option in item.options]
    if len(parts) > 2 and all(len(part) == 2 for part in parts):
        counts = Counter(piece for part in parts for piece in set(part))
        common = [sum(counts[piece] for piece in part) for part in parts]
        best = [option.correct for option, value in zip(item.options, common) if value == max(common)]
        if best == [True]:
            yield "convergence", "the key shares its halves with more options than any other"


def _blanks(item: Item) -> Iterator[tuple[str, str]]:
    from hoedu.items.cloze import SLOT

    before = dict(zip(SLOT.findall(item.text), SLOT.split(item.text)[::2]))
    for blank in item.blanks:
        texts = [plain(option.text) for option in blank.options]
        article = re.search(r"\b(an?)\s*$", before[blank.name])
        if article and len({text[0].lower() in "aeiou" for text in texts}) > 1:
            yield "grammar", f"{article[1]!r} stands before the blank {blank.name}"
        for text in texts:
            if hit := _ABSOLUTE.search(_NOT_ABSOLUTE.sub("", text)):
                yield "absolute", f"{text!r} says {hit[0]!r}"


def plain(text: str) -> str:
    """The text without links and emphasis. It asks no table, so that an unknown row is no obstacle here."""
    return " ".join(_LINK.sub(r"\1", text).replace("*", "").split())


@cache
def content_words(text: str) -> frozenset[str]:
    """The words of five letters or more that carry meaning, without their endings."""
    words = {word.lower().strip("'-") for word in _WORD.findall(text)}
    return frozenset(
        re.sub(r"(ing|ed|es|s|ly|e)$", "", word) for word in words if len(word) >= 5 and word not in _COMMON
    )
