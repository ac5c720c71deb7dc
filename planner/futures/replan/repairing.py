"""A plan repaired after a scenario, or after any other change of its portfolio."""

from __future__ import annotations

from collections.abc import Callable

from planner.domain.portfolio import Portfolio
from planner.plan.entries import Plan
from planner.reading.overlay.applying import apply_scenario
from planner.reading.overlay.scenario import Scenario
from planner.solver.questions.repair import repair
from planner.solver.questions.repair_records import Repair
from planner.solver.search.memory import SolverMemory
from planner.solver.settings import SolveSettings
from planner.solver.tuning import SearchTuning


def repair_plan(
    portfolio: Portfolio,
    plan: Plan,
    changes: Scenario | Portfolio,
    *,
    settings: SolveSettings | None = None,
    stop: Callable[[], bool] | None = None,
    tuning: SearchTuning | None = None,
    memory: SolverMemory | None = None,
) -> Repair:
    """The plan repaired after these changes: what they do not reach stays, and everything that moves has its reason.

    `changes`: a scenario, or the portfolio as it is now. `plan` keeps the rules of the portfolio before them. See
    `planner.solver.questions.repair.repair` for what is searched, which plan counts as the best and how ties are broken;
    the usual settings allow 4 seconds. Raises SettingsError for a plan that breaks a rule and for another status date,
    InputError where the scenario makes no sound portfolio. `memory`: what earlier solves of it have left (see `solve`).
    """
    changed = changes if isinstance(changes, Portfolio) else apply_scenario(portfolio, changes)
    return repair(portfolio, plan, changed, settings=settings, stop=stop, tuning=tuning, memory=memory)
