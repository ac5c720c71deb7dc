"""A workbook that the planner wrote to be filled in: which of its sheets are no tables, and whether it holds edits."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from planner.domain.findings import Finding, Severity
from planner.domain.wording import counted
from planner.reading.edits.base import GAPS, PLANNER_SHEET, UnreadableBase, WorkbookBase
from planner.reading.edits.base_sheet import found_base
from planner.reading.edits.differences import Rows, differences

EDITS = "workbook-edits"
"""Code of the warning that a workbook holds edits which planning does not read."""
IMPORT = "planner import workbook {file} --into FOLDER --out edits.toml"


@dataclass(frozen=True)
class Returned:
    """The sheets that are no tables, and what there is to say about the workbook."""

    skipped: frozenset[str] = frozenset()
    findings: tuple[Finding, ...] = ()


def returned(workbook: str, sheets: Mapping[str, Rows]) -> Returned:
    """What a workbook says of itself; nothing for one that the planner has not written to be filled in."""
    try:
        base = found_base(sheets)
    except UnreadableBase as fault:
        message = f"the sheet {PLANNER_SHEET} cannot be read: {fault}; edits cannot be told from what was there"
        cure = "export the plan anew, and fill in that file"
        return Returned(frozenset({PLANNER_SHEET}), (_finding(workbook, "unreadable-base", message, cure),))
    if base is None:
        return Returned()
    if base.kind == GAPS:
        message = "it is a list of gaps to fill in, and no portfolio"
        cure = IMPORT.format(file=workbook)
        return Returned(frozenset(sheets), (_finding(workbook, "no-portfolio", message, cure, Severity.ERROR),))
    skipped = {*base.ignored, *base.sheets, PLANNER_SHEET}
    return Returned(frozenset(name for name in sheets if name in skipped), _edits(workbook, base, sheets))


def _edits(workbook: str, base: WorkbookBase, sheets: Mapping[str, Rows]) -> tuple[Finding, ...]:
    found = differences(base, sheets).edits
    if not found:
        return ()
    message = f"it holds {counted(len(found), 'edit')} in green cells, which planning does not read"
    return (_finding(workbook, EDITS, message, f"to take them: {IMPORT.format(file=workbook)}"),)


def _finding(workbook: str, code: str, message: str, cure: str, severity: Severity = Severity.WARNING) -> Finding:
    return Finding(severity=severity, code=code, file=workbook, message=message, cure=cure)
