"""A plan carried out in the draws of a batch: the cutovers, and the days on which contracts are needed no more."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from itertools import chain

import numpy as np

from planner.risk.draws import Batch, Days
from planner.risk.execution.activities import Member
from planner.risk.execution.execution_kernels import carry_out
from planner.risk.execution.flat_program import Shorts, Small, room_for
from planner.risk.execution.milestones import days_of
from planner.risk.execution.program import Program
from planner.risk.families import rounded_half_up
from planner.risk.uncertainty import Uncertainty


@dataclass(frozen=True)
class Carried:
    """What came of a batch: a row for each draw, a column for each migration of the instance. Cutovers are positions.

    `queued`: days that its activities were ready and had no units. `moved`: whether the calendar moved its cutover.
    """

    cutovers: Shorts
    queued: Small
    moved: Small


def milestone_positions(program: Program, uncertainty: Uncertainty, batch: Batch) -> Shorts:
    """The position of every milestone in every draw."""
    return program.net.positions(batch.own_days(uncertainty))


def drawn_lengths(program: Program, uncertainty: Uncertainty, batch: Batch) -> Shorts:
    """The lengths of the activities that vary, a column for each."""
    delays = batch.migration_delays(uncertainty)
    found = np.empty((len(batch.uniform), len(program.varying)), dtype=np.int32)
    for column, item in enumerate(program.varying):
        member, length = item.activity.member, item.activity.length
        days = np.full(len(batch.uniform), length, dtype=np.int64)
        if item.range is not None:
            own = batch.key.generator("phases", f"{member.id}\x1f{item.activity.phase}").standard_normal(batch.points)
            z = batch.mixed(uncertainty, program.cluster_of(member), own)
            drawn = length + uncertainty.spread * (item.range.quantile(z) - length)
            days = np.maximum(min(1, length), rounded_half_up(drawn))
        if item.delayed:
            days = days + delays[member.id]
        found[:, column] = np.maximum(days, item.least)
    return found


def carried_out(program: Program, dates: Shorts, lengths: Shorts) -> Carried:
    """The plan carried out where milestones lie on these positions, and activities take these lengths."""
    draws, migrations = dates.shape[0], len(program.instance.migrations)
    cutovers = np.full((draws, migrations), program.instance.horizon_position, dtype=np.int32)
    queued, moved = (np.zeros((draws, migrations), dtype=np.int16) for _ in range(2))
    none = np.zeros((draws, 0), dtype=np.int32)
    carry_out(program.flat, room_for(program.flat), dates, lengths, cutovers, queued, moved, none)
    return Carried(cutovers, queued, moved)


def starts_of(program: Program, dates: Shorts, lengths: Shorts) -> Shorts:
    """The start of every activity in every draw; the horizon for what has none."""
    draws, migrations = dates.shape[0], len(program.instance.migrations)
    cutovers = np.zeros((draws, migrations), dtype=np.int32)
    queued, moved = (np.zeros((draws, migrations), dtype=np.int16) for _ in range(2))
    starts = np.zeros((draws, len(program.activities)), dtype=np.int32)
    carry_out(program.flat, room_for(program.flat), dates, lengths, cutovers, queued, moved, starts)
    return starts


def needed_until(program: Program, cutovers: Shorts, contracts: Collection[int] | None = None) -> Days:
    """The first day on which each contract is needed no more: a row for each contract, a column for each draw.

    `contracts`: those asked about; the rows of others stay on the horizon. None: all.
    """
    instance = program.instance
    found = np.full((len(instance.contracts), cutovers.shape[0]), instance.horizon_day, dtype=np.int32)
    places = range(len(instance.contracts)) if contracts is None else contracts
    released = {place: members for place in places if (members := _releasing(program, place))}
    if released:
        ends = _needed_days(program, cutovers, [*chain.from_iterable(released.values())])
        first = np.cumsum([0, *map(len, released.values())][:-1])
        found[[*released]] = np.minimum(instance.horizon_day, np.maximum.reduceat(ends, first, axis=0))
    return np.asarray(found)


def _releasing(program: Program, place: int) -> list[Member]:
    """Those of the plan that release a contract; none where it has no way off."""
    contract, member = program.instance.contracts[place], program.places.member
    return [] if contract.no_route else [member[each] for each in contract.releasing if each in member]


def _needed_days(program: Program, cutovers: Shorts, members: Sequence[Member]) -> Days:
    """The first day on which each migration needs what it releases no more: a row for each of them."""
    modes = [member.mode for member in members]
    offsets = np.array([mode.need_offset - mode.cutover_offset for mode in modes], dtype=np.int32)
    after = cutovers[:, [member.place for member in members]] + offsets
    lasting = np.array([mode.need_days for mode in modes])
    return np.asarray(days_of(program.instance.axis, after.T) + lasting[:, np.newaxis])
