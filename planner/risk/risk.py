"""How sure a plan is: the answer as one value, and the function that finds it."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cached_property

from planner.domain.uncertain.families import RangeFamily
from planner.domain.uncertain.held_still import HeldStill, held_still
from planner.plan.plan_case import PlanCase
from planner.risk.curves import ContractCurve, ContractOutcomes, contract_curve, contract_outcomes, cover_ends
from planner.risk.draws import BATCH, FIT_BATCHES, REPORTED_DRAWS, Keys, Purpose, batch_count
from planner.risk.drivers import drivers_of
from planner.risk.execution.program import Program, program_of
from planner.risk.measuring import Measured, Prefixes
from planner.risk.quarters import quarter_rows
from planner.risk.records import (
    Answer,
    AnswerRisk,
    ContractRisk,
    Convergence,
    CoverEnd,
    DepartmentRisk,
    DriverRisk,
    MigrationRisk,
    MilestoneRisk,
    QuarterRisk,
)
from planner.risk.rows import (
    answer_rows,
    contract_rows,
    convergence_rows,
    department_rows,
    migration_rows,
    milestone_rows,
)
from planner.risk.sampling import Sample, Sampling, sampled
from planner.risk.uncertainty import Uncertainty, uncertainty_of

DRIVER_BATCHES = 4
"""Of the draws that are reported, these first ones are carried out again without each driver."""
LEAST_KEPT = 2
"""Batches that say how far off their mean is."""


@dataclass(frozen=True, kw_only=True)
class RiskSettings:
    """How a risk is asked for. `range`: one family for all ranges; None: their own. `threads`: 0 takes all processors."""

    draws: int = REPORTED_DRAWS
    seed: int = 1
    range: RangeFamily | None = None
    spread: float = 1.0
    as_early_as_possible: bool = False
    drivers: bool = True
    threads: int = 0


@dataclass(frozen=True, kw_only=True)
class Risk:
    """What was drawn and measured. `draws` are those carried out: fewer than asked for where it was `interrupted`.

    `still`: what has no range, and was held still. `cut_leads`: precedences whose lead is longer than the
    warning, so that less of it was used. Removals of drivers do not add up.
    """

    case: PlanCase
    settings: RiskSettings
    uncertainty: Uncertainty
    draws: int
    interrupted: bool
    contracts: tuple[ContractRisk, ...]
    departments: tuple[DepartmentRisk, ...]
    migrations: tuple[MigrationRisk, ...]
    milestones: tuple[MilestoneRisk, ...]
    drivers: tuple[DriverRisk, ...]
    answers: tuple[AnswerRisk, ...]
    convergence: tuple[Convergence, ...]
    still: HeldStill
    cut_leads: tuple[tuple[str, str], ...]
    committed: Prefixes
    measured: Measured
    seconds: float

    @property
    def sample(self) -> Sample:
        """What came of the draws."""
        return self.measured.sample

    @cached_property
    def quarters(self) -> tuple[QuarterRisk, ...]:
        """Exposure by financial quarter, worked out at the first question."""
        return tuple(quarter_rows(self.measured))

    @cached_property
    def ends(self) -> tuple[CoverEnd, ...]:
        """Every end that the cover of a contract with a way off can have, and how likely the contract is needed longer."""
        places = [place for place, held in enumerate(self.measured.no_route) if not held]
        return tuple(end for place in places for end in cover_ends(self.measured, place))

    def curve(self, contract: str) -> ContractCurve:
        """By when a contract is needed no more, by share of the futures. SettingsError where it has no way off."""
        return contract_curve(self.measured, contract)

    def outcomes(self, contract: str) -> ContractOutcomes:
        """What came of a contract in each draw, with the plan's options."""
        return contract_outcomes(self.measured, contract)


def find_risk(
    case: PlanCase,
    settings: RiskSettings | None = None,
    *,
    stop: Callable[[], bool] = lambda: False,
    on_step: Callable[[str], None] = lambda step: None,
) -> Risk | None:
    """The risk of a plan. Where `stop` says so, what has been drawn is kept; None: too little to say how far off it is."""
    began, chosen = time.monotonic(), settings or RiskSettings()
    uncertainty = uncertainty_of(case.portfolio, spread=chosen.spread)
    if chosen.range is not None:
        uncertainty = uncertainty.in_family(chosen.range)
    program = program_of(case.portfolio, case.plan, uncertainty, as_early_as_possible=chosen.as_early_as_possible)
    evaluate = Sampling(
        keys=Keys.of(uncertainty),
        seed=chosen.seed,
        purpose=Purpose.EVALUATE,
        batches=batch_count(chosen.draws),
        threads=chosen.threads,
    )

    def tell(done: int, of: int) -> None:
        on_step(f"Carried out {done * BATCH:,} of {of * BATCH:,} draws; Ctrl-C keeps what there is.")

    committed = _committed(case, program, uncertainty, evaluate, stop)
    found = sampled(program, uncertainty, evaluate, stop=stop, on_batch=tell)
    if committed is None or found is None or found.batches < LEAST_KEPT:
        return None
    measured = Measured(case, program, found)
    drivers: tuple[DriverRisk, ...] = ()
    if chosen.drivers:
        drivers = tuple(drivers_of(measured, uncertainty, evaluate, committed, DRIVER_BATCHES, stop, on_step))
    return _risk(measured, program, uncertainty, chosen, committed, drivers, stop(), began)


def _committed(
    case: PlanCase, program: Program, uncertainty: Uncertainty, evaluate: Sampling, stop: Callable[[], bool]
) -> Prefixes | None:
    """What is best decided today, from draws of its own, which are given up at once; None where it was stopped before."""
    fit = replace(evaluate, purpose=Purpose.FIT, batches=FIT_BATCHES)
    fitted = sampled(program, uncertainty, fit, stop=stop)
    return None if fitted is None else Measured(case, program, fitted).best_prefixes()


def _risk(
    measured: Measured,
    program: Program,
    uncertainty: Uncertainty,
    settings: RiskSettings,
    committed: Prefixes,
    drivers: tuple[DriverRisk, ...],
    interrupted: bool,
    began: float,
) -> Risk:
    return Risk(
        case=measured.case,
        settings=settings,
        uncertainty=uncertainty,
        draws=measured.sample.draws,
        interrupted=interrupted,
        contracts=(
            *contract_rows(measured, uncertainty, Answer.PLAN),
            *contract_rows(measured, uncertainty, Answer.EVERYTHING),
        ),
        departments=tuple(department_rows(measured)),
        migrations=tuple(migration_rows(measured)),
        milestones=tuple(milestone_rows(measured, uncertainty)),
        drivers=drivers,
        answers=tuple(answer_rows(measured, committed)),
        convergence=tuple(convergence_rows(measured)),
        still=held_still(measured.portfolio),
        cut_leads=program.cut_leads,
        committed=committed,
        measured=measured,
        seconds=time.monotonic() - began,
    )
