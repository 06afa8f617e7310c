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
)  # fmt: skip
SHARED = [*FORCED, *UNFORCED, *FOP_BAD, *FOP_GOOD, *STILL_BAD, *STILL_GOOD, *(text for _, bad, fine in ADDED for text in (*bad, *fine))]
