"""nbval is green on the notebooks as they are (it collects them itself) and red when anything a reader sees changes."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
LESSON = "03-risk-factors.ipynb"


def swap(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text, f"{old!r} is no longer in {path.name}: this test would change nothing"
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def change_key(tree: Path) -> None:
    bank = tree / "data/questions/03-risk-factors.toml"
    text = bank.read_text(encoding="utf-8")
    start = text.index('id = "03-dish-marker"')
    options = text[start:].split("[[item.options]]")
    right = next(n for n, option in enumerate(options) if "correct = true" in option)
    other = 1 if right != 1 else 2
    options[right] = options[right].replace("correct = true\n", "", 1)
    options[other] = options[other].replace("\nwhy", "\ncorrect = true\nwhy", 1)
    bank.write_text(text[:start] + "[[item.options]]".join(options), encoding="utf-8")


def change_rationale(tree: Path) -> None:
    swap(tree / "data/questions/03-risk-factors.toml", "A ratio multiplies", "A ratio adds")


def change_figure(tree: Path) -> None:
    swap(tree / "data/evidence/incidence.csv", "any radiographic HO,any,30.0,", "any radiographic HO,any,31.0,")


def change_output(tree: Path) -> None:
    swap(tree / "notebooks" / LESSON, "Explorer: How often is HO found?", "Explorer: How often?")


def blank_output(tree: Path) -> None:
    path = tree / "notebooks" / LESSON
    notebook = json.loads(path.read_text(encoding="utf-8"))
    next(cell for cell in notebook["cells"] if cell.get("outputs"))["outputs"] = []
    path.write_text(json.dumps(notebook), encoding="utf-8")


def nothing(tree: Path) -> None:
    pass


@pytest.mark.parametrize(
    "change, green",
    [(nothing, True), (change_key, False), (change_rationale, False), (change_figure, False), (change_output, False),
     (blank_output, False)],
    ids=lambda value: getattr(value, "__name__", value),
)  # fmt: skip
def test_strict_nbval(tmp_path, change, green):
    for folder in ("hoedu", "data", "notebooks"):
        shutil.copytree(ROOT / folder, tmp_path / folder, ignore=shutil.ignore_patterns("__pycache__"))
    change(tmp_path)
    env = {**os.environ, "PYTHONPATH": str(tmp_path)}
    command = [sys.executable, "-m", "pytest", "--nbval", "--nbval-current-env", "-q", "-x", "-p", "no:cacheprovider",
               "--rootdir", str(tmp_path), f"notebooks/{LESSON}"]  # fmt: skip
    run = subprocess.run(command, cwd=tmp_path, env=env, capture_output=True, text=True)
    assert (run.returncode == 0) == green, run.stdout[-2000:]
    assert "passed" in run.stdout if green else "failed" in run.stdout, run.stdout[-2000:]
