"""The workbook of a plan: what a foreign reader finds on its sheets, and that the file is a portfolio."""

from __future__ import annotations

import re
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest

from planner.domain.calendar import ONE_DAY
from planner.domain.decisions_taken import CommitmentKind, DecisionTaken
from planner.domain.findings import Finding
from planner.domain.migrations import Mode
from planner.domain.resources import FreezePeriod
from planner.plan.plan_case import PlanCase
from planner.present.exchange.workbook.cells import CUT, LONGEST, height, safe_text
from planner.present.exchange.workbook.timeline import MOST_COLUMNS, timeline
from planner.present.exchange.workbook.workbook import export_workbook
from planner.reading import check, read_portfolio
from planner.reading.edits.base import PLANNER_SHEET
from planner.reading.edits.words import CONTRACTS, COSTS, DECISIONS, GANTT, LISTS, MIGRATIONS, PLAN_SHEETS
from planner.reading.overlay.table_rows import read_tables, table_rows
from planner.reading.write import portfolio_files
from tests.present.exchange.workbooks import column, opened, opened_export, parts, sample, titles
from tests.sample import contract, day, plan, portfolio, renamed

SAMPLE = sample()
CONTENT = export_workbook(SAMPLE)


def test_sheets_to_read_come_first_then_the_input_tables_then_the_hidden_ones() -> None:
    book = opened(CONTENT)
    assert tuple(book.sheetnames[: len(PLAN_SHEETS)]) == PLAN_SHEETS
    assert {"portfolio", "contracts", "migrations"} <= set(book.sheetnames)
    assert book[LISTS].sheet_state == "hidden"
    assert book[PLANNER_SHEET].sheet_state == "veryHidden"


def test_the_workbook_is_also_the_portfolio_it_was_written_from(tmp_path: Path) -> None:
    path = tmp_path / "plan.xlsx"
    path.write_bytes(CONTENT)
    assert portfolio_files(read_portfolio(path)) == portfolio_files(SAMPLE.portfolio)
    assert not [finding for finding in check(path).findings if finding.file == "plan.xlsx"]


def test_no_sheet_is_protected_because_a_protected_one_cannot_be_sorted() -> None:
    assert not [name for name, part in parts(CONTENT).items() if b"sheetProtection" in part]


def test_nothing_in_the_file_tells_when_it_was_written() -> None:
    created = re.search(rb"<dcterms:created[^>]*>([^<]*)<", parts(CONTENT)["docProps/core.xml"])
    assert created is not None
    assert created[1].decode() == f"{SAMPLE.portfolio.status_date}T00:00:00Z"


def test_every_act_migration_and_contract_has_its_row_and_its_days() -> None:
    book = opened(CONTENT)
    acts = dict(zip(*(column(book[DECISIONS], title) for title in ("Act", "Act by")), strict=True))
    assert len(acts) == len(SAMPLE.acts)
    assert sorted(acts.values()) == sorted(
        datetime.combine(act.acting_date, datetime.min.time()) for act in SAMPLE.acts
    )
    moves = dict(zip(*(column(book[MIGRATIONS], title) for title in ("Migration", "Cutover")), strict=True))
    assert {id: found.date() for id, found in moves.items()} == {
        id: SAMPLE.portfolio.date_of(entry.cutover_day) for id, entry in SAMPLE.schedule.migrations.items()
    }
    needed = dict(zip(*(column(book[CONTRACTS], title) for title in ("Contract", "Needed until")), strict=True))
    assert {id: found.date() for id, found in needed.items()} == {
        id: SAMPLE.portfolio.date_of(cover.needed_until_day) - ONE_DAY
        for id, cover in SAMPLE.schedule.contracts.items()
    }


