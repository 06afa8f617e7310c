"""The cumulative exam as HTML: the table it is drawn to, and the first paper, to be read or printed without a script."""

from html import escape

from hoedu.html.items import item_html
from hoedu.html.pool import NAME, href
from hoedu.items import Bank
from hoedu.items.base import LEVELS
from hoedu.lessons import lessons
from hoedu.papers import ANY, Blueprint, Paper, question

RULES = (
    "Answers are held back until you finish the paper; until then you may change each of them.",
    "A question without an answer counts as not right. There is no clock.",
    "The first tries that your lessons keep are not touched. What you answer wrongly here, the review below asks again.",
)


def exam_html(table: Blueprint, paper: Paper, bank: Bank) -> str:
    levels = [level for level in LEVELS if table.of_level(level)]
    spread = ", ".join(f"{table.of_level(level)} to {level}" for level in levels)
    rules = "".join(f"<li>{rule}</li>" for rule in RULES)
    questions = "".join(f"<li>{item_html(question(bank, entry), live=False)}</li>" for entry in paper.entries)
    return (
        f'<section class="ho ho-exam" data-ho="exam" data-name="{NAME}" data-paper="{paper.number}" data-repeats="yes" role="group" aria-label="Exam across all lessons">'
        f'<p class="ho-title">Exam across all lessons</p>'
        f'<p class="ho-todo">{table.length} questions ({spread}), mixed; about {table.minutes} minutes. {table.papers} papers, each drawn '
        f'to the same table.</p><ul class="ho-rules">{rules}</ul>'
        f"{_table(table, levels)}"
        f'<div class="ho-papersheet"><p class="ho-title">Paper {paper.number}</p>'
        f'<p class="ho-live">Without a script, answer on paper first; the answer opens below each question.</p>'
        f'<ol class="ho-examlist ho-numbered">{questions}</ol></div></section>'
    )


def _table(table: Blueprint, levels: list[str]) -> str:
    head = "".join(f'<th scope="col">{level.capitalize()}</th>' for level in levels)
    rows = []
    for number, counts in table.cells.items():
        name = "Any lesson" if number == ANY else lesson_link(number)
        cells = "".join(f"<td>{counts.get(level, '')}</td>" for level in levels)
        rows.append(f'<tr data-lesson="{number}"><th scope="row">{name}</th>{cells}</tr>')
    total = "".join(f"<td>{table.of_level(level)}</td>" for level in levels)
    return (
        '<details class="ho-blueprint"><summary>What each paper holds</summary>'
        f'<table><thead><tr><th scope="col">Lesson</th>{head}</tr></thead><tbody>{"".join(rows)}'
        f'<tr><th scope="row">All</th>{total}</tr></tbody></table></details>'
    )


def lesson_link(number: str) -> str:
    lesson = lessons()[number]
    return f'<a href="{href(lesson)}">{lesson.id} {escape(lesson.title)}</a>'
