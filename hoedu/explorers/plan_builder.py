"""The plan builder: made-up patients, a plan for each week, a joint that answers, and red flags that interrupt.

Red flags come first: a leg that may hold a clot, a joint that may be infected. FOP ends the course before it begins.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import NamedTuple

from hoedu.drills.base import ROW, Verdict
from hoedu.explorers.plan_builder_patients import Patient, patient
from hoedu.explorers.plan_builder_words import (
    COLLEAGUE,
    FEELS,
    FLAGS,
    LOCKED,
    MOVE,
    NOTES,
    NUMB,
    OUTCOMES,
    REFER,
    SEATING,
    SKIN,
    SPASM,
    SPLINT,
)
from hoedu.rehab import PHASES, SEAT, WEEKS, Joint, Plan, needs_seat, week

SIZE = 66  # patients that a page carries: each kind six times
STOPS = ("clot", "fever", "dysreflexia")  # flags after which nobody moves anything that day
LOST = 15  # degrees gone in the week of that flag
STEADY = 10  # degrees below the first week that are reported
MEASURES = {"hip": ("hip flexion", SEAT), "elbow": ("elbow arc", 100), "knee": ("knee flexion", 120)}

VERDICTS = {
    "best": Verdict("✓", "right", "best"),
    "acceptable": Verdict("○", "also right", "acceptable"),
    "slow": Verdict("△", "safe, but costs range", "poor"),
    "little": Verdict("△", "safe, but does little", "poor"),
    "waste": Verdict("△", "safe, but for nothing", "poor"),
    "soon": Verdict("△", "too soon", "poor"),
    "late": Verdict("△", "too late", "poor"),
    "missed": Verdict("△", "missed", "poor"),
    "unsafe": Verdict("✗", "unsafe", "unsafe"),
}
ORDER = list(VERDICTS)


class Said(NamedTuple):
    """What is said of one part of a plan."""

    part: str  # "movement", "referral", "splint" or "seating"
    verdict: str  # of VERDICTS
    reason: str


@dataclass(frozen=True, slots=True)
class Week:
    """One week as it went: how it began, the plan, what is said of it, what came after."""

    number: int
    phase: str
    flag: str
    before: Joint
    plan: Plan
    said: tuple[Said, ...]
    after: Joint
    news: str


# ---- the rules: every key is looked up in the page as well


def unseen(p: Patient, joint: Joint) -> bool:
    """Warmer than the joint that was dealt, and nobody has looked: before HO is blamed a clot, a fracture, an infection are excluded."""
    return joint.irritation == 2 or (joint.irritation > p.start.irritation and not joint.referred)


def lost(p: Patient, joint: Joint) -> bool:
    """Range that went little by little, and nobody has been told."""
    return not joint.referred and joint.range <= p.start.range - STEADY


def move_key(p: Patient, joint: Joint, phase: str, flag: str) -> str:
    numb = "/numb" if p.numb else ""
    if p.fop:
        return "fop"
    if flag:
        return flag if flag in STOPS else f"warm{numb}"
    if unseen(p, joint):
        return f"hot{numb}"
    return ("acute" if joint.irritation and phase != "excised" else phase) + numb


def said_of_move(key: str, phase: str, movement: str) -> tuple[str, str]:
    """The narrowest entry that fits."""
    bare = key.removesuffix("/numb")
    if movement == "forced" and key != "fop" and bare not in STOPS:
        return MOVE.get((phase, "forced"), MOVE[("any", "forced")])
    tries = [
        (key, movement),
        (key, "*"),
        ("any/numb", movement) if key.endswith("/numb") else (key, movement),
        (bare, movement),
    ]
    return next(MOVE[one] for one in tries if one in MOVE)


def refer_key(p: Patient, joint: Joint, phase: str, flag: str) -> str:
    if p.fop or flag:
        return "fop" if p.fop else flag
    if unseen(p, joint):
        return "hot" if p.numb else "sore"
    if joint.skin == 2:
        return "open"
    if lost(p, joint):
        return "loss"
    if joint.spasticity == 2:
        return "spastic"
    return "plateau" if phase == "mature" and not joint.referred else "nothing"


def splint_key(p: Patient, joint: Joint, phase: str, flag: str) -> str:
    if p.fop or flag:
        return "fop" if p.fop else "flag"
    if joint.irritation:  # on the first days after excision the wound is warm, not the joint
        return "fresh" if phase == "excised" and joint.irritation == 1 else "hot"
    fits = p.body.splint_fits and phase in ("settled", "excised")
    return ("after" if phase == "excised" else "fits") if fits else "idle"


def seating_key(p: Patient, joint: Joint, flag: str) -> str:
    if not p.body.chair:
        return "none"
    if flag in ("clot", "fever"):
        return "later"
    return "skin" if joint.skin else "need" if needs_seat(joint, p.body) else "idle"


def judge(p: Patient, joint: Joint, phase: str, flag: str, plan: Plan) -> tuple[Said, ...]:
    move = said_of_move(move_key(p, joint, phase, flag), phase, plan.movement)
    key = refer_key(p, joint, phase, flag)
    refer = REFER.get((key, plan.referral)) or REFER[(key, "*")]
    found = [Said("movement", *move), Said("referral", *refer)]
    if one := SPLINT.get((splint_key(p, joint, phase, flag), str(int(plan.splint)))):
        found.append(Said("splint", *one))
    if one := SEATING.get((seating_key(p, joint, flag), str(int(plan.seating)))):
        found.append(Said("seating", *one))
    return tuple(found)


def worst(said: tuple[Said, ...]) -> str:
    return max((one.verdict for one in said), key=ORDER.index)


def begins(p: Patient, joint: Joint, number: int) -> tuple[Joint, str, str]:
    """(the joint, phase and red flag) as week `number` begins; the flag itself may have changed the joint."""
    phase, flag = p.phases[number - 1], p.flag if number == p.flag_week else ""
    if flag == "range":
        joint = replace(joint, range=max(10, joint.range - LOST))
    if flag in ("warm", "fever"):
        joint = replace(joint, irritation=max(1, joint.irritation))
    if flag == "dysreflexia":
        joint = replace(joint, skin=max(1, joint.skin))
    return joint, phase, flag


def carry_out(p: Patient, joint: Joint, number: int, plan: Plan) -> Week:
    """One week. What is unsafe beside a red flag is not carried out: a colleague stops it, and says so."""
    before, phase, flag = begins(p, joint, number)
    said = judge(p, before, phase, flag, plan)
    real, news, stopped = plan, "", False
    if flag:
        stopped = any(one.verdict in ("unsafe", "late", "soon") for one in said if one.part != "seating")
        real = replace(
            plan, referral="today", splint=False, movement="rest" if stopped or flag in STOPS else plan.movement
        )
        news = (COLLEAGUE if stopped else "") + came_of(p)
    return Week(number, phase, flag, before, plan, said, week(before, p.body, phase, real, late=stopped), news)


def plans() -> Iterator[Plan]:
    for movement in ("active", "assisted", "forced", "rest"):
        for number in range(4):
            for referral in ("none", "planned", "today"):
                yield Plan(movement, bool(number & 1), bool(number & 2), referral)


def best_plan(p: Patient, joint: Joint, phase: str, flag: str) -> Plan:
    """The plan whose every part is right, with the splint or review that is asked for, and no other."""

    def marks(plan: Plan) -> tuple[int, int, int]:
        found = [ORDER.index(one.verdict) for one in judge(p, joint, phase, flag, plan)]
        return max(found), sum(found), -len(found)  # a splint that fits is one more part that is right

    return min(plans(), key=marks)


def course(p: Patient, choose=best_plan) -> list[Week]:
    """All weeks under one way to choose; for FOP the first alone, after which the page is locked."""
    found: list[Week] = []
    joint = p.start
    for number in range(1, (1 if p.fop else WEEKS) + 1):
        found.append(carry_out(p, joint, number, choose(p, *begins(p, joint, number))))
        joint = found[-1].after
    return found


# ---- what the card says


def lines(p: Patient) -> tuple[tuple[str, str], ...]:
    who = ("girl" if p.sex == "f" else "boy") if p.age < 18 else "woman" if p.sex == "f" else "man"
    return (
        ("Who", f"{p.age}-year-old {who}, {p.who}."),
        ("Story", p.story),
        ("Asked", p.asks),
    )


def found(p: Patient, joint: Joint) -> str:
    """What is found as a week begins; the page says the same in `planFound`."""
    parts = [
        (NUMB if p.numb else FEELS)[joint.irritation],
        SPASM[joint.spasticity],
        SKIN[joint.skin] if p.body.chair else "",
    ]
    return " ".join(part for part in parts if part)


def flag_line(p: Patient) -> str:
    return FLAGS[p.flag].replace("{side}", p.side)


def came_of(p: Patient) -> str:
    """What came of the red flag; where no HO was known, none is spoken of as known."""
    tries = (p.flag, "danger" if p.danger else ""), (p.flag, p.phases[0]), (p.flag, "*")
    return next(OUTCOMES[one] for one in tries if one in OUTCOMES)


@dataclass(frozen=True)
class Builder:
    """The tool as a value."""

    name: str = "plan-builder"
    title: str = "Eight weeks: build a plan, see, adjust"
    todo: str = "Made-up patients. Choose this week's plan, read what it did, and adjust. Red flags may interrupt."
    notes: tuple[str, ...] = field(default=NOTES)

    @cached_property
    def deck(self) -> tuple[Patient, ...]:
        return tuple(map(patient, range(1, SIZE + 1)))

    def texts(self) -> list[str]:
        entries = (reason for table in (MOVE, REFER, SPLINT, SEATING) for _, reason in table.values())
        return list(dict.fromkeys([*entries, LOCKED, *self.notes]))

    def rows(self) -> list[str]:
        return list(dict.fromkeys(row for text in self.texts() for row in ROW.findall(text)))


def build() -> Builder:
    return Builder()


assert all(re.fullmatch("[a-z/*-]+", key) for key, _ in MOVE) and set(PHASES) <= {key.split("/")[0] for key, _ in MOVE}
