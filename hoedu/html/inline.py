"""Inline Markdown to HTML, with links from figures to the rows they state."""

import re
from functools import cache
from html import escape, unescape

from hoedu import evidence

ROW_ID = re.compile(r"^[A-Z]{1,5}[0-9]{2,4}$")
REF_KEY = re.compile(r"^[a-z][a-z0-9_-]{2,40}$")


@cache
def _markdown():
    from markdown_it import MarkdownIt

    parser = MarkdownIt("commonmark", {"html": False}).disable("image")
    parser.renderer.rules["link_open"] = link_open
    return parser


def link_open(tokens, index, options, env) -> str:
    """A renderer rule of markdown-it: a link to a row, to a source or to anywhere, opened in a tab of its own."""
    href, title = tokens[index].attrs["href"], tokens[index].attrs.get("title", "")
    if ROW_ID.match(str(href)):
        title, href = href, evidence.fact(str(href)).url
    elif REF_KEY.match(str(href)):
        title, href = href, evidence.cite(str(href)).url
    kind = ""
    if ROW_ID.match(str(title).split(" ")[0]):
        kind = f' class="ho-fact{" ho-long" if _long(tokens, index) else ""}"'
    title = f' title="{escape(str(title))}"' if title else ""
    return f'<a href="{escape(str(href))}"{title}{kind} target="_blank" rel="noopener">'


def _long(tokens, index: int) -> bool:
    """Is the text of the link more than a figure, so that it has to wrap?"""
    end = next(n for n in range(index, len(tokens)) if tokens[n].type == "link_close")
    text = "".join(token.content for token in tokens[index:end])
    return len(text) > 24 or len(text.split()) > 3


def inline(text: str) -> str:
    """Emphasis, strong and links; everything else is shown as written."""
    return _markdown().renderInline(text)


def unlinked(text: str) -> str:
    """The same without links, for what is chosen by a click or a tap: a figure in it would open its source instead."""
    return re.sub(r"</?a\b[^>]*>", "", inline(text))


def plain(text: str) -> str:
    """The text as read aloud: no markup. It is text, not HTML: escape it where it goes into HTML."""
    return " ".join(unescape(re.sub(r"<[^>]+>", "", inline(text))).split())
