"""From a sample to figures: what every contract costs under every answer, and the rows of the tables."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from planner.domain.days.day_axis import DayAxis
from planner.domain.portfolio import Portfolio
from planner.plan.plan_case import PlanCase
from planner.risk.costs import ContractCosts, Outcome
from planner.risk.draws import Days
from planner.risk.execution.milestones import days_of
from planner.risk.execution.program import Program
from planner.risk.families import Floats
from planner.risk.intervals import Estimate
from planner.risk.records import Answer, Held
from planner.risk.sampling import Sample
from planner.risk.uncertainty import Uncertainty

Prefixes = Mapping[str, int]
"""How many links of its chain each contract takes."""


@dataclass(frozen=True)
class Measured:
    """A plan and what came of it in a sample."""

    case: PlanCase
    program: Program
    uncertainty: Uncertainty
    sample: Sample

    @property
    def portfolio(self) -> Portfolio:
        return self.case.portfolio

    @property
    def axis(self) -> DayAxis:
        return self.portfolio.axis

    @cached_property
    def costs(self) -> tuple[ContractCosts, ...]:
        """The prices of every contract, in the order of the portfolio."""
        left = self.case.if_nobody_acts.covers
        return tuple(
            ContractCosts.of(self.portfolio, item, len(left[item.id].paid)) for item in self.portfolio.contracts
        )

    @cached_property
    def no_route(self) -> tuple[bool, ...]:
        """Which contracts nobody can leave."""
        return tuple(self.case.schedule.contracts[item.id].no_route for item in self.portfolio.contracts)

    @cached_property
    def with_route(self) -> tuple[str, ...]:
        """The contracts that can be left, in the order of the portfolio."""
        return tuple(item.contract.id for item, stays in zip(self.costs, self.no_route, strict=True) if not stays)

    def prefixes(self, answer: Answer) -> Prefixes:
        """What an answer takes that can be told without draws."""
        taken = self.case.plan.option_set
        match answer:
            case Answer.NOTHING:
                return {item.contract.id: item.alone for item in self.costs}
            case Answer.EVERYTHING:
                return {item.contract.id: item.most for item in self.costs}
            case _:
                return {item.contract.id: sum(link.option.id in taken for link in item.chain) for item in self.costs}

    def outcome(self, place: int, prefix: int, *, whole: bool = False) -> Outcome:
        """What a contract costs in each draw where a prefix is asked for."""
        return self.costs[place].outcome(prefix, self.sample.needed[place], self.sample.agreed, whole=whole)

    def covered_until(self, place: int, prefix: int) -> Days:
        """The first day without cover of a contract in each draw where a prefix is asked for."""
        costs = self.costs[place]
        ends = np.array([costs.covered_until(links) for links in range(prefix + 1)], dtype=np.int64)
        return np.asarray(ends[costs.granted(prefix, self.sample.agreed, self.sample.draws)])

    def best_prefixes(self) -> Prefixes:
        """For each contract the prefix that costs least in the mean, refusals included; of equal ones the shortest."""
        sample = self.sample
        return {
            item.contract.id: item.best_prefix(needed, sample.agreed)
            for item, needed in zip(self.costs, sample.needed, strict=True)
        }

    def totals(self, prefixes: Prefixes, *, whole: bool = False) -> Totals:
        """The sums over all contracts in each draw."""
        draws = self.sample.draws
        extensions, exposure, apart, uncovered = (np.zeros(draws) for _ in range(4))
        for place, item in enumerate(self.costs):
            ended = whole and bool(item.chain) and item.alone > 0 and item.chain[item.alone - 1].by_itself
            paid, exposed, days = self.outcome(place, prefixes[item.contract.id], whole=ended)
            if self.no_route[place]:
                apart += paid + exposed
            else:
                extensions += paid
                exposure += exposed
                uncovered += days > 0
        return Totals(extensions, exposure, apart, uncovered)

    @cached_property
    def delay(self) -> Floats:
        """The cost of delay in each draw."""
        found = np.zeros(self.sample.draws)
        for place, case in enumerate(self.program.instance.migrations):
            if place in self.program.places.member and any(price.pounds_per_day for _, price in case.daily):
                days = self.cutover_days(place).astype(float)
                for _, price in case.daily:  # every daily price counts to the cutover
                    found += price.curve(days)
        return found

    @cached_property
    def bridges(self) -> Floats:
        """The cost of split groups in each draw."""
        found = np.zeros(self.sample.draws)
        for group in self.program.instance.groups:
            members = [place for place in group.members if place in self.program.places.member]
            if group.spread_pounds_per_day and len(members) > 1:
                days = np.array([self.cutover_days(place) for place in members])
                found += (days.max(axis=0) - days.min(axis=0)) * float(group.spread_pounds_per_day)
        return found

    def cutover_days(self, place: int) -> Days:
        """The day number of the cutover of a migration in each draw."""
        return days_of(self.axis, self.sample.cutovers[place].astype(np.int32))


@dataclass(frozen=True)
class Totals:
    """Pounds and uncovered contracts in each draw; what nobody can leave stands apart."""

    extensions: Floats
    exposure: Floats
    apart: Floats
    uncovered: Floats

    @property
    def pounds(self) -> Floats:
        """Extensions and exposure of the contracts that have a way off."""
        return self.extensions + self.exposure


def percentile(values: Days | Floats, share: float) -> int:
    """The least value that so many draws do not pass."""
    return int(np.percentile(values, 100.0 * share, method="inverted_cdf"))


def held(found: Estimate, tolerance: float) -> Held:
    """Whether a probability keeps a tolerance, as far as its interval tells."""
    if found.high <= tolerance:
        return Held.KEPT
    return Held.MISSED if found.low > tolerance else Held.OPEN


def running(batches: Floats) -> Iterator[tuple[int, Floats]]:
    """How many batches, and the figures of these first ones, from the second on."""
    for count in range(2, len(batches) + 1):
        yield count, batches[:count]
