"""PyJobShop on a reduced portfolio: one task for each phase, one job with a due date for each price of being late.

PyJobShop: L. Lan and J. Berkhout, PyJobShop: Solving scheduling problems with constraint programming in Python, 2025.
"""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from math import gcd
from typing import TYPE_CHECKING, Any

from planner.benchmarks.rivals.pyjobshop_result import bound_of, status_of
from planner.domain.migrations import Anchor, Migration, Precedence
from planner.domain.portfolio import Portfolio
from planner.domain.routes import has_no_route, planned_migrations, releasing_migrations
from planner.errors import MissingExtraError, SettingsError
from planner.plan.breaches.capacity import resource_for
from planner.plan.entries import Plan, PlannedMigration
from planner.plan.ledger import exposure_price
from planner.plan.outcome import Outcome, Status
from planner.plan.plan_case import PlanCase
from planner.solver.settings import SolveSettings

if TYPE_CHECKING:
    from pyjobshop import Model

MOST_WEIGHT = 2**20
"""PyJobShop gives every tardiness a range of 2^42 days, so larger weights in sum would overflow 64 bits."""


@dataclass(frozen=True, kw_only=True)
class LatePrice:
    """The price of each day by which the last of some migrations cuts over late; `tails` are days to add per migration."""

    due_day: int
    pounds_per_day: int
    tails: tuple[tuple[str, int], ...]


@dataclass(frozen=True, kw_only=True)
class _Tasks:
    """The tasks of one migration; `index` of its first among all tasks. `cutover` is the one that ends in the cutover."""

    index: int
    tasks: tuple[Any, ...]
    cutover: Any

    def at(self, anchor: Anchor) -> tuple[Any, bool]:
        """The task that begins or ends at an anchor, and whether it begins there."""
        if anchor is Anchor.START:
            return self.tasks[0], True
        return self.cutover if anchor is Anchor.CUTOVER else self.tasks[-1], False


@dataclass
class _Draft:
    """A model in the making."""

    model: Model
    portfolio: Portfolio
    tasks: dict[str, _Tasks] = field(default_factory=dict)
    count: int = 0


def solve_with_pyjobshop(portfolio: Portfolio, settings: SolveSettings) -> Outcome:
    """The outcome of PyJobShop with OR-Tools. The time limit covers building the model too.

    Raises SettingsError for a portfolio with anything that it cannot express here, MissingExtraError without PyJobShop.
    """
    started = time.monotonic()
    _refuse_what_cannot_be_said(portfolio)
    prices = late_prices(portfolio)
    draft = _build(portfolio, prices)
    left = max(0.1, settings.time_limit_seconds - (time.monotonic() - started))
    result = draft.model.solve(time_limit=left, num_workers=settings.workers, display=False, random_seed=settings.seed)
    status = status_of(result)
    plan = _read_plan(draft, result) if status in (Status.OPTIMAL, Status.FEASIBLE) else None
    pounds = PlanCase(portfolio, plan).pounds if plan is not None else None
    scaled = bound_of(result)
    bound = None if scaled is None else scaled * _common_divisor(prices) + unavoidable_pounds(portfolio)
    return Outcome(
        status=status,
        plan=plan,
        objective_pounds=pounds,
        bound_pounds=bound,
        gap=(pounds - bound) / pounds if pounds and bound is not None else None,
        seconds=time.monotonic() - started,
    )


def late_prices(portfolio: Portfolio) -> tuple[LatePrice, ...]:
    """Exposure of every contract that somebody can leave, and benefit of every migration, as weighted tardiness."""
    prices = []
    for contract in portfolio.contracts:
        if not has_no_route(portfolio, contract):
            tails = tuple(
                (migration.id, portfolio.profile_by_id[migration.profile].legacy_days)
                for migration in releasing_migrations(portfolio, contract)
            )
            covered_until = portfolio.day_of(portfolio.first_end_by_contract[contract.id]) + 1
            price = exposure_price(portfolio, contract)
            prices.append(LatePrice(due_day=covered_until, pounds_per_day=price, tails=tails))
    for migration in planned_migrations(portfolio):
        due = portfolio.day_of(migration.due_date) if migration.due_date is not None else 0
        for due_day, pounds in ((due, migration.benefit_pounds_per_day), (0, migration.running_pounds_per_day)):
            prices.append(LatePrice(due_day=due_day, pounds_per_day=pounds, tails=((migration.id, 0),)))
    return tuple(price for price in prices if price.pounds_per_day > 0)


def unavoidable_pounds(portfolio: Portfolio) -> int:
    """What contracts without a way off cost until the horizon, whatever is planned."""
    return sum(
        max(0, portfolio.horizon_day - portfolio.day_of(portfolio.first_end_by_contract[contract.id]) - 1)
        * exposure_price(portfolio, contract)
        for contract in portfolio.contracts
        if has_no_route(portfolio, contract)
    )


