"""Runs solves one after another, each in a fresh process, and keeps every row as soon as it is there."""

from __future__ import annotations

import gzip
import json
import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from planner.benchmarks.comparison.machine import machine_name
from planner.benchmarks.comparison.rows import Problem, ProgressRow, Row, Task, read_rows, write_rows
from planner.benchmarks.comparison.solvers import CONTENDERS, OURS
from planner.writing import write_file
from planner.writing.signals import stops_raised

RESULTS_FILE = "results.csv"
PROGRESS_FILE = "progress.csv"
PLANS_FOLDER = "plans"
LEAST_GRACE_SECONDS = 120
KILLED = "killed"
FAILED = "failed"


@dataclass(frozen=True)
class Done:
    """A row with the improvements that led to it; `kept`: it was there from an earlier run."""

    row: Row
    kept: bool = False


def run_tasks(tasks: Iterable[Task], folder: Path, on_row: Callable[[Done], None] = lambda done: None) -> list[Row]:
    """Run the tasks that the tables in the folder do not answer yet; every row is written before the next begins.

    A row is kept where task, instance, solver version and machine are the same and the process did not fail; otherwise it
    is replaced. Rows of other tasks stay. Before our own solver runs first its kernels are compiled.
    A process that overruns its time by as much again (at least two minutes) is killed, and the row says so. Ctrl-C ends
    the run, with every finished row in the table.
    """
    folder.mkdir(parents=True, exist_ok=True)
    rows: dict[tuple[str, ...], Row] = {row.key: row for row in read_rows(folder / RESULTS_FILE, Row)}
    progress: list[ProgressRow] = read_rows(folder / PROGRESS_FILE, ProgressRow)
    found: list[Row] = []
    cold = True
    for task in tasks:
        known = rows.get(task.key)
        if known is not None and _is_answered(task, known):
            found.append(known)
            on_row(Done(known, kept=True))
            continue
        if cold and task.solver == OURS:
            _warm_up()
            cold = False
        report = _run_apart(task)
        row = _row(task, report)
        rows[task.key] = row
        progress = [entry for entry in progress if not _belongs(entry, task)] + _progress_rows(task, report)
        write_rows(folder / RESULTS_FILE, sorted(rows.values(), key=_order), Row)
        write_rows(folder / PROGRESS_FILE, progress, ProgressRow)
        if task.problem is Problem.PORTFOLIO and report.get("plan") is not None:
            _keep_plan(folder / PLANS_FOLDER, task, report["plan"])
        found.append(row)
        on_row(Done(row))
    return found


def plan_file_name(problem: str, instance: str, solver: str) -> str:
    """Name of the file that holds the plan of a solve."""
    return f"{instance}.{problem}.{solver}.json.gz"


def _order(row: Row) -> tuple[Any, ...]:
    return (list(Problem).index(Problem(row.problem)), row.size, row.instance, row.seconds_limit, row.solver)


def _is_answered(task: Task, row: Row) -> bool:
    made_with = (row.source_digest, row.version, row.machine)
    wanted = (task.source_digest, CONTENDERS[task.solver].version, machine_name())
    return made_with == wanted and row.status != FAILED


def _warm_up() -> None:
    """A failure here fails again in the first solve, and the row of that solve says so."""
    command = [sys.executable, "-m", "planner.benchmarks.comparison.warm_up"]
    subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False)


def _run_apart(task: Task) -> dict[str, Any]:
    """The report of a fresh process; a report with only the reason where the process gives none."""
    with stops_raised(), tempfile.TemporaryDirectory(prefix="planner-bench-") as folder:
        task_file, report_file = Path(folder) / "task.json", Path(folder) / "report.json"
        task_file.write_text(json.dumps(asdict(task)), encoding="utf-8")
        command = [sys.executable, "-m", "planner.benchmarks.comparison.solve_once", str(task_file), str(report_file)]
        with (Path(folder) / "messages").open("w+", encoding="utf-8", errors="replace") as messages:
            process = subprocess.Popen(command, stdout=messages, stderr=messages, start_new_session=True)
            try:
                code = process.wait(timeout=task.seconds + max(task.seconds, LEAST_GRACE_SECONDS))
            except subprocess.TimeoutExpired:
                _end(process)
                return {"status": KILLED, "remark": "it did not end within twice its time"}
            except BaseException:
                _end(process)
                raise
            if code == 0:
                report: dict[str, Any] = json.loads(report_file.read_text(encoding="utf-8"))
                return report
            messages.seek(0)
            last = [line for line in messages.read().splitlines() if line.strip()][-1:]
            return {"status": FAILED, "remark": f"exit {code}: {''.join(last)[:300]}"}


def _end(process: subprocess.Popen[bytes]) -> None:
    """End a process with all it has started."""
    if hasattr(os, "killpg"):
        os.killpg(process.pid, signal.SIGKILL)
    else:
        process.kill()
    process.wait()


def _row(task: Task, report: dict[str, Any]) -> Row:
    return Row(
        problem=task.problem.value,
        instance=task.instance,
        family=task.family,
        size=task.size,
        congestion_percent=task.congestion_percent,
        solver=task.solver,
        seconds_limit=task.seconds,
        workers=task.workers,
        seed=task.seed,
        status=report["status"],
        cost=report.get("cost"),
        bound=report.get("bound"),
        best_known=task.best_known,
        seconds=report.get("seconds"),
        first_plan_seconds=report.get("first_plan_seconds"),
        peak_mb=report.get("peak_mb"),
        breaches=report.get("breaches"),
        remark=report.get("remark", ""),
        digest=report.get("digest", ""),
        source_digest=task.source_digest,
        version=CONTENDERS[task.solver].version,
        machine=machine_name(),
    )


def _belongs(entry: ProgressRow, task: Task) -> bool:
    mine = (task.problem.value, task.instance, task.solver, task.seconds)
    return (entry.problem, entry.instance, entry.solver, entry.seconds_limit) == mine


def _progress_rows(task: Task, report: dict[str, Any]) -> list[ProgressRow]:
    return [
        ProgressRow(
            problem=task.problem.value,
            instance=task.instance,
            solver=task.solver,
            seconds_limit=task.seconds,
            seconds=round(entry["seconds"], 3),
            cost=entry["objective_pounds"],
            bound=entry["bound_pounds"],
            stage=entry["stage"],
        )
        for entry in report.get("log", [])
    ]


def _keep_plan(folder: Path, task: Task, plan: str) -> None:
    """The plan in a small file that is the same for the same plan (no time stamp)."""
    name = plan_file_name(task.problem.value, task.instance, task.solver)
    write_file(folder / name, gzip.compress(plan.encode(), mtime=0))
