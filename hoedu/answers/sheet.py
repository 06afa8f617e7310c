"""What a call shows: Markdown, since it reads well in a notebook, on GitHub and on paper, and one line of text."""

import re
from collections.abc import Iterable
from typing import Any

from hoedu.notebooks import spell_links


class Sheet:
    """Markdown with its links spelt out, and a line for where Markdown is not shown."""

    def __init__(self, markdown: str, line: str):
        self.markdown, self.line = spell_links(markdown), line

    def __repr__(self) -> str:
        return self.line

    def _repr_mimebundle_(self, **_: Any) -> dict[str, str]:
        return {"text/markdown": self.markdown, "text/plain": self.line}


def table(head: Iterable[str], rows: Iterable[Iterable[object]]) -> str:
    """A Markdown table, its columns aligned left."""
    head = list(head)
    lines = [head, [":---"] * len(head), *([_cell(cell) for cell in row] for row in rows)]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def _cell(value: object) -> str:
    return re.sub(r"\s+", " ", str(value)).replace("|", "\\|").strip()


def sentence(text: str) -> str:
    """With a full stop at its end, unless it ends a sentence already."""
    return text if re.search(r"[.?!]['\")*]*$", text) else f"{text}."
