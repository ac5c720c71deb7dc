"""The plan that the order search finds, as a plan that the judge accepts."""

from __future__ import annotations

import time
from collections.abc import Callable

from planner.plan.entries import Plan
from planner.plan.judge import judge
from planner.plan.plan_case import PlanCase
from planner.risk.execution.program import program_of
from planner.risk.robust.listing import Listing
from planner.risk.robust.order_search import OrderSearch
from planner.risk.robust.records import RobustSettings, SearchNote
from planner.risk.robust.trials import SEARCH_DRAWS, Trials, compile_kernels
from planner.risk.sampling import threads_of
from planner.risk.uncertainty import Uncertainty

NO_SEARCH = SearchNote(draws=0, moves=0, taken=0, seconds=0.0, gained_pounds=0)


def ordered_plan(
    case: PlanCase,
    uncertainty: Uncertainty,
    settings: RobustSettings,
    stop: Callable[[], bool] = lambda: False,
    on_step: Callable[[str], None] = lambda text: None,
) -> tuple[Plan | None, SearchNote]:
    """The best order found, every block in it as early as possible; None where there is none better than the plan.

    The clock starts once the kernels are compiled.
    """
    portfolio = case.portfolio
    program = program_of(portfolio, case.plan, uncertainty, as_early_as_possible=True)
    listing = Listing.of(program.instance, case.plan)
    if listing is None:
        return None, NO_SEARCH
    trials = Trials.of(portfolio, program, listing, uncertainty, settings.seed)
    compile_kernels(trials)
    search = OrderSearch(trials, settings.seed, threads_of(settings.threads))
    began = time.monotonic()

    def is_over() -> bool:
        spent = time.monotonic() - began
        limit = spent >= settings.seconds if settings.moves is None else search.tried >= settings.moves
        return limit or stop()

    def tell() -> None:
        on_step(f"Tried {search.tried:,} orders, took {search.accepted:,}; Ctrl-C keeps the best.")

    search.run(is_over, tell)
    note = SearchNote(
        draws=SEARCH_DRAWS,
        moves=search.tried,
        taken=search.accepted,
        seconds=time.monotonic() - began,
        gained_pounds=round(search.gained_pounds),
    )
    found = None if search.best is search.given else listing.plan(search.best.positions)
    return (None, note) if found is None or judge(PlanCase(portfolio, found)) else (found, note)
