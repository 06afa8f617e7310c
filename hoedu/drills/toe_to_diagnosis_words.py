"""What the toe-to-diagnosis drill says: a reason for every choice, each with the row it rests on."""

from typing import TYPE_CHECKING

from hoedu.drills.base import Kind, Said, say, together

if TYPE_CHECKING:
    from hoedu.drills.toe_to_diagnosis import Patient

# How the toes look: left foot, right foot, and in words.
FEET = {
    "ordinary": ("ordinary", "ordinary", "Since birth both great toes are straight and about as long as the second toes."),
    "both": ("short", "short", "Since birth both great toes end far short of the second toes and bend towards them."),
    "mild": ("mild", "mild", "Since birth both great toes end a little short of the second toes and lean towards them."),
    "one-left": ("short", "ordinary", "Since birth the left great toe ends far short of the second toe and bends towards it; the right is straight and of full length."),
    "one-right": ("ordinary", "short", "Since birth the right great toe ends far short of the second toe and bends towards it; the left is straight and of full length."),
}  # fmt: skip

KINDS = {
    "fop": Kind("Short great toes and swellings or bone", "Short great toes from birth and fast swellings: [FOP, and no biopsy](DDX058)."),
    "fop-before": Kind("Short great toes and nothing else yet",
                       "The toe sign [is there before any bone](GEN007): who looks at the feet can stop the first needle."),
    "fop-mild": Kind("A toe sign that is easily missed", "A mild toe sign [is easily passed over](DDX056), and one toe [is enough](GEN064) (quoted)."),
    "fop-toes": Kind("Ordinary toes, swelling after swelling",
                     "Normal toes do not rule FOP out: [four](GEN063) [variants](GEN066) [without](GEN067) [the sign](GEN070) are on record (quoted)."),
    "poh": Kind("Bone that began in the skin", "From the skin inwards, since infancy: [think of POH](GEN076) (quoted), and ask for GNAS."),
    "aho": Kind("Small spots of bone in the skin, and a build", "Short, round face, short hand bones: [Albright osteodystrophy](GEN129) (quoted)."),
    "kick": Kind("A lump where a kick landed", "Early HO in muscle is [imaged and followed, not biopsied](DDX041) (quoted)."),
    "fall": Kind("A first swelling after a fall, ordinary toes",
                 "Image it, and again: the feet speak against FOP, and [do not exclude it](GEN066) (quoted). A second swelling asks for the gene (our judgement)."),
    "well": Kind("A well baby with ordinary feet", "A look at the feet at every visit: the toe sign [is there at birth](GEN007)."),
    "operated": Kind("HO after an operation or a cord injury",
                     "A cause, one joint, ordinary feet: acquired (our judgement). Such a joint is [not forced](REH020)."),
    "tumour": Kind("A growing lump without a blow", "Suspected sarcoma: [images first, then a specialist's biopsy](DDX040)."),
}  # fmt: skip

# ---- why it is FOP

_SIGN = {
    "both": "Great toes short and bent since birth are [the sign of classic FOP](GEN007), there before any bone.",
    "mild": "The great toes are a little short and lean since birth. A mild sign [is easily passed over](DDX056), and counts all the same.",
    "one": "One short great toe since birth, trouble from [about 14](GEN064): on record with a rarer variant (quoted; we draw it as a great toe).",
    "thumbs": "Ordinary toes do not rule FOP out: [normal toes, short thumbs, no bone in childhood](GEN067) are on record (quoted).",
    "slow": "Ordinary toes do not rule FOP out: [normal toes, flare-ups from 14](GEN070) are on record (quoted).",
    "quiet": "Ordinary toes do not rule FOP out: [toes without malformation, onset at 4, a long rest, return at 18](GEN066) are on record (quoted).",
    "accident": "Ordinary toes do not rule FOP out: [toes without malformation, bone only after an accident at 21](GEN063) are on record (quoted).",
}  # fmt: skip
_TELLS = "What tells is swelling after swelling, each within days and at another place, that leaves stiffness (our judgement)."
_FAST = "With a swelling that came [fast](DDX058), it is FOP until the gene is read."
_EARLY = "No bone yet: now is when most can be prevented (our judgement)."
_STIFF = "A [fused neck](GEN062) goes with it (quoted)."
_KIN = "It is [inherited as a dominant trait](GEN001), though most variants [are new](GEN006) (quoted)."


