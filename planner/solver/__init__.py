"""From a portfolio to a proved plan; the only layer that knows OR-Tools."""

from planner.plan.outcome import Outcome, Progress, Status
from planner.solver.goal_measures import POUNDS, Measure, measure_of, measure_values
from planner.solver.goals import Goal, GoalOutcome, solve_goal
from planner.solver.settings import SolveSettings
from planner.solver.solve import solve, solve_exactly
from planner.solver.tuning import SearchTuning

__all__ = [
    "POUNDS",
    "Goal",
    "GoalOutcome",
    "Measure",
    "Outcome",
    "Progress",
    "SearchTuning",
    "SolveSettings",
    "Status",
    "measure_of",
    "measure_values",
    "solve",
    "solve_exactly",
    "solve_goal",
]
