"""NSAID, selective NSAID, radiotherapy, nothing, and bisphosphonates as history: two at a time, by what happened."""

from hoedu.explorers.base import CERTAINTY_NOTE, Bit, Control, Explorer, Frame
from hoedu.explorers.prophylaxis_words import ALWAYS, ASPECTS, EVENTS, NOTHING, OPTIONS, STOP, SURE, WORDS


def build() -> Explorer:
    keys = [(event, option, aspect) for event in EVENTS if event != "fop" for option in OPTIONS for aspect in ASPECTS]
    bits = [passage(*key) for key in keys]
    place = {key: number for number, key in enumerate(keys)}
    stop = [Bit(text, rows, OPTIONS[option]) for option, (text, *rows) in STOP.items()]
    last = {option: len(bits) + number for number, option in enumerate(STOP)}
    frames = {}
    for event in EVENTS:
        for one in OPTIONS:
            for other in OPTIONS:
                cells = tuple(
                    (head, *(f"@{last[option] if event == 'fop' else place[event, option, aspect]}" for option in (one, other)))
                    for aspect, head in (ASPECTS if event != "fop" else {"": "Whatever the question"}).items()
                )  # fmt: skip
                frames[f"{event}|{one}|{other}"] = Frame(
                    sentence(event, one, other), (OPTIONS[one], OPTIONS[other]), cells=cells
                )
    options = tuple(OPTIONS.items())
    return Explorer(
        name="prophylaxis-options",
        title="What prevents it, and what does it cost?",
        todo="Choose what happened, then two options. Read down: what was tested, when, what it did, and to whom it does harm.",
        controls=(
            Control("event", "What happened", "choice", tuple(EVENTS.items()), "hip"),
            Control("one", "One", "choice", options, "nsaid"),
            Control("other", "The other", "choice", options, "rt"),
        ),
        frames=frames,
        columns=("What to ask", "{0}", "{1}"),
        bits=(*bits, *stop),
        sources=("REH004", "DDX027"),
        notes=(
            f"*{NOTHING.capitalize()}* is a gap in what we read, not a harmless or useless option.",
            "Figures are risk ratios unless named otherwise: below 1 means less. Brackets are 95 % intervals as printed. *12 of 30* counts "
            "people (or hips).",
            "A regimen here is what a trial or series gave, not a prescription. Who must not have it comes first: see the drill.",
            "On an NSAID: chest pain, breathlessness, vomited blood, wheeze or a swollen face mean stop, and the emergency number (our "
            "judgement). [Black stools or little urine](REH004): stop, and call the same day. A newly swollen leg is [a clot until "
            "imaged](DDX027).",
            "Windows come from the hip. The naproxen trial in high-risk men and the oldest indomethacin trial disagree on which NSAID is "
            "stronger, so none is put first here.",
            CERTAINTY_NOTE,
            "*Quoted* beside a source: read where another source repeats it, or worked out from printed figures.",
        ),
    )  # fmt: skip


def passage(event: str, option: str, aspect: str) -> Bit:
    """What our sources say of one option in one respect, with the rows that say it."""
    text, *rows = WORDS[event][option].get(aspect) or ALWAYS[option].get(aspect) or (f"*{NOTHING}*",)
    return Bit(text, tuple(rows), OPTIONS[option])


def sentence(event: str, one: str, other: str) -> str:
    if event == "fop":
        return (
            "FOP: stop. No operation, no biopsy, no injection into muscle, no forced movement; an FOP expert before any "
            "question about prevention."
        )
    head = f"{EVENTS[event]}."
    if one == other:
        return f"{head} {OPTIONS[one]} twice: choose two different options."
    return f"{head} {OPTIONS[one]}: {SURE[event][one]}. {OPTIONS[other]}: {SURE[event][other]}."
