"""First week seen: the model's rows are the model's crossings, the published rows say what their sources say."""

import re

import pytest

from hoedu.evidence import fact, facts
from hoedu.explorers import build
from hoedu.explorers.first_seen import FILMS, LAST, SPEEDS, VIEWS, place, weeks_of
from hoedu.imaging import clock, detect

EXPLORER = build("first-seen")
ORDER = ("stir", "blood_pool", "ultrasound_flow", "ct", "delayed", "film")


def rows(key):
    return [EXPLORER.lines[number] for number in EXPLORER.frames[key].rows]


@pytest.mark.parametrize("key", EXPLORER.frames)
def test_the_model_rows_are_the_crossings(key):
    speed, threshold, film = key.split("|")
    names = [film if name == "film" else name for name, _ in VIEWS]
    ours = [line for line in rows(key) if line.read == "our model"]
    assert [line.label for line in ours] == [f"Model: {detect.VIEWS[name].title}" for name in names]
    for name, line in zip(names, ours):
        low, high = detect.VIEWS[name].window(clock.SPEEDS[speed])
        chosen = low if threshold == "possible" else high
        assert line.at == place(chosen) and line.figure == f"{chosen:.1f}"
        assert (line.low, line.high) == ((None, None) if low == high else (place(low), place(high)))
        assert line.fact.number("value") == clock.SPEEDS[speed]
    noise = clock.constant({"film": "film_anatomy", "film_busy": "film_anatomy_busy"}[film])
    assert FILMS[film][0] == f"{100 * noise:g}"


@pytest.mark.parametrize("key", EXPLORER.frames)
def test_the_sentence_says_the_weeks_of_its_rows(key):
    frame, by_label = EXPLORER.frames[key], {line.label: line.figure for line in rows(key)}
    film = key.split("|")[2]
    weeks = [by_label[f"Model: {detect.VIEWS[film if name == 'film' else name].title}"] for name in ORDER]
    assert list(frame.values[2:8]) == weeks and all(week in frame.sentence for week in weeks)
    assert float(frame.values[9]) == pytest.approx(float(weeks[-1]) - float(weeks[1]), abs=0.11)
    assert frame.values[10:] == ("1.4", "9.4")


def test_published_windows_are_all_shown_and_say_what_the_rows_say():
    shown = {line.fact.id: line for line in EXPLORER.lines if line.read != "our model"}
    for row_id, line in shown.items():
        row = fact(row_id)
        assert row.confidence in ("seen", "secondary") and line.read in ("read", "quoted")
        numbers = [float(n) for n in re.findall(r"\d+(?:\.\d+)?", line.figure)]
        ends = [end for end in weeks_of(row) if end is not None]
        assert numbers[: len(set(ends))] == pytest.approx(sorted(set(ends)), abs=0.05), row_id
        assert line.open == (max(ends) > LAST)
        stated = " ".join(row.row.values())
        for number in re.findall(r"\d+(?:\.\d+)?", line.detail):
            assert re.search(rf"(?<![\d.]){re.escape(number)}(?![\d.]\d)", stated), (row_id, number)
    dated = {
        row.id for row in facts().values()
        if row.table == "imaging_modalities" and row.confidence != "memory" and row["earliest_detection_weeks_high"]
        and row["modality"] in ("radiograph", "CT", "MRI", "three-phase bone scan", "ultrasound")
    }  # fmt: skip
    assert dated - shown.keys() == {"IM35"}  # the same series as H07 and H08
    assert "IM17" not in shown


def test_a_faster_lesion_is_seen_sooner_and_a_busy_film_later():
    def week(key, label):
        return next(float(line.figure) for line in rows(key) if line.label == label)

    for name, _ in VIEWS[:-1]:
        label = f"Model: {detect.VIEWS[name].title}"
        slow, usual, fast = (week(f"{speed}|reliable|film", label) for speed in SPEEDS)
        assert fast < usual < slow
    for speed in SPEEDS:
        plain, busy = (
            week(f"{speed}|reliable|{film}", f"Model: {detect.VIEWS[film].title}") for film in ("film", "film_busy")
        )
        assert plain < busy


def test_the_notes_say_what_the_model_is_not():
    notes = " ".join(EXPLORER.notes)
    for words in ("not patient data", "one series of 1985", "No density on CT by age of HO", "no tracer ratio by week",
                  "no human dual-energy CT timing", "no beam hardening", "metal", "not a reader's sensitivity"):  # fmt: skip
        assert words in notes, words
