"""The best plans known for two portfolios and those between them, found with as few solves as possible."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from planner.domain.portfolio import Portfolio
from planner.futures.difference.between import kinds_of_errors, portfolio_between
from planner.futures.difference.input_changes import Node
from planner.futures.difference.records import Version
from planner.futures.known_plans import Solve, lawful_versions
from planner.futures.transfer import transfer
from planner.plan.entries import Plan
from planner.plan.judge import judge
from planner.plan.plan_case import PlanCase
from planner.solver import Outcome, SolveSettings, Status
from planner.solver.model.candidate import from_plan, rank
from planner.solver.model.compilation import compile_instance
from planner.solver.model.instance import Instance

Made = frozenset[Node]
"""The changes made so far; none: the old portfolio, all: the new one."""


@dataclass(frozen=True, kw_only=True)
class State:
    """A portfolio on the way with its best plan; `gap_pounds` is what another plan could save at most, None: unknown."""

    case: PlanCase
    instance: Instance
    gap_pounds: int | None


class States:
    """The portfolios on the way, each solved once. Every plan found is tried in all of them."""

    def __init__(
        self,
        old: Version,
        new: Version,
        nodes: Made,
        settings: SolveSettings | None,
        solve: Solve,
        start: Plan | None = None,
    ) -> None:
        self._ends = {frozenset[Node](): old, nodes: new} if nodes else {nodes: old}
        self._old, self._new, self._all = old, new, nodes
        self._settings, self._solve = settings, solve
        self._portfolios: dict[Made, Portfolio | None] = {}
        self._instances: dict[Made, Instance] = {}
        self._bounds: dict[Made, int | None] = {}
        self._outcomes: list[tuple[Instance, Outcome]] = []
        self._plans: list[tuple[date, Plan]] = []
        self._stopped = False
        for portfolio, plan in ((old.portfolio, old.plan), (new.portfolio, new.plan), (new.portfolio, start)):
            if plan is not None:
                self._keep(portfolio, plan)

    def prepare(self, made: Made) -> None:
        """Solve the portfolio of these changes, if that has not been done.

        One in which reading would find a fault that neither end has is not sound, and has no plan.
        """
        if made in self._portfolios:
            return
        portfolio = self._portfolio(made)
        self._portfolios[made] = portfolio
        if portfolio is None:
            return
        instance = self._instances[made] = compile_instance(portfolio)
        version = self._ends.get(made)
        if version is not None and version.proved and version.plan is not None:
            self._bounds[made] = PlanCase(portfolio, version.plan).pounds
            return
        outcome = self._outcome(portfolio, instance)
        self._bounds[made] = outcome.bound_pounds if outcome else None
        if outcome is not None and outcome.plan is not None:
            self._keep(portfolio, outcome.plan)

    def best(self, made: Made) -> State | None:
        """The best of all plans known, carried out with these changes; None where none can be."""
        portfolio = self._portfolios[made]
        if portfolio is None:
            return None
        instance = self._instances[made]
        plan = self._choose(portfolio, instance, self._ends.get(made))
        if plan is None:
            return None
        bound = self._bounds[made]
        case = PlanCase(portfolio, plan)
        gap = None if bound is None else max(0, case.pounds - bound)
        return State(case=case, instance=instance, gap_pounds=gap)

    def _portfolio(self, made: Made) -> Portfolio | None:
        if made in self._ends:
            return self._ends[made].portfolio
        old, new = self._old.portfolio, self._new.portfolio
        portfolio = portfolio_between(old, new, made)
        errors = kinds_of_errors(portfolio)
        is_sound = not errors or errors <= kinds_of_errors(old) | kinds_of_errors(new)
        return portfolio if is_sound else None

    def _outcome(self, portfolio: Portfolio, instance: Instance) -> Outcome | None:
        """What solving gives; a portfolio that is the same to the solver as another is not solved again."""
        known = next((outcome for solved, outcome in self._outcomes if solved == instance), None)
        if known is not None or self._settings is None or self._stopped:
            return known
        outcome = self._solve(portfolio, self._settings, start=self._choose(portfolio, instance, None))
        self._stopped = outcome.interrupted or outcome.stopped
        if outcome.status is not Status.UNKNOWN:
            self._outcomes.append((instance, outcome))
        return outcome

    def _keep(self, portfolio: Portfolio, plan: Plan) -> None:
        if (portfolio.status_date, plan) not in self._plans:
            self._plans.append((portfolio.status_date, plan))

    def _choose(self, portfolio: Portfolio, instance: Instance, version: Version | None) -> Plan | None:
        """The least by what is minimised; of equals the plan given, then the one nearest to the plans of both ends."""
        found = self._candidates(portfolio, instance)
        given = version.plan if version is not None else None
        anchors = [
            shifted(end.plan, end.portfolio, portfolio) for end in (self._old, self._new) if end.plan is not None
        ]

        def order(plan: Plan) -> tuple[object, ...]:
            candidate = from_plan(instance, plan)
            assert candidate is not None, plan
            nearness = sum(distance(plan, anchor) for anchor in anchors)
            return rank(instance, candidate), plan != given, nearness, plan.migrations, plan.options

        return min(found, key=order, default=None)

    def _candidates(self, portfolio: Portfolio, instance: Instance) -> list[Plan]:
        found: dict[Plan, None] = {}
        for day, plan in self._plans:
            moved = moved_status(plan, day, portfolio.status_date)
            found |= dict.fromkeys(lawful_versions(portfolio, moved, instance))
        return list(found)


def carried_out(portfolio: Portfolio, instance: Instance, plan: Plan) -> Iterable[Plan]:
    """The plan as it is, where it breaks no rule here, and as it would be carried out, where that can be done."""
    if not judge(PlanCase(portfolio, plan)):
        yield plan
    adapted = transfer(portfolio, plan, instance)
    if adapted is not None:
        yield adapted


def kept_pounds(before: State, after: State) -> int | None:
    """What the plan before costs with the input after: as it is where it breaks no rule, else as it would be carried out."""
    portfolio = after.case.portfolio
    plan = shifted(before.case.plan, before.case.portfolio, portfolio)
    kept = next(iter(carried_out(portfolio, after.instance, plan)), None)
    return None if kept is None else PlanCase(portfolio, kept).pounds


def shifted(plan: Plan, made_for: Portfolio, portfolio: Portfolio) -> Plan:
    """The plan on the same dates, its days counted from the status date of another portfolio."""
    return moved_status(plan, made_for.status_date, portfolio.status_date)


def moved_status(plan: Plan, before: date, after: date) -> Plan:
    """The plan on the same dates, its days counted from another status date."""
    days = (after - before).days
    entries = tuple(replace(entry, start_day=entry.start_day - days) for entry in plan.migrations)
    return replace(plan, migrations=entries) if days else plan


def distance(plan: Plan, other: Plan) -> int:
    """Days by which starts differ, plus the options and modes that do."""
    starts = {id: entry.start_day for id, entry in other.entry_by_migration.items()}
    days = sum(abs(entry.start_day - starts.get(entry.migration, entry.start_day)) for entry in plan.migrations)
    modes = _modes(plan) ^ _modes(other)
    return days + len(modes) + len(plan.option_set ^ other.option_set)


def _modes(plan: Plan) -> set[tuple[str, str]]:
    return {(entry.migration, entry.mode) for entry in plan.migrations}
