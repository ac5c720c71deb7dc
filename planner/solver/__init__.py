"""From a portfolio to a proved plan; the only layer that knows OR-Tools."""

from planner.solver.goal_measures import POUNDS, Measure, measure_values
from planner.solver.goals import Goal, GoalOutcome, solve_goal
from planner.solver.outcome import Outcome, Progress, Status
from planner.solver.settings import SolveSettings
from planner.solver.solve import solve, solve_exactly

__all__ = [
    "POUNDS",
    "Goal",
    "GoalOutcome",
    "Measure",
    "Outcome",
    "Progress",
    "SolveSettings",
    "Status",
    "measure_values",
    "solve",
    "solve_exactly",
    "solve_goal",
]
