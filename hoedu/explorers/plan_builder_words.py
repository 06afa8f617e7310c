"""What the plan builder says: a reason for every choice in every situation, each with the row it rests on."""

KINDS = {
    "cord-early": "Spinal cord injury, the first weeks",
    "cord-acute": "Spinal cord injury, HO of a hip",
    "brain": "Brain injury, a spastic elbow",
    "elbow": "A broken elbow that was fixed",
    "burn": "Burns of both arms",
    "hip": "A hip replacement",
    "bruise": "A bruised thigh muscle",
    "excised": "HO of an elbow removed this week",
    "mature": "Spinal cord injury, mature HO of a hip",
    "fop-known": "FOP, known",
    "fop-toes": "A child with short great toes",
}

MOVEMENTS = (
    ("active", "Active range: the patient moves it, inside comfort"),
    ("assisted", "Gentle range: assisted or passive, inside comfort"),
    ("forced", "Firm stretch: beyond the comfortable end"),
    ("rest", "Rest: no movement of this joint this week"),
)
REFERRALS = (
    ("none", "Nobody this week"),
    ("planned", "The team, by plan: spasticity, or a surgical opinion"),
    ("today", "A doctor the same day: stop the session"),
)
EXTRAS = (("splint", "Static progressive splint"), ("seating", "Seating and skin review"))

PHASES = {
    "early": "no HO known", "acute": "HO forming", "settled": "signs settled", "mature": "mature HO", "excised": "after excision",
}  # fmt: skip
# What is found at the start of a week: by irritation, for those who feel the joint and those who do not.
FEELS = ("Comfortable to its end; cool.", "Sore at its end, and warm.", "Warmer and sorer the day after the session.")
NUMB = ("Feels nothing there; cool, not swollen.", "Feels nothing there; the joint is warm.",
        "Feels nothing there; warm and swollen, and more spasms since the session.")  # fmt: skip
SPASM = ("", "Some spasticity.", "Marked spasticity, no worse than last week.")
SKIN = ("", "A red mark over the sacrum that stays.", "An open sore over the sacrum.")

FLAGS = {
    "clot": "The whole {side} leg has been swollen since this morning.",
    "fever": "The joint is hot and stiffer, and the temperature is 38.9 °C.",
    "warm": "The joint is newly warm, and dressing has become harder.",
    "range": "15 degrees have gone since last week. No fall, no new work.",
    "dysreflexia": "An episode of autonomic dysreflexia in the chair this morning, named by the nurse who saw it.",
}
# What came of it: the danger that had to be looked for, or by what was known of HO in the first week.
OUTCOMES = {
    ("clot", "danger"): "A clot was found and is being treated; the ward has allowed movement again.",
    ("clot", "early"): "The veins were clear; a scan showed HO, early.",
    ("clot", "*"): "The veins were clear; the search for the cause goes on.",
    ("fever", "danger"): "The joint was infected and has been treated; the ward has allowed movement again.",
    ("fever", "acute"): "The joint was aspirated: no infection. HO can bring fever too.",
    ("fever", "*"): "The joint was aspirated: no infection. The fever has gone.",
    ("warm", "*"): "Seen the same day: no clot, no fracture. It is HO, early.",
    ("range", "early"): "Seen the same day: no fracture. It is HO, early.",
    ("range", "excised"): "Seen the same day: no fracture. Bone is forming again.",
    ("range", "*"): "Seen the same day: no fracture. More bone is forming.",
    ("dysreflexia", "*"): "The ward followed its plan; pressure on the skin had set it off.",
}
COLLEAGUE = "A colleague had to step in; hours were lost. "
# At the end, where even the plan marked best ends below the start.
FELL = "Bone formed, so range fell even with the plan marked best. No plan here would have prevented that."
# And where something unsafe cost no range, as in a joint that reaches its bony limit in any case.
LUCK = "As much range as with the plan marked best, by luck: what was unsafe could have done harm."

