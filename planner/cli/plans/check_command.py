"""`planner check`: every finding about an input, and the health of its tables, without planning."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import click

from planner.cli.shared.failures import BAD_INPUT, FINDINGS
from planner.cli.shared.options import format_option, portfolio_argument
from planner.domain.meaning import MEANING
from planner.present.tables.findings_table import counts_text, finding_lines, findings_table
from planner.present.tables.health_table import health_table
from planner.present.tables.table import Format, json_text, plain_rows, print_table, table_text
from planner.present.wording import marked, printable
from planner.reading import CheckReport
from planner.reading.report import check

HELP = """List everything to mend in a portfolio, and say how complete, old and assumed its tables are.

Exits with 2 where an error stops planning. Warnings alone do not.

\b
Examples:
  planner check portfolio
  planner check portfolio.xlsx --strict
  planner check portfolio --format csv
"""


@click.command("check", help=HELP)
@portfolio_argument
@click.option("--strict", is_flag=True, help="Exit with 1 when there are warnings.")
@format_option
def check_command(portfolio: Path, strict: bool, form: Format) -> None:
    report = check(portfolio)
    match form:
        case Format.JSON:
            click.echo(json_text(_as_json(report)))
        case Format.CSV:
            print_table(findings_table(report.findings), form)
        case Format.TABLE:
            click.echo(marked("\n".join(_report_lines(report)), _marking(report)))
    if report.errors:
        raise click.exceptions.Exit(BAD_INPUT)
    if strict and report.warnings:
        raise click.exceptions.Exit(FINDINGS)


def _marking(report: CheckReport) -> str | None:
    return report.portfolio.marking if report.portfolio is not None else None


def _as_json(report: CheckReport) -> dict[str, object]:
    return {
        "marking": _marking(report),
        "findings": plain_rows(findings_table(report.findings)),
        "health": plain_rows(health_table(report.health)),
        "absent_tables": report.absent,
        "moved_dates": report.moved,
    }


def _moved_lines(report: CheckReport) -> Iterator[str]:
    """What tables written for planner 0.1.0 mean now, until they say that somebody has looked at it."""
    if report.moved:
        yield "Since planner 0.1.0 these dates are others (months fill up, and a blank is not zero):"
        yield from (f"  {printable(line)}" for line in report.moved)
        yield f"To say that the tables are right: add the setting tables_version {MEANING} to the table portfolio."
        yield ""


def _report_lines(report: CheckReport) -> Iterator[str]:
    for title, findings in (("Errors", report.errors), ("Warnings", report.warnings)):
        if findings:
            yield f"{title}\n"
            yield from finding_lines(findings)
            yield ""
    if report.health:
        yield table_text(health_table(report.health))
        yield ""
    if report.absent and report.portfolio is not None:
        yield f"Not there, so their defaults hold: {', '.join(report.absent)}."
    yield from _moved_lines(report)
    verdict = "it cannot be planned until the errors are mended" if report.errors else "it can be planned"
    yield f"{counts_text(report.findings)}; {verdict}."
