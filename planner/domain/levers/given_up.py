"""Levers that give a record up."""

from __future__ import annotations

from dataclasses import replace

from planner.domain.contracts import ExtensionOption, OptionState
from planner.domain.days.closed_days import ClosedDays
from planner.domain.decisions_taken import DecisionTaken
from planner.domain.levers.changes import changing, giving_up
from planner.domain.levers.lever import Lever, Unit, Way
from planner.domain.migrations import Group
from planner.domain.portfolio import Portfolio
from planner.domain.resources import FreezePeriod


def group_given_up(group: Group) -> Lever:
    """The migrations of a group may cut over on different days."""
    return Lever(
        table="groups",
        key=group.id,
        column=None,
        label=f"group {group.id}",
        unit=Unit.WHOLE,
        way=Way.GIVEN_UP,
        most=1,
        changed=giving_up("groups", lambda record: record.id == group.id),
    )


def bundle_given_up(bundle: str) -> Lever:
    """The options of a bundle may be used one without the other."""
    return Lever(
        table="options",
        key=bundle,
        column="bundle",
        label=f"bundle {bundle}",
        unit=Unit.WHOLE,
        way=Way.GIVEN_UP,
        most=1,
        changed=changing(
            "options", lambda record: record.bundle == bundle, lambda record, _: replace(record, bundle=None)
        ),
    )


def closed_days_given_up(closed: ClosedDays) -> Lever:
    """The organisation works on these days."""
    return Lever(
        table="closed_days",
        key=f"{closed.from_date} {closed.until_date}",
        column=None,
        label=f"closed days {closed.name or closed.from_date}",
        unit=Unit.WHOLE,
        way=Way.GIVEN_UP,
        most=1,
        changed=giving_up("closed_days", lambda record: record == closed),
    )


def decision_given_up(taken: DecisionTaken) -> Lever:
    """A decision that has been taken is taken back."""
    return Lever(
        table="commitments",
        key=taken.id,
        column=None,
        label=f"commitment {taken.id} ({taken.subject})",
        unit=Unit.WHOLE,
        way=Way.GIVEN_UP,
        most=1,
        changed=giving_up("decisions_taken", lambda record: record.id == taken.id),
        breaks_promise=True,
    )


def exercise_given_up(option: ExtensionOption) -> Lever:
    """An option that its state says has been exercised is open again."""

    def opened(portfolio: Portfolio, amount: int) -> Portfolio:
        return changing(
            "options",
            lambda record: record.id == option.id,
            lambda record, _: replace(record, state=OptionState.AVAILABLE),
        )(portfolio, amount)

    return Lever(
        table="options",
        key=option.id,
        column="state",
        label=f"option {option.id}, exercised",
        unit=Unit.WHOLE,
        way=Way.GIVEN_UP,
        most=1,
        changed=opened,
        breaks_promise=True,
    )


def freeze_given_up(freeze: FreezePeriod) -> Lever:
    """Cutovers are allowed in the freeze."""
    return Lever(
        table="freezes",
        key=freeze.id,
        column=None,
        label=f"freeze {freeze.id}",
        unit=Unit.WHOLE,
        way=Way.GIVEN_UP,
        most=1,
        changed=giving_up("freezes", lambda record: record.id == freeze.id),
    )
