"""The toe-to-diagnosis drill: which condition, what next, and what has to be stopped today?

FOP is asked first, by the great toes and by swellings that come within days at place after place; either is enough. Then
bone that began in the skin; then a lump that grows without a cause. Only then is HO acquired.
"""

from dataclasses import dataclass
from random import Random

from hoedu.drills.base import Drill, Judged, Look, Picture, Question, Said, chance, say, together
from hoedu.drills.toe_to_diagnosis_feet import feet
from hoedu.drills.toe_to_diagnosis_words import FEET, KINDS, NOTES, next_reason, stop_reason, which_reason
from hoedu.drills.triage import person

WHICH = (
    ("fop", "FOP (gene: ACVR1)"),
    ("poh", "Progressive osseous heteroplasia, POH (gene: GNAS)"),
    ("aho", "Albright osteodystrophy, PHP or PPHP (gene: GNAS)"),
    ("acquired", "No sign of a genetic condition: acquired HO, or nothing"),
    ("tumour", "A tumour, until it is excluded"),
)
NEXT = (
    ("acvr1", "ACVR1 test from a vein; ring an FOP expert"),
    ("gnas", "GNAS test from a vein; genetics and hormone clinic"),
    ("image", "Image it, and again in some weeks; free movement"),
    ("centre", "Tumour centre: CT and MRI, then their biopsy"),
    ("biopsy", "Biopsy here, to be certain"),
    ("operate", "Cut it out here"),
    ("stretch", "Stretch it firmly before it sets"),
    ("none", "Nothing more: what is planned, and the next visit"),
)
STOP = (
    ("nothing", "Nothing: what is planned may go ahead"),
    ("biopsy", "The biopsy"),
    ("injection", "The injection: vaccine or jaw block"),
    ("operation", "The operation"),
    ("stretching", "The stretching"),
    ("all", "All four, planned or not: biopsy, needle into muscle, operation, force"),
)
CAUSES = {
    "kick": "a kick to the thigh",
    "socket": "a broken hip socket that was fixed",
    "hip": "a hip replacement",
    "cord": "a spinal cord injury",
}


@dataclass(frozen=True, slots=True)
class Patient:
    """What the card tells and the drawing shows. A rule may use nothing else."""

    months: int  # of age
    sex: str  # "f" or "m"
    toes: str = "ordinary"  # of FEET, since birth
    thumbs: bool = False  # short since birth
    neck: bool = False  # stiff since it was first noticed
    lump: str = (
        ""  # "sudden": within days; "growing": for weeks, no blow; "kick": where it fell; "joint": bone beside it
    )
    site: str = ""
    side: str = "left"
    flares: int = 0  # earlier swellings elsewhere that came within days and left stiffness
    first: int = 0  # years of age at the first of them
    quiet: bool = False  # years of rest in between
    accident: bool = False  # it began after one, and bone came where no blow fell
    bone: bool = False  # seen on film
    knock: bool = False  # shortly before the swelling
    skin: str = ""  # bone that began there: "spreading" or "spots"
    features: bool = False  # of Albright osteodystrophy
    small: bool = False  # at birth, though at term
    parent: str = ""  # "father" or "mother": on whose side the same, or Albright osteodystrophy, is known
    cause: str = ""  # of CAUSES
    day: int = 0  # after it
    weeks: int = 0  # a growing lump
    planned: str = ""  # "biopsy", "injection", "block", "operation", "stretching"; "": nothing


# ---- the rules


def condition(p: Patient) -> str:
    """What the findings say, FOP first: it is what the other answers would harm."""
    if p.toes != "ordinary" or p.flares > 1:
        return "fop"
    if p.skin:
        return "poh" if p.skin == "spreading" else "aho"
    return "tumour" if p.lump == "growing" else "acquired"


def well(p: Patient) -> bool:
    """Nothing wrong at all."""
    return condition(p) == "acquired" and not p.lump


