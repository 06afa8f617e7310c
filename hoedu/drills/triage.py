"""The triage drill: what first, today?

What must not wait is looked for first: an infected joint, bleeding, a fracture, a clot. Then what must not be touched (FOP),
then what must not be lost sight of (a tumour). Only then comes HO itself.
"""

from dataclasses import dataclass
from random import Random

from hoedu.drills.base import Drill, Judged, Kind, Question, Said, chance, say, together
from hoedu.drills.triage_words import ALSO, ASIDE, BEST, DANGER, FILM, INSTEAD, LEAVES, NOTES

OPTIONS = (
    ("duplex", "Ultrasound of the leg veins, today"),
    ("sepsis", "Blood cultures, aspirate the joint, refer urgently"),
    ("film", "X-ray for a fracture, today"),
    ("bleed", "Blood count and CT for bleeding, today"),
    ("ho", "Images for HO this week (which one depends on the day)"),
    ("sarcoma", "Refer for a suspected tumour: images before any biopsy"),
    ("biopsy", "Biopsy, to have certainty"),
    ("fop", "No biopsy, operation or injection into muscle: refer to genetics"),
    ("watch", "No test today: examine fully, look again within a week"),
)

KINDS = {
    "clot": Kind("A newly swollen leg", "A newly swollen leg is [a clot until imaged](DDX027)."),
    "clot-with-ho": Kind("A newly swollen leg beside known HO",
                         "Knowing of HO does not exclude a clot: it can [look like one](DDX027), and both may be there."),
    "veins-clear": Kind("A swollen leg whose veins are clear", "Clear veins do not exclude HO, [image for it next](DDX029), and one clear leg is not the last word."),
    "septic": Kind("A hot joint with fever", "A hot, stiff joint with fever is [an emergency](DDX033): fluid first, not images."),
    "fracture": Kind("A fall, and a limb that gives way", "Where feeling is lost, [a fracture goes unnoticed](DDX037)."),
    "bleed": Kind("A tense thigh and falling haemoglobin", "Haemoglobin that [falls on an anticoagulant](DDX028) is bleeding."),
    "ho-early": Kind("A warm joint that loses range", "Loss of range is often [the first sign of HO](DDX001)."),
    "lump": Kind("A firm lump after a blow", "Early HO in muscle is [imaged and followed, not biopsied](DDX041)."),
    "tumour": Kind("A growing lump without a blow", "Suspected sarcoma: [images first, then a specialist's biopsy](DDX040)."),
    "fop": Kind("A child with malformed great toes", "Short great toes and a swelling: [FOP, and no biopsy](DDX058)."),
    "crps": Kind("A painful, swollen hand", "Beyond elbow or knee, out of proportion: [think of CRPS](DDX038)."),
    "quiet": Kind("Nothing new", "Nothing new, nothing warm: [keep asking and measuring](REH007), image when something changes."),
}  # fmt: skip

CAUSES = {
    "cord": "a complete spinal cord injury",
    "brain": "a severe brain injury",
    "burn": "deep burns of both arms",
    "hip": "a hip replacement",
    "elbow": "a broken elbow that was fixed",
    "kick": "a kick to the thigh",
    "wrist": "a broken wrist",
    "": "no injury",
}
LEG = ("hip", "thigh", "knee")
FEVER = 38.0  # °C; cards keep well clear of it
MINERAL = 31  # days: when a film turned positive (H09)
FLAKES, CLUMPS, EDGE = 15, 21, 35  # days: mineral of a muscle on film (IAP004, IAP005, IAP007)


