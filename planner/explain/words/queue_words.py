"""A resource on the day it is over, as part of a sentence."""

from __future__ import annotations

from collections.abc import Sequence

from planner.domain.portfolio import Portfolio
from planner.domain.wording import listed, long_day, number_word
from planner.explain.records import Blocker, Holding
from planner.explain.words.names import named, resource_words

MOST = 3
"""Organisations that are named; the others are added up."""


def at_work(portfolio: Portfolio, cause: Blocker) -> str:
    """For instance `on 26 April 2028 all 12 onboarding teams are at work, five for the Home Office and seven for others`."""
    over = cause.overload
    assert over is not None, cause.record
    name = resource_words(portfolio, cause.record.key)
    held, day = sum(holding.units for holding in over.holders), long_day(portfolio.date_of(over.day))
    missing = number_word(over.excesses[0].units)
    if not held:
        return f"on {day} the capacity of {name} is {over.capacity}, {missing} too few"
    holders = _holders(portfolio, over.holders)
    if over.capacity == 1:
        only = f"the only one of the {name}" if name.endswith("s") else f"the {name}"
        return f"on {day} {only} is at work {holders}"
    all_of_them = held >= over.capacity
    everybody = f"both {name}" if over.capacity == 2 else f"all {over.capacity} {name}"
    share = everybody if all_of_them else f"{held} of {over.capacity} {name}"
    lacking = "" if all_of_them else f", and {missing} more would be needed"
    comma = "," if share[0].isdigit() else ""
    return f"on {day}{comma} {share} are at work, {holders}{lacking}"


def _holders(portfolio: Portfolio, holders: Sequence[Holding]) -> str:
    units: dict[str, int] = {}
    for holding in holders:
        organisation = portfolio.migration_by_id[holding.migration].organisation
        units[organisation] = units.get(organisation, 0) + holding.units
    most = sorted(units, key=lambda organisation: (-units[organisation], organisation))
    if len(most) == 1:
        return f"for {named(portfolio, most[0])}"
    shown = most if len(most) <= MOST + 1 else most[:MOST]
    words = [f"{number_word(units[id])} for {named(portfolio, id)}" for id in shown]
    others = sum(units[id] for id in most[len(shown) :])
    return listed([*words, f"{number_word(others)} for others"] if others else words)
