"""Findings about the input as a table and as a sentence."""

from __future__ import annotations

from collections.abc import Sequence

from planner.cli.tables import Column, Kind, Table
from planner.cli.wording import counted
from planner.domain.findings import Finding

COLUMNS = (
    Column("severity", "Severity"),
    Column("code", "Code", shown=False),
    Column("file", "File"),
    Column("row", "Row", Kind.NUMBER),
    Column("column", "Column"),
    Column("found", "Found"),
    Column("expected", "Expected", shown=False),
    Column("message", "What is wrong"),
    Column("cure", "What to do"),
)


def findings_table(findings: Sequence[Finding]) -> Table:
    """One row a finding, in the order given."""
    rows = [{column.key: getattr(finding, column.key) for column in COLUMNS} for finding in findings]
    return Table(columns=COLUMNS, rows=rows)


def counts_text(findings: Sequence[Finding]) -> str:
    """For instance `2 errors, 1 warning`."""
    errors = sum(finding.is_error for finding in findings)
    return f"{counted(errors, 'error')}, {counted(len(findings) - errors, 'warning')}"


def error_count_text(findings: Sequence[Finding]) -> str:
    """What is said above the errors of an input that cannot be planned."""
    errors = sum(finding.is_error for finding in findings)
    return f"the input cannot be planned: {counted(errors, 'error')} to mend; nothing was written"
