"""The one HTML form of the plan builder: two patients, one course told week by week, the model as a table."""

from html import escape
from typing import Any

from hoedu.explorers.plan_builder import (
    LOST,
    MEASURES,
    STEADY,
    STOPS,
    VERDICTS,
    Builder,
    Patient,
    Week,
    came_of,
    course,
    flag_line,
    found,
    lines,
    said_of_move,
)
from hoedu.explorers.plan_builder_words import (
    COLLEAGUE,
    EXTRAS,
    FEELS,
    FELL,
    KINDS,
    LOCKED,
    LUCK,
    MOVEMENTS,
    NUMB,
    PHASES,
    REFER,
    REFERRALS,
    SEATING,
    SKIN,
    SPASM,
    SPLINT,
)
from hoedu.html.inline import inline
from hoedu.rehab import COOL, DRIFT, GAIN, LATE, LEAST, SPLINT_COST, SPLINT_GAIN, SPLINT_STIR, STIR, tables

NAMES = {key: label.split(":")[0] for key, label in MOVEMENTS}
LETTERS = {"early": "e", "acute": "a", "settled": "s", "mature": "m", "excised": "x"}
PARTS = {"movement": "Movement", "referral": "Who is told", "splint": "Splint", "seating": "Seat and skin"}


def html(builder: Builder) -> str:
    first, locked = builder.deck[0], next(p for p in builder.deck if p.fop)
    notes = "".join(f"<li>{inline(note)}</li>" for note in builder.notes)
    return (
        f'<section class="ho ho-explorer ho-plan" data-ho="plan" data-name="{builder.name}" role="group" '
        f'aria-label="{escape(builder.title)}"><p class="ho-title">{escape(builder.title)}</p>'
        f'<p class="ho-todo">{escape(builder.todo)}</p>{_card(builder, first)}'
        f'<details class="ho-course"><summary>The plan marked best, week by week</summary>{_course(first)}</details>'
        f'<article class="ho-twin-only"><p class="ho-patient">Patient {builder.deck.index(locked) + 1}</p>{_facts(locked)}'
        f'<div class="ho-locked" role="note"><p>{inline(LOCKED)}</p></div></article>'
        f'<details class="ho-model"><summary>The model: assumed numbers, for teaching</summary>{_model()}</details>'
        f'<details class="ho-notes"><summary>How to read this</summary><ul>{notes}</ul></details></section>'
    )


def spec(builder: Builder) -> dict[str, Any]:
    """What the page looks up (JSON). It adds, compares and shows; what is right, and why, is decided here."""
    texts: dict[str, int] = {}
    verdicts = list(VERDICTS)

    def entry(one: tuple[str, str]) -> list[int]:
        return [verdicts.index(one[0]), texts.setdefault(one[1], len(texts))]

    keys = [f"{phase}{numb}" for phase in (*PHASES, "hot", "warm") for numb in ("", "/numb")] + [*STOPS, "fop"]
    move = {f"{key}|{m}": entry(said_of_move(key, key.split("/")[0], m)) for key in keys for m, _ in MOVEMENTS}
    # Forced is judged by the phase, whatever else decides the rest.
    move |= {f"forced|{phase}": entry(said_of_move("hot", phase, "forced")) for phase in PHASES}
    refer = {}
    for key in dict.fromkeys(key for key, _ in REFER):
        for option, _ in REFERRALS:
            refer[f"{key}|{option}"] = entry(REFER.get((key, option)) or REFER[(key, "*")])
    return {
        "name": builder.name, "model": tables(), "move": move, "refer": refer,
        "splint": {"|".join(key): entry(one) for key, one in SPLINT.items()},
        "seating": {"|".join(key): entry(one) for key, one in SEATING.items()},
        "texts": [inline(text) for text in texts], "verdicts": list(VERDICTS.values()), "kinds": list(KINDS.values()),
        "parts": PARTS, "names": NAMES, "refers": {key: label.split(":")[0] for key, label in REFERRALS},
        "feels": FEELS, "numb": NUMB, "spasm": SPASM, "skin": SKIN, "phases": PHASES, "stops": STOPS, "lost": LOST, "steady": STEADY,
        "fell": FELL, "luck": LUCK, "colleague": COLLEAGUE, "locked": inline(LOCKED), "measures": MEASURES,
        "patients": [_record(p) for p in builder.deck],
    }  # fmt: skip


def _record(p: Patient) -> dict[str, Any]:
    whole = {
        "kind": list(KINDS).index(p.kind), "lines": [text for _, text in lines(p)], "joint": p.joint, "range": p.start.range,
        "irritation": p.start.irritation, "spasticity": p.start.spasticity, "skin": p.start.skin, "ceiling": p.body.ceiling,
        "moves": int(p.body.moves), "chair": int(p.body.chair), "fits": int(p.body.splint_fits),
        "phases": "".join(LETTERS[phase] for phase in p.phases), "fop": p.fop,
    }  # fmt: skip
    if p.flag:
        whole |= {"flag": p.flag, "week": p.flag_week, "told": flag_line(p), "came": came_of(p)}
    if not p.fop:
        weeks = course(p)
        whole["best"] = [week.before.range for week in weeks] + [weeks[-1].after.range]
    return whole


