"""Write the lecturers' notebooks: `notebooks/answers`, one a lesson. Their cells follow from the bank and the lessons."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from hoedu.answers.in_class import for_vote
from hoedu.answers.letters import spelt
from hoedu.items import Item
from hoedu.lessons import Lesson, lessons

FOLDER = "answers"


def path(notebooks: Path, lesson: Lesson) -> Path:
    return notebooks / FOLDER / f"{lesson.slug}.ipynb"


def write(notebooks: Path, items: Iterable[Item], numbers: Iterable[str] = ()) -> list[Path]:
    """Write the notebooks of these lessons (default: all) as they have to be; outputs come with `hoedu refresh`.

    A lesson whose own notebook is not there yet is passed over. Returns what was written.
    """
    import nbformat
    from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

    items, numbers, written = list(items), list(numbers), []
    for lesson in lessons().values():
        if (numbers and lesson.id not in numbers) or not (notebooks / f"{lesson.slug}.ipynb").is_file():
            continue
        file = path(notebooks, lesson)
        cells = []
        for cell in cells_of(lesson, items):
            one = (new_markdown_cell if cell["cell_type"] == "markdown" else new_code_cell)(cell["source"])
            one.id, one.metadata = cell["id"], {"deletable": False, "editable": False}
            if "ho.answers" in cell["source"]:  # what it shows is to be read, not the call
                one.metadata["jupyter"] = {"source_hidden": True}
            cells.append(one)
        file.parent.mkdir(exist_ok=True)
        nbformat.write(new_notebook(cells=cells), file)
        written.append(file)
    return written


def cells_of(lesson: Lesson, items: Iterable[Item]) -> list[dict[str, Any]]:
    """The cells of one notebook, without outputs: id, cell_type, source."""
    ours = [item for item in items if item.lesson == lesson.id]
    found: list[dict[str, Any]] = []

    def text(name: str, source: str) -> None:
        found.append({"id": name, "cell_type": "markdown", "source": source})

    def code(name: str, source: str) -> None:
        found.append({"id": name, "cell_type": "code", "source": source})

    text("title", _title(lesson))
    code("setup", "import hoedu as ho")
    code("plan", f'ho.answers.plan("{lesson.id}")')
    if any(item.pair for item in ours):
        code("pairs", f'ho.answers.pairs("{lesson.id}")')
    if for_vote(ours):
        code("votes", f'ho.answers.votes("{lesson.id}")')
    for name in lesson.cases:
        code(f"case-{name}", f'ho.answers.case("{name}")')
    if lesson.mixed:
        text("papers", "## The papers\n\nThe keys of every paper, in the letters of the page and of the printed paper.")
        from hoedu.papers import blueprint

        for number in range(1, blueprint().papers + 1):
            code(f"paper-{number}", f"ho.answers.exam({number})")
    for objective, aim in lesson.objectives.items():
        met = [item for item in ours if item.objective == objective]
        if met:
            text(
                f"objective-{objective.replace('.', '-')}",
                f"## {objective} {aim}\n\n{_count(met)} Wrong answers below show where this is not yet so.",
            )
        for item in met:
            code(f"key-{item.id}", f'ho.answers.key("{item.id}", "{spelt(item)}")')
    return found


def _title(lesson: Lesson) -> str:
    return (
        f"# Answers: {int(lesson.id)}. {lesson.title}\n\n"
        f"*For lecturers. The lesson itself: [{lesson.slug}](../{lesson.slug}.ipynb).*\n\n"
        "Each key with its reason, each wrong answer with what it shows, and the lesson's timings. Letters are those that the page shows. "
        "Running a cell grades the key and every wrong answer again, and fails if the key has changed.\n\n"
        "This notebook is made by `hoedu refresh`: to change it, change the questions or the lesson. "
        f"For paper: `hoedu handout {lesson.id} --key`. How to teach with the workbook: [for lecturers](../../docs/lecturers.md)."
    )


def _count(items: list[Item]) -> str:
    return f"{len(items)} question{'' if len(items) == 1 else 's'}."
