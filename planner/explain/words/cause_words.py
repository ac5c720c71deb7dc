"""What is said of a cause, by its category: the part of the sentence after the number of days."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

from planner.domain.decisions_taken import CommitmentKind
from planner.domain.wording import day_count, listed, long_day, spoken_money
from planner.explain.records import Blocker, Category, Explanation, Segment, Step
from planner.explain.words.names import cause_name, move_words, own_move_words, users_of
from planner.explain.words.queue_words import at_work
from planner.plan.plan_case import PlanCase

Phrase = Callable[[PlanCase, Explanation, Segment], str]
MOST_WAITS = 2
"""Moves of a chain that are said one by one."""


def _come(segment: Segment) -> str:
    return "come from" if segment.days > 1 else "comes from"


def _cause(segment: Segment) -> Blocker:
    assert segment.cause is not None, segment.category
    return segment.cause


def _readiness(case: PlanCase, found: Explanation, segment: Segment) -> str:
    cause = _cause(segment)
    name = cause_name(case.portfolio, cause.record, segment.category)
    return f"{_come(segment)} {name} on {_opens(case, cause)}{_waits(case, found, 'it', cause)}; {_follows(cause)}"


def _own_work(case: PlanCase, found: Explanation, segment: Segment) -> str:
    begun = long_day(case.portfolio.status_date)
    takes = day_count(_cause(segment).until_day)
    return f"{_come(segment)} the work itself: begun on {begun}, it takes {takes} until the old contract can go"


def _dependency(case: PlanCase, found: Explanation, segment: Segment) -> str:
    cause = _cause(segment)
    begun, takes = long_day(case.portfolio.status_date), day_count(cause.until_day)
    waits = _waits(case, found, None, cause)
    return f"{_come(segment)} the moves that it depends on{waits}; begun on {begun}, they take {takes} in all"


def _commitment(case: PlanCase, found: Explanation, segment: Segment) -> str:
    cause = _cause(segment)
    taken = next(item for item in case.portfolio.decisions_taken if item.id == cause.record.key)
    what = "cutover" if taken.kind is CommitmentKind.CUTOVER_AGREED else "start"
    mover = move_words(case.portfolio, cause.migration)
    waits = _waits(case, found, None, cause)
    return f"{_come(segment)} the {what} that is agreed for {mover} on {_opens(case, cause)}{waits}"


def _calendar(case: PlanCase, found: Explanation, segment: Segment) -> str:
    cause = _cause(segment)
    name = cause_name(case.portfolio, cause.record, segment.category)
    mover = "" if _is_plain(case, found, cause) else f" of {move_words(case.portfolio, cause.migration)}"
    stops = f"which {'allow' if cause.record.table == 'wave_windows' else 'allows'} the cutover{mover} only"
    return f"{_come(segment)} {name}, {stops} from {_opens(case, cause)} on{_waits(case, found, None, cause)}"


def _competition(case: PlanCase, found: Explanation, segment: Segment) -> str:
    cause = _cause(segment)
    be = "are" if segment.days > 1 else "is"
    return f"{be} a queue: {at_work(case.portfolio, cause)}{_for_whom(case, found, cause)}"


def _own_capacity(case: PlanCase, found: Explanation, segment: Segment) -> str:
    cause = _cause(segment)
    own = "the moves that it depends on, which need the same people"
    return f"{_come(segment)} {own}: {at_work(case.portfolio, cause)}{_for_whom(case, found, cause)}"


def _choice(case: PlanCase, found: Explanation, segment: Segment) -> str:
    off = long_day(case.portfolio.date_of(segment.from_day - 1))
    be = "are" if segment.days > 1 else "is"
    says = f"{be} a choice of the plan: no rule keeps it beyond {off}"
    if found.choice is None:
        return f"{says}; what it would cost to be off by then was not found in time"
    price, currency = found.choice.price_pounds, case.portfolio.currency
    if price > 0:
        return (
            f"{says}, but to be off by then costs {spoken_money(price, currency)} more with all others where they are"
        )
    if price == 0:
        return f"{says}, and a plan that has it off by then costs the same"
    return f"{says}, and a better plan has it off by then and saves {spoken_money(-price, currency)}"


PHRASES: Mapping[Category, Phrase] = MappingProxyType(
    {
        Category.READINESS: _readiness,
        Category.OWN_WORK: _own_work,
        Category.DEPENDENCY: _dependency,
        Category.COMMITMENT: _commitment,
        Category.CALENDAR: _calendar,
        Category.COMPETITION: _competition,
        Category.OWN_CAPACITY: _own_capacity,
        Category.CHOICE: _choice,
    }
)
"""Every category of a late day that has a way off."""


def _opens(case: PlanCase, cause: Blocker) -> str:
    assert cause.opens_day is not None, cause.record
    return long_day(case.portfolio.date_of(cause.opens_day))


def _follows(cause: Blocker) -> str:
    """How long it takes from the day of a record until the contract can go."""
    assert cause.opens_day is not None, cause.record
    return f"what follows takes {day_count(cause.until_day - cause.opens_day)}"


def _waits(case: PlanCase, found: Explanation, first: str | None, cause: Blocker) -> str:
    """Who waits for whom, from the record to the contract; nothing where the contract's own move is stopped."""
    steps = list(reversed(cause.path))
    if _is_plain(case, found, cause):
        return ""
    movers = [_mover(case, found, step) for step in steps]
    clauses = [f"{movers[0]} waits for {first}"] if first else []
    for step, mover in zip(steps, movers[1:], strict=False):
        if step.lag_days is None:
            clauses.append(f"{mover} cuts over with that one")
        else:
            clauses.append(f"{mover} {'for' if clauses else 'waits for'} that one")
    if len(clauses) > MOST_WAITS:
        clauses = [*clauses[:MOST_WAITS], f"so on to {movers[-1]}"]
    return f"; {listed(clauses)}" if clauses else ""


def _mover(case: PlanCase, found: Explanation, step: Step) -> str:
    return own_move_words(case.portfolio, case.portfolio.contract_by_id[found.contract], step.migration)


def _for_whom(case: PlanCase, found: Explanation, cause: Blocker) -> str:
    """Who queues, where that is not the contract's own move."""
    if _is_plain(case, found, cause):
        return ""
    waits = _waits(case, found, None, cause).removeprefix("; ")
    queues = f"; {_mover(case, found, cause.path[-1])} has to queue"
    return f"{queues}, and {waits}" if waits else queues


def _is_plain(case: PlanCase, found: Explanation, cause: Blocker) -> bool:
    """Whether the record stops a move of those who need the contract itself, so that nobody has to be named."""
    portfolio = case.portfolio
    organisation = portfolio.migration_by_id[cause.migration].organisation
    return len(cause.path) == 1 and organisation in users_of(portfolio, portfolio.contract_by_id[found.contract])
