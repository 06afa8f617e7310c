"""Drills: no contradictory patient, every choice judged with a reason, and verdicts that agree with a second rule table.

The tables below were written from the evidence rows named beside them, not from the code of the drills.
"""

import json
import re
from collections import Counter
from dataclasses import replace

import pytest
from toy_drill import two_questions

from hoedu.check.figures import links
from hoedu.drills.base import SIZE, VERDICTS, best_of, say, together
from hoedu.evidence import fact, facts
from hoedu.explorers import build
from hoedu.html.drill import PRINTED, drill_html, drill_spec
from hoedu.html.explorers import explorer_html, explorer_spec
from hoedu.html.inline import ROW_ID

DRILLS = ("triage", "which-test")  # the others ask two questions and have tests of their own

MANY = 10_000
TRIAGE, WHICH = build("triage"), build("which-test")
LEG = ("hip", "thigh", "knee")
TRIAGE_17 = [
    "18-year-old man, day 4 after a complete spinal cord injury.",
    "The whole right leg has been swollen since yesterday. Feels nothing there.",
    "Right calf and thigh thicker than the other side.",
    "36.9 °C; CRP 20 mg/L. D-dimer raised.",
]
WHICH_17 = [
    "28-year-old woman, day 50 after a spinal cord injury.",
    "The left hip is warm and loses range. No fever. The leg is not swollen.",
    "Pregnant.",
]


def judged(drill, patient):
    return drill.judge(patient)[0]


def numbers(text):
    return {float(number) for number in re.findall(r"(?<![\w.])\d+(?:\.\d+)?", text)}


@pytest.fixture(scope="module")
def patients():
    return {drill.name: [drill.patient(number) for number in range(1, MANY + 1)] for drill in (TRIAGE, WHICH)}


# ---- what a contradiction is


def contradictions_of_triage(p):
    """Findings that no one patient can have together, or that the card could not know."""
    paralysed, asleep = p.cause == "cord", not p.awake
    return [name for name, true in {
        "a swollen leg, and the trouble in an arm or the trunk": p.swollen_leg and p.site not in LEG,
        "clear veins of a leg that nobody had reason to image": p.veins_clear and not p.swollen_leg,
        "feeling below a complete cord injury": paralysed and p.feels and p.site in LEG,
        "no feeling without a cord injury": not p.feels and not paralysed,
        "unconscious without a brain injury": asleep and p.cause != "brain",
        "a complaint of someone who cannot feel or tell it": bool(p.lump or p.hand) and (asleep or not p.feels),
        "a day after no injury, or an injury without a day": (p.day > 0) != bool(p.cause),
        "HO known before any test could show it": p.ho_known and p.day - p.ho_known < fact("H09").number("start_day"),
        "a fever with a low CRP": p.temperature >= 38 and p.crp < 50,
        "a CRP of an infection without fever": p.crp >= 50 and p.temperature < 38,
        "a temperature or CRP near a border": 37.6 <= p.temperature < 38.3 or 30 < p.crp < 80,
        "fever without a hot joint, in a drill about joints": p.temperature >= 38 and not (p.warm and p.stiff),
        "bleeding into a thigh on no anticoagulant": p.bleeding and not p.anticoagulant,
        "bleeding into a thigh that is not the site": p.bleeding and p.site != "thigh",
        "a child on anticoagulants or with a new hip": p.age < 16 and bool(p.anticoagulant or p.cause),
        "a hip replacement in the young": p.cause == "hip" and p.age < 50,
        "the wrong joint for the cause": p.cause in ("hip", "kick", "elbow", "burn", "wrist")
        and p.site not in {"hip": ("hip", "thigh"), "kick": ("thigh",), "wrist": ("wrist",)}.get(p.cause, ("elbow",)),
        "a toe sign in someone who would long have been diagnosed": p.short_toes and p.age > 16,
        "CRPS away from the hand": p.hand and p.site != "wrist",
        "a lump where the blow fell, and no blow": p.lump == "firm" and p.cause != "kick",
        "a lump without a blow, after one": p.lump in ("growing", "sudden") and bool(p.cause),
        "two stories on one card": sum((bool(p.lump), p.hand, p.fall, p.bleeding, bool(p.ho_known))) > 1,
        "a fall of someone with a fever": p.fall and p.temperature >= 38,
    }.items() if true]  # fmt: skip


