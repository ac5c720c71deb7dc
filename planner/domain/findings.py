"""What is wrong or unusual in the input, with its cure."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

FILES_OF_LINES = (".toml", ".xml", ".xer", ".json", ".jsonl")
"""Files that are no tables, so that places in them are lines."""


class Severity(StrEnum):
    """Whether a finding stops planning."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, kw_only=True)
class Finding:
    """One thing to mend: where it stands, what was found, what was expected, and the way out.

    `code` names the kind of finding (kebab-case, stable). `row` counts as a spreadsheet shows it: the header is row 1.
    """

    severity: Severity
    code: str
    file: str
    message: str
    row: int | None = None
    column: str | None = None
    found: str | None = None
    expected: str | None = None
    cure: str | None = None

    @property
    def is_error(self) -> bool:
        """Whether planning cannot go on."""
        return self.severity is Severity.ERROR

    @property
    def place(self) -> str:
        """File, row (a line where the file is no table) and column, as far as they are known."""
        unit = "line" if self.file.casefold().endswith(FILES_OF_LINES) else "row"
        row = f" {unit} {self.row}" if self.row is not None else ""
        column = f", {self.column}" if self.column else ""
        return f"{self.file}{row}{column}"

    def __str__(self) -> str:
        cure = f"; {self.cure}" if self.cure else ""
        return f"{self.place}: {self.message}{cure}"
