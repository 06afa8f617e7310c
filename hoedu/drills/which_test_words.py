"""What the imaging drill says: a reason for every test on every card, each with the row it rests on."""

from typing import TYPE_CHECKING

from hoedu.drills.base import Kind, Said, say

if TYPE_CHECKING:
    from hoedu.drills.which_test import Patient

KINDS = {
    "swollen-leg": Kind("A newly swollen leg", "A newly swollen leg is [a clot until imaged](DDX027); HO is looked for afterwards."),
    "day-10": Kind("About day 10", "In one series [day 17](H07) was the first change on a scan; a clear test before that excludes nothing."),
    "day-18": Kind("About day 18", "In the third week [ultrasound](IM46) and the scan's [blood pool](H07) change; film does not."),
    "clear-film": Kind("A clear film in week 3 or 4", "All [7](IM11) with HO to come had clear films at three weeks: do not stop there."),
    "day-40": Kind("About day 40", "Once film can be positive, from about [day 31](H09), it is the cheap first look; a clear one does not end the search."),
    "day-120": Kind("About day 120", "Months on, mineral is there: film first, CT [before an operation](IM19)."),
    "hip-early": Kind("A new hip, no complaint, first weeks", "A film [within three months](IM12) shows nearly all; earlier ones do not decide."),
    "hip-later": Kind("A stiff hip three months after replacement", "[Within three months](IM12) film shows nearly all; ask for [two views](IM13)."),
    "burn": Kind("A stiff elbow after burns", "Film of an elbow costs [next to no dose](IM15): ask early."),
    "thigh-early": Kind("A kicked thigh, first weeks", "Ultrasound sees early muscle HO [while film is blind](IM62)."),
    "thigh-late": Kind("A kicked thigh, from week 5", "From [week 5](IAP007) film can show the edge that [speaks for HO and against sarcoma](IM08)."),
    "excision": Kind("An operation is planned", "CT shows [bone, vessels, nerve](IM19); scans are a poor guide to [recurrence](IM40)."),
    "pregnant": Kind("Pregnant", "Where a test without dose can answer, the others wait (our judgement)."),
    "child": Kind("A child", "Children show [fewer signs of inflammation](DDX008) after cord injury, so ask early; dose counts more (our judgement)."),
    "dialysis": Kind("Dense lumps on dialysis", "Calcium without trabeculae, kidneys that fail: [calcinosis](DDX046) more than HO. Film and blood."),
    "doubtful-mri": Kind("A bright MRI", "Bright muscle is [mostly not HO](IM30); [CT settles it](IM16)."),
}

_CLOT = " A newly swollen leg is [a clot until imaged](DDX027), and finding HO does not exclude one."
_UNBORN = " Ultrasound, then MRI, can answer without any, so this is not for today (our judgement; ask the radiologist)."
UNSAFE = {
    ("clot", "film"): "Film shows mineral, not veins." + _CLOT,
    ("clot", "ct"): "A plain CT shows mineral; it takes a CT made for veins to show [both](DDX027). Not first." + _CLOT,
    ("clot", "mri"): "MRI may show bright muscle, as it does in [70 %](IM30) soon after cord injury." + _CLOT,
    ("clot", "scan"): "A scan is positive for anything with more blood or bone turnover, and says nothing of the veins." + _CLOT,
    ("clot", "us"): "The same machine, pointed at the wrong thing: veins first." + _CLOT,
    ("clot", "wait"): "Nothing about this can wait." + _CLOT,
    ("pregnant", "ct"): "CT of the pelvis gives the mother [6](IM22) to [10 mSv](IM23); the womb lies in the beam, and its dose is another "
                         "figure, not in our tables." + _UNBORN,
    ("pregnant", "scan"): "A bone scan gives the mother [4.2](IM41) to [5.3 mSv](IM42); the child is exposed as well, by a figure not in our "
                           "tables." + _UNBORN,
}

FILM_EARLY = ("For HO, film is blind on day {0}: it turned positive about [day 31](H09), and all [7](IM11) with HO to come were clear at "
              "three weeks.")  # fmt: skip
