"""Drugs for FOP: what regulators decided and when, and what the trials had found."""

import re
from itertools import product

from hoedu.evidence import Fact, facts
from hoedu.explorers.base import CERTAINTY_NOTE, READ_NOTE, Control, Explorer, Frame, Row, capital, listed, read_as
from hoedu.explorers.regulators_drawing import BY, days, timeline

DRUGS = (
    ("palovarotene", "Palovarotene (a retinoid, by mouth)", ("palovarotene",)),
    ("garetosmab", "Garetosmab (an antibody against activin A, into a vein)", ("garetosmab",)),
    ("others", "Others tested: rapamycin, saracatinib, zilurgisertib", ("rapamycin", "saracatinib", "zilurgisertib")),
)
# Whose decisions: a control's value, its label, and the authorities of the table.
BODIES = (
    ("all", "Every regulator, by date", ()),
    ("usa", "United States: FDA", ("FDA (USA)",)),
    ("eu", "European Union: EMA, Commission", ("EMA (EU)", "European Commission (EU)")),
    ("canada", "Canada: Health Canada", ("Health Canada",)),
    ("australia", "Australia: TGA", ("TGA (Australia)",)),
)
RESULTS = "results"
MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]

# Where a line does not hold its own reason.
NO_REASON = "Reason: not in what we read."
WHY = {
    "GEN095": NO_REASON,
    "GEN096": "Its reasons are in the other line of December 2022.",
    "GEN097": NO_REASON,
    "GEN098": "What was weighed, as quoted: less new bone than in a natural-history study, and growth plates that closed early (see what the trials found).",
    "GEN101": NO_REASON,
    "GEN131": "The entry names neither the disease nor a trial; no label was read.",
}
ANNOUNCED = ("GEN095",)  # the day is that of the maker's announcement
# What kind of source says so: how sure that it was decided so, on that day.
SURE_OF_DATE = {"regulator": "well supported", "news": "probable"}
# What the design allows to be said of the drug. OPTIMA, by lot, met its outcome and an earlier trial by lot points the same way.
SURE_OF_DRUG = (
    ("press release", "probable"),
    ("randomised", "probable"),
    ("single arm", "contested"),
)
SURE_OF_ROW = {
    "GEN089": "the design", "GEN090": "what happened to the trial",
    "GEN093": "well supported", "GEN094": "well supported", "GEN119": "well supported",  # that growth plates close: see the notes
    "GEN104": "uncertain", "GEN105": "uncertain", "GEN106": "uncertain",  # the main outcome was missed; a link was not excluded
    "GEN141": "probable",  # harms, against placebo
    "GEN115": "uncertain", "GEN116": "uncertain", "GEN117": "uncertain",  # too few
}  # fmt: skip


def build() -> Explorer:
    decided = sorted(_rows(decision=True), key=lambda row: (days(row), row.id))
    found = sorted(_rows(decision=False), key=lambda row: (row["drug"], row.id))
    every = [*decided, *found]
    place = {row.id: number for number, row in enumerate(every)}
    frames = {}
    for (drug, _, names), (body, _, authorities) in product(DRUGS, (*BODIES, (RESULTS, "", ()))):
        rows = [row for row in (found if body == RESULTS else decided) if row["drug"] in names]
        if authorities:
            rows = [row for row in rows if row["regulator"] in authorities]
        shown = tuple(place[row.id] for row in rows)
        frames[f"{drug}|{body}"] = Frame(_sentence(drug, body, rows), (), shown, parts=(drug,))
    return Explorer(
        name="regulators",
        title="Drugs for FOP: regulators who disagree",
        todo="Guess first: does a drug that is approved in one country work better there? Then compare the decisions, and what the trials found.",
        controls=(
            Control("drug", "Drug", "choice", tuple((key, label) for key, label, _ in DRUGS), "palovarotene"),
            Control("show", "Show", "choice", (*((key, label) for key, label, _ in BODIES), (RESULTS, "What the trials found")), "all"),
        ),
        frames=frames,
        lines=tuple(_decision(row) for row in decided) + tuple(_result(row) for row in found),
        heads=("Decision or result, and why", "How sure", "Source", "Date or figure"),
        notes=_NOTES,
        drawing=timeline({key: [row for row in decided if row["drug"] in names] for key, _, names in DRUGS}),
    )  # fmt: skip