def contradictions_of_which(p):
    return [name for name, true in {
        "a swollen leg, and the trouble in an arm": p.swollen_leg and p.site not in LEG,
        "pregnant, and not a woman of that age": p.pregnant and not (p.sex == "f" and 18 <= p.age <= 45),
        "a day after no injury, or an injury without a day": (p.day > 0) != bool(p.cause),
        "an operation on HO that is not yet grown": p.excision and p.day < 180,
        "an operation, and no HO known by its signs": p.excision and not p.signs,
        "metal without an operation": p.metal != (p.cause == "hip"),
        "a child with a new hip or on dialysis": p.age < 16 and (p.metal or p.dialysis),
        "the wrong joint for the cause": p.cause in ("hip", "kick", "burn")
        and p.site != {"hip": "hip", "kick": "thigh", "burn": "elbow"}[p.cause],
        "a lump and no blow": (p.signs == "lump") != (p.cause == "kick"),
        "clear film and doubtful MRI, said twice": p.clear_film and p.doubtful_mri,
        "doubtful MRI of a joint without signs": p.doubtful_mri and not p.signs,
        "lumps everywhere, and an injury": p.lumps and (bool(p.cause) or bool(p.signs)),
        "lumps of failing kidneys, and no dialysis": p.lumps and not p.dialysis,
        "a day on which two tests are equally good": 30 <= p.day <= 33 and bool(p.signs) and not (
            p.swollen_leg or p.pregnant or p.doubtful_mri),
        "two questions on one card": sum((p.swollen_leg, p.excision, p.lumps, p.doubtful_mri, p.pregnant)) > 1,
    }.items() if true]  # fmt: skip


@pytest.mark.parametrize("name, find", [("triage", contradictions_of_triage), ("which-test", contradictions_of_which)])
def test_no_patient_contradicts_itself(patients, name, find):
    found = Counter(problem for patient in patients[name] for problem in find(patient))
    assert not found, found
    assert len(set(patients[name])) > 0.5 * MANY, "patients differ"


# ---- the second rule tables


def expected_of_triage(p):
    """The verdict of every option by the rows: what it answers, in the order in which the dangers are pressing."""
    dangers = [
        ("sepsis", p.temperature >= 38 and p.warm and p.stiff),  # DDX033: emergency, fluid is the reference standard
        ("bleed", p.bleeding),  # DDX028: falling haemoglobin on anticoagulation
        ("film", p.fall),  # DDX037: unnoticed in insensate limbs
        ("duplex", p.swollen_leg and not p.veins_clear),  # DDX027: treat as a clot until excluded
    ]
    pressing = [option for option, there in dangers if there]
    if pressing:
        ct = {"bleed": "wasteful"} if pressing[0] == "film" else {}  # CT shows the break as well
        return _filled("unsafe", ct | dict.fromkeys(pressing, "acceptable") | {pressing[0]: "best"})
    return _filled("wasteful", {"biopsy": "unsafe"} | _calm_triage(p))  # DDX041, INT115, DDX040: never the first step


def _calm_triage(p):
    film_can_show_ho = p.day >= fact("H09").number("start_day")
    if p.short_toes and p.lump:
        # DDX058, INT116: a biopsy is offered, and each step towards one, or silence about it, lets it happen; INT115: no needle
        return {"fop": "best", "sepsis": "unsafe", "watch": "unsafe", "sarcoma": "unsafe"}
    if p.lump == "growing":
        # DDX040, DDX044: imaging, then a specialist's biopsy; asked for as HO, the same images come without the specialist
        return {"sarcoma": "best", "watch": "unsafe", "film": "acceptable", "ho": "slow"}
    if p.lump == "firm":
        # DDX041: image again, no early biopsy; to ask the tumour team early harms nobody; IAP001, IAP004: an early film shows little
        return {"ho": "best", "watch": "acceptable", "sarcoma": "acceptable", "film": "acceptable" if film_can_show_ho else "little"}
    if p.hand:
        # DDX038: Budapest criteria, an examination; the wrist is broken, and a film shows how it stands
        return {"watch": "best", "film": "acceptable"}
    if p.warm and p.stiff:
        # DDX001: loss of range first, then warmth; H36: late already
        # H09, IM11: an early film is blind for HO; DDX037, IM07: it still shows the break that a person cannot feel or tell,
        # or that was fixed; DDX027: HO narrowed a vein of the pelvis, where a clear leg scan has not looked
        hidden_break = not p.feels or not p.awake or p.cause == "elbow"
        again = {"duplex": "acceptable"} if p.swollen_leg and p.veins_clear else {}
        return again | {"ho": "best", "watch": "slow", "film": "acceptable" if film_can_show_ho or hidden_break else "little"}
    return {"watch": "best", "ho": "little"}  # REH007: screen at every session


