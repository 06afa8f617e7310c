"""Where the workbook's own files are, and where a learner's are kept."""

import os
from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent


def data_dir() -> Path:
    """The folder of tables and questions: inside an installed package, beside it in a checkout."""
    inside = _PACKAGE / "data"
    return inside if inside.is_dir() else _PACKAGE.parent / "data"


def seeds_dir() -> Path:
    """The folder of the claims the workbook grew from: inside an installed package, beside it in a checkout."""
    inside = _PACKAGE / "data" / "seeds"
    return inside if inside.is_dir() else _PACKAGE.parent / "seeds"


def checkout() -> Path:
    """The workbook's folder: the nearest one, from here upwards, that has `notebooks/00-start-here.ipynb`.

    Raises FileNotFoundError where there is none.
    """
    here = Path.cwd()
    for folder in (here, *here.parents, _PACKAGE.parent):
        if (folder / "notebooks" / "00-start-here.ipynb").is_file():
            return folder
    raise FileNotFoundError("no notebooks/00-start-here.ipynb here or above: run hoedu in the workbook's folder")


def home() -> Path:
    """The folder of the learner's progress: `HOEDU_HOME`, else the system's place for an application's data."""
    if chosen := os.environ.get("HOEDU_HOME"):
        return Path(chosen).expanduser()
    from platformdirs import user_data_path

    return user_data_path("hoedu", appauthor=False)
