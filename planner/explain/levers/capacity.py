"""The least capacity that clears a contract with all others where they are: units on the days on which they are missing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import timedelta

from planner.domain.calendar import ONE_DAY
from planner.domain.levers.capacity_raised import MoreUnits, units_raised
from planner.domain.levers.lever import Lever
from planner.explain.levers.question import Question
from planner.explain.levers.records import LeverAnswer, Refuted, Verdict
from planner.explain.push_table import PushTable
from planner.explain.records import Category, PushRow

EARLIER_DAYS = 60
"""How many days before the one asked for are looked at for a row that needs fewer unit-days."""
OF_CAPACITY = frozenset({Category.COMPETITION, Category.OWN_CAPACITY})


@dataclass(frozen=True)
class CapacityAnswer:
    """The answer of a lever of capacity, and the units it takes."""

    answer: LeverAnswer
    more: tuple[MoreUnits, ...]


def capacity_answer(question: Question) -> CapacityAnswer | None:
    """The units that are missing on the day that needs fewest unit-days, less what is not needed.

    Every unit, first day and last day less is asked of the solver, and is not enough where all others stay where they are.
    None where something else than capacity stands in the way on every day that is looked at.
    """
    rows = [row for row in _rows(question) if row.blockers and all(b.category in OF_CAPACITY for b in row.blockers)]
    wishes = sorted((joined(_missing(question, row)) for row in rows), key=_unit_days)
    enough = next((wish for wish in wishes if _is_enough(question, wish)), None)
    if enough is None:
        return None
    needed, refuted = _thinned(question, enough)
    lever = units_raised(needed)
    witness = question.replanned(lever.changed(question.case.portfolio, 1), question.push.feeders)
    if witness is None:
        return None
    answer = LeverAnswer(
        contract=question.contract,
        by_day=question.by_day,
        lever=lever,
        verdict=Verdict.CLEARS if witness.price_pounds <= 0 else Verdict.DEARER,
        amount=1,
        refuted=Refuted.OTHERS_FIXED if refuted else Refuted.NOBODY,
        witness=witness,
    )
    return CapacityAnswer(answer, needed)


def _rows(question: Question) -> Iterator[PushRow]:
    table = PushTable(question.push)
    for day in range(question.by_day, max(0, question.by_day - EARLIER_DAYS), -1):
        yield table.row(day)


def _missing(question: Question, row: PushRow) -> Iterator[MoreUnits]:
    date_of = question.case.portfolio.date_of
    for blocker in row.blockers:
        assert blocker.overload is not None
        for excess in blocker.overload.excesses:
            yield MoreUnits(blocker.record.key, date_of(excess.from_day), date_of(excess.until_day), excess.units)


def joined(more: Iterable[MoreUnits]) -> tuple[MoreUnits, ...]:
    """The same units with neighbouring days of equal units in one."""
    found: list[MoreUnits] = []
    for need in sorted(more):
        last = found[-1] if found else None
        if last and (last.resource, last.until_date, last.units) == (need.resource, need.from_date, need.units):
            found[-1] = replace(last, until_date=need.until_date)
        else:
            found.append(need)
    return tuple(found)


def _unit_days(wish: tuple[MoreUnits, ...]) -> tuple[int, tuple[MoreUnits, ...]]:
    return sum(need.unit_days for need in wish), wish


def _is_enough(question: Question, more: tuple[MoreUnits, ...]) -> bool:
    return _asked(question, more) is True


def _asked(question: Question, more: tuple[MoreUnits, ...]) -> bool | None:
    lever: Lever = units_raised(more)
    return question.others_fixed(lever.changed(question.case.portfolio, 1))


def _thinned(question: Question, more: tuple[MoreUnits, ...]) -> tuple[tuple[MoreUnits, ...], bool]:
    """What is left when nothing more can go, and whether it is proved that nothing can."""
    kept, proved = list(more), True
    place = 0
    while place < len(kept):
        for fewer in _fewer(kept[place]):
            tried = [*kept[:place], *fewer, *kept[place + 1 :]]
            answer = _asked(question, tuple(tried))
            if answer:
                kept = tried
                break
            proved &= answer is False
        else:
            place += 1
    return tuple(kept), proved


def _fewer(need: MoreUnits) -> Iterator[list[MoreUnits]]:
    """Without it, with half of its days gone at either end, with its first or last day gone, with a unit less."""
    yield []
    days = (need.until_date - need.from_date).days
    for gone in dict.fromkeys((days // 2, 1)):
        if 0 < gone < days:
            yield [replace(need, from_date=need.from_date + timedelta(days=gone))]
            yield [replace(need, until_date=need.until_date - gone * ONE_DAY)]
    if need.units > 1:
        yield [replace(need, units=need.units - 1)]