def _facts(p: Patient) -> str:
    rows = "".join(f"<div><dt>{head}</dt><dd>{escape(text)}</dd></div>" for head, text in lines(p))
    return f'<dl class="ho-facts">{rows}</dl>'


def reading(p: Patient, degrees: int) -> str:
    """As `planReading` in plan.js. In FOP there is no aim: a number to reach would invite a stretch."""
    name, target = MEASURES[p.joint]
    return f"{name.capitalize()} {degrees}°" + ("" if p.fop else f" (aim: at least {target}°)")


def _card(builder: Builder, p: Patient) -> str:
    number = builder.deck.index(p) + 1
    measured = f"{reading(p, p.start.range)}. {found(p, p.start)}"
    return (
        f'<article class="ho-card"><p class="ho-patient">Patient {number}</p>{_facts(p)}'
        f'<p class="ho-now"><strong>Week 1 of 8.</strong> {escape(measured)}</p>'
        f'<form class="ho-planform">{_radios("movement", "Movement this week", MOVEMENTS)}{_ticks()}'
        f"{_radios('referral', 'Who is told', REFERRALS)}</form></article>"
    )


def _radios(name: str, legend: str, options: tuple[tuple[str, str], ...]) -> str:
    rows = "".join(
        f'<li><label><input type="radio" name="plan-{name}" value="{key}"> <span>{escape(label)}</span></label></li>'
        for key, label in options
    )
    return f'<fieldset data-part="{name}"><legend><span class="ho-stem">{legend}</span></legend><ul class="ho-picks">{rows}</ul></fieldset>'


def _ticks() -> str:
    rows = "".join(
        f'<li><label><input type="checkbox" name="plan-{key}"> <span>{escape(label)}</span></label></li>'
        for key, label in EXTRAS
    )
    return f'<fieldset data-part="extras"><legend><span class="ho-stem">Also</span></legend><ul class="ho-picks">{rows}</ul></fieldset>'


def _course(p: Patient) -> str:
    weeks = course(p)
    fell = f"<p>{escape(FELL)}</p>" if weeks[-1].after.range < p.start.range else ""
    return f'<ol class="ho-weeks-told">{"".join(_week(p, week) for week in weeks)}</ol>{fell}'


def _week(p: Patient, week: Week) -> str:
    flag = f"<strong>{escape(flag_line(p))}</strong> " if week.flag else ""
    plan = [NAMES[week.plan.movement]]
    plan += [label for key, label in EXTRAS if getattr(week.plan, key)]
    said = " ".join(
        inline(one.reason) for one in week.said if one.verdict == "best" and "Nothing on the card" not in one.reason
    )
    news = f" <em>{escape(week.news)}</em>" if week.news else ""
    told = dict(REFERRALS)[week.plan.referral].split(":")[0].lower()
    return (
        f"<li>{flag}{escape(reading(p, week.before.range))}. {escape(found(p, week.before))} "
        f"<strong>{escape(', '.join(plan))}; told: {escape(told)}.</strong> {said}{news}</li>"
    )


def _model() -> str:
    irritations = ("quiet", "warm", "hot")
    rows = "".join(
        f'<tr><th scope="row">{NAMES[movement]}</th>'
        + "".join(f"<td>{_signed(gain)}</td>" for gain in GAIN[movement])
        + f"<td>{_signed(STIR[movement])}</td></tr>"
        for movement, _ in MOVEMENTS
    )
    heads = "".join(f'<th scope="col">{word}: degrees a week</th>' for word in irritations)
    phases = "".join(
        f'<tr><th scope="row">{escape(name)}</th><td>{_signed(DRIFT[phase])}</td><td>{_signed(COOL[phase])}</td><td>{irritations[LEAST[phase]]}</td></tr>'
        for phase, name in PHASES.items()
    )
    return (
        f'<div class="ho-scroll" tabindex="0" role="region" aria-label="The model, tables"><table><thead><tr><th scope="col">Movement</th>{heads}'
        f'<th scope="col">Irritation, steps</th></tr></thead><tbody>{rows}</tbody></table>'
        f'<table><thead><tr><th scope="col">Phase</th><th scope="col">By itself, degrees a week</th><th scope="col">Irritation, steps</th>'
        f'<th scope="col">At its calmest</th></tr></thead><tbody>{phases}</tbody></table></div>'
        f"<p>A week adds the two. Marked spasticity takes a degree more. A splint adds {SPLINT_GAIN} in a quiet elbow that it fits; anywhere "
        f"else, the first warm days after excision apart, it adds {SPLINT_STIR} step of irritation and takes {SPLINT_COST} degree for each step that was "
        f"there. A red flag that a colleague has to answer takes {LATE} more: its real danger is not counted in degrees. No joint passes its bony limit. Below 90° of hip flexion an unreviewed seat marks "
        f"the skin. Every number is assumed.</p>"
    )


def _signed(number: int) -> str:
    return f"{number:+d}".replace("-", "\u2212") if number else "0"