def test_an_act_offers_only_the_decisions_that_fit_it() -> None:
    book = opened(CONTENT)
    sheet = book[DECISIONS]
    place = titles(sheet)["Decision"]
    rules = rules_of(sheet)
    for number, act in enumerate(SAMPLE.acts, start=5):
        listed = rules[number, place].formula1.removeprefix(f"{LISTS}!").replace("$", "")
        offered = [cell.value for row in book[LISTS][listed] for cell in row]
        assert offered[-1] == "not yet"
        assert ("exercise" in offered) == (act.act == "buy")


def rules_of(sheet: Any) -> dict[tuple[int, int], Any]:
    """The rule of every cell that has one, by its row and column."""
    return {
        cell: rule
        for rule in sheet.data_validations.dataValidation
        for cells in rule.sqref.ranges
        for cell in cells.cells
    }


def with_mode() -> PlanCase:
    """Migration m1 may run in a mode x, m2 may not."""
    return PlanCase(portfolio(modes=(Mode(migration="m1", id="x", profile="p"),)), plan(m1=50))


def test_a_migration_offers_its_own_modes() -> None:
    book = opened_export(with_mode())
    sheet = book[MIGRATIONS]
    place = titles(sheet)["Agreed mode"]
    rules = rules_of(sheet)
    found = {}
    for number in (5, 6):
        listed = rules[number, place].formula1.removeprefix(f"{LISTS}!").replace("$", "")
        cells = book[LISTS][listed]
        found[sheet.cell(number, 1).value] = [cell.value for row in cells for cell in row]
    assert found == {"m1": ["standard", "x"], "m2": ["standard"]}


def agreed(**changes: object) -> PlanCase:
    """The cutover of m1 is agreed for day 70; the plan starts it on day 50, so cuts over on day 60."""
    taken = DecisionTaken(id="d", kind=CommitmentKind.CUTOVER_AGREED, subject="m1", agreed_date=day(70))
    return PlanCase(portfolio(decisions_taken=(taken,), **changes), plan(m1=50))


def test_days_that_are_agreed_stand_in_their_cells_and_move_the_bar() -> None:
    case = agreed()
    planned = case.schedule.migrations["m1"].cutover_day
    book = opened_export(case, values=True)
    moves = dict(zip(*(column(book[MIGRATIONS], title) for title in ("Migration", "Agreed cutover")), strict=True))
    assert moves["m1"].date() == day(70)
    moved = dict(zip(*(column(book[MIGRATIONS], title) for title in ("Migration", "Moved by, days")), strict=True))
    assert moved["m1"] == 70 - planned
    chart = {row[0].value: row for row in book[GANTT].iter_rows(min_row=5)}
    assert chart["m1"][3].value.date() == day(70)
    # k is released by m1 alone: it is needed as many days longer
    until = case.schedule.migrations["m1"].legacy_until_day + 70 - planned
    assert chart["k"][4].value.date() == day(until - 1)


def test_formulas_look_up_freezes_that_hold_for_the_migration() -> None:
    case = PlanCase(portfolio(freezes=(FreezePeriod(id="f", from_date=day(60), until_date=day(90)),)), plan(m1=50))
    book = opened_export(case)
    (first, *_) = column(book[MIGRATIONS], "Check")
    assert "in a freeze" in first
    assert {cell.value for row in book[LISTS].iter_rows() for cell in row} >= {"everyone"}


def test_costs_add_up_to_the_plan() -> None:
    sheet = opened(CONTENT, values=True)[COSTS]
    years = column(sheet, "Financial year")
    at = years.index("All years")
    assert column(sheet, "All terms")[at] == SAMPLE.pounds
    assert sum(column(sheet, "All terms")[:at]) == SAMPLE.pounds


@pytest.mark.parametrize("name", ["=1+1", "+1", "@x", "-1+1|cmd", "https://example.org", "'=1", "12"])
def test_no_text_becomes_a_formula_a_link_or_a_number(name: str) -> None:
    content = export_workbook(PlanCase(renamed(name), plan("o1", m1=50)))
    book = opened(content)
    places = titles(book[CONTRACTS])
    cell = book[CONTRACTS].cell(5, places["Name"])
    assert (cell.value, cell.data_type) == (name, "s")
    assert not [part for name, part in parts(content).items() if b"<hyperlink" in part]


