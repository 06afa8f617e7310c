"""A notebook as values: what pages, slides and paper are made of.

The code cells are executed here, against an empty session of their own: a reader's progress is neither read nor touched.
"""

import ast
import base64
import contextlib
import io
import os
import re
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from html import escape
from pathlib import Path
from typing import Any

from hoedu.course import edited
from hoedu.errors import ContentError
from hoedu.html.lesson import RUN
from hoedu.html.text import Heading, Page, text_html
from hoedu.publish.kept import fetch, keep
from hoedu.session import Session, lend

NO_SCRIPT = "No script runs here, so nothing is checked: every answer opens below its question."


@dataclass(frozen=True)
class Part:
    """One live part: a question, an explorer, a lesson's head ...

    html   a single `section`, complete without a script
    spec   what the script needs (JSON)
    data   bytes that go with it (pictures), or none
    """

    html: str
    spec: dict[str, Any]
    data: bytes = b""

    @property
    def kind(self) -> str:
        """What enhances it: "item", "explorer", "simulator", "start" ..."""
        return _attribute(self.html, "data-ho")

    @property
    def name(self) -> str:
        """The explorer's name or the question's id, else the kind."""
        return _attribute(self.html, "data-name") or _attribute(self.html, "data-item") or self.kind

    @cached_property
    def title(self) -> str:
        """What it is called, in plain text."""
        return _attribute(self.html, "aria-label") or _words(_STEM.search(self.html))


@dataclass(frozen=True)
class Cell:
    """One cell.

    kind      "text"; "part" where code shows something of ours (the code is hidden); "code" where the code is to be read
    id        readable, unique in its notebook
    slide     "slide", "subslide", "fragment", "skip", "notes", "-" or ""
    notes     for the speaker, Markdown
    html      text, or what the code shows, complete without a script; "" for code that shows nothing
    parts     the live parts in it, in order; none in plain HTML, such as references
    headings  of a text, in order
    code      the code with its colours, as HTML; "" where it is hidden
    source    the cell as written
    metadata  the cell's `metadata.hoedu`; its `page`, if there, says what stands outside a notebook instead of the cell's
              own text ("": nothing)
    """

    kind: str
    id: str
    slide: str
    notes: str
    html: str
    parts: tuple[Part, ...] = ()
    headings: tuple[Heading, ...] = ()
    code: str = ""
    source: str = ""
    metadata: dict[str, Any] | None = None


@dataclass(frozen=True)
class Notebook:
    """A notebook that was read: `name` is the file's without its ending, `number` its first two digits."""

    path: Path
    cells: tuple[Cell, ...]

    @property
    def name(self) -> str:
        return self.path.stem

    @property
    def number(self) -> str:
        return self.path.stem[:2]

    @property
    def title(self) -> str:
        """The words of its first heading."""
        headings = (heading.text for cell in self.cells for heading in cell.headings)
        return next(headings, self.name)


def read(path: Path, page: Page | None = None, session: Session | None = None) -> Notebook:
    """One notebook, its code executed in this process, or shown as it was when last executed with the same files.

    page     what its texts share (ids in use, how links are written, terms to mark); the default suits a page of its own
    session  with questions of your own, say; by default the workbook's, of a learner who has done nothing

    Raises ContentError that names notebook and cell. What is heavy to make (pictures, tables) is made once.
    """
    import nbformat

    try:
        source = edited(path)
        notebook = nbformat.reads(source.decode(), as_version=4)
    except ContentError:
        raise
    except (OSError, ValueError) as error:  # what nbformat and UTF-8 raise are ValueErrors
        raise ContentError(f"is not a notebook: {error}", file=path.name) from None
    page = page or Page()
    cells = [raw for raw in notebook.cells if _source(raw).strip() and raw.cell_type in ("markdown", "code")]
    page.taken.update(raw.id for raw in cells if raw.cell_type == "code")
    shown = _show(path, source, cells, session)
    return Notebook(path, tuple(_cell(raw, shown.get(raw.id), page) for raw in cells))


def is_kept(path: Path) -> bool:
    """Was it executed with the same files before, so that reading it is quick?"""
    try:
        return path.is_file() and fetch(path.stem, edited(path)) is not None
    except (ValueError, KeyError):  # no notebook: said when it is read
        return False


