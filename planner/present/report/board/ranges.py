"""What sampled futures say of the three numbers of the board page."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Protocol

from planner.plan.plan_case import PlanCase
from planner.plan.plan_file.document import plan_digest
from planner.plan.sureness import Range, Sureness
from planner.present.rule_words import STRESS_CASE
from planner.present.wording import day_count, short_money


class Expected(Protocol):
    """What sampled futures say of the numbers of a board page."""

    def exposure(self, contracts: Collection[str], currency: str) -> str:
        """Pounds of these contracts."""

    def extensions(self, currency: str) -> str:
        """What is spent on the options of the plan."""


@dataclass(frozen=True, kw_only=True)
class ContractRange:
    """Mean days and pounds without cover of a contract with the plan's options, and half the interval of the pounds."""

    days: float
    pounds: int
    error: int


@dataclass(frozen=True, kw_only=True)
class Ranges:
    """What a risk says, by contract, and what the plan's options cost in the mean of all `draws`.

    `plan`: the digest of the plan that was carried out. `family`: what its ranges are, a stress case named as such.
    """

    plan: str
    draws: int
    contracts: Mapping[str, ContractRange]
    extensions_pounds: int
    family: str

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
        ranges = f", ranges {self.family}" if self.family else ""
        return f" ({self.draws:,} futures{ranges})."


@dataclass(frozen=True)
class KeptRanges:
    """What the risk that is kept with a plan says; where its totals are left out, contracts are added up."""

    sureness: Sureness

    def exposure(self, contracts: Collection[str], currency: str) -> str:
        """Of all contracts with their interval and the range of eight futures in ten; of some the mean alone."""
        if self.sureness.exposure is not None:
            return self._of(self.sureness.exposure, currency)
        found = self.sureness.contract_by_id
        pounds = sum(found[id].exposure_pounds_mean for id in contracts if id in found)
        return f"Expected: {short_money(pounds, currency)}{self._where}"

    def extensions(self, currency: str) -> str:
        """What is spent on the options of the plan."""
        assert self.sureness.extensions is not None
        return self._of(self.sureness.extensions, currency)

    def _of(self, found: Range, currency: str) -> str:
        mean, error = short_money(round(found.mean), currency), short_money(round(found.error), currency)
        low, high = short_money(round(found.p10), currency), short_money(round(found.p90), currency)
        spread = "" if low == high else f"; in eight of ten futures {low} to {high}"
        return f"Expected: {mean} ± {error}{spread}{self._where}"

    @property
    def _where(self) -> str:
        stress = f"; {STRESS_CASE}" if self.sureness.outside_view else ""
        return f" ({self.sureness.draws:,} futures{stress})."


def kept_ranges(case: PlanCase) -> KeptRanges | None:
    """What is kept with the plan; None where no risk was run."""
    kept = case.sureness
    return KeptRanges(kept) if kept is not None and kept.contracts else None
