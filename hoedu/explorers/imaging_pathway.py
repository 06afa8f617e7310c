"""Which picture, on which day: an imaging pathway step by step, each step with its evidence and how sure it is."""

from itertools import product

from hoedu.evidence import fact
from hoedu.explorers.base import CERTAINTY_NOTE, READ_NOTE, Control, Explorer, Frame, tick
from hoedu.explorers.imaging_pathway_drawing import STEPS, pathway
from hoedu.explorers.pathway import Claim, line, number

PICTURES = (
    ("swollen", "newly swollen limb"),
    ("stiff", "stiff joint losing range, not hot or swollen"),
    ("surgery", "known HO, surgery planned"),
    ("child", "child with odd great toes"),
)
DAYS = (3, 10, 18, 25, 31, 40, 60, 120, 365)
LATE = 90  # days: by three months a film shows nearly all that began with a hip replacement (IM12)
CLAIMS = (
    Claim("toes", "Look at the great toes first", "malformed from birth, before any bone forms; a mild sign is passed over",
          "DDX056", "well supported"),
    Claim("fop", "No biopsy, operation or injection into muscle", "each can start permanent bone", "DDX058", "well supported"),
    Claim("fop", "An injection into muscle: 25 % had a flare-up at once", "84 % of those turned to bone; 500 people answered",
          "INT099", "probable"),
    Claim("fop", "No forced movement", "active movement is encouraged; passive stretching is not done", "REH040", "well supported"),
    Claim("fop", "MRI for early oedema, CT for bone", "a statement of a review; no needle is needed for either", "IM60", "uncertain"),
    Claim("today", "A clot until imaged", "HO beside the femur narrowed a vein without a clot: CT of the veins told them apart",
          "DDX027", "well supported"),
    Claim("today", "Tense, growing, haemoglobin falling: bleeding",
          "a venogram misled; heparin for the supposed clot, and the thigh bled; one patient", "DDX028", "probable"),
    Claim("today", "D-dimer does not part them", "raised in 24 of 32 people with HO", "LAB027", "probable"),
    Claim("today", "A hot joint with fever: joint fluid", "blood and imaging only assist", "DDX033", "well supported"),
    Claim("today", "A film for a fracture", "used early after brain injury for this", "IM07", "probable"),
    Claim("today", "After cord injury: seen the same day", "one-sided swelling, warmth, a stiffer hip", "REH032", "probable"),
    Claim("map", "CT with contrast before excision", "agreed with surgery: vessels 0.82, sciatic nerve 0.62, capsule 0.68",
          "IM19", "probable"),
    Claim("map", "Thin bone on CT went with recurrence", "as did a narrowed joint and contact with its capsule: 101 patients, an association",
          "IM19", "uncertain"),
    Claim("map", "A cold scan promises little", "serial scans are used for timing, and predict recurrence poorly", "IM40", "contested"),
    Claim("map", "A normal alkaline phosphatase promises little", "it did not predict freedom from recurrence", "LAB008", "probable"),
    Claim("map", "Need and fitness, not the calendar", "no link between delay and another operation in 539; 181 early ones are reported without recurrence, how counted is unclear",
          "SUR002", "contested"),
    Claim("map", "A wait of 14-18 months is challenged", "8 people operated on at a mean of 10.2 months: none returned; all had radiotherapy and indomethacin", "INT068", "contested"),
    Claim("fixed", "A fracture passes unnoticed without feeling", "swelling, warmth and loss of motion remain", "DDX037", "probable"),
    Claim("fixed", "In intensive care: ultrasound of stiff joints", "signs in 6.8 % of 310 screened, about 2 weeks before the film",
          "IM46", "probable"),
    Claim("early", "A film is expected to be clear", "days 0-14: normal, or a mass without mineral", "IAP001", "well supported"),
    Claim("early", "Or is it? Mineral from day 10", "the earliest that any source states, not the usual day", "H16", "contested"),
    Claim("early", "Bright muscle on MRI is not yet HO", "changed in 70 % after cord injury; early HO changes in 15 %, none mature", "IM30", "probable"),
    Claim("early", "Ultrasound from week 2 or 3", "worked back from its lead over the film: an estimate", "IM45", "uncertain"),
    Claim("scan", "Bone scan: flow up from about day 17", "uptake in soft tissue from about day 24; 50 people referred", "H07", "probable"),
    Claim("scan", "A first scan can be clear", "7 of 60 suspected had a later one that was positive", "IM37", "probable"),
    Claim("scan", "Ultrasound: 7 of 7 found, 25 of 25 cleared", "stiff, inflamed joints after cord injury; found before the film",
          "IM50", "probable"),
    Claim("scan", "Or does ultrasound come later?", "one source says it lags the scan, for want of calcium", "IM51", "contested"),
    Claim("scan", "A clear film excludes nothing yet", "at 3 weeks it was clear in all 7 who later had HO", "IM11", "probable"),
    Claim("film", "A film shows mineral from about week 4.4", "about a week after the uptake; 50 people referred; others start sooner or later", "IM01", "probable"),
    Claim("film", "Two views", "12.7 % of hips showed HO on one view only", "IM13", "probable"),
    Claim("film", "After hip replacement 3 months show nearly all", "95 % of what was ever seen on film", "IM12", "probable"),
    Claim("metal", "CT was read more alike than film", "beside a reverse shoulder: grading 0.70 against 0.53", "IM20", "probable"),
    Claim("metal", "Dual-energy CT lessens the artefact", "no study of HO was found", "IM26", "uncertain"),
    Claim("then", "Film and uptake follow the blush", "usually 2-4 weeks later: a date for the repeat", "IM36", "probable"),
    Claim("then", "In doubt, CT: calcium at the edge", "it confirmed what ultrasound had shown", "IAP018", "probable"),
    Claim("then", "Most mature in the centre: think of osteosarcoma", "CT, then MRI, then a biopsy by specialists", "DDX040",
          "well supported"),
)  # fmt: skip


