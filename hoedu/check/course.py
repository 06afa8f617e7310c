"""A lecturer's course: what keeps it from being built, and what we would mend in it."""

import ast
import re
from dataclasses import dataclass, field
from difflib import get_close_matches
from pathlib import Path

import hoedu
from hoedu.check import bank, figures, flaws
from hoedu.check import notebooks as of_notebooks
from hoedu.course import Course, pictures, read, using
from hoedu.course.use import FILE
from hoedu.errors import ContentError
from hoedu.items import Item, load
from hoedu.lessons import Lesson

KNOWN = (FILE, "questions", "notebooks", "evidence", "references.csv")
ENDINGS = {"questions": ".toml", "notebooks": ".ipynb", "evidence": ".csv"}  # of what is read there
# What a house may decide for itself.
_ADVICE = re.compile(r"is a figure without a link|is empty: every question names its sources")


@dataclass
class CourseReport:
    """What a course has. With `problems` it cannot be built; `advice` is for its author to weigh."""

    lessons: int = 0
    own_lessons: int = 0
    own_questions: int = 0
    left_out: int = 0
    problems: list[ContentError] = field(default_factory=list)
    advice: list[ContentError] = field(default_factory=list)

    def as_dict(self) -> dict:
        found = {name: value for name, value in vars(self).items() if name not in ("problems", "advice")}
        return found | {name: [one.as_dict() for one in getattr(self, name)] for name in ("problems", "advice")}

    def add(self, found: list[ContentError]) -> None:
        for one in found:
            (self.advice if _ADVICE.search(one.message) else self.problems).append(one)


def run(folder: Path) -> CourseReport:
    """Check one course's folder."""
    folder, report = Path(folder).resolve(), CourseReport()
    found, problems = read(folder)
    report.problems += problems
    if found is None:
        return report
    report.lessons, report.own_lessons = len(found.order), len(found.lessons)
    report.own_questions, report.left_out = len(found.items), len(found.left_out)
    report.advice += _strangers(folder)
    if not problems:
        with using(folder):
            _questions(found, report)
            _own_notebooks(found, report)
            _places(found, report)
            _exam(found, report)
    return report


def _strangers(folder: Path) -> list[ContentError]:
    """Files and folders that nobody reads, so that a misspelt one is noticed."""
    found = []
    for path in sorted(folder.iterdir()):
        if path.name not in KNOWN and not path.name.startswith(".") and path.suffix not in (".md", ".txt"):
            near = get_close_matches(path.name, KNOWN, 1)
            hint = f"; did you mean {near[0]!r}?" if near else ""
            found.append(ContentError(f"is not read{hint}", file=path.name))
    for name, ending in ENDINGS.items():
        for path in sorted((folder / name).glob("*")):
            if name == "notebooks" and path.suffix.lower() in pictures.TYPES:  # of its lessons' texts
                continue
            if path.suffix != ending and not path.name.startswith(".") and path.suffix != ".md":
                found.append(
                    ContentError(f"is not read: its name does not end in {ending}", file=f"{name}/{path.name}")
                )
    return found


def _questions(course: Course, report: CourseReport) -> None:
    all_items = {item.id: item for item in load().values()}
    named = {item.pair for item in all_items.values()}
    for item in course.items:
        if item.lesson not in course.order:  # said below
            continue
        file = course.files[item.id]
        report.add(bank.check_item(item, file)[1])
        report.advice += [
            ContentError(f"{message} ({flaw})", file=file, place=item.id)
            for flaw, message in flaws.of_item(item)
            if flaw not in item.excused
        ]
        if item.pair and (item.pair not in all_items or all_items[item.pair].use != "pretest"):
            report.problems.append(
                ContentError(f"is {item.pair!r}, which is no pre-test question", file=file, place=item.id, field="pair")
            )
    report.advice += [_alone(item) for item in all_items.values() if item.pair and item.pair in course.left_out]
    report.advice += [
        ContentError("has no partner in the closing questions", file=course.files[item.id], place=item.id, field="use")
        for item in course.items
        if item.use == "pretest" and item.id not in named
    ]


def _alone(item: Item) -> ContentError:
    return ContentError(
        f"leaves out {item.pair!r}, with which the closing question {item.id!r} is compared",
        file=FILE,
        field="leave_out",
    )


