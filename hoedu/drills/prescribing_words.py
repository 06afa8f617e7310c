"""What the prescribing drill says: a reason for every choice, with the row, label or paper it rests on."""

from typing import TYPE_CHECKING

from hoedu.drills.base import Kind, Said, say, together

if TYPE_CHECKING:
    from hoedu.drills.prescribing import Patient

KINDS = {
    "low": Kind("Ordinary risk", "At ordinary risk a better film brought [no better hip](INT013): neither is the answer."),
    "high": Kind("High risk", "[Earlier HO](RF013) or a [fused hip](RF005): one main prevention, after the safety check."),
    "young": Kind("High risk, under 40", "Under 40, radiation is [talked through first](INT066), and is not the first choice."),
    "ulcer": Kind("An ulcer", "After a bleeding ulcer no NSAID is given, [selective or not](indolabel)."),
    "heart": Kind("A sick heart", "The heart warning is [for the whole class](indolabel), selective drugs too."),
    "kidney": Kind("Weak kidneys, high potassium", "Either stands against [every NSAID](indolabel)."),
    "bleeding": Kind("Bleeding", "HIPAID bled more [although bleeding disorders were left out](INT013)."),
    "allergy": Kind("A reaction to aspirin", "Asthma, swelling or a rash after aspirin or an NSAID bars [them all](INT001)."),
    "unfinished": Kind("Tablets not finished", "[37 %](INT005) could not finish six weeks; one visit cannot be left unfinished."),
    "stomach": Kind("A stomach upset by an NSAID", "Fewer stop a selective NSAID for the stomach: odds ratio [0.48 (0.24-0.97)](POOL013)."),
    "children": Kind("A wish for children", "With the NSAID barred and children wanted, [neither](INT066) comes before radiation."),
    "scope": Kind("Hip arthroscopy", "Naproxen [works on film](INT010), and [most](INT026) HO there is silent: fair, not a must."),
    "fracture": Kind("A bone that has to unite", "Six weeks of indomethacin, or radiation over an elbow, [cost](INT031) [union](INT060)."),
    "pregnant": Kind("Pregnancy", "[No NSAID](naproxendavis), and no radiation: that second rule is ordinary caution."),
    "cord": Kind("Cord injury", "Drugs for all are [not recommended](INT097) by one review; movement [is](INT098)."),
    "again": Kind("HO cut out, after hip replacement", "HO that was cut out is high risk: one main prevention. Radiation was [given](SUR011) without a drug named beside it; which is better is not known."),
    "nerve": Kind("HO cut out, after cord injury", "No adjuvant is [proven](SUR007) here, and radiation went with more [infection](INT065) of the wound."),
    "late": Kind("Too late", "A start after day 4 [went with failure](INT055): the window does not wait."),
    "fop": Kind("Odd great toes", "Short, bent great toes: [FOP](DDX058). Everything stops, the operation first."),
}  # fmt: skip

