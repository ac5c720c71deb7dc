"""What is held still although it is uncertain, and what is stated as uncertain and cannot be."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from planner.domain.findings import Finding
from planner.domain.migrations import PhaseProfile
from planner.domain.portfolio import Portfolio
from planner.domain.uncertain.held_still import held_still, idle_events, says_anything
from planner.domain.uncertain.ranges import phases_that_vary
from planner.domain.uncertain.waits import certain_migrations, uncertain_parts
from planner.reading.cells.located import Tables
from planner.reading.rows.migrations import PhaseRow

NAMED = 5
"""A warning names no more records than these; the count says how many there are."""
HELD_STILL = "held-still"
"""Code of the warning about open milestones without a range."""
CERTAIN_DATE = "certain-date"
"""Code of the warning about migrations that wait for nothing uncertain."""


def still_records(portfolio: Portfolio, tables: Tables) -> Iterator[Finding]:
    """Milestones without a range, migrations that wait for nothing uncertain, events that affect nothing planned.

    Phases with a spread that cannot vary too.
    """
    yield from _held_still(portfolio, tables)
    yield from _certain(portfolio, tables)
    yield from _phases(portfolio, tables)
    for driver in idle_events(portfolio):
        message = f'"{driver.id}" affects nothing that is planned, so it changes nothing'
        cure = "name an open milestone or a migration that moves, or remove the row"
        yield tables.place("risk_drivers", driver.id).warning("affects-nothing", "affects", message, cure=cure)


def _held_still(portfolio: Portfolio, tables: Tables) -> Iterator[Finding]:
    """One warning with the count, at the first milestone; none where the tables say nothing at all about risk."""
    still = held_still(portfolio)
    if not still.milestones or not says_anything(portfolio):
        return
    one = len(still.milestones) == 1
    has = (
        "1 open milestone has no range and is"
        if one
        else f"{len(still.milestones)} open milestones have no range and are"
    )
    behind = f"; behind {'it' if one else 'them'} {_listed(still.contracts, 'contract')}" if still.contracts else ""
    message = f"{has} held still in every calculation of risk: {_names(still.milestones)}{behind}"
    cure = "state early_date and late_date: one chance in ten each that it is earlier, or later"
    place = tables.place("milestones", still.milestones[0])
    yield place.warning(HELD_STILL, "early_date", message, cure=cure)


def _certain(portfolio: Portfolio, tables: Tables) -> Iterator[Finding]:
    """One warning with the count, at the first migration; none where nothing at all is uncertain."""
    certain = certain_migrations(portfolio)
    if not certain or not any(uncertain_parts(portfolio)):
        return
    waits, dates, them = ("waits", "its date is", "it") if len(certain) == 1 else ("wait", "their dates are", "them")
    message = (
        f"{_listed(certain, 'migration')} {waits} for nothing uncertain, directly or through others, "
        f"so {dates} certain in every calculation of risk, unless a queue for teams moves {them}"
    )
    cure = f"say in {tables.files['precedences']} what has to come first, or give the phases a spread"
    yield tables.place("migrations", certain[0]).warning(CERTAIN_DATE, "id", message, cure=cure)


def _phases(portfolio: Portfolio, tables: Tables) -> Iterator[Finding]:
    """Spreads of phases that are planned to the day, or that last no day."""
    varying = {(profile.id, name) for profile in portfolio.profiles for name in _varying(profile)}
    for row in tables.rows(PhaseRow):
        stated = [column for column in ("early_days", "late_days") if getattr(row.value, column) is not None]
        if stated and (row.value.profile, row.value.name) not in varying:
            why = "is planned to the day" if row.value.days else "is a moment"
            message = f'phase "{row.value.name}" {why} and cannot vary'
            yield row.place.warning("cannot-vary", stated[0], message, cure="blank early_days and late_days")


def _varying(profile: PhaseProfile) -> Iterator[str]:
    return (phase.name for phase in phases_that_vary(profile) if phase.days)


def _listed(ids: Sequence[str], noun: str) -> str:
    """For instance `2 contracts (A, B)`."""
    return f"{len(ids):,} {noun}{'' if len(ids) == 1 else 's'} ({_names(ids)})"


def _names(ids: Sequence[str]) -> str:
    named = ", ".join(f'"{id}"' for id in ids[:NAMED])
    others = len(ids) - NAMED
    return f"{named} and {others:,} more" if others > 0 else named
