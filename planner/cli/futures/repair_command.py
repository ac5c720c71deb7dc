"""`planner repair`: a plan mended after a scenario, with a reason for everything that moves."""

from __future__ import annotations

from pathlib import Path

import click

from planner.cli.shared.adopted_plan import named_or_adopted
from planner.cli.shared.argument_types import TEXT
from planner.cli.shared.failures import NO_PLAN, BadInput
from planner.cli.shared.messages import say
from planner.cli.shared.options import SECONDS, format_option, portfolio_argument, quiet_option
from planner.cli.shared.output_files import ask_for_folder, force_option
from planner.cli.shared.plan_reference import METAVAR, PLAN
from planner.cli.shared.plan_source import case_of_plan, portfolio_for
from planner.cli.shared.solve_options import policy_options
from planner.futures import Scenario, read_scenarios, repair_plan
from planner.present.tables.questions import repair_tables
from planner.present.tables.table import Format, json_text, print_table
from planner.reading.overlay.choosing import choose
from planner.solver import Repair, SolveSettings
from planner.writing import write_folder

HELP = """Mend a plan after a change: what the change does not reach stays where it is.

The change is a scenario. Of equally cheap plans the one with the fewest moved cutovers is taken. The answer says which
moves the change explains, and which are made because another plan is as good or better. To bring a plan up to a later
day, use replan. Without a plan it is the adopted one.

\b
Examples:
  planner repair portfolio results/plan.json --scenario scenarios.toml --only matrix-late
  planner repair portfolio results/plan.json --scenario scenarios.toml --out repaired
"""


@click.command("repair", help=HELP)
@portfolio_argument
@click.argument("plan", metavar=METAVAR, type=PLAN, required=False)
@click.option(
    "--scenario",
    "scenario_file",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    metavar="SCENARIOS.TOML",
    required=True,
    help="The file with the change.",
)
@click.option("--only", type=TEXT, metavar="NAME", help="Its name in a file with several (a+b stacks two).")
@click.option(
    "--time-limit",
    type=SECONDS,
    default=4.0,
    show_default=True,
    metavar="SECONDS",
    help="Stop after this time and give the best plan found.",
)
@click.option("--deterministic", is_flag=True, help="Give the same plan for the same input, byte for byte.")
@click.option(
    "--out",
    type=click.Path(path_type=Path),
    metavar="DIR",
    help="Write the plan, the one of the change alone, the moves, and the changed portfolio.",
)
@force_option
@policy_options
@format_option
@quiet_option
def repair_command(
    portfolio: Path,
    plan: str | None,
    scenario_file: Path,
    only: str | None,
    time_limit: float,
    deterministic: bool,
    out: Path | None,
    force: bool,
    undecided: str | None,
    priority: str | None,
    form: Format,
    quiet: bool,
) -> None:
    read = portfolio_for(portfolio, undecided=undecided, priority=priority, quiet=quiet)
    case = case_of_plan(portfolio, named_or_adopted(portfolio, plan), read)
    scenario = _scenario(scenario_file, only)
    if out is not None:
        ask_for_folder(
            out,
            names=repair_tables.NAMES,
            mark=repair_tables.MARK,
            form=repair_tables.FORM,
            source=portfolio,
            force=force,
        )
    settings = SolveSettings(time_limit_seconds=time_limit, deterministic=deterministic)
    found = repair_plan(case.portfolio, case.plan, scenario, settings=settings)
    if out is not None and found.plan is not None:
        write_folder(out, repair_tables.repair_files(found), repair_tables.NAMES)
    _print(found, form)
    if found.plan is None:
        for line in repair_tables.no_repair_lines(found):
            say(line)
        raise click.exceptions.Exit(NO_PLAN)


def _scenario(file: Path, only: str | None) -> Scenario:
    """The scenario that is named, or the only one of the file."""
    scenarios = read_scenarios(file)
    if only is None and len(scenarios) > 1:
        raise BadInput(f"{file} has {len(scenarios)} scenarios; name one with --only: {', '.join(scenarios)}")
    return choose(scenarios, [only] if only is not None else [])[0]


def _print(found: Repair, form: Format) -> None:
    match form:
        case Format.JSON:
            click.echo(json_text(repair_tables.repair_as_json(found)))
        case Format.CSV:
            print_table(repair_tables.move_table(found), form)
        case Format.TABLE:
            click.echo("\n".join(repair_tables.repair_lines(found)))
