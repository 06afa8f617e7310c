"""What the in-browser lab is made of: wheels that hold what lessons need, and a kernel that fetches nothing else by itself."""

import base64
import csv
import hashlib
import io
import json
import os
import pickle
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from hoedu import cli, inbrowser, made
from hoedu.cases import case
from hoedu.charts import DRAWINGS, drawing
from hoedu.errors import ContentError
from hoedu.explorers import build
from hoedu.html.exhibit import Exhibit, all_rows
from hoedu.items import Bank, load
from hoedu.lessons import lessons
from hoedu.progress import Attempt, Memory
from hoedu.publish import lab
from hoedu.publish.lesson import Part
from hoedu.publish.wheels import all_wheels, needed_by
from hoedu.session import Session
from hoedu.widgets.view import View

ROOT = Path(__file__).parents[2]
SCIENCE = ("numpy", "scipy", "pandas", "matplotlib", "PIL", "skimage", "statsmodels", "networkx")
# Every call of ours that a lesson makes, with the libraries of science out of reach, as in a phone that has not fetched them.
RUN = """
import json, sys
from pathlib import Path
away = set(sys.argv[3].split(","))
class Away:
    def find_spec(self, name, path=None, target=None):
        if name.split(".")[0] in away:
            raise ImportError(f"{name} is out of reach")
sys.meta_path.insert(0, Away())
sys.path.insert(0, sys.argv[1])
failed = []
for path in sorted(Path(sys.argv[2]).glob(sys.argv[4])):
    names = {}
    for cell in json.loads(path.read_text(encoding="utf-8"))["cells"]:
        source = "".join(cell["source"])
        if cell["cell_type"] == "code" and source.startswith(("ho.", "import hoedu")):
            try:
                exec(source, names)
            except Exception as error:
                failed.append(f"{path.name}: {source[:80]}: {error!r}")
import hoedu
print(json.dumps({"from": hoedu.__file__, "failed": failed}))
"""


@pytest.fixture(scope="module")
def ahead() -> dict[str, bytes]:
    """The files of data/made, with next to nothing for what an explorer or a case shows."""
    values = {"bank": load(), "rows": all_rows()} | {f"drawing-{name}": drawing(name) for name in DRAWINGS}
    for lesson in lessons().values():
        for name in lesson.explorers:
            values[f"explorer-{name}"] = Exhibit("<section></section>", {}, name)
        for name in lesson.cases:
            values[f"case-{name}"] = Exhibit("<section></section>", {}, name, items=frozenset([case(name).event]))
    return {f"{name}.pickle": made.packed(value) for name, value in values.items()}


@pytest.fixture(scope="module")
def wheels(ahead) -> dict[str, bytes]:
    return all_wheels(ahead, "3.14")


def opened(raw: bytes) -> zipfile.ZipFile:
    return zipfile.ZipFile(io.BytesIO(raw))


def about(wheel: zipfile.ZipFile) -> str:
    return wheel.read(next(name for name in wheel.namelist() if name.endswith(".dist-info/METADATA"))).decode()


@pytest.mark.parametrize("lessons", ["", "90"])
def test_every_lesson_runs_from_the_wheel_without_a_library_of_science(wheels, tmp_path, lessons):
    """With all lessons in the site, and with the one alone that looks back on all."""
    name = next(name for name in wheels if name.startswith("hoedu-"))
    opened(wheels[name]).extractall(tmp_path / "wheel")
    if lessons:
        for path in (tmp_path / "wheel" / "hoedu" / "data" / "made").glob("explorer-*"):
            path.unlink()
    command = [
        sys.executable,
        "-c",
        RUN,
        tmp_path / "wheel",
        ROOT / "notebooks",
        ",".join(SCIENCE),
        f"{lessons}*.ipynb",
    ]
    env = os.environ | {"HOEDU_HOME": str(tmp_path / "home")}
    done = subprocess.run(command, capture_output=True, text=True, cwd=tmp_path, env=env, check=True)
    found = json.loads(done.stdout)
    assert found["from"].startswith(str(tmp_path)) and found["failed"] == []


