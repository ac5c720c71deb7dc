"""Parts that hang together by a hardly scarce resource: their bounds add up to a bound of the whole."""

from __future__ import annotations

from planner.solver.compilation import compile_instance
from planner.solver.component_search import ComponentSearch, Limits
from planner.solver.exact import Proof, SearchLimits, build, search
from planner.solver.neighbourhood import components
from planner.solver.split_bound import split_without
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
