"""The options for given days of migrations: the cheapest for each contract, first come, first served."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from planner.domain.contracts import Contract
from planner.domain.option_chain import ChainLink, usable_links
from planner.domain.portfolio import Portfolio
from planner.plan.entries import Plan
from planner.plan.ledger import exposure_price
from planner.plan.schedule import ContractCover, schedule_of


def with_cheapest_options(portfolio: Portfolio, plan: Plan) -> Plan:
    """The plan with the cheapest prefix of options of every contract, in order of expiry.

    Budgets and the negotiation limit are used up first come, first served: a prefix that no longer fits is left out. A
    bundle that not every contract takes is taken by none.
    """
    covers = schedule_of(portfolio, plan).contracts.values()
    purse = _Purse(portfolio)
    used: dict[str, list[str]] = {}
    for cover in sorted(covers, key=lambda cover: (cover.expiry_day, cover.contract.id)):
        links = _cheapest_prefix(portfolio, cover, purse)
        purse.spend(links)
        used[cover.contract.id] = [link.option.id for link in links]
    _leave_split_bundles(portfolio, used)
    return Plan(migrations=plan.migrations, options=tuple(id for ids in used.values() for id in ids))


def _leave_split_bundles(portfolio: Portfolio, used: dict[str, list[str]]) -> None:
    """Cut the options used before one of a bundle that is not used as a whole, until there is none."""
    taken = {id for ids in used.values() for id in ids}
    for bundle in portfolio.options_by_bundle.values():
        mine = [option for option in bundle if option.id in taken]
        if 0 < len(mine) < len(bundle):
            for option in mine:
                ids = used[option.contract]
                used[option.contract] = ids[: ids.index(option.id)]
            return _leave_split_bundles(portfolio, used)
    return None


def prefix_pounds(portfolio: Portfolio, contract: Contract, links: Sequence[ChainLink], needed_until_day: int) -> int:
    """Extensions and exposure of a contract that uses exactly these links of its chain."""
    covered = portfolio.day_of(portfolio.first_end_by_contract[contract.id]) + 1
    price = 0
    for position, link in enumerate(links):
        begins = portfolio.day_of(link.extends_end_date) + 1
        is_last = position + 1 == len(links)
        price += link.price_pounds(needed_until_day - begins) if is_last else link.full_price_pounds
        covered = begins + (link.days_paid(needed_until_day - begins) if is_last else link.length_days)
    return price + max(0, needed_until_day - covered) * exposure_price(portfolio, contract)


def _cheapest_prefix(portfolio: Portfolio, cover: ContractCover, purse: _Purse) -> Sequence[ChainLink]:
    links = usable_links(portfolio, cover.contract)
    forced = max((position + 1 for position, link in enumerate(links) if link.exercised), default=0)
    prefixes = [links[:length] for length in range(forced, len(links) + 1)]
    fitting = [prefix for prefix in prefixes if purse.allows(prefix)] or prefixes[:1]
    return min(fitting, key=lambda prefix: prefix_pounds(portfolio, cover.contract, prefix, cover.needed_until_day))


@dataclass
class _Purse:
    """What is left of budgets and negotiators."""

    portfolio: Portfolio
    spent: dict[int, int] = field(default_factory=dict)
    talks: dict[int, int] = field(default_factory=dict)

    def allows(self, links: Sequence[ChainLink]) -> bool:
        cost = self._cost(links)
        for budget in self.portfolio.budgets:
            year = budget.financial_year
            if year in cost and self.spent.get(year, 0) + cost[year] > budget.pounds:
                return False
        limit = self.portfolio.policy.negotiation_limit
        days = self._talk_days(links)
        return limit is None or all(self.talks.get(day, 0) + count <= limit for day, count in days.items())

    def spend(self, links: Sequence[ChainLink]) -> None:
        for totals, parts in ((self.spent, self._cost(links)), (self.talks, self._talk_days(links))):
            for key, amount in parts.items():
                totals[key] = totals.get(key, 0) + amount

    def _cost(self, links: Sequence[ChainLink]) -> dict[int, int]:
        cost: dict[int, int] = {}
        for link in links:
            for year, pounds in link.pounds_by_financial_year(self.portfolio.financial_year_start_month).items():
                cost[year] = cost.get(year, 0) + pounds
        return cost

    def _talk_days(self, links: Sequence[ChainLink]) -> dict[int, int]:
        days: dict[int, int] = {}
        if self.portfolio.policy.negotiation_limit is None:
            return days
        for link in links:
            if link.is_negotiated:
                begins, ends = self.portfolio.day_of(link.decision.value), self.portfolio.day_of(link.notice.value)
                for day in range(begins, ends + 1):
                    days[day] = days.get(day, 0) + 1
        return days
