"""What a lesson's HTML becomes on paper: nothing to click, boxes to tick, lines to write on, everything open, sources as numbers."""

import re
from collections.abc import Callable
from html import escape, unescape

from hoedu.evidence import cite, fact, references
from hoedu.html.inline import REF_KEY, ROW_ID

TICK, LINE, BLANK = '<i class="tick"></i>', '<i class="line"></i>', '<i class="blank"></i>'
_SCRIPT = re.compile(r"<script\b.*?</script>", re.S)
_ONLY_LIVE = re.compile(r'<p class="(?:ho-live|ho-private)[^"]*">.*?</p>', re.S)
_LINK = re.compile(r"<a\b([^>]*)>(.*?)</a>", re.S)
_CITE = re.compile(r'<sup class="cite" data-refs="([^"]*)"></sup>')
_LINES = re.compile(r'rows="(\d+)"')
_ID = re.compile(r'(<(?:h[1-6]|section|article|div|p|li)\b[^>]*?) id="[^"]*"')
# What only a screen needs, and what takes its place.
_PLAIN = (
    (re.compile(r"<input\b[^>]*type=\"(?:radio|checkbox)\"[^>]*>"), TICK),
    (re.compile(r"<input\b[^>]*>"), LINE),
    (re.compile(r"<select\b.*?</select>", re.S), BLANK),
    (re.compile(r"<textarea\b.*?</textarea>", re.S), lambda box: lines(int((_LINES.search(box[0]) or (0, 3))[1]))),
    (re.compile(r"<button\b.*?</button>", re.S), ""),
    (re.compile(r"<summary\b[^>]*>(.*?)</summary>", re.S), r'<p class="summary">\1</p>'),
    (re.compile(r"<legend\b[^>]*>(.*?)</legend>", re.S), r'<p class="legend">\1</p>'),
    (re.compile(r"<(/?)(?:details|fieldset|form|label)\b"), r"<\1div"),
    (re.compile(r"<[a-z][^>]*>"), lambda tag: _ATTRIBUTE.sub("", tag[0])),
)  # fmt: skip
_ATTRIBUTE = re.compile(r' (?:open|tabindex="[^"]*"|loading="lazy"|data-ho="[^"]*")(?=[ >])')


def lines(count: int) -> str:
    """Lines to write on."""
    return f'<span class="lines">{LINE * count}</span>'


def printed(html: str) -> str:
    """HTML of a lesson as it is printed. Its links become `<sup class="cite">`, which `numbered` fills."""
    html = _ONLY_LIVE.sub("", _SCRIPT.sub("", html))
    for pattern, new in _PLAIN:
        html = pattern.sub(new, html)
    return _LINK.sub(_cited, _ID.sub(r"\1", html))


def cut(html: str, tag: str, wanted: Callable[[str], bool]) -> tuple[str, list[str]]:
    """HTML without its outermost elements of this tag that are wanted, and those elements; `wanted` is given each whole."""
    left, taken, at, depth, start = "", [], 0, 0, 0
    for found in re.finditer(rf"<(/?){tag}\b[^>]*>", html):
        if not found[1]:
            start = start if depth else found.start()
            depth += 1
            continue
        depth -= 1
        if not depth and wanted(html[start : found.end()]):
            left += html[at:start]
            taken.append(html[start : found.end()])
            at = found.end()
    return left + html[at:], taken


def inside(html: str) -> str:
    """What stands between the tags of one element."""
    return html[html.index(">") + 1 : html.rindex("</")]


# ---- sources


def refs(keys: list[str] | tuple[str, ...]) -> str:
    """The mark of these sources, still without their numbers."""
    return f'<sup class="cite" data-refs="{" ".join(keys)}"></sup>' if keys else ""


def _cited(link: re.Match) -> str:
    href = re.search(r'href="([^"]*)"', link[1])
    title = re.search(r'title="([^"]*)"', link[1])
    href, name = unescape(href[1]) if href else "", title[1].split(" ")[0] if title else ""
    if ROW_ID.match(name):
        return link[2] + refs([source.key for source in fact(name).sources])
    if REF_KEY.match(name) and name in references():
        return link[2] + refs([name])
    if not re.match(r"https?:", href) or ".ipynb" in href or link[2].strip() == escape(href):
        return link[2]
    return f'{link[2]} <span class="address">({escape(href)})</span>'


def numbered(html: str) -> tuple[str, list[str]]:
    """The marks with their numbers, in order of appearance, and the keys of the sources behind them."""
    order: dict[str, int] = {}

    def number(mark: re.Match) -> str:
        return f'<sup class="cite">{spans([order.setdefault(key, len(order) + 1) for key in mark[1].split()])}</sup>'

    return _CITE.sub(number, html), list(order)


def spans(numbers: list[int]) -> str:
    """[1, 2, 3, 7] -> "1-3,7"."""
    runs: list[list[int]] = []
    for one in sorted(set(numbers)):
        if runs and one == runs[-1][-1] + 1:
            runs[-1].append(one)
        else:
            runs.append([one])
    return ",".join(
        str(run[0]) if len(run) == 1 else f"{run[0]}{',' if len(run) == 2 else '-'}{run[-1]}" for run in runs
    )


def source_html(key: str) -> str:
    """One source in full, as a list on paper has it."""
    one = cite(key)
    return f'{escape(str(one))} <span class="address">{escape(one.url)}</span>'


def list_html(keys: list[str]) -> str:
    """The sources of a sheet, numbered as its marks are."""
    return f'<ol class="sources">{"".join(f"<li>{source_html(key)}</li>" for key in keys)}</ol>' if keys else ""
