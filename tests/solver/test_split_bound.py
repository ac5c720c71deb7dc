"""Parts that hang together by a hardly scarce resource: their bounds add up to a bound of the whole."""

from __future__ import annotations

from dataclasses import replace

from planner.domain.migrations import Group
from planner.solver.compilation import compile_instance
from planner.solver.component_search import ComponentSearch, Limits
from planner.solver.exact import Proof, SearchLimits, build, search
from planner.solver.neighbourhood import components
from planner.solver.split_bound import split_without
from tests.plan.builders import day, migration, portfolio
from tests.tiny_portfolios import random_portfolio

LIMITS = SearchLimits(seconds=5.0, workers=1, seed=0, deterministic=True)


def never() -> bool:
    return False


def test_bounds_of_parts_without_a_resource_never_exceed_the_optimum_of_the_whole() -> None:
    splits = 0
    for seed in range(150):
        for part in components(compile_instance(random_portfolio(seed))):
            instance = part.instance
            parts = split_without(instance, [0.0] * len(instance.resources))
            whole = build(instance)
            best = search(whole, LIMITS, minimise=whole.objective)
            if not parts or best.proof is not Proof.OPTIMAL or best.bound is None:
                continue
            splits += 1
            alone = [ComponentSearch(piece, seed) for piece in parts]
            for piece in alone:
                piece.ascend(50, never)
                piece.search_exactly(Limits(LIMITS, never))
            assert sum(piece.bound or 0 for piece in alone) <= best.bound, seed
    assert splits >= 10


def test_the_parts_share_out_all_migrations() -> None:
    for seed in range(60):
        for part in components(compile_instance(random_portfolio(seed))):
            pieces = split_without(part.instance, [0.0] * len(part.instance.resources))
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
    whole = build(instance)
    best = search(whole, LIMITS, minimise=whole.objective)
    [alone] = [ComponentSearch(part, 0) for part in components(instance)]
    assert [members for _, members in alone.blocks.bridges] == [(1, 2)]
    assert alone.dual.flat.members.tolist() == [1, 2]
    alone.ascend(200, never)
    assert best.bound is not None
    assert 0 < (alone.dual.bound_pounds or 0) <= best.bound
