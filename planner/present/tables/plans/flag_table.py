"""The flag of every contract, the gravest first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from planner.domain.contracts import Contract
from planner.domain.provenance import Provenance
from planner.plan.flagging.records import ContractFlag
from planner.plan.register.records import Act
from planner.present.tables.column import Column, Kind
from planner.present.tables.plans.plan_table import PlanTable
from planner.present.tables.plans.provenance_columns import PROVENANCE
from planner.present.wording import counted

if TYPE_CHECKING:
    from planner.plan.plan_case import PlanCase


@dataclass(frozen=True)
class FlagRow:
    """The flag of a contract, with the record of the input and the acts about it."""

    contract: Contract
    flag: ContractFlag
    acts: tuple[Act, ...] = ()

    @property
    def provenance(self) -> Provenance:
        """Where the record comes from."""
        return self.contract.provenance

    @property
    def of_options(self) -> tuple[str, ...]:
        """The assumed figures behind the dates of its options or its stop, in words."""
        return _once(words for decision in self.flag.to_decide for words in decision.assumed)

    @property
    def of_action(self) -> tuple[str, ...]:
        """The assumed figures behind the day of its action, in words."""
        by_date = self.flag.action.by_date
        return _once(words for act in self.acts if act.acting_date == by_date for words in act.assumed)


def _once(words: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(words))


COLUMNS: tuple[Column[FlagRow], ...] = (
    Column("flag", "Flag", Kind.FLAG, lambda row: row.flag.flag),
    Column("contract", "Contract", Kind.NAME, lambda row: row.contract.id),
    Column("name", "Name", of=lambda row: row.contract.name, spare=True, least=20),
    Column("covered_until_date", "Covered until", Kind.DATE, lambda row: row.flag.covered_until_date, spare=True),
    Column("needed_until_date", "Needed until", Kind.DATE, lambda row: row.flag.needed_until_date),
    Column("spare_days", "Spare days", Kind.NUMBER, lambda row: row.flag.spare_days, spare=True),
    Column(
        "acting_date",
        "Act by",
        Kind.DATE,
        lambda row: row.flag.acting_date,
        spare=True,
        assumed=lambda row: row.of_options,
    ),
    Column(
        "decide_by_date",
        "Last day",
        Kind.DATE,
        lambda row: row.flag.decide_by_date,
        shown=False,
        assumed=lambda row: row.of_options,
    ),
    Column("pounds", "Cost", Kind.MONEY, lambda row: row.flag.pounds),
    Column(
        "uncovered_probability",
        "Uncovered",
        Kind.WHOLE_SHARE,
        lambda row: row.flag.chance and row.flag.chance.probability,
        sparse=True,
        spare=True,
    ),
    Column(
        "uncovered_probability_error",
        "±",
        Kind.SHARE,
        lambda row: row.flag.chance and row.flag.chance.error,
        shown=False,
    ),
    Column("reason", "Why", of=lambda row: row.flag.reason, least=40),
    Column("options", "Options to decide", of=lambda row: tuple(row.flag.decisions), shown=False),
    Column("idle_days", "Idle days bought", Kind.NUMBER, lambda row: row.flag.idle_days, shown=False),
    Column("stranded", "Without a way off", of=lambda row: row.flag.stranded, shown=False),
    Column("undecided", "Undecided", of=lambda row: row.flag.undecided, shown=False),
    Column("owner", "Who decides", of=lambda row: row.flag.owner, shown=False),
    Column("action", "What to do", of=lambda row: row.flag.action.task, shown=False),
    Column(
        "action_by_date",
        "By",
        Kind.DATE,
        lambda row: row.flag.action.by_date,
        shown=False,
        assumed=lambda row: row.flag.action.assumed,
    ),
    Column("assumed", "Assumed", of=lambda row: _once((*row.of_options, *row.of_action)), shown=False),
    *PROVENANCE,
)


def flag_rows(case: PlanCase) -> Sequence[FlagRow]:
    """Every contract: the gravest first, then by the first last day to decide."""
    ordered = sorted(
        case.flags, key=lambda flag: (-flag.flag.gravity, flag.decide_by_date or date.max, flag.spare_days)
    )
    return [flag_row(case, flag) for flag in ordered]


def flag_row(case: PlanCase, flag: ContractFlag) -> FlagRow:
    """The row of one flag."""
    acts = case.acts_by_contract.get(flag.contract, ())
    return FlagRow(case.portfolio.contract_by_id[flag.contract], flag, acts)


FLAGS = PlanTable(name="flags", title="Flags of contracts", columns=COLUMNS, rows=flag_rows)


def flag_counts(flags: Sequence[ContractFlag]) -> str:
    """For instance `1 exposed, 3 clear`, the gravest first."""
    counts = Counter(flag.flag for flag in flags)
    ordered = sorted(counts, key=lambda flag: -flag.gravity)
    return ", ".join(f"{counts[flag]} {flag.value}" for flag in ordered) or counted(0, "contract")
