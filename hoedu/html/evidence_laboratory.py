"""The one HTML form of the evidence laboratory, its first setting; and for the page, every other setting in the same pieces."""

from functools import cache
from html import escape
from typing import Any

from hoedu import synthesis
from hoedu.evidence import Fact, fact
from hoedu.explorers import evidence_laboratory as lab
from hoedu.explorers.base import fill
from hoedu.explorers.evidence_laboratory import (
    EVERYBODY,
    MEASURE_NAMES,
    MODEL_NAMES,
    TEXTS,
    Axis,
    EvidenceLaboratory,
    Setting,
)
from hoedu.explorers.evidence_questions import COMPARISONS, NOT_POOLED, OUTCOMES, QUESTIONS, TURNED, UNSIGNED, Question
from hoedu.html.explorers import dots_from
from hoedu.html.inline import inline
from hoedu.recheck import checks, counts_of
from hoedu.synthesis import MEASURES, Effect, Measure

HEADS = {"RR": "Risk ratio", "OR": "Odds ratio", "RD": "Difference, of 100 people"}


def evidence_html(laboratory: EvidenceLaboratory) -> str:
    question, measure, model = lab.first()
    now = lab.setting(question, measure, model)
    rows = "".join(_filled(question, row, measure, now) for row in question.trials)
    rows += "".join(_below(*row) for row in _frame_rows(question, measure, model, EVERYBODY))
    rows += "".join(_filled(question, row, measure, now) for row in question.printed)
    axis = _axis(lab.axis(question, measure))
    ticks, lines = "".join(fill(TICK, tuple(tick)) for tick in axis), ",".join(fill(GRID, tuple(tick)) for tick in axis)
    head = (
        '<thead><tr><th scope="col">Study, and what was counted</th><th scope="col">Events</th>'
        f'<th scope="col"><span class="ho-scale">{HEADS[measure]}</span><div class="ho-axis" aria-hidden="true">{ticks}'
        '</div></th><th scope="col">Estimate (95 %)</th><th scope="col">Weight</th></tr></thead>'
    )
    return (
        f'<section class="ho ho-explorer ho-evidence" data-ho="evidence" data-name="{laboratory.name}" role="group" '
        f'aria-label="{escape(laboratory.title)}"><p class="ho-title">{escape(laboratory.title)}</p>'
        f'<p class="ho-todo">{escape(laboratory.todo)}</p>'
        f'<p class="ho-asked">{escape(lab.comparison(question).label)}: {escape(OUTCOMES[question.outcome].lower())}</p>'
        f'<p class="ho-sentence">{escape(now.sentence)}</p>'
        f'<div class="ho-scroll" tabindex="0" role="region" aria-label="Forest plot, table"><table class="ho-chart ho-forest" '
        f'style="--ho-lines:{lines}">{head}<tbody>{rows}</tbody></table></div>'
        f'<p class="ho-spread">{escape(now.spread)}</p><p class="ho-caution">{inline(lab.incomplete(question))}</p>'
        f'<div class="ho-applied"><p class="ho-part">What would it mean at another risk?</p>{_applied(question, measure, now)}</div>'
        '<div class="ho-limits" role="note" aria-label="What this laboratory cannot say"><p><strong>What this laboratory cannot say'
        f"</strong></p><ul>{_list(lab.LIMITS)}</ul></div>"
        f"<details><summary>Printed figures beside what their counts give (the answers)</summary>{_checks_table()}</details>"
        f'<details class="ho-notes"><summary>How to read this</summary><ul>{_list(lab.NOTES)}</ul></details></section>'
    )


