"""`planner diff`: how two plans differ, and which change of the input did it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from enum import StrEnum
from pathlib import Path
from typing import Any

import click

from planner.cli.shared.adopted_plan import adopted_if_it_holds
from planner.cli.shared.failures import BadInput, Failure
from planner.cli.shared.messages import say
from planner.cli.shared.options import SECONDS, format_option, quiet_option
from planner.cli.shared.output_files import force_option
from planner.cli.shared.plan_reference import METAVAR, PLAN, plan_document, stored_plan
from planner.cli.shared.plan_source import portfolio_for
from planner.cli.shared.solve_options import policy_options
from planner.cli.shared.start_options import ask_for_better, better_plan_option, start_option, start_plan, tell_better
from planner.cli.shared.store_options import store_option
from planner.domain.portfolio import Portfolio
from planner.errors import NoPlanError
from planner.futures.difference import Difference, DifferenceSettings, Version, diff
from planner.futures.difference.document import difference_document
from planner.futures.difference.words import difference_lines
from planner.plan.entries import Plan
from planner.plan.plan_file.fingerprint import fingerprint
from planner.present.tables.difference_tables import cause_table, change_table, choice_table, date_table, pounds_table
from planner.present.tables.table import Format, Table, json_text, print_table, table_text
from planner.present.wording import marked, printable
from planner.solver.settings import SolveSettings


class View(StrEnum):
    """The part of a difference that is shown."""

    SUMMARY = "summary"
    POUNDS = "pounds"
    DATES = "dates"
    CHOICES = "choices"
    CHANGES = "changes"


TABLE_OF_VIEW: Mapping[View, Callable[[Difference], Table[Any]]] = {
    View.SUMMARY: cause_table,
    View.POUNDS: pounds_table,
    View.DATES: date_table,
    View.CHOICES: choice_table,
    View.CHANGES: change_table,
}


HELP = """Say how two plans differ, and which change of the input moved each date, option and pound.

OLD and NEW are folders, workbooks, or stored runs by the beginning of their ids. The parts add up exactly. Whatever no
change of the input explains is a part of its own. --start names one more plan for NEW to begin with.

The old plan of a folder is the adopted one, unless --old-plan names another. Without NEW, a new plan of OLD is compared
with it.

\b
Examples:
  planner diff portfolio portfolio.xlsx
  planner diff portfolio portfolio.xlsx --old-plan results/plan.json --view dates --format csv
  planner diff portfolio portfolio.xlsx --format json
