"""One question for a lecturer: its key and why, each wrong answer with its score and what it shows."""

from collections.abc import Iterator

from hoedu.answers.letters import LETTERS, choices, lefts, meant, spelt
from hoedu.answers.sheet import Sheet, table
from hoedu.grading import grade
from hoedu.html.items import shown_order
from hoedu.items import Item
from hoedu.items.base import key_of
from hoedu.items.cloze import SLOT, Cloze
from hoedu.items.hotspot import Hotspot
from hoedu.items.matching import Matching
from hoedu.items.multiple import Multiple
from hoedu.items.numeric import Numeric
from hoedu.items.ordering import Ordering
from hoedu.items.single import Single
from hoedu.items.text import Text
from hoedu.session import session

Row = tuple[str, str, str]  # answer, score, why it is right or what it shows


def key(item_id: str, right: str) -> Sheet:
    """The sheet of one question. `right` is its key as `spelt` gives it.

    The key and every wrong answer of every set of its numbers are graded. Raises AssertionError when `right` is no
    longer the key, or a wrong answer is taken for right.
    """
    item = session().bank[item_id]
    count = replay(item, right)
    sets = f" {len(item.variants)} sets of numbers; this is the first." if item.variants else ""
    parts = [
        f"### {_heading(item)}",
        f"> {item.stem}",
        f"*{item.kind}, {item.level}, {item.use}; objective {item.objective}.{sets}*",
    ]
    parts += [
        f"**Key: {_told(item, right)}.** {_scoring(item)}".strip(),
        table(("answer", "score", "why, or what it shows"), answers_of(item)),
    ]
    if item.explanation:
        parts.append(f"**Said afterwards.** {item.explanation}")
    return Sheet(
        "\n\n".join(parts), f"{item.id}: key {right}, score 1; {count} wrong answers graded, none of them right"
    )


def exam(paper: int) -> Sheet:
    """The key of one paper of the exam: the letters that the page and the printed paper show."""
    from hoedu.papers import papers, question

    bank = session().bank
    rows = []
    for number, entry in enumerate(papers(bank)[paper - 1].entries, 1):
        item = question(bank, entry)
        right = spelt(item)
        replay(item, right)
        rows.append(
            (
                number,
                right + (f" {item.unit}" if isinstance(item, Numeric) and item.unit else ""),
                item.id,
                item.lesson,
                item.level,
                item.kind,
            )
        )
    return Sheet(
        f"### Paper {paper}\n\n" + table(("", "key", "question", "lesson", "level", "type"), rows),
        f"Paper {paper}: {len(rows)} keys, each graded right",
    )


def replay(item: Item, right: str) -> int:
    """Grade the key and every wrong answer; how many wrong ones there were."""
    outcome = grade(item, meant(item, right))
    assert outcome.correct, f"{item.id}: {right} is not the key; that is now {spelt(item)}"
    count = 0
    for one in item.variants or (item,):
        assert grade(one, one.key()).correct, f"{item.id}: its own key is not graded right"
        for response in one.distractors():
            assert not grade(one, response).correct, f"{item.id}: {response!r} is graded right"
            count += 1
    return count


def _heading(item: Item) -> str:
    """Words from the question's name: "03-one-unit" -> "One unit"."""
    words = item.id[3:].replace("-", " ")
    return f"{words[0].upper()}{words[1:]} (`{item.id}`)"


def _told(item: Item, right: str) -> str:
    """The key in words where letters alone say little."""
    match item:
        case Numeric() | Text():
            return item.whys()["right"][0]
        case Ordering():
            return f"{right}, in the letters first shown"
    return right


def _scoring(item: Item) -> str:
    def worth(response) -> str:
        return f"{grade(item, response).score:.2f}"

    right = item.key()
    match item:
        case Multiple():
            return "The score is what is left after one slip: an option wrongly left out, or wrongly ticked. Ticking everything scores 0."
        case Matching():
            return f"Each match counts one of {len(item.pairs)}."
        case Cloze():
            text = SLOT.sub(
                lambda hit: (
                    f"**{next(one.text for blank in item.blanks if blank.name == hit[1] for one in blank.options if one.correct)}**"
                ),
                item.text,
            )
            return f"{text} The score is that of one slip."
        case Ordering():
            return f"Two neighbours changed round score {worth([right[1], right[0], *right[2:]])}, the whole order turned round {worth(right[::-1])}."
    return ""


def answers_of(item: Item) -> Iterator[Row]:
    """Every answer with a reason of its own, in the order shown; the right ones marked."""
    whys, right = item.whys(), item.key()

    def score(response) -> str:
        outcome = grade(item, response)
        return "✓" if outcome.correct else f"✗ {outcome.score:.2f}"

    match item:
        case Single() | Hotspot():
            for letter, option in zip(LETTERS, shown_order(item)):
                yield f"{letter} {whys[option][0]}", score(option), whys[option][1]
        case Multiple():
            for letter, option in zip(LETTERS, shown_order(item)):
                about, why = whys[option]
                slip = grade(item, [one for one in right if one != option] if option in right else [*right, option])
                left = f" (left out: {slip.score:.2f})" if len(right) > 1 else ""
                yield f"{letter} {about}", f"✓ applies{left}" if option in right else f"✗ {slip.score:.2f}", why
        case Numeric() | Text():
            about, why = whys["right"]
            yield about, "✓", why
            for slip in item.wrong:
                yield whys[slip.key][0], score(slip.value if isinstance(item, Numeric) else slip.match), slip.why
        case Ordering():
            start = [step.key for step in item.start()]
            for number, step in enumerate(item.steps, 1):
                yield f"{number}. {LETTERS[start.index(step.key)]} {step.text}", "✓", step.why
        case Matching():
            letters = {name: letter for letter, (name, _) in zip(LETTERS, item.rights())}
            for pair in lefts(item):
                yield f"{pair.left} → {letters[right[pair.key]]} {pair.right}", "✓", pair.why
            for extra in item.extras:
                yield f"anything → {letters[key_of(extra.text)]} {extra.text}", "✗", extra.why
        case Cloze():
            for n, blank in enumerate(item.blanks):
                for letter, option in zip(LETTERS, choices(item, n)):
                    yield f"({n + 1}) {letter} {option.text}", score(right | {blank.name: option.key}), option.why
