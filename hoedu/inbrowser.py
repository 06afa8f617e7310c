"""What is different in a kernel that runs inside the browser (JupyterLite), of the in-browser lab.

Nothing is fetched that a lesson does not need: a cell that calls for a scientific library, directly or through hoedu, gets
it just before it runs.
"""

import json
import re
import secrets
import sys
from collections.abc import Iterator
from functools import cache
from typing import Any

from hoedu import made

HERE = sys.platform == "emscripten"

_ALL = ("matplotlib", "numpy", "pandas", "pillow", "scikit-image", "scipy", "statsmodels")
_NEEDS = {
    "table": ("pandas",),
    "growth": ("numpy",),
    "synthesis": ("statsmodels",),
    "charts": ("matplotlib",),
    "imaging": ("scikit-image",),
    "grading_films": ("scikit-image",),
}
_OURS = re.compile(r"\b(?:hoedu|ho)\b")
_WORD = re.compile(rf"\b({'|'.join(_NEEDS)})\b")
_SHOWN = re.compile(r"""\b(explore|case)\(\s*["']([a-z0-9-]+)["']""")


def needs(cell: str) -> list[str]:
    """The libraries, by Pyodide's names, that what a cell says of hoedu calls for."""
    return sorted(set(_needs(cell))) if _OURS.search(cell) else []


def _needs(cell: str) -> Iterator[str]:
    for word in _WORD.findall(cell):
        yield from _NEEDS[word]
    for call, name in _SHOWN.findall(cell):
        if not made.has(f"{'explorer' if call == 'explore' else 'case'}-{name}"):
            yield from _ALL


@cache
def token() -> str:
    """Names this kernel to the page, so that a fresh kernel is told what the browser kept; "" on a computer's own Python."""
    return secrets.token_hex(8) if HERE else ""


def plain(value: Any) -> Any:
    """A message as JSON has it: Pyodide hands null on as an object of its own."""
    return json.loads(json.dumps(value, default=lambda _: None))


def prepare() -> None:
    """Make this kernel ready; called once, by the first import of hoedu."""
    import tomllib

    sys.modules.setdefault("tomli", tomllib)  # the same parser, from Python's own library
    try:
        from pyodide_kernel import kernel_instance
    except ImportError:  # Pyodide without JupyterLite: libraries are the page's business
        return
    kernel_instance.lite_transform_manager.line_transforms.append(_fetch)


async def _fetch(lines: list[str]) -> list[str]:
    """A step that every cell passes before it runs."""
    import pyodide_js

    if found := needs("".join(lines)):
        await pyodide_js.loadPackage(found)
    return lines
