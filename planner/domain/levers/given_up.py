"""Levers that give a record up, or what one of its columns says."""

from __future__ import annotations

from dataclasses import replace

from planner.domain.contracts import ExtensionOption, OptionState
from planner.domain.days.closed_days import ClosedDays
from planner.domain.decisions_taken import DecisionTaken
from planner.domain.levers.amounts import is_same, precedence_key
from planner.domain.levers.changes import Change, changing, giving_up
from planner.domain.levers.lever import Lever, Unit, Way
from planner.domain.migrations import Group, Precedence
from planner.domain.portfolio import Portfolio
from planner.domain.resources import FreezePeriod


def group_given_up(group: Group) -> Lever:
    """The migrations of a group may cut over on different days."""
    changed = giving_up("groups", lambda record: record.id == group.id)
    return _whole("groups", group.id, f"group {group.id}", changed)


def freeze_given_up(freeze: FreezePeriod) -> Lever:
    """Cutovers are allowed in the freeze."""
    changed = giving_up("freezes", lambda record: record.id == freeze.id)
    return _whole("freezes", freeze.id, f"freeze {freeze.id}", changed)


def closed_days_given_up(closed: ClosedDays) -> Lever:
    """The organisation works on these days."""
    key = f"{closed.from_date} {closed.until_date}"
    changed = giving_up("closed_days", lambda record: record == closed)
    return _whole("closed_days", key, f"closed days {closed.name or closed.from_date}", changed)


def precedence_given_up(portfolio: Portfolio, precedence: Precedence) -> Lever:
    """The successor no longer waits for the predecessor."""
    label = f"precedence from {precedence.predecessor} to {precedence.successor}"
    changed = giving_up("precedences", lambda record: is_same(record, precedence))
    return _whole("precedences", precedence_key(portfolio, precedence), label, changed)


def decision_given_up(taken: DecisionTaken) -> Lever:
    """A decision that has been taken is taken back."""
    changed = giving_up("decisions_taken", lambda record: record.id == taken.id)
    return _whole("commitments", taken.id, f"commitment {taken.id} ({taken.subject})", changed, breaks_promise=True)


def bundle_given_up(bundle: str) -> Lever:
    """The options of a bundle may be used one without the other."""
    changed = changing(
        "options", lambda record: record.bundle == bundle, lambda record, _: replace(record, bundle=None)
    )
    return _whole("options", bundle, f"bundle {bundle}", changed, column="bundle")


def exercise_given_up(option: ExtensionOption) -> Lever:
    """An option that its state says has been exercised is open again."""
    changed = changing(
        "options", lambda record: record.id == option.id, lambda record, _: replace(record, state=OptionState.AVAILABLE)
    )
    label = f"option {option.id}, exercised"
    return _whole("options", option.id, label, changed, column="state", breaks_promise=True)


def _whole(
    table: str, key: str, label: str, changed: Change, *, column: str | None = None, breaks_promise: bool = False
) -> Lever:
    return Lever(
        table=table,
        key=key,
        column=column,
        label=label,
        unit=Unit.WHOLE,
        way=Way.GIVEN_UP,
        most=1,
        changed=changed,
        breaks_promise=breaks_promise,
    )
