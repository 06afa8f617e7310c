"""The evidence board: the dispute over movement and HO, study by study, each placed by direction and by certainty."""

from dataclasses import dataclass

from hoedu.drills.base import ROW
from hoedu.explorers.base import CERTAINTY, CERTAINTY_NOTE, READ_NOTE
from hoedu.wording import COMFORT, FORCE, GENTLE, STILL, Criterion, Danger

DIRECTIONS = (("harms", "movement harms"), ("unknown", "no difference known"), ("helps", "movement helps"))


@dataclass(frozen=True, slots=True)
class Study:
    """One card. `also` are places that can be defended beside ours; `why` gives the reason for ours."""

    key: str
    name: str
    short: str  # what stands on the small board
    animal: bool
    design: str
    moved: str  # what was done to the joint
    found: str  # inline Markdown
    direction: str
    certainty: str  # of CERTAINTY: how sure the study makes us of what it says, in the species it studied
    why: str
    also: tuple[str, ...] = ()


STUDIES = (
    Study(
        "daud", "Daud 1993", "Daud", False, "Cohort, 91 people with cord injury; read in another source",
        "Gentle passive movement: begun in the first week, or later",
        "All [10](REH001) people with HO were among the [56](REH001) whose passive movement began on day 7 or later.",
        "helps", "uncertain",
        "An early start went with less HO, [0 of 35 against 10 of 56](TRI052). Ten events, nobody drawn by lot: those who started late may have "
        "been the sicker ones. The [authors](daud1993) read it the other way: moving joints that already tighten did the harm. We [read it where "
        "another source repeats it](INT082).",
        ("unknown", "harms"),
    ),
    Study(
        "crawford-force", "Crawford 1986, the moved and stretched", "Crawford: force", False, "Case series, 12 people with HO after burns",
        "Passive and active-assisted movement, especially beyond the pain-free range",
        "Those who persisted with it [went on to ankylosis](INT083) and needed an operation.",
        "harms", "uncertain",
        "Movement by others, above all past pain, went with fused elbows; force and help cannot be told apart in it. [Twelve of 1066](INT083) burned "
        "people, looked at afterwards, and the stiffest joints may have been the ones that were stretched. What the rabbits show makes force the "
        "more believable part.",
        ("probable",),
    ),
    Study(
        "crawford-active", "Crawford 1986, the active", "Crawford: active", False, "The same series",
        "Active exercise inside the pain-free range",
        "Those who moved [actively, without pain](REH009), ended with excellent range.",
        "helps", "uncertain",
        "The same paper stands on both sides, because two different things were done. [Active inside comfort](INT085) did well; the milder "
        "joints may have been the ones that could.",
    ),
    Study(
        "casavant", "Casavant 2006", "Casavant", False, "A hand therapists' review",
        "Whatever an order means by passive movement",
        "The ban on passive movement [rests on anecdotes about forcible manipulation](REH011), it argues.",
        "unknown", "uncertain",
        "An argument, not a comparison: [gentle movement is one thing, manipulation another](REH011). That nobody showed harm is not "
        "the same as shown to be safe.",
        ("helps",),
    ),
    Study(
        "scalzitti", "Scalzitti 2003", "Scalzitti", False, "One worked case, an elbow after trauma",
        "Passive movement, asked about; an active programme, given",
        "Questions [a blanket order against it](REH012): talk with the surgeon, and begin an active programme meanwhile.",
        "unknown", "uncertain",
        "A lesson in asking the question: what evidence lies [behind the order](REH012)? One case decides nothing.",
    ),
    Study(
        "siegel", "Siegel 2024", "Siegel", False, "Scoping review, 5 studies of elbows with HO",
        "Passive against active programmes",
        "[Contradictory](REH010): passive movement worked in fewer than half, and half of those in active programmes avoided an operation.",
        "unknown", "contested",
        "[Five small studies](INT084) that disagree, none of them with groups drawn by lot. A scoping review maps; it does not pool.",
        ("uncertain",),
    ),
    Study(
        "stover", "Stover 1975", "Stover", False, "Series, 250 people with cord injury; the other side as control in some",
        "An aggressive passive programme, once HO had begun",
        "The authors [saw no sign](RF100) that exercise added bone, and [advise it](stover1975).",
        "unknown", "uncertain",
        "No sign of harm, in [a series with hardly any controls](RF100), and its authors speak for vigour. It does not support forcing a joint.",
        ("helps",),
    ),
    Study(
        "durovic", "Durovic 2009", "Durovic", False, "Randomised trial, 29 people with cord injury",
        "Range-of-motion exercise in both groups; a magnetic field in one",
        "HO in [0 of 14 against 5 of 15](TRI050).",
        "unknown", "uncertain",
        "The only random draw on the board, and it says nothing about movement: [both groups moved](TRI050).",
    ),
    Study(
        "stoira", "Stoira 2021", "Stoira", False, "Cohort of the critically ill with COVID-19 (letter)",
        "Nothing: long immobilisation was recorded",
        "[Long immobilisation](RF124) was the only factor that stood by itself.",
        "helps", "uncertain",
        "Lying still went [with HO](RF124). That the still are also the sickest, no model takes away for sure; and nobody was moved to find out.",
        ("unknown",),
    ),
    Study(
        "michelsson-force", "Michelsson 1983", "Michelsson 1983", True, "Rabbits",
        "Repeated force on joints that had been held still",
        "[Bone in the muscle](K93), more with longer stillness and more frequent handling. Each part alone: none to speak of.",
        "harms", "probable",
        "Done again in the same model: [bone in almost all](K95) by weeks 4 to 5. Sure enough, in rabbits, about force on a stiff "
        "joint. Gentle movement of a free joint [was not what harmed](K93).",
        ("well supported",),
    ),
    Study(
        "michelsson-still", "Michelsson 1990", "Michelsson 1990", True, "Rabbits",
        "None: the muscle was held short and left alone",
        "The muscle [died in part, and made no bone](K94).",
        "unknown", "uncertain",
        "Stillness alone damaged muscle [without making bone](K94); the authors take the added injury of handling to be the missing step. It "
        "points the way of 1983, but moved nobody.",
        ("harms",),
    ),
    Study(
        "huber", "Huber 2020", "Huber", True, "Mice, burn and cut tendon",
        "Free movement against a joint held still",
        "Held still, the mice [made no HO](K66).",
        "harms", "uncertain",
        "In mice, load helped bone to form. One group's work, and people are not mice: [immobility](K67) is listed as a risk factor in them. Do not "
        "read it as an order to keep patients still.",
        ("probable",),
    ),
    Study(
        "agarwal", "Agarwal 2019", "Agarwal", True, "Mice, the first days after injury",
        "Movement of the injured limb",
        "Movement [broke up the nets of white cells](K36) and kept the alarm going.",
        "harms", "uncertain",
        "A mechanism, and [a plausible one](K36). It measures inflammation, not a patient's range.",
        ("unknown",),
    ),
)  # fmt: skip

