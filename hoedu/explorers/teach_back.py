"""The teach-back: explain HO to a patient in your own words; a checklist says what is there and what is missing."""

import re
from dataclasses import dataclass, field

from hoedu.drills.base import ROW
from hoedu.wording import (
    COMFORT,
    FORCE,
    GENTLE,
    LONGEST,
    STILL,
    Criterion,
    Danger,
    anywhere,
    asked_for,
    jargon_in,
    met,
    read,
    tidy,
    told,
)

LEAST, MOST = 80, 260  # words
GRADE = 8.0  # the reading level asked for

PATIENTS = (
    ("hip", "After a hip replacement", "A 68-year-old man, three weeks after a hip replacement. He read the word on his report."),
    ("cord", "After a spinal cord injury", "A 27-year-old woman, seven weeks after a spinal cord injury. She feels nothing in her legs."),
    ("bruise", "After a muscle bruise", "A 19-year-old footballer, three weeks after a kick to the thigh. There is a hard lump."),
)  # fmt: skip

# "At once" said of the emergency number is not yet a day for the rest.
_SAME_DAY = (
    r"\bsame day\b", r"\btoday\b", r"\bthat day\b", r"\bwithin hours\b",
    r"^(?!.*\b(?:emergency|ambulance|999|112|911|000)\b).*\b(?:at once|straight ?away|right away|immediately)\b",
)  # fmt: skip
_CALL = (
    r"\bcall",
    r"\bphone",
    r"\bring\b",
    r"\bcontact",
    r"\btell us\b",
    r"\bsee us\b",
    r"\bcome (?:in|to)\b",
    r"\bnumber\b",
)
_WHO = (
    r"\bus\b", r"\bteam\b", r"\bward\b", r"\bnurse", r"\bdoctor", r"\bphysio", r"\btherapist", r"\bsurgeon", r"\bclinic", r"\bhospital\b", r"\bme\b",
)  # fmt: skip
_SWELL = (r"\bswell", r"\bswollen\b", r"\bpuff")
_CLOT = (r"\bclot",)
_SIGN = r"\b(?:swell\w*|swollen|puff\w*|fever\w*)"
# Never right, whatever they are said of. Heat itself is a sign, so what counts is to use it.
_OFF = (r"\bwalk (?:it|that|this) off\b", r"\b(?:use|apply|put|try) (?:\w+ ){0,3}heat\b", r"\bheat (?:it|the|your|pads?|packs?)\b")

# ---- a sign or a call that is named, and then denied or put off
# fmt: off

