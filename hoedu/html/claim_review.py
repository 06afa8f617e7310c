"""The one HTML form of the claim review: the claims by part, our verdicts behind `details`. The page shows one at a time."""

from html import escape
from typing import Any

from hoedu.explorers.claim_review import (
    CRITERIA,
    DANGERS,
    FIRST,
    LEAST,
    LONGEST,
    MEANING,
    MOST,
    PART_LABELS,
    ClaimReview,
)
from hoedu.html.checklist import checklist_list, checklist_spec
from hoedu.html.inline import inline
from hoedu.lessons import lessons
from hoedu.seeds import PARTS, VERDICTS, Claim


def html(tool: ClaimReview) -> str:
    parts = "".join(_part(part, [claim for claim in tool.claims if claim.part == part]) for part in PARTS)
    notes = "".join(f"<li>{inline(note)}</li>" for note in tool.notes)
    return (
        f'<section class="ho ho-explorer ho-review" data-ho="claims" data-name="{tool.name}" role="group" '
        f'aria-label="{escape(tool.title)}"><p class="ho-title">{escape(tool.title)}</p><p class="ho-todo">{escape(tool.todo)}</p>'
        f"{parts}"
        f'<details class="ho-checks"><summary>The checklist for a better sentence, with its reasons</summary>{checklist_list(CRITERIA)}'
        f"<p>And it must not:</p>{checklist_list(DANGERS)}</details>"
        f'<details class="ho-notes"><summary>How to read this</summary><ul>{notes}</ul></details></section>'
    )


def _part(part: str, claims: list[Claim]) -> str:
    words = " · ".join(VERDICTS)
    asked = "".join(
        f'<li data-claim="{claim.id}"><span>{escape(claim.claim)}</span> <small>{words}</small></li>'
        for claim in claims
    )
    told = "".join(f'<li data-told="{claim.id}">{_told(claim)}</li>' for claim in claims)
    return (
        f'<div class="ho-claimpart"><p class="ho-group">{PART_LABELS[part]}</p><ul class="ho-asked">{asked}</ul>'
        f"<details><summary>Our verdicts: {PART_LABELS[part].lower()}</summary><ul>{told}</ul></details></div>"
    )


def _told(claim: Claim) -> str:
    also = f" {' or '.join(claim.also).capitalize()} can be defended." if claim.also else ""
    return (
        f'<p class="ho-why"><strong>{claim.verdict.capitalize()}.</strong>{also} {inline(claim.note)} <small>{_taught(claim)}</small></p>'
        f'<p class="ho-better"><span>Better: </span>{inline(claim.better)}</p>'
    )


def _taught(claim: Claim) -> str:
    """Where it is taught, by the numbers of the lessons."""
    numbers = [number.lstrip("0") or "0" for number in claim.lessons if number in lessons()]
    if not numbers:
        return ""
    return f"Lesson{'s' if len(numbers) > 1 else ''} {', '.join(numbers[:-1])}{' and ' if numbers[:-1] else ''}{numbers[-1]}."


def spec(tool: ClaimReview) -> dict[str, Any]:
    return checklist_spec(CRITERIA, DANGERS) | {
        "name": tool.name, "first": FIRST, "verdicts": [[word, MEANING[word]] for word in VERDICTS], "words": [LEAST, MOST], "longest": LONGEST,
        "parts": [[part, PART_LABELS[part]] for part in PARTS],
        "claims": [{"id": c.id, "part": c.part, "verdict": c.verdict, "also": c.also, "asks": c.asks} for c in tool.claims],
    }  # fmt: skip
