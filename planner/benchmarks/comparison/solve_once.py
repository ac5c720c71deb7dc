"""One solve in a process of its own: `python -m planner.benchmarks.comparison.solve_once TASK.JSON REPORT.JSON`."""

from __future__ import annotations

import json
import sys
import time
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from planner.benchmarks.canonical import canonical_hash
from planner.benchmarks.comparison.machine import peak_megabytes
from planner.benchmarks.comparison.rows import Problem, Task
from planner.benchmarks.comparison.solvers import portfolio_solver, rcpsp_solver
from planner.benchmarks.instances import draw_instance, read_instances
from planner.benchmarks.rcpsp.breaches import rcpsp_breaches
from planner.benchmarks.rcpsp.patterson import read_patterson
from planner.benchmarks.reduced import reduce_portfolio
from planner.domain.portfolio import Portfolio
from planner.plan.judge import judge
from planner.plan.outcome import Outcome, Progress
from planner.plan.plan_case import PlanCase
from planner.plan.plan_file.document import document_of, to_json
from planner.solver.settings import SolveSettings


@dataclass(frozen=True, kw_only=True)
class Report:
    """The report of one process; columns as in `Row`. `plan` is the text of the plan file, `log` the improvements."""

    status: str
    cost: int | None
    bound: int | None
    seconds: float
    first_plan_seconds: float | None
    peak_mb: int | None
    breaches: int | None
    remark: str
    digest: str
    plan: str | None
    log: list[dict[str, Any]]


def run_task(task: Task) -> Report:
    """Solve, judge and measure. An exception of the solver is not caught: the process ends with it."""
    settings = SolveSettings(time_limit_seconds=task.seconds, workers=task.workers, seed=task.seed)
    if task.problem is Problem.RCPSP:
        return _run_rcpsp(task, settings)
    portfolio = load_portfolio(task)
    started = time.monotonic()
    outcome = portfolio_solver(task.solver)(portfolio, settings)
    seconds = time.monotonic() - started
    peak = peak_megabytes()
    return _portfolio_report(portfolio, outcome, seconds, peak)


def load_portfolio(task: Task) -> Portfolio:
    """The portfolio of a task, reduced where the task says so."""
    instance = next(found for found in read_instances(Path(task.source)) if found.name == task.instance)
    portfolio = draw_instance(instance)
    return reduce_portfolio(portfolio) if task.problem is Problem.REDUCED else portfolio


def _portfolio_report(portfolio: Portfolio, outcome: Outcome, seconds: float, peak: int | None) -> Report:
    plan = outcome.plan
    breaches = judge(PlanCase(portfolio, plan)) if plan is not None else None
    cost = PlanCase(portfolio, plan).pounds if plan is not None else None
    remarks = [str(breach) for breach in (breaches or ())[:3]]
    if cost != outcome.objective_pounds:
        remarks.append(f"the solver says it costs {outcome.objective_pounds}")
    return Report(
        status=outcome.status.value,
        cost=cost,
        bound=outcome.bound_pounds,
        seconds=round(seconds, 2),
        first_plan_seconds=_first_plan(outcome.log),
        peak_mb=peak,
        breaches=None if breaches is None else len(breaches),
        remark="; ".join(remarks),
        digest=canonical_hash(portfolio)[:12],
        plan=None if plan is None or breaches else _plan_text(portfolio, outcome),
        log=[asdict(progress) for progress in outcome.log],
    )


def _plan_text(portfolio: Portfolio, outcome: Outcome) -> str:
    assert outcome.plan is not None
    status, bound, gap = outcome.status.value, outcome.bound_pounds, outcome.gap
    return to_json(document_of(portfolio, outcome.plan, status=status, bound_pounds=bound, gap=gap))


def _first_plan(log: tuple[Progress, ...]) -> float | None:
    return next((round(progress.seconds, 2) for progress in log if progress.objective_pounds is not None), None)


def _run_rcpsp(task: Task, settings: SolveSettings) -> Report:
    project = read_patterson(Path(task.source))
    started = time.monotonic()
    starts, makespan, bound, status = rcpsp_solver(task.solver)(project, settings)
    seconds = time.monotonic() - started
    breaches = list(rcpsp_breaches(project, starts)) if starts is not None else None
    cost = project.makespan(starts) if starts is not None else None
    remarks = (breaches or [])[:3] + ([f"the solver says its makespan is {makespan}"] if cost != makespan else [])
    return Report(
        status=status.value,
        cost=cost,
        bound=bound,
        seconds=round(seconds, 2),
        first_plan_seconds=None,
        peak_mb=peak_megabytes(),
        breaches=None if breaches is None else len(breaches),
        remark="; ".join(remarks),
        digest=task.source_digest,
        plan=None,
        log=[],
    )


def main(arguments: list[str]) -> None:
    """Read a task, run it, write the report."""
    task_file, report_file = map(Path, arguments)
    raw = json.loads(task_file.read_text(encoding="utf-8"))
    task = Task(**{**raw, "problem": Problem(raw["problem"])})
    report_file.write_text(json.dumps(asdict(run_task(task))), encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
