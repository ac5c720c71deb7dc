"""What mitigations are worth: expected cost without, less expected cost with them, on the same draws, less their price."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor

import numpy as np

from planner.domain.portfolio import Portfolio
from planner.domain.risks import RiskDriver
from planner.risk.changes.effects import Change, Effect
from planner.risk.changes.replay import Replay
from planner.risk.draws import Days
from planner.risk.execution.carrying_out import needed_until
from planner.risk.measuring import Measured, Prefixes
from planner.risk.records import MitigationRisk
from planner.risk.sampling import Sampling
from planner.risk.uncertainty import Uncertainty

MITIGATION = "mitigation"
"""The kind of such a change."""


def mitigations(fitted: Measured, asked: Prefixes, sampling: Sampling) -> list[Change]:
    """Every mitigation of an event that can still happen, with what is best asked for once it is paid for.

    `fitted`: the draws that choices are made on, with `asked` as the choice without any mitigation.
    """
    wanted = [id for id, _ in _stated(fitted.portfolio, fitted.uncertainty)]
    changed = {id: mitigated(fitted.uncertainty, id) for id in wanted}
    if not wanted:
        return []
    with ThreadPoolExecutor(sampling.workers) as pool:
        batches = [
            *pool.map(lambda place: _needed(fitted, sampling, place, [*changed.values()]), range(sampling.batches))
        ]
    return [
        Change(
            MITIGATION, id, changed[id], _best(fitted, asked, np.concatenate([each[place] for each in batches], axis=1))
        )
        for place, id in enumerate(wanted)
    ]


def has_mitigations(portfolio: Portfolio, uncertainty: Uncertainty) -> bool:
    """Whether anything is stated that could be done about an event that can still happen."""
    return any(True for _ in _stated(portfolio, uncertainty))


def mitigated(uncertainty: Uncertainty, event: str) -> Uncertainty:
    """The same with the mitigation of an event paid for; without the event where nobody stated what it achieves."""
    found = next(item for item in uncertainty.events if item.id == event)
    return (
        uncertainty.without(events=frozenset({event}))
        if found.mitigated is None
        else uncertainty.with_mitigation(event)
    )


def mitigation_rows(
    portfolio: Portfolio, uncertainty: Uncertainty, effects: Sequence[Effect]
) -> tuple[MitigationRisk, ...]:
    """What each is worth, the greatest first."""
    drivers = dict(_stated(portfolio, uncertainty))
    rows = [_row(drivers[effect.change.id], effect) for effect in effects]
    return tuple(sorted(rows, key=lambda row: (-row.worth_pounds, row.event)))


def _stated(portfolio: Portfolio, uncertainty: Uncertainty) -> Iterator[tuple[str, RiskDriver]]:
    """The events that can happen and for which the tables state something to be done."""
    driver = {item.id: item for item in portfolio.risk_drivers}
    for event in uncertainty.events:
        found = driver[event.id]
        said = found.mitigation is not None or found.mitigation_pounds is not None
        if event.probability > 0.0 and (said or event.mitigated is not None):
            yield event.id, found


def _needed(fitted: Measured, sampling: Sampling, place: int, changed: Sequence[Uncertainty]) -> list[Days]:
    """The needed-until days of a batch after each change."""
    replay = Replay.of(fitted.program, fitted.uncertainty, sampling.batch(place))
    before = fitted.sample.needed[:, place * sampling.points : (place + 1) * sampling.points]
    found = []
    for each in changed:
        draws, cutovers = replay.again(each)
        after = before.copy()
        after[:, draws] = needed_until(fitted.program, cutovers)
        found.append(after)
    return found


def _best(fitted: Measured, asked: Prefixes, needed: Days) -> Prefixes:
    """What is best asked for with these days; what a contract is asked for stays where its days do."""
    found = dict(asked)
    for place in np.flatnonzero((needed != fitted.sample.needed).any(axis=1)):
        costs = fitted.costs[place]
        found[costs.contract.id] = costs.best_prefix(needed[place], fitted.sample.agreed)
    return found


def _row(driver: RiskDriver, effect: Effect) -> MitigationRisk:
    saved = effect.saved
    price = driver.mitigation_pounds
    return MitigationRisk(
        event=driver.id,
        mitigation=driver.mitigation,
        price_pounds=price,
        saves_pounds=round(saved.value),
        error=round(saved.half_width),
        worth_pounds=round(saved.value) - (price or 0),
        at_most=driver.mitigated_probability is None and driver.mitigated_percent is None,
        uncovered_contracts=float(effect.uncovered.sum(axis=1).mean()),
    )