def evidence_spec(laboratory: EvidenceLaboratory) -> dict[str, Any]:
    """What the page needs (JSON): the questions, each with its settings, and the tables of what effects mean."""
    tables = _Tables()
    questions = {question.key: _question(question, tables) for question in QUESTIONS}
    outcomes = {
        one.key: [(q.outcome, OUTCOMES[q.outcome]) for q in QUESTIONS if q.comparison == one.key] for one in COMPARISONS
    }
    return {
        "comparisons": [(one.key, one.label) for one in COMPARISONS], "outcomes": outcomes,
        "measures": [(m, MEASURE_NAMES[m].capitalize()) for m in MEASURES], "heads": HEADS,
        "models": [(key, name[0].upper() + name[1:]) for key, name in MODEL_NAMES.items()],
        "questions": questions, "texts": TEXTS, "applied": tables.applied, "packed": list(tables.packed),
        "shared": list(tables.texts), "axes": tables.axes, "marks": MARKS, "line": LINE, "below": BELOW, "tick": TICK, "grid": GRID, "belowNames": BELOW_NAMES,
        "codes": [lab.OVER, lab.UNDER, lab.NO_NUMBER, lab.MOST], "digits": lab.DIGITS, "middle": lab.MIDDLE,
    }  # fmt: skip


class _Tables:
    """Packed columns and texts that many settings share, each once, and what refers to them."""

    def __init__(self) -> None:
        self.packed: dict[str, int] = {}
        self.texts: dict[str, int] = {}
        self.axes: list[list[list[str]]] = []
        self.applied: list[list] = []
        self.known: dict[tuple, int] = {}

    def axis(self, axis: list[list[str]]) -> int:
        if axis not in self.axes:
            self.axes.append(axis)
        return self.axes.index(axis)

    def text(self, text: str) -> int:
        return self.texts.setdefault(text, len(self.texts))

    def of(self, effect: Effect) -> int:
        """The place of an effect; effects that mean the same at every baseline share it."""
        found = lab.applied(effect)
        people, numbers = (
            [self.packed.setdefault(one, len(self.packed)) for one in side] for side in (found.people, found.numbers)
        )
        key = (found.text, *people, *numbers)
        if key not in self.known:
            self.known[key] = len(self.applied)
            self.applied.append([found.text, people, numbers])
        return self.known[key]


def _question(question: Question, tables: _Tables) -> dict[str, Any]:
    frames, arms, pooled = {}, lab.comparison(question), lab.pooled_rows(question)
    for measure, model, left in lab.settings(question):
        now = lab.setting(question, measure, model, left)
        frame: dict[str, Any] = {
            "s": now.sentence,
            "h": tables.text(now.spread),
            "r": _frame_rows(question, measure, model, left),
        }
        if now.pooled:
            frame |= {"w": [_weight(question, row, now) for row in pooled], "e": tables.of(now.pooled.effect)}
        frames[f"{measure}|{model}|{left}"] = frame
    carried = []
    for key, label in lab.effects(question):
        if key.startswith("POOL"):
            carried.append([key, label, tables.of(lab.printed_effect(key))])
        elif key != EVERYBODY:
            carried.append([key, label, {measure: tables.of(lab.trial_effect(key, measure)) for measure in MEASURES}])
        else:
            carried.append([key, label, None])
    shown = (*question.trials, *question.printed)
    return {
        "lines": [_line(question, row) for row in shown], "trials": len(question.trials),
        "apart": [row in NOT_POOLED for row in question.trials],
        "slots": {m: [_slots(question, row, m) for row in shown] for m in MEASURES},
        "axes": {m: tables.axis(_axis(lab.axis(question, m))) for m in MEASURES},
        "left": [(EVERYBODY, "none")] + ([(row, lab.short(row)) for row in pooled] if len(pooled) > 1 else []),
        "frames": frames, "carried": carried, "start": lab.start(question), "own": _own(question),
        "incomplete": inline(lab.incomplete(question)), "flags": lab.flags(question),
        "words": [arms.treated, arms.control, question.people], "bone": question.bone,
    }  # fmt: skip


def _list(texts: tuple[str, ...]) -> str:
    return "".join(f"<li>{inline(text)}</li>" for text in texts)


# ---- the forest plot


LINE = (
    '<tr class="{0}"><th scope="row">{1}<br><small>{2}</small>{3}</th><td class="ho-events">{4}</td>'
    '<td class="ho-track" aria-hidden="true"><div>{9}</div></td><td class="ho-figure"><a href="{5}" title="{6}" class="ho-fact" '
    'target="_blank" rel="noopener">{10}</a><small>{11}{7}</small></td><td class="ho-weight">{12}</td></tr>{8}'
)


