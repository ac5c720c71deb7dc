"""What several cells or rows must agree on. Each check takes all tables and yields every finding of its kind."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from planner.domain.findings import Finding
from planner.reading.cells.located import Tables
from planner.reading.checks.bundles import check_bundles
from planner.reading.checks.commitments import check_commitments
from planner.reading.checks.cycles import check_cycles
from planner.reading.checks.demands import check_demands
from planner.reading.checks.identity import check_identity
from planner.reading.checks.migrations import check_migrations
from planner.reading.checks.milestones import check_milestones
from planner.reading.checks.notices import check_notices
from planner.reading.checks.option_chains import check_option_chains
from planner.reading.checks.periods import check_periods
from planner.reading.checks.precedences import check_precedences
from planner.reading.checks.profiles import check_profiles
from planner.reading.checks.references import check_references
from planner.reading.checks.renewals import check_renewals
from planner.reading.checks.uncertain.events import check_events
from planner.reading.checks.uncertain.ranges import check_ranges

CHECKS: tuple[Callable[[Tables], Iterator[Finding]], ...] = (
    check_identity,
    check_references,
    check_cycles,
    check_precedences,
    check_milestones,
    check_ranges,
    check_events,
    check_notices,
    check_option_chains,
    check_bundles,
    check_renewals,
    check_profiles,
    check_demands,
    check_migrations,
    check_periods,
    check_commitments,
)
