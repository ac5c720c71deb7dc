"""From the arguments of a command to a portfolio and a plan for it: read from a file, or solved for."""

from __future__ import annotations

import signal
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from types import FrameType

from planner.cli.shared.adopted_plan import adopted_if_it_holds
from planner.cli.shared.failures import BadInput, Failure
from planner.cli.shared.live_progress import ProgressLine, pounds_apart, shown_live
from planner.cli.shared.messages import say, to_type
from planner.cli.shared.plan_reference import plan_document
from planner.cli.shared.solve_options import SolveOptions
from planner.cli.shared.stored.known_sureness import with_sureness
from planner.domain.findings import Finding
from planner.domain.policy import Priority, UndecidedPolicy
from planner.domain.portfolio import Portfolio
from planner.errors import InputError
from planner.plan.entries import Plan
from planner.plan.outcome import Outcome, Status
from planner.plan.plan_case import PlanCase
from planner.plan.plan_file.document import PlanDocument
from planner.plan.plan_file.fingerprint import fingerprint
from planner.plan.plan_file.verification import verify
from planner.present.report.no_plan import no_plan_text
from planner.present.tables.findings_table import finding_lines
from planner.present.wording import counted, printable
from planner.reading.files.returned import EDITS
from planner.reading.report import check
from planner.solver import solve
from planner.writing.signals import handled

UNREAD = "unknown-table"
"""Code of the warning that a file or sheet is not read."""


def portfolio_for(
    source: Path, *, undecided: str | None = None, priority: str | None = None, quiet: bool = False
) -> Portfolio:
    """Read a folder or workbook, with the policy the options ask for; says on stderr that there are warnings."""
    report = check(source)
    portfolio = report.portfolio
    if portfolio is None:
        raise InputError(report.findings)
    for line in warning_lines(source, report.warnings):
        say(line, quiet=quiet)
    policy = portfolio.policy
    if undecided is not None:
        policy = replace(policy, undecided=UndecidedPolicy(undecided))
    if priority is not None:
        policy = replace(policy, priority=Priority(priority))
    return replace(portfolio, policy=policy)


def warning_lines(source: Path, warnings: Sequence[Finding]) -> Iterator[str]:
    """How many warnings there are and how to see them. What is not read, such as a misspelt table, is named."""
    if warnings:
        yield f"Note: {counted(len(warnings), 'warning')} about the input; see {to_type('check', source)}"
    yield from finding_lines([finding for finding in warnings if finding.code in (UNREAD, EDITS)])


def solved(
    portfolio: Portfolio,
    options: SolveOptions,
    keep: Callable[[Outcome], None] | None = None,
    *,
    start: Plan | None = None,
    must_be_off: Mapping[str, int] | None = None,
) -> Outcome:
    """Solve with live progress; Ctrl-C ends the search and keeps the best plan found.

    `keep` is given the outcome before anything else can happen to it: a second Ctrl-C waits until it is kept.
    """
    began, ended, pressed = time.monotonic(), False, False

    def hear_ctrl_c(number: int, frame: FrameType | None) -> None:
        nonlocal pressed
        if not ended:
            raise KeyboardInterrupt
        pressed = True

    with handled((signal.SIGINT,), hear_ctrl_c):
        outcome = _solved_live(portfolio, options, start, must_be_off)
        ended = True
        if outcome.interrupted:
            kept = "this is the best plan found so far" if outcome.plan else "no plan had been found"
            say(f"Stopped by Ctrl-C after {time.monotonic() - began:.0f} s; {kept}.")
        if keep is not None:
            keep(outcome)
    if pressed:
        raise Failure("Stopped again; nothing more was written.")
    return outcome


def _solved_live(
    portfolio: Portfolio, options: SolveOptions, start: Plan | None, must_be_off: Mapping[str, int] | None
) -> Outcome:
    say(
        f"Planning {counted(len(portfolio.contracts), 'contract')} and {counted(len(portfolio.migrations), 'migration')} "
        f"for at most {options.time_limit:g} s; Ctrl-C keeps the best plan found so far.",
        quiet=options.quiet,
    )
    line = ProgressLine(portfolio.currency, options.time_limit, pounds_apart(portfolio))
    with shown_live(line, quiet=options.quiet) as hear:
        return solve(portfolio, options.settings(), on_progress=hear, start=start, must_be_off=must_be_off)


def case_for(source: Path, plan: str | None, options: SolveOptions, *, sure: bool = True) -> PlanCase:
    """The plan of the file or stored run that is named, else the adopted one, else from a solve.

    Ends the command where there is no plan. `sure`: with how sure it is, where somebody has asked.
    """
    portfolio = portfolio_for(source, undecided=options.undecided, priority=options.priority, quiet=options.quiet)
    chosen = plan if plan is not None else adopted_if_it_holds(source, portfolio, quiet=options.quiet)
    if chosen is not None:
        return case_of_plan(source, chosen, portfolio, sure=sure, quiet=options.quiet)
    outcome = solved(portfolio, options)
    case = PlanCase(portfolio, plan_of(outcome, portfolio.currency), outcome)
    return with_sureness(case, quiet=options.quiet) if sure else case


def case_of_plan(
    source: Path, named: str, portfolio: Portfolio, *, sure: bool = False, quiet: bool = False
) -> PlanCase:
    """The portfolio read from `source` with the plan file or stored run that is named, and what its solve proved.

    Says where the plan does not fit the portfolio. `sure`: as for `case_for`; says where that is from.
    """
    document = plan_document(named)
    verification = verify(portfolio, document)
    for note in verification.notes:
        say(f"Note: {printable(note)}.")
    if verification.breaches:
        raise BadInput(f"{named} breaks rules on this portfolio; to see which: {to_type('verify', source, named)}")
    plan = document.plan_for(portfolio)
    proved = not verification.disagreements and document.fingerprint == fingerprint(portfolio)
    case = PlanCase(portfolio, plan, _outcome_in(document, plan) if proved else None)
    explained = replace(case, reasons=document.reasons_for(case)) if proved else case
    return with_sureness(explained, document, quiet=quiet) if sure else explained


def _outcome_in(document: PlanDocument, plan: Plan) -> Outcome | None:
    """The outcome of the solve behind a plan file; None for a plan that no solve has made."""
    if document.status not in frozenset(Status):
        return None
    return Outcome(
        status=Status(document.status),
        plan=plan,
        objective_pounds=document.objective_pounds,
        bound_pounds=document.bound_pounds,
        gap=document.gap,
        seconds=0.0,
    )


def plan_of(outcome: Outcome, currency: str) -> Plan:
    """The plan of an outcome, or the failure that says why there is none."""
    if outcome.plan is not None:
        return outcome.plan
    raise Failure(no_plan_text(outcome, currency))
