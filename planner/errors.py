"""The exceptions of the planner.

PlannerError
├── InputError          the input cannot be used: it carries every finding
├── PlanFileError       a plan file cannot be read, or belongs to another portfolio
├── JudgementError      a plan breaks a rule where it must not (a defect of the solver, never of the input)
├── NoPlanError         a portfolio has no plan where one is needed, or none was found in time
├── DecisionError       a decision cannot be taken, or taken back; says why, and the way out
├── OutputError         a file or folder cannot be written, or is not ours to overwrite
├── SettingsError       a setting is out of range or unknown
├── StoppedError        somebody ended a question before there was an answer
├── StoreError          the history of runs cannot be opened, or has no such run
├── SweepError          a sweep cannot be begun or gone on with
├── MissingProgramError an outside program is not installed; says what to install, or the way around
└── MissingExtraError   an optional library is not installed; says which extra brings it
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from planner.domain.findings import Finding


class PlannerError(Exception):
    """Base of all exceptions the planner raises on purpose."""


class InputError(PlannerError):
    """The input has errors; `findings` holds all of them, warnings included."""

    def __init__(self, findings: Sequence[Finding]) -> None:
        self.findings = tuple(findings)
        errors = [finding for finding in self.findings if finding.is_error]
        super().__init__("\n".join(str(finding) for finding in errors) or "input cannot be used")


class PlanFileError(PlannerError):
    """A plan file cannot be read, or does not fit the portfolio."""


class JudgementError(PlannerError):
    """A plan that was to be returned breaks a rule."""


class NoPlanError(PlannerError):
    """A portfolio has no plan where one is needed, or none was found in time."""


class DecisionError(PlannerError):
    """A decision cannot be taken or taken back: `code` names the kind of reason, `cure` the way out."""

    def __init__(self, code: str, message: str, cure: str) -> None:
        super().__init__(f"{message}; {cure}")
        self.code, self.message, self.cure = code, message, cure


class OutputError(PlannerError):
    """A file or folder cannot be written, or is not ours to overwrite."""


class SettingsError(PlannerError):
    """A setting is out of range or unknown."""


class StoppedError(PlannerError):
    """A question was ended, by Ctrl-C or by the caller, before there was an answer."""


class StoreError(PlannerError):
    """The history of runs cannot be opened or read, or has no such run."""


class SweepError(PlannerError):
    """A sweep cannot be begun or gone on with."""


class MissingProgramError(PlannerError):
    """An outside program is missing."""


class MissingExtraError(PlannerError):
    """An optional library is missing."""

    def __init__(self, library: str, extra: str) -> None:
        way_out = f"install it, or from the folder of the source: pip install '.[{extra}]'"
        super().__init__(f"{library} is not installed; {way_out}")
