"""`planner values`: what one more unit of each scarce thing saves."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

import click

from planner.cli.shared.failures import BadInput, Failure
from planner.cli.shared.messages import say
from planner.cli.shared.options import format_option, portfolio_argument
from planner.cli.shared.output_files import force_option
from planner.cli.shared.plan_source import portfolio_for
from planner.cli.shared.solve_options import SolveOptions, solve_options
from planner.cli.shared.start_options import ask_for_better, better_plan_option, start_option, start_plan, tell_better
from planner.domain.portfolio import Portfolio
from planner.futures.trade_offs.marginal_levers import LeverKind, MarginalLever, Period
from planner.futures.trade_offs.marginal_records import MarginalValues
from planner.futures.trade_offs.marginal_values import marginal_values
from planner.plan.better_plan import better_plan_figures
from planner.present.tables.table import Format, json_text, plain_rows, print_table, table_text
from planner.present.tables.value_table import value_table
from planner.present.wording import marked, money, printable

DAY = click.DateTime(formats=["%Y-%m-%d"])

HELP = """Say what each lever saves: one more unit of a capacity, a month earlier of a milestone, one more option.

Each lever is solved again, and its saving is proved to lie between two figures. In a large portfolio shadow prices rank
the levers first, and only the best are solved again. The time limit holds for all together. --start names a plan to begin
with.

\b
Examples:
  planner values portfolio
  planner values portfolio --only capacity --from 2027-04-01 --until 2027-10-01 --format csv
"""


@click.command("values", help=HELP)
@portfolio_argument
@click.option(
    "--only",
    "kinds",
    multiple=True,
    type=click.Choice([kind.value for kind in LeverKind]),
    help="Only this kind; may be repeated.",
)
@click.option(
    "--from", "from_date", type=DAY, metavar="DATE", help="First day of the period with one more unit of capacity."
)
@click.option("--until", "until_date", type=DAY, metavar="DATE", help="First day after that period. Needs --from.")
@start_option
@better_plan_option
@force_option
@format_option
@solve_options
def values_command(
    portfolio: Path,
    kinds: tuple[str, ...],
    from_date: datetime | None,
    until_date: datetime | None,
    start: str | None,
    better_file: Path | None,
    force: bool,
    form: Format,
    options: SolveOptions,
) -> None:
    period = _period(from_date, until_date)
    read = portfolio_for(portfolio, undecided=options.undecided, priority=options.priority, quiet=options.quiet)
    if period is not None and period.until_date <= read.status_date:
        raise BadInput(f"the period is over on the status date {read.status_date}; give a later --until")
    ask_for_better(better_file, start, portfolio, force=force)
    begun = start_plan(read, start, quiet=options.quiet)
    say(f"Solving for every lever, {options.time_limit:g} s in all; Ctrl-C stops.", quiet=options.quiet)

    def tell(lever: MarginalLever) -> None:
        say(f"  {lever.kind.value} {lever.subject}", quiet=options.quiet)

    found = marginal_values(
        read,
        options.settings(),
        period=period,
        chosen=[LeverKind(kind) for kind in kinds or LeverKind],
        start=begun,
        on_value=tell,
    )
    if found.cost_pounds is None:
        raise Failure(f"There is no plan to improve: {found.status.value}.")
    _print(read, found, form)
    tell_better(read, found.better_plan, better_file, quiet=options.quiet)


def _period(from_date: datetime | None, until_date: datetime | None) -> Period | None:
    if from_date is None and until_date is None:
        return None
    if from_date is None or until_date is None:
        raise BadInput("--from and --until belong together; give both or none")
    first, last = _day(from_date), _day(until_date)
    if first >= last:
        raise BadInput(f"the period from {first} until {last} has no day; --until is the first day outside")
    return Period(first, last)


def _day(moment: datetime) -> date:
    return moment.date()


def _print(portfolio: Portfolio, found: MarginalValues, form: Format) -> None:
    table = value_table(portfolio, found)
    match form:
        case Format.JSON:
            fields = ("status", "cost_pounds", "bound_pounds", "interrupted")
            stated = {name: getattr(found, name) for name in fields}
            better = better_plan_figures(found.better_plan)
            click.echo(json_text({**stated, "better_plan": better, "values": plain_rows(table)}))
        case Format.CSV:
            print_table(table, form)
        case Format.TABLE:
            text = "\n".join([table_text(table), "", *map(printable, _lines(portfolio, found))])
            click.echo(marked(text, portfolio.marking))


def _lines(portfolio: Portfolio, found: MarginalValues) -> Iterator[str]:
    cost, bound = (money(pounds, portfolio.currency) for pounds in (found.cost_pounds, found.bound_pounds))
    yield f"As it is, the plan costs {cost} ({found.status.value}); none costs less than {bound}."
    if not all(value.is_exact for value in found.values):
        yield "Saves: the difference of the best plans known; at least and at most are proved. More time narrows them."
    if found.interrupted:
        yield "Stopped by Ctrl-C; not everything was solved for."
