"""A memory makes questions cheaper and proves nothing false: bounds after edits against every plan, and reuse as it was."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from itertools import count

import pytest

from planner.domain.policy import Priority
from planner.domain.portfolio import Portfolio
from planner.plan.judge import judge
from planner.plan.plan_case import PlanCase
from planner.solver import Outcome, Progress, SearchTuning, SolverMemory, SolveSettings, Status, solve
from planner.solver.bound.carried_bound import carried_bound
from planner.solver.model.candidate import objective_pounds
from planner.solver.model.compilation import compile_instance
from planner.solver.model.exact import Proof, SearchLimits, build, search
from planner.solver.model.instance import Instance
from planner.solver.model.parts import components
from planner.solver.search.component_search import ComponentSearch
from planner.solver.search.local_search import LocalSearch, NoWayError
from planner.solver.tuning import DEFAULT_TUNING
from tests.answers import SEEDS, answers
from tests.bundled_portfolios import bundled_portfolio
from tests.depth import by_day, least_by_day
from tests.drawn_starts import IN_TURN, SHORT, drawn
from tests.futures.random_edits import edited
from tests.oracle import brute_force
from tests.running_portfolios import running_portfolio
from tests.sample import contract, day, migration, portfolio
from tests.tiny_anchors import portfolio_with_anchors
from tests.tiny_portfolios import random_portfolio
from tests.working_portfolios import working_portfolio

NO_MODEL_ALONE = SearchTuning(exact_alone_migrations=0)
"""So that tiny portfolios take the way of large ones."""
EXACT = SolveSettings(time_limit_seconds=20, workers=1, deterministic=True)
QUICK = SolveSettings(time_limit_seconds=0.05, workers=1, deterministic=True)


def least_cost(instance: Instance) -> int | None:
    limits = SearchLimits(seconds=20, workers=1, seed=0, tuning=DEFAULT_TUNING.exact)
    model = build(instance, DEFAULT_TUNING.exact)
    found = search(model, limits, minimise=model.objective)
    assert found.proof in (Proof.OPTIMAL, Proof.INFEASIBLE)
    return None if found.candidate is None else objective_pounds(instance, found.candidate)


def searches(case: Portfolio) -> dict[frozenset[str], LocalSearch]:
    """The components by their migrations."""
    found: dict[frozenset[str], LocalSearch] = {}
    for part in components(replace(compile_instance(case), limits=())):
        try:
            search = LocalSearch(part, 0, DEFAULT_TUNING)
        except NoWayError:
            continue
        found[frozenset(m.id for m in part.instance.migrations)] = search
    return found


class TestCarriedBound:
    @pytest.mark.parametrize("chunk", range(4))
    def test_it_never_lies_above_the_least_cost_after_the_edit(self, chunk: int) -> None:
        carried_at_all = 0
        for seed in by_day(range(chunk, 400, 4), 8):
            before = searches(case := random_portfolio(seed))
            after = searches(edited(seed, case, edits=1 + seed % 2))
            for ids in before.keys() & after.keys():
                old, new = before[ids], after[ids]
                least, now = least_cost(old.instance), least_cost(new.instance)
                if least is None or now is None:
                    continue
                bound = carried_bound(least, (old.blocks, old.dual.flat), (new.blocks, new.dual.flat))
                if bound is not None:
                    carried_at_all += 1
                    assert bound <= now, (seed, ids)
        assert carried_at_all >= least_by_day(24, 8)

    def test_a_later_release_leaves_it_whole(self) -> None:
        case = portfolio()
        late = replace(case, migrations=(replace(case.migrations[0], release_date=day(40)), case.migrations[1]))
        assert bound_after(case, late) == 1_000

    def test_a_lower_price_takes_off_what_costs_can_have_fallen(self) -> None:
        # m1 takes 17 days, so its last start is day 383, and need then ends on day 398 (12 days to cutover, 3 after it). The
        # contract covers up to day 30: at most 368 bare days, each of which costs 10 less.
        case = portfolio()
        cheap = replace(case, contracts=(contract("k", exposure_pounds_per_day=90),))
        assert bound_after(case, cheap) == 1_000 - 10 * 368

    def test_more_capacity_leaves_nothing(self) -> None:
        case = portfolio()
        more = replace(case, resources=(replace(case.resources[0], capacity=3),))
        assert bound_after(case, more) is None


def bound_after(before: Portfolio, after: Portfolio) -> int | None:
    """What is left of a bound of 1,000 after the edit."""
    ((old,), (new,)) = (list(searches(case).values()) for case in (before, after))
    return carried_bound(1_000, (old.blocks, old.dual.flat), (new.blocks, new.dual.flat))


class TestProofs:
    @pytest.mark.parametrize("chunk", range(4))
    def test_what_a_warm_solve_claims_brute_force_confirms(self, chunk: int) -> None:
        """Each tiny portfolio after two edits and as it was again, all with one memory."""
        for seed in by_day(range(chunk, 200, 4), 12):
            memory, case = SolverMemory(), random_portfolio(seed)
            for edit in (0, 1, 2, 0):
                variant = edited(seed + edit, case, edits=1) if edit else case
                outcome = solve(variant, QUICK, tuning=NO_MODEL_ALONE, memory=memory)
                assert_agrees(variant, outcome, seed if not edit else None)

    @pytest.mark.parametrize("draw", [running_portfolio, working_portfolio, bundled_portfolio, portfolio_with_anchors])
    def test_nor_does_it_claim_more_of_what_is_new_in_contracts_and_days(
        self, draw: Callable[[int], Portfolio]
    ) -> None:
        for seed in by_day(range(40), 40):
            memory, case = SolverMemory(), draw(seed)
            for variant in (case, tighter(case), easier(case), case):
                exact = solve(variant, EXACT)
                warm = solve(variant, QUICK, tuning=NO_MODEL_ALONE, memory=memory)
                if exact.status is Status.INFEASIBLE:
                    assert warm.plan is None, seed
                elif exact.objective_pounds is not None and variant.policy.priority is Priority.PRICE:
                    assert warm.status is not Status.INFEASIBLE, seed
                    assert warm.bound_pounds is None or warm.bound_pounds <= exact.objective_pounds, seed


def tighter(case: Portfolio) -> Portfolio:
    """The first migration is released ten days later."""
    first, *others = case.migrations
    release = first.release_date or case.status_date
    return replace(case, migrations=(replace(first, release_date=release + timedelta(days=10)), *others))


def easier(case: Portfolio) -> Portfolio:
    """One more unit of every resource."""
    steps = tuple(replace(step, capacity=step.capacity + 1) for step in case.capacity_steps)
    resources = tuple(replace(resource, capacity=resource.capacity + 1) for resource in case.resources)
    return replace(case, resources=resources, capacity_steps=steps)


def assert_agrees(case: Portfolio, outcome: Outcome, seed: int | None) -> None:
    if seed is not None and seed in SEEDS:
        least = answers()[seed].pounds
    else:
        best = brute_force(case)
        least = None if best is None else best.objective_pounds
    if least is None:
        assert outcome.plan is None
        return
    assert outcome.status is not Status.INFEASIBLE
    assert outcome.bound_pounds is None or outcome.bound_pounds <= least
    if outcome.plan is not None and case.policy.priority.value == "price":
        assert PlanCase(case, outcome.plan).pounds >= least
        assert judge(PlanCase(case, outcome.plan)) == ()
    if outcome.status is Status.OPTIMAL:
        assert outcome.objective_pounds == least or case.policy.priority.value == "cover"


class TestReuse:
    @pytest.mark.parametrize("seed", [0, 1])
    def test_the_same_question_begins_where_the_last_one_ended(self, seed: int) -> None:
        case, memory = drawn(seed), SolverMemory()
        first = solve(case, replace(SHORT, time_limit_seconds=2), memory=memory)
        heard: list[Progress] = []
        again = solve(case, replace(SHORT, time_limit_seconds=0.5), heard.append, start=first.plan, memory=memory)
        assert first.plan is not None
        assert again.objective_pounds is not None
        assert again.bound_pounds is not None
        assert again.objective_pounds <= (first.objective_pounds or 0)
        assert again.bound_pounds >= (first.bound_pounds or 0)

    def test_only_components_that_were_edited_are_compiled_again(self) -> None:
        # Two clusters of ten migrations that share nothing; in the second the release of one moves.
        case = two_clusters()
        later = replace(case.migrations[-1], release_date=day(10))
        edit = replace(case, migrations=(*case.migrations[:-1], later))
        memory = SolverMemory()
        solve(case, QUICK, memory=memory)
        kept = [memory.search_of(part, 0, SearchTuning()) for part in components(compile_instance(case))]
        memory.keep(kept)
        parts = components(compile_instance(edit))
        found = [memory.search_of(part, 0, SearchTuning()) for part in parts]
        assert found[0] is kept[0]
        assert found[1] is not kept[1]

    def test_the_same_calls_give_the_same_plans(self) -> None:
        case = drawn(0)
        edit = replace(case, resources=tuple(replace(r, capacity=r.capacity + 1) for r in case.resources))
        plans = []
        for _ in range(2):
            memory = SolverMemory()
            settings = replace(IN_TURN, time_limit_seconds=0.03)
            plans.append([solve(variant, settings, memory=memory).plan for variant in (case, edit)])
        assert plans[0] == plans[1]

    def test_without_a_memory_nothing_is_left_between_calls(self) -> None:
        case = drawn(0)
        settings = replace(IN_TURN, time_limit_seconds=0.03)
        before = solve(case, settings)
        solve(case, settings, memory=SolverMemory())
        after = solve(case, settings)
        assert (before.plan, before.bound_pounds) == (after.plan, after.bound_pounds)

    def test_threads_may_share_one(self) -> None:
        case, memory = drawn(0), SolverMemory()
        outcomes: list[Outcome] = []
        threads = [
            threading.Thread(target=lambda: outcomes.append(solve(case, SHORT, memory=memory))) for _ in range(3)
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert len(outcomes) == 3
        for outcome in outcomes:
            assert outcome.plan is not None
            assert judge(PlanCase(case, outcome.plan)) == ()

    def test_what_was_used_longest_ago_is_forgotten_first(self) -> None:
        memory = SolverMemory(most_megabytes=0)
        part = components(compile_instance(two_clusters()))[0]
        search = ComponentSearch(part, 0, SearchTuning())
        memory.keep([search])
        assert memory.search_of(part, 0, SearchTuning()) is not search


def two_clusters() -> Portfolio:
    """Twenty migrations, each with a contract of its own; the last ten use another team."""
    from planner.domain.resources import Resource
    from tests.sample import profile

    numbers = count(1)
    moves = tuple(
        replace(migration(f"m{n}", releases=(f"k{n}",)), profile=team) for team in ("p", "q") for n in _ten(numbers)
    )
    return portfolio(
        profiles=(profile("p"), profile("q", resource="others")),
        resources=(Resource(id="slots", name="Slots", capacity=2), Resource(id="others", name="Others", capacity=2)),
        contracts=tuple(contract(f"k{n}", exposure_pounds_per_day=100) for n in range(1, 21)),
        migrations=moves,
    )


def _ten(numbers: count[int]) -> list[int]:
    return [next(numbers) for _ in range(10)]
