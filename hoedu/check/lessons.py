"""Each lesson as a whole: what it must hold, that it asks its whole bank, and that its sources are all listed."""

from collections import Counter
from pathlib import Path

from hoedu import evidence, paths
from hoedu.cases.read import Case, read_folder
from hoedu.cases.texts import keys
from hoedu.check import figures
from hoedu.check.bank import texts
from hoedu.check.notebooks import asked, called, read, source
from hoedu.errors import ContentError
from hoedu.items import Item
from hoedu.lessons import Lesson, lessons


def check(folder: Path, items: list[Item]) -> list[ContentError]:
    problems = []
    for lesson in lessons().values():
        path = folder / f"{lesson.slug}.ipynb"
        if not path.is_file():
            problems.append(ContentError(f"there is no notebook {path.name}", file="lessons.toml", place=lesson.id))
            continue
        notebook, wrong = read(path)
        if not wrong:
            problems += check_lesson(lesson, notebook, [item for item in items if item.lesson == lesson.id], path.name)
    return problems


def check_lesson(lesson: Lesson, notebook: dict, items: list[Item], file: str) -> list[ContentError]:
    problems = []

    def wrong(message: str, place: str = "") -> None:
        problems.append(ContentError(message, file=file, place=place))

    code = [source(cell) for cell in notebook["cells"] if cell["cell_type"] == "code"]
    prose = [source(cell) for cell in notebook["cells"] if cell["cell_type"] == "markdown"]
    shown = Counter(name for text in code for name in asked(text) if "ask(" in text)
    for item in items:
        if not shown[item.id]:
            wrong("is in the bank and nowhere asked", item.id)
    explored = {name for text in code for name in called(text, "explore")}
    if explored != set(lesson.explorers):
        wrong(f"shows the explorers {sorted(explored)}; lessons.toml lists {sorted(lesson.explorers)}")
    played = {name for text in code for name in called(text, "case")}
    if played != set(lesson.cases):
        wrong(f"shows the cases {sorted(played)}; lessons.toml lists {sorted(lesson.cases)}")
    whole = " ".join(prose)
    met = Counter(item.objective for item in items)
    for objective in lesson.objectives:
        if objective not in whole:
            wrong(f"does not name objective {objective}")
        if met[objective] < 2 and not lesson.mixed:
            wrong(f"has {met[objective]} questions for objective {objective}")
    if lesson.mixed:  # its questions are those of all lessons, by way of the exam and the review
        for call in ("exam", "review"):
            if not any(f"ho.{call}(" in text for text in code):
                wrong(f"is a mixed lesson and nowhere calls ho.{call}()")
        for item in items:
            wrong("is a question of a mixed lesson, which asks those of the others: give it to one of them", item.id)
    listed = set(lesson.refs) | {key for item in items for key in item.refs}
    listed |= _keys(row for name in lesson.explorers for row in _rows(name))
    listed |= {key for case in _cases(lesson) for key in keys(case)}
    spoken = {key for text in prose for key in (*figures.refs_in(text), *_keys(figures.rows_in(text)))}
    spoken |= {key for item in items for _, text in texts(item) for key in _keys(figures.rows_in(text))}
    for key in sorted(spoken - listed):
        wrong(f"leans on {key}, which its reference list would leave out: add it to refs in lessons.toml")
    return problems


def _rows(name: str) -> list[str]:
    from hoedu.explorers import build

    return build(name).rows()


def _cases(lesson: Lesson) -> list[Case]:
    """The cases of a lesson that can be read; what is wrong with the others is said elsewhere."""
    return (
        [case for case in read_folder(paths.data_dir() / "cases")[0] if case.id in lesson.cases] if lesson.cases else []
    )


def _keys(rows) -> set[str]:
    return {ref.key for row in rows if row in evidence.facts() for ref in evidence.fact(row).sources}
