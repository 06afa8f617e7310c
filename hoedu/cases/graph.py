"""A case as a graph: whether it holds together, what can be reached, and every path through it."""

from collections.abc import Iterator
from graphlib import CycleError, TopologicalSorter

from hoedu.cases.read import Case, Choice

Problem = tuple[str, str, str]  # node, field, what is wrong
Path = tuple[tuple[str, str], ...]  # (node, choice) for each decision; the last is (ending, "")


def order(case: Case) -> list[str]:
    """The nodes so that each stands after all that lead to it. Raises CycleError."""
    sorter: TopologicalSorter[str] = TopologicalSorter({name: () for name in case.nodes})
    for node in case.nodes.values():
        for choice in node.choices:
            sorter.add(choice.to, node.id)
    return [name for name in sorter.static_order() if name in case.nodes]


def reachable(case: Case, safe: bool = False) -> set[str]:
    """The nodes that can be reached from the start; with `safe`, by sound choices alone."""
    found, open_ = set(), [case.start]
    while open_:
        if (name := open_.pop()) not in found and name in case.nodes:
            found.add(name)
            open_ += [choice.to for choice in case.nodes[name].choices if not safe or choice.safety == 0]
    return found


def before(case: Case) -> dict[str, set[str]]:
    """For each node, the nodes that can come before it on a path."""
    found: dict[str, set[str]] = {name: set() for name in case.nodes}
    for name in order(case):
        for choice in case.nodes[name].choices:
            found[choice.to] |= found[name] | {name}
    return found


def slipped(case: Case) -> set[str]:
    """The nodes that can be reached by a path with at least one unsafe choice."""
    found: set[str] = set()
    for name in order(case):
        for choice in case.nodes[name].choices:
            if choice.safety < 0 or name in found:
                found.add(choice.to)
    return found


def longest(case: Case) -> int:
    """Decisions on the longest path."""
    length = dict.fromkeys(case.nodes, 0)
    for name in reversed(order(case)):
        length[name] = max((1 + length[choice.to] for choice in case.nodes[name].choices), default=0)
    return length[case.start]


def paths(case: Case) -> Iterator[Path]:
    """Every path from the start to an ending, in the order of the file."""

    def on(name: str, trail: Path) -> Iterator[Path]:
        node = case.nodes[name]
        if node.ending:
            yield (*trail, (name, ""))
        for choice in node.choices:
            yield from on(choice.to, (*trail, (name, choice.id)))

    return on(case.start, ())


def count(case: Case) -> int:
    """How many paths there are."""
    ways = {}
    for name in reversed(order(case)):
        node = case.nodes[name]
        ways[name] = 1 if node.ending else sum(ways[choice.to] for choice in node.choices)
    return ways[case.start]


def problems(case: Case) -> list[Problem]:
    """What is wrong with the graph. While nodes are missing or time turns back, nothing further can be said of it."""
    return _shape(case) or [*_fairness(case), *_harm(case), *_flags(case)]


def _shape(case: Case) -> list[Problem]:
    nodes, found = case.nodes, []
    if case.start not in nodes:
        return [("", "start", f"names {case.start!r}, which is no node")]
    for name, number, choice in _choices(case):
        if choice.to not in nodes:
            found.append((name, f"choice[{number}].to", f"names {choice.to!r}, which is no node"))
        elif nodes[choice.to].day < nodes[name].day:
            days = f"day {nodes[choice.to].day}, before day {nodes[name].day}"
            found.append((name, f"choice[{number}].to", f"leads back in time: {choice.to} is on {days}"))
    if found:
        return found
    try:
        order(case)
    except CycleError as error:
        ring = error.args[1]
        return [(ring[0], "choice", f"the story runs in a circle: {' -> '.join(ring)}")]
    there = reachable(case)
    return [(name, "id", "no choice leads here") for name in nodes if name not in there]


def _fairness(case: Case) -> list[Problem]:
    """A sound choice everywhere, and no sound path that is punished or that another one beats."""
    nodes, safe, found = case.nodes, reachable(case, safe=True), []
    for node in nodes.values():
        if node.choices and all(choice.safety < 0 for choice in node.choices):
            found.append((node.id, "choice", "no choice here has safety 0"))
        if node.ending == "harm" and node.id in safe:
            found.append((node.id, "ending", "a path of sound choices alone ends in harm"))
    endings = [node for node in nodes.values() if node.ending]
    best = max(endings, key=lambda node: node.function)
    most = max((node.function for node in endings if node.id in safe), default=None)
    if most is None or most < best.function:
        said = "none is reached" if most is None else f"they reach at most {most}"
        found.append((best.id, "function", f"is {best.function}, the best there is; by sound choices alone {said}"))
    return found


def _harm(case: Case) -> list[Problem]:
    """Something can go wrong, and something that went wrong can still end better."""
    endings, after = [node for node in case.nodes.values() if node.ending], slipped(case)
    found = []
    if not any(node.ending == "harm" and node.id in after for node in endings):
        found.append(("", "ending", "no unsafe choice leads to an ending in harm"))
    if not any(node.ending != "harm" and node.id in after for node in endings):
        found.append(
            ("", "ending", "after an unsafe choice nothing ends better than in harm: there is no way to recover")
        )
    return found


def _flags(case: Case) -> list[Problem]:
    sets = {
        node.id: {flag for part in (*node.looks, *node.choices) for flag in part.sets} for node in case.nodes.values()
    }
    earlier, found = before(case), []
    for node in case.nodes.values():
        known = set().union(*(sets[name] for name in earlier[node.id]))
        for number, also in enumerate(node.also):
            if also.flag not in known:
                field = f"also[{number}].{'unless' if also.unset else 'if'}"
                found.append((node.id, field, f"names {also.flag!r}, which nothing sets on the way here"))
    return found


def _choices(case: Case) -> Iterator[tuple[str, int, Choice]]:
    for node in case.nodes.values():
        for number, choice in enumerate(node.choices):
            yield node.id, number, choice
