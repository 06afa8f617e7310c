"""A Markdown cell as HTML, as JupyterLab shows it: tables, links from figures to their rows, headings one can link to."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache
from html import escape
from typing import Any

from hoedu.html.inline import inline, link_open, plain


@dataclass(frozen=True, slots=True)
class Heading:
    """`level` 1 to 6, the words, and the id by which a link finds it."""

    level: int
    text: str
    id: str


@dataclass
class Page:
    """What the cells of one page share.

    taken   ids in use, so that none stands twice
    link    address -> address, for links from one lesson to another
    spans   a text without markup -> its HTML, or None to leave it as it is (terms of the glossary, say)
    """

    taken: set[str] = field(default_factory=set)
    link: Callable[[str], str] = str
    spans: Callable[[str], str | None] | None = None

    def id_of(self, text: str) -> str:
        """Readable words for a heading's id, and a number where they are taken."""
        base = re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-") or "part"
        name, number = base, 2
        while name in self.taken:
            name, number = f"{base}-{number}", number + 1
        self.taken.add(name)
        return name


def text_html(source: str, page: Page | None = None) -> tuple[str, tuple[Heading, ...]]:
    """A Markdown cell's HTML and its headings. The author's own HTML is kept, as it is in a notebook."""
    page = page or Page()
    env: dict[str, Any] = {"page": page, "headings": []}
    parser = _markdown()
    html = parser.renderer.render(parser.parse(source, env), parser.options, env)
    return html, tuple(env["headings"])


@cache
def _markdown():
    from markdown_it import MarkdownIt

    parser = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
    parser.core.ruler.push("hoedu", _mark)
    rules = parser.renderer.rules
    rules["link_open"] = _link
    # A table wider than the screen scrolls by itself, with the keyboard too.
    rules["table_open"] = lambda *_: '<div class="ho-wide" tabindex="0" role="group" aria-label="Table"><table>\n'
    rules["table_close"] = lambda *_: "</table></div>\n"
    return parser


def _mark(state) -> None:
    """Name every heading; let the page mark what it wants in running text outside links and headings."""
    page, heading = state.env["page"], None
    for token in state.tokens:
        if token.type == "heading_open":
            heading = token
        elif token.type == "heading_close":
            heading = None
        elif token.type == "inline" and heading is not None:
            words = plain(token.content)
            named = Heading(int(heading.tag[1]), words, page.id_of(words))
            heading.attrs["id"] = named.id
            state.env["headings"].append(named)
        elif token.type == "inline" and page.spans is not None:
            token.children = _spanned(token.children or [], page.spans)


def _spanned(children: list, spans: Callable[[str], str | None]) -> list:
    from markdown_it.token import Token

    found, depth = [], 0
    for child in children:
        depth += (child.type == "link_open") - (child.type == "link_close")
        html = spans(child.content) if child.type == "text" and not depth else None
        found.append(child if html is None else Token("html_inline", "", 0, content=html))
    return found


def _link(tokens, index, options, env) -> str:
    token = tokens[index]
    href = str(token.attrs.get("href", ""))
    if re.match(r"[a-z][a-z0-9+.-]*:|//", href) or not re.search(r"[./#]", href):
        return link_open(tokens, index, options, env)
    # A link within the workbook: the same tab.
    title = str(token.attrs.get("title", ""))
    title = f' title="{escape(title)}"' if title else ""
    return f'<a href="{escape(env["page"].link(href))}"{title}>'


__all__ = ["Heading", "Page", "inline", "text_html"]
