"""The prescribing drill: drug, radiation or neither, and with which plan?

FOP is asked first and stops everything. Then how high the risk is; then what would make a choice unsafe; then what was
tested for this operation or injury, in which dose, from when and until when.
"""

from dataclasses import dataclass, replace
from random import Random

from hoedu.drills.base import Drill, Judged, Question, Said, chance, say, together
from hoedu.drills.prescribing_words import KINDS, NOTES, plan_reason, way_reason
from hoedu.drills.triage import person

WAYS = (
    ("nsaid", "NSAID"),
    ("selective", "Selective NSAID"),
    ("rt", "Radiotherapy"),
    ("none", "Neither drug nor radiotherapy; all else as planned"),
    ("stop", "Stop everything: FOP expert first"),
)
PLANS = (
    ("indo-week", "Indomethacin 100 mg a day; last day: day 7"),
    ("indo-six", "Indomethacin 25 mg three times a day from surgery; last day: week 6"),
    ("ibu", "Ibuprofen 1200 mg a day from within 24 h; last day: day 14"),
    ("nap", "Naproxen 500 mg twice a day; last day: week 3"),
    ("indo-cord", "Indomethacin 75 mg slow release a day, from about week 3 after injury, for 3 weeks"),
    ("open", "Ibuprofen 1200 mg a day until the joint moves freely"),
    ("cele", "Celecoxib 200 mg twice a day; last day: day 10"),
    ("rt", "7-8 Gy once: within 4 h before, or within 72 h after"),
    ("rt-late", "7-8 Gy once, at the wound check in week 2"),
    ("aspirin", "Low-dose aspirin, as against clots"),
    ("move", "Gentle movement, active where the muscles work, never forced; back if warm, swollen or stiffer"),
    ("expert", "No knife, no needle into muscle, no force; call the expert"),
)  # fmt: skip
WAY_OF = {
    "indo-week": "nsaid", "indo-six": "nsaid", "ibu": "nsaid", "nap": "nsaid", "indo-cord": "nsaid", "open": "nsaid",
    "cele": "selective", "rt": "rt", "rt-late": "rt", "move": "none", "expert": "stop",
}  # fmt: skip
DAYS = {"indo-week": 7, "indo-six": 42, "ibu": 14, "nap": 21, "indo-cord": 21, "cele": 10}
# What was tested for each event, the best fitting first; a drug tested elsewhere is weak here.
TESTED = {
    "hip": ("indo-week", "ibu", "indo-six", "cele"),
    "excision": ("indo-six", "indo-week", "ibu"),  # each elsewhere, or with radiation
    "scope": ("nap",),
    "socket": ("indo-week",),
    "cord": ("indo-cord",),
}  # fmt: skip
UNITING = ("socket", "elbow")  # a bone has to unite
NO_GAIN = ("low", "late", "scope", "cord")  # situations in which no benefit of radiation was shown
LONGEST = 14  # days of an NSAID over a bone that has to unite: six weeks did harm, three were not tested
CLOSED = 96  # hours after the operation: later radiotherapy failed more often (INT055)


@dataclass(frozen=True, slots=True)
class Patient:
    """What the card tells. A rule may use nothing else."""

    age: int
    sex: str  # "f" or "m"
    event: str  # "hip", "scope", "socket", "elbow", "cord", "excision", "nerve" or "bone"
    hours: int  # since the operation or injury; negative: it is planned
    earlier: bool = False  # HO of the other hip, after its replacement
    fused: bool = False  # the hip, by bone
    ulcer: bool = False
    heart: str = ""  # what is wrong with it
    kidney: str = ""
    bleeding: str = ""  # what makes bleeding likelier
    allergy: bool = False  # to aspirin or any NSAID
    pregnant: bool = False
    children: bool = False  # wanted
    longbone: bool = False  # a broken thigh bone, nailed
    skin: bool = False  # open and colonised, in the field
    stomach: bool = False  # upset by an NSAID, never an ulcer
    unfinished: bool = False  # an earlier course of tablets
    toes: bool = False  # great toes short and bent since birth, stiffness after bumps


