"""Local search: what it can reach that placing block after block cannot."""

from __future__ import annotations

from dataclasses import replace

from planner.domain.contracts import Contract
from planner.domain.migrations import Demand, Mode
from planner.domain.portfolio import Portfolio
from planner.solver.model.compilation import compile_instance
from planner.solver.model.parts import components
from planner.solver.search.component_search import ComponentSearch
from planner.solver.search.local_search import chunks
from planner.solver.tuning import DEFAULT_TUNING
from tests.oracle import brute_force
from tests.sample import day, migration, portfolio, profile


def greedy_is_wrong() -> Portfolio:
    """Each migration is cheapest alone when it takes both slots; together they are when each pays to take one."""
    wide, slim = profile("p"), profile("slim")
    build = wide.phases[0]
    wide = replace(wide, phases=(replace(build, demands=(Demand("slots", 2),)), *wide.phases[1:]))
    return portfolio(
        horizon_date=day(60),
        profiles=(wide, slim),
        contracts=tuple(Contract(id=k, name=k, expiry_date=day(16), exposure_pounds_per_day=100) for k in ("k1", "k2")),
        migrations=(migration("m1", releases=("k1",)), migration("m2", releases=("k2",))),
        modes=tuple(Mode(migration=m, id="slim", profile="slim", extra_pounds=300) for m in ("m1", "m2")),
    )


def test_local_search_takes_a_way_that_is_not_the_best_for_the_block_itself() -> None:
    case = greedy_is_wrong()
    best = brute_force(case)
    assert best is not None
    (part,) = components(compile_instance(case))
    search = ComponentSearch(part, 0, DEFAULT_TUNING)
    assert search.try_orders()
    assert search.pounds is not None
    assert search.pounds > best.objective_pounds == 600
    search.anneal(chunks(2))
    assert search.pounds == best.objective_pounds
