"""Reading: tables to records. Findings say what to mend; nothing is guessed silently.

`read_portfolio` gives a portfolio or raises with every finding. `check` gives every finding and the health of the tables.
`write_portfolio` is the inverse of reading. `write_template` makes an empty workbook. `schema_tables`, `schema_markdown`
and `json_schema` describe the tables. `decide` writes a decision about an act into a folder, and `take_back` undoes it.
"""

from __future__ import annotations

from planner.reading.deciding.folder import Written, decide, take_back
from planner.reading.deciding.records import Outcome
from planner.reading.health import TableHealth
from planner.reading.report import CheckReport, check, read_portfolio
from planner.reading.schema.columns import ColumnSchema, TableSchema, json_schema, schema_tables
from planner.reading.schema.markdown import schema_markdown
from planner.reading.template.workbook_template import write_template
from planner.reading.write import write_portfolio

__all__ = [
    "CheckReport",
    "ColumnSchema",
    "Outcome",
    "TableHealth",
    "TableSchema",
    "Written",
    "check",
    "decide",
    "json_schema",
    "read_portfolio",
    "schema_markdown",
    "schema_tables",
    "take_back",
    "write_portfolio",
    "write_template",
]
