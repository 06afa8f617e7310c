"""Join the ES modules of `js/` into the one text that a widget carries.

anywidget loads a front end as one module, in which relative imports do not resolve. The modules are written so that
joining them is enough: every import is one line from "./name.js", nothing is renamed, and no two modules use the same
name at their top level. A page loads the same files as they are.
"""

import re
from functools import cache
from pathlib import Path

FOLDER = Path(__file__).parent / "js"
STYLE = Path(__file__).parent / "hoedu.css"
_IMPORT = re.compile(r'^import \{ ([\w, ]+) \} from "\./(\w+)\.js";\n', re.M)
_TOP = re.compile(r"^(?:export )?(?:async )?(?:function|class|const|let) (\w+)", re.M)


@cache
def module_text(entry: str = "main", folders: tuple[Path, ...] = (FOLDER,)) -> str:
    """The text of `entry`.js with all it imports in front of it, each from the first of `folders` that has it.

    Raises ValueError where joining would not be safe.
    """
    order: list[str] = []
    _visit(entry, order, [], folders)
    owner: dict[str, str] = {}
    texts = []
    for name in order:
        source = _IMPORT.sub("", _source(name, folders))
        if re.search(r"^import\b", source, re.M):
            raise ValueError(f"{name}.js: an import that is not one line of plain names from ./name.js")
        for top in _TOP.findall(source):
            if top in owner:
                raise ValueError(f"{name}.js and {owner[top]}.js both define {top}")
            owner[top] = name
        texts.append(source if name == entry else re.sub(r"^export (?!default)", "", source, flags=re.M))
    return "\n".join(texts)


def script_text(entry: str, folders: tuple[Path, ...] = (FOLDER,), last: str = "") -> str:
    """The same as one classic script, which a page opened from a file may load too; `last` is a line at its end.

    Whole lines of comment are left out.
    """
    text = re.sub(r"^export default .*;\n", "", module_text(entry, folders), flags=re.M)
    text = re.sub(r"^ *//.*\n", "", re.sub("^export ", "", text, flags=re.M), flags=re.M)
    return f'(() => {{\n"use strict";\n{text}{last}}})();\n'


def enhancers() -> dict[str, tuple[str, str]]:
    """Kind of part (`data-ho`) -> the module and the function that bring it to life, as main.js has them."""
    main = _source("main", (FOLDER,))
    module = {name: source for names, source in _IMPORT.findall(main) for name in names.split(", ")}
    return {kind: (module[name], name) for kind, name in re.findall(r"(\w+): (enhance\w+)", main)}


def _source(name: str, folders: tuple[Path, ...]) -> str:
    path = next(
        (folder / f"{name}.js" for folder in folders if (folder / f"{name}.js").is_file()), folders[0] / f"{name}.js"
    )
    return path.read_text(encoding="utf-8")


def _visit(name: str, order: list[str], above: list[str], folders: tuple[Path, ...]) -> None:
    if name in above:
        raise ValueError(f"modules import each other: {' -> '.join([*above, name])}")
    if name in order:
        return
    for _, other in _IMPORT.findall(_source(name, folders)):
        _visit(other, order, [*above, name], folders)
    order.append(name)
