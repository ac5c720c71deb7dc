"""The records of tolerances and answers, from what was measured on each batch."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

import numpy as np

from planner.risk.draws import BATCH
from planner.risk.families import Floats
from planner.risk.intervals import Estimate, mean_of, share_of
from planner.risk.measuring import held, percentile
from planner.risk.tails import tail_mean
from planner.risk.tolerances.fitted_goal import FittedGoal, FittedTolerance
from planner.risk.tolerances.measured_goal import AnswerDraws, ToleranceMeans
from planner.risk.tolerances.records import AnswerFigures, Tolerance, ToleranceState
from planner.risk.tripwires.rules import Rule


def tolerance_records(goal: FittedGoal, batches: Sequence[Sequence[ToleranceMeans]]) -> tuple[Tolerance, ...]:
    """Every tolerance, from its figures in each batch."""
    by_tolerance = zip(*batches, strict=True)
    return tuple(_tolerance(goal, fitted, means) for fitted, means in zip(goal.tolerances, by_tolerance, strict=False))


def _tolerance(goal: FittedGoal, fitted: FittedTolerance, batches: Sequence[ToleranceMeans]) -> Tolerance:
    draws = len(batches) * BATCH

    def share(name: str) -> Estimate:
        return share_of(np.array([getattr(each, name) for each in batches]), draws)

    chance, kept = share("chance"), fitted.keeping is not None
    return Tolerance(
        scope=fitted.members.scope,
        name=fitted.members.name,
        contracts=(*fitted.members.open, *fitted.members.settled),
        tolerated=fitted.tolerance,
        binding=goal.goal.tolerance is not None,
        state=_state(chance, fitted),
        chance=chance,
        least=share("least"),
        keeping=dict(_changed(goal, fitted)),
        keeps=share("keeps") if kept else None,
        dearer=mean_of(np.array([each.dearer for each in batches])) if kept else None,
        reliefs=fitted.reliefs,
    )


def _state(chance: Estimate, fitted: FittedTolerance) -> ToleranceState:
    """Whether it is kept; what happens in no draw at all is kept, however little is tolerated."""
    if not fitted.attainable:
        return ToleranceState.NOT_ATTAINABLE
    if chance.value == 0.0:
        return ToleranceState.KEPT
    return ToleranceState(held(chance, fitted.tolerance).value)


def _changed(goal: FittedGoal, fitted: FittedTolerance) -> Iterator[tuple[str, Rule]]:
    """The rules that keep a tolerance where they differ from those before, by option."""
    for id, rules in (fitted.keeping or {}).items():
        links = goal.draws.fitted[id].chain.links
        for item, rule, before in zip(links, rules, fitted.before[id], strict=True):
            if rule != before:
                yield item.option.id, rule


def answer_figures(answer: str, means: Floats, batches: Sequence[Floats], level: float) -> AnswerFigures:
    """An answer of which only the cost of each draw is known; `means`: its expected cost in each batch."""

    def over(figure: Callable[[Floats], float]) -> Estimate:
        return mean_of(np.array([figure(each) for each in batches]))

    return AnswerFigures(
        answer=answer,
        mean=mean_of(means),
        p50=over(lambda each: percentile(each, 0.5)),
        p80=over(lambda each: percentile(each, 0.8)),
        p95=over(lambda each: percentile(each, 0.95)),
        tail=over(lambda each: tail_mean(each, level)),
        extensions_pounds=None,
        exposure_pounds=None,
        uncovered_contracts=None,
    )


def decided_figures(answer: str, means: Floats, batches: Sequence[AnswerDraws], level: float) -> AnswerFigures:
    """An answer of which it is known what is bought and what stays uncovered."""
    return replace(
        answer_figures(answer, means, [each.pounds for each in batches], level),
        extensions_pounds=float(np.mean([each.extensions for each in batches])),
        exposure_pounds=float(np.mean([each.exposure for each in batches])),
        uncovered_contracts=float(np.mean([each.uncovered_contracts for each in batches])),
    )
