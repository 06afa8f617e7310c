"""The one HTML form of the teach-back: a box to write in, the checklist with its reasons, a model answer for each patient."""

from html import escape
from typing import Any

from hoedu.explorers.teach_back import (
    BACK,
    CRITERIA,
    DANGERS,
    GRADE,
    INSTEAD,
    JARGON,
    LEAST,
    MODELS,
    MOST,
    OWN,
    PATIENTS,
    SIGNS,
    TeachBack,
)
from hoedu.html.checklist import checklist_list, checklist_spec
from hoedu.html.inline import inline
from hoedu.wording import LONGEST, read


def html(tool: TeachBack) -> str:
    rows = "".join(
        f'<li><label><input type="radio" name="teach-patient" value="{key}"> <span><b>{escape(label)}.</b> {escape(who)}</span></label></li>'
        for key, label, who in PATIENTS
    )
    own = "".join(
        f"<li><strong>{escape(label)}: {escape(OWN[key].label)}.</strong> {inline(OWN[key].why)}</li>"
        for key, label, _ in PATIENTS
    ) + "".join(
        f"<li><strong>{escape(label)}: {escape(one.label)}.</strong> {inline(one.why)}</li>"
        for key, label, _ in PATIENTS
        for one in INSTEAD.get(key, ())
    )
    models = "".join(_model(key, label) for key, label, _ in PATIENTS)
    notes = "".join(f"<li>{inline(note)}</li>" for note in tool.notes)
    return (
        f'<section class="ho ho-explorer ho-teach" data-ho="teach" data-name="{tool.name}" role="group" '
        f'aria-label="{escape(tool.title)}"><p class="ho-title">{escape(tool.title)}</p><p class="ho-todo">{escape(tool.todo)}</p>'
        f'<fieldset><legend><span class="ho-stem">Whom do you speak to?</span></legend><ul class="ho-picks">{rows}</ul></fieldset>'
        f'<label class="ho-lone"><span class="ho-stem">What you would say</span><textarea rows="10" maxlength="{LONGEST}" spellcheck="true"></textarea></label>'
        f'<p class="ho-private ho-todo">Kept in this browser alone, until you delete it. Nothing is sent.</p>'
        f'<details class="ho-checks"><summary>The checklist, with its reasons</summary><ul class="ho-criteria"><li><strong>{LEAST} to {MOST} words, grade {GRADE:.0f} '
        f"or below.</strong> Short sentences, short words.</li><li><strong>Plain words.</strong> Each technical word has a plain one.</li></ul>"
        f'{checklist_list(CRITERIA)}<ul class="ho-criteria">{own}</ul><p>And never:</p>{checklist_list(DANGERS)}</details>'
        f'{models}<details class="ho-notes"><summary>How to read this</summary><ul>{notes}</ul></details></section>'
    )


def _model(key: str, label: str) -> str:
    found = read(MODELS[key])
    text = "".join(f"<p>{escape(part)}</p>" for part in MODELS[key].split("\n"))
    return (
        f'<details class="ho-modeltext" data-patient="{key}"><summary>A model answer: {escape(label[0].lower() + label[1:])}</summary>{text}'
        f"<p><small>{found.words} words, grade {found.grade:.1f}.</small></p></details>"
    )


def spec(tool: TeachBack) -> dict[str, Any]:
    return checklist_spec(CRITERIA, DANGERS) | {
        "name": tool.name, "own": {key: one["criteria"][0] for key in OWN for one in [checklist_spec((OWN[key],), ())]},
        "instead": {key: {one["key"]: one for one in checklist_spec(ones, ())["criteria"]} for key, ones in INSTEAD.items()},
        "words": [LEAST, MOST], "grade": GRADE, "jargon": JARGON, "signs": SIGNS, "back": BACK, "longest": LONGEST,
    }  # fmt: skip
