"""Whether contracts can all be off by their days, asked of their feeders alone."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from planner.domain.portfolio import Portfolio
from planner.plan.breaches.questions import check_contracts
from planner.plan.entries import Plan
from planner.plan.outcome import Status
from planner.solver.model.asked import Asked
from planner.solver.model.exact import Proof, build
from planner.solver.model.feeders import feeders
from planner.solver.model.parts import alone
from planner.solver.questions.alone_plan import alone_plan
from planner.solver.questions.asking import Asking
from planner.solver.questions.records import Together
from planner.solver.settings import SolveSettings
from planner.solver.tuning import SearchTuning

SEARCH_SHARE = 0.6
"""Of the time for an answer; the rest is for the second configuration that has to agree with a no."""


def can_all(
    portfolio: Portfolio,
    days: Mapping[str, int],
    *,
    settings: SolveSettings | None = None,
    stop: Callable[[], bool] | None = None,
    tuning: SearchTuning | None = None,
) -> Together:
    """Whether these contracts can all be off by their days, by contract the first day on which nobody may need it.

    Only their feeders count, in any of their modes, as if nobody else were there. So a no holds for every plan; a yes holds
    for the feeders. The usual settings allow 4 seconds. Raises SettingsError for an unknown contract.
    """
    check_contracts(portfolio, days)
    asking = Asking.of(portfolio, settings, stop, tuning)
    with asking.listening():
        return _together(asking, days)


def _together(asking: Asking, days: Mapping[str, int]) -> Together:
    asked, instance = Asked(days), asking.instance
    free = feeders(instance, [c for c, contract in enumerate(instance.contracts) if contract.id in days])
    stuck = asked.kept_needed(instance)
    status, witness = (Status.INFEASIBLE, None) if stuck else _searched(asking, asked, free)
    return Together(
        days=dict(days),
        status=status,
        feeders=tuple(instance.migrations[i].id for i in free),
        witness=witness,
        ending=asking.ending(),
        kept_needed=stuck,
    )


def _searched(asking: Asking, asked: Asked, free: tuple[int, ...]) -> tuple[Status, Plan | None]:
    part = alone(asked.applied(asking.instance), free)
    exact = build(part.instance, asking.tuning.exact)
    result = asking.search(exact, SEARCH_SHARE)
    if result.candidate is not None:
        plan = alone_plan(asking.portfolio, asking.instance, part, result.candidate)
        return Status.FEASIBLE, plan
    if result.proof is Proof.INFEASIBLE and asking.refuted(exact, 1.0):
        return Status.INFEASIBLE, None
    return Status.UNKNOWN, None
