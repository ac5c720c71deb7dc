"""The three exact days: how early a contract could be off with others fixed, alone, and alone in any mode."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from planner.domain.routes import all_modes
from planner.explain.pushing import Push
from planner.explain.records import ExactDay, ThreeDays
from planner.plan.better_plan import BetterPlan
from planner.plan.plan_case import PlanCase
from planner.solver import Earliest, Modes, Moving, SolveSettings, earliest


@dataclass(frozen=True)
class DayFinder:
    """Asks the solver for the days of contracts under one plan. `stop` is asked often; True ends the search."""

    case: PlanCase
    settings: SolveSettings | None = None
    stop: Callable[[], bool] | None = None

    def three_days(self, push: Push) -> tuple[ThreeDays, BetterPlan | None]:
        """The days, and a better plan where one was found on the way."""
        contract = push.contract
        others = self._ask(contract, Moving.FEEDERS, Modes.PLANNED)
        alone = self._ask(contract, Moving.ALONE, Modes.PLANNED)
        any_mode = self._ask(contract, Moving.ALONE, Modes.ANY) if self._have_modes(push.feeders) else alone
        found = ThreeDays(others_fixed=_exact(others), alone=_exact(alone), alone_any_mode=_exact(any_mode))
        return found, others.better_plan

    def _ask(self, contract: str, moving: Moving, modes: Modes) -> Earliest:
        portfolio, plan = self.case.portfolio, self.case.plan
        return earliest(portfolio, plan, contract, moving, modes, settings=self.settings, stop=self.stop)

    def _have_modes(self, feeders: tuple[str, ...]) -> bool:
        portfolio = self.case.portfolio
        return any(len(all_modes(portfolio, portfolio.migration_by_id[id])) > 1 for id in feeders)


def _exact(found: Earliest) -> ExactDay:
    return ExactDay(day=found.day, bound_day=found.bound_day, witness=found.witness, price_pounds=found.price_pounds)
