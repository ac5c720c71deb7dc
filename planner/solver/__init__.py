"""From a portfolio to a proved plan; the only layer that knows OR-Tools."""

from planner.solver.outcome import Outcome, Progress, Status
from planner.solver.settings import SolveSettings
from planner.solver.solve import solve, solve_exactly

__all__ = ["Outcome", "Progress", "SolveSettings", "Status", "solve", "solve_exactly"]
