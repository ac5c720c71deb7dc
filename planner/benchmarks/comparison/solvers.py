"""The solvers by name, what each can be asked, and the version each reports."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

import planner
from planner.benchmarks.comparison.machine import code_digest, library_version
from planner.benchmarks.comparison.rows import Problem
from planner.benchmarks.rcpsp.project import RcpspProject
from planner.benchmarks.rivals.pyjobshop_rcpsp import RcpspAnswer
from planner.domain.portfolio import Portfolio
from planner.plan.outcome import Outcome
from planner.solver.settings import SolveSettings

OURS = "planner"
SINGLE_MODEL = "single-model"
LIST_RULE = "expiry-first"
PYJOBSHOP = "pyjobshop"

PortfolioSolver = Callable[[Portfolio, SolveSettings], Outcome]
RcpspSolver = Callable[[RcpspProject, SolveSettings], RcpspAnswer]

MEANING = ("domain", "plan")
OWN_CODE = (*MEANING, "solver")


@dataclass(frozen=True, kw_only=True)
class Contender:
    """A solver; `code` is what its version covers beside `libraries`, so that a changed solver is measured anew."""

    name: str
    problems: tuple[Problem, ...]
    code: tuple[str, ...]
    libraries: tuple[str, ...]

    @property
    def version(self) -> str:
        """Versions of its libraries and a digest of its code."""
        libraries = [f"{library} {library_version(library)}" for library in self.libraries]
        return ", ".join([f"planner {planner.__version__}+{code_digest(*self.code)}", *libraries])


CONTENDERS: Mapping[str, Contender] = MappingProxyType(
    {
        LIST_RULE: Contender(
            name=LIST_RULE,
            problems=(Problem.PORTFOLIO,),
            code=(
                *MEANING,
                "benchmarks/placing/list_schedule.py",
                "benchmarks/placing/capacity_ledger.py",
                "benchmarks/placing/cutover_calendar.py",
                "benchmarks/placing/urgency.py",
                "benchmarks/rivals/expiry_first.py",
                "benchmarks/rivals/cheapest_cover.py",
            ),
            libraries=(),
        ),
        SINGLE_MODEL: Contender(
            name=SINGLE_MODEL, problems=(Problem.PORTFOLIO,), code=OWN_CODE, libraries=("ortools",)
        ),
        PYJOBSHOP: Contender(
            name=PYJOBSHOP,
            problems=(Problem.REDUCED, Problem.RCPSP),
            code=(
                *MEANING,
                "benchmarks/reduced.py",
                "benchmarks/rivals/pyjobshop_portfolio.py",
                "benchmarks/rivals/pyjobshop_rcpsp.py",
                "benchmarks/rivals/pyjobshop_result.py",
            ),
            libraries=("pyjobshop", "ortools"),
        ),
        OURS: Contender(name=OURS, problems=tuple(Problem), code=OWN_CODE, libraries=("ortools",)),
    }
)
"""By name, in the order in which they run on an instance."""


def portfolio_solver(name: str) -> PortfolioSolver:
    """The function behind a name, imported only now."""
    match name:
        case "expiry-first":
            from planner.benchmarks.rivals.expiry_first import solve_expiry_first

            return solve_expiry_first
        case "single-model":
            from planner.solver.solve import solve_exactly

            return solve_exactly
        case "pyjobshop":
            from planner.benchmarks.rivals.pyjobshop_portfolio import solve_with_pyjobshop

            return solve_with_pyjobshop
        case _:
            from planner.solver.solve import solve

            return solve


def rcpsp_solver(name: str) -> RcpspSolver:
    """As `portfolio_solver`, for projects."""
    if name == PYJOBSHOP:
        from planner.benchmarks.rivals.pyjobshop_rcpsp import solve_rcpsp_with_pyjobshop

        return solve_rcpsp_with_pyjobshop
    from planner.benchmarks.rcpsp.makespan import solve_rcpsp

    return solve_rcpsp
