"""Plans of drawn portfolios that keep every precedence, and otherwise begin on any day."""

from __future__ import annotations

from graphlib import CycleError
from random import Random

from planner.benchmarks.rivals.cheapest_cover import with_cheapest_options
from planner.domain.migrations import Anchor
from planner.domain.portfolio import Portfolio
from planner.domain.routes import all_modes, planned_migrations
from planner.plan.entries import Plan, PlannedMigration
from planner.plan.plan_case import PlanCase
from tests.present.exchange.msproject.forward_pass import Pass
from tests.running_portfolios import running_portfolio
from tests.tiny_anchors import portfolio_with_anchors
from tests.tiny_varied import varied_portfolio
from tests.working_portfolios import working_portfolio

KINDS = {
    "anchors": portfolio_with_anchors,
    "varied": varied_portfolio,
    "working": working_portfolio,
    "running": running_portfolio,
}
"""The kinds of drawn portfolios."""


def drawn_case(kind: str, seed: int) -> PlanCase | None:
    """The portfolio of a seed with a drawn plan.

    None for what reading refuses: records that wait for each other, and an option that ends before it begins.
    """
    portfolio, random = KINDS[kind](seed), Random(f"plan {kind} {seed}")
    if any(link.length_days < 0 for chain in portfolio.chain_by_contract.values() for link in chain):
        return None
    modes = {item.id: random.choice(all_modes(portfolio, item)) for item in planned_migrations(portfolio)}
    begins = Pass(
        portfolio=portfolio,
        starts={id: random.choice((0, 0, 1, 2, 5, 9)) for id in modes},
        profiles={id: portfolio.profile_by_id[mode.profile] for id, mode in modes.items()},
        milestones=own_days(portfolio),
    )
    try:
        days = begins.days()
    except CycleError:
        return None
    entries = (
        PlannedMigration(migration=id, mode=mode.id, start_day=portfolio.axis.day(days[id][Anchor.START]))
        for id, mode in modes.items()
    )
    return PlanCase(portfolio, with_cheapest_options(portfolio, Plan(migrations=tuple(entries))))


def own_days(portfolio: Portfolio) -> dict[str, int]:
    """The position of every milestone before it waits for anything."""
    return {item.id: portfolio.position_of(item.planning_date) for item in portfolio.milestones}
