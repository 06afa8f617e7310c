"""The one HTML form of the grading practice: five films to grade on paper, the rule, published kappas, the notes."""

import base64
import io
from functools import cache
from html import escape
from typing import Any

import numpy as np

from hoedu.evidence import fact
from hoedu.explorers.grading_practice import BORDER, CRITERIA, EXAMPLES, NUMERALS, PUBLISHED, Example, Practice
from hoedu.html.inline import inline
from hoedu.imaging import grading_films
from hoedu.imaging.grading_films import Reading

CROP = slice(24, 404), slice(20, 324)  # of a film: the hip
WIDTH, QUALITY = 330, 66


def grading_html(practice: Practice) -> str:
    films = "".join(map(_film, EXAMPLES))
    notes = "".join(f"<li>{inline(note)}</li>" for note in practice.notes)
    return (
        f'<section class="ho ho-explorer ho-grading" data-ho="grading" data-name="{practice.name}" role="group" '
        f'aria-label="{escape(practice.title)}"><p class="ho-title">{escape(practice.title)}</p>'
        f'<p class="ho-todo">{escape(practice.todo)}</p><div class="ho-twin">{films}</div>'
        f'<details class="ho-rule" open><summary>The rule</summary>{_rule()}</details>'
        f'<details class="ho-published"><summary>What published readers reached</summary>{_published()}</details>'
        f'<details class="ho-notes"><summary>How to read this</summary><ul>{notes}</ul></details></section>'
    )


def grading_spec(practice: Practice) -> dict[str, Any]:
    """What the page needs beside the HTML and the bytes (JSON)."""
    row = fact(PUBLISHED[0])
    figure = f"{row['estimate']} ({row['low']}-{row['high']}, {row['range_kind']})"
    said = f"Published for Brooker {row['readers']}, on real films: mean kappa [{figure}]({row.id})."
    return practice.spec() | {"published": inline(said)}


def _rule() -> str:
    linked = [inline(f"[{fact(row)['criterion']}]({row})") for row in CRITERIA]
    rows = "".join(f'<tr><th scope="row">{numeral}</th><td>{text}</td></tr>' for numeral, text in zip(NUMERALS, linked))
    return f'<table><thead><tr><th scope="col">Class</th><th scope="col">Brooker, on the film from the front</th></tr></thead><tbody>{rows}</tbody></table>'


def _published() -> str:
    lines = []
    for row in map(fact, PUBLISHED):
        low, high = row["low"], row["high"]
        range_ = f"{low}-{high}" if low else ""
        figure = row["estimate"] + (f" ({range_}, {row['range_kind']})" if row["estimate"] and range_ else range_)
        how = (
            row["readers"]
            if row["readers"] != "not stated"
            else "between or within readers: not stated in what we read"
        )
        linked = inline(f"Kappa [{figure}]({row.id})")
        lines.append(f"<li>{linked}, {escape(how)}; {escape(row['n'])} in the study.</li>")
    return (
        f"<ul>{''.join(lines)}</ul><p>Those are real films and other mixes of classes: a kappa from this practice is not to be "
        "ranked with them.</p>"
    )


# ---- the films without a script


def said(reading: Reading, islands: int = 0) -> str:
    """Which rule decides, and how near to the limit. The page says the same in `reasonOf` of grading.js."""
    limit = grading_films.LIMIT
    if not reading.bone:
        return "No heterotopic bone was put onto this film."
    if reading.gap is None:
        many = "One island" if islands == 1 else f"{islands} islands"
        return f"{many} of bone in the soft tissue; no bone reaches out from the femur or the pelvis."
    if reading.gap == 0:
        return "Bone of the femur's side and of the pelvis's side meet on this film: no gap is left to measure."
    away = abs(reading.gap - limit)
    border = f" Borderline: {away:.1f} mm from the limit." if away <= BORDER else ""
    rule = f"less than {limit:g} mm" if reading.gap < limit else f"at least {limit:g} mm"
    return f"{reading.gap:.1f} mm between facing bony surfaces: {rule}.{border}"


def _film(example: Example) -> str:
    reading = grading_films.read(example.recipe)
    islands = sum(one.part.startswith("island") for one in example.recipe)
    numeral = NUMERALS[grading_films.brooker(reading)]
    alt = f"Synthetic film of a replaced right hip from the front, number {example.number}. What it shows is to be graded."
    return (
        f'<figure><img src="{_uri(example)}" alt="{alt}" width="{WIDTH}" height="{_height()}" loading="lazy">'
        f"<figcaption>Film {example.number}, synthetic</figcaption><details><summary>Answer to film {example.number}</summary>"
        f"<p><strong>Class {numeral}.</strong> {said(reading, islands)}{_aside(example)}</p></details></figure>"
    )


def _aside(example: Example) -> str:
    return f" {example.aside}" if example.aside else ""


def _height() -> int:
    rows, columns = CROP
    return round(WIDTH * (rows.stop - rows.start) / (columns.stop - columns.start))


@cache
def _uri(example: Example) -> str:
    from PIL import Image, ImageDraw

    grey: np.ndarray = grading_films.grey(example.recipe, number=example.number)[CROP]
    image = Image.fromarray(grey).resize((WIDTH, _height()), Image.Resampling.LANCZOS)
    draw = ImageDraw.Draw(image)
    draw.text((6, _height() - 18), "synthetic", fill=255, stroke_width=1, stroke_fill=0)
    draw.text((6, _height() // 2), "R", fill=255, stroke_width=1, stroke_fill=0)
    out = io.BytesIO()
    image.save(out, "JPEG", quality=QUALITY, optimize=True)
    return f"data:image/jpeg;base64,{base64.b64encode(out.getvalue()).decode()}"
