"""The first week each test shows the lesion: our model's crossing beside the published windows."""

from itertools import product

from hoedu.evidence import Fact, fact
from hoedu.explorers.base import Control, Explorer, Frame, Row, read_as
from hoedu.imaging import clock, detect

LAST = 14  # weeks, the end of the axis
SPEEDS = {"slow": "slow", "usual": "usual", "fast": "fast"}
THRESHOLDS = {"possible": ("3", "possible: 3 times the noise"), "reliable": ("5", "reliable: 5 times the noise")}
FILMS = {"film": ("0.5", "0.5 % of the signal"), "film_busy": ("0.75", "0.75 % of the signal")}

# A view of the model (the film stands for both its noises) and the published windows it is held against: row, label, and
# what the row's note says of the window. A window given twice in the collection stands here once.
VIEWS: tuple[tuple[str, tuple[tuple[str, str, str], ...]], ...] = (
    ("stir", (("IM28", "MRI: muscle oedema, knees in intensive care", "20.2 +/- 6.6 days after admission"),)),
    ("blood_pool", (("H07", "Bone scan: more flow and blood pool", "from about day 17; a referral series of 1985"),)),
    ("ultrasound_flow", (
        ("IM46", "Ultrasound: signs before the zone pattern", "worked out: film lagged 2 +/- 0.5 weeks"),
        ("IM45", "Ultrasound: zone pattern, after cord injury", "an estimate from the lead over film; 193 of 217 found"),
    )),
    ("ct", (
        ("H14", "CT: early mineral, myositis ossificans", "a teaching website"),
        ("IM18", "CT or MRI: HO confirmed, after cord injury", "days 8-295, mean 64.8: when people were sent, not when it shows"),
    )),
    ("delayed", (("H08", "Bone scan: delayed uptake in soft tissue", "the same series; about a week before the film"),)),
    ("ct_low", ()),
    ("ultrasound_rim", ()),
    ("film", (
        ("IM05", "Film: mineral, earliest statement", "within 10 days: conflicts with sources that say 3-6 weeks"),
        ("IM04", "Film: cloud at the edge", "a teaching page"),
        ("H14", "Film: calcified rim, myositis ossificans", "a teaching website"),
        ("IM03", "Film: calcification after hip replacement", "a teaching case"),
        ("IM02", "Film: mineral after hip replacement", "a teaching quiz"),
        ("IM08", "Film: myositis ossificans", "osteoid at 3-4 weeks, clumps follow, zones at 5-8"),
        ("IM01", "Film: injury or neurological event", "the series of 1985: day 24 and about a week"),
        ("IM06", "Film: neurogenic HO", "2-6 weeks after the bone scan, plus the 17-24 days of that series"),
        ("IM09", "Film: knees in intensive care", "the follow-up film, days after admission"),
        ("IM12", "Film: after hip replacement", "95 % of what was ever seen"),
    )),
)  # fmt: skip
_SAID = ("stir", "blood_pool", "ultrasound_flow", "ct", "delayed", "film")


def place(week: float) -> float:
    """Where a week lies on the axis."""
    return min(1.0, week / LAST)


def weeks_of(row: Fact) -> tuple[float | None, float | None]:
    """First and last week of a published window; days are turned into weeks."""
    if row.table == "stages":
        low, high = row.number("start_day"), row.number("end_day")
        return (None if low is None else low / 7), (None if high is None else high / 7)
    return row.number("earliest_detection_weeks_low"), row.number("earliest_detection_weeks_high")


def build() -> Explorer:
    lines: list[Row] = []
    published: dict[str, tuple[int, ...]] = {}
    model: dict[tuple[str, str, str], int] = {}
    for name, windows in VIEWS:
        for view, speed, threshold in product(FILMS if name == "film" else (name,), SPEEDS, THRESHOLDS):
            line = _model(view, speed, threshold)
            if line not in lines:  # a view with one threshold has one row for both
                lines.append(line)
            model[view, speed, threshold] = lines.index(line)
        published[name] = tuple(range(len(lines), len(lines) + len(windows)))
        lines += [_published(fact(row), label, said) for row, label, said in windows]
    frames = {}
    for speed, threshold, film in product(SPEEDS, THRESHOLDS, FILMS):
        shown = []
        for name, _ in VIEWS:
            shown += [model[film if name == "film" else name, speed, threshold], *published[name]]
        frames[f"{speed}|{threshold}|{film}"] = _frame(speed, threshold, film, tuple(shown))
    return Explorer(
        name="first-seen",
        title="Which test shows the lesion first?",
        todo="Before you look, put the tests in order. Then make the lesion slow, and the film busy: what changes place?",
        controls=(
            Control("speed", "The lesion is", "choice", tuple(SPEEDS.items()), "usual"),
            Control("threshold", "Called seen when it is", "choice", tuple((k, v) for k, (_, v) in THRESHOLDS.items()), "reliable"),
            Control("film", "Overlapping anatomy on the film", "choice", tuple((k, v) for k, (_, v) in FILMS.items()), "film"),
        ),
        frames=frames,
        lines=tuple(lines),
        axis=tuple((place(week), str(week)) for week in range(0, LAST, 2)),
        heads=("Test", "Found", "Weeks", "First seen, weeks"),
        notes=_NOTES,
        sources=("IM11", "IM30", "IM37"),
    )  # fmt: skip


