"""A lesson as slides: the same cells, one live part a slide, with the speaker's notes and a vote for every question.

What a slide type means here: "slide" begins a column, "subslide" a slide below it, "fragment" and "-" go on (text on the
slide before it, a live part on a slide of its own), "notes" adds to the speaker's notes, "skip" is left out. Text that is
too long for one slide is cut by the page, which alone knows its fonts.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from importlib import metadata
from pathlib import Path
from typing import Any

from hoedu.course import course
from hoedu.evidence import cite, fact
from hoedu.html.inline import REF_KEY, ROW_ID, inline
from hoedu.html.page import part as with_spec
from hoedu.html.text import Page, text_html
from hoedu.lessons import lessons
from hoedu.publish.folder import Folder
from hoedu.publish.lesson import Cell, Notebook, Part, read
from hoedu.publish.sheet import Sheet, pictures
from hoedu.publish.site import HERE, Site, Way, _templates
from hoedu.widgets.bundle import FOLDER, STYLE, script_text

NAMES = {"pretest": "First question", "predict": "Predict", "retrieval": "Question", "practice": "Practice",
         "worked": "Your turn", "posttest": "Closing question"}  # fmt: skip
ANSWERS = {"pretest": "From the start", "predict": "What the data say"}
ALONE = {"exam", "revisit"}  # live parts that turn on the reader's own answers: a slide says where they are taken
_MINUTES = re.compile(r"(\d+(?:\.\d+)?)\s*(min|s)\b")


@dataclass(frozen=True)
class Plan:
    """What the notes say of a stretch of the lesson: from their slide to the next one that has some.

    minutes  the times they name, added up; 0 where they name none
    notes    Markdown, without the question
    ask      the question to put to the class, or ""
    """

    title: str
    minutes: float
    notes: str
    ask: str


@dataclass(frozen=True)
class Slide:
    """One slide.

    kind    "text", "code" (with its output), "plain" (HTML without a script, such as references),
            "question", "answer" (of a question whose answer was held back) or "part" (anything else that is live)
    id      readable, unique in the deck
    title   plain text
    tag     what stands above a question
    begins  does it begin a column?
    plan    the place of its plan in `Deck.plans`
    cells   of a text, all that stand on it; else the one
    part    of a question, an answer or another live part
    """

    kind: str
    id: str
    title: str
    plan: int
    cells: list[Cell]
    tag: str = ""
    begins: bool = False
    part: Part | None = None

    @property
    def item(self) -> dict[str, Any]:
        """The spec of the question that is asked or answered here."""
        return self.part.spec.get("item", self.part.spec) if self.part else {}


@dataclass(frozen=True)
class Deck:
    """The slides of one lesson, in order; `minutes` is what the lesson says it takes, or 0."""

    name: str
    title: str
    minutes: int
    plans: list[Plan] = field(default_factory=list)
    slides: list[Slide] = field(default_factory=list)

    @property
    def columns(self) -> list[list[Slide]]:
        found: list[list[Slide]] = []
        for slide in self.slides:
            if slide.begins or not found:
                found.append([])
            found[-1].append(slide)
        return found


def plan(title: str, notes: str) -> Plan:
    """What one cell's notes say: "2 min, and 3 min for the vote. Ask: why?" is five minutes and a question."""
    said, _, ask = notes.partition("Ask:")
    minutes = sum(float(number) / (60 if unit == "s" else 1) for number, unit in _MINUTES.findall(said))
    said = "" if _MINUTES.fullmatch(said.strip(" .")) else said.strip()
    return Plan(title, round(minutes, 2), said, ask.strip())


