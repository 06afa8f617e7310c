"""A lesson as a page of the site: its HTML, its contents, what search finds in it, and which sources it leans on."""

import base64
import io
import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from html import unescape
from typing import Any, NamedTuple

from hoedu.glossary import Term
from hoedu.html.inline import REF_KEY, ROW_ID
from hoedu.html.page import part as with_spec
from hoedu.html.text import Heading
from hoedu.lessons import Lesson
from hoedu.publish.folder import Folder
from hoedu.publish.lesson import Cell, Notebook, Part

HEAVY = 24_000  # bytes of a spec above which it becomes a file of its own, fetched when the part is near
REVIEW = 90  # from here on numbers only order
PICTURE = 2_000  # the same, of a picture inside the HTML
CORE = {"pretest": "First questions", "posttest": "Closing questions"}  # cells without a heading that the contents name
REPEATS = 'data-repeats="yes"'  # a part that says again what other lessons say: the exam, the glossary
_URI = re.compile(r'src="data:image/(\w+);base64,([^"]+)"')
_HEADING = re.compile(r'<h[1-6] id="([^"]+)">')
_LINK = re.compile(r"<a ([^>]*)>(.*?)</a>", re.S)


class Use(NamedTuple):
    """A place that leans on a source: `page` and `anchor` find it; `row` is "" where the source itself is linked."""

    page: str
    anchor: str
    heading: str
    text: str
    row: str
    key: str


class Found(NamedTuple):
    """What search shows of one section."""

    page: str
    anchor: str
    lesson: str
    heading: str
    text: str


class Entry(NamedTuple):
    """A line of the contents; `own` where its id is not that of a heading."""

    id: str
    text: str
    level: int
    own: bool = False


@dataclass
class Sheet:
    """One lesson. `about` is what lessons.toml says of it, if anything; `terms` those that its text links."""

    notebook: Notebook
    about: Lesson | None
    terms: dict[str, Term] = field(default_factory=dict)

    @property
    def page(self) -> str:
        return f"{self.notebook.name}.html"

    @property
    def number(self) -> str:
        return self.about.id if self.about else ""

    @property
    def key(self) -> str:
        """What tells it from other lessons in a page's attributes."""
        return self.number or self.notebook.name

    @property
    def title(self) -> str:
        """As the map of lessons names it."""
        return self.about.title if self.about else self.notebook.title

    @property
    def short(self) -> str:
        """As the lesson's own heading has it, without its number."""
        return re.sub(r"^\d+\.\s+", "", self.notebook.title)

    @property
    def label(self) -> str:
        return f"Lesson {int(self.number)}" if self.number and 0 < int(self.number) < REVIEW else self.short

    @property
    def where(self) -> str:
        """Number and name."""
        return f"{self.label}: {self.short}" if self.label != self.short else self.short

    @cached_property
    def parts(self) -> list[Part]:
        return [part for cell in self.notebook.cells for part in cell.parts]

    @cached_property
    def items(self) -> dict[str, dict[str, Any]]:
        """The specs of the questions on this page, by id."""
        return {part.spec["id"]: part.spec for part in self.parts if part.kind == "item"}

    @property
    def counted(self) -> list[dict[str, Any]]:
        """The specs of the questions that count towards the lesson."""
        start = next((part.spec for part in self.parts if part.kind == "start"), {"items": []})
        return [item for item in start["items"] if item["use"] != "practice" or start["lesson"] == "00"]

    @property
    def explorers(self) -> list[str]:
        """The titles of what can be explored, each once."""
        plain = {"item", "start", "reveal", "finish"}
        return list(dict.fromkeys(part.title for part in self.parts if part.kind not in plain))

    @property
    def contents(self) -> list[Entry]:
        found = []
        for cell in self.notebook.cells:
            found += [Entry(one.id, one.text, one.level) for one in cell.headings if one.level in (2, 3)]
            if cell.id in CORE and cell.parts:
                found.append(Entry(cell.id, CORE[cell.id], 2, True))
        return found

    @property
    def description(self) -> str:
        """One or two sentences for search engines, at most some 160 characters."""
        aims = list(self.about.objectives.values()) if self.about else []
        text = f"{self.title}." if aims else f"{self.short}: a lesson on heterotopic ossification."
        for aim in aims:
            if len(text) + len(aim) > 155:
                break
            text += f" {aim}."
        return text

    # ---- HTML

    def cells(self, folder: Folder) -> Iterator[dict[str, Any]]:
        """Each cell as the template has it; large pictures and specs become files of the site."""
        for cell in self.notebook.cells:
            html = cell.html
            for part in cell.parts:
                html = html.replace(part.html, self.live(part, folder), 1)
            yield {"id": cell.id, "kind": cell.kind, "code": cell.code, "html": pictures(html, cell.id, folder),
                   "own": cell.id in CORE, "references": "ho-references" in cell.html and not cell.parts,
                   "extra": cell.slide == "skip"}  # fmt: skip

    def live(self, part: Part, folder: Folder) -> str:
        """A part with its spec beside it, or with the address of the file that has it.

        What other parts may ask for stays on the page: a question's own spec, and the prediction an explorer waits for.
        """
        spec = self._short(part.spec, part.kind)
        away = {"faces"} if part.kind == "item" else set(spec) - {"after"}
        own = {name: value for name, value in spec.items() if name in away}
        rest = {name: value for name, value in spec.items() if name not in away}
        # Until it is alive, an explorer must not show what is to be predicted.
        html = part.html.replace("<section ", '<section data-after="yes" ', 1) if "after" in spec else part.html
        if not part.data and len(_json(own)) <= HEAVY:
            return with_spec(html, spec)
        data = base64.b64encode(part.data).decode()
        name = folder.write_script(f"data/{part.name}", {"spec": own, "data": data} if data else {"spec": own})
        return with_spec(html.replace("<section ", f'<section data-src="{name}" ', 1), rest)

    def _short(self, spec: dict[str, Any], kind: str) -> dict[str, Any]:
        """The spec with "@id" for each question that the page has anyway."""
        if kind == "item":
            return spec

        def short(value: Any) -> Any:
            known = isinstance(value, dict) and "hash" in value and value.get("id") in self.items
            return f"@{value['id']}" if known else value

        return {name: [short(one) for one in value] if name == "items" else short(value) if name in ("item", "after") else value
                for name, value in spec.items()}  # fmt: skip

    # ---- what others find in it

    def found(self) -> Iterator[Found]:
        """Its sections, for search: each heading with what stands under it, and each explorer by its name."""
        anchor, heading, words = "", self.short, []
        for cell in self.notebook.cells:
            if cell.kind == "text" or not cell.parts:
                if "ho-references" in cell.html:
                    continue
                for name, title, text in _sections(cell, anchor, heading):
                    if name != anchor:
                        if anchor or words:
                            yield Found(self.page, anchor, self.where, heading, " ".join(words))
                        anchor, heading, words = name, title, []
                    words += [text] if text else []
            for part in cell.parts:
                if part.kind == "item":
                    words.append(part.title)
                elif part.kind not in ("start", "reveal", "finish"):
                    text = "" if REPEATS in part.html else words_of(part.html)[:1500]
                    yield Found(self.page, cell.id, self.where, part.title, text)
        yield Found(self.page, anchor, self.where, heading, " ".join(words))

    def uses(self) -> Iterator[Use]:
        """Every link to a row or a source, with the heading under which it stands."""
        anchor, heading = "", self.short
        for cell in self.notebook.cells:
            if ("ho-references" in cell.html and not cell.parts) or REPEATS in cell.html:
                continue
            for piece in re.split(r"(?=<h[1-6] id=)", cell.html):
                if named := _HEADING.match(piece):
                    anchor, heading = named[1], _named(cell.headings, named[1])
                at = anchor if cell.kind == "text" else cell.id
                for attributes, text in _LINK.findall(piece):
                    title = re.search(r'title="([^"]*)"', attributes)
                    name = unescape(title[1]).split(" ")[0] if title else ""
                    if ROW_ID.match(name):
                        yield Use(self.page, at, heading, words_of(text), name, "")
                    elif REF_KEY.match(name):
                        yield Use(self.page, at, heading, words_of(text), "", name)


