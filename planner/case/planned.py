"""A portfolio with the plan that a case is about: given, or solved for once somebody asks."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import cached_property
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING, Self

from planner.domain.portfolio import Portfolio
from planner.errors import NoPlanError
from planner.plan.breaches import Breach
from planner.plan.entries import Plan
from planner.plan.flagging.records import ContractFlag, DepartmentFlag
from planner.plan.judge import judge
from planner.plan.outcome import Outcome
from planner.plan.plan_case import PlanCase
from planner.plan.register.records import Act

if TYPE_CHECKING:
    from planner.domain.rules import Term
    from planner.plan.inaction import IfNobodyActs
    from planner.solver import SolveSettings


class PlannedCase:
    """A portfolio with its plan, and what follows from the plan alone."""

    def __init__(
        self,
        portfolio: Portfolio | str | PathLike[str],
        plan: Plan | None = None,
        *,
        outcome: Outcome | None = None,
        settings: SolveSettings | None = None,
    ) -> None:
        from planner.reading import read_portfolio
        from planner.solver import SolverMemory, SolveSettings

        self.portfolio = portfolio if isinstance(portfolio, Portfolio) else read_portfolio(Path(portfolio))
        self._plan, self._outcome = plan, outcome
        self._settings = settings or SolveSettings()
        self._memory = SolverMemory()

    @cached_property
    def plan_case(self) -> PlanCase:
        """The plan with everything that follows from it; solved for where none was given."""
        if self._plan is not None:
            return PlanCase(self.portfolio, self._plan, self._outcome)
        from planner.solver import solve

        outcome = solve(self.portfolio, self._settings, memory=self._memory)
        return PlanCase(self.portfolio, _plan_in(self.portfolio, outcome), outcome)

    @cached_property
    def explained(self) -> PlanCase:
        """The plan with the reasons of its late contracts, for everything that shows it; one that breaks rules has none."""
        from planner.explain.reasons import reasons_of

        case = self.plan_case
        return case if case.reasons is not None or judge(case) else replace(case, reasons=reasons_of(case))

    @property
    def plan(self) -> Plan:
        """The plan."""
        return self.plan_case.plan

    @property
    def outcome(self) -> Outcome | None:
        """Status, bound and gap; None for a plan that was given without them."""
        return self.plan_case.outcome

    @property
    def terms(self) -> Mapping[Term, int]:
        """Cost by term."""
        return self.plan_case.terms

    @property
    def flags(self) -> tuple[ContractFlag, ...]:
        """The flag of every contract."""
        return self.plan_case.flags

    @property
    def department_flags(self) -> tuple[DepartmentFlag, ...]:
        """The flag of every department."""
        return self.plan_case.department_flags

    @property
    def acts(self) -> tuple[Act, ...]:
        """The register of acts."""
        return self.plan_case.acts

    @property
    def if_nobody_acts(self) -> IfNobodyActs:
        """What comes of the cutovers of the plan where nobody takes an act of the register."""
        return self.plan_case.if_nobody_acts

    @property
    def breaches(self) -> tuple[Breach, ...]:
        """The rules the plan breaks; empty where it keeps them all."""
        return judge(self.plan_case)

    def solve(
        self,
        settings: SolveSettings | None = None,
        *,
        start: Plan | None = None,
        stop: Callable[[], bool] | None = None,
    ) -> Self:
        """The same portfolio with the best plan found from a plan on: `start`, else the plan there is; never a worse one.

        `stop` is asked often; True ends the search. What is better is in `outcome.better_plan`. Raises NoPlanError where no
        plan is found.
        """
        from planner.solver import solve

        begin = start if start is not None else self._known_plan
        chosen = settings or self._settings
        outcome = solve(self.portfolio, chosen, start=begin, stop=stop, memory=self._memory)
        found = type(self)(self.portfolio, _plan_in(self.portfolio, outcome), outcome=outcome, settings=chosen)
        found._memory = self._memory
        return found

    @property
    def _known_plan(self) -> Plan | None:
        """The plan, where it was given or solved for already."""
        return self.plan_case.plan if "plan_case" in vars(self) else self._plan


def _plan_in(portfolio: Portfolio, outcome: Outcome) -> Plan:
    if outcome.plan is None:
        raise NoPlanError(f"{portfolio.name} has no plan ({outcome.status.value})")
    return outcome.plan
