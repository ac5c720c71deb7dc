"""Ranges that no distribution can have."""

from __future__ import annotations

from collections.abc import Iterator

from planner.domain.findings import Finding
from planner.domain.uncertain.families import RangeFamily
from planner.reading.cells.located import Located, Tables
from planner.reading.rows.decisions import ReferenceSlipRow
from planner.reading.rows.migrations import PhaseRow
from planner.reading.rows.organisations import MilestoneRow


def check_ranges(tables: Tables) -> Iterator[Finding]:
    """Lengths of phases out of order, lognormal ranges without room on both sides, and slips planned after their date."""
    for phase in tables.rows(PhaseRow):
        yield from _lengths(phase)
    for milestone in tables.rows(MilestoneRow):
        yield from _lognormal(milestone)
    for slip in tables.rows(ReferenceSlipRow):
        yield from _planned_too_late(slip)


def _lengths(phase: Located[PhaseRow]) -> Iterator[Finding]:
    early, days, late = phase.value.early_days, phase.value.days, phase.value.late_days
    if early is not None and early > days:
        yield _out_of_order(phase, "early_days", f"early_days {early} is more than days {days}")
    if late is not None and late < days:
        yield _out_of_order(phase, "late_days", f"late_days {late} is less than days {days}")


def _out_of_order(phase: Located[PhaseRow], column: str, message: str) -> Finding:
    cure = "put them in the order early_days, days, late_days"
    return phase.place.error("out-of-order", column, message, cure=cure, expected="early, likely, late in this order")


def _lognormal(milestone: Located[MilestoneRow]) -> Iterator[Finding]:
    """A lognormal range goes through three dates, each later than the one before."""
    value = milestone.value
    early, likely, late = value.early_date, value.likely_date or value.forecast_date, value.late_date
    if value.range is not RangeFamily.LOGNORMAL or value.achieved_date is not None or likely is None:
        return
    if (early is None and late is None) or _is_out_of_order(value):
        return
    if early is None or early >= likely:
        where = f"early_date before the likely date {likely}"
    elif late is None or late <= likely:
        where = f"late_date after the likely date {likely}"
    else:
        return
    message = f"a lognormal range needs room on both sides, and there is no {where}"
    yield milestone.place.error("range-one-sided", "range", message, cure=f"state the {where}, or write two-piece")


def _is_out_of_order(value: MilestoneRow) -> bool:
    """Whether the dates are no range at all, which is a finding of its own."""
    stated = [day for day in (value.early_date, value.likely_date, value.late_date) if day is not None]
    return stated != sorted(stated)


def _planned_too_late(slip: Located[ReferenceSlipRow]) -> Iterator[Finding]:
    planned, as_of = slip.value.planned_date, slip.value.planned_as_of_date
    if as_of is not None and as_of >= planned:
        message = f"it was planned on {as_of} for {planned}, which is not later"
        cure = "write the day on which the plan was made, or leave it blank if it is not known"
        yield slip.place.error(
            "period-order", "planned_as_of_date", message, cure=cure, expected=f"a date before {planned}"
        )
