"""The sheets of the template that hold no data: instructions, and an example row of every table."""

from __future__ import annotations

from typing import Any

from planner.reading.schema.columns import TableSchema, schema_tables
from planner.reading.template.styles import Styles

INSTRUCTIONS = (
    "Fill in one sheet per table. Only organisations, clusters, milestones, contracts and migrations are required.",
    "White bold headers on dark blue are required columns, plain ones are optional, italic ones say where a row comes from.",
    "Hold the pointer on a header to see what the column means, its default and an example.",
    "Leave a cell blank where nothing is stated; blank is never zero and never unlimited.",
    "Write dates as 2027-12-31 or as date cells, shares from 0 to 1, and lists with ; between the values.",
    "Ids are any text without ; and are the same wherever they are named.",
    "State the status date on the sheet portfolio: it is the day that planning counts as today.",
    "The sheets instructions and examples are never read.",
    "Check the workbook with: planner check FILE",
)


def write_instructions(book: Any, styles: Styles) -> None:
    """How to fill in the workbook, and what each sheet is for."""
    sheet = book.add_worksheet("instructions")
    sheet.set_column(0, 0, 18)
    sheet.set_column(1, 1, 12)
    sheet.set_column(2, 2, 110, styles.wrapped)
    sheet.write_string(0, 0, "Input tables of the planner", styles.title)
    row = 2
    for number, line in enumerate(INSTRUCTIONS, start=1):
        sheet.write_number(row, 0, number)
        sheet.write_string(row, 2, line)
        row += 1
    row += 1
    for place, name in enumerate(("sheet", "required", "what a row is")):
        sheet.write_string(row, place, name, styles.header)
    for table in schema_tables():
        row += 1
        absent = f" If it is left empty: {table.when_absent}" if table.when_absent else ""
        sheet.write_url(row, 0, f"internal:'{table.name}'!A1", string=table.name)
        sheet.write_string(row, 1, "yes" if table.required else "no")
        sheet.write_string(row, 2, f"{table.meaning}{absent}")


def write_examples(book: Any, styles: Styles) -> None:
    """An example row of every table; the sheet is never read as data."""
    sheet = book.add_worksheet("examples")
    sheet.set_column(0, 40, 20)
    sheet.write_string(0, 0, "Examples only: nothing on this sheet is read.", styles.title)
    row = 2
    for table in schema_tables():
        sheet.write_string(row, 0, f"sheet {table.name}", styles.required)
        for header, example in _example(table):
            row += 1
            for place, text in enumerate(header):
                sheet.write_string(row, place, text, styles.header)
            row += 1
            for place, text in enumerate(example):
                sheet.write_string(row, place, text, styles.example)
        row += 2


def _example(table: TableSchema) -> list[tuple[list[str], list[str]]]:
    if table.settings:
        settings = [setting.name for setting in table.settings]
        return [(["setting", *settings], ["value", *(setting.example for setting in table.settings)])]
    return [([column.name for column in table.columns], [column.example for column in table.columns])]
