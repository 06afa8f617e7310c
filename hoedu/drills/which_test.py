"""The imaging drill: which test today?

Every option gets points: information (more is better), delay, dose and cost (less is better). The best choice is the one
with the most of 3 x information - delay - dose - cost, unless something makes it unsafe. Dose comes from the tables,
information from the weeks in which each test was seen to turn positive; delay and cost are teaching judgements.
"""

from dataclasses import dataclass, replace
from random import Random

from hoedu.drills.base import Drill, Judged, Question, Said, chance, say, together
from hoedu.drills.triage import person
from hoedu.drills.which_test_words import KINDS, NOTES, UNSAFE, reason_of
from hoedu.evidence import fact

OPTIONS = (
    ("film", "X-ray film"),
    ("ct", "CT"),
    ("mri", "MRI"),
    ("scan", "Three-phase bone scan"),
    ("us", "Ultrasound of joint and muscle"),
    ("duplex", "Ultrasound of the leg veins"),
    ("wait", "No test: examine, repeat later"),
)
SCALES = ("information", "delay", "dose", "cost")

CAUSES = {
    "cord": "a spinal cord injury",
    "brain": "a severe brain injury",
    "burn": "deep burns of both arms",
    "hip": "a hip replacement",
    "kick": "a kick to the thigh",
    "": "no injury",
}
PELVIS = ("hip",)  # sites whose film and CT go through the pelvis

BLUSH, MINERAL = 17, 31  # days after injury: blood pool of the scan, film (H07, H09)
ZONES = 35  # days: zoning on a film of muscle, week 5 (IAP007)
SEEN = 14  # days: ultrasound signs, week 2 (IM46)


@dataclass(frozen=True, slots=True)
class Patient:
    """What the card tells. A rule may use nothing else."""

    age: int
    sex: str  # "f" or "m"
    cause: str  # of CAUSES
    day: int  # after it; 0 without one
    site: str  # "hip", "knee", "elbow" or "thigh"
    side: str
    signs: str = ""  # "warm": warm and losing range; "stiff": losing range only; "lump": firm, where the blow fell; "": none
    swollen_leg: bool = False  # newly, the whole leg, not imaged
    clear_film: bool = False  # taken two days ago, nothing seen
    doubtful_mri: bool = False  # bright muscle, after a film and an ultrasound that settled nothing
    excision: bool = False  # HO known, operation planned
    lumps: bool = False  # dense, near several joints
    dialysis: bool = False
    pregnant: bool = False
    metal: bool = False


# ---- points


def information(p: Patient, test: str) -> int:
    """How much of today's question a test answers, 0 to 3."""
    if p.swollen_leg:
        return 3 if test == "duplex" else 0
    if test in ("duplex", "wait"):
        return 0
    for asked, points in (
        (p.excision, {"ct": 3, "mri": 2, "film": 1, "scan": 1, "us": 0}),
        (p.doubtful_mri, {"ct": 3, "us": 1, "film": 1, "scan": 1, "mri": 1}),
        (p.lumps, {"film": 3, "ct": 3, "us": 1, "scan": 1, "mri": 1}),
        (not p.signs, {}),
    ):
        if asked:
            return points.get(test, 0)
    return _lesion(p, test)


def _lesion(p: Patient, test: str) -> int:
    """Of "is there HO?": by the days on which each test was seen to turn positive."""
    muscle = p.signs == "lump"
    if test == "film":
        return 0 if p.clear_film and p.day < MINERAL else 3 if p.day >= (ZONES if muscle else MINERAL) else 0
    if test == "us":
        return (2 if p.day >= (7 if muscle else SEEN) else 1) if p.cause != "hip" else 1
    if test == "scan":
        return 1 if muscle or p.cause == "hip" else 2 if p.day >= BLUSH else 0
    if test == "mri":
        return 3 if muscle else 1 if p.day < 56 or p.metal else 2
    return 3 if p.day >= MINERAL else 1  # CT: no dated series was found, so it is trusted no earlier than film