# What makes an NSAID, radiation or a plan unsafe.
NSAID_BAR = {
    "ulcer": "A bleeding ulcer: the label carries [a boxed warning](indolabel), and past ulcers were kept out of [a trial of "
             "celecoxib](INT018). No NSAID, selective or not.",
    "heart": "Heart attack, stroke, [heart failure](INT001): the warning covers [selective drugs too](indolabel), and around bypass "
             "surgery the class is contraindicated. No NSAID.",
    "kidney": "Weak kidneys or high potassium: the [label](indolabel) says avoid, and [a trial](INT018) of celecoxib and ibuprofen left "
              "weak kidneys out. Not without a specialist.",
    "allergy": "Asthma, swelling or a rash after aspirin or any NSAID bars [the whole class](INT001); the trial of [celecoxib](INT018) left "
               "such people out too.",
    "bleeding": "HIPAID [left out bleeding disorders](INT013) and still saw major bleeding at [2.09 (1.00-4.39)](POOL006) times the "
                "rate. With {0}: no NSAID.",
    "pregnant": "NSAIDs are [avoided in pregnancy](naproxendavis), above all in its last third.",
    "longbone": "A thigh bone has to unite too. Long bones failed to in [10 of 38](TRI035) on six weeks of indomethacin, in "
                "[3 of 38](TRI035) after radiotherapy: [radiotherapy or nothing](INT035).",
}  # fmt: skip
RT_BAR = {
    "pregnant": "No radiation beside a pregnancy: ordinary radiation caution (our judgement).",
    "elbow": "Over a fresh elbow fracture: [8 of 21](TRI038) failed to unite after 7 Gy, [1 of 24](TRI038) without. The trial was "
             "[stopped](INT060).",
    "skin": "The field is open and colonised, and after neurogenic excision infection of the wound that needed [another "
            "operation](INT065) was more frequent with radiotherapy.",
    "gonads": "Nothing we read shows a benefit of radiation here. Under 40, or with children wanted, [ovary, testis and later "
              "cancer](INT066) make that harm only.",
}  # fmt: skip
PLAN_BAR = {
    "open": "It has no last day. Nobody tested that; [37 %](INT005) could not finish even six weeks, and the harms last as long as "
            "the tablets. Every course gets a last day.",
    "aspirin": "Low-dose aspirin did nothing for HO, [0.98 (0.85-1.12)](POOL002), and here it would add [bleeding](INT027).",
    "allergy": "Low-dose aspirin did nothing for HO, [0.98 (0.85-1.12)](POOL002), and aspirin is what brought on the asthma.",
}  # fmt: skip
LONG = {
    "six": "Six weeks over a broken back wall: [8 of 13](TRI032) were not united on CT, [4 of 21](TRI032) on placebo (counts rebuilt).",
    "else": "A bone has to unite. Six weeks of indomethacin [cost union](INT031); where between one week and six the harm begins "
            "is not known, so this drill allows two at most.",
}  # fmt: skip
FOP = {
    "nsaid": "FOP until an expert says otherwise. Long NSAID courses [did not prevent flare-ups](INT079), and the operation that it "
             "is meant to cover [provokes new bone](SUR030). For symptoms a FOP expert may give one ([relief only](INT079)).",
    "rt": "FOP until an expert says otherwise. Radiation was one of the [errors told in a survey](INT116); the operation it is "
          "meant to cover [provokes new bone](SUR030).",
    "none": "That lets the operation go ahead. In FOP it [provokes explosive new bone](SUR030).",
    "move": "[Active movement](REH040) of one's own choice is right in FOP and harms nobody. It does not stop tomorrow's operation, which "
            "[provokes explosive new bone](SUR030): call first.",
    "stop": "Great toes short and bent from birth, stiffness after bumps: [FOP](DDX058) until an expert says otherwise. No knife, no "
            "biopsy, [no needle into muscle](INT099), [no forced movement](REH040).",
    "expert": "The operation, a biopsy and a needle into muscle can each [start bone for good](DDX058); passive stretching is "
              "[not done](REH040). Phone the surgeon and an FOP expert today, not after tomorrow.",
}  # fmt: skip
OPEN_FIELD = "An open, colonised ulcer [speaks against the operation](INT072) itself: ring the surgeon about it today."
ORDINARY = (
    "Asking is right each time. These toes are ordinary: nothing here points to [FOP](DDX058), so nothing has to stop."
)

