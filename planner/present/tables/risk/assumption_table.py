"""What the answer of a risk rests on, one row an assumption, and in words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from planner.domain.portfolio import Portfolio
from planner.present.tables.column import Column, Kind
from planner.present.tables.risk.risk_words import HORIZON_SHARE
from planner.present.tables.table import Table
from planner.present.wording import short_money

if TYPE_CHECKING:
    from planner.risk.records import AssumptionRisk

TITLE = "What the answer rests on"
COLUMNS: tuple[Column[AssumptionRisk], ...] = (
    Column("assumption", "Assumption", least=30),
    Column("draws", "Draws", Kind.NUMBER, shown=False),
    Column("plan_pounds", "The plan's options", Kind.MONEY),
    Column("plan_error", "±", Kind.MONEY, spare=True),
    Column("commit_now_pounds", "Commit now", Kind.MONEY),
    Column("commit_now_error", "±", Kind.MONEY, spare=True),
    Column("more_pounds", "More than as stated", Kind.MONEY),
    Column("more_error", "±", Kind.MONEY),
    Column("uncovered_contracts", "Uncovered contracts", of=lambda row: round(row.uncovered_contracts, 1)),
    Column("horizon_share", "Beyond the horizon", Kind.SHARE, spare=True),
)


def assumption_table(portfolio: Portfolio, rows: Sequence[AssumptionRisk]) -> Table[AssumptionRisk]:
    """One row an assumption: as stated first, then what moves the answer most."""
    return Table(columns=COLUMNS, rows=rows, currency=portfolio.currency, marking=portfolio.marking)


def assumption_lines(portfolio: Portfolio, rows: Sequence[AssumptionRisk]) -> Iterator[str]:
    """Which assumption matters most, how they were compared, and which costs are understated."""
    _, *others = rows
    if not others:
        yield "Nothing is uncertain in this portfolio, so the answer rests on no assumption."
        return
    most = others[0]
    pounds, error = (short_money(abs(amount), portfolio.currency) for amount in (most.more_pounds, most.more_error))
    yield (
        f"What matters most here: {most.assumption}. The expected cost of commit now is then {pounds} ± {error} "
        f"{'more' if most.more_pounds > 0 else 'less'}."
    )
    yield (
        f"Each line makes one assumption another and leaves the rest, on the same {most.draws:,} draws. The options of "
        "commit now are chosen anew."
    )
    if cut := [row.assumption for row in rows if row.horizon_share > HORIZON_SHARE]:
        yield f"Contracts are needed beyond the horizon too often, so costs are understated: {'; '.join(cut)}."
