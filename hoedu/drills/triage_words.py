"""What the triage drill says: a reason for every choice, each with the row it rests on."""

# Why it cannot wait, by the option that answers it.
DANGER = {
    "sepsis": "A hot, stiff joint with fever is [an emergency](DDX033): [fluid from it](DDX033) answers, and images are not waited for "
              "(the ordinary rule).",
    "bleed": "A limb that grows while [haemoglobin falls on an anticoagulant](DDX028) is bleeding until shown otherwise.",
    "film": "After a fall, and with something grating, the limb is broken until a film shows otherwise; swelling, warmth and "
            "loss of motion [can go unnoticed](DDX037) where feeling is lost.",
    "duplex": "A newly swollen leg is [a clot until imaged](DDX027), for what may travel from it to the lungs.",
}  # fmt: skip

# Choosing this would leave the danger unlooked-for today.
LEAVES = {
    "duplex": "Clear veins would not settle what is most pressing here.",
    "sepsis": "No fever, and no joint that has turned hot: there is nothing to aspirate.",
    "film": "A film shows bone and mineral, not this.",
    "bleed": "Nothing on the card points to bleeding.",
    "ho": "HO may well be there. Finding it excludes nothing else, and this week is too late for what may be.",
    "ho-known": "HO is known already, and another image of it excludes nothing else.",
    "sarcoma": "A referral takes days, and nothing here has grown for weeks.",
    "fop": "Nothing on the card points to FOP, and something else cannot wait.",
    "biopsy": "A biopsy answers none of this and takes days; under the microscope early HO [looks malignant](DDX041).",
    "watch": "Within a week is too late.",
}

_PELVIS = ("It may not reach the veins of the pelvis, where HO [narrowed one](DDX027): if swelling stays or grows, ask for those, or "
           "repeat (our judgement).")  # fmt: skip

# The best choice where something is pressing, and what must follow the same day.
BEST = {
    "sepsis": "A hot, stiff joint with fever is [an emergency](DDX033): [fluid from it](DDX033) answers, and images are not waited for "
              "(the ordinary rule). A hip is aspirated under imaging, an implant by the surgeons (our judgement). HO can bring fever "
              "and a high CRP too ([15 people of one series](DDX034)); a real infection is [looked for first](DDX034).",
    "bleed": "The thigh grows while haemoglobin falls on an anticoagulant. In one patient heparin, given for a supposed "
             "clot, [bled into the thigh](DDX028); CT showed blood and calcium. Tell a doctor now, before the next dose; who "
             "prescribes decides on the anticoagulant.",
    "film": "A fall, and something grates. Where feeling is lost a fracture may show itself by [swelling, warmth and less "
            "motion](DDX037) alone, as HO does. A film is also how a fracture is [excluded early](IM07) after brain injury. Keep the limb "
            "still until then.",
    "duplex": "A newly swollen leg is [a clot until imaged](DDX027), whatever else may be there. Stop the session, rest the leg, "
              "report it at once. If the veins are clear, [HO is looked for next](DDX029).",
    "duplex-ho": "That HO is known settles nothing. It can narrow a vein and [look like a clot](DDX027), and both may be "
                 "there: in one series people with a clot [had HO more often](RF097), pooled studies [do not show it](RF092). "
                 "Stop the session, rest the leg, report it at once.",
    "d-dimer": "D-dimer does not tell them apart: it was raised in [24 of 32](LAB027) people with HO after cord injury.",
    "then-duplex": "The leg is newly swollen as well: [image its veins](DDX027) the same day.",
    "then-bleed": "Look for bleeding the same day.",
    "then-film": "Look for a fracture the same day.",
    "veins-clear": "The veins are clear, so the swelling still needs a cause. Warmth and lost range are also "
                   "[how neurogenic HO begins](DDX005); a clear vein scan is [followed by a scan for it](DDX029). A clear one is not the last word. "
                   + _PELVIS,
    "burn": "Less range was the first sign in [24 of 48](DDX003) burned elbows with HO, and images confirmed it a mean "
            "[29.9 days](DDX003) after suspicion. Nothing pressing is on the card, so ask for images now.",
    "ho": "Loss of range is often [the first sign](DDX001), and the joint is warm. No fever, no swollen leg, no fall: nothing "
          "pressing.",
    "ho-before-film": "On day {0} ultrasound can show it: in intensive care about [2 weeks](IM10) before a film.",
    "ho-film": "On day {0} film, positive from about [day 31](H09), is the cheap first image; if it is clear, the search goes on.",
    "unfelt": "Where feeling is lost, have it seen [the same day](REH032), with a clot and a break in mind.",
    "lump": "A blow, then a firm lump in the same muscle, and walking gets easier: early HO in muscle is likely.",
    "lump-blind": "Ultrasound shows it [while a film is still blind](IM62).",
    "lump-clumps": "Ultrasound comes first: on day {0} a film holds flakes or [clumps](IAP005) at most.",
    "lump-edge": "By day {0} a film can show [the edge](IAP007), which reassures and does not prove.",
    "lump-again": "Image it [again](DDX041): HO hardens from the edge inwards.",
    "tumour": "[Deep, growing](DDX044), without a blow, and it [wakes at night](DDX040): a tumour until shown otherwise (our judgement). "
              "[CT and MRI](DDX040) come first, then a biopsy where such tumours are treated.",
    "fop": "Short great toes from birth and a sudden swelling are [FOP](DDX058) until the gene is read. In a survey "
           "[87 %](INT117), as reported, had first been given another diagnosis; biopsy, operation, an injection into muscle can "
           "each [start bone for good](DDX058).",
    "crps": "Pain beyond what the fracture explains, swelling, colour and sweat, beyond the elbow: CRPS is "
            "[diagnosed by examination](DDX038) (Budapest criteria). Look under splint or cast, exclude infection and a trapped nerve, "
            "keep the hand in use without force, and refer today: *no test* is not *no treatment* (our judgement).",
    "quiet": "Nothing is warm, swollen or stiffer than before. A test would find nothing that changes today; range, "
             "swelling and warmth [are checked every session](REH007) instead.",
}  # fmt: skip

