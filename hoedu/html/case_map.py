"""The map of a case for a class: every node by its day, every choice with its verdict, and the same as a table."""

from html import escape
from typing import NamedTuple

from hoedu.cases import graph
from hoedu.cases.read import Case, Choice, Node
from hoedu.cases.score import ENDED, SAFETY
from hoedu.drawings import svg, words
from hoedu.html.case import numbers, shown, when
from hoedu.html.inline import inline, plain

BOX, GAP = 170, 108  # width of a node, and of the room for arrows between columns
LINE, ROW = 20, 28  # height of a line of words, and of the room between nodes
SIZE, APART = 16, 22  # of letters, between the names of choices
LETTERS = 17  # in one line of a node
SWEEPS = 12
QUIET = 'data-lm-suppress-shortcuts="true"'  # JupyterLab's keys stay away; no script puts this in, as a map has none
# A choice: its line's width and dashes; sound ones are whole, harmful ones heavy and dotted.
STROKES = {0: (1.8, ""), -1: (1.8, "9 5"), -2: (3, "2 6")}


class Edge(NamedTuple):
    """One choice: from a node to a node, its letter and verdict."""

    start: str
    end: str
    letter: str
    choice: Choice


def map_html(case: Case) -> str:
    """The drawing and the table, folded away until somebody asks for them: they give every consequence away."""
    place = numbers(case)
    return (
        f'<section class="ho ho-casemap" aria-label="{escape(plain(case.title))}, map"><p class="ho-title">{inline(case.title)}: the map</p>'
        f"<details><summary {QUIET}>Show it to a class that has played the case: it gives every consequence away</summary>"
        f'<p class="ho-todo">Time runs to the right. Every arrow is a choice: {_legend()}. Numbers are those of the sections.</p>'
        f'<div class="ho-scroll" tabindex="0" {QUIET} role="region" aria-label="{escape(plain(case.title))}, map as a drawing"><figure class="ho-mapfigure" style="min-width:{round(0.75 * _width(len(layers(case))))}px">'
        f"{drawing(case, place)}</figure></div><details><summary {QUIET}>The map as a table</summary>{_table(case, place)}</details></details></section>"
    )


def layers(case: Case) -> list[list[str]]:
    """Columns of nodes: no choice stays within a column, and no column holds a day after one of the next."""
    rank = {name: number for number, name in enumerate(graph.order(case))}
    leads = {
        name: {node.id for node in case.nodes.values() for choice in node.choices if choice.to == name}
        for name in case.nodes
    }
    found: list[list[str]] = []
    for name in sorted(case.nodes, key=lambda one: (case.nodes[one].day, rank[one])):
        if found and not leads[name] & set(found[-1]):
            found[-1].append(name)
        else:
            found.append([name])
    return found


def edges(case: Case) -> list[Edge]:
    """Every choice, lettered as it is shown."""
    return [
        Edge(node.id, choice.to, letter, choice)
        for node in case.nodes.values()
        for letter, choice in zip("ABCDE", shown(case, node))
    ]


def drawing(case: Case, place: dict[str, int]) -> str:
    """The graph as SVG. An arrow over several columns passes them through places of its own, so that it crosses no node."""
    columns = layers(case)
    layer = {name: number for number, column in enumerate(columns) for name in column}
    lanes: list[list[str]] = [list(column) for column in columns]
    ways: list[tuple[Edge, list[str]]] = []
    for number, edge in enumerate(edges(case)):
        between = [f"{number}@{at}" for at in range(layer[edge.start] + 1, layer[edge.end])]
        for at, name in enumerate(between, layer[edge.start] + 1):
            lanes[at].append(name)
        ways.append((edge, [edge.start, *between, edge.end]))
    _arrange(lanes, ways)
    lines = {node.id: _lines(case, node, place[node.id]) for node in case.nodes.values()}
    tall = {node.id: max(len(lines[node.id]) * LINE + 14, APART * len(node.choices)) for node in case.nodes.values()}
    middle, height = _heights(lanes, tall, ways)
    at = {name: 12 + number * (BOX + GAP) for number, lane in enumerate(lanes) for name in lane}
    arrows = [_arrow(edge, way, at, middle, ways) for edge, way in ways]
    parts = [part for part, _ in arrows] + [name for _, name in arrows]
    parts += [
        _node(lines[name], at[name], middle[name], tall[name], bool(node.ending)) for name, node in case.nodes.items()
    ]
    label = f"Map of the case: {len(case.nodes)} sections from {when(case, case.nodes[case.start].day)}, {len(ways)} choices. The table below says the same."
    return svg(_width(len(lanes)), height, label, "".join(parts))


def _width(columns: int) -> int:
    return 24 + columns * (BOX + GAP) - GAP


def _arrange(lanes: list[list[str]], ways: list[tuple[Edge, list[str]]]) -> None:
    """Order each lane by where its neighbours lie (their mean), so that few arrows cross."""
    near: dict[str, tuple[list[str], list[str]]] = {name: ([], []) for lane in lanes for name in lane}
    for _, way in ways:
        for one, other in zip(way, way[1:]):
            near[one][1].append(other)
            near[other][0].append(one)
    for sweep in range(SWEEPS):
        side = sweep % 2
        for lane in lanes[::-1] if side else lanes:
            where = {name: number / max(len(other) - 1, 1) for other in lanes for number, name in enumerate(other)}
            mean = {
                name: sum(map(where.__getitem__, near[name][side])) / len(near[name][side])
                if near[name][side]
                else where[name]
                for name in lane
            }
            lane.sort(key=mean.__getitem__)