_NOTES = (
    "*Our model*: teaching curves fitted to [one series of 1985](orzel1985); not patient data, and not a check of it. Where "
    "model and that series agree, they were made to. The rest was looked at, not fitted, but for the lead of ultrasound.",
    "A bar of the model runs from contrast of three times the noise (possible) to five times ([Rose's rule](IMC53)); the dot "
    "is the one you chose. The rule is for a known object on a flat ground: it is not a reader's sensitivity.",
    "Ultrasound has no such rule: its dot is where blood flow has risen by 40 %, or where the rim echoes like a boundary "
    "of fat and muscle. Both are our choice, the first made to lead the film by two weeks.",
    "A fast or slow lesion runs the same course on a faster or slower clock (half its mineral at week 8, 10 or 13). That "
    "all signs keep step is our assumption.",
    "No density on CT by age of HO, no tracer ratio by week, and no human dual-energy CT timing was found among our "
    "sources. One energy stands for a whole beam: no beam hardening and no metal, which spoils real CT and MRI beside an "
    "implant.",
    "A published bar is the window its source gives; a dot is a single week; one that fades runs beyond the axis. Day 0 "
    "differs (injury, operation, admission, diagnosis by scan), and so does what was counted. They disagree: that is "
    "shown, not settled. Windows that are only recalled are left out.",
    "Bright muscle on MRI is early and not specific: [most](IM30) who had it did not develop HO. A film at three weeks "
    "showed [none](IM11) of the patients who later had HO, and a [first scan](IM37) can be negative.",
    "*Read*: we read it in the source itself, mostly its abstract. *Quoted*: read where another source repeats it.",
)


def _model(view: str, speed: str, threshold: str) -> Row:
    """The model's row: linked to the half-time that it rests on."""
    one, t50 = detect.VIEWS[view], clock.SPEEDS[speed]
    low, high = one.window(t50)
    assert low is not None and high is not None  # every view crosses within the year
    chosen = low if threshold == "possible" else high
    half = clock.constant_row("mineral_half" if speed == "usual" else f"mineral_half_{speed}")
    same = low == high
    return Row(
        half, f"Model: {one.title}", "one threshold" if same else f"possible {low:.1f}, reliable {high:.1f}", f"{chosen:.1f}",
        "our model", place(chosen), None if same else place(low), None if same else place(high), band=True,
    )  # fmt: skip


def _published(row: Fact, label: str, said: str) -> Row:
    low, high = weeks_of(row)
    if low is None and high is not None:
        return Row(row, label, said, f"by {high:g}", read_as(row), place(high))
    assert low is not None and high is not None
    if low == high:
        return Row(row, label, said, f"{low:.3g}", read_as(row), place(low))
    beyond = high > LAST
    figure = f"{low:.2g}-{high:.2g}"
    if row.table == "stages":
        figure += f" (days {row['start_day']}-{row['end_day']})"
    elif beyond:
        figure = f"{low:g}-{high:g}"
    return Row(row, label, said, figure, read_as(row), None, place(low), place(high), band=True, open=beyond)


def _frame(speed: str, threshold: str, film: str, rows: tuple[int, ...]) -> Frame:
    t50 = clock.SPEEDS[speed]
    week = {}
    for name, _ in VIEWS:
        low, high = detect.VIEWS[film if name == "film" else name].window(t50)
        week[name] = low if threshold == "possible" else high
    text = (
        "Our model, a {0} lesion, seen at {1} times the noise: oedema on MRI (not specific) at week {2}, blood pool {3}, flow on "
        "ultrasound {4}, CT {5}, delayed uptake {6}, film {7} (anatomical noise {8} %), so {9} weeks after the blood pool. "
        "Published first weeks for a film run from {10} to {11}."
    )
    windows = [weeks_of(fact(row)) for row, *_ in dict(VIEWS)["film"]]
    published = [end for low, high in windows if low is not None and high is not None for end in (low, high)]
    values = (
        speed, THRESHOLDS[threshold][0], *(f"{week[name]:.1f}" for name in _SAID), FILMS[film][0],
        f"{week['film'] - week['blood_pool']:.1f}", f"{min(published):g}", f"{max(published):g}",
    )  # fmt: skip
    return Frame(text, values, rows)
