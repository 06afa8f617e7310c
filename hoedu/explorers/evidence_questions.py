"""What the evidence laboratory asks: comparisons, outcomes, and the rows of `trials.csv` and `pooled.csv` that answer each."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two arms. `treated` and `control` begin a sentence about people: "With an NSAID ..."."""

    key: str
    label: str
    treated: str
    control: str


@dataclass(frozen=True, slots=True)
class Question:
    """One comparison and one outcome. `people` says what happens to somebody who has the event ("have any HO").

    `printed` are rows of pooled.csv, in the order of the arms above unless named in TURNED or UNSIGNED.
    `bone` is whether the event is heterotopic bone; else it is a harm, or what the patient feels.
    `start` is a baseline risk in per cent where no control arm gives one, and `start_note` says where it comes from.
    """

    comparison: str
    outcome: str
    people: str
    trials: tuple[str, ...] = ()
    printed: tuple[str, ...] = ()
    bone: bool = True
    caution: str = ""
    start: int = 0
    start_note: str = ""

    @property
    def key(self) -> str:
        return f"{self.comparison}|{self.outcome}"


COMPARISONS = (
    Comparison("nsaid-hip", "NSAID or none, hip replacement", "With an NSAID", "without treatment"),
    Comparison("selective-hip", "Selective or other NSAID, hip replacement", "With a selective NSAID", "with another NSAID"),
    Comparison("course-hip", "NSAID for 7 or 14 days, hip replacement", "With 7 days", "with 14 days"),
    Comparison("aspirin-hip", "Low-dose aspirin or placebo, hip replacement", "With aspirin", "with placebo"),
    Comparison("aspirin-resurfacing", "Aspirin or warfarin, hip resurfacing", "With aspirin", "with warfarin"),
    Comparison("rt-nsaid-hip", "Radiotherapy or NSAID, hip replacement", "With radiotherapy", "with an NSAID"),
    Comparison("rt-dose-hip", "Radiotherapy: lower or higher dose, hip", "With the lower dose", "with the higher dose"),
    Comparison("rt-fractions-hip", "Radiotherapy: one or several fractions, hip", "With one fraction", "with several"),
    Comparison("rt-plus-nsaid", "Radiotherapy with NSAID or NSAID alone, hip", "With both", "with the NSAID alone"),
    Comparison("nsaid-arthroscopy", "NSAID or none, hip arthroscopy (randomised)", "With an NSAID", "without treatment"),
    Comparison("nsaid-arthroscopy-cohort", "NSAID or none, hip arthroscopy (cohorts)", "With an NSAID", "without treatment"),
    Comparison("course-arthroscopy", "Naproxen for 2 or 3 weeks, hip arthroscopy", "With 2 weeks", "with 3 weeks"),
    Comparison("nsaid-acetabulum", "Indomethacin or none, fractured acetabulum", "With indomethacin", "without treatment"),
    Comparison("rt-nsaid-acetabulum", "Radiotherapy or indomethacin, fractured acetabulum", "With radiotherapy", "with indomethacin"),
    Comparison("nsaid-longbone", "Indomethacin or not, broken long bone as well", "With indomethacin", "without treatment"),
    Comparison("rt-elbow", "Radiotherapy or none, fresh elbow fracture", "With radiotherapy", "without treatment"),
    Comparison("nsaid-elbow", "NSAID or none, elbow injury operated on", "With an NSAID", "without treatment"),
    Comparison("early-elbow", "Early or late excision, elbow", "With early excision", "with late excision"),
    Comparison("nsaid-cord", "NSAID or placebo, spinal cord injury", "With an NSAID", "with placebo"),
    Comparison("drug-cord", "Any drug or placebo, spinal cord injury", "With a drug", "with placebo"),
    Comparison("pemf-cord", "Pulsed magnetic field or usual care, spinal cord injury", "With the field", "without treatment"),
    Comparison("warfarin-cord", "Warfarin or none, spinal cord injury", "With warfarin", "without treatment"),
    Comparison("late-cord", "Passive movement begun late or early, spinal cord injury", "With a late start", "with an early one"),
    Comparison("etidronate-head", "Etidronate or none, severe head injury", "With etidronate", "without treatment"),
)  # fmt: skip

