"""What is said of each way to prevent HO, in our words, with the rows it comes from. Every figure stands in one of its rows."""

NOTHING = "nothing in our sources"

ASPECTS = {
    "regimen": "What was given",
    "window": "From when, until when",
    "bone": "Bone on film",
    "person": "What people notice",
    "harm": "Harm",
    "not": "Who must not have it",
    "cost": "Cost to the patient",
    "sure": "How sure",
}

EVENTS = {
    "hip": "Hip replacement",
    "scope": "Hip arthroscopy",
    "socket": "Broken hip socket, fixed",
    "elbow": "Broken elbow, fixed",
    "cord": "Acute cord injury",
    "excision": "HO cut out, after hip replacement or injury",
    "nerve": "HO cut out, after cord or brain injury",
    "fop": "FOP, great toes odd since birth, or swellings fast after bumps",
}

OPTIONS = {
    "nsaid": "NSAID",
    "selective": "Selective NSAID",
    "rt": "Radiotherapy",
    "none": "Neither",
    "bis": "Bisphosphonate (history)",
}

# In one line, with our word for how sure it is.
SURE = {
    "hip": {
        "nsaid": "less bone, well supported; no better hip from routine use, probable",
        "selective": "as good on film as other NSAIDs, probable",
        "rt": "less bone, well supported; better than an NSAID, contested",
        "none": "a fair choice at ordinary risk, probable",
        "bis": "no prevention, probable",
    },
    "scope": {
        "nsaid": "less bone, probable; worth it to the person, uncertain",
        "selective": "less bone in a cohort, uncertain",
        "rt": "not tested in what we read",
        "none": "a fair choice, probable",
        "bis": "not tested in what we read",
    },
    "socket": {
        "nsaid": "short, contested; six weeks cost union, probable",
        "selective": "not tested in what we read",
        "rt": "in use, contested",
        "none": "a fair choice, contested",
        "bis": "not tested in what we read",
    },
    "elbow": {
        "nsaid": "no use after a fresh fracture, probable",
        "selective": "less bone after a release, uncertain",
        "rt": "harm over a fresh fracture, probable",
        "none": "the choice after a fresh fracture, probable",
        "bis": "not tested in what we read",
    },
    "cord": {
        "nsaid": "for everyone, contested",
        "selective": "less bone in one trial of a withdrawn drug, uncertain",
        "rt": "as prevention not tested in what we read",
        "none": "movement and no routine drug, contested",
        "bis": "early etidronate, uncertain",
    },
    "excision": {
        "nsaid": "in use, uncertain",
        "selective": "less bone after elbow release, uncertain",
        "rt": "in use, uncertain",
        "none": "more came back in one small series, uncertain",
        "bis": "not tested in what we read",
    },
    "nerve": {
        "nsaid": "not proven, uncertain",
        "selective": "not tested in what we read",
        "rt": "gain uncertain; more infection of the wound, probable",
        "none": "a fair choice, contested",
        "bis": "pamidronate, quoted from a very small series, uncertain",
    },
}

# What holds for an option wherever nothing nearer is known.
ALWAYS = {
    "nsaid": {
        "harm": ("After hip replacement: major bleeding 2.09 (1.00-4.39) with ibuprofen, stopping for stomach or bowel 1.28 (1.00-1.63, "
                 "an odds ratio)", "POOL006", "POOL012"),
        "not": ("[Not with](indolabel) an ulcer or bleeding, past ones too; heart disease, heart failure or bypass surgery; weak kidneys or "
                "high potassium; a blood thinner in full dose or a bleeding disorder; asthma, swelling or a rash after aspirin or any NSAID; "
                "[not in pregnancy](naproxendavis). Over a bone, cut or broken, that has to unite: no long course", "INT001", "INT013", "INT035"),
        "cost": ("Tablets for days or weeks, and a last day to keep; 37 % could not finish six weeks of indomethacin", "INT005"),
    },
    "selective": {
        "harm": ("Fewer stop for stomach or bowel than with other NSAIDs: odds ratio 0.48 (0.24-0.97). Otherwise those of every NSAID",
                 "POOL013"),
        "not": ("As for other NSAIDs: the heart warning [covers the class](indolabel), and so do a past ulcer, weak kidneys, heart failure, a "
                "reaction to any NSAID, blood thinners, bleeding disorders and [pregnancy](naproxendavis)", "INT018", "INT021"),
        "cost": ("Tablets for 10 to 28 days", "INT018", "INT019"),
    },
    "rt": {
        "harm": ("Small in these data, not zero: no cancer in the field at about 10 years in a cohort, of whom few were irradiated; single "
                 "sarcomas are reported. A [dose model](cadieux) of people under 40 put their risk for life at 0.22 % for the bladder and "
                 "1.25 % for the other organs", "INT066"),
        "not": ("Not over a fresh fracture or a cut bone that has to unite, nor an open or colonised field. Pregnancy, open growth plates, "
                "earlier radiation there: ordinary caution (our judgement). Under 40, or children wanted: a talk first, and no dose without a "
                "shown benefit (our judgement)", "INT060", "INT065", "INT066"),
        "cost": ("Often one visit, on a strict clock around an operation: after day 4 it failed more often. A machine has to be near",
                 "INT055"),
    },
    "none": {
        "regimen": ("Early, gentle movement, active where muscles work; careful surgery", "INT094", "SUR029"),
        "harm": ("None from a treatment",),
        "not": ("Nobody is barred; in high risk, say what may come. Early movement waits for an unstable spine or fracture; in FOP only one's "
                "own active movement", "REH001", "REH040"),
        "cost": ("Nothing to take. Eyes open for warmth, swelling and lost range", "REH007"),
    },
    "bis": {
        "not": ("Weak kidneys; FOP and the rest are not in what we read", "INT043"),
        "cost": ("Months of treatment; one review says etidronate has left the US market", "INT097", "INT043"),
    },
}  # fmt: skip

