"""`planner tripwires`: for every open option, on which day to decide and what to look at."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import click

from planner.cli.futures.assumption_options import assumption_options, draws_option
from planner.cli.shared.argument_types import TEXT, NumberRange, Seed
from planner.cli.shared.failures import BadInput
from planner.cli.shared.live_progress import until_ctrl_c
from planner.cli.shared.messages import say
from planner.cli.shared.options import format_option, portfolio_argument, quiet_option
from planner.cli.shared.output_files import ask_for_folder, force_option
from planner.cli.shared.plan_reference import METAVAR, PLAN
from planner.cli.shared.plan_source import case_for
from planner.cli.shared.solve_options import SolveOptions, policy_options
from planner.cli.shared.store_options import keep_risk_run, store_option
from planner.plan.plan_case import PlanCase
from planner.present.tables.risk.tied_words import waiting_caveat
from planner.present.tables.risk.tolerance_table import tolerance_table
from planner.present.tables.risk.tripwire_files import (
    FORM,
    MARK,
    NAMES,
    TRIPWIRE_TABLES,
    most_worth_waiting_for,
    tripwire_files,
    tripwire_texts,
    tripwires_as_json,
)
from planner.present.tables.risk.tripwire_sentences import tripwire_sentences
from planner.present.tables.risk.waiting_table import Curves, waiting_table
from planner.present.tables.rules.information_table import NO_SUM, information_table
from planner.present.tables.table import Format, json_text, print_table, table_text
from planner.present.wording import long_day, marked, printable
from planner.risk.assumptions import Assumptions
from planner.risk.rules_followed.information import information_worth
from planner.risk.sureness.of_tripwires import sureness_of_tripwires
from planner.risk.tolerances.goal import Goal, Scope
from planner.risk.tripwires.records import Tripwires
from planner.risk.tripwires.study import tripwires_of
from planner.risk.tripwires.waiting import as_good_from
from planner.risk.tripwires.waiting_study import waiting_until
from planner.store.risk_history import TRIPWIRES
from planner.writing import write_folder

HELP = """Say of every open option on which day to decide, and what to look at on that day.

The plan is carried out in many drawn futures. A rule is fitted for every option: exercise it unless, on its last day, the
re-forecast is early enough. The rules are measured on other draws than they were fitted on, beside everything decided
today and everything known. Without PLAN it is the adopted plan, else the portfolio is solved first. The rules are stored,
and every command that takes the plan takes from them; --store none keeps nothing. CSV is the table of --table;
JSON holds all. Ctrl-C measures the rules on the draws that are done by then.

\b
Examples:
  planner tripwires portfolio
  planner tripwires portfolio results/plan.json --waiting ASH-1
  planner tripwires portfolio results/plan.json --tolerance 0.1 --for department
  planner tripwires portfolio results/plan.json --out tripwires
