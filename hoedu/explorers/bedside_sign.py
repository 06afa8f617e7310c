"""What a bedside sign after severe brain injury means: odds before, times a likelihood ratio, odds after."""

from hoedu import risk
from hoedu.evidence import Fact, facts
from hoedu.explorers.base import Control, Explorer, Frame, per_cent, thousand

PRE_TEST = range(1, 61)  # per cent


def sign_table(row: Fact) -> risk.Table:
    return risk.Table(*(int(row[name]) for name in ("pos_ho", "pos_no_ho", "neg_ho", "neg_no_ho")))


def build() -> Explorer:
    rows = [fact for fact in facts().values() if fact.table == "sign_tables"]
    signs = tuple((row.id, f"{row['sign'].capitalize()} ({row.sources[0].short}, {row['n']} people)") for row in rows)
    controls = (
        Control("sign", "Sign, and cohort", "choice", signs, "SGN005"),
        Control("found", "At the bedside", "choice", (("yes", "the sign is there"), ("no", "the sign is not there")), "yes"),
        Control("before", "Risk before looking", "slider", tuple((str(p), f"{p} %") for p in PRE_TEST), "12"),
    )  # fmt: skip
    frames = {
        f"{row.id}|{found}|{before}": _frame(row, found == "yes", before / 100)
        for row in rows
        for found in ("yes", "no")
        for before in PRE_TEST
    }
    return Explorer(
        name="bedside-sign",
        title="What does a bedside sign mean?",
        todo="Set the risk before looking, then compare the first cohort with the second.",
        controls=controls,
        frames=frames,
        columns=("In this cohort", "", "", ""),
        groups=("Before looking: {1} of 1,000", "After looking: {3} of 1,000"),
        notes=(
            "The counts were rebuilt by us from the printed risk ratio and its interval, which they give back to within "
            "0.01; in the first cohort the printed predictive values, 88.9 % and 98.5 %, confirm them. "
            "Severe traumatic brain injury, one rehabilitation group, two cohorts one after the other.",
            "Small cells: one person more or less in the first cohort changes the answer a good deal.",
        ),
        sources=tuple(row.id for row in rows),
    )


def _frame(row: Fact, found: bool, before: float) -> Frame:
    table = sign_table(row)
    ratio = table.lr_positive if found else table.lr_negative
    after = risk.post_test(before, ratio)
    values = (per_cent(before), thousand(before), per_cent(after), thousand(after), f"{ratio:.3g}", row["sign"],
              "there" if found else "not there", str(table.pos_ho), str(table.pos_ho + table.pos_no_ho),
              str(table.neg_ho), str(table.neg_ho + table.neg_no_ho), f"{table.sensitivity:.1%}",
              f"{table.specificity:.1%}", f"{table.lr_positive:.3g}", f"{table.lr_negative:.2g}",
              f"{row['rr']} ({row['rr_low']}-{row['rr_high']})")  # fmt: skip
    cells = (
        ("HO formed", "with the sign: {7} of {8}", "without it: {9} of {10}", ""),
        ("How the sign behaves", "sensitivity {11}", "specificity {12}", ""),
        ("Likelihood ratio", "sign there: {13}", "sign not there: {14}", "risk ratio {15}"),
    )
    text = "Before looking: {0}, or {1} of 1,000. With {5} {6} (likelihood ratio {4}): {2}, or {3} of 1,000."
    return Frame(text, values, cells=cells, people=(round(1000 * before), round(1000 * after)))
