"""Compiles what is compiled at first use, so that no measured solve pays for it: `python -m planner.benchmarks.warm_up`."""

from __future__ import annotations

from planner.benchmarks.generator.portfolio import generate_portfolio
from planner.benchmarks.generator.spec import GeneratorSpec
from planner.solver import SolveSettings, solve
from planner.solver.rcpsp import solve_rcpsp
from planner.solver.rcpsp_project import RcpspProject

SETTINGS = SolveSettings(time_limit_seconds=1.0, workers=1, deterministic=True)
"""Counted in effort: every stage has its turn, however long its compilation takes."""
PORTFOLIO = GeneratorSpec(contracts=20, seed=1, cluster_size=20, congestion_percent=125, groups_percent=20)
PROJECT = RcpspProject(
    durations=(0, 3, 4, 5, 2, 6, 3, 4, 5, 2, 0),
    demands=((0,), *((1 + a % 3,) for a in range(9)), (0,)),
    capacities=(4,),
    successors=(tuple(range(1, 10)), *((10,) for _ in range(9)), ()),
)


def warm_up() -> None:
    """Solve a small portfolio and a small project; what comes out is not looked at."""
    solve(generate_portfolio(PORTFOLIO), SETTINGS)
    solve_rcpsp(PROJECT, SETTINGS)


if __name__ == "__main__":
    warm_up()
