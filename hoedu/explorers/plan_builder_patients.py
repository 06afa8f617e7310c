"""The made-up patients of the plan builder, each kind by its own rules."""

from dataclasses import dataclass
from random import Random

from hoedu.drills.base import chance
from hoedu.explorers.plan_builder_words import KINDS
from hoedu.rehab import WEEKS, Body, Joint


@dataclass(frozen=True, slots=True)
class Patient:
    kind: str
    age: int
    sex: str
    who: str
    story: str
    asks: str
    side: str
    joint: str  # of MEASURES
    start: Joint
    body: Body
    phases: tuple[str, ...]  # of PHASES, one a week
    flag: str = ""  # of FLAGS
    flag_week: int = 0  # from 1; 0: none
    danger: bool = False  # it was what had to be looked for
    fop: str = ""  # "", "known" or "toes"

    @property
    def numb(self) -> bool:
        return not self.body.moves


def kind(number: int) -> str:
    """The kind of patient `number`: each round deals every kind once, none twice running."""
    turn, place = divmod(number - 1, len(KINDS))
    order = _round(turn)
    if turn and order[0] == _round(turn - 1)[-1]:
        order[0], order[1] = order[1], order[0]
    return order[place]


def _round(turn: int) -> list[str]:
    order = sorted(KINDS)
    Random(f"plan-builder round {turn}").shuffle(order)
    if not turn and order[0].startswith("fop"):  # the first patient shows a whole course
        order.append(order.pop(0))
        if order[0].startswith("fop"):
            order.append(order.pop(0))
    return order


def patient(number: int) -> Patient:
    random, name = Random(f"plan-builder patient {number}"), kind(number)
    return globals()[f"_{name.replace('-', '_')}"](random, random.choice(("left", "right")), random.choice("fm"))


def _spread(*runs: tuple[str, int]) -> tuple[str, ...]:
    phases = [phase for phase, weeks in runs for _ in range(weeks)]
    return tuple((phases + [phases[-1]] * WEEKS)[:WEEKS])


def _flagged(r: Random, flags: tuple[str, ...]) -> dict:
    flag = r.choice(flags)
    return {"flag": flag, "flag_week": r.randint(2, 6) if flag else 0, "danger": chance(r, 0.5)}


def _turns(flagged: dict, phase: str) -> tuple[str, ...]:
    """An early course turns into HO in the week of a flag that shows it."""
    shows = flagged["flag"] in ("warm", "range") or (flagged["flag"] == "clot" and not flagged["danger"])
    return (
        _spread((phase, flagged["flag_week"] - 1), ("acute", 4), ("settled", 8)) if shows else _spread((phase, WEEKS))
    )


def _cord_early(r: Random, side: str, sex: str) -> Patient:
    flagged = _flagged(r, ("warm", "warm", "clot", "clot", "range", ""))
    start = 5 * r.randint(20, 23)
    return Patient(
        "cord-early", r.randint(18, 66), sex, f"day {r.randint(3, 13)} after a complete spinal cord injury", "The spine is declared stable. Hips free so far.",
        "Ward: please plan movement of the legs.", side, "hip", Joint(start, 0), Body(120, moves=False, chair=True),
        _turns(flagged, "early"), **flagged,
    )  # fmt: skip


def _cord_acute(r: Random, side: str, sex: str) -> Patient:
    flagged = _flagged(r, ("clot", "fever", "range", "dysreflexia", ""))
    acute = r.randint(2, 4)
    level = "of the neck " if flagged["flag"] == "dysreflexia" else ""
    return Patient(
        "cord-acute", r.randint(18, 66), sex, f"day {r.randint(32, 80)} after a complete spinal cord injury {level}".strip(),
        f"HO of the {side} hip was found last week; a clot and a fracture were excluded then. Transfers are no harder since. Uses a wheelchair.",
        "What may we do with the hip?", side, "hip",
        Joint(5 * r.randint(15, 20), 1, spasticity=r.choice((0, 1, 1, 2))), Body(110, moves=False, chair=True),
        _spread(("acute", acute), ("settled", WEEKS)), **flagged,
    )  # fmt: skip


def _brain(r: Random, side: str, sex: str) -> Patient:
    flagged = _flagged(r, ("range", "fever", "", ""))
    return Patient(
        "brain", r.randint(18, 60), sex, f"day {r.randint(28, 80)} after a severe brain injury",
        f"HO of the {side} elbow was found last week. Awake and follows requests; pain may show as restlessness.",
        "Family: can you stretch it straight?", side, "elbow", Joint(5 * r.randint(11, 16), 1, spasticity=2),
        Body(125, splint_fits=True), _spread(("acute", r.randint(2, 4)), ("settled", WEEKS)), **flagged,
    )  # fmt: skip


