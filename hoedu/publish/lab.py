"""The in-browser lab: JupyterLab and Python in the reader's own browser (JupyterLite), as files of the same site.

Lessons, hoedu and all it needs are files of the site. Python itself comes from Pyodide's own address, or, with a local copy
of Pyodide, from the site too. What is heavy was computed when the site was built: see hoedu/made.py.
"""

import hashlib
import json
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterable
from importlib import metadata
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

from hoedu.charts import DRAWINGS, drawing
from hoedu.course import course, edited
from hoedu.errors import ContentError
from hoedu.explorers import build as explorer_of
from hoedu.html.exhibit import Exhibit, all_rows
from hoedu.items import Bank, load
from hoedu.made import packed
from hoedu.publish.wheels import all_wheels

if TYPE_CHECKING:
    from hoedu.publish.lesson import Part
    from hoedu.publish.site import Site, Way

HERE = "lab"  # the folder in the site
KERNEL = "@jupyterlite/pyodide-kernel-extension:kernel"
MISSING = (
    "it needs jupyterlite-core and jupyterlite-pyodide-kernel (pip install jupyterlite-core jupyterlite-pyodide-kernel)"
)
JUPYTER = Path(__file__).parents[1] / "jupyter"
EXTENSIONS = ("@jupyterlite/pyodide-kernel-extension", "@jupyter-widgets/jupyterlab-manager", "anywidget")
# Of a local Pyodide: what starts Python, and the libraries that lessons and models use (with what those need).
CORE = ("pyodide.mjs", "pyodide.asm.mjs", "pyodide.asm.wasm", "python_stdlib.zip")
LIBRARIES = ("micropip", "numpy", "pandas", "scipy", "matplotlib", "pillow", "scikit-image", "statsmodels", "networkx")


def is_installed() -> bool:
    """Can a lab be built here?"""
    return all(find_spec(name) for name in ("jupyterlite_core", "jupyterlite_pyodide_kernel"))


def lab(pyodide: Path | None = None) -> Callable[["Site"], "Way"]:
    """The lab as another way to open a site's lessons. `pyodide`: a folder with a copy of Pyodide to put into the site.

    Raises ContentError where JupyterLite is not installed, and for a folder that holds no Pyodide.
    """
    if not is_installed():
        raise ContentError(f"the in-browser lab cannot be built: {MISSING}")
    local = _local(Path(pyodide)) if pyodide else None

    def way(site: "Site") -> "Way":
        from hoedu.publish.site import Way

        notebooks = [sheet.notebook.path for sheet in site.sheets]
        parts = [part for sheet in site.sheets for cell in sheet.notebook.cells for part in cell.parts]
        made = made_ahead(parts, site.session.bank if site.session else load())
        for name, raw in sorted(_built(notebooks, made, local).items()):
            site.folder.write(f"{HERE}/{name}", raw)
        known = {path.stem for path in notebooks}
        return Way(
            "In the in-browser lab", lambda name: f"{HERE}/lab/index.html?path={name}.ipynb" if name in known else None
        )

    return way


def made_ahead(parts: Iterable["Part"], bank: Bank) -> dict[str, bytes]:
    """The files of `data/made`: what these parts show, the bank, the drawings, and the evidence behind every explorer."""
    values: dict[str, Any] = {"bank": bank, "rows": all_rows()} | {
        f"drawing-{name}": drawing(name) for name in DRAWINGS
    }
    values |= {"course": own} if (own := course()) else {}
    for part in parts:
        spec = {name: value for name, value in part.spec.items() if name != "after"}
        if part.kind == "case":
            from hoedu.cases import case

            one = case(part.name)
            line = f"Case: {one.title} ({len(one.nodes)} sections)"
            values[f"case-{one.id}"] = Exhibit(part.html, spec, line, items=frozenset([one.event]))
        elif 'class="ho ho-explorer' in part.html:
            one = explorer_of(part.name)
            values[f"explorer-{part.name}"] = Exhibit(part.html, spec, f"Explorer: {one.title}", part.data)
    return {f"{name}.pickle": packed(value) for name, value in values.items()}