_FLAG = r"\b(?:swell|swollen|puff|clot|fever|temperature\b|shiver|warm|hot\b|red\b|redness|redder|stiffer)"
_BREATH = r"\b(?:breath|chest\b)"
_EMERGENCY = r"\b(?:emergency|ambulance|999|112|911|000)\b"
_PEOPLE = r"\b(?:us|me|ward|team|nurses?|doctors?|physio\w*|therapists?|surgeons?|clinic|hospital)\b"
_RING = r"\b(?:ring|call|phone|contact|dial)"
_RING_US = rf"{_RING}(?: \w+)? {_PEOPLE}"
_TELL = rf"(?:{_RING}|\b(?:tell|report to|come (?:in|back|to)|go to|see(?= (?:(?:an?|the|your|our) )?(?:{_PEOPLE}|any))))"
_NOT = r"(?:\b(?:not|never)|n't)"
# Days.
_SPAN = r"(?:an?|one|two|three|four|five|six|seven|ten|some|several|few|\d+) (?:few |couple of )?(?:days?|weeks?|months?)\b"
_WEEKDAY = r"(?:mon|tues|wednes|thurs|fri|satur|sun)day\b(?! (?:to|too|or|and)\b)"
_LATER = (
    rf"\b(?:tomorrow\b|the next (?:day|morning)\b|the day after\b|after the weekend\b|the same week\b|next (?:week|month)\b|(?:on|next) {_WEEKDAY}|(?!within (?:a|one) day\b)(?:in|after|within) {_SPAN}"
    r"|later\b(?! than)|some ?time\b|in the morning\b(?! (?:or|and)\b)|at your next\b)"
)
# A few words between. Not these: "ring us today and not tomorrow", "ring us the same day if it is swollen tomorrow".
_GAP = r"(?: (?!(?:not|never|than|before|even|also|and|if|when|same|today|now|once|right|straight|immediately)\b)\w+){0,7}? "
_PUT_OFF = (
    rf"(?:{_NOT}|\bno|\bstill)(?: \w+){{0,2}}? (?:better|gone|settled?|down|improv\w+|well|swollen|hot|red|warm|there|hard to breathe) (?:{_LATER}|(?:by|for) {_SPAN})"
    rf"|\b(?:if|when|once|unless) (?:\w+ ){{1,6}}?(?:lasts?|persists?|stays?|goes on|continues?|remains?) (?:\w+ ){{0,5}}?{_SPAN}"
    r"|\bonly (?:if|when) (?:it|this|that) (?:lasts|stays|goes on|gets (?:bad|worse)|is (?:\w+ )?bad)\b"
)
_EVEN = r"\b(?:even|whether)\b"
_TRY = r"\bwait and see\b|\bsee (?:if|how|whether) (?:it|that|this|things|the \w+) (?:goes|go|gets?|feels?|settles?|passes|eases|improves?|does|do)\b"
_IF_YOU_LIKE = r"\b(?:if you (?:like|wish|fancy|must|feel like it|have (?:the )?time)|when (?:it suits|you (?:like|have (?:the )?time)))\b"
_MILD = (
    r"(?:(?!\b(?:but|and)\b)[^.,:])*?(?:,? (?:it|this|that))?(?:(?: is| are|'s) (?:(?:not|never|no|hardly) (?:\w+ )?(?:emergency|urgent|serious|dangerous)|harmless|nothing (?:serious|bad))"
    r"| (?:is|are)n't (?:\w+ )?(?:emergency|urgent|serious|dangerous))\b"
)
_IF_MILD = rf"\bif (?:it|this|that) (?:is not|isn't)\b|{_NOT} (?:think|assume|say|hope|believe)"
_FOR_ELSE = r"\b(?:will|would) you\b|\b(?:appointment|visit|x-ray|picture|results?|check-?up|book|plan|questions?|chat|talk)\b"
# "You need not ring the ward." Fine where only the day is wrong, or where the next clause says whom to ring instead.
_REFUSE = (
    rf"(?:{_NOT}|\bnothing|\bno (?:need|reason|point|use)|\b(?:nobody|no one) (?:needs?|has)|\b(?:needless|unnecessary|pointless|useless))"
    rf" (?:(?:you|need|have|want|try|bother|to|in|for|even|ever|please) ){{0,5}}"
)
_SOME = r"(?:ing)?(?: (?!(?:only|just|without|before|unless|until|and|to)\b)\w+){0,3}? "
_RIGHT = rf"(?! (?:\w+ ){{0,3}}?(?:{_LATER}|(?:too )?late\b|only\b|to\b))(?![^.]*(?:[,:]|\bbut) ?(?:but |just )?(?:{_TELL}|\bshow|\bsay))"
_REFUSE_PEOPLE = rf"{_REFUSE}(?:(?:{_TELL}|bother|trouble|disturb){_SOME}(?:{_PEOPLE}|any(?:one|body)\b)|{_RING}(?=,|$| (?:if|when)\b)){_RIGHT}"
_YOU_DID_NOT = rf"\bif (?:you|we|they) (?:\w+ not|\w+n't|cannot) (?:{_TELL}|rung|told)|\bno reason not\b"
# "It need not be a clot" is fair, and so is "until a scan shows that it is not a clot".
_NO_CLOT = (
    r"(?:(?:^|[,:] ?|\b(?!(?:may|might|need|could)\b)\w+ )(?:not|never|no|cannot|nothing to do with|hardly|rarely|seldom|unlikely)|\b(?!(?:might|need|could)n)\w+n't)"
    r" (?:(?:be|been|ever|mean|have|likely|usually|often|really|to|an?|any|the|blood|sign|of|from|due|caused|by|think|believe|it|is|that|this|there|swollen|leg|swelling|going|turn|out) ){0,6}clots?\b"
    r"|\bclots?(?: \w+){0,3}? (?:is|are) (?:\w+ )?(?:unlikely|impossible|(?:not|never) (?:likely|possible|the cause))\b"
)
_FAIR = (
    r"\b(?:lump|bone) (?:itself )?is(?:n't)?\b|\b(?:until|till|unless|scan\w*|check|whether|make sure|to be sure|found|showed|prove\w*)\b[^.]*\bclot|\bwith no clot"
    r"|\b(?:if|when) (?:it|this|that|there)(?: is|'s| turns out)? (?:not?|isn't) (?:to be )?(?:an? )?(?:blood )?clot"
    r"|(?:not|never|n't) (?:think|assume|hope|say|guess|believe|tell \w+)(?: that)? (?:it|this|there)\b[^.]*(?:not?|n't|never)\b[^.]*\bclot"
    r"|\b(?:usually|mostly|most|often|rarely|seldom)\b[^.]*\bclots?\b[^.]*\bbut\b(?:(?!\bnot?\b|n't|\bnever\b)[^.])*\b(?:scan|look|ring|call|same day|today)"
)
# Medicines.
_DRUG = r"\b(?:ibuprofen|naproxen|indomet\w+|diclofenac|celecoxib|etoricoxib|meloxicam|aspirin|paracetamol|acetaminophen|codeine|tramadol|heparin|warfarin)\b"
_PILLS = r"\b(?:tablets?|pills?|capsules?|painkillers?)\b"
_TIMES = r"\b(?:(?:once|twice|(?:two|three|four|five|six|\d) times) (?:an?|per|each|every) (?:day|week)|(?:once|twice) daily|every (?:\w+ )?hours?)\b"
_ASK = (
    rf"\b(?:ask|asks|check with|unless|prescri\w+|before you|(?:if you|who)(?: \w+)? (?:take|swallow)|(?:told|given|gave) you|{_PEOPLE} (?:has |have )?(?:said|says|told|gave))\b"
)
# fmt: on

