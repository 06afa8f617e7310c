"""The review as HTML: what it would show of the reader's own answers, and the lessons it draws on."""

from html import escape

from hoedu.html.exam import lesson_link
from hoedu.html.pool import NAME, taught_lessons
from hoedu.items import Bank
from hoedu.progress.fold import REVIEW_AFTER

HOW = (
    "<strong>Missed</strong>: not right when you last met it, in its lesson, in an exam or here. Predictions and first questions "
    "do not count: you met them before the lesson taught them.",
    "<strong>Due</strong>: right when you last met it, and its day has come. After one right answer a question waits {0} day, then "
    "{1}, {2}, {3} and {4} days; a wrong answer starts again.",
    "An answer here moves that day. The first tries of your lessons stay as they were.",
)


def review_html(bank: Bank) -> str:
    rows = "".join(
        f'<tr data-lesson="{lesson.id}"><th scope="row">{lesson_link(lesson.id)}</th><td>{len(bank.lesson(lesson.id))}</td></tr>'
        for lesson in taught_lessons(bank)
    )
    how = "".join(f"<li>{text.format(*REVIEW_AFTER)}</li>" for text in HOW)
    return (
        f'<section class="ho ho-revisit" data-ho="revisit" data-name="{NAME}" data-repeats="yes" role="group" '
        f'aria-label="{escape("What to look at again")}"><p class="ho-title">What to look at again</p>'
        f'<p class="ho-live">Where your answers are at hand, the questions you missed and those that are due stand here, by lesson and '
        f"objective, each ready to be asked again. Nothing is kept in this page itself.</p>"
        f'<details class="ho-notes"><summary>How it chooses</summary><ul>{how}</ul></details>'
        f'<details class="ho-notes ho-lessons"><summary>The lessons it draws on</summary><table><thead><tr><th scope="col">Lesson</th>'
        f'<th scope="col">Questions</th></tr></thead><tbody>{rows}</tbody></table></details></section>'
    )
