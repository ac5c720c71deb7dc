"""What a slip of a milestone costs when everything is planned again, and how many acts it asks for."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from planner.domain.levers.dates import with_milestone_later
from planner.errors import SettingsError
from planner.futures.known_plans import best_known, remembering
from planner.plan.entries import Plan
from planner.plan.outcome import Outcome
from planner.plan.plan_case import PlanCase
from planner.solver import SolveSettings
from planner.solver.model.compilation import compile_instance

SLIPS = (30, 90, 180)
"""Days that are looked at unless others are asked for."""


@dataclass(frozen=True, kw_only=True)
class SlipCost:
    """One slip: what the best plan found costs more than today's, and the least that any plan costs more than it.

    `acts`: how many acts its register holds. `case` is the plan; None where none was found.
    """

    days: int
    case: PlanCase | None
    more_pounds: int | None
    at_least_more_pounds: int
    acts: int | None


@dataclass(frozen=True, kw_only=True)
class SlipCurve:
    """The slips of a milestone in order of days; `acts_today` are those of the plan that it was asked of."""

    milestone: str
    acts_today: int
    costs: tuple[SlipCost, ...]


def slip_curve(
    case: PlanCase,
    milestone: str,
    slips: Sequence[int] = SLIPS,
    settings: SolveSettings | None = None,
    *,
    stop: Callable[[], bool] | None = None,
    on_slip: Callable[[int], object] = lambda days: None,
) -> SlipCurve:
    """Plan again for every slip, from the largest to the smallest; each plan is handed down, since it fits the smaller one.

    Plans of smaller slips are then tried in the larger ones, as they would be carried out. A larger slip never costs less.
    `settings` limit each search. Raises SettingsError for an unknown or achieved milestone, and for slips below one day.
    """
    found = case.portfolio.milestone_by_id.get(milestone)
    if found is None or found.achieved_date is not None or min(slips, default=1) < 1:
        raise SettingsError(f"cannot slip {milestone!r} by {', '.join(map(str, slips))} days")
    solve = remembering(stop)
    plans: list[Plan] = [case.plan]
    outcomes: dict[int, Outcome] = {}
    for days in sorted(set(slips), reverse=True):
        on_slip(days)
        later = with_milestone_later(case.portfolio, milestone, days)
        start = best_known(later, plans)
        outcomes[days] = solve(later, settings or SolveSettings(), start=start.plan if start else None)
        plans += [outcomes[days].plan] if outcomes[days].plan is not None else []  # type: ignore[list-item]
    costs = tuple(_cost(case, milestone, days, outcomes[days], plans) for days in sorted(outcomes))
    return SlipCurve(milestone=milestone, acts_today=len(case.acts), costs=_never_falling(costs))


def _cost(case: PlanCase, milestone: str, days: int, outcome: Outcome, plans: Sequence[Plan]) -> SlipCost:
    later = with_milestone_later(case.portfolio, milestone, days)
    best = best_known(later, plans, compile_instance(later))
    bound = max(0, (outcome.bound_pounds or 0) - case.pounds)
    if best is None:
        return SlipCost(days=days, case=None, more_pounds=None, at_least_more_pounds=bound, acts=None)
    more = best.pounds - case.pounds
    return SlipCost(
        days=days, case=best, more_pounds=more, at_least_more_pounds=min(bound, max(0, more)), acts=len(best.acts)
    )


def _never_falling(costs: tuple[SlipCost, ...]) -> tuple[SlipCost, ...]:
    """What a smaller slip costs at least, a larger one does too."""
    least, found = 0, []
    for cost in costs:
        least = max(least, cost.at_least_more_pounds)
        found.append(replace(cost, at_least_more_pounds=least))
    return tuple(found)
