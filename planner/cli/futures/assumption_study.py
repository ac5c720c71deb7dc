"""`planner risk --assumptions`: what the answer rests on."""

from __future__ import annotations

from collections.abc import Sequence

import click

from planner.cli.shared.failures import Failure
from planner.cli.shared.live_progress import until_ctrl_c
from planner.plan.plan_case import PlanCase
from planner.present.tables.risk.assumption_table import TITLE, assumption_lines, assumption_table
from planner.present.tables.table import Format, print_table, table_text
from planner.present.wording import marked, printable
from planner.risk.assumptions import Assumptions
from planner.risk.changes.other_assumptions import assumption_rows
from planner.risk.records import AssumptionRisk


def assumed_rows(case: PlanCase, assumptions: Assumptions, seed: int, *, quiet: bool) -> tuple[AssumptionRisk, ...]:
    """The rows of the answer; Ctrl-C keeps the assumptions that are done."""
    with until_ctrl_c(quiet=quiet) as (stop, show):
        rows = assumption_rows(case, assumptions, seed=seed, stop=stop, on_step=show)
    if not rows:
        raise Failure("Stopped by Ctrl-C before enough futures were drawn to say anything.")
    return rows


def print_assumptions(case: PlanCase, rows: Sequence[AssumptionRisk], form: Format) -> None:
    """The table, and for people which assumption matters most."""
    table = assumption_table(case.portfolio, rows)
    if form is Format.TABLE:
        lines = map(printable, assumption_lines(case.portfolio, rows))
        text = "\n".join([f"{TITLE}\n{table_text(table)}\n", *lines])
        click.echo(marked(text, case.portfolio.marking))
    else:
        print_table(table, form)
