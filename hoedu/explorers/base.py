"""What every explorer is made of."""

import re
from dataclasses import dataclass, field
from itertools import product
from math import log
from typing import Any, Literal, NamedTuple

from hoedu.evidence import Fact, cite, references

# The words of the sources, as the tables keep them.
ABBREVIATIONS = (
    "*THA*, *THR*: hip replacement. *TKA*: knee replacement. *ORIF*: fracture fixed through an open operation. *FAI*: "
    "impingement of the hip. *AS*: ankylosing spondylitis. *DISH*: flowing bone along the spine. *SCI*: spinal cord "
    "injury. *TBI*: traumatic brain injury. *TBSA*: share of the body surface burned. *ISS*: injury severity score. "
    "*UTI*: urinary infection. *IED*: roadside bomb. *ICU*: intensive care."
)

# The scale of certainty, in the same words in every lesson.
CERTAINTY = ("well supported", "probable", "uncertain", "contested")
CERTAINTY_NOTE = (
    "*Well supported*: good sources agree. *Probable*: most evidence points one way, with weaknesses. *Uncertain*: too "
    "little or too imprecise. *Contested*: fair sources point different ways. The words are our judgement."
)
READ_NOTE = (
    "*Read*: we read it in the source itself, mostly its abstract. *Quoted*: read where another source repeats it."
)


@dataclass(frozen=True, slots=True)
class Control:
    """One control. `options` are (value, label); a tick's values are "0" and "1"."""

    name: str
    label: str
    kind: Literal["choice", "tick", "slider"]
    options: tuple[tuple[str, str], ...]
    value: str


def tick(name: str, label: str) -> Control:
    return Control(name, label, "tick", (("0", "no"), ("1", "yes")), "0")


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a chart that is also a table: a label, the figure with its source, and where it lies (0 to 1).

    `more` are further cells of text. A row `open` at its end has a `low`, and a `high` that only shows which way it goes on.
    """

    fact: Fact
    label: str
    detail: str
    figure: str
    read: str
    at: float | None = None
    low: float | None = None
    high: float | None = None
    band: bool = False  # a range of studies or a bound, not an interval
    more: tuple[str, ...] = ()
    open: bool = False


@dataclass(frozen=True, slots=True)
class Frame:
    """What one setting shows: a sentence (a template and its values), rows, a table, people out of 1,000, and which parts
    of the drawing (all others are hidden). `scale` names its axis where an explorer has several.
    """

    text: str
    values: tuple[str, ...] = ()
    rows: tuple[int, ...] | None = None
    cells: tuple[tuple[str, ...], ...] = ()
    people: tuple[int, ...] = ()
    parts: tuple[str, ...] = ()
    scale: str = ""

    @property
    def sentence(self) -> str:
        return fill(self.text, self.values)


def fill(template: str, values: tuple[str, ...]) -> str:
    """The template with {0}, {1}, ... replaced."""
    for number, value in enumerate(values):
        template = template.replace(f"{{{number}}}", value)
    return template


class Scale(NamedTuple):
    """One axis of a chart that has several, in different units: the name of its column, and its marks."""

    head: str
    axis: tuple[tuple[float, str], ...]


@dataclass(frozen=True, slots=True)
class Bit:
    """A passage of inline Markdown that cells share (a cell "@3" shows bit 3), and the rows it comes from.

    `of` names its column on a narrow screen.
    """

    text: str
    rows: tuple[str, ...] = ()
    of: str = ""


@dataclass(frozen=True)
class Explorer:
    """An explorer: `frames` has one entry for every setting of the controls, keyed by their values joined with "|".

    lines     the rows a chart shows, in order; `axis` its marks as (place 0 to 1, label), `anchor` the one to read from
    scales    in place of `axis`, where frames are measured in different units: an axis by name
    groups    what each array of a thousand people stands for (templates)
    columns   the heads of a table of cells (templates too)
    notes     what a reader must know to read it (inline Markdown)
    drawing   an SVG whose elements with a `data-part` are shown by the frames that name it (and need no style to be hidden)
    """

    name: str
    title: str
    todo: str
    controls: tuple[Control, ...]
    frames: dict[str, Frame]
    lines: tuple[Row, ...] = ()
    axis: tuple[tuple[float, str], ...] = ()
    anchor: str = ""
    heads: tuple[str, ...] = ()
    columns: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    sources: tuple[str, ...] = field(default=())
    drawing: str = ""
    bits: tuple[Bit, ...] = ()
    scales: dict[str, Scale] = field(default_factory=dict)

    def first(self) -> Frame:
        return self.frames["|".join(control.value for control in self.controls)]

    def settings(self) -> list[str]:
        return ["|".join(values) for values in product(*([v for v, _ in c.options] for c in self.controls))]

    def rows(self) -> list[str]:
        """The ids of all evidence rows behind it."""
        linked = [row for bit in self.bits for row in bit.rows]
        return list(dict.fromkeys([*(line.fact.id for line in self.lines), *linked, *self.sources]))

    def spec(self) -> dict[str, Any]:
        """What the page needs (JSON): each sentence and each table once, frames by reference."""
        texts: dict[str, int] = {}
        tables: dict[tuple, int] = {}
        frames = {}
        for key, frame in self.frames.items():
            one: dict[str, Any] = {"t": texts.setdefault(frame.text, len(texts)), "v": frame.values}
            if frame.rows is not None:
                one["rows"] = frame.rows
            if frame.cells:
                one["c"] = tables.setdefault(frame.cells, len(tables))
            if frame.people:
                one["n"] = frame.people
            if frame.parts:
                one["p"] = frame.parts
            if frame.scale:
                one["s"] = frame.scale
            frames[key] = one
        controls = [
            {"name": c.name, "label": c.label, "kind": c.kind, "options": c.options, "value": c.value}
            for c in self.controls
        ]
        found = {"controls": controls, "texts": list(texts), "frames": frames, "groups": self.groups}
        if any("{" in column for column in self.columns):
            found["columns"] = self.columns
        return found | ({"cells": list(tables)} if tables else {})


def sure(text: str) -> str:
    """A cell of a table without the parts that its writer only recalled ("...; ... (memory)")."""
    return "; ".join(part.strip() for part in text.split(";") if not re.search(r"\bmemory\b", part))


def said(text: str) -> str:
    """A remark of a table in a reader's words: sources by author and year."""
    return re.sub(r"\b[a-z][a-z0-9_]+\b", lambda m: cite(m[0]).short if m[0] in references() else m[0], text)


def capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def listed(names: list[str], last: str = "and") -> str:
    return ", ".join(names[:-1]) + (f" {last} " if len(names) > 1 else "") + names[-1]


def per_cent(share: float) -> str:
    """A share as a percentage with one decimal, two below one per cent."""
    value = 100 * share
    return f"{value:.2f}\u00a0%" if 0 < value < 1 else f"{value:.1f}\u00a0%"


def thousand(share: float) -> str:
    """A share as people of 1,000, whole."""
    people = round(1000 * share)
    return "fewer than 1" if people == 0 and share > 0 else f"{people}"


def log_place(value: float, low: float, high: float) -> float:
    """Where a ratio lies on a logarithmic scale, 0 to 1, held at the ends."""
    return min(1.0, max(0.0, log(value / low) / log(high / low)))


def read_as(fact: Fact) -> str:
    """How the figure reached us, in a reader's words."""
    if fact.row.get("derived") == "yes":
        return "our arithmetic"
    return {"seen": "read", "secondary": "quoted"}.get(fact.confidence, fact.confidence)
