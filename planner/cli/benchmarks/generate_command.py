"""`planner generate`: a portfolio drawn from a seed."""

from __future__ import annotations

from pathlib import Path

import click

from planner.benchmarks.canonical import canonical_hash
from planner.benchmarks.generator.portfolio import generate_portfolio
from planner.benchmarks.generator.spec import GeneratorSpec
from planner.cli.shared.argument_types import NumberRange, Seed
from planner.cli.shared.failures import BadInput
from planner.cli.shared.messages import say
from planner.cli.shared.options import quiet_option
from planner.present.wording import counted
from planner.reading import write_portfolio
from planner.writing import check_folder_writable

SHARE = NumberRange(min=0, max=1)


HELP = """Draw a portfolio from a seed and write it as a folder of CSV files.

The same settings give the same portfolio on every machine. Shares are rounded to whole per cents. Every figure is
invented. A plan that keeps every rule always exists.

\b
Examples:
  planner generate --out drawn
  planner generate --contracts 500 --seed 7 --congestion 1.3 --cross-cluster 0.2 --out drawn
  planner generate --contracts 60 --budget 0.4 --negotiations 4 --out drawn --force
  planner generate --contracts 60 --varied 0.5 --working-days --out drawn
"""


@click.command("generate", help=HELP)
@click.option(
    "--out", "folder", required=True, type=click.Path(path_type=Path), metavar="FOLDER", help="Folder for the tables."
)
@click.option(
    "--contracts", type=click.IntRange(2, 99_999), default=150, show_default=True, help="Number of contracts."
)
@click.option("--seed", type=Seed(), default=1, show_default=True, help="Seed for all random choices.")
@click.option(
    "--cluster-size", type=click.IntRange(5, 10_000), default=30, show_default=True, help="Contracts of each cluster."
)
@click.option(
    "--congestion",
    type=NumberRange(min=0.1, max=10),
    default=1.0,
    show_default=True,
    metavar="RATIO",
    help="Work of a cluster divided by its capacity up to its last expiry; above 1 some of it must be late.",
)
@click.option(
    "--shared-contracts",
    type=NumberRange(0, 0.8),
    default=0.1,
    show_default=True,
    metavar="SHARE",
    help="Contracts that several migrations release.",
)
@click.option(
    "--cross-cluster",
    type=SHARE,
    default=0.0,
    show_default=True,
    metavar="SHARE",
    help="Migrations that need specialists of all clusters, and shared contracts that span two clusters.",
)
@click.option(
    "--modes", type=SHARE, default=0.2, show_default=True, metavar="SHARE", help="Migrations that can be accelerated."
)
@click.option(
    "--groups", type=SHARE, default=0.1, show_default=True, metavar="SHARE", help="Migrations that cut over in groups."
)
@click.option(
    "--windows", type=SHARE, default=0.2, show_default=True, metavar="SHARE", help="Clusters with wave windows."
)
@click.option(
    "--budget",
    type=NumberRange(0, 10),
    metavar="SHARE",
    help="Yearly budget as a share of what all options would cost. [default: no budgets]",
)
@click.option("--negotiations", type=click.IntRange(min=1), help="Extension negotiations at once. [default: no limit]")
@click.option(
    "--varied",
    type=SHARE,
    default=0.0,
    show_default=True,
    metavar="SHARE",
    help="Contracts that renew, roll on, open their right late or have a maximum end, and bundles; precedences of all nine "
    "kinds; sizes with a phase of no days.",
)
@click.option(
    "--working-days", is_flag=True, help="Count phases and lags in working days, with closed days of its own."
)
@click.option("--force", is_flag=True, help="Write into a folder that holds tables already.")
@quiet_option
def generate_command(
    folder: Path,
    contracts: int,
    seed: int,
    cluster_size: int,
    congestion: float,
    shared_contracts: float,
    cross_cluster: float,
    modes: float,
    groups: float,
    windows: float,
    budget: float | None,
    negotiations: int | None,
    varied: float,
    working_days: bool,
    force: bool,
    quiet: bool,
) -> None:
    if folder.is_file():
        raise BadInput(f"{folder} is a file; name a folder for the tables")
    if not force and (folder.is_symlink() or (folder.is_dir() and any(folder.glob("*.csv")))):
        what = "is a link" if folder.is_symlink() else "holds tables already"
        raise BadInput(f"{folder} {what}; name another folder, or add --force to overwrite it")
    check_folder_writable(folder)
    spec = GeneratorSpec(
        contracts=contracts,
        seed=seed,
        cluster_size=cluster_size,
        congestion_percent=_percent(congestion),
        shared_percent=_percent(shared_contracts),
        cross_percent=_percent(cross_cluster),
        modes_percent=_percent(modes),
        groups_percent=_percent(groups),
        windows_percent=_percent(windows),
        budget_percent=None if budget is None else _percent(budget),
        negotiation_limit=negotiations,
        varied_percent=_percent(varied),
        working_days=int(working_days),
    )
    portfolio = generate_portfolio(spec)
    write_portfolio(portfolio, folder)
    say(
        f"Wrote {folder}: {counted(len(portfolio.contracts), 'contract')}, "
        f"{counted(len(portfolio.migrations), 'migration')}, hash {canonical_hash(portfolio)[:12]}.",
        quiet=quiet,
    )


def _percent(share: float) -> int:
    return round(share * 100)
