"""An explorer or a case as a lesson shows it, whether made now or ahead."""

from typing import Any, NamedTuple

from hoedu import made


class Exhibit(NamedTuple):
    """`line` stands for it in plain text; `items` are the events it listens for, `rows` the evidence behind an explorer."""

    html: str
    spec: dict[str, Any]
    line: str
    data: bytes = b""
    rows: tuple[str, ...] = ()
    items: frozenset[str] = frozenset()


def explorer(name: str) -> Exhibit:
    """An explorer by name, for example "hip-odds"."""
    if (ahead := made.fetch(f"explorer-{name}")) is not None:
        return ahead
    from hoedu.explorers import build
    from hoedu.html.explorers import explorer_data, explorer_html, explorer_spec

    one = build(name)
    return Exhibit(
        explorer_html(one), explorer_spec(one), f"Explorer: {one.title}", explorer_data(one), tuple(one.rows())
    )


def rows(name: str) -> tuple[str, ...]:
    """The ids of the evidence behind an explorer, without making what it shows."""
    if (ahead := made.fetch(f"explorer-{name}")) is not None:
        return ahead.rows
    from hoedu.explorers import build

    return tuple(build(name).rows())


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
