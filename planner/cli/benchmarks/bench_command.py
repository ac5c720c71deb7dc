"""`planner bench`: solvers side by side on the same portfolios, in the same time."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import click

from planner.benchmarks.comparison.best_known import COLUMNS as BEST_KNOWN_COLUMNS
from planner.benchmarks.comparison.best_known import update_best_known
from planner.benchmarks.comparison.charts import CHART_FILES, write_charts
from planner.benchmarks.comparison.harness import FAILED, PROGRESS_FILE, RESULTS_FILE, Done, run_tasks
from planner.benchmarks.comparison.pairs import contradictions
from planner.benchmarks.comparison.rows import ProgressRow, Row, Task, columns_of, read_rows
from planner.benchmarks.comparison.solvers import LIST_RULE, OURS, PYJOBSHOP, SINGLE_MODEL
from planner.benchmarks.comparison.summary import summary_page
from planner.benchmarks.comparison.tasks import Comparison, portfolio_tasks, rcpsp_tasks
from planner.benchmarks.instances import read_instances
from planner.benchmarks.rcpsp.patterson import rcpsp_instances
from planner.cli.shared.argument_types import Seed
from planner.cli.shared.bundled import bundled_portfolio
from planner.cli.shared.failures import NO_PLAN, BadInput, Failure
from planner.cli.shared.messages import say
from planner.cli.shared.options import SECONDS, quiet_option
from planner.cli.shared.output_files import ask_for_file, force_option
from planner.present.wording import counted
from planner.writing import write_file

SUMMARY_FILE = "summary.md"
SOLVERS = (LIST_RULE, SINGLE_MODEL, PYJOBSHOP, OURS)
FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
FOLDER = click.Path(exists=True, file_okay=False, path_type=Path)


def _whole_numbers(context: click.Context, parameter: click.Parameter, text: str | None) -> tuple[int, ...]:
    parts = [part.strip() for part in text.split(",")] if text else []
    for part in parts:
        if not part.isdecimal():
            raise click.BadParameter(f"{part!r} is no whole number; write for instance 30,150", context, parameter)
    return tuple(int(part) for part in parts)


HELP = """Solve the frozen instances with every solver, one after another, each in a process of its own.

The judge checks every plan. results.csv gets every row as soon as it is there. The same command goes on where it was
stopped. It measures a row again that was made with another version or on another machine. It ends with code 1 where a
bound and a plan contradict each other, or where our own solve failed or broke a rule.

\b
Examples:
  planner bench
  planner bench --set full --sizes 30,150 --rcpsp FOLDER --out results
  planner bench --solver planner --seconds 5 --sizes 30