CRITERIA = (
    Criterion("what", "Says what it is: bone where bone does not belong",
              "[Real bone](H12), with cells of its own, in a muscle or beside a joint; in words anybody knows.",
              ((r"\bbone", r"\bbony\b"), (r"\bwrong place", r"\bbelong", r"\bmuscle", r"\bsoft (?:tissue|part)", r"\bshould not\b", r"n't be\b", r"\boutside\b", r"\bextra\b", r"\baround (?:the|your)\b"))),
    Criterion("do", "Says what to do: move it yourself, gently, inside comfort",
              "[Active movement inside the pain-free range](REH009); [rest alone stiffens](REH008).",
              ((r"\bmov(?:e|es|ing|ement)\b", r"\bexercis", r"\bbend", r"\bstretch"), (*GENTLE, *COMFORT))),
    Criterion("not", "Says what not to do: never force it, nor let anybody else",
              "Force [can tear muscle and bleed](REH011), and [in rabbits](REH060) bone followed it. It must stand there as a no.", denied=FORCE),
    Criterion("clot", "Red flag: a swollen leg may be a clot",
              "A newly swollen leg is [a clot until imaged](DDX027). The patient needs both words: swollen, clot.", (_SWELL, _CLOT)),
    Criterion("now", "Emergency: hard to breathe or chest pain, the emergency number now",
              "A clot that has travelled does not wait for a call back. The ordinary ward rule: no row of ours holds it. With a bruise, a thigh that "
              "gets [tight, with growing pain](REH052), goes the same way.",
              ((r"\bbreath", r"\bchest\b", r"\btight"), (r"\bemergency\b", r"\bambulance\b", r"\b(?:999|112|911|000)\b")), sentence=True),
    Criterion("signs", "Red flags of the joint: at least two of warm, red, stiffer, fever",
              "[Warmth, lost range, fever](REH032): it may be HO, an infection or a fracture, and somebody has to look.",
              ()),
    Criterion("day", "Says: the same day", "[Same-day review](REH032). \"Soon\" and \"if it goes on\" are not a day.",
              (_SAME_DAY, (rf"^(?![^.]*{_REFUSE_PEOPLE})",)), sentence=True),
    Criterion("call", "Says whom to call", "A person or a place, in the same breath as the call: [tell the physician](REH007).",
              (_CALL, _WHO), sentence=True),
    Criterion("back", "Asks to have it told back",
              "That is the teach-back: a question such as \"Which changes would make you ring us?\" shows what arrived.",
              ()),
)  # fmt: skip
# Two of these, for the criterion "signs".
SIGNS = (
    (r"\bwarm", r"\bhot\b", r"\bheat\b"), (r"\bred\b", r"\bredness\b", r"\bredder\b"),
    (r"\bstiff", r"\bbends? less\b", r"\bharder to (?:bend|move|dress|put)\b", r"\bmoves? less\b", r"\bless range\b"),
    (r"\bfever", r"\btemperature\b", r"\bshiver"),
)  # fmt: skip
BACK = (
    r"\b(?:tell|show) me\b", r"\bin your own words\b", r"\bwhich (?:\w+ ){0,3}would\b", r"\bwhat would you\b", r"\bwhat will you\b", r"\bhow will you\b",
    r"\bwhen would you\b", r"\bwho would you\b", r"\bsay (?:it|that) back\b", r"\btell (?:it|that) back\b",
)  # fmt: skip

