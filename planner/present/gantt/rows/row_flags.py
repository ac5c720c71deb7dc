"""The flag that each row of a chart shows, with its reason and action."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from planner.domain.portfolio import Portfolio
from planner.plan.flagging.department_flags import flag_departments
from planner.plan.flagging.records import ContractFlag, Flag
from planner.present.gantt.model import Row, RowFlag, RowKind


def row_flags(flagged: Sequence[ContractFlag]) -> Mapping[str, RowFlag]:
    """The flag of every contract, by id."""
    return {one.contract: _row_flag(one) for one in flagged}


def _row_flag(flagged: ContractFlag) -> RowFlag:
    action = str(flagged.action) if flagged.action.task else ""
    return RowFlag(flag=flagged.flag, reason=flagged.reason, action=action)


def flags_of_departments(portfolio: Portfolio, flagged: Sequence[ContractFlag]) -> tuple[tuple[str, Flag], ...]:
    """Department ids with the gravest flag of the contracts that serve them or their bodies."""
    departments = flag_departments(portfolio, flagged)
    return tuple((one.department, one.flag) for one in departments if one.flag is not None)


def gravest(flags: Iterable[RowFlag]) -> RowFlag:
    """The gravest of them, the first of equals; no flag where there is none."""
    known = [row_flag for row_flag in flags if row_flag.flag is not None]
    return max(known, key=lambda row_flag: row_flag.flag.gravity if row_flag.flag else -1, default=RowFlag())


def contracts_by_flag(rows: Iterable[Row]) -> Mapping[Flag, int]:
    """Number of contracts by flag, the gravest first; every flag is present."""
    counts = Counter(row.flag.flag for row in rows if row.kind is RowKind.CONTRACT)
    return {flag: counts[flag] for flag in sorted(Flag, key=lambda flag: -flag.gravity)}