BREAK = " A break it would show."
UNFELT = " A break it would show, and that can [go unnoticed](DDX037) where feeling is lost."
STILL = " A clear one does not end the search: others first saw it in [weeks 4.4 to 9.4](IM06)."
LATELY = " If it began only lately, a clear film settles nothing."
LATE = 67  # days: after week 9.4
ZONED = 35  # days: a muscle's mineral has an edge on film (IAP007)
RIPER = 56  # days: from here on MRI counts for more
FILM_DOSE = {"hip": "[0.3 to 0.7 mSv](IM14)", "thigh": "little dose (knee or elbow: [under 0.01 mSv](IM15); no figure for a thigh)",
             "": "[less than 0.01 mSv](IM15)"}  # fmt: skip
CT_DOSE = {"hip": "[6](IM22) to [10 mSv](IM23)", "": "[2 to 20 mSv](IM59) (CT of all parts)"}
SCAN = "It gives [4.2](IM41) to [5.3 mSv](IM42) and is [dear, and not everywhere](IM43)"


def reason_of(p: "Patient", test: str, word: str) -> Said:
    """The reason for one safe test on one card. `word` is its verdict."""
    return {"film": _film, "ct": _ct, "mri": _mri, "scan": _scan, "us": _us, "duplex": _duplex, "wait": _wait}[test](p, word)


def _film(p: "Patient", word: str) -> Said:
    dose = FILM_DOSE.get(p.site, FILM_DOSE[""])
    if p.excision:
        return say(f"It shows that bone is there, for {dose}, which is known. Film and CT [can disagree](IM21) about bridging, and "
                   "vessels and nerve are not on it.")  # fmt: skip
    if p.lumps:
        return say("Calcium without trabeculae points away from HO; failing kidneys are [the common cause](DDX046). Film, with calcium "
                   f"and phosphate in the blood, answers for {dose}.")  # fmt: skip
    if p.doubtful_mri:
        return say(f"One film has settled nothing, and another on day {{0}} may not either, for {dose}. Better than nothing.", p.day)
    if p.cause == "hip":
        if not p.signs:
            return say("On day {0} it is too early to decide anything. [95 %](IM12) of ossifications could be seen within three months: "
                       "film then, if at all.", p.day)  # fmt: skip
        return say(f"[95 %](IM12) could be seen within three months, for {dose}. Ask for two views: [12.7 %](IM13) of hips showed HO on one only.")
    if not p.signs:
        return say("Nothing asks for it, and film turned positive only about [day 31](H09).")
    if p.signs == "lump":
        if word == "best":
            return say("From [week 5 to 8](IAP007) the edge is calcified around a less dense centre, which [separates it from sarcoma](IM08). "
                       f"No edge by now, or most mineral in the middle: [tumour team](DDX040), no needle. It gives {dose}.")
        return say("On day {0} a film shows little: in the [first two weeks](IAP001) it's normal or shows a soft mass, flakes come about "
                   "[week 3](IAP004), the edge from [week 5](IAP007).".replace("it's", "it is"), p.day)  # fmt: skip
    if word == "little":
        seen = " One was clear two days ago." if p.clear_film else ""
        return say(FILM_EARLY + seen + (UNFELT if p.cause == "cord" else BREAK), p.day)
    if p.pregnant:
        return say(f"On day {{0}} film could answer, for {dose} to the mother. Ultrasound first, then ask the radiologist whether film is still "
                   "needed.", p.day)  # fmt: skip
    if p.cause == "burn":
        return say("In one series HO near a burned elbow showed on film [before marked symptoms](DDX007), in another it was confirmed a mean "
                   f"[29.9 days](DDX003) after suspicion, in a third found on imaging at a median of [day 49](INC131). On day {{0}} film may "
                   f"answer, for {dose}; a clear one does not end the search.", p.day)  # fmt: skip
    return say(f"Film turned positive about [day 31](H09), so on day {{0}} it can answer: cheap, everywhere, {dose}."
               + (LATELY if p.day >= LATE else STILL), p.day)  # fmt: skip


def _ct(p: "Patient", word: str) -> Said:
    dose = CT_DOSE.get(p.site, CT_DOSE[""])
    if p.excision:
        kidneys = " The study gave contrast: what that means on dialysis is the radiologist's question." if p.dialysis else ""
        return say(f"CT shows what the surgeon must not cut: agreement with what was found was [0.82](IM19) for vessels, [0.62](IM19) for the "
                   f"sciatic nerve. {dose} are well spent here.{kidneys}")  # fmt: skip
    if p.doubtful_mri:
        return say(f"CT [settles an indeterminate MRI](IM16): if there is mineral, it lies [at the edge](IAP018). It costs {dose}, "
                   "and here no cheaper test has answered.")  # fmt: skip
    if p.cause == "hip" and p.signs:
        return say(f"It would show all of it, for {dose}, with metal in the way, which [newer methods](IM26) lessen. A film answers today's question.")
    if word == "little":
        return say("Before there is mineral CT shows [fluid-like density](IAP013), nothing more. No dated series of HO on CT was found; "
                   f"{dose} for little.")  # fmt: skip
    return say(f"It would show the {'calcium' if p.lumps else 'bone'} well, for {dose}. A film answers the same question today for a small part of that.")