# One more, by patient.
OWN = {
    "hip": Criterion("own", "Sets it in proportion: many have it, few notice",
                     "Films show some HO in [15 to 90 %](INC025) of hips, by group, and it is [often silent](DDX011).",
                     ((r"\bmany\b", r"\bcommon", r"\bmost\b", r"\boften\b"), (r"\bnotice", r"\bfew\b", r"\bnever\b", r"\bno trouble\b", r"\bwithout trouble\b", r"\bnot? (?:\w+ )?(?:trouble|problem)"))),
    "cord": Criterion("own", "Names signs for someone who feels no pain: harder transfers or dressing, more spasms, a look each day",
                      "She cannot feel it: [harder bending for dressing or transfers, more spasticity](REH032) speak instead.",
                      ((r"\btransfer", r"\bdress", r"\bspasm", r"\bspastic", r"\blook (?:at|every|each)", r"\bcheck\w* (?:\w+ ){0,4}(?:day|daily|morning|evening)"),)),
    "bruise": Criterion("own", "Says that the way back takes months, by steps",
                        "[Light activity at 2 to 3 months, full by 6](REH039), as symptoms and range allow.",
                        ((r"\bmonths?\b",), (r"\bstep", r"\bgradual", r"\blight\b", r"\bslowly\b", r"\bfirst\b", r"\bbefore\b", r"\bback to\b"))),
}  # fmt: skip

# In place of one of the above, by patient.
INSTEAD = {
    "cord": (
        Criterion("do", "Says what to do: moved gently every day, never forced, and a look the next day",
                  "These legs neither move nor feel: they are [moved for her, gently, daily](REH044), and no pain warns; [the next day](REH008) shows it.",
                  ((r"\bmov(?:e|es|ed|ing|ement)\b", r"\bexercis", r"\bbend"), (r"\bgentl", r"\bslow(?:ly)?\b"),
                   (r"\b(?:every|each|next) (?:day|morning|evening)\b", r"\bdaily\b"), (r"\blook", r"\bcheck", r"\bwatch"))),
    ),
}  # fmt: skip