@dataclass(frozen=True, slots=True)
class Patient:
    """What the card tells. A rule may use nothing else."""

    age: int
    sex: str  # "f" or "m"
    cause: str  # of CAUSES
    day: int  # after it; 0 without one
    site: str  # "hip", "thigh", "knee", "elbow", "wrist", "neck" or "back"
    side: str
    feels: bool = True
    awake: bool = True
    swollen_leg: bool = False  # newly, the whole leg
    veins_clear: bool = False  # imaged today: no clot
    ho_known: int = 0  # days since HO was found; 0: not found
    warm: bool = False
    stiff: bool = False
    fall: bool = False  # yesterday, and something grates since
    bleeding: bool = False  # tense, growing, haemoglobin falling
    anticoagulant: str = ""
    lump: str = ""  # "firm": where the blow fell; "growing": deep, for weeks; "sudden": within days
    hand: bool = False  # swollen, mottled, pain out of proportion
    short_toes: bool = False  # great toes, since birth
    temperature: float = 36.8
    crp: int = 5
    d_dimer_raised: bool = False


# ---- the rules


def pressing(p: Patient) -> list[str]:
    """The options that cannot wait until tomorrow, the most pressing first."""
    found = {
        "sepsis": p.warm and p.stiff and p.temperature >= FEVER,
        "bleed": p.bleeding,
        "film": p.fall,
        "duplex": p.swollen_leg and not p.veins_clear,
    }
    return [option for option, true in found.items() if true]


def situation(p: Patient) -> str:
    """What decides when nothing is pressing."""
    if p.short_toes and p.lump:
        return "fop"
    if p.lump == "growing":
        return "tumour"
    if p.lump == "firm":
        return "lump"
    if p.hand:
        return "crps"
    return "ho" if p.warm and p.stiff else "quiet"


FIRST = {"fop": "fop", "tumour": "sarcoma", "lump": "ho", "ho": "ho", "crps": "watch", "quiet": "watch"}
# What is neither best nor merely wasteful, by situation.
OTHERWISE = {
    "fop": {"sepsis": "unsafe", "watch": "unsafe", "sarcoma": "unsafe"},  # a biopsy is on offer
    "tumour": {"watch": "unsafe", "ho": "slow", "film": "acceptable"},
    "lump": {"watch": "acceptable", "film": "acceptable", "sarcoma": "acceptable"},
    "ho": {"watch": "slow", "film": "acceptable"},
    "crps": {"film": "acceptable"},
    "quiet": {"ho": "little"},
}


def verdict(p: Patient, option: str) -> str:
    today, now = pressing(p), situation(p)
    if option == "biopsy":
        return "unsafe"
    if today:
        if option in today:
            return "best" if option == today[0] else "acceptable"
        # CT shows a fracture too, at a price; anything else leaves the danger where it is.
        return "wasteful" if option == "bleed" and today[0] == "film" else "unsafe"
    if option == FIRST[now]:
        return "best"
    if option == "duplex" and p.veins_clear:  # the pelvis, and a repeat
        return "acceptable"
    too_early = option == "film" and now in ("ho", "lump") and p.day < MINERAL and not hidden_break(p)
    return "little" if too_early else OTHERWISE[now].get(option, "wasteful")


def hidden_break(p: Patient) -> str:
    """Why a break may be there that nobody tells of, as a key of FILM; "" where none is likely."""
    found = {"unfelt": not p.feels, "asleep": not p.awake, "fixed": p.cause == "elbow"}
    return next((why for why, true in found.items() if true), "")


def reason(p: Patient, option: str) -> Said:
    today, now, word = pressing(p), situation(p), verdict(p, option)
    if today:
        if word == "best":
            return together(*_best_today(p, option))
        if word == "unsafe":
            lead = LEAVES["ho-known" if option == "ho" and p.ho_known else option]
            return say(f"{lead} {DANGER[today[0]]}")
        if option == "duplex" and p.bleeding:
            return say(ALSO["duplex-bleed"])
        return say(ALSO[option if word == "acceptable" else "ct"])
    if word == "best":
        return together(*_best(p, now))
    if option == "duplex" and p.veins_clear:
        return say(ASIDE["clear"])
    if option == "film" and now in ("ho", "lump", "quiet"):
        return together(*_film(p, now))
    return say(INSTEAD.get((option, now)) or ASIDE[option])


