"""What a risk assumes besides what the tables say: other ranges, and when migrations may begin."""

from __future__ import annotations

from dataclasses import dataclass

from planner.domain.portfolio import Portfolio
from planner.domain.uncertain.families import RangeFamily
from planner.domain.uncertain.held_still import HeldStill, held_still
from planner.domain.uncertain.past_slips import past_slips
from planner.errors import SettingsError
from planner.plan.entries import Plan
from planner.risk.execution.program import Program, program_of
from planner.risk.uncertainty import Uncertainty, uncertainty_of

NO_SLIPS = (
    "the table reference_slips has no rows, and the outside view draws every date from them; add past slips to it"
)


@dataclass(frozen=True, kw_only=True)
class Assumptions:
    """`range`: one family for all ranges; None: their own. `spread`: by how much they are widened; 0 is the plan itself.

    `outside_view`: every open date has the slips of others instead of its own range. It is a stress case, and never
    mixes with own ranges.
    """

    range: RangeFamily | None = None
    spread: float = 1.0
    outside_view: bool = False
    as_early_as_possible: bool = False

    def uncertainty(self, portfolio: Portfolio) -> Uncertainty:
        """What is uncertain. Raises SettingsError for an outside view without past slips, or with a family."""
        found = uncertainty_of(portfolio, spread=self.spread)
        if not self.outside_view:
            return found if self.range is None else found.in_family(self.range)
        if self.range is not None:
            raise SettingsError("the outside view has no family of ranges; ask for one of the two")
        past = past_slips(portfolio.reference_slips)
        if past is None:
            raise SettingsError(NO_SLIPS)
        return found.by_past_slips(past)

    def program(self, portfolio: Portfolio, plan: Plan, uncertainty: Uncertainty) -> Program:
        """The plan ready to be carried out."""
        return program_of(portfolio, plan, uncertainty, as_early_as_possible=self.as_early_as_possible)


AS_STATED = Assumptions()
"""What the tables say, and nothing else."""


def still_in(portfolio: Portfolio, uncertainty: Uncertainty) -> HeldStill:
    """What is held still: what has no range, and by the outside view what no slip moves."""
    return held_still(portfolio, uncertainty.still if uncertainty.outside_view else None)
