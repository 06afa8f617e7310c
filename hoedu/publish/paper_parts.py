"""What can be explored, on paper: the twin without its controls; what gives the answers goes to the key."""

import base64
import io
import re
from collections.abc import Callable
from html import escape
from typing import NamedTuple

from hoedu.explorers.simulator import SERIAL, seen
from hoedu.html.inline import inline
from hoedu.publish.kept import fetch, keep
from hoedu.publish.lesson import Part
from hoedu.publish.paper import cut, inside, printed

VIEWS = ("film-front", "film-side", "ct", "mri-t2", "scan-delayed", "ultrasound")  # rows of a simulator's pictures
MOST = 30  # rows of one chart: a page
WIDE = 330  # pixels of one picture: some 200 to the inch
_TODO = re.compile(r'<p class="ho-todo">.*?</p>', re.S)  # how to use what is not there
_ROWS = re.compile(r"<li>Rows: .*?</li>", re.S)  # the sources stand at the end
_CHART_ROW = re.compile(r"<tr><th scope=\"row\">.*?</tr>", re.S)
_MARK = "<i class="
_SUMMARY = re.compile(r"<summary\b[^>]*>(.*?)</summary>", re.S)
_TITLE = re.compile(r'<p class="ho-title">.*?</p>', re.S)
_NODE = re.compile(r'(?=<article class="ho-node")')
_NUMBER = re.compile(r'<span class="ho-number">(\d+)</span>')
_SHOWS = re.compile(r"<details><summary>What it shows</summary>(.*?)</details>", re.S)


class Paper(NamedTuple):
    """HTML for the sheet, and for its key ("" where there is nothing to tell)."""

    sheet: str
    key: str = ""


def on_paper(part: Part) -> Paper:
    """A live part that is no question: `sheet` is "" for what makes no sense on paper."""
    return _FORMS.get(part.kind, _explorer)(part)


def _explorer(part: Part) -> Paper:
    return Paper(printed(_trimmed(_ROWS.sub("", _TODO.sub("", part.html, 1)))))


def _trimmed(html: str) -> str:
    """A chart of many rows with MOST of them: first those without a figure go, then others, evenly."""
    rows = _CHART_ROW.findall(html.partition("<tbody>")[2]) if 'class="ho-chart' in html else []
    if len(rows) <= MOST:
        return html
    told = [row for row in rows if _MARK in row] or rows
    left = told if len(told) <= MOST else [told[round(n * (len(told) - 1) / (MOST - 1))] for n in range(MOST)]
    kinds = "those with a figure" if len(left) == len(told) else "chosen evenly from top to bottom"
    body = html[html.index("<tbody>") : html.index("</tbody>")]
    html = html.replace(body, "<tbody>" + "".join(left), 1)
    return html.replace(
        "</table>", f'</table><p class="caption">{len(left)} of {len(rows)} rows, {kinds}; the lesson shows all.</p>', 1
    )


def _nothing(part: Part) -> Paper:
    return Paper("")


def _apart(*starts: str, drop: tuple[str, ...] = (), todo: bool = True) -> Callable[[Part], Paper]:
    """A form whose `details` beginning with one of `starts` go to the key, and those beginning with one of `drop` nowhere."""

    def form(part: Part) -> Paper:
        def about(one: str) -> str:
            return re.sub(r"<[^>]+>", "", _SUMMARY.search(one)[1])

        html, _ = cut(part.html, "details", lambda one: about(one).startswith(drop) if drop else False)
        html, told = cut(html, "details", lambda one: about(one).startswith(starts))
        return Paper(printed(html if todo else _TODO.sub("", html, 1)), _key(part, "".join(told)))

    return form


def _key(part: Part, html: str) -> str:
    return (
        f'<div class="ho ho-{part.kind}"><h2 class="ho-title">{escape(part.title)}</h2>{printed(html)}</div>'
        if html
        else ""
    )


def _drill(part: Part) -> Paper:
    """Each patient's answers go to the key, under the patient's number."""
    html, told = cut(part.html, "details", lambda one: 'class="ho-key"' in one[: one.index(">")])
    patients = re.findall(r'<p class="ho-patient">(.*?)</p>', part.html)
    answers = "".join(f'<p class="ho-patient">{who}</p>{_SUMMARY.sub("", one)}' for who, one in zip(patients, told))
    return Paper(printed(html), _key(part, answers))


def _case(part: Part) -> Paper:
    """A gamebook; its key, and what its pictures show, apart."""
    html, told = cut(part.html, "details", lambda one: "ho-casekey" in one[: one.index(">")])
    shows = []
    for node in _NODE.split(html)[1:]:
        number = _NUMBER.search(node)[1]
        shows += [f"<li>Section {number}: {text}</li>" for text in _SHOWS.findall(node)]
    shows = f'<p class="summary">What the pictures show</p><ul>{"".join(shows)}</ul>' if shows else ""
    html = re.sub(r'<a class="ho-goto-link"[^>]*>(.*?)</a>', r'<span class="goto">\1</span>', _SHOWS.sub("", html))
    key = "".join(told).replace("<h4 ", "<h3 ").replace("</h4>", "</h3>")
    return Paper(printed(html), _key(part, key + shows))


