"""The one HTML form of an explorer: its first setting as a table with marks, a sentence and arrays of people."""

from html import escape

from hoedu.explorers.base import Explorer, Row, fill
from hoedu.html.inline import inline


def explorer_html(explorer: Explorer) -> str:
    frame = explorer.first()
    people = "".join(icons(n, fill(name, frame.values)) for n, name in zip(frame.people, explorer.groups))
    notes = "".join(f"<li>{inline(note)}</li>" for note in explorer.notes)
    sources = ", ".join(f"[{row}]({row})" for row in explorer.sources)
    sources = f"<li>Rows: {inline(sources)}.</li>" if sources else ""
    return (
        f'<section class="ho ho-explorer" data-ho="explorer" data-name="{explorer.name}" '
        f'aria-label="{escape(explorer.title)}"><p class="ho-title">{escape(explorer.title)}</p>'
        f'<p class="ho-todo">{escape(explorer.todo)}</p>'
        f'<p class="ho-sentence">{escape(frame.sentence)}</p>'
        + (f'<div class="ho-people">{people}</div>' if people else "")
        + (_data(explorer) if explorer.columns else "")
        + (_chart(explorer, set(frame.rows or ())) if explorer.lines else "")
        + f'<details class="ho-notes"><summary>How to read this</summary><ul>{notes}{sources}</ul></details></section>'
    )


def _chart(explorer: Explorer, shown: set[int]) -> str:
    heads = [escape(head) for head in explorer.heads]
    axis = "".join(f'<span style="left:{place:.1%}">{label}</span>' for place, label in explorer.axis)
    grid = "".join(f'<i class="ho-grid" style="left:{place:.1%}"></i>' for place, _ in explorer.axis)
    rows = "".join(_line(number, row, number in shown, grid) for number, row in enumerate(explorer.lines))
    return (
        f'<div class="ho-scroll" tabindex="0" role="region" aria-label="{escape(explorer.title)}, table">'
        f'<table class="ho-chart"><thead><tr><th scope="col">{heads[0]}</th><th scope="col">{heads[1]}</th>'
        f'<th scope="col">{heads[2]}<div class="ho-axis" aria-hidden="true">{axis}</div></th>'
        f'<th scope="col">{heads[3]}</th></tr></thead><tbody>{rows}</tbody></table></div>'
    )


def _line(number: int, row: Row, shown: bool, grid: str) -> str:
    marks = ""
    if row.low is not None and row.high is not None:
        kind = "ho-band" if row.band else "ho-interval"
        marks += f'<i class="{kind}" style="left:{row.low:.2%};width:{row.high - row.low:.2%}"></i>'
    if row.at is not None:
        marks += f'<i class="ho-dot" style="left:{row.at:.2%}"></i>'
    detail = f"<br><small>{escape(row.detail)}</small>" if row.detail else ""
    return (
        f'<tr data-row="{number}"{"" if shown else " hidden"}><th scope="row">{escape(row.label)}{detail}</th>'
        f'<td>{escape(row.read)}</td><td class="ho-track" aria-hidden="true"><div>{grid}{marks}</div></td>'
        f'<td class="ho-figure">{inline(f"[{row.figure}]({row.fact.id})")}</td></tr>'
    )


def _data(explorer: Explorer) -> str:
    frame = explorer.first()
    heads = "".join(f'<th scope="col">{escape(head)}</th>' for head in explorer.columns)
    rows = ""
    for row in frame.cells:
        first, *rest = (escape(fill(cell, frame.values)) for cell in row)
        rows += f'<tr><th scope="row">{first}</th>' + "".join(f"<td>{cell}</td>" for cell in rest) + "</tr>"
    return f'<table class="ho-data"><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table>'


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
