"""What else would help where no purchase keeps a tolerance: a bridge, or being off earlier."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from planner.domain.chains.bridging import bridge_acting_date
from planner.domain.contracts import Contract
from planner.domain.portfolio import Portfolio
from planner.risk.costs import ContractCosts
from planner.risk.tolerances.circle import SAME
from planner.risk.tripwires.asked_plan import AskedPlan


@dataclass(frozen=True)
class Relief:
    """A contract that stays uncovered too often whatever is bought, with probability `least` on the fit draws.

    `days_earlier`: by how many days it would have to be off earlier in every future. `bridge_from_day`: the first day that
    no option covers; `bridge_by_day`: the last working day to begin a bridge for it.
    """

    contract: str
    least: float
    days_earlier: int
    bridge_from_day: int
    bridge_by_day: int


def relief_of(
    asked: AskedPlan, costs: ContractCosts, most: int, uncovered: Callable[[int], float], tolerance: float
) -> Relief:
    """What would help a contract of which at most so many links can be had.

    `uncovered`: how probable uncovered days are where it is off so many days earlier.
    """
    bare = costs.covered_until(most)
    return Relief(
        contract=costs.contract.id,
        least=uncovered(0),
        days_earlier=_days_earlier(uncovered, tolerance, asked.portfolio.horizon_day),
        bridge_from_day=bare,
        bridge_by_day=bridge_by_day(asked.portfolio, costs.contract, bare),
    )


def bridge_by_day(portfolio: Portfolio, contract: Contract, bare: int) -> int:
    """The last working day to begin a bridge that covers a contract from its first bare day on."""
    return portfolio.day_of(bridge_acting_date(portfolio, contract, portfolio.date_of(bare)))


def _days_earlier(uncovered: Callable[[int], float], tolerance: float, most: int) -> int:
    """The fewest days earlier that keep the tolerance."""
    least = 0
    while least < most:
        middle = (least + most) // 2
        least, most = (least, middle) if uncovered(middle) <= tolerance + SAME else (middle + 1, most)
    return least
