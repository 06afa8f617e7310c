"""A PDF of a page, by the print of a browser that is on this machine."""

import os
import shutil
import subprocess
import tempfile
from pathlib import Path

from hoedu.errors import ContentError

NAMES = (
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "chrome",
    "microsoft-edge",
    "msedge",
    "brave-browser",
)
PLACES = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
    r"C:\Program Files\Google\Chrome\Application\chrome.exe",
    r"C:\Program Files (x86)\Google\Chrome\Application\chrome.exe",
    r"C:\Program Files (x86)\Microsoft\Edge\Application\msedge.exe",
)
SECONDS = 180  # a browser that has not printed by then will not
MISSING = (
    "a PDF needs Chromium, Chrome or Edge, and none was found. Name the program in HOEDU_CHROMIUM; or write the .html, open it "
    "in any browser, and print it (Ctrl+P or ⌘P) to a PDF there"
)


def browser() -> str | None:
    """The program: what HOEDU_CHROMIUM names, else a browser of the Chromium family, else None."""
    if named := os.environ.get("HOEDU_CHROMIUM"):
        return shutil.which(named)
    return next((found for name in (*NAMES, *PLACES) if (found := shutil.which(name))), None)


def to_pdf(html: Path, pdf: Path) -> None:
    """Print one page to `pdf`. Raises ContentError where there is no browser, or where it fails."""
    if not (program := browser()):
        raise ContentError(MISSING, file=str(pdf))
    # A container: Chromium refuses root without being told.
    root = ["--no-sandbox"] if getattr(os, "geteuid", lambda: 1)() == 0 else []
    with tempfile.TemporaryDirectory() as profile:
        command = [program, "--headless", *root, "--disable-gpu", "--no-first-run", "--disable-extensions", "--no-pdf-header-footer",
                   f"--user-data-dir={profile}", f"--print-to-pdf={pdf.resolve()}", html.resolve().as_uri()]  # fmt: skip
        try:
            done = subprocess.run(command, capture_output=True, text=True, timeout=SECONDS, stdin=subprocess.DEVNULL)
            told = done.stderr.strip().splitlines()[-1:] if done.returncode or not pdf.is_file() else None
        except subprocess.TimeoutExpired:
            told = [f"it took more than {SECONDS} seconds"]
        except OSError as error:
            told = [str(error)]
    if told is not None:
        raise ContentError(
            f"{Path(program).name} did not print it: {' '.join(told) or 'it gave no reason'}", file=str(pdf)
        )
