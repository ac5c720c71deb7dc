"""What rules are asked to do besides costing little: keep a tolerance, and look at the worst cases."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

USUAL_LEVEL = 0.9
"""The worst tenth."""


class Scope(StrEnum):
    """For whom a tolerance holds: for each contract, for any contract of a department, or for any contract at all."""

    CONTRACT = "contract"
    DEPARTMENT = "department"
    ALL = "all"


@dataclass(frozen=True)
class Goal:
    """What the rules are for; unless something is asked they cost least in the mean.

    `tolerance`: how probable uncovered days may be, `scope`: of which contracts together. `level`: of the costs the mean of
    the worst `1 - level` is to be least.
    """

    tolerance: float | None = None
    scope: Scope = Scope.CONTRACT
    level: float | None = None

    def __post_init__(self) -> None:
        if self.tolerance is not None and not 0.0 <= self.tolerance <= 1.0:
            raise ValueError(f"a tolerance is a probability from 0 to 1, not {self.tolerance}")
        if self.level is not None and not 0.0 <= self.level < 1.0:
            raise ValueError(f"a level of worst cases is at least 0 and below 1, not {self.level}")

    @property
    def tail_level(self) -> float:
        """The level that the worst cases are shown at."""
        return USUAL_LEVEL if self.level is None else self.level


LEAST_COST = Goal()
