"""The smallest sets of records that cannot stand together, one after the other, no record in two of them.

Deletion filter (Chinneck and Dravnieks 1991, "Locating minimal infeasible constraint sets in linear programs"): leave
records out as long as what remains is still infeasible. Halves of the list are tried first; the set that is left is the
same as if every record had been tried alone, in the order of the stakes. Every check is a fresh model without an objective,
and what is left is confirmed by a second configuration; assumptions and cores of the solver are not used.

The migrations that a rule of their own binds to an end are looked at first, with whatever they wait for. What these few
cannot do alone nobody can. That is shown faster, and the set stays small. Everybody is looked at where these few can do it.
Migrations are left out before records, because a proof takes longer when fewer records are left.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import TypeVar

from planner.domain.portfolio import Portfolio
from planner.domain.routes import organisations_without_route, planned_migrations
from planner.plan.conflict import Conflict, ConflictRecord
from planner.solver.conflicts.checks import Checks
from planner.solver.conflicts.repairing import repairs_of
from planner.solver.conflicts.stakes import Stake, asked_in, has_happened, stakes_of, with_only
from planner.solver.model.asked import NOTHING_ASKED, Asked
from planner.solver.model.compilation import compile_instance
from planner.solver.model.exact import Proof
from planner.solver.model.feeders import bound_migrations, feeders_of
from planner.solver.tuning import DEFAULT_TUNING, SearchTuning

T = TypeVar("T")


@dataclass(frozen=True)
class _Found:
    """A set of stakes, and the checks it was found by; `unshown`: those whose check ran out of time."""

    stakes: tuple[Stake, ...]
    looking: Checks
    unshown: frozenset[Stake] = frozenset()


def find_conflicts(
    portfolio: Portfolio,
    should_stop: Callable[[], bool] = lambda: False,
    tuning: SearchTuning = DEFAULT_TUNING,
    asked: Asked = NOTHING_ASKED,
) -> tuple[Conflict, ...]:
    """Sets of records that cannot stand together, no record in two of them, each with what ends it.

    Any one fewer of a set can be kept, unless the record says that it was not shown. What is asked beyond the portfolio
    takes part like a record. Empty where giving up every stake still leaves no plan, or no set could be confirmed.
    """
    checks = Checks(portfolio, Asked(asked.must_be_off), should_stop, tuning)
    left, sets = stakes_of(portfolio, asked), []
    while (found := _next_set(checks, left)) is not None:
        sets.append(found)
        given_up = {stake for stake in found.stakes if not has_happened(portfolio, stake)}
        if not given_up:
            break
        left = [stake for stake in left if stake not in given_up]
    return tuple(_conflict(checks, found, _others(sets, found)) for found in sets)


def _others(sets: Sequence[_Found], found: _Found) -> frozenset[Stake]:
    """The stakes of all other sets."""
    return frozenset(stake for other in sets if other is not found for stake in other.stakes) - {*found.stakes}


def _conflict(checks: Checks, found: _Found, given_up: Collection[Stake]) -> Conflict:
    repairs = repairs_of(checks, found.looking, found.stakes, given_up)
    return Conflict(
        records=tuple(_record(stake, stake not in found.unshown) for stake in found.stakes),
        repairs=repairs.found,
        all_tried=repairs.complete,
        notes=tuple(_notes(checks, found.stakes)),
    )


def _record(stake: Stake, shown: bool) -> ConflictRecord:
    return ConflictRecord(
        table=stake.table, key=stake.key, column=stake.column, value=stake.value, label=stake.label, shown=shown
    )


def _notes(checks: Checks, stakes: Sequence[Stake]) -> Iterator[str]:
    """The contracts that nobody can leave, with those who stay."""
    asked = {stake.key for stake in stakes if stake.table == "must_be_off"}
    for contract in checks.asked.kept_needed(compile_instance(checks.portfolio)):
        if contract in asked:
            staying = organisations_without_route(checks.portfolio, checks.portfolio.contract_by_id[contract])
            yield f"no way off {contract}" + (f" for {', '.join(staying)}" if staying else "")


def _next_set(checks: Checks, stakes: list[Stake]) -> _Found | None:
    """One smallest set among these stakes; None where they can all be kept, or nothing is confirmed."""
    for looking in _looks(checks, stakes):
        if looking.refuted(stakes):
            return _smallest(checks, _fewer_members(looking, stakes), stakes)
    return _smallest(checks, checks, stakes) if checks.refuted(stakes) else None


def _looks(checks: Checks, stakes: list[Stake]) -> Iterator[Checks]:
    """Who is looked at: each migration that is bound to an end with its feeders, all of these, all migrations."""
    instance = asked_in(stakes, checks.asked).applied(compile_instance(with_only(checks.portfolio, stakes)))
    bound = bound_migrations(instance)
    looks = [feeders_of(instance, few) for few in (*((i,) for i in bound), bound)]
    for members in dict.fromkeys((*looks, tuple(range(len(instance.migrations))))):
        if members:
            yield checks.among([instance.migrations[i].id for i in members])


def _fewer_members(looking: Checks, stakes: list[Stake]) -> Checks:
    """The checks of as few migrations as still cannot keep these stakes; the more rules, the faster that is shown."""
    members = [migration.id for migration in planned_migrations(looking.portfolio)]
    return looking.among(smallest(members, lambda fewer: looking.among(fewer).refuted(stakes)))


def _smallest(checks: Checks, looking: Checks, stakes: list[Stake]) -> _Found | None:
    """The stakes without those that are not needed, first among the few that are looked at, then among all."""
    known = {stake.place for stake in stakes_of(looking.portfolio, looking.asked)}
    kept = smallest([stake for stake in stakes if stake.place in known], looking.refuted)
    if not looking.confirmed(kept):
        return None
    needed, unshown = list(kept), set()
    for stake in kept:
        proof = checks.proof([other for other in needed if other != stake])
        if proof is Proof.INFEASIBLE:
            needed.remove(stake)
        elif proof is Proof.NOTHING:
            unshown.add(stake)
    return _Found(tuple(needed), looking, frozenset(unshown))


def smallest(items: Sequence[T], impossible: Callable[[list[T]], bool]) -> list[T]:
    """The items that are left when every other is taken out, in order, as long as what remains stays impossible.

    Halves are tried before single items; the answer is the same.
    """
    kept = list(items)

    def thin(part: list[T]) -> None:
        nonlocal kept
        fewer = [item for item in kept if item not in part]
        if impossible(fewer):
            kept = fewer
        elif len(part) > 1:
            thin(part[: len(part) // 2])
            thin(part[len(part) // 2 :])

    if kept:
        thin(list(kept))
    return kept