OUTCOMES = {
    "any": "Any HO",
    "grade2": "Grade II or worse",
    "severe": "Grade III or IV",
    "bone": "True bone on film",
    "progression": "HO that grows",
    "recurrence": "HO comes back",
    "pain": "Pain",
    "function": "Function",
    "nonunion": "Harm: fracture does not unite",
    "bleeding": "Harm: bleeding",
    "gut": "Harm: stopped because of the gut",
    "other": "Harm: stopped for another reason",
    "side": "Harm: side effects",
}

_MONTHS = "Some films were taken at 3 months, others at 1 year: HO may still be growing at 3."
_NO_START = "We read no risk for people without it: the slider starts at 10 %, an example."

QUESTIONS = (
    Question("nsaid-hip", "any", "have any HO on film",
             ("TRI001", "TRI004", "TRI005", "TRI007", "TRI010", "TRI011", "TRI012"), ("POOL001", "POOL005")),
    Question("nsaid-hip", "grade2", "have HO of grade II or worse", ("TRI002", "TRI009"), caution=_MONTHS),
    Question("nsaid-hip", "severe", "have HO of grade III or IV", ("TRI003", "TRI006")),
    Question("nsaid-hip", "bone", "have true heterotopic bone on film", ("TRI008",)),
    Question("nsaid-hip", "pain", "", printed=("POOL007",), bone=False),
    Question("nsaid-hip", "function", "", printed=("POOL008",), bone=False),
    Question("nsaid-hip", "bleeding", "have major bleeding in hospital", printed=("POOL006",), bone=False, start=3,
             start_note="No count was read. The risk ratio and the authors' “about 1 in 34” fit a risk of about 2.7 % without "
                        "the drug (our arithmetic)."),
    Question("nsaid-hip", "gut", "stop because of the gut", printed=("POOL012",), bone=False, start=10, start_note=_NO_START),
    Question("nsaid-hip", "other", "stop for another reason", printed=("POOL014",), bone=False, start=10,
             start_note=_NO_START),
    Question("selective-hip", "any", "have any HO on film", ("TRI015", "TRI017"), ("POOL016", "POOL021"), caution=_MONTHS),
    Question("selective-hip", "grade2", "have HO of grade II or worse", ("TRI016", "TRI018", "TRI019"), ("POOL022",),
             caution=_MONTHS),
    Question("selective-hip", "severe", "have HO of grade III or IV", ("TRI020",), ("POOL019",)),
    Question("selective-hip", "bleeding", "bleed too much", printed=("POOL020",), bone=False, start=10, start_note=_NO_START),
    Question("selective-hip", "gut", "stop because of the gut", printed=("POOL013",), bone=False, start=10,
             start_note=_NO_START),
    Question("selective-hip", "other", "stop for another reason", printed=("POOL015",), bone=False, start=10,
             start_note=_NO_START),
    Question("course-hip", "grade2", "have HO of grade II", ("TRI013",)),
    Question("course-hip", "side", "have side effects", ("TRI014",), bone=False),
    Question("aspirin-hip", "any", "have any HO on film", printed=("POOL002",), start=31,
             start_note="In that trial [31 %](INT027) of all films showed HO, both arms together."),
    Question("aspirin-hip", "pain", "have late pain", printed=("POOL003",), bone=False, start=10, start_note=_NO_START),
    Question("aspirin-hip", "function", "have impaired function", printed=("POOL004",), bone=False, start=10,
             start_note=_NO_START),
    Question("aspirin-resurfacing", "any", "have any HO on film", ("TRI030",)),
    Question("rt-nsaid-hip", "any", "have any HO on film", ("TRI021", "TRI023"), ("POOL024", "POOL026")),
    Question("rt-nsaid-hip", "severe", "have HO of grade III or IV", ("TRI022",), ("POOL023", "POOL025")),
    Question("rt-nsaid-hip", "side", "have complications", printed=("POOL027",), bone=False),
    Question("rt-dose-hip", "any", "have any HO on film", ("TRI024", "TRI025")),
    Question("rt-dose-hip", "progression", "fail on film", ("TRI026",)),
    Question("rt-fractions-hip", "progression", "have HO that grows", ("TRI027",)),
    Question("rt-plus-nsaid", "any", "have any HO on film", ("TRI028", "TRI029")),
    Question("nsaid-arthroscopy", "any", "have any HO on film", ("TRI041",), ("POOL029",)),
    Question("nsaid-arthroscopy-cohort", "any", "have any HO on film", ("TRI042", "TRI043", "TRI044", "TRI045"),
             ("POOL030", "POOL031"), caution="Nobody was randomised: the groups may differ in more than the drug."),
    Question("course-arthroscopy", "any", "have any HO on film", ("TRI046",)),
    Question("nsaid-acetabulum", "grade2", "have HO of grade II or worse", ("TRI031",)),
    Question("nsaid-acetabulum", "nonunion", "have a fracture that does not unite on CT", ("TRI032", "TRI033", "TRI034"),
             bone=False),
    Question("rt-nsaid-acetabulum", "any", "have any HO on film", printed=("POOL028",)),
    Question("nsaid-longbone", "nonunion", "have a long bone that does not unite", ("TRI035", "TRI036", "TRI037"),
             bone=False, caution="The three rows are one trial, read against radiotherapy, against nothing, and against both."),
    Question("rt-elbow", "nonunion", "have a fracture that does not unite", ("TRI038",), bone=False),
    Question("nsaid-elbow", "any", "have any HO", ("TRI039",), ("POOL032",)),
    Question("early-elbow", "recurrence", "have HO again", ("TRI040",)),
    Question("nsaid-cord", "any", "have HO", ("TRI047", "TRI048", "TRI049"), ("POOL036", "POOL033", "POOL038"),
             caution="One trial looked early with a bone scan, the other counted any HO."),
    Question("drug-cord", "any", "have HO", printed=("POOL037",), start=16,
             start_note="In the totals [16.5 %](POOL037) of people given placebo had HO (92 of 558)."),
    Question("pemf-cord", "any", "have HO at the hip on film", ("TRI050",)),
    Question("warfarin-cord", "any", "have HO that is noticed", ("TRI051",)),
    Question("late-cord", "any", "have HO that is noticed", ("TRI052",),
             caution="A later letter gives HO on film in 2 of 35 begun early and 12 of 56 begun late."),
    Question("etidronate-head", "any", "have HO", ("TRI053",)),
)  # fmt: skip

