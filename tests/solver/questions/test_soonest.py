"""The least starts that the rules leave, and the plan of the feeders alone that is as soon as it can be."""

from __future__ import annotations

from itertools import product

from planner.domain.portfolio import Portfolio
from planner.domain.resources import Resource
from planner.domain.rules import Rule
from planner.plan.entries import Plan, PlannedMigration
from planner.plan.judge import judge
from planner.plan.plan_case import PlanCase
from planner.solver import Earliest, Moving, SolveSettings, earliest
from planner.solver.model.candidate import from_plan
from planner.solver.model.compilation import compile_instance
from planner.solver.questions.soonest import keeps_capacity, soonest_starts
from tests.depth import by_day
from tests.sample import migration, plan, portfolio
from tests.solver.questions.tried import drawn

SETTINGS = SolveSettings(time_limit_seconds=20.0, workers=1, deterministic=True)
STANDARD = {0: 0, 1: 0}


def one_slot() -> Portfolio:
    """Both migrations release k, and the build of each takes the only slot for ten days."""
    both = (migration("m1", releases=("k",)), migration("m2", releases=("k",)))
    return portfolio(resources=(Resource(id="slots", name="Slots", capacity=1),), migrations=both)


def test_no_plan_starts_anybody_sooner() -> None:
    for case in drawn(by_day(range(200), 17)):
        instance = compile_instance(case.portfolio)
        best = from_plan(instance, case.best.plan)
        assert best is not None
        starts = soonest_starts(instance, dict(enumerate(best.modes)))
        assert starts is not None
        assert all(soon <= start for soon, start in zip(starts, best.starts, strict=True)), case.seed


def test_the_capacity_between_migrations_is_asked_apart() -> None:
    # each fits on day 0 by itself, both together do not
    instance = compile_instance(one_slot())
    assert soonest_starts(instance, STANDARD) == (0, 0)
    assert not keeps_capacity(instance, (0, 0), STANDARD)
    assert keeps_capacity(instance, (0, 10), STANDARD)


def test_of_plans_with_one_sum_the_first_in_order_of_id_begins_first() -> None:
    # off on day 25: the later of the two starts on day 10, cuts over on day 22, and needs k for 3 days more
    found = earliest(one_slot(), plan(m1=30, m2=50), "k", Moving.ALONE, settings=SETTINGS)
    assert (found.day, found.witness.migrations) == (25, plan(m1=0, m2=10).migrations)


def test_no_lawful_plan_of_the_feeders_that_is_off_as_early_is_sooner() -> None:
    for case in drawn(by_day(range(200), 17)):
        found = earliest(case.portfolio, case.best.plan, case.contract, Moving.ALONE, settings=SETTINGS)
        for sooner in sooner_plans(case.portfolio, found):
            assert not is_off(case.portfolio, sooner, found), (case.seed, sooner)


def sooner_plans(whole: Portfolio, found: Earliest) -> list[Plan]:
    """Every choice of starts with a lesser sum, or with the same sum and a first difference that is less."""
    entries = found.witness.migrations
    starts = [whole.axis.position(entry.start_day) for entry in entries]
    first = min(0, *starts)
    tried = product(*(range(first, sum(starts) - first * (len(starts) - 1) + 1) for _ in starts))
    sooner = [tuple(days) for days in tried if (sum(days), *days) < (sum(starts), *starts)]
    return [
        Plan(
            migrations=tuple(
                PlannedMigration(migration=entry.migration, start_day=whole.axis.day(day), mode=entry.mode)
                for entry, day in zip(entries, days, strict=True)
            ),
            options=found.witness.options,
        )
        for days in sooner
    ]


def is_off(whole: Portfolio, sooner: Plan, found: Earliest) -> bool:
    """Whether the plan keeps all rules and has the contract off as early."""
    case = PlanCase(whole, sooner)
    late = case.schedule.contracts[found.contract].needed_until_day > found.day
    return not late and all(breach.rule is Rule.COMPLETE for breach in judge(case))
