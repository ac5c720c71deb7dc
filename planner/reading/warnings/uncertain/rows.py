"""Ranges and events whose rows contradict themselves or the status date."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from planner.domain.findings import Finding
from planner.domain.risks import DriverState
from planner.reading.cells.located import Located, Place, Tables
from planner.reading.rows.decisions import RiskDriverRow
from planner.reading.rows.migrations import PhaseRow
from planner.reading.rows.organisations import MilestoneRow

NO_EFFECT = "no-effect"


def odd_ranges(tables: Tables, status_date: date) -> Iterator[Finding]:
    """Half ranges, ranges of what is achieved, mitigations without effect, and events to be settled."""
    for milestone in tables.rows(MilestoneRow):
        yield from _milestone(milestone)
    for phase in tables.rows(PhaseRow):
        yield from _half(phase.place, early_days=phase.value.early_days, late_days=phase.value.late_days)
    for driver in tables.rows(RiskDriverRow):
        yield from _known_date(driver, status_date)
        yield from _mitigation(driver)


def _milestone(milestone: Located[MilestoneRow]) -> Iterator[Finding]:
    value, place = milestone.value, milestone.place
    if value.achieved_date is None:
        yield from _half(place, early_date=value.early_date, late_date=value.late_date)
        return
    stated = [column for column in ("early_date", "late_date") if getattr(value, column) is not None]
    if stated:
        message = f"it was achieved on {value.achieved_date}, so its range is not used"
        yield place.warning("range-on-achieved", stated[0], message, cure="blank early_date and late_date")


def _half(place: Place, **sides: Any) -> Iterator[Finding]:
    """A range of which one side alone is stated."""
    stated = [column for column, value in sides.items() if value is not None]
    if len(stated) == 1:
        (missing,) = set(sides) - set(stated)
        never = "earlier" if missing.startswith("early") else "later"
        message = f"{stated[0]} is stated without {missing}, so it is never {never} than likely"
        cure = f"state the {missing} too, or neither"
        yield place.warning("half-range", stated[0], message, cure=cure)


def _known_date(driver: Located[RiskDriverRow], status_date: date) -> Iterator[Finding]:
    known, state = driver.value.known_date, driver.value.state
    if known is None:
        return
    if state is DriverState.OPEN and known <= status_date:
        message = f"it was to be known on {known}, by the status date {status_date}, and is still open"
        cure = "set the state to occurred or closed, or state the day on which it will be known"
        yield driver.place.warning("known-in-past", "known_date", message, cure=cure)
    elif state is DriverState.OCCURRED and known > status_date:
        message = f"it has occurred, so that it becomes known on {known} changes nothing"
        yield driver.place.warning(NO_EFFECT, "known_date", message, cure="blank it, or set the state to open")


def _mitigation(driver: Located[RiskDriverRow]) -> Iterator[Finding]:
    value = driver.value
    achieves = value.mitigated_probability is not None or value.mitigated_percent is not None
    if value.mitigation_pounds is not None and not achieves:
        message = "mitigation_pounds is stated without mitigated_probability, so its worth can only be given as at most"
        cure = "state the probability that remains after the mitigation, or the per cent of the days"
        yield driver.place.warning("mitigation-unstated", "mitigation_pounds", message, cure=cure)