@cache
def _line(question: Question, row: str) -> list[str]:
    """What one row of the plot says whatever the measure and the model: the values {0} to {8} of LINE."""
    found = fact(row)
    found_checks = lab.checked(row)
    said = "".join(_said(check, row) for check in found_checks)
    verdicts = "".join(map(_verdict, found_checks))
    verdicts = f'<tr class="ho-verdicts"><td colspan="5">{verdicts}</td></tr>' if verdicts else ""
    if row in question.trials:
        a, n, c, m = (f"{value:,.0f}" for value in counts_of(found))
        name, regimen = _study(found)
        why = f"; not pooled: {NOT_POOLED[row]}" if row in NOT_POOLED else ""
        small = f"{regimen}{found['outcome']}{lab.quoted(row)}{why}"
        events = f"{a} of {n}<br>{c} of {m}"
        kind, small2 = ("ho-apart" if row in NOT_POOLED else "ho-trial"), lab.tests(row)
    else:
        name, small, events, kind, small2 = _printed(row), _printed_detail(found), "", "ho-quoted", ""
    return [kind, escape(name), escape(small), said, events, escape(found.url), row, small2, verdicts]


def _study(found: Fact) -> tuple[str, str]:
    """A study's name and, after it, its regimen."""
    name = lab.short(found.id)
    rest = found["study"].removeprefix(name).strip().strip("()").strip()
    return name, f"{rest}; " if rest else ""


def _printed(row: str) -> str:
    return f"{fact(row).sources[0].short}, as printed"


def _printed_detail(found: Fact) -> str:
    count = found["n_studies"]
    people = f", {int(found['n_patients']):,} people" if found["n_patients"] else ""
    number = "" if not count else "one study" if count == "1" else f"{count} studies"
    how = found["model"] if found["model"] not in ("not stated", "single trial") else ""
    parts = (
        found["comparison"],
        found["outcome"],
        f"{number}{people}".strip(", "),
        how,
        TURNED.get(found.id, ""),
        UNSIGNED.get(found.id, ""),
    )
    return "; ".join(part for part in parts if part) + lab.quoted(found.id)


def _said(check: Fact, row: str) -> str:
    """What was printed, for a learner to compare. A row of printed results says so itself."""
    if not row.startswith("TRI") and check["measure"] != "I2":
        return ""
    return f'<span class="ho-said">Printed: {escape(check["printed"])}</span>'


def _verdict(check: Fact) -> str:
    """Whether it follows, which the page shows when it is asked for."""
    return (
        f'<p class="ho-verdict-line" data-verdict="{check["verdict"]}"><b>{lab.VERDICTS[check["verdict"]]}</b>: printed '
        f"{escape(check['printed'])}, from the counts {escape(lab.ours(check))} ({escape(check['method'])}). "
        f"{escape(check['why'])}.</p>"
    )


def _slots(question: Question, row: str, measure: Measure) -> list[str]:
    """What the measure decides in one row: marks, figure, what is said below it."""
    scale = lab.axis(question, measure)
    if row in question.trials:
        found = lab.trial_effect(row, measure)
        return [_interval(scale, found.low, found.high) + _at(scale, found, "square"), lab.figure(found), ""]
    found, printed = lab.printed_effect(row), fact(row)
    if found is None:
        limits = f" ({printed['ci_low']} to {printed['ci_high']})" if printed["ci_low"] else ""
        return ["", f"{printed['measure']} {printed['estimate']}{limits}".replace("-", "\u2212"), "not drawn"]
    text = f"{found.measure} {lab.figure(found)}"
    if found.measure != measure:
        return ["", text, f"not drawn: printed as {MEASURE_NAMES[found.measure]}"]
    turned = f"printed {printed['estimate']} ({printed['ci_low']} to {printed['ci_high']})" if row in TURNED else ""
    return [_interval(scale, found.low, found.high) + _at(scale, found, "ring"), text, turned]


