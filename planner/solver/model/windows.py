"""The start days each rule leaves to a migration in one of its modes, rule by rule and all together."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from ortools.util.python.sorted_interval_list import Domain

from planner.domain.rules import Rule
from planner.solver.model.instance import Instance, MigrationCase, ModeCase

BEGINNING = -(10**6)
"""Before every day a commitment can name."""

StartRule = Callable[[Instance, MigrationCase, ModeCase], Domain]


def _between(first: int, last: int) -> Domain:
    return Domain(first, last) if first <= last else Domain.from_values([])


def _release(instance: Instance, migration: MigrationCase, mode: ModeCase) -> Domain:
    if mode.begun:
        return Domain.all_values()
    return _between(max(0, migration.release_day), instance.horizon_position)


def _gates(instance: Instance, migration: MigrationCase, mode: ModeCase) -> Domain:
    """The part of precedence that milestones alone decide, and migrations outside a neighbourhood."""
    if mode.begun:
        return Domain.all_values()
    gates = [day - mode.offset(anchor) for anchor, day in migration.gates]
    limits = [day - mode.offset(anchor) for anchor, day in migration.latest]
    return _between(max(gates, default=BEGINNING), min([instance.horizon_position, *limits]))


def _outside_freezes(instance: Instance, migration: MigrationCase, mode: ModeCase) -> Domain:
    """Freezes bind cutovers on day 0 and later."""
    closed = [
        [max(0, first) - mode.cutover_offset, until - 1 - mode.cutover_offset]
        for first, until in migration.closed
        if until > max(0, first)
    ]
    return Domain.from_intervals(closed).complement() if closed else Domain.all_values()


def _inside_windows(instance: Instance, migration: MigrationCase, mode: ModeCase) -> Domain:
    """Wave windows bind cutovers on day 0 and later."""
    if migration.open is None:
        return Domain.all_values()
    past = [BEGINNING - mode.cutover_offset, -1 - mode.cutover_offset]
    opened = [[first - mode.cutover_offset, until - 1 - mode.cutover_offset] for first, until in migration.open]
    return Domain.from_intervals([past, *opened])


def _deadline(instance: Instance, migration: MigrationCase, mode: ModeCase) -> Domain:
    if migration.deadline_day is None:
        return Domain.all_values()
    return _between(BEGINNING, migration.deadline_day - mode.cutover_offset)


def _horizon(instance: Instance, migration: MigrationCase, mode: ModeCase) -> Domain:
    return _between(BEGINNING, instance.horizon_position - mode.duration)


def _commitment(instance: Instance, migration: MigrationCase, mode: ModeCase) -> Domain:
    if migration.impossible or migration.agreed_mode not in (None, mode.id):
        return Domain.from_values([])
    if mode.fixed_start_day is None:
        return Domain.all_values()
    return Domain(mode.fixed_start_day, mode.fixed_start_day)


def _must_be_off(instance: Instance, migration: MigrationCase, mode: ModeCase) -> Domain:
    if migration.latest_need_day is None:
        return Domain.all_values()
    last = instance.axis.position_before(migration.latest_need_day - mode.need_days)
    return _between(BEGINNING, last - mode.need_offset)


START_RULES: Mapping[Rule, StartRule] = {
    Rule.RELEASE: _release,
    Rule.PRECEDENCE: _gates,
    Rule.FREEZE: _outside_freezes,
    Rule.WAVE_WINDOW: _inside_windows,
    Rule.DEADLINE: _deadline,
    Rule.HORIZON: _horizon,
    Rule.COMMITMENT: _commitment,
    Rule.MUST_BE_OFF: _must_be_off,
}


def widest_starts(instance: Instance, mode: ModeCase) -> Domain:
    """Every start a model needs to know, before any rule."""
    first = min(0, mode.fixed_start_day) if mode.fixed_start_day is not None else 0
    return _between(first, max(instance.horizon_position, mode.fixed_start_day or 0))


def allowed_starts(instance: Instance, migration: MigrationCase, mode: ModeCase) -> Domain:
    """The starts that all rules for a single migration leave; empty where the mode cannot be used."""
    domain = widest_starts(instance, mode)
    for rule in START_RULES.values():
        domain = domain.intersection_with(rule(instance, migration, mode))
    return domain
