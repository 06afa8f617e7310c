"""Every way of installing the workbook gives the same packages, and no file tells of the machine it was made on."""

import os
import re
import subprocess
import sys
import tomllib
from importlib import metadata
from pathlib import Path

import pytest
import yaml
from packaging.requirements import Requirement

ROOT = Path(__file__).parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
DIRECT = sorted(PROJECT["dependencies"])
REQUIREMENTS = (ROOT / "requirements.txt").read_text(encoding="utf-8").splitlines()
# In pieces, so that this file does not hold what it looks for. A folder counts as one at the start of a path, not inside
# the address of a source.
FOREIGN = re.compile(("pythonh" + "osted|regis" + r"try\.npm|(?<![\w.])/wo" + "rk/").encode())


def read(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def conda() -> dict[str, str]:
    """Package -> version of environment.yml ("" where it is free)."""
    return {name: version for name, _, version in (entry.partition("=") for entry in environment()["dependencies"])}


def environment() -> dict:
    return yaml.safe_load(read("environment.yml"))


def required(name: str, python: str) -> set[str]:
    """The versions that requirements.txt gives for a package on this Python."""
    lines = [Requirement(line) for line in REQUIREMENTS if line.startswith(f"{name}==")]
    here = {"python_version": python, "python_full_version": f"{python}.0"}
    return {str(line.specifier).removeprefix("==") for line in lines if line.marker is None or line.marker.evaluate(here)}


def test_conda_has_the_direct_dependencies_and_nothing_else():
    assert sorted(conda()) == sorted([*DIRECT, "python", "pip"])
    assert environment()["channels"] == ["conda-forge"]
    assert environment()["name"] == PROJECT["name"]


def test_conda_python_is_one_that_the_package_takes():
    least = re.fullmatch(r">=3\.(\d+)", PROJECT["requires-python"])
    assert int(conda()["python"].split(".")[1]) >= int(least[1])


@pytest.mark.parametrize("name", DIRECT)
def test_one_version_everywhere(name):
    """conda's Python and this one may differ, and so may what they can have."""
    assert required(name, conda()["python"]) == {conda()[name]}
    assert required(name, f"{sys.version_info.major}.{sys.version_info.minor}") == {metadata.version(name)}


def test_requirements_hold_names_and_versions_only():
    """A line may end in a condition on Python or the system; it holds no address, hash, option or remark."""
    line = re.compile(r"^[a-z0-9][a-z0-9-]*==[\w.]+( ; [\w.' ()<>=!]+)?$")
    assert [one for one in REQUIREMENTS if not line.match(one)] == []


def test_binder_installs_the_package_without_its_dependencies():
    """With an environment.yml, Binder leaves the package out: the first import of a lesson would fail."""
    lines = read("postBuild").splitlines()
    assert lines[0].startswith("#!") and os.access(ROOT / "postBuild", os.X_OK)
    assert lines[1] == "python -m pip install --no-deps -e ."


def test_binder_would_build_what_environment_yml_says():
    """repo2docker, which Binder runs, tells its plan without building it."""
    tool = Path(sys.executable).parent / ("repo2docker.exe" if os.name == "nt" else "jupyter-repo2docker")
    command = [tool, "--no-build", "--debug", "--config", os.devnull, ROOT]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    plan = done.stdout + done.stderr
    assert done.returncode == 0, plan[-2000:]
    assert f"Building conda environment for python={conda()['python']}" in plan
    assert '--file "environment.yml"' in plan and "requirements.txt" not in plan
    copied, last = plan.index("COPY --chown=0:0 src/ ${REPO_DIR}/"), plan.index("RUN ./postBuild")
    assert copied < last, "postBuild installs the package, so it runs with the repository in place"


def test_post_build_gives_jupyterlab_what_the_command_gives_it(tmp_path):
    """On Binder nobody runs the command hoedu: its settings and its extension are put where JupyterLab looks."""
    prefix, told = tmp_path / "prefix", tmp_path / "told.txt"
    fake = tmp_path / "bin" / "python"
    fake.parent.mkdir()
    fake.write_text(f'#!/bin/sh\ncase "$*" in *pip*) echo "$*" > {told};; *) echo {prefix};; esac\n')
    fake.chmod(0o755)
    env = os.environ | {"PATH": f"{fake.parent}{os.pathsep}{os.environ['PATH']}"}
    subprocess.run(["bash", ROOT / "postBuild"], cwd=ROOT, env=env, check=True)
    assert told.read_text() == "-m pip install --no-deps -e .\n"
    ours = ROOT / "hoedu" / "jupyter"
    for source, place in ((ours / "labconfig", "etc/jupyter/labconfig"), (ours / "labextensions", "share/jupyter/labextensions")):
        names = {path.relative_to(source) for path in source.rglob("*") if path.is_file()}
        assert names and all((prefix / place / name).read_bytes() == (source / name).read_bytes() for name in names)


def test_the_readme_says_how_large_the_environment_is():
    """A number that grew by half without anybody noticing would be a slow Binder."""
    sys.path.insert(0, str(ROOT / "benchmarks"))
    try:
        from environment import megabytes, needed_by
    finally:
        sys.path.pop(0)
    found = needed_by(DIRECT)
    said = re.search(r"(\d+) packages of about (\d+) MB", read("README.md"))
    assert said, "README.md does not say it"
    assert int(said[1]) == pytest.approx(len(found), abs=10)
    assert int(said[2]) == pytest.approx(sum(map(megabytes, found)), rel=0.15)


def test_one_repository_everywhere():
    cited = yaml.safe_load(read("CITATION.cff"))["repository-code"]
    owner = cited.removeprefix("https://github.com/")
    assert re.fullmatch(r"[\w.-]+/[\w.-]+", owner)
    assert set(re.findall(r"mybinder\.org/v2/gh/([\w.-]+/[\w.-]+)/", read("README.md"))) == {owner}
    named = " ".join([*PROJECT["urls"].values(), read("README.md"), read("CONTRIBUTING.md")])
    assert set(re.findall(r"github\.com/([\w.-]+/[\w.-]+)", named)) == {owner}
    assert PROJECT["urls"]["Homepage"] == cited


def test_the_citation_names_this_version():
    citation = yaml.safe_load(read("CITATION.cff"))
    assert citation["version"] == PROJECT["version"]
    assert f"## [{PROJECT['version']}]" in read("CHANGELOG.md")


def test_binder_opens_pages_that_are_there():
    """The badge opens the first lesson, and each lesson of the table itself."""
    pages = re.findall(r"urlpath=lab/tree/([^)]+)\)", read("README.md"))
    assert pages[0].endswith("00-start-here.ipynb") and all((ROOT / page).is_file() for page in pages)
    lessons = {path.name for path in (ROOT / "notebooks").glob("*.ipynb")}
    assert {Path(page).name for page in pages} == lessons


def tracked() -> list[Path]:
    listed = subprocess.run(["git", "-C", ROOT, "ls-files", "-z"], capture_output=True)
    if listed.returncode:
        pytest.skip("not a git checkout")
    return [ROOT / name for name in listed.stdout.decode().split("\0") if name]


def test_no_file_tells_of_the_machine_it_was_made_on():
    found = [path.relative_to(ROOT) for path in tracked() if path.is_file() and FOREIGN.search(path.read_bytes())]
    assert found == []
