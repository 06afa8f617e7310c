"""The claim review: the article the workbook grew from, claim by claim; a verdict, then a better sentence."""

from dataclasses import dataclass

from hoedu.drills.base import ROW
from hoedu.explorers import teach_back
from hoedu.explorers.base import CERTAINTY_NOTE
from hoedu.seeds import PARTS, VERDICTS, Claim, claims
from hoedu.wording import FORCE, Criterion, Danger, asked_for, met, read

LEAST, MOST = 6, 70  # words of one sentence or two
LONGEST = 600  # characters of the box

MEANING = {
    "right": "good sources say so, for the people it speaks of",
    "imprecise": "true in part, or of some: who, when or how much is missing",
    "wrong": "good sources say otherwise",
    "unproven": "it may be so; nobody has shown it",
}
PART_LABELS = {
    "terminology": "The word", "definition": "What it is", "cause": "Causes", "risk": "Risk", "sign": "Signs", "mimic": "Look-alikes",
    "test": "Tests", "treatment": "Treatment", "rehabilitation": "Rehabilitation", "prevention": "Prevention", "outlook": "Outlook",
    "reference": "The reference",
}  # fmt: skip
# Ten to begin with: most parts, every verdict.
FIRST = ("SEED01", "SEED04", "SEED08", "SEED13", "SEED20", "SEED22", "SEED23", "SEED30", "SEED42", "SEED43")

_NUMBER_WORD = r"(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|hundred|thousand|million)"
_WHO = (
    r"\b(?:hips?|knees?|elbows?|shoulders?|ankles?|thighs?)\b", r"\bacetabul", r"\bspin(?:e|al)\b", r"\bcord\b", r"\bbrain\b", r"\bhead injur", r"\bstroke", r"\bburn",
    r"\bfractur", r"\barthroscop", r"\barthroplast", r"\breplacement", r"\bamput", r"\b(?:contusion|bruise|blow|kick)", r"\b(?:cadets?|footballers?|athletes?|soldiers?)\b",
    r"\b(?:child|children|adults?|men|women|girls?|boys?)\b", r"\b(?:intensive care|icu|critically ill)\b", r"\b(?:fop|fibrodysplasia)\b", r"\b(?:high|low)[- ]risk\b",
    r"\b(?:sci|tbi|tha|thr)\b", r"\b(?:mice|mouse|rats?|rabbits?|human tissue)\b", r"\blocal injury\b", r"\bsuspected\b",
)  # fmt: skip
_SURE = (
    r"\b(?:may|might|could)\b", r"\b(?:probabl|possibl|likel|perhaps|uncertain|unclear|unknown|unproven|contested|disput|disagree|certain)", r"\bwell supported\b",
    r"\b(?:not|never|n't|no longer) (?:\w+ ){0,2}(?:known|shown|proven|proved|tested|clear|clearly|sure|established|studied)\b", r"\bno (?:\w+ )?(?:trials?|stud(?:y|ies)|evidence|controls?)\b",
    r"\bwithout (?:a )?(?:control|comparison)", r"\bassociat", r"\b(?:goes|go|went|going) with\b", r"\blinked\b", r"\bsuggest", r"\b(?:appears?|seems?)\b", r"\bexperts? advise",
)  # fmt: skip
_FIGURE = (
    r"(?:^|[^\d.])(?!(?:19|20)\d\d\b)\d", rf"\b{_NUMBER_WORD}\b", r"\b(?:half|third|thirds|quarter|quarters|fifths?|tenths?|twice|double|doubled)\b",
)  # fmt: skip
_SOURCE = (
    r"\b(?:trials?|reviews?|cohorts?|series|stud(?:y|ies)|surveys?|registers?|registry|guidelines?|pooled|meta-anal\w+|consensus|delphi|network|reports?)\b",
    r"\b(?:19|20)\d\d\b", r"\bet al\b",
)  # fmt: skip

CRITERIA = (
    Criterion("who", "Says in whom",
              "After which injury or operation, at which joint, in which species? *Neurological injury* is [13 %](INC103) after cord injury and [1.3 %](INC124) after stroke.",
              (_WHO,)),
    Criterion("sure", "Says how sure",
              "A word of certainty: probable, uncertain, contested, not shown, goes with. One small trial and a pool of many must not sound alike.",
              (_SURE,)),
    Criterion("figure", "Gives a figure and says where it is from",
              "A number, and the kind of study beside it, in the same sentence: *30 in 100 hips, in pooled studies*.",
              (_FIGURE, _SOURCE), sentence=True),
)  # fmt: skip
# A sentence that tells of harm advises nothing.
_HARM = (r"\b(?:avoided|harmful|forbidden|contraindicated)\b",
         r"\b(?:provok|worsen|trigger|caus|start|mak|bring)\w* (?:\w+ ){0,2}(?:ho|bone|flare\w*|heterotopic)\b",
         r"\b(?:leads?|led) to (?:\w+ )?(?:more|new|further|permanent) bone\b")  # fmt: skip
