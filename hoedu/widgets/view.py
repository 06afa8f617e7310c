"""The one widget: HTML made by Python, enhanced by the shared module, attempts sent to the session."""

from typing import Any

import anywidget
import traitlets

from hoedu.inbrowser import plain
from hoedu.progress.events import Attempt, BadEvent, from_row
from hoedu.widgets.bundle import STYLE, module_text


class View(anywidget.AnyWidget):
    """Shows `html`, and listens for attempts.

    specs   one JSON value for each part of the HTML, in its order
    events  the attempts the parts need, in short form
    browser names the kernel, where it runs inside the browser, which then keeps the attempts; else ""
    data    bytes for a part that needs them (pictures); they travel as they are, and are never saved in a notebook
    line    what stands for it in plain text; with the HTML, the only part of a saved notebook that tests compare
    """

    _esm = module_text()
    _css = STYLE
    html = traitlets.Unicode().tag(sync=True)
    specs = traitlets.List().tag(sync=True)
    events = traitlets.List().tag(sync=True)
    browser = traitlets.Unicode("").tag(sync=True)
    data = traitlets.Bytes(b"").tag(sync=True)

    def __init__(
        self, html: str, specs: list[dict], line: str, items: frozenset[str] | None, session: Any, data: bytes = b""
    ):
        super().__init__(html=html, specs=specs, events=session.rows(items), data=data, browser=session.browser)
        self.line, self.items, self._session = line, items, session
        session.watch(self)
        self.on_msg(self._take)

    def _take(self, _widget: Any, content: Any, _buffers: Any) -> None:
        """Attempts from the page: keep those that are attempts, confirm them, drop what is not."""
        if self._session.browser:
            content = plain(content)
        rows = content.get("attempts", []) if isinstance(content, dict) else []
        attempts: list[Attempt] = []
        for row in rows if isinstance(rows, list) else []:
            try:
                attempts.append(from_row(row))
            except BadEvent:
                continue
        if isinstance(content, dict) and content.get("forget") and self._session.browser:
            self._session.forget()
        self._session.record(attempts)
        self.send({"saved": [str(row[0]) for row in rows if isinstance(row, list) and row]})

    def refresh(self) -> None:
        self.events = self._session.rows(self.items)

    def __repr__(self) -> str:
        return self.line

    def _repr_mimebundle_(self, **kwargs: Any) -> Any:
        bundle = super()._repr_mimebundle_(**kwargs)
        data, metadata = bundle if isinstance(bundle, tuple) else (bundle, {})
        if data is None:
            data = {}
        return data | {"text/plain": self.line, "text/html": self.html}, metadata
