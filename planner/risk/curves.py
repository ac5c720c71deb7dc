"""By when a contract is needed no more: the days by share of the futures, and how likely each end of cover is too early."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from planner.domain.calendar import ONE_DAY
from planner.errors import SettingsError
from planner.risk.costs import ContractCosts
from planner.risk.draws import Days
from planner.risk.families import Floats
from planner.risk.intervals import share_of
from planner.risk.measuring import Measured
from planner.risk.records import Answer, CoverEnd, CurvePoint

SHARES = tuple(percent / 100 for percent in range(1, 100))
"""The shares of the futures that a curve has a point for."""


@dataclass(frozen=True, kw_only=True)
class ContractCurve:
    """One contract: its points by rising share, and the ends that its cover can have, by day.

    `uncovered_probability` and `uncovered_days_mean` are those with the plan's options.
    """

    contract: str
    points: tuple[CurvePoint, ...]
    ends: tuple[CoverEnd, ...]
    uncovered_probability: float
    uncovered_days_mean: float


@dataclass(frozen=True, kw_only=True)
class ContractOutcomes:
    """One contract in each draw, with the plan's options. `needed` and `cutover` are day numbers.

    `cutover`: that of the last migration that the contract waits for; None where it waits for none. `needed`: the first
    day without need.
    """

    cutover: Days | None
    needed: Days
    uncovered_days: Days
    extension_pounds: Floats
    exposure_pounds: Floats


def contract_outcomes(measured: Measured, contract: str) -> ContractOutcomes:
    """What came of a contract in each draw. SettingsError where the portfolio has none of this id."""
    place = _place_of(measured, contract)
    extensions, exposure, days = measured.outcome(place, measured.prefixes(Answer.PLAN)[contract])
    return ContractOutcomes(
        cutover=_last_cutover(measured, place),
        needed=measured.sample.needed[place].astype(np.int64),
        uncovered_days=days,
        extension_pounds=extensions,
        exposure_pounds=exposure,
    )


def _place_of(measured: Measured, contract: str) -> int:
    ids = [item.id for item in measured.portfolio.contracts]
    if contract not in ids:
        raise SettingsError(f"{contract!r} is no contract of {measured.portfolio.name}")
    return ids.index(contract)


def contract_curve(measured: Measured, contract: str) -> ContractCurve:
    """The curve of a contract. SettingsError where nobody can leave it: it is needed to the end in every draw."""
    place = _place_of(measured, contract)
    if measured.no_route[place]:
        raise SettingsError(f"nobody can leave {contract!r}, so it has no curve")
    _, _, days = measured.outcome(place, measured.prefixes(Answer.PLAN)[contract])
    return ContractCurve(
        contract=contract,
        points=tuple(_points(measured, place)),
        ends=tuple(cover_ends(measured, place)),
        uncovered_probability=float(np.mean(days > 0)),
        uncovered_days_mean=float(np.mean(days)),
    )


def _points(measured: Measured, place: int) -> Iterator[CurvePoint]:
    portfolio, cutovers = measured.portfolio, _last_cutover(measured, place)
    cut = [None] * len(SHARES) if cutovers is None else _quantiles(cutovers)
    for share, over, needed in zip(SHARES, cut, _quantiles(measured.sample.needed[place]), strict=True):
        yield CurvePoint(
            contract=portfolio.contracts[place].id,
            share=share,
            last_cutover_date=None if over is None else portfolio.date_of(over),
            needed_until_date=portfolio.date_of(needed) - ONE_DAY,
        )


def _quantiles(days: Days) -> Sequence[int]:
    found = np.percentile(days, [100.0 * share for share in SHARES], method="inverted_cdf")
    return [int(day) for day in found]


def _last_cutover(measured: Measured, place: int) -> Days | None:
    """The day of the last cutover that the contract waits for, in each draw; None where it waits for none."""
    planned = measured.program.places.member
    waits = [number for number in measured.program.instance.contracts[place].releasing if number in planned]
    return None if not waits else np.max([measured.cutover_days(number) for number in waits], axis=0)


def cover_ends(measured: Measured, place: int) -> Iterator[CoverEnd]:
    """The end as it stands and the end of every option of a contract, by day."""
    costs, taken = measured.costs[place], measured.prefixes(Answer.PLAN)[measured.portfolio.contracts[place].id]
    for prefix in range(len(costs.chain) + 1):
        yield _cover_end(measured, costs, place, prefix, taken)


def _cover_end(measured: Measured, costs: ContractCosts, place: int, prefix: int, taken: int) -> CoverEnd:
    sample, day = measured.sample, costs.covered_until(prefix)
    longer = share_of(sample.by_batch(sample.needed[place] > day), sample.draws)
    return CoverEnd(
        contract=costs.contract.id,
        option=costs.chain[prefix - 1].option.id if prefix else None,
        end_date=measured.portfolio.date_of(day) - ONE_DAY,
        in_plan=prefix <= taken,
        can_be_had=prefix <= costs.most,
        needed_longer_probability=longer.value,
        needed_longer_error=longer.half_width,
    )
