"""Was it right? The promises of runs against the dates and decisions of a later portfolio."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date

from planner.domain.portfolio import Portfolio
from planner.plan.sureness import MilestoneSureness
from planner.risk.calibration.hindsight import decisions
from planner.risk.calibration.pooling import pooled
from planner.risk.calibration.promised_chance import transform
from planner.risk.calibration.records import Calibration, MilestoneOutcome, PastRun, Standing


def calibration_of(portfolio: Portfolio, runs: Iterable[PastRun]) -> Calibration:
    """What runs promised, against what stands in a portfolio now; runs of a later day than the portfolio say nothing.

    Runs come in the order in which they were made. It proposes, and changes nothing.
    """
    earlier = [run for run in runs if run.status_date <= portfolio.status_date]
    ordered = sorted(earlier, key=lambda run: run.status_date)
    rows = tuple(_standing(list(_outcomes(portfolio, ordered))))
    counted = [row for row in rows if row.standing is Standing.POOLED]
    return Calibration(
        status_date=portfolio.status_date,
        runs=tuple(run.name for run in ordered),
        milestones=rows,
        decisions=tuple(decisions(portfolio, ordered)),
        pooled=pooled(counted),
        overdue=_overdue(portfolio, ordered),
        held_still=tuple(dict.fromkeys(row.milestone for row in rows if row.standing is Standing.HELD_STILL)),
        families=tuple(sorted({row.family for row in counted})),
        outside_view=any(run.sureness.outside_view for run in ordered),
    )


def _overdue(portfolio: Portfolio, runs: Sequence[PastRun]) -> tuple[str, ...]:
    """The open milestones whose first promise had a P90 that has passed."""
    first: dict[str, MilestoneSureness] = {}
    for run in runs:
        first = dict(run.sureness.milestone_by_id) | first
    late = {id for id, promised in first.items() if promised.p90_date < portfolio.status_date}
    return tuple(item.id for item in portfolio.milestones if item.id in late and item.achieved_date is None)


def _outcomes(portfolio: Portfolio, runs: Sequence[PastRun]) -> Iterator[MilestoneOutcome]:
    """A row for each milestone and run, by milestone; runs are in their order."""
    came = _achieved(portfolio)
    for milestone, achieved in sorted(came.items()):
        for run in runs:
            promised = run.sureness.milestone_by_id.get(milestone)
            if promised is not None:
                yield _outcome(portfolio, run, promised, achieved)


def _achieved(portfolio: Portfolio) -> Mapping[str, date]:
    """The milestones that have come."""
    found = ((milestone.id, milestone.achieved_date) for milestone in portfolio.milestones)
    return {id: day for id, day in found if day is not None}


def _outcome(portfolio: Portfolio, run: PastRun, promised: MilestoneSureness, achieved: date) -> MilestoneOutcome:
    share = transform(portfolio, promised, run.status_date, achieved)
    standing = Standing.HELD_STILL if share is None else Standing.REPEATED
    return MilestoneOutcome(
        run=run.name,
        status_date=run.status_date,
        milestone=promised.milestone,
        family=promised.family,
        planning_date=promised.planning_date,
        p10_date=promised.p10_date,
        p50_date=promised.p50_date,
        p90_date=promised.p90_date,
        achieved_date=achieved,
        slip_days=(achieved - promised.p50_date).days,
        transform=share,
        inside=promised.p10_date <= achieved <= promised.p90_date,
        spread=run.sureness.spread,
        standing=Standing.KNOWN if achieved <= run.status_date else standing,
    )


def _standing(rows: Sequence[MilestoneOutcome]) -> Iterator[MilestoneOutcome]:
    """The rows, of which the first and the last prediction of each milestone count; two of one day are one."""
    open_rows: dict[str, list[MilestoneOutcome]] = defaultdict(list)
    for row in rows:
        if row.standing is Standing.REPEATED:
            open_rows[row.milestone].append(row)
    counted = {id(row) for found in open_rows.values() for row in _first_and_last(found)}
    for row in rows:
        yield replace(row, standing=Standing.POOLED) if id(row) in counted else row


def _first_and_last(rows: Sequence[MilestoneOutcome]) -> Iterator[MilestoneOutcome]:
    """Of several runs of one day the newest stands for all."""
    days = {row.status_date: row for row in rows}
    yield days[rows[0].status_date]
    if rows[-1].status_date != rows[0].status_date:
        yield days[rows[-1].status_date]