def _mri(p: "Patient", word: str) -> Said:
    if p.excision:
        return say("It shows how ripe HO is, roughly: [grades overlap](IM31). CT shows bone, vessels and nerve in one, so it goes first.")
    if p.doubtful_mri:
        return say("It was bright, and will be bright again: immature HO [looks like other masses](IM32) on MRI. Pair it with CT.")
    if p.lumps:
        return say("Dear, and film and blood tests say more for [this question](DDX046).")
    if p.signs == "lump":
        return say("MRI is [the reference](IM62) for a mass in soft tissue, without dose. Dear and booked out (our judgement): the next step when "
                   "the cheaper test leaves doubt.")  # fmt: skip
    if p.cause == "hip":
        metal = "etal in the hip spoils the picture where it matters (our judgement)"
        return say(f"M{metal}; film answers today's question." if p.signs else f"Nothing asks for it, and m{metal}.")
    if not p.signs:
        return say("Nothing asks for it, and bright muscle without HO is common: [70 %](IM30) of first scans after cord injury" + _elsewhere(p) + ".")
    if p.pregnant:
        return say("No dose, and by now some [fat or cortex](IM31) may show: before any film, ask the radiologist (our judgement)."
                   if p.day >= RIPER else
                   "No dose: the next step if ultrasound leaves doubt, to be asked of the radiologist (our judgement). But muscle is bright in "
                   "[70 %](IM30) at the first scan after cord injury" + _elsewhere(p) + ", and only [15 %](IM30) developed signs of HO.")  # fmt: skip
    if word == "little":
        return say("Muscle is bright in [70 %](IM30) at the first scan after cord injury, and only [15 %](IM30) developed signs of HO"
                   + _elsewhere(p) + ". Early and without dose, but it does not tell HO from other oedema.")  # fmt: skip
    return say("By now MRI can show [fat and cortex](IM31), [surest when mature](IM32). It costs no dose, but a film answers sooner and cheaper.")


def _elsewhere(p: "Patient") -> str:
    """Figures after cord injury, on a card of another cause."""
    cause = {"brain": "brain injury", "burn": "burns"}.get(p.cause)
    return f" (nothing of the kind was found for {cause})" if cause else ""


def _scan(p: "Patient", word: str) -> Said:
    if p.excision:
        return say(f"Serial scans have been used [to time operations](IM40), but activity may persist, and a normal scan does not foretell that HO stays away. {SCAN}.")
    if p.doubtful_mri:
        return say(f"It would be positive for HO, and for much that is not: [more sensitive, less specific](IM38) than film. {SCAN}.")
    if p.lumps or p.signs == "lump" or p.cause == "hip":
        wound = ", so for a healing operation too (our judgement)" if p.cause == "hip" else ""
        return say(f"It is positive for [any hyperaemia or bone turnover](IM35){wound}. {SCAN}.")
    if not p.signs or word == "little":
        return say(f"The blood pool rose about [day 17](H07), soft tissue took tracer about [day 24](H08): on day {{0}} a clear scan says nothing. {SCAN}.", p.day)
    return say(f"The earliest conventional test: blood pool about [day 17](H07), uptake about [day 24](H08). But [7 of 60](IM37) first scans were "
               f"negative and turned later. {SCAN}.")  # fmt: skip