"""


@click.command("diff", help=HELP)
@click.argument("old", metavar="OLD")
@click.argument("new", metavar="NEW", required=False)
@click.option("--old-plan", type=PLAN, metavar=METAVAR, help="The old plan, instead of solving for one.")
@click.option("--new-plan", type=PLAN, metavar=METAVAR, help="The new plan, instead of solving for one.")
@start_option
@better_plan_option
@force_option
@click.option(
    "--view",
    type=click.Choice([view.value for view in View]),
    callback=lambda _context, _option, value: View(value),
    default=View.SUMMARY.value,
    show_default=True,
    help="Part of the difference to print; json prints everything.",
)
@click.option(
    "--time-limit",
    type=SECONDS,
    default=2.0,
    show_default=True,
    metavar="SECONDS",
    help="Effort for each portfolio on the way, in deterministic seconds.",
)
@click.option("--carry-only", is_flag=True, help="Solve nothing; only carry out the two given plans on the way.")
@click.option("--one-order", is_flag=True, help="Take the changes in one order only: half the effort, less fair.")
@click.option(
    "--most-causes",
    type=click.IntRange(min=1),
    default=8,
    show_default=True,
    help="Put causes within one table together if there are more.",
)
@click.option(
    "--seed",
    type=click.IntRange(min=0, max=2**31 - 1),
    default=0,
    show_default=True,
    help="Seed for all random choices.",
)
@store_option
@policy_options
@format_option
@quiet_option
def diff_command(
    old: str,
    new: str | None,
    old_plan: str | None,
    new_plan: str | None,
    start: str | None,
    better_file: Path | None,
    force: bool,
    view: View,
    time_limit: float,
    carry_only: bool,
    one_order: bool,
    most_causes: int,
    seed: int,
    store: str | None,
    undecided: str | None,
    priority: str | None,
    form: Format,
    quiet: bool,
) -> None:
    policy = {"undecided": undecided, "priority": priority}
    before = _version(old, old_plan, store, policy, quiet, adopted=True)
    if new is None and before.plan is None:
        raise click.UsageError("name NEW; without it OLD needs a plan: --old-plan, or the adopted one that still holds")
    new = new if new is not None else old
    versions = (before, _version(new, new_plan, store, policy, quiet))
    if carry_only and any(version.plan is None for version in versions):
        raise click.UsageError("--carry-only needs both plans: name them with --old-plan and --new-plan")
    new_portfolio = versions[1].portfolio
    ask_for_better(better_file, start or new_plan, Path(new), force=force)
    begun = start_plan(new_portfolio, start, store=store, quiet=quiet)
    found = _difference(versions, begun, _settings(time_limit, seed, carry_only, one_order, most_causes), quiet)
    _print(found, view, form)
    tell_better(new_portfolio, found.better_plan, better_file, quiet=quiet)


def _version(
    source: str,
    plan_file: str | None,
    store: str | None,
    policy: dict[str, str | None],
    quiet: bool,
    *,
    adopted: bool = False,
) -> Version:
    """A folder or workbook with its plan file, else with the plan `adopted` in it where that is asked for; a stored run."""
    if not Path(source).exists():
        return _stored(source, plan_file, store)
    portfolio = portfolio_for(Path(source), undecided=policy["undecided"], priority=policy["priority"], quiet=quiet)
    if plan_file is None and adopted:
        plan_file = adopted_if_it_holds(Path(source), portfolio, quiet=quiet)
    if plan_file is None:
        return Version(portfolio=portfolio)

    document = plan_document(plan_file, store)
    if document.older_meaning:
        say(f"Note: {plan_file} proves nothing any more: {document.older_meaning}.")
    same_meaning = not document.older_meaning and _fits(portfolio, document.fingerprint)
    proved = same_meaning and document.bound_pounds == document.objective_pounds
    return Version(portfolio=portfolio, plan=document.plan_for(portfolio), proved=proved)


def _fits(portfolio: Portfolio, fingerprint_of_file: str) -> bool:
    return fingerprint(portfolio) == fingerprint_of_file


def _stored(source: str, plan_file: str | None, store: str | None) -> Version:
    if plan_file is not None:
        raise BadInput(f"{source}: there is no such folder or workbook (and a stored run needs no plan file)")
    found = stored_plan(source, store, instead_of="folder or workbook")
    return Version(portfolio=found.portfolio, plan=found.plan, proved=found.proved)


def _settings(time_limit: float, seed: int, carry_only: bool, one_order: bool, most_causes: int) -> DifferenceSettings:
    solve = SolveSettings(time_limit_seconds=time_limit, workers=1, seed=seed, deterministic=True)
    return DifferenceSettings(solve=None if carry_only else solve, both_orders=not one_order, most_causes=most_causes)


def _difference(
    versions: tuple[Version, Version], start: Plan | None, settings: DifferenceSettings, quiet: bool
) -> Difference:
    def tell(done: int, of: int) -> None:
        say(f"  portfolio {done} of {of} on the way", quiet=quiet or of < 3)

    try:
        return diff(*versions, settings, start=start, on_portfolio=tell)
    except NoPlanError as error:
        raise Failure(f"{error}.") from error


def _print(found: Difference, view: View, form: Format) -> None:
    if form is Format.JSON:
        click.echo(json_text(difference_document(found)))
    elif form is Format.CSV or view is not View.SUMMARY:
        print_table(TABLE_OF_VIEW[view](found), form)
    else:
        click.echo(_text(found, cause_table(found)))


def _text(found: Difference, table: Table[Any]) -> str:
    lines = [printable(line) for line in difference_lines(found)]
    text = "\n".join(lines) if found.is_empty else "\n".join([*lines, "", table_text(table)])
    return marked(text, found.marking)
