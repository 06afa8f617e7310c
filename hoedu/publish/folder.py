"""The folder a site is written to: which files are ours, and that nobody else's is touched."""

import hashlib
import json
from pathlib import Path
from typing import Any

from hoedu.errors import ContentError

LIST = "hoedu-site.json"  # the files of ours, by path


class Folder:
    """A new, empty or earlier site of ours. Raises ContentError where `path` holds something else.

    Files of an earlier build that are not written again are removed by `finish`.
    """

    def __init__(self, path: Path):
        self.path = Path(path)
        self._before = self._owned()
        self._now: set[str] = set()

    def _owned(self) -> set[str]:
        if self.path.exists() and not self.path.is_dir():
            raise ContentError("is a file; a site is a folder", file=str(self.path))
        if not self.path.is_dir() or not any(self.path.iterdir()):
            return set()
        try:
            listed = json.loads((self.path / LIST).read_text(encoding="utf-8"))["files"]
            return {str(name) for name in listed}
        except FileNotFoundError:
            message = f"is not empty, and not a site made by hoedu (it has no {LIST}): nothing was written"
            raise ContentError(message, file=str(self.path)) from None
        except (ValueError, TypeError, KeyError):
            raise ContentError("cannot be read: nothing was written", file=str(self.path / LIST)) from None

    def write(self, name: str, content: str | bytes) -> str:
        """Write one file by its path in the site, with "/"; returns that path. A file that is not ours is never replaced."""
        raw = content.encode() if isinstance(content, str) else content
        path = self.path / name
        if path.exists() and name not in self._before | self._now:
            raise ContentError("is there already and was not made by hoedu: it is left as it is", file=str(path))
        path.parent.mkdir(parents=True, exist_ok=True)
        if not path.is_file() or path.read_bytes() != raw:
            if name not in self._before:
                self._before.add(name)  # should the build stop here, the file is known as ours
                self._list(self._before | self._now)
            path.write_bytes(raw)
        self._now.add(name)
        return name

    def write_named(self, stem: str, ending: str, content: str | bytes) -> str:
        """The same under a name that changes with the content, so that browsers may keep it for good."""
        raw = content.encode() if isinstance(content, str) else content
        return self.write(f"{stem}.{hashlib.sha256(raw).hexdigest()[:10]}.{ending}", raw)

    def write_script(self, stem: str, value: Any) -> str:
        """A value as a script that hands it to the page when asked for (js/data.js); returns its path.

        A script, since a page opened from a disk may not read other files. Its name is the one it gives itself.
        """
        text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
        name = f"{stem}.{hashlib.sha256(text.encode()).hexdigest()[:10]}"
        return self.write(f"{name}.js", f"hoeduData({json.dumps(name.split('/')[-1])}, {text});\n")

    def adopt(self, name: str) -> None:
        """Count every file below a subfolder that another program wrote as ours."""
        found = (path for path in (self.path / name).rglob("*") if path.is_file())
        self._now |= {path.relative_to(self.path).as_posix() for path in found}

    def finish(self) -> None:
        """Remove what an earlier build left and this one did not write."""
        for name in sorted(self._before - self._now):
            (self.path / name).unlink(missing_ok=True)
            for folder in (self.path / name).parents:
                if folder == self.path or not folder.is_dir() or any(folder.iterdir()):
                    break
                folder.rmdir()
        self._before = set(self._now)
        self._list(self._now)

    @property
    def files(self) -> dict[str, int]:
        """Bytes by path, of all files of ours."""
        return {name: (self.path / name).stat().st_size for name in sorted(self._now)}

    def _list(self, names: set[str]) -> None:
        self.path.mkdir(parents=True, exist_ok=True)
        text = json.dumps({"made_by": "hoedu", "files": sorted(names - {LIST})}, indent=1)
        (self.path / LIST).write_text(text + "\n", encoding="utf-8")
