"""Chromium, a page of the whole bank with no kernel, and JupyterLab on a copy of the workbook."""

import contextlib
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

import pytest
from playwright.sync_api import sync_playwright

from hoedu.explorers import NAMES, build
from hoedu.html.explorers import explorer_html, explorer_spec
from hoedu.html.items import item_html, item_spec
from hoedu.html.lesson import finish_html, labels, reveal_html, start_html
from hoedu.html.page import page as page_html
from hoedu.html.page import part
from hoedu.items import load
from hoedu.lessons import lesson, lessons
from hoedu.publish.serve import server
from hoedu.widgets.bundle import FOLDER, STYLE

ROOT = Path(__file__).parents[2]
FLAGS = ["--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
         "--disable-component-update", "--disable-sync"]  # fmt: skip


def _chromium() -> str | None:
    """The reader's Chromium or Chrome; None means the one Playwright brings."""
    names = [os.environ.get("HOEDU_CHROMIUM"), "chromium", "chromium-browser", "google-chrome", "chrome"]
    return next((found for name in names if name and (found := shutil.which(name))), None)


@pytest.fixture(scope="session")
def browser():
    if not (executable := _chromium()):
        # A machine without a browser: Playwright fetches its own, once.
        subprocess.run([sys.executable, "-m", "playwright", "install", "chromium"], check=True)
    flags = [*FLAGS, "--no-sandbox"] if getattr(os, "geteuid", lambda: 1)() == 0 else FLAGS
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable, args=flags)
        yield browser
        browser.close()


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@contextlib.contextmanager
def served(folder: Path):
    """The address at which a folder is served for as long as the block lasts."""
    with server(folder) as running:
        threading.Thread(target=running.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{running.server_address[1]}"
        running.shutdown()


@contextlib.contextmanager
def pages(folder: Path, parts: dict[str, str]):
    """The address of a folder with a page for each part, name.html, as long as the block lasts."""
    shutil.copytree(FOLDER, folder / "js")
    shutil.copy(STYLE, folder / "hoedu.css")
    for name, html in parts.items():
        (folder / f"{name}.html").write_text(page_html(name, [html]), encoding="utf-8")
    with served(folder) as address:
        yield address


@pytest.fixture(scope="session")
def site(tmp_path_factory):
    """The address of a folder with one page for each lesson: every question and explorer, no kernel."""
    folder = tmp_path_factory.mktemp("site")
    shutil.copytree(FOLDER, folder / "js")
    shutil.copy(STYLE, folder / "hoedu.css")
    bank = load()
    for number in lessons():
        items = bank.lesson(number)
        specs = [item.page_spec() for item in items]
        about = lesson(number)
        parts = [part(start_html(about), {"lesson": number, "minutes": about.minutes, "items": specs})]
        parts += [part(item_html(item), item_spec(item)) for item in items]
        parts += [part(reveal_html(item), {"item": item.page_spec(), "labels": labels(item)})
                  for item in items if item.use == "predict"]  # fmt: skip
        if number == "03":
            parts += [part(explorer_html(build(name)), explorer_spec(build(name))) for name in NAMES]
            parts.append(part(finish_html(about, items), {"lesson": number, "items": specs}))
        (folder / f"{number}.html").write_text(page_html(about.title, parts), encoding="utf-8")
    with served(folder) as address:
        yield address


@contextlib.contextmanager
def opened(browser, site, address="/03.html", ready="[data-ho=item][data-live]", **options):
    """A tab on one page; on leaving, no script error and no request off this machine may have happened."""
    context = browser.new_context(base_url=site, **{"viewport": {"width": 1000, "height": 900}} | options)
    page = context.new_page()
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.on("console", lambda line: errors.append(line.text) if line.type == "error" else None)
    page.on("request", lambda r: None if r.url.startswith((site, "data:", "blob:")) else errors.append(r.url))
    page.goto(address)
    page.wait_for_selector(ready)
    yield page
    context.close()
    assert errors == []


@pytest.fixture
def tab(browser, site):
    """A fresh tab on the page of lesson 03; fails the test on any script error or any request off this machine."""
    with opened(browser, site) as page:
        yield page


@pytest.fixture(scope="module")
def shared_tab(browser, site):
    """The same, kept for all tests of a file."""
    with opened(browser, site) as page:
        yield page


class Lab:
    """A running JupyterLab on a copy of the workbook, with a learner's folder of its own.

    `plain`: JupyterLab as anybody has it, without what the command `hoedu` adds.
    """

    def __init__(self, folder: Path, home: Path, plain: bool = False):
        self.folder, self.home, self.port = folder, home, free_port()
        scratch = tempfile.mkdtemp(prefix="hoedu-lab-")
        env = {**os.environ, "HOEDU_HOME": str(home), "JUPYTER_TOKEN": "test", "JUPYTER_CONFIG_DIR": scratch + "/config",
               "JUPYTER_DATA_DIR": scratch + "/data", "JUPYTERLAB_WORKSPACES_DIR": scratch + "/workspaces",
               "JUPYTERLAB_SETTINGS_DIR": scratch + "/settings", "JUPYTER_RUNTIME_DIR": scratch + "/runtime"}  # fmt: skip
        self.log = open(folder / "lab.log", "w")
        command = [sys.executable, "-m", *(("jupyterlab", "--allow-root") if plain else ("hoedu.cli", "lab"))]
        command += ["--no-browser", "--port", str(self.port)]
        self.process = subprocess.Popen(command, cwd=folder, env=env, stdout=self.log, stderr=subprocess.STDOUT,
                                        start_new_session=True)  # fmt: skip
        deadline = time.monotonic() + 60
        while time.monotonic() < deadline:
            with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", self.port), 1):
                return
            time.sleep(0.2)
        raise RuntimeError(f"JupyterLab did not start:\n{(folder / 'lab.log').read_text()[-2000:]}")

    def stop(self) -> None:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGTERM)
        self.process.wait(20)
        self.log.close()

    def show(self, page, notebook: str) -> None:
        """Open a notebook and wait for its kernel; nothing more."""
        page.goto(f"http://127.0.0.1:{self.port}/lab/tree/notebooks/{notebook}?token=test&reset")
        page.wait_for_selector(".jp-Notebook .jp-OutputArea-output", timeout=60_000)
        page.get_by_text("| Idle").first.wait_for(timeout=60_000)

    def open(self, page, notebook: str) -> None:
        """Open a lesson, which comes to life by itself: wait until its last part has."""
        self.show(page, notebook)
        page.locator("[data-ho=finish][data-live], [data-item='00-where-progress-lives'][data-live]").wait_for(timeout=60_000)

    def run_all(self, page) -> None:
        page.get_by_role("menuitem", name="Run", exact=True).click()
        page.get_by_role("menuitem", name="Run All Cells", exact=True).click()
        page.wait_for_selector("[data-live]", timeout=60_000)

    def events(self) -> list[list]:
        """The attempts in the learner's file."""
        path = self.home / "progress.jsonl"
        return [json.loads(line)["e"] for line in path.read_text().splitlines()] if path.is_file() else []


@pytest.fixture
def lab(tmp_path):
    shutil.copytree(ROOT / "notebooks", tmp_path / "notebooks")
    lab = Lab(tmp_path, tmp_path / "home")
    yield lab
    lab.stop()


@pytest.fixture
def plain_lab(tmp_path):
    shutil.copytree(ROOT / "notebooks", tmp_path / "notebooks")
    lab = Lab(tmp_path, tmp_path / "home", plain=True)
    yield lab
    lab.stop()


@pytest.fixture
def lab_tab(browser):
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    yield context.new_page()
    context.close()
