"""The slides of a lesson beside the notebooks: hoedu/present/NAME makes them and then leads to them.

They need the server, since JupyterLab shows files of its folder in a sandbox, where a page keeps nothing and opens no second
window. They are made by a process of their own: a lesson's code runs there, never in the server.
"""

import subprocess
import sys
import tempfile
from concurrent.futures import Future, ThreadPoolExecutor
from html import escape
from pathlib import Path
from typing import Any

from jupyter_server.auth.decorator import authorized
from jupyter_server.base.handlers import AuthenticatedFileHandler, JupyterHandler
from jupyter_server.utils import url_path_join
from tornado import web

LONGEST = 600  # seconds that making one deck may take
_WAIT = """<!doctype html><html lang="en-GB"><head><meta charset="utf-8"><meta http-equiv="refresh" content="1"><title>{0}</title>
<style>body {{ font: 1.5rem/1.5 system-ui, sans-serif; margin: 3rem; color-scheme: light dark }}</style></head>
<body><p role="status">{0}</p></body></html>"""


class Decks:
    """Decks that are made or being made, each in a folder of its own."""

    def __init__(self) -> None:
        self._home = tempfile.TemporaryDirectory(prefix="hoedu-slides-")
        self.folder = Path(self._home.name)
        self._pool = ThreadPoolExecutor(1)
        self._making: dict[str, Future] = {}

    def make(self, name: str) -> None:
        """Begin to make one, unless that is under way."""
        if name not in self._making or self._making[name].done():
            self._making[name] = self._pool.submit(self._run, name)

    def problem(self, name: str) -> str | None:
        """What went wrong, "" where it is made, None where it is not yet."""
        one = self._making.get(name)
        return one.result() if one and one.done() else None

    def is_known(self, name: str) -> bool:
        return name in self._making

    def _run(self, name: str) -> str:
        command = [sys.executable, "-m", "hoedu.cli", "present", name, "--to", str(self.folder / name)]
        try:
            done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", timeout=LONGEST)
        except (OSError, subprocess.TimeoutExpired) as error:
            return str(error)
        return "" if done.returncode == 0 else done.stderr.strip() or f"it ended with status {done.returncode}"


class Present(JupyterHandler):
    """Makes a deck and leads to it; in the meantime says so."""

    auth_resource = "contents"

    def initialize(self, decks: Decks) -> None:
        self.decks = decks

    @web.authenticated
    @authorized
    def get(self, name: str) -> None:
        waits = self.get_argument("wait", "")
        if not waits or not self.decks.is_known(name):
            self.decks.make(name)
            self.redirect(self.request.path + "?wait=1")
            return
        problem = self.decks.problem(name)
        if problem is None:
            self.finish(_WAIT.format(f"Making the slides of {escape(name)}. The first time takes up to a minute."))
        elif problem:
            self.set_status(500)
            self.set_header("Content-Type", "text/plain; charset=utf-8")
            self.finish(f"The slides of {name} could not be made.\n\n{problem}\n")
        else:
            self.redirect(url_path_join(self.base_url, "hoedu", "decks", name, "slides", f"{name}.html"))


class Slides(AuthenticatedFileHandler):
    """The files of the decks, without the sandbox of files that anybody may have put there."""

    @property
    def content_security_policy(self) -> str:
        return JupyterHandler.content_security_policy.fget(self)


def _jupyter_server_extension_points() -> list[dict[str, Any]]:
    return [{"module": "hoedu.jupyter.server"}]


def _load_jupyter_server_extension(app: Any) -> None:
    decks, base = Decks(), app.web_app.settings["base_url"]
    # JupyterLab's own page tells the button in a lesson's toolbar that there is somebody to make slides.
    app.web_app.settings.setdefault("page_config_data", {})["hoeduSlides"] = "present"
    app.web_app.add_handlers(
        ".*$",
        [
            (url_path_join(base, r"/hoedu/present/([0-9][0-9a-z-]*)"), Present, {"decks": decks}),
            (url_path_join(base, r"/hoedu/decks/(.*)"), Slides, {"path": str(decks.folder)}),
        ],
    )
