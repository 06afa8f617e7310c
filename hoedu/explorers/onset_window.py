"""When HO begins, shows and stops growing, by cause: published windows on one time line."""

from itertools import product
from typing import NamedTuple

from hoedu.evidence import Fact, fact
from hoedu.explorers.base import READ_NOTE, Control, Explorer, Frame, Row, capital, read_as
from hoedu.explorers.stage_timeline import LAST, place

CAUSES = (
    ("all", "every cause"),
    ("cord", "spinal cord injury"),
    ("brain", "brain injury"),
    ("nerve", "neurological injury, type not split"),
    ("trauma", "trauma and muscle injury"),
    ("elbow", "elbow injury"),
    ("burn", "burns"),
    ("care", "intensive care"),
    ("hip", "hip replacement"),
    ("shoulder", "shoulder replacement"),
    ("gene", "genetic forms"),
)
COUNTED = (
    ("all", "everything"),
    ("signs", "first signs"),
    ("early", "first change on scan, MRI or ultrasound"),
    ("film", "first seen on film"),
    ("found", "found or confirmed, any test"),
    ("plateau", "end of growth, or maturity"),
)


class Window(NamedTuple):
    """One window. Where a table holds its days only in words, `days` repeats them (a month is 365/12 days)."""

    row: str
    cause: str
    counted: str
    label: str
    words: str = ""
    zero: str = "injury"
    days: tuple[float, float | None] | None = None
    figure: str = ""


_MONTH = 365 / 12
_NO_ZERO = "a day 0 that the source does not state"
WINDOWS = (
    Window("DDX013", "cord", "signs", "Onset, earliest to latest", "19 days to 1 year"),
    Window("H22", "cord", "signs", "Onset in most", "most cases arise in the first two months"),
    Window("DDX012", "cord", "signs", "Onset, usual range", "usually 1-4 months"),
    Window("DDX018", "cord", "signs", "Onset that looked like an infection", "a mean of 49.4 days; range 16-131"),
    Window("DDX019", "cord", "found", "HO, mostly within three months", "registry comparison; how each was found is not stated"),
    Window("IM18", "cord", "found", "Confirmed by CT or MRI", "range 8-295 days: when people were sent for it, not when it could be seen"),
    Window("DDX017", "cord", "found", "Confirmed by CT or MRI, on average", "a mean of 64.8 days"),
    Window("H23", "cord", "found", "Diagnosed, adults", "about 6 months on average, a weak source: diagnosis is not onset"),
    Window("DDX014", "brain", "signs", "Signs", "the process itself may begin at 2-3 weeks"),
    Window("DDX015", "brain", "signs", "Local pain and a mass", "after severe brain injury", days=(_MONTH, 7 * _MONTH), figure="months 1-7"),
    Window("H07", "nerve", "early", "Bone scan: more flow and blood pool", "with a rise of alkaline phosphatase; 50 people referred"),
    Window("H08", "nerve", "early", "Bone scan: delayed uptake in soft tissue", "the same 50 people, about a week before the film"),
    Window("H09", "nerve", "film", "Calcification on film", "the same 50 people; day 24 plus one week, a sum of ours"),
    Window("IM06", "nerve", "film", "Neurogenic HO on film", "2-6 weeks after the bone scan, counted on from its days 17-24: a sum of ours"),
    Window("DDX020", "nerve", "signs", "Onset, by a teaching file", "2-6 months: later than other sources"),
    Window("DDX015", "trauma", "signs", "Local pain and a mass", "1-3 months"),
    Window("H16", "trauma", "film", "Earliest mineral, any cause", "as early as 10 days: the lower bound, not the usual day"),
    Window("IM04", "trauma", "film", "Cloud-like bone at the edge", "as early as two weeks, the early end of what is published"),
    Window("IM08", "trauma", "film", "Myositis ossificans: clumps, then zones", "osteoid at 3-4 weeks, clumps follow, zones at 5-8"),
    Window("H13", "trauma", "early", "Myositis ossificans, early", "film normal or swollen only; a mass on ultrasound and MRI", _NO_ZERO),
    Window("H14", "trauma", "film", "Myositis ossificans: rim of calcium", "by a teaching site", _NO_ZERO),
    Window("H15", "trauma", "plateau", "Myositis ossificans, well defined and mature", "said to be later than 4-6 weeks; the bar starts at the lower bound", _NO_ZERO),
    Window("DDX022", "elbow", "found", "First appearance", "none after the third month in the authors’ experience", figure="by week 13"),
    Window("DDX021", "elbow", "plateau", "Growth of the lesion", "said to last up to 3 weeks; an opinion in a newsletter", "onset"),
    Window("DDX021", "elbow", "plateau", "Maturity", "the same newsletter", days=(3 * _MONTH, 6 * _MONTH), figure="months 3-6"),
    Window("INC131", "burn", "signs", "Found at the bedside", "a median of day 37", "burn", (37, 37), "day 37"),
    Window("INC131", "burn", "film", "Found on imaging", "a median of day 49, the same people", "burn", (49, 49), "day 49"),
    Window("IM28", "care", "early", "MRI of stiff knees", "20.2 days, give or take 6.6; 11 people chosen on suspicion, all positive", "admission"),
    Window("IM09", "care", "film", "Film of the same knees", "every first film was clear; positive on follow-up", "admission"),
    Window("IM02", "hip", "film", "Mineral on film", "", "operation"),
    Window("IM03", "hip", "film", "Calcification on film", "a teaching case", "operation"),
    Window("IM12", "hip", "film", "Nearly all that will be seen on film", "95 % of those ever seen, within 3 months", "operation", (0, 91), "by week 13"),
    Window("IM03", "hip", "plateau", "Maturity", "a teaching case", "operation", (9 * _MONTH, 12 * _MONTH), "months 9-12"),
    Window("IM02", "hip", "plateau", "Full maturation", "an early film shows less than the final grade", "operation", (365, 730), "years 1-2"),
    Window("H25", "hip", "plateau", "Grade could still rise", "up to 3 years, then stable to 10; 75 people, most on a drug against HO", "operation"),
    Window("DDX023", "shoulder", "film", "Present on film, shoulder replacement", "12 of 14 at 1-2 months; no later progression", "operation"),
    Window("DDX024", "shoulder", "film", "Begun on film, reverse shoulder replacement", "about 80 % had begun by 3 months; it went on for a mean of 8.3 months", "operation", figure="by week 13"),
    Window("DDX025", "shoulder", "film", "A spur of the humerus, another finding", "first noted at 12.1 months; no clinical effect", "operation"),
    Window("H28", "gene", "found", "FOP: flare-ups watched for new bone", "14 of 52 had new bone at the site by day 84", "the start of the flare-up"),
    Window("DDX057", "gene", "signs", "FOP: first ossification", "28 people, at a mean of 4.6 years; neck and upper spine first", "birth", figure="birth to 16 years"),
    Window("DDX062", "gene", "signs", "Progressive osseous heteroplasia: first bone in the skin", "sometimes at birth", "birth", figure="first months of life"),
)  # fmt: skip
_COMMON = ("injury", "operation", "burn")  # clocks that start with the event


