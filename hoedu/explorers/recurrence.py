"""How often HO comes back after it was cut out: every figure we read, with what it counted."""

from itertools import product
from math import sqrt
from typing import NamedTuple

from hoedu.evidence import fact
from hoedu.explorers.base import READ_NOTE, Control, Explorer, Frame, Row, listed, read_as

TOP = 80  # per cent: the end of the axis
CAUSES = (
    ("all", "every cause"),
    ("neuro", "brain or cord injury, stroke"),
    ("cord", "cord injury alone"),
    ("brain", "brain injury alone"),
    ("hip", "after hip replacement"),
    ("trauma", "after other injury"),
    ("burn", "after burns"),
    ("elbow", "stiff elbow, causes mixed or not stated"),
    ("fop", "FOP"),
)
TIMES = (
    ("all", "any time"),
    ("early", "early, as the source has it"),
    ("late", "late, as the source has it"),
    ("mixed", "mixed, or not stated"),
)
ADDED = (
    ("all", "anything or nothing"),
    ("rt", "radiotherapy, all of them"),
    ("mixed", "mixed, or some of them"),
    ("unknown", "not visible in what we read"),
)
NEVER = "FOP: never. Removing bone provokes explosive new bone; there is no timing and no added treatment that makes it right."


class Series(NamedTuple):
    """One figure: where it is from, in whom, what it counted, and the counts behind it where they are printed or fit."""

    row: str
    name: str
    counted: str
    causes: tuple[str, ...]
    time: str
    added: str
    when: str
    figure: str  # as the row has it
    per_cent: float | None = None
    counts: tuple[int, int] | None = None
    how: str = ""  # whose interval it is, or where its counts come from


