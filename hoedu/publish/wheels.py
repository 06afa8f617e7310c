"""The wheels that the in-browser lab carries: hoedu itself, and the pure Python it stands on, packed from what is installed.

Nothing is fetched: a site can be built where there is no network, with the very versions that were tested here.
"""

import base64
import hashlib
import io
import re
import zipfile
from collections.abc import Iterable, Mapping
from importlib import metadata
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from hoedu.errors import ContentError
from hoedu.made import FOLDER
from hoedu.paths import data_dir, seeds_dir

# What a lesson imports. Everything scientific is fetched by hoedu/inbrowser.py when a cell calls for it.
NEEDED = ("anywidget", "ipywidgets", "markdown-it-py")
# What the kernel imports, where Pyodide's own list may leave something out.
KERNEL = ("comm", "ipython", "ipython-pygments-lexers", "jedi")
# The kernel brings these itself.
BROUGHT = {"micropip", "piplite", "pyodide-kernel", "ipykernel", "widgetsnbextension"}
# Faster with what they compiled for this machine, and whole without it.
SPEED_ONLY = {"psygnal", "wcwidth"}
MARKERS = {"sys_platform": "emscripten", "platform_system": "Emscripten", "platform_machine": "wasm32", "os_name": "posix",
           "implementation_name": "cpython", "platform_python_implementation": "CPython", "extra": ""}  # fmt: skip
# Parts of the package that no kernel needs: pages, slides, JupyterLab's settings.
_NOT_IN_A_KERNEL = {"publish", "jupyter", "data", "starter"}
_LEFT_OUT = re.compile(
    r"(^|/)(tests?|__pycache__|third_party/django-stubs)/|\.(so|pyd)$|/(RECORD|INSTALLER|REQUESTED|WHEEL|direct_url\.json)$"
)


def all_wheels(made: Mapping[str, bytes], python: str) -> dict[str, bytes]:
    """Every wheel of the lab by file name. `made` are the files of `data/made`; `python` is Pyodide's, such as "3.14"."""
    found = [_ours(made), _starter(python)]
    found += [_packed(metadata.distribution(name)) for name in needed_by((*NEEDED, *KERNEL), python)]
    return dict(found)


def needed_by(names: Iterable[str], python: str) -> list[str]:
    """These distributions and all they need in the browser, save what the kernel brings."""
    markers = MARKERS | {"python_version": python, "python_full_version": f"{python}.0"}
    found: list[str] = []
    waiting = [canonicalize_name(name) for name in names]
    while waiting:
        name = waiting.pop()
        if name in found or name in BROUGHT:
            continue
        found.append(name)
        for text in metadata.requires(name) or ():
            one = Requirement(text)
            if one.marker is None or one.marker.evaluate(markers):
                waiting.append(canonicalize_name(one.name))
    return sorted(found)


def _ours(made: Mapping[str, bytes]) -> tuple[str, bytes]:
    """hoedu with its data, and what its lessons show made ahead."""
    package = Path(__file__).resolve().parents[1]
    places = {"hoedu": package, "hoedu/data": data_dir(), "hoedu/data/seeds": seeds_dir()}
    files = {}
    for place, folder in places.items():
        for path in folder.rglob("*"):
            inside = path.relative_to(folder)
            if (
                not path.is_file()
                or "__pycache__" in inside.parts
                or (place == "hoedu" and inside.parts[0] in _NOT_IN_A_KERNEL)
            ):
                continue
            files[f"{place}/{inside.as_posix()}"] = path.read_bytes()
    files |= {f"hoedu/data/{FOLDER}/{name}": raw for name, raw in made.items()}
    return _wheel("hoedu", metadata.version("hoedu"), files, _about("hoedu", metadata.version("hoedu"), NEEDED))


def _starter(python: str) -> tuple[str, bytes]:
    """The stand-in for ipykernel, which JupyterLite's kernel installs at its start, made to need hoedu too.

    So a lesson's first cell finds hoedu in every kernel, also after a restart. The code is that of JupyterLite's own.
    """
    name = next(name for name in _kernel_wheels() if Path(name).name.startswith("ipykernel-"))
    with zipfile.ZipFile(name) as theirs:
        files = {one: theirs.read(one) for one in theirs.namelist() if one.startswith("ipykernel/")}
    version = Path(name).name.split("-")[1]
    needs = ("pyodide-kernel", "comm", "ipython-pygments-lexers", "hoedu")
    return _wheel("ipykernel", version, files, _about("ipykernel", version, needs))


def _kernel_wheels() -> list[Path]:
    distribution = metadata.distribution("jupyterlite-pyodide-kernel")
    return [Path(distribution.locate_file(one)).resolve() for one in distribution.files or () if one.suffix == ".whl"]


def _packed(distribution: metadata.Distribution) -> tuple[str, bytes]:
    """A distribution as it is installed, as a wheel for any machine."""
    name, files, about = canonicalize_name(distribution.name), {}, None
    for one in distribution.files or ():
        inside = one.as_posix()
        if inside.startswith("..") or one.is_absolute():
            continue  # commands and settings for this machine
        if one.suffix in (".so", ".pyd") and name not in SPEED_ONLY:
            raise ContentError("has compiled parts: the in-browser lab cannot carry it", file=name)
        if _LEFT_OUT.search(inside):
            continue
        raw = Path(distribution.locate_file(one)).read_bytes()
        if inside.endswith(".dist-info/METADATA"):
            about = raw
        elif ".dist-info/" in inside:
            files[f"{_stem(name, distribution.version)}.dist-info/{inside.split('.dist-info/')[1]}"] = raw
        else:
            files[inside] = raw
    if about is None:
        raise ContentError("was not installed from a wheel: the in-browser lab cannot carry it", file=name)
    return _wheel(name, distribution.version, files, about)


def _about(name: str, version: str, needs: Iterable[str]) -> bytes:
    lines = [
        "Metadata-Version: 2.1",
        f"Name: {name}",
        f"Version: {version}",
        *(f"Requires-Dist: {one}" for one in needs),
    ]
    return ("\n".join(lines) + "\n").encode()


def _stem(name: str, version: str) -> str:
    return f"{name.replace('-', '_')}-{version}"


def _wheel(name: str, version: str, files: Mapping[str, bytes], about: bytes) -> tuple[str, bytes]:
    """A wheel of pure Python; the same files give the same bytes."""
    folder = f"{_stem(name, version)}.dist-info"
    tags = b"Wheel-Version: 1.0\nGenerator: hoedu\nRoot-Is-Purelib: true\nTag: py3-none-any\n"
    whole = dict(sorted(files.items())) | {f"{folder}/METADATA": about, f"{folder}/WHEEL": tags}
    record = [f"{one},sha256={_digest(raw)},{len(raw)}" for one, raw in whole.items()]
    whole[f"{folder}/RECORD"] = "\n".join([*record, f"{folder}/RECORD,,", ""]).encode()
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as wheel:
        for one, raw in whole.items():
            wheel.writestr(zipfile.ZipInfo(one, (1980, 1, 1, 0, 0, 0)), raw, zipfile.ZIP_DEFLATED)
    return f"{_stem(name, version)}-py3-none-any.whl", out.getvalue()


def _digest(raw: bytes) -> str:
    return base64.urlsafe_b64encode(hashlib.sha256(raw).digest()).decode().rstrip("=")
