"""The workbook as a static site: a page a lesson, live without a kernel, and nothing fetched from another host.

Other forms of the same lessons (slides, the in-browser lab, handouts) join in as a `Way`: a function that is given the site
before its pages are written, adds files to `site.folder`, and says how a lesson's page links to them.
"""

import json
import re
from collections.abc import Callable, Iterable
from concurrent.futures import ProcessPoolExecutor, as_completed
from dataclasses import dataclass, field
from functools import cache
from html import escape
from importlib import metadata
from itertools import groupby
from os import cpu_count
from pathlib import Path
from typing import Any, NamedTuple

from hoedu.course import Course, course
from hoedu.evidence import Reference, cite, fact, references
from hoedu.glossary import Term, glossary, marker
from hoedu.html.inline import inline
from hoedu.html.text import Page, text_html
from hoedu.lessons import lessons as about_lessons
from hoedu.lessons import ours
from hoedu.paths import checkout
from hoedu.publish.folder import Folder
from hoedu.publish.lesson import is_kept, read
from hoedu.publish.sheet import Sheet, link_to, words_of
from hoedu.session import Session
from hoedu.widgets.bundle import FOLDER, STYLE, enhancers, script_text

HERE = Path(__file__).parent
NAME = "Heterotopic ossification"
STRIPS = ("Film, front", "CT", "MRI, T2", "Scan, delayed")  # rows of the picture on the first page
CORE = {"item", "explorer", "start", "reveal", "finish"}  # kinds that come with every lesson, as in js/parts.js
WORKERS = 4  # lessons that are executed at the same time, at most


class Way(NamedTuple):
    """Another form of the lessons: a link's words, and the address in this site for a lesson's name (None: it has none)."""

    label: str
    href: Callable[[str], str | None]


@dataclass
class Site:
    """What the pages are made from."""

    folder: Folder
    sheets: list[Sheet]
    session: Session | None = None  # of notebooks that need more than the workbook's own questions
    ways: list[Way] = field(default_factory=list)
    assets: dict[str, Any] = field(default_factory=dict)
    cells: dict[str, list[dict[str, Any]]] = field(default_factory=dict)  # of each page, as the template has them

    @property
    def course(self) -> Course | None:
        """The lecturer's course that it is the site of, if any."""
        return course()

    @property
    def school(self) -> str:
        """A name for the header and the footer."""
        return self.course.school if self.course else ""

    @property
    def repository(self) -> str:
        """Where the workbook lives, such as https://github.com/hoedu/hoedu."""
        return repository()


def repository() -> str:
    named = (entry.split(", ") for entry in metadata.metadata("hoedu").get_all("Project-URL") or [])
    return next((address for name, address in named if name == "Homepage"), "")


def build(
    out: Path,
    notebooks: Iterable[Path],
    ways: Iterable[Callable[[Site], Way]] = (),
    session: Session | None = None,
    step: Callable[[str], None] = lambda _: None,
) -> Site:
    """Write the site of these notebooks to `out`, a new folder or an earlier site; returns what it was made from.

    ways     other forms of the lessons, see above
    session  for notebooks that need more than the workbook's own questions
    step     is told what was done; `steps` says how often

    Raises ContentError for a folder that is not ours and for a cell that fails.
    """
    folder, paths = Folder(Path(out)), list(notebooks)
    if session is None:
        _execute(paths, step)
    site = Site(folder, _sheets(paths, session), session)
    site.ways = [way(site) for way in ways]
    step("pages")
    site.assets = _assets(folder, {part.kind for sheet in site.sheets for part in sheet.parts})
    _lesson_pages(site)
    _other_pages(site)
    folder.finish()
    return site


def lesson_paths(paths: Iterable[Path]) -> list[Path]:
    """Those notebooks that are lessons: not the answer keys in a folder of their own."""
    return [path for path in paths if path.parent.name != "answers"]


def steps(notebooks: Iterable[Path]) -> int:
    """How often `build` calls `step`."""
    return len(list(notebooks)) + 1


def _execute(paths: list[Path], step: Callable[[str], None]) -> None:
    """Execute what was not executed with the same files before, several notebooks at a time."""
    fresh = [path for path in paths if not is_kept(path)]
    for path in paths:
        if path not in fresh:
            step(path.stem)
    workers = min(len(fresh), cpu_count() or 1, WORKERS)
    if workers < 2:
        for path in fresh:
            step(path.stem)
            read(path)
        return
    with ProcessPoolExecutor(workers) as pool:
        running = {pool.submit(_warm, path): path for path in fresh}
        try:
            for done in as_completed(running):
                done.result()
                step(running[done].stem)
        except Exception:
            pool.shutdown(cancel_futures=True)
            raise


def _warm(path: Path) -> None:
    read(path)


