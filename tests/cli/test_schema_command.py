import json
from pathlib import Path

import openpyxl

from planner.reading import schema_tables
from tests.cli.conftest import Run


def test_every_table_and_column_is_printed_with_its_default(run: Run) -> None:
    said = run("schema").stdout
    for table in schema_tables():
        assert table.name in said
        assert all(column.name in said for column in table.settings or table.columns)


def test_the_json_schema_names_every_required_table(run: Run) -> None:
    schema = json.loads(run("schema", "--json-schema").stdout)
    assert {table.name for table in schema_tables() if table.required} == set(schema["required"])


def test_the_template_has_a_sheet_for_every_table(run: Run, workplace: Path) -> None:
    assert run("template", "new.xlsx").exit_code == 0
    sheets = set(openpyxl.load_workbook(workplace / "new.xlsx", read_only=True).sheetnames)
    assert {table.name for table in schema_tables()} <= sheets
