"""What a solve gives back: a status, a plan or none, and a proved bound."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from planner.plan.better_plan import BetterPlan, better_plan
from planner.plan.conflict import Conflict
from planner.plan.entries import Plan


class Status(StrEnum):
    """The status of an answer: four different things everywhere."""

    OPTIMAL = "optimal"
    """The plan is proved to be the best: cost and bound meet."""
    FEASIBLE = "feasible"
    """The plan keeps every rule; the bound says how far from the best it can be."""
    INFEASIBLE = "infeasible"
    """The rules cannot all be kept; `conflicts` names the records that cannot stand together."""
    UNKNOWN = "nothing found in time"
    """Neither a plan nor a proof that there is none."""


@dataclass(frozen=True, kw_only=True)
class Progress:
    """One improvement of plan or bound: seconds since the start, pounds, and the stage that found it."""

    seconds: float
    objective_pounds: int | None
    bound_pounds: int | None
    stage: str


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """The answer of a solve.

    `objective_pounds` is the sum of all terms of the plan, `bound_pounds` a proved lower bound of it for every plan.
    `gap` is (objective − bound) / (objective without the no-route term), 0 where both meet, None without a plan or a bound.
    `wished_gap`: the gap the user wished for, where it ended the search before the plan was proved the best.
    `interrupted`: stopped by Ctrl-C; the plan is the best found until then. `stopped`: the same by the `stop` of the caller.
    `start_pounds`: what the plan costs that the search started from; None without one, or where that one breaks a rule.
    `conflicts`: for an infeasible portfolio, sets of records that cannot stand together, no record in two of them.
    """

    status: Status
    plan: Plan | None
    objective_pounds: int | None
    bound_pounds: int | None
    gap: float | None
    seconds: float
    wished_gap: float | None = None
    interrupted: bool = False
    conflicts: tuple[Conflict, ...] = ()
    log: tuple[Progress, ...] = ()
    stopped: bool = False
    start_pounds: int | None = None

    @property
    def conflict(self) -> tuple[str, ...]:
        """The records of all conflicts in words."""
        return tuple(label for conflict in self.conflicts for label in conflict.labels)

    @property
    def saved_pounds(self) -> int | None:
        """How much cheaper the plan is than the one the search started from; None where there is nothing to compare."""
        if self.start_pounds is None or self.objective_pounds is None:
            return None
        return self.start_pounds - self.objective_pounds

    @property
    def better_plan(self) -> BetterPlan | None:
        """The plan where it costs something else than the start; None without a start that keeps every rule."""
        return better_plan(self.plan, self.objective_pounds, self.start_pounds)
