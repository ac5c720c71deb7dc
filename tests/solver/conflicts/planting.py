"""Conflicts planted in drawn portfolios that have a plan, with the record that each of them must name."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import timedelta
from random import Random

from planner.benchmarks.generator.portfolio import generate_portfolio
from planner.benchmarks.generator.spec import GeneratorSpec
from planner.domain.contracts import OptionState
from planner.domain.decisions_taken import CommitmentKind, DecisionTaken
from planner.domain.migrations import Group
from planner.domain.policy import ExtensionBudget
from planner.domain.portfolio import Portfolio
from planner.domain.resources import FreezePeriod
from planner.domain.routes import planned_migrations
from planner.plan.entries import Plan
from planner.plan.plan_case import PlanCase
from tests.solver.conflicts.any_plan import any_plan

PLANTED = "PLANTED"
"""Begins the id of every record that is planted."""


@dataclass(frozen=True)
class Planted:
    """A portfolio without a plan, and a record (table, key, column) that every conflict in it must name."""

    seed: int
    kind: str
    portfolio: Portfolio
    named: tuple[str, str, str | None]


def planted(seed: int) -> Planted:
    """One conflict of a kind drawn from the seed, in a portfolio of 4 to 9 contracts."""
    random = Random(f"planted {seed}")
    spec = GeneratorSpec(
        contracts=random.randint(4, 9),
        seed=seed,
        cluster_size=random.choice((5, 10)),
        congestion_percent=random.choice((40, 80)),
        groups_percent=random.choice((0, 40)),
        windows_percent=random.choice((0, 50)),
        varied_percent=random.choice((0, 50)),
        working_days=seed % 2,
    )
    drawn = generate_portfolio(spec)
    plan = any_plan(drawn)
    assert plan is not None, seed
    kind = list(KINDS)[seed % len(KINDS)]
    portfolio, named = KINDS[kind](random, drawn, plan)
    return Planted(seed, kind, portfolio, named)


Made = tuple[Portfolio, tuple[str, str, str | None]]


def _subject(random: Random, portfolio: Portfolio) -> str:
    return random.choice([migration.id for migration in planned_migrations(portfolio)])


def _deadline_too_early(random: Random, portfolio: Portfolio, plan: Plan) -> Made:
    """The cutover must come before the phases up to it can be over."""
    id = _subject(random, portfolio)
    shortest = min(profile.cutover_offset_days for profile in portfolio.profiles)
    day = portfolio.status_date + timedelta(days=random.randint(1, shortest - 1))
    moves = tuple(replace(m, deadline_date=day) if m.id == id else m for m in portfolio.migrations)
    return replace(portfolio, migrations=moves), ("migrations", id, "deadline_date")


def _agreed_in_a_freeze(random: Random, portfolio: Portfolio, plan: Plan) -> Made:
    """The planned cutover is agreed, and a freeze lies over it."""
    taken = _agreed(portfolio, plan, _subject(random, portfolio))
    assert taken.agreed_date is not None
    freeze = FreezePeriod(
        id=f"{PLANTED}-FREEZE",
        from_date=taken.agreed_date - timedelta(days=random.randint(0, 5)),
        until_date=taken.agreed_date + timedelta(days=random.randint(1, 5)),
    )
    case = replace(portfolio, freezes=(*portfolio.freezes, freeze), decisions_taken=(*portfolio.decisions_taken, taken))
    return case, ("commitments", taken.id, "agreed_date")


def _agreed(portfolio: Portfolio, plan: Plan, id: str, name: str = PLANTED) -> DecisionTaken:
    cutover = PlanCase(portfolio, plan).schedule.migrations[id].cutover_day
    return DecisionTaken(
        id=name, kind=CommitmentKind.CUTOVER_AGREED, subject=id, agreed_date=portfolio.date_of(cutover)
    )


def _apart_in_a_group(random: Random, portfolio: Portfolio, plan: Plan) -> Made:
    """Two cutovers are agreed for different days, and a group wants them on one."""
    days = {id: m.cutover_day for id, m in PlanCase(portfolio, plan).schedule.migrations.items()}
    first, second = next((a, b) for a in days for b in days if days[a] != days[b])
    group = Group(id=f"{PLANTED}-GROUP", migrations=(first, second))
    agreed = (_agreed(portfolio, plan, first), _agreed(portfolio, plan, second, f"{PLANTED}-2"))
    case = replace(portfolio, groups=(*portfolio.groups, group), decisions_taken=(*portfolio.decisions_taken, *agreed))
    return case, ("groups", group.id, None)


def _capacity_below_one_demand(random: Random, portfolio: Portfolio, plan: Plan) -> Made:
    """A resource has less than a migration asks for, on every day."""
    asked = {demand.resource for profile in portfolio.profiles for phase in profile.phases for demand in phase.demands}
    moved = planned_migrations(portfolio)[0]
    resource = next(
        r for r in portfolio.resources if r.id in asked or (r.kind in asked and moved.cluster in r.clusters)
    )
    none = tuple(replace(r, capacity=0) if r.id == resource.id else r for r in portfolio.resources)
    steps = tuple(s for s in portfolio.capacity_steps if s.resource != resource.id)
    return replace(portfolio, resources=none, capacity_steps=steps), ("resources", resource.id, "capacity")


def _horizon_too_near(random: Random, portfolio: Portfolio, plan: Plan) -> Made:
    """The horizon ends before any profile does."""
    shortest = min(profile.duration_days for profile in portfolio.profiles)
    near = portfolio.status_date + timedelta(days=random.randint(1, shortest - 1))
    return replace(portfolio, horizon_date=near), ("portfolio", "horizon_date", "value")


def _budget_below_what_is_exercised(random: Random, portfolio: Portfolio, plan: Plan) -> Made:
    """An option is exercised by its state, and no financial year may cost a pound."""
    chains = (chain for chain in portfolio.chain_by_contract.values() if chain)
    link = next(
        chain[0]
        for chain in chains
        if not chain[0].by_itself and chain[0].unavailable_reason is None and chain[0].price_pounds(0) > 1
    )
    options = tuple(replace(o, state=OptionState.EXERCISED) if o.id == link.option.id else o for o in portfolio.options)
    years = range(portfolio.status_date.year - 1, portfolio.horizon_date.year + 2)
    budgets = tuple(ExtensionBudget(financial_year=year, pounds=0) for year in years)
    return replace(portfolio, options=options, budgets=budgets), ("options", link.option.id, "state")


KINDS: dict[str, Callable[[Random, Portfolio, Plan], Made]] = {
    "deadline": _deadline_too_early,
    "freeze": _agreed_in_a_freeze,
    "group": _apart_in_a_group,
    "capacity": _capacity_below_one_demand,
    "horizon": _horizon_too_near,
    "budget": _budget_below_what_is_exercised,
}