def test_each_wheel_is_whole_pure_and_finds_what_it_needs(wheels):
    here = {name.split("-")[0].replace("_", "-").lower() for name in wheels}
    for name, raw in wheels.items():
        wheel = opened(raw)
        assert name.endswith("-py3-none-any.whl") and not [
            one for one in wheel.namelist() if one.endswith((".so", ".pyd"))
        ]
        record = next(one for one in wheel.namelist() if one.endswith(".dist-info/RECORD"))
        rows = list(csv.reader(wheel.read(record).decode().splitlines()))
        assert {row[0] for row in rows} == set(wheel.namelist())
        for path, digest, size in rows[:-1]:
            sum_ = base64.urlsafe_b64encode(hashlib.sha256(wheel.read(path)).digest()).decode().rstrip("=")
            assert (digest, size) == (f"sha256={sum_}", str(len(wheel.read(path)))), (name, path)
    assert {"hoedu", "anywidget", "ipywidgets", "markdown-it-py", "ipython", "traitlets"} <= here
    assert not here & {"jupyterlab", "statsmodels", "numpy", "pexpect", "micropip"}, (
        "too much for a browser, or there already"
    )


def test_a_kernel_that_starts_gets_hoedu(wheels):
    """JupyterLite's kernel installs ipykernel by name; ours needs hoedu, and hoedu needs no more than the lab has."""
    starter = about(opened(wheels[next(name for name in wheels if name.startswith("ipykernel-"))]))
    assert "Requires-Dist: hoedu\n" in starter and "Requires-Dist: pyodide-kernel\n" in starter
    ours = about(opened(wheels[next(name for name in wheels if name.startswith("hoedu-"))]))
    needs = [line.split(": ")[1] for line in ours.splitlines() if line.startswith("Requires-Dist")]
    assert needs == ["anywidget", "ipywidgets", "markdown-it-py"]


def test_the_same_checkout_gives_the_same_wheels(ahead, wheels):
    assert all_wheels(ahead, "3.14") == wheels


def test_what_another_system_needs_stays_out():
    assert "pexpect" not in needed_by(["ipython"], "3.14")
    assert "typing-extensions" in needed_by(["anywidget"], "3.14")


# ---- made ahead


def test_what_a_site_shows_is_what_the_lab_shows(tmp_path, monkeypatch):
    html = '<section class="ho ho-explorer" data-ho="explorer" data-name="burn-score">made when the site was built</section>'
    part = Part(html, {"frames": {}, "after": {"id": "03-predict-burn"}}, b"bytes")
    files = lab.made_ahead([part], Bank())
    (tmp_path / "made").mkdir()
    for name, raw in files.items():
        (tmp_path / "made" / name).write_bytes(raw)
    monkeypatch.setattr(made, "data_dir", lambda: tmp_path)
    import hoedu as ho

    view = ho.explore("burn-score")
    assert view.html == html and bytes(view.data) == b"bytes"
    assert list(view.specs) == [{"frames": {}}], "what it waits for belongs to the lesson that shows it"
    assert made.fetch("rows")["hip-odds"] == tuple(build("hip-odds").rows()), (
        "also of explorers that this site does not show"
    )
    assert len(load()) == 0, "the bank is the site's, questions of a lecturer's own included"
    assert not made.has("explorer-hip-odds") and "Explorer" in ho.explore("hip-odds").line


def test_without_a_made_folder_everything_is_made_when_asked_for():
    assert made.fetch("bank") is None and len(load()) > 300


# ---- the kernel


@pytest.mark.parametrize(
    ("cell", "libraries"),
    [
        ('import hoedu as ho; ho.start("03")', []),
        ('checks = ho.table("number_checks")', ["pandas"]),
        ("from hoedu.charts import to_svg", ["matplotlib"]),
        ("ho.growth.run()", ["numpy"]),
        ("table = 3", []),
    ],
)
def test_a_cell_gets_the_libraries_it_calls_for(cell, libraries):
    assert inbrowser.needs(cell) == libraries


def test_an_explorer_that_no_lesson_of_the_site_shows_is_computed_there():
    assert "scikit-image" in inbrowser.needs('ho.explore("simulator-hip")')


def test_null_is_none_again():
    class JsNull:  # Pyodide's own
        pass

    row = ["abc123", 1, "03-x", "0" * 12, JsNull(), JsNull()]
    assert inbrowser.plain({"attempts": [row]}) == {"attempts": [["abc123", 1, "03-x", "0" * 12, None, None]]}


def test_the_browser_keeps_the_attempts_and_may_clear_them(monkeypatch):
    session = Session(Bank(), Memory())
    session.browser = "a-kernel"
    view = View("<p>", [{}], "a line", None, session)
    assert view.browser == "a-kernel"
    row = Attempt("03-x", "0" * 12, "a").row()
    view._take(view, {"attempts": [row], "forget": False}, None)
    assert list(view.events) == [row] and session.store.read() == list(session.attempts.values())
    view._take(view, {"attempts": [], "forget": True}, None)
    assert list(view.events) == [] and session.attempts == {} and session.store.read() == []