"""


@click.command("tripwires", help=HELP)
@portfolio_argument
@click.argument("plan", metavar=METAVAR, type=PLAN, required=False)
@draws_option("Draws to measure the rules on")
@click.option("--seed", type=Seed(), default=1, show_default=True, help="Seed of the draws.")
@click.option(
    "--waiting",
    "options",
    type=TEXT,
    multiple=True,
    metavar="OPTION",
    help="Say what it saves to wait with this option until each of some days, and from when on nothing; may be repeated.",
)
@click.option(
    "--tolerance",
    type=NumberRange(0.0, 1.0),
    metavar="P",
    help="Make the rules keep the chance of uncovered days within P where that is possible; 0: as safe as it can be had.",
)
@click.option(
    "--for",
    "scope",
    type=click.Choice([each.value for each in Scope]),
    default=Scope.CONTRACT.value,
    show_default=True,
    help="For whom the tolerance holds: each contract, any contract of a department, or any of all contracts.",
)
@click.option(
    "--cvar",
    "level",
    type=NumberRange(0.0, 1.0, max_open=True),
    metavar="LEVEL",
    help="Make the worst 1 - LEVEL of all draws cheap, instead of the mean; 0.9 looks at the worst tenth.",
)
@assumption_options
@click.option(
    "--information",
    is_flag=True,
    help="Say what it would save to know more: better forecasts, earlier announcements, each event or date known today.",
)
@click.option(
    "--table",
    "table",
    type=click.Choice(list(TRIPWIRE_TABLES)),
    help="Print this table alone; contracts: each contract by every way to decide.",
)
@click.option(
    "--out",
    type=click.Path(path_type=Path),
    metavar="DIR",
    help="Write the rules, the sentences, and the curves of --waiting, else of the three options that gain most by it.",
)
@force_option
@store_option
@format_option
@policy_options
@quiet_option
def tripwires_command(
    portfolio: Path,
    plan: str | None,
    draws: int,
    seed: int,
    options: tuple[str, ...],
    tolerance: float | None,
    scope: str,
    level: float | None,
    assumptions: Assumptions,
    information: bool,
    table: str | None,
    out: Path | None,
    force: bool,
    store: str | None,
    form: Format,
    undecided: str | None,
    priority: str | None,
    quiet: bool,
) -> None:
    if out is not None:
        ask_for_folder(out, names=NAMES, mark=MARK, form=FORM, source=portfolio, force=force)
    solving = SolveOptions.usual(undecided=undecided, priority=priority, quiet=quiet)
    case = case_for(portfolio, plan, solving, sure=False)

    def tell(text: str) -> None:
        say(f"{text}.", quiet=quiet)

    if information:
        _print_information(case, seed, assumptions, form, quiet=quiet)
        return
    curves = _curves(case, options, seed, assumptions)
    if options and out is None:
        _print_waiting(case, curves, assumptions, form)
        return
    goal = Goal(tolerance, Scope(scope), level)
    found = _found(case, draws, seed, assumptions, goal, quiet=quiet)
    _keep(case, found, store, quiet=quiet)
    if out is not None:
        drawn = curves or _curves(case, most_worth_waiting_for(found), seed, assumptions, tell)
        write_folder(out, tripwire_files(case, found, drawn), NAMES)
    _print(case, found, form, table)


def _found(case: PlanCase, draws: int, seed: int, assumptions: Assumptions, goal: Goal, *, quiet: bool) -> Tripwires:
    """Ctrl-C measures the rules on the draws that are done by then."""
    with until_ctrl_c(quiet=quiet) as (stop, show):
        return tripwires_of(
            case.portfolio,
            case.plan,
            draws=draws,
            seed=seed,
            assumptions=assumptions,
            goal=goal,
            tell=lambda text: show(f"{text}; Ctrl-C keeps what there is."),
            stop=stop,
        )


def _keep(case: PlanCase, found: Tripwires, store: str | None, *, quiet: bool) -> None:
    sentences = tripwire_sentences(case.portfolio, found)
    sureness = sureness_of_tripwires(case, found, sentences, found.assumptions)
    keep_risk_run(case, sureness, TRIPWIRES, store=store, quiet=quiet)


def _curves(
    case: PlanCase,
    options: Sequence[str],
    seed: int,
    assumptions: Assumptions,
    tell: Callable[[str], None] = lambda text: None,
) -> Curves:
    """What waiting saves with each of these options."""
    curves = {}
    for option in options:
        tell(f"Asking what it saves to wait with {option}")
        curve = waiting_until(case.portfolio, case.plan, option, seed=seed, assumptions=assumptions)
        if curve is None:
            raise BadInput(f"{option} is no open option of a contract that has a route; planner tripwires lists them")
        curves[option] = curve
    return curves


def _print_waiting(case: PlanCase, curves: Curves, assumptions: Assumptions, form: Format) -> None:
    print_table(waiting_table(case.portfolio, curves, assumptions.uncertainty(case.portfolio).family), form)
    for option, curve in curves.items() if form is Format.TABLE else ():
        day = long_day(case.portfolio.date_of(as_good_from(curve)))
        click.echo(f"{option}: to decide on {day} is as good as on the last day, as far as the draws can tell.")
        if (caveat := waiting_caveat(case.portfolio, option)) is not None:
            click.echo(caveat)


def _print_information(case: PlanCase, seed: int, assumptions: Assumptions, form: Format, *, quiet: bool) -> None:
    """Ctrl-C keeps what has been asked so far."""
    with until_ctrl_c(quiet=quiet) as (stop, show):
        found = information_worth(
            case.portfolio,
            case.plan,
            seed=seed,
            assumptions=assumptions,
            tell=lambda text: show(f"{text}; Ctrl-C keeps what there is."),
            stop=stop,
        )
    print_table(information_table(case.portfolio, found, assumptions.uncertainty(case.portfolio).family), form)
    if form is Format.TABLE:
        click.echo(NO_SUM)


def _print(case: PlanCase, found: Tripwires, form: Format, chosen: str | None) -> None:
    table = TRIPWIRE_TABLES[chosen or "tripwires"](case.portfolio, found)
    match form:
        case Format.JSON:
            click.echo(json_text(tripwires_as_json(case, found)))
        case Format.TABLE if chosen is None:
            head = table_text(table) if found.options else "No option is open for a contract that has a route."
            sentences = map(printable, tripwire_texts(case.portfolio, found))
            text = "\n".join([head, "", *_shared(case, found), *sentences])
            click.echo(marked(text, case.portfolio.marking))
        case _:
            print_table(table, form)


def _shared(case: PlanCase, found: Tripwires) -> list[str]:
    """The table of tolerances that contracts share; those of one contract stand beside its options."""
    shared = found.tolerances and found.goal.scope is not Scope.CONTRACT
    return [table_text(tolerance_table(case.portfolio, found)), ""] if shared else []
