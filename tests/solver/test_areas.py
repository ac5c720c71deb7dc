"""Local search area by area: what moves, what stays, and how the finds of two threads are put together."""

from __future__ import annotations

from random import Random

import numpy as np

from planner.benchmarks.generator.portfolio import generate_portfolio
from planner.benchmarks.generator.spec import GeneratorSpec
from planner.solver.model.candidate import Candidate, objective_pounds
from planner.solver.model.compilation import compile_instance
from planner.solver.model.parts import components
from planner.solver.search.areas import Rounds, areas_of, within
from planner.solver.search.component_search import ComponentSearch
from planner.solver.search.local_search import chunks
from planner.solver.search.placement import Placement
from planner.solver.tuning import DEFAULT_TUNING


def coupled_part_blocks(cross_percent: int = 30) -> ComponentSearch:
    """Three clusters of 30 contracts that share specialists only, one component, with a first plan."""
    spec = GeneratorSpec(contracts=90, seed=7, congestion_percent=100, shared_percent=0, cross_percent=cross_percent)
    parts = components(compile_instance(generate_portfolio(spec)))
    search = ComponentSearch(max(parts, key=lambda part: len(part.migrations)), 0, DEFAULT_TUNING)
    assert search.try_orders()
    return search


def moved(before: Placement, search: ComponentSearch, candidate: Candidate) -> set[int]:
    after = Placement(search.blocks, search.dual.flat, DEFAULT_TUNING.local.moves)
    assert after.load(candidate)
    assert after.fits()
    return set(np.flatnonzero((before.position != after.position) | (before.way != after.way)).tolist())


def loaded(search: ComponentSearch) -> Placement:
    placement = Placement(search.blocks, search.dual.flat, DEFAULT_TUNING.local.moves)
    assert search.best is not None
    assert placement.load(search.best)
    return placement


def test_areas_share_out_all_blocks_and_a_small_component_is_one() -> None:
    search = coupled_part_blocks()
    areas = areas_of(search.dual.flat, DEFAULT_TUNING.local.areas)
    assert len(areas) == 3
    assert sorted(int(b) for area in areas for b in area) == list(range(len(search.blocks.blocks)))
    small = components(compile_instance(generate_portfolio(GeneratorSpec(contracts=30, seed=7))))[0]
    flat = ComponentSearch(small, 0, DEFAULT_TUNING).dual.flat
    assert [area.size for area in areas_of(flat, DEFAULT_TUNING.local.areas)] == [flat.way_from.size - 1]


def test_a_round_moves_every_block_once_in_groups_of_areas_and_then_everything() -> None:
    search = coupled_part_blocks()
    flat = search.dual.flat
    rounds = Rounds(flat, Random(0), DEFAULT_TUNING.local.areas)
    for turn in range(4):
        groups: list[list[int]] = []
        while (taken := rounds.take()) is not flat:
            groups.append(taken.movable.tolist())
        assert len(groups) > 1
        assert rounds.done == turn + 1
        assert sorted(b for group in groups for b in group) == flat.movable.tolist()


def test_a_component_of_one_area_is_always_moved_as_a_whole() -> None:
    small = components(compile_instance(generate_portfolio(GeneratorSpec(contracts=30, seed=7))))[0]
    flat = ComponentSearch(small, 0, DEFAULT_TUNING).dual.flat
    rounds = Rounds(flat, Random(0), DEFAULT_TUNING.local.areas)
    assert rounds.worth == flat.movable.size
    assert [rounds.take() is flat for _ in range(3)] == [True] * 3


def test_a_run_over_everything_is_shorter_than_the_groups_before_it() -> None:
    flat = coupled_part_blocks().dual.flat
    rounds = Rounds(flat, Random(0), DEFAULT_TUNING.local.areas)
    in_groups = 0.0
    while rounds.next is not flat:
        in_groups += rounds.worth
        rounds.take()
    assert in_groups == flat.movable.size
    assert rounds.worth == 0.5 * flat.movable.size


def test_local_search_in_an_area_moves_nothing_else() -> None:
    search = coupled_part_blocks()
    for area in areas_of(search.dual.flat, DEFAULT_TUNING.local.areas):
        placement, before = loaded(search), loaded(search)
        for seed in range(20):
            placement.anneal(within(search.dual.flat, area), seed, 500, 1.0)
        outside = np.setdiff1d(np.arange(placement.position.size), area)
        assert (placement.position[outside] == before.position[outside]).all()
        assert (placement.position != before.position).any()
        assert placement.fits()


def finds_in_two_areas(search: ComponentSearch, steps: int, first_seed: int = 0) -> list[Candidate]:
    """Better plans made from the best one, each by moving blocks of one area in runs of so many steps."""
    finds = []
    for area in areas_of(search.dual.flat, DEFAULT_TUNING.local.areas)[:2]:
        placement = loaded(search)
        pounds = placement.forget_best()
        for seed in range(first_seed, first_seed + 1000):
            placement.anneal(within(search.dual.flat, area), seed, steps, 0.0)
            if placement.best_pounds < pounds:
                break
        finds.append(placement.best())
    return finds


def test_finds_made_at_the_same_time_are_put_together() -> None:
    """Of pairs of finds that hardly share a resource some fit together; then both changes are in the plan kept."""
    together = 0
    for seed in range(5):
        search = coupled_part_blocks(cross_percent=5)
        base, before = search.best, loaded(search)
        assert base is not None
        finds = finds_in_two_areas(search, 20, seed)
        for find in finds:
            search.offer(find, base)
        best = search.best
        assert best is not None
        saved = sum(objective_pounds(search.instance, base) - objective_pounds(search.instance, find) for find in finds)
        if search.pounds == objective_pounds(search.instance, base) - saved:
            assert moved(before, search, best) == moved(before, search, finds[0]) | moved(before, search, finds[1])
            together += 1
    assert together


def test_of_finds_that_do_not_fit_together_the_better_is_kept() -> None:
    """Here both areas have taken the same days of the specialists."""
    search = coupled_part_blocks()
    base = search.best
    finds = finds_in_two_areas(search, 10_000)
    for find in finds:
        search.offer(find, base)
    assert search.pounds == min(objective_pounds(search.instance, find) for find in finds)
    assert search.best in finds


def test_a_run_of_local_search_never_makes_the_best_plan_worse() -> None:
    search = coupled_part_blocks()
    for _ in range(6):
        before = search.pounds
        assert search.anneal(chunks(5)) == 5_000
        assert search.pounds is not None
        assert before is not None
        assert search.pounds <= before
        assert search.best is not None
        assert search.pounds == objective_pounds(search.instance, search.best)
        assert loaded(search).fits()