RISK = {
    "earlier": "High risk: [HO before](RF013), a review says.",
    "fused": "High risk: a fused hip, odds ratio [9.85 (2.61-37.24)](RF005).",
    "excision": "High risk: HO that was cut out may [come back](SUR014).",
}
BRIEF = {
    "ulcer": "An ulcer that bled forbids [an NSAID](indolabel).",
    "heart": "The heart forbids [an NSAID](indolabel).",
    "kidney": "The kidneys forbid [an NSAID](indolabel).",
    "bleeding": "Bleeding forbids [an NSAID](INT013).",
    "allergy": "The reaction to aspirin forbids [every NSAID](INT001).",
    "pregnant": "Pregnancy forbids [an NSAID](naproxendavis), and radiation by ordinary caution (our judgement).",
    "longbone": "The nailed thigh bone speaks against [an NSAID](INT035).",
}
COUNSEL = (
    "Under 40, or with children wanted, ovary, testis and later cancer are [talked through first](INT066). In anybody "
    "who could be pregnant, a test comes first (our judgement)."
)
CONTESTED = (
    "Which of the two is better is contested: severe bone with radiation against NSAIDs [0.42 (0.18-0.97)](POOL023) in one pool, "
    "no difference in another, [0.96 (0.88-1.06)](POOL026)."
)
WAYS = {
    ("low", "none"): "Ordinary risk. In HIPAID ibuprofen gave less bone, [0.69 (0.56-0.83)](POOL005), while pain and "
                     "[function](POOL008) stayed, and major bleeding rose, [2.09 (1.00-4.39)](POOL006). Move early, without force.",
    ("low", "nsaid"): "Nothing on the card forbids it. But at ordinary risk it buys a better film, [not a better hip](INT013), and "
                      "some bleeding; the authors of the largest trial [speak against routine use](INT013).",
    ("low", "selective"): "As good on film as other NSAIDs, [0.91 (0.78-1.06)](POOL016). But at ordinary risk less bone brought "
                          "[no better function](POOL008).",
    ("low", "rt"): "It prevents bone. At ordinary risk there is little to prevent, and the dose is real: a review keeps it for "
                   "[high risk](SUR015).",
    ("high", "selective"): "As good on film as other NSAIDs, [0.91 (0.78-1.06)](POOL016), with the same checks and the same warnings.",
    ("high", "none"): "Fair: nobody is harmed by a drug not given, and better function from prevention has not been shown. Against it: the "
                      "risk is high, and grade III bone went with [lost movement](TRI003).",
    ("late", "none"): "Day {0}: what was tested begins earlier. Radiation after day 4 [went with failure](INT055), NSAID trials began "
                      "[from surgery](INT001) or [within 24 h](INT013). Move, measure, film if it stiffens.",
    ("late", "nsaid"): "Nothing forbids it. But trials began [from surgery](INT001) or [within 24 h](INT013); a start on day {0} was not "
                       "tested.",
    ("late", "rt"): "Not justified on day {0}: a dose without a benefit that anybody showed. A start after day 4 [went with failure](INT055).",
    ("scope", "nsaid"): "With naproxen [2 of 48](TRI041) formed HO, with placebo [22 of 48](TRI041); stopped early, so perhaps too good. "
                        "Reasonable, not a must: most of it was [silent](INT010).",
    ("scope", "selective"): "Seen after arthroscopy in a [quoted cohort](TRI045) only (etodolac or etoricoxib); after replacement it is as "
                            "good [on film](POOL016) as other NSAIDs.",
    ("scope", "rt"): "We read no test of radiation after arthroscopy, and [most](INT026) HO there is silent.",
    ("scope", "none"): "Sound too: [most](INT026) HO after arthroscopy causes no symptoms.",
    ("socket", "none"): "Contested: nothing, a short course and radiotherapy are each fair, and we put nothing first (our judgement). It lets the bone unite: a unit that [stopped routine "
                        "indomethacin](INT033) saw no change; a review of mixed studies found severe HO in [3, 7 and 18 %](INT037) with radiation, "
                        "indomethacin and nothing.",
    ("socket", "nsaid"): "Contested; fair, and short at most. HO was less frequent with [3 days or a week](INT031) than with placebo, in a "
                         "trial that many left; bone was not united in [35 %](INT031) and [24 %](INT031), with placebo in [19 %](INT031), "
                         "after six weeks in [62 %](INT031).",
    ("socket", "selective"): "We read no test of it after this operation, and a bone has to unite. Short indomethacin at least "
                             "[was tried](INT031).",
    ("socket", "rt"): "Contested; fair, and in use: given [within 72 h](INT036) in trials against indomethacin. Long bones away from the "
                      "field healed ([3 of 38](TRI035) did not); the surgeon answers for the bone inside it.",
    ("elbow", "none"): "Indomethacin did [no better than placebo](INT038), [0.89](POOL032), and radiotherapy [stopped bone from "
                       "uniting](INT060). Move actively, as far as the surgeon allows.",
    ("elbow", "nsaid"): "Safe in its trial, [no non-union](INT038) in either arm, and no use: [0.89](POOL032) against placebo.",
    ("elbow", "selective"): "We read no trial of it after a fresh elbow fracture; indomethacin [did nothing](INT038) there.",
    ("cord", "none"): "One review [does not recommend](INT097) drugs for all, and advises [movement](INT098). Another reads the same "
                      "trials [as support](INT107), so an NSAID stays an individual decision.",
    ("cord", "nsaid"): "A fair individual decision: on the bone scan [4 of 16](TRI047) against [11 of 17](TRI047), on film [2 of "
                       "16](TRI048) against [7 of 17](TRI048), which chance may explain. For all: [not recommended](INT097).",
    ("cord", "selective"): "[5 of 37](TRI049) against [13 of 39](TRI049), with rofecoxib, since [withdrawn](INT104). We read no test of "
                           "another here.",
    ("cord", "rt"): "Radiation was used on [early HO](INT063) after cord injury, without controls; we read no test of it as prevention.",
    ("nerve", "none"): "After neurogenic excision no adjuvant is [proven](SUR007). In series with various adjuvants or none [2.8 %](SUR006) "
                       "came back, and [5.8 % (3.8-7.8)](SUR002) were operated on again for it; infection is the greater worry. Early, "
                       "gentle movement, active where muscles work.",
    ("nerve", "nsaid"): "[Not proven](SUR007), like every adjuvant here, and nothing on the card forbids it.",
    ("nerve", "selective"): "[Not proven](SUR007) here; celecoxib was looked at after [elbow release](INT020).",
    ("nerve", "rt"): "The gain is unclear, [0.63](POOL035) without an interval, and infection of the wound that needed another operation "
                     "was [more frequent](INT065), in one study that looked back: its authors do not support it as a routine.",
}  # fmt: skip


