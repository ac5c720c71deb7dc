"""`planner gantt`: the chart of a plan as a page or a picture."""

from __future__ import annotations

from pathlib import Path

import click

from planner import present
from planner.cli.plans.explained import explained
from planner.cli.shared.adopted_plan import adopted_baseline
from planner.cli.shared.failures import BadInput
from planner.cli.shared.messages import say
from planner.cli.shared.options import plan_option, portfolio_argument
from planner.cli.shared.output_files import ask_for_file, force_option
from planner.cli.shared.plan_reference import METAVAR, PLAN, plan_document
from planner.cli.shared.plan_source import case_for
from planner.cli.shared.solve_options import SolveOptions, solve_options
from planner.domain.portfolio import Portfolio
from planner.present.gantt.bar_tables import FORM, csv_columns
from planner.present.gantt.baseline import Baseline, baseline_of_document
from planner.present.gantt.files import WRITERS

PAGE = ".html"
PRINTED = (".svg", ".png", ".pdf")


HELP = """Draw contracts and migrations on the calendar: a page that works offline, a picture, or the bars as data.

\b
Examples:
  planner gantt portfolio --plan results/plan.json --baseline results/plan.json
  planner gantt portfolio --plan results/plan.json --out urgent.svg --flag exposed --flag "decide now"
"""


@click.command("gantt", help=HELP)
@portfolio_argument
@click.option(
    "--out",
    "target",
    type=click.Path(path_type=Path),
    default=Path("gantt.html"),
    show_default=True,
    metavar="FILE",
    help="File to write; its name ends in .html, .svg, .png, .pdf, .csv or .json.",
)
@click.option("--cluster", "clusters", multiple=True, metavar="ID", help="Only this cluster; may be repeated.")
@click.option("--department", "departments", multiple=True, metavar="ID", help="Only this department; may be repeated.")
@click.option("--flag", "flags", multiple=True, metavar="FLAG", help="Only contracts with this flag; may be repeated.")
@plan_option
@click.option(
    "--baseline",
    type=PLAN,
    metavar=METAVAR,
    help="Show as a pale outline where every row stood in this plan file or stored run, and how many days it moved. "
    "[default: the adopted plan]",
)
@force_option
@solve_options
def gantt_command(
    portfolio: Path,
    target: Path,
    clusters: tuple[str, ...],
    departments: tuple[str, ...],
    flags: tuple[str, ...],
    plan: str | None,
    baseline: str | None,
    force: bool,
    options: SolveOptions,
) -> None:
    if target.suffix.lower() not in WRITERS:
        raise BadInput(f"{target} ends in none of {', '.join(WRITERS)}")
    if target.suffix.lower() in PRINTED:
        _ = present.gantt_figure  # says at once, and not after a solve, that matplotlib is missing
    ask_for_file(target, columns=csv_columns(), form=FORM, source=portfolio, force=force)
    case = case_for(portfolio, plan, options)
    if target.suffix.lower() == PAGE:
        case = explained(case, quiet=options.quiet)
    compared = baseline if baseline is not None else adopted_baseline(portfolio, case, quiet=options.quiet)
    before = _baseline(compared, case.portfolio) if compared is not None else None
    present.write_gantt(case, target, clusters=clusters, departments=departments, flags=flags, baseline=before)
    say(f"Wrote {target}", quiet=options.quiet)


def _baseline(named: str, portfolio: Portfolio) -> Baseline:
    """The named plan, under the name of its file with its folder, or of its run."""
    name = "/".join(Path(named).resolve().parts[-2:]) if Path(named).exists() else f"run {named}"
    return baseline_of_document(portfolio, plan_document(named), name)
