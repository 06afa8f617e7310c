"""What is said of each look-alike, in our words, with the rows it comes from. Every figure stands in one of its rows.

What a row holds from memory (its note says so) is left out.
"""

NOTHING = "nothing in our sources"

ASPECTS = {
    "history": "When, and in whom",
    "exam": "Examination",
    "blood": "Blood",
    "film": "Film",
    "ct": "CT",
    "mri": "MRI",
    "scan": "Bone scan",
    "sound": "Ultrasound",
    "settle": "What settles it",
}

CONDITIONS = {
    "ho": "HO",
    "clot": "Deep vein thrombosis",
    "joint": "Septic joint",
    "skin": "Cellulitis",
    "deep": "Bone or deep infection",
    "fracture": "Fracture",
    "bleed": "Haematoma",
    "crps": "CRPS",
    "osteosarcoma": "Osteosarcoma",
    "sarcoma": "Soft-tissue sarcoma",
    "crystal": "Crystal disease",
    "calcinosis": "Calcinosis",
    "oedema": "Muscle oedema without HO",
    "fop": "FOP",
}

# What cannot wait, in the order in which it is settled.
FIRST = {
    "fop": (0, "the great toes, before any needle"),
    "joint": (1, "joint fluid, today (a picture that guides the needle is not waiting)"),
    "bleed": (1.5, "haemoglobin, and who decides on the next dose of an anticoagulant, now"),
    "clot": (2, "the veins, today (a newly swollen leg is a clot until imaged)"),
    "skin": (3, "a search for a real infection, today"),
    "deep": (3, "a search for a real infection, today"),
    "fracture": (4, "a film for a fracture, today"),
    "crystal": (6, "an infected joint, which can look the same"),
    "osteosarcoma": (7, "imaging and a specialist centre, before any biopsy"),
    "sarcoma": (7, "imaging and a specialist centre, before any biopsy"),
}

NO_NEEDLE = (
    " If the toes are odd there is no biopsy at all, and no needle into a joint or muscle before someone who knows FOP has been "
    "asked, the same hour."
)

TOGETHER = {
    frozenset(("ho", "clot")): " Both may be there: HO can press on a vein.",
    frozenset(("ho", "bleed")): " Both may be there: a bleed was found in a muscle with early HO.",
    frozenset(("clot", "bleed")): " What treats the one feeds the other: no anticoagulant is begun or raised before someone has decided which it is.",
    frozenset(("ho", "deep")): " Both may be there, under one pressure ulcer.",
}

