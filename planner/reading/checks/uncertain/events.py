"""Events that are known too late to be known, and mitigations that make things worse."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from planner.domain.findings import Finding
from planner.domain.risks import DriverState
from planner.reading.cells.located import Located, Tables
from planner.reading.rows.decisions import RiskDriverRow
from planner.reading.rows.organisations import MilestoneRow


def check_events(tables: Tables) -> Iterator[Finding]:
    """Known dates after everything the event affects or on a closed one, and probabilities that a mitigation raises."""
    planned = _open_milestones(tables)
    for driver in tables.rows(RiskDriverRow):
        yield from _known_date(driver, planned)
        value = driver.value
        if value.mitigated_probability is not None and value.mitigated_probability > value.probability:
            message = (
                f"with the mitigation it is likelier ({value.mitigated_probability}) than without ({value.probability})"
            )
            cure = f"write a probability up to {value.probability}"
            expected = f"a share from 0 to {value.probability}"
            yield driver.place.error("mitigation-worse", "mitigated_probability", message, cure=cure, expected=expected)


def _open_milestones(tables: Tables) -> Mapping[str, date]:
    """The planning dates of the milestones that are not achieved."""
    rows = (row.value for row in tables.rows(MilestoneRow) if row.value.achieved_date is None)
    return {row.id: planned for row in rows if (planned := row.forecast_date or row.likely_date) is not None}


def _known_date(driver: Located[RiskDriverRow], planned: Mapping[str, date]) -> Iterator[Finding]:
    known, affects = driver.value.known_date, driver.value.affects
    if known is None:
        return
    if driver.value.state is DriverState.CLOSED:
        message = f"it is closed, so nothing becomes known on {known}"
        yield driver.place.error(
            "known-though-closed", "known_date", message, cure="blank it, or set the state to open"
        )
        return
    dates = [planned[id] for id in affects if id in planned]
    if dates and len(dates) == len(affects) and known > max(dates):
        message = f"it is known on {known}, after everything that it affects (the last is planned for {max(dates)})"
        cure = f"write a day up to {max(dates)}, or leave it blank: any day before it delays anything"
        yield driver.place.error(
            "known-too-late", "known_date", message, cure=cure, expected=f"a day up to {max(dates)}"
        )