def _leaflet(part: Part) -> Paper:
    """The first leaflet; the others are printed from the lesson."""
    html, _ = cut(part.html, "details", lambda one: 'class="ho-leaf"' in one and " open" not in one[: one.index(">")])
    more = '<p class="hint">The other leaflets, each on a sheet of its own, are printed from the lesson.</p>'
    return Paper(printed(_TODO.sub("", html, 1)).removesuffix("</section>") + more + "</section>")


def _list(part: Part) -> Paper:
    """The glossary; of all references only those stand on a sheet that it leans on."""
    return Paper(printed(part.html)) if part.name == "glossary" else Paper("")


def _exam(part: Part) -> Paper:
    from hoedu.items import load
    from hoedu.papers import papers, question
    from hoedu.publish.paper_items import answered, asked

    bank = load()
    paper = papers(bank)[0]
    items = [question(bank, entry) for entry in paper.entries]
    html, _ = cut(part.html, "div", lambda one: 'class="ho-papersheet"' in one[: one.index(">")])
    rules = '<ul class="ho-rules">'
    html = html.replace(
        rules, rules + "<li>On paper: the first of the papers, its questions numbered for themselves.</li>"
    )
    sheet = printed(html) + "".join(asked(item, number) for number, item in enumerate(items, 1))
    key = "".join(answered(item, number) for number, item in enumerate(items, 1))
    return Paper(
        f'<div class="exam">{sheet}</div>', f'<p class="ho-title">{escape(part.title)}: paper {paper.number}</p>{key}'
    )


# ---- the simulators: pictures large enough for paper


def _simulator(part: Part) -> Paper:
    """One patient over the weeks, a row for each test; the key says what there is to see."""
    from hoedu.cases.stills import PATIENTS

    stack = part.name.removeprefix("simulator-")
    found = _pictures(part.name, stack, PATIENTS[stack][0])
    weeks = "".join(f'<th scope="col">Week {week}</th>' for week in SERIAL)
    rows = "".join(
        f'<tr><th scope="row">{escape(one["title"])}</th>'
        + "".join(f'<td><img src="data:image/jpeg;base64,{raw}" alt=""></td>' for raw in one["pictures"])
        + "</tr>"
        for one in found["rows"]
    )
    told = "".join(
        f"<li><strong>{escape(one['title'])}.</strong> "
        + " ".join(f"Week {week}: {escape(text)}" for week, text in zip(SERIAL, one["sees"]) if text)
        + "</li>"
        for one in found["rows"]
    )
    sheet = (
        f'<section class="ho ho-explorer"><p class="ho-title">{escape(part.title)}</p><table class="strips"><thead><tr><td></td>{weeks}'
        f'</tr></thead><tbody>{rows}</tbody></table><p class="caption">{escape(found["title"])}: one made-up patient. Every picture is '
        "<strong>synthetic</strong>: computed, from a made-up body; nobody was imaged.</p></section>"
    )
    return Paper(
        sheet, _key(part, f"<p>{inline('What there is to see in the synthetic pictures:')}</p><ul>{told}</ul>")
    )


def _pictures(name: str, stack: str, preset: str) -> dict:
    """Title of the patient; for each test its title, a picture a week and what each shows. Made once, then kept."""
    made_as = repr((VIEWS, WIDE, SERIAL)).encode()
    if (known := fetch(f"paper-{name}", made_as)) is not None:
        return known
    from hoedu.cases.stills import picture, views
    from hoedu.imaging.scene import STACKS

    rows = []
    for view in (view for view in VIEWS if view in views(stack)):
        one = picture(stack, preset, view)
        shown = [_jpeg(one, preset, week) for week in SERIAL]
        sees = [seen(one.findings[preset], week) for week in SERIAL]
        rows.append({"title": one.title, "pictures": shown, "sees": sees})
    title = next(scene.title for scene in STACKS[stack]() if scene.name == preset)
    found = {"title": title, "rows": rows}
    keep(f"paper-{name}", made_as, found)
    return found


def _jpeg(one, preset: str, week: float) -> str:
    from PIL import Image, ImageDraw

    from hoedu.imaging.pictures import coloured

    image = Image.fromarray(coloured(one, preset, week))
    share = WIDE / image.width
    image = image.resize((WIDE, round(image.height * share)), Image.Resampling.LANCZOS)
    ink, edge = ((255, 255, 255), (0, 0, 0)) if image.mode == "RGB" else (255, 0)
    draw = ImageDraw.Draw(image)
    draw.text((8, image.height - 30), "synthetic", fill=ink, stroke_width=2, stroke_fill=edge, font_size=22)
    out = io.BytesIO()
    image.save(out, "JPEG", quality=70, optimize=True)
    return base64.b64encode(out.getvalue()).decode()


_FORMS: dict[str, Callable[[Part], Paper]] = {
    "simulator": _simulator,
    "drill": _drill,
    "case": _case,
    "leaflet": _leaflet,
    "list": _list,
    "exam": _exam,
    "revisit": _nothing,
    "start": _nothing,
    "grading": _apart("Answer to film"),
    "evidence": _apart("Printed figures", todo=False),
    "board": _apart("Our places", "The checklist"),
    "plan": _apart("The plan marked best", drop=("The model",)),
    "teach": _apart("The checklist", "A model answer"),
    "claims": _apart("Our verdicts", "The checklist"),
}
__all__ = ["Paper", "inside", "on_paper"]
