"""Contracts priced all together, each with the prefix of its chain that is asked for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from planner.risk.costs import ContractCosts
from planner.risk.draws import Days, Flags
from planner.risk.execution.flat_program import Ints
from planner.risk.families import Floats
from planner.risk.measuring import Prefixes


class Price(NamedTuple):
    """What a prefix costs: numbers of `ContractCosts`, a column of one of each for every row."""

    covered_until: Ints
    per_day: Ints
    before: Ints
    full: Ints
    fee: Ints
    most_by_day: Ints
    daily: Ints
    begins: Ints
    least: Ints
    length: Ints


@dataclass(frozen=True)
class PriceRows:
    """A row for each prefix that a contract may be granted. `granted`: in which draws; `first`: where its rows begin."""

    contracts: Ints
    first: Ints
    price: Price
    granted: Flags

    @classmethod
    def of(cls, costs: Sequence[ContractCosts], asked: Prefixes, agreed: Mapping[str, Flags], draws: int) -> PriceRows:
        """The rows of these contracts, in their order; `agreed` has these draws."""
        rows, granted = [], []
        for place, item in enumerate(costs):
            prefix = asked[item.contract.id]
            had = item.granted(prefix, agreed, draws)
            for each in sorted({prefix, *item.refusable(prefix, agreed)}):
                rows.append((place, *_price(item, each)))
                granted.append(had == each)
        places, *columns = (np.array(column) for column in zip(*rows, strict=True))
        first = np.flatnonzero(np.diff(places, prepend=-1))
        return cls(places, first, Price(*(column[:, None] for column in columns)), np.array(granted))

    def outcome(self, needed: Days, draws: Ints) -> tuple[Floats, Flags]:
        """Pounds, and whether any day is uncovered: a row for each contract, a column for each of these draws."""
        price, days = self.price, needed.astype(np.int64)[self.contracts]
        late = np.maximum(0, days - price.covered_until)
        paid = np.minimum(price.length, np.maximum(price.least, days - price.begins))
        early = price.fee + np.minimum(price.most_by_day, paid * price.daily)
        pounds = price.before + np.where(paid == price.length, price.full, early) + late * price.per_day
        here = self.granted[:, draws]
        return (
            np.add.reduceat(pounds * here, self.first, axis=0),
            np.logical_or.reduceat((late > 0) & here, self.first, axis=0),
        )


def _price(costs: ContractCosts, prefix: int) -> tuple[int, ...]:
    before, covered = costs.whole_pounds(max(0, prefix - 1)), costs.covered_until(prefix)
    if prefix == 0:
        return covered, costs.exposure_pounds_per_day, 0, 0, 0, 0, 0, 0, 0, 0
    last = costs.chain[prefix - 1]
    return (
        covered,
        costs.exposure_pounds_per_day,
        before,
        last.full_price_pounds,
        last.option.fee_pounds,
        last.annual_part_pounds,
        last.daily_pounds,
        costs.begins[prefix - 1],
        last.minimum_days,
        last.length_days,
    )
