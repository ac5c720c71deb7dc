"""The prices of the solver: model, candidate, placement and ledger count the same pounds, also for terms nobody has yet."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest

from planner.domain.migrations import Anchor
from planner.domain.portfolio import Portfolio
from planner.domain.rules import Term
from planner.plan.plan_case import PlanCase
from planner.solver.bound.blocks import make_blocks
from planner.solver.bound.dual_ascent import DualAscent
from planner.solver.goal_measures import Measure
from planner.solver.model.candidate import Candidate, cheapest_prefixes, objective_pounds, pounds_by_term, to_plan
from planner.solver.model.compilation import compile_instance
from planner.solver.model.cover import ContractCase
from planner.solver.model.exact import Proof, SearchLimits, build, search
from planner.solver.model.instance import Instance, MigrationCase
from planner.solver.model.parts import components
from planner.solver.model.terms import TERM_PRICES, DayPrice, ModePrice, NeedPrice, SpreadPrice, TermPrices
from planner.solver.search.placement import Placement
from planner.solver.tuning import DEFAULT_TUNING
from planner.solver.weighted import reprice
from tests.tiny_portfolios import random_portfolio

LIMITS = SearchLimits(seconds=5.0, workers=1, seed=0, tuning=DEFAULT_TUNING.exact, deterministic=True)
SEEDS = range(40)

MORE_PRICES = replace(
    TERM_PRICES,
    modes=(*TERM_PRICES.modes, ModePrice(Term.DELAY, lambda portfolio, migration, mode: 3 * len(mode.id))),
    days=(
        *TERM_PRICES.days,
        DayPrice(Term.MODES, Anchor.START, lambda portfolio, migration: 7, lambda portfolio, migration: 4),
        DayPrice(Term.BRIDGES, Anchor.FINISH, lambda portfolio, migration: 2, lambda portfolio, migration: 11),
    ),
    needs=(NeedPrice(Term.EXTENSIONS, lambda portfolio, contract: 5, lambda portfolio, contract: 6),),
    spreads=(*TERM_PRICES.spreads, SpreadPrice(Term.DELAY, lambda group: 13)),
)
"""A made-up price of every shape on top of the real ones, each booked on a term that has other prices too."""


def plans(prices: TermPrices = TERM_PRICES) -> Iterator[tuple[int, Portfolio, Instance, Candidate]]:
    """Any plan that keeps the rules, for every drawn portfolio that has one."""
    for seed in SEEDS:
        portfolio = random_portfolio(seed)
        instance = compile_instance(portfolio, prices)
        found = search(build(instance, DEFAULT_TUNING.exact), LIMITS).candidate
        if found is not None:
            yield seed, portfolio, instance, found


def fixed_cost(instance: Instance, candidate: Candidate, term: Term | None = None) -> int | None:
    """What the exact model says the plan costs: its least objective with starts, modes and options given."""
    model = build(instance, DEFAULT_TUNING.exact)
    v = model.variables
    for i, (start, mode) in enumerate(zip(candidate.starts, candidate.modes, strict=True)):
        v.model.add(v.start[i] == start)
        v.model.add(v.presence[i][mode] == 1)
    for row, prefix in zip(v.used, candidate.prefixes, strict=True):
        for j, used in enumerate(row):
            v.model.add(used == int(j < prefix))
    found = search(model, LIMITS, minimise=model.objective)
    assert found.proof is Proof.OPTIMAL
    return found.bound


def placed_cost(instance: Instance, candidate: Candidate) -> int | None:
    """What the search says starts and modes cost, with the cheapest options; None where a block has no such way."""
    total = sum(c.least_pounds(instance.horizon_day) for c in instance.contracts if c.no_route)
    for part in components(replace(instance, limits=())):
        blocks = make_blocks(part.instance, DEFAULT_TUNING.bound.most_ways)
        if not all(block.ways for block in blocks.blocks):
            return None
        dual = DualAscent(blocks, DEFAULT_TUNING.bound)
        placement = Placement(blocks, dual.flat, DEFAULT_TUNING.local.moves)
        if not placement.load(part.narrow(candidate)):
            return None
        total += round(placement.best_pounds)
    return total


@pytest.mark.parametrize("prices", [TERM_PRICES, MORE_PRICES], ids=["the terms there are", "more prices"])
def test_model_candidate_and_placement_count_the_same_pounds(prices: TermPrices) -> None:
    placed = 0
    for seed, _, instance, candidate in plans(prices):
        pounds = objective_pounds(instance, candidate)
        assert pounds == sum(pounds_by_term(instance, candidate).values())
        assert fixed_cost(instance, candidate) == pounds, seed
        prefixes = cheapest_prefixes(instance, candidate.starts, candidate.modes)
        cheapest = replace(candidate, prefixes=prefixes)
        found = placed_cost(instance, cheapest)
        if found is not None:
            placed += 1
            assert found == objective_pounds(instance, cheapest), seed
    assert placed > 20


def test_the_terms_of_a_candidate_are_those_of_the_plan() -> None:
    for seed, portfolio, instance, candidate in plans():
        assert pounds_by_term(instance, candidate) == PlanCase(portfolio, to_plan(instance, candidate)).terms, seed


def test_more_prices_are_booked_on_the_terms_they_name() -> None:
    for seed, _, instance, candidate in plans(MORE_PRICES):
        plain = replace(instance, migrations=_plain(instance), contracts=_without_needs(instance))
        difference = {
            term: pounds - pounds_by_term(plain, candidate)[term]
            for term, pounds in pounds_by_term(instance, candidate).items()
        }
        modes = sum(7 * max(0, start - 4) for start in candidate.starts)
        assert difference[Term.MODES] == modes, seed
        assert difference[Term.EXPOSURE] == 0


def _plain(instance: Instance) -> tuple[MigrationCase, ...]:
    """The migrations without the price that counts from the start."""
    return tuple(
        replace(migration, daily=tuple(d for d in migration.daily if d[0] is not Anchor.START))
        for migration in instance.migrations
    )


def _without_needs(instance: Instance) -> tuple[ContractCase, ...]:
    return tuple(replace(contract, daily=()) for contract in instance.contracts)


def test_no_bound_lies_above_the_best_plan_under_more_prices() -> None:
    looked_at = 0
    for seed in SEEDS:
        instance = replace(compile_instance(random_portfolio(seed), MORE_PRICES), limits=(), cover_first=False)
        model = build(instance, DEFAULT_TUNING.exact)
        best = search(model, LIMITS, minimise=model.objective)
        if best.proof is not Proof.OPTIMAL or best.candidate is None:
            continue
        assert best.bound == objective_pounds(instance, best.candidate), seed
        bound = sum(c.least_pounds(instance.horizon_day) for c in instance.contracts if c.no_route)
        for part in components(instance):
            blocks = make_blocks(part.instance, DEFAULT_TUNING.bound.most_ways)
            if not all(block.ways for block in blocks.blocks):
                break
            dual = DualAscent(blocks, DEFAULT_TUNING.bound)
            dual.run(60, None, lambda: False)
            bound += dual.bound_pounds or 0
        else:
            looked_at += 1
            assert bound <= best.bound, seed
    assert looked_at > 20


def test_weights_of_measures_reach_every_price() -> None:
    weights = {Measure(term.value): weight for weight, term in enumerate(Term, start=2)}
    for seed, _, instance, candidate in plans(MORE_PRICES):
        pounds = pounds_by_term(instance, candidate)
        weighted = sum(weights[Measure(term.value)] * amount for term, amount in pounds.items())
        assert objective_pounds(reprice(instance, weights), candidate) == weighted, seed
