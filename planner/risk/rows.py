"""The rows of each table of a risk, from what was measured."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import numpy as np

from planner.domain.calendar import ONE_DAY
from planner.plan.flagging.facts import with_chance
from planner.plan.flagging.records import Flag, LateChance
from planner.risk.draws import BATCH
from planner.risk.execution.milestones import days_of
from planner.risk.intervals import Estimate, mean_of, share_of
from planner.risk.measuring import Measured, Prefixes, held, percentile, running
from planner.risk.records import (
    Answer,
    AnswerRisk,
    ContractRisk,
    Convergence,
    DepartmentRisk,
    MigrationRisk,
    MilestoneRisk,
)
from planner.risk.tails import tail_mean

TAIL = 0.95
"""The level of the tail mean: that of the worst twentieth of the draws."""


def contract_rows(measured: Measured, answer: Answer) -> Iterator[ContractRisk]:
    """A row for each contract under one answer."""
    prefixes, tolerance = measured.prefixes(answer), measured.portfolio.policy.late_probability_tolerance
    sample, portfolio = measured.sample, measured.portfolio
    for place, costs in enumerate(measured.costs):
        id, needed = costs.contract.id, sample.needed[place]
        _, exposure, days = measured.outcome(place, prefixes[id])
        chance = share_of(sample.by_batch(days > 0), sample.draws)
        pounds = mean_of(sample.by_batch(exposure), span=float(np.ptp(exposure)))

        def last_day(day: int) -> date:
            return portfolio.date_of(day) - ONE_DAY

        yield ContractRisk(
            answer=answer,
            contract=id,
            flag=_flag(measured, id, answer, chance, tolerance),
            no_route=measured.no_route[place],
            covered_until_date=last_day(costs.covered_until(prefixes[id])),
            needed_until_planned_date=last_day(measured.case.schedule.contracts[id].needed_until_day),
            p50_date=last_day(percentile(needed, 0.5)),
            p80_date=last_day(percentile(needed, 0.8)),
            p95_date=last_day(percentile(needed, 0.95)),
            uncovered_probability=chance.value,
            uncovered_probability_error=chance.half_width,
            uncovered_days_mean=float(np.mean(days)),
            exposure_pounds_mean=round(pounds.value),
            exposure_pounds_error=round(pounds.half_width),
            p95_pounds=percentile(exposure, 0.95),
            horizon_share=0.0 if measured.no_route[place] else float(np.mean(needed >= portfolio.horizon_day)),
            tolerance=tolerance,
            within=held(chance, tolerance),
        )


def _flag(measured: Measured, contract: str, answer: Answer, chance: Estimate, tolerance: float) -> Flag:
    """What the plan means for the contract, with what these draws say of its options."""
    flag = measured.case.flag_by_contract[contract].flag
    found = LateChance(probability=chance.value, error=chance.half_width, tolerated=tolerance)
    return with_chance(flag, found) if answer is Answer.PLAN else flag


def department_rows(measured: Measured) -> Iterator[DepartmentRisk]:
    """A row for each department, with the plan's options; contracts that nobody can leave are left out."""
    prefixes, tolerance = measured.prefixes(Answer.PLAN), measured.portfolio.policy.late_probability_tolerance
    place_of = {item.contract.id: place for place, item in enumerate(measured.costs)}
    sample = measured.sample
    for department in measured.case.department_flags:
        places = [place_of[id] for id in department.contracts if not measured.no_route[place_of[id]]]
        if not places:
            continue
        late, pounds = np.zeros(sample.draws, dtype=np.bool_), np.zeros(sample.draws)
        for place in places:
            _, exposure, days = measured.outcome(place, prefixes[measured.costs[place].contract.id])
            late |= days > 0
            pounds += exposure
        chance = share_of(sample.by_batch(late), sample.draws)
        yield DepartmentRisk(
            department=department.department,
            contracts=len(places),
            any_uncovered_probability=chance.value,
            any_uncovered_probability_error=chance.half_width,
            exposure_pounds_mean=round(float(np.mean(pounds))),
            tolerance=tolerance,
            within=held(chance, tolerance),
        )


def migration_rows(measured: Measured) -> Iterator[MigrationRisk]:
    """A row for each planned migration."""
    portfolio = measured.portfolio
    for place, member in sorted(measured.program.places.member.items()):
        days = measured.cutover_days(place)
        planned = measured.case.schedule.migrations[member.id].cutover_day
        deadline = member.case.deadline_day
        missed = None if deadline is None else float(np.mean(measured.sample.cutovers[place] > deadline))
        p10, p50, p80, p90 = (portfolio.date_of(percentile(days, share)) for share in (0.1, 0.5, 0.8, 0.9))
        yield MigrationRisk(
            migration=member.id,
            cutover_planned_date=portfolio.date_of(planned),
            p10_date=p10,
            p50_date=p50,
            p80_date=p80,
            p90_date=p90,
            planned_percentile=float(np.mean(days <= planned)),
            moved_by_queue_days_mean=float(np.mean(measured.sample.queued[place])),
            frozen_share=float(np.mean(measured.sample.moved[place])),
            deadline_missed_probability=missed,
        )


def milestone_rows(measured: Measured) -> Iterator[MilestoneRisk]:
    """A row for each open milestone."""
    portfolio = measured.portfolio
    for place, item in enumerate(measured.uncertainty.dates):
        if item.achieved:
            continue
        days = days_of(measured.axis, measured.sample.milestones[place].astype(np.int32))
        p10, p50, p90 = (portfolio.date_of(percentile(days, share)) for share in (0.1, 0.5, 0.9))
        yield MilestoneRisk(
            milestone=item.id,
            planning_date=portfolio.date_of(item.planning_day),
            p10_date=p10,
            p50_date=p50,
            p90_date=p90,
            planned_percentile=float(np.mean(days <= portfolio.axis.open_day(item.planning_day))),
            held_still=not item.varies,
        )


def answer_rows(measured: Measured, committed: Prefixes) -> Iterator[AnswerRisk]:
    """A row for each way to decide, on the same draws."""
    for answer in Answer:
        prefixes = committed if answer is Answer.COMMIT_NOW else measured.prefixes(answer)
        totals = measured.totals(prefixes, whole=answer is Answer.NOTHING)
        mean = mean_of(measured.sample.by_batch(totals.pounds), span=float(np.ptp(totals.pounds)))
        yield AnswerRisk(
            answer=answer,
            mean_pounds=round(mean.value),
            error=round(mean.half_width),
            p50=percentile(totals.pounds, 0.5),
            p80=percentile(totals.pounds, 0.8),
            p95=percentile(totals.pounds, 0.95),
            cvar=round(tail_mean(totals.pounds, TAIL)),
            extensions_pounds=round(float(np.mean(totals.extensions))),
            exposure_pounds=round(float(np.mean(totals.exposure))),
            no_route_pounds=round(float(np.mean(totals.apart))),
            delay_pounds=round(float(np.mean(measured.delay))),
            bridges_pounds=round(float(np.mean(measured.bridges))),
            uncovered_contracts=float(np.mean(totals.uncovered)),
        )


def convergence_rows(measured: Measured) -> Iterator[Convergence]:
    """The expected cost with the plan's options after each batch, from the second on."""
    batches = measured.sample.by_batch(measured.totals(measured.prefixes(Answer.PLAN)).pounds)
    for count, part in running(batches):
        found = mean_of(part)
        yield Convergence(draws=count * BATCH, mean_pounds=round(found.value), error=round(found.half_width))
