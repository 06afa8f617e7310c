"""Everything a learner reads in a case, and the sources it leans on."""

import re
from collections.abc import Iterator

from hoedu import evidence
from hoedu.cases.read import UNSTATED, Case, Choice, Look
from hoedu.html.inline import ROW_ID

_TARGET = re.compile(r"\]\(([^) ]+)\)")


def texts(case: Case) -> Iterator[tuple[str, str, str]]:
    """(node, field, text) of everything a learner reads."""
    for field in ("title", "patient", "brief", "goal", "day0"):
        yield "", field, getattr(case, field)
    for node in case.nodes.values():
        for field in ("title", "text", "who", "outcome"):
            if text := getattr(node, field):
                yield node.id, field, text
        for number, also in enumerate(node.also):
            yield node.id, f"also[{number}].text", also.text
        for number, look in enumerate(node.looks):
            for field in ("label", "finding", "why"):
                yield node.id, f"look[{number}].{field}", getattr(look, field)
        for number, choice in enumerate(node.choices):
            for field in ("text", "why"):
                yield node.id, f"choice[{number}].{field}", getattr(choice, field)


def explained(case: Case) -> Iterator[tuple[str, str, Look | Choice]]:
    """(node, field, part) of every look and choice: what needs a reason with a source."""
    for node in case.nodes.values():
        for number, look in enumerate(node.looks):
            yield node.id, f"look[{number}]", look
        for number, choice in enumerate(node.choices):
            yield node.id, f"choice[{number}]", choice


def rows(case: Case) -> set[str]:
    """The rows that a case links, those of its doses among them."""
    linked = {target for _, _, text in texts(case) for target in _TARGET.findall(text) if ROW_ID.match(target)}
    doses = {part.dose for _, _, part in explained(case) if isinstance(part, Look)}
    return linked | doses - {"", UNSTATED}


def keys(case: Case) -> set[str]:
    """The keys of the sources of a case: of its rows, its links and its refs. What does not exist is left out."""
    named = {target for _, _, text in texts(case) for target in _TARGET.findall(text)}
    named |= {key for _, _, part in explained(case) for key in part.refs}
    found = {ref.key for row in rows(case) if row in evidence.facts() for ref in evidence.fact(row).sources}
    return found | (named & set(evidence.references()))
