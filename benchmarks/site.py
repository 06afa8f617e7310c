"""A lesson of the site beside nbconvert's own HTML of the same notebook: from navigation to a usable question, and bytes.

Shown: the first question stands there. Usable: it has its button, and answers; nbconvert's never does, so its shown time is
the one to compare with. A fresh profile each time, both sides in turn, compressed by the server as most do; once as it comes, once on a slow phone
(processor four times slower, 1.6 Mbit/s, 150 ms). Requests to other hosts are counted and refused.
"""

import argparse
import functools
import gzip
import http.server
import json
import statistics
import sys
import tempfile
import threading
import time
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

sys.path.insert(0, str(Path(__file__).parents[1] / "tests" / "browser"))
from conftest import FLAGS, ROOT, _chromium  # noqa: E402

from hoedu.notebooks import find  # noqa: E402
from hoedu.publish.site import build, lesson_paths  # noqa: E402

ROUNDS = 10
SHOWN, USABLE = "[data-ho=item] input", "[data-ho=item] .ho-check"
LOOK = """(selectors) => { globalThis.at = {}; const look = () => {
    for (const [name, selector] of Object.entries(selectors))
        if (!(name in at) && document.querySelector(selector)?.offsetParent) at[name] = performance.now();
    if (Object.keys(at).length < Object.keys(selectors).length) requestAnimationFrame(look); }; look(); }"""
SLOW = {"offline": False, "latency": 150, "downloadThroughput": 1.6e6 / 8, "uploadThroughput": 0.75e6 / 8}


class Compressed(http.server.SimpleHTTPRequestHandler):
    """As a web server sends texts."""

    def log_message(self, *_):
        pass

    def do_GET(self):
        path = Path(self.translate_path(self.path))
        if not path.is_file():
            return self.send_error(404)
        raw, kind = path.read_bytes(), self.guess_type(str(path))
        text = kind.startswith("text/") or kind.endswith(("javascript", "json", "svg+xml"))
        raw = packed(raw) if text else raw
        self.send_response(200)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(raw)))
        if text:
            self.send_header("Content-Encoding", "gzip")
        self.end_headers()
        return self.wfile.write(raw)


@functools.cache
def packed(raw: bytes) -> bytes:
    return gzip.compress(raw, 6)


def visit(browser: Browser, address: str, page: str, ours: bool, slow: bool) -> dict[str, float]:
    """Milliseconds until the first question is shown and usable, bytes until the page was quiet, requests to other hosts."""
    context = browser.new_context(viewport={"width": 360, "height": 740})
    tab = context.new_page()
    session = context.new_cdp_session(tab)
    session.send("Network.enable")
    if slow:
        session.send("Network.emulateNetworkConditions", SLOW)
        session.send("Emulation.setCPUThrottlingRate", {"rate": 4})
    sent, elsewhere = [], []
    session.on("Network.loadingFinished", lambda event: sent.append(event["encodedDataLength"]))

    def local_only(route):
        if route.request.url.startswith((address, "data:", "blob:")):
            return route.continue_()
        elsewhere.append(route.request.url)
        return route.abort()

    tab.route("**/*", local_only)
    wanted = {"shown": SHOWN} | ({"usable": USABLE} if ours else {})
    tab.add_init_script(f"({LOOK})({json.dumps(wanted)})")
    tab.goto(f"{address}/{page}", wait_until="commit")
    tab.wait_for_function(f"Object.keys(globalThis.at ?? {{}}).length === {len(wanted)}", timeout=120_000)
    found = tab.evaluate("at")
    tab.wait_for_load_state("networkidle")
    context.close()
    return found | {"bytes": sum(sent), "elsewhere": len(elsewhere)}


def exported(path: Path, out: Path) -> None:
    from nbconvert import HTMLExporter

    out.write_text(HTMLExporter().from_filename(str(path))[0], encoding="utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("lessons", nargs="*", default=["03", "05"])
    names = parser.parse_args().lessons
    folder = Path(tempfile.mkdtemp(prefix="hoedu-bench-"))
    every = lesson_paths(find(ROOT / "notebooks"))
    for what in ("all lessons executed", "again, nothing changed"):
        start = time.perf_counter()
        site = build(folder / "site", every)
        print(f"{what:<24} {time.perf_counter() - start:6.1f} s   {len(every)} lessons")
    files = site.folder.files
    print(
        f"{'size':<24} {sum(files.values()) / 1e6:6.1f} MB  {len(files)} files, {sum(files.values()) / 1e6 / len(every):.2f} MB a lesson"
    )
    for path in find(ROOT / "notebooks", names):
        if path in every:
            exported(path, folder / "site" / f"nbconvert-{path.stem}.html")
    handler = functools.partial(Compressed, directory=str(folder / "site"))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server, sync_playwright() as playwright:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        address = f"http://127.0.0.1:{server.server_address[1]}"
        browser = playwright.chromium.launch(executable_path=_chromium(), args=[*FLAGS, "--no-sandbox"])
        for path in (path for path in find(ROOT / "notebooks", names) if path in every):
            for slow in (False, True):
                sides = ((f"{path.stem}.html", True), (f"nbconvert-{path.stem}.html", False))
                rounds = [[visit(browser, address, *side, slow) for side in sides] for _ in range(ROUNDS + 1)][1:]
                ours, theirs = ({name: statistics.median(one[side][name] for one in rounds) for name in rounds[0][side]}
                                for side in (0, 1))  # fmt: skip
                print(f"{path.stem}, {'slow phone' if slow else 'as it comes'}: shown {ours['shown']:.0f} ms, usable "
                      f"{ours['usable']:.0f} ms, {ours['bytes'] / 1e3:.0f} kB, {ours['elsewhere']:.0f} requests elsewhere; "
                      f"nbconvert: shown {theirs['shown']:.0f} ms, never usable, {theirs['bytes'] / 1e3:.0f} kB, "
                      f"{theirs['elsewhere']:.0f} requests elsewhere; ratio {theirs['shown'] / ours['usable']:.2f}   "
                      f"(median of {ROUNDS} each)")  # fmt: skip
        browser.close()
        server.shutdown()


if __name__ == "__main__":
    main()
