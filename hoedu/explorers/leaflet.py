"""Leaflets: blocks in plain words, each with its rows, put together for one patient; safety blocks stay in."""

from dataclasses import dataclass, field

from hoedu.drills.base import ROW
from hoedu.wording import read

GRADE = 8.0

PATIENTS = (
    ("hip", "After a hip replacement", "Extra bone after a hip replacement"),
    ("cord", "After a spinal cord injury", "Extra bone after a spinal cord injury"),
    ("bruise", "After a muscle bruise", "Extra bone after a muscle bruise"),
    ("excised", "After extra bone was taken out", "After your operation to take out extra bone"),
    ("fop", "FOP: a card for the family", "FOP: a card for family, school and clinics"),
)  # fmt: skip
ALL = ("hip", "cord", "bruise", "excised")


@dataclass(frozen=True, slots=True)
class Block:
    """One block. `lines` are inline Markdown; several are shown as a list."""

    key: str
    head: str
    lines: tuple[str, ...]
    patients: tuple[str, ...]
    safety: bool = False  # cannot be left out

    @property
    def text(self) -> str:
        from hoedu.html.inline import plain

        return "\n".join([f"{self.head}.", *map(plain, self.lines)])


BLOCKS = (
    # What it is
    Block("what-hip", "What it is", (
        "Your film may show new bone in the soft parts near your hip. It is [real bone](H12) in the wrong place. "
        "The long name is heterotopic ossification, or HO.",
        "It is common: between [15 and 90 %](INC025) of people have some on an X-ray, and [often nobody notices](DDX011).",
    ), ("hip",)),
    Block("what-cord", "What it is", (
        "New bone can grow in the muscle near a hip or knee after an injury of the spinal cord. It is [real bone](H12) in the wrong place. "
        "The long name is heterotopic ossification, or HO.",
        "It mostly starts [1 to 4 months](DDX012) after the injury, often at [a hip](DDX010). You may not feel it.",
    ), ("cord",)),
    Block("what-bruise", "What it is", (
        "After a hard blow, the bruise in a muscle can turn into [real bone](H12). You feel a hard lump, and the knee bends less.",
        "In one group of people with a bruised thigh, about [9](REH006) in 100 got it.",
    ), ("bruise",)),
    Block("what-excised", "What was done", (
        "The surgeon took out the bone that held your joint. Some may have been left on purpose: [not all of it has to come out](REH022). "
        "The aim is movement. [Movement gets better more surely than pain](SUR012).",
    ), ("excised",)),
    # Safety: stays in. † is explained at the foot of the sheet.
    Block("call-hip", "When to ring", (
        "**The emergency number, now:** it is suddenly hard to breathe, or your chest hurts†",
        "**Us, the same day, for any of these:** the whole leg swells. It may be a blood clot. It counts as [a clot until a scan says no](DDX027). Do not wait",
        "the joint gets [warm, red, swollen or stiffer](REH032), or you have [a fever](DDX032)",
    ), ("hip",), safety=True),
    Block("call-bruise", "When to ring", (
        "**The emergency number, now:** it is suddenly hard to breathe, or your chest hurts†",
        "**The emergency department, now:** the thigh gets tight and the pain keeps growing, or the foot goes numb: [pressure may be building up](REH052)",
        "**Us, the same day, for any of these:** the whole leg swells. It may be a blood clot. It counts as [a clot until a scan says no](DDX027). Do not wait",
        "the joint gets [warm, red, swollen or stiffer](REH032), or you have [a fever](DDX032)",
    ), ("bruise",), safety=True),
    Block("call-cord", "When to ring", (
        "**The emergency number, now:** it is hard to breathe, or your chest hurts†",
        "**Help at once:** a pounding headache with sweating or flushing. Sit up; use your dysreflexia plan†",
        "**Us, the same day, for any of these:** a whole leg swells. It may be a blood clot. It counts as [a clot until a scan says no](DDX027). Do not wait",
        "a hip or knee gets [warm, red, swollen or stiffer](REH032), or you have [a fever](DDX032)",
        "[dressing or transfers get harder, or spasms get worse](REH032)",
        "skin over a bony point [stays red](REH033)",
    ), ("cord",), safety=True),
    Block("call-excised", "When to ring", (
        "**The emergency number, now:** it is suddenly hard to breathe, or your chest hurts; the limb gets tight, with pain that keeps growing†",
        "**Us, the same day, for any of these:** an arm or leg swells. In a leg it may be a blood clot. It counts as [a clot until a scan says no](DDX027)",
        "you have [a fever](DDX032), a wound that is [not dry](REH025), or a joint that is [warm or loses movement](REH032)",
        "fingers or toes go numb or tingle: [a nerve may be squeezed](REH026)",
    ), ("excised",), safety=True),
    Block("force-limits", "Move it, never force it", (
        "Move the joint yourself, [as far as it does not hurt](REH009) **and inside the limits your surgeon gave you**†. Little and often: [long rest makes a joint stiff](REH008).",
        "Never force it, and let nobody else force it. [Force can do harm](REH060).",
        "More swelling, warmth or pain [the next day](REH008) means: stop, and call us the same day.",
    ), ("hip", "excised"), safety=True),
    Block("force", "Move it, never force it", (
        "Move the joint yourself, [as far as it does not hurt](REH009). Little and often.",
        "Never force it, and let nobody else force it. [Force can do harm](REH060).",
        "More swelling, warmth or pain [the next day](REH008) means: stop, and call us the same day.",
    ), ("bruise",), safety=True),
    Block("force-cord", "Move it, never force it", (
        "Have your legs moved [gently each day](REH044), by you or by someone we have shown.",
        "Never force a joint. [Force can do harm](REH060), and you may not feel the warning.",
        "Look the next day. Swelling, warmth or more spasms mean: [stop](REH008), and call us the same day.",
    ), ("cord",), safety=True),
    Block("not-fop", "Tell us first", (
        "If anybody in your family has FOP, or you were born with [short, bent big toes](DDX056), tell us before anybody moves a joint. Nobody may [stretch those joints](REH040).",
    ), ALL, safety=True),
    # To choose
    Block("rest", "Do not rest it away", ("[Long rest makes a joint stiff](REH008). Keep it moving, inside comfort.",), ("bruise",)),
    Block("tablets", "If you were given tablets against it", (
        "Tell us before you start: [a stomach ulcer or a bleed](indolabel), heart or kidney disease, blood thinners, a reaction to aspirin or a "
        "painkiller, or if you [may be pregnant](naproxendavis).",
        "**Stop them and ring the emergency number** if you [vomit blood or have chest pain](REH004), wheeze, or your face swells†.",
        "**Stop them and call us the same day** for [black stools or much less urine](REH004), or a rash.",
        "Take them as told; add no other medicine unasked. If they [upset you](REH004), tell us early.",
    ), ("hip", "excised"), safety=True),
    Block("worth", "Is treatment always worth it?", (
        "Not always. In the largest trial, tablets meant [less bone on the film](INT013), but [no less pain](POOL007) and [no better movement in daily life](POOL008). "
        "Serious bleeding was [about twice as common](POOL006), though that figure is not sure.",
    ), ("hip",)),
    Block("skin", "Skin and seat", (
        "Look at your skin [each day](REH033). New bone changes where you press on the cushion.",
        "Ask for a [seat check](REH034) when your hip bends less.",
    ), ("cord",)),
    Block("transfers", "What to watch at home", (
        "Once a week, note how far the hip bends. Once a day, ask: is [dressing or moving over](REH032) harder than before?",
    ), ("cord",)),
    Block("sport", "Back to sport", (
        "Light work after [2 to 3 months, all of it by about 6](REH039), and as good as before within [1 year](REH039). Go by what the knee lets you do.",
        "A lump that [wakes you at night](DDX040) needs a scan. Tell us.",
    ), ("bruise",)),
    Block("first-days", "In the first days", (
        "Do not rub or work the muscle [in the first two days](REH053): it can bleed again. Use ice and a wrap, with [the knee bent](REH052) as far as it is easy.",
    ), ("bruise",)),
    Block("after", "From the first day", (
        "You start to move early, when your surgeon says so ([day one](REH029) for some), with enough pain relief. You keep [what was gained in the operation](REH026), and do not push beyond it.",
    ), ("excised",)),
    Block("myth-milk", "A common question", (
        "Shock waves do not melt the bone: in one report its size [stayed the same](REH024), though pain was less for some weeks.",
    ), ("bruise", "cord")),
    # The family card
    Block("fop-what", "What it is", (
        "FOP is a rare gene change. Muscle can turn into bone [after a fall, a needle or a stretch](REH040), or with [no cause that anybody saw](INT099). The great toes are [short from birth](DDX056).",
    ), ("fop",), safety=True),
    Block("fop-never", "Never", (
        "**no stretching**, [not by hand, not with a splint](REH040). Gentle is not safe either; no massage, [no manual therapy](REH041)",
        "**no injection into muscle**: in one survey [25](REH046) in 100 had a flare-up at once",
        "**no biopsy and no operation to remove bone**: each can [start new bone](DDX058)",
        "no [nerve block in the jaw](DDX058) at the dentist",
    ), ("fop",), safety=True),
    Block("fop-say", "What to say before any needle", (
        "\"I have FOP. No needle into muscle. Blood from a vein is all right, [not from an artery](INT115). Vaccines go [under the skin](INT115). Please call my FOP doctor first.\"",
        "In an emergency [life comes first](GEN133): give care, with an expert for the airway.",
    ), ("fop",), safety=True),
    Block("fop-call-now", "Ring the emergency number now", (
        "for swelling under the jaw or in the neck, or trouble with [breathing or swallowing](GEN132). Say FOP first",
    ), ("fop",), safety=True),
    Block("fop-call", "Call the same day", (
        "a new swelling, pain or stiffness: it may be a flare-up. Some are treated [within a day](INT113); a doctor who knows FOP decides",
        "a fall or a hard knock",
        "one leg swells: it may be a flare-up or [a clot](DDX027). It needs a scan",
    ), ("fop",), safety=True),
    Block("fop-do", "Do", (
        "Move by yourself, [as you like](REH040): short, slow, not to the point of being tired.",
        "[Prevent falls](REH041). A [helmet](GEN134) is advised where falls are likely.",
    ), ("fop",)),
    Block("fop-water", "In warm water", ("[Active movement in warm water](REH043), with somebody trained, and a safe way in. Nobody pulls.",), ("fop",)),
    Block("fop-breath", "Breathing", ("[15 to 30 minutes](REH042) of active breathing work a day. Lungs are tested from age [4](REH042).",), ("fop",)),
    # Who
    Block("who", "Whom to call", ("Ring the number below. If nobody answers, go to the emergency department the same day.",), (*ALL, "fop"), safety=True),
)  # fmt: skip

