"""The decision variables of the exact model, all created at once, and a complete hint for them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from ortools.sat.python import cp_model

from planner.domain.migrations import Anchor
from planner.solver.model.candidate import Candidate, latest_need
from planner.solver.model.cover import ContractCase
from planner.solver.model.instance import Instance
from planner.solver.model.prices import DailyPrice
from planner.solver.model.steps import closed_before, runs_of
from planner.solver.model.windows import widest_starts

Expression = cp_model.LinearExprT
HintRule = Callable[[Candidate], int]


@dataclass
class Variables:
    """What the exact model decides and derives.

    `start[i]`; `presence[i][k]`: migration i runs in mode k; `used[c][j]`: option j of contract c is used;
    `needed[c]`: first day without need; `uncovered[c]`: days of need without cover. `early_pounds[c, j]`: price of the
    days paid of an option that may end early. `days_after[i, n]`, `days_needed[c, n]`: days that the n-th daily price of a
    migration or contract counts. `spread[g]`: first and last cutover. `hull[i]`: the first and the last start there may be.
    `closed_before[i, offsets]`: closed days before the position so far after the start, by mode.
    `price_steps`: into how many steps prices of starts are rounded at most.
    """

    model: cp_model.CpModel
    instance: Instance
    price_steps: int
    start: list[cp_model.IntVar] = field(default_factory=list)
    presence: list[list[cp_model.IntVar]] = field(default_factory=list)
    used: list[list[cp_model.IntVar]] = field(default_factory=list)
    needed: list[cp_model.IntVar] = field(default_factory=list)
    uncovered: list[cp_model.IntVar] = field(default_factory=list)
    early_pounds: dict[tuple[int, int], cp_model.IntVar] = field(default_factory=dict)
    days_after: dict[tuple[int, int], cp_model.IntVar] = field(default_factory=dict)
    days_needed: dict[tuple[int, int], cp_model.IntVar] = field(default_factory=dict)
    spread: dict[int, tuple[cp_model.IntVar, cp_model.IntVar]] = field(default_factory=dict)
    hull: list[tuple[int, int]] = field(default_factory=list)
    closed_before: dict[tuple[int, tuple[int, ...]], Expression] = field(default_factory=dict)
    hints: list[tuple[cp_model.IntVar, HintRule]] = field(default_factory=list)

    def anchor(self, i: int, anchor: Anchor) -> Expression:
        """Position of start, cutover or finish of a migration."""
        return self._after_start(i, [mode.offset(anchor) for mode in self.instance.migrations[i].modes])

    def cutover(self, i: int) -> Expression:
        """Position of the cutover of a migration."""
        return self.anchor(i, Anchor.CUTOVER)

    def anchor_day(self, i: int, anchor: Anchor) -> Expression:
        """Calendar day of start, cutover or finish of a migration."""
        return self._day_after_start(i, [mode.offset(anchor) for mode in self.instance.migrations[i].modes])

    def cutover_day(self, i: int) -> Expression:
        """Calendar day of the cutover of a migration."""
        return self.anchor_day(i, Anchor.CUTOVER)

    def legacy_until(self, i: int) -> Expression:
        """First calendar day on which the migration no longer needs the contracts it releases."""
        modes = self.instance.migrations[i].modes
        day = self._day_after_start(i, [mode.need_offset for mode in modes])
        later = [mode.need_days for mode in modes]
        if not any(later):
            return day
        return cp_model.LinearExpr.sum([day, cp_model.LinearExpr.weighted_sum(self.presence[i], later)])

    def _day_after_start(self, i: int, offsets: Sequence[int]) -> Expression:
        """The calendar day of a position after the start, made once for all its uses."""
        position = self._after_start(i, offsets)
        if self.instance.axis.is_calendar:
            return position
        key = (i, tuple(offsets))
        if key not in self.closed_before:
            low, high = self.hull[i][0] + min(offsets), self.hull[i][1] + max(offsets)

            def literal(first: int, last: int) -> cp_model.IntVar:
                return self.remember(self.model.new_bool_var(""), lambda c: int(first <= at(c) <= last))

            def at(candidate: Candidate) -> int:
                return candidate.starts[i] + offsets[candidate.modes[i]]

            runs = list(runs_of(self.instance.axis, low, high))
            self.closed_before[key] = closed_before(self.model, position, runs, literal)
        return cp_model.LinearExpr.sum([position, self.closed_before[key]])

    def _after_start(self, i: int, offsets: Sequence[int]) -> Expression:
        if len(set(offsets)) == 1:
            return self.start[i] + offsets[0]
        return self.start[i] + sum(o * p for o, p in zip(offsets, self.presence[i], strict=True))

    def remember(self, variable: cp_model.IntVar, rule: HintRule) -> cp_model.IntVar:
        """Keep how the value of a variable follows from a candidate."""
        self.hints.append((variable, rule))
        return variable

    def hint(self, candidate: Candidate) -> None:
        """Hint every variable with the value it has in the candidate."""
        self.model.clear_hints()  # type: ignore[no-untyped-call]
        for variable, rule in self.hints:
            self.model.add_hint(variable, rule(candidate))

    def read(self, solution: Callable[[cp_model.IntVar], int]) -> Candidate:
        """The candidate of a solution."""
        return Candidate(
            starts=tuple(solution(start) for start in self.start),
            modes=tuple(next(k for k, p in enumerate(row) if solution(p)) for row in self.presence),
            prefixes=tuple(sum(solution(u) for u in row) for row in self.used),
        )


def create_variables(model: cp_model.CpModel, instance: Instance, price_steps: int) -> Variables:
    """All variables with their widest domains; rules and terms come later."""
    variables = Variables(model, instance, price_steps)
    for i in range(len(instance.migrations)):
        _create_migration(variables, i)
    for c, contract in enumerate(instance.contracts):
        _create_contract(variables, c, contract)
    for g in range(len(instance.groups)):
        _create_group(variables, g)
    return variables


def _create_migration(v: Variables, i: int) -> None:
    migration = v.instance.migrations[i]
    domain = widest_starts(v.instance, migration.modes[0])
    for mode in migration.modes[1:]:
        domain = domain.union_with(widest_starts(v.instance, mode))
    start = v.model.new_int_var_from_domain(domain, f"start {migration.id}")
    v.hull.append((domain.min(), domain.max()))
    v.start.append(v.remember(start, lambda c: c.starts[i]))
    v.presence.append(
        [
            v.remember(v.model.new_bool_var(f"{migration.id} {mode.id}"), lambda c, k=k: int(c.modes[i] == k))  # type: ignore[misc]
            for k, mode in enumerate(migration.modes)
        ]
    )
    for n, (anchor, price) in enumerate(migration.daily):
        if price.pounds_per_day:
            farthest = _last_day(v.instance, [mode.offset(anchor) for mode in migration.modes])
            days = v.model.new_int_var(0, max(0, farthest - price.from_day), f"{price.term} {n} {migration.id}")
            v.days_after[i, n] = v.remember(days, _days_after(v, i, anchor, price))


def _days_after(v: Variables, i: int, anchor: Anchor, price: DailyPrice) -> HintRule:
    modes = v.instance.migrations[i].modes
    day = v.instance.axis.day
    return lambda candidate: price.days(day(candidate.starts[i] + modes[candidate.modes[i]].offset(anchor)))


def _first_day(instance: Instance, migrations: Sequence[int]) -> int:
    """The first day that a start of these migrations may fall on."""
    modes = (mode for i in migrations for mode in instance.migrations[i].modes)
    return min(0, instance.axis.day(min([0, *(mode.fixed_start_day or 0 for mode in modes)])))


def _last_day(instance: Instance, offsets: Sequence[int]) -> int:
    """The last day that lies so far after a start."""
    return instance.axis.day(instance.horizon_position + max(offsets, default=0))


def _cutover_day(v: Variables, candidate: Candidate, i: int) -> int:
    mode = v.instance.migrations[i].modes[candidate.modes[i]]
    return v.instance.axis.day(candidate.starts[i] + mode.cutover_offset)


def _needed(v: Variables, candidate: Candidate, c: int) -> int:
    contract = v.instance.contracts[c]
    if contract.no_route:
        return v.instance.horizon_day
    free = [
        v.instance.need_day(v.instance.migrations[i].modes[candidate.modes[i]], candidate.starts[i])
        for i in contract.releasing
    ]
    return latest_need(contract, free)


def _create_contract(v: Variables, c: int, contract: ContractCase) -> None:
    v.used.append(
        [
            v.remember(v.model.new_bool_var(link.id), lambda candidate, j=j: int(candidate.prefixes[c] > j))  # type: ignore[misc]
            for j, link in enumerate(contract.links)
        ]
    )
    modes = [mode for i in contract.releasing for mode in v.instance.migrations[i].modes]
    first = _first_day(v.instance, contract.releasing)
    last = _last_day(v.instance, [mode.need_offset for mode in modes])
    last = max(last + max((mode.need_days for mode in modes), default=0), contract.needed_at_least_day or 0)
    needed = v.model.new_int_var(first, last, f"needed until {contract.id}")
    v.needed.append(v.remember(needed, lambda candidate: _needed(v, candidate, c)))
    most = max(0, last - contract.covered_until_day(0))
    uncovered = v.model.new_int_var(0, most, f"uncovered {contract.id}")
    v.uncovered.append(v.remember(uncovered, lambda candidate: _uncovered(v, candidate, c)))
    for n, price in enumerate(contract.daily):
        if price.pounds_per_day:
            days = v.model.new_int_var(0, max(0, last - price.from_day), f"{price.term} {n} {contract.id}")
            v.days_needed[c, n] = v.remember(days, _days_needed(v, c, price))


def _days_needed(v: Variables, c: int, price: DailyPrice) -> HintRule:
    return lambda candidate: price.days(_needed(v, candidate, c))


def _uncovered(v: Variables, candidate: Candidate, c: int) -> int:
    contract = v.instance.contracts[c]
    return max(0, _needed(v, candidate, c) - contract.covered_until_day(candidate.prefixes[c]))


def _create_group(v: Variables, g: int) -> None:
    group = v.instance.groups[g]
    fixed = [v.instance.axis.day(position) for position in group.fixed_cutovers]
    low = min([_first_day(v.instance, group.members), *fixed])
    high = _last_day(v.instance, [m.cutover_offset for i in group.members for m in v.instance.migrations[i].modes])
    first = v.model.new_int_var(low, high, f"first cutover {g}")
    last = v.model.new_int_var(low, high, f"last cutover {g}")
    v.spread[g] = (
        v.remember(first, lambda c: min([*(_cutover_day(v, c, i) for i in group.members), *fixed])),
        v.remember(last, lambda c: max([*(_cutover_day(v, c, i) for i in group.members), *fixed])),
    )
