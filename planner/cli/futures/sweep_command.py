"""`planner sweep`: a portfolio under many scenarios, settings and seeds, side by side and resumable."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import click

from planner.cli.futures.seed_list import parse_seeds
from planner.cli.shared.argument_types import NumberRange, SchedulerAddress
from planner.cli.shared.failures import BadInput, Failure
from planner.cli.shared.messages import say
from planner.cli.shared.options import SECONDS, format_option, portfolio_argument, quiet_option
from planner.cli.shared.plan_source import portfolio_for
from planner.cli.shared.start_options import start_option, start_plan
from planner.cli.shared.store_options import store_option, store_to_write
from planner.cli.shared.sweep_progress import shown_sweep
from planner.domain.portfolio import Portfolio
from planner.plan.entries import Plan
from planner.plan.judge import judge
from planner.plan.plan_case import PlanCase
from planner.plan.plan_file.fingerprint import fingerprint
from planner.present.tables.run_tables import SHORT_ID, item_table
from planner.present.tables.table import Format, print_table
from planner.present.wording import counted, money, printable
from planner.solver.settings import SolveSettings
from planner.store.portfolio_archive import archive_portfolio
from planner.sweeps.cluster import DaskCluster
from planner.sweeps.items import plan_items
from planner.sweeps.local_pool import LocalPool, usable_cores
from planner.sweeps.running import SweepResult, Workforce, run_sweep, sweep_name
from planner.sweeps.scenario_portfolios import scenario_portfolios

HELP = """Solve a portfolio many times: every scenario with every seed and every time limit.

Each answer is stored when it comes. After a stop or a kill the same command goes on where it was. A failed item is
reported and stops no other. The command ends with code 1 where an item failed or has no plan. --start names a plan that each
item begins with.

\b
Examples:
  planner sweep data/tiny --seeds 1-5 --workers 2
  planner sweep data/whitehall --scenarios data/whitehall/scenarios.toml --time-limit 30
  planner sweep data/whitehall --seeds 1-20 --scheduler tcp://10.0.0.5:8786
"""


@click.command("sweep", help=HELP)
@portfolio_argument
@click.option(
    "--scenarios",
    "scenario_file",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    metavar="FILE.TOML",
    help="Solve every scenario of this file, beside the portfolio as it is.",
)
@click.option(
    "--scenario", "chosen", multiple=True, metavar="NAME", help="Only this scenario of the file; may be repeated."
)
@click.option(
    "--seeds", callback=parse_seeds, default="0", show_default=True, metavar="LIST", help="Seeds, for instance 1-5,8."
)
@click.option(
    "--time-limit",
    "time_limits",
    type=SECONDS,
    multiple=True,
    default=(60.0,),
    show_default="60",
    metavar="SECONDS",
    help="Longest solve of an item; may be repeated, and then each item is solved with each.",
)
@click.option(
    "--gap",
    type=NumberRange(min=0, max=100, max_open=True),
    default=0.0,
    metavar="PER CENT",
    help="Wished gap, as in planner plan.",
)
@start_option
@click.option("--deterministic", is_flag=True, help="Give the same plans for the same input and seeds.")
@click.option("--threads", type=click.IntRange(min=1), default=1, show_default=True, help="Searches within each item.")
@click.option("--workers", type=click.IntRange(min=1), help="Items solved at once. [default: cores over threads]")
@click.option("--dask", is_flag=True, help="Use a Dask cluster of that many processes on this machine.")
@click.option(
    "--scheduler",
    type=SchedulerAddress(),
    metavar="ADDRESS",
    help="Use the Dask cluster of this scheduler (tcp://HOST:8786).",
)
@click.option(
    "--name", metavar="NAME", help="Name of the sweep in the store. [default: from the portfolio and the versions]"
)
@store_option
@format_option
@quiet_option
def sweep_command(
    portfolio: Path,
    scenario_file: Path | None,
    chosen: tuple[str, ...],
    seeds: tuple[int, ...],
    time_limits: tuple[float, ...],
    gap: float,
    start: str | None,
    deterministic: bool,
    threads: int,
    workers: int | None,
    dask: bool,
    scheduler: str | None,
    name: str | None,
    store: str | None,
    form: Format,
    quiet: bool,
) -> None:
    base = portfolio_for(portfolio, quiet=quiet)
    portfolios = scenario_portfolios(base, scenario_file, chosen)
    begun = start_plan(base, start, store=store, quiet=quiet)
    items = list(plan_items(portfolios, _variants(time_limits, gap, deterministic, threads), seeds, begun))
    opened = store_to_write(store)
    sweep = name or sweep_name(archive_portfolio(base))
    workforce = _workforce(workers, threads, dask, scheduler)
    say(f"Sweep {sweep}: {counted(len(items), 'item')}, stored in {opened.address}", quiet=quiet)
    try:
        with shown_sweep(quiet=quiet) as hear:
            result = run_sweep(items, opened, workforce, sweep, hear)
    except KeyboardInterrupt:
        raise Failure("Stopped. What was answered is stored; the same command goes on from there.") from None
    print_table(item_table(result.items), form)
    for sentence in _better_items(base, result, begun):
        say(sentence, quiet=quiet)
    _end(result)


def _variants(
    time_limits: Sequence[float], gap: float, deterministic: bool, threads: int
) -> Mapping[str, SolveSettings]:
    return {
        f"{limit:g} s" if len(time_limits) > 1 else "": SolveSettings(
            time_limit_seconds=limit, workers=threads, gap_target=gap / 100, deterministic=deterministic
        )
        for limit in time_limits
    }


def _workforce(workers: int | None, threads: int, dask: bool, scheduler: str | None) -> Workforce:
    if scheduler is not None and (dask or workers is not None):
        raise BadInput("--scheduler names a cluster that has its own workers; leave out --dask and --workers")
    if scheduler is not None:
        return DaskCluster(scheduler)
    most = workers or max(1, usable_cores() // threads)
    return DaskCluster(workers=most) if dask else LocalPool(most)


def _better_items(portfolio: Portfolio, result: SweepResult, start: Plan | None) -> Iterator[str]:
    """The sentence about the cheapest run of the portfolio as it is that is better than the start."""
    if start is None or judge(case := PlanCase(portfolio, start)):
        return
    own = fingerprint(portfolio)
    runs = [item.run for item in result.items if item.run is not None and item.run.fingerprint == own]
    cheaper = [(run.objective_pounds, run.id) for run in runs if run.objective_pounds is not None]
    pounds, run = min(cheaper, default=(case.pounds, ""))
    if pounds < case.pounds:
        saved = money(case.pounds - pounds, portfolio.currency)
        yield f"A plan {saved} cheaper than the start was found; planner show {run[:SHORT_ID]} --plan FILE writes it."


def _end(result: SweepResult) -> None:
    """Name what failed; ends with code 1 where an item failed or has no plan."""
    for item in result.failures:
        say(printable(f"{item.name}: {item.failure}"))
    without = [item for item in result.items if item.run is not None and item.run.plan_hash is None]
    if result.failures or without:
        raise Failure(
            f"{counted(len(result.failures), 'item')} failed, {counted(len(without), 'item')} without a plan."
        )