def _best_today(p: Patient, option: str) -> list[Said]:
    found = [say(BEST[option])]
    if option == "duplex" and p.ho_known:
        found = [say(BEST["duplex-ho"])]
    if option == "duplex" and p.d_dimer_raised and p.cause == "cord":
        found.append(say(BEST["d-dimer"]))
    if len(pressing(p)) > 1:
        found.append(say(BEST[f"then-{pressing(p)[1]}"]))
    return found


def _best(p: Patient, now: str) -> list[Said]:
    if now == "lump":
        stage = "blind" if p.day < CLUMPS else "clumps" if p.day < EDGE else "edge"
        shows = BEST[f"lump-{stage}"]
        return [say(BEST["lump"]), say(shows, p.day) if "{0}" in shows else say(shows), say(BEST["lump-again"])]
    if now != "ho":
        return [say(BEST[now])]
    if p.veins_clear:
        return [say(BEST["veins-clear"])]
    if p.cause == "burn":
        return [say(BEST["burn"])]
    unfelt = [] if p.feels else [say(BEST["unfelt"])]
    return [say(BEST["ho"]), say(BEST["ho-film" if p.day >= MINERAL else "ho-before-film"], p.day), *unfelt]


def _film(p: Patient, now: str) -> list[Said]:
    if now == "quiet":
        return [say(FILM["quiet-hip" if p.cause == "hip" else "quiet"])]
    if now == "ho":
        return [say(FILM["ho-late" if p.day >= MINERAL else "ho-early"], p.day), say(FILM[hidden_break(p) or "felt"])]
    stage = "normal" if p.day < FLAKES else "flakes" if p.day < MINERAL else "clumps" if p.day < EDGE else "edge"
    return [say(FILM[f"lump-{stage}"], p.day)]


def judge(p: Patient) -> tuple[dict[str, Judged], ...]:
    return ({option: Judged(verdict(p, option), reason(p, option)) for option, _ in OPTIONS},)


# ---- the patients


def make(r: Random, kind: str) -> Patient:
    """A patient of one kind."""
    side = r.choice(("left", "right"))
    calm = {"temperature": r.randint(364, 375) / 10, "crp": r.randint(2, 28)}
    return globals()[f"_{kind.replace('-', '_')}"](r, side, calm)


def _paralysed_or_operated(r: Random, first: int, last: int) -> dict:
    """Someone whose leg may clot: after cord injury, brain injury or hip replacement."""
    cause = r.choice(("cord", "cord", "brain", "hip"))
    age = r.randint(52, 84) if cause == "hip" else r.randint(18, 66)
    site = "hip" if cause == "hip" else r.choice(("hip", "knee"))
    sex = r.choice("fm")
    return {"age": age, "sex": sex, "cause": cause, "day": r.randint(first, last), "site": site, **_senses(r, cause)}


def _senses(r: Random, cause: str) -> dict:
    return {"feels": cause != "cord", "awake": cause != "brain" or chance(r, 0.5)}


def _heparin(r: Random, cause: str) -> str:
    return r.choice(("low-dose heparin", "")) if cause in ("cord", "brain", "hip") else ""


def _clot(r: Random, side: str, calm: dict) -> Patient:
    who = _paralysed_or_operated(r, 4, 80)
    return Patient(**who, **calm, side=side, swollen_leg=True, d_dimer_raised=chance(r, 0.6), anticoagulant=_heparin(r, who["cause"]))


def _clot_with_ho(r: Random, side: str, calm: dict) -> Patient:
    who = _paralysed_or_operated(r, 48, 150)
    return Patient(**who, **calm, side=side, swollen_leg=True, stiff=True, ho_known=r.randint(3, 12),
                   d_dimer_raised=chance(r, 0.6), anticoagulant=_heparin(r, who["cause"]))  # fmt: skip