# A danger with the key of a criterion takes its tick: what is named and then denied is not praised.
DANGERS = (
    Danger("force", "It reads as if the joint were to be forced",
           "[Force](REH060) is never right. If you deny it, put the word beside it: never, without.", FORCE),
    Danger("wait", "It reads as if a swollen leg or a fever could wait",
           "A newly swollen leg is [a clot until imaged](DDX027), the same day.",
           (r"\bwait\b", r"\b(?:watch|observ|monitor)\w* (?:\w+ ){0,3}(?:for|over) (?:\w+ )?(?:days?|weeks?)\b", told(r"\bnext (?:appointment|visit|week)\b|\bin a few days\b|\bsee if it\b"), r"\bnothing to worry\b", r"\bignor(?:e|es|ed|ing)\b",
            rf"{_SIGN} (?:(?!not\b|never\b)\w+ ){{0,5}}normal\b", rf"\bnormal (?:\w+ ){{0,5}}{_SIGN}", r"\bcarry on\b(?! (?:moving|bending|gently)\b)", *_OFF,
            r"\b(?:leave (?:\w+ ){1,4}|(?:be|is) left (?:\w+ ){0,2})(?:until|till|alone|a (?:day|week|few|while)|for (?:a (?:day|week|few|while)|now|some|\w+ days))\b",
            r"\b(?:no need|(?:not|n't) (?:need|have)) to (?:call|ring|phone|come|tell|see|worry|rush|hurry|contact|bother|panic|be seen|go|ask|report)\b"),
           (*_SWELL, *_CLOT, r"\bfever", r"\btemperature\b", *_OFF)),
    Danger("clot", "It reads as if a swollen leg were no clot",
           "A newly swollen leg is [a clot until imaged](DDX027). That it need not be one is fair to say, as long as a scan is to tell.",
           (anywhere(_NO_CLOT, unless=_FAIR),)),
    Danger("call", "It reads as if nobody need be rung",
           "For these signs somebody has to look [the same day](REH032). Say whom to ring, with no \"not\" before it.",
           (anywhere(_REFUSE_PEOPLE, rf"{_FLAG}|{_BREATH}", _YOU_DID_NOT),
            anywhere(r"\b(?:(?:ring|call|phon|tell)ing|(?:an?|the|your) (?:phone )?call)(?: \w+){0,4}? (?:is (?:not|never)|isn't) (?:needed|necessary|required|worth)"),
            anywhere(_REFUSE_PEOPLE, unless=rf"{_YOU_DID_NOT}|\b(?:if|when|for(?! (?:this|that|it)\b)|about|unless|with)\b"))),
    Danger("day", "It reads as if the call could wait for another day, or were a matter of taste",
           "A swollen leg is [a clot until imaged](DDX027), and the other signs ask for a look [the same day](REH032): nothing is tried first.",
           (told(rf"{_TELL}{_GAP}{_LATER}", _FLAG, r"\b(?:will|would) you\b"),
            told(rf"{_TELL}{_GAP}{_LATER}", _BREATH, _EMERGENCY),
            told(rf"{_RING_US}{_GAP}{_LATER}", unless=rf"{_FOR_ELSE}|{_EMERGENCY}"), anywhere(rf"(?:^|[,:] ){_RING}{_GAP}{_LATER}", unless=rf"{_FOR_ELSE}|{_EMERGENCY}"),
            told(rf"(?:^|[,:] |\bthen ){_LATER},? (?:you (?:can|may|should) |please )?{_TELL}", _FLAG),
            anywhere(_PUT_OFF, rf"{_FLAG}|{_RING}", _EVEN), told(rf"{_TRY}|\bgive it (?:{_SPAN}|(?:some |more )?time\b)", rf"{_FLAG}|{_RING_US}"),
            told(rf"\bfor {_SPAN} and (?:then )?{_TELL}", _FLAG), anywhere(rf"\bsame day or {_LATER}|\bnot (?:on )?the same day\b", unless=r"\bif not\b"),
            told(rf"{_TELL} [^.]*{_IF_YOU_LIKE}", unless=_FOR_ELSE), anywhere(rf"{_FLAG}{_MILD}", unless=_IF_MILD), anywhere(r"\bno (?:hurry|rush)\b", _FLAG))),
    Danger("now", "It reads as if hard breathing or chest pain could wait, or needed no emergency number",
           "A clot [may have travelled to the lungs](DDX027). The number is rung at once: the ordinary ward rule.",
           (anywhere(rf"{_REFUSE}(?:{_TELL}|bother|trouble|waste){_SOME}{_EMERGENCY}{_RIGHT}", unless=_YOU_DID_NOT),
            anywhere(rf"{_EMERGENCY}(?: \w+)? (?:(?:is|are) (?:not|never)|isn't|aren't) (?:\w+ )?(?:needed|necessary|required|for (?:this|that|it|you|chest|breath\w*)\b)"),
            anywhere(rf"(?:\b(?:no|without)|{_NOT} need) (?:(?:need|use) (?:of|for) )?(?:an? |the )?{_EMERGENCY}", _BREATH),
            told(rf"{_EMERGENCY}{_GAP}{_LATER}"), told(rf"{_EMERGENCY}[^.]*{_IF_YOU_LIKE}"), anywhere(_PUT_OFF, _BREATH, _EVEN), anywhere(rf"{_BREATH}{_MILD}", unless=_IF_MILD),
            told(rf"{_EMERGENCY}(?: \w+)? (?:can|may|could) wait\b"), told(_TRY, _BREATH),
            told(r"\bwait (?:(?:until|till) (?!help|they|the ambulance)|to see|it out|some\b|an? \w|for (?:your|our|us|the next|some|an? (?!ambulance)|\w+ (?:minutes?|hours?|days?)))", _BREATH))),
    Danger("rub", "It reads as if a swollen leg were to be rubbed",
           "It is [a clot until imaged](DDX027). Nobody rubs it before that: our judgement.",
           (told(r"\b(?:rub(?:s|bed|bing)?|massag\w+|knead\w*|squeez\w+) (?:\w+ ){0,3}?(?:it|leg|calf|thigh|clot|swelling|swollen)\b|\b(?:leg|calf|thigh|clot|swelling) (?:\w+ ){0,4}?(?:rub|rubbed|massage|massaged)\b|\bmassag\w+ (?:helps|(?:may|can|will|does) help|is good)\b",
                 unless=r"\b(?:before|harm\w*|wrong|danger\w*|unsafe|loosen\w*)\b"),)),
    Danger("still", "It reads as if the joint, or the patient, were to be kept still", "[Resting alone](REH008) tends towards ankylosis.", STILL),
    Danger("dose", "It gives a dose, or stops a medicine", "Doses, and what is stopped, are the prescriber's: say whom to ask.",
           (r"\b\d* ?mg\b", r"\bmilligram", told(rf"\b(?:take|swallow|try|have|use) (?:\w+ ){{0,3}}?{_DRUG}", unless=_ASK),
            told(rf"(?:{_DRUG}|{_PILLS}):? (?:\w+ ){{0,4}}?{_TIMES}", unless=_ASK), told(rf"\b(?:take|swallow) (?:\w+ )?(?:an?|one|two|three|four|\d) (?:\w+ )?{_PILLS}", unless=_ASK),
            r"\bstop (?:taking )?(?:your |the |all )?(?:\w+ ){0,2}(?:thinners?|tablets?|medicines?|medication|pills?)\b")),
    Danger("promise", "It promises that the bone goes away",
           "Tablets that were to stop it [only delayed the mineral](INT045); shock waves left [its size unchanged](REH024) in one report.",
           (r"\bdissolv\w+", r"\bmelt\w*", r"\bcured?\b", r"\bdisappears?\b", r"\bgoes? away\b", r"\bwill go\b", r"\bvanish\w*",
            r"\bshr(?:ink|inks|inking|ank|unk)\b", r"\bbreak(?:s|ing)? (?:\w+ )?up\b", r"\b(?:gets?|getting|becomes?) smaller\b", r"\bgo away\b"),
           (r"\bbone", r"\blump\b", r"\bho\b", r"\bit (?:will |should |can |soon )*(?:dissolv|melt|disappear|vanish|goe?s? away|shrink|breaks? up|gets? smaller|becomes? smaller)")),
)  # fmt: skip