def build() -> Explorer:
    order = [key for key, _ in COUNTED]
    windows = sorted(WINDOWS, key=lambda w: (order.index(w.counted), *(span(w) or (LAST + 1, 0))[:1]))
    frames = {}
    for (cause, who), (counted, what) in product(CAUSES, COUNTED):
        shown = tuple(n for n, w in enumerate(windows) if cause in ("all", w.cause) and counted in ("all", w.counted))
        frames[f"{cause}|{counted}"] = _frame(who, what, shown, [windows[n] for n in shown])
    return Explorer(
        name="onset-window",
        title="When does HO begin, and when does it stop growing?",
        todo="Choose a cause. Then change what was counted, and see how far the bands move.",
        controls=(_choice("cause", "Cause", CAUSES, "cord"), _choice("counted", "What was counted", COUNTED, "all")),
        frames=frames,
        lines=tuple(_row(window) for window in windows),
        axis=tuple((place(d), m) for d, m in ((0, "0"), (7, "1 wk"), (28, "4"), (84, "12"), (365, "1 yr"), (LAST, "3 yr"))),
        heads=("What was counted, and where", "Found", "Weeks, then years; logarithmic", "When"),
        notes=(
            "A bar is the window that a source gives; one that fades has no end; a narrow bar or a dot is a single day, mostly "
            "a mean or median, around which people differ. A window says when HO was noticed, not when it began in the tissue.",
            "Time runs from the injury, operation or burn, except where the row says otherwise (onset, admission, a flare-up). "
            "Rows that count in years of age have no bar.",
            "The windows differ because the sources looked differently: daily handling, a scan on suspicion, a film at follow-up.",
            READ_NOTE,
        ),
    )  # fmt: skip


def _choice(name: str, label: str, options: tuple[tuple[str, str], ...], value: str) -> Control:
    return Control(name, label, "choice", tuple((key, capital(text)) for key, text in options), value)


