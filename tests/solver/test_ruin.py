"""Steps of local search that draw an order anew, and blocks that go along with those they wait for."""

from __future__ import annotations

import numpy as np

from planner.benchmarks.generator.portfolio import generate_portfolio
from planner.benchmarks.generator.spec import GeneratorSpec
from planner.solver.model.candidate import objective_pounds
from planner.solver.model.compilation import compile_instance
from planner.solver.model.parts import components
from planner.solver.search.component_search import ComponentSearch
from planner.solver.search.placement import Placement
from planner.solver.search.placing_kernels import make_workspace
from planner.solver.search.ruin_kernels import ruin, with_followers
from planner.solver.tuning import DEFAULT_TUNING, Moves


def search_with_plan() -> ComponentSearch:
    """A congested cluster in which contracts are shared and migrations have modes."""
    spec = GeneratorSpec(contracts=30, seed=7, congestion_percent=125, shared_percent=20, modes_percent=40)
    search = ComponentSearch(components(compile_instance(generate_portfolio(spec)))[0], 0, DEFAULT_TUNING)
    assert search.try_orders()
    return search


def test_plans_of_such_steps_alone_keep_all_rules_and_cost_what_was_counted() -> None:
    search = search_with_plan()
    moves = Moves(ruin_share=1.0, follow_share=1.0)
    placement = Placement(search.blocks, search.dual.flat, moves)
    assert search.best is not None
    assert placement.load(search.best)
    before = placement.forget_best()
    for seed in range(5):
        placement.anneal(search.dual.flat, seed, 1000, 0.3)
        assert placement.fits()
    assert placement.best_pounds < before
    assert objective_pounds(search.instance, placement.best()) == round(placement.best_pounds)


def test_a_new_order_holds_each_block_once_and_the_one_it_began_with() -> None:
    search = search_with_plan()
    flat, moves = search.dual.flat, DEFAULT_TUNING.local.moves
    placement = Placement(search.blocks, flat, moves)
    assert search.best is not None
    assert placement.load(search.best)
    space = make_workspace(flat)
    sizes = set()
    for _ in range(200):
        size = ruin(flat, placement.position, placement.way, 3, space, moves)
        order = space.order[:size].tolist()
        assert 3 in order
        assert len(set(order)) == size <= moves.window_blocks
        assert not space.competing.any()
        sizes.add(size)
    assert len(sizes) > 1


def test_blocks_that_wait_go_along_and_those_that_wait_for_them() -> None:
    flat = search_with_plan().dual.flat
    waits_for = [
        {int(flat.tie_other[k]) for k in range(flat.tie_from[b], flat.tie_from[b + 1]) if flat.tie_waits[k]}
        for b in range(flat.way_from.size - 1)
    ]
    space = make_workspace(flat)
    some = 0
    for b in range(len(waits_for)):
        expected = {b}
        while more := {c for c, waits in enumerate(waits_for) if waits & expected} - expected:
            expected |= more
        space.order[0] = b
        until = with_followers(flat, 0, 1, space, len(waits_for))
        assert space.order[0] == b
        assert until == len(expected)
        assert set(space.order[:until].tolist()) == expected
        some += until > 2
    assert some
    assert with_followers(flat, 0, 1, space, 1) == 1
    assert not np.any(space.competing)
