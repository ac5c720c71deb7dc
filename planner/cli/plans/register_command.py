"""`planner register`: every dated act a plan asks for, who takes it, and by which day."""

from __future__ import annotations

from pathlib import Path

import click

from planner.cli.plans.explained import explained
from planner.cli.shared.argument_types import MOST_DAYS
from planner.cli.shared.failures import FINDINGS
from planner.cli.shared.options import format_option, plan_option, portfolio_argument
from planner.cli.shared.plan_reference import METAVAR, PLAN, case_of_its_day
from planner.cli.shared.plan_source import case_for
from planner.cli.shared.solve_options import SolveOptions, solve_options
from planner.plan.plan_case import PlanCase
from planner.plan.register.due import become_due, due_within
from planner.plan.register.records import Act
from planner.present.report.if_nobody_acts import if_nobody_acts_sentence
from planner.present.tables.plans.register_table import REGISTER
from planner.present.tables.table import Format, print_table
from planner.present.wording import calendar_day, day_count

HELP = """Print the register: every dated act the plan asks for, late acts first, then by the day to act.

Acts are: buy an option, serve the notice of one that is approved, start a bridge, accept an exposure, and answer for an
organisation that is undecided. A contract that goes on by itself is stopped. The day to act is the last day, or the
working day before it.

For a scheduled job: --due 30 prints what is late or due within 30 days, and exits with 1 where something is. With
--baseline, only what has become so since: what was neither late nor due in that plan on its own day. It exits with 0
where nothing is, and with 2 where the input is bad. A job that must not search names a plan, or adopts one.

\b
Examples:
  planner register portfolio --plan results/plan.json
  planner register portfolio --plan results/plan.json --within 180 --explain
  planner register portfolio --plan results/plan.json --format csv
"""


@click.command("register", help=HELP)
@portfolio_argument
@click.option("--within", type=click.IntRange(0, MOST_DAYS), metavar="DAYS", help="Only acts due within so many days.")
@click.option(
    "--due",
    type=click.IntRange(0, MOST_DAYS),
    metavar="DAYS",
    help="Only what is late or due within so many days; exit with 1 where something is.",
)
@click.option(
    "--baseline",
    type=PLAN,
    metavar=METAVAR,
    help="With --due: only what has become so since this plan file or stored run.",
)
@click.option("--explain", is_flag=True, help="Print the derivation of each date, step by step.")
@plan_option
@format_option
@solve_options
def register_command(
    portfolio: Path,
    within: int | None,
    due: int | None,
    baseline: str | None,
    explain: bool,
    plan: str | None,
    form: Format,
    options: SolveOptions,
) -> None:
    if due is not None and within is not None:
        raise click.UsageError("name one of --within and --due")
    if baseline is not None and due is None:
        raise click.UsageError("--baseline goes with --due: it leaves out what was late or due before")
    case = case_for(portfolio, plan, options)
    if form is not Format.TABLE:
        case = explained(case, quiet=options.quiet)
    days = due if due is not None else within
    chosen, settled = _chosen(case, days, baseline), case.settled if days is None else ()
    print_table(REGISTER.of(case, [*chosen, *settled]), form, empty=_empty(case, days, baseline))
    if form is Format.TABLE and days is None:
        click.echo(f"\n{if_nobody_acts_sentence(case)}")
    if explain and form is Format.TABLE:
        click.echo("".join(f"\n{act.act}, {act.subject}: {act.derivation}" for act in chosen))
    if due is not None and chosen:
        raise click.exceptions.Exit(FINDINGS)


def _chosen(case: PlanCase, within: int | None, baseline: str | None) -> tuple[Act, ...]:
    """The acts that are asked for: all, those due by then, or those of them that have become so."""
    if within is None:
        return case.acts
    if baseline is None:
        return due_within(case.acts, within)
    return become_due(case.acts, case_of_its_day(baseline, case.portfolio).acts, within)


def _empty(case: PlanCase, within: int | None, baseline: str | None) -> str:
    """The sentence where no act is shown; it names the next act that is due later."""
    if not case.acts:
        return "No act is due."
    if baseline is not None:
        return f"Nothing has become late, or due within {day_count(within or 0)}, since {baseline}."
    return (
        f"No act is due within {day_count(within or 0)}; the first is due on {calendar_day(case.acts[0].acting_date)}."
    )
