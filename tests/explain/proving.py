"""Blockers and breaches of the judge beside each other."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from planner.domain.rules import Rule
from planner.explain.blockers.block import Block
from planner.explain.push_table import PushTable
from planner.explain.pushing import Push
from planner.explain.records import Blocker
from planner.plan.breaches import Breach
from planner.plan.entries import Plan, PlannedMigration
from planner.plan.judge import judge
from planner.plan.plan_case import PlanCase

RULES = {
    "milestones": Rule.PRECEDENCE,
    "portfolio": Rule.RELEASE,
    "migrations": Rule.RELEASE,
    "freezes": Rule.FREEZE,
    "wave_windows": Rule.WAVE_WINDOW,
    "resources": Rule.CAPACITY,
    "commitments": Rule.COMMITMENT,
}


def changed(plan: Plan, entries: Iterable[PlannedMigration]) -> Plan:
    """The plan with these entries instead of its own."""
    anew = {entry.migration: entry for entry in entries}
    return Plan(migrations=tuple(anew.get(e.migration, e) for e in plan.migrations), options=plan.options)


def breaches_of(push: Push, entries: Iterable[PlannedMigration]) -> list[Breach]:
    """What the plan of a push breaks with these entries; that others are missing does not count."""
    shifted = PlanCase(push.case.portfolio, changed(push.case.plan, entries))
    return [breach for breach in judge(shifted) if breach.rule is not Rule.COMPLETE]


def with_fixed(push: Push, day: int) -> list[PlannedMigration]:
    """The entries that shift for a day, those that commitments fix among them."""
    axis = push.case.portfolio.axis
    entries = push.case.plan.entry_by_migration
    starts = {id: axis.day(push.start(id, day)) for id in push.pulls}
    return [PlannedMigration(migration=id, start_day=day, mode=entries[id].mode) for id, day in starts.items()]


def names(blocker: Blocker, breach: Breach) -> bool:
    """Whether a breach is one of the record of the blocker."""
    if breach.rule is not RULES[blocker.record.table]:
        return False
    key = blocker.record.key
    if blocker.record.table == "milestones":
        return breach.subjects[1] == blocker.via[-1].key.split(" ")[0]
    if blocker.record.table == "portfolio":
        return True
    return key in breach.subjects


def blocks_on(table: PushTable, day: int) -> Iterator[Block]:
    """Everything that blocks a day, also where two of one record do."""
    for stop in table.stops:
        yield from (block for block in stop.blocks if block.days[0] <= day < block.days[1])


def block_names(block: Block, breach: Breach) -> bool:
    """Whether a breach is the one that a block speaks of."""
    if breach.rule is not RULES[block.record.table]:
        return False
    if block.migration is None:
        return breach.subjects[0] == block.record.key
    if block.record.table == "milestones":
        return breach.subjects[:2] == (block.migration, block.via[-1].predecessor)
    return breach.subjects[0] == block.migration
