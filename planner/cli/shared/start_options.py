"""The plan a command begins with, and the better plan that it may find on the way."""

from __future__ import annotations

from pathlib import Path

import click

from planner.cli.shared.failures import BadInput
from planner.cli.shared.messages import say
from planner.cli.shared.options import Decorator
from planner.cli.shared.output_files import ask_for_file
from planner.cli.shared.plan_reference import METAVAR, PLAN, plan_document
from planner.domain.portfolio import Portfolio
from planner.plan.better_plan import BetterPlan
from planner.plan.entries import Plan
from planner.plan.judge import judge
from planner.plan.plan_case import PlanCase
from planner.plan.plan_file.document import write_plan
from planner.plan.plan_file.document_records import FORMAT, PlanDocument
from planner.present.report.better_plan import better_plan_sentence
from planner.present.wording import counted, money

start_option: Decorator = click.option(
    "--start",
    "start",
    type=PLAN,
    metavar=METAVAR,
    help="Begin with this plan file or stored run. If it keeps every rule it is never lost, else what fits of it is kept.",
)

better_plan_option: Decorator = click.option(
    "--better-plan",
    "better_file",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Write a plan that is better than the start to this file, if one is found.",
)


def start_plan(
    portfolio: Portfolio, named: str | None, *, store: str | None = None, quiet: bool = False
) -> Plan | None:
    """The plan named with --start, its days counted from the status date of the portfolio; None where none is named.

    Says what it costs, or that it breaks rules. Raises BadInput for a plan that has none of the portfolio's migrations.
    """
    if named is None:
        return None
    document = plan_document(named, store)
    _refuse_another_portfolio(portfolio, named, document)
    plan = document.plan_for(portfolio)
    case = PlanCase(portfolio, plan)
    breaches = judge(case)
    if breaches:
        broken = counted(len(breaches), "breach", "breaches")
        say(f"Note: the start has {broken} of rules on this portfolio; what fits of it is kept.", quiet=quiet)
    else:
        say(f"Starting from a plan that costs {money(case.pounds, portfolio.currency)}.", quiet=quiet)
    return plan


def _refuse_another_portfolio(portfolio: Portfolio, named: str, document: PlanDocument) -> None:
    known = {migration.id for migration in portfolio.migrations}
    if document.migrations and not any(entry.migration in known for entry in document.migrations):
        raise BadInput(
            f"{named}: none of its {counted(len(document.migrations), 'migration')} is in the portfolio {portfolio.name!r}; "
            f"it was made for {document.portfolio!r}. Name a plan of this portfolio, or leave out --start"
        )


def ask_for_better(target: Path | None, start: str | None, source: Path, *, force: bool) -> None:
    """Raise OutputError unless a better plan may be written there, BadInput where there is no start to be better than."""
    if target is None:
        return
    if start is None:
        raise BadInput("--better-plan needs a plan to be better than; name it with --start")
    ask_for_file(target, form=FORMAT, source=source, force=force)


def tell_better(portfolio: Portfolio, better: BetterPlan | None, target: Path | None, *, quiet: bool = False) -> None:
    """Write a better plan than the start where asked to, and say that there is one."""
    if better is None:
        return
    if target is not None:
        write_plan(target, portfolio, better.plan)
    found = better_plan_sentence(better, portfolio.currency)
    where = f"wrote it to {target}" if target is not None else "--better-plan FILE writes it"
    say(f"{found}; {where}.", quiet=quiet)
