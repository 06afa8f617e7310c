"""The table of the exam against the bank: lessons and questions it names are there, and every paper can be drawn."""

from pathlib import Path

from hoedu.errors import ContentError
from hoedu.items import Item
from hoedu.lessons import lessons
from hoedu.papers import ANY, papers, read_blueprint

LONGEST = (
    72  # characters of a question's id: in the exam it stands behind "90-p03-", and an event's name has at most 81
)


def check(path: Path, items: list[Item]) -> list[ContentError]:
    """Problems of one file (`data/exam.toml`)."""
    try:
        table = read_blueprint(path)
    except ContentError as error:
        return [error]
    by_id = {item.id: item for item in items}
    problems = []

    def wrong(place: str, message: str) -> None:
        problems.append(ContentError(message, file=path.name, place=place))

    for number in table.cells:
        if number != ANY and (number not in lessons() or lessons()[number].mixed):
            wrong(number, "is not a lesson with questions of its own")
    for name in table.left_out:
        if name not in by_id:
            wrong(name, "is left out, and is not in the bank")
    for item in table.eligible(items):
        if len(item.id) > LONGEST:
            wrong(item.id, f"has an id of {len(item.id)} characters; at most {LONGEST} for a question that papers ask")
    if not problems:
        try:
            papers(by_id, table)
        except ContentError as error:
            problems.append(error)
    return problems
