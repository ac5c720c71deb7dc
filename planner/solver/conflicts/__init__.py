"""Where the rules cannot all be kept: the smallest sets of records that cannot stand together, and what ends each."""

from planner.solver.conflicts.checks import confirmed_infeasible, second_check
from planner.solver.conflicts.finding import find_conflicts
from planner.solver.conflicts.stakes import Stake, stakes_of

__all__ = ["Stake", "confirmed_infeasible", "find_conflicts", "second_check", "stakes_of"]
