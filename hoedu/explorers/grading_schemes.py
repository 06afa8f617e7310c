"""Schemes that sort HO into classes: the classes, what each was made for, how reliable it is, what it leaves out."""

import re
from dataclasses import dataclass

from hoedu.evidence import Fact, facts
from hoedu.explorers.base import READ_NOTE, Bit, Control, Explorer, Frame, Row, capital, listed, read_as, said, sure

Said = tuple[str, ...]  # a passage, then the rows it comes from


@dataclass(frozen=True, slots=True)
class Scheme:
    """One scheme as the table names it, and what is said of it beside its classes.

    `sorts` says what it sorts by; `part` that some of its classes were not in what we read.
    """

    system: str
    name: str
    sorts: str
    made: Said
    leaves: Said
    agreement: Said = ()
    part: str = ""


SCHEMES = (
    Scheme("Brooker", "Brooker (hip)", "what the film shows: islands, the gap between spurs, a bridge",
           ("Hip replacement, on one film of the pelvis from the front; class 0 was added later", "CLS001"),
           ("Depth: bone in front of or behind the joint overlaps it, so 8 of 10 hips with class 4 moved well. A second view found "
            "12.7 % that one view missed. Volume and true bridging, on which CT can disagree. Not made for the person's function",
            "CLS014", "CLS005", "IM13", "IM21"),
           ("Between readers a mean kappa of 0.43; the same reader again 0.74. Another study printed 0.91",
            "AGR001", "AGR002", "AGR005")),
    Scheme("Della Valle", "Della Valle (hip)", "the size of islands and the gap between spurs",
           ("Hip replacement: Brooker made simpler, to part severe HO from the rest", "CLS008"),
           ("Small islands count as none; a narrow gap and a bridge are one class", "CLS006", "CLS008"),
           ("Between readers a mean kappa of 0.59; agreement on severe HO rose from 52 % to 76 %", "AGR006", "CLS008")),
    Scheme("Biplanar (anterior THA)", "Biplanar (hip, two views)", "the gap on two views",
           ("Anterior hip replacement, with scores of hip function beside it: 513 hips", "CLS009"),
           ("Two classes cannot part a gap from a bridge; read in one group, after one approach", "CLS009", "CLS010"),
           ("Kappa 0.95 in its own study", "AGR010")),
    Scheme("Two-plane modified Brooker (2005)", "Two-plane Brooker (hip, 2005)", "Brooker on each of two views, and motion",
           ("Hip replacement: to find out when overlap imitates a bridge", "CLS014"),
           ("Several marks for one hip: long to write, and to compare", "CLS011", "CLS012", "CLS013")),
    Scheme("1978 hip endoprosthesis scale", "Hip scale of 1978", "how much bone there is, in words",
           ("Hip replacement: 145 hips, with motion beside it", "CLS024"),
           ("A measure: slight and moderate are words. The top class was not defined in what we read", "CLS022", "CLS024"),
           part="The definition of the worst class was not in what we read."),
    Scheme("Mavrogenis", "Mavrogenis (neurogenic hip)", "where the bone lies, and the cause",
           ("Neurogenic HO of the hip before excision: to choose the way in", "CLS025"),
           ("The amount of bone, and the person's function; 33 hips", "CLS025")),
    Scheme("DeBaun anatomic", "DeBaun (hip, by place)", "where the bone lies",
           ("HO of the hip, by side; 40 hips", "CLS031"),
           ("The amount of bone: a second part with grades exists, and was not in what we read", "CLS031"),
           part="Its grades were not in what we read."),
    Scheme("Ledermann CT/radiographic maturity", "Ledermann (maturity, pelvis)", "how mature the mineral is",
           ("HO of the pelvis on CT and film, set beside MRI", "CLS034"),
           ("Size, gap and function. Its first three classes overlap on MRI", "CLS034", "IM31")),
    Scheme("Ultrasound phenomena (Stefanidis)", "Stefanidis (ultrasound)", "what ultrasound shows, in order",
           ("Large joints in intensive care: to see HO early, at the bedside", "CLS038"),
           ("The amount of bone, and the gap", "CLS040")),
    Scheme("Hastings & Graham", "Hastings-Graham (elbow)", "loss of motion, by plane",
           ("Elbow and forearm: to decide on watching, release or excision", "CLS041", "CLS042"),
           ("The amount of bone: it grades the loss of motion, which other things cause too", "CLS042", "CLS045"),
           part="Class II has further letters that were not in what we read."),
    Scheme("Fischer 2024 (elbow, X-ray based)", "Fischer 2024 (elbow)", "the film",
           ("The elbow, on film: 138 people", "CLS047"), (), part="Its classes were not in what we read."),
    Scheme("Garland (residual neurological function)", "Garland (residual function)", "the person's remaining deficit, not bone",
           ("Neurogenic HO: how far the person has recovered. A second Garland scale, of bone, was not in what we read",
            "CLS053"),
           ("Bone. It showed no link with recurrence", "CLS053"), part="Its classes were not in what we read."),
    Scheme("Genet GCG-BD", "Genet (neurogenic hip)", "bone and function together",
           ("Neurogenic HO of the hip, with the hope of predicting recurrence", "CLS054"),
           ("It did not predict recurrence, nor did Brooker", "CLS054"), part="Its levels were not in what we read."),
    Scheme("Reverse shoulder modified Brooker", "Reverse shoulder (modified Brooker)", "Brooker, carried to the shoulder",
           ("Reverse shoulder replacement", "CLS059"),
           ("What each class means was not in what we read; only class 2 affected function, for a time", "CLS062"),
           ("On film kappa 0.60 for presence and 0.53 for the class; on CT 0.83 and 0.70", "IM20"),
           part="We read the names of its classes, not what defines them."),
    Scheme("McAfee / Mehren", "McAfee-Mehren (cervical disc)", "where the bone lies, and whether the disc still moves",
           ("Replacement of a cervical disc", "CLS063"),
           ("The person's pain and function", "CLS065")),
    Scheme("Furia & Pellegrini", "Furia-Pellegrini (knee)", "free or attached bone, and its length",
           ("Knee replacement: bone above the kneecap", "CLS068"),
           ("Motion and complaints; bone elsewhere about the knee", "CLS068", "CLS071")),
    Scheme("Rader (3 grades)", "Rader (knee)", "size",
           ("Knee replacement: 615 knees", "CLS074"),
           ("What parts one size from the next was not in what we read", "CLS072", "CLS073"),
           part="What parts its sizes was not in what we read."),
    Scheme("Harwin", "Harwin (knee)", "the film",
           ("First knee replacement: 158 knees", "CLS075"), (), part="Its classes were not in what we read."),
    Scheme("Stannard", "Stannard (knee dislocation)", "how much of the joint space is filled",
           ("Knee dislocation", "CLS079"),
           ("Bone away from the joint space; it counts share, not place", "CLS078")),
    Scheme("Mills & Tejwani", "Mills-Tejwani (knee dislocation)", "how much bone there is",
           ("Knee dislocation: 36 knees", "CLS083"),
           ("What parts the middle classes was not in what we read", "CLS082"),
           part="What parts its middle classes was not in what we read."),
    Scheme("Nicholas clinical stages (SCI)", "Nicholas (stages after cord injury)", "the clinical course",
           ("Spinal cord injury: clinical stages, not bone", "CLS088"), (), part="Its four stages were not in what we read."),
)  # fmt: skip
# Schemes whose classes our tables hold from memory only: named, not shown.
RECALLED = ("Schmidt and Hackenbroch (hip)", "Ilahi and Gabel (elbow)", "Garland's scale of bone", "Kjaersgaard-Andersen (shoulder)",
            "Potter's shares of a residual limb after amputation")  # fmt: skip
