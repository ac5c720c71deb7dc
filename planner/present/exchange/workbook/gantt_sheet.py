"""The Gantt chart as formulas: bars follow the day agreed on the sheet of the migrations, and contracts follow the bars."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from planner.domain.calendar import ONE_DAY, add_months
from planner.domain.routes import releasing_migrations
from planner.plan.plan_case import PlanCase
from planner.plan.schedule import ContractCover
from planner.present.exchange.workbook.cells import height, is_formula_like, put, safe_text
from planner.present.exchange.workbook.grid import Grid
from planner.present.exchange.workbook.migrations_sheet import MOVED, agreed_days, moved_days
from planner.present.exchange.workbook.page import HEADER_ROW, begin_sheet, set_page
from planner.present.exchange.workbook.styles import LIVE_FILL, Styles
from planner.present.exchange.workbook.timeline import Timeline, timeline, write_axis
from planner.present.tables.column import Kind
from planner.present.tables.plans.migration_table import MigrationRow
from planner.reading.edits.words import GANTT

FIRST_COLUMN = 6
"""The place of the first column of the chart; before it stand the id, the name, three days, and the days moved."""
WIDTHS = (20, 32, 16, 16, 16, 11)
CELL_WIDTH = 2.7
MOST_ARGUMENTS = 200
TITLES = (
    "Migration, contract",
    "Name",
    "Start, expiry",
    "Cutover, covered until",
    "Needed until",
    "Days moved, or not covered",
)
CONTRACTS = "Contracts: expiry, last day covered, last day needed, days without cover"
CUTOVER_MARK, GAP_MARK, END_MARK = "◆", "!", "▲"
HINT = (
    "Fill in an agreed cutover on the sheet Migration plan, and its bar moves here by as many calendar days. So does the "
    "last day its contracts are needed."
)
LEGEND = (
    "◆ cutover · blue: work before it · beige: the old contract is still needed · ▲ last day covered · green: in force · "
    "light blue: extended · pale: not needed any more · ! red: needed and not covered"
)
PHASE, LEGACY, CUTOVER = "#93B0D1", "#D9D2C5", "#1C3F6E"
FORCE, EXTENDED, IDLE, BARE = "#A9C9A4", "#5CADEF", "#E6EAEE", "#D4400F"


@dataclass(frozen=True)
class Moved:
    """A migration on the chart: the number of its row, and its days with what is agreed already."""

    number: int
    row: MigrationRow
    days: int

    @property
    def cutover(self) -> date:
        return self.row.date(self.row.entry.cutover_day + self.days)

    @property
    def legacy_until(self) -> date:
        return self.row.date(self.row.entry.legacy_until_day + self.days) - ONE_DAY


class GanttWriter:
    """Writes the chart row by row."""

    def __init__(self, sheet: Any, styles: Styles, axis: Timeline) -> None:
        self.sheet, self.styles, self.axis = sheet, styles, axis
        self.row = HEADER_ROW

    def head(self, titles: Sequence[str]) -> None:
        """A row of titles with the months."""
        for place, title in enumerate(titles):
            self.sheet.write_string(self.row, place, title, self.styles.head())
        write_axis(self.sheet, self.styles, self.axis, self.row, FIRST_COLUMN, font_size=8)
        self.row += 1

    def section(self, title: str) -> None:
        """A row that names what stands below it."""
        put(self.sheet, self.row, 0, safe_text(title), self.styles.heading)
        self.sheet.set_row(self.row, 20)
        self.row += 1

    def names(self, id: str, name: str) -> None:
        """The first two cells of a row, and its height."""
        for place, text in enumerate((id, name)):
            held = safe_text(text) or None
            put(self.sheet, self.row, place, held, self.styles.cell(Kind.TEXT, quoted=is_formula_like(held)))
        self.sheet.set_row(self.row, height([(safe_text(id), WIDTHS[0]), (safe_text(name), WIDTHS[1])]))

    def formula(self, place: int, formula: str, value: date | str | int, kind: Kind) -> None:
        """A cell that follows others."""
        cached: object = _serial(value) if isinstance(value, date) else value
        self.sheet.write_formula(self.row, place, formula, self.styles.cell(kind, fill=LIVE_FILL), cached)

    def marks(self, formula_of: Mapping[str, str], shown: Sequence[str]) -> None:
        """The cells of the chart; `formula_of` are the marks with the tests that show them, the first that holds wins."""
        style = self.styles.of(align="center", valign="vcenter", left=4, left_color="#DDE2E7", font_size=9)
        for place, value in enumerate(shown):
            column, begins, ends = self._column(place)
            text = '""'
            for mark, test in reversed(list(formula_of.items())):
                text = f'IF({test.format(column=column, begins=begins, ends=ends)},"{mark}",{text})'
            self.sheet.write_formula(self.row, FIRST_COLUMN + place, f"={text}", style, value)
        self.row += 1

    def _column(self, place: int) -> tuple[str, str, str]:
        from xlsxwriter.utility import xl_col_to_name

        letter = xl_col_to_name(FIRST_COLUMN + place)
        begins = f"{letter}${HEADER_ROW + 1}"
        return letter, begins, f"EDATE({begins},{self.axis.months})"

    def colour(self, first: int, conditions: Sequence[tuple[str, str, str]]) -> None:
        """Colour the chart from a row on to the row before the next one, by formulas of the first cell."""
        if self.row <= first:
            return
        _, begins, ends = self._column(0)
        for test, fill, ink in conditions:
            formula = "=" + test.format(begins=begins, ends=ends, row=first + 1)
            condition = {
                "type": "formula",
                "criteria": formula,
                "format": self.styles.of(bg_color=fill, font_color=ink),
            }
            last = FIRST_COLUMN + len(self.axis.starts) - 1
            self.sheet.conditional_format(first, FIRST_COLUMN, self.row - 1, last, {**condition, "stop_if_true": True})


def write_gantt(book: Any, styles: Styles, case: PlanCase, moves: Grid[MigrationRow]) -> None:
    """The chart: migrations by cluster, then contracts."""
    portfolio = case.portfolio
    sheet = begin_sheet(book, styles, GANTT, title="Gantt", hint=HINT, marking=portfolio.marking)
    set_page(sheet, name=portfolio.name, marking=portfolio.marking, columns=2)
    axis = timeline(portfolio.status_date, _days(case))
    for place, width in enumerate(WIDTHS):
        sheet.set_column(place, place, width)
    sheet.set_column(FIRST_COLUMN, FIRST_COLUMN + len(axis.starts) - 1, CELL_WIDTH)
    writer = GanttWriter(sheet, styles, axis)
    sheet.write_string(HEADER_ROW - 1, 1, LEGEND, styles.hint)
    writer.head(TITLES)
    moved = _write_moves(writer, case, moves)
    writer.row += 1
    writer.section(CONTRACTS)
    _write_covers(writer, case, moved)


def _days(case: PlanCase) -> list[date]:
    """The last days that the chart shows; a contract that nobody can leave does not stretch it."""
    portfolio = case.portfolio
    covers = [cover for cover in case.schedule.contracts.values() if not cover.no_route]
    moves = [entry.legacy_until_day for entry in case.schedule.migrations.values()]
    last = [*moves, *(max(cover.covered_until_day, cover.needed_until_day) for cover in covers)]
    return [portfolio.date_of(day) for day in last]


def _write_moves(writer: GanttWriter, case: PlanCase, moves: Grid[MigrationRow]) -> Mapping[str, Moved]:
    found: dict[str, Moved] = {}
    agreed = agreed_days(case)
    first = writer.row
    for cluster in case.portfolio.clusters:
        rows = [row for row in moves.rows if row.migration.cluster == cluster.id]
        if rows:
            writer.section(cluster.name)
        for row in rows:
            moved = Moved(writer.row, row, int(moved_days(agreed, row) or 0))
            found[row.migration.id] = moved
            _write_move(writer, moved, moves)
    writer.colour(
        first,
        (
            ("AND(ISNUMBER($D{row}),$D{row}>={begins},$D{row}<{ends})", CUTOVER, "#FFFFFF"),
            ("AND(ISNUMBER($D{row}),$C{row}<{ends},$D{row}>={ends})", PHASE, "#000000"),
            ("AND(ISNUMBER($D{row}),$D{row}<{begins},$E{row}>={begins})", LEGACY, "#000000"),
        ),
    )
    return found


def _write_move(writer: GanttWriter, moved: Moved, moves: Grid[MigrationRow]) -> None:
    row, number = moved.row, writer.row + 1
    organisation = row.case.portfolio.organisation_by_id.get(row.migration.organisation)
    writer.names(row.migration.id, organisation.name if organisation else row.migration.organisation)
    lookup = f"SUMPRODUCT(--EXACT({moves.cells('Migration')},$A{number}),{moves.cells(MOVED)})"
    writer.formula(5, f"={lookup}", moved.days, Kind.NUMBER)
    entry = row.entry
    planned = (row.date(entry.start_day), row.date(entry.cutover_day), row.date(entry.legacy_until_day) - ONE_DAY)
    for place, day in enumerate(planned, start=2):
        shifted = day + timedelta(days=moved.days)
        writer.formula(place, f"={_serial(day)}+$F{number}", shifted, Kind.DATE)
    shown = [
        CUTOVER_MARK if writer.axis.holds(place, moved.cutover) else "" for place in range(len(writer.axis.starts))
    ]
    writer.marks({CUTOVER_MARK: f"AND($D{number}>={{begins}},$D{number}<{{ends}})"}, shown)


def _serial(day: date) -> int:
    """The number of a day in a spreadsheet."""
    return (day - date(1899, 12, 30)).days


def _write_covers(writer: GanttWriter, case: PlanCase, moved: Mapping[str, Moved]) -> None:
    first = writer.row
    for cover in case.schedule.contracts.values():
        _write_cover(writer, case, cover, moved)
    writer.colour(
        first,
        (
            ("AND(ISNUMBER($D{row}),$D{row}<$E{row},{ends}>$D{row}+1,{begins}<=$E{row})", BARE, "#FFFFFF"),
            ("AND(ISNUMBER($D{row}),{begins}>$E{row},{begins}<=$D{row})", IDLE, "#000000"),
            ("AND(ISNUMBER($D{row}),ISNUMBER($C{row}),{begins}>$C{row},{begins}<=$D{row})", EXTENDED, "#000000"),
            ("AND(ISNUMBER($D{row}),{begins}<=$D{row})", FORCE, "#000000"),
        ),
    )


def _write_cover(writer: GanttWriter, case: PlanCase, cover: ContractCover, moved: Mapping[str, Moved]) -> None:
    portfolio, number = case.portfolio, writer.row + 1
    writer.names(cover.contract.id, cover.contract.name)
    covered = portfolio.date_of(cover.covered_until_day) - ONE_DAY
    for place, day in ((2, cover.contract.expiry_date), (3, covered)):
        put(writer.sheet, writer.row, place, day, writer.styles.cell(Kind.DATE))
    needed = portfolio.date_of(cover.needed_until_day) - ONE_DAY
    releasing = [moved[item.id] for item in releasing_migrations(portfolio, cover.contract) if item.id in moved]
    if releasing and not cover.no_route:
        needed = max(item.legacy_until for item in releasing)
        formula = f"={_latest([f'$E${item.number + 1}' for item in releasing])}"
        writer.formula(4, formula, needed, Kind.DATE)
    else:
        put(writer.sheet, writer.row, 4, needed, writer.styles.cell(Kind.DATE))
    bare = max(0, (needed - covered).days)
    writer.formula(5, f"=MAX(0,$E{number}-$D{number})", bare, Kind.NUMBER)
    gap = f"AND($D{number}<$E{number},{{ends}}>$D{number}+1,{{begins}}<=$E{number})"
    end = f"AND($D{number}>={{begins}},$D{number}<{{ends}})"
    writer.marks({GAP_MARK: gap, END_MARK: end}, list(_cover_marks(writer.axis, covered, needed)))


def _latest(cells: Sequence[str]) -> str:
    """The latest of so many cells; a function takes a limited number of them at a time."""
    if len(cells) <= MOST_ARGUMENTS:
        return f"MAX({','.join(cells)})"
    return f"MAX({_latest(cells[:MOST_ARGUMENTS])},{_latest(cells[MOST_ARGUMENTS:])})"


def _cover_marks(axis: Timeline, covered: date, needed: date) -> Iterator[str]:
    """What the formulas come to before anything is filled in."""
    for place, begins in enumerate(axis.starts):
        ends = add_months(begins, axis.months)
        if covered < needed and ends > covered + ONE_DAY and begins <= needed:
            yield GAP_MARK
        else:
            yield END_MARK if axis.holds(place, covered) else ""