def milestones() -> tuple[int, int]:
    """First day of more flow on a bone scan, and of calcification on film, in one study (H07, H09)."""
    return int(fact("H07")["start_day"]), int(fact("H09")["start_day"])


def build() -> Explorer:
    scan, film = milestones()
    frames = {}
    for day, (picture, _), unfelt, metal in product(DAYS, PICTURES, (False, True), (False, True)):
        frames[f"{picture}|{day}|{unfelt:d}|{metal:d}"] = _frame(picture, day, unfelt, metal)
    return Explorer(
        name="imaging-pathway",
        title="Which test today, and what if it is clear?",
        todo="Set the picture and the day, and follow the lit path from the top. Then change one thing at a time.",
        controls=(
            Control("picture", "What you see", "choice", tuple((k, t[0].upper() + t[1:]) for k, t in PICTURES), "swollen"),
            Control("day", "Day since the injury or operation", "slider", tuple((str(d), f"day {d}") for d in DAYS), "10"),
            tick("unfelt", "No sensation, or unconscious"),
            tick("metal", "Metal nearby"),
        ),
        frames=frames,
        lines=tuple(line(claim, number(STEPS, QUESTION, claim.step)) for claim in CLAIMS),
        heads=("Step of the drawing, and why", "How sure", "Read or quoted", "Source"),
        drawing=pathway(scan, film),
        notes=(
            CERTAINTY_NOTE,
            f"The days {scan} and {film} come from [one study](H07) of 50 people in 1985 (the second is our sum: a week after the "
            "uptake of day 24). Other sources start earlier and later; the explorer of onset windows shows them.",
            "The order of the steps is ours, put together from reviews and series: no trial has compared pathways.",
            "For learning: a real patient is examined, and imaged by local rules.",
            READ_NOTE,
        ),
        sources=("H07", "H09", "H25"),
    )  # fmt: skip


def steps(picture: str, day: int, unfelt: bool, metal: bool) -> tuple[str, ...]:
    """The lit steps, in the order in which they are taken."""
    if picture == "child":
        return ("toes", "fop")
    path = ["toes", "hot", *(["today"] if picture == "swollen" else []), "known"]
    if picture == "surgery":
        return (*path, "map", *(("near", "metal") if metal else ()))
    scan, film = milestones()
    path += [
        "unfelt",
        *(["fixed"] if unfelt else []),
        "day",
        "early" if day < scan else "scan" if day < film else "film",
    ]
    return (*path, "near", *(["metal"] if metal else []), "then")


# The answers of the drawing carry the number of their question.
QUESTION = {"fop": "toes", "today": "hot", "map": "known", "fixed": "unfelt", "early": "day", "scan": "day", "film": "day", "metal": "near"}


def _frame(picture: str, day: int, unfelt: bool, metal: bool) -> Frame:
    path = steps(picture, day, unfelt, metal)
    shown = tuple(number for number, claim in enumerate(CLAIMS) if claim.step in path)
    state = (
        f"Day {day}, {dict(PICTURES)[picture]}"
        + (", nothing felt" if unfelt else "")
        + (", metal nearby" if metal else "")
    )
    return Frame(f"{state}. {_action(picture, day, unfelt, metal)}", (), shown, parts=_drawn(path))


def _drawn(path: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(name for name in STEPS if name in path)


def _action(picture: str, day: int, unfelt: bool, metal: bool) -> str:
    scan, film = milestones()
    if picture == "child":
        return ("Think of FOP and stop: no biopsy, no injection into muscle, no forced movement; ask for the ACVR1 test. A newly "
                "swollen leg is still a clot until imaged.")  # fmt: skip
    if picture == "surgery":
        early = " Known HO this early is hardly possible: ask what was seen." if day < film else ""
        near = " Metal: ask for a CT that lessens its artefact." if metal else ""
        return (
            "CT with contrast, to see what the bone touches; ask about kidneys and allergy (our judgement). The person's need "
            f"decides, not a cold scan. After hip replacement the grade could still rise for up to 3 years.{early}{near}"
        )
    if day < scan:
        settled = "with these ruled out, " if picture == "swollen" else ""
        test = f"a film is expected to be clear; {settled}measure the range, gently, and fix the date of the first test"
    elif day < film:
        test = "a bone scan or ultrasound can show it; a clear film excludes nothing"
    elif day < LATE:
        test = "a film in two views; if clear and you still suspect it, repeat it or scan"
    else:
        test = (
            "a film in two views; a clear one speaks against HO that began early, most of all after hip replacement. If the "
            "sign is new, count from the sign, and repeat in 2 to 4 weeks"
        )
    first = (
        "Today: a clot until imaged, and look for bleeding, infection and fracture. For HO: "
        if picture == "swollen"
        else "For HO: "
    )
    extra = " Look on fixed days: no pain will call you." if unfelt else ""
    extra += " A film for a fracture too." if unfelt and picture == "stiff" else ""
    extra += " Metal: film first, then CT." if metal else ""
    extra += " If it turns hot or swollen, step 2 comes first." if picture == "stiff" else ""
    return f"{first}{test}.{extra}"
