"""The contracts as a sheet: what the plan means for each, and corrections of what is known of it."""

from __future__ import annotations

from planner.plan.plan_case import PlanCase
from planner.plan.sure_words import told_reason
from planner.present.exchange.workbook.choices import Choices, a_date, a_whole_number
from planner.present.exchange.workbook.decisions_sheet import HINT
from planner.present.exchange.workbook.grid import (
    Address,
    Grid,
    GridColumn,
    GridConditions,
    Live,
    first_that_holds,
    helping,
    not_a_number,
    own,
    remark,
    taken,
    to_fill_in,
)
from planner.present.tables.column import Kind
from planner.present.tables.plans.contract_table import CONTRACTS as TABLE
from planner.present.tables.plans.contract_table import ContractRow
from planner.reading.cells.conversion import MOST_POUNDS
from planner.reading.edits.words import (
    CONTRACTS,
    CORRECTED_EXPIRY,
    CORRECTED_NOTICE,
    CORRECTED_PRICE,
    CORRECTED_UNIT,
)


def contracts_grid(case: PlanCase, choices: Choices) -> Grid[ContractRow]:
    """Every contract, in the order of the table of contracts."""
    return Grid(
        name=CONTRACTS,
        title="Contract plan",
        hint=f"{HINT} Leave a green cell blank where the figure beside it is right.",
        columns=_columns(case, choices),
        rows=TABLE.rows(case),
        conditions=_colour,
    )


def _columns(case: PlanCase, choices: Choices) -> tuple[GridColumn[ContractRow], ...]:
    return (
        taken(TABLE, "contract", 20),
        taken(TABLE, "name", 34),
        taken(TABLE, "buyer", 14),
        taken(TABLE, "supplier", 20),
        taken(TABLE, "flag", 14),
        taken(TABLE, "covered_until_date", 17),
        taken(TABLE, "needed_until_date", 17),
        *_sure(case),
        taken(TABLE, "uncovered_days", 11),
        taken(TABLE, "extension_pounds", 14),
        taken(TABLE, "exposure_pounds", 14),
        own("Why", 60, lambda row: _why(case, row)),
        taken(TABLE, "expiry_date", 17),
        own("Notice", 9, lambda row: row.contract.notice and row.contract.notice.amount, Kind.NUMBER),
        own("Notice unit", 13, lambda row: row.contract.notice and row.contract.notice.unit),
        own("Annual price", 14, lambda row: row.contract.annual_price_pounds, Kind.MONEY),
        to_fill_in(CORRECTED_EXPIRY, 17, Kind.DATE, rule=lambda row: a_date(CORRECTED_EXPIRY)),
        to_fill_in(CORRECTED_NOTICE, 11, Kind.NUMBER, rule=lambda row: a_whole_number(CORRECTED_NOTICE)),
        to_fill_in(CORRECTED_UNIT, 13, rule=lambda row: choices.one_of("notice units", CORRECTED_UNIT)),
        to_fill_in(CORRECTED_PRICE, 14, Kind.MONEY, rule=lambda row: a_whole_number(CORRECTED_PRICE, MOST_POUNDS)),
        remark(),
        helping("Check", 18, _check),
    )


def _sure(case: PlanCase) -> tuple[GridColumn[ContractRow], ...]:
    """How sure its last day of need is; nothing where risk has not been run."""
    if case.sureness is None or not case.sureness.contracts:
        return ()
    return (
        taken(TABLE, "p80_date", 17),
        taken(TABLE, "uncovered_probability", 11, title="Chance of days without cover"),
        taken(TABLE, "drivers", 22),
    )


def _why(case: PlanCase, row: ContractRow) -> str:
    """The sentences of its explanation, where the plan was explained; else the one of its flag."""
    found = told_reason(case, row.contract.id)
    return found.text if found is not None else row.flag.reason


def _check(row: ContractRow, cell: Address) -> Live:
    """What is wrong with what has been filled in, before it is given back."""
    expiry, notice, unit, price = map(cell, (CORRECTED_EXPIRY, CORRECTED_NOTICE, CORRECTED_UNIT, CORRECTED_PRICE))
    return first_that_holds(
        (f'{expiry}&{notice}&{unit}&{price}=""', ""),
        (not_a_number(expiry), "not a date"),
        (f"OR({not_a_number(notice)},{not_a_number(price)})", "not a number"),
        (f'AND({notice}<>"",{unit}="",{cell("Notice unit")}="")', "no notice unit"),
    )


def _colour(given: GridConditions) -> None:
    given.flags("Flag")
    given.check("Check")