NOTES = (
    "Blocks marked *stays in* are about safety and cannot be left out. The rest is yours to choose: a leaflet that says less is read more often.",
    f"**Reading level**: the Flesch-Kincaid grade of what is on the sheet; {GRADE:.0f} or below is our choice. Long names count heavily.",
    "† marks the ordinary ward rule: good practice for which we hold no row.",
    "Doses are left out on purpose: they stay with the person who prescribes.",
    "Written to be adapted. Have it read by a patient, and by the person responsible where you work, before it is handed out.",
    "For learning, not for treating a patient.",
)


@dataclass(frozen=True)
class Leaflet:
    name: str = "leaflet"
    title: str = "Put together a leaflet"
    todo: str = "Choose the patient, then what the sheet should say. It fits on one page of A4."
    notes: tuple[str, ...] = field(default=NOTES)

    def texts(self) -> list[str]:
        return [*(line for block in BLOCKS for line in block.lines), *self.notes]

    def rows(self) -> list[str]:
        return list(dict.fromkeys(row for text in self.texts() for row in ROW.findall(text)))


def blocks_for(patient: str) -> list[Block]:
    return [block for block in BLOCKS if patient in block.patients]


def grade(blocks: list[Block]) -> float:
    return read("\n".join(block.text for block in blocks)).grade


def build() -> Leaflet:
    return Leaflet()
