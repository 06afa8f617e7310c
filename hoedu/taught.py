"""Where each question is taught: the heading of its lesson's notebook under which it is asked.

Known where the notebooks are at hand (a checkout, Binder, the in-browser lab, the site's build); elsewhere only the lesson is.
"""

import re
from collections.abc import Iterable
from functools import cache
from pathlib import Path

from hoedu.check.notebooks import asked, read, source
from hoedu.items import Item
from hoedu.lessons import lessons
from hoedu.paths import checkout

APART = ("pretest", "posttest", "practice")  # asked apart from what they are about


def places(items: Iterable[Item]) -> dict[str, str]:
    """Question -> heading. What is asked apart, as in a test, goes to its objective's first other question."""
    items = list(items)
    where = _asked_under()
    of_objective: dict[str, str] = {}
    for item in items:
        if item.use not in APART and item.id in where:
            of_objective.setdefault(item.objective, where[item.id])
    own = {item.id: where.get(item.id, "") for item in items}
    found = {
        item.id: of_objective.get(item.objective, own[item.id]) if item.use in APART else own[item.id] for item in items
    }
    return {name: heading for name, heading in found.items() if heading}


def _asked_under() -> dict[str, str]:
    try:
        folder = checkout() / "notebooks"
    except FileNotFoundError:
        return {}
    found: dict[str, str] = {}
    for lesson in lessons().values():
        found = _headings(folder / f"{lesson.slug}.ipynb") | found
    return found


@cache
def _headings(path: Path) -> dict[str, str]:
    """Question -> the heading above it, of one notebook; none where there is no notebook."""
    notebook = read(path)[0] if path.is_file() else {}
    heading, found = "", {}
    for cell in notebook.get("cells", ()):
        text = source(cell)
        if cell["cell_type"] == "markdown":
            headings = re.findall(r"^##+ (.+)$", text, re.M)  # not the lesson's own title
            heading = headings[-1] if headings else heading
        else:
            for name in asked(text):
                found.setdefault(name, re.sub(r"[*_`]|\]\([^)]*\)|\[", "", heading))
    return found
