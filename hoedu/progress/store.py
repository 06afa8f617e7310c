"""The file in which attempts are kept: one JSON line an attempt, only ever added to."""

import os
from collections.abc import Iterable
from pathlib import Path

from hoedu.paths import home
from hoedu.progress.events import Attempt, BadEvent, from_line

NAME = "progress.jsonl"


class Store:
    """Attempts in `folder`/progress.jsonl (default: the learner's data directory).

    Safe for several kernels at once: each write holds a file lock. Lines that cannot be read are moved to
    progress-damaged.jsonl, said in `messages`, and never stop the rest from being used.
    Reading or writing a folder that cannot be written raises nothing: `messages` says that answers stay in memory.
    """

    def __init__(self, folder: Path | None = None):
        self.folder = Path(folder) if folder else home()
        self.path = self.folder / NAME
        self.messages: list[str] = []
        self._memory: list[Attempt] = []

    def _lock(self):
        from filelock import FileLock

        self.folder.mkdir(parents=True, exist_ok=True)
        return FileLock(self.folder / (NAME + ".lock"), timeout=30)

    def append(self, attempts: Iterable[Attempt]) -> None:
        """Add attempts at the end of the file; on return they are on disk."""
        attempts = list(attempts)
        if not attempts:
            return
        text = "".join(attempt.line() + "\n" for attempt in attempts).encode()
        try:
            with self._lock(), open(self.path, "ab+") as file:
                if file.seek(0, os.SEEK_END) and not self._ends_a_line(file):
                    text = b"\n" + text  # an earlier write was cut off: keep its stump to itself
                file.write(text)
                file.flush()
                os.fsync(file.fileno())
        except (OSError, TimeoutError) as error:
            self._memory += attempts
            self._say(f"Progress cannot be written to {self.path} ({error}); it is kept until this kernel stops. "
                      "Copy your progress code before you leave.")  # fmt: skip

    @staticmethod
    def _ends_a_line(file) -> bool:
        file.seek(-1, os.SEEK_END)
        return file.read(1) == b"\n"

    def read(self) -> list[Attempt]:
        """Every attempt that can be read, each event once, in the order of the file."""
        try:
            raw = self.path.read_bytes()
        except FileNotFoundError:
            return list(self._memory)
        except OSError as error:
            self._say(f"Progress cannot be read from {self.path} ({error}).")
            return list(self._memory)
        found, damaged = _parse(raw)
        if damaged:
            self._set_aside()
        return list({attempt.id: attempt for attempt in (*found, *self._memory)}.values())

    def _set_aside(self) -> None:
        """Move damaged lines out, under the lock and from a fresh reading, so that no new attempt is lost."""
        aside = self.folder / "progress-damaged.jsonl"
        try:
            with self._lock():
                found, damaged = _parse(self.path.read_bytes())
                if not damaged:
                    return
                with open(aside, "ab") as file:
                    file.writelines(line + b"\n" for line in damaged)
                fresh = self.path.with_suffix(".new")
                fresh.write_bytes("".join(attempt.line() + "\n" for attempt in found).encode())
                os.replace(fresh, self.path)
        except (OSError, TimeoutError) as error:
            self._say(f"{self.path.name} has damaged lines that could not be set aside ({error}); the rest is used.")
            return
        lines = f"{len(damaged)} line{'s' if len(damaged) > 1 else ''}"
        self._say(f"{lines} of {self.path.name} could not be read and went to {aside.name}; the rest is used.")

    def _say(self, message: str) -> None:
        if message not in self.messages:
            self.messages.append(message)


class Memory:
    """A store for a kernel inside the browser, whose disk goes with the page: the browser itself keeps the attempts."""

    def __init__(self) -> None:
        self.messages: list[str] = []
        self._attempts: list[Attempt] = []

    def append(self, attempts: Iterable[Attempt]) -> None:
        self._attempts += attempts

    def read(self) -> list[Attempt]:
        return list(self._attempts)


def _parse(raw: bytes) -> tuple[list[Attempt], list[bytes]]:
    found, damaged = [], []
    for line in raw.split(b"\n"):
        if line.strip():
            try:
                found.append(from_line(line.decode()))
            except (BadEvent, UnicodeDecodeError):
                damaged.append(line)
    return found, damaged
