"""A joint over eight weeks of therapy: a model for teaching, its every number assumed.

What it keeps from the evidence is directions alone: force costs range and stirs the joint up (REH009, REH060), long rest
stiffens (REH008), movement inside comfort keeps and regains range (REH001, REH009, REH017), an irritated joint settles when
less is asked of it (REH008). How many degrees a week is invented, and set so that no plan
ends above the one that the rules mark best. The page looks up the same tables.
"""

from dataclasses import dataclass, replace

WEEKS = 8
MOVEMENTS = ("active", "assisted", "forced", "rest")
PHASES = ("early", "acute", "settled", "mature", "excised")
FLOOR = 10  # degrees below which no joint of the model goes

# Degrees a week, by how irritated the joint is: 0 quiet, 1 warm, 2 hot. Force is the worst of all at each. Help gives no more
# than the patient's own muscles. A hot joint gains by nothing, so to stop until somebody has looked loses no more than to go on.
GAIN = {"active": (4, 2, -3), "assisted": (4, 2, -4), "forced": (-4, -6, -9), "rest": (-3, -3, -3)}
# What is done to the irritation.
STIR = {"active": -1, "assisted": 0, "forced": 2, "rest": -1}
# What happens by itself: degrees, irritation, and the least irritation there can be.
DRIFT = {"early": -1, "acute": -3, "settled": 0, "mature": 0, "excised": -2}
COOL = {"early": -1, "acute": 0, "settled": -1, "mature": -1, "excised": -1}
LEAST = {"early": 0, "acute": 1, "settled": 0, "mature": 0, "excised": 0}
SPLINT_GAIN = 1  # degrees a week, in a quiet joint for which a splint fits
SPLINT_STIR = 1  # irritation, in any other
SPLINT_COST = 1  # degrees a week in that other, for each step of irritation
LATE = 3  # degrees that a red flag takes when a colleague has to answer it
SEAT = 90  # degrees of hip flexion for which a right-angled seat fits
SEAT_AGAIN = 10  # degrees lost since the last review that ask for the next


@dataclass(frozen=True, slots=True)
class Plan:
    movement: str  # of MOVEMENTS
    splint: bool = False
    seating: bool = False
    referral: str = "none"  # "none", "planned" or "today"


@dataclass(frozen=True, slots=True)
class Joint:
    """What is true of a patient at the beginning of a week."""

    range: int  # degrees
    irritation: int  # 0 quiet, 1 warm, 2 hot
    spasticity: int = 0  # 0 none, 1 some, 2 marked
    skin: int = 0  # over the sacrum: 0 sound, 1 a mark that stays, 2 open
    reviewed: int | None = None  # the range at the last seating review
    referred: bool = False


@dataclass(frozen=True, slots=True)
class Body:
    """What stays as it is: the most degrees the joint allows, whether its muscles move it, and where a splint fits."""

    ceiling: int
    moves: bool = True
    chair: bool = False
    splint_fits: bool = False


def needs_seat(joint: Joint, body: Body) -> bool:
    """Has hip flexion fallen below a right-angled seat, or much further since the last review?"""
    return body.chair and joint.range < SEAT and (joint.reviewed is None or joint.range <= joint.reviewed - SEAT_AGAIN)


def done(plan: Plan, body: Body) -> str:
    """The movement that really happens: paralysed muscles asked to move rest."""
    return "rest" if plan.movement == "active" and not body.moves else plan.movement


def week(joint: Joint, body: Body, phase: str, plan: Plan, late: bool = False) -> Joint:
    """The joint a week later; `late`: a red flag was not answered at once."""
    movement = done(plan, body)
    fits = plan.splint and body.splint_fits and joint.irritation == 0 and phase in ("settled", "excised")
    stirs = plan.splint and not fits and (phase != "excised" or joint.irritation == 2)  # a warm wound is no warm joint
    splint = SPLINT_GAIN * fits - SPLINT_COST * stirs * joint.irritation
    change = GAIN[movement][joint.irritation] + DRIFT[phase] - (joint.spasticity == 2) + splint - LATE * late
    stir = STIR[movement] + COOL[phase] * (movement != "forced") + SPLINT_STIR * stirs
    need = needs_seat(joint, body)
    sits_badly = need and not plan.seating
    after = max(FLOOR, min(body.ceiling, joint.range + change))
    return replace(
        joint,
        range=after,
        irritation=max(LEAST[phase], min(2, joint.irritation + stir)),
        spasticity=min(joint.spasticity, 1) if plan.referral != "none" else joint.spasticity,
        skin=max(0, min(2, joint.skin + (1 if sits_badly else -1 if plan.seating else 0))),
        reviewed=joint.range if plan.seating and body.chair else joint.reviewed,
        referred=joint.referred or plan.referral != "none",
    )


def tables() -> dict:
    """The model as the page looks it up (JSON)."""
    return {
        "gain": GAIN, "stir": STIR, "drift": DRIFT, "cool": COOL, "least": LEAST, "floor": FLOOR, "weeks": WEEKS,
        "splint": [SPLINT_GAIN, SPLINT_STIR, SPLINT_COST], "late": LATE, "seat": [SEAT, SEAT_AGAIN],
    }  # fmt: skip
