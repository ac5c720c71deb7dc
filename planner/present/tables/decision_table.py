"""The decision register as a table, ordered by the last day to decide."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from planner.present.tables.table import Column, Kind, Table

if TYPE_CHECKING:
    from planner.domain.portfolio import Portfolio
    from planner.plan.register.decisions import Decision

COLUMNS = (
    Column("decide_by_date", "Decide by", Kind.DATE),
    Column("days_left", "Days left", Kind.NUMBER),
    Column("urgent", "Urgent", shown=False),
    Column("contract", "Contract", Kind.NAME, spare=True),
    Column("name", "Name", shown=False),
    Column("supplier", "Supplier", shown=False),
    Column("option", "Option", Kind.NAME),
    Column("kind", "Kind", shown=False),
    Column("pounds", "Price", Kind.MONEY),
    Column("full_price_pounds", "Full price", Kind.MONEY, shown=False),
    Column("covers_from_date", "Covers from", Kind.DATE, shown=False),
    Column("covers_until_date", "Covers until", Kind.DATE, spare=True),
    Column("notice_date", "Notice by", Kind.DATE, spare=True),
    Column("owner", "Who decides", least=10),
    Column("uncovered_days", "Else uncovered, days", Kind.NUMBER, spare=True),
    Column("exposure_pounds", "Else exposure", Kind.MONEY),
    Column("options_lost", "Else lost", spare=True, least=20),
    Column("consequence", "If nobody decides", shown=False),
    Column("agreement_probability", "Supplier agrees", Kind.WHOLE_SHARE, shown=False),
    Column("headroom", "Headroom", shown=False),
    Column("undecided", "Undecided", shown=False),
    Column("derivation", "How the date comes about", shown=False),
    Column("basis", "Basis", shown=False),
    Column("source", "Source", shown=False),
)
TAKEN_OVER = (
    "decide_by_date", "days_left", "urgent", "contract", "supplier", "option", "kind", "pounds", "full_price_pounds",
    "covers_from_date", "covers_until_date", "notice_date", "owner", "agreement_probability", "headroom", "undecided",
    "derivation",
)  # fmt: skip


def decision_table(portfolio: Portfolio, decisions: Sequence[Decision]) -> Table:
    """One row a decision, in the order given."""
    return Table(
        columns=COLUMNS, rows=[_row(portfolio, decision) for decision in decisions], currency=portfolio.currency
    )


def _row(portfolio: Portfolio, decision: Decision) -> dict[str, object]:
    otherwise = decision.if_nobody_decides
    provenance = portfolio.option_by_id[decision.option].provenance
    return {
        **{key: getattr(decision, key) for key in TAKEN_OVER},
        "name": portfolio.contract_by_id[decision.contract].name,
        "consequence": otherwise.sentence,
        "exposure_pounds": otherwise.exposure_pounds,
        "uncovered_days": otherwise.uncovered_days,
        "options_lost": otherwise.options_lost,
        "basis": provenance.basis,
        "source": provenance.source,
    }