# Technical words, with a plain one. "Heterotopic ossification" may be named once it is explained.
JARGON = (
    ("arthroplasty", "hip replacement"), ("arthrodesis", "stiff joint"), ("ankylosis", "a joint that is fixed"), ("oedema", "swelling"),
    ("edema", "swelling"), ("erythema", "redness"), ("thrombosis", "a clot"), ("thrombus", "a clot"), ("dvt", "a clot in a vein of the leg"),
    ("embolism", "a clot that travels to the lungs"), ("rom", "how far it bends"), ("prom", "movement done by somebody else"),
    ("nsaids?", "an anti-inflammatory tablet"), ("prophyla\\w+", "prevention"), ("contraindicat\\w+", "not safe for you"),
    ("neurogenic", "after nerve damage"), ("excis\\w+", "an operation to take it out"), ("resect\\w+", "an operation to take it out"),
    ("flexion", "bending"), ("extension", "straightening"), ("bilateral", "on both sides"), ("distal", "further down"), ("proximal", "further up"),
    ("inflammatory", "hot and sore"), ("ossif\\w+ muscle", "bone in the muscle"), ("myositis", "bone after a bruise"), ("pathophysiology", "how it comes about"),
    ("aetiology", "cause"), ("etiology", "cause"), ("periarticular", "around the joint"), ("mobilis\\w+", "movement"), ("spasticity", "stiff, jumping muscles"),
    ("radiograph\\w*", "X-ray"), ("asymptomatic", "not noticed"), ("prognosis", "what to expect"),
)  # fmt: skip

