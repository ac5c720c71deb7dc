"""The least change of each record that ends a conflict: found on the few that show it, then confirmed on the whole."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, replace

from planner.domain.levers.least import least
from planner.domain.levers.lever import Lever, Unit, Way
from planner.domain.portfolio import Portfolio
from planner.plan.conflict import ConflictRepair
from planner.solver.conflicts.checks import Checks, first_check, searched
from planner.solver.conflicts.levers import families_of
from planner.solver.conflicts.stakes import Stake, asked_in, stakes_of, with_only
from planner.solver.model.asked import Asked
from planner.solver.model.exact import Proof, SearchLimits

UNIT_ORDER = (Unit.DAYS, Unit.WHOLE, Unit.UNITS, Unit.POUNDS)
"""What costs no money comes first."""
CHECK_SECONDS = 0.01
"""Deterministic seconds that a check takes beside its search."""


@dataclass
class Allowance:
    """Deterministic seconds that are left for all repairs of a conflict."""

    seconds: float

    @property
    def is_spent(self) -> bool:
        """Whether nothing is left."""
        return self.seconds <= 0


@dataclass(frozen=True)
class Repairs:
    """The repairs of a conflict; not `complete`: the time ended before every record had been tried."""

    found: tuple[ConflictRepair, ...]
    complete: bool


def repairs_of(checks: Checks, looking: Checks, stakes: Sequence[Stake], others: Collection[Stake]) -> Repairs:
    """What ends the conflict of these stakes, one change of one record each, the others of the portfolio as they are.

    `looking`: the checks of those few migrations that show the conflict. `others`: the stakes of further conflicts, which
    are given up while this one is repaired. No money and the fewest days come first, what breaks a promise last. A change
    that ends the conflict only with more than its record has is left out.
    """
    kept = tuple(stake for stake in stakes_of(checks.portfolio, checks.asked) if stake not in others)
    allowance = Allowance(checks.tuning.conflicts.repairs_seconds)
    few = _Trial(looking, kept, first_check(checks.tuning), allowance)
    everybody = _Trial(checks, kept, _confirming(checks), allowance)
    found: list[ConflictRepair | None] = []
    for family in _all_families(checks, stakes):
        repair = _repair(family, few, everybody)
        if allowance.is_spent or checks.should_stop():
            return Repairs(_sorted(found), complete=False)
        found.append(repair)
    return Repairs(_sorted(found), complete=True)


def _sorted(found: Sequence[ConflictRepair | None]) -> tuple[ConflictRepair, ...]:
    return tuple(sorted((repair for repair in found if repair is not None), key=_rank))


def _rank(repair: ConflictRepair) -> tuple[bool, int, int]:
    return repair.breaks_promise, UNIT_ORDER.index(repair.unit), repair.amount


def _confirming(checks: Checks) -> SearchLimits:
    return replace(first_check(checks.tuning), seconds=checks.tuning.conflicts.repair_seconds)


@dataclass(frozen=True)
class _Change:
    """A lever together with what it does to what is asked, which is no part of a portfolio."""

    lever: Lever
    asks: Callable[[Asked, int], Asked] = lambda asked, _: asked


@dataclass(frozen=True)
class _Trial:
    """Where a change is tried: with these stakes kept and all others given up."""

    checks: Checks
    stakes: tuple[Stake, ...]
    limits: SearchLimits
    allowance: Allowance

    def proof(self, change: _Change, amount: int) -> Proof:
        """What is shown with so much of the change."""
        if self.checks.should_stop() or self.allowance.is_spent:
            return Proof.NOTHING
        portfolio = change.lever.changed(with_only(self.checks.portfolio, self.stakes), amount)
        asked = change.asks(asked_in(self.stakes, self.checks.asked), amount)
        result = searched(portfolio, asked, self.limits, self.checks.should_stop)
        self.allowance.seconds -= result.seconds + CHECK_SECONDS
        return result.proof

    def ends(self, change: _Change, amount: int) -> bool:
        """Whether a plan has been found."""
        return self.proof(change, amount) in (Proof.FEASIBLE, Proof.OPTIMAL)


def _all_families(checks: Checks, stakes: Sequence[Stake]) -> Iterator[tuple[_Change, ...]]:
    easiest_first = tuple(reversed(stakes))
    for stake in easiest_first:
        if stake.table == "must_be_off":
            yield (_day_asked_later(checks.portfolio, stake),)
    for family in families_of(checks.portfolio, easiest_first):
        yield tuple(map(_Change, family))


def _day_asked_later(portfolio: Portfolio, stake: Stake) -> _Change:
    """The day later by which a contract has to be off."""
    lever = Lever(
        table=stake.table,
        key=stake.key,
        column=None,
        label=f"day on which {stake.key} must be off",
        unit=Unit.DAYS,
        way=Way.LATER,
        most=max(1, 2 * portfolio.horizon_day),
        changed=lambda case, _: case,
    )

    def later(asked: Asked, days: int) -> Asked:
        return replace(asked, must_be_off={c: d + days * (c == stake.key) for c, d in asked.must_be_off.items()})

    return _Change(lever, later)


def _repair(family: tuple[_Change, ...], few: _Trial, everybody: _Trial) -> ConflictRepair | None:
    """The change of a family that ends the conflict with the least amount, or None."""
    best: tuple[int, _Change] | None = None
    for change in family:
        most = change.lever.most if best is None else best[0] - 1
        amount = _least(change, few, 1, most)
        if amount is not None:
            best = amount, change
    return _confirmed(*best, everybody) if best is not None else None


def _confirmed(amount: int, change: _Change, everybody: _Trial) -> ConflictRepair | None:
    """The repair with the amount that a plan of the whole was found with; None where the whole refuses every amount."""
    proof = everybody.proof(change, amount)
    if proof is Proof.INFEASIBLE:
        larger = _least(change, everybody, amount + 1, change.lever.most)
        return None if larger is None else _said(change.lever, larger, confirmed=True)
    return _said(change.lever, amount, confirmed=proof is not Proof.NOTHING)


def _said(lever: Lever, amount: int, *, confirmed: bool) -> ConflictRepair:
    return ConflictRepair(
        table=lever.table,
        key=lever.key,
        column=lever.column,
        label=lever.label,
        way=lever.way,
        amount=amount,
        unit=lever.unit,
        confirmed=confirmed,
        breaks_promise=lever.breaks_promise,
    )


def _least(change: _Change, trial: _Trial, first: int, most: int) -> int | None:
    """The least amount from `first` to `most` with which a plan is found; None where there is none."""
    if change.lever.monotone:
        return least(lambda amount: trial.ends(change, amount), first, most, below=True).amount
    return next((amount for amount in range(first, most + 1) if trial.ends(change, amount)), None)
