"""What is said of contracts that are tied together, and what their options are told about it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from planner.risk.draws import BATCH, FIT_BATCHES
from planner.risk.families import Floats
from planner.risk.intervals import Estimate, clopper_pearson, mean_of, share_of
from planner.risk.tripwires.fitting import Rules
from planner.risk.tripwires.open_chains import OpenChain
from planner.risk.tripwires.records import Mate, Tied, TiedLimit
from planner.risk.tripwires.rules import Kind, Rule
from planner.risk.tripwires.tied.couplings import Link
from planner.risk.tripwires.tied.fitted_couplings import FittedCoupling

if TYPE_CHECKING:
    from planner.risk.tripwires.measured_contracts import BatchFigures


@dataclass(frozen=True)
class OptionTies:
    """For each option of a contract: its rule, the rest of its bundle, who reads what, and whether a limit ties it.

    `yields`: it is never exercised, but would be without limits.
    """

    rules: Rules
    bundles: tuple[tuple[str, ...], ...]
    mates: tuple[tuple[Mate, ...], ...]
    read: tuple[tuple[tuple[OpenChain, Rule], ...], ...]
    limited: tuple[bool, ...]
    yields: tuple[bool, ...]


def option_ties(couplings: Sequence[FittedCoupling]) -> Mapping[int, OptionTies]:
    """The ties of every contract that is measured with others, by its place among all open contracts."""
    return {
        place: _ties(coupling, own)
        for coupling in couplings
        if coupling.is_joint
        for own, place in enumerate(coupling.coupling.places)
    }


def _ties(fitted: FittedCoupling, contract: int) -> OptionTies:
    links = [(contract, link) for link in range(len(fitted.coupling.chains[contract].links))]
    return OptionTies(
        rules=tuple(fitted.rule(*link) for link in links),
        bundles=tuple(_others(fitted, link) for link in links),
        mates=tuple(tuple(_mates(fitted, link)) for link in links),
        read=tuple(tuple(_read(fitted, link)) for link in links),
        limited=tuple(_limited(fitted, link) for link in links),
        yields=tuple(_yields(fitted, link) for link in links),
    )


def _others(fitted: FittedCoupling, link: Link) -> tuple[str, ...]:
    bundle = fitted.coupling.bundle_of.get(link, ())
    return tuple(fitted.coupling.option(mate) for mate in bundle if mate != link)


def _read(fitted: FittedCoupling, link: Link) -> Iterator[tuple[OpenChain, Rule]]:
    for contract in fitted.decisions.order[fitted.decisions.at[link]].first:
        yield fitted.coupling.chains[contract], fitted.decision_rule(link, contract)


def _mates(fitted: FittedCoupling, link: Link) -> Iterator[Mate]:
    for chain, rule in _read(fitted, link):
        if rule.kind is Kind.DATE and chain != fitted.coupling.chains[link[0]]:
            yield Mate(chain.id, rule.threshold)


def _limited(fitted: FittedCoupling, link: Link) -> bool:
    limits = zip(fitted.coupling.limits, fitted.short, strict=True)
    return any(link in limit.use and share > 0.0 for limit, share in limits)


def _yields(fitted: FittedCoupling, link: Link) -> bool:
    place = fitted.decisions.at[link]
    return fitted.rules[place].kind is Kind.NEVER and fitted.alone[place].kind is not Kind.NEVER


def tied_rows(couplings: Sequence[FittedCoupling], batches: Sequence[BatchFigures]) -> tuple[Tied, ...]:
    """One record for each coupling."""
    joint = [coupling for coupling in couplings if coupling.is_joint]
    return tuple(_row(each, joint.index(each) if each.is_joint else None, batches) for each in couplings)


def _row(fitted: FittedCoupling, place: int | None, batches: Sequence[BatchFigures]) -> Tied:
    coupling = fitted.coupling

    def mean(name: str) -> Estimate | None:
        return None if place is None else mean_of(_column(batches, place, name))

    worth = None
    if place is not None and any(fitted.short):
        worth = mean_of(_column(batches, place, "tripwires") - _column(batches, place, "without_limits"))
    return Tied(
        contracts=tuple(chain.id for chain in coupling.chains),
        served=tuple(coupling.option(link) for decision in fitted.decisions.order for link in decision.links),
        bundles=tuple(tuple(coupling.option(link) for link in bundle) for bundle in coupling.bundles),
        limits=tuple(_limit(fitted, place, number, batches) for number in range(len(coupling.limit_sets))),
        is_joint=fitted.is_joint,
        refitted=fitted.refitted,
        commit_now=mean("commit_now"),
        tripwires=mean("tripwires"),
        clairvoyant=mean("clairvoyant"),
        limit_worth=worth,
    )


def _limit(fitted: FittedCoupling, place: int | None, number: int, batches: Sequence[BatchFigures]) -> TiedLimit:
    """A limit as people name it; `number` is its place among them."""
    coupling = fitted.coupling
    limits = [coupling.limits[each] for each in coupling.limit_sets[number]]
    under = {link for limit in limits for link in limit.use}
    return TiedLimit(
        rule=limits[0].rule,
        most=max(limit.most for limit in limits),
        year=limits[0].year,
        options=tuple(coupling.option(link) for link in sorted(under)),
        short=_short(batches, place, number),
        short_alone=fitted.short_sets[number],
    )


def _column(batches: Sequence[BatchFigures], place: int, name: str) -> Floats:
    return np.array([getattr(batch.couplings[place], name) for batch in batches])


def _short(batches: Sequence[BatchFigures], place: int | None, limit: int) -> Estimate:
    """How often a limit is used up; where nothing is measured together, no draw of the fit used it up."""
    if place is None:
        return clopper_pearson(0, FIT_BATCHES * BATCH)
    return share_of(np.array([batch.couplings[place].short[limit] for batch in batches]), len(batches) * BATCH)
