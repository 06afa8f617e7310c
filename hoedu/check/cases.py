"""The cases against the lessons, the evidence, and the rules for a fair story."""

from collections.abc import Iterator
from pathlib import Path

from hoedu import evidence
from hoedu.cases import graph, stills
from hoedu.cases.read import UNSTATED, Case, read_folder
from hoedu.cases.score import COLUMNS
from hoedu.cases.texts import explained, texts
from hoedu.check import figures
from hoedu.errors import ContentError
from hoedu.html.inline import plain
from hoedu.items import Item
from hoedu.lessons import lessons

NODES, DECISIONS, ENDINGS = (8, 16), (4, 6), (3, 6)
ALIKE = 2.2  # the longest option of a choice has at most so many times the letters of the shortest


def check(folder: Path, items: list[Item]) -> tuple[list[Case], int, list[ContentError]]:
    """(cases, figures linked, problems)."""
    cases, problems = read_folder(folder)
    taken, linked = {item.id for item in items}, 0
    for case in cases:
        count, wrong = check_case(case)
        linked += count
        problems += wrong + check_size(case)
        if case.event in taken:
            problems.append(ContentError(f"a question has the name {case.event!r}", file=f"{case.id}.toml", field="id"))
    return cases, linked, problems


def check_case(case: Case) -> tuple[int, list[ContentError]]:
    """(figures linked, problems): everything but the size."""
    file, problems, linked = f"{case.id}.toml", [], 0

    def wrong(node: str, field: str, message: str) -> None:
        problems.append(ContentError(message, file=file, place=f'node "{node}"' if node else "", field=field))

    for name in case.objectives:
        lesson = lessons().get(name[:2])
        if lesson is None:
            wrong("", "objectives", f"names {name!r}; there is no lesson {name[:2]}")
        elif name not in lesson.objectives:
            wrong("", "objectives", f"names {name!r}; lesson {name[:2]} has {', '.join(lesson.objectives)}")
    for problem in graph.problems(case):
        wrong(*problem)
    for node, field, text in texts(case):
        count, found = figures.check(text, file, f'node "{node}"' if node else "", field, case.assumed)
        linked += count
        problems += found
    for node, field, part in explained(case):
        for key in part.refs:
            if key not in evidence.references():
                wrong(node, f"{field}.refs", f"names {key!r}, which references.csv does not have")
        if not part.refs and not figures.rows_in(part.why) and not figures.refs_in(part.why):
            wrong(node, f"{field}.why", "names no source: link a row or a reference, or name it in refs")
    for node in case.nodes.values():
        for number, look in enumerate(node.looks):
            if look.dose not in ("", UNSTATED) and (message := _dose(look.dose)):
                wrong(node.id, f"look[{number}].dose", message)
            if look.picture and (found := stills.wrong(look.picture)):
                wrong(node.id, f"look[{number}].picture.{found[0]}", found[1])
    for problem in _options(case):
        wrong(*problem)
    return linked, problems


def check_size(case: Case) -> list[ContentError]:
    """Long enough to be a story, short enough to be played twice. Only of cases that hold together."""
    if graph.problems(case):
        return []
    file, endings = f"{case.id}.toml", [node.ending for node in case.nodes.values() if node.ending]
    counts = (("nodes", len(case.nodes), NODES), ("decisions on the longest path", graph.longest(case), DECISIONS),
              ("endings", len(endings), ENDINGS))  # fmt: skip
    found = [
        f"has {count} {name}; expected {least} to {most}"
        for name, count, (least, most) in counts
        if not least <= count <= most
    ]
    found += [f"has no ending {kind!r}" for kind in ("good", "mixed", "harm") if kind not in endings]
    if not any(node.who for node in case.nodes.values()):
        found.append("meets no other profession: no node has who")
    return [ContentError(message, file=file) for message in found]


def _dose(row: str) -> str:
    if row not in evidence.facts():
        return f"names row {row}, which does not exist"
    fact = evidence.fact(row)
    if fact.confidence in figures.NOT_TAUGHT:
        return f"{row} is marked {fact.confidence} and may not be taught as fact"
    if not any(fact.row.get(column) for column in COLUMNS):
        return f"{row} states no effective dose"
    return ""


def _options(case: Case) -> Iterator[graph.Problem]:
    """Options give nothing away by their length."""
    decisions = [node for node in case.nodes.values() if node.choices]
    loud = []
    for node in decisions:
        length = {choice.id: len(plain(choice.text)) for choice in node.choices}
        if max(length.values()) > ALIKE * min(length.values()):
            message = f"options differ too much in length: {min(length.values())} to {max(length.values())} letters"
            yield node.id, "choice", message
        *_, second, most = sorted(length.values())
        if any(choice.safety == 0 and length[choice.id] == most > second for choice in node.choices):
            loud.append(node.id)
    if len(decisions) > 2 and 2 * len(loud) > len(decisions):
        names = ", ".join(loud)
        yield (
            "",
            "choice",
            f"a sound choice is the longest at {len(loud)} of {len(decisions)} nodes ({names}); at most half",
        )
