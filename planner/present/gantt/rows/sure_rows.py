"""What sampled futures say of a row: the range of a cutover, the P80 of a contract, its chance of days without cover."""

from __future__ import annotations

from planner.plan.plan_case import PlanCase
from planner.present.gantt.model import CutoverRange, Fact
from planner.present.wording import calendar_day, whole_per_cent


def cutover_range(case: PlanCase, migration: str) -> CutoverRange | None:
    """The range of one cutover; None where nobody asked."""
    found = case.sureness.migration_by_id.get(migration) if case.sureness is not None else None
    if found is None:
        return None
    day = case.portfolio.day_of
    return CutoverRange(first_day=day(found.p10_date), middle_day=day(found.p50_date), last_day=day(found.p90_date))


def latest_cutover(case: PlanCase) -> int:
    """The last day of all ranges; 0 where there are none."""
    rows = case.sureness.migrations if case.sureness is not None else ()
    return max((case.portfolio.day_of(row.p90_date) for row in rows), default=0)


def sure_facts(case: PlanCase, contract: str) -> tuple[Fact, ...]:
    """What a reader asks about a contract beside its plan; nothing where nobody asked."""
    found = case.sureness.contract_by_id.get(contract) if case.sureness is not None else None
    chance = case.facts[contract].chance
    if found is None or chance is None:
        return ()
    return (
        Fact(label="Needed until, P80", text=calendar_day(found.p80_date)),
        Fact(label="Chance of days without cover", text=whole_per_cent(chance.probability)),
    )


def range_facts(case: PlanCase, migration: str) -> tuple[Fact, ...]:
    """When a migration cuts over in eight of ten futures; nothing where nobody asked."""
    found = case.sureness.migration_by_id.get(migration) if case.sureness is not None else None
    if found is None:
        return ()
    days = f"{calendar_day(found.p10_date)} to {calendar_day(found.p90_date)}, P50 {calendar_day(found.p50_date)}"
    return (Fact(label="Cutover in eight of ten futures", text=days),)
