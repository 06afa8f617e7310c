"""Execute notebooks and save them as they are to be read: outputs, no widget state, links spelt out."""

import os
import re
import tempfile
from collections.abc import Iterable
from pathlib import Path

from hoedu import evidence
from hoedu.errors import ContentError
from hoedu.html.inline import REF_KEY, ROW_ID

_LINK = re.compile(r"\]\((?:([A-Za-z][\w-]*)|\S+ \"([A-Za-z][\w-]*)\")\)")


def find(folder: Path, names: Iterable[str] = ()) -> list[Path]:
    """The notebooks named ("03", "03-risk-factors", "answers/03", ...), or all. Raises ContentError for a name without a notebook."""
    paths = sorted(folder.rglob("[0-9]*.ipynb"))
    paths = [path for path in paths if ".ipynb_checkpoints" not in path.parts]
    if not (names := list(names)):
        return paths
    found = []
    for name in names:
        name = name.zfill(2) if name.isdigit() else name
        hits = [path for path in paths if any(_fits(one, name) for one in (path.stem, path.relative_to(folder).with_suffix("").as_posix()))]
        if not hits:
            raise ContentError(f"there is no notebook {name!r}", file=str(folder.name))
        found += hits
    return found


def _fits(path: str, name: str) -> bool:
    return path == name.removesuffix(".ipynb") or path.startswith(f"{name}-")


def spell_links(text: str) -> str:
    """`[30 %](INC001)` -> `[30 %](https://doi.org/... "INC001")`, likewise for the key of a source.

    A link already spelt out gets the address its source has now.
    """

    def spelt(match: re.Match) -> str:
        name = match[1] or match[2]
        if ROW_ID.match(name):
            return f']({evidence.fact(name).url} "{name}")'
        if REF_KEY.match(name) and name in evidence.references():
            return f']({evidence.cite(name).url} "{name}")'
        return match[0]

    return _LINK.sub(spelt, text)


def refresh(path: Path) -> None:
    """Execute one notebook as a new reader would, and save it. Raises ContentError when a cell fails.

    The reader's own progress is neither read nor touched.
    """
    import nbformat
    from nbclient import NotebookClient
    from nbclient.exceptions import CellExecutionError

    notebook = nbformat.read(path, as_version=4)
    for cell in notebook.cells:
        if cell.cell_type == "markdown":
            cell.source = spell_links(cell.source)
    with tempfile.TemporaryDirectory() as home:
        client = NotebookClient(notebook, timeout=120, kernel_name="python3", store_widget_state=False,
                                resources={"metadata": {"path": str(path.parent)}})  # fmt: skip
        try:
            client.execute(env={**os.environ, "HOEDU_HOME": home})
        except CellExecutionError as error:
            raise ContentError(f"a cell failed: {error.ename}: {error.evalue}", file=path.name) from None
    _tidy(notebook)
    nbformat.write(notebook, path)


def _tidy(notebook) -> None:
    """Leave out what is not for reading: widget state and views, timings, versions of this machine."""
    notebook.metadata = {
        "kernelspec": {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"},
        "language_info": {"name": "python"},
    }
    for cell in notebook.cells:
        cell.metadata.pop("execution", None)
        for output in cell.get("outputs", ()):
            output.get("data", {}).pop("application/vnd.jupyter.widget-view+json", None)