def _filled(question: Question, row: str, measure: Measure, now: Setting) -> str:
    """One row of the plot as it stands; the page does the same in `plotRow` in evidence.js."""
    weight, size = _weight(question, row, now)
    marks, text, said = _slots(question, row, measure)
    values = (*_line(question, row), _drawn(marks, size), escape(text), escape(said), weight)
    return fill(LINE, values)


def _weight(question: Question, row: str, now: Setting) -> list:
    """What stands in the column, and how large the square is."""
    if row not in question.trials:
        return ["", 0.6]
    if row in NOT_POOLED:
        return ["not pooled", 0.6]
    if row not in now.weights:
        return ["left out", 0.35]
    share = now.weights[row]
    return [f"{100 * share:.0f}\u00a0%", round(0.35 + 0.65 * share**0.5, 2)]


# A mark is told as "name number number ..."; several are separated by "|". The page fills the same templates.
MARKS = {
    "interval": '<i class="ho-interval" style="left:{0}%;width:{1}%"></i>',
    "band": '<i class="ho-band" style="left:{0}%;width:{1}%"></i>',
    "diamond": '<i class="ho-diamond" style="left:{0}%;width:{1}%;--m:{2}%"></i>',
    "square": '<i class="ho-square" style="left:{0}%;--z:{z}"></i>',
    "ring": '<i class="ho-ring" style="left:{0}%"></i>',
    "low": '<i class="ho-beyond" data-end="low"></i>',
    "high": '<i class="ho-beyond" data-end="high"></i>',
}


def _drawn(marks: str, size: float = 0.6) -> str:
    """Marks as HTML; `size` is that of the square. The page does the same in `plotMarks` in evidence.js."""
    found = ""
    for mark in filter(None, marks.split("|")):
        name, *numbers = mark.split(" ")
        found += fill(MARKS[name], tuple(numbers)).replace("{z}", f"{size:g}")
    return found


def _percent(share: float) -> str:
    return f"{100 * share:.1f}".removesuffix(".0")


def _interval(scale: Axis, low: float, high: float, kind: str = "interval") -> str:
    if low != low:
        return ""
    left, right = scale.place(low), scale.place(high)
    more = ("|low" if low < scale.low else "") + ("|high" if high > scale.high else "")
    return f"{kind} {_percent(left)} {_percent(right - left)}{more}|"


def _at(scale: Axis, found: Effect, kind: str) -> str:
    return f"{kind} {_percent(scale.place(found.estimate))}" if scale.low <= found.estimate <= scale.high else ""


def _frame_rows(question: Question, measure: Measure, model: str, left: str) -> list[list[str]]:
    """What the rows below the trials say: the pooled result, and where a further trial would be expected.

    Each is [kind, small print, people, marks, figure].
    """
    now = lab.setting(question, measure, model, left)
    if not now.pooled or len(now.weights) < 2:
        return []
    scale, found = lab.axis(question, measure), now.pooled.effect
    low, middle, high = (scale.place(value) for value in (found.low, found.estimate, found.high))
    at = (middle - low) / (high - low) if high > low else 0.5
    trials = [counts_of(fact(row)) for row in now.weights]
    people = f"{sum(one.n_treat for one in trials):,.0f} people<br>{sum(one.n_control for one in trials):,.0f} people"
    diamond = f"diamond {_percent(low)} {_percent(high - low)} {_percent(at)}"
    rows = [["pooled", f"{len(trials)} {lab.studies(question)}, {model} effects", people, diamond, lab.figure(found)]]
    if now.pooled.prediction:
        limits = lab.figure(Effect(measure, found.estimate, *now.pooled.prediction)).split(" (")[1].rstrip(")")
        band = _interval(scale, *now.pooled.prediction, "band")
        rows.append(["predicted", "where a further trial would be expected", "", band, limits])
    return rows


BELOW = (
    '<tr class="ho-{0}"><th scope="row">{1}<br><small>{2}</small></th><td class="ho-events">{3}</td>'
    '<td class="ho-track" aria-hidden="true"><div>{4}</div></td><td class="ho-figure">{5}</td><td class="ho-weight">{6}</td></tr>'
)
BELOW_NAMES = {"pooled": ("Pooled", "100\u00a0%"), "predicted": ("Prediction interval", "")}


