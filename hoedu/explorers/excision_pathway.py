"""Should it be cut out, and when? A decision pathway, each step with its evidence and how sure it is."""

from itertools import product

from hoedu.explorers.base import CERTAINTY_NOTE, READ_NOTE, Control, Explorer, Frame, capital, tick
from hoedu.explorers.excision_pathway_drawing import HEIGHT, STEPS
from hoedu.explorers.pathway import Claim, drawing, line, number

CAUSES = (
    ("neuro", "brain or cord injury"),
    ("hip", "hip replacement"),
    ("elbow", "elbow injury"),
    ("burn", "burned elbow"),
    ("fop", "great toes odd since birth, or swellings that come fast after bumps"),
)
SEEN = (
    ("blocked", "a named task is blocked, after real rehabilitation"),
    ("film", "bone on film, no task blocked"),
    ("hot", "newly swollen, warm or losing range"),
)
MONTHS = (3, 6, 9, 12, 15, 18, 24, 36)
CLASSIC = (12, 18)  # months: the classic wait, as quoted (SUR034)

NEURO, HIP, ELBOW, BURN = ("neuro",), ("hip",), ("elbow", "burn"), ("burn",)
CLAIMS = (
    Claim("toes", "Look at the great toes first", "malformed from birth, before any bone forms; a mild sign is passed over", "DDX056",
          "well supported"),
    Claim("toes", "Fast swellings ask the same question", "short toes from birth together with swellings that appear fast; where toes look "
          "ordinary too (our judgement)", "DDX058", "probable"),
    Claim("fop", "Bone is never cut out in FOP", "surgery provokes explosive new bone", "SUR030", "well supported"),
    Claim("fop", "No injection into muscle", "25 % had a flare-up at once, and 84 % of those turned to bone; 500 answered", "INT099", "probable"),
    Claim("fop", "No forced movement", "active movement is encouraged; passive stretching is not done", "REH040", "well supported"),
    Claim("fop", "Progressive osseous heteroplasia is another disease", "widespread lesions often come back; single, clear-cut ones can often be "
          "removed", "SUR033", "uncertain"),
    Claim("today", "A newly swollen leg is a clot until imaged", "HO beside a vein can narrow it, and look like one", "DDX027", "well supported"),
    Claim("today", "A hot joint with fever: joint fluid", "blood and imaging only assist", "DDX033", "well supported"),
    Claim("today", "A fracture passes unnoticed without feeling", "swelling, warmth and loss of motion remain", "DDX037", "probable"),
    Claim("today", "Breathless or in chest pain: emergency", "a clot may have travelled; the number is rung at once (our judgement)", "DDX027",
          "probable"),
    Claim("need", "Operate when it is troublesome", "with other illness controlled and enough bone formed; 539 operations", "SUR002", "probable"),
    Claim("need", "For function, not for pain alone", "flexion gained 34 degrees; of those operated for pain alone none was pain-free", "INT069",
          "uncertain"),
    Claim("live", "A film is no reason", "after elbow replacement HO in 10 %, symptoms in 3 %, excision in under 1 %", "SUR026", "probable"),
    Claim("live", "Open the chair first", "seat-to-back angle above 120 degrees lowered the pressure; 22 people", "REH034", "uncertain", NEURO),
    Claim("live", "A splint before a knife", "static progressive or dynamic: the usual step before surgery", "REH018", "uncertain", ELBOW),
    Claim("fit", "Comorbidity controlled", "one of three conditions of the group with one large series", "SUR002", "probable"),
    Claim("heal", "Uncontrolled infection stands against it", "wound infection that needed another operation: 8.2 % overall, 18.3 % after cord injury", "INT072", "probable", NEURO),
    Claim("heal", "Active infection stands against it", "listed with being medically unfit", "INT069", "probable", ("hip", "elbow", "burn")),
    Claim("heal", "After burns: as soon as skin allows", "three people; the film should be mature", "SUR023", "uncertain", BURN),
    Claim("when", "Classic texts wait 12 to 18 months", "until mature on film, with a cold scan; the book that quotes them finds no level I or II "
          "study", "SUR034", "contested"),
    Claim("when", "A cold scan promises little", "a normal scan does not reliably predict that it stays away", "IM40", "contested"),
    Claim("when", "A normal alkaline phosphatase promises little", "it did not predict freedom from recurrence", "LAB008", "probable"),
    Claim("early", "Under 6 months was not linked with recurrence", "brain and cord injury, the same group's registry, read for cord injury",
          "SUR003", "contested", NEURO),
    Claim("early", "Brain or cord injury: no link with delay", "539 first operations, P = .7; another operation for recurrence in 5.8 %", "SUR002", "contested", NEURO),
    Claim("early", "Hip replacement: none of 8 came back", "a mean of 10.2 months; radiotherapy, indomethacin and a motion machine (CPM)", "INT068",
          "uncertain", HIP),
    Claim("early", "Elbow, early against late: 1.08 (0.64-1.82)", "6.1 against 23.0 months, 164 people, not randomised", "INT071", "contested", ELBOW),
    Claim("early", "Elbow: early gained more motion", "7.4 against 33.5 months; no recurrence difference", "SUR019", "uncertain", ELBOW),
    Claim("early", "After hip replacement it can still grow", "the grade could rise up to 3 years", "H25", "uncertain", HIP),
    Claim("wait", "Waiting was no protection", "matched: delay 38.6 months with, 17.6 without recurrence, P = .51; the same group", "SUR004", "contested", NEURO),
    Claim("wait", "Elbow, late against early: alike", "30/112 against 15/52 came back", "INT071", "contested", ELBOW),
    Claim("wait", "After burns: excised at a mean of 416 days", "1 of 11 excised again", "SUR022", "uncertain", BURN),
    Claim("late", "Delay lets the joint lose bone", "fracture of the femoral neck is feared; a report of one patient", "SUR036", "uncertain",
          NEURO),
    Claim("late", "Elbow: late gained less motion", "7.4 against 33.5 months; no recurrence difference", "SUR019", "uncertain", ("elbow",)),
    Claim("late", "Waiting was no protection", "matched: delay 13.7 months with, 13.2 without recurrence, P = .54; the same group", "SUR005", "contested", NEURO),
    Claim("late", "Elbow, late against early: alike", "30/112 against 15/52 came back", "INT071", "contested", ELBOW),
    Claim("map", "CT with contrast", "agreed with surgery: vessels 0.82, sciatic nerve 0.62, capsule 0.68", "IM19", "probable"),
    Claim("map", "The place of the bone plans the way in", "more bleeding in front and inside, and all round", "SUR008", "uncertain", NEURO),
    Claim("map", "The person, measured", "active and passive range, function, seating, hygiene", "REH022", "probable"),
    Claim("adjuvant", "None is proven for neurogenic HO of the hip", "a review of the surgeons", "SUR007", "contested", NEURO),
    Claim("adjuvant", "Radiotherapy: gain unclear", "odds ratio 0.63 without an interval; its authors do not support it as a routine", "INT065",
          "uncertain", NEURO),
    Claim("adjuvant", "It went with more infection", "of the wound, needing another operation (they call it sepsis); one study that looked back; how "
          "much is not printed", "SUR010", "probable",
          NEURO),
    Claim("adjuvant", "A guideline gives 7-8 Gy once", "or five times 3.5 Gy", "INT059", "probable", ("hip", "elbow", "burn")),
    Claim("adjuvant", "After hip replacement: 4 of 26 came back", "1 after radiotherapy, 3 without prevention", "SUR014", "uncertain", HIP),
    Claim("adjuvant", "Elbow, irradiated after excision: 11.1 %", "with symptoms, 4/36; 7 Gy, 98 % within 24 h", "SUR024", "uncertain", ELBOW),
    Claim("adjuvant", "Elbow release: celecoxib", "200 mg a day for 28 days: less HO; compared looking back", "INT020", "uncertain", ELBOW),
    Claim("adjuvant", "Over bone that has not healed: no radiotherapy", "non-union 38 % against 4 % at fresh elbow fractures", "INT060", "probable",
          ELBOW),
    Claim("adjuvant", "Price of radiotherapy later in life", "small, not zero: none in the field at about 10 years, few irradiated; single sarcomas; under 40, or "
          "children wanted: a talk", "INT066",
          "uncertain"),
    Claim("adjuvant", "Price of an NSAID", "major bleeding 2.09 (1.00-4.39) times after hip replacement", "POOL006", "probable"),
    Claim("adjuvant", "Who must not have an NSAID", "ulcer or bleeding, heart or kidney disease, heart failure, blood thinners, a reaction to aspirin or "
          "an NSAID, pregnancy, a bone that has to unite", "INT001", "probable"),
    Claim("adjuvant", "Who must not be irradiated", "a fresh fracture or a cut bone in the field; pregnancy, open growth plates, earlier radiation there: "
          "ordinary caution (our judgement)", "INT060", "probable"),
    Claim("contract", "The gain, agreed by a team, in writing", "and no attempt to take all of it", "SUR007", "probable"),
    Claim("contract", "No promise of complete removal or of no pain", "signed as a functional goal", "REH022", "probable"),
    Claim("contract", "Infection, operated on again: 8.2 %", "after cord injury 18.3 %, brain injury 4.4 %, stroke 8.7 %; they call it sepsis", "SUR006", "probable", NEURO),
    Claim("contract", "The range on the table is not kept", "cord injury, 24 hips: arc 82.7 degrees on the table, 35.2 after 6.1 years; 14 of 19 "
          "people could sit", "SUR037", "uncertain", NEURO),
    Claim("contract", "Complications at the elbow: 22.6 %", "ulnar nerve, infection, slow healing", "SUR016", "probable", ELBOW),
    Claim("contract", "Ankylosed hip after stroke: 9 people", "flexion gained 58.9 degrees; two infections, which resolved", "SUR009", "uncertain", NEURO),
    Claim("moving", "From day 1, with enough pain relief", "two people with burned elbows", "REH029", "uncertain", ELBOW),
    Claim("moving", "A motion machine (CPM) at the elbow", "100 against 50 degrees gained; 16 against 35 elbows, not randomised", "INT086", "uncertain",
          ELBOW),
    Claim("moving", "A motion machine (CPM) from theatre at the hip", "8 patients; the epidural hides pain", "REH028", "uncertain", HIP),
    Claim("moving", "Not beyond the range gained in theatre", "avoid forcing; 18 elbows", "REH030", "uncertain", ELBOW),
    Claim("moving", "No force, under an anaesthetic neither", "bleeding, new bone and a fracture of thin bone are feared", "INT088", "probable"),
    Claim("review", "Baseline, 6 weeks, 3, 6, 12 months", "a score of function too: a grade on film is not function", "REH051", "uncertain"),
    Claim("review", "Stiff again: a film", "after eight years 85 % of the arc of the operation was kept, at the elbow", "REH031", "uncertain", ELBOW),
)  # fmt: skip


