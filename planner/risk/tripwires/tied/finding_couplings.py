"""Finding what ties the open contracts of a plan together."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from planner.domain.graph.union_find import UnionFind
from planner.domain.portfolio import Portfolio
from planner.risk.tripwires.open_chains import OpenChain
from planner.risk.tripwires.tied.couplings import Coupling, Link, SharedLimit
from planner.solver.model.instance import Instance, OptionLimit


def couplings_of(portfolio: Portfolio, instance: Instance, chains: Sequence[OpenChain]) -> tuple[Coupling, ...]:
    """The contracts that something ties, each set of them as one coupling; a limit can tie the options of one contract."""
    bundles, limits = [*_bundles(portfolio, chains)], [*_limits(instance, chains)]
    tied = [sorted({place for place, _ in links}) for links in (*bundles, *(limit.use for limit in limits))]
    together = UnionFind(sorted({place for places in tied for place in places}))
    for places in tied:
        together.join(places)
    return tuple(
        _coupling(tuple(sorted(places, key=lambda place: chains[place].id)), chains, bundles, limits)
        for places in together.sets()
    )


def _coupling(
    places: tuple[int, ...],
    chains: Sequence[OpenChain],
    bundles: Sequence[tuple[Link, ...]],
    limits: Sequence[SharedLimit],
) -> Coupling:
    own = {place: position for position, place in enumerate(places)}
    return Coupling(
        places=places,
        chains=tuple(chains[place] for place in places),
        bundles=tuple(tuple((own[c], j) for c, j in bundle) for bundle in bundles if bundle[0][0] in own),
        limits=tuple(_renamed(limit, own) for limit in limits if next(iter(limit.use))[0] in own),
    )


def _renamed(limit: SharedLimit, own: Mapping[int, int]) -> SharedLimit:
    use = {(own[c], j): amount for (c, j), amount in limit.use.items()}
    return SharedLimit(limit.rule, limit.most, use, limit.year)


def _bundles(portfolio: Portfolio, chains: Sequence[OpenChain]) -> Iterator[tuple[Link, ...]]:
    places = {link.option.id: (c, j) for c, chain in enumerate(chains) for j, link in enumerate(chain.links)}
    for options in portfolio.options_by_bundle.values():
        bundle = tuple(places[option.id] for option in options if option.id in places)
        if len(bundle) > 1:
            yield bundle


def _limits(instance: Instance, chains: Sequence[OpenChain]) -> Iterator[SharedLimit]:
    """The limits that the open options can reach. What is in force already has taken its part."""
    open_places = {chain.place: place for place, chain in enumerate(chains)}
    for limit in instance.limits:
        if limit.exact:
            continue
        left, use = limit.most, dict[Link, int]()
        for (c, j), amount in sorted(_whole_use(instance, limit).items()):
            if j < instance.contracts[c].prefixes.start:
                left -= amount
            elif c in open_places and j < instance.contracts[c].prefixes.stop - 1:
                use[open_places[c], j - instance.contracts[c].prefixes.start] = amount
        if sum(use.values()) > left:
            yield SharedLimit(limit.rule, left, use, limit.financial_year)


def _whole_use(instance: Instance, limit: OptionLimit) -> Mapping[tuple[int, int], int]:
    """What each option takes where it runs its whole length, since nobody knows on its day how long it will."""
    found: dict[tuple[int, int], int] = defaultdict(int, limit.use)
    for (c, j), pounds in limit.by_day.items():
        found[c, j] += pounds * instance.contracts[c].links[j].length_days
    return found