MODELS = {
    "hip": (
        "Your X-ray shows some extra bone in the soft parts around your new hip. The long name is heterotopic ossification: bone in the wrong place. "
        "Many people have a little after this operation, and often they never notice it.\n"
        "Keep the hip moving. Move it yourself, gently, little and often, inside what your surgeon allows and what feels comfortable. Never force it, "
        "and do not let anybody else push it past that point.\n"
        "Some things cannot wait. If the whole leg swells, it may be a clot in a vein. If the hip gets warm, red or stiffer, or you have a fever, "
        "somebody has to look. Ring our ward the same day, at any hour. Do not wait for your next visit. If it gets hard to breathe or your chest hurts, ring the emergency "
        "number at once.\n"
        "Let me see if I was clear. Which changes would make you ring us, and what will you do with your hip this week?"
    ),
    "cord": (
        "There is new bone in the muscle beside your hip. Bone does not belong there. It can come in the first months after an injury like yours, and "
        "nobody did anything wrong.\n"
        "We keep your legs moving every day, slowly and gently. We never force them. You do not feel pain there, so we look for other signs. Check your "
        "legs each morning: is one swollen, warm or red? Is it harder to dress, or to get into your chair? Do you have more spasms, or a fever?\n"
        "If a leg swells, it may be a clot, and that can be dangerous. Call the nurse or the ward the same day, even at night. Do not wait to "
        "see what happens. If it gets hard to breathe or your chest hurts, have the emergency team called at once.\n"
        "Now tell me in your own words: what will you look for each morning, and who would you call?"
    ),
    "bruise": (
        "The hard lump is bone. After a bad kick, the bruise in a muscle can turn to bone. That is not where bone should be, but "
        "it can be watched and treated.\n"
        "Move the knee yourself, within what feels easy, a few times a day. Do not stretch it hard, and do not let your coach force it. Going back "
        "to sport takes months and goes by steps: light work first, then more as the knee bends again.\n"
        "Come back the same day if something changes fast. A leg that swells may hide a clot. A thigh that gets hot or red, or a knee that gets "
        "stiffer, or a fever, also needs a look. Call me or the clinic; do not wait for the next game. If the thigh gets tight and the pain keeps growing, or it gets hard to breathe, go to the "
        "emergency department at once.\n"
        "So I know I was clear: what would you do if your leg was swollen tomorrow?"
    ),
}


def criteria_for(patient: str) -> list[Criterion]:
    own = {one.key: one for one in INSTEAD.get(patient, ())}
    return [own.get(one.key, one) for one in CRITERIA]


def judge(text: str, patient: str) -> dict[str, bool]:
    """What is met, by key; dangers are met where the text does not ask for them. The page does the same in `teachJudged`."""
    reading, plain = read(text), tidy(text)
    found = {
        "length": LEAST <= reading.words <= MOST,
        "grade": bool(reading.words) and reading.grade <= GRADE,
        "plain": not jargon_in(text, JARGON),
    }
    found |= {one.key: met(one, text) for one in criteria_for(patient)}
    found["signs"] = sum(any(re.search(p, plain, re.ASCII) for p in group) for group in SIGNS) >= 2
    found["back"] = "?" in plain and any(re.search(p, plain, re.ASCII) for p in BACK)
    found["own"] = met(OWN[patient], text)
    asked = [one.key for one in DANGERS if asked_for(one, text)]
    found = {key: ok and key not in asked for key, ok in found.items()}
    return found | {f"danger-{one.key}": one.key not in asked for one in DANGERS}


NOTES = (
    "**Reading level**: the Flesch-Kincaid grade, 0.39 x words in a sentence + 11.8 x syllables in a word - 15.59. Syllables are counted by a rule "
    f"of thumb. Grade {GRADE:.0f} or below is our choice; so is a length of {LEAST} to {MOST} words.",
    "The checklist reads words, not meaning: a text can pass it and be unkind, or miss it and be clear. It knows a few ways to deny a sign or to put off a call, and no more. Ask somebody to tell it back.",
    "What you write stays in this browser, on this machine, until you delete it. Nothing is sent.",
    "FOP needs other words: nobody moves those joints for the patient. See the family card among the leaflets.",
    "For learning, not for treating a patient.",
)


@dataclass(frozen=True)
class TeachBack:
    name: str = "teach-back"
    title: str = "Explain it to a patient, in your own words"
    todo: str = "Choose whom you speak to, write what you would say, then check it."
    notes: tuple[str, ...] = field(default=NOTES)

    def texts(self) -> list[str]:
        return [
            *(
                one.why
                for one in (*CRITERIA, *OWN.values(), *(one for own in INSTEAD.values() for one in own), *DANGERS)
            ),
            *self.notes,
        ]

    def rows(self) -> list[str]:
        return list(dict.fromkeys(row for text in self.texts() for row in ROW.findall(text)))


def build() -> TeachBack:
    return TeachBack()


assert max(map(len, MODELS.values())) < LONGEST and set(MODELS) == set(OWN) == {key for key, _, _ in PATIENTS}
