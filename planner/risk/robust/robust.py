"""A plan that holds in drawn futures: candidates, the choice between them, and what the chosen one is worth."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence

from planner.domain.portfolio import Portfolio
from planner.errors import JudgementError
from planner.plan.entries import Plan
from planner.plan.judge import judge
from planner.plan.plan_case import PlanCase
from planner.risk.draws import BATCH, LEAST_BATCHES, Keys, Purpose, batch_count
from planner.risk.intervals import mean_of
from planner.risk.records import Start
from planner.risk.robust.buffers import BUFFERS, buffered_plans
from planner.risk.robust.ordered_plan import ordered_plan
from planner.risk.robust.records import (
    GIVEN,
    ORDER,
    Candidate,
    Comparison,
    Robust,
    RobustSettings,
    SearchNote,
)
from planner.risk.robust.ways import WAYS_BATCHES, ways_of
from planner.risk.robust.weighing import Weighed, chosen_of, weighed
from planner.risk.sampling import Sampling
from planner.risk.uncertainty import Uncertainty, uncertainty_of

BUFFER_SHARE = 0.5
"""The plans with buffers together take so much of the time of the order search, on top of it."""

Stop = Callable[[], bool]
Tell = Callable[[str], None]


def robust_plan(
    portfolio: Portfolio,
    start: Plan,
    settings: RobustSettings | None = None,
    *,
    stop: Stop = lambda: False,
    on_step: Tell = lambda text: None,
) -> Robust:
    """The plan that costs least in the mean of drawn futures, among the plan given, one in a better order, and buffers.

    Raises JudgementError where the plan given breaks a rule. `stop` ends the search and keeps the best order; ways to decide
    are then left out.
    """
    began, chosen_settings = time.monotonic(), settings or RobustSettings()
    given = PlanCase(portfolio, start)
    breaches = judge(given)
    if breaches:
        raise JudgementError("the plan breaks rules:\n" + "\n".join(map(str, breaches)))
    uncertainty = uncertainty_of(portfolio)
    plans, note = _plans(given, uncertainty, chosen_settings, stop, on_step)
    found = _weighed_all(plans, uncertainty, chosen_settings, on_step)
    best = chosen_of(found)
    on_step("Measuring the chosen plan on fresh draws.")
    comparison = _compared(best, found, uncertainty, chosen_settings)
    wanted = chosen_settings.ways and not stop()
    ways = ways_of(best.case, best.begin, uncertainty, chosen_settings, on_step) if wanted else ()
    return Robust(
        given=given,
        case=best.case,
        begin=best.begin,
        settings=chosen_settings,
        draws=batch_count(chosen_settings.draws) * BATCH,
        candidates=tuple(_candidates(found, best)),
        comparison=comparison,
        search=note,
        ways=ways,
        ways_draws=WAYS_BATCHES * BATCH if ways else 0,
        seconds=time.monotonic() - began,
    )


def _plans(
    given: PlanCase, uncertainty: Uncertainty, settings: RobustSettings, stop: Stop, on_step: Tell
) -> tuple[list[tuple[str, PlanCase]], SearchNote | None]:
    """The candidates by name, the plan given first."""
    found, note = [(GIVEN, given)], None
    if settings.keep_order:
        return found, note
    if not settings.keep_starts:
        ordered, note = ordered_plan(given, uncertainty, settings, stop, on_step)
        if ordered is not None:
            found.append((ORDER, PlanCase(given.portfolio, ordered)))
    if settings.buffers:
        seconds = settings.seconds * BUFFER_SHARE / len(BUFFERS)
        for name, plan in buffered_plans(given.portfolio, uncertainty, given.plan, settings.seed, seconds, stop):
            on_step(f"Made a plan with {name}.")
            found.append((name, PlanCase(given.portfolio, plan)))
    return found, note


def _weighed_all(
    plans: Sequence[tuple[str, PlanCase]], uncertainty: Uncertainty, settings: RobustSettings, on_step: Tell
) -> list[Weighed]:
    """Every plan carried out in both ways on the draws that the choice is made on."""
    sampling = Sampling(Keys.of(uncertainty), settings.seed, Purpose.SELECT, LEAST_BATCHES, settings.threads)
    begins = (Start.PLANNED,) if settings.keep_starts else tuple(Start)
    found = []
    for name, case in plans:
        on_step(f"Weighing {name}.")
        found += [weighed(name, case, begin, uncertainty, sampling) for begin in begins]
    return found


def _candidates(found: Sequence[Weighed], best: Weighed) -> Iterator[Candidate]:
    given = {item.begin: item for item in found if item.name == GIVEN}
    for item in found:
        yield Candidate(
            name=item.name,
            begin=item.begin,
            planned_pounds=item.case.pounds,
            mean=mean_of(item.hindsight),
            gain=item.gain_over(given[item.begin]),
            commit_now=mean_of(item.commit_now),
            chosen=item is best,
        )


def _compared(
    best: Weighed, found: Sequence[Weighed], uncertainty: Uncertainty, settings: RobustSettings
) -> Comparison:
    """The chosen plan and the one given on draws that nothing was chosen on."""
    batches = batch_count(settings.draws)
    sampling = Sampling(Keys.of(uncertainty), settings.seed, Purpose.EVALUATE, batches, settings.threads)

    def fresh(item: Weighed) -> Weighed:
        return weighed(item.name, item.case, item.begin, uncertainty, sampling, item.committed)

    given = {item.begin: fresh(item) for item in found if item.name == GIVEN}
    as_chosen = given[best.begin]
    chosen = as_chosen if best.name == GIVEN else fresh(best)
    return Comparison(
        chosen=mean_of(chosen.hindsight),
        given=mean_of(given[Start.PLANNED].hindsight),
        given_as_chosen=mean_of(as_chosen.hindsight),
        gain=chosen.gain_over(given[Start.PLANNED]),
        gain_in_order=chosen.gain_over(as_chosen),
        chosen_commit_now=mean_of(chosen.commit_now),
        given_commit_now=mean_of(given[Start.PLANNED].commit_now),
    )
