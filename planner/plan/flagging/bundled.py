"""What the other options of its bundle mean for an option: who stands with it, what falls with it, what it fell with."""

from __future__ import annotations

from collections.abc import Iterator

from planner.domain.contracts import ExtensionOption
from planner.domain.option_chain import ChainLink, Obstacle
from planner.domain.portfolio import Portfolio
from planner.domain.wording import listed

LOST = (Obstacle.LAPSED, Obstacle.TOO_LATE)
"""Obstacles that say a right was there and is no more."""


def mates_of(portfolio: Portfolio, option: ExtensionOption) -> tuple[ExtensionOption, ...]:
    """The other options of its bundle; none where it is taken alone."""
    bundle = portfolio.options_by_bundle[option.bundle] if option.bundle is not None else ()
    return tuple(mate for mate in bundle if mate.id != option.id)


def together_with(portfolio: Portfolio, option: ExtensionOption) -> str | None:
    """For instance `together with T2 of S2 and T3 of S3 (bundle TEAM)`; None where it is taken alone."""
    mates = mates_of(portfolio, option)
    if not mates:
        return None
    names = listed([f"{mate.id} of {mate.contract}" for mate in mates])
    return f"together with {names} (bundle {mates[0].bundle})"


def falling_with(portfolio: Portfolio, link: ChainLink) -> tuple[str, ...]:
    """The open options that nobody can use either without this one: those behind it, those of its bundle, and so on."""
    fallen, waiting = {link.option.id: link}, [link]
    while waiting:
        for other in _next_to_fall(portfolio, waiting.pop(0)):
            if other.option.id not in fallen and other.is_open:
                fallen[other.option.id] = other
                waiting.append(other)
    return tuple(fallen)[1:]


def _next_to_fall(portfolio: Portfolio, link: ChainLink) -> Iterator[ChainLink]:
    chain = portfolio.chain_by_contract[link.option.contract]
    yield from chain[chain.index(link) + 1 :]
    yield from _mates(portfolio, link)


def _mates(portfolio: Portfolio, link: ChainLink) -> Iterator[ChainLink]:
    """The other links of its bundle, as far as their contracts have use for them."""
    found = (portfolio.link_by_option.get(mate.id) for mate in mates_of(portfolio, link.option))
    return (mate for mate in found if mate is not None)


def lost_right(portfolio: Portfolio, link: ChainLink, seen: frozenset[str] = frozenset()) -> ChainLink | None:
    """The right whose lapse or last day makes this one unusable: itself, or one it depends on through bundles.

    One that was refused, stands behind a hole or would run beyond the maximum end was never there to be lost.
    """
    if link.option.id in seen:
        return None
    if link.obstacle in LOST:
        return link if _within_maximum(portfolio, link) else None
    causes: Iterator[ChainLink] = iter(())
    if link.obstacle is Obstacle.IN_A_BUNDLE:
        causes = _mates(portfolio, link)
    elif link.obstacle is Obstacle.BEHIND_ANOTHER and seen:
        causes = (other for other in portfolio.chain_by_contract[link.option.contract] if other.obstacle is not None)
    found = (lost_right(portfolio, cause, seen | {link.option.id}) for cause in causes)
    return next((right for right in found if right is not None), None)


def _within_maximum(portfolio: Portfolio, link: ChainLink) -> bool:
    maximum = portfolio.contract_by_id[link.option.contract].maximum_end_date
    return maximum is None or link.end.value <= maximum
