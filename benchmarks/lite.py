"""Every lesson in the in-browser lab, one after the other, each in a fresh browser profile: seconds, errors, requests elsewhere.

    HOEDU_PYODIDE=FOLDER uv run python benchmarks/lite.py [03 05 ...]

Ends with a non-zero status if a lesson did not run from top to bottom, or asked another machine for anything.
"""

import os
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "tests" / "browser"))
from conftest import FLAGS, ROOT, _chromium, served  # noqa: E402
from playwright.sync_api import expect, sync_playwright  # noqa: E402
from test_lite_screen import FAILED, LIVE, LONG, parts, run, wait_until_run  # noqa: E402

from hoedu.notebooks import find  # noqa: E402
from hoedu.publish.lab import lab  # noqa: E402
from hoedu.publish.site import build, lesson_paths  # noqa: E402


def measure(browser, address: str, name: str) -> bool:
    """Print one lesson's line; was all well?"""
    context = browser.new_context(base_url=address, viewport={"width": 1280, "height": 900})
    asked: list[str] = []
    context.on(
        "request", lambda one: None if one.url.startswith((address, "data:", "blob:")) else asked.append(one.url)
    )
    page = context.new_page()
    start = time.perf_counter()
    seconds = []

    def lap() -> None:
        seconds.append(time.perf_counter() - start)

    page.goto(f"/lab/lab/index.html?path={name}.ipynb")
    page.locator(".jp-Notebook .jp-Cell").first.wait_for(timeout=LONG)
    lap()
    page.locator("[data-live]").first.wait_for(timeout=LONG, state="attached")
    lap()
    expect(page.locator(LIVE)).to_have_count(parts(name), timeout=LONG)
    lap()
    first = page.locator(FAILED).count()
    start = time.perf_counter()
    run(page, "run-all")
    wait_until_run(page)
    lap()
    page.wait_for_timeout(1000)
    errors = first + page.locator(FAILED).count()
    live = page.locator(LIVE).count()
    dead = parts(name) - live
    context.close()
    print(
        f"{name:32}" + "".join(f"{one:9.1f}" for one in seconds) + f"{live:8}{dead:6}{errors:8}{len(asked):11}",
        flush=True,
    )
    return not (errors or dead or asked)


def main() -> int:
    paths = lesson_paths(find(ROOT / "notebooks", sys.argv[1:]))
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        start = time.perf_counter()
        site = build(Path(folder) / "site", paths, ways=[lab(Path(os.environ["HOEDU_PYODIDE"]))])
        files = {name: size for name, size in site.folder.files.items() if name.startswith("lab/")}
        python = sum(size for name, size in files.items() if name.startswith("lab/static/pyodide/"))
        print(f"Site built in {time.perf_counter() - start:.0f} s; its lab: {len(files)} files, {sum(files.values()) / 1e6:.1f} MB, "
              f"of which Pyodide {python / 1e6:.1f} MB\n")  # fmt: skip
        print(
            f"{'':32}{'shown':>9}{'first':>9}{'all':>9}{'Run All':>9}{'live':>8}{'dead':>6}{'errors':>8}{'elsewhere':>11}"
        )
        browser = playwright.chromium.launch(executable_path=_chromium(), args=[*FLAGS, "--no-sandbox"])
        with served(site.folder.path) as address:
            well = [measure(browser, address, path.stem) for path in paths]
        browser.close()
    return 0 if all(well) else 1


if __name__ == "__main__":
    sys.exit(main())
