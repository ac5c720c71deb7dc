"""`planner report`: the board report of a plan."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import click

from planner.cli.plans.explained import explained
from planner.cli.shared.adopted_plan import adopted_baseline
from planner.cli.shared.failures import BadInput
from planner.cli.shared.messages import say
from planner.cli.shared.options import plan_option, portfolio_argument
from planner.cli.shared.output_files import ask_for_file, force_option
from planner.cli.shared.plan_reference import METAVAR, PLAN, case_of_its_day
from planner.cli.shared.plan_source import case_for
from planner.cli.shared.solve_options import SolveOptions, solve_options
from planner.domain.portfolio import Portfolio
from planner.futures import Comparison, Future, Scenario, compare, read_scenarios
from planner.plan.entries import Plan
from planner.plan.outcome import Outcome
from planner.plan.plan_case import PlanCase
from planner.plan.plan_file.adoption import ADOPTED_FILE, adopted_file
from planner.plan.plan_file.document_reading import read_plan
from planner.present.report.changes.former import Former
from planner.present.report.page.files import WRITERS, ReportOptions, write_report, writer_of
from planner.present.report.parts.frontier_file import read_frontier
from planner.present.report.parts.risk_file import read_ranges
from planner.reading.overlay.choosing import choose
from planner.solver import SolveSettings, solve

FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
FOLDER = click.Path(exists=True, file_okay=False, path_type=Path)
HELP = """Write the board report of a plan: one page that works offline, or a PDF file.

The first two sheets are what a board reads: the answer, the acts that are due, money at risk, and how sure that is. Then
come the plan on a page and the departments. They print on two pages of A4. A PDF needs Chromium or Chrome. Behind them
stand the register, contracts, bodies, the Gantt chart, capacity, costs, and where the figures come from.

\b
Examples:
  planner report portfolio --plan results/plan.json
  planner report portfolio --plan results/plan.json --out board.html
  planner report portfolio --plan results/plan.json --department ASH --out ash.html
"""


@click.command("report", help=HELP)
@portfolio_argument
@click.option(
    "--out",
    "target",
    type=click.Path(path_type=Path),
    default=Path("report.html"),
    show_default=True,
    metavar="FILE",
    help="File to write; its name ends in .html or .pdf.",
)
@click.option(
    "--department",
    metavar="ID",
    help="Write the report of this department alone; the file names nobody else and holds nothing of theirs.",
)
@click.option(
    "--baseline",
    type=PLAN,
    metavar=METAVAR,
    help="Say what changed since this plan file or stored run, because of what, and whether that is more than unproved. "
    "[default: the adopted plan]",
)
@click.option(
    "--scenarios",
    "scenario_file",
    type=FILE,
    metavar="SCENARIOS.TOML",
    help="Plan every scenario of this file too, and compare; the time limit holds for each.",
)
@click.option(
    "--frontier",
    "frontier_folder",
    type=FOLDER,
    metavar="DIR",
    help="Show the trade-off that `planner frontier --out DIR` wrote.",
)
@click.option(
    "--risk",
    "risk_folder",
    type=FOLDER,
    metavar="DIR",
    help="Say how far the numbers can be off, from what `planner risk --out DIR` wrote of this plan.",
)
@plan_option
@force_option
@solve_options
def report_command(
    portfolio: Path,
    target: Path,
    department: str | None,
    baseline: str | None,
    scenario_file: Path | None,
    frontier_folder: Path | None,
    risk_folder: Path | None,
    plan: str | None,
    force: bool,
    options: SolveOptions,
) -> None:
    if target.suffix.lower() not in WRITERS:
        raise BadInput(f"{target} ends in none of {', '.join(WRITERS)}")
    if department is not None and (scenario_file is not None or frontier_folder is not None):
        raise click.UsageError(
            "--scenarios and --frontier are about everybody, and --department is not; leave them out"
        )
    writer_of(target)  # says at once, and not after a solve, that there is no browser to print with
    ask_for_file(target, source=portfolio, force=force)
    scenarios = choose(read_scenarios(scenario_file), ()) if scenario_file is not None else ()
    ranges = read_ranges(risk_folder) if risk_folder is not None else None
    case = explained(case_for(portfolio, plan, options), quiet=options.quiet)
    origin = {"Plan": plan_name(plan)} if plan is not None else {}
    before = baseline if baseline is not None else adopted_baseline(portfolio, case, quiet=options.quiet)
    former = former_plan(before, case.portfolio) if before is not None else None
    asked = ReportOptions(
        department=department,
        former=former,
        comparison=compared(case, scenarios, options) if scenarios else None,
        frontier=read_frontier(frontier_folder, case.portfolio) if frontier_folder is not None else None,
        ranges=ranges,
        adopted=before is None and adopted_file(portfolio) is not None,
        origin=origin,
    )
    write_report(case, target, asked)
    say(f"Wrote {target}", quiet=options.quiet)


def former_plan(named: str, portfolio: Portfolio) -> Former:
    """The plan of a file or of a stored run, under the name that people know it by."""
    path = Path(named)
    document = read_plan(path) if path.exists() else None
    stated = document.terms if document is not None and not document.older_meaning else None
    return Former(name=plan_name(named), case=case_of_its_day(named, portfolio), stated_terms=stated)


def plan_name(named: str) -> str:
    """A plan file by its name with its folder, the adopted plan as such, or a stored run."""
    if Path(named).name == ADOPTED_FILE:
        return "the adopted plan"
    return "/".join(Path(named).resolve().parts[-2:]) if Path(named).exists() else f"run {named}"


def compared(case: PlanCase, scenarios: Sequence[Scenario], options: SolveOptions) -> Comparison:
    """The scenarios, planned from this plan on; the portfolio as it is keeps the plan of the report."""
    known = replace(case.outcome, plan=case.plan) if case.outcome is not None else None

    def solved_once(portfolio: Portfolio, settings: SolveSettings, *, start: Plan | None = None) -> Outcome:
        return known if known is not None and portfolio is case.portfolio else solve(portfolio, settings, start=start)

    def tell(future: Future) -> None:
        say(f"  {future.name}: {future.outcome.status.value}", quiet=options.quiet)

    return compare(case.portfolio, scenarios, options.settings(), start=case.plan, solve=solved_once, on_future=tell)
