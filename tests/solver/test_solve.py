"""The solve as people call it: statuses, conflicts, determinism, interruption, and all stages on a drawn portfolio."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from dataclasses import replace
from datetime import timedelta
from random import Random

import pytest

from planner.benchmarks.generator.portfolio import generate_portfolio
from planner.benchmarks.generator.spec import GeneratorSpec
from planner.benchmarks.rivals.expiry_first import solve_expiry_first
from planner.domain.organisations import Commitment
from planner.domain.portfolio import Portfolio
from planner.errors import JudgementError
from planner.plan.judge import judge
from planner.plan.plan_case import PlanCase
from planner.solver import Outcome, Progress, SolveSettings, Status, solve, solve_exactly
from planner.solver.bound.option_prices import with_prices
from planner.solver.model.candidate import cheapest_prefixes, needed_until
from planner.solver.model.compilation import compile_instance
from planner.solver.model.instance import Instance
from planner.solver.model.option_choice import with_options
from planner.solver.solve import judged
from planner.solver.tuning import DEFAULT_TUNING
from tests.sample import day, migration, plan, portfolio
from tests.tiny_portfolios import random_portfolio

DRAWN = GeneratorSpec(
    contracts=40, seed=7, congestion_percent=90, cross_percent=20, modes_percent=30, groups_percent=20
)
LIMITED = replace(DRAWN, budget_percent=40, negotiation_limit=3)
QUICK = SolveSettings(time_limit_seconds=1.0, workers=1, deterministic=True)


def tight_on_a_deadline() -> Portfolio:
    """Two migrations of 12 days to cutover, both due on day 12, with one slot for the build: only one can be in time."""
    case = portfolio()
    late = tuple(replace(move, deadline_date=day(12)) for move in case.migrations)
    return replace(case, migrations=late, resources=(replace(case.resources[0], capacity=1),))


class TestStatuses:
    def test_a_small_portfolio_is_proved(self) -> None:
        outcome = solve(portfolio(), QUICK)
        assert outcome.status is Status.OPTIMAL
        assert outcome.plan is not None
        assert outcome.objective_pounds == outcome.bound_pounds == PlanCase(portfolio(), outcome.plan).pounds
        assert outcome.gap == 0.0

    def test_what_cannot_stand_together_is_named(self) -> None:
        outcome = solve(tight_on_a_deadline(), QUICK)
        assert outcome.status is Status.INFEASIBLE
        assert outcome.plan is None
        assert sorted(outcome.conflict) == ["capacity of slots", "deadline of m1", "deadline of m2"]

    def test_a_migration_that_cannot_end_by_the_horizon_is_named(self) -> None:
        outcome = solve(replace(portfolio(), horizon_date=day(10)), QUICK)
        assert outcome.conflict == ("planning horizon 2030-01-11",)

    def test_a_tight_capacity_is_confirmed_by_the_second_configuration(self) -> None:
        # Drawn: the members of a group cannot cut over together within the capacity. Without presolve this took over 30 s.
        outcome = solve(random_portfolio(24), SolveSettings(time_limit_seconds=60, workers=1, deterministic=True))
        assert set(outcome.conflict) == {"group g", "capacity of shared"}

    def test_giving_up_one_record_of_the_conflict_is_enough(self) -> None:
        case = tight_on_a_deadline()
        for freed in (
            replace(case, resources=(replace(case.resources[0], capacity=2),)),
            replace(case, migrations=(replace(case.migrations[0], deadline_date=None), case.migrations[1])),
        ):
            assert solve(freed, QUICK).status is Status.OPTIMAL

    def test_a_portfolio_without_migrations_has_an_empty_plan(self) -> None:
        empty = replace(portfolio(), migrations=(), horizon_date=day(60))
        outcome = solve(empty, QUICK)
        assert outcome.status is Status.OPTIMAL
        assert outcome.plan is not None
        # contract k is in force to day 29, covered until day 30, and needed until the horizon: 30 days at £100
        assert sum(PlanCase(empty, outcome.plan).terms.values()) == 3000

    def test_with_no_time_at_all_nothing_is_claimed(self) -> None:
        outcome = solve_exactly(generate_portfolio(DRAWN), SolveSettings(time_limit_seconds=0.001, workers=1))
        assert outcome.status in (Status.UNKNOWN, Status.FEASIBLE)
        assert (outcome.plan is None) is (outcome.status is Status.UNKNOWN)


class TestPipeline:
    @pytest.mark.parametrize("spec", [DRAWN, LIMITED])
    def test_plan_and_bound_of_a_drawn_portfolio(self, spec: GeneratorSpec) -> None:
        case = generate_portfolio(spec)
        heard: list[Progress] = []
        outcome = solve(case, SolveSettings(time_limit_seconds=2.0), heard.append)
        assert outcome.plan is not None
        assert judge(PlanCase(case, outcome.plan)) == ()
        assert PlanCase(case, outcome.plan).pounds == outcome.objective_pounds
        assert 0 < (outcome.bound_pounds or 0) <= (outcome.objective_pounds or 0)
        costs = [progress.objective_pounds for progress in heard if progress.objective_pounds is not None]
        bounds = [progress.bound_pounds for progress in heard if progress.bound_pounds is not None]
        assert costs == sorted(costs, reverse=True)
        assert bounds == sorted(bounds)

    def test_no_worse_than_the_spreadsheet(self) -> None:
        case = generate_portfolio(DRAWN)
        spreadsheet = solve_expiry_first(case, QUICK)
        assert spreadsheet.objective_pounds is not None
        assert (solve(case, QUICK).objective_pounds or 0) <= spreadsheet.objective_pounds

    def test_the_same_seed_gives_the_same_plan(self) -> None:
        case = generate_portfolio(DRAWN)
        first, second = solve(case, QUICK), solve(case, QUICK)
        assert first.plan == second.plan
        assert (first.objective_pounds, first.bound_pounds) == (second.objective_pounds, second.bound_pounds)

    def test_shifting_every_date_shifts_the_plan(self) -> None:
        from planner.benchmarks.generator.cluster_draft import STATUS_DATE

        case = portfolio()
        assert case.status_date != STATUS_DATE
        later = replace(
            case,
            status_date=case.status_date + timedelta(days=7),
            horizon_date=case.horizon_date + timedelta(days=7),
            contracts=tuple(replace(k, expiry_date=k.stated_expiry_date + timedelta(days=7)) for k in case.contracts),
        )
        assert solve(case, QUICK).plan == solve(later, QUICK).plan


def test_prices_of_limits_never_raise_the_bound_above_the_best_choice() -> None:
    """With starts fixed, priced cost less rebate is at most the cost of the best options that keep the limits."""
    for seed in range(6):
        instance = compile_instance(generate_portfolio(replace(LIMITED, seed=seed)))
        assert instance.limits
        starts = tuple(10 + 30 * k for k in range(len(instance.migrations)))
        modes = (0,) * len(starts)
        chosen = with_options(instance, starts, modes, DEFAULT_TUNING.options)
        assert chosen is not None
        draw = Random(seed)
        priced = with_prices(instance, [draw.choice((0.0, 0.3, 1.7, 2500.25)) for _ in instance.limits])
        assert priced.instance.contracts != instance.contracts
        free = cheapest_prefixes(priced.instance, starts, modes)
        low = option_pounds(priced.instance, free, starts) - priced.rebate_pounds
        assert low <= option_pounds(instance, chosen.prefixes, starts)


def option_pounds(instance: Instance, prefixes: tuple[int, ...], starts: tuple[int, ...]) -> int:
    """Extensions and exposure of all contracts for starts in the first modes."""
    needs = needed_until(instance, starts, (0,) * len(starts))
    cases = zip(instance.contracts, prefixes, needs, strict=True)
    return sum(contract.pounds(prefix, need) for contract, prefix, need in cases)


def test_an_interrupted_solve_returns_its_best_plan() -> None:
    script = (
        "from planner.benchmarks.generator.portfolio import generate_portfolio\n"
        "from planner.benchmarks.generator.spec import GeneratorSpec\n"
        "from planner.solver import SolveSettings, solve\n"
        "case = generate_portfolio(GeneratorSpec(contracts=60, seed=3, congestion_percent=120))\n"
        "def heard(progress):\n"
        "    if progress.objective_pounds is not None: print('plan', flush=True)\n"
        "outcome = solve(case, SolveSettings(time_limit_seconds=120.0), heard)\n"
        "print(outcome.interrupted, outcome.plan is not None, outcome.seconds < 110)\n"
    )
    process = subprocess.Popen(
        [sys.executable, "-c", script], stdout=subprocess.PIPE, text=True, env={**os.environ}, start_new_session=True
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "plan\n"
    time.sleep(0.5)
    process.send_signal(signal.SIGINT)
    rest, _ = process.communicate(timeout=60)
    assert rest.splitlines()[-1] == "True True True"


def test_a_plan_that_breaks_a_rule_is_never_returned() -> None:
    with pytest.raises(JudgementError, match="m1"):
        judged(portfolio(), plan(m1=-5))


def test_a_migration_of_an_organisation_that_stays_is_not_planned() -> None:
    case = portfolio(migrations=(migration("m1", releases=("k",)), migration("m2", organisation="body")))
    body = replace(case.organisation_by_id["body"], commitment=Commitment.DECLINED)
    outcome: Outcome = solve(replace(case, organisations=(case.organisation_by_id["dep"], body)), QUICK)
    assert outcome.plan is not None
    assert set(outcome.plan.entry_by_migration) == {"m1"}
