"""Every form of a table of a plan comes from its one list of columns, and says last days where it says "until"."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from planner.plan.plan_case import PlanCase
from planner.plan.plan_file.document import write_plan
from planner.plan.plan_file.document_reading import read_plan
from planner.plan.plan_file.fingerprint import fingerprint
from planner.present.tables.frame import frame_of
from planner.present.tables.html_table import html_table
from planner.present.tables.plans.plan_tables import TABLES
from planner.present.tables.table import csv_text, plain_rows
from planner.reading import read_portfolio, write_portfolio
from tests.sample import many
from tests.sample import plan as small_plan
from tests.sample import portfolio as small_portfolio
from tests.sample.surenesses import sureness


@pytest.fixture(scope="module")
def case() -> PlanCase:
    portfolio, plan = many(20)
    return PlanCase(portfolio, plan, sureness=sureness(portfolio, plan))


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


def test_a_marking_stands_in_every_form_of_every_table(case: PlanCase) -> None:
    marked = PlanCase(replace(case.portfolio, marking="OFFICIAL-SENSITIVE"), case.plan)
    for plan_table in TABLES.values():
        table = plan_table.of(marked)
        assert all(line.endswith("OFFICIAL-SENSITIVE") for line in csv_text(table).splitlines()[1:])
        assert all(row["marking"] == "OFFICIAL-SENSITIVE" for row in plain_rows(table))
        assert frame_of(table).attrs == {"marking": "OFFICIAL-SENSITIVE"}
        assert "OFFICIAL-SENSITIVE" in html_table(table)


def test_a_marking_is_kept_in_plan_file_and_tables_and_changes_no_fingerprint(case: PlanCase, tmp_path: Path) -> None:
    portfolio = replace(small_portfolio(), marking="OFFICIAL-SENSITIVE")
    document = write_plan(tmp_path / "plan.json", portfolio, small_plan())
    assert read_plan(tmp_path / "plan.json") == document
    assert document.marking == "OFFICIAL-SENSITIVE"
    assert document.fingerprint == fingerprint(small_portfolio())
    assert read_portfolio(write_portfolio(portfolio, tmp_path / "tables")).marking == "OFFICIAL-SENSITIVE"
