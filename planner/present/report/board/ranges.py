"""What sampled futures say of the three numbers of the board page."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from planner.plan.plan_case import PlanCase
from planner.plan.plan_file.document import plan_digest
from planner.present.wording import day_count, short_money


@dataclass(frozen=True, kw_only=True)
class ContractRange:
    """Mean days and pounds without cover of a contract with the plan's options, and half the interval of the pounds."""

    days: float
    pounds: int
    error: int


@dataclass(frozen=True, kw_only=True)
class Ranges:
    """What a risk says, by contract, and what the plan's options cost in the mean of all `draws`.

    `plan`: the digest of the plan that was carried out.
    """

    plan: str
    draws: int
    contracts: Mapping[str, ContractRange]
    extensions_pounds: int

    def are_of(self, case: PlanCase) -> bool:
        """Whether the risk is one of this plan on this portfolio."""
        return self.plan == plan_digest(case)

    def exposure(self, contracts: Collection[str], currency: str) -> str:
        """Days and pounds of these contracts; their intervals together are at most as wide as is said."""
        found = [self.contracts[id] for id in contracts]
        days = day_count(round(sum(one.days for one in found)))
        pounds, error = sum(one.pounds for one in found), sum(one.error for one in found)
        return f"Expected: {days}, {short_money(pounds, currency)} ± {short_money(error, currency)}{self._where}"

    def extensions(self, currency: str) -> str:
        """What is spent on the options of the plan."""
        return f"Expected: {short_money(self.extensions_pounds, currency)}{self._where}"

    @property
    def _where(self) -> str:
        return f" ({self.draws:,} futures)."
