"""What one unit more is worth, as values."""

from __future__ import annotations

from dataclasses import dataclass

from planner.futures.trade_offs.marginal_levers import LeverKind
from planner.plan.better_plan import BetterPlan
from planner.plan.entries import Plan
from planner.solver import Status


@dataclass(frozen=True, kw_only=True)
class MarginalValue:
    """The value of one lever in pounds: `found`, the difference of the plans; proved to lie in `[least, most]`.

    `most` is None without a bound. `plan` is the best plan known with the lever, of cost `cost_pounds`. `shadow_pounds`:
    what its shadow price says, None where none was needed. `is_confirmed`: it was solved for again; otherwise `found`
    is what the plan of the portfolio as it is saves with other options.
    """

    kind: LeverKind
    subject: str
    explanation: str
    found_pounds: int
    least_pounds: int
    most_pounds: int | None
    cost_pounds: int
    plan: Plan
    shadow_pounds: int | None = None
    is_confirmed: bool = True

    @property
    def is_exact(self) -> bool:
        """Whether the value is proved to the pound."""
        return self.least_pounds == self.most_pounds


@dataclass(frozen=True, kw_only=True)
class MarginalValues:
    """The levers by falling value found; ties by falling shadow price.

    `status`, `cost_pounds`, `bound_pounds`, `plan`: of the portfolio as it is; `values` is empty where it has no plan.
    `better_plan`: the plan where it is better than the one the search started from.
    `interrupted`: Ctrl-C came before all levers were measured; `stopped`: the `stop` of the caller did.
    """

    status: Status
    cost_pounds: int | None
    bound_pounds: int | None
    values: tuple[MarginalValue, ...]
    interrupted: bool
    seconds: float
    stopped: bool = False
    plan: Plan | None = None
    better_plan: BetterPlan | None = None