SERIES = (
    Series("SUR002", "Brain or cord, survey", "another operation for recurrence; first operations", ("neuro",), "mixed", "mixed",
           "any delay; no link with it (P = .7)", "5.8 % (3.8-7.8)", 5.8, None, "interval as printed"),
    Series("SUR006", "Brain, cord or stroke, registry", "recurrence, undefined", ("neuro",), "mixed", "mixed",
           "operations to 2016; a share of operations or people, not said", "2.8 %", 2.8, (17, 609), "17 of 609 worked back, if operations"),
    Series("SUR006", "… brain injury in it", "recurrence, undefined; people not printed", ("neuro", "brain"),
           "mixed", "mixed", "operations to 2016", "3.6 %", 3.6),
    Series("SUR006", "… stroke in it", "recurrence, undefined; people not printed", ("neuro",), "mixed",
           "mixed", "operations to 2016", "1.9 %", 1.9),
    Series("SUR006", "… cord injury in it", "recurrence, undefined; people not printed", ("neuro", "cord"),
           "mixed", "mixed", "operations to 2016", "1.5 %", 1.5),
    Series("SUR035", "Brain injury, older series", "recurrence on follow-up films, by joint", ("neuro", "brain"), "mixed", "unknown",
           "delay not stated", "14 of the 25", 56, (14, 25)),
    Series("SUR037", "Cord injury, hip, older series", "recurrence of any size, how judged is not stated; severe in 6", ("neuro", "cord"), "mixed",
           "unknown", "mean 50.6 months; arc 82.7 degrees on the table, 35.2 at 6.1 years; 14 of 19 people could sit", "about 22 of 24 hips"),
    Series("SUR003", "Brain or cord, registry read for a review on cord injury", "no percentage printed", ("neuro",), "early", "mixed",
           "under 6 months: not linked with recurrence; the people of the survey", "no link"),
    Series("SUR004", "Hip, brain or cord, matched", "no percentage: 19 with recurrence chosen, 76 without", ("neuro",), "mixed", "mixed",
           "delay 38.6 months with, 17.6 without recurrence", "P = .51"),
    Series("SUR005", "Brain injury, matched", "no percentage: 16 with recurrence chosen, 64 without", ("neuro", "brain"),
           "mixed", "mixed", "delay 13.7 months with, 13.2 without recurrence", "P = .54"),
    Series("INT065", "Hip, brain or cord: radiotherapy or not", "odds ratio, no interval printed", ("neuro",), "mixed", "rt",
           "19 with radiotherapy, 76 without", "0.63"),
    Series("INT065", "… cord injury in it", "odds ratio, no interval printed", ("neuro", "cord"), "mixed", "rt",
           "with radiotherapy against without", "0.45"),
    Series("INT065", "… brain injury in it", "odds ratio, no interval printed", ("neuro", "brain"), "mixed", "rt",
           "with radiotherapy against without", "1.04"),
    Series("SUR008", "Brain injury against cord injury", "recurrence more frequent after brain injury; no percentage visible", ("neuro",),
           "mixed", "rt", "33 hips, indomethacin and radiotherapy", "more"),
    Series("SUR013", "Hip replacement, early", "recurrence within 2 years", ("hip",), "early", "rt",
           "mean 10.2 months; radiotherapy, indomethacin and a motion machine (CPM)", "0 of 8", 0, (0, 8)),
    Series("SUR014", "Hip replacement, severe HO", "recurrence (1 after radiotherapy, 3 without prevention)", ("hip",), "mixed", "mixed",
           "2000-2022; radiotherapy in 10, indomethacin in 19", "4 of 26", 15.4, (4, 26)),
    Series("SUR011", "Hip 35, elbow 4: road injury", "recurrence; 5-year HO-failure-free 97.2 %", ("trauma",), "mixed", "rt",
           "7-8 Gy within 3 days", "1 of 39", 2.6, (1, 39)),
    Series("SUR017", "Elbow after injury, early", "recurrence, undefined", ("trauma",), "early", "unknown",
           "mean 6.1 months (3-8)", "15 of 52", 28.9, (15, 52)),
    Series("SUR018", "Elbow after injury, late", "recurrence, undefined", ("trauma",), "late", "unknown",
           "mean 23.0 months (9-204)", "30 of 112", 26.8, (30, 112)),
    Series("SUR019", "Elbow after injury, early against late", "no percentage printed", ("trauma",), "early", "unknown",
           "7.4 against 33.5 months: early gained more motion", "no recurrence difference"),
    Series("SUR016", "Elbow: injury, brain injury, burn", "recurrence, pooled over 24 studies of level 3-4", ("elbow",),
           "mixed", "mixed", "any time", "11.9 %", 11.9),
    Series("SUR024", "Elbow, irradiated after excision", "symptomatic recurrence (operated on again: 5.5 %)", ("elbow",), "mixed", "rt",
           "7 Gy, 98 % within 24 h", "4 of 36", 11.1, (4, 36)),
    Series("SUR025", "Elbow release, celecoxib or nothing", "less HO with celecoxib; no percentage visible", ("elbow",), "mixed", "mixed",
           "200 mg a day for 28 days; looking back", "less"),
    Series("SUR022", "Elbow after burns", "excised again", ("burn",), "mixed", "rt", "mean 416 days (175-860)", "1 of 11", 9.1, (1, 11)),
    Series("SUR040", "Elbow after burns, larger series", "clinical recurrence, people (35 elbows); within two months", ("burn",), "mixed",
           "unknown", "as soon as skin and person allowed: median 9.5 months, mean 12", "4 of 28", 14.3, (4, 28)),
    Series("SUR030", "FOP", "surgery provokes explosive new bone", ("fop",), "mixed", "mixed", "never", "contraindicated"),
)  # fmt: skip


def wilson(events: int, people: int) -> tuple[float, float]:
    """Wilson's 95 % interval of a share, 0 to 1."""
    z = 1.959964
    share, extra = events / people, z * z / people
    middle = (share + extra / 2) / (1 + extra)
    half = z / (1 + extra) * sqrt(share * (1 - share) / people + extra / 4 / people)
    return max(0.0, middle - half), min(1.0, middle + half)


