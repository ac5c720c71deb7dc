"""The mapping file of an import of open contracting data: which contract of the data is which of the portfolio."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from planner.domain.findings import Finding
from planner.errors import InputError
from planner.reading.toml.toml_file import TomlFile, read_toml

ROOT = "ids"


def read_id_map(path: Path) -> Mapping[str, str]:
    """Ids of the portfolio by the id that the data gives. Raises `InputError` with everything that is wrong with it."""
    file = read_toml(path)
    findings = [_unknown(file, name) for name in file.content if name != ROOT]
    table = file.content.get(ROOT, {})
    if not isinstance(table, Mapping):
        raise InputError([*findings, _finding(file, (ROOT,), f"{ROOT} is no table", f"write [{ROOT}]")])
    for name, value in table.items():
        if not isinstance(value, str) or not value.strip():
            findings.append(_finding(file, (ROOT, name), "it is no id", 'write an id of the portfolio: "…" = "C-014"'))
    if findings:
        raise InputError(findings)
    return {name: value.strip() for name, value in table.items()}


def _unknown(file: TomlFile, name: str) -> Finding:
    return _finding(file, (name,), f"{name} is unknown", f'write [{ROOT}], with lines such as "ocds-…" = "C-014"')


def _finding(file: TomlFile, path: tuple[str, ...], message: str, cure: str) -> Finding:
    return file.spot(path).finding("mapping", message, cure=cure)