def _source(raw: Any) -> str:
    """What a cell says; outside a notebook, the words it keeps for that (`metadata.hoedu.page`), if any."""
    return raw.metadata.get("hoedu", {}).get("page", raw.source)


def _cell(raw: Any, shown: "_Shown | None", page: Page) -> Cell:
    about = dict(raw.metadata.get("hoedu", {}))
    common = {"id": raw.id, "slide": raw.metadata.get("slideshow", {}).get("slide_type", ""), "source": _source(raw),
              "notes": about.get("notes", ""), "metadata": about}  # fmt: skip
    if shown is None:
        html, headings = text_html(_source(raw), page)
        return Cell(kind="text", html=html, headings=headings, **common)
    shown = _relinked(shown, page)
    hidden = shown.ours or raw.metadata.get("jupyter", {}).get("source_hidden", False)
    code = "" if hidden else _coloured(raw.source)
    return Cell(kind="part" if shown.ours else "code", html=shown.html, parts=shown.parts, code=code, **common)


@contextlib.contextmanager
def fresh_session() -> Iterator[None]:
    """A learner who has done nothing, for as long as the block lasts."""
    from hoedu.progress import Store

    with tempfile.TemporaryDirectory() as folder, lend(Session(store=Store(Path(folder)))):
        yield


# ---- code


@dataclass(frozen=True)
class _Shown:
    """What a code cell shows; `ours` where it is only parts and pages of ours."""

    ours: bool
    html: str
    parts: tuple[Part, ...]

    def as_dict(self) -> dict[str, Any]:
        parts = [[part.html, part.spec, base64.b64encode(part.data).decode()] for part in self.parts]
        return {"ours": self.ours, "html": self.html, "parts": parts}

    @classmethod
    def of(cls, kept: dict[str, Any]) -> "_Shown":
        parts = tuple(Part(html, spec, base64.b64decode(data)) for html, spec, data in kept["parts"])
        return cls(kept["ours"], kept["html"], parts)


def _show(path: Path, source: bytes, cells: list, session: Any) -> dict[str, _Shown]:
    """What each code cell shows, by the cell's id."""
    if session is None and (kept := fetch(path.stem, source)) is not None:
        return {name: _Shown.of(one) for name, one in kept.items()}
    os.environ.setdefault("MPLBACKEND", "agg")  # no window of matplotlib's may open and wait
    names: dict[str, Any] = {"__name__": "__main__"}
    found = {}
    with fresh_session() if session is None else lend(session):
        for raw in cells:
            if raw.cell_type != "code":
                continue
            try:
                found[raw.id] = _shown(_execute(raw.source, names))
            except ContentError as error:
                raise ContentError(str(error), file=path.name, place=f"cell {raw.id}") from error
            except Exception as error:
                message = f"failed: {type(error).__name__}: {error}"
                raise ContentError(message, file=path.name, place=f"cell {raw.id}") from error
    if session is None:
        keep(path.stem, source, {name: one.as_dict() for name, one in found.items()})
    return found


_NOTEBOOK = re.compile(r'(?<= href=")[0-9]{2}-[a-z0-9-]+\.ipynb(?=["#])')


def _relinked(shown: _Shown, page: Page) -> _Shown:
    """With links from one lesson to another written as the page writes them."""

    def link(html: str) -> str:
        return _NOTEBOOK.sub(lambda match: escape(page.link(match[0])), html)

    return _Shown(
        shown.ours, link(shown.html), tuple(Part(link(part.html), part.spec, part.data) for part in shown.parts)
    )


def _shown(values: list[Any]) -> _Shown:
    parts = tuple(part for one in values if _is_view(one) for part in _parts(one))
    shown = _Shown(bool(values) and all(map(_is_ours, values)), "".join(map(_html, values)), parts)
    for one in values:
        if _is_view(one):
            one.close()  # widgets live on in a list of their own
    return shown


@dataclass(frozen=True)
class _Printed:
    text: str


