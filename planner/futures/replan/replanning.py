"""A plan made again on a later day: what is done is kept, and no more promises are broken than allowed."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import date

from planner.domain.policy import Priority
from planner.domain.portfolio import Portfolio
from planner.domain.routes import planned_migrations
from planner.domain.rules import Rule, Term
from planner.errors import PlanFileError, SettingsError
from planner.futures.replan.past_facts import Rebased, rebase
from planner.futures.replan.records import Replan, gone_promises
from planner.futures.trade_offs.frontier import POINTS, PointListener, frontier
from planner.futures.trade_offs.frontier_records import Frontier
from planner.plan.breaches import Breach
from planner.plan.conflict import Conflict
from planner.plan.entries import Plan
from planner.plan.judge import judge
from planner.plan.plan_case import PlanCase
from planner.plan.plan_file.document_records import PlanDocument
from planner.plan.promises import Promises, changed_promises, promises_of
from planner.plan.schedule import schedule_of
from planner.solver import Goal, GoalOutcome, Measure, SolveSettings, Status, measure_of, solve, solve_goal
from planner.solver.conflicts import find_conflicts
from planner.solver.tuning import DEFAULT_TUNING

FEWEST_SHARE = 0.4
"""Of the time goes into the fewest changes possible, where the old plan is not allowed as it stands."""
WHOLE_SHARE = 0.4
"""Of the time goes into a plan and a bound without regard to promises, on portfolios too large for the exact model."""


def replan(
    portfolio: Portfolio,
    old: Plan | PlanDocument,
    settings: SolveSettings | None = None,
    *,
    status_date: date | None = None,
    change_budget: int | None = None,
    promised_options: bool = True,
    within_days: int | None = None,
    not_done: Collection[str] = (),
) -> Replan:
    """The cheapest plan that keeps what is done and breaks at most `change_budget` promises (None: as many as pay).

    Of equally cheap plans the one that breaks the fewest. The old plan is a plan file (its dates stand) or a plan whose
    days count from the status date of `portfolio`. `status_date`: today, where the portfolio does not say so itself.
    Promised are all cutovers and options of the old plan, only the cutovers where `promised_options` is False, and only
    those less than `within_days` days ahead where that is stated. `not_done`: see `rebase`. With everything promised, a
    budget of 0 gives back the old plan where it is allowed. Under the priority `cover` exposure comes before cost.
    Raises SettingsError for a budget below 0 and as `rebase`.
    """
    if change_budget is not None and change_budget < 0:
        raise SettingsError(f"the change budget is {change_budget}; it must be 0 or more")
    settings = settings or SolveSettings()
    rebased, promises = rebased_promises(
        portfolio,
        old,
        status_date=status_date,
        promised_options=promised_options,
        within_days=within_days,
        not_done=not_done,
    )
    breaches = judge(PlanCase(rebased.portfolio, rebased.plan))
    fewest = _fewest(rebased, promises, _share(settings, FEWEST_SHARE)) if breaches else None
    if fewest is not None and (fewest.interrupted or fewest.status is Status.INFEASIBLE):
        outcome = fewest
    else:
        left = _share(settings, 1 - FEWEST_SHARE) if breaches else settings
        start = rebased.plan if fewest is None or fewest.plan is None else fewest.plan
        outcome = _cheapest(rebased, promises, change_budget, left, start)
    new = outcome.plan
    return Replan(
        rebased=rebased,
        promises=promises,
        change_budget=change_budget,
        breaches=breaches,
        old_pounds=_old_pounds(rebased, breaches),
        fewest=fewest,
        outcome=outcome,
        changes=changed_promises(promises, new, schedule_of(rebased.portfolio, new)) if new is not None else (),
        gone=gone_promises(rebased),
        conflicts=_conflicts(rebased, fewest),
    )


def rebased_promises(
    portfolio: Portfolio,
    old: Plan | PlanDocument,
    *,
    status_date: date | None = None,
    promised_options: bool = True,
    within_days: int | None = None,
    not_done: Collection[str] = (),
) -> tuple[Rebased, Promises]:
    """The facts and promises of an old plan on its new status date, arguments as in `replan`.

    Raises PlanFileError for the plan file of another portfolio.
    """
    told: Mapping[str, date] = {}
    if isinstance(old, PlanDocument):
        _refuse_another_portfolio(portfolio, old)
        told = {entry.migration: entry.cutover_date for entry in old.migrations}
    plan = old.plan_for(portfolio) if isinstance(old, PlanDocument) else old
    rebased = rebase(portfolio, plan, status_date, not_done)
    promises = promises_of(
        rebased.portfolio,
        rebased.plan,
        cutover_dates=told,
        within_days=within_days,
        with_options=promised_options,
    )
    return rebased, promises


def _refuse_another_portfolio(portfolio: Portfolio, document: PlanDocument) -> None:
    """Raise PlanFileError for a plan of another portfolio; one that has only changed since keeps its name."""
    if document.portfolio != portfolio.name:
        raise PlanFileError(
            f"the plan was made for the portfolio {document.portfolio!r}, this one is {portfolio.name!r}; name a plan of "
            f"this portfolio, or where only its name is new, write the name {document.portfolio!r} again"
        )
    known = {migration.id for migration in portfolio.migrations}
    if document.migrations and not any(entry.migration in known for entry in document.migrations):
        raise PlanFileError(
            f"none of the {len(document.migrations)} migrations of the plan is in the portfolio {portfolio.name!r}; "
            "name a plan of this portfolio"
        )


def change_frontier(
    replanned: Replan,
    settings: SolveSettings | None = None,
    *,
    points: int = POINTS,
    on_point: PointListener | None = None,
) -> Frontier:
    """Cost against broken promises: the cheapest plan for every number of changes that makes one cheaper."""
    known = (replanned.rebased.plan, replanned.outcome.plan, replanned.fewest.plan if replanned.fewest else None)
    return frontier(
        replanned.rebased.portfolio,
        Measure.CHANGED_PROMISES,
        Measure.COST,
        settings,
        points=points,
        promises=replanned.promises,
        plans=[plan for plan in known if plan is not None],
        on_point=on_point,
    )


def _share(settings: SolveSettings, share: float) -> SolveSettings:
    return replace(settings, time_limit_seconds=settings.time_limit_seconds * share)


def _fewest(rebased: Rebased, promises: Promises, settings: SolveSettings) -> GoalOutcome:
    goal = Goal(minimise=Measure.CHANGED_PROMISES, then=(Measure.COST,), promises=promises)
    return solve_goal(rebased.portfolio, goal, settings, hint=rebased.plan)


def _conflicts(rebased: Rebased, fewest: GoalOutcome | None) -> tuple[Conflict, ...]:
    """What cannot stand together, where not even any number of broken promises leaves a plan."""
    no_plan = fewest is not None and fewest.status is Status.INFEASIBLE
    return find_conflicts(rebased.portfolio) if no_plan else ()


def _cheapest(
    rebased: Rebased, promises: Promises, budget: int | None, settings: SolveSettings, start: Plan
) -> GoalOutcome:
    floor = None
    cover_first = rebased.portfolio.policy.priority is Priority.COVER
    if len(planned_migrations(rebased.portfolio)) > DEFAULT_TUNING.exact_alone_migrations and budget != 0:
        whole = solve(rebased.portfolio, _share(settings, WHOLE_SHARE), start=start)
        settings = _share(settings, 1 - WHOLE_SHARE)
        floor = None if cover_first else whole.bound_pounds
        start = _better_start(rebased, promises, budget, start, whole.plan)
    first = (measure_of(Term.EXPOSURE), Measure.COST) if cover_first else (Measure.COST,)
    goal = Goal(
        minimise=first[0],
        then=(*first[1:], Measure.CHANGED_PROMISES),
        at_most={} if budget is None else {Measure.CHANGED_PROMISES: budget},
        promises=promises,
        floor=floor,
    )
    return solve_goal(rebased.portfolio, goal, settings, hint=start)


def _better_start(rebased: Rebased, promises: Promises, budget: int | None, start: Plan, found: Plan | None) -> Plan:
    """The plan found without regard to promises, where it breaks few enough and the other is no better."""
    if found is None:
        return start
    schedule = schedule_of(rebased.portfolio, found)
    if budget is not None and len(changed_promises(promises, found, schedule)) > budget:
        return start
    if judge(PlanCase(rebased.portfolio, start)):
        return found
    return min((start, found), key=lambda plan: PlanCase(rebased.portfolio, plan).pounds)


def _old_pounds(rebased: Rebased, breaches: tuple[Breach, ...]) -> int | None:
    if any(breach.rule is Rule.COMPLETE for breach in breaches):
        return None
    return PlanCase(rebased.portfolio, rebased.plan).pounds