def _sheets(paths: list[Path], session: Session | None) -> list[Sheet]:
    pages = {path.name: f"{path.stem}.html" for path in paths}
    pages |= {f"{one.slug}.ipynb": f"{repository()}/blob/HEAD/notebooks/{one.slug}.ipynb" for one in ours().values()
              if f"{one.slug}.ipynb" not in pages}  # a lesson that this site leaves out
    by_slug = {lesson.slug: lesson for lesson in about_lessons().values()}
    found = []
    for path in paths:
        terms: dict[str, Term] = {}
        spans = marker(terms, lambda term: f"glossary.html#{term.id}")
        shared = Page(taken={"main"}, link=link_to(pages), spans=spans)
        found.append(Sheet(read(path, shared, session), by_slug.get(path.stem), terms))
    return found


# ---- files that the pages share


def _assets(folder: Folder, used: set[str]) -> dict[str, Any]:
    """Written files by what they are for; `kinds` are the scripts of the kinds of parts that not every lesson needs."""
    style = STYLE.read_text(encoding="utf-8") + (HERE / "site.css").read_text(encoding="utf-8")
    folders = (HERE / "js", FOLDER)
    vendor = HERE / "vendor" / "minisearch"
    library = (vendor / "minisearch.js").read_text(encoding="utf-8").replace("//# sourceMappingURL=index.js.map\n", "")
    licence = (vendor / "LICENSE.txt").read_text(encoding="utf-8")
    kinds = {
        kind: folder.write_named(
            f"assets/{kind}", "js", script_text(module, folders, f'hoeduKind("{kind}", {function});\n')
        )
        for kind, (module, function) in sorted(enhancers().items())
        if kind in used - CORE
    }
    return {
        "kinds": kinds,
        "style": folder.write_named("assets/hoedu", "css", style),
        "lesson": folder.write_named("assets/lesson", "js", script_text("lessonpage", folders)),
        "pages": folder.write_named("assets/pages", "js", script_text("pages", folders)),
        "library": folder.write_named("assets/minisearch", "js", f"/*! MiniSearch\n\n{licence}*/\n{library}"),
        "icon": folder.write("assets/icon.svg", (HERE / "icon.svg").read_text(encoding="utf-8")),
    }


# ---- pages


@cache
def _templates():
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    environment = Environment(loader=FileSystemLoader(HERE / "templates"), autoescape=True, trim_blocks=True,
                              lstrip_blocks=True, undefined=StrictUndefined)  # fmt: skip
    environment.filters["inline"] = inline
    environment.filters["day"] = lambda day: f"{day.day} {day:%B %Y}"
    return environment


def _write(site: Site, name: str, title: str, template: str = "", **more: Any) -> None:
    """One page; `template` is by default the one of the same name."""
    shared = {
        "site": site,
        "name": NAME,
        "title": title,
        "assets": site.assets,
        "version": metadata.version("hoedu"),
        "here": name,
        "terms": {},
        "script": site.assets["pages"],
    }
    site.folder.write(name, _templates().get_template(template or name).render(shared | more))


def _with_short(term: Term) -> str:
    """A term and its abbreviations, by which people search: "Deep vein thrombosis (DVT)"."""
    short = [form for form in term.forms if form.isupper() and form not in term.term]
    return f"{term.term} ({', '.join(short)})" if short else term.term


def _lesson_pages(site: Site) -> None:
    found = [list(one) for sheet in site.sheets for one in sheet.found()]
    terms = [
        ["glossary.html", term.id, "Glossary", _with_short(term), words_of(inline(term.text))]
        for term in glossary().values()
    ]
    site.assets["index"] = site.folder.write_script("data/search", found + terms)
    for sheet, before, after in zip(site.sheets, [None, *site.sheets], [*site.sheets[1:], None]):
        site.cells[sheet.page] = list(sheet.cells(site.folder))
        ways = [(way.label, address) for way in site.ways if (address := way.href(sheet.notebook.name))]
        terms = {term.id: {"term": term.term, "html": inline(term.text)} for term in sheet.terms.values()}
        _write(
            site,
            sheet.page,
            sheet.where,
            "lesson.html",
            sheet=sheet,
            cells=site.cells[sheet.page],
            ways=[*ways, *_binder(site, sheet)],
            terms=terms,
            script=site.assets["lesson"],
            before=before,
            after=after,
        )


def _binder(site: Site, sheet: Sheet) -> list[tuple[str, str]]:
    owner = site.repository.removeprefix("https://github.com/")
    path = f"lab/tree/notebooks/{sheet.notebook.name}.ipynb"
    if not owner or (site.course and sheet.number in site.course.lessons):  # Binder has the workbook's lessons alone
        return []
    return [("On Binder", f"https://mybinder.org/v2/gh/{owner}/HEAD?urlpath={path}")]