def build() -> Explorer:
    frames = {}
    for (cause, _), (seen, _), month, skin in product(CAUSES, SEEN, MONTHS, (False, True)):
        frames[f"{cause}|{seen}|{month}|{skin:d}"] = _frame(cause, seen, month, skin)
    return Explorer(
        name="excision-pathway",
        title="Cut it out: whether, when, and then what?",
        todo="Set the cause, what you see and the month, and follow the lit path from the top. Then change one thing at a time.",
        controls=(
            Control("cause", "Cause", "choice", tuple((key, capital(text)) for key, text in CAUSES), "neuro"),
            Control("seen", "What you see", "choice", tuple((key, capital(text)) for key, text in SEEN), "blocked"),
            Control("month", "Month since the injury or operation", "slider", tuple((str(m), f"month {m}") for m in MONTHS), "9"),
            tick("skin", "Open skin, infection, or other illness not settled"),
        ),
        frames=frames,
        lines=tuple(line(claim, number(STEPS, QUESTION, claim.step)) for claim in CLAIMS),
        heads=("Step of the drawing, and why", "How sure", "Read or quoted", "Source"),
        drawing=drawing(STEPS, HEIGHT),
        notes=(
            CERTAINTY_NOTE,
            "The order of the steps is ours, put together from reviews and series. No guideline we found sets it, and nobody was randomised to "
            "early or late.",
            "You may hear *six, twelve, eighteen months* (injury, cord, brain). We could not open a source for those three numbers, so the boxes "
            "follow the quoted wait of [12 to 18](SUR034) months.",
            "That 181 operations of [one survey](SUR002) were done in the first year *without recurrence* can be read in two ways, so no figure "
            "is built on it here.",
            "Survey, registry, review and matched studies are one French group's, and seem to overlap. An [evidence table](scire_surgery) quotes "
            "from the survey a link between delay and recurrence within cord injury, its direction not given: open.",
            "For learning: a real patient is examined, and a team decides.",
            READ_NOTE,
        ),
        sources=("SUR034", "SUR002"),
    )  # fmt: skip


