"""The one HTML form of the evidence board: every study with two questions, our places behind `details`, the prescription."""

from html import escape
from typing import Any

from hoedu.explorers.base import CERTAINTY
from hoedu.explorers.evidence_board import (
    DANGERS,
    DIRECTIONS,
    MODEL_LINE,
    PRESCRIPTION,
    STUDIES,
    SURE,
    VERDICT,
    Board,
    Study,
)
from hoedu.html.checklist import checklist_list, checklist_spec
from hoedu.html.inline import inline

LABELS = dict(DIRECTIONS)


def html(board: Board) -> str:
    people = "".join(_study(study) for study in STUDIES if not study.animal)
    animals = "".join(_study(study) for study in STUDIES if study.animal)
    notes = "".join(f"<li>{inline(note)}</li>" for note in board.notes)
    return (
        f'<section class="ho ho-explorer ho-board" data-ho="board" data-name="{board.name}" role="group" '
        f'aria-label="{escape(board.title)}"><p class="ho-title">{escape(board.title)}</p>'
        f'<p class="ho-todo">{escape(board.todo)}</p>'
        f'<p class="ho-group">In people</p><div class="ho-studies">{people}</div>'
        f'<p class="ho-group">In animals</p><div class="ho-studies">{animals}</div>'
        f'<details class="ho-ours"><summary>Our places, and why</summary><div>{_ours()}</div></details>'
        f'<fieldset class="ho-prescription"><legend><span class="ho-stem">The prescription</span><span class="ho-todo">One line for an elbow '
        f"with forming HO: what may be done, how far, what to stop for, who must not have it.</span></legend>"
        f'<label class="ho-lone"><span>Your line</span><textarea rows="3" maxlength="600"></textarea></label></fieldset>'
        f'<details class="ho-checks"><summary>The checklist, and a line that passes it</summary><div>{checklist_list(PRESCRIPTION)}'
        f"<p><em>{escape(MODEL_LINE)}</em></p></div></details>"
        f'<details class="ho-notes"><summary>How to read this</summary><ul>{notes}</ul></details></section>'
    )


def spec(board: Board) -> dict[str, Any]:
    return {
        "name": board.name, "directions": DIRECTIONS, "certainty": CERTAINTY,
        "studies": [
            {"short": s.short, "animal": s.animal, "ours": [s.direction, s.certainty], "also": s.also, "why": inline(s.why)} for s in STUDIES
        ],
        "checks": checklist_spec(PRESCRIPTION, DANGERS),
    }  # fmt: skip


def _study(study: Study) -> str:
    facts = (("Study", escape(study.design)), ("Moved", escape(study.moved)), ("Found", inline(study.found)))
    rows = "".join(f"<div><dt>{head}</dt><dd>{text}</dd></div>" for head, text in facts)
    return (
        f'<fieldset class="ho-study" data-study="{study.key}"><legend><span class="ho-stem">{escape(study.name)}</span></legend>'
        f'<dl class="ho-facts">{rows}</dl><div class="ho-places">{_select("Direction", DIRECTIONS)}'
        f"{_select('Certainty', tuple((word, word) for word in CERTAINTY))}</div></fieldset>"
    )


def _select(label: str, options: tuple[tuple[str, str], ...]) -> str:
    rows = "".join(f'<option value="{key}">{escape(text)}</option>' for key, text in options)
    return f'<label><span>{label}</span> <select autocomplete="off"><option value="">choose</option>{rows}</select></label>'


def _ours() -> str:
    reasons = "".join(
        f"<li><strong>{escape(s.name)}: {LABELS[s.direction]}; {s.certainty}.</strong> {inline(s.why)}</li>"
        for s in STUDIES
    )
    sure = "".join(f"<li><strong>{escape(claim)}: {word}.</strong> {inline(why)}</li>" for claim, word, why in SURE)
    tables = _table("Our board, in people", False) + _table("Our board, in animals", True)
    return f'<div class="ho-twin-only">{tables}</div><p class="ho-conclusion">{escape(VERDICT)}</p><ul>{sure}</ul><div class="ho-twin-only"><p class="ho-group">Study by study</p><ul>{reasons}</ul></div>'


def _table(title: str, animal: bool) -> str:
    """The page writes the same of the learner's places, in `boardTable`."""
    heads = "".join(f'<th scope="col">{label}</th>' for _, label in DIRECTIONS)
    rows = ""
    for word in CERTAINTY:
        cells = ""
        for key, _ in DIRECTIONS:
            here = [s.short for s in STUDIES if s.animal == animal and (s.direction, s.certainty) == (key, word)]
            cells += f"<td>{'<br>'.join(map(escape, here))}</td>"
        rows += f'<tr><th scope="row">{word}</th>{cells}</tr>'
    return f'<table class="ho-placed"><caption>{title}</caption><thead><tr><td></td>{heads}</tr></thead><tbody>{rows}</tbody></table>'
