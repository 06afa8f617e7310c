"""Import, bank and fold, each beside the part of it that cannot be avoided."""

import json
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import tomli

from hoedu.items import load
from hoedu.progress import Attempt, fold
from hoedu.progress.events import from_line

ROUNDS = 15

OPTIONS = "".join(
    f'[[item.options]]\ntext = "Answer {letter} to the question"\n{"correct = true" if letter == "b" else ""}\n'
    f'why = "Why {letter} is, or is not, what the sources say of it."\n'
    for letter in "abcd"
)
ITEM = 'id = "03-made-{n}"\nkind = "single"\nobjective = "03.1"\nlevel = "apply"\nuse = "practice"\nrefs = ["zhu2015"]\n'


def timed(action) -> float:
    start = time.perf_counter()
    action()
    return time.perf_counter() - start


def beside(name: str, ours, theirs, rounds: int = ROUNDS) -> None:
    """Medians of both, measured in turn, and their ratio."""
    pairs = [(ours(), theirs()) for _ in range(rounds)]
    a, b = (statistics.median(column) for column in zip(*pairs))
    print(f"{name:<44} {a:8.3f} s   beside {b:8.3f} s   ratio {a / b:5.2f}   difference {1000 * (a - b):6.0f} ms")


def importing(names: str):
    command = [sys.executable, "-c", f"import time; t = time.perf_counter(); import {names}; print(time.perf_counter() - t)"]
    return lambda: float(subprocess.run(command, capture_output=True, text=True, check=True).stdout)


def main() -> None:
    beside("import ipywidgets, hoedu / ipywidgets", importing("ipywidgets, hoedu"), importing("ipywidgets"))
    with tempfile.TemporaryDirectory() as folder:
        stems = (f"[[item]]\n{ITEM.format(n=n)}stem = \"Question number {n}?\"\n{OPTIONS}" for n in range(10_000))
        text = 'lesson = "03"\n' + "".join(stems)
        (Path(folder) / "03-made.toml").write_text(text)
        bank = load(Path(folder))
        assert len(bank) == 10_000
        name = f"load 10,000 questions ({len(text) / 1e6:.1f} MB) / parse"
        beside(name, lambda: timed(lambda: load(Path(folder))), lambda: timed(lambda: tomli.loads(text)), 5)
    items = list(bank.values())[:200]
    made = (items[n % 200] for n in range(100_000))
    lines = [Attempt(item.id, item.hash, item.options[n % 4].key, 2, n).line() for n, item in enumerate(made)]
    attempts = [from_line(line) for line in lines]
    assert len(fold(attempts, bank)) == 200
    parse = lambda: [json.loads(line) for line in lines]  # noqa: E731
    beside("fold 100,000 attempts / parse their JSON", lambda: timed(lambda: fold(attempts, bank)), lambda: timed(parse), 5)


if __name__ == "__main__":
    main()