def way_reason(p: "Patient", way: str, word: str, barred: str, now: str) -> Said:
    if now == "fop":
        return say(FOP["nsaid" if way == "selective" else way])
    return together(_way(p, way, word, barred, now), *_ulcer(p))


def _ulcer(p: "Patient") -> list[Said]:
    """An open field is a question to the operation itself, whatever was chosen. Long texts: the plans that go on say it."""
    return [say(OPEN_FIELD)] if p.skin else []


def _way(p: "Patient", way: str, word: str, barred: str, now: str) -> Said:
    if way == "stop":
        return say(ORDINARY)
    if barred:
        return say(RT_BAR[barred]) if way == "rt" else _no_drug(p, barred)
    if now == "high":
        return _high(p, way, word)
    found = [
        say(
            WAYS[now, "nsaid" if now == "late" and way == "selective" else way],
            *([p.hours // 24] if now == "late" else []),
        )
    ]
    if way == "none" and now in ("scope", "socket", "elbow", "low") and word == "best" and (brief := _brief(p)):
        found.insert(0, brief)
    if way == "rt" and now == "socket" and (p.age < 40 or p.children):
        found.append(say(COUNSEL))
    return together(*found)


def _no_drug(p: "Patient", barred: str) -> Said:
    return say(NSAID_BAR[barred], p.bleeding) if barred == "bleeding" else say(NSAID_BAR[barred])


def _brief(p: "Patient") -> Said | None:
    found = next((text for name, text in BRIEF.items() if getattr(p, name)), None)
    return say(found) if found else None


def _high(p: "Patient", way: str, word: str) -> Said:
    risk = say(RISK["excision" if p.event == "excision" else "earlier" if p.earlier else "fused"])
    young, brief = p.age < 40 or p.children, _brief(p)
    if way == "nsaid":
        if p.stomach:
            return say("It works, but this stomach has protested once. Fewer stop a selective drug for that, odds ratio "
                       "[0.48 (0.24-0.97)](POOL013).")  # fmt: skip
        if p.unfinished:
            return say("Safe, and it works when swallowed. [37 %](INT005) did not finish six weeks, and this patient did not either: "
                       "if tablets, then a short course.")  # fmt: skip
        if p.event == "excision":
            return together(risk, say("As fair as radiation, and it needs no machine. In one series recurrences came [1 after radiotherapy, 3 "
                                      "without](SUR014) any prevention, though no course was tested alone: [eight people](INT068) had six "
                                      "weeks with radiation as well."), *_aged(p))  # fmt: skip
        return together(risk, say("NSAIDs lessen bone, [0.43 (0.37-0.49)](POOL001), and nothing forbids one. " + CONTESTED), *_aged(p))  # fmt: skip
    if way == "selective" and word == "best":
        return together(risk, say("Fewer stop a selective NSAID for the stomach, odds ratio [0.48 (0.24-0.97)](POOL013), and bone is "
                                  "alike, [0.91 (0.78-1.06)](POOL016). Never an ulcer, so it may be given."))  # fmt: skip
    if way == "rt":
        if p.unfinished and word == "best":
            return together(risk, say("Tablets were not finished last time, as by [37 %](INT005) of one series. One visit settles "
                                      "that. " + CONTESTED))  # fmt: skip
        if p.event == "excision" and word == "best":
            lead = [brief] if brief else []
            return together(*lead, risk, say("[39 people](SUR011) had it after excision, mostly at the hip, no drug named beside it: 1 came "
                                             "back, and nobody was left untreated. An NSAID, where it is safe, is as fair: we put first what "
                                             "was given without the other (our judgement)."))  # fmt: skip
        if word == "best":
            return together(brief, risk, say("One dose of radiotherapy spares stomach, heart, kidneys and clotting. The clock is strict: "
                                             "after day 4 it [failed more often](INT055)."))  # fmt: skip
        found = say("Prevents bone too, in one visit. " + CONTESTED)
        return together(found, say(COUNSEL)) if young else found
    if way == "none" and word == "best":
        return together(brief, say("Radiation near ovary or testis is not for someone who wants children or is under 40, unless they "
                                   "choose it [after a talk](INT066). So move early, and film if it stiffens."))  # fmt: skip
    return say(WAYS["high", way])


def _aged(p: "Patient") -> list[Said]:
    return [say(AGED)] if p.age > 74 else []


# ---- plans

AGED = "Beyond 74 the prescriber may well choose another drug, or the dose of radiotherapy (our judgement)."

STOP = (
    "Write down the last day. Chest pain, breathlessness, vomited blood, wheeze or a swollen face: stop, and the emergency number (our "
    "judgement). [Black stools or little urine](REH004): stop and call the same day; a newly swollen leg is [a clot until imaged](DDX027)."
)
BACK = "Back the same day when a joint turns [warm, swollen or stiffer](REH007); a newly swollen leg is [a clot until imaged](DDX027)."
SOURCE = {  # where each plan was tested, in words
    "indo-week": "[hip replacement](INT003)",
    "indo-six": "[hip replacement](INT001)",
    "ibu": "[hip replacement](INT013)",
    "nap": "[hip arthroscopy](INT010)",
    "indo-cord": "[cord injury](INT040)",
    "cele": "[hip replacement](INT018)",
}
AS_TESTED = {
    ("hip", "indo-week"): "As [tested](INT003) after hip replacement: grade II in [4 of 99](TRI013) with 7 days, [6 of 102](TRI013) with "
                          "14, none worse.",
    ("hip", "indo-six"): "As [tested](INT001): [13 of 102](TRI001) with any HO against [72 of 99](TRI001). But it is long, "
                         "[37 %](INT005) could not finish, and 7 days did about as well as [14](INT003).",
    ("hip", "ibu"): "The course of [HIPAID](INT013): bone [0.69 (0.56-0.83)](POOL005), major bleeding [2.09 (1.00-4.39)](POOL006).",
    ("hip", "cele"): "As [tested](INT018) against ibuprofen: [48 of 117](TRI015) and [73 of 123](TRI015) formed HO.",
    ("excision", "indo-six"): "No course was tested alone after excision. [Eight people](INT068) had this one with radiation as well. Long: "
                              "[37 %](INT005) could not finish it elsewhere.",
    ("excision", "indo-week"): "No course was tested alone after excision; this one is from [hip replacement](INT003). Short, so likelier to be finished.",
    ("excision", "ibu"): "No course was tested alone after excision; this one is from [hip replacement](INT013).",
    ("scope", "nap"): "As [tested](INT010) after arthroscopy; 2 weeks did [about as well](INT012) as 3, not randomised.",
    ("socket", "indo-week"): "One week was an arm of [the trial](INT031), non-union [4 of 17](TRI034) against [4 of 21](TRI034) on placebo. "
                             "Its dose is not in what we read; this one is from [hip replacement](INT003).",
    ("cord", "indo-cord"): "As [tested](INT040): begun about three weeks after injury, and today is day {0}.",
}  # fmt: skip


def plan_reason(p: "Patient", plan: str, word: str, barred: str, now: str) -> Said:
    if now == "fop":
        return _plan_fop(plan)
    aged = _aged(p) if plan.startswith("indo") and word in ("best", "acceptable") else []
    return together(_plan(p, plan, word, barred, now), *aged, *(_ulcer(p) if plan in ("move", "rt") else []))


def _plan(p: "Patient", plan: str, word: str, barred: str, now: str) -> Said:
    if plan == "expert":
        return say(ORDINARY)
    if barred == "open" or (plan == "aspirin" and barred):
        return say(PLAN_BAR[barred])
    if plan == "rt-late" and barred == "gonads":
        return say(LATE_YOUNG[p.event == "cord"])
    if barred == "long":
        return say(LONG["six" if plan == "indo-six" and p.event == "socket" else "else"])
    if barred:
        return say(RT_BAR[barred]) if plan.startswith("rt") else _no_drug(p, barred)
    if plan == "aspirin":
        return say(
            "Low-dose aspirin did [nothing for HO](INT027): [0.98 (0.85-1.12)](POOL002). Whoever takes it has had no prevention."
        )
    if plan == "move":
        return _move(p, word)
    return _radiation(p, plan, word, now) if plan.startswith("rt") else _course(p, plan, word, now)


LATE_YOUNG = (
    "Week 2 is past the window: a start after day 4 [went with failure](INT055). No benefit is left, and the pelvis is irradiated all the "
    "same: under 40, or with children wanted, [ovary, testis and later cancer](INT066) make that harm only.",
    "There is no operation to time it by, and we read no test of it as prevention. Under 40, or with children wanted, [ovary, testis and "
    "later cancer](INT066) make the dose harm only.",
)  # after an operation; after a cord injury


def _plan_fop(plan: str) -> Said:
    if plan == "move":
        return say(FOP["move"])
    return say(FOP["expert" if plan == "expert" else "rt" if plan.startswith("rt") else "nsaid"])


def _move(p: "Patient", word: str) -> Said:
    if word == "best":
        lead = "Nothing to swallow and nothing to time. "
        lead += (
            "Once spine and bones are declared stable, legs that cannot move are [moved gently](REH001) (quoted), [daily](REH044), in the free range and without force; no pain will "
            "warn, so look the next day."
            if p.event in ("cord", "nerve")
            else "Move actively and early, without force, as far as the surgeon allows."
        )
    else:
        lead = "Fair: movement, and eyes open."
    return say(f"{lead} {BACK}")


def _radiation(p: "Patient", plan: str, word: str, now: str) -> Said:
    if p.event == "cord":
        return say("There is no operation to time it by. Radiation was used on [early HO](INT063), not as prevention.")
    if plan == "rt-late":
        return say(
            "Not justified: a dose without a benefit. Week 2 is past the window, and a start after day 4 [went with failure](INT055)."
        )
    if now == "late":
        return say("The window closed before day {0}: a start after day 4 [went with failure](INT055).", p.hours // 24)
    if now == "scope":
        return say(WAYS["scope", "rt"])
    if word == "needless":
        return say("A tested dose and a sound window, for someone who does not need it.")
    if word == "weak":
        return say("The dose and window are those of [hip surgery](INT051). Here the gain is unclear, and infection of the wound that "
                   "needed another operation was [more frequent](INT065).")  # fmt: skip
    if p.hours < 0:
        when = say("Book the machine for the morning itself: 16-20 h before [looked weaker](INT052).")
    else:
        when = say("{0} hours have passed, so by {1}.", p.hours, "tomorrow" if p.hours < 48 else "tonight")
    dose = say("A guideline gives [7-8 Gy once](INT059). Windows as tested: [within 4 h before](INT051), or [within 72 h](INT036) "
               "after. 5 Gy was [too little](TRI024).")  # fmt: skip
    return together(dose, when, *([say(COUNSEL)] if p.age < 40 or p.children else []))


def _course(p: "Patient", plan: str, word: str, now: str) -> Said:
    if now == "late":
        return say(WAYS["late", "nsaid"], p.hours // 24)
    if word == "needless":
        return say(f"Tested after {SOURCE[plan]}. This hip does not need it: [no better function](POOL008), and "
                   "[more bleeding](POOL006) with ibuprofen.")  # fmt: skip
    if (p.event, plan) in AS_TESTED and not (p.unfinished and plan == "indo-six"):
        text = say(AS_TESTED[p.event, plan], *([p.hours // 24] if p.event == "cord" else []))
        return together(text, say(STOP)) if word == "best" or p.event in ("cord", "socket") else text
    if p.unfinished and plan == "indo-six":
        return say("The very course that was not finished: [37 %](INT005) of one series did not either.")
    if plan == "nap" and p.event == "hip":
        return say("Tested after [arthroscopy](INT010). After replacement naproxen was given as [250 mg three times a day for 4 "
                   "weeks](INT007), or [500 mg twice a day for 7 days](INT008). In [high-risk men](INT006) 750 mg a day kept [70 %](INT006) free of HO, "
                   "indomethacin [34.8 %](INT006).")  # fmt: skip
    if plan == "indo-cord":
        return say("Tested after [cord injury](INT040), begun about three weeks on. After an operation the start is [within a "
                   "day](INT013).")  # fmt: skip
    if p.event == "elbow":
        return say(f"Tested after {SOURCE[plan]}. At the elbow indomethacin did [no better than placebo](INT038); its dose is not in "
                   "what we read.")  # fmt: skip
    if p.event == "nerve":
        return say(f"Tested after {SOURCE[plan]}. We read no course that was tested after neurogenic excision.")
    return say(f"Tested after {SOURCE[plan]}, not for what this patient had.")


NOTES = (
    "Order of the rules: FOP; how high the risk; what makes a choice unsafe; what was tested. High risk is [earlier HO](RF013), a "
    "[fused hip](RF005) or HO that was cut out: a review keeps prevention for [high risk](SUR015), and where the line lies is our "
    "judgement.",
    "Each plan is a regimen of one trial or series: indomethacin [100 mg a day](INT003), [25 mg three times a day](INT001), [75 mg slow "
    "release](INT040); [ibuprofen](INT013); [naproxen](INT010); [celecoxib](INT018); radiation [before](INT051) or [after](INT036). "
    "They record what was tested, and are no prescriptions. Where no start stands, the row prints none; other trials began from surgery or "
    "within 24 h.",
    "In the one trial of [high-risk men](INT006) naproxen kept more of them free of HO than indomethacin ([70 %](INT006) and "
    "[34.8 %](INT006), placebo [15 %](INT006)). Another trial found indomethacin strong ([13 of 102](TRI001) against [72 of 99](TRI001)). "
    "Which NSAID is best is open.",
    "Needless: safe, but nothing to gain that the patient would feel. Weak: safe, but untested here, too late or without effect. "
    "Between an NSAID and radiation at high risk the sources disagree; tablets come first here because they need no machine; after an "
    "excision radiation does, because no drug is named beside it in [one series](SUR011). Both are our judgement, and so is nothing before the rest in a broken "
    "socket: whoever puts another safe choice first is as right.",
    "Five rules are ours: no NSAID longer than two weeks over a bone that has to unite; no NSAID at all beside a nailed long bone ([six "
    "weeks](INT035) were tested); no radiation in pregnancy; none without a shown benefit under 40 or with children wanted; and after day "
    "4, in older people, weak and not justified, yet not called unsafe.",
    "No card asks everything. Before an NSAID also: [asthma, swelling or a rash after aspirin or an NSAID, heart failure](INT001), [bypass "
    "surgery](indolabel), a cut bone (osteotomy) that has to unite. Ordinary pharmacy care without a row (our judgement): a second NSAID, "
    "steroids, SSRIs, lithium, methotrexate, an ACE inhibitor with a diuretic, and age: beyond about 65 indomethacin is a poor choice, and "
    "a stomach protector is usual. Before radiation also: a fresh fracture or osteotomy in the field ([elbow](INT060)); open growth plates "
    "and earlier radiation there (ordinary caution, our judgement).",
    "A fused spine after a cord injury is a bone that has to unite: the cards say that none was needed; ask (our judgement).",
    "A card that names no blood thinner means the ward's usual low dose against clots; that adds to bleeding too, and the prescriber "
    "weighs it.",
    "Some counts are rebuilt from printed percentages, as their rows say: [back wall](TRI032), [elbow](TRI038), [rofecoxib](TRI049).",
    "The patients are made up. The number names the patient: number 17 is the same for everybody.",
    "For learning, not for treating a patient. Follow the rules of the place where you work.",
)
