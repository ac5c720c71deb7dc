"""What drives the cost: what is saved on the same draws if one event, one date, or all lengths were certain."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice

import numpy as np

from planner.risk.changes.effects import Change, Effect
from planner.risk.families import Floats
from planner.risk.intervals import mean_of
from planner.risk.measuring import Prefixes
from planner.risk.records import ContractDriver, DriverRisk
from planner.risk.uncertainty import Uncertainty

STRONGEST = 2
"""So many drivers are named for each contract."""
LEAST_DAYS = 1.0
"""A driver is named where it costs something that the draws can show, or keeps the contract needed for so many days."""


def removals(uncertainty: Uncertainty, asked: Prefixes) -> Iterator[Change]:
    """Each thing that is drawn made certain, with what is asked for left as it is."""
    for event in uncertainty.events:
        if event.probability > 0.0:
            yield Change("event", event.id, uncertainty.without(events=frozenset({event.id})), asked)
    for date in uncertainty.dates:
        if date.varies:
            yield Change("date", date.id, uncertainty.without(dates=frozenset({date.id})), asked)
    if uncertainty.lengths:
        yield Change("lengths", "all phases", replace(uncertainty, lengths={}), asked, lengths_still=True)


def driver_rows(effects: Sequence[Effect]) -> tuple[DriverRisk, ...]:
    """The drivers by pounds, the greatest first."""
    rows = [_row(effect) for effect in effects]
    return tuple(sorted(rows, key=lambda row: (-row.pounds, row.kind, row.id)))


def _row(effect: Effect) -> DriverRisk:
    saved = effect.saved
    return DriverRisk(
        kind=effect.change.kind,
        id=effect.change.id,
        pounds=round(saved.value),
        error=round(saved.half_width),
        uncovered_contracts=float(effect.uncovered.sum(axis=1).mean()),
        days=float(effect.cutovers.mean()),
    )


def contract_drivers(effects: Sequence[Effect], contracts: Sequence[str]) -> tuple[ContractDriver, ...]:
    """The strongest drivers of each of these contracts, which are those of the effects, in their order."""
    return tuple(row for place, id in enumerate(contracts) for row in _strongest(effects, place, id))


def _strongest(effects: Sequence[Effect], place: int, contract: str) -> Iterator[ContractDriver]:
    found = [_Part(effect, effect.pounds[:, place], float(effect.days[:, place].mean())) for effect in effects]
    shown = sorted((part for part in found if part.shows), key=lambda part: part.order)
    for rank, part in enumerate(islice(shown, STRONGEST), start=1):
        saved = mean_of(part.pounds)
        yield ContractDriver(
            contract=contract,
            rank=rank,
            kind=part.effect.change.kind,
            id=part.effect.change.id,
            pounds=round(saved.value),
            error=round(saved.half_width),
            days=part.days,
        )


@dataclass(frozen=True)
class _Part:
    """What a driver does to one contract."""

    effect: Effect
    pounds: Floats
    days: float

    @property
    def shows(self) -> bool:
        return mean_of(self.pounds).low > 0.0 or self.days >= LEAST_DAYS

    @property
    def order(self) -> tuple[float, float, str, str]:
        return -round(float(np.mean(self.pounds))), -self.days, self.effect.change.kind, self.effect.change.id
