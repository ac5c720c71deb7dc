"""Warnings: findings that do not stop planning."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date

from planner.domain.findings import Finding
from planner.domain.portfolio import Portfolio
from planner.reading.cells.located import Tables
from planner.reading.warnings.bundles import odd_bundles
from planner.reading.warnings.capacity import odd_capacity
from planner.reading.warnings.commitments import odd_commitments
from planner.reading.warnings.contracts import odd_contracts
from planner.reading.warnings.contradictions import contradictions
from planner.reading.warnings.cutover_days import odd_agreed_days, odd_cutover_days
from planner.reading.warnings.dates import odd_dates
from planner.reading.warnings.figures import odd_figures
from planner.reading.warnings.idle import idle_records
from planner.reading.warnings.migrations import odd_migrations
from planner.reading.warnings.options import odd_options
from planner.reading.warnings.organisations import odd_organisations
from planner.reading.warnings.renewals import odd_renewals
from planner.reading.warnings.room import no_room
from planner.reading.warnings.stops import odd_stops
from planner.reading.warnings.uncertain.rows import odd_ranges
from planner.reading.warnings.uncertain.still import still_records
from planner.reading.warnings.unseen_letters import unseen_letters
from planner.reading.warnings.unstated import unstated_terms
from planner.reading.warnings.unused import unused_records

ODD_ROWS: tuple[Callable[[Tables, date], Iterator[Finding]], ...] = (odd_dates, odd_figures, odd_ranges, unseen_letters)
"""Warnings that need the rows and the status date alone, so that they are given beside errors too."""

ODD_PORTFOLIOS: tuple[Callable[[Portfolio, Tables], Iterator[Finding]], ...] = (
    odd_organisations,
    odd_contracts,
    odd_options,
    odd_bundles,
    odd_renewals,
    odd_migrations,
    odd_capacity,
    no_room,
    odd_cutover_days,
    odd_agreed_days,
    odd_commitments,
    odd_stops,
    contradictions,
    unused_records,
    idle_records,
    still_records,
    unstated_terms,
)
"""Warnings that need the whole portfolio, which is there only without errors."""