# Pressing too, but not the most pressing; and CT where a film would do.
ALSO = {
    "sepsis": "Pressing, and needed today. Something else is more pressing still.",
    "bleed": "Pressing, and needed today. A joint that may be infected comes first: it is [an emergency](DDX033).",
    "film": "Pressing, and needed today, but something else is more pressing still.",
    "duplex": "Right, and needed today: [the leg is a clot until imaged](DDX027). One other thing on the card is more "
              "pressing still; do both.",
    "duplex-bleed": "Needed today, after the bleeding is looked for: bleeding kills sooner (our judgement), and treating a clot "
                    "[feeds it](DDX028).",
    "ct": "CT would show a break as well. A film answers first, at a small part of [the dose](IM59). If the leg is swollen, "
          "its [veins are imaged](DDX027) today too.",
}  # fmt: skip

_CELLS = "Early HO in muscle has a cell-rich centre that [looks malignant](DDX041): a biopsy misleads. It is never the first step."
# By (option, situation), where nothing is pressing.
INSTEAD = {
    ("biopsy", "fop"): "In FOP a biopsy is [never indicated](INT115): it can [start permanent bone](DDX058).",
    ("biopsy", "tumour"): "Images come first, then [a specialist's biopsy](DDX040), which they plan.",
    ("biopsy", "lump"): _CELLS,
    ("biopsy", "ho"): "No lump, and images can answer. " + _CELLS,
    ("biopsy", "crps"): "There is nothing to biopsy: CRPS is [diagnosed by examination](DDX038).",
    ("biopsy", "quiet"): "There is nothing to biopsy.",
    ("sepsis", "fop"): "No fever. Needles into muscle and cuts are the harm here: [operations and injections](DDX058) can start bone. "
                       "Blood from a vein [may be taken](INT115).",
    ("sarcoma", "fop"): "It leads to the biopsy. In a survey [36, 14 and 7](INT116) people with FOP had had bone removed, chemotherapy "
                        "and radiotherapy in error. Say *great toes* first.",
    ("watch", "fop"): "Nobody is warned, and a biopsy, which can [start bone for good](DDX058), is on offer: stop it today.",
    ("film", "fop"): "No needle, so safe. A film of [the feet](DDX056) would say more than one of the swelling.",
    ("ho", "fop"): "No needle into muscle is safe; a small child may need sedation for MRI, to be planned with those who know FOP (our "
                   "judgement). The toes [already say it](DDX056), and the biopsy must be called off either way.",
    ("ho", "tumour"): "CT and MRI [are the first step](DDX040) here too, but asked for as HO they send no referral, and time goes. Ask "
                      "for them as a suspected tumour, so that nobody takes a sample on the way.",
    ("bleed", "tumour"): "Not for bleeding. The [CT this lump needs](DDX040) is asked for with the referral.",
    ("film", "tumour"): "A film is quick and may show [where the mineral lies](DDX040), or a break through the tumour. It does "
                        "not replace the referral.",
    ("watch", "tumour"): "Pain that [wakes at night](DDX040), and a [deep lump that grows](DDX044), are red flags. They need "
                         "images and a referral, not another week.",
    ("watch", "lump"): "[Wait, image again, no biopsy](DDX041) is sound. An image now gives the first picture to compare with.",
    ("sarcoma", "lump"): "Safe: asking those who treat tumours early does no harm (our judgement). Here a first [image](IM62) and [a "
                         "second](DDX041) usually answer; pain that wakes at night [would make this the best](DDX040).",
    ("watch", "ho"): "Stiffness and warmth are already there, and [diagnosis is usually late](H36). Images answer sooner.",
    ("sepsis", "ho"): "No fever, and CRP not high: less likely, not excluded, least of all beside metal (our judgement). A needle is not for "
                      "every warm joint: ask, and come back to it [if either rises](DDX032).",
    ("ho", "quiet"): "Harmless, but nothing on the card asks for it: a test without a question mostly finds what does not matter (our "
                     "judgement).",
    ("film", "crps"): "The wrist is broken: a film shows whether it holds (our judgement). It neither makes nor excludes CRPS.",
    ("ho", "crps"): "Safe. A three-phase scan can [support CRPS](DDX039), with sensitivity [80 %](DDX039) and specificity [72 %](DDX039), but the "
                    "hand makes the diagnosis. Such pain [nearer the trunk](DDX038) is what should make one look for HO.",
}  # fmt: skip

