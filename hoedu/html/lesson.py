"""The one HTML form of a lesson's head, of a prediction beside the data, of its end and of its references."""

from collections.abc import Iterable
from html import escape

from hoedu.evidence import Reference
from hoedu.html.inline import inline, plain
from hoedu.html.items import answer_html
from hoedu.items.base import Item
from hoedu.items.ordering import Ordering
from hoedu.lessons import Lesson

RUN = "Run the notebook (Run ▸ Run All Cells) to answer here. Without it, every answer opens below its question."


def start_html(lesson: Lesson, messages: Iterable[str] = ()) -> str:
    notes = "".join(f'<p class="ho-trouble" role="alert">{escape(message)}</p>' for message in messages)
    return (
        f'<section class="ho ho-start" data-ho="start" role="group" aria-label="Lesson {lesson.id}">'
        f'<p class="ho-title">Lesson {lesson.id} · {escape(lesson.title)}</p>'
        f'<p class="ho-todo">About {lesson.minutes} minutes · {escape(lesson.level)} · last reviewed '
        f"{lesson.reviewed.day} {lesson.reviewed:%B %Y}. For learning, not for treating a patient.</p>"
        f'{notes}<p class="ho-live">{RUN}</p></section>'
    )


def reveal_html(item: Item) -> str:
    return (
        f'<section class="ho ho-reveal" data-ho="reveal" data-item="{item.id}" role="group" '
        f'aria-label="Your prediction: {escape(plain(item.stem))}">'
        f'<p class="ho-stem">{inline(item.stem)}</p>{answer_html(item)}</section>'
    )


def labels(item: Item) -> dict[str, str]:
    """What each part of a response is called, in plain text; steps without the number of their place in the key."""
    if isinstance(item, Ordering):
        return {step.key: plain(step.text) for step in item.steps}
    return {key.split(".")[-1]: plain(about) for key, (about, _) in item.whys().items()}


def finish_html(lesson: Lesson, items: list[Item]) -> str:
    """The end of a lesson; `items` are its pre-test and post-test."""
    held = "".join(
        f'<li><span class="ho-stem">{inline(item.stem)}</span>{answer_html(item)}</li>'
        for item in items
        if item.use == "pretest"
    )
    return (
        f'<section class="ho ho-finish" data-ho="finish" role="group" aria-label="Before and after">'
        f'<p class="ho-title">Before and after</p>'
        f'<p class="ho-live">Answer the closing questions of lesson {lesson.id} to see them beside the first ones, with '
        f"how sure you were.</p>"
        f'<div class="ho-held"><p>The questions from the start, with their answers:</p><ol>{held}</ol></div></section>'
    )


def references_html(references: Iterable[Reference]) -> str:
    rows = []
    for one in sorted(references, key=lambda r: (str(r).lower(), r.key)):
        kind = f" <em>{escape(one.kind)}</em>." if one.kind else ""
        # No script runs here: the link itself says that JupyterLab's shortcuts leave it alone (see keepKeys in dom.js).
        guard = 'target="_blank" rel="noopener" data-lm-suppress-shortcuts="true"'
        link = f'<a href="{escape(one.url)}" {guard}>{escape(one.url)}</a>'
        rows.append(f"<li>{escape(str(one))}{kind} {link}</li>")
    return f'<section class="ho ho-references" aria-label="References"><ol>{"".join(rows)}</ol></section>'
