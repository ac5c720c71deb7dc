"""`planner verify`: the judge checks a plan file."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

import click

from planner.cli.shared.adopted_plan import named_or_adopted
from planner.cli.shared.days_by_contract import days_by_contract, must_be_off_option
from planner.cli.shared.failures import FINDINGS
from planner.cli.shared.messages import say
from planner.cli.shared.options import format_option, portfolio_argument, quiet_option
from planner.cli.shared.plan_reference import METAVAR, PLAN, plan_document
from planner.cli.shared.plan_source import portfolio_for
from planner.cli.shared.solve_options import policy_options
from planner.domain.rules import ASKED_RULES, Rule
from planner.plan.plan_file.verification import Verification, verify
from planner.present.tables.breach_table import breach_table
from planner.present.tables.table import Format, json_text, plain_rows, print_table, table_text
from planner.present.wording import counted, marked, printable

HELP = """Check a plan file or a stored run against a portfolio, rule by rule, without a solver.

It computes everything again that it declares (dates, costs, gap). It exits with 1 where a rule is broken or a
figure is wrong. Give a plan made with --undecided or --priority the same option here. Without a plan it is the adopted
one.

\b
Examples:
  planner verify portfolio results/plan.json
  planner verify portfolio results/plan.json --format json
"""


@click.command("verify", help=HELP)
@portfolio_argument
@click.argument("plan", metavar=METAVAR, type=PLAN, required=False)
@must_be_off_option
@policy_options
@format_option
@quiet_option
def verify_command(
    portfolio: Path,
    plan: str | None,
    must_be_off: Sequence[tuple[str, date]],
    undecided: str | None,
    priority: str | None,
    form: Format,
    quiet: bool,
) -> None:
    records = portfolio_for(portfolio, undecided=undecided, priority=priority, quiet=quiet)
    verification = verify(
        records, plan_document(named_or_adopted(portfolio, plan)), days_by_contract(records, must_be_off)
    )
    match form:
        case Format.JSON:
            click.echo(json_text({"marking": records.marking, **_as_json(verification)}))
        case Format.CSV:
            print_table(replace(breach_table(verification.breaches), marking=records.marking), form)
        case Format.TABLE:
            rules = len(Rule) - (0 if must_be_off else len(ASKED_RULES))
            click.echo(marked("\n".join(_lines(verification, rules)), records.marking))
    for note in verification.notes:
        say(f"Note: {printable(note)}.", quiet=quiet)
    if not verification.holds:
        raise click.exceptions.Exit(FINDINGS)


def _as_json(verification: Verification) -> dict[str, object]:
    return {
        "holds": verification.holds,
        "breaches": plain_rows(breach_table(verification.breaches)),
        "disagreements": verification.disagreements,
        "notes": verification.notes,
    }


def _lines(verification: Verification, rules: int) -> Iterator[str]:
    if verification.breaches:
        yield table_text(breach_table(verification.breaches))
        yield ""
    yield from (printable(text) for text in verification.disagreements)
    if verification.holds:
        yield f"The plan keeps all {rules} rules, and every figure in the file is right."
        return
    broken, wrong = len(verification.breaches), len(verification.disagreements)
    yield f"The plan does not hold: {counted(broken, 'broken rule')}, {counted(wrong, 'wrong figure')}."
