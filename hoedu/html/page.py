"""A page with no kernel: the same HTML, its specs beside it, enhanced by the same module."""

import base64
import json
from collections.abc import Iterable
from html import escape


def part(html: str, spec: dict, data: bytes = b"") -> str:
    """One part's HTML (a single `section`) with its spec inside, where `enhancePage` finds it; `data` goes as base64."""
    spec = spec | ({"data": base64.b64encode(data).decode()} if data else {})
    text = json.dumps(spec, ensure_ascii=False).replace("<", "\\u003c")
    head, close, _ = html.rpartition("</section>")
    return f'{head}<script type="application/json">{text}</script>{close}'


def page(title: str, parts: Iterable[str], assets: str = ".") -> str:
    """A whole page; `assets` is where hoedu.css and js/ lie, relative to it."""
    return (
        f'<!doctype html><html lang="en-GB"><head><meta charset="utf-8">'
        f'<meta name="viewport" content="width=device-width, initial-scale=1"><title>{escape(title)}</title>'
        f'<link rel="icon" href="data:,"><link rel="stylesheet" href="{assets}/hoedu.css"></head>'
        f'<body class="ho-page"><main><h1>{escape(title)}</h1>{"".join(parts)}</main>'
        f'<script type="module">import {{ enhancePage }} from "{assets}/js/main.js"; enhancePage();</script></body></html>'
    )