def delay(p: Patient, test: str) -> int:
    """Time lost, 0 to 3: a booking, or a test that must be repeated because it came too early."""
    booked = {"ct": 1, "mri": 2, "scan": 1}.get(test, 0)
    if test == "wait":
        quiet = not (p.signs or p.swollen_leg or p.excision or p.doubtful_mri or p.lumps)
        return 3 if p.swollen_leg else 0 if quiet else 1 if p.day < SEEN else 2
    if test == "film" and (p.pregnant or (p.signs and p.day < MINERAL)):
        return 1
    return booked


def millisieverts(p: Patient, test: str) -> float:
    """The dose the tables give: the low end where they give two."""
    if test == "film":
        return fact("IM14").number("effective_dose_low_msv") if p.site in PELVIS else fact("IM15").number("effective_dose_high_msv")
    if test == "ct":
        return fact("IM22").number("effective_dose_msv") if p.site in PELVIS else 2.0  # IM59: 2 to 20 for CT of any part
    return fact("IM41").number("effective_dose_msv") if test == "scan" else 0.0


def dose(p: Patient, test: str) -> int:
    """0: none. 1: under 1 mSv. 2: under 6 mSv. 3: 6 mSv and more. A child counts one more; a pregnant woman counts 3."""
    amount = millisieverts(p, test)
    points = 0 if not amount else 1 if amount < 1 else 2 if amount < 6 else 3
    return 3 if points and p.pregnant else min(3, points + (p.age < 16)) if points else 0


COST = {"wait": 0, "film": 1, "us": 1, "duplex": 1, "ct": 2, "mri": 3, "scan": 3}


def points(p: Patient, test: str) -> tuple[int, int, int, int]:
    return information(p, test), delay(p, test), dose(p, test), COST[test]


def worth(found: tuple[int, int, int, int]) -> int:
    return 3 * found[0] - sum(found[1:])


# ---- verdicts


def unsafe(p: Patient, test: str) -> str:
    """Why a test must not be the choice of today, as a key of UNSAFE; "" where it may."""
    if p.swollen_leg and test != "duplex":
        return "clot"
    return "pregnant" if p.pregnant and test in ("ct", "scan") else ""


def verdicts(p: Patient) -> dict[str, str]:
    found = {test: points(p, test) for test, _ in OPTIONS}
    safe = [test for test in found if not unsafe(p, test)]
    best = max(safe, key=lambda test: worth(found[test]))
    words = {test: _word(test, test in safe, best, found) for test in found}
    return words | {"mri": "acceptable"} if p.pregnant else words  # no dose: it comes before those that give one


def _word(test: str, safe: bool, best: str, found: dict[str, tuple[int, int, int, int]]) -> str:
    if test == best or not safe:
        return "best" if safe else "unsafe"
    if test == "wait":
        return "slow"
    mine, other = found[test], found[best]
    if mine[0] < 2:
        return "little"
    # Another tells as much for clearly less.
    return "wasteful" if other[0] >= mine[0] and worth(mine) <= worth(other) - 3 else "acceptable"


def judge(p: Patient) -> tuple[dict[str, Judged], ...]:
    found = verdicts(p)
    return ({test: Judged(found[test], _reason(p, test, found[test]), points(p, test)) for test, _ in OPTIONS},)


def _reason(p: Patient, test: str, word: str) -> Said:
    why = unsafe(p, test)
    return say(UNSAFE[why, test]) if why else reason_of(p, test, word)


# ---- the patients