# ---- the rules


def high(p: Patient) -> bool:
    return p.event == "excision" or (p.event == "hip" and (p.earlier or p.fused))


def late(p: Patient) -> bool:
    return p.event != "cord" and p.hours > CLOSED


def young(p: Patient) -> bool:
    """Radiation near ovary or testis is talked through first, and is never the first choice."""
    return p.age < 40 or p.children


def bar(p: Patient, way: str) -> str:
    """What makes a way unsafe; "" where nothing does."""
    if p.toes:
        return "" if way == "stop" else "fop"
    if way in ("nsaid", "selective"):
        found = {"ulcer": p.ulcer, "heart": bool(p.heart), "kidney": bool(p.kidney), "bleeding": bool(p.bleeding),
                 "allergy": p.allergy, "pregnant": p.pregnant, "longbone": p.longbone}  # fmt: skip
    elif way == "rt":
        found = {"pregnant": p.pregnant, "elbow": p.event == "elbow", "skin": p.skin,
                 "gonads": young(p) and situation(p) in NO_GAIN}  # fmt: skip
    else:
        return ""
    return next((name for name, true in found.items() if true), "")


def best_way(p: Patient) -> str:
    if p.toes:
        return "stop"
    if high(p) and not late(p):
        if p.event == "excision" and not bar(p, "rt") and not young(p):
            return "rt"  # given after an excision with no drug named beside it; no course of tablets was
        if not bar(p, "nsaid"):
            tired = p.unfinished and not bar(p, "rt") and not young(p)
            return "rt" if tired else "selective" if p.stomach else "nsaid"
        return "none" if bar(p, "rt") or young(p) else "rt"
    return "nsaid" if p.event == "scope" and not bar(p, "nsaid") else "none"


# What is safe and not best, by event; a hip at high risk and one at ordinary risk differ.
OTHERWISE = {
    "high": {"nsaid": "acceptable", "selective": "acceptable", "rt": "acceptable", "none": "acceptable"},
    "late": {"nsaid": "weak", "selective": "weak", "rt": "weak"},
    "low": {"nsaid": "needless", "selective": "needless", "rt": "needless"},
    "scope": {"selective": "acceptable", "rt": "needless", "none": "acceptable"},
    "socket": {"nsaid": "acceptable", "selective": "weak", "rt": "acceptable"},
    "elbow": {"nsaid": "weak", "selective": "weak"},
    "cord": {"nsaid": "acceptable", "selective": "weak", "rt": "needless"},
    "nerve": {"nsaid": "acceptable", "selective": "weak", "rt": "weak"},
}


def situation(p: Patient) -> str:
    if p.toes:
        return "fop"
    if late(p):
        return "late"
    return "high" if high(p) else "low" if p.event == "hip" else p.event


def way_verdict(p: Patient, way: str) -> str:
    if bar(p, way):
        return "unsafe"
    if way == best_way(p):
        return "best"
    word = "needless" if way == "stop" else OTHERWISE[situation(p)][way]
    drug = way in ("nsaid", "selective")
    return "weak" if word == "acceptable" and drug and not tested(p, way) else word


def tested(p: Patient, way: str) -> list[str]:
    """The plans of this way that were tested for what the patient has, the best fitting first."""
    return [plan for plan in TESTED.get(p.event, ()) if WAY_OF[plan] == way]


def fits(way: str, plan: str) -> bool:
    """Whether a plan carries out what was chosen; aspirin against clots goes with no prevention of HO."""
    return WAY_OF.get(plan, "none") == way or (way, plan) == ("stop", "move")


def plan_bar(p: Patient, plan: str) -> str:
    """What makes a plan unsafe; "" where nothing does."""
    if plan == "aspirin":
        return "fop" if p.toes else "aspirin" if p.ulcer or p.bleeding else "allergy" if p.allergy else ""
    if plan == "move":
        return ""  # in FOP too: active movement harms nobody, and stops no operation
    if found := bar(p, WAY_OF[plan]):
        return found
    if plan == "open":
        return "open"
    if plan == "rt-late" and young(p):
        return "gonads"
    return "long" if p.event in UNITING and DAYS.get(plan, 0) > LONGEST else ""