def _heights(
    lanes: list[list[str]], tall: dict[str, int], ways: list[tuple[Edge, list[str]]]
) -> tuple[dict[str, float], int]:
    """The middle of each place, lanes centred, and the height of the whole."""
    room = {name: tall.get(name, 8) for lane in lanes for name in lane}
    whole = max(sum(room[name] + ROW for name in lane) for lane in lanes)
    middle = {}
    for lane in lanes:
        free = (whole - sum(room[name] for name in lane)) / (len(lane) + 1)
        y = 6.0
        for name in lane:
            y += min(free, 90.0) if len(lane) > 1 else free
            middle[name] = y + room[name] / 2
            y += room[name]
        rest = (whole - y) / 2 - min(free, 90.0) / 2 if len(lane) > 1 else 0
        for name in lane:
            middle[name] += max(rest, 0)
    return middle, round(whole + 12)


def _arrow(
    edge: Edge, way: list[str], at: dict[str, float], middle: dict[str, float], ways: list[tuple[Edge, list[str]]]
) -> tuple[str, str]:
    """One choice as a soft line, and its letter and verdict for where it starts."""
    out = sorted(
        (one for one in ways if one[0].start == edge.start), key=lambda one: (middle[one[1][1]], one[0].letter)
    )
    into = sorted((one for one in ways if one[0].end == edge.end), key=lambda one: (middle[one[1][-2]], one[0].letter))
    step_out = [one[0] for one in out].index(edge) - (len(out) - 1) / 2
    step_in = [one[0] for one in into].index(edge) - (len(into) - 1) / 2
    x, y = at[edge.start] + BOX, middle[edge.start] + APART * step_out
    end_x, end_y = at[edge.end] - 4, middle[edge.end] + 9 * step_in
    points = [(x, y), *[(at[name] + part, middle[name]) for name in way[1:-1] for part in (0, BOX)], (end_x, end_y)]
    path = f"M{x:g} {y:.1f}"
    for (a, b), (c, d) in zip(points, points[1:]):
        bend = (c - a) / 2
        path += f"C{a + bend:.1f} {b:.1f} {c - bend:.1f} {d:.1f} {c:.1f} {d:.1f}" if b != d else f"H{c:g}"
    width, dashes = STROKES[edge.choice.safety]
    dashed = f' stroke-dasharray="{dashes}"' if dashes else ""
    head = f'<path d="M{end_x + 3:g} {end_y:.1f}m-8 -5l8 5l-8 5" stroke-width="1.8"/>'
    symbol, word = SAFETY[edge.choice.safety]
    said = f"{edge.letter} {symbol} {word}"
    name = f'<text x="{x + 6:g}" y="{y - 4:.1f}" font-size="{SIZE}" class="ho-mapname" data-safety="{edge.choice.safety}">{said}</text>'
    return f'<g data-safety="{edge.choice.safety}"><path d="{path}" stroke-width="{width}"{dashed}/>{head}</g>', name


def _lines(case: Case, node: Node, place: int) -> list[str]:
    """What a node says: its number and day, its title, and how it ends."""
    found = [f"{place} · {when(case, node.day)}", *_wrapped(plain(node.title))]
    if node.ending:
        symbol, word = ENDED[node.ending]
        found.append(f"{symbol} {word}, {node.function} of 100")
    return found


def _node(lines: list[str], x: float, y: float, tall: int, ends: bool) -> str:
    top, corner, edge = y - tall / 2, 14 if ends else 5, 2.5 if ends else 1.2
    said = "".join(
        words(x + 9, top + 21 + LINE * number, text, SIZE, bold=not number) for number, text in enumerate(lines)
    )
    return (
        f'<g class="ho-mapnode"><rect x="{x:g}" y="{top:.1f}" width="{BOX}" height="{tall}" rx="{corner}" class="ho-mapbox" '
        f'stroke-width="{edge:g}"/>{said}</g>'
    )


def _wrapped(text: str) -> list[str]:
    """At most four lines of LETTERS letters; what is left over ends in dots."""
    lines = [""]
    for word in text.split():
        if len(lines[-1]) + len(word) < LETTERS or not lines[-1]:
            lines[-1] = f"{lines[-1]} {word}".strip()
        else:
            lines.append(word)
    return lines if len(lines) <= 4 else [*lines[:3], f"{lines[3][: LETTERS - 2]} …"]


def _legend() -> str:
    return ", ".join(f"{symbol} {word}" for symbol, word in SAFETY.values())


def _table(case: Case, place: dict[str, int]) -> str:
    rows = ""
    for name, number in sorted(place.items(), key=lambda one: (case.nodes[one[0]].day, one[1])):
        node = case.nodes[name]
        done = "".join(_choice(case, node, letter, choice, place) for letter, choice in zip("ABCDE", shown(case, node)))
        if node.ending:
            symbol, word = ENDED[node.ending]
            done = f"<li>{symbol} The end: {word}; function {node.function} of 100.</li>"
        rows += f'<tr><th scope="row">{number}</th><td>{when(case, node.day)}</td><td>{inline(node.title)}</td><td><ul>{done}</ul></td></tr>'
    heads = "".join(f'<th scope="col">{head}</th>' for head in ("Section", "Day", "What happens", "Choices"))
    return f'<table class="ho-maptable"><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table>'


def _choice(case: Case, node: Node, letter: str, choice: Choice, place: dict[str, int]) -> str:
    symbol, word = SAFETY[choice.safety]
    return f"<li>{letter} {symbol} {word}: {inline(choice.text)} → {place[choice.to]}</li>"
