"""What a blood test means: how likely HO was before, and the result, to how likely it is after, in people."""

import re
from dataclasses import dataclass

from hoedu import risk
from hoedu.evidence import Fact, fact, facts
from hoedu.explorers.base import (
    ABBREVIATIONS,
    Control,
    Explorer,
    Frame,
    Row,
    capital,
    per_cent,
    read_as,
    said,
    sure,
    thousand,
)
from hoedu.explorers.bedside_sign import PRE_TEST


@dataclass(frozen=True, slots=True)
class Test:
    """One test: the row its accuracy stands in ("" where no source we read prints one), and all rows about it."""

    key: str
    name: str
    rows: tuple[str, ...]
    accuracy: str = ""
    predicts: str = ""
    missing: str = "no sensitivity with a specificity in what we read"  # why no chance can be worked out


TESTS = (
    Test("pinp", "PINP: rise over 57 %, week 6", ("LAB012", "LAB016"), "LAB012", "HO on film half a year after hip replacement"),
    Test("ctx", "CTX-I: rise over 42 %, week 1", ("LAB013", "LAB016"), "LAB013", "HO on film half a year after hip replacement"),
    Test("osteocalcin", "Osteocalcin: rise over 13 %, week 6", ("LAB014", "LAB015", "LAB016"), "LAB014",
         "HO on film half a year after hip replacement"),
    Test("ck", "CK over the laboratory's limit", ("LAB018", "LAB017", "LAB019", "LAB020"),
         missing="the study that compared a cut-off held only people who had HO already, so it gives no specificity for HO"),
    Test("alp", "ALP, alkaline phosphatase", ("LAB001", "LAB002", "LAB003", "LAB004", "LAB005", "LAB006", "LAB007", "LAB008",
                                               "LAB009", "LAB011", "LAB033")),
    Test("crp", "CRP", ("LAB021", "LAB022", "LAB023", "LAB007")),
    Test("esr", "ESR", ("LAB024", "LAB025")),
    Test("dimer", "D-dimer", ("LAB027",)),
    Test("pge2", "PGE2 in 24-hour urine", ("LAB026",)),
    Test("panel", "A routine panel, against ultrasound", ("LAB032",)),
    Test("minerals", "Calcium, phosphate and other urine tests", ("LAB028", "LAB029", "LAB030", "LAB031")),
)  # fmt: skip


def build() -> Explorer:
    ids = list(dict.fromkeys(row for test in TESTS for row in test.rows))
    options = tuple((t.key, t.name + ("" if t.accuracy else " (no accuracy printed)")) for t in TESTS)
    frames = {}
    for test in TESTS:
        shown = tuple(ids.index(row) for row in test.rows)
        for result in ("positive", "negative"):
            for before in PRE_TEST:
                frame = (
                    _frame(test, result == "positive", before / 100, shown)
                    if test.accuracy
                    else _silent(test, before / 100, shown)
                )
                frames[f"{test.key}|{result}|{before}"] = frame
    return Explorer(
        name="laboratory-test",
        title="What does a blood test tell you?",
        todo="Set how likely HO was before the test. Then change the result, and count false alarms and misses.",
        controls=(
            Control("test", "Test, and cut-off", "choice", options, "ctx"),
            Control("result", "Result", "choice", (("positive", "positive"), ("negative", "negative")), "positive"),
            Control("before", "How likely HO was before", "slider", tuple((str(p), f"{p} %") for p in PRE_TEST), "30"),
        ),
        frames=frames,
        lines=tuple(_row(fact(row)) for row in ids),
        heads=("What was found, and when", "Use", "Limits", "Source"),
        columns=("Of 1,000 people", "HO", "no HO", "together"),
        groups=("Before the test: {1} of 1,000", "After {4}: {3} of 1,000"),
        notes=(
            "The turnover markers come from [20 people](LAB013) after hip replacement, [9 of whom](H19) formed HO, none beyond "
            "Brooker 2. Eight of 9 and 9 of 11 give the printed 89 % and 82 %: one person more or less moves them by about ten "
            "points. The cut-offs were chosen in the same people, which flatters a test.",
            "CK: all [18](LAB018) people of one study had HO by examination and bone scan, and took etidronate. The four with a raised "
            "value all came to show HO on film; of the 14 others 13 stayed clear. That may say something of the course under "
            "treatment. It is no specificity for HO, since nobody without HO was compared; so no chance is worked out.",
            "A sensitivity alone is not enough: [D-dimer](LAB027) was raised in 24 of 32 people with HO, but how many without HO "
            "had it raised was not in what we read. So no chance is worked out for it.",
            "The chance after is Bayes' rule. It holds for people like those studied, at the chance before that you set.",
            ABBREVIATIONS,
        ),
        sources=("H19",),
    )  # fmt: skip


