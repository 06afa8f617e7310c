"""HO beside what imitates it: history, examination, blood and each imaging test, two conditions at a time."""

from hoedu.explorers.base import Bit, Control, Explorer, Frame
from hoedu.explorers.look_alikes_words import ASPECTS, CONDITIONS, FIRST, NO_NEEDLE, NOTHING, TOGETHER, WORDS


def build() -> Explorer:
    bits = [passage(key, aspect) for key in CONDITIONS for aspect in ASPECTS]
    place = {pair: n for n, pair in enumerate((key, aspect) for key in CONDITIONS for aspect in ASPECTS)}
    options = tuple(CONDITIONS.items())
    frames = {}
    for one in CONDITIONS:
        for other in CONDITIONS:
            cells = tuple((name, f"@{place[one, a]}", f"@{place[other, a]}") for a, name in ASPECTS.items())
            frames[f"{one}|{other}"] = Frame(sentence(one, other), (CONDITIONS[one], CONDITIONS[other]), cells=cells)
    return Explorer(
        name="look-alikes",
        title="Is it HO, or something that looks like it?",
        todo="Choose two conditions. Read down for what they share, and for the first test that parts them.",
        controls=(
            Control("one", "One", "choice", options, "ho"),
            Control("other", "The other", "choice", options, "clot"),
        ),
        frames=frames,
        columns=("What to ask, or look at", "{0}", "{1}"),
        bits=tuple(bits),
        notes=(
            f"*{NOTHING.capitalize()}* is a gap in what we read, not a normal finding. Where our tables held a feature from "
            "memory only, it was left out: that is why some everyday knowledge is missing here.",
            "Which test of the veins comes first (ultrasound or CT) is local practice; our sources show what "
            "[CT venography](DDX027) found.",
            "Two of these can be there at once. Finding one does not rule out the other.",
            "The order is for a pair of names. After a fall, with a limb that grates, a fracture is looked for before a clot, as "
            "in the drill.",
            "For learning: a real patient is examined, and treated by local rules.",
        ),
    )


def passage(condition: str, aspect: str) -> Bit:
    """What our sources say of one condition in one respect, with the rows that say it."""
    text, *rows = WORDS[condition].get(aspect, (f"*{NOTHING}*",))
    return Bit(text, tuple(rows), CONDITIONS[condition])


def sentence(one: str, other: str) -> str:
    """What must be settled first; the more urgent of the two leads."""
    if one == other:
        return "{0} twice: choose two different conditions."
    name, beside = CONDITIONS[one], CONDITIONS[other]
    beside = beside if beside.isupper() else beside[0].lower() + beside[1:]
    urgent = [words for _, words in sorted(FIRST[key] for key in dict.fromkeys((one, other)) if key in FIRST)]
    urgent = list(dict.fromkeys(urgent))
    if urgent:
        text = f"{name}, or {beside}? To settle first: {'; then '.join(urgent)}."
    else:
        text = f"{name}, or {beside}? Neither has to be settled today for its own sake. If a leg is newly swollen, it is a clot until imaged."
    if "fop" in (one, other):
        text += NO_NEEDLE
    return text + TOGETHER.get(frozenset((one, other)), "")