def _filled(word, words):
    return dict.fromkeys((option for option, _ in TRIAGE.questions[0].options), word) | words


def expected_of_which(p):
    """(best, verdicts that the rows settle)."""
    everything = [option for option, _ in WHICH.questions[0].options]
    if p.swollen_leg:  # DDX027
        return "duplex", dict.fromkeys(everything, "unsafe") | {"duplex": "best"}
    film_from, scan_from = fact("H09").number("start_day"), fact("H07").number("start_day")
    words = {"duplex": "little", "wait": "slow"}  # no leg is swollen; no test tells nothing
    if p.pregnant:  # IM22, IM41: dose, where tests without any come first
        words |= {"ct": "unsafe", "scan": "unsafe", "mri": "acceptable"}
    looked_for = p.signs in ("warm", "stiff") and not (p.excision or p.doubtful_mri)
    if looked_for and p.cause != "hip" and p.day < film_from:
        words |= {"film": "little"} | ({} if p.pregnant else {"ct": "little", "mri": "little"})  # H09, IM11; IAP013; IM30
    if looked_for and p.day < scan_from and not p.pregnant:
        words |= {"scan": "little"}  # H07
    best = _best_of_which(p, film_from)
    return best, words | {best: "best"}


def _best_of_which(p, film_from):
    if p.excision or p.doubtful_mri:  # IM19; IM16
        return "ct"
    if p.lumps:  # DDX046
        return "film"
    if not p.signs:
        return "wait"
    if p.signs == "lump":  # IAP007: zoning from week 5; IM62: ultrasound while film is blind
        return "film" if p.day >= 35 else "us"
    if p.cause == "hip":  # IM12
        return "film"
    return "film" if p.day >= film_from and not p.pregnant else "us"  # H09; IM45, IM50


def test_every_verdict_of_triage_agrees_with_the_second_table(patients):
    for patient in patients["triage"]:
        assert {option: one.verdict for option, one in judged(TRIAGE, patient).items()} == expected_of_triage(patient), patient


def test_best_safe_and_settled_verdicts_of_the_tests_agree_with_the_second_table(patients):
    for patient in patients["which-test"]:
        best, words = expected_of_which(patient)
        options = judged(WHICH, patient)
        assert best_of(options) == best, patient
        assert {option: options[option].verdict for option in words} == words, patient
        assert {option for option, one in options.items() if one.verdict == "unsafe"} == {
            option for option, word in words.items() if word == "unsafe"
        }, patient


def test_a_newly_swollen_leg_is_a_clot_until_imaged_everywhere(patients):
    for drill in (TRIAGE, WHICH):
        for p in patients[drill.name]:
            if p.swollen_leg and not getattr(p, "veins_clear", False):
                options = judged(drill, p)
                assert options["duplex"].verdict in ("best", "acceptable"), p
                assert options["wait" if drill is WHICH else "watch"].verdict == "unsafe"
                assert options["us" if drill is WHICH else "ho"].verdict == "unsafe", "finding HO does not exclude a clot"


def test_no_needle_in_fop_and_no_biopsy_before_images(patients):
    for p in patients["triage"]:
        options = judged(TRIAGE, p)
        assert options["biopsy"].verdict == "unsafe"
        if p.short_toes:
            assert {option for option, one in options.items() if one.verdict == "unsafe"} == {"biopsy", "sepsis", "sarcoma", "watch"}
            assert options["fop"].verdict == "best"


