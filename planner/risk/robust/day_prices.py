"""What every cutover day costs, as tables: the price of a draw is then a matter of looking up."""

from __future__ import annotations

import numpy as np

from planner.domain.portfolio import Portfolio
from planner.risk.costs import ContractCosts
from planner.risk.execution.flat_program import Shorts
from planner.risk.execution.grouped_rows import by_owner, grouped, ints
from planner.risk.execution.milestones import days_of
from planner.risk.execution.program import Program
from planner.risk.families import Floats
from planner.risk.robust.flat_orders import Bridges, Delays, Holders, Prices
from planner.risk.tripwires.answers import clairvoyant_cost
from planner.risk.tripwires.fitted_contracts import chain_draws
from planner.risk.tripwires.open_chains import open_chains
from planner.risk.uncertainty import Uncertainty


def day_prices(portfolio: Portfolio, program: Program, uncertainty: Uncertainty) -> Prices:
    """The tables of a portfolio: contracts with the best that is done about their options when all is known."""
    low = min(0, min((activity.planned_start for activity in program.activities), default=0))
    positions = np.arange(low, program.instance.horizon_position + 1, dtype=np.int32)
    return Prices(
        low=low,
        day=np.asarray(days_of(program.instance.axis, positions), dtype=np.int64),
        needed=needed_pounds(portfolio, program, uncertainty),
        holders=_holders(program),
        delays=_delays(program, positions),
        bridges=_bridges(program),
    )


def needed_pounds(portfolio: Portfolio, program: Program, uncertainty: Uncertainty) -> Floats:
    """What each contract costs by the day it is needed until: with the best that is done when that day is known.

    What suppliers say is not known even then. Contracts that nobody can leave cost nothing here.
    """
    instance = program.instance
    days = np.arange(instance.horizon_day + 1, dtype=np.int64)
    found = np.zeros((len(instance.contracts), len(days)))
    for place, case in enumerate(instance.contracts):
        if not case.no_route:
            costs = ContractCosts.of(portfolio, portfolio.contract_by_id[case.id], case.prefixes.start)
            alone = case.prefixes.start
            found[place] = costs.extension_pounds(alone, days) + costs.exposure_pounds(alone, days)
    for chain in open_chains(portfolio, program, uncertainty):
        found[chain.place] = clairvoyant_cost(chain_draws(chain, days, {}))
    return found


def _holders(program: Program) -> Holders:
    rows = []
    for place, contract in enumerate(program.instance.contracts):
        for migration in () if contract.no_route else contract.releasing:
            member = program.places.member.get(migration)
            if member is not None:
                after = member.mode.need_offset - member.mode.cutover_offset
                rows.append((place, migration, after, member.mode.need_days))
    return Holders(*by_owner(len(program.instance.contracts), 3, rows))


def _delays(program: Program, positions: Shorts) -> Delays:
    days = days_of(program.instance.axis, positions).astype(float)
    priced = [
        place
        for place, case in enumerate(program.instance.migrations)
        if place in program.places.member and any(price.pounds_per_day for _, price in case.daily)
    ]
    pounds = [sum(price.curve(days) for _, price in program.instance.migrations[place].daily) for place in priced]
    return Delays(ints(priced), np.array(pounds, dtype=float).reshape(len(priced), len(positions)))


def _bridges(program: Program) -> Bridges:
    groups = [group for group in program.instance.groups if group.spread_pounds_per_day]
    first, migrations = grouped([i for i in group.members if i in program.places.member] for group in groups)
    return Bridges(first, migrations, np.array([group.spread_pounds_per_day for group in groups], dtype=float))
