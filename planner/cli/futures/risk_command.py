"""`planner risk`: how sure a plan is, in sampled futures."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import click

from planner.cli.futures.assumption_options import assumption_options, draws_option
from planner.cli.futures.assumption_study import assumed_rows, print_assumptions
from planner.cli.shared.argument_types import TEXT, Seed
from planner.cli.shared.failures import BadInput, Failure
from planner.cli.shared.live_progress import until_ctrl_c
from planner.cli.shared.messages import say
from planner.cli.shared.options import format_option, portfolio_argument, quiet_option
from planner.cli.shared.output_files import ask_for_folder, force_option
from planner.cli.shared.plan_reference import METAVAR, PLAN
from planner.cli.shared.plan_source import case_for
from planner.cli.shared.solve_options import SolveOptions, policy_options
from planner.cli.shared.store_options import keep_risk_run, store_option
from planner.plan.plan_case import PlanCase
from planner.present.tables.risk.curve_tables import MAIN_SHARES, curve_table, ends_table
from planner.present.tables.risk.risk_tables import (
    CHARTS,
    FORM,
    MARK,
    NAMES,
    RISK_TABLES,
    risk_as_json,
    risk_files,
)
from planner.present.tables.risk.risk_words import risk_lines, stress_line
from planner.present.tables.table import Format, json_text, print_table, table_text
from planner.present.wording import marked, printable
from planner.risk.assumptions import Assumptions
from planner.risk.records import AssumptionRisk
from planner.risk.risk import Risk, RiskSettings, find_risk
from planner.risk.sureness.of_risk import sureness_of_risk
from planner.store.risk_history import RISK
from planner.writing import write_folder

SHOWN = ("answers", "contracts", "drivers", "mitigations")
"""The tables that people see where they ask for none."""
OF_DRIVERS = ("drivers", "contract_drivers", "mitigations")
"""The tables for which the plan is carried out without each driver."""

HELP = """Say how sure a plan is: carry it out in many sampled futures, and count what comes of it.

Dates, lengths and events are drawn from the ranges of the portfolio. The same rules hold in every future. Nobody begins
before the planned start. Who is ready goes in the order of the plan. Nobody reads what lies ahead.

Without PLAN it is the adopted plan, else the portfolio is solved first. Every figure comes with half of its 95 % interval.
CSV is the table of --table; JSON holds all. Ctrl-C keeps what has been drawn. The answer is stored, and every command that
takes this plan takes from it; --store none keeps nothing.

\b
Examples:
  planner risk portfolio results/plan.json
  planner risk portfolio results/plan.json --assumptions
  planner risk portfolio results/plan.json --curve C-ASH
  planner risk portfolio results/plan.json --out risk
