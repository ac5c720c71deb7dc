"""Components taken apart with what their parts share priced: the bounds of the parts add up to a bound of the whole."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from planner.benchmarks.generator.portfolio import generate_portfolio
from planner.benchmarks.generator.spec import GeneratorSpec
from planner.domain.migrations import Group
from planner.domain.rules import Term
from planner.solver.bound.blocks import make_blocks
from planner.solver.bound.decomposition import Decomposition, decompose, inherit_prices, resources_to_cut
from planner.solver.bound.dual_ascent import DualAscent
from planner.solver.model.candidate import objective_pounds
from planner.solver.model.compilation import compile_instance
from planner.solver.model.exact import Proof, SearchLimits, build, search
from planner.solver.model.instance import GroupCase, Instance
from planner.solver.model.parts import components, together
from planner.solver.model.prices import FixedPrice
from planner.solver.search.component_search import ComponentSearch, Limits
from planner.solver.tuning import DEFAULT_TUNING
from tests.sample import day, migration, portfolio
from tests.tiny_portfolios import random_portfolio

LIMITS = SearchLimits(seconds=5.0, workers=1, seed=0, deterministic=True, tuning=DEFAULT_TUNING.exact)


def never() -> bool:
    return False


def taken_apart(instance: Instance, steps: int) -> tuple[Decomposition, DualAscent]:
    dual = DualAscent(make_blocks(instance, DEFAULT_TUNING.bound.most_ways), DEFAULT_TUNING.bound)
    dual.run(steps, None, never)
    return decompose(instance, dual), dual


@pytest.mark.parametrize("steps", [0, 3, 60])
def test_bounds_of_parts_and_base_never_exceed_the_optimum_of_the_whole(steps: int) -> None:
    """Whatever the prices are; and parts proved best are worth no less than the prices alone."""
    whole_parts = priced = 0
    for seed in range(250):
        for part in components(compile_instance(random_portfolio(seed))):
            instance = part.instance
            if any(not block.ways for block in make_blocks(instance, DEFAULT_TUNING.bound.most_ways).blocks):
                continue
            apart, dual = taken_apart(instance, steps)
            whole = build(instance, DEFAULT_TUNING.exact)
            best = search(whole, LIMITS, minimise=whole.objective)
            if not apart.parts or best.proof is not Proof.OPTIMAL or best.bound is None:
                continue
            whole_parts += 1
            priced += any(
                mode.start_pounds for piece in apart.parts for m in piece.instance.migrations for mode in m.modes
            )
            alone = [ComponentSearch(piece, seed, DEFAULT_TUNING) for piece in apart.parts]
            for piece in alone:
                piece.ascend(50, never)
                piece.search_exactly(Limits(LIMITS, never))
            bound = sum(piece.bound or 0 for piece in alone) + apart.base_pounds
            assert bound <= best.bound, seed
            if any(len(block.members) > 1 for block in dual.blocks.blocks):
                continue
            rounding = sum(len(instance.releases[i]) + 2 for i in range(len(instance.migrations)))
            assert bound >= dual.lagrangian.pounds(dual.best_prices) - rounding, seed
    assert whole_parts >= 10
    assert priced >= (5 if steps else 0)


def test_a_start_pays_in_the_exact_model_what_it_pays_in_a_candidate_or_a_little_less() -> None:
    """Both modes of a migration at some starts: the model's least cost with the start fixed is at most one step lower."""
    case = portfolio(migrations=(migration("m1", releases=("k",)),))
    instance = compile_instance(case)
    [only] = instance.migrations
    table = tuple(700 * day % 5000 + day for day in range(instance.horizon_day + 1))
    extra = FixedPrice(Term.MODES, 5)
    dear = replace(only.modes[0], id="dear", fixed=(extra,), start_pounds=tuple(pounds + 3 for pounds in table))
    priced = replace(instance, migrations=(replace(only, modes=(replace(only.modes[0], start_pounds=table), dear)),))
    blocks = make_blocks(priced, DEFAULT_TUNING.bound.most_ways)
    for mode in (0, 1):
        for start in np.flatnonzero(blocks.blocks[0].ways[mode].allowed)[::5].tolist():
            first_day = start + blocks.axis.first_day
            exact = build(priced, DEFAULT_TUNING.exact)
            exact.model.add(exact.variables.start[0] == first_day)
            exact.model.add(exact.variables.presence[0][mode] == 1)
            result = search(exact, LIMITS, minimise=exact.objective)
            assert result.candidate is not None
            assert result.bound is not None
            pounds = objective_pounds(priced, result.candidate)
            assert pounds == blocks.blocks[0].ways[mode].pounds[start]
            assert pounds - max(table) // DEFAULT_TUNING.exact.price_steps <= result.bound <= pounds


def test_the_parts_share_out_all_migrations() -> None:
    for seed in range(60):
        for part in components(compile_instance(random_portfolio(seed))):
            if any(not block.ways for block in make_blocks(part.instance, DEFAULT_TUNING.bound.most_ways).blocks):
                continue
            pieces = taken_apart(part.instance, 5)[0].parts
            if pieces:
                shared_out = sorted(i for piece in pieces for i in piece.migrations)
                assert shared_out == list(range(len(part.instance.migrations)))


