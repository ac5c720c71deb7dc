"""The smallest set of contracts found that cannot all be off by their days."""

from __future__ import annotations

from collections.abc import Iterator

from planner.explain.levers.neighbours import neighbours
from planner.explain.levers.question import Question
from planner.explain.reference_day import reference_day

MOST_CONTRACTS = 8
"""How many others a set may have."""


def cannot_all(question: Question) -> tuple[str, ...] | None:
    """The contract with others that cannot all be off by their days, any one fewer can; None where none was found.

    The day of the contract is the one asked for; that of another is the end of its cover, or the day it is late against. The
    set grows by the contracts of the strongest holders until it is refuted. Only the feeders count, so a no holds for every
    plan. Two configurations agree.
    """
    days = {question.contract: question.by_day}
    if question.all_can(days) is not True:
        return None
    for contract in _others(question):
        days[contract] = _day_of(question, contract)
        possible = question.all_can(days)
        if possible is False:
            return _smallest(question, days)
        if possible is None or len(days) > MOST_CONTRACTS:
            return None
    return None


def _smallest(question: Question, days: dict[str, int]) -> tuple[str, ...]:
    for contract in list(days):
        fewer = {id: day for id, day in days.items() if id != contract}
        if contract != question.contract and question.all_can(fewer) is False:
            days = fewer
    return tuple(sorted(days))


def _others(question: Question) -> Iterator[str]:
    """The contracts of whoever stands in the way, the strongest first; those that nobody can leave are left out."""
    portfolio, found = question.case.portfolio, {question.contract: None}
    for id in neighbours(question):
        for contract in portfolio.migration_by_id[id].releases:
            if contract not in found and not question.case.schedule.contracts[contract].no_route:
                found[contract] = None
                yield contract


def _day_of(question: Question, contract: str) -> int:
    cover = question.case.schedule.contracts[contract]
    late = cover.needed_until_day > cover.covered_until_day
    return reference_day(question.case, contract) if late else cover.covered_until_day
