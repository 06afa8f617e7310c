"""The blueprint of the question bank, `data/questions/README.md`: what is asked of each objective, at which level, how.

It is made from the questions, `lessons.toml` and the notebooks, so that it never says something else.
"""

from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from hoedu.check.notebooks import asked, called, called_after, read, source
from hoedu.errors import ContentError
from hoedu.items import KINDS, Item
from hoedu.items.base import LEVELS, USES
from hoedu.lessons import Lesson, lessons

TESTS = ("pretest", "posttest")


def path(data: Path) -> Path:
    return data / "questions" / "README.md"


def activities(lesson: Lesson, notebook: dict, items: Iterable[Item]) -> dict[str, list[str]]:
    """Objective -> ids of the cells in which a learner works at it, outside the tests.

    These are the cells that `lessons.toml` names, the cells that ask a question of the objective, the explorers that
    wait for a prediction of it, and its cases.
    """
    played = _cases()
    about = {item.id: item.objective for item in items if item.use not in TESTS}
    found: dict[str, list[str]] = {objective: [] for objective in lesson.objectives}
    for cell in notebook.get("cells", ()):
        if cell["cell_type"] != "code":
            continue
        met = {about[name] for name in (*asked(source(cell)), *called_after(source(cell))) if name in about}
        met |= {
            objective
            for name in called(source(cell), "case")
            if name in played
            for objective in played[name].objectives
        }
        met |= {objective for objective, cells in lesson.activities.items() if cell.get("id") in cells}
        for objective in met & found.keys():
            found[objective].append(cell["id"])
    return found


def _cases() -> dict:
    from hoedu.cases import cases

    try:
        return cases()
    except ContentError:  # said by the check of the cases
        return {}


def written(items: list[Item], notebooks: Path) -> str:
    """The text of `data/questions/README.md` as it is now; `notebooks` is their folder."""
    parts = [
        "# The question bank, by blueprint",
        "Made by `hoedu refresh` from the questions, the lessons and the notebooks; change those, not this. How to write a "
        "question is told in [CONTRIBUTING.md](../../CONTRIBUTING.md).",
        _counts(items),
    ]
    for lesson in lessons().values():
        ours = [item for item in items if item.lesson == lesson.id]
        file = notebooks / f"{lesson.slug}.ipynb"
        notebook = read(file)[0] if file.is_file() else {}
        parts += [
            f"## {lesson.id} {lesson.title}",
            _table(lesson, ours),
            _activities(activities(lesson, notebook, ours)),
        ]
    parts += ["## Before and after", _pairs(items), "## New numbers each time", _families(items)]
    return "\n\n".join(parts) + "\n"


def _markdown(head: Iterable[str], rows: Iterable[Iterable[object]]) -> str:
    head = list(head)
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join(f"| {' | '.join(str(cell) for cell in line)} |" for line in lines)


def _counts(items: list[Item]) -> str:
    by_level, by_use = Counter(item.level for item in items), Counter(item.use for item in items)
    lessons = len({item.lesson for item in items})
    higher = round(100 * share_above_recall(items))
    lines = [
        f"{len(items)} questions in {lessons} lessons; {higher} % ask to apply or analyse.",
        "- by level: " + ", ".join(f"{level} {by_level[level]}" for level in LEVELS),
        "- by type: " + ", ".join(f"{kind} {sum(item.kind == kind for item in items)}" for kind in KINDS),
        "- by use: " + ", ".join(f"{use} {by_use[use]}" for use in USES),
    ]
    return lines[0] + "\n\n" + "\n".join(lines[1:])


def share_above_recall(items: list[Item]) -> float:
    """The share of items that ask to apply or analyse (0 to 1)."""
    return sum(item.level != "recall" for item in items) / len(items) if items else 0.0


def _table(lesson: Lesson, items: list[Item]) -> str:
    """Rows: an objective at a level. Columns: types, with how many of each."""
    counts = Counter((item.objective, item.level, item.kind) for item in items)
    kinds = [kind for kind in KINDS if any(item.kind == kind for item in items)]
    rows = []
    for objective, text in lesson.objectives.items():
        name = f"{objective} {text}"
        for level in LEVELS:
            cells = [counts[objective, level, kind] for kind in kinds]
            if sum(cells):
                rows.append([name, level, *(cell or "" for cell in cells), sum(cells)])
                name = ""
        if name:
            rows.append([name, "", *("" for _ in kinds), 0])
    total = [sum(item.kind == kind for item in items) for kind in kinds]
    return _markdown(["objective", "level", *kinds, "all"], [*rows, ["all", "", *total, sum(total)]])


def _activities(found: dict[str, list[str]]) -> str:
    return "\n".join(
        f"- {objective} is worked at in {', '.join(f'`{cell}`' for cell in cells) or 'no cell'}"
        for objective, cells in found.items()
    )


def _pairs(items: list[Item]) -> str:
    by_id = {item.id: item for item in items}
    rows = [
        [f"`{item.pair}`", f"`{item.id}`", item.objective, item.kind, item.level]
        for item in items
        if item.pair in by_id
    ]
    return _markdown(["before", "after", "objective", "type", "level"], rows)


def _families(items: list[Item]) -> str:
    rows = [
        [f"`{item.id}`", item.objective, item.kind, f"`{item.family.name}`", len(item.variants)]
        for item in items
        if item.variants
    ]
    return _markdown(["question", "objective", "type", "calculation", "sets of numbers"], rows)
