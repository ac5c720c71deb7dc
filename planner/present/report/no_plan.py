"""Why there is no plan, in a sentence or two."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from planner.present.wording import printable

if TYPE_CHECKING:
    from planner.plan.outcome import Outcome


def no_plan_text(outcome: Outcome) -> str:
    """Why there is no plan, in a sentence or two."""
    from planner.plan.outcome import Status

    if outcome.interrupted or outcome.stopped:
        return "No plan had been found when the search was stopped; nothing proves that there is none."
    if outcome.status is not Status.INFEASIBLE:
        return (
            f"Nothing was found in {outcome.seconds:.0f} s, and nothing proves that there is no plan; allow more time."
        )
    return "\n".join(["No plan keeps every rule.", *conflict_lines(outcome.conflict)])


def conflict_lines(conflict: Sequence[str]) -> Iterator[str]:
    """The records of which one has to give way. If there is only one, no plan keeps it."""
    if len(conflict) == 1:
        yield "This one cannot be kept, whatever else is given up:"
    elif conflict:
        yield "These cannot stand together; one of them has to give way:"
    yield from (f"  {printable(record)}" for record in conflict)
