"""A plan in which only some migrations move, for a command that prints plans."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from planner.cli.shared.failures import Failure
from planner.cli.shared.messages import say
from planner.cli.shared.solve_options import SolveOptions
from planner.domain.portfolio import Portfolio
from planner.plan.entries import Plan
from planner.plan.outcome import Outcome, Status
from planner.present.wording import counted, listed
from planner.solver import PartReplanned, replan_part


def solved_part(
    portfolio: Portfolio,
    options: SolveOptions,
    start: Plan,
    only: Sequence[str],
    must_be_off: Mapping[str, int] | None,
) -> Outcome:
    """The outcome for the whole portfolio; what is proved of the part is said, and no bound of all plans is claimed."""
    say(
        f"Planning {counted(len(only), 'migration')} for at most {options.time_limit:g} s; all others stay.",
        quiet=options.quiet,
    )
    found = replan_part(portfolio, start, only, must_be_off=must_be_off, settings=options.settings())
    if found.plan is None:
        raise Failure(_why_not(found))
    if found.status is Status.OPTIMAL:
        say(f"No plan in which only {listed(found.free)} may move is better.", quiet=options.quiet)
    return Outcome(
        status=Status.FEASIBLE,
        plan=found.plan,
        objective_pounds=found.pounds,
        bound_pounds=None,
        gap=None,
        seconds=found.ending.seconds,
        interrupted=found.ending.interrupted,
    )


def _why_not(found: PartReplanned) -> str:
    if found.kept_needed:
        return f"Others keep {listed(found.kept_needed)} needed for longer; let more migrations move."
    if found.status is Status.INFEASIBLE:
        return f"No plan in which only {listed(found.free)} may move keeps what is asked."
    return f"Nothing was found in {found.ending.seconds:.0f} s; allow more time."