def make(r: Random, kind: str) -> Patient:
    """A patient of one kind."""
    nerve = r.choice(("cord", "cord", "brain"))
    adult = Patient(r.randint(18, 68), r.choice("fm"), nerve, 0, r.choice(("hip", "hip", "knee")), r.choice(("left", "right")))
    hip = replace(adult, age=r.randint(52, 84), cause="hip", site="hip", metal=True)
    young = replace(adult, age=r.randint(16, 34), cause="kick", site="thigh", signs="lump")
    made = {
        "swollen-leg": lambda: replace(hip if chance(r, 0.3) else adult, day=r.randint(10, 90), swollen_leg=True,
                                       signs=r.choice(("warm", ""))),
        "day-10": lambda: replace(adult, day=r.randint(8, 13), signs=r.choice(("warm", ""))),
        "day-18": lambda: replace(adult, day=r.randint(16, 21), signs="warm"),
        "clear-film": lambda: replace(adult, day=r.randint(20, 29), signs=r.choice(("warm", "stiff")), clear_film=True),
        "day-40": lambda: replace(adult, day=r.randint(36, 50), signs=r.choice(("warm", "stiff"))),
        "day-120": lambda: replace(adult, day=r.randint(105, 140), signs="stiff"),
        "hip-early": lambda: replace(hip, day=r.randint(8, 28)),
        "hip-later": lambda: replace(hip, day=r.randint(88, 130), signs="stiff"),
        "burn": lambda: replace(adult, cause="burn", site="elbow", day=r.randint(34, 70), signs=r.choice(("warm", "stiff"))),
        "thigh-early": lambda: replace(young, day=r.randint(8, 18)),
        "thigh-late": lambda: replace(young, day=r.randint(38, 60)),
        "excision": lambda: replace(adult, site="hip", day=r.randint(190, 420), signs="stiff", excision=True, dialysis=chance(r, 0.3)),
        "pregnant": lambda: replace(adult, site="hip", sex="f", age=r.randint(20, 40), day=r.randint(18, 60), signs="warm", pregnant=True),
        "child": lambda: replace(adult, cause="cord", site="hip", age=r.randint(7, 15), day=r.randint(17, 27), signs="stiff"),
        "dialysis": lambda: replace(adult, cause="", site=r.choice(("hip", "elbow")), age=r.randint(35, 75), dialysis=True, lumps=True),
        "doubtful-mri": lambda: replace(adult, cause="cord", day=r.randint(28, 60), signs="warm", doubtful_mri=True),
    }  # fmt: skip
    return made[kind]()


# ---- what the card says


def tell(p: Patient) -> tuple[Said, ...]:
    who = say("{0}-year-old {1}, day {2} after {3}.", p.age, person(p.age, p.sex), p.day, CAUSES[p.cause])
    if not p.cause:
        who = say("{0}-year-old {1}, no injury.", p.age, person(p.age, p.sex))
    return who, together(*_today(p)), together(*_keep_in_mind(p))


def _today(p: Patient) -> list[Said]:
    found = []
    if p.swollen_leg:
        found.append(say("The whole {0} leg has been swollen since yesterday. Its veins have not been imaged.", p.side))
    if p.excision:
        found.append(say("HO of the {0} hip is known and blocks sitting. The surgeon plans to take it out and asks for images.", p.side))
    elif p.lumps:
        found.append(say("Hard, painless lumps near the {0} {1} and other joints, for months.", p.side, p.site))
    elif p.signs == "warm":
        found.append(say("The {0} {1} is warm and loses range. No fever.", p.side, p.site))
    elif p.signs == "stiff":
        found.append(say("The {0} {1} loses range week by week. It is not warm.", p.side, p.site))
    elif p.signs == "lump":
        found.append(say("A firm lump in the {0} thigh where the kick landed; the leg below is not swollen.", p.side))
    elif not p.swollen_leg:
        found.append(say("Nothing new: not warm, not swollen, range as planned. Somebody asks whether HO should be looked for now."))
    if p.signs == "warm" and p.site != "elbow" and not p.swollen_leg:
        found.append(say("The leg is not swollen."))
    return found


def _keep_in_mind(p: Patient) -> list[Said]:
    found = []
    if p.doubtful_mri:
        found.append(say("Film and ultrasound settled nothing. On MRI the muscles are bright, and nobody can say what it is."))
    elif p.clear_film:
        found.append(say("A film two days ago was clear."))
    if p.pregnant:
        found.append(say("Pregnant."))
    if p.dialysis:
        found.append(say("On dialysis."))
    if p.metal:
        found.append(say("Metal in the hip."))
    return found or [say("No earlier images.")]


def build() -> Drill:
    return Drill(
        name="which-test",
        title="Which test today? An imaging drill",
        todo="Made-up patients in blocks of ten. Choose one test, or none, for today; then compare all seven. The points, 0 to 3, "
        "are teaching judgements built on the linked rows.",
        heads=("Who", "Today", "Known"),
        questions=(Question("Which test today?", OPTIONS),),
        kinds=KINDS,
        make=make,
        tell=tell,
        judge=judge,
        notes=NOTES,
        scales=SCALES,
    )