def _other_pages(site: Site) -> None:
    specs = {spec["id"]: spec for sheet in site.sheets for spec in (*sheet.items.values(), *sheet.counted)}
    specs = {
        name: {key: spec[key] for key in spec if key != "faces"} for name, spec in specs.items()
    }  # HTML is not counted
    lessons = [
        {"id": sheet.key, "page": sheet.page, "title": sheet.title, "items": [item["id"] for item in sheet.counted]}
        for sheet in site.sheets
        if sheet.counted
    ]
    known = {"lessons": lessons, "bank": site.folder.write_script("data/bank", specs)}
    sources = _sources(site)
    _write(site, "index.html", "An open workbook", strip=_strip(site), **known)
    _write(site, "glossary.html", "Glossary", groups=_glossary(site), count=len(glossary()))
    _write(site, "references.html", "References", sources=sources)
    _write(site, "progress.html", "Your progress", **known)
    _write(site, "search.html", "Contents and search")
    _lecturers(site)
    _write(site, "404.html", "Not found")
    _write(site, "unread.html", "Not read yet")
    _offline(site)
    # GitHub Pages would otherwise leave out files that begin with an underscore.
    site.folder.write(".nojekyll", "")


def _offline(site: Site) -> None:
    """The service worker. The lab has one of its own."""
    names = [name for name in site.folder.files if not name.startswith("lab/")]
    worker = (HERE / "offline.js").read_text(encoding="utf-8")
    site.folder.write("offline.js", worker.replace("/* the files of this build */", json.dumps(names)))


def _lecturers(site: Site) -> None:
    """The page for lecturers: docs/lecturers.md, where the workbook's folder is at hand."""
    try:
        text = (checkout() / "docs" / "lecturers.md").read_text(encoding="utf-8")
    except OSError:
        text = f"# For lecturers\n\nHow to teach with the workbook is told in [its repository]({site.repository}/blob/HEAD/docs/lecturers.md)."

    def link(href: str) -> str:
        return f"{site.repository}/blob/HEAD/{href.removeprefix('../')}" if href.startswith("../") else href

    html, headings = text_html(text, Page(taken={"main"}, link=link))
    forms = [(way.label, [(sheet, address) for sheet in site.sheets if (address := way.href(sheet.notebook.name))]) for way in site.ways]
    choosing = "paper/questions.html" if "paper/questions.html" in site.folder.files else ""
    _write(site, "lecturers.html", "For lecturers", text=html, headings=headings, forms=forms, choosing=choosing)


def _strip(site: Site) -> dict[str, Any]:
    """The picture of the first page: several tests over the weeks, from the hip's simulator if it is there, else any."""
    cells = [cell["html"] for sheet in site.sheets for cell in site.cells[sheet.page] if "ho-simulator" in cell["html"]]
    cells.sort(key=lambda html: 'data-name="simulator-hip"' not in html)
    strips = re.findall(r"<figure>(<img [^>]*>)<figcaption>(.*?)</figcaption>", cells[0]) if cells else []
    strips = [one for one in strips if one[1] in STRIPS] or strips[: len(STRIPS)]
    return {"pictures": [picture for picture, _ in strips], "names": "; ".join(name for _, name in strips)}


def _glossary(site: Site) -> list[tuple[str, list[dict[str, Any]]]]:
    """(letter, terms); each with its sources and the lessons that use it."""
    entries = []
    for term in glossary().values():
        used = [sheet for sheet in site.sheets if term.id in sheet.terms]
        entries.append({"term": term, "sources": [cite(key) for key in term.refs], "sheets": used})
    return [(letter, list(group)) for letter, group in groupby(entries, lambda one: one["term"].term[0].upper())]


def _sources(site: Site) -> list[dict[str, Any]]:
    """Each source that a lesson leans on: in which lessons, and under which headings for which figures."""
    lessons: dict[Reference, dict[str, None]] = {}
    places: dict[Reference, dict[tuple[str, str], dict[str, Any]]] = {}
    for sheet in site.sheets:
        for use in sheet.uses():
            for source in (cite(use.key),) if use.key else fact(use.row).sources:
                lessons.setdefault(source, {})[sheet.label] = None
                new = {"sheet": sheet, "anchor": use.anchor, "heading": use.heading, "figures": {}}
                place = places.setdefault(source, {}).setdefault((sheet.page, use.heading), new)
                place["figures"][use.text, use.row] = None
        for source in _named(sheet):
            lessons.setdefault(source, {})[sheet.label] = None
    return [
        {"source": one, "lessons": list(lessons[one]), "places": list(places.get(one, {}).values())}
        for one in sorted(lessons, key=lambda one: (str(one).lower().lstrip("["), one.key))
    ]


def _named(sheet: Sheet) -> list[Reference]:
    """The sources that a lesson's own list of references names."""
    lists = " ".join(cell.html for cell in sheet.notebook.cells if "ho-references" in cell.html)
    addresses = set(re.findall(r'href="([^"]+)"', lists))
    return [
        one for one in references().values() if one.url and escape(one.url) in addresses and escape(str(one)) in lists
    ]
