"""Run every content check and say what was found."""

from collections import Counter
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from hoedu import dictionary
from hoedu.check import answers, bank, blueprint, cases, exam, flaws, glossary, lessons, notebooks, seeds, tables
from hoedu.errors import ContentError
from hoedu.paths import data_dir


@dataclass
class Report:
    """What is there, and what is wrong with it."""

    notebooks: int = 0
    answers: int = 0
    items: int = 0
    items_by_type: dict[str, int] = field(default_factory=dict)
    items_by_level: dict[str, int] = field(default_factory=dict)
    flaws: dict[str, int] = field(default_factory=dict)
    flaws_excused: list[str] = field(default_factory=list)
    facts: int = 0
    references: int = 0
    cases: int = 0
    claims: int = 0
    terms: int = 0
    figures_linked: int = 0
    problems: list[ContentError] = field(default_factory=list)

    def as_dict(self) -> dict:
        found = {name: value for name, value in vars(self).items() if name != "problems"}
        return found | {"problems": [problem.as_dict() for problem in self.problems]}


def run(data: Path | None = None, folder: Path | None = None) -> Report:
    """Check `data` (default: the workbook's) and the notebooks in `folder` (none: skip them)."""
    data, report = data or data_dir(), Report()
    report.facts, report.references, problems = tables.check(data)
    report.problems += problems
    if not problems:
        report.problems += _dictionary(data)
    if problems:  # figures cannot be compared with tables that do not hold
        return report
    items, linked, problems = bank.check(data / "questions")
    report.problems += problems
    report.items, report.figures_linked = len(items), linked
    report.items_by_type = dict(sorted(Counter(item.kind for item in items).items()))
    report.items_by_level = dict(sorted(Counter(item.level for item in items).items()))
    file_of = partial(bank.file_of, data / "questions")
    report.flaws, report.flaws_excused, problems = flaws.check(items, file_of)
    report.problems += problems + blueprint.check(items, file_of, folder)
    found, linked, problems = cases.check(data / "cases", items)
    report.problems += problems
    report.cases = len(found)
    report.figures_linked += linked
    report.problems += exam.check(data / "exam.toml", items)
    if (data / "glossary.toml").is_file():
        report.terms, linked, problems = glossary.check(data / "glossary.toml")
        report.problems += problems
        report.figures_linked += linked
    if folder is not None:
        report.notebooks, linked, problems = notebooks.check(folder, items)
        report.figures_linked += linked
        report.problems += problems
        report.problems += lessons.check(folder, items) + blueprint.up_to_date(data, items, folder)
        report.answers, problems = answers.check(folder, items)
        report.problems += problems
        report.claims, linked, problems = seeds.check(folder, items)
        report.figures_linked += linked
        report.problems += problems
    return report


def _dictionary(data: Path) -> list[ContentError]:
    try:
        if dictionary.written(data) == (data / "README.md").read_text(encoding="utf-8"):
            return []
        return [ContentError("differs from datapackage.json: run hoedu refresh", file="data/README.md")]
    except OSError:
        return [ContentError("is not there", file="data/README.md")]
    except ContentError as error:
        return [error]
