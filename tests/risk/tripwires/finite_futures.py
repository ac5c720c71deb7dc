"""The futures of a small portfolio whose only uncertainty are events, all of them, with their probabilities.

Each migration starts on its planned day, or on that of its milestone with the events that hit it; events on the migration
lengthen it. That is all these portfolios need, so no simulator is asked.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import product
from pathlib import Path
from typing import Any

import numpy as np

from planner.domain.option_chain import usable_links
from planner.domain.portfolio import Portfolio
from planner.domain.risks import RiskDriver
from planner.reading import read_portfolio
from planner.risk.costs import ContractCosts
from planner.risk.draws import Days
from planner.risk.tripwires.chain_draws import ChainDraws
from planner.risk.tripwires.cost_tables import CostTable
from planner.risk.tripwires.rules import LEVELS

CASES = Path(__file__).parents[2] / "cases" / "risk"
NEED_DAYS = 95
"""A migration builds for 60 days, cuts over in 5 and runs in parallel for 30."""


@dataclass(frozen=True)
class FiniteCase:
    """A portfolio with its right answers. Each future says which events happen, in the order of the portfolio."""

    portfolio: Portfolio
    expected: dict[str, Any]

    @classmethod
    def read(cls, name: str) -> FiniteCase:
        folder = CASES / name
        return cls(read_portfolio(folder / "portfolio"), json.loads((folder / "expected.json").read_text("utf-8")))

    @property
    def futures(self) -> list[tuple[bool, ...]]:
        return list(product((True, False), repeat=len(self.portfolio.risk_drivers)))

    @property
    def shares(self) -> list[float]:
        drivers = self.portfolio.risk_drivers
        return [
            float(
                np.prod([d.probability if hit else 1 - d.probability for d, hit in zip(drivers, future, strict=True)])
            )
            for future in self.futures
        ]

    def day(self, text: str) -> int:
        return self.portfolio.day_of(date.fromisoformat(text))

    def needed_until(self, contract: str, delays: Mapping[str, int]) -> int:
        """The day a contract is released where events delay these records."""
        (migration,) = (m for m in self.portfolio.migrations if contract in m.releases)
        gates = [
            self.portfolio.day_of(milestone.planning_date) + delays.get(milestone.id, 0)
            for arc in self.portfolio.precedences
            if arc.successor == migration.id
            for milestone in self.portfolio.milestones
            if milestone.id == arc.predecessor
        ]
        start = max([self.day(self.expected["plan"][migration.id]), *gates])
        return start + delays.get(migration.id, 0) + NEED_DAYS

    def drawn(self, contract: str) -> Days:
        """The needed-until day of each future."""
        return np.array([self.needed_until(contract, self._delays(future, None, 0.0)) for future in self.futures])

    def seen(self, contract: str, day: int) -> Days:
        """The re-forecasts of a contract on a day: a row for each level, a column for each future."""
        return np.array(
            [[self.needed_until(contract, self._delays(f, day, level)) for f in self.futures] for level in LEVELS]
        )

    def _delays(self, future: tuple[bool, ...], day: int | None, level: float) -> dict[str, int]:
        found: dict[str, int] = {}
        for driver, hit in zip(self.portfolio.risk_drivers, future, strict=True):
            counts = hit if self._is_known(driver, day) else driver.probability >= 1 - level
            for id in driver.affects:
                found[id] = found.get(id, 0) + driver.likely_days * counts
        return found

    def _is_known(self, driver: RiskDriver, day: int | None) -> bool:
        assert driver.known_date is not None
        return day is None or self.portfolio.day_of(driver.known_date) <= day

    def chain(self, contract: str) -> ChainDraws:
        """What the rules of a contract are fitted on."""
        links = usable_links(self.portfolio, self.portfolio.contract_by_id[contract])
        days = [self.portfolio.day_of(link.decision.value) for link in links]
        return ChainDraws(
            cost=self.table(contract).pounds,
            seen=tuple(self.seen(contract, day) for day in days),
            acting_days=tuple(days),
            agreement=tuple(link.option.agreement_probability for link in links),
            shares=np.array(self.shares),
        )

    def table(self, contract: str) -> CostTable:
        costs = ContractCosts.of(self.portfolio, self.portfolio.contract_by_id[contract], 0)
        return CostTable.of(costs, range(len(costs.chain) + 1), self.drawn(contract))

    def iso(self, day: int) -> str:
        return (self.portfolio.status_date + timedelta(days=day)).isoformat()