def test_a_text_longer_than_a_cell_is_cut_and_says_so() -> None:
    assert len(safe_text("x" * (LONGEST + 1))) == LONGEST
    assert safe_text("x" * (LONGEST + 1)).endswith(CUT)
    assert safe_text("x" * LONGEST) == "x" * LONGEST


def test_findings_of_reading_stand_as_notes_at_their_cells() -> None:
    book = opened(CONTENT)
    found = [finding for finding in findings_of(SAMPLE) if finding.row and finding.column]
    assert found
    for finding in found:
        sheet = book[finding.file]
        note = sheet.cell(finding.row, titles(sheet, 1)[str(finding.column)]).comment
        assert note is not None
        assert finding.message in note.text


def findings_of(case: PlanCase) -> tuple[Finding, ...]:
    return read_tables(table_rows(case.portfolio), case.portfolio.name).findings


def test_rows_are_as_high_as_their_longest_text_needs() -> None:
    # 30 digits wide hold 33 letters: 100 letters without a space need four lines of 15 points, with 1.5 around them
    assert height([("x" * 100, 30.0), ("y", 5.0)]) == 61.5
    assert height([(None, 10.0), (12, 3.0)]) == 16.5


def test_a_chart_of_many_years_takes_longer_steps() -> None:
    short = timeline(date(2026, 7, 1), [date(2027, 6, 30)])
    assert (short.months, len(short.starts)) == (1, 12)
    # 84 months fill the chart; one more makes quarters of them: 85 months are 29 quarters
    long = timeline(date(2026, 7, 1), [date(2033, 7, 1)])
    assert (long.months, len(long.starts)) == (3, 29)
    assert len(timeline(date(1970, 1, 1), [date(2199, 1, 1)]).starts) <= MOST_COLUMNS


def test_headers_repeat_and_pages_are_a3_landscape_one_page_wide() -> None:
    book = opened(CONTENT)
    for name in (DECISIONS, MIGRATIONS, CONTRACTS):
        sheet = book[name]
        assert sheet.print_title_rows == "$4:$4"
        assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 8)
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert sheet.oddFooter.left.text == SAMPLE.portfolio.name


def test_marking_and_ampersands_survive_in_the_footer() -> None:
    case = PlanCase(portfolio(name="A & B", marking="R & D"), plan(m1=0))
    footer = opened_export(case)[DECISIONS].oddFooter
    assert (footer.left.text, footer.center.text) == ("A && B", "R && D")


def test_columns_are_wide_enough_for_the_largest_price() -> None:
    # £987,654,321,098 takes 16 characters; a narrower cell would show signs instead of it
    dear = contract("k", annual_price_pounds=987_654_321_098, exposure_pounds_per_day=987_654_321)
    book = opened_export(PlanCase(portfolio(contracts=(dear,)), plan(m1=300)))
    sheet = book[CONTRACTS]
    for title in ("Annual price", "Exposure"):
        letter = sheet.cell(4, titles(sheet)[title]).column_letter
        shown = f"£{sheet.cell(5, titles(sheet)[title]).value:,}"
        assert sheet.column_dimensions[letter].width > len(shown), title
    assert book[COSTS].column_dimensions["B"].width > len(f"£{column(book[COSTS], 'Exposure')[0]:,}")


def test_the_summary_says_what_comes_if_nobody_acts() -> None:
    figures = {row[0].value: row[1].value for row in opened(CONTENT)["Summary"].iter_rows(min_row=4, max_row=14)}
    assert f"{SAMPLE.if_nobody_acts.uncovered_days:,} days" in figures["If nobody acts"]
    assert figures["Cost of the plan"] == f"£{SAMPLE.pounds:,}"
