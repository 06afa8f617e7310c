"""Keep what takes long to make, until anything it is made from changes.

One file a notebook in the system's cache folder, with the fingerprint of what it was made from. Deleting the folder costs
only time.
"""

import hashlib
import json
import os
import sys
from functools import cache
from importlib import metadata
from pathlib import Path
from typing import Any

from hoedu.course import VARIABLE
from hoedu.paths import data_dir

_LIBRARIES = (
    "numpy",
    "pandas",
    "scipy",
    "matplotlib",
    "scikit-image",
    "pillow",
    "statsmodels",
    "markdown-it-py",
    "pygments",
)


@cache
def fingerprint() -> str:
    """Of the package (not of what only lays pages out), its data, Python and the libraries that compute."""
    sums = hashlib.sha256(sys.version.encode())
    for name in _LIBRARIES:
        sums.update(f"{name}={metadata.version(name)}".encode())
    here = Path(__file__).resolve().parent
    code = (path for path in here.parent.rglob("*.py") if here not in path.parents or path.name == "lesson.py")
    for path in sorted(path for path in (*code, *data_dir().rglob("*.*"), *_course()) if path.is_file()):
        sums.update(path.name.encode() + path.read_bytes())
    return sums.hexdigest()


def _course() -> list[Path]:
    """The files of the course in use, notebooks apart: each is what is read."""
    folder = os.environ.get(VARIABLE)
    return [path for ending in ("toml", "csv") for path in Path(folder).rglob(f"*.{ending}")] if folder else []


def fetch(name: str, source: bytes) -> Any:
    """What was kept under this name for this source, or None."""
    try:
        kept = json.loads(_path(name).read_bytes())
    except (OSError, ValueError):
        return None
    return kept["value"] if isinstance(kept, dict) and kept.get("key") == _key(source) else None


def keep(name: str, source: bytes, value: Any) -> None:
    """Keep a JSON value; a folder that cannot be written keeps nothing."""
    path = _path(name)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        fresh = path.with_suffix(f".{os.getpid()}")
        fresh.write_text(json.dumps({"key": _key(source), "value": value}), encoding="utf-8")
        os.replace(fresh, path)
    except OSError:
        return


def _key(source: bytes) -> str:
    return f"{fingerprint()}.{hashlib.sha256(source).hexdigest()}"


def _path(name: str) -> Path:
    if folder := os.environ.get(VARIABLE):  # beside what is kept without the course
        name += f"-{hashlib.sha256(folder.encode()).hexdigest()[:8]}"
    if home := os.environ.get("HOEDU_HOME"):
        return Path(home).expanduser() / "cache" / f"{name}.json"
    from platformdirs import user_cache_path

    return user_cache_path("hoedu", appauthor=False) / f"{name}.json"
