"""Where something of a scenario was written."""

from __future__ import annotations

from dataclasses import dataclass

from planner.domain.findings import Finding, Severity


@dataclass(frozen=True, kw_only=True)
class Spot:
    """A place in a file of scenarios; `key` is dotted, for instance `matrix-late.slip[1].months`."""

    file: str
    key: str
    line: int | None = None

    def finding(
        self,
        code: str,
        message: str,
        *,
        cure: str | None = None,
        found: str | None = None,
        expected: str | None = None,
        severity: Severity = Severity.ERROR,
    ) -> Finding:
        """A finding here."""
        return Finding(
            severity=severity,
            code=code,
            file=self.file,
            row=self.line,
            column=self.key,
            message=message,
            found=found,
            expected=expected,
            cure=cure,
        )
