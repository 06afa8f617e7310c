"""The course of FOP in figures: what people told a survey beside what was followed and measured on CT."""

from itertools import product
from typing import NamedTuple

from hoedu.evidence import Fact, fact
from hoedu.explorers.base import READ_NOTE, Control, Explorer, Frame, Row, Scale, capital, read_as
from hoedu.explorers.recurrence import wilson


def _axis(top: float, *marks: float) -> tuple[tuple[float, str], ...]:
    return tuple((mark / top, f"{mark:g}") for mark in marks)


TOPS = {"share": 100, "volume": 600, "year": 45, "age": 80}  # the end of each axis
SCALES = {
    "share": Scale("Per cent", _axis(100, 0, 25, 50, 75, 100)),
    "volume": Scale("Bone in the whole body, cm³", _axis(600, 0, 200, 400, 600)),
    "year": Scale("New bone a year, cm³", _axis(45, 0, 15, 30, 45)),
    "age": Scale("Years", _axis(80, 0, 20, 40, 60, 80)),
}


class Line(NamedTuple):
    """A row of the table as it is shown. `of` is the whole that it is a share of, or in whom it was measured."""

    row: str
    label: str
    of: str


class Asked(NamedTuple):
    """A question: its axis, what was told and what was measured, and what both together say. Sentences are templates
    whose values are the figures of the lines, in order.
    """

    label: str
    scale: str
    told: tuple[Line, ...]
    measured: tuple[Line, ...]
    told_text: str
    measured_text: str
    both: str = ""


