"""Which acts are late or due within so many days, and which have become so since an earlier plan."""

from __future__ import annotations

from collections.abc import Iterable

from planner.plan.register.records import Act


def due_within(acts: Iterable[Act], days: int) -> tuple[Act, ...]:
    """The acts that are late or due within so many days, the last of these included."""
    return tuple(act for act in acts if act.days_left <= days)


def become_due(acts: Iterable[Act], before: Iterable[Act], days: int) -> tuple[Act, ...]:
    """Of the acts that are late or due within so many days, those that were not so `before`.

    An act that was due and is late now has become late. The acts before count their days from their own status date.
    """
    late_by_id = {act.id: act.late for act in due_within(before, days)}
    return tuple(act for act in due_within(acts, days) if act.id not in late_by_id or act.late > late_by_id[act.id])