# What is neither best nor merely unlikely, by condition.
# Of HO or a lump that is acquired, a young one is watched with more in mind: a tumour, and the first swelling of FOP.
YOUNG = ("kick", "sudden")
TAKEN_FOR = {
    "fop": dict.fromkeys(("poh", "aho", "acquired", "tumour"), "unsafe"),  # each lets a knife, a needle or force go on
    "poh": {"aho": "acceptable"},  # one gene, one test
    "aho": {"poh": "acceptable"},
    "acquired": {},
    "tumour": dict.fromkeys(("fop", "poh", "aho", "acquired"), "unsafe"),  # each lets it grow
}
DONE = {
    "fop": {"acvr1": "best", "gnas": "slow", "image": "slow"},
    "poh": {"gnas": "best", "acvr1": "needless", "image": "little", "centre": "needless", "biopsy": "needless", "none": "slow"},
    "aho": {"gnas": "best", "acvr1": "needless", "image": "little", "centre": "needless", "biopsy": "needless",
            "operate": "needless", "none": "slow"},
    "acquired": {"image": "best", "acvr1": "needless", "gnas": "needless", "centre": "needless", "biopsy": "needless", "none": "slow"},
    "tumour": {"centre": "best", "image": "slow", "acvr1": "slow", "gnas": "slow"},
}  # fmt: skip
# Harm if it goes ahead, beside FOP, in which every one of them is.
HARM = {"poh": ("operation",), "aho": (), "acquired": ("stretching",), "tumour": ("biopsy", "operation")}


def which_verdict(p: Patient, option: str) -> str:
    now = condition(p)
    if option == now:
        return "best"
    if now == "acquired" and ((option == "tumour" and p.lump in YOUNG) or (option == "fop" and p.lump == "sudden")):
        return "acceptable"  # not out of mind yet
    return TAKEN_FOR[now].get(option, "unlikely")


def next_verdict(p: Patient, option: str) -> str:
    now = condition(p)
    if well(p):
        return "best" if option == "none" else "unsafe" if option in ("biopsy", "operate", "stretch") else "needless"
    if now == "acquired" and p.lump in YOUNG and option in ("centre", "biopsy"):
        return "acceptable" if option == "centre" else "unsafe"
    if now == "acquired" and p.lump == "sudden" and option == "acvr1":
        return "acceptable"
    return DONE[now].get(option, "unsafe")


def act(p: Patient) -> str:
    """What is planned, in the words of the third question: a block of the jaw is an injection."""
    return "injection" if p.planned == "block" else p.planned


def harmful(p: Patient) -> bool:
    """Whether what is planned would harm."""
    now = condition(p)
    if now == "fop":
        return bool(p.planned)
    return act(p) in HARM[now] or (now == "acquired" and p.lump in YOUNG and p.planned == "biopsy")


def stop_verdict(p: Patient, option: str) -> str:
    fop, tumour = condition(p) == "fop", condition(p) == "tumour"
    if option == "all":
        return "best" if fop else "slow" if tumour else "needless"
    if not harmful(p):
        early = (
            p.lump == "sudden" and option == act(p) == "injection"
        )  # under the skin, or later, costs next to nothing
        return "best" if option == "nothing" else "acceptable" if early else "needless"
    if option != act(p):
        return "unsafe"  # and what is planned goes ahead
    return "acceptable" if fop else "best"


def judge(p: Patient) -> tuple[dict[str, Judged], ...]:
    now, harm = condition(p), harmful(p)
    which = {key: which_verdict(p, key) for key, _ in WHICH}
    then = {key: next_verdict(p, key) for key, _ in NEXT}
    stop = {key: stop_verdict(p, key) for key, _ in STOP}
    return (
        {key: Judged(word, which_reason(p, key, word, now)) for key, word in which.items()},
        {key: Judged(word, next_reason(p, key, word, now)) for key, word in then.items()},
        {key: Judged(word, stop_reason(p, key, word, now, act(p), harm)) for key, word in stop.items()},
    )


