"""What takes long to make, or needs libraries that a phone would have to fetch, made ahead.

The wheel of the in-browser lab carries a folder `data/made`, written by hoedu/publish/lab.py from the same checkout: there
the lessons show what Python computed when the site was built. Anywhere else there is no such folder, and everything is made
when it is asked for.
"""

import pickle
from pathlib import Path
from typing import Any

from hoedu.paths import data_dir

FOLDER = "made"


def fetch(name: str) -> Any | None:
    """What was made ahead under this name, such as "explorer-hip-odds"; None where nothing was."""
    return pickle.loads(_path(name).read_bytes()) if has(name) else None


def has(name: str) -> bool:
    return _path(name).is_file()


def packed(value: Any) -> bytes:
    """A value as `fetch` reads it."""
    return pickle.dumps(value, protocol=5)


def _path(name: str) -> Path:
    return data_dir() / FOLDER / f"{name}.pickle"
