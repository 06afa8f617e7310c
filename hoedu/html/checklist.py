"""A checklist as HTML and as JSON: what a text must have, what it must not ask for."""

from html import escape
from typing import Any

from hoedu.html.inline import inline
from hoedu.wording import Criterion, Danger


def checklist_list(criteria: tuple[Criterion, ...]) -> str:
    rows = "".join(f"<li><strong>{escape(one.label)}.</strong> {inline(one.why)}</li>" for one in criteria)
    return f'<ul class="ho-criteria">{rows}</ul>'


def checklist_spec(criteria: tuple[Criterion, ...], dangers: tuple[Danger, ...]) -> dict[str, Any]:
    return {
        "criteria": [
            {"key": c.key, "label": c.label, "why": inline(c.why), "groups": c.groups, "sentence": c.sentence, "denied": c.denied}
            for c in criteria
        ],
        "dangers": [{"key": d.key, "label": d.label, "why": inline(d.why), "patterns": d.patterns, "near": d.near, "unless": d.unless} for d in dangers],
    }  # fmt: skip
