"""Notebooks: really executed, free of widget state, and safe for what nbval compares; figures linked."""

import ast
import json
import re
from collections.abc import Iterable
from pathlib import Path

from hoedu.check import figures
from hoedu.errors import ContentError
from hoedu.items import Item

WIDGET = "application/vnd.jupyter.widget-view+json"
LONGEST_CELL = 120  # words of one Markdown cell
MARKS = re.compile(r"#\s*(NBVAL_\w+|PYTEST_VALIDATE_\w+)")
IGNORING = {"nbval-ignore-output", "nbval-skip", "raises-exception"}


def check(folder: Path, items: Iterable[Item]) -> tuple[int, int, list[ContentError]]:
    """(notebooks, figures linked, problems)."""
    known = {item.id for item in items}
    paths = sorted(folder.glob("[0-9]*.ipynb"))
    linked, problems = 0, []
    for path in paths:
        notebook, wrong = read(path)
        problems += wrong
        if notebook:
            count, wrong = check_notebook(notebook, path.name, known)
            linked += count
            problems += wrong
    return len(paths), linked, problems


def read(path: Path) -> tuple[dict, list[ContentError]]:
    try:
        notebook = json.loads(path.read_text(encoding="utf-8"))
        if not isinstance(notebook["cells"], list):
            raise ValueError("cells is not a list")
        if not all(isinstance(cell["cell_type"], str) for cell in notebook["cells"]):
            raise ValueError("a cell has no type")
        return notebook, []
    except (ValueError, KeyError, TypeError, UnicodeDecodeError) as error:
        return {}, [ContentError(f"is not a notebook: {error}", file=path.name)]


def source(cell: dict) -> str:
    text = cell.get("source", "")
    return "".join(text) if isinstance(text, list) else text


def check_notebook(notebook: dict, file: str, known: set[str]) -> tuple[int, list[ContentError]]:
    problems = whole(notebook, file)
    linked = 0
    for number, cell in enumerate(notebook["cells"], 1):
        place = cell.get("id", f"cell {number}")
        if cell["cell_type"] == "code":
            problems += check_code(cell, file, place, known)
        elif cell["cell_type"] == "markdown":
            count, wrong = _prose(cell, file, place)
            linked += count
            problems += wrong
    return linked, problems


def whole(notebook: dict, file: str) -> list[ContentError]:
    """Widget state, and ids that stand twice or are not readable."""
    problems: list[ContentError] = []
    if "widgets" in notebook.get("metadata", {}):
        problems.append(ContentError("holds saved widget state: run hoedu refresh", file=file, field="metadata.widgets"))
    seen: set[str] = set()
    for number, cell in enumerate(notebook["cells"], 1):
        place = cell.get("id", f"cell {number}")
        if place in seen:
            problems.append(ContentError("the cell's id stands twice", file=file, place=place))
        seen.add(place)
        if not re.fullmatch(r"[a-z][a-z0-9-]*", place):
            problems.append(ContentError("the cell's id is not readable words", file=file, place=place))
    return problems


def check_code(cell: dict, file: str, place: str, known: set[str]) -> list[ContentError]:
    text, problems = source(cell), []

    def wrong(message: str) -> None:
        problems.append(ContentError(message, file=file, place=place))

    metadata = cell.get("metadata", {})
    if not text.strip():
        wrong("is an empty code cell")
    if cell.get("execution_count") is None:
        wrong("was never executed: run hoedu refresh")
    if re.search(r";\s*(#[^\n]*)?\s*\Z", text):
        wrong("ends with ;, which hides the output that is to be checked")
    ignoring = MARKS.findall(text) + sorted(IGNORING & set(metadata.get("tags", ())))
    if ignoring and not metadata.get("hoedu", {}).get("reason"):
        wrong(f"ignores its output ({ignoring[0]}) without a reason in metadata.hoedu.reason")
    if metadata.get("deletable", True):
        wrong("can be deleted by a slip: set metadata.deletable to false")
    for output in cell.get("outputs", ()):
        if WIDGET in output.get("data", {}):
            wrong("holds a saved widget: run hoedu refresh")
        if output.get("output_type") == "error":
            wrong(f"ends in an error: {output.get('ename')}")
        if "image/png" in output.get("data", {}):
            wrong("shows a picture without a text: use a figure of hoedu.charts")
    for name in asked(text):
        if name not in known:
            wrong(f"asks for {name!r}, which the bank does not have")
    return problems


def asked(text: str) -> list[str]:
    """The question ids that a cell's calls of ask and reveal name."""
    try:
        tree = ast.parse(text)
    except SyntaxError:
        return []
    return [
        argument.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and getattr(node.func, "attr", "") in ("ask", "reveal")
        for argument in node.args
        if isinstance(argument, ast.Constant)
    ]


def called_after(text: str) -> list[str]:
    """The questions that a cell's explorers wait for."""
    return re.findall(r"\bafter=\"([^\"]+)\"", text)


def called(text: str, name: str) -> list[str]:
    """The first arguments of a cell's calls of `name`."""
    return re.findall(rf"\bho\.{name}\(\"([^\"]+)\"", text)


def _prose(cell: dict, file: str, place: str) -> tuple[int, list[ContentError]]:
    text, metadata = source(cell), cell.get("metadata", {})
    assumed = tuple(metadata.get("hoedu", {}).get("assumed", ()))
    linked, problems = figures.check(text, file, place, assumed=assumed)
    words = len(re.sub(r"\]\([^)]*\)", "]", text).split())
    if words > LONGEST_CELL:
        problems.append(ContentError(f"{words} words; at most {LONGEST_CELL}", file=file, place=place))
    if metadata.get("slideshow", {}).get("slide_type") not in ("slide", "subslide", "fragment", "skip", "notes", "-"):
        problems.append(ContentError("has no slide type", file=file, place=place, field="metadata.slideshow"))
    return linked, problems
