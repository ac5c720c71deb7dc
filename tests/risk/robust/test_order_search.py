"""The order search: what it counts is what carrying out in full counts, and threads change nothing."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from pathlib import Path

import numpy as np
import pytest

from planner.domain.portfolio import Portfolio
from planner.plan import read_plan
from planner.plan.entries import Plan
from planner.plan.judge import judge
from planner.plan.plan_case import PlanCase
from planner.reading import read_portfolio
from planner.risk.execution.carrying_out import carried_out
from planner.risk.execution.program import program_of
from planner.risk.robust.first_lists import first_lists, urgency
from planner.risk.robust.flat_orders import Draws
from planner.risk.robust.listing import Listing
from planner.risk.robust.order_moves import Move, Movers, drawn_move
from planner.risk.robust.order_search import OrderSearch
from planner.risk.robust.trials import Trials, Worker
from planner.risk.uncertainty import uncertainty_of
from tests.risk.robust.slipping import one_crew, slipping

ROOT = Path(__file__).parents[3]
FEW = 48


@cache
def whitehall() -> tuple[Portfolio, Plan]:
    portfolio = read_portfolio(ROOT / "data" / "whitehall")
    return portfolio, read_plan(ROOT / "tests" / "explain" / "whitehall_plan.json").plan_for(portfolio)


def trials_of(portfolio: Portfolio, plan: Plan, draws: int = FEW) -> Trials:
    asked = uncertainty_of(portfolio)
    program = program_of(portfolio, plan, asked, as_early_as_possible=True)
    listing = Listing.of(program.instance, plan)
    assert listing is not None
    found = Trials.of(portfolio, program, listing, asked, seed=1)
    return replace(found, draws=Draws(found.draws.dates[:draws], found.draws.lengths[:draws]))


@pytest.mark.parametrize("seed", [None, 3, 8])
def test_an_order_tried_on_few_draws_costs_what_it_costs_in_full(seed: int | None) -> None:
    """Draws in which nobody whose order changed met are not carried out again: they must come out as before."""
    drawn = whitehall() if seed is None else slipping(seed)
    assert drawn is not None
    trials = trials_of(*drawn)
    movers, random = Movers.of(trials.listing), np.random.default_rng(5)
    now, worker, whole = (Worker(trials) for _ in range(3))
    planned = trials.listing.planned
    now.carry_out(trials.order(planned))
    for _ in range(25 if len(movers.blocks) else 0):
        move = drawn_move(movers, random)
        part = movers.part[move.block]
        listed = np.array(sorted(trials.listing.parts[part], key=lambda b: (planned[b], b)), dtype=np.int64)
        if not worker.placer.place(move.applied(listed, planned)):
            continue
        positions = planned.copy()
        positions[listed] = worker.placer.positions[listed]
        order = trials.order(positions)
        more = worker.more_pounds(part, order, now, np.inf)
        whole.carry_out(order)
        assert more == pytest.approx(float((whole.found.pounds - now.found.pounds).mean()), abs=0.5)


def test_the_order_of_a_plan_is_that_of_its_own_program() -> None:
    """Carried out in the order of the search, a plan cuts over as the program made of that plan does."""
    portfolio, plan = whitehall()
    trials = trials_of(portfolio, plan)
    search = OrderSearch(trials, seed=1, threads=1)
    search.run(lambda: search.tried >= 24)
    assert search.best is not search.given
    found = trials.listing.plan(search.best.positions)
    assert found is not None
    assert not judge(PlanCase(portfolio, found))
    program = program_of(portfolio, found, uncertainty_of(portfolio), as_early_as_possible=True)
    worker = Worker(trials)
    worker.carry_out(search.best.order)
    assert np.array_equal(worker.found.cutovers, carried_out(program, *trials.draws).cutovers)
    assert float(worker.found.pounds.mean()) == pytest.approx(search.best.pounds, abs=0.5)


def test_threads_change_no_answer() -> None:
    found = []
    for threads in (1, 3):
        search = OrderSearch(trials_of(*whitehall()), seed=2, threads=threads)
        search.run(lambda search=search: search.tried >= 48)  # type: ignore[misc]
        found.append((search.best.positions.tolist(), search.best.pounds, search.accepted))
    assert found[0] == found[1]


def test_moves_keep_every_block_once() -> None:
    listed, positions = np.array([4, 2, 0, 3, 1]), np.array([20, 40, 10, 30, 0])
    assert Move(3, 2, -1).applied(listed, positions).tolist() == [4, 3, 2, 0, 1]
    assert Move(4, 0, 1).applied(listed, positions).tolist() == [2, 0, 4, 3, 1]
    assert Move(4, 1, 0, swap=True).applied(listed, positions).tolist() == [1, 2, 0, 3, 4]
    # Block 4 is at 0. 25 days later it stands before the first block at 25 or later, which is block 3 at 30.
    assert Move(4, -1, 25).applied(listed, positions).tolist() == [2, 0, 4, 3, 1]
    # 100 days later there is no such block: it stands last.
    assert Move(4, -1, 100).applied(listed, positions).tolist() == [2, 0, 3, 1, 4]


def test_what_is_dearest_to_delay_for_its_work_comes_first() -> None:
    """Both migrations take one crew for 60 days. A later Ash costs £1,000 a day in the draws where it is late already, and
    Elm, whose cover ends a year later, costs nothing; so in the last list, by urgency alone, Ash comes first."""
    portfolio, plan = one_crew()
    trials = trials_of(portfolio, plan)
    worker = Worker(trials)
    worker.carry_out(trials.order(trials.listing.planned))
    part = next(blocks for blocks in trials.listing.parts if len(blocks) == 2)
    ash = next(b for b in part if trials.listing.planned[b] == max(trials.listing.planned[list(part)]))
    urgent = urgency(trials, worker.found)
    assert urgent[ash] > 0.0
    *_, last = first_lists(np.array(part, dtype=np.int64), urgent)
    assert last[0] == ash
