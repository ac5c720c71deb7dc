"""Everything that is compiled is compiled before the clock starts."""

from __future__ import annotations

import time
from types import ModuleType

from planner.benchmarks.generator.portfolio import generate_portfolio
from planner.benchmarks.generator.spec import GeneratorSpec
from planner.solver import SolveSettings, solve
from planner.solver.bound import ascent_kernels, dual_kernels
from planner.solver.model.compilation import compile_instance
from planner.solver.monitor import Monitor
from planner.solver.preparation import prepare_search
from planner.solver.search import annealing_kernels, placing_kernels
from planner.solver.tuning import DEFAULT_TUNING
from tests.sample import portfolio

KERNELS = (placing_kernels, annealing_kernels, dual_kernels, ascent_kernels)


def compiled(*modules: ModuleType) -> dict[str, int]:
    """How many versions of each kernel exist in this process."""
    return {
        f"{module.__name__}.{name}": len(kernel.signatures)
        for module in modules
        for name, kernel in vars(module).items()
        if hasattr(kernel, "signatures")
    }


def test_a_solve_compiles_nothing_that_was_not_prepared() -> None:
    prepare_search()
    before = compiled(*KERNELS)
    assert any(before.values())
    spec = GeneratorSpec(contracts=90, seed=7, modes_percent=30, groups_percent=20, cross_percent=20, budget_percent=40)
    solve(generate_portfolio(spec), SolveSettings(time_limit_seconds=4.0, workers=1, deterministic=True))
    assert compiled(*KERNELS) == before


def test_preparing_does_not_count() -> None:
    monitor = Monitor(compile_instance(portfolio()), SolveSettings(), DEFAULT_TUNING)
    with monitor.uncounted():
        time.sleep(1.0)
    assert monitor.seconds < 1.0
