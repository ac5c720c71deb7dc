"""The limits on options of a portfolio: budgets of financial years, negotiations at once, and bundles."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import pairwise, zip_longest

from planner.domain.option_chain import ChainLink
from planner.domain.portfolio import Portfolio
from planner.domain.rules import Rule
from planner.solver.model.instance import OptionLimit


def option_limits(portfolio: Portfolio, chains: Sequence[Sequence[ChainLink]]) -> tuple[OptionLimit, ...]:
    """The limits that some choice of options breaks, given the option chain of every contract."""
    limits = (*_budgets(portfolio, chains), *_negotiations(portfolio, chains), *_bundles(portfolio, chains))
    return tuple(limit for limit in limits if limit.can_bind)


def _budgets(portfolio: Portfolio, chains: Sequence[Sequence[ChainLink]]) -> Iterator[OptionLimit]:
    """What the options of a plan take of the budget of a year: their whole price, by shares of the year.

    The days of a rolling contract that nobody owes take what is paid for them; they lie in one year.
    """
    use: dict[int, dict[tuple[int, int], int]] = defaultdict(dict)
    by_day: dict[int, dict[tuple[int, int], int]] = defaultdict(dict)
    for c, chain in enumerate(chains):
        for j, link in enumerate(chain):
            for year, pounds in link.pounds_by_financial_year(portfolio.financial_year_start_month).items():
                if pounds and link.paid_by_day:
                    by_day[year][c, j] = link.daily_pounds
                elif pounds:
                    use[year][c, j] = pounds
    for budget in portfolio.budgets:
        year = budget.financial_year
        yield OptionLimit(Rule.BUDGET, budget.pounds, use[year], by_day=by_day[year], financial_year=year)


def _negotiations(portfolio: Portfolio, chains: Sequence[Sequence[ChainLink]]) -> Iterator[OptionLimit]:
    """Negotiations that run together on a day on which one begins; sets that lie in a later one are left out."""
    most = portfolio.policy.negotiation_limit
    if most is None:
        return
    talks = sorted(
        (portfolio.day_of(link.decision.value), portfolio.day_of(link.notice.value) + 1, (c, j))
        for c, chain in enumerate(chains)
        for j, link in enumerate(chain)
        if link.is_negotiated and link.obstacle is None and link.decision.value <= link.notice.value
    )
    running: list[tuple[int, tuple[int, int]]] = []
    for (day, until, place), next_talk in zip_longest(talks, talks[1:]):
        running = [*((end, other) for end, other in running if end > day), (until, place)]
        if next_talk is None or any(end <= next_talk[0] for end, _ in running):
            yield OptionLimit(Rule.NEGOTIATIONS, most, dict.fromkeys((other for _, other in running), 1))


def _bundles(portfolio: Portfolio, chains: Sequence[Sequence[ChainLink]]) -> Iterator[OptionLimit]:
    """Two options of a bundle that follow each other are both used, or neither; nothing where all are decided alike."""
    places = {link.option.id: (c, j) for c, chain in enumerate(chains) for j, link in enumerate(chain)}
    for options in portfolio.options_by_bundle.values():
        bundle = [places[option.id] for option in options if option.id in places]
        decided = {_decided(chains[c][j]) for c, j in bundle}
        if decided not in ({True}, {False}):
            for one, other in pairwise(bundle):
                yield OptionLimit(Rule.BUNDLE, 0, {one: 1, other: -1}, exact=True)


def _decided(link: ChainLink) -> bool | None:
    """Whether every plan uses it or none does; None where plans may choose."""
    if link.exercised:
        return True
    return None if link.unavailable_reason is None else False
