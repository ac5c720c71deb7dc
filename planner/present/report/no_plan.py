"""Why there is no plan: what cannot stand together, and the least change of each record that ends it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from planner.present.wording import counted, money, printable

if TYPE_CHECKING:
    from planner.plan.conflict import Conflict, ConflictRecord, ConflictRepair
    from planner.plan.outcome import Outcome


def no_plan_text(outcome: Outcome, currency: str | None = None) -> str:
    """Why there is no plan, and what would end each conflict; without a currency amounts of money are bare numbers."""
    from planner.plan.outcome import Status

    if outcome.interrupted or outcome.stopped:
        return "No plan had been found when the search was stopped; nothing proves that there is none."
    if outcome.status is not Status.INFEASIBLE:
        return (
            f"Nothing was found in {outcome.seconds:.0f} s, and nothing proves that there is no plan; allow more time."
        )
    return "\n".join(["No plan keeps every rule.", *conflict_lines(outcome.conflicts, currency)])


def conflict_lines(conflicts: Sequence[Conflict], currency: str | None = None) -> Iterator[str]:
    """Every conflict with its records and what ends it; of several, each needs a change of its own."""
    if len(conflicts) > 1:
        yield f"There are {len(conflicts)} conflicts that share no record. Each needs a change of its own."
    for conflict in conflicts:
        yield from _records(conflict)
        yield from _repairs(conflict, currency)


def _records(conflict: Conflict) -> Iterator[str]:
    """The records of which one has to give way. If there is only one, no plan keeps it."""
    if len(conflict.records) == 1:
        yield "This one cannot be kept, whatever else is given up:"
    else:
        yield "These cannot stand together; one of them has to give way:"
    yield from (f"  {_record(record)}" for record in conflict.records)
    yield from (f"  {printable(note)}" for note in conflict.notes)


def _record(record: ConflictRecord) -> str:
    return printable(record.label) + ("" if record.shown else " (not shown to be needed in the time allowed)")


def _repairs(conflict: Conflict, currency: str | None = None) -> Iterator[str]:
    """The changes of which any one is enough."""
    if conflict.repairs:
        yield "Any one of these changes is enough:"
        yield from (f"  {_repair(repair, currency)}" for repair in conflict.repairs)
    if not conflict.all_tried:
        yield "  The time ended before every change had been tried; there may be others."


def _repair(repair: ConflictRepair, currency: str | None = None) -> str:
    unsure = "" if repair.confirmed else " (for these records; not confirmed for the whole portfolio)"
    return f"{printable(repair.label)}: {_amount(repair, currency)}{unsure}"


def _amount(repair: ConflictRepair, currency: str | None) -> str:
    from planner.domain.levers.lever import Unit

    if repair.unit is Unit.DAYS:
        return f"{counted(repair.amount, 'day')} {repair.way.value}"
    if repair.unit is Unit.WHOLE:
        return repair.way.value
    if repair.unit is Unit.POUNDS and currency is not None:
        return f"{money(repair.amount, currency)} more"
    return f"{repair.amount:,} more"
