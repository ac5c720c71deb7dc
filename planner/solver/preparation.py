"""Compiling the kernels before a search: some 20 seconds on a machine that has not done it yet, later next to nothing."""

from __future__ import annotations

from functools import cache

from planner.domain.migrations import Anchor
from planner.domain.rules import Term
from planner.solver.bound.pruning import open_positions
from planner.solver.bound.reduced_costs import least_cost
from planner.solver.model.cover import ContractCase
from planner.solver.model.exact import build
from planner.solver.model.instance import Arc, Instance, MigrationCase, ModeCase, ResourceCase, Use
from planner.solver.model.parts import components
from planner.solver.model.prices import DailyPrice
from planner.solver.search.component_search import ComponentSearch
from planner.solver.search.local_search import chunks
from planner.solver.search.placement import Placement
from planner.solver.tuning import DEFAULT_TUNING


@cache
def prepare_search() -> None:
    """Call every kernel once on two migrations that share a slot, a contract and a precedence."""
    tuning = DEFAULT_TUNING
    (part,) = components(_two_migrations())
    search = ComponentSearch(part, 0, tuning)
    search.try_orders()
    search.try_wishes([(0, 0), None])
    search.ascend(5, lambda: False)
    search.try_orders()
    search.anneal(chunks(1))
    search.dual.inner_solution()
    open_positions(search.blocks, search.dual, search.pounds or 0)
    least_cost(build(part.instance, tuning.exact).variables, search.blocks, search.dual, search.pounds or 0)
    placement = Placement(search.blocks, search.dual.flat, tuning.local.moves)
    if search.best is not None and placement.load(search.best):
        placement.fits()


def _two_migrations() -> Instance:
    mode = ModeCase("m", cutover_offset=3, need_offset=4, duration=5, fixed=(), uses=(Use(0, 0, 3, 1),))
    migrations = tuple(
        MigrationCase(
            name, (mode,), release_day=0, gates=(), deadline_day=None,
            daily=((Anchor.CUTOVER, DailyPrice(Term.DELAY, from_day=1, pounds_per_day=10)),), closed=(), open=None,
        )
        for name in ("a", "b")
    )  # fmt: skip
    contract = ContractCase(
        "k",
        expiry_until_day=2,
        exposure_pounds_per_day=10,
        links=(),
        exercised_count=0,
        releasing=(0, 1),
        no_route=False,
    )
    return Instance(
        horizon_day=40,
        migrations=migrations,
        contracts=(contract,),
        arcs=(Arc(0, 1, Anchor.FINISH, Anchor.START, lag_days=0),),
        groups=(),
        resources=(ResourceCase("r", ((0, 1),)),),
    )