def sign(p: "Patient") -> str:
    """Which sign of FOP the patient has, as a key of _SIGN."""
    if p.toes != "ordinary":
        return p.toes.split("-")[0]
    return "thumbs" if p.thumbs else "quiet" if p.quiet else "accident" if p.accident else "slow"


def _why_fop(p: "Patient") -> list[Said]:
    found = [say(_SIGN[sign(p)])]
    if p.toes == "ordinary":
        found.append(say(_TELLS))
    elif p.lump == "sudden":
        found.append(say(_FAST))
    elif not p.lump:
        found.append(say(_EARLY))
    if p.neck:
        found.append(say(_STIFF))
    if p.parent:
        found.append(say(_KIN))
    return found


# ---- which condition

_TOES = "The toes are ordinary; that alone would not exclude FOP ([normal toes](GEN067), quoted), but no other swelling ever came."
# By (condition, option), where it is not FOP that is right.
_WHICH = {
    ("fop", "poh"): "POH begins [in the skin, in infancy](GEN076) (quoted); here the skin is ordinary and the trouble deep. Called POH, it may be "
                    "operated on: there [some lesions are cut out](SUR033), in FOP [none](SUR030).",
    ("fop", "poh-before"): "POH begins [in the skin, in infancy](GEN076) (quoted); here the skin is ordinary, and the toes are not. Called POH, nobody "
                           "holds the needle back.",
    ("fop", "aho"): "Albright osteodystrophy shows [a build, and bone under the skin](GEN129) (quoted); neither is here. Nobody who hears that "
                    "name holds back a needle, a knife or force.",
    ("fop", "acquired"): "No injury explains it, and none explains the rest of the card. Whoever calls it acquired goes on as planned.",
    ("fop", "acquired-knock"): "A knock does not make it acquired: [48 %](GEN032) of recent flare-ups in a survey followed an injury. Whoever calls "
                               "it that goes on as planned.",
    ("fop", "acquired-before"): "No injury, no operation, no bone: there is nothing acquired here. The toes have been like this since birth.",
    ("fop", "tumour"): "It is what FOP is taken for: [87 %](GEN010) of replies had another diagnosis first (quoted), often [cancer](GEN011). Bone was cut out in "
                       "[36](GEN014), chemotherapy given to [14](GEN015), radiation to [7](GEN016). The feet come first.",
    ("fop", "tumour-before"): "There is no lump. Later, FOP is often [taken for cancer](GEN011) (quoted): who says *great toes* today prevents it.",
    ("poh", "poh"): "Bone that begins [in the skin in infancy](GEN076) and spreads inwards is POH (quoted). GNAS was at fault in [13 of 18](GEN072), and "
                    "the variant comes [from the father](GEN073).",
    ("poh", "aho"): "Close: one gene, perhaps [one spectrum](GEN079) (quoted), one test. But it spreads [into muscle and tendon](GEN076), and the build of "
                    "Albright osteodystrophy is not there.",
    ("poh", "fop"): "Safe, for FOP's rules harm nobody while a test is out (our judgement). But FOP begins deep, in swellings that come "
                    "[fast](DDX058); this began in the skin.",
    ("poh", "acquired"): "No injury and no operation, and it began in [infancy](GEN076) (quoted). Called acquired, the family is never told.",
    ("poh", "tumour"): "Plates that spread for years in one limb are not one growing lump. Safe to think of; GNAS answers sooner (our judgement).",
    ("aho", "aho"): "[Short, a round face, short hand bones, bone under the skin](GEN129): Albright osteodystrophy (quoted).",
    ("aho", "poh"): "Close: one gene, perhaps [one spectrum](GEN079) (quoted), one test. But nothing spreads inwards, and POH often [lacks this "
                    "build](GEN079).",
    ("aho", "fop"): "Safe, for FOP's rules harm nobody while a test is out (our judgement). But no deep swelling ever came, and the bone lies in the skin.",
    ("aho", "acquired"): "No injury and no operation: bone in the skin with [this build](GEN129) has a name (quoted), and hormones to look at.",
    ("aho", "tumour"): "Spots that have not grown for years, in several places, are no growing lump.",
    ("acquired", "acquired"): "An operation, and bone beside that joint alone: nothing anywhere else, ever. " + _TOES,
    ("acquired", "acquired-kick"): "A blow, and a lump where it fell: nothing anywhere else, ever. " + _TOES,
    ("acquired", "acquired-cord"): "A cord injury, and bone beside one joint below it: nothing anywhere else, ever. " + _TOES,
    ("acquired", "acquired-knock"): "A fall, a swelling where it hit, the first one ever: a bruise, or early HO in muscle. " + _TOES,
    ("acquired", "acquired-well"): "Toes straight, no lump, nothing stiff: nothing points to bone where none belongs. That somebody looked is what counts: the "
                                   "sign [is there at birth](GEN007).",
    ("acquired", "fop-knock"): "Fair to think of: ordinary toes [do not exclude it](GEN066) (quoted), and [48 %](GEN032) of recent flare-ups in a survey followed an "
                               "injury. But it is the first, and the fall explains it. A second one elsewhere asks for the gene (our judgement).",
    ("acquired", "fop-well"): "Safe, and unlikely: the toes are ordinary. The rare variants [with ordinary toes](GEN067) (quoted) show later, by swellings.",
    ("acquired", "poh-knock"): "POH begins [in the skin, in infancy](GEN076) (quoted). The skin is ordinary.",
    ("acquired", "poh-well"): "POH begins [in the skin, in infancy](GEN076) (quoted). The skin is ordinary.",
    ("acquired", "aho-knock"): "No bone in the skin, no [build of Albright osteodystrophy](GEN129) (quoted).",
    ("acquired", "aho-well"): "No bone in the skin, no [build of Albright osteodystrophy](GEN129) (quoted).",
    ("acquired", "tumour-knock"): "Fair to think of: what came within days shrinks or hardens, and what [grows](DDX044) (quoted) or [wakes at night](DDX040) is "
                                  "referred. The next image tells.",
    ("acquired", "tumour-well"): "There is no lump.",
    ("acquired", "fop"): "Safe, and unlikely: toes ordinary, one place, a cause there. A second swelling where nothing happened would change that.",
    ("acquired", "poh"): "POH begins [in the skin, in infancy](GEN076) (quoted). This began where the injury or operation was, when it was.",
    ("acquired", "aho"): "No bone in the skin, no [build of Albright osteodystrophy](GEN129) (quoted), and a cause at the place.",
    ("acquired", "tumour"): "Unlikely: bone beside the injured or operated joint, with a cause and a date. Pain that [wakes at night](DDX040) would change that.",
    ("acquired", "tumour-kick"): "Never quite out of mind: early HO in muscle [looks malignant](DDX041) (quoted). Here a blow, and walking that gets easier, speak for "
                                 "HO; pain that [wakes at night](DDX040) would not.",
    ("tumour", "tumour"): "[Deep and growing](DDX044) (quoted), without a blow, and it [wakes at night](DDX040): a tumour until shown otherwise (our judgement).",
    ("tumour", "acquired"): "No blow, no operation: nothing to acquire it from. Called HO, it is watched while it grows.",
    ("tumour", "fop"): "Toes ordinary, one lump, and it took weeks instead of days. Called FOP, nobody takes [the biopsy](DDX040) that it needs once the "
                       "images are there.",
    ("tumour", "poh"): "POH begins [in the skin, in infancy](GEN076) (quoted). Called POH, it waits for a gene while it grows.",
    ("tumour", "aho"): "No bone in the skin, no [build of Albright osteodystrophy](GEN129) (quoted). It waits while it grows.",
}  # fmt: skip
_PARENT = {
    ("poh", "father"): "The father's side fits: the same variant goes with POH or with Albright osteodystrophy, [depending on the parent](GEN075) it came from.",
    ("aho", "mother"): "From the mother it comes [with hormone resistance](GEN130): PHP (quoted).",
    ("aho", "father"): "From the father it comes [without hormone resistance](GEN130): PPHP (quoted).",
}  # fmt: skip
_SMALL = "Growth that lagged before birth [went with the father's variant](GEN074)."