# Said where no row holds it.
_RULE = "(ordinary ward rule, no row)"

_CLOT = "A newly swollen leg is [a clot until imaged](DDX027), for what may travel from it to the lungs"
_FEVER = "[A hot, stiff joint with fever](DDX032) is an emergency and is aspirated"
_CASCADE = "In a teaching case [hip ankylosis, a poor position in the chair, a sacral sore and dysreflexia](REH045) led one to the other"
_FORCE = (
    "Force is never right. In rabbits bone followed [repeated force](REH060) on joints that had been held still; burned elbows moved by "
    "others, above all [past pain](REH009), went on to ankylosis; force [can tear muscle and bleed](REH011)."
)
_NUMB = f"No pain will warn: slowly, in the free range, no pressure at its end {_RULE}; look the next day."
_IDLE = "These muscles cannot do it, so nothing moves: it comes to rest. [Gentle passive movement](REH001) is what a paralysed limb gets."
_REST = "[Resting alone](REH008) tends towards ankylosis, and nothing here asks for it."

# By (what decides, movement): (verdict, reason). What decides is a flag, or phase and irritation; /numb where nothing is felt.
MOVE = {
    ("any", "forced"): ("unsafe", _FORCE),
    ("mature", "forced"): ("unsafe", _FORCE + " And at this stage [thin long bones can break](REH020)."),
    ("excised", "forced"): ("unsafe", _FORCE + " After excision nothing is forced beyond [the arc gained in theatre](REH030)."),
    ("clot", "rest"): ("best", f"{_CLOT}. Nothing is moved before."),
    ("clot", "*"): ("unsafe", f"{_CLOT}. No session today."),
    ("fever", "rest"): ("best", f"{_FEVER}. It is not moved before."),
    ("fever", "*"): ("unsafe", f"{_FEVER}; exercise waits."),
    ("dysreflexia", "rest"): ("best", f"The session stops and the ward's emergency plan comes first. {_CASCADE}."),
    ("dysreflexia", "*"): ("unsafe", f"No session during or just after it: the ward's emergency plan comes first. {_CASCADE}."),
    ("warm", "rest"): ("best", "Nothing is exercised before somebody has looked: [a clot or a fracture](REH032) is not excluded. That is today, so it is not [weeks of rest](REH008)."),
    ("warm", "active"): ("soon", "Right once it has been seen. Before that [a clot or a fracture](REH032) is not excluded."),
    ("warm", "assisted"): ("unsafe", "Nobody moves it for the patient before [a clot or a fracture](REH032) has been excluded."),
    ("warm/numb", "rest"): ("best", "Nothing is felt here, and [HO, a clot and a fracture](REH032) can look alike: seen first, then moved."),
    ("warm/numb", "active"): ("little", _IDLE),
    ("warm/numb", "assisted"): ("unsafe", "Nothing is felt here, and [a clot or a fracture](REH032) has not been excluded. Seen first, then moved."),
    ("early", "active"): ("best", "Movement from the start, by the patient: experts list [immobility](REH002) among the risks of HO."),
    ("early", "assisted"): ("acceptable", "Gentle and early is sound. What the patient can move, the patient can also stop."),
    ("early", "rest"): ("slow", f"{_REST} Experts list [immobility](REH002) among the risks of HO."),
    ("acute", "active"): ("best", "In a warm joint [active movement inside the pain-free arc](REH009) went with excellent range in a small series of burned elbows."),
    ("acute", "assisted"): ("acceptable", "[Accepted within comfort](REH010), and contested: in [the burn series](INT083) passive and assisted movement, above all past pain, went with fusion. What the patient moves, the patient can stop."),
    ("acute", "rest"): ("slow", "[Protect, but do not immobilise](REH008): resting alone tends towards ankylosis."),
    ("hot", "rest"): ("best", "The last session was too much, or something else is going on. [Stop](REH008) until [somebody has looked](REH007), which is today; for weeks, [rest alone](REH008) costs the joint."),
    ("hot", "active"): ("acceptable", "Once [it has been looked at](REH007): smaller, and without pain. Look again [the next day](REH008)."),
    ("hot", "assisted"): ("little", "Only once [it has been looked at](REH007), and well inside comfort. This joint has just said no: [stop](REH008) first."),
    ("settled", "active"): ("best", "Warmth has gone, so [progress, daily and graded](REH017), by the patient's own muscles. Warmth that returns means step back."),
    ("settled", "assisted"): ("acceptable", "[Progress, daily and graded](REH017), never by force. What the patient can move, the patient can also stop."),
    ("settled", "rest"): ("slow", _REST),
    ("mature", "active"): ("best", "Strength and [practice of real tasks around what is fixed](REH021) is the work of this phase."),
    ("mature", "assisted"): ("acceptable", "It keeps what is there; [the limits are fixed now](REH021)."),
    ("mature", "rest"): ("slow", _REST),
    ("excised", "active"): ("best", "Early, with enough pain relief ([day one](REH029) in a few burned elbows), inside [the arc gained in theatre](REH030) and the surgeon's limits."),
    ("excised", "assisted"): ("acceptable", "Inside [the arc gained in theatre](REH030), without force. The patient's own movement comes first."),
    ("excised", "rest"): ("slow", "What was gained in theatre is kept [by moving from the first days](REH026)."),
    ("early/numb", "assisted"): ("best", f"[Early and gentle](REH001), with spine and fractures declared stable. In one cohort, read in another source, all [10](REH001) people with HO were among those whose passive movement began on day [7](REH001) or later. {_NUMB}"),
    ("acute/numb", "assisted"): ("best", f"[Gentle, in short sessions](REH008). {_NUMB} Swelling, warmth and spasms say stop."),
    ("settled/numb", "assisted"): ("best", "Cool again, so [progress, daily and graded](REH017). No pain will warn you: look at the joint the next day."),
    ("mature/numb", "assisted"): ("best", "Inside [what is left](REH021), and gently: [thin long bones can break](REH020)."),
    ("excised/numb", "assisted"): ("best", "Inside [the arc gained in theatre](REH030), without force."),
    ("any/numb", "active"): ("little", _IDLE),
    ("hot/numb", "rest"): ("best", "Warm, and it feels nothing: [HO, a clot and a fracture](REH032) look alike. Seen first, then moved."),
    ("hot/numb", "assisted"): ("unsafe", "Warm, and it feels nothing: [a clot or a fracture](REH032) has not been excluded."),
    ("fop", "active"): ("best", "[Active movement, of the child's own choice](REH040), is encouraged at all ages: short, slow, not tiring."),
    ("fop", "assisted"): ("unsafe", "In FOP [passive movement is forbidden](REH040), gentle or not: overstretching can start a flare-up."),
    ("fop", "forced"): ("unsafe", "In FOP [stretching is never done](REH040): it can start a flare-up, and bone for good."),
    ("fop", "rest"): ("little", "It harms nobody. But [active movement](REH040) is encouraged at all ages."),
}  # fmt: skip

