"""Bundles: options that are taken together or not at all, so the chains of their contracts are laid together.

One that cannot be used makes all unusable, and what stands behind them in their chains, which may hold other bundles. One
that is exercised exercises all, and those before them. All have the earliest last day among them.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from types import MappingProxyType

from planner.domain.calendar import DerivedDate
from planner.domain.chains.link import ChainLink, Obstacle
from planner.domain.contracts import ExtensionOption, OptionState
from planner.domain.wording import calendar_day

Chains = Mapping[str, tuple[ChainLink, ...]]
"""The chain of every contract, by its id."""


def options_by_bundle(options: Iterable[ExtensionOption]) -> Mapping[str, tuple[ExtensionOption, ...]]:
    """The options of every bundle, by contract and sequence; one that names no bundle is in none."""
    found: dict[str, list[ExtensionOption]] = {}
    for option in sorted(options, key=lambda option: (option.contract, option.sequence, option.id)):
        if option.bundle is not None:
            found.setdefault(option.bundle, []).append(option)
    return MappingProxyType({bundle: tuple(found[bundle]) for bundle in sorted(found)})


def decided_together(
    decided: Collection[str],
    bundles: Iterable[Collection[ExtensionOption]],
    chains: Iterable[Collection[ExtensionOption]],
) -> frozenset[str]:
    """The options decided, and the available ones that stand in a bundle with one of them or before it in its chain."""
    together, in_sequence = [tuple(bundle) for bundle in bundles], [tuple(chain) for chain in chains]
    known = frozenset(decided)
    while True:
        mates = {o.id for bundle in together if any(o.id in known for o in bundle) for o in bundle if _available(o)}
        before = {o.id for chain in in_sequence for o in _before_last(chain, known) if _available(o)}
        if mates | before <= known:
            return known
        known |= mates | before


def _available(option: ExtensionOption) -> bool:
    return option.state is OptionState.AVAILABLE


def _before_last(chain: tuple[ExtensionOption, ...], decided: Collection[str]) -> tuple[ExtensionOption, ...]:
    last = max((place for place, option in enumerate(chain) if option.id in decided), default=0)
    return chain[:last]


def laid_together(chains: Chains, bundles: Mapping[str, tuple[ExtensionOption, ...]], status_date: date) -> Chains:
    """The chains with what the bundles change: shared last days, and options that others make unusable."""
    links = {link.option.id: link for chain in chains.values() for link in chain}
    members = {name: [option.id for option in bundle if option.contract in chains] for name, bundle in bundles.items()}
    shared = {name: ids for name, ids in members.items() if len(ids) > 1}
    for name, ids in shared.items():
        known = [links[id] for id in ids if id in links]
        links.update(_with_shared_days(name, known, status_date) if known else ())
    order = [[link.option.id for link in chain] for chain in chains.values()]
    while changes := dict([*_behind(order, links), *_beside(shared, links)]):
        links.update(changes)
    return {contract: tuple(links[link.option.id] for link in chain) for contract, chain in chains.items()}


def _with_shared_days(name: str, bundle: list[ChainLink], status_date: date) -> Iterator[tuple[str, ChainLink]]:
    """The links with the earliest last days among them; too late for one is too late for all."""
    first_notice = min(bundle, key=lambda link: link.notice.value)
    first = min(bundle, key=lambda link: link.decision.value)
    assumed = first.assumed + tuple(figure for figure in first_notice.assumed if figure not in first.assumed)
    late = first.decision.value < status_date
    for link in bundle:
        changed = replace(
            link,
            notice=_earliest(link.notice, first_notice.notice, "for notice", first_notice, name),
            decision=_earliest(link.decision, first.decision, "to decide", first, name),
            own_notice_date=link.notice.value,
            assumed=assumed if first_notice.notice_assumed else first.assumed,
            notice_assumed=first_notice.notice_assumed,
        )
        if link.is_open and link.opens is not None and link.opens.value > changed.notice.value:
            changed = _blocked(changed, Obstacle.NEVER_OPENS, _never_opens(link, link.opens.value, first_notice, name))
        elif late and link.obstacle in (None, Obstacle.TOO_LATE) and not link.exercised and link is not first:
            changed = _blocked(changed, Obstacle.TOO_LATE, _too_late(link, first, name))
        yield link.option.id, changed


def _never_opens(link: ChainLink, opens: date, first: ChainLink, name: str) -> str:
    return (
        f"notice of {link.option.id} can be given from {calendar_day(opens)} on, after its last day "
        f"{calendar_day(first.notice.value)}, that of {first.option.id} in its bundle {name}"
    )


def _too_late(link: ChainLink, first: ChainLink, name: str) -> str:
    return (
        f"the last day to decide on {link.option.id} was {calendar_day(first.decision.value)}, "
        f"that of {first.option.id} in its bundle {name}"
    )


def _earliest(own: DerivedDate, shared: DerivedDate, what: str, source: ChainLink, name: str) -> DerivedDate:
    if own.value == shared.value:
        return own
    day = calendar_day(shared.value)
    return own.then(shared.value, f"{source.option.id} of its bundle {name} has the earliest last day {what}: {day}")


def _behind(order: list[list[str]], links: Mapping[str, ChainLink]) -> Iterator[tuple[str, ChainLink]]:
    """The links that still count as usable although one before them cannot be used."""
    for chain in order:
        blocked: str | None = None
        for id in chain:
            if blocked is not None and links[id].is_open:
                yield id, _blocked(links[id], Obstacle.BEHIND_ANOTHER, f"{blocked} before it cannot be used")
            if blocked is None and links[id].obstacle is not None:
                blocked = id


def _beside(bundles: Mapping[str, list[str]], links: Mapping[str, ChainLink]) -> Iterator[tuple[str, ChainLink]]:
    """The links that still count as usable although another of their bundle cannot be used."""
    for name, ids in bundles.items():
        unusable = next((id for id in ids if id not in links or links[id].obstacle is not None), None)
        for id in ids:
            if unusable is not None and id in links and links[id].is_open:
                why = links[unusable].unavailable_reason if unusable in links else "its contract goes on by itself"
                reason = f"{id} is in bundle {name} with {unusable}, and {why}"
                yield id, _blocked(links[id], Obstacle.IN_A_BUNDLE, reason)


def _blocked(link: ChainLink, obstacle: Obstacle, reason: str) -> ChainLink:
    return replace(link, obstacle=obstacle, unavailable_reason=reason)
