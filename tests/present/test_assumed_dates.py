"""A date that rests on a notice or lead nobody stated says so in every list of columns that shows one."""

from __future__ import annotations

from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from pkgutil import walk_packages
from typing import Any

import pytest

from planner.domain.contracts import Notice
from planner.plan.plan_case import PlanCase
from planner.present import tables
from planner.present.tables.column import Column, Kind
from planner.present.tables.plans.plan_tables import TABLES
from planner.present.tables.table import plain_rows, table_text
from tests.sample import contract, day, option, plan, portfolio

RESTS_ON_NOTICE = (
    "acting_date",
    "last_date",
    "notice_last_date",
    "notice_acting_date",
    "decide_by_date",
    "action_by_date",
)


def column_lists() -> Iterator[tuple[str, tuple[Column[Any], ...]]]:
    """Every constant of the tables that is a tuple of columns, with its place."""
    for module in walk_packages([str(Path(tables.__file__ or "").parent)], f"{tables.__name__}."):
        for name, value in vars(import_module(module.name)).items():
            if isinstance(value, tuple) and value and all(isinstance(column, Column) for column in value):
                yield f"{module.name}.{name}", value


# charges and quarters end on last days of their own, which rest on no notice
OWN_DAYS = ("term_table.CHARGE_COLUMNS", "quarter_table.COLUMNS", "_tables.EXPOSURE")
LISTS = {place: columns for place, columns in column_lists() if not place.endswith(OWN_DAYS)}


def test_the_lists_of_flags_departments_and_register_are_among_them() -> None:
    named = {place.rpartition(".tables.")[2] for place in LISTS}
    assert {"plans.flag_table.COLUMNS", "plans.department_table.COLUMNS", "plans.register_table.COLUMNS"} <= named


@pytest.mark.parametrize("place", LISTS)
def test_a_list_with_a_date_to_act_has_the_mark_and_the_column(place: str) -> None:
    dates = [column for column in LISTS[place] if column.name in RESTS_ON_NOTICE and column.kind is Kind.DATE]
    assert [column.name for column in dates if column.assumed is None] == []
    assert not dates or "assumed" in {column.name for column in LISTS[place]}


def extended(notice: Notice | None) -> PlanCase:
    """Contract k is in force to day 300 and needed for longer, so the plan uses its option o1."""
    k = contract("k", organisations=("dep",), expiry_date=day(300), notice=notice, exposure_pounds_per_day=100)
    return PlanCase(portfolio(contracts=(k,), options=(option("o1", end_date=None, months=24),)), plan("o1", m1=290))


@pytest.mark.parametrize("name", ["flags", "departments", "register"])
def test_people_and_files_read_that_a_date_is_assumed(name: str) -> None:
    # blank, so the 180 days of policy stand behind the last day for notice and to decide
    table = TABLES[name].of(extended(None))
    assert any("notice of 180 days" in str(row["assumed"]) for row in plain_rows(table))
    assert " assumed" in table_text(table)


@pytest.mark.parametrize("name", ["flags", "departments", "register"])
def test_a_stated_notice_is_not_marked(name: str) -> None:
    table = TABLES[name].of(extended(Notice()))
    assert not any("notice" in str(row["assumed"]) for row in plain_rows(table))