_FOP = r"\b(?:fop|fibrodysplasia)\b"
DANGERS = (
    Danger("promise", "It promises more than anybody knows",
           "*Always*, *cure*, *guarantee*, *everybody*, *proven*: hardly a row in these tables supports such a word. After hip replacement, of those given indomethacin [13 of 102](TRI001) still formed HO.",
           (r"\balways\b", r"\bcur(?:e|es|ed|ing)\b", r"\bguarante\w+", r"\b(?:everybody|everyone)\b", r"\bin all (?:\w+ )?(?:patients|people|cases)\b", r"\b(?:all|every) patients?\b",
            r"\b(?:proven|proves|proof)\b", r"\bcertainly\b", r"\bdefinitely\b", r"\beliminat\w+", r"\b(?:100 ?%|hundred per ?cent)", r"\bcompletely\b", r"\bno risk\b", r"\brisk[- ]free\b",
            r"\bwill (?:always )?(?:prevent|stop|heal|disappear|dissolve)\b", r"\bwill be (?:prevented|stopped|healed|cured)\b", r"\bevery (?:hip|joint|person)\b",
            r"\bfor certain\b")),
    Danger("word", "The word is heterotopic", "In [another place](metaglossary). *Heterotrophic* belongs to [nourishment](wiktionary_heterotroph).",
           (r"\bheterotroph\w*", r"\bheterotropic\b"), unless=(r"\bheterotopic\b", r"\bmisspel")),
    Danger("force", "It reads as if a joint were to be forced", "[Force](REH060) is never right. If you deny it, put the word beside it: never, without.", FORCE, unless=_HARM),
    Danger("fop", "It reads as if FOP were to be cut, injected, sampled or stretched",
           "FOP is never [biopsied](genereviewsfop), injected into muscle, [excised](fopaustralia) or [forced](REH040).",
           (r"\b(?:biops|inject|excis|resect|operat|stretch|remov|sampl)\w*", r"\bpassive\w*", r"\bcut(?:ting)? (?:\w+ ){0,2}(?:out|away|off)\b",
            r"\binto (?:the |a )?(?:\w+ )?muscle\b", r"\bintramuscular\w*"), (_FOP,), _HARM),
    next(danger for danger in teach_back.DANGERS if danger.key == "wait"),
)  # fmt: skip

NOTES = (
    "**The four verdicts.** " + " ".join(f"*{word.capitalize()}*: {MEANING[word]}." for word in VERDICTS),
    "The claims are those of one short article on the web, in our words. It is a fair example of its kind; taking it apart is no reproach to those who wrote it.",
    "Our verdicts are a judgement on what we could read. Where another verdict can be defended, it is marked so.",
    CERTAINTY_NOTE,
    "The checklist reads words, not meaning: a sentence can pass it and be wrong, or miss it and be good. Compare with ours, and with the source.",
    "Your verdicts and sentences stay in this browser until you delete them. Nothing is sent.",
    "For learning, not for treating a patient.",
)


@dataclass(frozen=True)
class ClaimReview:
    name: str = "claim-review"
    title: str = "One article, taken apart"
    todo: str = "Give each claim a verdict, compare with ours, then write a better sentence."
    notes: tuple[str, ...] = NOTES

    @property
    def claims(self) -> tuple[Claim, ...]:
        return claims()

    def texts(self) -> list[str]:
        told = [text for claim in self.claims for text in (claim.note, claim.better)]
        return [*told, *(one.why for one in (*CRITERIA, *DANGERS)), *self.notes]

    def rows(self) -> list[str]:
        return list(dict.fromkeys(row for text in self.texts() for row in ROW.findall(text)))


def build() -> ClaimReview:
    return ClaimReview()


def judge(text: str, asks: tuple[str, ...]) -> dict[str, bool]:
    """What a sentence has, by key; a danger is met where the text does not hold it. The page does the same in `claimJudged`."""
    found = {"length": LEAST <= read(text).words <= MOST}
    found |= {one.key: met(one, text) for one in CRITERIA if one.key in asks}
    return found | {f"danger-{one.key}": not asked_for(one, text) for one in DANGERS}


assert set(MEANING) == set(VERDICTS) and set(PART_LABELS) == set(PARTS)