TOLD = "survey of 500 people"
ASKED = {
    "bone": Asked(
        "How many flare-ups become bone?", "share",
        (Line("GEN013", "Bone at the site after an injection that flared", "of the injected people who flared; survey"),
         Line("GEN033", "Lost function after a flare-up", TOLD),
         Line("GEN034", "At least one flare-up resolved completely", TOLD)),
        (Line("GEN042", "New bone on CT by day 84", "of 52 imaged flare-ups"),),
        "People told of lost function after a flare-up ({1}), and of bone where an injection had flared ({0}); {2} had at least one that "
        "went away completely.",
        "On CT, {0} imaged flare-ups had new bone at the site by day 84.",
        "They disagree, and count differently: imaged flare-ups here, people and what they remember there. For imaged flare-ups use the CT "
        "figure, for what people live through the survey.",
    ),
    "signs": Asked(
        "How does a flare-up begin?", "share",
        (Line("GEN027", "Swelling", TOLD), Line("GEN028", "Pain", TOLD), Line("GEN029", "Less movement", TOLD)),
        (),
        "The first signs people told of: swelling {0}, pain {1}, less movement {2}.",
        "",
    ),
    "often": Asked(
        "How often, and after what?", "share",
        (Line("GEN030", "A flare-up in the last 12 months", TOLD),
         Line("GEN031", "Of these, without a known cause", "share of the recent flare-ups; survey"),
         Line("GEN032", "Of these, after an injury", "share of the recent flare-ups; survey"),
         Line("GEN012", "A flare-up at once after an injection into muscle", "of the people injected; survey"),
         Line("GEN036", "Got worse without an obvious flare-up", TOLD)),
        (Line("GEN040", "At least one flare-up, mean follow-up 26.8 months", "114 people followed"),),
        "In one year {0} had a flare-up; {2} of those flare-ups followed an injury, {1} nothing known. {4} got worse without one.",
        "Of the people followed, {0} had at least one in a mean of 26.8 months.",
        "Twelve months and 26.8 months are different windows.",
    ),
    "where": Asked(
        "Where are flare-ups?", "share",
        (Line("GEN037", "Back", "of axial flare-ups; survey"), Line("GEN038", "Neck", "of axial flare-ups; survey"),
         Line("GEN039", "Jaw", "of axial flare-ups; survey")),
        (Line("SIT036", "Upper back", "of all flare-ups of the study"), Line("SIT037", "Hip", "of all flare-ups of the study"),
         Line("SIT038", "Shoulder", "of all flare-ups of the study")),
        "Of the axial flare-ups in the survey {0} were in the back, {1} in the neck, {2} in the jaw.",
        "In the study that followed people: upper back {0}, hip {1}, shoulder {2} of all flare-ups.",
        "Two different wholes: the percentages cannot be set side by side.",
    ),
    "volume": Asked(
        "How much bone, by age?", "volume",
        (),
        (Line("GEN045", "2 to under 8 years", "mean at the start; CT without the head"),
         Line("GEN046", "25 to 65 years", "mean at the start; CT without the head"),
         Line("GEN044", "All ages", "mean of 114 people at the start; CT without the head"),
         Line("GEN043", "To compare: one flare-up that made bone", "mean new volume at the site, 14 flare-ups")),
        "",
        "Mean bone where none belongs: {0} at 2 to under 8 years, {1} at 25 to 65. One flare-up that made bone added a mean of {3}.",
    ),
    "year": Asked(
        "How much new bone a year?", "year",
        (),
        (Line("GEN048", "8 to under 15 years", "mean; followed with CT"), Line("GEN049", "15 to under 25 years", "mean; followed with CT"),
         Line("GEN050", "25 to 65 years", "mean; followed with CT"), Line("GEN047", "All ages", "mean; followed with CT"),
         Line("GEN051", "For each year of age, across people of different ages", "one picture of each person")),
        "",
        "Most at 15 to under 25 years, {1} a year; {0} before and {2} after. Across people of different ages it comes to {4} for each year of "
        "age: the average hides the rise and the fall.",
    ),
    "life": Asked(
        "When does it begin, and how long is life?", "age",
        (Line("GEN011", "Time to the right diagnosis, about", "138 replies to another survey"),),
        (Line("GEN008", "Age at the first ossification, mean", "28 people"), Line("GEN009", "From there to the diagnosis, mean", "28 people"),
         Line("GEN054", "Age at death, median", "60 people who died in 33 years"),
         Line("GEN055", "Length of life, estimated median", "371 living and 60 who died")),
        "Replies put the way to the right diagnosis at about {0}.",
        "It began at a mean of {0} in one series, and was named {1} later. The 60 who died were {2} old at the median; with the living counted "
        "too, half are expected to reach {3}.",
        "Of the dead alone one learns less than of the dead and the living.",
    ),
}  # fmt: skip
SOURCES = (
    ("all", "told and measured"),
    ("told", "told: surveys of patients"),
    ("measured", "measured: people followed, scanned or counted"),
)
PER_MM3 = 1000  # mm³ in one cm³


def build() -> Explorer:
    every = list(
        dict.fromkeys((one, asked.scale) for asked in ASKED.values() for one in (*asked.measured, *asked.told))
    )
    place = {line: number for number, (line, _) in enumerate(every)}
    frames = {
        f"{key}|{source}": _frame(ASKED[key], source, place)
        for key, (source, _) in product(ASKED, SOURCES)
    }  # fmt: skip
    return Explorer(
        name="natural-history",
        title="FOP: what flare-ups do, and how it goes on",
        todo="Say first how many flare-ups in a hundred become bone. Then choose a question, and look at who counted what.",
        controls=(
            Control("question", "Question", "choice", tuple((key, asked.label) for key, asked in ASKED.items()), "bone"),
            Control("source", "Source", "choice", tuple((key, capital(text)) for key, text in SOURCES), "all"),
        ),
        frames=frames,
        lines=tuple(_row(line, scale) for line, scale in every),
        scales=SCALES,
        heads=("What was counted, in whom", "Found", "Per cent", "Figure"),
        notes=(
            "**Survey and CT study disagree** on how often a flare-up becomes bone: [14 of 52](GEN042) imaged flare-ups, against [70 %](GEN033) of people who "
            "told of lost function, and [84 %](GEN013) of those whose injection flared. A stiff joint after a flare-up is not yet bone; bone can "
            "also come without one ([47 %](GEN036)). Neither number is wrong for its own question.",
            "Both took people with classic FOP, the study with CT those with [R206H](GEN002): the figures are not for rarer variants, nor for other diseases.",
            "The survey asked 685 people and 500 answered ([73 %](GEN027)): who answers, and what is remembered, shape it. How many answered each "
            "question is not in what we read, so its lines have no interval.",
            "The study enrolled [114 people](GEN040); 33 completed 36 months. Where events and people are known the bar is a 95 % interval by "
            "Wilson's method, worked out by us, as if flare-ups of one person were independent. A bar at a mean age "
            "is the range of the series; at the length of life, the interval as printed.",
            "Volumes are means of groups whose size is not in what we read: no interval. They are printed in 10³ mm³, which are cm³.",
            "Volume is not stiffness: volume and the score of joint involvement (CAJIS) went together with [r = 0.57](GEN053), no more.",
            READ_NOTE,
        ),
        sources=("GEN053",),
    )  # fmt: skip