def build() -> Explorer:
    frames = {}
    for (cause, called), (time, when), (added, what) in product(CAUSES, TIMES, ADDED):
        shown = tuple(
            n for n, s in enumerate(SERIES)
            if (cause in s.causes or (cause == "all" and s.causes != ("fop",))) and time in ("all", s.time) and added in ("all", s.added)
        )  # fmt: skip
        if cause == "fop":
            frames[f"{cause}|{time}|{added}"] = Frame(NEVER, (), (len(SERIES) - 1,))
            continue
        name = ", ".join([called] + ([when] if time != "all" else []) + ([f"added: {what}"] if added != "all" else []))
        frames[f"{cause}|{time}|{added}"] = _frame(name, shown, [SERIES[n] for n in shown])
    return Explorer(
        name="recurrence",
        title="Does it come back, and who counted what?",
        todo="Read what each line counted before you compare two. Then choose a cause, a time, or what was added.",
        controls=(
            Control("cause", "Cause", "choice", tuple((key, _capital(text)) for key, text in CAUSES), "all"),
            Control("time", "When it was cut out", "choice", tuple((key, _capital(text)) for key, text in TIMES), "all"),
            Control("added", "What was added", "choice", tuple((key, _capital(text)) for key, text in ADDED), "all"),
        ),
        frames=frames,
        lines=tuple(_row(one) for one in SERIES),
        axis=tuple((value / TOP, f"{value}") for value in range(0, TOP + 1, 20)),
        heads=("Series, what it counted, when", "Read or quoted", "Came back, per cent", "Found"),
        notes=(
            "**Definitions differ**: another operation, symptoms, or bone on film. A film finds far more than a surgeon operates on, so two "
            "lines with different definitions are not to be ranked.",
            "Where events and people are known, the bar is a 95 % interval by Wilson's method, worked out by us; one bar is as printed. A dot "
            "alone: the source gave no interval and no counts that fit its percentage. No dot: no percentage. "
            "Methods differ for few people: for none of 8 an exact interval ends at [36.9 %](DER611).",
            "The older cord series has no dot: its abstract can be read as 19 of 22 or 22 of 24 hips. Most came back, and most people could sit.",
            "*Undefined*: what counted as recurrence was not in what we read, mostly an abstract. *Worked back*: the one whole number that gives the "
            "printed percentage. The 16 and 64 of the matched study are from [another row](REH037).",
            "The survey, the registry, the review and the matched studies come from one French group and seem to overlap: one experience "
            "counted several ways, not independent samples. Against them an [evidence table](scire_surgery) quotes, from that survey, a link "
            "between delay and recurrence within cord injury, its direction not given: open. That [181](SUR002) operations of "
            "the survey were done in the first year *without recurrence* can be read in two ways, so it is not drawn as none of 181.",
            "No one was randomised to early or late, or to radiotherapy: surgeons chose. No link is not proof of safety.",
            "After neurogenic excision, infection of the wound that needed [another operation](INT065) (they call it "
            "sepsis) was more frequent with radiotherapy. Relapse after radiotherapy "
            "*without* an operation, [5.3 %](SUR032), is another question and not shown.",
            "FOP is never excised, biopsied, injected into muscle or forced. Fast swellings after bumps ask for it, whatever the toes.",
            READ_NOTE,
        ),
        sources=("INT065", "SUR032"),
    )  # fmt: skip


def _capital(text: str) -> str:
    return text[0].upper() + text[1:]


def _row(one: Series) -> Row:
    row, low, high, interval = fact(one.row), None, None, one.how
    if one.counts:
        low, high = wilson(*one.counts)
        interval = f"interval {100 * low:.1f}-{100 * high:.1f} %, ours" + (f", {one.how}" if one.how else "")
    elif one.how:
        low, high = (row.number(f"recurrence_{end}_pct") / 100 for end in ("low", "high"))
    number = row.row.get("n") if "…" not in one.name else ""
    people = f"n = {number}" + (" joints" if one.row == "SUR035" else "") if number else ""
    detail = "; ".join(part for part in (one.counted, one.when, people, interval, row.sources[0].short) if part)
    places = [value * 100 / TOP if value is not None else None for value in (low, high)]
    at = one.per_cent / TOP if one.per_cent is not None else None
    return Row(row, one.name, _capital(detail), one.figure, read_as(row), at, *places)


def _frame(name: str, shown: tuple[int, ...], series: list[Series]) -> Frame:
    head = _capital(name)
    if not series:
        return Frame("{0}: nothing among our sources. That is a gap, not a zero.", (head,), shown)
    told = [one for one in series if one.per_cent is not None]
    count = f"{len(series)} line{'s' if len(series) > 1 else ''}"
    if not told:
        return Frame("{0}: {1}, and no percentage of recurrence among them.", (head, count), shown)
    low, high = min(one.per_cent for one in told), max(one.per_cent for one in told)
    kinds = [text for text, words in KINDS_COUNTED if any(_is(one, words) for one in told)]
    spread = f"{low:g} %" if low == high else f"{low:g} to {high:g} %"
    text = (
        "{0}: {1}, from {2} that came back, counted as {3}."
        if low != high
        else "{0}: {1}; {2} came back, counted as {3}."
    )
    if len(kinds) > 1:
        text += " Those are different questions: compare like with like."
    return Frame(text, (head, count, spread, listed(kinds)), shown)


KINDS_COUNTED = (
    ("another operation", ("another operation", "excised again")),
    ("symptoms", ("symptomatic",)),
    ("bone on film", ("films",)),
    ("recurrence without a stated definition", ()),
)


def _is(one: Series, words: tuple[str, ...]) -> bool:
    known = [word for _, some in KINDS_COUNTED for word in some]
    return any(word in one.counted for word in words) if words else not any(word in one.counted for word in known)