def test_on_a_computer_nothing_from_the_page_clears_the_file(tmp_path):
    from hoedu.progress import Store

    session = Session(Bank(), Store(tmp_path))
    view = View("<p>", [{}], "a line", None, session)
    assert view.browser == ""
    view._take(view, {"attempts": [Attempt("03-x", "0" * 12, "a").row()]}, None)
    view._take(view, {"attempts": [], "forget": True}, None)
    assert len(session.attempts) == len(Store(tmp_path).read()) == 1


# ---- a local Pyodide


@pytest.fixture
def pyodide(tmp_path) -> Path:
    packages = {
        "micropip": {"file_name": "micropip.whl", "depends": []},
        "numpy": {"file_name": "numpy.whl", "depends": []},
        "pandas": {"file_name": "pandas.whl", "depends": ["numpy", "python-dateutil"]},
        "python-dateutil": {"file_name": "dateutil.whl", "depends": ["Six"]},
        "six": {"file_name": "six.whl", "depends": []},
        "scikit-image": {"file_name": "skimage.whl", "depends": ["numpy", "networkx"]},
        "networkx": {"file_name": "networkx.whl", "depends": []},
        "black": {"file_name": "black.whl", "depends": []},
    }
    for name in (*lab.CORE, *(one["file_name"] for name, one in packages.items() if name != "networkx")):
        (tmp_path / name).write_bytes(name.encode())
    (tmp_path / "pyodide-lock.json").write_text(json.dumps({"info": {"python": "3.14.0"}, "packages": packages}))
    return tmp_path


def test_of_a_local_pyodide_only_what_is_whole_and_wanted_is_taken(pyodide):
    found = lab._local(pyodide)
    listed = json.loads(found["pyodide-lock.json"])["packages"]
    assert set(listed) == {"micropip", "numpy", "pandas", "python-dateutil", "six"}, (
        "no networkx here, so no scikit-image"
    )
    assert set(found) == {*lab.CORE, "pyodide-lock.json", *(one["file_name"] for one in listed.values())}


def test_a_folder_without_pyodide_is_refused_before_anything_is_built(pyodide, capsys):
    (pyodide / "pyodide.asm.wasm").unlink()
    with pytest.raises(ContentError, match="holds no Pyodide that JupyterLite can use.*pyodide.asm.wasm"):
        lab.lab(pyodide)
    assert cli.main(["site", str(pyodide / "out"), "--pyodide", str(pyodide)]) == 2
    assert "holds no Pyodide" in capsys.readouterr().err and not (pyodide / "out").exists()


def test_a_pyodide_of_another_python_is_refused(pyodide):
    lock = json.loads((pyodide / "pyodide-lock.json").read_text())
    (pyodide / "pyodide-lock.json").write_text(json.dumps(lock | {"info": {"python": "3.1.9"}}))
    with pytest.raises(ContentError, match=r"is a Pyodide with Python 3.1.9; this JupyterLite runs Python 3.14"):
        lab.lab(pyodide)


def test_without_jupyterlite_the_message_says_what_to_install(monkeypatch, tmp_path, capsys):
    monkeypatch.setattr(lab, "is_installed", lambda: False)
    with pytest.raises(ContentError, match="pip install jupyterlite-core jupyterlite-pyodide-kernel"):
        lab.lab()
    assert cli.main(["site", str(tmp_path / "out"), "--lab"]) == 2
    assert cli.main(["site", str(tmp_path / "out"), "--no-lab", "--pyodide", "x"]) == 2
    assert "--no-lab leaves that out" in capsys.readouterr().err
    assert not (tmp_path / "out").exists()


def test_the_labs_copies_of_lessons_go_with_their_text():
    """Else a browser would go on showing the copy it made of an old lesson."""
    names = [lab._settings({"files/a.ipynb": raw})["jupyter-config-data"] for raw in (b"old", b"new", b"old")]
    assert names[0]["contentsStorageName"] == names[2]["contentsStorageName"] != names[1]["contentsStorageName"]
    assert names[0]["settingsStorageName"] == names[1]["settingsStorageName"]


def test_what_is_kept_can_be_read_by_another_python(ahead):
    """Values of Python's own and of hoedu; nothing of a library that a browser lacks."""

    class Careful(pickle.Unpickler):
        def find_class(self, module, name):
            assert module.split(".")[0] in ("hoedu", "builtins", "collections", "datetime"), module
            return super().find_class(module, name)

    for raw in ahead.values():
        Careful(io.BytesIO(raw)).load()