# ---- what must be said


def said(drill, patient, option):
    return str(judged(drill, patient)[option].reason)


def best_said(drill, patient):
    return said(drill, patient, best_of(judged(drill, patient)))


def test_what_to_do_until_the_test_is_done_is_said(patients):
    until = {"bleed": "before the next dose", "film": "Keep the limb still", "duplex": "Stop the session, rest the leg, report it at once"}
    for p in patients["triage"]:
        options = judged(TRIAGE, p)
        assert until.get(best_of(options), "") in best_said(TRIAGE, p)
        if p.bleeding and options["duplex"].verdict == "acceptable":
            assert "treating a clot [feeds it](DDX028)" in said(TRIAGE, p, "duplex")
        if p.veins_clear and best_of(options) == "ho":
            assert all("veins of the pelvis" in said(TRIAGE, p, option) for option in ("ho", "duplex"))
        if p.hand:
            assert "*no test* is not *no treatment*" in best_said(TRIAGE, p)


def test_a_limb_that_cannot_be_felt_or_told_of_may_be_broken(patients):
    for p in patients["triage"]:
        if best_of(judged(TRIAGE, p)) == "ho" and not p.lump:
            film = said(TRIAGE, p, "film")
            row = "DDX037" if not p.feels else "IM07" if not p.awake else "the broken elbow" if p.cause == "elbow" else ""
            assert row in film and "no fracture to look for" not in film
            assert ("nothing grates" in film) == (not row), "the quiet of a limb without feeling says nothing"
    for p in patients["which-test"]:
        film = said(WHICH, p, "film")
        if "film is blind" in film:
            assert film.startswith("For HO,") and "A break it would show" in film


def test_both_drills_choose_the_same_image_on_the_same_day(patients):
    like = {"kick": next(p for p in patients["which-test"] if p.signs == "lump"),
            "cord": next(p for p in patients["which-test"] if p.cause == "cord" and p.signs == "warm" and not (p.pregnant or p.doubtful_mri))}  # fmt: skip
    early = re.compile("film is still blind|can show it: in intensive care|Ultrasound comes first")
    seen = Counter()
    for p in patients["triage"]:
        kind = "kick" if p.cause == "kick" else "cord"
        if best_of(judged(TRIAGE, p)) != "ho" or p.cause == "burn" or p.veins_clear or (p.lump and kind != "kick"):
            continue
        image = best_of(judged(WHICH, replace(like[kind], day=p.day, clear_film=False, swollen_leg=False)))
        assert bool(early.search(best_said(TRIAGE, p))) == (image == "us"), (p, image)
        seen[image] += 1
    assert set(seen) == {"us", "film"}


def test_an_infected_joint_is_never_called_excluded_and_its_urgency_rests_on_the_row_that_says_it(patients):
    for text in TRIAGE.texts():
        assert not re.search(r"\[(?:an )?emergency\]\((?!DDX033)|\[[^\]]*not imaged\]|unlikely today", text), text
    for p in patients["triage"]:
        if p.warm and p.temperature < 38 and not (p.swollen_leg and not p.veins_clear):
            assert "not excluded" in said(TRIAGE, p, "sepsis")


def test_a_dose_in_pregnancy_is_the_mothers(patients):
    for p in patients["which-test"]:
        if p.pregnant:
            for option in ("film", "ct", "scan"):
                reason = said(WHICH, p, option)
                assert "mSv" not in reason or "mother" in reason, reason
            assert said(WHICH, p, "mri").startswith("No dose") and "radiologist" in said(WHICH, p, "mri")


def test_a_figure_of_one_cause_is_not_lent_to_another(patients):
    for p in patients["which-test"]:
        reason = said(WHICH, p, "mri")
        if "[70 %](IM30) at" in reason or "[70 %](IM30) of" in reason:
            assert ("nothing of the kind was found" in reason) == (p.cause != "cord"), p
        if p.site == "thigh":
            assert "[less than 0.01" not in said(WHICH, p, "film"), "IM15 lists elbow, knee, shoulder"
        if p.cause == "":
            assert "wound" not in said(WHICH, p, "scan") and "bone well" not in said(WHICH, p, "ct")


