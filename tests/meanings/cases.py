"""Portfolios whose answer was worked out by hand: read from `tests/cases/meanings` and written as CSV folders."""

from __future__ import annotations

import csv
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

CASES = Path(__file__).parents[1] / "cases"
FILES = CASES / "meanings"
SETTINGS = ("portfolio", "policy")

Row = Mapping[str, Any]


@dataclass(frozen=True)
class HandCase:
    """One case: what is different from the template, and the right answer."""

    kind: str
    name: str
    changes: Mapping[str, Any]
    right: Mapping[str, Any]

    def __str__(self) -> str:
        return f"{self.kind}: {self.name}"

    def folder(self, place: Path) -> Path:
        """The CSV folder of the case: written into `place`, or that of the report it names."""
        if "folder" in self.changes:
            return CASES / "reports" / str(self.changes["folder"])
        for table, rows in self._tables():
            _write(place / f"{table}.csv", rows)
        return place

    def _tables(self) -> Iterator[tuple[str, Sequence[Row]]]:
        """Every table with its rows; a table of the template that the case does not name has the one row there."""
        template = template_tables()
        for table in SETTINGS:
            settings = {**template.get(table, {}), **self.changes.get(table, {})}
            yield table, [{"setting": key, "value": value} for key, value in settings.items()]
        for table, row in template["tables"].items():
            yield table, [{**row, **changed} for changed in self.changes.get(table, [{}])]
        for table, row in template["optional"].items():
            if table in self.changes:
                yield table, [{**row, **changed} for changed in self.changes[table]]


def template_tables() -> Mapping[str, Any]:
    """The portfolio that every case starts from."""
    return tomllib.loads((FILES / "template.toml").read_text(encoding="utf-8"))


def hand_cases() -> list[HandCase]:
    """Every case of every file, in their order."""
    files = sorted(file for file in FILES.glob("*.toml") if file.stem != "template")
    return [_case(file.stem, entry) for file in files for entry in _entries(file)]


def _entries(file: Path) -> list[dict[str, Any]]:
    entries: list[dict[str, Any]] = tomllib.loads(file.read_text(encoding="utf-8"))["case"]
    return entries


def _case(kind: str, entry: dict[str, Any]) -> HandCase:
    assert entry.pop("why").strip(), f"{kind}: {entry['name']} has no arithmetic"
    return HandCase(kind, entry.pop("name"), right=entry.pop("right"), changes=entry)


def _write(file: Path, rows: Sequence[Row]) -> None:
    columns = list(dict.fromkeys(column for row in rows for column in row))
    with file.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, columns or ["setting", "value"], restval="", lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
