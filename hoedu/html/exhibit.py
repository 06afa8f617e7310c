"""An explorer or a case as a lesson shows it, whether made now or ahead."""

from functools import cache
from typing import Any, NamedTuple

from hoedu import made


class Exhibit(NamedTuple):
    """`line` stands for it in plain text; `items` are the events it listens for."""

    html: str
    spec: dict[str, Any]
    line: str
    data: bytes = b""
    items: frozenset[str] = frozenset()


def explorer(name: str) -> Exhibit:
    """An explorer by name, for example "hip-odds"."""
    if (ahead := made.fetch(f"explorer-{name}")) is not None:
        return ahead
    from hoedu.explorers import build
    from hoedu.html.explorers import explorer_data, explorer_html, explorer_spec

    one = build(name)
    return Exhibit(explorer_html(one), explorer_spec(one), f"Explorer: {one.title}", explorer_data(one))


def rows(name: str) -> tuple[str, ...]:
    """The ids of the evidence behind an explorer, without making what it shows."""
    ahead = _rows_ahead()
    return ahead[name] if name in ahead else _rows(name)


def all_rows() -> dict[str, tuple[str, ...]]:
    """The same for every explorer that there is."""
    from hoedu.explorers import DRILLS, LABORATORIES, NAMES, PRACTICES, SIMULATORS, TOOLS

    return {name: _rows(name) for name in (*NAMES, *DRILLS, *TOOLS, *LABORATORIES, *PRACTICES, *SIMULATORS)}


def _rows(name: str) -> tuple[str, ...]:
    from hoedu.explorers import build

    return tuple(build(name).rows())


@cache
def _rows_ahead() -> dict[str, tuple[str, ...]]:
    return made.fetch("rows") or {}


def case(name: str) -> Exhibit:
    """A branching patient by id, for example "swollen-thigh"."""
    if (ahead := made.fetch(f"case-{name}")) is not None:
        return ahead
    from hoedu.cases import case as case_of
    from hoedu.html.case import case_html, case_spec

    one = case_of(name)
    return Exhibit(
        case_html(one), case_spec(one), f"Case: {one.title} ({len(one.nodes)} sections)", items=frozenset([one.event])
    )
