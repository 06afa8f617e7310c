"""The one HTML form of an explorer: its first setting as a table with marks, a sentence and arrays of people."""

import re
from html import escape
from importlib import import_module
from typing import TYPE_CHECKING

from hoedu.evidence import fact
from hoedu.explorers import DRILLS, PRACTICES, TOOLS
from hoedu.explorers.base import Bit, Explorer, Frame, Row, Scale, fill, read_as
from hoedu.html.inline import inline

if TYPE_CHECKING:
    from hoedu.drills.base import Drill
    from hoedu.explorers.growth_laboratory import Laboratory
    from hoedu.explorers.simulator import Simulator


def explorer_html(explorer: "Explorer | Laboratory | Simulator | Drill") -> str:
    if explorer.name in DRILLS:
        from hoedu.html.drill import drill_html

        return drill_html(explorer)
    if explorer.name in PRACTICES:
        from hoedu.html.grading import grading_html

        return grading_html(explorer)
    if explorer.name == "evidence-laboratory":
        from hoedu.html.evidence_laboratory import evidence_html

        return evidence_html(explorer)
    if explorer.name in TOOLS:
        return _of_tool(explorer.name).html(explorer)
    if explorer.name.startswith("simulator-"):
        from hoedu.html.simulator import simulator_html

        return simulator_html(explorer)
    if not isinstance(explorer, Explorer):
        from hoedu.html.laboratory import laboratory_html

        return laboratory_html(explorer)
    frame = explorer.first()
    people = "".join(icons(n, fill(name, frame.values)) for n, name in zip(frame.people, explorer.groups))
    notes = "".join(f"<li>{inline(note)}</li>" for note in explorer.notes)
    sources = ", ".join(f"[{row}]({row})" for row in explorer.sources)
    sources = f"<li>Rows: {inline(sources)}.</li>" if sources else ""
    return (
        f'<section class="ho ho-explorer" data-ho="explorer" data-name="{explorer.name}" '
        f'role="group" aria-label="{escape(explorer.title)}"><p class="ho-title">{escape(explorer.title)}</p>'
        f'<p class="ho-todo">{escape(explorer.todo)}</p>'
        f'<p class="ho-sentence">{escape(frame.sentence)}</p>'
        + (f'<div class="ho-people">{people}</div>' if people else "")
        + (_drawing(explorer.drawing, frame.parts) if explorer.drawing else "")
        + (_data(explorer) if explorer.columns else "")
        + (_chart(explorer, frame) if explorer.lines else "")
        + f'<details class="ho-notes"><summary>How to read this</summary><ul>{notes}{sources}</ul></details></section>'
    )


def explorer_spec(explorer: "Explorer | Laboratory | Simulator | Drill") -> dict:
    """What the page needs beside the HTML (JSON): the frames, and the HTML of every line a frame may show."""
    if explorer.name in DRILLS:
        from hoedu.html.drill import drill_spec

        return drill_spec(explorer)
    if explorer.name in PRACTICES:
        from hoedu.html.grading import grading_spec

        return grading_spec(explorer)
    if explorer.name == "evidence-laboratory":
        from hoedu.html.evidence_laboratory import evidence_spec

        return evidence_spec(explorer)
    if explorer.name in TOOLS:
        return _of_tool(explorer.name).spec(explorer)
    if explorer.name.startswith("simulator-"):
        from hoedu.html.simulator import simulator_spec

        return simulator_spec(explorer)
    if not isinstance(explorer, Explorer):
        return explorer.spec()
    lines = {"lines": [_line(row, explorer) for row in explorer.lines]} if explorer.lines else {}
    bits = {"bits": [_bit(bit) for bit in explorer.bits]} if explorer.bits else {}
    scales = {"scales": {name: _marks(scale) for name, scale in explorer.scales.items()}} if explorer.scales else {}
    return explorer.spec() | lines | bits | scales


def _of_tool(name: str):
    """The module with `html` and `spec` of a tool: hoedu.html.plan_builder for "plan-builder"."""
    return import_module(f"hoedu.html.{name.replace('-', '_')}")


def explorer_data(explorer: "Explorer | Laboratory | Simulator") -> bytes:
    """The bytes that go with the spec: those of pictures, else none."""
    pictures = explorer.name.startswith("simulator-") or explorer.name in PRACTICES
    return explorer.data() if pictures else b""


def _drawing(svg: str, shown: tuple[str, ...]) -> str:
    """The drawing with the parts of one frame; the page does the same in `showParts` in explorer.js."""
    hidden = re.compile(r'data-part="([^"]*)"')
    svg = hidden.sub(lambda part: part[0] if part[1] in shown else f'{part[0]} display="none"', svg)
    return f'<figure class="ho-drawing">{svg}</figure>'


