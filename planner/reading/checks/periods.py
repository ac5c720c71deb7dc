"""Freezes, wave windows and closed days end after they begin, and a freeze names the subject of its scope."""

from __future__ import annotations

from collections.abc import Iterator

from planner.domain.findings import Finding
from planner.domain.resources import FreezeScope
from planner.reading.cells.located import Located, Tables
from planner.reading.checks.references import unknown_reference
from planner.reading.rows.resources import ClosedDaysRow, FreezeRow, WaveWindowRow

TABLE_BY_SCOPE = {FreezeScope.CLUSTER: "clusters", FreezeScope.ORGANISATION: "organisations"}


def check_periods(tables: Tables) -> Iterator[Finding]:
    """Periods that end before they begin, and subjects that do not fit the scope of the freeze."""
    freezes = tables.rows(FreezeRow)
    periods: list[Located[FreezeRow] | Located[WaveWindowRow] | Located[ClosedDaysRow]]
    periods = [*freezes, *tables.rows(WaveWindowRow), *tables.rows(ClosedDaysRow)]
    for period in periods:
        if period.value.until_date <= period.value.from_date:
            message = f"it ends on {period.value.until_date}, not after it begins on {period.value.from_date}"
            cure = "write the first day after the period"
            yield period.place.error("period-order", "until_date", message, cure=cure, expected="a later date")
    for freeze in freezes:
        yield from _subject(tables, freeze)


def _subject(tables: Tables, freeze: Located[FreezeRow]) -> Iterator[Finding]:
    scope, subject = freeze.value.scope, freeze.value.subject
    table = TABLE_BY_SCOPE.get(scope)
    if table is None:
        if subject is not None:
            message = f'the freeze is for everyone, yet names "{subject}"'
            cure = "set the scope to cluster or organisation, or blank the subject"
            yield freeze.place.error("wrong-subject", "subject", message, cure=cure)
    elif subject is None:
        message = f"a freeze of scope {scope} needs a subject"
        cure = f"write the id of the {scope}, or set the scope to everyone"
        yield freeze.place.error("missing-value", "subject", message, cure=cure)
    elif tables.is_known(table) and subject not in tables.names(table):
        yield unknown_reference(tables, freeze.place, "subject", subject, table)