NOT_READ = ("not in excerpt", "not seen", "definition not", "level name only", "levels not")


def classes(scheme: Scheme) -> list[Fact]:
    """The rows of a scheme that may be shown."""
    rows = [f for f in facts().values() if f.table == "classifications" and f["system"] == scheme.system]
    return [row for row in rows if row.confidence in ("seen", "secondary")]


def build() -> Explorer:
    rows = [row for scheme in SCHEMES for row in classes(scheme)]
    place = {row.id: number for number, row in enumerate(rows)}
    bits, frames = [], {}
    for scheme in SCHEMES:
        first = len(bits)
        bits += [_passage(one, none) for one, none in (
            (scheme.made, ""),
            (scheme.agreement, "No agreement between readers in what we read: that is a gap, not a good sign"),
            (scheme.leaves, "Cannot be said without its classes"),
        )]  # fmt: skip
        heads = ("Made for", "How well readers agree", "What it leaves out")
        cells = tuple((head, f"@{first + n}") for n, head in enumerate(heads))
        shown = tuple(place[row.id] for row in classes(scheme))
        frames[scheme.system] = Frame(sentence(scheme), (), shown, cells)
    return Explorer(
        name="grading-schemes",
        title="Which scheme sorts HO how, and what for?",
        todo="Choose a scheme. Ask what it looks at, and what it cannot see.",
        controls=(Control("scheme", "Scheme", "choice", tuple((s.system, s.name) for s in SCHEMES), "Brooker"),),
        frames=frames,
        columns=("About the scheme", "In our words"),
        bits=tuple(bits),
        lines=tuple(_row(row) for row in rows),
        heads=("Class, and what makes it", "What went with it", "Read or quoted", "Source"),
        notes=(
            "The classes are paraphrased. What a scheme leaves out is our reading of its classes, except where a source is linked.",
            f"Named in our tables from memory only, and so not shown: {listed(list(RECALLED))}.",
            "A class is not a disability: it sorts pictures (or motion), and people with the same class differ.",
            READ_NOTE,
        ),
    )


def _passage(one: Said, none: str) -> Bit:
    text, *rows = one or (none,)
    return Bit(f"{text}.", tuple(rows))


def defined(row: Fact) -> bool:
    """Did we read what makes this class?"""
    return not any(words in f"{row['grade']} {row['criterion']}".lower() for words in NOT_READ) and bool(criterion(row))


def criterion(row: Fact) -> str:
    """What makes the class, without remarks on where it was read."""
    return (
        row["criterion"].split(" (")[0]
        if "memory" in row["criterion"] or "excerpt" in row["criterion"]
        else row["criterion"]
    )


def sentence(scheme: Scheme) -> str:
    rows = classes(scheme)
    known = [row for row in rows if defined(row)]
    if not known:
        return f"{scheme.name}: sorts by {scheme.sorts}. {scheme.part}"
    what = f"{len(known)} {'class' if len(known) == 1 else 'classes'}" + (" that we read" if scheme.part else "")
    return f"{scheme.name}: {what}, by {scheme.sorts}." + (f" {scheme.part}" if scheme.part else "")


def _row(row: Fact) -> Row:
    grade = "Classes" if re.search("not seen|scale exists", row["grade"]) else row["grade"]
    label = f"Class {grade}" if re.match(r"([0-9][a-c]?|[IVX]+[A-C]?|[A-C])(-|$)", grade) else capital(grade)
    made = criterion(row) if defined(row) else "What makes it was not in what we read"
    meaning = said(sure(row["clinical_meaning"]).split("; original paper")[0])
    meaning = "" if meaning == "None" else meaning
    return Row(row, label, made, row.sources[0].short, meaning or "nothing stated", more=(read_as(row),))