def _veins_clear(r: Random, side: str, calm: dict) -> Patient:
    cause = r.choice(("cord", "cord", "brain"))
    return Patient(r.randint(18, 66), r.choice("fm"), cause, r.randint(18, 70), r.choice(("hip", "knee")), side, **_senses(r, cause),
                   **calm, swollen_leg=True, veins_clear=True, warm=True, stiff=True, d_dimer_raised=chance(r, 0.7),
                   anticoagulant=_heparin(r, cause))  # fmt: skip


def _septic(r: Random, side: str, calm: dict) -> Patient:
    fever = {"temperature": r.randint(384, 397) / 10, "crp": r.randint(90, 260)}
    if chance(r, 0.4):  # in an arm
        cause = r.choice(("elbow", "burn"))
        return Patient(r.randint(20, 70), r.choice("fm"), cause, r.randint(9, 60), "elbow", side, **fever, warm=True, stiff=True)
    who = _paralysed_or_operated(r, 9, 70)
    return Patient(**who, **fever, side=side, warm=True, stiff=True, swollen_leg=chance(r, 0.5))


def _fracture(r: Random, side: str, calm: dict) -> Patient:
    if chance(r, 0.3):
        return Patient(r.randint(18, 66), r.choice("fm"), "brain", r.randint(20, 150), "elbow", side, **calm, fall=True, stiff=True)
    return Patient(r.randint(18, 66), r.choice("fm"), "cord", r.randint(30, 200), r.choice(("thigh", "knee")), side, feels=False,
                   **calm, fall=True, swollen_leg=chance(r, 0.6))  # fmt: skip


def _bleed(r: Random, side: str, calm: dict) -> Patient:
    who = _paralysed_or_operated(r, 6, 90) | {"site": "thigh"}
    drug = r.choice(("heparin in full dose", "apixaban in full dose", "warfarin"))
    return Patient(**who, **calm, side=side, bleeding=True, swollen_leg=True, veins_clear=chance(r, 0.5), anticoagulant=drug)


def _ho_early(r: Random, side: str, calm: dict) -> Patient:
    cause = r.choice(("cord", "brain", "burn", "elbow"))
    site = r.choice(("hip", "knee")) if cause in ("cord", "brain") else "elbow"
    return Patient(r.randint(18, 66), r.choice("fm"), cause, r.randint(17, 60), site, side, **_senses(r, cause), **calm,
                   warm=True, stiff=True, anticoagulant=_heparin(r, cause))  # fmt: skip


def _lump(r: Random, side: str, calm: dict) -> Patient:
    return Patient(r.randint(16, 34), r.choice("fm"), "kick", r.randint(8, 40), "thigh", side, **calm, lump="firm", stiff=True)


def _tumour(r: Random, side: str, calm: dict) -> Patient:
    return Patient(r.randint(14, 72), r.choice("fm"), "", 0, r.choice(("thigh", "knee")), side, **calm, lump="growing")


def _fop(r: Random, side: str, calm: dict) -> Patient:
    return Patient(r.randint(2, 12), r.choice("fm"), "", 0, r.choice(("neck", "back")), side, **calm, lump="sudden",
                   stiff=True, short_toes=True)  # fmt: skip


def _crps(r: Random, side: str, calm: dict) -> Patient:
    return Patient(r.randint(28, 74), r.choice("fm"), "wrist", r.randint(28, 90), "wrist", side, **calm, hand=True, stiff=True)


def _quiet(r: Random, side: str, calm: dict) -> Patient:
    if chance(r, 0.5):
        return Patient(r.randint(52, 84), r.choice("fm"), "hip", r.randint(6, 40), "hip", side, **calm)
    return Patient(r.randint(18, 66), r.choice("fm"), "cord", r.randint(5, 13), "hip", side, feels=False, **calm,
                   anticoagulant=_heparin(r, "cord"))  # fmt: skip


# ---- what the card says


def person(age: int, sex: str) -> str:
    if age < 18:
        return "girl" if sex == "f" else "boy"
    return "woman" if sex == "f" else "man"


