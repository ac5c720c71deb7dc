"""What a repair gives back: the plan, what moved and why, and the plan that moves no more than the change asks for."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from planner.domain.portfolio import Portfolio
from planner.plan.better_plan import BetterPlan
from planner.plan.breaches import Breach
from planner.plan.conflict import Conflict
from planner.plan.entries import Plan
from planner.plan.outcome import Status
from planner.plan.promises import ChangedPromise
from planner.solver.questions.records import Ending


class Reason(StrEnum):
    """Why a cutover has moved."""

    RULE = "rule"
    """The change: in the old plan it breaks a rule now."""
    REQUIRED = "required"
    """The change: it breaks no rule where it was, but no plan as good that leaves it there was found."""
    TIE = "as good"
    """Not the change alone: another plan, as good and with no more moves, leaves it where it was."""
    BETTER = "better"
    """Not the change: the same move would have saved money before."""


@dataclass(frozen=True, kw_only=True)
class Move:
    """A cutover on another day, or a migration in another mode. Days count from the status date."""

    migration: str
    old_cutover_day: int
    new_cutover_day: int
    old_mode: str
    new_mode: str
    reason: Reason

    @property
    def days(self) -> int:
        """How many days later; below 0 where it is earlier."""
        return self.new_cutover_day - self.old_cutover_day

    @property
    def because_of_change(self) -> bool:
        """Whether the change explains it."""
        return self.reason in (Reason.RULE, Reason.REQUIRED)


@dataclass(frozen=True, kw_only=True)
class Repair:
    """The answer of a repair.

    `portfolio` is the changed one. `touched`: the migrations that were searched; all others stay as they were. `plan` is the
    best found, and of those as good the one with the fewest moves. `status` and `bound_pounds` speak of plans that leave
    the untouched as they are. `fewest_proved`: whether no plan as good moves fewer cutovers.

    `breaches`: the rules that the old plan breaks in the changed portfolio; `old_pounds`: what it costs there, None where it
    breaks any. `options`: those used anew or no more. `smallest` makes only the moves that the change explains; it is the
    plan itself where there are no others, and else dearer by `saving_pounds`. `conflicts`: records that cannot stand
    together, where no plan keeps the rules.
    """

    portfolio: Portfolio
    touched: tuple[str, ...]
    status: Status
    plan: Plan | None
    pounds: int | None
    bound_pounds: int | None
    fewest_proved: bool
    breaches: tuple[Breach, ...]
    old_pounds: int | None
    moves: tuple[Move, ...]
    options: tuple[ChangedPromise, ...]
    smallest: Plan | None
    smallest_pounds: int | None
    ending: Ending
    conflicts: tuple[Conflict, ...] = ()

    @property
    def because_of_change(self) -> tuple[Move, ...]:
        """The moves that the change explains."""
        return tuple(move for move in self.moves if move.because_of_change)

    @property
    def for_another_plan(self) -> tuple[Move, ...]:
        """The moves that are made because another plan is as good or better."""
        return tuple(move for move in self.moves if not move.because_of_change)

    @property
    def better_plan(self) -> BetterPlan | None:
        """The plan where it costs less than the one that makes only the moves the change explains."""
        if self.plan is None or self.pounds is None or not self.saving_pounds:
            return None
        return BetterPlan(plan=self.plan, pounds=self.pounds, saved_pounds=self.saving_pounds)

    @property
    def saving_pounds(self) -> int:
        """What the plan costs less than the one that makes only the moves the change explains."""
        if self.pounds is None or self.smallest_pounds is None:
            return 0
        return max(0, self.smallest_pounds - self.pounds)
