"""Pictures of a lecturer's own lesson, put into its text: a page, a slide and a handout take no other file along."""

import base64
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import unquote

LARGEST = 5 * 2**20  # bytes of one picture
TYPES = {".png": "png", ".jpg": "jpeg", ".jpeg": "jpeg", ".gif": "gif", ".webp": "webp", ".svg": "svg+xml"}
_PICTURE = re.compile(r"(!\[[^\]]*\]\()(?:<([^<>]+)>|([^()\s<>]+))(?=[\s)])")
_ELSEWHERE = re.compile(r"(?:https?|data):", re.I)


def within(cell: dict[str, Any], text: str, notebook: Path) -> str:
    """A text with its pictures in it; one that is not there stays as it is."""

    def put(match: re.Match) -> str:
        uri = _uri(cell, match[2] or match[3], notebook)
        return f"{match[1]}{uri}" if uri else match[0]

    return _PICTURE.sub(put, text)


def lost(cell: dict[str, Any], text: str, notebook: Path) -> Iterator[str]:
    """The names of pictures that cannot be shown."""
    for match in _PICTURE.finditer(text):
        name = match[2] or match[3]
        if not _ELSEWHERE.match(name) and not _uri(cell, name, notebook):
            yield name


def _uri(cell: dict[str, Any], name: str, notebook: Path) -> str:
    """The address that holds the picture itself; "" where there is none."""
    if _ELSEWHERE.match(name):
        return ""
    if name.startswith("attachment:"):  # as JupyterLab keeps a picture that was dragged into a cell
        kept = cell.get("attachments", {}).get(unquote(name.removeprefix("attachment:")), {})
        return next(
            (f"data:{kind};base64,{''.join(raw)}" for kind, raw in kept.items() if kind.startswith("image/")), ""
        )
    path = (notebook.parent / unquote(name)).resolve()
    if not path.is_relative_to(notebook.parents[1].resolve()) or path.suffix.lower() not in TYPES:
        return ""
    if not path.is_file() or path.stat().st_size > LARGEST:
        return ""
    return f"data:image/{TYPES[path.suffix.lower()]};base64,{base64.b64encode(path.read_bytes()).decode()}"
