"""A course to begin with: `hoedu course new DIR` copies the folder `course`."""

import re
import unicodedata
from datetime import date
from pathlib import Path

from hoedu.course import can_be_prefix
from hoedu.errors import ContentError

SOURCE = Path(__file__).parent / "course"
TODAY, PREFIX = "2000-01-01", "mine"  # what stands for the day of the copy, and for the prefix


def write(folder: Path) -> str:
    """Write the starter to a new folder, whose name becomes the prefix; returns that. Raises ContentError where there is something already."""
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise ContentError("is there already: nothing was written; choose another name", file=str(folder))
    name = unicodedata.normalize("NFKD", folder.resolve().name.lower())  # ü is u and two dots
    short = re.sub(r"[^a-z0-9]", "", name)[:12]
    prefix = short if can_be_prefix(short) else PREFIX
    try:
        for path in sorted(SOURCE.rglob("*")):
            if path.is_file() and "__pycache__" not in path.parts:
                new = folder / path.relative_to(SOURCE)
                new.parent.mkdir(parents=True, exist_ok=True)
                text = (
                    path.read_text(encoding="utf-8")
                    .replace(TODAY, f"{date.today()}")
                    .replace(f"-{PREFIX}-", f"-{prefix}-")
                )
                new.write_text(text.replace(f'"{PREFIX}"', f'"{prefix}"'), encoding="utf-8")
    except OSError as error:
        raise ContentError(f"cannot be written: {error.strerror}", file=str(folder)) from None
    return prefix