REFER = {
    ("clot", "today"): ("best", f"{_CLOT}: stop, and send the same day. With chest pain or breathlessness it is the emergency number, now {_RULE}."),
    ("clot", "*"): ("unsafe", f"{_CLOT}. It cannot wait for a planned visit, nor for next week."),
    ("fever", "today"): ("best", f"{_FEVER}: the same day."),
    ("fever", "*"): ("unsafe", f"{_FEVER}, the same day."),
    ("dysreflexia", "today"): ("best", f"Now, not today: sit the patient up and start the ward's own plan {_RULE}; what it is, and how it is treated, is not in our rows."),
    ("dysreflexia", "*"): ("unsafe", "It is an emergency of the ward, not an item for a visit."),
    ("warm", "today"): ("best", "A newly warm joint: [tell the physician](REH007). The same day, [to exclude a clot and a fracture](REH032)."),
    ("warm", "planned"): ("late", "The right people, too late: [the same day](REH032), to exclude a clot and a fracture."),
    ("warm", "none"): ("unsafe", "Newly warm and harder to move: [a clot or a fracture](REH032) has to be excluded the same day."),
    ("range", "today"): ("best", "Range that goes without a reason is often [the first sign](DDX001). [The same day](REH032), for a fracture goes unnoticed too."),
    ("range", "planned"): ("late", "The right people, too late: [the same day](REH032)."),
    ("range", "none"): ("unsafe", "Range that goes without a reason is [a sign to report](REH007) the same day, not to train away."),
    ("sore", "today"): ("best", "[Report it](REH007): signs that [rose overnight](REH008) are looked at before the next dose, for infection too."),
    ("sore", "planned"): ("late", "The right people, too late: [report it](REH007) the same day."),
    ("sore", "none"): ("missed", "Signs that [rose overnight](REH008) are [reported](REH007) before the joint is worked again."),
    ("hot", "today"): ("best", "Warm where nothing is felt, and nobody has looked: [the same day](REH007)."),
    ("hot", "planned"): ("late", "The right people, too late: a hot swollen limb after cord injury is [seen the same day](REH007)."),
    ("hot", "none"): ("unsafe", "A hot swollen limb after cord injury is [seen the same day](REH007)."),
    ("open", "today"): ("best", f"An open sore is told the same day {_RULE}, beside the seat: [more can follow from it](REH045)."),
    ("open", "planned"): ("late", f"The right people, too late: an open sore is told the same day {_RULE}; [more can follow from it](REH045)."),
    ("open", "none"): ("missed", f"An open sore, and nobody knows: [more can follow from it](REH045). Report it the same day {_RULE}."),
    ("loss", "today"): ("best", "Ten degrees or more below the first week: lost range is [a sign to report](REH007), and it is looked at [the same day](REH032)."),
    ("loss", "planned"): ("late", "The right people, too late: lost range is looked at [the same day](REH032)."),
    ("loss", "none"): ("missed", "Ten degrees or more have gone since the first week, little by little: [a sign to report](REH007)."),
    ("spastic", "planned"): ("best", "[Spasticity is treated](REH002), not trained through: in one series [every patient](REH036) with HO after brain injury had spasticity."),
    ("spastic", "none"): ("missed", "Marked spasticity pulls on the joint all day; [treating it](REH002) belongs to the plan."),
    ("spastic", "today"): ("acceptable", "Sooner than needed: it is no worse, and the team can [see to it](REH002) by plan. Spasms that [grow after a cord injury](REH032) are for today."),
    ("plateau", "planned"): ("best", "Function is blocked and months have changed nothing: [range, function, seating and hygiene on paper](REH022), and a team that says what an operation could gain."),
    ("plateau", "none"): ("missed", "Function is blocked: the question of excision is [the team's, with a goal agreed in writing](REH022)."),
    ("plateau", "today"): ("waste", "Nothing is pressing. The team [plans this](REH022)."),
    ("nothing", "none"): ("best", "Nothing on the card asks for it. [Range, swelling and warmth](REH007) are looked at again in every session."),
    ("nothing", "planned"): ("waste", "Harmless; nothing new for the team to decide this week."),
    ("nothing", "today"): ("waste", "Harmless, but nothing on the card is pressing."),
    ("fop", "planned"): ("best", "To people who know FOP, and the genetics clinic. Until then [no biopsy, no operation, no injection into muscle](DDX058)."),
    ("fop", "today"): ("acceptable", "Sooner than needed. What matters is that everybody knows: [no biopsy, no operation, no injection into muscle](DDX058)."),
    ("fop", "none"): ("unsafe", "Nobody is warned. [Biopsy, operation and injection into muscle](DDX058) can each start bone for good."),
}  # fmt: skip

