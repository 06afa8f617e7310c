"""The one HTML form of the leaflets: each whole, on a sheet of its own; with a script one is put together and printed."""

import re
from html import escape
from typing import Any

from hoedu.evidence import cite, fact
from hoedu.explorers.leaflet import GRADE, PATIENTS, Block, Leaflet, blocks_for
from hoedu.html.inline import REF_KEY, inline
from hoedu.wording import read


def html(leaflet: Leaflet) -> str:
    sheets = "".join(_leaf(*patient, first=not number) for number, patient in enumerate(PATIENTS))
    notes = "".join(f"<li>{inline(note)}</li>" for note in leaflet.notes)
    return (
        f'<section class="ho ho-explorer ho-leaflet" data-ho="leaflet" data-name="{leaflet.name}" role="group" '
        f'aria-label="{escape(leaflet.title)}"><p class="ho-title">{escape(leaflet.title)}</p><p class="ho-todo">{escape(leaflet.todo)}</p>'
        f'<div class="ho-sheets">{sheets}</div>'
        f'<details class="ho-notes"><summary>How to read this</summary><ul>{notes}</ul></details></section>'
    )


def spec(leaflet: Leaflet) -> dict[str, Any]:
    """By patient and block: words, sentences, syllables; the page adds them up to a reading level."""
    counts = {key: [[r.words, r.sentences, r.syllables] for r in map(_read, blocks_for(key))] for key, _, _ in PATIENTS}
    return {
        "name": leaflet.name,
        "grade": GRADE,
        "patients": [[key, label] for key, label, _ in PATIENTS],
        "counts": counts,
    }


def _read(block: Block):
    return read(block.text)


def _leaf(key: str, label: str, title: str, first: bool) -> str:
    blocks = "".join(map(_block, blocks_for(key)))
    return (
        f'<details class="ho-leaf" data-patient="{key}"{" open" if first else ""}><summary>{escape(label)}</summary>'
        f'<article class="ho-sheet" aria-label="{escape(title)}"><p class="ho-sheet-title">{escape(title)}</p>{blocks}'
        f'<p class="ho-sheet-who"><span>Team: <b data-fill="team"></b></span><span>Telephone: <b data-fill="phone"></b></span></p>'
        f'<p class="ho-sheet-foot">This sheet does not replace what your own team tells you. It names no doses. † Ordinary ward rule.<br>'
        f'Sources: <span data-fill="sources">{escape("; ".join(sources(blocks_for(key))))}</span></p></article></details>'
    )


def _block(block: Block) -> str:
    safety = ' data-safety="true"' if block.safety else ""
    many = len(block.lines) > 1 and not block.key.startswith(("what", "worth", "after", "first", "fop-do", "fop-say"))
    if many:
        body = f"<ul>{''.join(f'<li>{inline(line)}</li>' for line in block.lines)}</ul>"
    else:
        body = "".join(f"<p>{inline(line)}</p>" for line in block.lines)
    return (
        f'<section data-block="{block.key}"{safety} data-sources="{escape("; ".join(sources([block])))}">'
        f'<p class="ho-sheet-head">{escape(block.head)}</p>{body}</section>'
    )


def sources(blocks: list[Block]) -> list[str]:
    """Author and year behind these blocks, each once."""
    keys = [key for block in blocks for line in block.lines for key in re.findall(r"\]\((\w+)\)", line)]
    return list(dict.fromkeys(_named(key) if REF_KEY.match(key) else fact(key).sources[0].short for key in keys))


def _named(key: str) -> str:
    """A source without a row: a drug label or guide, by its name."""
    source = cite(key)
    return f"{source.journal[0].upper()}{source.journal[1:]} {source.year}".strip()