def plan_verdict(p: Patient, plan: str) -> str:
    if plan_bar(p, plan):
        return "unsafe"
    if plan in ("aspirin", "rt-late") or (p.toes and plan == "move"):
        return "weak"
    word = way_verdict(p, WAY_OF[plan])
    if plan not in DAYS or word in ("weak", "needless"):
        return word
    known = tested(p, WAY_OF[plan])
    if plan not in known or (p.unfinished and DAYS[plan] > 28):
        return "weak"
    return word if plan == known[0] else "acceptable"


def judge(p: Patient) -> tuple[dict[str, Judged], ...]:
    ways = {way: way_verdict(p, way) for way, _ in WAYS}
    plans = {plan: plan_verdict(p, plan) for plan, _ in PLANS}
    return (
        {way: Judged(word, way_reason(p, way, word, bar(p, way), situation(p))) for way, word in ways.items()},
        {
            plan: Judged(word, plan_reason(p, plan, word, plan_bar(p, plan), situation(p)))
            for plan, word in plans.items()
        },
    )


# ---- the patients


def make(r: Random, kind: str) -> Patient:
    """A patient of one kind."""
    soon = r.choice((-16, r.randint(4, 20)))
    hip = Patient(r.randint(46, 82), r.choice("fm"), "hip", soon)
    marks = {r.choice(("earlier", "fused")): True}
    risky = replace(hip, **marks)
    bars = ({"ulcer": True}, {"heart": r.choice(HEART)}, {"kidney": r.choice(KIDNEY)}, {"bleeding": r.choice(BLEEDING)},
            {"allergy": True})  # fmt: skip
    timed = r.choice((-16, r.randint(4, 20), r.randint(26, 60)))
    again = replace(hip, event="excision", hours=soon)
    adult = replace(hip, age=r.randint(20, 66))
    made = {
        "low": lambda: replace(hip, **(r.choice(bars) if chance(r, 0.3) else {})),
        "high": lambda: risky,
        "young": lambda: replace(hip, age=r.randint(22, 38), fused=True, children=chance(r, 0.6)),
        "ulcer": lambda: replace(risky, ulcer=True, hours=timed),
        "heart": lambda: replace(risky, **bars[1], hours=timed),
        "kidney": lambda: replace(risky, **bars[2], hours=timed),
        "bleeding": lambda: replace(risky, **bars[3], hours=timed),
        "allergy": lambda: replace(risky, allergy=True, hours=timed),
        "unfinished": lambda: replace(risky, unfinished=True),
        "stomach": lambda: replace(risky, stomach=True),
        "children": lambda: replace(hip, age=r.randint(22, 38), fused=True, children=True, **r.choice(bars)),
        "scope": lambda: replace(hip, age=r.randint(19, 48), event="scope", **(r.choice(bars) if chance(r, 0.3) else {})),
        "fracture": lambda: replace(adult, event=(event := r.choice(UNITING)), hours=r.randint(4, 40),
                                    longbone=event == "socket" and chance(r, 0.5)),
        "pregnant": lambda: replace(adult, age=r.randint(20, 41), sex="f", event=r.choice(UNITING), hours=r.randint(4, 40),
                                    pregnant=True),
        "cord": lambda: replace(adult, event="cord", hours=24 * r.randint(17, 24)),
        "again": lambda: replace(again, hours=timed, **r.choice(bars)) if chance(r, 0.4) else again,
        "nerve": lambda: replace(adult, age=r.randint(40, 66), event="nerve", **({"skin": True, "hours": r.randint(4, 20)} if chance(r, 0.5) else {})),
        "late": lambda: replace(risky, hours=24 * r.randint(6, 10)),
        "fop": lambda: replace(adult, age=r.randint(9, 30), event="bone", hours=-16, toes=True),
    }  # fmt: skip
    return made[kind]()


HEART = ("A heart attack last year.", "Heart failure.")
KIDNEY = ("Kidneys work at about a third of normal.", "Potassium in the blood is high, and has been for months.")
BLEEDING = ("apixaban in full dose", "warfarin", "an inherited bleeding disorder")

