"""The register as a table: late acts first, then by the day to act."""

from __future__ import annotations

from collections.abc import Sequence

from planner.domain.portfolio import Portfolio
from planner.plan.register.records import Act
from planner.present.tables.table import Column, Kind, Table

COLUMNS = (
    Column("act", "Act", Kind.NAME),
    Column("subject", "About", Kind.NAME),
    Column("contract", "Contract", Kind.NAME, shown=False),
    Column("acting_date", "Act by", Kind.DATE),
    Column("last_date", "Last day", Kind.DATE, spare=True),
    Column("earliest_date", "Not before", Kind.DATE, shown=False),
    Column("notice_last_date", "Notice by", Kind.DATE, spare=True),
    Column("notice_acting_date", "Act on notice by", Kind.DATE, shown=False),
    Column("days_left", "Days left", Kind.NUMBER),
    Column("late", "Late", shown=False),
    Column("what", "What", least=24),
    Column("owner", "Who", least=10),
    Column("pounds", "Price", Kind.MONEY),
    Column("if_nobody_acts", "If nobody acts", spare=True, least=24),
    Column("why", "Why", shown=False),
    Column("state", "State", shown=False),
    Column("basis", "Basis", shown=False),
    Column("assumed", "Assumed", spare=True, least=12),
    Column("kind", "Kind of option", shown=False),
    Column("supplier", "Supplier", shown=False),
    Column("full_price_pounds", "Full price", Kind.MONEY, shown=False),
    Column("covers_from_date", "Covers from", Kind.DATE, shown=False),
    Column("covers_until_date", "Covers until", Kind.DATE, shown=False),
    Column("uncovered_days", "Else uncovered, days", Kind.NUMBER, shown=False),
    Column("exposure_pounds", "Else exposure", Kind.MONEY, shown=False),
    Column("options_lost", "Else lost", shown=False),
    Column("agreement_probability", "Supplier agrees", Kind.WHOLE_SHARE, shown=False),
    Column("headroom", "Headroom", shown=False),
    Column("undecided", "Undecided", shown=False),
    Column("derivation", "How the day comes about", shown=False),
)
OF_ACT = (
    "act", "subject", "contract", "acting_date", "last_date", "earliest_date", "notice_last_date", "notice_acting_date",
    "days_left", "late", "what", "owner", "pounds", "if_nobody_acts", "why", "state", "basis", "assumed", "undecided",
    "derivation",
)  # fmt: skip
OF_OPTION = (
    "kind", "supplier", "full_price_pounds", "covers_from_date", "covers_until_date", "agreement_probability", "headroom",
)  # fmt: skip
OF_CONSEQUENCE = ("uncovered_days", "exposure_pounds", "options_lost")


def register_table(portfolio: Portfolio, acts: Sequence[Act]) -> Table:
    """One row an act, in the order given."""
    return Table(columns=COLUMNS, rows=[_row(act) for act in acts], currency=portfolio.currency)


def _row(act: Act) -> dict[str, object]:
    row: dict[str, object] = {key: getattr(act, key) for key in OF_ACT}
    if act.option is not None:
        row |= {key: getattr(act.option, key) for key in OF_OPTION}
        row |= {key: getattr(act.option.consequence, key) for key in OF_CONSEQUENCE}
    return row