def _own_notebooks(course: Course, report: CourseReport) -> None:
    from hoedu.cases import cases
    from hoedu.explorers import DRILLS, LABORATORIES, NAMES, PRACTICES, SIMULATORS, TOOLS

    explorers = {*NAMES, *LABORATORIES, *DRILLS, *SIMULATORS, *PRACTICES, *TOOLS}
    items, asked = load(), set()
    for lesson in course.lessons.values():
        file = f"notebooks/{lesson.slug}.ipynb"
        if lesson.id not in course.order:
            message = f"does not name your lesson {lesson.id}, so it is shown nowhere"
            report.advice.append(ContentError(message, file=FILE, field="lessons"))
        notebook, wrong = of_notebooks.read(course.notebook(lesson.id))
        report.problems += [ContentError(one.message, file=file) for one in wrong]
        if notebook:
            report.problems += _start(notebook, lesson.id, file)
            report.advice += _heading(notebook, lesson, file)
        for number, cell in enumerate(notebook.get("cells", ()), 1):
            place, text = str(cell.get("id") or f"cell {number}"), of_notebooks.source(cell)
            if cell["cell_type"] == "markdown":
                assumed = tuple(cell.get("metadata", {}).get("hoedu", {}).get("assumed", ()))
                report.add(figures.check(text, file, place, assumed=assumed)[1])
                report.problems += [
                    ContentError(
                        f"shows the picture {name[:60]!r}, which is not there or is none (up to 5 MB)",
                        file=file,
                        place=place,
                    )
                    for name in pictures.lost(cell, text, course.notebook(lesson.id))
                ]
            if cell["cell_type"] != "code":
                continue
            asked |= set(of_notebooks.asked(text))
            report.problems += _code(text, file, place)
            for call, known in (("explore", explorers), ("case", cases())):
                report.problems += [
                    _no(call, name, known, file, place) for name in of_notebooks.called(text, call) if name not in known
                ]
            report.problems += [
                _no("question", name, items, file, place) for name in of_notebooks.asked(text) if name not in items
            ]
            report.problems += [
                ContentError(f"ho.{call} names lesson {name!r}; this is lesson {lesson.id}", file=file, place=place)
                for call in ("start", "finish", "references")
                for name in of_notebooks.called(text, call)
                if name != lesson.id
            ]
    report.advice += [
        ContentError(
            f"is asked nowhere: write ho.ask({item.id!r}) in the notebook of lesson {item.lesson}",
            file=course.files[item.id],
            place=item.id,
        )
        for item in course.items
        if item.lesson in course.lessons and item.id not in asked
    ]


def _start(notebook: dict, number: str, file: str) -> list[ContentError]:
    texts = [of_notebooks.source(cell) for cell in notebook["cells"] if cell["cell_type"] == "code"]
    if not any("ho." in text for text in texts) or any("ho.start(" in text for text in texts):
        return []
    return [
        ContentError(f'starts no lesson: its first code cell is import hoedu as ho; ho.start("{number}")', file=file)
    ]


def _heading(notebook: dict, lesson: Lesson, file: str) -> list[ContentError]:
    """What a lesson says of itself, beside what course.toml says of it: a copied notebook still says the old."""
    text = "\n".join(of_notebooks.source(cell) for cell in notebook["cells"] if cell["cell_type"] == "markdown")
    title, minutes = re.search(r"^# +(\S.*)$", text, re.MULTILINE), re.search(r"^\*About (\d+) minutes", text, re.MULTILINE)
    said, known = set(re.findall(r"\*\*(\d\d\.\d+)\*\*", text)), set(lesson.objectives)
    found = [f"names objective {name}, which lesson {lesson.id} does not have" for name in sorted(said - known)]
    found += [f"does not name objective {name}: '- **{name}** ...' among what readers can do by the end" for name in sorted(known - said) if said]
    if not title:
        found.append(f"has no title: begin its first cell with '# {lesson.title}'")
    elif re.sub(r"^\d+\.\s+", "", title[1]).strip() != lesson.title:
        found.append(f"has the title {title[1][:60]!r}; {FILE} calls it {lesson.title!r}")
    if minutes and int(minutes[1]) != lesson.minutes:
        found.append(f"says about {minutes[1]} minutes; {FILE} says {lesson.minutes}")
    return [ContentError(one, file=file) for one in found]


def _code(text: str, file: str, place: str) -> list[ContentError]:
    """What would end the cell in an error, as far as reading it tells."""
    if re.search(r"^\s*[%!?]", text, re.MULTILINE):  # IPython's own, which Python cannot read
        return []
    try:
        tree = ast.parse(text)
    except (SyntaxError, ValueError) as error:
        return [ContentError(f"is no Python: {getattr(error, 'msg', error)}", file=file, place=place)]
    names = {
        node.attr
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id == "ho"
    }
    there = [f"ho.{name}" for name in dir(hoedu)]
    return [_no("ho", f"ho.{name}", there, file, place) for name in sorted(names) if not hasattr(hoedu, name)]


def _no(what: str, name: str, known, file: str, place: str) -> ContentError:
    near = get_close_matches(name, list(known), 1)
    kind = {"explore": "explorer", "ho": "command"}.get(what, what)
    return ContentError(
        f"there is no {kind} {name!r}{f'; did you mean {near[0]!r}?' if near else ''}", file=file, place=place
    )


def _places(course: Course, report: CourseReport) -> None:
    """Each question of yours finds its place in the workbook's notebook."""
    for number in sorted({item.lesson for item in course.items} - set(course.lessons)):
        try:
            path = course.notebook(number)
            course.edited(path.stem, path.read_bytes())
        except ContentError as error:
            report.problems.append(error)
        except FileNotFoundError:
            return  # an installed package without its notebooks
        if number not in course.order:
            report.advice.append(
                ContentError(
                    f"has questions of yours, and is no lesson of this course: {number}", file=FILE, field="lessons"
                )
            )


def _exam(course: Course, report: CourseReport) -> None:
    from hoedu.papers import LESSON, papers

    if LESSON not in course.order:
        return
    try:
        papers(load())
    except ContentError as error:
        message = f"the exam of lesson {LESSON} cannot be drawn ({error.message}): leave out fewer questions, or lesson {LESSON}"
        report.problems.append(ContentError(message, file=FILE, field="leave_out"))
