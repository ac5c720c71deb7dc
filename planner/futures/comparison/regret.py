"""Regret: how much more a plan made for one future costs in another than the best plan known there.

Rows are plans, columns futures. The plan of the row is carried out in the future of the column (`planner.futures.transfer`).
The cell is its cost less the least cost known there: of the plan made for that future and of all plans carried out in it.
So no cell is below zero, in every column one is zero, and a better plan found later can only raise a column.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from planner.futures.comparison.comparing import Comparison, Future
from planner.futures.transfer import transfer
from planner.plan.plan_case import PlanCase

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True, kw_only=True)
class RegretTable:
    """Cost of every plan in every future; None where it cannot be carried out without breaking a rule.

    `cost_pounds[plan][future]`; `best_pounds[future]` is the least of them. A future without any plan has no entry.
    `unproved`: futures where a better plan may exist; regrets there are at least what is said.
    """

    cost_pounds: Mapping[str, Mapping[str, int | None]]
    best_pounds: Mapping[str, int]
    unproved: tuple[str, ...] = ()

    def regret_pounds(self, plan: str, future: str) -> int | None:
        """What the plan costs more in the future than the best one known there."""
        cost = self.cost_pounds[plan][future]
        return None if cost is None else cost - self.best_pounds[future]

    def worst_pounds(self, plan: str) -> int | None:
        """The largest regret of a plan; None where there is a future it cannot be carried out in."""
        regrets = [self.regret_pounds(plan, future) for future in self.best_pounds]
        known = [regret for regret in regrets if regret is not None]
        return max(known) if len(known) == len(regrets) else None

    @property
    def most_robust(self) -> str | None:
        """The plan whose largest regret is smallest (the first of several); None where each fails in some future."""
        worst = {plan: worst for plan in self.cost_pounds if (worst := self.worst_pounds(plan)) is not None}
        return min(worst, key=lambda plan: worst[plan], default=None)


def regret_table(comparison: Comparison) -> RegretTable:
    """Every plan of a comparison carried out in every one of its futures; futures without a plan are left out."""
    planned = [future for future in comparison.futures if future.plan is not None]
    costs = {made_for.name: {future.name: _cost(made_for, future) for future in planned} for made_for in planned}
    best = {
        future.name: min(cost for row in costs.values() if (cost := row[future.name]) is not None) for future in planned
    }
    unproved = tuple(future.name for future in planned if not _is_proved(future, best[future.name]))
    return RegretTable(cost_pounds=costs, best_pounds=best, unproved=unproved)


def regret_frame(table: RegretTable) -> pd.DataFrame:
    """Regret in pounds, plans as rows and futures as columns, with the largest of each plan in the column `worst`."""
    import pandas as pd

    rows = {
        plan: {**{future: table.regret_pounds(plan, future) for future in table.best_pounds},
               "worst": table.worst_pounds(plan)}
        for plan in table.cost_pounds
    }  # fmt: skip
    return pd.DataFrame.from_dict(rows, orient="index", columns=[*table.best_pounds, "worst"]).astype("Int64")


def _is_proved(future: Future, best_pounds: int) -> bool:
    """Whether the bound shows that no plan of the future costs less than the best one known."""
    bound = future.outcome.bound_pounds
    return bound is not None and bound >= best_pounds


def _cost(made_for: Future, future: Future) -> int | None:
    """A plan in the future it was made for stays as it is, unless carrying it out spends less."""
    assert made_for.plan is not None
    carried_out = transfer(future.portfolio, made_for.plan, future.instance)
    found = [PlanCase(future.portfolio, carried_out).pounds] if carried_out is not None else []
    if made_for is future:
        found.append(PlanCase(future.portfolio, made_for.plan).pounds)
    return min(found, default=None)