def figure(row: Fact) -> str:
    """The figure as printed, with its unit; counts where they are given."""
    number = row["estimate"] if "estimate" in row.row else row["share_pct"]
    unit = row.row.get("unit", "%")
    if unit == "%" and row.row.get("events"):
        return f"{row['events']} of {row['n']} ({number} %)"
    if unit == "mm3 per year of age":
        return f"{number} mm³ (about {int(number) / PER_MM3:.1f} cm³)"
    return f"{number} {unit.replace('cm3 a year', 'cm³').replace('cm3', 'cm³')}"


def value(row: Fact) -> float:
    """The figure as a number, in the unit of its axis."""
    number = row.number("estimate") if "estimate" in row.row else row.number("share_pct")
    assert number is not None  # every line has one
    return number / PER_MM3 if row.row.get("unit", "").startswith("mm3") else number


def _row(line: Line, scale: str) -> Row:
    row, top = fact(line.row), TOPS[scale]
    low, high, kind = None, None, ""
    if row.row.get("unit") == "%" and row.row.get("events"):
        low, high = (100 * end for end in wilson(int(row["events"]), int(row["n"])))
        kind = f"interval {low:.1f}-{high:.1f} %, ours"
    elif row.row.get("range_kind"):
        low, high = row.number("low"), row.number("high")
        kind = f"{row['range_kind'].replace('95% interval', 'interval as printed,')} {row['low']}-{row['high']}"
    detail = "; ".join(part for part in (line.of, kind, row.sources[0].short) if part)
    ends = [None if end is None else min(1.0, end / top) for end in (low, high)]
    band = row.row.get("range_kind") == "range"
    return Row(row, line.label, capital(detail), figure(row), read_as(row), value(row) / top, *ends, band=band)


def _frame(asked: Asked, source: str, place: dict[Line, int]) -> Frame:
    measured = asked.measured if source != "told" else ()
    told = asked.told if source != "measured" else ()
    shown = tuple(place[line] for line in (*measured, *told))
    parts, values = [], []
    for lines, text in ((measured, asked.measured_text), (told, asked.told_text)):
        if lines:
            for number in range(len(lines)):
                text = text.replace(f"{{{number}}}", f"<{len(values) + number}>")
            parts.append(text)
            values += [figure(fact(line.row)) for line in lines]
    if not parts:
        who = "people were not asked" if source == "told" else "nothing was measured"
        return Frame("{0} Among our sources {1}. That is a gap, not a zero.", (asked.label, who), (), scale=asked.scale)
    if measured and told and asked.both:
        parts.append(asked.both)
    text = " ".join(parts).replace("<", "{").replace(">", "}")
    return Frame(text, tuple(values), shown, scale=asked.scale)