def test_a_clear_film_settles_nothing_and_a_late_lump_does_not_wait(patients):
    for p in patients["which-test"]:
        film, wait = said(WHICH, p, "film"), said(WHICH, p, "wait")
        if "it can answer" in film or "may answer" in film:
            assert "does not end the search" in film or "settles nothing" in film
        if p.signs == "lump" and p.day >= 35:
            assert f"in week {p.day // 7}" in wait and "Safe" not in wait and "no needle" in film


# ---- every card


@pytest.mark.parametrize("drill", [TRIAGE, WHICH], ids=DRILLS)
def test_each_choice_has_a_verdict_and_a_reason_and_one_is_best(patients, drill):
    for patient in patients[drill.name]:
        options = judged(drill, patient)
        assert list(options) == [option for option, _ in drill.questions[0].options]
        assert Counter(one.verdict for one in options.values())["best"] == 1
        for one in options.values():
            assert one.verdict in VERDICTS
            assert str(one.reason).endswith(".") and not re.search(r"\{\d+\}|None|  ", str(one.reason)), one
            assert 15 < len(str(one.reason)) < 420, one
            assert len(one.points) == len(drill.scales) and all(0 <= point <= 3 for point in one.points)
    for card in drill.deck:
        for line in card.lines:
            assert str(line).strip() and not re.search(r"\{\d+\}|None|  ", str(line)), line
        assert len(card.lines) == len(drill.heads)


@pytest.mark.parametrize("drill", [TRIAGE, WHICH], ids=DRILLS)
def test_the_deck_holds_every_kind_alike_and_none_twice_running(drill):
    counts = Counter(card.kind for card in drill.deck)
    assert set(counts) == set(drill.kinds) and len(set(counts.values())) == 1
    kinds = [drill.kind(number) for number in range(1, 2000)]
    assert all(one != other for one, other in zip(kinds, kinds[1:]))
    for start in range(0, SIZE, 10):
        assert len({card.kind for card in drill.deck[start : start + 10]}) >= 6, "a block is mixed"
    answers = Counter(best_of(card.judged[0]) for card in drill.deck)
    assert max(answers.values()) <= 0.4 * SIZE, answers


@pytest.mark.parametrize("drill", [TRIAGE, WHICH], ids=DRILLS)
def test_a_number_names_one_patient(drill):
    again = build.__wrapped__(drill.name)
    assert [again.card(n) for n in (1, 17, 240, 9999)] == [drill.card(n) for n in (1, 17, 240, 9999)]


def test_patient_17_stays_who_she_is():
    """Shared numbers must go on naming the same patient: change these lines only with the rules."""
    assert [str(line) for line in TRIAGE.card(17).lines] == TRIAGE_17
    assert [str(line) for line in WHICH.card(17).lines] == WHICH_17


# ---- reasons and their rows


@pytest.mark.parametrize("drill", [TRIAGE, WHICH], ids=DRILLS)
def test_every_link_names_a_row_that_may_be_taught_and_states_its_figures(drill):
    texts = drill.texts()
    seen = set()
    for text in texts:
        for shown, target, _ in links(text):
            assert ROW_ID.match(target), (shown, target)
            row = facts()[target]
            assert row.confidence in ("seen", "secondary") and row.url, target
            assert numbers(shown) <= numbers(" ".join(row.row.values())), (shown, target)
            seen.add(target)
    assert seen == set(drill.rows())
    loose = [text for text in texts if re.search(r"\d\s?(?:%|mSv)", re.sub(r"\[[^\]]*\]\([^)]*\)", "", text))]
    assert [text for text in loose if not text.startswith("Dose: 0 none")] == [], "a figure is a link to its row"


# Rows with a recalled part: what the drills take from them stands in another cell, or another part of it.
TAKEN = {
    "DDX027": ("Treat as DVT until excluded: pulmonary embolism risk", "HO may compress the vein", "narrowed the iliac vein",
               "CT venography shows both"),
    "DDX029": ("Duplex ultrasound; three-phase scan if clear",),
    "DDX037": ("unnoticed in insensate limbs", "Swelling, warmth, loss of motion"),
    "DDX040": ("Bone most mature in the centre", "CT for zoning, then MRI and specialist biopsy", "Waking with bone pain, pathological fracture"),
    "DDX044": ("Deep enlarging mass",),
}  # fmt: skip