def _us(p: "Patient", word: str) -> Said:
    if p.excision:
        return say("A bright shell [with a shadow behind](IAP055): it hides what the surgeon must see.")
    if p.lumps:
        return say("It shows calcium with a shadow, not what kind: film and [blood](DDX046) say more.")
    if p.doubtful_mri:
        return say("Repeating it costs little and no dose, but it has settled nothing once; CT [does](IM16).")
    if p.signs == "lump":
        return say("A dark mass in the muscle with a brighter rim was found in [15 of 15](IM49) chosen by histology, and early HO [while film is blind](IM62). No dose, today, "
                   "and again later to compare." if word == "best" else
                   "Still good, without dose, to follow it: rim, then [shell and shadow](IAP055). Film by now can show the whole edge at once.")  # fmt: skip
    if p.cause == "hip":
        return say("Harmless, but it was tested after [cord injury](IM45) and in [intensive care](IM46), not beside a new hip in our tables.")
    if not p.signs:
        return say("Harmless, without dose; with no sign and before [week 2 or 3](IM46) there is nothing to find.")
    if word == "best" and p.day < 14:
        return say("Early, and a clear one means nothing yet. But for a joint that warms up after cord injury it is "
                   "[the first test](IM50): no dose, cheap, and repeated over two months.")  # fmt: skip
    if word == "best":
        return say("It flagged [193 of 217](IM45) with HO after cord injury, and led film by about [2 weeks](IM46). No dose, cheap, at the bed, to be "
                   "repeated. The hand that holds it matters; one source calls the scan [earlier](IM51).")  # fmt: skip
    return say("By day {0} film may show it too. Ultrasound, without dose, flagged [193 of 217](IM45) after cord injury; how often it is wrong in "
               "people without HO was [not reported](IM45).", p.day)  # fmt: skip


def _duplex(p: "Patient", word: str) -> Said:
    if word == "best":
        return say("A newly swollen leg is [a clot until imaged](DDX027), whatever else may be there. If the veins are clear, "
                   "[HO is looked for next](DDX029). Until then rest the leg, and report it at once.")  # fmt: skip
    return say("Harmless and cheap, but no leg is newly swollen: it [answers another question](DDX029).")


def _wait(p: "Patient", word: str) -> Said:
    if word == "best":
        return say("Nothing asks for a test today, and none of them is telling [this early](H07). Check range, swelling and warmth "
                   "[every session](REH007); test when something changes."
                   if p.cause != "hip" else
                   "No complaint, and too early: a film [within three months](IM12) shows nearly all. Check range and warmth; test when "
                   "something changes.")  # fmt: skip
    if p.excision:
        return say("Waiting does not plan an operation. How ripe the bone must be is disputed: a normal [ALP](LAB008) or [scan](IM40) does not foretell that HO stays away.")
    if p.signs == "lump" and p.day >= ZONED:
        return say("No harm today, but a lump still there in week {0} and never imaged should not wait longer (our judgement).", p.day // 7)
    if p.signs == "lump":
        return say("Safe: [wait, image again, no biopsy](DDX041). An image now gives that later one something to be compared with.")
    if p.lumps:
        return say("Safe, but a film and [blood tests](DDX046) are quick and settle it.")
    if p.signs and p.day < 14:
        return say("Sound on day {0}: little can be seen yet. But a joint that warms up deserves a first look, and [serial ones](IM50).", p.day)
    return say("No harm today, but time goes: [diagnosis is usually late](H36), and a test can tell now.")


NOTES = (
    "Points run from 0 to 3: more information is better; less delay, dose and cost are. The best safe choice has the most of "
    "3 × information − delay − dose − cost. Points and sum are teaching judgements, not published scores.",
    "Information follows the days on which each test was seen to turn positive: blood pool about [day 17](H07), uptake [day 24](H08), "
    "film [day 31](H09), ultrasound [weeks 2 to 3](IM46); the last two are our sums. They come from few patients, film and scan from one series of 1985. Other "
    "sources put the first mineral on film [as early as day 10](H16).",
    "Dose: 0 none; 1 under 1 mSv (film: hip [0.3](IM14), elbow or knee [under 0.01](IM15), a thigh taken as like them); 2 under 6 mSv (bone scan [4.2](IM41) to [5.3](IM42)); 3 from "
    "6 mSv (CT of the pelvis [6](IM22) to [10](IM23)). CT of a limb counts 2, the low end of [all CT](IM59). A child counts one more, "
    "a pregnancy 3: there MRI, without dose, is never worse than acceptable.",
    "Cost: bone scan [high, not in small hospitals](IM43), ultrasound [cheap and everywhere](IM43); the order of film, CT and MRI, and "
    "every delay, is our judgement: your hospital may differ.",
    "The patients are made up. The number names the patient: number 17 is the same for everybody.",
    "For learning, not for treating a patient. Follow the rules of the place where you work.",
)
