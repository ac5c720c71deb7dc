"""The tripwires of a plan: rules fitted on one set of draws, and measured on another."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np

from planner.domain.portfolio import Portfolio
from planner.plan.entries import Plan
from planner.risk.draws import BATCH, FIT_BATCHES, REPORTED_DRAWS, batch_count
from planner.risk.execution.program import program_of
from planner.risk.intervals import mean_of
from planner.risk.tripwires.asked_plan import THREADS, AskedPlan
from planner.risk.tripwires.fitted_contracts import FittedContract, fit_contracts
from planner.risk.tripwires.measured_contracts import ContractFigures, measured_contracts
from planner.risk.tripwires.open_chains import open_chains
from planner.risk.tripwires.records import Tripwires
from planner.risk.tripwires.tripwire_rows import tripwire_rows
from planner.risk.uncertainty import Uncertainty, uncertainty_of

Progress = Callable[[str], None]


def tripwires_of(
    portfolio: Portfolio,
    plan: Plan,
    *,
    draws: int = REPORTED_DRAWS,
    seed: int = 1,
    uncertainty: Uncertainty | None = None,
    threads: int = THREADS,
    tell: Progress = lambda text: None,
) -> Tripwires:
    """The rules of every open option of a plan."""
    uncertain = uncertainty_of(portfolio) if uncertainty is None else uncertainty
    program = program_of(portfolio, plan, uncertain)
    chains = open_chains(portfolio, program, uncertain)
    asked = AskedPlan(portfolio, uncertain, program, chains, seed, threads=threads)
    tell("Fitting the rules")
    fitted = fit_contracts(asked)
    count, batches = batch_count(draws), list[tuple[ContractFigures, ...]]()
    for found in asked.side_by_side(lambda place: measured_contracts(asked, fitted, place), count):
        batches.append(found)
        tell(f"Measuring them, part {len(batches)} of {count}")
    return _result(asked, fitted, batches)


def _result(
    asked: AskedPlan, fitted: Sequence[FittedContract], batches: Sequence[Sequence[ContractFigures]]
) -> Tripwires:
    commit_now, tripwires, clairvoyant = np.array([_costs(batch) for batch in batches]).T
    by_contract = zip(fitted, zip(*batches, strict=True), strict=True)
    options = [row for contract, figures in by_contract for row in tripwire_rows(asked, contract, figures)]
    return Tripwires(
        seed=asked.seed,
        draws=len(batches) * BATCH,
        fit_draws=FIT_BATCHES * BATCH,
        family=", ".join(sorted({date.range.family.value for date in asked.uncertainty.dates if date.range})),
        options=tuple(sorted(options, key=lambda row: (row.acting_day, row.contract, row.option))),
        commit_now=mean_of(commit_now),
        tripwires=mean_of(tripwires),
        clairvoyant=mean_of(clairvoyant),
        waiting=mean_of(commit_now - tripwires),
        information=mean_of(tripwires - clairvoyant),
    )


def _costs(batch: Sequence[ContractFigures]) -> tuple[float, float, float]:
    """The three answers over all contracts of a batch."""
    return (
        sum(each.commit_now for each in batch),
        sum(each.tripwires for each in batch),
        sum(each.clairvoyant for each in batch),
    )