def _elbow(r: Random, side: str, sex: str) -> Patient:
    flagged = _flagged(r, ("fever", "range", "", ""))
    return Patient(
        "elbow", r.randint(20, 70), sex, f"day {r.randint(16, 42)} after a broken {side} elbow that was fixed",
        "The film shows early HO; the fixation is stable, and the surgeon allows all movement without load.",
        "Wants to reach the mouth again.", side, "elbow", Joint(5 * r.randint(10, 15), r.choice((1, 2))), Body(130, splint_fits=True),
        _spread(("acute", r.randint(2, 4)), ("settled", WEEKS)), **flagged,
    )  # fmt: skip


def _burn(r: Random, side: str, sex: str) -> Patient:
    flagged = _flagged(r, ("fever", "range", "", ""))
    return Patient(
        "burn", r.randint(20, 66), sex, f"day {r.randint(24, 60)} after deep burns of both arms",
        f"The {side} elbow has lost range; ultrasound shows early HO. Grafts have taken.", "Surgeon: no plaster, please. Keep it moving.",
        side, "elbow", Joint(5 * r.randint(10, 15), r.choice((1, 2))), Body(130, splint_fits=True),
        _spread(("acute", r.randint(3, 4)), ("settled", WEEKS)), **flagged,
    )  # fmt: skip


def _hip(r: Random, side: str, sex: str) -> Patient:
    flagged = _flagged(r, ("clot", "clot", "fever", "warm", ""))
    return Patient(
        "hip", r.randint(52, 84), sex, f"day {r.randint(8, 30)} after a {side} hip replacement",
        "Walks with two sticks. The surgeon's limits are on the ward's sheet.", "Wants to put on socks.", side, "hip",
        Joint(5 * r.randint(14, 17), 0), Body(110), _turns(flagged, "early"), **flagged,
    )  # fmt: skip


def _bruise(r: Random, side: str, sex: str) -> Patient:
    flagged = _flagged(r, ("range", "range", "", ""))
    return Patient(
        "bruise", r.randint(16, 34), sex, f"day {r.randint(3, 9)} after a kick to the {side} thigh", "Limps; the knee bends less. The thigh is soft, the foot feels normal.",
        "Coach: get it loose by Saturday.", side, "knee", Joint(5 * r.randint(12, 18), 1), Body(140), _turns(flagged, "early"), **flagged,
    )  # fmt: skip


def _excised(r: Random, side: str, sex: str) -> Patient:
    flagged = _flagged(r, ("fever", "range", "", ""))
    arc = 5 * r.randint(19, 23)
    return Patient(
        "excised", r.randint(22, 60), sex, f"day {r.randint(1, 3)} after HO of the {side} elbow was removed",
        f"Arc reached in theatre: {arc + 10} degrees. Prophylaxis has been given.", "Wants to keep what was gained.", side, "elbow",
        Joint(arc, 1), Body(arc + 10, splint_fits=True), _spread(("excised", 4), ("settled", WEEKS)), **flagged,
    )  # fmt: skip


def _mature(r: Random, side: str, sex: str) -> Patient:
    flagged = _flagged(r, ("dysreflexia", "clot", "", ""))
    level = "of the neck " if flagged["flag"] == "dysreflexia" else ""
    start = 5 * r.randint(9, 14)
    return Patient(
        "mature", r.randint(20, 60), sex, f"day {r.randint(330, 520)} after a complete spinal cord injury {level}".strip(),
        f"HO of the {side} hip; range the same for months. Cannot sit upright.", "Wants to sit at a table.", side, "hip",
        Joint(start, 0, skin=r.choice((0, 1))), Body(start + r.randint(3, 6), moves=False, chair=True),
        _spread(("mature", WEEKS)), **flagged,
    )  # fmt: skip


def _fop_known(r: Random, side: str, sex: str) -> Patient:
    return Patient(
        "fop-known", r.randint(6, 15), sex, "fibrodysplasia ossificans progressiva (FOP), confirmed by its gene",
        f"The {side} elbow moves less since a fall last year.", "School: please stretch it.", side, "elbow", Joint(5 * r.randint(10, 16), 0),
        Body(100), _spread(("mature", WEEKS)), fop="known",
    )  # fmt: skip


def _fop_toes(r: Random, side: str, sex: str) -> Patient:
    toes = "Both great toes have been short and bent inwards from birth."
    return Patient(
        "fop-toes", r.randint(6, 14), sex, "no injury that anybody remembers",
        f"{toes} Hard swellings of the neck and back have come and gone; now the {side} elbow moves less.",
        "Parents: loosen the elbow, please.", side, "elbow", Joint(5 * r.randint(12, 18), 0), Body(120), _spread(("mature", WEEKS)),
        fop="toes",
    )  # fmt: skip
