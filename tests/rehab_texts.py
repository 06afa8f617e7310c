"""Texts judged alike by Python (tests/unit) and by the page (tests/browser)."""

FORCED = (
    "strong stretching to end range", "Pull it to end of range and hold 30 seconds", "Firm stretch daily", "Vigorous stretching",
    "Passive stretching to the end of range", "Have your wife pull the knee up as far as it will go", "Crank it hard", "Work through the discomfort",
)  # fmt: skip
UNFORCED = (
    "no firm stretch", "never pull", "Never crank it.", "No vigorous stretching", "Move it as far as you can without pain",
    "Move as far as it goes comfortably", "Do not let your wife pull the knee", "Do not work through the discomfort", "without strong stretching",
)  # fmt: skip
FOP_BAD = (
    "FOP is not a reason to stop", "FOP may stretch gently", "FOP no problem", "No problem in FOP", "FOP is fine", "stretch gently in FOP",
    "Good for FOP as well.", "FOP can be stretched gently",
)  # fmt: skip
FOP_GOOD = (
    "not in FOP", "FOP: never", "In FOP never", "FOP: refer", "If FOP, stop and refer", "Exclude FOP first", "Rule out FOP", "never stretch in FOP",
    "FOP may not be stretched", "unless the patient has FOP", "FOP must be ruled out", "no passive movement in FOP", "Stretch but not in FOP",
    "not for people with FOP",
)  # fmt: skip
STILL_BAD = (
    "Rest it for six weeks", "rest the elbow until it is quiet", "splint it until it is quiet", "Put it in a cast until the pain is gone", "Stay in bed",
)  # fmt: skip
STILL_GOOD = ("Do not rest it for weeks", "Stop, and rest it until we have looked", "never splint it until quiet")
ADDED = (
    ("wait", ("A swollen leg is normal, so carry on as usual.", "If your leg swells, leave it until Monday.", "If the leg swells, use heat and walk it off.",
              "Use heat and walk it off.", "A swollen leg can be left a day or two.", "Ignore the fever.", "There is no need to call if the leg swells."),
     ("Do not ignore the fever.", "A swollen leg is not normal.", "If there is heat, redness or swelling, ring us today.",
      "Carry on moving, but ring us if the leg swells.", "Do not leave a swollen leg until Monday.", "There is no need to wait if the leg swells.",
      "If your left leg swells for a day, ring us.")),
    ("dose", ("Take 75 mg twice.", "Take 75mg.", "Stop your blood thinners.", "Stop taking the tablets."), ("Do not stop your tablets.",)),
    ("still", ("Keep the leg still.", "Stay in bed."), ("Do not stay in bed.",)),
    ("promise", ("The bone will shrink.", "It breaks up the bone.", "The lump gets smaller.", "It will go away."), ("The bone does not shrink or go away.",)),
    ("force", FORCED, UNFORCED),
    ("clot", ("It is never a clot.", "If the leg swells it is not a clot.", "A swollen leg isn't a clot.", "A swollen leg is usually not a clot.",
              "A swollen leg is unlikely to be a clot.", "If it does not hurt, it is not a clot.", "I don\u2019t think a swollen leg is a clot.", "A clot is unlikely.",
              "Swelling is nothing to do with clots.", "A swollen leg can't be a clot after a hip operation."),
     ("It may not be HO but a clot.", "It need not be a clot, but only a scan can tell: ring us the same day.", "A swollen leg is not always a clot, but ring us.",
      "Until a scan shows that it is not a clot, ring us the same day.", "Do not think it is not a clot.", "It is most often not a clot, but we need a scan to be sure.",
      "Even if it turns out not to be a clot, you were right to ring us.", "Do not miss a clot.", "Do not call it a cramp: it may be a clot.", "A clot is not felt: ring us the same day if the leg swells.", "You do not need to be sure it is a clot: ring us today.")),
    ("call", ("Do not ring us if the leg swells.", "You need not ring the ward about a fever.", "Nobody need ring our ward for a swollen leg.", "Do not ring us.",
              "If the hip gets red, don't bother to call the nurse.", "If it does not hurt, never ring the ward, even if it swells.", "If your leg swells, don't call.",
              "There is no point in ringing us about a fever.", "It may be a clot, but you need not ring us the same day.", "Ringing us is not needed if the leg swells."),
     ("There is no need to be shy: ring us.", "If it is hard to breathe, do not ring us: ring the emergency number at once.", "You cannot ring us too early.",
      "Do not ring us tomorrow, ring us now.", "Don't be afraid to ring us at night.", "If you do not ring us, it can get worse.", "Do not ask the therapist to force it.",
      "Never be too proud to ring us.", "If we do not answer, ring the hospital the same day.", "You do not have to wait for your next visit to ring us.")),
    ("day", ("If the leg swells, ring us tomorrow.", "If it does not hurt, ring us tomorrow if the leg swells.", "Ring our ward next week.", "If you have a fever, call us in two days.",
             "If the leg swells, see how it goes.", "If it is not better after two weeks ring our ward the same day.", "If the swelling lasts more than three days, call the ward.",
             "If the leg swells, ring our ward the same day if you like.", "If it gets red, come in on Monday.", "A swollen leg is harmless.", "If you get a fever, it is not serious.",
             "If you have a fever, ring us after the weekend.", "If the leg swells, put it up for a few days and then call us.", "Ring our ward the same day or next week.",
             "If your leg swells, ring our ward, but not the same day.", "If the leg gets swollen, it is only a bruise, so there is no hurry."),
     ("If the leg swells, do not ring tomorrow, ring now.", "If the leg swells, never wait and see.", "If the leg is swollen tomorrow, ring us the same day.",
      "What would you do if your leg was swollen tomorrow?", "Ring us on Monday to Friday, and the emergency team at night.", "See us in six weeks for the next X-ray.",
      "If the leg swells, ring us the same day and not tomorrow.", "Whether the swelling stays two days or two hours, ring us the same day.", "Move the hip yourself and see how it goes.",
      "HO is not dangerous, but a swollen leg may be: ring us.", "If you are not sure, ring us.")),
    ("now", ("If it is hard to breathe, ring the emergency number tomorrow.", "If it is hard to breathe you need not ring the emergency number.",
             "Hard to breathe: the emergency number is not needed.", "If your chest hurts, do not call an ambulance.", "If it is hard to breathe, ring 999 if you like.",
             "If your chest hurts, wait until it passes.", "If your chest hurts, it is not an emergency.", "If it is hard to breathe, sit down and see if it passes."),
     ("If it gets hard to breathe, ring the emergency number and wait for the ambulance.", "If it gets hard to breathe, ring the emergency number and tell us the next day.",
      "Do not hesitate to ring the emergency number.", "If your chest hurts, do not wait to ring the emergency number.", "If your chest hurts, do not drive yourself, ring for an ambulance.")),
    ("rub", ("If the leg swells, it may be a clot: rub it hard.", "Massage the swollen leg.", "If it does not hurt, massage the leg.", "A swollen leg can be massaged."),
     ("If the leg swells, do not rub it.", "Never rub, massage or heat a swollen leg.", "If the leg swells, do not rub it, massage it, or put heat on it.", "Rubbing a swollen leg is dangerous.", "Instead of rubbing the swollen leg, ring us.",
      "Rub the cream on your hands.")),
    ("dose", ("Take ibuprofen.", "Take ibuprofen three times a day.", "Take two tablets.", "Take the painkillers twice a day.", "Your tablets: three times a day."),
     ("Move it three times a day.", "Do not take ibuprofen without asking us.", "Ask us before you take ibuprofen.", "If you take aspirin, tell us.",
      "Take your tablets as your doctor told you.", "Take a walk twice a day.")),
)  # fmt: skip
# In place of the safety paragraph of a good text: (paragraph, the dangers in it, what is not praised).
_JOINT = " If the hip gets warm, red or stiffer, somebody has to look."
UNSAFE = (
    ("Do not ring us if the leg swells. It is never a clot. If you have a fever do not ring our ward the same day. If it is hard to breathe you need not ring "
     "the emergency number." + _JOINT, {"clot", "call", "now"}, {"clot", "call", "now", "day"}),
    ("If the leg swells it is not a clot, so do not ring our ward the same day. Hard to breathe: the emergency number is not needed." + _JOINT,
     {"clot", "call", "now"}, {"clot", "call", "now", "day"}),
    ("If the leg swells, it may be a clot: rub it hard and see how it goes; ring our ward the same day if you like. If it is hard to breathe, ring the emergency "
     "number tomorrow." + _JOINT, {"rub", "day", "now"}, {"day", "now"}),
    ("A swollen leg is usually not a clot. Take ibuprofen three times a day. If it is not better after two weeks ring our ward the same day. If it gets hard to "
     "breathe, ring the emergency number at once." + _JOINT, {"clot", "dose", "day"}, {"clot", "day"}),
)  # fmt: skip
SHARED = [*FORCED, *UNFORCED, *FOP_BAD, *FOP_GOOD, *STILL_BAD, *STILL_GOOD, *(text for _, bad, fine in ADDED for text in (*bad, *fine)), *(text for text, _, _ in UNSAFE)]
