"""From a portfolio to a proved plan; the only layer that knows OR-Tools."""

from planner.plan.outcome import Outcome, Progress, Status
from planner.solver.goal_measures import POUNDS, Measure, measure_of, measure_values
from planner.solver.goals import Goal, GoalOutcome, solve_goal
from planner.solver.questions.can_all import can_all
from planner.solver.questions.earliest import earliest
from planner.solver.questions.records import Earliest, Ending, Modes, Moving, PartReplanned, Together
from planner.solver.questions.repair_records import Move, Reason, Repair
from planner.solver.questions.replan_part import replan_part
from planner.solver.search.memory import SolverMemory
from planner.solver.settings import SolveSettings
from planner.solver.solve import solve, solve_exactly
from planner.solver.tuning import SearchTuning

__all__ = [
    "POUNDS",
    "Earliest",
    "Ending",
    "Goal",
    "GoalOutcome",
    "Measure",
    "Modes",
    "Move",
    "Moving",
    "Outcome",
    "PartReplanned",
    "Progress",
    "Reason",
    "Repair",
    "SearchTuning",
    "SolveSettings",
    "SolverMemory",
    "Status",
    "Together",
    "can_all",
    "earliest",
    "measure_of",
    "measure_values",
    "replan_part",
    "solve",
    "solve_exactly",
    "solve_goal",
]