def _of(texts: dict[tuple[str, str], str], p: "Patient", option: str, now: str) -> str:
    """The text of an option, in the words for this patient where there are some."""
    bare = "before" if now == "fop" else "well"
    ending = p.cause or ("knock" if p.knock or p.accident else "" if p.lump or p.skin else bare)
    return texts.get((now, f"{option}-{ending}")) or texts[now, option]


def which_reason(p: "Patient", option: str, word: str, now: str) -> Said:
    if option == now == "fop":
        return together(*_why_fop(p))
    found = [say(_of(_WHICH, p, option, now))]
    if option == now and (now, p.parent) in _PARENT:
        found.append(say(_PARENT[now, p.parent]))
    if option == now and p.small:
        found.append(say(_SMALL))
    return together(*found)


# ---- the four harms, in FOP

HARM = {
    "biopsy": "A biopsy [can start permanent bone](GEN018) and is [never indicated](INT115) in FOP; the gene in a blood sample answers.",
    "injection": "Of people with FOP given an injection into muscle [25 %](GEN012) had a flare-up there at once, and in [84 %](GEN013) of those bone "
                 "formed. Vaccines go [under the skin where licensed, never in a flare-up](INT115).",
    "block": "A block of the jaw nerve [can start permanent bone](GEN018): the jaw may close for good (our judgement). The dentist is told today.",
    "operation": "Cutting bone out in FOP [provokes new bone](SUR030); any operation [can start it](GEN018).",
    "stretching": "Passive movement is [not done](GEN084) in FOP, and overstretching [can start a flare-up](REH040). Moving actively is [encouraged at "
                  "all ages](GEN084).",
}  # fmt: skip