# ---- what the card says

DONE = {
    "hip": "Hip replacement",
    "scope": "Arthroscopy of the hip, for impingement,",
    "socket": "The back wall of a broken hip socket (acetabulum) fixed",
    "elbow": "A broken elbow fixed",
    "excision": "HO that grew after a hip replacement cut out",
    "nerve": "HO of the hip, from an old cord injury, cut out",
}
PLANNED = {
    "hip": "Hip replacement tomorrow morning.",
    "scope": "Arthroscopy of the hip, for impingement, tomorrow morning.",
    "excision": "HO that grew after a hip replacement is to be cut out tomorrow morning.",
    "nerve": "HO of the hip, from an old cord injury, is to be cut out tomorrow morning.",
    "bone": "Bone beside the hip, of unknown cause, is to be cut out tomorrow morning.",
}


def tell(p: Patient) -> tuple[Said, ...]:
    who = say("{0}-year-old {1}.", p.age, person(p.age, p.sex))
    return together(who, _today(p)), together(*_bone(p)), together(*_health(p))


def _today(p: Patient) -> Said:
    if p.event == "cord":
        return say(
            "Complete cord injury {0} days ago; the spine needed no fusion. The question is prevention.", p.hours // 24
        )
    if p.hours < 0:
        return say(PLANNED[p.event])
    span = say("{0} days ago.", p.hours // 24) if late(p) else say("{0} hours ago.", p.hours)
    return together(say(DONE[p.event]), span)


def _bone(p: Patient) -> list[Said]:
    if p.toes:
        return [say("Great toes short and bent since birth. Neck and shoulder stiffened after bumps in childhood.")]
    verb, blocks = ("is", "blocks") if p.hours < 0 else ("was", "blocked")
    told = {
        "hip": "HO of the other hip, after its replacement." if p.earlier else f"This hip {verb} fused by bone." if p.fused
        else f"No earlier HO. The hip {verb} stiff, not fused.",
        "excision": f"The bone {blocks} sitting. Films show no other HO.",
        "nerve": f"The bone {blocks} sitting. Films show no other HO.",
        "cord": "No HO; no joint warm, swollen or stiffer.",
    }.get(p.event, "No earlier HO.")  # fmt: skip
    return [say(told), say("Great toes ordinary.")]


def _health(p: Patient) -> list[Said]:
    found = []
    if p.longbone:
        found.append(say("The thigh bone was broken too, and nailed."))
    if p.ulcer:
        found.append(say("A stomach ulcer bled last year."))
    if p.heart:
        found.append(say(p.heart))
    if p.kidney:
        found.append(say(p.kidney))
    if p.bleeding:
        verb = "Has" if "disorder" in p.bleeding else "Takes"
        found.append(say(f"{verb} {{0}}.", p.bleeding))
    if p.allergy:
        found.append(say("Aspirin once brought on an asthma attack."))
    if p.pregnant:
        found.append(say("Pregnant."))
    if p.skin:
        found.append(say("A pressure ulcer near the field is open and colonised."))
    if p.stomach:
        found.append(say("Ibuprofen once upset the stomach and was stopped; never an ulcer or a bleed."))
    if p.unfinished:
        found.append(say("Did not manage six weeks of tablets after the last operation, and says so. No ulcer."))
    if not found:
        found.append(say("Stomach, heart, kidneys, bleeding, allergy: nothing known."))
    if p.children:
        found.append(say("Wants children."))
    return found


def build() -> Drill:
    return Drill(
        name="prescribing",
        title="NSAID, radiotherapy or neither? A prescribing drill",
        todo="Made-up patients in blocks of ten. Choose the prevention, then the plan with its dose and last day, and its start "
        "where one is printed. For learning: doses record what was tested.",
        heads=("Today", "HO so far", "Health"),
        questions=(Question("Which prevention?", WAYS), Question("Which plan?", PLANS)),
        kinds=KINDS,
        make=make,
        tell=tell,
        judge=judge,
        notes=NOTES,
        fits=fits,
    )