# Printed the other way round than our arms, and drawn so: 1 / ratio.
TURNED = {"POOL031": "printed as none to naproxen", "POOL033": "printed as placebo to drug"}
# Printed without saying which arm comes first, or not as a difference of two risks: told, not drawn.
UNSIGNED = {
    "POOL026": "the abstract does not say which arm comes first",
    "POOL027": "the abstract does not say which arm comes first",
    "POOL028": "the abstract does not say which arm comes first",
    "POOL007": "points on a scale, not people: no number needed",
    "POOL008": "points on a scale, not people: no number needed",
}
# Rows of pooled.csv that are not shown, and why.
LEFT_OUT = {
    "POOL009": "a shift over all grades, not one event", "POOL010": "a shift over all grades, not one event",
    "POOL011": "a shift over all grades, not one event", "POOL017": "one grade alone", "POOL018": "one grade alone",
    "POOL034": "superseded by POOL038", "POOL035": "recurrence after excision has an explorer of its own",
}  # fmt: skip

# Why a row stands in the plot and not in the pool.
NOT_POOLED = {
    "TRI005": "the same trial, earlier", "TRI006": "the zero is implied, not printed",
    "TRI007": "counts rebuilt from fractions", "TRI010": "control group from the past",
    "TRI011": "counts rebuilt from percentages", "TRI012": "counts rebuilt; shares its placebo arm",
    "TRI023": "too low a dose; shares its NSAID arm", "TRI025": "not randomised", "TRI026": "arm sizes are a guess",
    "TRI028": "arm sizes are a guess", "TRI029": "control group from the past", "TRI030": "not randomised",
    "TRI031": "not randomised", "TRI032": "counts rebuilt; three courses, one placebo arm",
    "TRI033": "counts rebuilt; three courses, one placebo arm", "TRI034": "counts rebuilt; three courses, one placebo arm",
    "TRI036": "the same trial, other control", "TRI037": "the same trial; control not randomised",
    "TRI039": "not randomised", "TRI040": "not randomised", "TRI045": "probably overlaps Rath 2016",
    "TRI046": "two studies set side by side", "TRI048": "the same trial, later", "TRI051": "not randomised",
    "TRI052": "not randomised", "TRI053": "control group from the past",
}  # fmt: skip
