"""Evidence tables against their description in `datapackage.json` (Frictionless Table Schema)."""

import json
import re
from math import isfinite
from pathlib import Path

from hoedu import derived, evidence
from hoedu.errors import ContentError

_NUMBER = {"number": re.compile(r"^[+-]?\d+(\.\d+)?(e-?\d+)?$"), "integer": re.compile(r"^[+-]?\d+$")}
_LIST = re.compile(r"\s*;\s*")


def check(data: Path) -> tuple[int, int, list[ContentError]]:
    """(rows of evidence, references, problems)."""
    problems: list[ContentError] = []
    try:
        package = json.loads((data / "evidence" / "datapackage.json").read_text(encoding="utf-8"))
        resources = {r["name"]: r for r in package["resources"]}
        for name, resource in resources.items():
            if not {"name", "type"} <= set.intersection(*(set(field) for field in resource["schema"]["fields"])):
                raise ValueError(f"a field of {name} has no name or no type")
            if not (data / "evidence" / resource["path"]).resolve().is_relative_to(data.resolve()):
                raise ValueError(f"{name} lies outside the data folder")
    except (OSError, ValueError, KeyError, TypeError, RecursionError) as error:
        return 0, 0, [ContentError(f"cannot be read: {error!r}", file="datapackage.json")]
    tables: dict[str, list[dict[str, str]]] = {}
    for name, resource in resources.items():
        try:
            path = (data / "evidence" / resource["path"]).resolve()
            tables[name] = evidence.read_rows(path)
        except OSError:
            problems.append(ContentError("is described in datapackage.json and not there", file=resource["path"]))
        except ContentError as error:
            problems.append(error)
    for path in sorted((data / "evidence").glob("*.csv")):
        if path.stem not in resources:
            problems.append(ContentError("is not described in datapackage.json", file=path.name))
    keys = {row.get("ref_key", "") for row in tables.get("references", [])}
    ids: dict[str, str] = {}
    for name, rows in tables.items():
        problems += check_table(resources[name], rows, keys)
        if name != "references":
            problems += _shared_ids(name, rows, ids)
    if all("ref_key" in row for row in tables.get("references", [])):
        problems += _sources(tables.get("references", []))
    if not problems and data == evidence.data_dir():
        problems += _derived()
    count = sum(len(rows) for name, rows in tables.items() if name != "references")
    return count, len(tables.get("references", [])), problems


def check_table(resource: dict, rows: list[dict[str, str]], keys: set[str]) -> list[ContentError]:
    """One table: columns, types, bounds, keys, and estimates inside their intervals."""
    file, fields = resource["path"].split("/")[-1], resource["schema"]["fields"]
    names = [field["name"] for field in fields]
    if not rows:
        return [ContentError("has no rows", file=file)]
    if list(rows[0]) != names:
        odd = set(rows[0]) ^ set(names)
        message = f"columns differ from datapackage.json: {', '.join(sorted(odd)) or 'in their order'}"
        return [ContentError(message, file=file)]
    problems = []
    key = resource["schema"].get("primaryKey", names[0])
    key = key[0] if isinstance(key, list) else key
    unique = {field["name"]: set() for field in fields if field.get("constraints", {}).get("unique")}
    for number, row in enumerate(rows, 2):
        place = row[key] or f"row {number}"
        wrong = {}
        for field in fields:
            name, cell = field["name"], row[field["name"]]
            if message := _cell(field, cell, keys):
                wrong[name] = message
            elif name in unique and cell:
                if cell in unique[name]:
                    wrong[name] = f"{cell!r} stands twice"
                unique[name].add(cell)
        problems += [ContentError(message, file=file, place=place, field=name) for name, message in wrong.items()]
        if not wrong:
            problems += _intervals(resource, row, file, place)
    return problems


def _cell(field: dict, cell: str, keys: set[str]) -> str:
    """What is wrong with one cell, or nothing."""
    rules = field.get("constraints", {})
    if len(cell) > evidence.LONGEST_CELL:
        return f"{len(cell):,} characters"
    if bad := [c for c in cell if not c.isprintable() and c not in "\n\u00a0\u2009\u202f"]:
        return f"holds a control character ({bad[0]!r})"
    if cell != cell.strip():
        return "begins or ends with a space"
    if not cell:
        return "is empty" if rules.get("required") else ""
    if pattern := _NUMBER.get(field["type"]):
        if not pattern.match(cell):
            return f"is {cell[:40]!r}; expected a {field['type']}"
        if not isfinite(value := float(cell)):
            return f"is {cell[:40]!r}; expected a {field['type']}"
        if "minimum" in rules and value < float(rules["minimum"]):
            return f"is {cell}; at least {rules['minimum']}"
        if "maximum" in rules and value > float(rules["maximum"]):
            return f"is {cell}; at most {rules['maximum']}"
    if "enum" in rules and cell not in map(str, rules["enum"]):
        return f"is {cell[:40]!r}; expected one of {', '.join(map(str, rules['enum']))}"
    if "pattern" in rules and not re.search(rules["pattern"], cell):
        return f"is {cell[:40]!r}; expected the form {rules['pattern']}"
    if field.get("references") and (lost := [k for k in _LIST.split(cell) if k not in keys]):
        return f"names {lost[0]!r}, which references.csv does not have"
    return ""


def _intervals(resource: dict, row: dict[str, str], file: str, place: str) -> list[ContentError]:
    problems = []
    for names in resource.get("intervals", []):
        low, middle, high = (_number(row.get(names.get(part, ""), "")) for part in ("low", "estimate", "high"))
        known = [value for value in (low, middle, high) if value is not None]
        if known != sorted(known):
            message = f"low {low}, estimate {middle}, high {high} are not in order"
            problems.append(ContentError(message, file=file, place=place, field=names.get("estimate", "")))
    return problems


def _number(cell: str) -> float | None:
    return float(cell) if cell else None


def _shared_ids(name: str, rows: list[dict[str, str]], ids: dict[str, str]) -> list[ContentError]:
    problems = []
    for row in rows:
        if row.get("id") and ids.setdefault(row["id"], name) != name:
            problems.append(ContentError(f"id also stands in {ids[row['id']]}", file=f"{name}.csv", place=row["id"]))
    return problems


def _sources(rows: list[dict[str, str]]) -> list[ContentError]:
    """Every source has one address, and no two the same paper."""
    problems, owner = [], {}
    for row in rows:
        if not re.match(r"^https?://[^\s]+$", row.get("url", "")):
            message = "has no DOI, PMID or stable address"
            problems.append(ContentError(message, file="references.csv", place=row["ref_key"], field="url"))
        for name in ("doi", "pmid", "pmcid"):
            value = (name, row.get(name, "").lower())
            if value[1] and owner.setdefault(value, row["ref_key"]) != row["ref_key"]:
                message = f"{row[name]} also belongs to {owner[value]}"
                problems.append(ContentError(message, file="references.csv", place=row["ref_key"], field=name))
    return problems


def _derived() -> list[ContentError]:
    problems = []
    for row in evidence.facts().values():
        if row.table != "derived":
            continue
        try:
            lost = [name for name in evidence.origin(row) if name not in evidence.facts()]
            if lost:
                raise ContentError(f"{lost[0]} is not a row", file="derived.csv", place=row.id, field="from_rows")
            if not derived.agrees(row):
                message = f"is {row['value']}; its rows give {derived.compute(row):.6g}"
                raise ContentError(message, file="derived.csv", place=row.id, field="value")
        except ContentError as error:
            problems.append(error)
    return problems
