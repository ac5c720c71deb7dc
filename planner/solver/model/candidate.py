"""A plan in whole numbers, and what it costs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from planner.domain.rules import Term
from planner.plan.entries import Plan, PlannedMigration
from planner.solver.model.cover import ContractCase
from planner.solver.model.instance import Instance

Wish = tuple[int, int]
"""Start day and mode (by position) that a plan made for something else wishes for a migration."""


@dataclass(frozen=True)
class Candidate:
    """Start and mode of every migration, both as positions, and the option prefix of every contract."""

    starts: tuple[int, ...]
    modes: tuple[int, ...]
    prefixes: tuple[int, ...]


def needed_until(instance: Instance, starts: Sequence[int], modes: Sequence[int]) -> list[int]:
    """First day on which nobody needs each contract."""
    free = [
        instance.need_day(instance.migrations[i].modes[mode], start)
        for i, (start, mode) in enumerate(zip(starts, modes, strict=True))
    ]
    return [
        instance.horizon_day if contract.no_route else latest_need(contract, [free[i] for i in contract.releasing])
        for contract in instance.contracts
    ]


def latest_need(contract: ContractCase, needs: list[int]) -> int:
    """First day on which nobody needs a contract that has a way off."""
    return max(needs) if contract.needed_at_least_day is None else max(*needs, contract.needed_at_least_day)


def cheapest_prefixes(instance: Instance, starts: Sequence[int], modes: Sequence[int]) -> tuple[int, ...]:
    """The best prefix of every contract on its own: right where nothing couples the options."""
    needed = needed_until(instance, starts, modes)
    return tuple(contract.best_prefix(day) for contract, day in zip(instance.contracts, needed, strict=True))


def cutover_days(instance: Instance, starts: Sequence[int], modes: Sequence[int]) -> list[int]:
    """Cutover day of every migration, a calendar day."""
    return [instance.axis.day(position) for position in cutover_positions(instance, starts, modes)]


def cutover_positions(instance: Instance, starts: Sequence[int], modes: Sequence[int]) -> list[int]:
    """Position of the cutover day of every migration."""
    return [
        start + migration.modes[mode].cutover_offset
        for migration, start, mode in zip(instance.migrations, starts, modes, strict=True)
    ]


def pounds_by_term(instance: Instance, candidate: Candidate) -> dict[Term, int]:
    """The terms of a candidate."""
    pounds = dict.fromkeys(Term, 0)
    needed = needed_until(instance, candidate.starts, candidate.modes)
    for contract, prefix, day in zip(instance.contracts, candidate.prefixes, needed, strict=True):
        for term, price in contract.prices(prefix, day):
            pounds[term] += price
    for migration, mode, start in zip(instance.migrations, candidate.modes, candidate.starts, strict=True):
        for term, price in migration.prices(mode, start, instance.axis):
            pounds[term] += price
    cutovers = cutover_days(instance, candidate.starts, candidate.modes)
    for group in instance.groups:
        days = [*(cutovers[i] for i in group.members), *map(instance.axis.day, group.fixed_cutovers)]
        for a_day in group.spread:
            pounds[a_day.term] += a_day.pounds * (max(days) - min(days))
    return pounds


def objective_pounds(instance: Instance, candidate: Candidate) -> int:
    """The sum of all terms."""
    return sum(pounds_by_term(instance, candidate).values())


def exposed_pounds(instance: Instance, candidate: Candidate) -> int:
    """Exposure of all contracts, those without a route included."""
    needed = needed_until(instance, candidate.starts, candidate.modes)
    return sum(
        contract.exposure_pounds(prefix, day)
        for contract, prefix, day in zip(instance.contracts, candidate.prefixes, needed, strict=True)
    )


def rank(instance: Instance, candidate: Candidate) -> tuple[int, int, int]:
    """What is minimised: exposure first where cover comes first, then pounds, then the sum of cutover days."""
    first = exposed_pounds(instance, candidate) if instance.cover_first else 0
    cutovers = sum(cutover_days(instance, candidate.starts, candidate.modes))
    return first, objective_pounds(instance, candidate), cutovers


def to_plan(instance: Instance, candidate: Candidate) -> Plan:
    """The plan with the names of the records."""
    entries = tuple(
        PlannedMigration(migration=migration.id, start_day=instance.axis.day(start), mode=migration.modes[mode].id)
        for migration, start, mode in zip(instance.migrations, candidate.starts, candidate.modes, strict=True)
    )
    options = tuple(
        link.id
        for contract, prefix in zip(instance.contracts, candidate.prefixes, strict=True)
        for link in contract.links[:prefix]
    )
    return Plan(migrations=entries, options=options)


def from_plan(instance: Instance, plan: Plan) -> Candidate | None:
    """The candidate of a plan; None where the plan does not name a mode of every migration."""
    wishes = [wish for wish in wishes_of(instance, plan) if wish is not None]
    if len(wishes) < len(instance.migrations):
        return None
    used = set(plan.options)
    prefixes = tuple(sum(link.id in used for link in contract.links) for contract in instance.contracts)
    return Candidate(tuple(start for start, _ in wishes), tuple(mode for _, mode in wishes), prefixes)


def wishes_of(instance: Instance, plan: Plan) -> tuple[Wish | None, ...]:
    """Start and mode that a plan has for each migration; None where it has none that the instance knows.

    A start on a closed day, which breaks a rule, becomes one on the next open day.
    """
    wishes: list[Wish | None] = []
    for migration in instance.migrations:
        entry = plan.entry_by_migration.get(migration.id)
        mode = next((k for k, mode in enumerate(migration.modes) if entry and mode.id == entry.mode), None)
        wishes.append(None if entry is None or mode is None else (instance.axis.position(entry.start_day), mode))
    return tuple(wishes)
