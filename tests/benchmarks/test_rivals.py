"""Rivals give plans that the judge accepts, and agree with the exact model where both prove."""

from __future__ import annotations

from dataclasses import replace

import pytest

from planner.benchmarks.generator.portfolio import generate_portfolio
from planner.benchmarks.generator.spec import GeneratorSpec
from planner.benchmarks.reduced import reduce_portfolio
from planner.benchmarks.rivals.expiry_first import solve_expiry_first
from planner.benchmarks.rivals.pyjobshop_portfolio import late_prices, solve_with_pyjobshop
from planner.domain.migrations import PhaseProfile, PrecedenceKind
from planner.domain.rules import Rule, Term
from planner.errors import SettingsError
from planner.plan.judge import judge
from planner.plan.ledger import exposure_price
from planner.plan.outcome import Status
from planner.plan.plan_case import PlanCase
from planner.plan.schedule import schedule_of
from planner.solver.settings import SolveSettings
from planner.solver.solve import solve
from tests.solver.test_anchors import rows_of_the_page, tied
from tests.tiny_anchors import portfolio_with_anchors

SMALL = GeneratorSpec(contracts=8, seed=3, cluster_size=8, shared_percent=25, cross_percent=20, budget_percent=30)
ONE_WORKER = SolveSettings(workers=1, time_limit_seconds=60)


@pytest.mark.parametrize("seed", range(4))
def test_the_list_rule_keeps_every_rule_and_prices_its_plan_as_the_measures_do(seed: int) -> None:
    portfolio = generate_portfolio(replace(SMALL, contracts=40, seed=seed, negotiation_limit=2))
    outcome = solve_expiry_first(portfolio, ONE_WORKER)
    assert outcome.plan is not None
    assert judge(PlanCase(portfolio, outcome.plan)) == ()
    assert outcome.objective_pounds == PlanCase(portfolio, outcome.plan).pounds
    assert outcome.bound_pounds is None


def test_the_list_rule_moves_the_contract_that_ends_first_before_the_others() -> None:
    # All of one profile, on a team that is busy with one of them at a time, and nothing else to wait for: then the
    # order of cutovers is the order of expiries.
    drawn = reduce_portfolio(generate_portfolio(replace(SMALL, shared_percent=0, cross_percent=0)))
    profile = drawn.profile_by_id[drawn.migrations[0].profile]
    queue = replace(
        drawn,
        migrations=tuple(replace(item, profile=profile.id, release_date=None) for item in drawn.migrations),
        resources=tuple(replace(item, capacity=_peak(profile, str(item.kind))) for item in drawn.resources),
        precedences=(),
    )
    plan = solve_expiry_first(queue, ONE_WORKER).plan
    assert plan is not None
    expiry = {item.id: queue.contract_by_id[item.releases[0]].expiry_date for item in queue.migrations}
    starts = [plan.entry_by_migration[id].start_day for id in sorted(expiry, key=lambda id: (expiry[id], id))]
    assert starts == sorted(starts)


def _peak(profile: PhaseProfile, kind: str) -> int:
    return max(demand.amount for phase in profile.phases for demand in phase.demands if demand.resource == kind)


@pytest.mark.parametrize("kind", PrecedenceKind)
def test_rivals_keep_a_precedence_between_any_two_anchors(kind: PrecedenceKind) -> None:
    # What a day costs makes each migration start as early as it may, which the page of meaning tells.
    case = replace(tied(kind, "standard"), modes=(), decisions_taken=())
    for solve_it in (solve_expiry_first, solve_with_pyjobshop):
        plan = solve_it(case, ONE_WORKER).plan
        assert plan is not None
        assert plan.entry_by_migration["B"].start_day == rows_of_the_page()[kind, "standard"], solve_it


def test_the_list_rule_ends_where_a_team_stays_too_small_for_a_migration() -> None:
    # Team t1 falls to 1 on day 3; migration m3 takes 2 of it. The plan names a start, and the judge what is wrong with it.
    case = portfolio_with_anchors(11)
    plan = solve_expiry_first(case, ONE_WORKER).plan
    assert plan is not None
    assert {breach.rule for breach in judge(PlanCase(case, plan))} >= {Rule.CAPACITY}


def test_a_reduced_portfolio_costs_only_exposure_and_delay() -> None:
    portfolio = reduce_portfolio(generate_portfolio(replace(SMALL, contracts=40, modes_percent=50, groups_percent=50)))
    plan = solve_expiry_first(portfolio, ONE_WORKER).plan
    assert plan is not None
    assert judge(PlanCase(portfolio, plan)) == ()
    assert {term for term, pounds in PlanCase(portfolio, plan).terms.items() if pounds} <= {Term.EXPOSURE, Term.DELAY}


def test_late_prices_add_up_to_the_cost_of_a_plan() -> None:
    portfolio = reduce_portfolio(generate_portfolio(replace(SMALL, contracts=40)))
    plan = solve_expiry_first(portfolio, ONE_WORKER).plan
    assert plan is not None
    cutovers = schedule_of(portfolio, plan).migrations
    priced = 0
    for price in late_prices(portfolio):
        last = max(cutovers[migration].cutover_day + tail for migration, tail in price.tails)
        priced += price.pounds_per_day * max(0, last - price.due_day)
    assert priced == PlanCase(portfolio, plan).pounds


def test_pyjobshop_and_the_exact_model_prove_the_same_cost() -> None:
    pytest.importorskip("pyjobshop")
    portfolio = reduce_portfolio(generate_portfolio(SMALL))
    rival, ours = solve_with_pyjobshop(portfolio, ONE_WORKER), solve(portfolio, ONE_WORKER)
    assert rival.status is ours.status is Status.OPTIMAL
    assert rival.plan is not None
    assert judge(PlanCase(portfolio, rival.plan)) == ()
    assert rival.objective_pounds == rival.bound_pounds == ours.objective_pounds


def test_pyjobshop_refuses_a_portfolio_it_cannot_express() -> None:
    with pytest.raises(SettingsError, match="options"):
        solve_with_pyjobshop(generate_portfolio(SMALL), ONE_WORKER)


def test_a_drawn_portfolio_prices_every_contract() -> None:
    portfolio = generate_portfolio(SMALL)
    assert all(exposure_price(portfolio, contract) > 0 for contract in portfolio.contracts)