def _named(headings: tuple[Heading, ...], name: str) -> str:
    return next(one.text for one in headings if one.id == name)


def _sections(cell: Cell, anchor: str, heading: str) -> Iterator[tuple[str, str, str]]:
    """(anchor, heading, words) of a cell's pieces; what stands before its first heading belongs to the one above."""
    for piece in re.split(r"(?=<h[1-6] id=)", cell.html):
        if named := _HEADING.match(piece):
            anchor, heading = named[1], _named(cell.headings, named[1])
            piece = piece[piece.index("</h") :]
        yield anchor, heading, words_of(piece)


def words_of(html: str) -> str:
    """The text of some HTML, in one line; not what is meant for the script."""
    html = re.sub(r"<(script|style)\b.*?</\1>", " ", html, flags=re.S)
    html = re.sub(r"</?(?:p|li|td|th|tr|h\d|div|figure|figcaption|summary|section|legend|br)\b[^>]*>", " ", html)
    return " ".join(unescape(re.sub(r"<[^>]+>", "", html)).split())


def pictures(html: str, stem: str, folder: Folder) -> str:
    """Large pictures inside the HTML become files, so that they load when they are near; their size keeps their room."""
    from PIL import Image

    def outside(match: re.Match) -> str:
        if len(match[2]) < PICTURE:
            return match[0]
        raw = base64.b64decode(match[2])
        width, height = Image.open(io.BytesIO(raw)).size
        name = folder.write_named(f"media/{stem}", {"jpeg": "jpg"}.get(match[1], match[1]), raw)
        return f'src="{name}" width="{width}" height="{height}"'

    return _URI.sub(outside, html)


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def link_to(pages: dict[str, str]) -> Callable[[str], str]:
    """How a text's links are written: a notebook's file name becomes its page, where the site has one."""

    def link(href: str) -> str:
        name, mark, anchor = href.partition("#")
        return f"{pages[name]}{mark}{anchor}" if name in pages else href

    return link
