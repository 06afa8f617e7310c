"""The glossary: `data/glossary.toml`, a term each, in our own words and with its source."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from html import escape
from pathlib import Path

from hoedu.items.fields import Fields, read_toml, unique
from hoedu.paths import data_dir


@dataclass(frozen=True, slots=True)
class Term:
    """One term.

    id     the words of the term, as an address has them
    term   as a heading
    forms  how it stands in a text; those with a capital inside (HO, DXA) count in this spelling only
    text   the definition: inline Markdown, figures linked to their rows
    refs   keys of `data/references.csv`; terms of everyday statistics may have none
    """

    id: str
    term: str
    forms: tuple[str, ...]
    text: str
    refs: tuple[str, ...]


@cache
def glossary() -> dict[str, Term]:
    """All terms by id, in the order of the alphabet."""
    return {term.id: term for term in read_glossary(data_dir() / "glossary.toml")}


def read_glossary(path: Path) -> list[Term]:
    """The terms of one file. Raises ContentError with file, term and field."""
    top = Fields(read_toml(path), path.name, "")
    found = [_read(fields) for fields in top.tables("term", 1, 400)]
    top.done()
    unique(top, "term", [term.id for term in found])
    unique(top, "term", [form.lower() for term in found for form in term.forms])
    return sorted(found, key=lambda term: term.term.lower())


def _read(fields: Fields) -> Term:
    term = fields.text("term", longest=80)
    fields.place = term
    name = re.sub(r"[^a-z0-9]+", "-", term.lower()).strip("-")
    forms = fields.texts("forms", (term,))
    text, refs = fields.text("text", longest=600), fields.texts("refs", ())
    fields.done()
    return Term(name, term, forms, text, refs)


def marker(used: dict[str, Term], href: Callable[[Term], str]) -> Callable[[str], str | None]:
    """A function that links the first use of each term in the texts it is given, one after another.

    It takes a text without markup and returns HTML, or None where the text holds no term that is new; `used` collects those
    that were linked. `href` gives the address of a term's entry.
    """
    owner = {form.lower(): term for term in glossary().values() for form in term.forms}
    pattern = _pattern()

    def link(match: re.Match) -> str:
        term = owner[match[0].lower()]
        if term.id in used:
            return escape(match[0])
        used[term.id] = term
        return f'<a class="term" data-term="{term.id}" href="{escape(href(term))}">{escape(match[0])}</a>'

    def mark(text: str) -> str | None:
        before, found, at = len(used), "", 0
        for match in pattern.finditer(text):
            found += escape(text[at : match.start()]) + link(match)
            at = match.end()
        return found + escape(text[at:]) if len(used) > before else None

    return mark


@cache
def _pattern() -> re.Pattern:
    forms = sorted((form for term in glossary().values() for form in term.forms), key=len, reverse=True)
    exact = [re.escape(form) for form in forms if form[1:] != form[1:].lower()]
    loose = [re.escape(form) for form in forms if form[1:] == form[1:].lower()]
    either = [*exact, f"(?i:{'|'.join(loose)})"] if loose else exact
    return re.compile(rf"(?<![\w-])(?:{'|'.join(either)})(?![\w-])")