def _chart(explorer: Explorer, frame: Frame) -> str:
    scale = explorer.scales.get(frame.scale) or Scale(explorer.heads[2], explorer.axis)
    _, axis, lines = _marks(scale, explorer.anchor)
    names = (*explorer.heads[:2], scale.head, *explorer.heads[3:])
    heads = "".join(_head(head, axis if number == 2 else "") for number, head in enumerate(names))
    kind = "ho-chart" if scale.axis else "ho-chart ho-plain"
    rows = "".join(_line(explorer.lines[number], explorer) for number in frame.rows or ())
    return (
        f'<div class="ho-scroll" tabindex="0" role="region" aria-label="{escape(explorer.title)}, table">'
        f'<table class="{kind}" style="--ho-lines:{lines}"><thead><tr>{heads}</tr></thead>'
        f"<tbody>{rows}</tbody></table></div>"
    )


def _marks(scale: Scale, anchor: str = "") -> tuple[str, str, str]:
    """The name of an axis, its marks (HTML), and its lines behind the rows (CSS)."""
    axis = "".join(f'<span style="left:{place:.1%}">{label}</span>' for place, label in scale.axis)
    return scale.head, axis, ",".join(_grid_line(place, label == anchor) for place, label in scale.axis) or "none"


def _grid_line(place: float, strong: bool) -> str:
    # One colour, one pixel wide: a gradient that ends in nothing becomes a black box in some readers of a printed PDF.
    colour = "var(--ho-line)" if strong else "var(--ho-hair)"
    return f"linear-gradient({colour} 0 0) {place:.1%} 0/1px 100% no-repeat"


def _head(text: str, axis: str = "") -> str:
    """A column's name; a column without one gets no header cell, which a screen reader would stop at for nothing."""
    axis = f'<div class="ho-axis" aria-hidden="true">{axis}</div>' if axis else ""
    return f'<th scope="col">{escape(text)}{axis}</th>' if text else "<td></td>"


def _line(row: Row, explorer: Explorer) -> str:
    marks = ""
    if row.low is not None and row.high is not None:
        kind = "ho-band ho-open" if row.open else "ho-band" if row.band else "ho-interval"
        marks += f'<i class="{kind}" style="left:{row.low:.2%};width:{row.high - row.low:.2%}"></i>'
    if row.at is not None:
        marks += f'<i class="ho-dot" style="left:{row.at:.2%}"></i>'
    drawn = explorer.axis or explorer.scales
    track = f'<td class="ho-track" aria-hidden="true"><div>{marks}</div></td>' if drawn else ""
    heads = [f' data-head="{escape(head)}"' if not drawn else "" for head in explorer.heads]
    more = "".join(f"<td{head}>{escape(cell)}</td>" for cell, head in zip(row.more, heads[2:]))
    detail = f"<br><small>{escape(row.detail)}</small>" if row.detail else ""
    return (
        f'<tr><th scope="row">{escape(row.label)}{detail}</th>'
        f"<td{heads[1]}>{escape(row.read)}</td>{track}{more}"
        f'<td class="ho-figure"{heads[-1]}>{inline(f"[{row.figure}]({row.fact.id})")}</td></tr>'
    )


def _data(explorer: Explorer) -> str:
    frame = explorer.first()
    heads = "".join(_head(fill(column, frame.values)) for column in explorer.columns)
    rows = ""
    for row in frame.cells:
        first, *rest = (_cell(cell, frame.values, explorer) for cell in row)
        rows += f'<tr><th scope="row">{first}</th>' + "".join(f"<td>{cell}</td>" for cell in rest) + "</tr>"
    kind = "ho-data ho-told" if explorer.bits else "ho-data"
    return f'<table class="{kind}"><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table>'


def _cell(text: str, values: tuple[str, ...], explorer: Explorer) -> str:
    if explorer.bits and text.startswith("@"):
        return _bit(explorer.bits[int(text[1:])])
    return escape(fill(text, values))


def _bit(bit: Bit) -> str:
    name = f'<b class="ho-of">{escape(bit.of)}: </b>' if bit.of else ""
    first: dict[str, str] = {}  # one link a source
    for row in bit.rows:
        quoted = " (quoted)" if read_as(fact(row)) == "quoted" else ""
        first.setdefault(fact(row).sources[0].short + quoted, row)
    links = ", ".join(inline(f"[{source}]({row})") for source, row in first.items())
    return name + inline(bit.text) + (f"<br><small>{links}</small>" if links else "")


def icons(people: int, label: str) -> str:
    """A thousand dots, `people` of them with HO. The page draws the same with `dotsFrom` in explorer.js."""
    return (
        f'<figure class="ho-icons"><svg viewBox="0 0 400 250" role="img" aria-label="{escape(label)}">'
        f'<path class="ho-rest" d="{dots_from(people, 1000)}"></path>'
        f'<path class="ho-bone" d="{dots_from(0, people)}"></path></svg>'
        f"<figcaption>{escape(label)}</figcaption></figure>"
    )


def dots_from(start: int, end: int) -> str:
    """People `start` to `end` of a thousand, forty a line: one dashed stroke a line, whose round caps are the dots."""
    path = []
    for line in range(start // 40, 25):
        first, last = max(start - line * 40, 0), min(end - line * 40, 40)
        if last > first:
            path.append(f"M{first * 10 + 5} {line * 10 + 5}h{(last - first - 1) * 10 + 0.01:g}")
    return "".join(path)
