"""One question about levers: a contract, the day it should be off by, and the plan that it is asked of."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from planner.domain.portfolio import Portfolio
from planner.errors import StoppedError
from planner.explain.levers.records import Witness
from planner.explain.pushing import Push
from planner.plan.entries import Plan
from planner.plan.outcome import Outcome
from planner.plan.plan_case import PlanCase
from planner.solver import Earliest, Ending, Modes, Moving, SolveSettings, can_all, earliest, replan_part, solve
from planner.solver.conflicts.part import reduced


@dataclass(frozen=True)
class Question:
    """What every lever is asked: is the contract off by a day with so much of it, and at which price.

    `settings` limit each search. A question that somebody stops raises StoppedError.
    """

    push: Push
    by_day: int
    settings: SolveSettings
    stop: Callable[[], bool] | None = None

    @property
    def case(self) -> PlanCase:
        """The plan that all is asked of."""
        return self.push.case

    @property
    def contract(self) -> str:
        """The contract that should be off."""
        return self.push.contract

    @cached_property
    def uncovered_days(self) -> Mapping[str, int]:
        """By contract the uncovered days of today's plan."""
        return {id: cover.uncovered_days for id, cover in self.case.schedule.contracts.items()}

    @cached_property
    def alone_today(self) -> bool | None:
        """Whether the feeders alone can have it off by the day with the data as they are: then others are in the way."""
        return self.alone(self.case.portfolio)

    def alone(self, portfolio: Portfolio) -> bool | None:
        """Whether the feeders alone can have it off by the day, in any of their modes: what they cannot do no plan can."""
        few = reduced(portfolio, self.push.feeders)
        found = can_all(few, {self.contract: self.by_day}, settings=self.settings, stop=self.stop)
        self._go_on(found.ending)
        return found.possible

    def all_can(self, days: Mapping[str, int]) -> bool | None:
        """Whether these contracts can all be off by their days, as if only their feeders were there."""
        found = can_all(self.case.portfolio, days, settings=self.settings, stop=self.stop)
        self._go_on(found.ending)
        return found.possible

    def alone_push(self) -> Push:
        """The contract under the soonest plan that its feeders have alone, in their planned modes."""
        portfolio = self.case.portfolio
        return replace(self.push, case=PlanCase(portfolio, self._earliest(portfolio, Moving.ALONE).witness))

    def late_alone(self, portfolio: Portfolio) -> int | None:
        """The days of need beyond the day that no plan avoids; None where that is not proved."""
        found = self._earliest(portfolio, Moving.ALONE, Modes.ANY)
        return found.day - self.by_day if found.proved else None

    @cached_property
    def free_today(self) -> bool | None:
        """Whether it can be off by the day today while only its feeders move: then no rule keeps it, only the price."""
        return self.others_fixed(self.case.portfolio)

    def others_fixed(self, portfolio: Portfolio, modes: Modes = Modes.PLANNED) -> bool | None:
        """Whether it is off by the day while only its feeders move, in their planned modes or in any; None: not known."""
        found = self._earliest(portfolio, Moving.FEEDERS, modes)
        if found.day <= self.by_day:
            return True
        return False if found.bound_day > self.by_day else None

    def _earliest(self, portfolio: Portfolio, moving: Moving, modes: Modes = Modes.PLANNED) -> Earliest:
        found = earliest(
            portfolio,
            self.case.plan,
            self.contract,
            moving,
            modes,
            priced=False,
            settings=self.settings,
            stop=self.stop,
        )
        self._go_on(found.ending)
        return found

    def replanned(self, portfolio: Portfolio, free: Collection[str]) -> Witness | None:
        """The cheapest plan found that has it off by the day while only these migrations move."""
        found = replan_part(
            portfolio,
            self.case.plan,
            free,
            must_be_off={self.contract: self.by_day},
            settings=self.settings,
            stop=self.stop,
        )
        self._go_on(found.ending)
        return self.witness(portfolio, found.plan) if found.plan is not None else None

    def forced(self, portfolio: Portfolio) -> Outcome:
        """The best plan found that has it off by the day whoever moves."""
        found = solve(
            portfolio,
            self.settings,
            start=self.case.plan,
            stop=self.stop,
            must_be_off={self.contract: self.by_day},
        )
        if found.interrupted or found.stopped:
            raise StoppedError("stopped; ask again for the rest")
        return found

    def witness(self, portfolio: Portfolio, plan: Plan) -> Witness:
        """A plan of a changed portfolio beside today's."""
        found = PlanCase(portfolio, plan)
        days = {id: cover.uncovered_days for id, cover in found.schedule.contracts.items()}
        worse = {id: more for id in sorted(days) if (more := days[id] - self.uncovered_days.get(id, 0)) > 0}
        before = self.case.plan.entry_by_migration
        moved = tuple(entry.migration for entry in plan.migrations if before.get(entry.migration) != entry)
        return Witness(
            plan=plan, pounds=found.pounds, price_pounds=found.pounds - self.case.pounds, moved=moved, worse=worse
        )

    def _go_on(self, ending: Ending) -> None:
        if ending.interrupted or ending.stopped:
            raise StoppedError(f"stopped after {ending.seconds:.0f} s; ask again for the rest")