def _execute(source: str, names: dict[str, Any]) -> list[Any]:
    """What a cell shows: printed text, what it displays, and the value of its last line."""
    shown: list[Any] = []
    names["display"] = lambda *values: shown.extend(values)
    tree = ast.parse(source)
    last = ast.Expression(tree.body.pop().value) if tree.body and isinstance(tree.body[-1], ast.Expr) else None
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed):
        exec(compile(tree, "<cell>", "exec"), names)
        value = eval(compile(last, "<cell>", "eval"), names) if last else None
    if source.rstrip().endswith(";"):  # as in Jupyter
        value = None
    if text := printed.getvalue():
        shown.insert(0, _Printed(text))
    return [*shown, *([] if value is None else [value]), *_open_figures([*shown, value])]


def _open_figures(shown: list[Any]) -> list[Any]:
    """Figures drawn with pyplot and not shown yet, as Jupyter shows them at a cell's end."""
    if not (pyplot := sys.modules.get("matplotlib.pyplot")):
        return []
    figures = [pyplot.figure(number) for number in pyplot.get_fignums()]
    pyplot.close("all")
    return [figure for figure in figures if not any(figure is one for one in shown)]


def _is_view(value: Any) -> bool:
    from hoedu.widgets.view import View

    return isinstance(value, View)


def _is_ours(value: Any) -> bool:
    from hoedu.api import Page as PlainHtml

    return _is_view(value) or isinstance(value, PlainHtml)


def _html(value: Any) -> str:
    """The HTML of one value, as a notebook would choose it."""
    if isinstance(value, _Printed):
        return f'<pre class="ho-output">{escape(value.text)}</pre>'
    if _is_ours(value):
        return value.html.replace(RUN, NO_SCRIPT)
    if hasattr(value, "savefig"):
        return _figure(value)
    from IPython.core.formatters import DisplayFormatter

    data, _ = DisplayFormatter().format(value)
    if html := data.get("text/html"):
        html = re.sub(r"<style.*?</style>", "", html, flags=re.S).replace(
            "<th></th>", "<td></td>"
        )  # a head that says nothing
        return f'<div class="ho-wide ho-output" tabindex="0" role="group" aria-label="Output">{html}</div>'
    if svg := data.get("image/svg+xml"):
        return f'<figure class="ho-output">{svg}</figure>'
    if markdown := data.get("text/markdown"):
        return f'<div class="ho-output">{text_html(markdown)[0]}</div>'
    return f'<pre class="ho-output">{escape(data.get("text/plain", ""))}</pre>'


def _figure(figure: Any) -> str:
    from hoedu.charts import to_svg

    title = " ".join(axes.get_title() for axes in figure.axes if axes.get_title()) or "Figure"
    return f'<figure class="ho-output">{to_svg(figure, title, "")}</figure>'


def _coloured(source: str) -> str:
    from pygments import highlight

    lexer, formatter = _pygments()
    html = highlight(source.rstrip(), lexer, formatter)  # long lines scroll, with the keyboard too
    return html.replace(
        '<div class="ho-source">', '<div class="ho-source" tabindex="0" role="group" aria-label="Code">'
    )


@cache
def _pygments():
    from pygments.formatters import HtmlFormatter
    from pygments.lexers import PythonLexer

    return PythonLexer(), HtmlFormatter(cssclass="ho-source")


# ---- live parts

_SECTION = re.compile(r"<(/?)section\b[^>]*>")
_STEM = re.compile(r'<(\w+) class="ho-(?:stem|title)">(.*?)</\1>', re.S)


def _parts(view: Any) -> list[Part]:
    """A view's sections, each with its spec. The bytes belong to the one part of a view that has some."""
    html = list(_sections(view.html))
    if len(html) != len(view.specs):
        raise ContentError(f"shows {len(html)} sections and has specs for {len(view.specs)}")
    return [Part(one.replace(RUN, NO_SCRIPT), spec, bytes(view.data)) for one, spec in zip(html, view.specs)]


def _sections(html: str) -> Iterator[str]:
    """The outermost sections, whole."""
    depth = start = 0
    for tag in _SECTION.finditer(html):
        if not tag[1]:
            start = start if depth else tag.start()
            depth += 1
        else:
            depth -= 1
            if not depth:
                yield html[start : tag.end()]


def _attribute(html: str, name: str) -> str:
    from html import unescape

    head = html[: html.index(">")]
    found = re.search(rf'\s{name}="([^"]*)"', head)
    return unescape(found[1]) if found else ""


def _words(match: re.Match | None) -> str:
    from html import unescape

    return " ".join(unescape(re.sub(r"<[^>]+>", "", match[2])).split()) if match else ""
