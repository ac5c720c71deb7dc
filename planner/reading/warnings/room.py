"""Capacity steps that leave a phase no days in a row, such as the weekends of a team written as steps."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from planner.domain.findings import Finding
from planner.domain.migrations import Migration, Phase
from planner.domain.portfolio import Portfolio
from planner.domain.wording import calendar_day
from planner.reading.cells.located import Tables
from planner.reading.warnings.capacity import demands_of

SHORT_RUNS = 3
"""So many stretches of open days that are too short are a pattern; fewer are a team that comes later or has a break."""

Piece = tuple[int, int, int]
"""Capacity as from, until and amount, in positions."""


@dataclass(frozen=True)
class _Wait:
    """A phase that finds no room before a position; None: none up to the horizon."""

    migration: Migration
    phase: Phase
    amount: int
    until: int | None


def no_room(portfolio: Portfolio, tables: Tables) -> Iterator[Finding]:
    """One warning for every resource whose steps cut time into pieces too short for a phase, with the longest wait."""
    pieces = {resource.id: _pieces(portfolio, resource.id, resource.capacity) for resource in portfolio.resources}
    longest: dict[str, _Wait] = {}
    for resource, migration, phase, amount in demands_of(portfolio):
        wait = _wait(portfolio, pieces[resource], migration, phase, amount)
        if wait is not None and (resource not in longest or _later(wait, longest[resource])):
            longest[resource] = wait
    for resource, wait in longest.items():
        yield _finding(portfolio, tables, resource, wait)


def _later(one: _Wait, other: _Wait) -> bool:
    return other.until is not None and (one.until is None or one.until > other.until)


def _pieces(portfolio: Portfolio, resource: str, capacity: int) -> list[Piece]:
    """From the status date to the horizon; neighbours of one capacity are not put together."""
    amounts = {0: capacity}
    for step in portfolio.capacity_steps:
        if step.resource == resource:
            amounts[max(0, portfolio.position_of(step.from_date))] = step.capacity
    days = [*sorted(amounts), portfolio.position_of(portfolio.horizon_date)]
    return [(day, until, amounts[day]) for day, until in pairwise(days) if day < until]


def _wait(
    portfolio: Portfolio, pieces: Sequence[Piece], migration: Migration, phase: Phase, amount: int
) -> _Wait | None:
    """What a phase waits for where only pieces that are too short come first; None where it soon finds room."""
    released = migration.release_date or portfolio.status_date
    earliest = max(0, portfolio.position_of(released))
    short = 0
    for first, until in _runs(pieces, amount, earliest):
        if until - first >= phase.days:
            return _Wait(migration, phase, amount, first) if short >= SHORT_RUNS else None
        short += 1
    return _Wait(migration, phase, amount, None) if short >= SHORT_RUNS else None


def _runs(pieces: Sequence[Piece], amount: int, earliest: int) -> Iterator[tuple[int, int]]:
    """Longest stretches, from a position on, with capacity for an amount."""
    begun: int | None = None
    end = earliest
    for first, until, capacity in pieces:
        if until <= earliest:
            continue
        if capacity >= amount:
            begun = max(first, earliest) if begun is None else begun
        elif begun is not None:
            yield begun, first
            begun = None
        end = until
    if begun is not None:
        yield begun, end


def _finding(portfolio: Portfolio, tables: Tables, resource: str, wait: _Wait) -> Finding:
    calendar = portfolio.axis.is_calendar
    days = f"{wait.phase.days} days" if calendar else f"{wait.phase.days} working days"
    room = "up to the horizon"
    if wait.until is not None:
        room = f"before {calendar_day(portfolio.date_of(portfolio.axis.day(wait.until)))}"
    message = (
        f'its capacity steps leave no {days} in a row {room} for the phase "{wait.phase.name}" of '
        f'migration "{wait.migration.id}", which needs {wait.amount}'
    )
    steps = tables.files["capacity_steps"]
    cure = f"check the steps in {steps}"
    if calendar:
        cure = (
            f"where the steps are weekends and holidays, set day_count to working in {tables.files['portfolio']} and "
            f"remove them; else {cure}"
        )
    return tables.place("resources", resource).warning("no-room-for-phase", "capacity", message, cure=cure)