def last_checked() -> str:
    """The latest day on which one of the sources was looked at again, in words."""
    return _spelt(max(source.checked for row in _rows(decision=True) for source in row.sources))


_NOTES = (
    "**Approvals move.** Each line says when its source was last looked at. Look again before you teach or prescribe.",
    "Where only a month was read, the mark stands in its middle. The day on which garetosmab was approved is not in what we read: [the "
    "label](GEN128) was in the FDA's data by 29 September 2026, and the mark stands there. For Canada the day is that of the maker's "
    "[announcement](GEN095). One news page adds [the United Arab Emirates](GEN140) for palovarotene, without a date. Of [zilurgisertib](GEN131) we read an entry in a directory of medicines on sale, and no "
    "label: for which disease it does not say.",
    "How sure: of a *decision*, that it was taken so and then (a regulator's own page or label: well supported; a news page or the maker: "
    "probable; a machine's summary of a letter: uncertain). Of a *result*, that the drug did it: by design, and by whether the planned outcome was met. That growth plates can close early is well supported "
    "(every report and the [boxed warning](GEN102)); the percentages come from news pages. OPTIMA is called probable, though known from press "
    "releases alone: an earlier trial by lot points the same way. The FDA's [approval](GEN128) is a decision, not a further finding.",
    "MOVE had no arm on placebo: its treated people were set beside people of another study, on [usual care](GEN089). The planned analysis met its rule for "
    "[futility](GEN090), and the favourable one was chosen [after the data were seen](GEN091). That is why fair readers differ.",
    "The percentages of the results say different things (fewer lesions, closed growth plates, a probability): never rank them.",
    "No drug changes the first rule: no biopsy, no injection into muscle, no operation on the bone, [no force](GEN017).",
    CERTAINTY_NOTE,
    READ_NOTE,
)


def _rows(decision: bool) -> list[Fact]:
    """The rows on drugs that may be taught: the decisions of regulators, or the results."""
    told = (
        row
        for row in facts().values()
        if row.table == "genetics" and row["drug"] and row.confidence in ("seen", "secondary")
    )
    return [row for row in told if bool(row["decision"]) == decision and (decision or row["topic"] == "drug result")]


def when(row: Fact) -> str:
    """The date as far as it was read."""
    if row.id in BY:
        year, month, day = BY[row.id]
        return f"by {day} {MONTHS[month - 1]} {year}"
    parts = (row["date_day"], MONTHS[int(row["date_month"]) - 1] if row["date_month"] else "", row["date_year"])
    return ("announced " if row.id in ANNOUNCED else "") + " ".join(part for part in parts if part)


def _told(word: str, row: Fact) -> str:
    """What was decided, with its date, as part of a sentence."""
    if row.id in ANNOUNCED:
        return f"{word} ({when(row)})"
    return f"{word} {'' if row.id in BY else 'on ' if row['date_day'] else 'in '}{when(row)}"


def _checked(row: Fact) -> str:
    days = [source.checked for source in row.sources if source.checked]
    return f"last checked {_spelt(max(days))}" if days else "no later check recorded"


def _spelt(day: str) -> str:
    year, month, number = day.split("-")
    return f"{int(number)} {MONTHS[int(month) - 1]} {year}"


def _source(row: Fact) -> str:
    """Author and year; of an office or a firm the whole name."""
    source = row.sources[0]
    person = re.search(r" [A-Z]{1,3}$", source.authors.split(";")[0])
    return source.short if person or not source.authors else f"{source.authors.split(';')[0]} {source.year}".strip()


def _decision(row: Fact) -> Row:
    votes = f"{row['events']} of {row['n']}, " if row["events"] else ""
    detail = " ".join(part for part in (row["statement"] + ".", WHY.get(row.id, "")) if part)
    kind = row.sources[0].kind
    sure = SURE_OF_DATE.get(kind, "uncertain")
    kept = "that it is listed; " if row["decision"] == "listed for sale" else ""
    label = f"{row['regulator']}: {row['decision']}"
    source = f"{_source(row)}, {_checked(row)}"
    return Row(row, label, detail, votes + when(row), f"{sure} ({kept}{read_as(row)})", more=(source,))


