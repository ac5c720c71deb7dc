"""What version 0.2.0 added to contracts: renewals, rolling contracts, windows of a right, maximum ends, and bundles.

A share of the contracts has one of the first four; bundles come on top. A contract that goes on by itself has no options.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from enum import StrEnum

from planner.benchmarks.generator.spec import GeneratorSpec
from planner.benchmarks.generator.stream import Stream
from planner.domain.calendar import add_months
from planner.domain.contracts import Contract, ExtensionOption, NoticeUnit, OptionKind
from planner.domain.policy import ExtensionBudget
from planner.domain.portfolio import Portfolio


class _Variety(StrEnum):
    RENEWS = "renews"
    ROLLS = "rolls"
    WINDOW = "window"
    UP_TO = "up to"


WEIGHTS = (30, 15, 30, 25)
MONTHS_OF_WINDOW = (12, 15, 18)
"""The notices drawn are nine months at most, so each of these windows is open for three months or more."""


@dataclass(frozen=True, kw_only=True)
class VariedTerms:
    """The contracts and options of a portfolio, some of them changed."""

    contracts: tuple[Contract, ...]
    options: tuple[ExtensionOption, ...]


def vary_terms(spec: GeneratorSpec, contracts: Sequence[Contract], options: Sequence[ExtensionOption]) -> VariedTerms:
    """The same contracts, a share of them with other terms; the options of those that go on by themselves are gone."""
    chains: dict[str, list[ExtensionOption]] = {contract.id: [] for contract in contracts}
    for option in options:
        chains[option.contract].append(option)
    varied = [_vary(spec, contract, chains[contract.id]) for contract in contracts]
    return VariedTerms(
        contracts=tuple(contract for contract, _ in varied),
        options=_in_bundles(spec, [chain for _, chain in varied]),
    )


def _in_bundles(spec: GeneratorSpec, chains: Sequence[list[ExtensionOption]]) -> tuple[ExtensionOption, ...]:
    """The options, those that come first in their contracts in bundles of two to four, for half of the share."""
    stream = Stream(spec.seed, "bundles")
    free = stream.shuffled([chain[0].id for chain in chains if chain and chain[0].kind is OptionKind.OPTION])
    wanted, bundle_of = len(free) * spec.varied_percent // 200, dict[str, str]()
    while len(bundle_of) + 1 < wanted:
        members, free = free[:4], free[4:]
        size = min(len(members), stream.between(2, 4))
        bundle_of.update(dict.fromkeys(members[:size], f"B{len(bundle_of) + 1:04d}"))
    return tuple(replace(option, bundle=bundle_of.get(option.id)) for chain in chains for option in chain)


def _vary(
    spec: GeneratorSpec, contract: Contract, chain: list[ExtensionOption]
) -> tuple[Contract, list[ExtensionOption]]:
    stream = Stream(spec.seed, f"terms {contract.id}")
    variety = stream.pick_weighted(tuple(_Variety), WEIGHTS)
    if not stream.happens(spec.varied_percent):
        return contract, chain
    match variety:
        case _Variety.RENEWS:
            uplift = stream.between(0, 25)
            price = (contract.annual_price_pounds or 0) * (100 + uplift) // 100
            months = stream.pick((3, 6, 12, 12))
            return replace(contract, renewal_months=months, renewal_annual_price_pounds=price), []
        case _Variety.ROLLS:
            return replace(contract, rolling=True), []
        case _Variety.WINDOW:
            months = stream.pick(MONTHS_OF_WINDOW)
            return replace(contract, earliest_notice=months, earliest_notice_unit=NoticeUnit.MONTHS), chain
        case _Variety.UP_TO:
            return _up_to_a_maximum_end(stream, contract, chain)


def _up_to_a_maximum_end(
    stream: Stream, contract: Contract, chain: list[ExtensionOption]
) -> tuple[Contract, list[ExtensionOption]]:
    """The maximum end lies inside the last option, which three times in four stops there."""
    up_to, days = stream.happens(75), stream.between(15, 80)
    if not chain or chain[-1].kind is OptionKind.BRIDGE:
        return contract, chain
    *first, last = chain
    months = sum(option.months or 0 for option in first)
    maximum = add_months(contract.stated_expiry_date, months) + timedelta(days=days)
    return replace(contract, maximum_end_date=maximum), [*first, replace(last, up_to=up_to)]


def budgets_with_what_is_owed(portfolio: Portfolio) -> tuple[ExtensionBudget, ...]:
    """The budgets, each raised by what the periods owed already cost in its year, so that a plan can keep them."""
    owed: dict[int, int] = {}
    for chain in portfolio.chain_by_contract.values():
        for link in chain:
            if link.exercised:
                for year, pounds in link.pounds_by_financial_year(portfolio.financial_year_start_month).items():
                    owed[year] = owed.get(year, 0) + pounds
    return tuple(
        replace(budget, pounds=budget.pounds + owed.get(budget.financial_year, 0)) for budget in portfolio.budgets
    )