def _below(kind: str, small: str, people: str, marks: str, text: str) -> str:
    name, weight = BELOW_NAMES[kind]
    return fill(BELOW, (kind, name, escape(small), people, _drawn(marks), escape(text), weight))


TICK = '<span style="left:{0}%">{1}</span>'
GRID = "linear-gradient(var(--ho-{2}) 0 0) {0}% 0/1px 100% no-repeat"


def _axis(scale: Axis) -> list[list[str]]:
    """[place, label, kind of line] of every tick; the line of no difference is the stronger one."""
    return [
        [_percent(scale.place(tick)), _tick(scale, tick), "line" if tick == scale.none else "hair"]
        for tick in scale.ticks
    ]


def _tick(scale: Axis, tick: float) -> str:
    return f"{100 * tick:+.0f}".replace("-", "\u2212").replace("+0", "0") if scale.measure == "RD" else f"{tick:g}"


def _checks_table() -> str:
    rows = ""
    for check in checks():
        where = lab.short(check["row"]) if check["row"].startswith("TRI") else fact(check["row"]).sources[0].short
        cells = (
            check["printed"],
            lab.ours(check),
            lab.difference(check),
            f"{lab.VERDICTS[check['verdict']]}. {check['why']}.",
        )
        rows += (
            f'<tr><th scope="row">{inline(f"[{where}]({check.id})")}</th>'
            + "".join(f"<td>{escape(cell)}</td>" for cell in cells)
            + "</tr>"
        )
    heads = "".join(
        f'<th scope="col">{head}</th>'
        for head in ("Beside", "Printed", "From the counts", "Difference", "Does it follow?")
    )
    return (
        '<div class="ho-scroll" tabindex="0" role="region" aria-label="Printed figures and ours, table">'
        f'<table class="ho-data ho-rechecked"><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table></div>'
    )


# ---- at a baseline risk


def _own(question: Question) -> str:
    """The trials' own risks in their control arms: marks for the slider, and the same in words."""
    risks = lab.own_risks(question)
    if not risks:
        return f'<p class="ho-own">{inline(question.start_note)}</p>' if question.start_note else ""
    marks = "".join(f'<i style="--at:{(min(max(100 * risk, 1), 80) - 1) / 79:.3f}"></i>' for _, risk in risks)
    words = ", ".join(f"{escape(name)} {100 * risk:.0f}\u00a0%" for name, risk in risks)
    control = lab.comparison(question).control
    return f'<div class="ho-marks" aria-hidden="true">{marks}</div><p class="ho-own">Marked, what the studies saw {control}: {words}.</p>'


def _applied(question: Question, measure: Measure, now: Setting) -> str:
    """The first setting at its own risk, from the same templates as the page."""
    arms, baseline = lab.comparison(question), lab.start(question)
    found = synthesis.needed(now.pooled.effect, baseline / 100)
    without, people = 10 * baseline, [round(1000 * risk) for risk in found[:3]]
    numbers = [f"{abs(synthesis.whole_number(number)):,}" for number in found[3:]]
    values = (f"{baseline}\u00a0%", f"{without}", *map(str, people), str(abs(without - people[0])), *numbers, arms.treated,
              arms.control, question.people)  # fmt: skip
    sentence = (TEXTS["listed"] if lab.incomplete(question) else "") + fill(TEXTS[lab.applied(now.pooled.effect).text], values)
    label = fill(TEXTS["fewer"], values)
    return (
        f'{_own(question)}<p class="ho-sentence ho-meaning">{escape(sentence)}</p>'
        f'<figure class="ho-icons"><svg viewBox="0 0 400 250" role="img" aria-label="{escape(label)}">'
        f'<path class="ho-rest" d="{dots_from(without, 1000)}"></path><path class="ho-bone" d="{dots_from(0, people[0])}"></path>'
        f'<path class="ho-spared" d="{dots_from(people[0], without)}"></path><path class="ho-hole" d="{dots_from(people[0], without)}"></path>'
        f'<path class="ho-extra" d=""></path></svg><figcaption>{escape(label)}</figcaption></figure>'
    )
