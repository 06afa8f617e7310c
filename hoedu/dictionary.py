"""The data dictionary in `data/README.md`, made from `datapackage.json`, so that it never says something else."""

import json
import re
from pathlib import Path

from hoedu.errors import ContentError
from hoedu.evidence import read_rows


def written(data: Path) -> str:
    """The text of `data/README.md` with its two made parts, the list of files and the columns, as they are now.

    Raises ContentError where a marker is missing.
    """
    text = (data / "README.md").read_text(encoding="utf-8")
    resources = json.loads((data / "evidence" / "datapackage.json").read_text(encoding="utf-8"))["resources"]
    for name, made in (("files", _files(data, resources)), ("dictionary", _columns(resources))):
        marks = rf"(<!-- {name} -->\n).*?(\n<!-- /{name} -->)"
        text, found = re.subn(marks, lambda m, made=made: m[1] + made + m[2], text, flags=re.S)
        if not found:
            raise ContentError(f"has no <!-- {name} --> part", file="data/README.md")
    return text


def _place(resource: dict) -> str:
    return resource["path"].removeprefix("../") if resource["path"].startswith("../") else f"evidence/{resource['path']}"


def _files(data: Path, resources: list[dict]) -> str:
    rows = [
        f"| `{_place(one)}` | {len(read_rows(data / _place(one)))} | {one['title']} |"
        for one in sorted(resources, key=lambda one: (one["path"].startswith("../"), one["path"]))
    ]
    return "\n".join(["| file | rows | contents |", "|---|---|---|", *rows])


def _columns(resources: list[dict]) -> str:
    parts = []
    for one in sorted(resources, key=lambda one: (one["path"].startswith("../"), one["path"])):
        rows = [_column(field) for field in one["schema"]["fields"]]
        head = [f"### `{_place(one)}`", "", f"{one['title'].rstrip('.')}.", ""]
        parts.append("\n".join([*head, "| column | type | unit | meaning |", "|---|---|---|---|", *rows]))
    return "\n\n".join(parts) + "\n"


def _column(field: dict) -> str:
    rules = field.get("constraints", {})
    meaning = field.get("description", "").rstrip(".") + "."
    if "enum" in rules:
        meaning += " One of: " + ", ".join(f"`{value}`" for value in rules["enum"]) + "."
    if rules.get("required"):
        meaning += " Always filled."
    return f"| `{field['name']}` | {field['type']} | {field.get('unit', '')} | {meaning.replace('|', '/')} |"