"""


@click.command("bench", help=HELP)
@click.option(
    "--set",
    "which",
    type=click.Choice(["quick", "full"]),
    default="quick",
    show_default=True,
    help="A few instances in minutes, or all of them in hours.",
)
@click.option("--sizes", callback=_whole_numbers, metavar="LIST", help="Only these numbers of contracts, as in 30,150.")
@click.option("--seconds", type=SECONDS, help="Seconds for every solve. [default: by size, see the docs]")
@click.option("--workers", type=click.IntRange(min=1), default=2, show_default=True, help="Threads of every solver.")
@click.option("--seed", type=Seed(), default=0, show_default=True, help="Seed of every solver.")
@click.option(
    "--solver", "solvers", type=click.Choice(SOLVERS), multiple=True, help="Only this solver; may be repeated."
)
@click.option("--instances", type=FILE, metavar="FILE.CSV", help="Instances of your own. [default: the frozen set]")
@click.option("--rcpsp", type=FOLDER, metavar="FOLDER", help="Also project files in Patterson format.")
@click.option("--only-rcpsp", is_flag=True, help="Leave the portfolios out.")
@click.option(
    "--reduced-up-to",
    type=click.IntRange(min=0),
    default=2_000,
    show_default=True,
    metavar="CONTRACTS",
    help="Largest portfolio whose reduced form is solved too.",
)
@click.option(
    "--out",
    "folder",
    type=click.Path(path_type=Path),
    default=Path("bench-results"),
    show_default=True,
    metavar="FOLDER",
)
@click.option("--charts", "charts", type=click.Path(path_type=Path), metavar="FOLDER", help="[default: as --out]")
@click.option(
    "--best-known",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE.CSV",
    help="Write better plans and bounds into this table.",
)
@force_option
@quiet_option
def bench_command(
    which: str,
    sizes: tuple[int, ...],
    seconds: float | None,
    workers: int,
    seed: int,
    solvers: tuple[str, ...],
    instances: Path | None,
    rcpsp: Path | None,
    only_rcpsp: bool,
    reduced_up_to: int,
    folder: Path,
    charts: Path | None,
    best_known: Path | None,
    force: bool,
    quiet: bool,
) -> None:
    _ask_for_results(folder, charts or folder, best_known, force)
    comparison = Comparison(
        quick=which == "quick",
        sizes=sizes,
        seconds=seconds,
        workers=workers,
        seed=seed,
        solvers=solvers,
        reduced_up_to=reduced_up_to,
    )
    source = instances or bundled_portfolio("benchmarks") / "instances.csv"
    tasks = [*([] if only_rcpsp else _portfolio_tasks(comparison, source)), *_rcpsp_tasks(comparison, rcpsp)]
    if not tasks:
        raise BadInput("no instance fits these options; leave --sizes out, or take --set full")
    total = sum(task.seconds for task in tasks if task.solver != LIST_RULE)
    say(f"{counted(len(tasks), 'solve')}, at most {total / 60:.0f} minutes or so, into {folder}", quiet=quiet)
    try:
        rows = run_tasks(tasks, folder, lambda done: say(_line(done), quiet=quiet))
    except KeyboardInterrupt:
        raise Failure("Stopped. Finished rows are kept; the same command goes on from there.") from None
    click.echo(_write_answers(rows, folder, charts or folder), nl=False)
    if best_known is not None:
        _take_over(rows, folder, source, best_known, quiet)
    ours = [row for row in rows if row.solver == OURS]
    if contradictions(rows) or any(row.breaches or row.status == FAILED for row in ours):
        raise click.exceptions.Exit(NO_PLAN)


def _ask_for_results(folder: Path, charts: Path, best_known: Path | None, force: bool) -> None:
    """Raise OutputError where a result may not be written. Rows are appended to tables, so the tables must be ours."""
    tables = {folder / RESULTS_FILE: columns_of(Row), folder / PROGRESS_FILE: columns_of(ProgressRow)}
    if best_known is not None:
        tables[best_known] = BEST_KNOWN_COLUMNS
    for file, columns in tables.items():
        ask_for_file(file, columns=columns, source=None, force=False)
    for name in CHART_FILES:
        ask_for_file(charts / name, source=None, force=force)
    if not (folder / RESULTS_FILE).exists():
        ask_for_file(folder / SUMMARY_FILE, source=None, force=force)


def _portfolio_tasks(comparison: Comparison, source: Path) -> Iterator[Task]:
    return portfolio_tasks(comparison, read_instances(source), source)


def _rcpsp_tasks(comparison: Comparison, folder: Path | None) -> Iterator[Task]:
    return rcpsp_tasks(comparison, rcpsp_instances(folder) if folder is not None else ())


def _write_answers(rows: list[Row], folder: Path, charts: Path) -> str:
    """Write summary and pictures of this comparison; gives the summary."""
    page = summary_page(rows)
    write_file(folder / SUMMARY_FILE, page)
    write_charts(rows, read_rows(folder / PROGRESS_FILE, ProgressRow), charts)
    return page


def _take_over(rows: list[Row], folder: Path, source: Path, best_known: Path, quiet: bool) -> None:
    changed = update_best_known(best_known, rows, folder, read_instances(source))
    say(f"{counted(len(changed), 'instance')} with a better plan or bound in {best_known}", quiet=quiet)


def _line(done: Done) -> str:
    row = done.row
    cost = "no plan" if row.cost is None else f"{row.cost:,}"
    gap = "" if row.gap_percent is None else f", gap {row.gap_percent:.2f} %"
    seconds = "" if row.seconds is None else f" in {row.seconds:.1f} s"
    kept = " (kept)" if done.kept else ""
    remark = f": {row.remark}" if row.remark else ""
    return f"{row.instance} {row.problem} {row.solver}: {row.status}, {cost}{gap}{seconds}{kept}{remark}"