# ---- what next

_ACVR1 = (
    "ACVR1, from a blood sample: a vein [may be used](INT115). Until it is read everyone who treats {0} is told: no biopsy, no operation, no "
    "needle into muscle, no force ([experts agree](GEN017))."
)
_NEXT = {
    ("fop", "none"): "What is planned is harm, and nobody is told. In FOP an injection or a cut [can start bone](GEN018), and force "
                     "[a flare-up](REH040).",
    ("fop", "gnas"): "The wrong gene: it is not ACVR1, and weeks pass (our judgement). Taking blood does no harm; a geneticist who sees the feet "
                     "will ask for [ACVR1](GEN001).",
    ("fop", "image"): "Images need no needle into muscle and do no harm. They show a swelling or bone; they do not read [the gene](GEN001), and weeks pass "
                      "with everyone else unwarned.",
    ("fop", "image-before"): "There is nothing to image but [the feet](DDX056), and a film of them reads no gene. Harmless, and weeks pass with everyone "
                             "else unwarned.",
    ("fop", "centre"): "It may lead to a biopsy. [36](GEN014) people had bone cut out, [14](GEN015) chemotherapy and [7](GEN016) radiation before FOP was named (quoted). "
                       "Say *great toes* and *swellings* first.",
    ("fop", "biopsy"): HARM["biopsy"],
    ("fop", "operate"): HARM["operation"],
    ("fop", "operate-before"): "There is nothing to cut out, and any operation [can start bone](GEN018).",
    ("fop", "stretch"): HARM["stretching"],
    ("poh", "gnas"): "GNAS, from a vein; found in [13 of 18](GEN072), so a clear test does not exclude POH. Ask which parent, and show the child to those who "
                     "know hormones. If it is clear, ACVR1 is read too: [normal toes](GEN067) exclude nothing (quoted).",
    ("poh", "none"): "It spreads, and the family is not told what it is. [GNAS](GEN071) is one blood sample.",
    ("aho", "none"): "Nothing presses; but the hormones may need treatment ([from the mother](GEN130), quoted), and nobody has looked.",
    ("tumour", "none"): "A lump that [grows](DDX044) (quoted) and [wakes at night](DDX040) is not left to the next visit.",
    ("poh", "acvr1"): "Harmless, and the second test: what began in the skin asks for [GNAS](GEN071) first.",
    ("poh", "image"): "It shows how deep the plates reach, and not why. The cause is in [GNAS](GEN071).",
    ("poh", "centre"): "Not one growing lump. Safe, and a long way round to [GNAS](GEN071).",
    ("poh", "biopsy"): "A piece of a plate shows bone, which the film showed already. Blood answers without a cut. We read of no harm by a biopsy in "
                       "POH; in FOP it [does harm](GEN018), so where the story is in doubt the gene comes first (our judgement).",
    ("poh", "operate"): "Removing widespread lesions was [often followed by recurrence or complications](SUR033) (quoted); single, clear-cut ones can be "
                        "removed. Not here, and not before the genes are read (our judgement).",
    ("poh", "stretch"): "Never forced: no row says that force helps in POH, and in FOP, which no gene has excluded yet, it [does harm](REH040) (our judgement).",
    ("aho", "gnas"): "GNAS, from a vein; which parent decides [whether hormones are resisted](GEN130) (quoted), so those who know hormones see the child.",
    ("aho", "acvr1"): "Harmless, and for nothing on this card: the bone lies in the skin.",
    ("aho", "image"): "It shows the spots, which fingers found already. [GNAS](GEN071) and the hormones are the question.",
    ("aho", "centre"): "Spots that have not grown for years need no tumour centre.",
    ("aho", "biopsy"): "It shows bone in the skin, which is what the finger felt. Blood answers without a cut (our judgement).",
    ("aho", "operate"): "Nothing hurts or blocks: there is nothing to gain (our judgement).",
    ("aho", "stretch"): "Nothing is stiff, and nothing is ever forced (our judgement).",
    ("acquired", "image-kick"): "Early HO in muscle is likely: [image it again, no early biopsy](DDX041) (quoted). Ultrasound shows it [while film is blind](IM62). It "
                                "hardens from the edge inwards. Move [actively, inside the free range](REH009).",
    ("acquired", "image"): "The film is the first picture; the next shows whether it grows (our judgement). Move inside the free range, [without force](REH009); whether it blocks enough to be cut out "
                           "is asked later.",
    ("acquired", "image-cord"): "The film is the first picture; the next shows whether it grows (our judgement). Keep it moving gently, inside the free range, [without force](REH020). Warm or newly swollen: "
                                "seen [the same day](REH032), for a clot and a break too.",
    ("acquired", "image-knock"): "Ultrasound now, and again in some weeks: a bruise shrinks, HO [hardens from the edge](DDX041) (quoted). And the feet are written "
                                 "down as seen: a second swelling asks for ACVR1 (our judgement).",
    ("acquired", "image-well"): "There is nothing to image.",
    ("acquired", "acvr1-knock"): "Safe, and early: a vein, no needle into muscle. Ordinary toes [do not exclude FOP](GEN066) (quoted); a first swelling after a fall does "
                                 "not yet ask for the gene (our judgement).",
    ("acquired", "acvr1-well"): "Harmless, and nothing asks for it: the toes are ordinary and nothing has swollen.",
    ("acquired", "gnas-knock"): "Harmless, and nothing on the card asks for it: bone of that kind begins [in the skin](GEN076) (quoted).",
    ("acquired", "centre-well"): "There is no lump.",
    ("acquired", "biopsy-well"): "There is nothing to take a piece of: a cut for nothing is harm (our judgement).",
    ("acquired", "operate-well"): "There is nothing to cut out: a cut for nothing is harm (our judgement).",
    ("acquired", "stretch-well"): "Nothing is stiff, and a baby is never forced (our judgement).",
    ("acquired", "none-well"): "A vaccine, and the next visit. The feet were looked at, which is the whole of it.",
    ("acquired", "none"): "Safe for now, and it leaves the next surprise to chance: an image now is what a later one is compared with.",
    ("acquired", "operate-knock"): "Nothing yet that an operation could help, and a wound for nothing is harm (our judgement). Ordinary toes [do not exclude "
                                   "FOP](GEN066) (quoted), in which it would [start bone](GEN018).",
    ("acquired", "centre-knock"): "Safe: asking those who treat tumours early does no harm (our judgement). Images now and [again](DDX041) usually answer (quoted).",
    ("acquired", "biopsy-knock"): "Early HO in muscle [looks malignant](DDX041) (quoted): a biopsy misleads. And ordinary toes [do not exclude FOP](GEN066) (quoted), in "
                                  "which it would [start bone](GEN018).",
    ("acquired", "stretch-knock"): "A fresh swelling is not forced (our judgement): in burned elbows it was followed by [ankylosis](INT083), in FOP, which ordinary toes "
                                   "[do not exclude](GEN066) (quoted), it [can start a flare-up](REH040).",
    ("acquired", "acvr1"): "Harmless, and nothing on the card asks for it: ordinary toes, one place, a cause. A second swelling elsewhere would.",
    ("acquired", "gnas"): "Harmless, and nothing on the card asks for it: bone of that kind begins [in the skin](GEN076) (quoted).",
    ("acquired", "centre-kick"): "Safe: asking those who treat tumours early does no harm (our judgement). Images now and [again](DDX041) usually "
                                 "answer (quoted).",
    ("acquired", "centre"): "Safe, and a long way round: bone beside the injured joint, with a date, does not ask for it.",
    ("acquired", "biopsy-kick"): "Under the microscope early HO in muscle [looks malignant](DDX041) (quoted): a biopsy misleads.",
    ("acquired", "biopsy"): "The film shows bone at the place of its cause. A cut would answer nothing (our judgement).",
    ("acquired", "operate"): "HO is cut out when it [is troublesome and enough bone has formed](SUR002). After {0} days neither is shown, and a wound for nothing is "
                             "harm (our judgement).",
    ("acquired", "stretch"): "Movement beyond the pain-free range was followed by [ankylosis](INT083) in burned elbows, and a joint with forming bone is "
                             "[not forced](REH020).",
    ("tumour", "centre"): "[CT and MRI, then a specialist's biopsy](DDX040), in that order and in one place.",
    ("tumour", "image"): "The images are right and the weeks are not: a lump that [grows](DDX044) (quoted) and [wakes at night](DDX040) is referred now.",
    ("tumour", "acvr1"): "Harmless, but a gene takes weeks (our judgement), and the lump [grows](DDX044) (quoted).",
    ("tumour", "gnas"): "Harmless, but a gene takes weeks (our judgement), and the lump [grows](DDX044) (quoted).",
    ("tumour", "biopsy"): "Images first, then [a specialist's biopsy](DDX040), planned by those who would operate (our judgement).",
    ("tumour", "operate"): "Cut out unprepared, a tumour is spread or left (our judgement). [Images and a specialist's biopsy](DDX040) come first.",
    ("tumour", "stretch"): "Force on a [growing](DDX044) (quoted) lump answers nothing and may break a weak bone (our judgement).",
}  # fmt: skip


