"""From the arguments of a command to a portfolio and a plan for it: read from a file, or solved for."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from planner.cli.failures import BadInput, Failure
from planner.cli.findings_shown import finding_lines
from planner.cli.live_progress import ProgressLine, pounds_apart, shown_live
from planner.cli.options import SolveOptions
from planner.cli.wording import counted, printable
from planner.errors import InputError

if TYPE_CHECKING:
    from planner.domain.findings import Finding
    from planner.domain.portfolio import Portfolio
    from planner.plan.entries import Plan
    from planner.solver.outcome import Outcome


UNREAD = "unknown-table"
"""Code of the warning that a file or sheet is not read."""


@dataclass(frozen=True)
class Answer:
    """A portfolio with a plan; `outcome` is None where the plan came from a file."""

    portfolio: Portfolio
    plan: Plan
    outcome: Outcome | None = None


def say(message: str, *, quiet: bool = False) -> None:
    """A message for the person at the terminal."""
    if not quiet:
        click.echo(message, err=True)


def portfolio_for(
    source: Path, *, undecided: str | None = None, priority: str | None = None, quiet: bool = False
) -> Portfolio:
    """Read a folder or workbook, with the policy the options ask for; says on stderr that there are warnings."""
    from planner.domain.policy import Priority, UndecidedPolicy
    from planner.reading.report import check

    report = check(source)
    portfolio = report.portfolio
    if portfolio is None:
        raise InputError(report.findings)
    for line in _warning_lines(source, report.warnings):
        say(line, quiet=quiet)
    policy = portfolio.policy
    if undecided is not None:
        policy = replace(policy, undecided=UndecidedPolicy(undecided))
    if priority is not None:
        policy = replace(policy, priority=Priority(priority))
    return replace(portfolio, policy=policy)


def _warning_lines(source: Path, warnings: Sequence[Finding]) -> Iterator[str]:
    """How many there are and how to see them; what is not read at all, such as a misspelt table, is named."""
    if warnings:
        yield f"Note: {counted(len(warnings), 'warning')} about the input; see planner check {printable(str(source))}"
    yield from finding_lines([finding for finding in warnings if finding.code == UNREAD])


def solved(portfolio: Portfolio, options: SolveOptions) -> Outcome:
    """Solve with live progress; Ctrl-C ends the search and keeps the best plan found."""
    from planner.solver import solve

    settings = options.settings()
    say(
        f"Planning {counted(len(portfolio.contracts), 'contract')} and {counted(len(portfolio.migrations), 'migration')} "
        f"for at most {options.time_limit:g} s; Ctrl-C keeps the best plan found so far.",
        quiet=options.quiet,
    )
    line = ProgressLine(portfolio.currency, options.time_limit, pounds_apart(portfolio))
    with shown_live(line, quiet=options.quiet) as hear:
        outcome = solve(portfolio, settings, on_progress=hear)
    if outcome.interrupted:
        kept = "this is the best plan found so far" if outcome.plan else "no plan had been found"
        say(f"Stopped by Ctrl-C after {outcome.seconds:.0f} s; {kept}.")
    return outcome


def answer_for(source: Path, plan_file: Path | None, options: SolveOptions) -> Answer:
    """A plan from the file where one is named, else from a solve; ends the command where there is no plan."""
    portfolio = portfolio_for(source, undecided=options.undecided, priority=options.priority, quiet=options.quiet)
    if plan_file is not None:
        return Answer(portfolio, _plan_from(plan_file, source, portfolio))
    outcome = solved(portfolio, options)
    return Answer(portfolio, plan_of(outcome), outcome)


def _plan_from(plan_file: Path, source: Path, portfolio: Portfolio) -> Plan:
    """The plan in a file; says where it does not fit the portfolio."""
    from planner.plan.plan_file.document_reading import read_plan
    from planner.plan.plan_file.verification import verify

    document = read_plan(plan_file)
    verification = verify(portfolio, document)
    for note in verification.notes:
        say(f"Note: {printable(note)}.")
    if verification.breaches:
        raise BadInput(f"{plan_file} breaks rules on this portfolio; to see which: planner verify {plan_file} {source}")
    return document.plan_for(portfolio)


def plan_of(outcome: Outcome) -> Plan:
    """The plan of an outcome, or the failure that says why there is none."""
    if outcome.plan is not None:
        return outcome.plan
    raise Failure(no_plan_text(outcome))


def no_plan_text(outcome: Outcome) -> str:
    """Why there is no plan, in a sentence or two."""
    from planner.solver.outcome import Status

    if outcome.status is not Status.INFEASIBLE:
        return (
            f"Nothing was found in {outcome.seconds:.0f} s, and nothing proves that there is no plan; allow more time."
        )
    return "\n".join(["No plan keeps every rule.", *conflict_lines(outcome.conflict)])


def conflict_lines(conflict: Sequence[str]) -> Iterator[str]:
    """The records of which one has to give way; a single one cannot be kept whatever else is given up."""
    if len(conflict) == 1:
        yield "This one cannot be kept, whatever else is given up:"
    elif conflict:
        yield "These cannot stand together; one of them has to give way:"
    yield from (f"  {printable(record)}" for record in conflict)
