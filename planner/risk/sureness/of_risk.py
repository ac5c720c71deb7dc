"""How sure a plan is, from its risk."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from planner.plan.plan_file.fingerprint import risk_basis
from planner.plan.sureness import ContractSureness, MigrationSureness, MilestoneSureness, Range, Sureness
from planner.risk.execution.milestones import days_of
from planner.risk.families import Floats
from planner.risk.intervals import mean_of
from planner.risk.measuring import Measured, percentile
from planner.risk.records import Answer, ContractRisk
from planner.risk.risk import Risk
from planner.risk.sureness.promised_dates import families, named_still, promised_dates

DIGITS = 4
"""Behind the point, of what is kept of a mean."""


def sureness_of_risk(risk: Risk) -> Sureness:
    """What is kept of a risk."""
    measured, settings, uncertainty = risk.measured, risk.settings, risk.uncertainty
    case, totals = measured.case, measured.totals(measured.prefixes(Answer.PLAN))
    return Sureness(
        status_date=case.portfolio.status_date,
        seed=settings.seed,
        draws=risk.draws,
        family=families(uncertainty),
        spread=settings.spread,
        own_ranges=settings.range is None,
        outside_view=settings.outside_view,
        early_start=settings.as_early_as_possible,
        held_still=named_still(risk.still.milestones, risk.still.phases),
        cost=_range(measured, totals.pounds),
        extensions=_range(measured, totals.extensions),
        exposure=_range(measured, totals.exposure),
        uncovered_contracts=_range(measured, totals.uncovered),
        contracts=tuple(
            _contract(row, risk) for row in risk.contracts if row.answer is Answer.PLAN and not row.no_route
        ),
        migrations=tuple(_migrations(risk)),
        milestones=tuple(_milestones(measured, risk)),
        basis=risk_basis(case.portfolio, case.plan),
    )


def _range(measured: Measured, values: Floats) -> Range:
    mean = mean_of(measured.sample.by_batch(values), span=float(np.ptp(values)))
    p10, p50, p80, p90, p95 = (float(percentile(values, share)) for share in (0.1, 0.5, 0.8, 0.9, 0.95))
    value, error = round(mean.value, DIGITS), round(mean.half_width, DIGITS)
    return Range(mean=value, error=error, p10=p10, p50=p50, p80=p80, p90=p90, p95=p95)


def _contract(row: ContractRisk, risk: Risk) -> ContractSureness:
    return ContractSureness(
        contract=row.contract,
        p50_date=row.p50_date,
        p80_date=row.p80_date,
        p95_date=row.p95_date,
        uncovered_probability=row.uncovered_probability,
        uncovered_probability_error=row.uncovered_probability_error,
        exposure_pounds_mean=row.exposure_pounds_mean,
        drivers=risk.strongest_drivers(row.contract),
    )


def _migrations(risk: Risk) -> Iterator[MigrationSureness]:
    for row in risk.migrations:
        yield MigrationSureness(
            migration=row.migration,
            p10_date=row.p10_date,
            p50_date=row.p50_date,
            p80_date=row.p80_date,
            p90_date=row.p90_date,
        )


def _milestones(measured: Measured, risk: Risk) -> Iterator[MilestoneSureness]:
    positions = measured.sample.milestones
    yield from promised_dates(
        measured.portfolio,
        risk.uncertainty,
        measured.program.net,
        lambda place: days_of(measured.axis, positions[place].astype(np.int32)),
    )