def tell(p: Patient) -> tuple[Said, ...]:
    who = say("{0}-year-old {1}, day {2} after {3}.", p.age, person(p.age, p.sex), p.day, CAUSES[p.cause])
    if not p.cause:
        who = say("{0}-year-old {1}, no injury.", p.age, person(p.age, p.sex))
    return who, together(*_story(p)), together(*_examination(p)), together(*_readings(p))


def _story(p: Patient) -> list[Said]:
    found = []
    if p.fall:
        found.append(say("Slipped to the floor in a transfer yesterday."))
    if p.swollen_leg and not p.bleeding:
        found.append(say("The whole {0} leg has been swollen since yesterday.", p.side))
    if p.bleeding:
        found.append(say("The {0} thigh has grown since this morning.", p.side))
    if p.ho_known:
        found.append(say("HO of this {0} was found {1} days ago.", p.site, p.ho_known))
    if p.veins_clear:
        found.append(say("Ultrasound of the leg veins this morning: no clot."))
    if p.lump == "firm":
        found.append(say("A tender lump where the kick landed; walking gets easier."))
    if p.lump == "growing":
        found.append(say("A lump of the {0} {1} that has grown for weeks. It aches, and wakes {2} at night.", p.side, p.site,
                         "her" if p.sex == "f" else "him"))  # fmt: skip
    if p.lump == "sudden":
        found.append(say("A firm swelling of the {0} came up within days. The surgeon offers a biopsy.", p.site))
    if p.hand:
        found.append(say("The {0} hand burns, far more than the fracture explains, and is worse every week.", p.side))
    if p.warm and not found:
        found.append(say("The {0} {1} has been getting stiffer for a few days.", p.side, p.site))
    return [*(found or [say("Nothing new. Therapy goes as planned.")]), *_feeling(p)]


def _feeling(p: Patient) -> list[Said]:
    if not p.awake:
        return [say("Not awake enough to complain.")]
    return [] if p.feels else [say("Feels nothing there.")]


def _examination(p: Patient) -> list[Said]:
    found = []
    if p.swollen_leg:
        found.append(say("{0} calf and thigh thicker than the other side.", p.side.capitalize()))
    if p.bleeding:
        found.append(say("The thigh is tense."))
    if p.fall:
        found.append(say("Something grates in the {0} when the limb is moved.", p.site))
    if p.warm and p.stiff:
        heat = "hot" if p.temperature >= FEVER else "warm"
        found.append(say("{0} {1}: {2}, and its range is less than last week.", p.side.capitalize(), p.site, heat))
    elif p.ho_known:
        found.append(say("{0} {1} as stiff as last week.", p.side.capitalize(), p.site))
    if p.lump == "firm":
        found.append(say("Firm, in the muscle. The knee bends less. No swelling below the lump."))
    if p.lump == "growing":
        found.append(say("Deep and hard. The leg below it is not swollen."))
    if p.lump == "sudden":
        found.append(say("The {0} moves less. Skin ordinary.", p.site))
    if p.hand:
        found.append(say("Hand swollen, mottled and sweaty; fingers stiff. Elbow free."))
    if p.short_toes:
        found.append(say("Both great toes are short and bent inwards, from birth."))
    if not found:
        found.append(say("Hips move as planned; cool, not swollen."))
    return found


def _readings(p: Patient) -> list[Said]:
    found = [say("{0} °C; CRP {1} mg/L.", f"{p.temperature:.1f}", p.crp)]
    if p.d_dimer_raised:
        found.append(say("D-dimer raised."))
    if p.bleeding:
        found.append(say("Haemoglobin has fallen since yesterday."))
    if p.anticoagulant:
        found.append(say("On {0}.", p.anticoagulant))
    return found


def build() -> Drill:
    return Drill(
        name="triage",
        title="What first, today? A triage drill",
        todo="Made-up patients in blocks of ten. Read the card, choose what you would do first, then read why.",
        heads=("Who", "Story", "Found", "Measured"),
        questions=(Question("What first, today?", OPTIONS),),
        kinds=KINDS,
        make=make,
        tell=tell,
        judge=judge,
        notes=NOTES,
    )
