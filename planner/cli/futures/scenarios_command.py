"""`planner scenarios`: several futures planned and compared."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Any

import click

from planner.cli.shared.failures import Failure
from planner.cli.shared.messages import say
from planner.cli.shared.options import format_option, portfolio_argument
from planner.cli.shared.output_files import force_option
from planner.cli.shared.plan_source import portfolio_for
from planner.cli.shared.solve_options import SolveOptions, solve_options
from planner.cli.shared.start_options import ask_for_better, better_plan_option, start_option, start_plan, tell_better
from planner.domain.portfolio import Portfolio
from planner.futures import (
    BusinessCase,
    Comparison,
    Future,
    Scenario,
    compare,
    read_business_case,
    read_scenarios,
    regret_table,
)
from planner.plan.better_plan import better_plan_figures
from planner.plan.entries import Plan
from planner.present.report.scenario_words import comparison_lines, cost_sentence, regret_sentence
from planner.present.tables import comparison_frames as frames
from planner.present.tables.column import Kind
from planner.present.tables.scenario_tables import (
    case_table,
    cost_table,
    decision_table,
    frame_table,
    labels_of,
    list_table,
    overview_table,
    plain_table,
    regret_view,
)
from planner.present.tables.table import Format, Table, json_text, plain_rows, print_table, table_text
from planner.present.wording import counted, marked, money, printable
from planner.reading.overlay.applying import overlay_each
from planner.reading.overlay.choosing import choose


class View(StrEnum):
    """The part of a comparison that is shown."""

    OVERVIEW = "overview"
    COST = "cost"
    FLAGS = "flags"
    CONTRACTS = "contracts"
    CUTOVERS = "cutovers"
    DECISIONS = "decisions"
    CHANGES = "changes"
    REGRET = "regret"
    CASE = "case"


FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


HELP = """Plan the portfolio under every scenario of a file, and compare costs, flags, dates and decisions.

The time limit holds for each future, and each starts from the best plan known in it. --start names one to begin with.
Ctrl-C stops and shows the futures planned until then. The view regret shows what a plan made for one future costs too much
in another. The view case shows what plans take from a business case.

\b
Examples:
  planner scenarios portfolio scenarios.toml --list
  planner scenarios portfolio scenarios.toml --time-limit 5
  planner scenarios portfolio scenarios.toml --time-limit 5 --view regret --format csv
"""


@click.command("scenarios", help=HELP)
@portfolio_argument
@click.argument("scenario_file", metavar="SCENARIOS.TOML", type=FILE)
@click.option("--only", multiple=True, metavar="NAME", help="Only this scenario (a+b stacks two); may be repeated.")
@click.option(
    "--view",
    type=click.Choice([view.value for view in View]),
    callback=lambda _context, _option, value: View(value),
    default=View.OVERVIEW.value,
    show_default=True,
    help="Part of the comparison to print; json prints everything.",
)
@click.option("--case", "case_file", type=FILE, metavar="CASE.TOML", help="Business case for the view case.")
@click.option("--list", "only_list", is_flag=True, help="List the scenarios and what they change, without planning.")
@start_option
@better_plan_option
@force_option
@format_option
@solve_options
def scenarios_command(
    portfolio: Path,
    scenario_file: Path,
    only: tuple[str, ...],
    view: View,
    case_file: Path | None,
    only_list: bool,
    start: str | None,
    better_file: Path | None,
    force: bool,
    form: Format,
    options: SolveOptions,
) -> None:
    if view is View.CASE and case_file is None:
        raise click.UsageError("the view case needs --case CASE.TOML")
    chosen = choose(read_scenarios(scenario_file), only)
    case = read_business_case(case_file) if case_file else None
    read = portfolio_for(portfolio, undecided=options.undecided, priority=options.priority, quiet=options.quiet)
    if only_list:
        _print_list(read, chosen, form)
        return
    ask_for_better(better_file, start, portfolio, force=force)
    comparison = _compare(read, chosen, start_plan(read, start, quiet=options.quiet), options)
    _print(comparison, view, case, form)
    tell_better(read, comparison.better_plan, better_file, quiet=options.quiet)
    if not any(future.plan for future in comparison.futures):
        raise Failure("No future has a plan.")


def _print_list(portfolio: Portfolio, scenarios: tuple[Scenario, ...], form: Format) -> None:
    rows = []
    for scenario, laid in overlay_each(portfolio, scenarios):
        rows.append((scenario.name, scenario.title, scenario.question, len(laid.changes)))
        for warning in laid.warnings:
            say(f"Note: {warning}")
    print_table(list_table(rows), form)


def _compare(
    portfolio: Portfolio, scenarios: tuple[Scenario, ...], start: Plan | None, options: SolveOptions
) -> Comparison:
    futures = counted(len(scenarios) + 1, "future")
    say(f"Planning {futures} for at most {options.time_limit:g} s each; Ctrl-C stops.", quiet=options.quiet)

    def tell(future: Future) -> None:
        pounds = future.outcome.objective_pounds
        found = future.outcome.status.value if pounds is None else money(pounds, portfolio.currency)
        say(f"  {future.name}: {found} after {future.outcome.seconds:.0f} s", quiet=options.quiet)
        for warning in future.warnings:
            say(f"  Note: {warning}", quiet=options.quiet)

    return compare(portfolio, scenarios, options.settings(), start=start, on_future=tell)


def _print(comparison: Comparison, view: View, case: BusinessCase | None, form: Format) -> None:
    match form:
        case Format.JSON:
            click.echo(json_text(_as_json(comparison, case)))
        case Format.CSV:
            print_table(_table(comparison, view, case), form)
        case Format.TABLE:
            click.echo(_text(comparison, view, case))


def _text(comparison: Comparison, view: View, case: BusinessCase | None) -> str:
    parts = [table_text(_table(comparison, view, case))]
    if view is View.OVERVIEW:
        parts += ["", *map(printable, comparison_lines(comparison))]
    if view is View.REGRET:
        parts += ["", regret_sentence(regret_table(comparison), comparison.base.portfolio.currency)]
    return marked("\n".join(parts).rstrip(), comparison.base.portfolio.marking)


def _table(comparison: Comparison, view: View, case: BusinessCase | None) -> Table[Any]:
    labels = labels_of(comparison)
    match view:
        case View.OVERVIEW:
            return overview_table(comparison)
        case View.COST:
            return cost_table(comparison)
        case View.FLAGS:
            return frame_table(frames.flag_frame(comparison), "department", Kind.NAME, labels)
        case View.CONTRACTS:
            return frame_table(frames.contract_flag_frame(comparison), "contract", Kind.NAME, labels)
        case View.CUTOVERS:
            return frame_table(frames.cutover_frame(comparison), "migration", Kind.DATE, labels)
        case View.DECISIONS:
            return decision_table(comparison, frames.decision_frame(comparison))
        case View.CHANGES:
            return plain_table(frames.change_frame(comparison), labels)
        case View.REGRET:
            return regret_view(regret_table(comparison), labels)
        case View.CASE:
            assert case is not None
            return case_table(comparison, case)


def _as_json(comparison: Comparison, case: BusinessCase | None) -> dict[str, object]:
    views = [view for view in View if view is not View.CASE or case is not None]
    tables = {view: _table(comparison, view, case) for view in views}
    content: dict[str, object] = {view.value: plain_rows(table) for view, table in tables.items()}
    return {
        **content,
        "better_plan": better_plan_figures(comparison.better_plan),
        "sentences": {future.name: cost_sentence(comparison.base, future) for future in comparison.futures},
    }