def accuracy(row: Fact) -> tuple[float, float]:
    """Sensitivity and specificity as printed (the lower end of a printed range)."""
    found = re.search(r"sensitivity (\d+)(?:-\d+)?%, specificity (\d+)%", row["threshold"])
    return int(found[1]) / 100, int(found[2]) / 100


def people(before: float, sensitivity: float, specificity: float) -> tuple[int, int, int, int]:
    """Of 1,000: hits, false alarms, misses, rightly negative; whole people that add up."""
    with_ho = round(1000 * before)
    hits, alarms = round(with_ho * sensitivity), round((1000 - with_ho) * (1 - specificity))
    return hits, alarms, with_ho - hits, 1000 - with_ho - alarms


def _frame(test: Test, positive: bool, before: float, shown: tuple[int, ...]) -> Frame:
    sensitivity, specificity = accuracy(fact(test.accuracy))
    ratio = sensitivity / (1 - specificity) if positive else (1 - sensitivity) / specificity
    after = risk.post_test(before, ratio)
    hits, alarms, misses, right = people(before, sensitivity, specificity)
    values = (per_cent(before), thousand(before), per_cent(after), thousand(after), "a positive test" if positive else "a negative test",
              *map(str, (hits, alarms, misses, right, hits + alarms, misses + right)))  # fmt: skip
    cells = (
        ("Test positive", "{5} hits", "{6} false alarms", "{9} positive"),
        ("Test negative", "{7} misses", "{8} rightly clear", "{10} negative"),
        ("How the test behaves", f"sensitivity {sensitivity:.0%}", f"specificity {specificity:.0%}", f"likelihood ratio {ratio:.2g}"),
    )  # fmt: skip
    if positive:
        text = f"Before: {{0}}. After a positive test: {{2}} ({test.predicts}). Of {{9}} positive in 1,000 people, {{6}} are false alarms."
    else:
        text = f"Before: {{0}}. After a negative test: {{2}} ({test.predicts}). Of {{10}} negative in 1,000 people, {{7}} are misses."
    return Frame(text, values, shown, cells, (round(1000 * before), round(1000 * after)))


def _silent(test: Test, before: float, shown: tuple[int, ...]) -> Frame:
    text = (
        f"{test.name}: {test.missing}. The result cannot be turned into a chance: "
        "{0} stays {0}. The rows below say what was found."
    )
    cells = (("Sensitivity and specificity", "not printed", "not printed", ""),)
    values = (per_cent(before), thousand(before), "", thousand(before), "a test that cannot be read")
    return Frame(text, values, shown, cells, (round(1000 * before),) * 2)


def _row(row: Fact) -> Row:
    read = read_as(row)
    source = row.sources[0].short + (f" ({read})" if read != "read" else "")
    found = sure(row["typical_change"])
    when = [row["timing"], "" if row["threshold"] in ("", "not given") else row["threshold"]]
    use, limits = (said(sure(row[name])) or "none stated" for name in ("use", "limits"))
    return Row(row, f"{capital(row['test'])}: {found[:1].lower()}{found[1:]}", capital("; ".join(filter(None, when))), source, use,
               more=(limits,))  # fmt: skip


def tested() -> list[Fact]:
    """Every row of the table that may be shown."""
    return [row for row in facts().values() if row.table == "labs" and row.confidence in ("seen", "secondary")]
