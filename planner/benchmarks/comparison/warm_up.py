"""Compiles the kernels before timing starts: `python -m planner.benchmarks.comparison.warm_up`."""

from __future__ import annotations

from planner.benchmarks.rcpsp.makespan import solve_rcpsp
from planner.benchmarks.rcpsp.project import RcpspProject
from planner.solver import SolveSettings
from planner.solver.preparation import prepare_search

SETTINGS = SolveSettings(time_limit_seconds=1.0, workers=1, deterministic=True)
"""Counted in effort: every stage has its turn, however long its compilation takes."""
PROJECT = RcpspProject(
    durations=(0, 3, 4, 5, 2, 6, 3, 4, 5, 2, 0),
    demands=((0,), *((1 + a % 3,) for a in range(9)), (0,)),
    capacities=(4,),
    successors=(tuple(range(1, 10)), *((10,) for _ in range(9)), ()),
)


def warm_up() -> None:
    """Prepare the search in portfolios, and solve a small project; the results are thrown away."""
    prepare_search()
    solve_rcpsp(PROJECT, SETTINGS)


if __name__ == "__main__":
    warm_up()
