"""Every form of a table of a plan comes from its one list of columns, and says last days where it says "until"."""

from __future__ import annotations

import csv
import io
from datetime import date, timedelta

import pytest

from planner.plan.plan_case import PlanCase
from planner.present.tables.frame import frame_of
from planner.present.tables.plans.plan_tables import TABLES
from planner.present.tables.table import csv_text, plain_rows
from tests.sample import many


@pytest.fixture(scope="module")
def case() -> PlanCase:
    return PlanCase(*many(20))


@pytest.mark.parametrize("name", TABLES)
def test_file_json_and_frame_have_the_columns_of_the_list(case: PlanCase, name: str) -> None:
    table = TABLES[name].of(case)
    names = [column.name for column in TABLES[name].columns]
    assert len(set(names)) == len(names)
    assert next(csv.reader(io.StringIO(csv_text(table)))) == names
    assert list(frame_of(table).columns) == names
    assert table.rows
    assert all(list(row) == names for row in plain_rows(table))


@pytest.mark.parametrize("name", TABLES)
def test_a_table_without_rows_still_names_its_columns(case: PlanCase, name: str) -> None:
    bare = TABLES[name].of(case, [])
    assert list(frame_of(bare).columns) == [column.name for column in TABLES[name].columns]
    assert len(csv_text(bare).splitlines()) == 1


def test_until_is_the_last_day_covered_and_needed_in_contracts_and_flags(case: PlanCase) -> None:
    # The schedule counts in first days after; people read the day before.
    for name in ("contracts", "flags"):
        rows = {row["contract"]: row for row in plain_rows(TABLES[name].of(case))}
        for id, cover in case.schedule.contracts.items():
            for key, day in (("covered", cover.covered_until_day), ("needed", cover.needed_until_day)):
                last = case.portfolio.date_of(day) - timedelta(days=1)
                assert rows[id][f"{key}_until_date"] == last.isoformat()


def test_charges_add_up_to_the_cost(case: PlanCase) -> None:
    rows = plain_rows(TABLES["charges"].of(case))
    assert sum(row["pounds"] for row in rows if isinstance(row["pounds"], int)) == case.pounds
    assert all(date.fromisoformat(str(row["first_date"])) <= date.fromisoformat(str(row["last_date"])) for row in rows)
