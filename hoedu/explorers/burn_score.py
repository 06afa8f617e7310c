"""The published 13-point burn score: total score to median risk. The points of each item were not seen, so are not asked."""

from hoedu.evidence import fact, facts
from hoedu.explorers.base import Control, Explorer, Frame, Row, thousand


def build() -> Explorer:
    rows = [one for one in facts().values() if one.table == "burn_score"]
    rows.sort(key=lambda row: int(row["points"]))
    average = fact("INC132").number("estimate_pct") / 100
    lines = tuple(
        Row(row, f"{row['points']} point{'' if row['points'] == '1' else 's'}", "", f"{row['median_risk_pct']} %", "",
            row.number("median_risk_pct") / 100)
        for row in rows
    )  # fmt: skip
    frames = {}
    for row in rows:
        risk = row.number("median_risk_pct") / 100
        values = (f"{fact('INC132')['estimate_pct']} %", thousand(average), f"{row['median_risk_pct']} %", thousand(risk), row["points"],
                  f"{risk / average:.2f}", "" if row["points"] == "1" else "s")  # fmt: skip
        text = ("{4} point{6}: a median risk of {2}, {3} of 1,000 such adults, {5} times the average of {0}.")
        frames[row["points"]] = Frame(text, values, tuple(range(len(rows))), (), (round(1000 * average), round(1000 * risk)))
    slider = Control("points", "Total score", "slider", tuple((row["points"], row["points"]) for row in rows), "5")
    return Explorer(
        name="burn-score",
        title="A score for adults with burns",
        todo="Move the total score from end to end. Where does the risk pass one half?",
        controls=(slider,),
        frames=frames,
        lines=lines,
        axis=tuple((v / 100, f"{v} %") for v in (0, 25, 50, 75, 100)),
        heads=("Total score", "", "Median risk of HO by discharge", "Figure"),
        groups=("All adults with burns: {1} of 1,000", "At {4} point{6}: {3} of 1,000"),
        notes=(
            "Adults with burns only, scored at admission; HO known by discharge. These are medians of groups, so the risk "
            "may dip from one score to the next. How many points each item earns was not in what we could read: a "
            "clinician would use the [published calculator](spaulding_calc).",
        ),
        sources=("INC132",),
    )
