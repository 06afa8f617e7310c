"""The one HTML form of an imaging simulator: strips of small pictures over the weeks, the measures as a table, the notes."""

import base64
import io
from functools import cache
from html import escape
from typing import Any

import numpy as np

from hoedu.explorers.simulator import (
    POSSIBLE,
    RELIABLE,
    SERIAL,
    TABLED,
    Simulator,
    curve,
    first_week,
    level,
    measured,
    seen,
    shown,
)
from hoedu.html.inline import inline
from hoedu.imaging.pictures import Picture, coloured

MOST_BYTES = 110_000  # of all strips together, as data URIs
SIZES = ((176, 70), (160, 60), (144, 50), (128, 45), (112, 40), (96, 35))  # pixels a picture, JPEG quality
SIGNS = {"not to be expected": "○", "possible": "◐", "reliable": "●", "": ""}


def simulator_html(simulator: Simulator) -> str:
    preset = simulator.stack.presets[0]
    notes = "".join(f"<li>{inline(note)}</li>" for note in simulator.notes)
    return (
        f'<section class="ho ho-explorer ho-simulator" data-ho="simulator" data-name="{simulator.name}" role="group" '
        f'aria-label="{escape(simulator.title)}"><p class="ho-title">{escape(simulator.title)}</p>'
        f'<p class="ho-todo">{escape(simulator.todo)}</p>'
        f'<div class="ho-twin">{strips(simulator)}<p>{escape(preset.title)}: synthetic pictures of weeks '
        f"{', '.join(map(str, SERIAL[:-1]))} and {SERIAL[-1]}.</p></div>"
        f'<p class="ho-sentence">{escape(simulator.sentence())}</p>'
        f'<details class="ho-cnr"><summary>Contrast-to-noise by week and test</summary>{_table(simulator)}</details>'
        f'<details class="ho-notes"><summary>How to read this</summary><ul>{notes}</ul></details></section>'
    )


def simulator_spec(simulator: Simulator) -> dict[str, Any]:
    """What the page needs beside the HTML and the bytes: the manifest, the words, and the table's rows for every patient."""
    return simulator.spec() | {"tables": {preset.name: rows(simulator, preset.name) for preset in simulator.stack.presets}}


# ---- the measures


def _table(simulator: Simulator) -> str:
    heads = "".join(f'<th scope="col">{escape(picture.title)}</th>' for picture in simulator.stack.pictures)
    words = ", ".join(f"{sign} {word}" for word, sign in SIGNS.items() if word)
    return (
        f'<div class="ho-scroll" tabindex="0" role="region" aria-label="Contrast-to-noise, table"><table class="ho-many-columns">'
        f'<caption>At the usual dose. Detection is {words}.</caption><thead><tr><th scope="col">Week</th>{heads}</tr></thead>'
        f"<tbody>{rows(simulator, simulator.stack.presets[0].name)}</tbody></table></div>"
    )


def rows(simulator: Simulator, preset: str) -> str:
    """The lines of the table for one patient."""
    pictures = simulator.stack.pictures
    lines = [(str(week), [_cell(picture, preset, week) for picture in pictures]) for week in TABLED]
    for threshold in (POSSIBLE, RELIABLE):
        weeks = [first_week(picture, preset, threshold) for picture in pictures]
        lines.append((f"First week at {threshold}", ["–" if week is None else shown(week) for week in weeks]))
    return "".join(
        f'<tr><th scope="row">{head}</th>{"".join(f"<td>{cell}</td>" for cell in cells)}</tr>' for head, cells in lines
    )


def _cell(picture: Picture, preset: str, week: float) -> str:
    cnr = measured(picture.findings[preset], week, picture.usual)
    return "–" if cnr is None else f'{shown(cnr)} <span aria-hidden="true">{SIGNS[level(cnr)]}</span>'


# ---- the pictures without a script


def strips(simulator: Simulator) -> str:
    """A strip of small pictures for every test, as large as the bytes allow."""
    return _strips(simulator.name, simulator)


@cache
def _strips(_name: str, simulator: Simulator) -> str:
    stack = simulator.stack
    preset = stack.presets[0].name
    full = [[coloured(picture, preset, week) for week in SERIAL] for picture in stack.pictures]
    for size, quality in SIZES:
        found = [_data_uri(_strip(pictures, size), quality) for pictures in full]
        if sum(map(len, found)) <= MOST_BYTES:
            break
    return "".join(
        f'<figure><img src="{uri}" alt="{escape(_alt(picture, preset))}" loading="lazy">'
        f"<figcaption>{escape(picture.title)}</figcaption></figure>"
        for uri, picture in zip(found, stack.pictures)
    )


def _alt(picture: Picture, preset: str) -> str:
    finding = picture.findings[preset]
    said: list[str] = []
    for week in SERIAL:
        text = seen(finding, week).rstrip(".")
        cnr = curve(finding, picture.usual)
        sure = "" if cnr is None else f", detection {level(measured(finding, week, picture.usual))}"
        said.append(f"week {week}: {text}{sure}" if text else f"week {week}{sure}")
    return f"Synthetic {picture.modality}; {'; '.join(said)}."


def _strip(pictures: list[np.ndarray], size: int):
    """Pictures side by side on black, each with its week and the word synthetic."""
    from PIL import Image, ImageDraw

    mode = "RGB" if any(one.ndim == 3 for one in pictures) else "L"
    gap = 4
    strip = Image.new(mode, (len(pictures) * (size + gap) - gap, size), 0)
    draw = ImageDraw.Draw(strip)
    for number, (grey, week) in enumerate(zip(pictures, SERIAL)):
        image = Image.fromarray(grey).convert(mode)
        share = size / max(image.size)
        image = image.resize((round(image.width * share), round(image.height * share)), Image.Resampling.LANCZOS)
        left = number * (size + gap)
        strip.paste(image, (left + (size - image.width) // 2, (size - image.height) // 2))
        ink, edge = ((255, 255, 255), (0, 0, 0)) if mode == "RGB" else (255, 0)
        draw.text((left + 4, 2), f"week {week}", fill=ink, stroke_width=1, stroke_fill=edge)
        draw.text((left + 4, size - 14), "synthetic", fill=ink, stroke_width=1, stroke_fill=edge)
    return strip


def _data_uri(image, quality: int) -> str:
    out = io.BytesIO()
    image.save(out, "JPEG", quality=quality, optimize=True)
    return f"data:image/jpeg;base64,{base64.b64encode(out.getvalue()).decode()}"
