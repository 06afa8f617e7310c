"""What drives or stops each step of HO, who it was shown in, and what acts on it; with the pathway drawn."""

from itertools import product

from hoedu import drawings
from hoedu.evidence import Fact, facts
from hoedu.explorers.base import Control, Explorer, Frame, Row, read_as

STAGES = (("all", "every stage"), *((key, name.lower()) for key, (name, _) in drawings.STEPS.items()),
          ("whole sequence", "the whole sequence"), ("not stated", "stage not stated"))  # fmt: skip
DIRECTIONS = (("all", "every direction"), ("promotes", "promotes HO, or supplies its cells"), ("inhibits", "inhibits HO"),
              ("marker or association", "marker or association"), ("unsettled", "disputed, conditional or no part"))  # fmt: skip
SPECIES = (("all", "any"), ("human", "people"), ("mouse", "mice"), ("rat", "rats"), ("rabbit", "rabbits"),
           ("cells", "cells in culture"), ("review", "reviews and argument"))  # fmt: skip
BLOCKED = (("all", "any or nothing"), ("agent", "a drug or other agent"), ("other measure", "another measure, no drug"),
           ("none", "nothing named or tested"))  # fmt: skip
ANIMALS = {"mouse", "rat", "rabbit"}
_PLURAL = {"mouse": "mice", "rat": "rats", "rabbit": "rabbits"}


def build() -> Explorer:
    rows = [
        fact for fact in facts().values() if fact.table == "mechanisms" and fact.confidence in ("seen", "secondary")
    ]
    order = [key for key, _ in STAGES]
    rows.sort(key=lambda f: (order.index(_several(f, "stage_group")[0]), f["direction_group"] != "promotes", f.id))
    frames = {}
    for (stage, _), (direction, _), (species, _), (blocked, _) in product(STAGES, DIRECTIONS, SPECIES, BLOCKED):
        chosen = (stage, direction, species, blocked)
        shown = tuple(number for number, fact in enumerate(rows) if _fits(fact, *chosen))
        frames["|".join(chosen)] = _frame(stage, shown, [rows[number] for number in shown])
    return Explorer(
        name="mechanisms",
        title="Who does what on the way to bone?",
        todo="Choose a stage, then ask what acts on it, and in whom that was shown.",
        controls=(_choice("stage", "Stage", STAGES), _choice("direction", "Direction", DIRECTIONS),
                  _choice("species", "Shown in", SPECIES), _choice("blocked", "What acts on it", BLOCKED)),
        frames=frames,
        lines=tuple(_row(fact) for fact in rows),
        heads=("Factor, what it acts on, and when", "Effect", "What acts on it", "Evidence"),
        drawing=drawings.pathway(),
        notes=(
            "The drawing is the usual endochondral route, as [reviews](H31) and [human specimens](H06) describe it; marrow in "
            "mature lesions was [shown in people](H26). The outline marks the chosen stage.",
            "*Animals only* means that none of the evidence in that row comes from people. What acts on a factor is mostly "
            "experimental: it is not a treatment unless a lesson on treatment says so.",
            "Where a row touches several stages it is listed under each. The groups are ours; the words in each row are those "
            "of our tables.",
            "Keeping mice still [stopped HO in a burn and tendon model](K66). In people [immobility is listed as a "
            "risk](K67), and in rabbits [force on a stiff joint](K93) made bone: do not carry one over to the other.",
            "*Quoted*: read where another source repeats it, or in its title only.",
        ),
    )  # fmt: skip


def _choice(name: str, label: str, options: tuple[tuple[str, str], ...]) -> Control:
    return Control(name, label, "choice", tuple((key, text[0].upper() + text[1:]) for key, text in options), "all")


def _several(fact: Fact, column: str) -> list[str]:
    return fact[column].split("; ")


def _fits(fact: Fact, stage: str, direction: str, species: str, blocked: str) -> bool:
    return (
        (stage == "all" or stage in _several(fact, "stage_group"))
        and direction in ("all", fact["direction_group"])
        and (species == "all" or species in _several(fact, "species_group"))
        and blocked in ("all", fact["blocked_by_group"])
    )


def shown_in(fact: Fact) -> str:
    """Whom the evidence comes from, and plainly so where it is animals or cells alone."""
    found = _several(fact, "species_group")
    animals = " and ".join(_PLURAL[one] for one in found if one in ANIMALS)
    if "human" in found:
        return "people" + (f" and {animals}" if animals else "") + (" and cells" if "cells" in found else "")
    if not animals:
        return "cells only" if "cells" in found else "review or argument"
    return f"animals and cells only ({animals})" if "cells" in found else f"animals only ({animals})"


def animals_only(fact: Fact) -> bool:
    found = set(_several(fact, "species_group"))
    return bool(found & ANIMALS) and "human" not in found


def _row(fact: Fact) -> Row:
    detail = "; ".join(part for part in (f"on {fact['acts_on']}", fact["stage"]) if part)
    read = read_as(fact)
    effect = fact["effect"] + (f" ({read})" if read != "read" else "")
    acts = fact["druggable_by"] or "nothing named"
    return Row(
        fact, fact["factor"], f"{detail}; evidence: {shown_in(fact)}", fact.sources[0].short, effect, more=(acts,)
    )


def _frame(stage: str, shown: tuple[int, ...], rows: list[Fact]) -> Frame:
    parts = (stage,) if stage in drawings.STEPS or stage == "whole sequence" else ()
    called = dict(STAGES)[stage]
    called = called[0].upper() + called[1:]
    if not rows:
        return Frame(
            "{0}: no factor of this kind among our sources. That is a gap, not a proof.", (called,), shown, parts=parts
        )
    human = sum("human" in _several(fact, "species_group") for fact in rows)
    animals = sum(map(animals_only, rows))
    values = (
        called,
        f"{len(rows)} factor{'' if len(rows) == 1 else 's'}",
        str(human),
        str(animals),
        str(len(rows) - human - animals),
    )
    text = "{0}: {1}. With evidence from people: {2}. Animals only, or animals and cells: {3}. Cells or reviews alone: {4}."
    return Frame(text, values, shown, parts=parts)
