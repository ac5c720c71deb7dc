"""Bundles that are probably not meant as they stand: of one option, with names that look alike, or paid for twice."""

from __future__ import annotations

from collections.abc import Iterator

from planner.domain.contracts import ExtensionOption
from planner.domain.findings import Finding
from planner.domain.portfolio import Portfolio
from planner.domain.wording import money
from planner.reading.cells.located import Tables
from planner.reading.cells.nearest import nearest_name
from planner.reading.checks.lookalikes import difference, look_alike


def odd_bundles(portfolio: Portfolio, tables: Tables) -> Iterator[Finding]:
    """Every bundle; one whose options are all one contract's is as good as any."""
    names = list(portfolio.options_by_bundle)
    for name, bundle in portfolio.options_by_bundle.items():
        if len(bundle) == 1:
            yield _alone(name, names, bundle[0], tables)
        yield from _like_another(name, names, bundle[0], tables)
        yield from _priced_twice(portfolio, bundle, tables)


def _alone(name: str, names: list[str], option: ExtensionOption, tables: Tables) -> Finding:
    nearest = nearest_name(name, [other for other in names if other != name])
    hint = f'; did you mean "{nearest}"?' if nearest else ""
    message = f'no other option is in the bundle "{name}", so it changes nothing'
    cure = f"write the same text on the options taken together with it, or leave it blank{hint}"
    return tables.place("options", option.id).warning("bundle-of-one", "bundle", message, cure=cure)


def _like_another(name: str, names: list[str], first: ExtensionOption, tables: Tables) -> Iterator[Finding]:
    """One finding for each pair of names that look alike, at the later of them."""
    for other in names[: names.index(name)]:
        if look_alike(name, other):
            message = (
                f'the bundles "{other}" and "{name}" look alike but are two: they differ {difference(name, other)}'
            )
            cure = f'write "{other}" on all of their options, or give one of the bundles another name'
            yield tables.place("options", first.id).warning("bundle-lookalike", "bundle", message, cure=cure)


def _priced_twice(portfolio: Portfolio, bundle: tuple[ExtensionOption, ...], tables: Tables) -> Iterator[Finding]:
    """Options without a price in a bundle in which another states one: they cost what their contract costs."""
    priced = next((option for option in bundle if option.annual_price_pounds or option.fee_pounds), None)
    for option in bundle if priced is not None else ():
        contract = portfolio.contract_by_id[option.contract]
        unstated = option.annual_price_pounds is None and not option.uplift_percent and not option.fee_pounds
        if priced is not None and unstated and contract.annual_price_pounds:
            price = money(contract.annual_price_pounds, portfolio.currency)
            message = f'it states no price, so it costs that of "{contract.id}", {price} a year, beside "{priced.id}"'
            cure = f'write 0 where the price of the bundle stands on "{priced.id}", else write its own price'
            yield tables.place("options", option.id).warning("bundle-price", "annual_price_pounds", message, cure=cure)