def _result(row: Fact) -> Row:
    number, unit = row["estimate"], row["unit"]
    if row["events"]:
        unit = unit.removesuffix("s") if row["events"] == "1" else unit
        figure = f"{row['events']} {unit}" if unit.startswith(("death", "lesion")) else f"{row['events']} of {row['n']}"
    else:
        figure = f"{number} {unit}".strip() if number else "no figure"
    if row["species_group"] != "human":
        sure = "animals only"
    elif row.id in SURE_OF_ROW:
        sure = SURE_OF_ROW[row.id]
    elif not number and not row["events"]:
        sure = "no result yet"
    else:
        sure = next((word for kind, word in SURE_OF_DRUG if kind in row["study_type"]), "uncertain")
    design = f"{row['study_type']}; {row['population']}"
    others = row["drug"] in DRUGS[-1][2] and row["drug"] not in row["statement"].lower()
    head = f"{capital(row['drug'])}: " if others else ""
    note = f" {row['note']}." if row["note"] and not re.search(r"INT\d|GEN\d|pages read", row["note"]) else ""
    detail = f"{capital(design)}.{note}"
    return Row(row, head + row["statement"], detail, figure, f"{sure} ({read_as(row)})", more=(_source(row),))


def _sentence(drug: str, body: str, rows: list[Fact]) -> str:
    checked = f"Last checked: {last_checked()}."
    if not rows:
        who = "trials" if body == RESULTS else "decisions of regulators" if body == "all" else "decisions there"
        return f"No {who} among our sources. That is a gap, not a refusal. {checked}"
    if body == RESULTS:
        return f"{_FOUND[drug]} {checked}"
    verdicts = [
        (row, word) for row in rows if (word := {"approved": "approved", "refused": "refused"}.get(row["decision"]))
    ]
    if body != "all":
        told = [_told(word, row) for row, word in verdicts]
        ends = listed(told) if told else f"{rows[-1]['decision']}, {when(rows[-1])}"
        if drug == "others":
            ends = f"zilurgisertib {ends}; the entry names no disease"
        lines = f"{len(rows)} line{'s' if len(rows) > 1 else ''}"
        name = "Other drugs" if drug == "others" else capital(drug)
        return (
            f"{name}, {dict((key, label) for key, label, _ in BODIES)[body].split(':')[0]}: {lines}; {ends}. {checked}"
        )
    where = [f"{word} in {_place(row)} ({when(row)})" for row, word in verdicts]
    if drug == "palovarotene":
        return (
            f"Palovarotene: {listed(where)}. The FDA itself had turned it down before. Its committee and Europe's weighed one trial, MOVE. "
            f"A verdict is not a measurement of whether a drug works. {checked}"
        )
    last = rows[-1]
    if last["decision"] == "listed for sale":
        return (
            f"Zilurgisertib stands in the FDA's list of medicines on sale, from {when(last)}; the entry names no disease. Of no regulator did we read "
            f"a decision on it for FOP: a gap, not a refusal. {checked}"
        )
    done = listed(where) if where else f"{last['regulator']}: {last['decision']}, {when(last)}"
    who = capital(drug if drug != "others" else last["drug"])
    return f"{who}: {done}. Of no other regulator did we find a decision: a gap, not a refusal. {checked}"


def _place(row: Fact) -> str:
    names = {"Health Canada": "Canada", "European Commission (EU)": "the European Union", "FDA (USA)": "the United States",
             "TGA (Australia)": "Australia"}  # fmt: skip
    return names.get(row["regulator"], row["regulator"])


_FOUND = {
    "palovarotene": "Palovarotene: no placebo arm in the phase 3 trial; 60 % less new bone a year than in people on usual care in another study, "
    "the planned analysis having met its rule for futility; growth plates closed early in 23.5 % under 18 years. A small randomised trial could not tell.",
    "garetosmab": "Garetosmab: phase 2 missed its main outcome; about 90 % fewer new lesions, counted afterwards, and 5 deaths, thought unlikely to be the "
    "drug's doing, not excluded. Phase 3: 1 and 2 new lesions in the two groups treated against 19 on placebo, known from the maker's press releases alone.",
    "others": "Rapamycin: mice; trials in people are named. Saracatinib and zilurgisertib: trials planned or registered, no results in people with FOP among our sources.",
}
