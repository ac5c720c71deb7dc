"""Row models to domain records."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import fields, replace
from typing import Any, TypeVar

from pydantic import BaseModel

from planner.domain.contracts import Notice, NoticeUnit
from planner.domain.days.closed_days import DayCount
from planner.domain.migrations import DEFAULT_PROFILE, Demand, Phase, PhaseProfile
from planner.domain.provenance import Provenance, Record
from planner.reading.cells.located import Tables
from planner.reading.rows.base import RowModel
from planner.reading.rows.migrations import DemandRow, PhaseRow, ProfileRow
from planner.reading.schema.provenance_columns import joined_provenance, provenance_of

CUTOVER_PHASE = "cutover"
"""The phase that ends in the cutover where the profile names none and has one of this name."""

T = TypeVar("T", bound=Record)


def record_of(row: RowModel, record: type[T]) -> T:
    """The record of a row: columns and fields have the same names; the notice is put together from its two columns."""
    values = same_named(row, record)
    if "notice" in values:
        unit = getattr(row, "notice_unit", None)
        values["notice"] = _notice(values["notice"], unit)
        if values["notice"] is None and values["earliest_notice"] is not None:
            values["earliest_notice_unit"] = values["earliest_notice_unit"] or unit
    return record(**values, provenance=provenance_of(row))


def same_named(values: BaseModel, record: type[Record]) -> dict[str, Any]:
    """The values of a model that the record has fields for."""
    stated = type(values).model_fields
    return {field.name: getattr(values, field.name) for field in fields(record) if field.name in stated}


def _notice(amount: int | None, unit: NoticeUnit | None) -> Notice | None:
    return None if amount is None else Notice(amount, unit or NoticeUnit.DAYS)


def profiles_of(tables: Tables, day_count: DayCount) -> tuple[PhaseProfile, ...]:
    """The profiles with their phases and demands; the default profile is there, first, unless stated otherwise."""
    phases: dict[str, list[PhaseRow]] = defaultdict(list)
    for phase in sorted(tables.rows(PhaseRow), key=lambda row: row.value.sequence):
        phases[phase.value.profile].append(phase.value)
    demands: dict[tuple[str, str], list[DemandRow]] = defaultdict(list)
    for demand in tables.rows(DemandRow):
        demands[demand.value.profile, demand.value.phase].append(demand.value)
    stated = tuple(_profile(row.value, phases[row.value.id], demands) for row in tables.rows(ProfileRow))
    if any(profile.id == DEFAULT_PROFILE.id for profile in stated):
        return stated
    return (built_in_profile(day_count), *stated)


def built_in_profile(day_count: DayCount) -> PhaseProfile:
    """The default profile; where it counts working days, contracts are needed until its last phase is over."""
    return replace(DEFAULT_PROFILE, legacy_stated=day_count is DayCount.CALENDAR)


def _profile(
    row: ProfileRow, phase_rows: list[PhaseRow], demands: Mapping[tuple[str, str], list[DemandRow]]
) -> PhaseProfile:
    parts: dict[str, RowModel] = {phase.name: phase for phase in phase_rows}
    phases = []
    for phase in phase_rows:
        rows = demands.get((row.id, phase.name), [])
        parts |= {f"{phase.name} {demand.resource}": demand for demand in rows}
        taken = tuple(Demand(resource=demand.resource, amount=demand.amount) for demand in rows)
        phases.append(
            Phase(
                name=phase.name,
                days=phase.days,
                demands=taken,
                early_days=phase.early_days,
                late_days=phase.late_days,
            )
        )
    names = [phase.name for phase in phases]
    cutover = row.cutover_phase or (CUTOVER_PHASE if CUTOVER_PHASE in names else names[-1])
    after = phases[names.index(cutover) + 1 :]
    legacy_days = sum(phase.days for phase in after) if row.legacy_days is None else row.legacy_days
    return PhaseProfile(
        id=row.id,
        name=row.name,
        phases=tuple(phases),
        cutover_phase=cutover,
        legacy_days=legacy_days,
        legacy_stated=row.legacy_days is not None,
        provenance=_profile_provenance(row, parts),
    )


def _profile_provenance(row: ProfileRow, parts: Mapping[str, RowModel]) -> Provenance:
    """What the row of the profile says of its source; where it says nothing, what its phases and demands say."""
    own = provenance_of(row)
    if own != Provenance():
        return own
    return joined_provenance({name: provenance_of(part) for name, part in parts.items()})