def steps(cause: str, seen: str, month: int, skin: bool) -> tuple[str, ...]:
    """The lit steps, in the order in which they are taken."""
    if cause == "fop":
        return ("toes", "fop")
    if seen == "hot":
        return ("toes", "hot", "today")
    if seen == "film":
        return ("toes", "hot", "need", "live")
    if skin:
        return ("toes", "hot", "need", "fit", "heal")
    return ("toes", "hot", "need", "fit", "when", _age(month), "map", "adjuvant", "contract", "moving", "review")


def _age(month: int) -> str:
    return "early" if month < CLASSIC[0] else "wait" if month <= CLASSIC[1] else "late"


# The answers of the drawing carry the number of their question.
QUESTION = {
    "fop": "toes",
    "today": "hot",
    "live": "need",
    "heal": "fit",
    "early": "when",
    "wait": "when",
    "late": "when",
}


def _frame(cause: str, seen: str, month: int, skin: bool) -> Frame:
    path = steps(cause, seen, month, skin)
    shown = tuple(
        n for n, claim in enumerate(CLAIMS) if claim.step in path and (not claim.causes or cause in claim.causes)
    )
    state = f"Month {month}, {dict(CAUSES)[cause]}, {dict(SEEN)[seen]}" + (
        ", skin or illness not settled" if skin else ""
    )
    drawn = tuple(name for name in STEPS if name in path)
    return Frame(f"{state}. {_action(cause, path)}", (), shown, parts=drawn)