def test_nothing_is_taken_from_what_is_marked_as_recalled():
    apart = ("relative_cost", "contraindications")  # neither is quoted: cost and what stands against a test are called our judgement
    partly = {
        name for name in {*TRIAGE.rows(), *WHICH.rows()}
        if any("memory" in cell for column, cell in fact(name).row.items() if column not in apart)
    }  # fmt: skip
    assert partly == set(TAKEN)
    for name, passages in TAKEN.items():
        row = " | ".join(fact(name).row.values())
        assert all(passage in row and "memory" not in passage for passage in passages), name


def test_dose_points_follow_from_the_tables():
    low = {"IM14": 1, "IM15": 1, "IM41": 2, "IM42": 2, "IM22": 3, "IM23": 3}
    for name, points in low.items():
        row = fact(name)
        msv = row.number("effective_dose_msv") or row.number("effective_dose_low_msv") or row.number("effective_dose_high_msv")
        assert points == (1 if msv < 1 else 2 if msv < 6 else 3)
    for card in WHICH.deck:
        points = {test: one.points[2] for test, one in card.judged[0].items()}
        assert points["us"] == points["mri"] == points["duplex"] == points["wait"] == 0
        assert 1 <= points["film"] <= points["scan"] <= 3 and points["film"] <= points["ct"]


def test_the_best_test_is_beaten_by_no_safe_one_on_every_scale(patients):
    for p in patients["which-test"]:
        options = judged(WHICH, p)
        safe = {test: one.points for test, one in options.items() if one.verdict != "unsafe"}
        mine = safe[best_of(options)]
        for test, other in safe.items():
            better = other[0] >= mine[0] and all(a <= b for a, b in zip(other[1:], mine[1:]))
            assert test == best_of(options) or not better, (p, test)


# ---- what a page gets


@pytest.mark.parametrize("drill", [TRIAGE, WHICH], ids=DRILLS)
def test_a_deck_is_small_and_whole(drill):
    spec = explorer_spec(drill)
    size = len(json.dumps(spec, ensure_ascii=False).encode()) + len(explorer_html(drill).encode())
    assert size < 120_000, size
    assert len(spec["cards"]) == SIZE
    for card, (kind, lines, options) in zip(drill.deck, spec["cards"]):
        assert list(drill.kinds)[kind] == card.kind and len(lines) == len(drill.heads)
        for number, (verdict, text, values, points) in enumerate(spec["judged"][one] for one in options[0]):
            one = list(card.judged[0].values())[number]
            assert list(VERDICTS)[verdict] == one.verdict and tuple(values) == one.reason.values and points == one.points
            assert re.sub("<[^>]+>", "", spec["texts"][text])


@pytest.mark.parametrize("drill", [TRIAGE, WHICH], ids=DRILLS)
def test_the_twin_prints_three_patients_with_choices_and_answers(drill):
    html = explorer_html(drill)
    assert html.count('<article class="ho-card">') == html.count("<fieldset") == PRINTED
    assert html.count('type="radio"') == PRINTED * len(drill.questions[0].options)
    assert html.count('class="ho-verdict"') == PRINTED * len(drill.questions[0].options)
    for word in ("For learning, not for treating a patient", "made up"):
        assert word in html
    assert not re.search(r"\{\d+\}", html)


# ---- the frame


def test_two_texts_become_one():
    one = together(say("Day {0} of {1}.", 3, "seven"), say("Then {0}."), say("{0}, {1}", "a", "b"))
    assert (one.text, one.values) == ("Day {0} of {1}. Then {2}. {2}, {3}", ("3", "seven", "a", "b"))


def test_a_card_may_ask_two_things():
    drill = two_questions()
    html, spec = drill_html(drill), drill_spec(drill)
    assert html.count("<fieldset") == 2 * PRINTED
    assert [len(options) for options in spec["options"]] == [2, 3] and all(len(card[2]) == 2 for card in spec["cards"])