def deck(notebook: Notebook, minutes: int = 0) -> Deck:
    """The slides of a notebook, as values."""
    made = Deck(notebook.name, re.sub(r"^\d+\.\s+", "", notebook.title), minutes)
    asked = {part.spec["id"]: part for cell in notebook.cells for part in cell.parts if part.kind == "item"}
    taken: set[str] = set()
    begins = False
    for cell in notebook.cells:
        if cell.slide == "skip":
            continue
        if cell.slide == "notes":
            _say(made, cell.source)
            continue
        begins = begins or cell.slide == "slide"
        heading = cell.headings[0].text if cell.headings else ""
        if cell.notes or not made.plans:
            made.plans.append(plan(heading or made.title, cell.notes))
        at = len(made.plans) - 1
        if cell.kind == "text":
            last = made.slides[-1] if made.slides else None
            if cell.slide in ("fragment", "-") and last and last.kind == "text" and not begins:
                last.cells.append(cell)
                continue
            new = [Slide("text", cell.id, heading or made.plans[at].title, at, [cell])]
        else:
            new = list(_live(cell, at, asked))
        for slide in new:
            name, number = slide.id, 2
            while name in taken:
                name, number = f"{slide.id}-{number}", number + 1
            taken.add(name)
            made.slides.append(Slide(slide.kind, name, slide.title, at, slide.cells, slide.tag, begins, slide.part))
            begins = False
    return made


def _say(made: Deck, words: str) -> None:
    if made.plans:
        one = made.plans.pop()
        more = plan(one.title, words)
        notes = " ".join(filter(None, (one.notes, more.notes)))
        made.plans.append(Plan(one.title, one.minutes + more.minutes, notes, one.ask or more.ask))
    else:
        made.plans.append(plan(made.title, words))


def _live(cell: Cell, at: int, asked: dict[str, Part]) -> Iterable[Slide]:
    """The slides of a code cell: one for each live part. Nobody's progress is shown or kept on slides."""
    questions = [part for part in cell.parts if part.kind == "item"]
    for part in cell.parts:
        if part.kind == "start":
            continue
        if part.kind == "item":
            tag = NAMES[part.spec["use"]]
            if len(questions) > 1:
                tag += f" {questions.index(part) + 1} of {len(questions)}"
            yield Slide("question", part.spec["id"], part.title, at, [cell], tag, part=part)
        elif part.kind == "reveal":
            item, tag = part.spec["item"]["id"], ANSWERS["predict"]
            shown = asked.get(item, part)
            yield Slide("answer", f"{item}-answer", f"{tag}: {shown.title}", at, [cell], tag, part=shown)
        elif part.kind == "finish":
            first = [one for one in asked.values() if one.spec["use"] == "pretest"]
            for one in first:
                tag = ANSWERS["pretest"]
                yield Slide("answer", f"{one.spec['id']}-answer", f"{tag}: {one.title}", at, [cell], tag, part=one)
        else:
            yield Slide("part", part.name, part.title, at, [cell], part=part)
    if not cell.parts and (cell.html or cell.code):
        kind = "code" if cell.code else "plain"
        title = "References" if "ho-references" in cell.html else cell.id.replace("-", " ").capitalize()
        yield Slide(kind, cell.id, title, at, [cell])


# ---- files


def write(
    sheet: Sheet, folder: Folder, assets: dict[str, str], page: str = "", link: Callable[[str], str] = str
) -> str:
    """Write one deck, slides/NAME.html; returns that path.

    page   the lesson's page in the same folder, if there is one
    link   how an address in the text is written (another lesson's notebook, say); "" takes the link away
    """
    made = deck(sheet.notebook, sheet.about.minutes if sheet.about else 0)
    columns = [[{"slide": one, "html": _html(one, sheet, folder, link)} for one in column] for column in made.columns]
    whole = "".join(one["html"] for column in columns for one in column)
    plans = [
        {"title": p.title, "minutes": p.minutes, "notes": inline(p.notes), "ask": inline(p.ask)} for p in made.plans
    ]
    about = {
        "name": made.name,
        "title": made.title,
        "minutes": made.minutes,
        "plans": plans,
        "sources": _sources(whole),
        "school": course().school if course() else "",
    }
    shown = (
        _templates()
        .get_template("deck.html")
        .render(
            deck=made,
            columns=columns,
            about=about,
            assets=assets,
            page=page,
            label=sheet.label,
            version=metadata.version("hoedu"),
        )
    )
    return folder.write(f"slides/{made.name}.html", shown)


