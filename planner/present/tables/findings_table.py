"""Findings about the input as a table, as lines and as a sentence."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from planner.domain.findings import Finding
from planner.present.tables.column import Column, Kind
from planner.present.tables.table import Table
from planner.present.wording import counted, printable

COLUMNS: tuple[Column[Finding], ...] = (
    Column("severity", "Severity"),
    Column("code", "Code"),
    Column("file", "File"),
    Column("row", "Row", Kind.NUMBER),
    Column("column", "Column"),
    Column("found", "Found"),
    Column("expected", "Expected"),
    Column("message", "What is wrong"),
    Column("cure", "What to do"),
)


def findings_table(findings: Sequence[Finding]) -> Table[Finding]:
    """One row a finding, in the order given."""
    return Table(columns=COLUMNS, rows=findings)


def finding_lines(findings: Sequence[Finding]) -> Iterator[str]:
    """One line a finding: where it is, what is wrong, what to do."""
    return (f"  {printable(str(finding))}" for finding in findings)


def counts_text(findings: Sequence[Finding]) -> str:
    """For instance `2 errors, 1 warning`."""
    errors = sum(finding.is_error for finding in findings)
    return f"{counted(errors, 'error')}, {counted(len(findings) - errors, 'warning')}"


def errors_text(findings: Sequence[Finding]) -> str:
    """The message about an input that cannot be used: the number of errors, and each of them."""
    errors = [finding for finding in findings if finding.is_error]
    head = f"The input cannot be used: {counted(len(errors), 'error')} to mend. Nothing was written."
    return "\n".join([head, *finding_lines(errors)])
