"""What drives the cost: the plan carried out again on the same draws with one event, one date, or all lengths certain."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

import numpy as np

from planner.risk.execution.program import program_of
from planner.risk.intervals import mean_of
from planner.risk.measuring import Measured, Prefixes
from planner.risk.records import DriverRisk
from planner.risk.sampling import Sampling, sampled
from planner.risk.uncertainty import Uncertainty


def drivers_of(
    measured: Measured,
    uncertainty: Uncertainty,
    sampling: Sampling,
    committed: Prefixes,
    batches: int,
    stop: Callable[[], bool],
    on_step: Callable[[str], None],
) -> Iterator[DriverRisk]:
    """The drivers by pounds, the greatest first, with the options of `committed`; those not reached are left out."""
    few = replace(sampling, batches=min(batches, measured.sample.batches))
    before = replace(measured, sample=measured.sample.first(few.batches))
    found = []
    for kind, id, certain in _removals(uncertainty):
        if stop():
            break
        on_step(f"Carrying the plan out without {id}; Ctrl-C keeps what there is.")
        driver = _driver(before, kind, id, certain, few, committed)
        if driver is not None:
            found.append(driver)
    yield from sorted(found, key=lambda row: (-row.pounds, row.kind, row.id))


def _removals(uncertainty: Uncertainty) -> Iterator[tuple[str, str, Uncertainty]]:
    for event in uncertainty.events:
        if event.probability > 0.0:
            yield "event", event.id, uncertainty.without(events=frozenset({event.id}))
    for date in uncertainty.dates:
        if date.varies:
            yield "date", date.id, uncertainty.without(dates=frozenset({date.id}))
    if uncertainty.lengths:
        yield "lengths", "all phases", replace(uncertainty, lengths={})


def _driver(
    before: Measured, kind: str, id: str, certain: Uncertainty, sampling: Sampling, committed: Prefixes
) -> DriverRisk | None:
    program = before.program
    if kind == "lengths":
        program = program_of(before.portfolio, before.case.plan, certain)
    sample = sampled(program, certain, sampling)
    if sample is None:
        return None
    with_it, without = before.totals(committed), replace(before, sample=sample).totals(committed)
    saved = mean_of(before.sample.by_batch(with_it.pounds - without.pounds))
    days = before.sample.cutovers.astype(float) - sample.cutovers.astype(float)
    return DriverRisk(
        kind=kind,
        id=id,
        pounds=round(saved.value),
        error=round(saved.half_width),
        uncovered_contracts=float(np.mean(with_it.uncovered - without.uncovered)),
        days=float(np.mean(days)) if days.size else 0.0,
    )