def assets(folder: Folder) -> dict[str, str]:
    """What every deck shares."""
    vendor, folders = HERE / "vendor" / "reveal", (HERE / "js", FOLDER)
    licence = (vendor / "LICENSE.txt").read_text(encoding="utf-8")
    sheets = [vendor / "reveal.css", STYLE, HERE / "slides.css"]
    style = "\n".join(path.read_text(encoding="utf-8") for path in sheets)
    library = (vendor / "reveal.js").read_text(encoding="utf-8")
    return {
        "style": folder.write_named("assets/slides", "css", f"/*! reveal.js\n\n{licence}*/\n{style}"),
        "library": folder.write_named("assets/reveal", "js", f"/*!\n{licence}*/\n{library}"),
        "script": folder.write_named("assets/slides", "js", script_text("present", folders)),
        "icon": folder.write("assets/icon.svg", (HERE / "icon.svg").read_text(encoding="utf-8")),
    }


def way(site: Site) -> Way:
    """The slides of a site's lessons, for `hoedu.publish.site.build`."""
    shared = assets(site.folder)
    pages = {f"{sheet.notebook.name}.ipynb": f"../{sheet.page}" for sheet in site.sheets}
    made = {
        sheet.notebook.name: write(sheet, site.folder, shared, f"../{sheet.page}", lambda href: _to(href, pages))
        for sheet in site.sheets
    }
    return Way("As slides", made.get)


def present(paths: Iterable[Path], out: Path) -> list[tuple[str, str]]:
    """Decks in a folder of their own, with nothing round them: (title, path in `out`) of each."""
    folder, by_slug = Folder(out), {lesson.slug: lesson for lesson in lessons().values()}
    sheets = [Sheet(read(path), by_slug.get(path.stem)) for path in paths]
    shared = assets(folder)
    decks = {f"{sheet.notebook.name}.ipynb": f"{sheet.notebook.name}.html" for sheet in sheets}
    made = [(sheet.where, write(sheet, folder, shared, link=lambda href: _to(href, decks))) for sheet in sheets]
    school = course().school if course() else ""
    contents = _templates().get_template("decks.html")
    folder.write("index.html", contents.render(decks=made, school=school, icon=shared["icon"]))
    folder.finish()
    return made


def _to(href: str, pages: dict[str, str]) -> str:
    name, mark, anchor = href.partition("#")
    if not name.endswith(".ipynb"):
        return href
    return f"{pages[name]}{mark}{anchor}" if name in pages else ""


def _html(slide: Slide, sheet: Sheet, folder: Folder, link: Callable[[str], str]) -> str:
    """What stands on a slide, its files written."""
    cell = slide.cells[0]
    match slide.kind:
        case "text":
            html = "".join(text_html(one.source, Page())[0] for one in slide.cells)
            html = re.sub(r"<(h[1-6]) id=\"[^\"]*\"", r"<\1", html)
        case "code":
            html = cell.code + cell.html
        case "plain":
            html = cell.html
        case "question":
            # On a slide anyone may try, as often as they like, and nobody says how sure they are.
            html = with_spec(slide.part.html, slide.part.spec | {"attempts": 0, "confidence": False})
        case "answer":
            html = slide.part.html
        case _:
            html = slide.part.html if slide.part.kind in ALONE else sheet.live(_open(slide.part), folder)
            html += "<p>It is taken on the lesson's page, or in JupyterLab.</p>" if slide.part.kind in ALONE else ""
    html = pictures(html, cell.id, folder)
    html = re.sub(r'((?:data-src|src)=")(data|media)/', r"\1../\2/", html)
    return re.sub(
        r'<a href="([^"]*\.ipynb[^"]*)"([^>]*)>(.*?)</a>', lambda found: _linked(found, link), html, flags=re.S
    )


def _open(part: Part) -> Part:
    """Without the prediction it waits for: the class has voted by hand."""
    return Part(part.html, {name: value for name, value in part.spec.items() if name != "after"}, part.data)


def _linked(found: re.Match, link: Callable[[str], str]) -> str:
    href = link(found[1])
    return f'<a href="{href}"{found[2]}>{found[3]}</a>' if href else found[3]


def _sources(html: str) -> dict[str, list[str]]:
    """The short names of the sources that links name, by row or key: for the line at the foot of a slide."""
    found: dict[str, Any] = {}
    for name in set(re.findall(r'title="([A-Za-z][\w-]*)', html)):
        if ROW_ID.match(name):
            found[name] = [source.short for source in fact(name).sources]
        elif REF_KEY.match(name):
            found[name] = [cite(name).short]
    return found
