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


def test_binder_opens_a_page_that_is_there():
    page = re.search(r"urlpath=lab/tree/([^)]+)\)", read("README.md"))[1]
    assert (ROOT / page).is_file()


def tracked() -> list[Path]:
    listed = subprocess.run(["git", "-C", ROOT, "ls-files", "-z"], capture_output=True)
    if listed.returncode:
        pytest.skip("not a git checkout")
    return [ROOT / name for name in listed.stdout.decode().split("\0") if name]


def test_no_file_tells_of_the_machine_it_was_made_on():
    found = [path.relative_to(ROOT) for path in tracked() if path.is_file() and FOREIGN.search(path.read_bytes())]
    assert found == []
