"""Figures in prose: each is a link to the row that states it, and says what the row says."""

import re
from collections.abc import Iterator
from functools import cache

from hoedu import evidence
from hoedu.errors import ContentError
from hoedu.html.inline import REF_KEY, ROW_ID

_NUMBER = re.compile(r"(?<![\w.])-?\d[\d,]*(?:\.\d+)?")
_LOOSE = re.compile(r"\d[\d.,]*\s?%|\b\d[\d.,]*\s?(?:per cent|percent)\b|\b(?:OR|RR|odds ratio|risk ratio)s? (?:of )?\d[\d.]*")
NOT_TAUGHT = ("memory",)
COUNTS = ("n", "n_patients", "n_studies", "events", "points")


@cache
def _parser():
    from markdown_it import MarkdownIt

    return MarkdownIt("commonmark", {"html": False}).enable("table")


@cache  # most texts are looked at by several checks
def links(text: str) -> tuple[tuple[str, str, str], ...]:
    """(text, target, title) of every link."""
    return tuple(_links(text))


def _links(text: str) -> Iterator[tuple[str, str, str]]:
    if "](" not in text:
        return
    for block in _parser().parse(text):
        inside = None
        for token in block.children or ():
            if token.type == "link_open":
                inside = (str(token.attrs["href"]), str(token.attrs.get("title", "")), [])
            elif token.type == "link_close" and inside:
                yield "".join(inside[2]), inside[0], inside[1]
                inside = None
            elif inside:
                inside[2].append(token.content)


def row_of(target: str, title: str) -> str:
    """The row id a link names: in its title, or as its bare target."""
    return next((name for name in (title.split(" ")[0], target) if ROW_ID.match(name)), "")


def rows_in(text: str) -> list[str]:
    return [row for _, target, title in links(text) if (row := row_of(target, title))]


def refs_in(text: str) -> list[str]:
    """Keys of the sources that links name directly."""
    found = []
    for _, target, title in links(text):
        found += [name for name in (title, target) if REF_KEY.match(name) and name in evidence.references()][:1]
    return found


def check(text: str, file: str, place: str, field: str = "", assumed: tuple[str, ...] = ()) -> tuple[int, list[ContentError]]:
    """(figures linked, problems) of one text."""
    count, problems = 0, []

    def wrong(message: str) -> None:
        problems.append(ContentError(message, file=file, place=place, field=field))

    for shown, target, title in links(text):
        row = row_of(target, title)
        if not row:
            key = next((name for name in (title, target) if REF_KEY.match(name)), "")
            if key and key not in evidence.references():
                wrong(f"the link {shown!r} names {key!r}, which references.csv does not have")
            elif key and target not in (key, evidence.cite(key).url):
                wrong(f"the link {shown!r} goes to {target}; {key} is at {evidence.cite(key).url}")
            for loose in _LOOSE.findall(shown):
                wrong(f"{loose!r} is a figure without a link to its row: its link names none")
            continue
        count += 1
        if row not in evidence.facts():
            wrong(f"the link {shown!r} names row {row}, which does not exist")
            continue
        fact = evidence.fact(row)
        if fact.confidence in NOT_TAUGHT:
            wrong(f"{row} is marked {fact.confidence} and may not be taught as fact")
        if not fact.url:
            wrong(f"{row} has no source")
        elif target not in (row, fact.url):
            wrong(f"the link {shown!r} goes to {target}; {row} is at {fact.url}")
        if lost := disagreeing(shown, fact):
            wrong(f"the link says {shown!r}; {row} does not state {lost[0]}")
    for loose in _LOOSE.findall(_without_links(text)):
        if not any(_same(loose, allowed) for allowed in assumed):
            wrong(f"{loose!r} is a figure without a link to its row")
    return count, problems


def _same(loose: str, allowed: str) -> bool:
    """Does one of the two hold the other as a whole, so that "2" does not stand for "22 %"?"""
    pairs = ((loose, allowed), (allowed, loose))
    return any(re.search(rf"(?<![\d.,]){re.escape(a)}(?!\d|[.,]\d)", b) for a, b in pairs)


def disagreeing(shown: str, fact: evidence.Fact) -> list[str]:
    """The numbers of a link's text that its row does not hold, at the precision written.

    A percentage is compared with the row's figures, never with its counts: 14 % is not 14 studies.
    """
    skipped = ("id", "year", *COUNTS) if "%" in shown else ("id", "year")
    stated = [value for column, value in evidence.numbers_of(fact) if column not in skipped]
    lost = []
    for number in _NUMBER.findall(re.sub(r"(?<=\d)-(?=\d)", " ", shown)):
        plain = number.replace(",", "").rstrip(".")
        digits = len(plain.partition(".")[2])
        if not any(abs(value - float(plain)) <= 0.5 * 10**-digits + 1e-9 for value in stated):
            lost.append(number)
    return lost


def _without_links(text: str) -> str:
    """What is left when links, and the name of the 95 % interval, are taken out."""
    return re.sub(r"\[[^\]]*\]\([^)]*\)|95 % (interval|confidence interval)", " ", text)