# A film where nothing is pressing: for HO by the day, then what else it would show.
FILM = {
    "ho-early": "On day {0} a film clear of HO means nothing: it turned positive about [day 31](H09), and all [7](IM11) with HO to come were "
                "clear at three weeks.",
    "ho-late": "On day {0} a film may show HO (first about [day 31](H09)): as an image for HO it would be the same film, so ask it both "
               "questions.",
    "unfelt": "It does show a break, which can [go unnoticed](DDX037) where feeling is lost.",
    "asleep": "It does show a break, and is used for that [early after brain injury](IM07); who is not awake does not tell.",
    "fixed": "It does show whether the broken elbow holds (our judgement).",
    "felt": "No fall, and nothing grates.",
    "lump-normal": "On day {0} a film can still [look normal](IAP001) or show a soft mass. No harm, but a clear film means nothing yet.",
    "lump-flakes": "On day {0} a film shows little: flakes come [about week 3](IAP004), the edge from [week 5](IAP007). A clear one means "
                   "nothing yet.",
    "lump-clumps": "On day {0} a film can show [clumps of mineral](IAP005); the edge comes from [week 5](IAP007). Ultrasound shows more of "
                   "the muscle.",
    "lump-edge": "By day {0} a film can show mineral [at the edge](IAP007). Asked for as an image of the lump it would be the same film.",
    "quiet-hip": "Nothing asks for it. After hip replacement mineral can show from [week 3](IM03), but an early film does not decide: "
                 "[95 %](IM12) of what comes can be seen within three months.",
    "quiet": "Nothing asks for it, and film turned positive about [day 31](H09).",
}  # fmt: skip

# Harmless here, and for nothing.
ASIDE = {
    "duplex": "No newly swollen leg: harmless, but it answers no question on this card.",
    "clear": "Done this morning. " + _PELVIS + " What is left is [the cause](DDX029).",
    "sepsis": "No fever, and no hot joint: there is nothing to aspirate. Come back to it [if that changes](DDX032).",
    "film": "No fall, nothing grates: a film for a fracture answers no question on this card.",
    "bleed": "No tense limb, no falling haemoglobin: CT would cost dose for nothing.",
    "sarcoma": "No growing lump: safe, but a specialist's time for nothing on this card.",
    "fop": "To spare needles does no harm here. But [the great toes](DDX056) are not described as short: FOP is not on this card.",
    "ho": "Harmless, but another answer comes first.",
    "watch": "Harmless, but something on the card asks for more.",
}

NOTES = (
    "The patients are made up by rules; what the rules rest on is linked in each reason.",
    "Order of the rules: infected joint, bleeding, fracture, clot; then FOP, tumour; then HO. That order is a teaching "
    "judgement. So is every CRP and temperature on a card; a CRP that is not high excludes nothing.",
    "That ultrasound comes first for the veins is common practice, not from our sources.",
    "Unsafe: it leaves something pressing until another day, does harm, or lets it be done. Acceptable, but: safe, yet slow, uninformative "
    "or wasteful. A safe choice is never called unsafe because it costs more.",
    "The number names the patient: number 17 is the same for everybody.",
    "For learning, not for treating a patient. Follow the rules of the place where you work.",
)