# ---- the patients


def make(r: Random, kind: str) -> Patient:
    """A patient of one kind."""
    return globals()[f"_{kind.replace('-', '_')}"](r, r.choice("fm"), r.choice(("left", "right")))


def _years(r: Random, low: int, high: int) -> int:
    return 12 * r.randint(low, high) + r.randint(0, 11)


def _fop(r: Random, sex: str, side: str) -> Patient:
    """Classic: swellings in a small child, or bone and stiffness in an older one."""
    if chance(r, 0.55):
        flares = r.choice((0, 0, 2, 3))
        months = r.randint(16, 23) if chance(r, 0.2) and not flares else _years(r, 3 if flares else 2, 9)
        first = max(1, months // 12 - r.randint(1, 2)) if flares else 0
        return Patient(months, sex, "both", neck=chance(r, 0.5), lump="sudden", site=r.choice(("neck", "upper back", "shoulder")),
                       side=side, flares=flares, first=first, knock=chance(r, 0.5), planned=r.choice(("biopsy", "biopsy", "operation", "injection")))  # fmt: skip
    return Patient(_years(r, 9, 17), sex, "both", neck=True, lump="joint", site=r.choice(("shoulder", "hip", "jaw")), side=side,
                   flares=r.randint(3, 6), first=r.randint(2, 7), bone=True,
                   planned=r.choice(("operation", "stretching", "stretching", "block", "injection")))  # fmt: skip


def _fop_before(r: Random, sex: str, side: str) -> Patient:
    return Patient(r.randint(2, 14), sex, "both", side=side, thumbs=chance(r, 0.2),
                   parent=r.choice(("", "", "father", "mother")), planned="injection")  # fmt: skip


def _fop_mild(r: Random, sex: str, side: str) -> Patient:
    """A toe sign that is easily passed over: little of it, or on one foot alone."""
    where = {
        "lump": "sudden",
        "site": r.choice(("neck", "upper back", "shoulder")),
        "side": side,
        "knock": chance(r, 0.5),
    }
    planned = r.choice(("biopsy", "operation", "injection", "stretching"))
    if chance(r, 0.5):
        return Patient(_years(r, 3, 11), sex, "mild", **where, planned=planned)
    return Patient(_years(r, 14, 15), sex, f"one-{r.choice(('left', 'right'))}", **where, planned=planned)


def _fop_toes(r: Random, sex: str, side: str) -> Patient:
    """Ordinary great toes, as in four variants of the gene: what tells is where and how the swellings came."""
    story = {
        "side": side,
        "flares": r.randint(2, 4),
        "bone": True,
        "lump": "sudden",
        "site": r.choice(("upper back", "shoulder", "neck")),
    }
    planned = r.choice(("biopsy", "operation", "injection", "stretching"))
    return r.choice((
        lambda: Patient(_years(r, 21, 27), sex, thumbs=True, first=r.randint(19, 20), **story, planned=planned),
        lambda: Patient(_years(r, 16, 23), sex, first=14, **story, planned=planned),
        lambda: Patient(_years(r, 18, 19), sex, first=4, quiet=True, **story, planned=planned),
        lambda: Patient(_years(r, 22, 24), sex, first=21, accident=True, **story, planned=planned),
    ))()  # fmt: skip


def _poh(r: Random, sex: str, side: str) -> Patient:
    return Patient(_years(r, 1, 8) + 6, sex, skin="spreading", site=r.choice(("knee", "elbow")), side=side, bone=True,
                   small=chance(r, 0.5), parent=r.choice(("", "father")), planned=r.choice(("operation", "")))  # fmt: skip


def _aho(r: Random, sex: str, side: str) -> Patient:
    return Patient(
        _years(r, 5, 15), sex, skin="spots", side=side, features=True, parent=r.choice(("", "mother", "father"))
    )


def _well(r: Random, sex: str, side: str) -> Patient:
    """As the child with the toe sign alone, but for the toes."""
    return Patient(r.randint(2, 14), sex, side=side, parent=r.choice(("", "", "father", "mother")), planned="injection")


def _fall(r: Random, sex: str, side: str) -> Patient:
    """As the first swelling of FOP, but for the toes."""
    return Patient(_years(r, 2, 9), sex, lump="sudden", site=r.choice(("neck", "upper back", "shoulder")), side=side, knock=True,
                   planned=r.choice(("biopsy", "injection", "")))  # fmt: skip


def _kick(r: Random, sex: str, side: str) -> Patient:
    return Patient(_years(r, 13, 29), sex, lump="kick", site="thigh", side=side, cause="kick", day=r.randint(8, 40),
                   planned=r.choice(("biopsy", "biopsy", "stretching", "injection", "")))  # fmt: skip


def _operated(r: Random, sex: str, side: str) -> Patient:
    """HO after an operation at the hip, or after a cord injury."""
    cause = r.choice(("socket", "hip", "cord"))
    return Patient(_years(r, 27, 34) if cause == "hip" else _years(r, 17, 33), sex, lump="joint", site="hip", side=side, bone=True,
                   cause=cause, day=r.randint(40, 110), planned=r.choice(("stretching", "injection", "")))  # fmt: skip


def _tumour(r: Random, sex: str, side: str) -> Patient:
    return Patient(_years(r, 10, 28), sex, lump="growing", site=r.choice(("thigh", "knee", "upper arm")), side=side,
                   weeks=r.randint(4, 14), planned=r.choice(("biopsy", "operation", "injection", "")))  # fmt: skip


# ---- what the card says


def tell(p: Patient) -> tuple[Said, ...]:
    return _who(p), together(*_story(p)), together(*_found(p)), together(*_family(p)), _planned(p)


def _who(p: Patient) -> Said:
    age = f"{p.months}-month-old" if p.months < 24 else f"{p.months // 12}-year-old"
    who = person(p.months // 12, p.sex)
    return (
        say("{0} {1}, day {2} after {3}.", age, who, p.day, CAUSES[p.cause]) if p.cause else say("{0} {1}.", age, who)
    )


def _where(p: Patient) -> str:
    return p.site if p.site in ("neck", "upper back", "jaw") else f"{p.side} {p.site}"


def _story(p: Patient) -> list[Said]:
    if p.skin == "spreading":
        return [say("Hard plates in the skin round the {0} since the first months of life. They have spread, and the {1} "
                    "bends less.", _where(p), p.site)]  # fmt: skip
    if p.skin:
        return [
            say("A few hard spots in the skin of the {0} arm and the belly for years. They have not spread.", p.side)
        ]
    if p.lump == "kick":
        return [say("A tender lump where the kick landed; walking gets easier. Never a lump anywhere else.")]
    if p.cause:
        return [say("The {0} bends less than it did a month ago. Never a lump or stiffness anywhere else.", _where(p))]
    if p.lump == "growing":
        return [say("A lump of the {0} has grown for {1} weeks, without a blow. It aches, and wakes {2} at night. Never one "
                    "anywhere else.", _where(p), p.weeks, "her" if p.sex == "f" else "him")]  # fmt: skip
    if not p.lump:
        return [say("A routine visit. No lump, no pain, nothing stiff.")]
    return _flares(p)


def _flares(p: Patient) -> list[Said]:
    found = []
    if p.accident:
        found.append(
            say(
                "Well until an accident at {0}. Since then {1} painful swellings, also where no blow fell.",
                p.first,
                p.flares,
            )
        )
    elif p.flares:
        found.append(say("Painful swellings since the age of {0}, so far {1}: each came within days, at another place, and left "
                         "it stiffer.", p.first, p.flares))  # fmt: skip
    if p.quiet:
        found.append(say("Between the first and the others lay years of rest."))
    if p.lump == "sudden":
        knock = ", after a fall" if p.knock else ""
        found.append(say("A firm, painful swelling of the {0} came up within days{1}.", _where(p), knock))
    if p.lump == "joint":
        found.append(say("Now the {0} hardly opens." if p.site == "jaw" else "Now the {0} hardly moves.", _where(p)))
    return found


def _found(p: Patient) -> list[Said]:
    found = []
    if p.skin == "spreading":
        found.append(
            say(
                "Hard and uneven, in the skin and fixed to what lies below; bone on film. No swelling ever came within days."
            )
        )
    elif p.skin:
        found.append(say("Each as small as a lentil, in the skin alone, movable. No swelling ever came within days."))
    elif p.lump == "kick":
        found.append(say("Firm, in the muscle. The knee bends less. No swelling below the lump. Skin ordinary."))
    elif p.cause:
        feels = " Feels nothing there; no fall." if p.cause == "cord" else ""
        found.append(
            say(
                "On film, bone beside this joint alone. Not hot, no fever; the leg is not swollen. Skin ordinary.{0}",
                feels,
            )
        )
    elif p.lump == "growing":
        found.append(say("Deep and hard. Not hot, no fever; no swelling below it. Skin ordinary."))
    elif p.lump:
        film = (
            "On film, bone in the muscles there."
            if p.lump == "joint"
            else "On film, bone where the earlier ones were."
            if p.bone
            else ""
        )
        found.append(say("Firm, deep, tender." if p.lump == "sudden" else "Nothing hot."))
        found += [say("No fever. Skin ordinary."), *([say(film)] if film else [])]
    else:
        found.append(say("Moves everything. Skin ordinary."))
    if p.features:
        found.append(
            say("Short for {0} age, a round face, short bones in the hands.", "her" if p.sex == "f" else "his")
        )
    if p.thumbs:
        found.append(say("Both thumbs short since birth."))
    if p.neck:
        found.append(say("The neck has been stiff for as long as anyone remembers."))
    return found


def _family(p: Patient) -> list[Said]:
    found = [say("Born at term, small." if p.small else "Born at term, ordinary weight.")]
    if p.parent and not p.skin:
        found.append(say("The {0}'s great toes look the same.", p.parent))
    elif p.parent:
        found.append(say("Albright osteodystrophy runs on the {0}'s side.", p.parent))
    else:
        found.append(say("Nobody in the family has odd toes, lumps or hard skin."))
    return found


_PLANS = {
    "biopsy": "Tomorrow: a biopsy. The first report says that a tumour is not excluded.",
    "injection": "Today: a routine vaccine, into muscle.",
    "block": "This afternoon: a tooth out, under a block of the jaw nerve.",
    "operation": "On tomorrow's list: to cut {0} out.",
    "stretching": "This afternoon: stretching by a therapist, past the stop.",
    "": "Nothing but this visit.",
}


def _planned(p: Patient) -> Said:
    what = "the plates" if p.skin else {"joint": "the bone", "growing": "the lump"}.get(p.lump, "the swelling")
    return say(_PLANS[p.planned], *([what] if p.planned == "operation" else []))


def build() -> Drill:
    return Drill(
        name="toe-to-diagnosis",
        title="From the toe to the diagnosis",
        todo="Made-up children and young adults in blocks of ten. Read the card, look at the feet, and answer three questions.",
        heads=("Who", "Story", "Found", "Birth, family", "Planned"),
        questions=(
            Question("What is most likely?", WHICH),
            Question("What next?", NEXT),
            Question("What has to be stopped today?", STOP),
        ),
        kinds=KINDS,
        make=make,
        tell=tell,
        judge=judge,
        notes=NOTES,
        look=Look(
            ask="Look at the feet",
            missed="You decided without a look at the feet.",
            pictures={name: Picture(feet(left, right, said), said) for name, (left, right, said) in FEET.items()},
            of=lambda p: p.toes,
        ),
    )