def _built(notebooks: list[Path], made: dict[str, bytes], local: dict[str, bytes] | None) -> dict[str, bytes]:
    """The lab's files by path."""
    with tempfile.TemporaryDirectory() as scratch:
        source, out = Path(scratch) / "source", Path(scratch) / "out"
        contents = {f"files/{path.name}": edited(path) for path in notebooks}
        wheels = all_wheels(made, _python())
        files = contents | {f"pypi/{name}": raw for name, raw in wheels.items()}
        files |= {f"static/pyodide/{name}": raw for name, raw in (local or {}).items()}
        files["overrides.json"] = (JUPYTER / "labconfig" / "default_setting_overrides.json").read_bytes()
        files["jupyter-lite.json"] = json.dumps(_settings(contents), indent=1).encode()
        for name, raw in files.items():
            path = source / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(raw)
        _jupyterlite(source, out)
        found = (path for path in out.rglob("*") if path.is_file() and not path.name.startswith("rspack."))
        return {path.relative_to(out).as_posix(): path.read_bytes() for path in found}


def _settings(contents: dict[str, bytes]) -> dict[str, Any]:
    """The lab's own settings. What a reader changes in a lesson is kept under a name that goes with the lessons' text:

    a newer site shows its newer lessons, not a copy that the browser made of the old ones.
    """
    sums = hashlib.sha256()
    for name, raw in sorted(contents.items()):
        sums.update(name.encode() + hashlib.sha256(raw).digest())
    return {
        "jupyter-lite-schema-version": 0,
        "jupyter-config-data": {
            "appName": "hoedu",
            "contentsStorageName": f"hoedu lessons {sums.hexdigest()[:10]}",
            "settingsStorageName": "hoedu settings",
            "workspacesStorageName": "hoedu workspaces",
            "litePluginSettings": {KERNEL: {"disablePyPIFallback": True}},
        },
    }


def _jupyterlite(source: Path, out: Path) -> None:
    installed = Path(sys.prefix) / "share" / "jupyter" / "labextensions"
    extensions = [*(installed / name for name in EXTENSIONS), JUPYTER / "labextensions" / "hoedu"]
    if missing := [path.name for path in extensions if not (path / "package.json").is_file()]:
        raise ContentError(
            f"JupyterLab's extension {missing[0]} is not in {installed}: the in-browser lab cannot be built"
        )
    command = [sys.executable, "-m", "jupyterlite_core", "build", "--lite-dir", source, "--output-dir", out, "--apps", "lab",
               "--contents", source / "files", "--settings-overrides", source / "overrides.json", "--no-sourcemaps",
               "--no-unused-shared-packages", "--ignore-sys-prefix",
               *(f"--LiteBuildConfig.federated_extensions={path}" for path in extensions)]  # fmt: skip
    done = subprocess.run([str(one) for one in command], cwd=source, capture_output=True, text=True)
    if done.returncode:
        raise ContentError(
            f"JupyterLite {metadata.version('jupyterlite-core')} did not build the in-browser lab:\n{done.stdout[-2000:]}{done.stderr[-2000:]}"
        )


def _python() -> str:
    """The Python that this JupyterLite runs in a browser, such as "3.14"."""
    from jupyterlite_pyodide_kernel.constants import PYODIDE_PYTHON_VERSION

    return PYODIDE_PYTHON_VERSION


def _local(folder: Path) -> dict[str, bytes]:
    """The files of a local Pyodide that the lab needs; its list of packages is cut to those."""
    try:
        lock = json.loads((folder / "pyodide-lock.json").read_text(encoding="utf-8"))
        files = {name: (folder / name).read_bytes() for name in CORE}
        packages = lock["packages"]
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise ContentError(f"holds no Pyodide that JupyterLite can use: {error}", file=str(folder)) from None
    if not str(python := lock.get("info", {}).get("python", "")).startswith(f"{_python()}."):
        raise ContentError(
            f"is a Pyodide with Python {python}; this JupyterLite runs Python {_python()}", file=str(folder)
        )
    here = {name for name, one in packages.items() if (folder / one["file_name"]).is_file()}
    lock["packages"] = {}
    for name in LIBRARIES:
        if (whole := _with_needs(name, packages)) <= here:
            lock["packages"] |= {one: packages[one] for one in sorted(whole)}
    files |= {one["file_name"]: (folder / one["file_name"]).read_bytes() for one in lock["packages"].values()}
    files["pyodide-lock.json"] = json.dumps(lock).encode()
    return files


def _with_needs(name: str, packages: dict[str, Any]) -> set[str]:
    found, waiting = set(), [name]
    while waiting:
        one = waiting.pop().replace("_", "-").lower()
        if one not in found:
            found.add(one)
            waiting += packages.get(one, {}).get("depends", ())
    return found