def test_a_split_group_inside_one_block_shifts_no_pull_of_another() -> None:
    """m1 and m2 must cut over together, and also stand in a group with a price; m3 and m4 in another one with a price."""
    moves = tuple(migration(f"m{k}", releases=("k",) if k == 1 else (), due_date=day(11)) for k in range(1, 5))
    case = portfolio(
        migrations=tuple(replace(move, benefit_pounds_per_day=100 + 40 * k) for k, move in enumerate(moves)),
        groups=(
            Group(id="together", migrations=("m1", "m2")),
            Group(id="inside", migrations=("m1", "m2"), bridge_pounds_per_day=900),
            Group(id="apart", migrations=("m3", "m4"), bridge_pounds_per_day=30),
        ),
    )
    instance = compile_instance(case)
    whole = build(instance, DEFAULT_TUNING.exact)
    best = search(whole, LIMITS, minimise=whole.objective)
    [alone] = [ComponentSearch(part, 0, DEFAULT_TUNING) for part in components(instance)]
    assert [members for _, members in alone.blocks.bridges] == [(1, 2)]
    assert alone.dual.flat.members.tolist() == [1, 2]
    alone.ascend(200, never)
    assert best.bound is not None
    assert 0 < (alone.dual.bound_pounds or 0) <= best.bound


def test_clusters_that_share_specialists_and_contracts_are_the_parts() -> None:
    """Each team stays in one part, whole; only what clusters share is cut, and some starts pay for it."""
    spec = GeneratorSpec(contracts=90, seed=11, congestion_percent=80, shared_percent=30, cross_percent=30)
    [whole] = components(compile_instance(generate_portfolio(spec)))
    apart, _ = taken_apart(whole.instance, 200)
    names = [{resource.id for resource in piece.instance.resources} for piece in apart.parts]
    assert len(names) == 3
    assert sorted(name for of_part in names for name in of_part) == sorted(
        resource.id for resource in whole.instance.resources if resource.id != "specialists"
    )
    kept = sum(len(piece.instance.contracts) for piece in apart.parts)
    assert 0 < len(whole.instance.contracts) - kept < 10
    assert any(mode.start_pounds for piece in apart.parts for m in piece.instance.migrations for mode in m.modes)
    assert apart.base_pounds < 0


def test_parts_that_begin_at_the_prices_of_the_whole_have_its_bound_at_once() -> None:
    """One look at the prices inherited is enough, whatever they are for: capacity, shared contracts, groups."""
    coupled = GeneratorSpec(
        contracts=60, cluster_size=15, congestion_percent=100, shared_percent=40, cross_percent=30, groups_percent=40
    )
    seen = 0
    for seed in range(4):
        for part in components(compile_instance(generate_portfolio(replace(coupled, seed=seed)))):
            apart, dual = taken_apart(part.instance, 150)
            alone = [ComponentSearch(piece, seed, DEFAULT_TUNING) for piece in apart.parts]
            if not alone:
                continue
            for piece in alone:
                inherit_prices(dual, piece.part, piece.dual)
                piece.ascend(1, never)
            seen += sum(bool(piece.blocks.shared) for piece in alone)
            bound = sum(piece.bound or 0 for piece in alone) + apart.base_pounds
            rounding = sum(len(part.instance.releases[i]) + 2 for i in range(len(part.instance.migrations)))
            assert bound >= dual.lagrangian.pounds(dual.best_prices) - rounding, seed
    assert seen >= 4


def test_pulls_of_groups_that_may_be_split_are_inherited() -> None:
    """Two clusters tied by a specialist, each with two groups of the same members that may be split at different prices."""
    drawn = compile_instance(generate_portfolio(GeneratorSpec(contracts=40, cluster_size=20, cross_percent=60, seed=3)))
    pairs = [
        tuple(sorted(area[:2]))
        for area in together(
            drawn, resources_to_cut(drawn, DEFAULT_TUNING.bound.largest_part_share) or (), contracts=False
        )
    ]
    spreads = [(FixedPrice(Term.BRIDGES, price),) for price in (400, 90)]
    groups = tuple(GroupCase(pair, True, spread) for pair in pairs if len(pair) == 2 for spread in spreads)
    instance = replace(drawn, groups=groups)
    apart, dual = taken_apart(instance, 200)
    assert dual.best_prices.pulls.any()
    assert len(apart.parts) > 1
    alone = [ComponentSearch(piece, 0, DEFAULT_TUNING) for piece in apart.parts]
    for piece in alone:
        inherit_prices(dual, piece.part, piece.dual)
        for g, (price, _) in enumerate(piece.blocks.bridges):
            first, until = piece.dual.flat.member_from[g : g + 2]
            assert np.maximum(0, piece.dual.prices.pulls[first:until]).sum(axis=0).max() <= price
    assert sum(np.abs(piece.dual.prices.pulls).sum() for piece in alone) == np.abs(dual.best_prices.pulls).sum()
    for piece in alone:
        piece.ascend(1, never)
    bound = sum(piece.bound or 0 for piece in alone) + apart.base_pounds
    assert bound >= dual.lagrangian.pounds(dual.best_prices) - 4 * len(drawn.migrations)


def test_a_part_is_proved_or_settled_with_no_more_left_than_its_prices_are_rounded_by() -> None:
    settled = 0
    for seed in range(250):
        for part in components(compile_instance(random_portfolio(seed))):
            if any(not block.ways for block in make_blocks(part.instance, DEFAULT_TUNING.bound.most_ways).blocks):
                continue
            for piece in taken_apart(part.instance, 60)[0].parts:
                alone = ComponentSearch(piece, seed, DEFAULT_TUNING)
                alone.ascend(50, never)
                if not alone.try_orders():
                    continue
                for _ in range(30):
                    if alone.gap_pounds == 0 or alone.settled:
                        break
                    alone.search_below(Limits(LIMITS, never))
                steps = DEFAULT_TUNING.exact.price_steps
                rounding = sum(
                    max((max(mode.start_pounds) / steps + 1 for mode in m.modes if mode.start_pounds), default=0)
                    for m in piece.instance.migrations
                )
                assert alone.gap_pounds == 0 or alone.settled, seed
                assert alone.gap_pounds <= rounding, seed
                settled += alone.settled and alone.gap_pounds > 0
    assert settled > 0
