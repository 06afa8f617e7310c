"""The calls a lesson makes. Each returns something that a notebook shows."""

from typing import Any

from hoedu.evidence import cite, fact
from hoedu.grading import grade
from hoedu.html.items import item_html
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
    line = f"Lesson {number}: {lesson.title}. {len(items)} questions, about {lesson.minutes} minutes."
    return View(start_html(lesson, here.store.messages), [spec], line, None, here)


def ask(*item_ids: str) -> View:
    """Show one or several questions by id."""
    here = session()
    items = [here.bank[item_id] for item_id in item_ids]
    line = "; ".join(f"Question {item.id} ({item.kind})" for item in items)
    specs = [item.page_spec() for item in items]
    return View("".join(map(item_html, items)), specs, line, frozenset(item_ids), here)


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
    from hoedu.explorers import build
    from hoedu.html.explorers import explorer_data, explorer_html, explorer_spec

    explorer, here = build(name), session()
    wait = {"after": here.bank[after].page_spec()} if after else {}
    spec, items = explorer_spec(explorer) | wait, frozenset([after] if after else [])
    return View(explorer_html(explorer), [spec], f"Explorer: {explorer.title}", items, here, explorer_data(explorer))


def reveal(item_id: str) -> View:
    """Show what you predicted beside what the data say."""
    here = session()
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


def references(number: str) -> Page:
    """The sources of lesson `number`: of its questions, explorers and linked figures."""
    from hoedu.explorers import build

    lesson = lesson_of(number)
    sources = {cite(key) for item in session().bank.lesson(number) for key in item.refs}
    sources |= {cite(key) for key in lesson.refs}
    sources |= {source for name in lesson.explorers for row in build(name).rows() for source in fact(row).sources}
    return Page(references_html(sources), f"{len(sources)} references of lesson {number}")


def progress_code() -> str:
    """Your progress as one text, to copy out and paste back later."""
    return session().code()


def restore(code: str) -> str:
    """Take in a progress code."""
    count = session().restore(code)
    return f"{count} new answer{'' if count == 1 else 's'} restored."
