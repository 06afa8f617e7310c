"""How large the environment is that Binder and conda build: packages, megabytes as installed here, and what each direct one adds.

    uv run python benchmarks/environment.py

Measured on the packages as pip installs them; conda's own are of about the same size, and add Python itself.
"""

import tomllib
from importlib import metadata
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[1]


def needed_by(names: list[str]) -> set[str]:
    """These distributions and all they need on this machine."""
    found: set[str] = set()
    waiting = [Requirement(name) for name in names]
    while waiting:
        one = waiting.pop()
        name = canonicalize_name(one.name)
        known = name in found
        found.add(name)
        if known and not one.extras:
            continue
        for text in metadata.requires(name) or ():
            other = Requirement(text)
            if other.marker is None or any(other.marker.evaluate({"extra": extra}) for extra in (one.extras or {""})):
                waiting.append(other)
    return found


def megabytes(name: str) -> float:
    files = [metadata.distribution(name).locate_file(file) for file in metadata.files(name) or ()]
    return sum(path.stat().st_size for path in map(Path, files) if path.is_file()) / 1e6


def main() -> None:
    direct = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["dependencies"]
    whole = needed_by(direct)
    sizes = {name: megabytes(name) for name in whole}
    print(f"{len(direct)} direct dependencies, {len(whole)} packages, {sum(sizes.values()):.0f} MB installed")
    alone = {}
    for name in direct:
        added = whole - needed_by([one for one in direct if one != name])
        alone[name] = (sum(sizes[one] for one in added), sorted(added))
    print("What would go if one were left out:")
    for name, (size, added) in sorted(alone.items(), key=lambda entry: -entry[1][0]):
        print(
            f"  {name:15} {size:6.1f} MB in {len(added)} {'package' if len(added) == 1 else 'packages'}  {', '.join(added)}"[
                :150
            ]
        )


if __name__ == "__main__":
    main()