VERDICT = (
    "Taken together, the board supports this: what did harm was force, in rabbits' joints that had been held still and in burned elbows "
    "moved by others, above all past pain; what went well in people was an early start and movement inside comfort. Gentle passive against active movement "
    "has not been compared fairly, so there nobody knows."
)
SURE = (
    ("Never force an inflamed or stiff joint", "probable", "Rabbits [point this way](REH060), and so does [a burn series](INT083); [one old series](RF100) of a vigorous programme saw no harm."),
    ("Begin early, gently, inside comfort", "uncertain", "A cohort, a series and expert advice [agree](INT098); no trial isolates it."),
    ("Gentle passive or active", "contested", "[Five small studies](REH010) disagree."),
    ("No passive movement in FOP", "well supported", "[Consensus of experts](REH040), [a clinical reference](genereviewsfop), and a survey of what [injections into muscle](INT099) do. None of these studies had a person with FOP."),
)  # fmt: skip

STOPS = (r"\bstop", r"\bstep back\b", r"\bless if\b", r"\bback off\b", r"\bpause\b", r"\bhold (?:off )?if\b")
SIGNS = (
    r"\bswell", r"\bswollen\b", r"\bwarm", r"\bhot\b", r"\bred\b|\bredness\b", r"\bfever", r"\bnext day\b", r"\bpain (?:rises|increases|is worse)\b", r"\bmore pain\b",
)  # fmt: skip
_FOP = r"\b(?:fop|fibrodysplasia)\b"
_NONE = r"(?:problem|reason|matter|issue|worry|bar|harm|limit|concern|difference|obstacle|contraindication)\b"
# The no belongs to FOP: before it, or right after it.
NO_FOP = (
    rf"(?:\b(?:not|never|no|nobody|none)|n't) (?!(?:a |an )?{_NONE})(?:\w+ ){{0,5}}{_FOP}",
    rf"\b(?:exclud\w*|except|unless|without|refer\w*|out of|rul\w+ out|out) (?:\w+ ){{0,4}}{_FOP}",
    rf"{_FOP}[:,]? *(?:is |are )?(?:never|no|none|nobody|not|out)\b(?! (?:a |an )?{_NONE})",
    rf"{_FOP}[:,]? *(?:\w+ ){{0,3}}(?:never|must not|may not|should not|cannot|forbidden|excluded|contraindicated|ruled out|out first)\b",
    rf"{_FOP}[:,]? *(?:(?!not\b|no\b|never\b)\w+ ){{0,2}}(?:refer|stop|exclude)",
)
PRESCRIPTION = (
    Criterion("how", "Active, or gentle", "The movement that went well was [active](REH009), or [gentle](REH008).", (GENTLE,)),
    Criterion("comfort", "Inside comfort", "The border is [pain](REH009), or what shows [the next day](REH008) where pain is not felt.", (COMFORT,)),
    Criterion("force", "Never forced, in so many words", "Force did harm [in rabbits](REH060), and is feared in people. A reader who finds nothing about it may add it.", denied=FORCE),
    Criterion("stop", "What to stop for", "Name it: [swelling, warmth or pain that rises the next day](REH008).", (STOPS, SIGNS), sentence=True),
    Criterion("who", "Who must not have it: FOP", "In FOP [passive movement is forbidden](REH040). Say so in the same line.",
              (NO_FOP,), sentence=True),
)  # fmt: skip
DANGERS = (
    Danger("force", "It reads as if the joint were to be forced", "[Force](REH060) is never right. If you deny it, put the word beside it: never, without.", FORCE),
    Danger("still", "It reads as if the joint were to be kept still", "[Resting alone](REH008) tends towards ankylosis.",
           STILL),
    Danger("fop", "It reads as if FOP were no reason to stop", "In FOP [passive movement is forbidden](REH040).",
           (rf"{_FOP} (?:\w+ ){{0,3}}(?:may|can|could)\b(?! be\b)", rf"{_FOP} (?:\w+ ){{0,3}}(?:may|can|could) be (?:\w+ )?(?:stretch|mov)\w*",
            rf"{_FOP} (?:is |are )?(?:fine|safe|ok|okay|allowed)\b", rf"\bstretch\w* (?:(?!not\b|never\b|no\b)\w+ ){{0,3}}{_FOP}",
            rf"\b(?:good|fine|safe|ok|okay|suitable|allowed|also|even|including) (?:(?:in|for|with) )?(?:\w+ ){{0,2}}{_FOP}",
            rf"\b(?:no|not|never) (?:a |an )?{_NONE}", r"\b(?:does|do)(?: not|n't) matter\b"), (_FOP,)),
)  # fmt: skip
MODEL_LINE = (
    "Move the elbow actively or gently assisted, inside the pain-free range, little and often, never forced; stop and tell us if swelling, warmth "
    "or pain is up the next day; not in FOP."
)

NOTES = (
    "Place each study by what it says about movement and HO, and by how sure it makes you of that *in the species it studied*.",
    CERTAINTY_NOTE,
    "Our places are a judgement. Where another place can be defended, it is marked so.",
    READ_NOTE,
    "The checklist reads words, not meaning. For learning, not for treating a patient.",
)


@dataclass(frozen=True)
class Board:
    name: str = "evidence-board"
    title: str = "Does movement harm, help, or does nobody know?"
    todo: str = "Place each study, then compare with ours, then write the prescription."
    notes: tuple[str, ...] = NOTES

    def texts(self) -> list[str]:
        studies = [text for study in STUDIES for text in (study.found, study.why)]
        return [*studies, *(why for _, _, why in SURE), *(one.why for one in (*PRESCRIPTION, *DANGERS)), *self.notes]

    def rows(self) -> list[str]:
        return list(dict.fromkeys(row for text in self.texts() for row in ROW.findall(text)))


def build() -> Board:
    return Board()


assert {study.certainty for study in STUDIES} <= set(CERTAINTY)
