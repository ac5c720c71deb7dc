"""Whether another way to move would clear a contract, with all others where they are, and what it costs."""

from __future__ import annotations

from dataclasses import dataclass, replace

from planner.domain.routes import all_modes
from planner.explain.levers.question import Question
from planner.explain.levers.records import Verdict, Witness
from planner.solver import Modes


@dataclass(frozen=True, kw_only=True)
class ModeChange:
    """One move in another mode, and what that mode costs more than the planned one, without what it saves elsewhere."""

    migration: str
    mode: str
    extra_pounds: int


@dataclass(frozen=True, kw_only=True)
class ModeAnswer:
    """What other modes of the feeders do for a contract and a day.

    `clears` and `dearer` have a witness: the cheapest plan found, of the data as they are, in which only the feeders move.
    `changes`: whose mode is another one in it. `impossible`: in no modes of the feeders is there a plan, whoever moves.
    """

    contract: str
    by_day: int
    verdict: Verdict
    changes: tuple[ModeChange, ...] = ()
    witness: Witness | None = None


def mode_answer(question: Question) -> ModeAnswer | None:
    """The answer where the planned modes are not enough; None where they are, or the feeders have one mode each."""
    portfolio = question.case.portfolio
    if all(len(all_modes(portfolio, portfolio.migration_by_id[id])) == 1 for id in question.push.feeders):
        return None
    found = ModeAnswer(contract=question.contract, by_day=question.by_day, verdict=Verdict.NOT_FOUND)
    if question.alone_today is False:
        return replace(found, verdict=Verdict.IMPOSSIBLE)
    if question.free_today:
        return None
    enough = question.others_fixed(portfolio, Modes.ANY)
    if not enough:
        return replace(found, verdict=Verdict.OTHERS) if enough is False else found
    witness = question.replanned(portfolio, question.push.feeders)
    if witness is None:
        return found
    verdict = Verdict.CLEARS if witness.price_pounds <= 0 else Verdict.DEARER
    return replace(found, verdict=verdict, changes=_changes(question, witness), witness=witness)


def _changes(question: Question, witness: Witness) -> tuple[ModeChange, ...]:
    before = question.case.plan.entry_by_migration
    return tuple(
        ModeChange(
            migration=entry.migration,
            mode=entry.mode,
            extra_pounds=_extra(question, entry.migration, entry.mode)
            - _extra(question, entry.migration, before[entry.migration].mode),
        )
        for entry in witness.plan.migrations
        if entry.mode != before[entry.migration].mode
    )


def _extra(question: Question, migration: str, mode: str) -> int:
    portfolio = question.case.portfolio
    modes = {found.id: found.extra_pounds for found in all_modes(portfolio, portfolio.migration_by_id[migration])}
    return modes[mode]
