"""What is different in a future: flags that turned, decisions that come or go, and the dates that move most."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from planner.futures.comparison.comparing import Future
from planner.plan.flagging.records import Flag


@dataclass(frozen=True, kw_only=True)
class FlagTurn:
    """A department whose flag is another one."""

    department: str
    before: Flag
    after: Flag

    @property
    def is_worse(self) -> bool:
        """Whether the flag is graver than before."""
        return self.after.gravity > self.before.gravity


@dataclass(frozen=True, kw_only=True)
class Decision:
    """An option to be decided on, and the last day for it; `assumed` are the figures behind it that nobody stated."""

    option: str
    contract: str
    decide_by_date: date
    assumed: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class CutoverMove:
    """A migration that cuts over on another day; `days` later, negative is earlier."""

    migration: str
    days: int


@dataclass(frozen=True, kw_only=True)
class Contrast:
    """A future against another. `moves` has every moved cutover, the furthest first; decisions are by date."""

    turns: tuple[FlagTurn, ...]
    new_decisions: tuple[Decision, ...]
    dropped_decisions: tuple[Decision, ...]
    moves: tuple[CutoverMove, ...]
    stranded: tuple[str, ...]
    """Contracts that have lost their way off."""


def contrast(before: Future, after: Future) -> Contrast:
    """What is different in `after`; nothing where one of them has no plan."""
    old, new = _decisions(before), _decisions(after)
    return Contrast(
        turns=tuple(_turns(before, after)),
        new_decisions=tuple(decision for option, decision in new.items() if option not in old),
        dropped_decisions=tuple(decision for option, decision in old.items() if option not in new),
        moves=tuple(_moves(before, after)),
        stranded=tuple(sorted(_stranded(after) - _stranded(before))) if before.plan and after.plan else (),
    )


def _turns(before: Future, after: Future) -> list[FlagTurn]:
    flags = {entry.department: entry.flag for entry in before.department_flags}
    turns = []
    for entry in after.department_flags:
        old = flags.get(entry.department)
        if old is not None and entry.flag is not None and old is not entry.flag:
            turns.append(FlagTurn(department=entry.department, before=old, after=entry.flag))
    return turns


def _decisions(future: Future) -> dict[str, Decision]:
    found = [
        Decision(
            option=id,
            contract=flag.contract,
            decide_by_date=decision.decide_by_date,
            assumed=decision.assumed,
        )
        for flag in future.contract_flags
        for id, decision in flag.decisions.items()
    ]
    return {decision.option: decision for decision in sorted(found, key=lambda d: (d.decide_by_date, d.option))}


def _moves(before: Future, after: Future) -> list[CutoverMove]:
    if before.schedule is None or after.schedule is None:
        return []
    moves = []
    for id, entry in after.schedule.migrations.items():
        old = before.schedule.migrations.get(id)
        if old is not None:
            was, now = before.portfolio.date_of(old.cutover_day), after.portfolio.date_of(entry.cutover_day)
            moves.append(CutoverMove(migration=id, days=(now - was).days))
    return sorted((move for move in moves if move.days), key=lambda move: (-abs(move.days), move.migration))


def _stranded(future: Future) -> set[str]:
    return {flag.contract for flag in future.contract_flags if flag.flag is Flag.NO_ROUTE}
