"""One way to run a block: what it uses, where it may start and what it costs, by reference day."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np

from planner.domain.days.day_axis import DayAxis
from planner.solver.arrays import Ints, Mask, Pounds
from planner.solver.model.cover import ContractCase
from planner.solver.model.instance import Instance, ModeCase, Use
from planner.solver.model.windows import allowed_starts

Need = tuple[tuple[int, int], ...]
"""When a way no longer needs a contract: the latest of these, each so many positions after the reference day and then so
many calendar days later. Where calendar days are counted there is one, with no days added."""


@dataclass(frozen=True)
class Axis:
    """The days the arrays run over.

    `first_day` and `until_day` are positions on the day axis of the portfolio, `days`. Needs of contracts are calendar
    days: their arrays run over `[first_need, until_need)`, which is the same where calendar days are counted.
    """

    first_day: int
    until_day: int
    days: DayAxis = field(default_factory=DayAxis)
    most_need_days: int = 0

    @property
    def size(self) -> int:
        return self.until_day - self.first_day

    def index(self, day: int) -> int:
        """Place of a position in the arrays."""
        return day - self.first_day

    @property
    def first_need(self) -> int:
        return self.days.day(self.first_day)

    @property
    def until_need(self) -> int:
        return self.days.day(self.until_day) + self.most_need_days

    @property
    def need_size(self) -> int:
        return self.until_need - self.first_need

    def need_index(self, need: Need) -> Ints:
        """For every reference day the place of the end of a need in the arrays of needs."""
        reference = np.arange(self.first_day, self.until_day)
        ends = [self.days_at(reference + offset) + later for offset, later in need]
        latest: Ints = np.clip(np.max(ends, axis=0) - self.first_need, 0, self.need_size - 1)
        return latest

    def days_at(self, positions: Ints) -> Ints:
        """The calendar days of many positions."""
        if self.days.is_calendar:
            return positions
        closed = np.searchsorted(self._closed_positions, positions, side="right")
        found: Ints = positions + closed - self.days.closed_before_status
        return found

    @cached_property
    def _closed_positions(self) -> Ints:
        return np.array(self.days.closed_positions)


@dataclass(frozen=True)
class Way:
    """One way to run a block: a mode and a shift for every member, and what that uses and costs by reference day.

    `allowed`: reference days that the rules for single migrations leave. `pounds`: terms that depend on this block alone
    (modes, delay, and cover of the contracts that only this block releases); infinite where not allowed.
    `needs`: when the need of every contract ends that the block releases.
    """

    modes: tuple[int, ...]
    shifts: tuple[int, ...]
    uses: tuple[Use, ...]
    allowed: Mask
    pounds: Pounds
    needs: dict[int, Need]
    cutover_offset: int


def axis_of(instance: Instance) -> Axis:
    """All days that a start, a demand or the end of a need may fall on."""
    modes = [mode for migration in instance.migrations for mode in migration.modes]
    first = min([0, *(mode.fixed_start_day for mode in modes if mode.fixed_start_day is not None)])
    longest = max((max(mode.duration, mode.need_offset) for mode in modes), default=0)
    most_need_days = max((mode.need_days for mode in modes), default=0)
    return Axis(first - longest, instance.horizon_position + longest + 2, instance.axis, most_need_days)


def cover_curve(contract: ContractCase, axis: Axis) -> Pounds:
    """`f_c(day)` for the days on which needs may end."""
    days = np.arange(axis.first_need, axis.until_need, dtype=np.float64)
    cover: Pounds = np.min([_prefix_curve(contract, prefix, days) for prefix in contract.prefixes], axis=0)
    for price in contract.daily:
        cover += price.curve(days)
    return cover + contract.base_pounds


def _prefix_curve(contract: ContractCase, prefix: int, days: Pounds) -> Pounds:
    exposure = contract.exposure_pounds_per_day * np.maximum(0.0, days - contract.covered_until_day(prefix))
    if prefix == 0:
        return exposure
    link = contract.links[prefix - 1]
    before = contract.extension_pounds(prefix, 10**7) - link.full_pounds
    paid_days = np.clip(days - link.begin_day, link.minimum_days, link.length_days)
    part = np.minimum(link.annual_part_pounds, paid_days * link.daily_pounds)
    part = np.where(paid_days >= link.length_days, link.annual_part_pounds, part)
    return exposure + before + link.fee_pounds + part


def make_way(
    instance: Instance, axis: Axis, members: tuple[int, ...], modes: tuple[int, ...], curves: dict[int, Pounds]
) -> Way:
    """The way in which the members run in these modes; `curves`: cost of the contracts that the block alone releases."""
    chosen = [instance.migrations[i].modes[k] for i, k in zip(members, modes, strict=True)]
    cutover_offset = max(mode.cutover_offset for mode in chosen)
    shifts = tuple(cutover_offset - mode.cutover_offset for mode in chosen)
    allowed = np.ones(axis.size, dtype=bool)
    pounds = np.zeros(axis.size)
    ends: dict[int, list[tuple[int, int]]] = {}
    for i, mode, shift in zip(members, chosen, shifts, strict=True):
        allowed &= _allowed_mask(instance, axis, i, mode, shift)
        pounds += _own_pounds(instance, axis, i, mode, shift)
        for c in instance.releases[i]:
            ends.setdefault(c, []).append((shift + mode.need_offset, mode.need_days))
    needs = {c: _latest(of_contract) for c, of_contract in ends.items()}
    for c, need in needs.items():
        if c in curves:
            pounds += by_need(axis, curves[c], need)
    uses = merged_uses(use for mode, shift in zip(chosen, shifts, strict=True) for use in _at(mode, shift))
    allowed &= _fits_alone(instance, axis, uses)
    pounds[~allowed] = np.inf
    return Way(modes, shifts, uses, allowed, pounds, needs, cutover_offset)


def _latest(ends: list[tuple[int, int]]) -> Need:
    """Those ends of need that may be the latest on some day."""
    kept: list[tuple[int, int]] = []
    for offset, later in sorted(set(ends), reverse=True):
        if not kept or later > kept[-1][1]:
            kept.append((offset, later))
    return tuple(kept)


def _at(mode: ModeCase, shift: int) -> Iterator[Use]:
    for use in mode.uses:
        yield Use(use.resource, use.from_offset + shift, use.until_offset + shift, use.amount)


def merged_uses(uses: Iterator[Use]) -> tuple[Use, ...]:
    """The same demand with touching or overlapping uses of a resource made into level pieces that do not overlap."""
    changes: dict[int, dict[int, int]] = {}
    for use in uses:
        steps = changes.setdefault(use.resource, {})
        steps[use.from_offset] = steps.get(use.from_offset, 0) + use.amount
        steps[use.until_offset] = steps.get(use.until_offset, 0) - use.amount
    pieces: list[Use] = []
    for resource, steps in sorted(changes.items()):
        level, since = 0, 0
        for offset in sorted(offset for offset, change in steps.items() if change):
            if level:
                pieces.append(Use(resource, since, offset, level))
            level, since = level + steps[offset], offset
    return tuple(pieces)


def _fits_alone(instance: Instance, axis: Axis, uses: tuple[Use, ...]) -> Mask:
    """Reference days on which capacity would do if nobody else used it."""
    fits = np.ones(axis.size, dtype=bool)
    for use in uses:
        resource = instance.resources[use.resource]
        for first, until, capacity in resource.pieces(axis.until_day):
            if capacity < use.amount:
                low, high = axis.index(first) - use.until_offset + 1, axis.index(until) - use.from_offset
                fits[max(0, low) : max(0, high)] = False
    return fits


def _allowed_mask(instance: Instance, axis: Axis, i: int, mode: ModeCase, shift: int) -> Mask:
    """Reference days on which the member may start."""
    mask = np.zeros(axis.size, dtype=bool)
    domain = allowed_starts(instance, instance.migrations[i], mode)
    for first, last in zip(*[iter(domain.flattened_intervals())] * 2, strict=True):
        low = max(0, axis.index(first - shift))
        mask[low : max(low, axis.index(last - shift) + 1)] = True
    return mask


def _own_pounds(instance: Instance, axis: Axis, i: int, mode: ModeCase, shift: int) -> Pounds:
    """What a member costs in a mode, by reference day."""
    starts: Ints = np.arange(axis.first_day, axis.until_day) + shift
    pounds: Pounds = np.full(axis.size, mode.fixed_pounds, dtype=np.float64)
    for anchor, price in instance.migrations[i].daily:
        pounds += price.curve(axis.days_at(starts + mode.offset(anchor)).astype(np.float64))
    if mode.start_pounds:
        pounds += np.array(mode.start_pounds, dtype=np.float64)[np.clip(starts, 0, len(mode.start_pounds) - 1)]
    return pounds


def by_need(axis: Axis, curve: Pounds, need: Need) -> Pounds:
    """The values of a curve of needs by reference day."""
    if axis.days.is_calendar:
        return shifted(curve, need[0][0])
    return curve[axis.need_index(need)]


def shifted(curve: Pounds, offset: int) -> Pounds:
    """`result[t] = curve[t + offset]`; beyond the end of the axis the last value."""
    if offset <= 0:
        return np.concatenate([np.full(-offset, curve[0]), curve[: curve.size + offset]])
    return np.concatenate([curve[offset:], np.full(min(offset, curve.size), curve[-1])])
