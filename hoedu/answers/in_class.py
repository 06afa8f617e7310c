"""A lesson in class: its timings and questions aloud, its pairs of tests, the questions that suit a vote."""

import re
from typing import NamedTuple

from hoedu.answers.letters import spelt
from hoedu.answers.sheet import Sheet, table
from hoedu.check.flaws import content_words
from hoedu.check.flaws import plain as bare
from hoedu.check.notebooks import asked, called, read, source
from hoedu.errors import ContentError
from hoedu.html.items import shown_order
from hoedu.items import Item
from hoedu.lessons import lesson as lesson_of
from hoedu.paths import checkout
from hoedu.session import session

VOTES = 6  # questions proposed for a vote in one lesson
_TIME = re.compile(r"\b(\d+) (min|s)\b")
_FIRST = re.compile(r"^\d+ (?:min|s)\b[.,:]?\s*(?:and )?")
_ASK = re.compile(r"\bAsk:\s*(.+)$")
_APART = {
    "pretest": "Opening questions",
    "posttest": "Closing questions",
    "earlier-lesson": "From an earlier lesson",
}  # by the cell's id
_SHOWS = (("explore", "explore"), ("reveal", "reveal"), ("case", "play"), ("exam", "exam"), ("review", "review"))


class Stop(NamedTuple):
    """One cell of text in class: its heading, seconds (0 where none are given), what to do, what to ask, what follows."""

    heading: str
    seconds: int
    do: str
    ask: str
    then: tuple[str, ...]


def plan(number: str) -> Sheet:
    """How lesson `number` runs in class, from the notes of its slides."""
    stops = stops_of(number)
    rows = [(stop.heading, _clock(stop.seconds), stop.ask, stop.do, ", ".join(stop.then)) for stop in stops]
    minutes = round(sum(stop.seconds for stop in stops) / 60)
    about = lesson_of(number)
    text = f"About {minutes} minutes of talk and questions aloud; {about.minutes} minutes for somebody working alone. A question's name stands where it is asked."
    return Sheet(
        f"## In class\n\n{text}\n\n{table(('section', 'time', 'ask the class', 'do', 'then'), rows)}",
        f"Lesson {number} in class: {len(stops)} sections, {minutes} minutes",
    )


def stops_of(number: str) -> list[Stop]:
    """The cells of text of a lesson's notebook, each with what stands below it."""
    file = f"{lesson_of(number).slug}.ipynb"
    notebook, wrong = read(checkout() / "notebooks" / file)
    if wrong:
        raise ContentError("cannot be read", file=file)
    found: list[Stop] = []
    heading = ""
    for cell in notebook["cells"]:
        text = source(cell)
        if cell["cell_type"] == "markdown":
            named = re.findall(r"^#+ (.+)$", text, re.M)
            heading = re.sub(r"[*_]", "", named[0]) if named else heading
            notes = cell.get("metadata", {}).get("hoedu", {}).get("notes", "")
            ask, lead = _ASK.search(notes), _ASK.sub("", notes)
            seconds = sum(int(count) * (60 if unit == "min" else 1) for count, unit in _TIME.findall(lead))
            found.append(
                Stop(heading, seconds, _capital(_FIRST.sub("", lead).strip()), _capital(ask[1]) if ask else "", ())
            )
        elif found:
            if name := _APART.get(cell.get("id", "")):
                found.append(Stop(name, 0, "", "", ()))
            found[-1] = found[-1]._replace(then=(*found[-1].then, *_shown(text)))
    return found


def _shown(text: str) -> list[str]:
    names = [f"`{name}`" for name in asked(text) if "ask(" in text]
    for call, word in _SHOWS:
        names += [f"{word} `{name}`" for name in called(text, call)]
        names += [word] if f"ho.{call}()" in text else []
    return names


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _clock(seconds: int) -> str:
    return "" if not seconds else f"{seconds} s" if seconds % 60 else f"{seconds // 60} min"


def pairs(number: str) -> Sheet:
    """Which question of the closing test stands for which of the opening one."""
    bank = session().bank
    found = [(bank[item.pair], item) for item in bank.lesson(number) if item.pair]
    rows = [
        (f"`{before.id}`", spelt(before), f"`{after.id}`", spelt(after), after.objective, after.kind, after.level)
        for before, after in found
    ]
    text = "Partners ask for the same objective, in the same form and at the same level. Compare the share right before with the share right after."
    return Sheet(
        f"## Before and after\n\n{text}\n\n{table(('before', 'key', 'after', 'key', 'objective', 'type', 'level'), rows)}",
        f"Lesson {number}: {len(rows)} pairs of before and after",
    )


def votes(number: str) -> Sheet:
    """Questions that suit a vote: one best answer, to apply or analyse, with a wrong answer close to the key."""
    chosen = for_vote(session().bank.lesson(number))
    rows = []
    for item in chosen:
        near = rival(item)
        why = item.whys()[near]
        rows.append((f"`{item.id}`", item.objective, spelt(item), f"{spelt(item, near)} {why[0]}", why[1]))
    text = (
        "Show the question, let everybody vote, let neighbours who disagree argue for two minutes, vote again, then give the key. "
        "The rival is the wrong answer whose words are nearest to the key's: our guess at what divides the room."
    )
    return Sheet(
        f"## For a vote\n\n{text}\n\n{table(('question', 'objective', 'key', 'likely rival', 'what it shows'), rows)}",
        f"Lesson {number}: {len(rows)} questions for a vote",
    )


def for_vote(items: list[Item]) -> list[Item]:
    """At most VOTES of them, those with the closest rivals, in the order of the bank. Opening questions are left to the test."""
    fit = [
        item
        for item in items
        if item.kind == "single"
        and item.level != "recall"
        and item.use in ("retrieval", "practice", "posttest")
        and len(item.options) > 2
    ]
    best = sorted(fit, key=lambda item: -_nearness(item, rival(item)))[:VOTES]
    return [item for item in fit if item in best]


def rival(item: Item) -> str:
    """The wrong option of a single item that shares the largest part of its words with the key; of equals the first shown."""
    wrong = [name for name in shown_order(item) if name != item.key()]
    return max(wrong, key=lambda name: _nearness(item, name))


def _nearness(item: Item, name: str) -> float:
    texts = {option.key: content_words(bare(option.text)) for option in item.options}
    mine, other = texts[item.key()], texts[name]
    return len(mine & other) / len(mine | other) if mine | other else 0.0


__all__ = ["for_vote", "pairs", "plan", "rival", "stops_of", "votes"]