"""


@click.command("risk", help=HELP)
@portfolio_argument
@click.argument("plan", metavar=f"[{METAVAR}]", type=PLAN, required=False)
@draws_option("Futures to draw")
@click.option("--seed", type=Seed(), default=1, show_default=True, help="Seed of the draws.")
@assumption_options
@click.option("--no-drivers", is_flag=True, help="Do not ask what each event, date and mitigation costs or saves.")
@click.option(
    "--assumptions",
    "rests_on",
    is_flag=True,
    help="Say what the answer rests on: ask again with other tails, widths, correlations and events, one at a time.",
)
@click.option("--table", "table", type=click.Choice(list(RISK_TABLES)), help="Print this table alone.")
@click.option(
    "--curve",
    "curves",
    type=TEXT,
    multiple=True,
    metavar="CONTRACT",
    help="Say by when this contract is off, and how likely each end of its cover is too early; may be repeated.",
)
@click.option(
    "--out",
    type=click.Path(path_type=Path),
    metavar="DIR",
    help="Write every table as CSV, everything as JSON, and the charts; curves of --curve, else of the dearest contracts.",
)
@store_option
@force_option
@format_option
@policy_options
@quiet_option
def risk_command(
    portfolio: Path,
    plan: str | None,
    draws: int,
    seed: int,
    assumptions: Assumptions,
    no_drivers: bool,
    rests_on: bool,
    table: str | None,
    curves: tuple[str, ...],
    out: Path | None,
    store: str | None,
    force: bool,
    form: Format,
    undecided: str | None,
    priority: str | None,
    quiet: bool,
) -> None:
    options = SolveOptions.usual(undecided=undecided, priority=priority, quiet=quiet)
    if out is not None:
        ask_for_folder(out, names=NAMES, mark=MARK, form=FORM, source=portfolio, force=force)
    case = case_for(portfolio, plan, options, sure=False)
    _ask_for_curves(case, curves)
    assumed = assumed_rows(case, assumptions, seed, quiet=quiet) if rests_on else ()
    if rests_on and out is None:
        print_assumptions(case, assumed, form)
        return
    settings = RiskSettings(
        **vars(assumptions),
        draws=draws,
        seed=seed,
        drivers=not no_drivers and (out is not None or (not curves and table in (None, *OF_DRIVERS))),
    )
    risk = _found(case, settings, quiet=quiet)
    keep_risk_run(case, sureness_of_risk(risk), RISK, store=store, quiet=quiet)
    if out is not None:
        _write(risk, out, curves, assumed, quiet=quiet)
    if rests_on:
        print_assumptions(case, assumed, form)
    elif curves and form is not Format.JSON:
        _print_curves(risk, form, curves)
    else:
        _print(risk, form, table)


def _ask_for_curves(case: PlanCase, curves: Sequence[str]) -> None:
    """Only a contract that has a way off has a curve."""
    known = {id for id, cover in case.schedule.contracts.items() if not cover.no_route}
    if unknown := [id for id in curves if id not in known]:
        raise BadInput(f"{unknown[0]} is no contract that has a way off; planner risk lists the contracts")


def _write(risk: Risk, out: Path, curves: Sequence[str], assumed: Sequence[AssumptionRisk], *, quiet: bool) -> None:
    files = risk_files(risk, curves, assumed)
    write_folder(out, files, NAMES)
    if not any(name in files for name in CHARTS):
        say(f"{out} holds no charts: matplotlib is not installed; pip install 'planner[viz]'", quiet=quiet)


def _print_curves(risk: Risk, form: Format, curves: Sequence[str]) -> None:
    if form is Format.CSV:
        print_table(curve_table(risk, curves), form)
        return
    points, ends = curve_table(risk, curves, MAIN_SHARES), ends_table(risk, curves)
    text = "\n".join([table_text(points), "", table_text(ends), "", *map(printable, risk_lines(risk))])
    click.echo(marked(text, risk.case.portfolio.marking))


def _found(case: PlanCase, settings: RiskSettings, *, quiet: bool) -> Risk:
    """Ctrl-C keeps what has been drawn so far."""
    with until_ctrl_c(quiet=quiet) as (stop, show):
        risk = find_risk(case, settings, stop=stop, on_step=show)
    if risk is None:
        raise Failure("Stopped by Ctrl-C before enough futures were drawn to say anything.")
    return risk


def _print(risk: Risk, form: Format, chosen: str | None) -> None:
    if form is Format.JSON:
        click.echo(json_text(risk_as_json(risk)))
    elif form is Format.CSV:
        print_table(RISK_TABLES[chosen or "contracts"].of(risk), form)
    else:
        names = [chosen] if chosen else [name for name in SHOWN if RISK_TABLES[name].rows(risk)]
        parts = [f"{RISK_TABLES[name].title}\n{table_text(RISK_TABLES[name].of(risk))}\n" for name in names]
        text = "\n".join([stress_line(risk), *parts, *map(printable, risk_lines(risk))]).lstrip("\n")
        click.echo(marked(text, risk.case.portfolio.marking))
