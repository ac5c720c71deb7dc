"""Levers that change an amount: lags, phase days, capacity, budgets and the limit on negotiations."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

from planner.domain.levers.changes import changing
from planner.domain.levers.lever import Lever, Unit, Way
from planner.domain.migrations import Phase, PhaseProfile, Precedence
from planner.domain.policy import ExtensionBudget
from planner.domain.portfolio import Portfolio
from planner.domain.resources import CapacityStep, Resource

AMPLE_UNITS = 10**6
"""More units than any portfolio asks for."""
AMPLE_POUNDS = 10**12
"""More pounds than any portfolio costs."""


def lag_shorter(portfolio: Portfolio, precedence: Precedence) -> Lever:
    """The lag of a precedence shorter, below 0 where it has to be: the successor may then come before."""
    return Lever(
        table="precedences",
        key=precedence_key(portfolio, precedence),
        column="lag_days",
        label=f"lag from {precedence.predecessor} to {precedence.successor}",
        unit=Unit.DAYS,
        way=Way.SHORTER,
        most=max(1, 2 * portfolio.horizon_day),
        changed=changing(
            "precedences",
            lambda record: is_same(record, precedence),
            lambda record, days: replace(record, lag_days=record.lag_days - days),
        ),
    )


def precedence_key(portfolio: Portfolio, precedence: Precedence) -> str:
    """Predecessor and successor; the kind too where the two are tied more than once."""
    return precedence_keys(portfolio)[portfolio.precedences.index(precedence)]


def precedence_keys(portfolio: Portfolio) -> tuple[str, ...]:
    """The key of every precedence, in the order of the portfolio."""
    ties = Counter(map(_ends, portfolio.precedences))
    return tuple(" ".join((*_ends(p), *([p.kind.value] if ties[_ends(p)] > 1 else []))) for p in portfolio.precedences)


def _ends(precedence: Precedence) -> tuple[str, str]:
    return precedence.predecessor, precedence.successor


def is_same(one: Precedence, other: Precedence) -> bool:
    """Whether two precedences tie the same ends in the same way, whatever their lags."""
    return (*_ends(one), one.kind) == (*_ends(other), other.kind)


def phase_shorter(profile: PhaseProfile, phase: Phase) -> Lever | None:
    """A phase of a profile shorter, down to one day; every migration that uses the profile gains. None: it has no room."""
    if phase.days <= 1:
        return None

    def shortened(record: PhaseProfile, days: int) -> PhaseProfile:
        phases = tuple(replace(p, days=p.days - days) if p.name == phase.name else p for p in record.phases)
        after = [p.name for p in record.phases].index(phase.name) > [p.name for p in record.phases].index(
            record.cutover_phase
        )
        legacy = record.legacy_days - days if after and not record.legacy_stated else record.legacy_days
        return replace(record, phases=phases, legacy_days=legacy)

    return Lever(
        table="phases",
        key=f"{profile.id} {phase.name}",
        column="days",
        label=f"phase {phase.name} of profile {profile.id}",
        unit=Unit.DAYS,
        way=Way.SHORTER,
        most=phase.days - 1,
        changed=changing("profiles", lambda record: record.id == profile.id, shortened),
    )


def capacity_more(resource: Resource) -> Lever:
    """More of a resource on every day."""

    def raised(case: Portfolio, units: int) -> Portfolio:
        resources = tuple(replace(r, capacity=r.capacity + units) if r.id == resource.id else r for r in case.resources)
        steps = tuple(
            replace(s, capacity=s.capacity + units) if s.resource == resource.id else s for s in case.capacity_steps
        )
        return replace(case, resources=resources, capacity_steps=steps)

    return Lever(
        table="resources",
        key=resource.id,
        column="capacity",
        label=f"capacity of {resource.id}",
        unit=Unit.UNITS,
        way=Way.MORE,
        most=AMPLE_UNITS,
        changed=raised,
    )


def step_more(step: CapacityStep) -> Lever:
    """More of a resource from one capacity step until the next."""
    return Lever(
        table="capacity_steps",
        key=f"{step.resource} {step.from_date}",
        column="capacity",
        label=f"capacity of {step.resource} from {step.from_date}",
        unit=Unit.UNITS,
        way=Way.MORE,
        most=AMPLE_UNITS,
        changed=changing(
            "capacity_steps",
            lambda record: (record.resource, record.from_date) == (step.resource, step.from_date),
            lambda record, units: replace(record, capacity=record.capacity + units),
        ),
    )


def budget_more(budget: ExtensionBudget) -> Lever:
    """A larger budget for extensions in one financial year."""
    return Lever(
        table="budgets",
        key=str(budget.financial_year),
        column="pounds",
        label=f"budget {budget.financial_year}",
        unit=Unit.POUNDS,
        way=Way.MORE,
        most=AMPLE_POUNDS,
        changed=changing(
            "budgets",
            lambda record: record.financial_year == budget.financial_year,
            lambda record, pounds: replace(record, pounds=record.pounds + pounds),
        ),
    )


def negotiations_more() -> Lever:
    """More extension negotiations at once."""

    def raised(case: Portfolio, more: int) -> Portfolio:
        limit = case.policy.negotiation_limit
        return replace(case, policy=replace(case.policy, negotiation_limit=None if limit is None else limit + more))

    return Lever(
        table="policy",
        key="negotiation_limit",
        column="value",
        label="negotiation limit",
        unit=Unit.UNITS,
        way=Way.MORE,
        most=AMPLE_UNITS,
        changed=raised,
    )