def next_reason(p: "Patient", option: str, word: str, now: str) -> Said:
    if now == "fop" and option == "acvr1":
        return say(_ACVR1, "her" if p.sex == "f" else "him")
    text = _of(_NEXT, p, option, now)
    return say(text, p.day) if "{0}" in text else say(text)


# ---- what to stop

_ALSO = "And the other three go into every record, today: [all four](GEN017) are harm in FOP."
_GOES_ON = {
    "biopsy": "The biopsy goes ahead tomorrow. ",
    "injection": "The injection goes ahead today. ",
    "block": "The block goes ahead this afternoon. ",
    "operation": "The operation goes ahead tomorrow. ",
    "stretching": "The stretching goes ahead this afternoon. ",
}
# Harm outside FOP, by what is planned and in whom.
_HARM = {
    ("poh", "operation"): "Removing widespread lesions was [often followed by recurrence or complications](SUR033) (quoted), and no gene has been read.",
    ("acquired", "stretching"): "Stretched past the stop, a joint with forming bone may stiffen for good: that followed in [burned elbows](INT083), and "
                                "force is [not used](REH020).",
    ("acquired", "biopsy"): "A piece taken now [looks malignant](DDX041) and misleads (quoted): images first, and again.",
    ("tumour", "biopsy"): "Right in the end, wrong here and tomorrow: [images first, then a specialist's biopsy](DDX040).",
    ("tumour", "operation"): "Not cut out here: [images first, then a specialist's biopsy](DDX040), and those who treat tumours plan the rest (our judgement).",
}  # fmt: skip
_EARLY_INJECTION = (
    "Over-careful, and cheap: under the skin where licensed, or some weeks later, when the swelling has shown what it is. Ordinary toes [do not exclude "
    "FOP](GEN066) (quoted), in which it [would be harm](GEN012)."
)
_FINE = {
    "": "Nothing is planned that could harm.",
    "injection-knock": "A vaccine into another muscle: the feet are ordinary and no other swelling ever came. Who would rather wait, or give it under the skin, "
                       "is not wrong (our judgement).",
    "injection": "A vaccine into muscle: nothing on the card speaks against it. The feet were looked at, the skin is ordinary, and no other swelling ever came "
                 "(our judgement).",
}  # fmt: skip
_IDLE = {
    "biopsy": "No biopsy is planned.",
    "injection": "No injection is planned.",
    "operation": "No operation is planned.",
    "stretching": "No stretching is planned.",
}
_NOT_THIS = (
    "Stopping it needlessly costs a vaccine. Nothing on the card points to FOP, where it [would be harm](GEN012)."
)
_TOO_MUCH = {
    "tumour": "It stops the tumour centre's biopsy too, which this lump [needs](DDX040) once the images are there.",
    "else": "Safe, and too much: these four are the rule [in FOP](GEN017), which nothing on this card points to.",
    "harm": "Safe, for it stops what would harm, and too much: the other three are the rule [in FOP](GEN017).",
}