# By (what decides, chosen "0" or "1"); an entry without a reason says nothing.
SPLINT = {
    ("flag", "1"): ("unsafe", "Nothing is strapped to a limb that has to be looked at first."),
    ("hot", "1"): ("unsafe", "[A warm, inflamed joint](INT089) is a reason against a splint."),
    ("fresh", "1"): (
        "waste",
        "Not yet: wound and swelling first. When it starts is the surgeon's word; [the schedule](REH030) is not in our rows.",
    ),
    ("fits", "1"): (
        "best",
        "[The usual step](REH018) at a stiff elbow once it is cool. Watch the skin and the ulnar nerve.",
    ),
    ("after", "1"): ("best", "An orthosis is [part of the programme](REH030) after excision at the elbow."),
    ("idle", "1"): (
        "waste",
        "No published use at this joint or stage was found in our rows; [skin](REH018) is the price.",
    ),
    ("fop", "1"): ("unsafe", "In FOP nothing [stretches a joint passively](REH040), a splint included."),
}
SEATING = {
    ("none", "1"): ("waste", "No wheelchair: there is no seat to review."),
    ("idle", "1"): ("acceptable", "Nothing new, but [skin](REH033) is looked at daily anyway."),
    ("need", "1"): ("best", "Below 90 degrees [a right-angled seat](REH035) no longer fits. [A back angle above 120 degrees lowered the peak pressure in 22 users](REH034)."),
    ("need", "0"): ("missed", "Below 90 degrees of hip flexion [a right-angled seat](REH035) no longer fits, and the sacrum pays for it: review the seat."),
    ("skin", "1"): ("best", "A mark that stays: [HO changes where the pressure lies](REH033). Seat, cushion and skin, now."),
    ("skin", "0"): ("unsafe", "A mark that stays, and the seat as it was: [a sore](REH033) is next, and [worse can follow](REH045)."),
    ("later", "1"): ("waste", "Right in itself, but not before the red flag has been dealt with."),
}  # fmt: skip