def span(window: Window) -> tuple[float, float | None] | None:
    """First and last day of a window (no last day: open), or None where the source counts in years of age."""
    if window.days:
        return window.days
    row = fact(window.row)
    for low, high, unit in (
        ("start_day", "end_day", 1),
        ("onset_weeks_low", "onset_weeks_high", 7),
        ("earliest_detection_weeks_low", "earliest_detection_weeks_high", 7),
    ):
        if row.row.get(low):
            end = row.number(high)
            return unit * row.number(low), None if end is None else unit * end
    return None


def _figure(window: Window, row: Fact) -> str:
    if window.figure:
        return window.figure
    low, high = next(
        (row[low], row[high])
        for low, high in (("start_day", "end_day"), ("onset_weeks_low", "onset_weeks_high"),
                          ("earliest_detection_weeks_low", "earliest_detection_weeks_high"))
        if row.row.get(low)
    )  # fmt: skip
    unit = "day" if row.table == "stages" else "week"
    return f"from {unit} {low}" if not high else f"{unit} {low}" if low == high else f"{unit}s {low}-{high}"


def _row(window: Window) -> Row:
    row, days, read = fact(window.row), span(window), read_as(fact(window.row))
    cause = "" if window.cause in window.label else dict(CAUSES)[window.cause]
    parts = [cause, dict(COUNTED)[window.counted], window.words]
    parts += [f"counted from {window.zero}"] if window.zero not in _COMMON else []
    detail = capital("; ".join(part for part in parts if part))
    if days is None:
        return Row(row, window.label, detail, _figure(window, row), read)
    low, high = days
    if low == high:
        return Row(row, window.label, detail, _figure(window, row), read, place(low))
    end = min(1, place(low) + 0.12) if high is None else place(high)
    return Row(row, window.label, detail, _figure(window, row), read, None, place(low), end, True, open=high is None)


def common(windows: list[Window]) -> tuple[float, float] | None:
    """The days that lie in every closed window counted from the event itself, if there are two windows or more."""
    spans = [span(window) for window in windows if window.zero in _COMMON]
    spans = [(low, high) for low, high in filter(None, spans) if high is not None and high > low]
    if len(spans) < 2:
        return None
    return max(low for low, _ in spans), min(high for _, high in spans)


def _earliest(window: Window) -> float:
    """The first day a window speaks for: of a "by week 13" only its end is known."""
    low, high = span(window) or (LAST, None)
    return high if window.figure.startswith("by ") and high is not None else low


def _frame(who: str, what: str, shown: tuple[int, ...], windows: list[Window]) -> Frame:
    name = capital(who) if what == COUNTED[0][1] else f"{capital(who)}, {what}"
    if not windows:
        return Frame("{0}: no window among our sources. That is a gap, not a zero.", (name,), shown)
    spans = [one for one in map(span, windows) if one]
    count = f"{len(windows)} window{'' if len(windows) == 1 else 's'}"
    if not spans:
        return Frame("{0}: {1}, counted in years of age.", (name, count), shown)
    if len(spans) < len(windows) and len({window.cause for window in windows}) == 1:
        return Frame("{0}: {1} on different clocks; each row names its own.", (name, count), shown)
    ends = [high for _, high in spans if high is not None]
    first = min(map(_earliest, windows))
    if not ends:
        return Frame("{0}: {1}, from {2} on; no end is given.", (name, count, when(first)), shown)
    if all(window.figure.startswith("by ") for window in windows):
        return Frame("{0}: {1}, by {2}.", (name, count, when(max(ends))), shown)
    if first == max(ends):
        return Frame("{0}: {1}, about {2}.", (name, count, when(first)), shown)
    values = [name, count, when(first), when(max(ends))]
    text = "{0}: {1}, from {2} to {3}" + (" between them." if len(spans) > 1 else ".")
    one_thing = all(len({getattr(window, name) for window in windows}) == 1 for name in ("cause", "counted"))
    if one_thing and (shared := common(windows)):
        low, high = shared
        if high - low >= 7:
            values += [when(low), when(high)]
            text += " Every closed bar holds the time from {4} to {5}."
        else:
            text += " The bars hardly overlap, or not at all: they count different things, or disagree."
    return Frame(text, tuple(values), shown)


def when(day: float) -> str:
    """A day in a reader's words: days for the first month, then weeks, then months and years."""
    if day < 28:
        return f"day {day:.0f}"
    if day < 53 * 7:
        return f"week {day / 7:.0f}"
    return f"year {day / 365:.0f}"
