"""How sure a plan is: the answer as one value, and the function that finds it."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cached_property

from planner.domain.uncertain.held_still import HeldStill
from planner.plan.plan_case import PlanCase
from planner.risk.assumptions import Assumptions, still_in
from planner.risk.changes.drivers import contract_drivers, driver_rows, removals
from planner.risk.changes.effects import Effect, effects_of
from planner.risk.changes.mitigations import MITIGATION, has_mitigations, mitigation_rows, mitigations
from planner.risk.changes.starts import Side, other_start, start_rows
from planner.risk.curves import ContractCurve, ContractOutcomes, contract_curve, contract_outcomes, cover_ends
from planner.risk.draws import BATCH, FIT_BATCHES, LEAST_BATCHES, REPORTED_DRAWS, Keys, Purpose, batch_count
from planner.risk.measuring import Measured, Prefixes
from planner.risk.quarters import quarter_rows
from planner.risk.records import (
    Answer,
    AnswerRisk,
    ContractDriver,
    ContractRisk,
    Convergence,
    CoverEnd,
    DepartmentRisk,
    DriverRisk,
    MigrationRisk,
    MilestoneRisk,
    MitigationRisk,
    QuarterRisk,
    StartRisk,
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
from planner.risk.uncertainty import Uncertainty

LEAST_KEPT = 2
"""Batches that say how far off their mean is."""
DRIVER_POINTS = 512
"""Of each of the first batches at most so many points are carried out again without each driver."""
LEAST_POINTS = 64
DRIVER_WORK = 25_000_000
"""Activities that are carried out again at most, so that a great portfolio has fewer points."""


@dataclass(frozen=True, kw_only=True)
class RiskSettings(Assumptions):
    """How a risk is asked for. `threads`: 0 takes all processors."""

    draws: int = REPORTED_DRAWS
    seed: int = 1
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
    contract_drivers: tuple[ContractDriver, ...]
    mitigations: tuple[MitigationRisk, ...]
    starts: tuple[StartRisk, ...]
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

    def strongest_drivers(self, contract: str) -> tuple[str, ...]:
        """The ids of the strongest drivers of a contract, at most two."""
        return tuple(row.id for row in self.contract_drivers if row.contract == contract)


def find_risk(
    case: PlanCase,
    settings: RiskSettings | None = None,
    *,
    stop: Callable[[], bool] = lambda: False,
    on_step: Callable[[str], None] = lambda step: None,
) -> Risk | None:
    """The risk of a plan. Where `stop` says so, what has been drawn is kept; None: too little to say how far off it is."""
    began, chosen = time.monotonic(), settings or RiskSettings()
    uncertainty = chosen.uncertainty(case.portfolio)
    program = chosen.program(case.portfolio, case.plan, uncertainty)
    evaluate = Sampling(
        keys=Keys.of(uncertainty),
        seed=chosen.seed,
        purpose=Purpose.EVALUATE,
        batches=batch_count(chosen.draws),
        threads=chosen.threads,
    )
    fit = replace(evaluate, purpose=Purpose.FIT, batches=FIT_BATCHES)

    def tell(done: int, of: int) -> None:
        on_step(f"Carried out {done * BATCH:,} of {of * BATCH:,} draws; Ctrl-C keeps what there is.")

    on_step("Carrying the plan out with the other start.")
    other = other_start(case, uncertainty, evaluate, early=chosen.as_early_as_possible, stop=stop)
    on_step("Choosing what is best decided today.")
    fitted = sampled(program, uncertainty, fit, stop=stop)
    if fitted is None:
        return None
    chosen_on = Measured(case, program, uncertainty, fitted.needs_only())
    committed = chosen_on.best_prefixes()
    kept = chosen_on if chosen.drivers and has_mitigations(case.portfolio, uncertainty) else None
    del fitted, chosen_on
    found = sampled(program, uncertainty, evaluate, stop=stop, on_batch=tell)
    if found is None or found.batches < LEAST_KEPT:
        return None
    measured = Measured(case, program, uncertainty, found)
    study = _Study(chosen, measured, committed, kept, other, evaluate, stop, on_step)
    return study.risk(began)


@dataclass(frozen=True)
class _Study:
    """What was drawn, on its way to an answer. `committed`: what is best decided today; `other`: the other start.

    `fitted`: the draws that choices are made on; None where nothing is to be chosen any more.
    """

    settings: RiskSettings
    measured: Measured
    committed: Prefixes
    fitted: Measured | None
    other: Side | None
    sampling: Sampling
    stop: Callable[[], bool]
    on_step: Callable[[str], None]

    def starts(self) -> tuple[StartRisk, ...]:
        """The totals of both starts; none where it was stopped before."""
        if self.other is None:
            return ()
        early = self.settings.as_early_as_possible
        return tuple(start_rows(self.measured, self.committed, self.other, early=early))

    def effects(self) -> list[Effect]:
        """What each driver and each mitigation changes."""
        measured = self.measured
        if not self.settings.drivers or self.stop():
            return []
        fit = replace(self.sampling, purpose=Purpose.FIT, batches=FIT_BATCHES)
        paid = [] if self.fitted is None else mitigations(self.fitted, self.committed, fit)
        changes = [*removals(measured.uncertainty, self.committed), *paid]
        batches = min(LEAST_BATCHES, measured.sample.batches)
        few = replace(self.sampling, batches=batches, points=_points(len(changes) * len(measured.program.activities)))
        return effects_of(measured, changes, self.committed, few, stop=self.stop, on_batch=self._tell_changes)

    def _tell_changes(self, done: int, of: int) -> None:
        self.on_step(f"Carried the plan out without each driver, part {done} of {of}; Ctrl-C keeps what there is.")

    def risk(self, began: float) -> Risk:
        """The answer."""
        measured, committed = self.measured, self.committed
        starts, effects = self.starts(), self.effects()
        drivers = [effect for effect in effects if effect.change.kind != MITIGATION]
        paid = [effect for effect in effects if effect.change.kind == MITIGATION]
        return Risk(
            case=measured.case,
            settings=self.settings,
            uncertainty=measured.uncertainty,
            draws=measured.sample.draws,
            interrupted=self.stop(),
            contracts=(*contract_rows(measured, Answer.PLAN), *contract_rows(measured, Answer.EVERYTHING)),
            departments=tuple(department_rows(measured)),
            migrations=tuple(migration_rows(measured)),
            milestones=tuple(milestone_rows(measured)),
            drivers=driver_rows(drivers),
            contract_drivers=contract_drivers(drivers, measured.with_route),
            mitigations=mitigation_rows(measured.portfolio, measured.uncertainty, paid),
            starts=starts,
            answers=tuple(answer_rows(measured, committed)),
            convergence=tuple(convergence_rows(measured)),
            still=still_in(measured.portfolio, measured.uncertainty),
            cut_leads=measured.program.cut_leads,
            committed=committed,
            measured=measured,
            seconds=time.monotonic() - began,
        )


def _points(activities: int) -> int:
    """The greatest power of two that keeps to the work, within its limits."""
    points = DRIVER_POINTS
    while points > LEAST_POINTS and points * LEAST_BATCHES * activities > DRIVER_WORK:
        points //= 2
    return points
