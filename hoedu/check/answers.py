"""The lecturers' notebooks: executed, safe for what nbval compares, and made from the bank as it is now."""

from pathlib import Path

from hoedu.check.notebooks import check_code, read, source, whole
from hoedu.errors import ContentError
from hoedu.items import Item
from hoedu.lessons import lessons

STALE = "differs from what the bank and the lesson give: run hoedu refresh"


def check(folder: Path, items: list[Item]) -> tuple[int, list[ContentError]]:
    """(notebooks, problems); `folder` holds the lessons' notebooks. What is in their text comes from the bank, which has its own checks."""
    from hoedu.answers.write import FOLDER, cells_of, path  # which builds on the other checks

    known, problems = {item.id for item in items}, []
    wanted = {}
    for lesson in lessons().values():
        file = path(folder, lesson)
        if (folder / f"{lesson.slug}.ipynb").is_file():
            wanted[file] = lesson
            if not file.is_file():
                problems.append(ContentError("is not there: run hoedu refresh", file=f"{FOLDER}/{file.name}"))
    there = sorted((folder / FOLDER).glob("*.ipynb"))
    for file in there:
        name = f"{FOLDER}/{file.name}"
        if file not in wanted:
            problems.append(ContentError("belongs to no lesson", file=name))
            continue
        notebook, wrong = read(file)
        problems += [ContentError(error.message, file=name) for error in wrong]
        if wrong:
            continue
        problems += whole(notebook, name)
        for cell in notebook["cells"]:
            if cell["cell_type"] == "code":
                problems += check_code(cell, name, cell.get("id", ""), known)
        try:
            now = [(cell["id"], cell["source"]) for cell in cells_of(wanted[file], items)]
        except ContentError:  # said elsewhere
            continue
        if now != [(cell.get("id"), source(cell)) for cell in notebook["cells"]]:
            problems.append(ContentError(STALE, file=name))
    return len(there), problems