PRICE = {
    "neuro": "radiotherapy only after weighing infection of the wound (sepsis)",
    "hip": "radiotherapy or an NSAID, for their price",
    "elbow": "radiotherapy or an NSAID, for their price, never over unhealed bone",
    "burn": "radiotherapy or an NSAID, for their price, never over unhealed bone",
}
TIME = {
    "early": "Not the calendar alone: the classic wait is not over, yet {0}.",
    "wait": "Inside the classic wait: need, fitness and enough bone decide, not a cold scan.",
    "late": "Past the classic wait: {0}.",
}
SERIES = {  # what the sources of a cause say of early, and of late
    "neuro": ("the series, most of them from one group, show no clear link between delay and recurrence",
              "more of it was no protection, and may cost bone"),
    "hip": ("none of eight people operated on earlier, all with radiotherapy and indomethacin, had it come back", "we read nothing on what more of it does here"),
    "elbow": ("early and late came back alike, not randomised", "late came back like early, and gained less motion"),
    "burn": ("after burns we read no comparison of early and late", "after burns we read no comparison of early and late"),
}  # fmt: skip
# Nothing is promised of day 0: that is two burned elbows, and eight hips with a machine.
MOVE = {
    "neuro": "early and gentle movement, active where the muscles work, never forced",
    "hip": "early active movement inside what the surgeon allows (our judgement), never forced",
    "elbow": "early active movement, never forced",
    "burn": "active movement from day 1 as the skin allows, never forced",
}


def _action(cause: str, path: tuple[str, ...]) -> str:
    last = path[-1]
    if last == "fop":
        return ("Think of FOP and stop: never cut out, no biopsy, no injection into muscle, no forced movement; an FOP expert. A newly "
                "swollen leg is still a clot until imaged.")  # fmt: skip
    if last == "today":
        found = ("of a hot elbow, infection and fracture first; a newly swollen leg is still a clot until imaged" if cause in ("elbow", "burn")
                 else "a newly swollen leg is a clot until imaged; then infection, fracture")  # fmt: skip
        return (f"Not an operation today: {found}. Breathless or in chest pain: the emergency number, now (our judgement). Start again "
                "at the top when all is cool.")  # fmt: skip
    if last == "live":
        return "No operation for a film: keep moving without force, adapt chair, splint or socket, and look again. A named task would change that."
    if last == "heal":
        return "Not yet: heal the skin, clear the infection, settle the rest. Then come back to this step."
    age = next(name for name in path if name in TIME)
    time = TIME[age].format(SERIES[cause][age == "late"])
    return f"{time} Then CT with contrast, {PRICE[cause]}, the goal in writing, {MOVE[cause]}, and reviews."