def _refuse_what_cannot_be_said(portfolio: Portfolio) -> None:
    tables = ("options", "modes", "groups", "capacity_steps", "freezes", "wave_windows", "budgets", "decisions_taken")
    stated = [table for table in tables if getattr(portfolio, table)]
    stated += ["renewals"] if any(contract.runs_on for contract in portfolio.contracts) else []
    stated += [] if portfolio.axis.is_calendar else ["working days"]
    if stated or any(migration.deadline_date for migration in portfolio.migrations):
        raise SettingsError(f"PyJobShop takes reduced portfolios only; this one has {', '.join(stated) or 'deadlines'}")


def _common_divisor(prices: tuple[LatePrice, ...]) -> int:
    return gcd(*(price.pounds_per_day for price in prices)) or 1


def _build(portfolio: Portfolio, prices: tuple[LatePrice, ...]) -> _Draft:
    try:
        from pyjobshop import Model
    except ImportError as error:
        raise MissingExtraError("pyjobshop", "bench") from error
    draft = _Draft(Model(), portfolio)
    resources = {resource.id: draft.model.add_renewable(capacity=resource.capacity) for resource in portfolio.resources}
    for migration in planned_migrations(portfolio):
        _add_tasks(draft, migration, resources)
    _add_precedences(draft)
    _add_prices(draft, prices)
    draft.model.set_objective(weight_total_tardiness=1)
    return draft


def _add_tasks(draft: _Draft, migration: Migration, resources: dict[str, Any]) -> None:
    """One task for each phase, each starting on the day the one before it ends."""
    profile = draft.portfolio.profile_by_id[migration.profile]
    release = draft.portfolio.day_of(migration.release_date) if migration.release_date is not None else 0
    index = draft.count
    tasks: list[Any] = []
    cutover = None
    for phase in profile.phases:
        found = [
            (resource_for(draft.portfolio, demand.resource, migration.cluster), demand.amount)
            for demand in phase.demands
        ]
        task = draft.model.add_task(earliest_start=max(0, release), latest_end=draft.portfolio.horizon_day)
        draft.model.add_mode(
            task,
            resources=[resources[resource.id] for resource, _ in found if resource is not None],
            duration=phase.days,
            demands=[amount for resource, amount in found if resource is not None],
        )
        if tasks:
            draft.model.add_end_at_start(tasks[-1], task)
        tasks.append(task)
        cutover = task if phase.name == profile.cutover_phase else cutover
    draft.tasks[migration.id] = _Tasks(index=index, tasks=tuple(tasks), cutover=cutover)
    draft.count += len(tasks)


def _add_precedences(draft: _Draft) -> None:
    """Milestones become tasks of no length; an achieved one stays on its day."""
    for milestone in draft.portfolio.milestones:
        day = max(0, draft.portfolio.day_of(milestone.planning_date))
        task = draft.model.add_task(
            earliest_start=day, latest_end=day if milestone.achieved_date else draft.portfolio.horizon_day
        )
        draft.model.add_mode(task, resources=[], duration=0)
        draft.tasks[milestone.id] = _Tasks(index=draft.count, tasks=(task,), cutover=task)
        draft.count += 1
    achieved = {milestone.id for milestone in draft.portfolio.milestones if milestone.achieved_date is not None}
    for item in draft.portfolio.precedences:
        if item.predecessor in draft.tasks and item.successor in draft.tasks and item.successor not in achieved:
            _add_precedence(draft, item)


def _add_precedence(draft: _Draft, item: Precedence) -> None:
    """The cutover of a migration is the end of its cutover task, so every tie is one of starts and ends of two tasks."""
    before, from_start = draft.tasks[item.predecessor].at(item.kind.leaves)
    after, to_start = draft.tasks[item.successor].at(item.kind.arrives)
    ties = {
        (False, True): draft.model.add_end_before_start,
        (True, True): draft.model.add_start_before_start,
        (False, False): draft.model.add_end_before_end,
        (True, False): draft.model.add_start_before_end,
    }
    ties[from_start, to_start](before, after, item.lag_days)


def _add_prices(draft: _Draft, prices: tuple[LatePrice, ...]) -> None:
    """A job with a due date for each price, its one task of no length after the cutovers it waits for."""
    scale = _common_divisor(prices)
    if sum(price.pounds_per_day // scale for price in prices) > MOST_WEIGHT:
        raise SettingsError("the prices of this portfolio are beyond what PyJobShop can add up in 64 bits")
    for price in prices:
        job = draft.model.add_job(
            weight=price.pounds_per_day // scale, due_date=price.due_day, deadline=2 * draft.portfolio.horizon_day
        )
        last = draft.model.add_task(job=job, latest_end=2 * draft.portfolio.horizon_day)
        draft.model.add_mode(last, resources=[], duration=0)
        draft.count += 1
        for migration, tail in price.tails:
            draft.model.add_end_before_start(draft.tasks[migration].cutover, last, tail)


def _read_plan(draft: _Draft, result: Any) -> Plan:
    planned = {migration.id for migration in planned_migrations(draft.portfolio)}
    return Plan(
        migrations=tuple(
            PlannedMigration(migration=id, start_day=result.best.tasks[found.index].start)
            for id, found in draft.tasks.items()
            if id in planned
        )
    )