LOCKED = (
    "**The plan stops here: this is FOP, or must be taken for it.** No passive movement, [no stretch](REH040), no splint, no force; no "
    "[injection into muscle](REH046), no biopsy, no operation on the bone. The child moves [by own choice](REH040): short, slow, in "
    "[warm water](REH043) if it is safe to get in. Falls are [prevented](REH041). Refer to people who know FOP."
)

NOTES = (
    "**A model for teaching, its numbers assumed.** How many degrees a week, how fast a joint cools: invented. Only the directions "
    "come from the evidence: [long rest stiffens](REH008), [force does harm](REH009), [an early, gentle start](REH001), "
    "[step back when warmth returns](REH017). No trial compared these plans. Nothing here predicts a patient.",
    "The patients are made up by rules. A number names one patient: number 17 is the same for everybody.",
    "The line of comparison is what the model makes of the plan marked best in every week. It is not a goal. We chose the numbers so that no "
    "plan ends above it: help gives no more than the patient's own muscles, a hot joint gains by nothing, and a late answer to a red flag "
    "costs degrees. That is no evidence that it is so.",
    "Targets: a right-angled seat takes about 90 degrees of [hip flexion](REH035); an elbow arc of [100 degrees](REH047) covers most "
    "daily tasks; a bruised thigh aims at a knee that bends [over 120 degrees](REH005).",
    "A tight thigh with pain that keeps growing, or a numb foot, is [compartment syndrome](REH052) until excluded: the emergency department, "
    "now. A swollen leg with chest pain or breathlessness is the emergency number, now. So is a tense limb with severe pain anywhere. The last "
    "two are the ordinary ward rule, without a row of ours.",
    "Autonomic dysreflexia is named because a teaching case [ends in it](REH045). How to know and treat it is not in our rows: learn your "
    "ward's plan.",
    "For learning, not for treating a patient. The surgeon's limits and the rules of the place where you work come first.",
)  # fmt: skip
