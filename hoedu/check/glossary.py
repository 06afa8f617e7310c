"""The glossary: every source it names is there, and every figure says what its row says."""

from pathlib import Path

from hoedu import evidence
from hoedu.check import figures
from hoedu.errors import ContentError
from hoedu.glossary import read_glossary


def check(path: Path) -> tuple[int, int, list[ContentError]]:
    """(terms, figures linked, problems) of one file."""
    try:
        terms = read_glossary(path)
    except ContentError as error:
        return 0, 0, [error]
    count, problems = 0, []
    for term in terms:
        linked, wrong = figures.check(term.text, path.name, term.term, "text")
        count += linked
        problems += wrong
        for key in term.refs:
            if key not in evidence.references():
                message = f"names {key!r}, which references.csv does not have"
                problems.append(ContentError(message, file=path.name, place=term.term, field="refs"))
    return len(terms), count, problems
