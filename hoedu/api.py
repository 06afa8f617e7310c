"""The calls a lesson makes. Each returns something that a notebook shows."""

from typing import Any

from hoedu.course import course
from hoedu.errors import ContentError
from hoedu.evidence import cite, fact
from hoedu.grading import grade
from hoedu.html import exhibit
from hoedu.html.items import item_html, item_spec
from hoedu.html.lesson import finish_html, labels, references_html, reveal_html, start_html
from hoedu.items import Item, Outcome
from hoedu.lessons import lesson as lesson_of
from hoedu.progress import Attempt
from hoedu.session import session
from hoedu.widgets.view import View


class Page:
    """Plain HTML with a line of text for where HTML is not shown."""

    def __init__(self, html: str, line: str):
        self.html, self.line = html, line

    def __repr__(self) -> str:
        return self.line

    def _repr_mimebundle_(self, **_: Any) -> dict[str, str]:
        return {"text/html": self.html, "text/plain": self.line}


def start(number: str) -> View:
    """Open lesson `number`: title, how far you are, your progress code."""
    lesson, here = lesson_of(number), session()
    items = here.bank.lesson(number)
    spec = {"lesson": number, "minutes": lesson.minutes, "items": [item.page_spec() for item in items]}
    questions = f"{len(items)} question{'s' if items[1:] else ''}, about" if items else "About"
    line = f"Lesson {number}: {lesson.title}. {questions} {lesson.minutes} minutes."
    return View(start_html(lesson, here.store.messages), [spec], line, None, here)


def ask(*item_ids: str) -> View:
    """Show one or several questions by id."""
    here = session()
    items = [here.bank[item_id] for item_id in _wanted(item_ids)]
    line = "; ".join(f"Question {item.id} ({item.kind})" for item in items)
    specs = [item_spec(item) for item in items]
    return View("".join(map(item_html, items)), specs, line, frozenset(item.id for item in items), here)


def _wanted(item_ids: tuple[str, ...]) -> list[str]:
    """Those that the course in use does not leave out."""
    own = course()
    return [name for name in item_ids if name not in own.left_out] if own else list(item_ids)


def answer(item_id: str, response: Any, confidence: int | None = None) -> Outcome:
    """Answer a question in plain Python: an option's letter (or letters, "AC"), a number, a text.

    The letters are those `ask` shows. The attempt counts like one made with the mouse.
    """
    here = session()
    item = here.bank[item_id]
    response = _from_letters(item, response)
    outcome = grade(item, response)
    if outcome.status == "graded":
        here.record([Attempt(item.id, item.hash, response, confidence)])
    return outcome


def _from_letters(item: Item, response: Any) -> Any:
    from hoedu.html.items import shown_order

    letters = dict(zip("ABCDEFGH", shown_order(item)))
    if not letters or not isinstance(response, str):
        return response
    keys = [letters[letter] for letter in response.upper().replace(",", "").replace(" ", "") if letter in letters]
    if item.kind == "multiple":
        return keys
    return keys[0] if len(keys) == 1 else response


def explore(name: str, after: str = "") -> View:
    """Show an explorer by name, for example "hip-odds".

    `after` names a prediction whose answer it would give away: the explorer opens when that is kept, or on demand.
    """
    one, here = exhibit.explorer(name), session()
    after = "".join(_wanted((after,)))
    wait = {"after": here.bank[after].page_spec()} if after else {}
    return View(one.html, [one.spec | wait], one.line, frozenset([after] if after else []), here, one.data)


def case(name: str) -> View:
    """Show a branching patient by id, for example "swollen-thigh"."""
    one = exhibit.case(name)
    return View(one.html, [one.spec], one.line, one.items, session())


def case_map(name: str) -> Page:
    """Show the map of a branching patient, for a class: it gives every consequence away."""
    from hoedu.cases import case as case_of
    from hoedu.html.case_map import map_html

    one = case_of(name)
    return Page(map_html(one), f"Map of the case: {one.title} ({len(one.nodes)} sections)")


def reveal(item_id: str) -> "View | Page":
    """Show what you predicted beside what the data say."""
    here = session()
    if not _wanted((item_id,)):
        return Page("", "Prediction left out of this course")
    item = here.bank[item_id]
    spec = {"item": item.page_spec(), "labels": labels(item)}
    return View(reveal_html(item), [spec], f"Prediction and data: {item.id}", frozenset([item_id]), here)


def finish(number: str) -> View:
    """Close lesson `number`: before against after, sure against right, when to look again."""
    lesson, here = lesson_of(number), session()
    items = here.bank.lesson(number)
    spec = {"lesson": number, "items": [item.page_spec() for item in items]}
    line = f"Before and after: lesson {number}"
    ids = frozenset(item.id for item in items)
    return View(finish_html(lesson, items), [spec], line, ids, here)


def exam(paper: int = 1) -> View:
    """Show the exam across all lessons; `paper` is the one that is open first, and the one to be read without a script."""
    from hoedu.html.exam import exam_html
    from hoedu.html.pool import pool_bytes
    from hoedu.papers import blueprint, papers

    here, table = session(), blueprint()
    if not 1 <= paper <= table.papers:
        raise ContentError(f"there is no paper {paper}; there are {table.papers}", file="exam.toml")
    one = papers(here.bank)[paper - 1]
    line = f"Exam: {table.papers} papers of {table.length} questions; paper {paper}"
    return View(exam_html(table, one, here.bank), [{}], line, None, here, pool_bytes(here.bank))


def review() -> View:
    """Show what you missed and what is due, from all lessons, ready to be asked again."""
    from hoedu.html.pool import pool_bytes, taught_lessons
    from hoedu.html.review import review_html

    here = session()
    line = f"Review: what was missed or is due, from {len(taught_lessons(here.bank))} lessons"
    return View(review_html(here.bank), [{}], line, None, here, pool_bytes(here.bank))


def terms() -> View:
    """Show the terms of all lessons."""
    from hoedu.glossary import glossary
    from hoedu.html.lists import glossary_html

    return View(glossary_html(), [{}], f"Glossary: {len(glossary())} terms", frozenset(), session())


def references(number: str = "") -> "Page | View":
    """The sources of lesson `number`: of its questions, explorers, cases and linked figures.

    Without a number, those of all lessons, with what each supports.
    """
    if not number:
        from hoedu.html.lists import sources_html

        html, count = sources_html(session().bank)
        return View(html, [{}], f"{count} references of all lessons", frozenset(), session())
    from hoedu.cases import case as case_of
    from hoedu.cases.texts import keys

    lesson = lesson_of(number)
    sources = {cite(key) for item in session().bank.lesson(number) for key in item.refs}
    sources |= {cite(key) for key in lesson.refs}
    sources |= {source for name in lesson.explorers for row in exhibit.rows(name) for source in fact(row).sources}
    sources |= {cite(key) for name in lesson.cases for key in keys(case_of(name))}
    return Page(references_html(sources), f"{len(sources)} references of lesson {number}")


def progress_code() -> str:
    """Your progress as one text, to copy out and paste back later."""
    return session().code()


def restore(code: str) -> str:
    """Take in a progress code."""
    count = session().restore(code)
    return f"{count} new answer{'' if count == 1 else 's'} restored."
