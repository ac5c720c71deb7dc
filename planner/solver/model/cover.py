"""The cost of covering one contract, given the day until which it is needed.

`f_c(day) = min over option prefixes k of price(k, day) + exposure × max(0, day − covered_until(k))`.

The prices of days of need are added where there are any. The sum is a step-shaped, non-decreasing function of the day: a
longer need never makes an option cheaper, nor the exposure smaller.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from planner.domain.rules import Term
from planner.solver.model.prices import DailyPrice


@dataclass(frozen=True)
class LinkCase:
    """One option of a contract.

    It covers `[begin_day, end_day)`. Ended early it costs `fee_pounds` + `daily_pounds` a day for at least
    `minimum_days` (the whole length where it cannot be), never more than `annual_part_pounds` + fee.
    `usable`: a plan may choose it; after one that is not, none is.
    """

    id: str
    begin_day: int
    end_day: int
    fee_pounds: int
    annual_part_pounds: int
    daily_pounds: int
    minimum_days: int
    exercised: bool
    usable: bool

    @property
    def length_days(self) -> int:
        return self.end_day - self.begin_day

    @property
    def full_pounds(self) -> int:
        return self.fee_pounds + self.annual_part_pounds

    @property
    def ends_early(self) -> bool:
        """Whether its price depends on the day until which cover is needed."""
        return self.minimum_days < self.length_days

    def days_paid(self, needed_until_day: int) -> int:
        """Days paid as the last option used, when cover is needed until this day."""
        return min(self.length_days, max(self.minimum_days, needed_until_day - self.begin_day))

    def pounds(self, needed_until_day: int) -> int:
        """Price as the last option used, when cover is needed until this day."""
        days = self.days_paid(needed_until_day)
        if days == self.length_days:
            return self.full_pounds
        return self.fee_pounds + min(self.annual_part_pounds, days * self.daily_pounds)


@dataclass(frozen=True)
class ContractCase:
    """A contract: its options in sequence and what releases it.

    `releasing`: positions of the planned migrations that release it. `no_route`: needed until the horizon whatever they
    do. `needed_at_least_day`: need of migrations outside a neighbourhood. `exercised_count`: options that every plan
    contains. `daily`: prices of days of need, covered or not. `base_pounds`: what it costs whatever is chosen (see
    `planner.solver.bound.option_prices`). Prefix `k` means the first `k` links are used.
    """

    id: str
    expiry_until_day: int
    exposure_pounds_per_day: int
    links: tuple[LinkCase, ...]
    exercised_count: int
    releasing: tuple[int, ...]
    no_route: bool
    needed_at_least_day: int | None = None
    daily: tuple[DailyPrice, ...] = ()
    base_pounds: int = 0

    @cached_property
    def prefixes(self) -> range:
        """The prefixes a plan may choose."""
        usable = sum(link.usable for link in self.links)
        return range(min(self.exercised_count, usable), usable + 1)

    @property
    def contradictory(self) -> bool:
        """Whether an option that must be used comes after one that cannot be: no plan keeps the rules."""
        return self.exercised_count > sum(link.usable for link in self.links)

    def covered_until_day(self, prefix: int) -> int:
        """First day without cover when the options of the prefix run their whole length."""
        return self.links[prefix - 1].end_day if prefix else self.expiry_until_day

    def days_paid(self, j: int, prefix: int, needed_until_day: int) -> int:
        """Days paid of link `j` where the options of the prefix are used; only the last of them can end early."""
        if j >= prefix:
            return 0
        return self.links[j].days_paid(needed_until_day) if j + 1 == prefix else self.links[j].length_days

    def extension_pounds(self, prefix: int, needed_until_day: int) -> int:
        """Price of the options of the prefix."""
        if prefix == 0:
            return 0
        return self._full_pounds_before[prefix - 1] + self.links[prefix - 1].pounds(needed_until_day)

    def exposure_pounds(self, prefix: int, needed_until_day: int) -> int:
        """Price of the days of need without cover."""
        return self.exposure_pounds_per_day * max(0, needed_until_day - self.covered_until_day(prefix))

    def pounds(self, prefix: int, needed_until_day: int) -> int:
        """Extensions and exposure of a prefix, and what the days of need cost."""
        cover = self.extension_pounds(prefix, needed_until_day) + self.exposure_pounds(prefix, needed_until_day)
        return self.base_pounds + cover + sum(price.pounds(needed_until_day) for price in self.daily)

    def prices(self, prefix: int, needed_until_day: int) -> Iterator[tuple[Term, int]]:
        """The same by term; a term may come more than once."""
        yield self._term(Term.EXTENSIONS), self.base_pounds + self.extension_pounds(prefix, needed_until_day)
        yield self._term(Term.EXPOSURE), self.exposure_pounds(prefix, needed_until_day)
        yield from ((price.term, price.pounds(needed_until_day)) for price in self.daily)

    def _term(self, term: Term) -> Term:
        return Term.NO_ROUTE if self.no_route else term

    def best_prefix(self, needed_until_day: int) -> int:
        """The cheapest prefix; of equally cheap ones the one with the least exposure, then the shortest."""
        return min(
            self.prefixes,
            key=lambda k: (self.pounds(k, needed_until_day), self.exposure_pounds(k, needed_until_day), k),
        )

    def least_pounds(self, needed_until_day: int) -> int:
        """`f_c(day)`."""
        return min(self.pounds(prefix, needed_until_day) for prefix in self.prefixes)

    @cached_property
    def _full_pounds_before(self) -> tuple[int, ...]:
        sums = [0]
        for link in self.links:
            sums.append(sums[-1] + link.full_pounds)
        return tuple(sums)
