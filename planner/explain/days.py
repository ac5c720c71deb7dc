"""The three exact days: how early a contract could be off with others fixed, alone, and alone in any mode."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from planner.domain.routes import all_modes
from planner.errors import StoppedError
from planner.explain.pushing import Push
from planner.explain.records import Choice, ExactDay, ThreeDays
from planner.plan.plan_case import PlanCase
from planner.solver import Ending, Modes, Moving, SolveSettings, Status, earliest, replan_part
from planner.solver.questions.prepared import Prepared


@dataclass(frozen=True)
class DayFinder:
    """Asks the solver for the days of contracts under one plan. `stop` is asked often; True ends the search."""

    case: PlanCase
    prepared: Prepared
    settings: SolveSettings | None = None
    stop: Callable[[], bool] | None = None

    def three_days(self, push: Push) -> ThreeDays:
        """The days of the contract of a push."""
        alone = self._ask(push, Moving.ALONE, Modes.PLANNED)
        return ThreeDays(
            others_fixed=self._ask(push, Moving.FEEDERS, Modes.PLANNED),
            alone=alone,
            alone_any_mode=self._ask(push, Moving.ALONE, Modes.ANY) if self._have_modes(push) else alone,
        )

    def choice(self, push: Push, day: int) -> Choice | None:
        """The best plan found that has the contract off by a day while only its feeders move."""
        portfolio, plan, off = self.case.portfolio, self.case.plan, {push.contract: day}
        found = replan_part(
            portfolio,
            plan,
            push.feeders,
            must_be_off=off,
            prepared=self.prepared,
            settings=self.settings,
            stop=self.stop,
        )
        self._go_on(found.ending)
        if found.plan is None or found.pounds is None or found.price_pounds is None:
            return None
        return Choice(
            day=day,
            plan=found.plan,
            pounds=found.pounds,
            price_pounds=found.price_pounds,
            proved=found.status is Status.OPTIMAL,
            moved=found.moved,
        )

    def _ask(self, push: Push, moving: Moving, modes: Modes) -> ExactDay:
        portfolio, plan = self.case.portfolio, self.case.plan
        found = earliest(
            portfolio,
            plan,
            push.contract,
            moving,
            modes,
            priced=False,
            prepared=self.prepared,
            settings=self.settings,
            stop=self.stop,
        )
        self._go_on(found.ending)
        return ExactDay(day=found.day, bound_day=found.bound_day, witness=found.witness)

    def _go_on(self, ending: Ending) -> None:
        """An answer that was broken off would explain days that nobody has looked at."""
        if ending.interrupted or ending.stopped:
            raise StoppedError(f"stopped after {ending.seconds:.0f} s; ask again for the rest")

    def _have_modes(self, push: Push) -> bool:
        portfolio = self.case.portfolio
        return any(len(all_modes(portfolio, portfolio.migration_by_id[id])) > 1 for id in push.feeders)
