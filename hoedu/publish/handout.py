"""Handouts: a lesson, or any choice of questions, for paper; the key on pages of its own.

A handout is one HTML file, complete by itself. The browser's print makes a PDF of it (`hoedu.publish.printing`).
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from html import escape
from importlib import metadata

from hoedu.course import course, lesson_notebooks
from hoedu.errors import ContentError
from hoedu.html.inline import plain
from hoedu.items import KINDS, Item, load
from hoedu.items.base import USES
from hoedu.lessons import Lesson, lessons
from hoedu.publish.lesson import Cell, Notebook, Part, read
from hoedu.publish.paper import LINE, list_html, numbered, printed, source_html
from hoedu.publish.paper_items import answered, asked
from hoedu.publish.paper_parts import on_paper
from hoedu.publish.sheet import pictures
from hoedu.publish.site import HERE, Site, Way, _templates
from hoedu.widgets.bundle import FOLDER, STYLE, script_text

FOOT = "For learning, not for treating a patient"
_REFS = re.compile(r'data-refs="([^"]*)"')
_TITLE = re.compile(r"<h1\b.*?</h1>", re.S)


@dataclass(frozen=True)
class Leaf:
    """What is handed out together: a lesson or a choice of questions.

    title  of the heading; `about` one line below it
    sheet  HTML without a word of the answers, `key` the answers with their reasons; sources still without numbers
    """

    title: str
    about: str
    sheet: str
    key: str


# ---- a lesson


def of_lesson(notebook: Notebook, about: Lesson | None = None, bank: Mapping[str, Item] | None = None) -> Leaf:
    """A lesson as a leaf; `bank` has its questions (default: the workbook's). They are numbered as they come."""
    bank, numbers = bank or load(), _numbers(notebook)
    sheet, key = [], []
    for number, cell in enumerate(notebook.cells):
        if not number and cell.kind == "text":
            sheet.append(f'<div class="prose opening">{printed(_TITLE.sub("", cell.html))}</div>')
        elif cell.kind == "text":
            sheet.append(f'<div class="prose">{printed(cell.html)}</div>')
        elif cell.parts:
            found = [_part(part, numbers, bank, cell) for part in cell.parts]
            sheet.append("".join(one for one, _ in found))
            key += [told for _, told in found if told]
        elif "ho-casemap" in cell.html:  # it shows where every choice leads
            key.append(printed(cell.html))
        elif "ho-references" not in cell.html:
            sheet.append(f'<div class="code">{printed(cell.code + cell.html)}</div>')
    title = re.sub(r"^\d+\.\s+", "", notebook.title)
    number = int(about.id) if about else 0
    line = f"Lesson {number}" if 0 < number < 90 else ""
    own = course()
    day = own.dates.get(about.id) if own and about else None
    return Leaf(title, " · ".join(filter(None, (line, day and f"{day.day} {day:%B %Y}"))), "".join(sheet), "".join(key))


def _numbers(notebook: Notebook) -> dict[str, int]:
    """The number of each question: the place where it is asked first."""
    asked_ids = (part.spec["id"] for cell in notebook.cells for part in cell.parts if part.kind == "item")
    return {name: number for number, name in enumerate(dict.fromkeys(asked_ids), 1)}


def _part(part: Part, numbers: Mapping[str, int], bank: Mapping[str, Item], cell: Cell) -> tuple[str, str]:
    """(sheet, key) of one live part."""
    if part.kind == "item":
        item = bank[part.spec["id"]]
        return asked(item, numbers[item.id]), answered(item, numbers[item.id])
    if part.kind == "reveal":
        number = numbers.get(part.spec["item"]["id"])
        return (f'<p class="hint">Compare with your answer to question {number}.</p>', "") if number else ("", "")
    if part.kind == "finish":
        return _score(part, bank), ""
    found = on_paper(part)
    first = numbers.get(part.spec.get("after", {}).get("id", ""))
    hint = f'<p class="hint">Answer question {first} before you read on.</p>' if first and found.sheet else ""
    return hint + found.sheet, found.key


def _score(part: Part, bank: Mapping[str, Item]) -> str:
    uses = [bank[item["id"]].use for item in part.spec["items"] if item["id"] in bank]
    before, after = uses.count("pretest"), uses.count("posttest")
    if not after:
        return ""
    first = f"First questions right: {LINE} of {before}" if before else ""
    return f'<p class="score"><span>{first}</span><span>Closing questions right: {LINE} of {after}</span><span>Look again on: {LINE}</span></p>'


# ---- questions


def choose(items: Iterable[Item], words: Iterable[str]) -> list[Item]:
    """The items that these words name, in the order of the bank.

    Lessons ("05"), objectives ("05.2") and ids add up (none: all items); uses ("posttest") and kinds ("single") narrow that
    down. Raises ContentError for a word that is none of them.
    """
    items, words = list(items), list(words)
    places = {name for item in items for name in (item.id, item.objective, item.lesson)}
    for word in words:
        if word not in places and word not in USES and word not in KINDS:
            near = get_close_matches(word, [*places, *USES, *KINDS], 1)
            hint = f"; did you mean {near[0]!r}?" if near else ""
            raise ContentError(f"no question, objective, lesson, use or kind is called {word!r}{hint}", place="--items")
    where = {word for word in words if word in places}
    uses, kinds = {word for word in words if word in USES}, {word for word in words if word in KINDS}
    found = [
        item
        for item in items
        if (not where or where & {item.id, item.objective, item.lesson})
        and (not uses or item.use in uses)
        and (not kinds or item.kind in kinds)
    ]
    if not found:
        raise ContentError(f"no question fits {' '.join(words)!r}", place="--items")
    return found


def of_items(items: Iterable[Item], title: str = "Questions") -> Leaf:
    """A choice of questions as a leaf, by lesson."""
    known, sheet, key, at = lessons(), [], [], ""
    items = list(items)
    many = len({item.lesson for item in items}) > 1
    for number, item in enumerate(items, 1):
        if many and item.lesson != at:
            at = item.lesson
            name = known[at].title if at in known else f"Lesson {at}"
            sheet.append(f"<h2>{escape(name)}</h2>")
        sheet.append(asked(item, number))
        key.append(answered(item, number))
    one = known.get(items[0].lesson) if not many else None
    return Leaf(title, one.title if one else "", "".join(sheet), "".join(key))


# ---- a file


def make(names: Iterable[str] = (), words: Iterable[str] = (), key: bool = False) -> str:
    """The handout of these lessons; with `words` (see `choose`) of their questions, or of all, as a whole HTML file.

    Raises ContentError for a name or a word that means nothing.
    """
    names, words = list(names), list(words)
    if not names and not words:
        raise ContentError("name a lesson, such as 05, or questions: --items 05.2 posttest")
    paths = lesson_notebooks(names)
    if not words:
        about = {lesson.slug: lesson for lesson in lessons().values()}
        return document([of_lesson(read(path), about.get(path.stem)) for path in paths], "with" if key else "")
    taught = [item for item in load().values() if item.lesson in lessons() or item.id in words]
    return document(
        [of_items(choose(taught, [*(path.stem[:2] for path in paths if names), *words]))], "with" if key else ""
    )


def document(leaves: Iterable[Leaf], key: str = "", links: Iterable[tuple[str, str]] = (), style: str = "") -> str:
    """A whole HTML file.

    key    "" without, "with" after each sheet, "only" the key alone
    links  (words, address) of the bar that a screen shows
    style  the address of the stylesheet; by default it is inside the file, which then needs no other
    """
    pages: list[dict[str, str]] = []
    school = course().school if course() else ""
    for leaf in leaves:
        if key != "only":
            pages.append(_page(leaf, "", leaf.sheet, school))
        if key:
            pages.append(_page(leaf, "Key", leaf.key or "<p>There is nothing to answer here.</p>", school))
    titles = " · ".join(dict.fromkeys(page["title"] for page in pages))
    shown = _templates().get_template("handout.html")
    return shown.render(pages=pages, title=titles, links=list(links), style=style, css="" if style else stylesheet(),
                        rules=_margins(pages, school))  # fmt: skip


def stylesheet() -> str:
    return STYLE.read_text(encoding="utf-8") + (HERE / "paper.css").read_text(encoding="utf-8")


def _page(leaf: Leaf, kind: str, body: str, school: str) -> dict[str, str]:
    html, keys = numbered(body)
    about = " · ".join(filter(None, (kind and "Key", leaf.about, school)))
    return {"title": leaf.title, "kind": kind, "about": about, "html": html, "sources": list_html(keys)}


def _margins(pages: list[dict[str, str]], school: str) -> str:
    """What stands in the margins of each part's pages: a browser that knows no such boxes prints its own instead."""
    foot = " · ".join(filter(None, (school, f"hoedu {metadata.version('hoedu')}", "CC BY 4.0", FOOT)))
    rules = []
    for number, page in enumerate(pages):
        page["name"] = f"p{number}"
        head = f"{page['kind']}: {page['title']}" if page["kind"] else page["title"]
        rules.append(
            f"@page p{number} {{ @top-left {{ content: {_quoted(head)} }} @bottom-left {{ content: {_quoted(foot)} }} }}\n"
            f".p{number} {{ page: p{number} }}"
        )
    return "\n".join(rules)


def _quoted(text: str) -> str:
    """A text as a CSS string, which may stand in a `style` element."""
    return '"' + re.sub(r'[\\"<>&\n\r\f]', lambda sign: f"\\{ord(sign[0]):x} ", text) + '"'


# ---- on a site


def way(site: Site) -> Way:
    """The handouts of a site's lessons (paper/05.html, paper/05-key.html), and the page where questions are chosen."""
    bank = site.session.bank if site.session else load()
    style = site.folder.write_named("assets/paper", "css", stylesheet())
    found = {}
    for sheet in site.sheets:
        leaf, name = of_lesson(sheet.notebook, sheet.about, bank), f"paper/{sheet.key}"
        back = (f"Lesson: {leaf.title}", f"../{sheet.page}")
        choosing = ("Choose questions", "questions.html")
        for kind, file, other in (
            ("", f"{name}.html", ("The key", f"{sheet.key}-key.html")),
            ("only", f"{name}-key.html", ("The handout", f"{sheet.key}.html")),
        ):
            html = pictures(
                document([leaf], kind, (back, other, choosing), f"../{style}"), f"paper-{sheet.key}", site.folder
            )
            site.folder.write(file, html.replace('src="media/', 'src="../media/'))
        found[sheet.notebook.name] = f"{name}.html"
    _choosing(site, bank, style)
    return Way("Print", found.get)


def _choosing(site: Site, bank: Mapping[str, Item], style: str) -> None:
    """The page where a lecturer ticks questions and prints them; it needs no kernel and no network."""
    groups = []
    for sheet in site.sheets:
        items = [item for item in bank.values() if item.lesson == sheet.number]
        if items:
            aims = sheet.about.objectives if sheet.about else {}
            groups.append({"sheet": sheet, "items": items, "aims": aims})
    items = [item for group in groups for item in group["items"]]
    forms = {item.id: [asked(item), answered(item)] for item in items}
    cited = {key for pair in forms.values() for html in pair for keys in _REFS.findall(html) for key in keys.split()}
    known = {"forms": forms, "sources": {key: source_html(key) for key in sorted(cited)}}
    shown = _templates().get_template("questions.html").render(
        groups=groups, kinds=sorted({item.kind for item in items}), uses=[use for use in USES if any(item.use == use for item in items)],
        style=f"../{style}", script="../" + site.folder.write_named("assets/choose", "js", script_text("choose", (HERE / "js", FOLDER))),
        src="../" + site.folder.write_script("data/paper", known), count=len(items), school=site.school, foot=FOOT, plain=plain,
    )  # fmt: skip
    site.folder.write("paper/questions.html", shown)
