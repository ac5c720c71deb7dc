"""Rules as constraints: one function per rule of the catalogue.

Notation: `s_i` start, `p_ik` mode k of migration i, `u_cj` option j of contract c used, `N_c` needed until.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from itertools import pairwise

from ortools.sat.python import cp_model

from planner.domain.rules import Rule
from planner.solver.model.instance import Instance
from planner.solver.model.variables import Variables
from planner.solver.model.windows import START_RULES, allowed_starts

RuleConstraint = Callable[[Variables], None]


def _complete(v: Variables) -> None:
    """`Σ_k p_ik = 1`."""
    for row in v.presence:
        v.model.add_exactly_one(row)


def _starts(rule: Rule) -> RuleConstraint:
    """`p_ik ⇒ s_i ∈ D_ik`, the starts the rule leaves to the mode."""

    def add(v: Variables) -> None:
        for i, migration in enumerate(v.instance.migrations):
            for k, mode in enumerate(migration.modes):
                domain = START_RULES[rule](v.instance, migration, mode)
                if domain.is_empty():
                    v.model.add(v.presence[i][k] == 0)
                else:
                    constraint = v.model.add_linear_expression_in_domain(v.start[i], domain)
                    constraint.only_enforce_if(v.presence[i][k])

    return add


def _precedence(v: Variables) -> None:
    """Gates of milestones, and for every arc: anchor of the successor ≥ anchor of the predecessor + lag.

    A mode that has begun before the status date asks nothing of its predecessors.
    """
    _starts(Rule.PRECEDENCE)(v)
    for arc in v.instance.arcs:
        before, after = v.anchor(arc.predecessor, arc.leaves), v.anchor(arc.successor, arc.arrives)
        modes = v.instance.migrations[arc.successor].modes
        constraint = v.model.add(after >= before + arc.lag_days)
        for k, mode in enumerate(modes):
            if mode.begun:
                constraint.only_enforce_if(v.presence[arc.successor][k].Not())


def _capacity(v: Variables) -> None:
    """Cumulative per resource: phases in progress on day 0 and later, and what a step takes off the top capacity."""
    intervals: dict[int, list[cp_model.IntervalVar]] = {}
    demands: dict[int, list[int]] = {}
    for resource, amount, interval in _phase_intervals(v):
        intervals.setdefault(resource, []).append(interval)
        demands.setdefault(resource, []).append(amount)
    for r in intervals:
        resource_case = v.instance.resources[r]
        for first, until, capacity in resource_case.pieces(_last_day(v.instance)):
            if capacity < resource_case.most:
                intervals[r].append(v.model.new_fixed_size_interval_var(first, until - first, f"{r} from {first}"))
                demands[r].append(resource_case.most - capacity)
        v.model.add_cumulative(intervals[r], demands[r], resource_case.most)


def _last_day(instance: Instance) -> int:
    longest = max((mode.duration for migration in instance.migrations for mode in migration.modes), default=0)
    return instance.horizon_position + longest


def _phase_intervals(v: Variables) -> Iterator[tuple[int, int, cp_model.IntervalVar]]:
    """Resource, amount and days of every demand; what lies before the status date is cut off."""
    for i, migration in enumerate(v.instance.migrations):
        for k, mode in enumerate(migration.modes):
            for use in mode.uses:
                first = max(use.from_offset, -(mode.fixed_start_day or 0))
                if first < use.until_offset:
                    interval = v.model.new_optional_fixed_size_interval_var(
                        v.start[i] + first, use.until_offset - first, v.presence[i][k], f"{migration.id} {first}"
                    )
                    yield use.resource, use.amount, interval


def _option_chain(v: Variables) -> None:
    """`u_c,j+1 ⇒ u_cj`."""
    for row in v.used:
        for before, after in pairwise(row):
            v.model.add_implication(after, before)


def _option_available(v: Variables) -> None:
    """`u_cj = 0` where the option can no longer be used."""
    for row, contract in zip(v.used, v.instance.contracts, strict=True):
        for used, link in zip(row, contract.links, strict=True):
            if not link.usable:
                v.model.add(used == 0)


def _group(v: Variables) -> None:
    """One cutover day for the members of a group without a bridge price."""
    for group in v.instance.groups:
        if not group.may_split:
            for i in group.members[1:]:
                v.model.add(v.cutover(i) == v.cutover(group.members[0]))
            for day in group.fixed_cutovers:
                v.model.add(v.cutover(group.members[0]) == day)


def _commitment(v: Variables) -> None:
    """Agreed starts, cutovers and modes; options exercised."""
    _starts(Rule.COMMITMENT)(v)
    for row, contract in zip(v.used, v.instance.contracts, strict=True):
        for used, link in zip(row, contract.links, strict=True):
            if link.exercised:
                v.model.add(used == 1)


def _limit(rule: Rule) -> RuleConstraint:
    """`Σ use_cj · u_cj + Σ pounds_cj · days_cj ≤ most` for every limit that comes from the rule; `= most` where exact."""

    def add(v: Variables) -> None:
        for limit in v.instance.limits:
            if limit.rule is rule:
                used = [v.used[c][j] for c, j in limit.use]
                taken = cp_model.LinearExpr.weighted_sum(used, list(limit.use.values()))
                taken += sum(pounds * days_paid(v, c, j) for (c, j), pounds in limit.by_day.items())
                v.model.add(taken == limit.most if limit.exact else taken <= limit.most)

    return add


def days_paid(v: Variables, c: int, j: int) -> cp_model.IntVar:
    """At least the days paid of an option that ends on the day of need, all where another follows; 0 where it is unused."""
    link, used = v.instance.contracts[c].links[j], v.used[c][j]
    days = v.model.new_int_var(0, link.length_days, f"days taken {link.id}")
    wanted = v.model.new_int_var(link.minimum_days, link.length_days, f"days to take {link.id}")
    at_least = v.model.new_int_var(link.minimum_days, 10**6, f"days to take at least {link.id}")
    v.model.add_max_equality(at_least, [link.minimum_days, v.needed[c] - link.begin_day])
    v.model.add_min_equality(wanted, [link.length_days, at_least])
    v.model.add(days >= wanted).only_enforce_if(used)
    if j + 1 < len(v.used[c]):
        v.model.add(days >= link.length_days).only_enforce_if(v.used[c][j + 1])
    return days


CONSTRAINTS: Mapping[Rule, RuleConstraint] = {
    Rule.COMPLETE: _complete,
    Rule.RELEASE: _starts(Rule.RELEASE),
    Rule.PRECEDENCE: _precedence,
    Rule.CAPACITY: _capacity,
    Rule.FREEZE: _starts(Rule.FREEZE),
    Rule.WAVE_WINDOW: _starts(Rule.WAVE_WINDOW),
    Rule.OPTION_CHAIN: _option_chain,
    Rule.OPTION_AVAILABLE: _option_available,
    Rule.BUNDLE: _limit(Rule.BUNDLE),
    Rule.GROUP: _group,
    Rule.COMMITMENT: _commitment,
    Rule.BUDGET: _limit(Rule.BUDGET),
    Rule.NEGOTIATIONS: _limit(Rule.NEGOTIATIONS),
    Rule.DEADLINE: _starts(Rule.DEADLINE),
    Rule.HORIZON: _starts(Rule.HORIZON),
    Rule.MUST_BE_OFF: _starts(Rule.MUST_BE_OFF),
}


def tighten_start_domains(v: Variables) -> None:
    """State once more, for the search, what the rules for a single migration leave of its starts together."""
    for i, migration in enumerate(v.instance.migrations):
        union = cp_model.Domain.from_values([])
        for mode in migration.modes:
            union = union.union_with(allowed_starts(v.instance, migration, mode))
        if not union.is_empty():
            v.hull[i] = union.min(), union.max()
            v.model.add_linear_expression_in_domain(v.start[i], union)