def stop_reason(p: "Patient", option: str, word: str, now: str, act: str, harm: bool) -> Said:
    """`act` is what is planned, in the words of the options."""
    if now == "fop":
        return _stop_fop(p, option, act)
    if option == "all":
        return say(_TOO_MUCH["tumour" if now == "tumour" else "harm" if harm else "else"])
    if harm:
        why = _HARM[now, act]
        return say(why if option == act else _GOES_ON[act] + why)
    if option == "nothing":
        return say(_FINE[f"{act}-knock" if act and p.knock else act])
    if option == act:
        return say(_EARLY_INJECTION if word == "acceptable" else _NOT_THIS)
    return say(_IDLE[option])


def _stop_fop(p: "Patient", option: str, act: str) -> Said:
    harm = HARM[p.planned]
    if option == "all":
        return together(say(harm), say(_ALSO))
    if option == act:
        return say(harm + " The other three are not planned today, and would be next week: say [all four](GEN017).")
    return say(_GOES_ON[p.planned] + harm)


NOTES = (
    "Order of the rules: the great toes, or swellings that come within days at place after place; then bone that began in the skin; then a lump "
    "that grows without a blow; only then is HO acquired. FOP comes first because the other answers harm it. Two such swellings or more, each at another place, "
    "count without the toe sign: our judgement.",
    "Ordinary toes and FOP: one published table of rare variants, a family or a few people for each ([L196P](GEN063), [R258S](GEN066), [G328R](GEN067), "
    "[R375P](GEN070); one short toe: [R202I](GEN064)), quoted. In this drill they are far more common than in life, where about [97 %](GEN003) carry "
    "R206H, with [the toe sign](GEN007).",
    "Toes in POH: that they are ordinary is the word of [a patients' page](GEN077), not of a study we read. The cards follow it, the rules do not use it.",
    "Percentages of injections are those of [a survey](GEN012), told by patients. Of imaged flare-ups [26.9 %](GEN042) had new bone on CT by day 84: another "
    "question, another denominator.",
    "No card is a real person. No card has fever, a hot joint or a newly swollen leg: those [come first](DDX027), whatever the toes. Nor does any drool or "
    "struggle for breath: a swelling at the front of the neck or under the jaw is [an emergency](GEN132).",
    "What helps in a flare-up (a short course of a steroid, for some places) is for the FOP expert and the prescriber: [its limits](GEN086).",
    "Unsafe: it does harm, lets it be done, or leaves a tumour to grow. Acceptable, but: safe, yet slow, unlikely, needless or telling little.",
    "The patients are made up. The number names the patient: number 17 is the same for everybody.",
    "For learning, not for treating a patient. Follow the rules of the place where you work.",
)
