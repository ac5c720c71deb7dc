"""What the rules leave to each department, as a table and as one sentence each."""

from __future__ import annotations

from collections.abc import Iterator

from planner.domain.portfolio import Portfolio
from planner.present.tables.column import Column, Kind
from planner.present.tables.risk.figure_words import about
from planner.present.tables.rules.family_column import family_column
from planner.present.tables.table import Table
from planner.present.wording import counted, long_day, whole_per_cent
from planner.risk.rules_followed.departments import DepartmentRules
from planner.risk.tripwires.records import Tripwires


def department_rules_table(portfolio: Portfolio, found: Tripwires) -> Table[DepartmentRules]:
    """One row a department."""
    columns: tuple[Column[DepartmentRules], ...] = (
        Column("department", "Department", Kind.NAME),
        Column("contracts", "Contracts", Kind.NUMBER, of=lambda row: len(row.contracts)),
        Column("any_uncovered_probability", "Any uncovered", Kind.WHOLE_SHARE, of=lambda row: row.any_uncovered.value),
        Column("any_uncovered_plus_minus", "±", Kind.SHARE, of=lambda row: row.any_uncovered.half_width),
        Column("worst_contract", "Most often", Kind.NAME, of=lambda row: row.worst),
        Column("worst_probability", "Uncovered", Kind.WHOLE_SHARE, of=lambda row: row.worst_uncovered),
        Column("exposure_pounds_mean", "Exposure, mean", Kind.MONEY, of=lambda row: round(row.exposure.value)),
        Column("exposure_plus_minus", "±", Kind.MONEY, of=lambda row: round(row.exposure.half_width)),
        Column("acting_date", "Next day to act", Kind.DATE, of=lambda row: _acting_date(portfolio, row)),
        family_column(found.family),
    )
    return Table(columns=columns, rows=found.departments, currency=portfolio.currency, marking=portfolio.marking)


def _acting_date(portfolio: Portfolio, row: DepartmentRules) -> object:
    return None if row.acting_day is None else portfolio.date_of(row.acting_day)


def department_sentences(portfolio: Portfolio, found: Tripwires) -> tuple[str, ...]:
    """One text for each department, in the order of the table."""
    return tuple(" ".join(_parts(portfolio, row)) for row in found.departments)


def _parts(portfolio: Portfolio, row: DepartmentRules) -> Iterator[str]:
    name = portfolio.organisation_by_id[row.department].name
    contracts = counted(len(row.contracts), "contract")
    if row.any_uncovered.value == 0.0:
        yield f"{name}: with these rules none of its {contracts} is uncovered in any draw."
    elif len(row.contracts) == 1:
        yield f"{name}: its contract {row.worst} has uncovered days with a chance of {whole_per_cent(row.worst_uncovered)}."
    else:
        yield (
            f"{name}: any of its {contracts} has uncovered days with a chance of {whole_per_cent(row.any_uncovered.value)}, "
            f"most often {row.worst} ({whole_per_cent(row.worst_uncovered)})."
        )
    if row.exposure.value >= 0.5:
        yield f"Uncovered days cost {about(row.exposure, portfolio.currency)} on average."
    if row.acting_day is not None:
        yield f"The next day to act is {long_day(portfolio.date_of(row.acting_day))}."
    yield f"[{row.department}]"
