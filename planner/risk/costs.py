"""What contracts cost in every draw: the prices of the ledger, for whole arrays of days at once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from planner.domain.chains.link import ChainLink
from planner.domain.contracts import Contract
from planner.domain.portfolio import Portfolio
from planner.plan.ledger import exposure_price
from planner.risk.draws import Days, Flags
from planner.risk.families import Floats


class Outcome(NamedTuple):
    """Pounds of extensions and of exposure, and uncovered days, in each draw."""

    extensions: Floats
    exposure: Floats
    uncovered: Days

    @property
    def pounds(self) -> Floats:
        return self.extensions + self.exposure


@dataclass(frozen=True)
class ContractCosts:
    """The prices of one contract. A prefix of `k` means that the first `k` links of its chain are in force.

    `first_end`: the first day without cover where none is. `alone`: the prefix that comes about if nobody acts. `most`: the
    longest that can still be had. `begins` and `ends` are the first day of each link and the first day after it.
    """

    contract: Contract
    chain: tuple[ChainLink, ...]
    exposure_pounds_per_day: int
    first_end: int
    begins: tuple[int, ...]
    ends: tuple[int, ...]
    alone: int
    most: int

    @classmethod
    def of(cls, portfolio: Portfolio, contract: Contract, alone: int) -> ContractCosts:
        """The prices of a contract of a portfolio."""
        chain = portfolio.chain_by_contract[contract.id]
        usable = next((place for place, link in enumerate(chain) if link.obstacle is not None), len(chain))
        return cls(
            contract=contract,
            chain=chain,
            exposure_pounds_per_day=exposure_price(portfolio, contract),
            first_end=portfolio.day_of(portfolio.first_end_by_contract[contract.id]) + 1,
            begins=tuple(portfolio.day_of(link.extends_end_date) + 1 for link in chain),
            ends=tuple(portfolio.day_of(link.end.value) + 1 for link in chain),
            alone=alone,
            most=max(usable, alone),
        )

    def covered_until(self, prefix: int) -> int:
        """The first day without cover where the links of a prefix run their whole length."""
        return self.ends[prefix - 1] if prefix else self.first_end

    def uncovered_days(self, prefix: int, needed: Days) -> Days:
        """The days of need without cover in each draw."""
        return np.maximum(0, needed - self.covered_until(prefix))

    def extension_pounds(self, prefix: int, needed: Days) -> Floats:
        """The price of the links of a prefix in each draw: the last ends early where it can."""
        if prefix == 0:
            return np.zeros(len(needed))
        last = self.chain[prefix - 1]
        before = sum(link.full_price_pounds for link in self.chain[: prefix - 1])
        days = np.minimum(last.length_days, np.maximum(last.minimum_days, needed - self.begins[prefix - 1]))
        early = last.option.fee_pounds + np.minimum(last.annual_part_pounds, days * last.daily_pounds)
        return before + np.where(days == last.length_days, last.full_price_pounds, early).astype(float)

    def whole_pounds(self, prefix: int) -> int:
        """The price of the links of a prefix where nobody ends the last early."""
        return sum(link.full_price_pounds for link in self.chain[:prefix])

    def exposure_pounds(self, prefix: int, needed: Days) -> Floats:
        """The price of the uncovered days in each draw."""
        return self.uncovered_days(prefix, needed).astype(float) * self.exposure_pounds_per_day

    def outcome(self, prefix: int, needed: Days, agreed: Mapping[str, Flags], *, whole: bool = False) -> Outcome:
        """What comes of asking for a prefix, in each draw. `whole`: nobody ends the last link early."""
        needed = needed.astype(np.int64)
        had = self.granted(prefix, agreed, len(needed))
        found = Outcome(np.zeros(len(needed)), np.zeros(len(needed)), np.zeros(len(needed), dtype=np.int64))
        for place in sorted({prefix, *self.refusable(prefix, agreed)}):
            here = had == place
            part = needed[here]
            paid = float(self.whole_pounds(place)) if whole else self.extension_pounds(place, part)
            found.extensions[here] = paid
            found.exposure[here] = self.exposure_pounds(place, part)
            found.uncovered[here] = self.uncovered_days(place, part)
        return found

    def refusable(self, prefix: int, agreed: Mapping[str, Flags]) -> Iterator[int]:
        """The prefixes that are had where a supplier refuses a link of this one."""
        for place, link in enumerate(self.chain[:prefix]):
            if link.is_negotiated and link.option.id in agreed:
                yield place

    def best_prefix(self, needed: Days, agreed: Mapping[str, Flags]) -> int:
        """The prefix that costs least in the mean, refusals included; of equal ones the shortest."""
        bound = sum(link.exercised for link in self.chain[: self.most])
        means = {}
        for prefix in range(min(bound, self.most), self.most + 1):
            means[prefix] = float(np.mean(self.outcome(prefix, needed, agreed).pounds))
        return min(means, key=lambda prefix: (means[prefix], prefix))

    def granted(self, prefix: int, agreed: Mapping[str, Flags], draws: int) -> Days:
        """The prefix that is had in each draw: a no is final and ends the chain."""
        found = np.full(draws, prefix, dtype=np.int64)
        for place, link in reversed(list(enumerate(self.chain[:prefix]))):
            if link.is_negotiated and link.option.id in agreed:
                found = np.where(agreed[link.option.id], found, place)
        return found