WORDS = {
    "hip": {
        "nsaid": {
            "regimen": ("Indomethacin 25 mg three times a day for 6 weeks, or 100 mg a day for 7 or 14 days; ibuprofen 1200 mg a day for 14 "
                        "days; naproxen 250 mg three times a day for 4 weeks; diclofenac 50 mg three times a day for 6 weeks",
                        "INT001", "INT003", "INT013", "INT007", "INT017"),
            "window": ("From surgery; from its morning; within 24 h", "INT001", "INT007", "INT013"),
            "bone": ("0.43 (0.37-0.49) in 12 small trials, 0.69 (0.56-0.83) in the largest. In high-risk men naproxen left 70 % free of HO, "
                     "indomethacin 34.8 %, placebo 15 %", "POOL001", "POOL005", "INT006"),
            "person": ("Pain and function as with placebo: each differed by -0.1 (-0.4 to 0.2). In high-risk men clinical gain was alike with "
                       "naproxen, indomethacin and placebo", "POOL007", "POOL008", "INT006"),
            "sure": ("Less bone: *well supported*. No gain that people feel from routine use: *probable*", "POOL001", "INT013"),
        },
        "selective": {
            "regimen": ("Celecoxib 200 mg twice a day for 10 or 28 days", "INT018", "INT019"),
            "bone": ("Against other NSAIDs 0.91 (0.78-1.06) in 8 trials, 1.08 (0.71-1.64) in 4", "POOL016", "POOL021"),
            "sure": ("As good on film as other NSAIDs: *probable*", "POOL016", "POOL021"),
        },
        "rt": {
            "regimen": ("7 Gy once; a guideline gives 7-8 Gy once, or 3.5 Gy five times. 5 Gy was too little: HO in 30.1 %, with 7 Gy in 11.6 %",
                        "INT059", "INT048"),
            "window": ("Within 4 h before, or after within 72 or 96 h. 16-20 h before looked weaker; after day 4 it failed more often, four "
                       "failures in all",
                       "INT051", "INT036", "INT052", "INT055"),
            "bone": ("Against NSAIDs, 7 trials: severe bone 0.42 (0.18-0.97), any 0.75 (0.37-1.71), severe bone -1.18 (-2.45 to 0.09) points. "
                     "Another pool, 9 trials: 0.96 (0.88-1.06)", "POOL023", "POOL024", "POOL025", "POOL026"),
            "sure": ("Less bone: *well supported*. Better than an NSAID: *contested*; six of seven pools are of low quality or worse",
                     "INT048", "INT058"),
        },
        "none": {
            "bone": ("HO of any grade in about 30 % in pooled series, whatever was given; without any prevention 67.6 % in one; in records 3 %",
                     "INC001", "INC019", "INC020"),
            "person": ("Pain and function no worse than with ibuprofen, on average; grade III went with lost movement", "POOL007", "POOL008",
                       "TRI003"),
            "sure": ("A fair choice at ordinary risk: *probable*", "INT013", "SUR015"),
        },
        "bis": {
            "regimen": ("A course of etidronate", "INT045"),
            "bone": ("Grade III-IV in 18 %, as without it", "INT045"),
            "harm": ("Mineral is only delayed, and comes when the drug is stopped", "INT045"),
            "sure": ("No prevention: *probable*", "INT045"),
        },
    },
    "scope": {
        "nsaid": {
            "regimen": ("Naproxen 500 mg twice a day for 3 weeks (2 weeks about as good, not randomised); etodolac 600 mg a day for 2 weeks",
                        "INT010", "INT012", "INT025"),
            "bone": ("2 of 48 against 22 of 48, in a trial that was stopped early", "TRI041"),
            "person": ("Most of the HO caused no symptoms", "INT010"),
            "harm": ("Minor adverse effects in 42 %, with placebo in 35 %; otherwise as after hip replacement", "INT010"),
            "sure": ("Less bone: *probable*. Worth it to the person: *uncertain*", "INT010", "INT026"),
        },
        "selective": {
            "regimen": ("Etodolac or etoricoxib for 3 weeks", "TRI045"),
            "bone": ("2 of 38 against 22 of 50, in a cohort", "TRI045"),
            "sure": ("*Uncertain*: one quoted cohort", "TRI045"),
        },
        "rt": {},
        "none": {
            "bone": ("13.4 % without an NSAID, 3.3 % with", "INT026"),
            "person": ("Most of the HO causes no symptoms", "INT026"),
            "sure": ("A fair choice: *probable*", "INT026"),
        },
        "bis": {},
    },
    "socket": {
        "nsaid": {
            "regimen": ("Indomethacin for 3 days, 1 week or 6 weeks (dose not in what we read); 25 mg three times a day for 6 weeks", "INT031",
                        "INT035"),
            "bone": ("67 % with placebo; 29 % with 3 days, 29 % with 1 week, 67 % with 6 weeks; only 68 of 98 completed", "INT031"),
            "harm": ("Bone not united: 6 weeks 62 %, one week 24 %, 3 days 35 %, placebo 19 %. Long bones not united in 10 of 38, with nothing, not randomised, in "
                     "2 of 36", "INT031", "TRI037"),
            "sure": ("A short course: *contested*. Six weeks cost union: *probable*", "INT031", "INT035"),
        },
        "selective": {},
        "rt": {
            "regimen": ("8 Gy once", "INT036"),
            "window": ("Within 72 h after; before or after, by the day of the week, no difference was claimed", "INT036", "INT054"),
            "bone": ("Severe HO in 3 %, with indomethacin 7, with nothing 18: mixed studies, not adjusted. Against indomethacin no clear "
                     "difference", "INT037", "INT036"),
            "harm": ("Long bones not united in 3 of 38, with nothing in 2 of 36. What it does to the socket itself is not in what we read",
                     "TRI035", "TRI037"),
            "sure": ("*Contested*", "INT037", "INT033"),
        },
        "none": {
            "bone": ("47 % any, after a unit gave up indomethacin: as before", "INT033"),
            "person": ("Symptoms in 15 %; 3.3 % operated on again for it", "INT033"),
            "sure": ("A fair choice: *contested*", "INT033", "INT037"),
        },
        "bis": {},
    },
    "elbow": {
        "nsaid": {
            "regimen": ("Indomethacin after the operation (dose not in what we read)", "INT038"),
            "bone": ("49 % against 55 % with placebo: 0.89, no interval printed", "INT038", "POOL032"),
            "harm": ("No non-union in either arm; complications 17 % in both", "INT038"),
            "sure": ("No use: *probable*", "INT038", "INT039"),
        },
        "selective": {
            "regimen": ("Celecoxib 200 mg a day for 28 days, after the release of a stiff elbow, not after a fresh fracture", "INT020"),
            "bone": ("Less, and milder; compared looking back", "INT020"),
            "person": ("Better extension, flexion and pronation", "INT020"),
            "sure": ("*Uncertain*, and nothing about fresh fractures", "INT020"),
        },
        "rt": {
            "regimen": ("7 Gy once", "INT060"),
            "window": ("Within 72 h", "INT060"),
            "bone": ("Cannot be told: the trial was stopped for harm", "INT060"),
            "harm": ("Non-union in 8 of 21, without radiation in 1 of 24", "TRI038"),
            "sure": ("Harm over a fresh fracture: *probable*", "INT060"),
        },
        "none": {
            "bone": ("55 % with placebo", "INT038"),
            "sure": ("The choice after a fresh fracture: *probable*", "INT038", "INT060"),
        },
        "bis": {},
    },
    "cord": {
        "nsaid": {
            "regimen": ("Indomethacin 75 mg slow release a day for 3 weeks", "INT040"),
            "window": ("Begun about 3 weeks after injury", "INT040"),
            "bone": ("On the scan 4 of 16 against 11 of 17; on film 2 of 16 against 7 of 17, which chance may explain. Pooled in a congress abstract 0.32 (0.15-0.68)",
                     "TRI047", "TRI048", "POOL036"),
            "sure": ("*Contested*: one review reads it as support, another recommends no routine drug", "INT107", "INT097"),
        },
        "selective": {
            "regimen": ("Rofecoxib 25 mg a day for 4 weeks, since withdrawn", "INT041", "INT104"),
            "window": ("From week 3", "INT041"),
            "bone": ("5 of 37 against 13 of 39", "TRI049"),
            "sure": ("*Uncertain*: one trial, one withdrawn drug", "TRI049", "INT104"),
        },
        "rt": {
            "regimen": ("One dose on early HO (treatment, not prevention)", "INT063"),
            "window": ("A mean of 4.9 days after HO was found", "INT063"),
            "bone": ("Relapse in 5.3 %, without a comparison", "INT063"),
            "sure": ("As prevention not tested in what we read; on early HO *uncertain*", "INT063"),
        },
        "none": {
            "regimen": ("Regular range-of-motion exercise", "INT098"),
            "window": ("Passive movement begun before day 7 in one cohort", "TRI052"),
            "bone": ("0 of 35 with that early start, 10 of 56 with a later one: a cohort", "TRI052"),
            "sure": ("No routine drug: *contested*. Movement: *uncertain*, and advised", "INT097", "INT098"),
        },
        "bis": {
            "regimen": ("Etidronate, scan positive: 300 mg a day by vein for 3 days, then 20 mg/kg a day for 6 months. Alendronate 70 mg a week",
                        "INT043", "INT046"),
            "window": ("Before the film shows anything; with a positive film 7 of 13 progressed", "INT043"),
            "bone": ("Of 28 who kept taking it 22 (79 %) stayed clear on film; all 5 who stopped formed bone; no comparison. Alendronate: no link "
                     "with HO", "INT043", "INT046"),
            "harm": ("Alendronate: more contractures", "INT046"),
            "sure": ("*Uncertain*: two old trials disagree", "INT106", "INT043"),
        },
    },
    "excision": {
        "nsaid": {
            "regimen": ("Indomethacin 25 mg three times a day for 6 weeks, with radiotherapy", "INT068"),
            "bone": ("Alone not tested. None of 8 came back, with both. Elsewhere 4 of 26: 1 after radiotherapy, 3 without prevention", "INT068", "SUR014"),
            "sure": ("*Uncertain*: small series", "INT068", "SUR014"),
        },
        "selective": {
            "regimen": ("Celecoxib 200 mg a day for 28 days, after elbow release", "INT020"),
            "bone": ("Less, and milder; compared looking back", "INT020"),
            "person": ("Better extension, flexion and pronation", "INT020"),
            "sure": ("*Uncertain*", "INT020"),
        },
        "rt": {
            "regimen": ("7-8 Gy once", "SUR011", "INT059"),
            "window": ("The day before in one series, within 3 days after in another; at hip replacement 16-20 h before looked weaker", "INT068", "SUR011", "INT052"),
            "bone": ("1 of 39 came back after road injury, all irradiated; after hip replacement 1 of 10 irradiated", "SUR011", "SUR014"),
            "sure": ("*Uncertain*: nobody was left untreated to compare", "SUR011"),
        },
        "none": {
            "bone": ("3 of the 4 that came back had had no prevention; of how many is not printed", "SUR014"),
            "sure": ("*Uncertain*: one small series", "SUR014"),
        },
        "bis": {},
    },
    "nerve": {
        "nsaid": {
            "regimen": ("Indomethacin, with radiotherapy (dose not in our tables)", "SUR008"),
            "sure": ("*Uncertain*: no adjuvant is proven here", "SUR007"),
        },
        "selective": {},
        "rt": {
            "regimen": ("Around the operation (dose not in our tables)", "INT065"),
            "bone": ("Came back: odds ratio 0.63, no interval; after cord injury 0.45, after brain injury 1.04", "INT065"),
            "harm": ("Infection of the wound that needed another operation (they call it sepsis) was more frequent, in one study that looked back",
                     "INT065"),
            "sure": ("Gain: *uncertain*. More infection: *probable*. Its authors do not support it as a routine", "INT065"),
        },
        "none": {
            "bone": ("Not known for nothing alone. In series with various adjuvants or none 2.8 % came back, and 5.8 % (3.8-7.8) were operated on "
                     "again for it", "SUR006", "SUR002"),
            "sure": ("A fair choice: *contested*", "SUR007", "INT065"),
        },
        "bis": {
            "regimen": ("Pamidronate by vein around the operation, quoted", "INT047"),
            "bone": ("Said to halt progression, in a very small series", "INT047"),
            "sure": ("*Uncertain*", "INT047"),
        },
    },
}  # fmt: skip

STOP = {
    "nsaid": ("Long courses did not prevent flare-ups; for symptoms an expert may give one", "INT079"),
    "selective": ("Long courses of NSAIDs did not prevent flare-ups; given for symptoms only", "INT079"),
    "rt": ("Radiotherapy was given in error, in a survey of people with FOP", "INT116"),
    "none": ("No operation and no biopsy: surgery provokes explosive new bone. No injection into muscle, no forced movement; one's own active "
             "movement is right", "SUR030", "INT099", "REH040"),
    "bis": ("Not a reason to operate: surgery provokes explosive new bone", "SUR030"),
}  # fmt: skip