WORDS = {
    "ho": {
        "history": (
            "Usually 1-4 months after cord injury; signs 3-12 weeks after brain injury; often silent after hip replacement",
            "DDX012", "DDX014", "DDX011"),
        "exam": (
            "Loss of joint range, then swelling, redness, heat, pain on motion. Of 48 burned elbows 24 began with lost range, 9 "
            "with a changed end feel",
            "DDX002", "DDX003"),
        "blood": ("Alkaline phosphatase is often raised early, and not specific; CRP is up while it is inflamed", "LAB005", "LAB021"),
        "film": ("Clear at 3 weeks in all 7 who later had HO; first mineral about week 4.4", "IM11", "IM01"),
        "ct": ("Calcium at the edge; later a well-defined shell", "IAP018", "IAP019"),
        "mri": ("Uneven brightness with an enhancing edge; the oedema around is not specific", "IAP035", "IM29"),
        "scan": (
            "More flow from about day 17, uptake in soft tissue from about day 24; but any hyperaemia or bone turnover is positive",
            "IAP042", "IAP044", "IM35"),
        "sound": ("A dark core with a bright mineral edge, before the film changes", "IAP054", "IAP056"),
        "settle": ("Repeat imaging: it matures from the edge inward", "DDX041"),
    },
    "clot": {
        "history": ("In one report a clot was diagnosed 12 weeks after head injury, and it was HO and blood. Who gets clots: nothing in our sources", "DDX028"),
        "exam": ("Swollen, warm, painful thigh or calf, the whole leg diffusely; HO that narrows a vein does the same", "DDX027"),
        "blood": ("D-dimer is raised; so it was in 24 of 32 people with HO", "DDX027", "LAB027"),
        "ct": ("CT venography shows both the vein and the bone beside it: in one man a narrowed vein, and no clot", "DDX027"),
        "settle": ("Imaging of the veins; a clot until excluded, because of the lungs", "DDX027"),
    },
    "joint": {
        "history": ("After joint replacement infection is on the list beside HO", "DDX035"),
        "exam": ("A hot, stiff, painful joint with fever", "DDX033"),
        "blood": ("CRP is raised, and only assists: in HO that began like an infection it averaged 10.2 mg/dL, that is 102 mg/L", "DDX033", "LAB022"),
        "film": ("Imaging only assists", "DDX033"),
        "settle": (
            "Joint fluid: pus, culture, white cells usually above 50 000/mm3 (a figure from chronic hip infection). A lower count "
            "excludes nothing; beside an implant far lower counts matter (our judgement)",
            "DDX033", "DDX032"),
    },
    "skin": {
        "exam": ("A red, hot, swollen limb with fever", "DDX030"),
        "blood": ("High CRP does not prove it: 15 of 235 with HO began with high CRP, CK and temperature", "DDX034"),
        "settle": ("A full infection screen; CT shows whether there is HO", "DDX034"),
    },
    "deep": {
        "history": ("Swelling near the hip after cord injury, with a pressure ulcer", "DDX051"),
        "exam": ("Fever and pain; a defect of the skin", "DDX031", "DDX051"),
        "mri": ("Overlaps with immature HO, whose rim can enhance like an abscess", "DDX051", "IAP037"),
        "scan": ("Positive in both", "DDX031"),
        "settle": ("MRI with CT, which settles an MRI that does not decide; look for gas or an abscess", "DDX051", "IM16"),
    },
    "fracture": {
        "history": ("Passes unnoticed in a limb without feeling", "DDX037"),
        "exam": ("Swelling, warmth, loss of motion", "DDX037"),
        "film": ("Used early after brain injury to exclude one", "IM07"),
        "scan": ("Any bone turnover is positive", "IM35"),
        "settle": (
            "A film, though a clear one does not exclude a crack (our judgement); a swollen limb after cord injury is seen the "
            "same day",
            "IM07", "REH032"),
    },
    "bleed": {
        "history": ("A thigh grew on heparin that was given for a supposed clot", "DDX028"),
        "blood": ("Haemoglobin fell", "DDX028"),
        "ct": ("40-90 HU; blood and early calcium can lie together", "DDX036", "DDX028"),
        "settle": ("CT", "DDX028"),
    },
    "crps": {
        "history": ("After trauma; almost always below elbow or knee", "DDX038"),
        "exam": ("Pain out of proportion, swelling, heat, stiffness", "DDX038"),
        "scan": (
            "Diffuse uptake about the joints, no separate mass. A ratio to the other side of 1.43 had sensitivity 80 %, "
            "specificity 72 %",
            "DDX038", "DDX039"),
        "settle": ("The Budapest criteria; the scan supports. Near the trunk it is a rarity: look for HO or another cause", "DDX038"),
    },
    "osteosarcoma": {
        "history": (
            "Waking with bone pain; the surface kind (parosteal) grows slowly over years, in young women, near the knee",
            "DDX040", "DDX042"),
        "exam": ("A painful mass", "DDX040"),
        "film": ("Sunburst, or a Codman triangle", "DDX040"),
        "ct": (
            "Most mature in the centre, immature at the edge: the reverse of HO. Parosteal: broadly attached to the cortex",
            "DDX040", "DDX042"),
        "mri": ("After CT, before a specialist biopsy", "DDX040"),
        "settle": ("CT for the zones, then MRI and biopsy by specialists. The cellular centre of young HO looks malignant too", "DDX040", "DDX041"),
    },
    "sarcoma": {
        "exam": ("A deep mass that grows", "DDX044"),
        "ct": ("No orderly mineral at the edge; in synovial sarcoma the calcium is central", "DDX044"),
        "settle": ("MRI, then biopsy at a sarcoma centre", "DDX044"),
    },
    "crystal": {
        "exam": ("Acute pain near a joint, or an acute hot, swollen joint; a tophus in gout", "DDX047", "DDX048", "DDX049"),
        "film": ("An even deposit within a tendon, without a cortex; in CPPD a line of calcium inside the joint", "DDX047", "DDX048"),
        "ct": ("Dual-energy CT shows urate, not calcium", "DDX049"),
        "settle": ("Crystals in joint fluid, and infection ruled out too", "DDX048", "DDX049"),
    },
    "calcinosis": {
        "history": ("Kidney failure is the common cause; or a systemic disease such as dermatomyositis or scleroderma", "DDX046", "DDX050"),
        "blood": ("Calcium, phosphate, kidney function", "DDX046"),
        "film": ("Dense calcium without trabeculae; sheets or lines in skin and fascia in systemic disease", "DDX046", "DDX050"),
        "settle": ("The film together with the blood", "DDX046"),
    },
    "oedema": {
        "history": ("After cord injury: 70 % had changed muscle at the first scan, 77 % at the second, and only 15 % went on to HO", "IM30"),
        "mri": ("Bright muscle on STIR, usually on both sides", "DDX053", "IM29"),
        "settle": ("MRI again, later", "DDX053"),
    },
    "fop": {
        "history": ("A child with tumour-like swellings that come fast; first bone at a mean of 4.6 years", "DDX058", "DDX057"),
        "exam": ("Short, malformed great toes from birth", "DDX058", "DDX056"),
        "film": ("Of the foot: parts of the toe missing or fused, before any heterotopic bone", "DDX056"),
        "ct": ("Better than film for presence and volume of bone", "IM60"),
        "mri": ("Better than ultrasound for early oedema", "IM60"),
        "settle": (
            "The feet, then a test of ACVR1. Biopsy, operation and intramuscular injection can each start permanent bone",
            "DDX058"),
    },
}  # fmt: skip
