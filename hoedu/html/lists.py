"""The glossary and the list of all sources: long lists, complete without a script, narrowed by a box where one runs."""

import unicodedata
from collections import defaultdict
from html import escape
from itertools import groupby

from hoedu.check.bank import texts
from hoedu.check.figures import rows_in
from hoedu.evidence import Reference, cite, fact, facts
from hoedu.glossary import glossary
from hoedu.html.inline import inline
from hoedu.items import Bank
from hoedu.lessons import Lesson, lessons

MOST = 6  # rows named of one source in one lesson
_GUARD = 'target="_blank" rel="noopener"'


def glossary_html() -> str:
    entries = []
    for term in glossary().values():
        sources = "; ".join(_link(cite(key)) for key in term.refs)
        sources = f" <small>{sources}</small>" if sources else ""
        entries.append(f"<div data-entry><dt>{escape(term.term)}</dt><dd>{inline(term.text)}{sources}</dd></div>")
    return (
        f'<section class="ho ho-list ho-terms" data-ho="list" data-name="glossary" data-repeats="yes" role="group" aria-label="Glossary">'
        f'<p class="ho-title">Glossary</p><p class="ho-todo">{len(entries)} terms, each in our words with its source.</p>'
        f"<dl>{''.join(entries)}</dl></section>"
    )


def sources_html(bank: Bank) -> tuple[str, int]:
    """(HTML, how many sources): each source that a lesson leans on, and what it supports there."""
    support = supported(bank)
    order = sorted(support, key=lambda source: (_letter(source), str(source).lower(), source.key))
    groups = []
    for letter, found in groupby(order, _letter):
        found = list(found)
        rows = "".join(_source(one, support[one]) for one in found)
        groups.append(
            f'<details data-group><summary>{escape(letter)} <span class="ho-todo">({len(found)})</span></summary><ul>{rows}</ul></details>'
        )
    html = (
        f'<section class="ho ho-list ho-sources" data-ho="list" data-name="sources" data-repeats="yes" role="group" aria-label="All references">'
        f'<p class="ho-title">All references</p><p class="ho-todo">{len(order)} sources by their first author, and what each supports: '
        f"objectives of lessons, and rows of the evidence tables such as INC001.</p>{''.join(groups)}</section>"
    )
    return html, len(order)


def _letter(source: Reference) -> str:
    """Under which it stands: the first letter of authors or title, without its accent."""
    plain = unicodedata.normalize("NFKD", str(source).upper())
    return next((sign for sign in plain if "A" <= sign <= "Z"), "#")


def _source(source: Reference, uses: dict[str, list[str]]) -> str:
    kind = f" <em>{escape(source.kind)}</em>." if source.kind else ""
    places = "".join(f"<li>Lesson {number}: {escape('; '.join(words))}</li>" for number, words in uses.items())
    return f'<li data-entry>{escape(str(source))}{kind} <a href="{escape(source.url)}" {_GUARD}>{escape(source.url)}</a><ul class="ho-uses">{places}</ul></li>'


def _link(source: Reference) -> str:
    return f'<a href="{escape(source.url)}" {_GUARD}>{escape(source.short)}</a>'


def supported(bank: Bank) -> dict[Reference, dict[str, list[str]]]:
    """Source -> lesson -> what it supports there, in words."""
    found: dict[Reference, dict[str, list[str]]] = defaultdict(dict)
    for lesson in lessons().values():
        objectives, rows, words = _uses(lesson, bank)
        for source in {*objectives, *rows, *words}:
            parts = []
            if met := sorted(objectives.get(source, ())):
                parts.append(f"questions on {', '.join(met)}")
            parts += sorted(words.get(source, ()))
            if own := sorted(rows.get(source, ())):
                more = f" and {len(own) - MOST} more" if len(own) > MOST else ""
                parts.append(f"{'rows' if len(own) > 1 else 'row'} {', '.join(own[:MOST])}{more}")
            found[source][lesson.id] = parts
    return found


def _uses(lesson: Lesson, bank: Bank) -> tuple[dict[Reference, set[str]], ...]:
    from hoedu.cases import case
    from hoedu.cases.texts import keys
    from hoedu.cases.texts import rows as rows_of
    from hoedu.html.exhibit import rows as behind

    objectives, rows, words = defaultdict(set), defaultdict(set), defaultdict(set)

    def lean(names, where: str = "") -> None:
        for name in names:
            for source in fact(name).sources if name in facts() else ():
                rows[source].add(name)
                if where:
                    words[source].add(where)

    for item in bank.lesson(lesson.id):
        for key in item.refs:
            objectives[cite(key)].add(item.objective)
        lean(row for _, text in texts(item) for row in rows_in(text))
    for name in lesson.explorers:
        lean(behind(name), "what is explored")
    for name in lesson.cases:
        one = case(name)
        lean(rows_of(one))
        for key in keys(one):
            words[cite(key)].add("a case")
    for key in lesson.refs:
        words[cite(key)].add("the text")
    return objectives, rows, words
