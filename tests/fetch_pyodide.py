"""A Pyodide to test the in-browser lab with, without any address but the package index's.

    python3 tests/fetch_pyodide.py FOLDER
    HOEDU_PYODIDE=FOLDER uv run pytest tests/browser/test_lite_screen.py

Pyodide's own wheels are in no package index; a package that carries a Pyodide in its front end is. For tests only: a site is
published with Pyodide's own address, or with a release of Pyodide itself.
"""

import shutil
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

WHEEL = "open-webui==0.12.4 --hash=sha256:02e9caba96234db3fa17a92e56163b3f7f2b8ca8227fa886b85c178d696483f6\n"
INSIDE = "open_webui/frontend/pyodide/"


def main(folder: Path) -> None:
    if (folder / "pyodide-lock.json").is_file():
        return
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as scratch:
        wanted = Path(scratch) / "wanted.txt"
        wanted.write_text(WHEEL, encoding="utf-8")
        command = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--only-binary", ":all:", "--python-version", "3.12",
                   "--dest", scratch, "--requirement", str(wanted)]  # fmt: skip
        subprocess.run(command, check=True)
        with zipfile.ZipFile(next(Path(scratch).glob("*.whl"))) as wheel:
            for name in wheel.namelist():
                if name.startswith(INSIDE) and not name.endswith("/"):
                    with wheel.open(name) as source, open(folder / name.rpartition("/")[2], "wb") as copy:
                        shutil.copyfileobj(source, copy)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
