"""A copy of the clean folder that a test may spoil, cell by cell."""

from __future__ import annotations

import csv
import shutil
from dataclasses import replace
from pathlib import Path

from planner.domain.findings import Finding
from planner.reading import CheckReport, check
from planner.reading.warnings.uncertain.still import CERTAIN_DATE, HELD_STILL

CLEAN = Path(__file__).parent / "clean"
"""Three migrations and two contracts that use every table and kind of reference; no finding but those about risk."""
OF_RISK = frozenset({HELD_STILL, CERTAIN_DATE})
"""Codes of the warnings that the clean folder gives: `beta-live` has no range. One more where its spreads go."""


class Folder:
    """Rows are counted as a spreadsheet shows them: the header is row 1."""

    def __init__(self, path: Path) -> None:
        self.path = path
        shutil.copytree(CLEAN, path)

    def rows(self, table: str) -> list[list[str]]:
        with (self.path / f"{table}.csv").open(encoding="utf-8", newline="") as file:
            return list(csv.reader(file))

    def write(self, table: str, rows: list[list[str]]) -> None:
        with (self.path / f"{table}.csv").open("w", encoding="utf-8", newline="") as file:
            csv.writer(file, lineterminator="\n").writerows(rows)

    def set(self, table: str, row: int, column: str, value: str) -> None:
        rows = self.rows(table)
        if column not in rows[0]:
            rows = [[*cells, "" if number else column] for number, cells in enumerate(rows)]
        rows[row - 1][rows[0].index(column)] = value
        self.write(table, rows)

    def append(self, table: str, **cells: str) -> int:
        """Add a row and give back its number."""
        rows = self.rows(table)
        for column in cells:
            if column not in rows[0]:
                rows = [[*old, "" if number else column] for number, old in enumerate(rows)]
        rows.append([cells.get(column, "") for column in rows[0]])
        self.write(table, rows)
        return len(rows)

    def remove_rows(self, table: str) -> None:
        self.write(table, self.rows(table)[:1])

    def remove(self, table: str) -> None:
        (self.path / f"{table}.csv").unlink()

    def text(self, table: str, content: str | bytes) -> None:
        data = content if isinstance(content, bytes) else content.encode()
        (self.path / f"{table}.csv").write_bytes(data)

    def check(self) -> CheckReport:
        """Without the warnings about risk that the clean folder gives."""
        report = check(self.path)
        return replace(report, findings=tuple(found for found in report.findings if found.code not in OF_RISK))

    def only(self) -> Finding:
        """The one finding there is."""
        findings = self.check().findings
        assert len(findings) == 1, [str(finding) for finding in findings]
        return findings[0]


def place_of(finding: Finding) -> tuple[str, int | None, str | None]:
    return finding.file, finding.row, finding.column
