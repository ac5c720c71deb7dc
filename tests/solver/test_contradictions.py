"""The nightly look for contradictions finds what it is there to find."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest

from planner.solver.model.compilation import compile_instance
from planner.solver.model.exact import Proof, build
from planner.solver.monitor import Monitor
from planner.solver.search.lexicographic import minimise_exactly
from planner.solver.settings import SolveSettings
from planner.solver.tuning import DEFAULT_TUNING
from tests.nightly.contradictions import Case, contradictions_of, exact_model, lagrangian_bound, main, pipeline
from tests.oracle import brute_force
from tests.tiny_portfolios import random_portfolio


def case_with_a_plan(seed: int, added_pounds: int = 0, without_plan: bool = False) -> Case:
    """A case whose brute force is falsified by so many pounds, or says that there is no plan."""
    portfolio = random_portfolio(seed)
    best = brute_force(portfolio)
    assert best is not None
    case = Case(seed, portfolio, best._replace(objective_pounds=best.objective_pounds + added_pounds))
    return replace(case, best=None) if without_plan else case


SEED = 6
"""A portfolio with a plan, a migration and pounds as the only level."""


@pytest.mark.parametrize("engine", [exact_model, lagrangian_bound, pipeline])
def test_engines_that_agree_contradict_nothing(engine: object) -> None:
    assert callable(engine)
    assert list(engine(case_with_a_plan(SEED))) == []


@pytest.mark.parametrize("engine", [exact_model, pipeline])
def test_a_plan_cheaper_than_the_optimum_is_told(engine: object) -> None:
    assert callable(engine)
    assert any("less than the optimum" in line for line in engine(case_with_a_plan(SEED, added_pounds=10**6)))


@pytest.mark.parametrize("engine", [exact_model, pipeline])
def test_a_plan_where_there_is_none_is_told(engine: object) -> None:
    assert callable(engine)
    assert any("brute force has none" in line for line in engine(case_with_a_plan(SEED, without_plan=True)))


@pytest.mark.parametrize("engine", [lagrangian_bound, pipeline])
def test_a_bound_above_the_optimum_is_told(engine: object) -> None:
    assert callable(engine)
    assert any("above the optimum" in line for line in engine(case_with_a_plan(SEED, added_pounds=-(10**6))))


def test_an_exception_is_told_with_its_engine() -> None:
    def broken(case: Case) -> Iterator[str]:
        raise ArithmeticError(f"nothing for {case.seed}")

    _, lines = contradictions_of(SEED, [broken])
    assert len(lines) == 1
    assert "broken: it failed" in lines[0]
    assert f"ArithmeticError: nothing for {SEED}" in lines[0]


def test_the_count_is_printed(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--cases", "1", "--first-seed", str(SEED)]) == 0
    assert capsys.readouterr().out == f"1 portfolios from seed {SEED}, 1 with a plan, 0 without: 0 contradictions\n"


def test_an_exercised_option_after_a_refused_one_leaves_no_plan_to_the_pipeline() -> None:
    """Option 2 of contract k1 is refused, option 3 exercised."""
    has_plan, lines = contradictions_of(300_028)
    assert not has_plan
    assert lines == ()


def test_a_model_on_which_presolve_fails_is_solved_without_it() -> None:
    """CP-SAT's presolve of OR-Tools 9.15 ends with a missing key on the exact model of this portfolio."""
    instance = compile_instance(random_portfolio(930432))
    monitor = Monitor(instance, SolveSettings(time_limit_seconds=20.0, workers=1, deterministic=True), DEFAULT_TUNING)
    assert minimise_exactly(build(instance, DEFAULT_TUNING.exact), monitor, 20.0) is Proof.INFEASIBLE
