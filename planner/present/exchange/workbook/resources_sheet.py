"""How full each resource is, month by month."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from planner.domain.calendar import ONE_DAY
from planner.plan.plan_case import PlanCase
from planner.present.exchange.workbook.cells import height, is_formula_like, put, safe_text
from planner.present.exchange.workbook.page import HEADER_ROW, begin_sheet, set_page
from planner.present.exchange.workbook.styles import LATE_FILL, SOON_FILL, Styles
from planner.present.exchange.workbook.timeline import Timeline, timeline, write_axis
from planner.present.tables.column import Kind
from planner.present.tables.resource_use import use_by_day
from planner.reading.edits.words import RESOURCES

HINT = "What is in use, of what there is, on the fullest day of each month: 2/3 is two of three. A full day is yellow."
FIRST_COLUMN = 2


def write_resources(book: Any, styles: Styles, case: PlanCase) -> None:
    """A row for each resource, a column for each month."""
    portfolio = case.portfolio
    sheet = begin_sheet(book, styles, RESOURCES, title="Resource use", hint=HINT, marking=portfolio.marking)
    set_page(sheet, name=portfolio.name, marking=portfolio.marking, columns=FIRST_COLUMN)
    last = max((entry.finish_day for entry in case.schedule.migrations.values()), default=1)
    axis = timeline(portfolio.status_date, [portfolio.date_of(max(1, last)) - ONE_DAY])
    sheet.set_column(0, 0, 18)
    sheet.set_column(1, 1, 36)
    use = _use_by_column(case, axis)
    widest = max((len(f"{used}/{capacity}") for used, capacity in use.values()), default=0)
    sheet.set_column(FIRST_COLUMN, FIRST_COLUMN + len(axis.starts) - 1, max(5, widest + 1))
    _write_head(sheet, styles, axis)
    for row, resource in enumerate(portfolio.resources, start=HEADER_ROW + 1):
        for place, text in enumerate((safe_text(resource.id), safe_text(resource.name))):
            put(sheet, row, place, text or None, styles.cell(Kind.TEXT, quoted=is_formula_like(text)))
        for place in range(len(axis.starts)):
            used, capacity = use.get((resource.id, place), (0, 0))
            _write_use(sheet, styles, row, FIRST_COLUMN + place, used, capacity)
        sheet.set_row(row, height([(safe_text(resource.id), 18), (safe_text(resource.name), 36)]))


def _write_head(sheet: Any, styles: Styles, axis: Timeline) -> None:
    for place, title in enumerate(("Resource", "Name")):
        sheet.write_string(HEADER_ROW, place, title, styles.head())
    write_axis(sheet, styles, axis, HEADER_ROW, FIRST_COLUMN)


def _write_use(sheet: Any, styles: Styles, row: int, place: int, used: int, capacity: int) -> None:
    look: dict[str, object] = {"align": "center", "border": 1, "border_color": "#DDE2E7", "valign": "top"}
    if used > capacity:
        look |= {"bg_color": LATE_FILL, "font_color": "#FFFFFF", "bold": True}
    elif used and used == capacity:
        look |= {"bg_color": SOON_FILL, "bold": True}
    elif not used:
        look["font_color"] = "#767676"
    sheet.write_string(row, place, f"{used}/{capacity}", styles.of(**look))


def _use_by_column(case: PlanCase, axis: Timeline) -> Mapping[tuple[str, int], tuple[int, int]]:
    """What is used and what there is on the day of each column with the least room, by resource and column."""
    found: dict[tuple[str, int], tuple[int, int]] = {}
    by_day = use_by_day(case.portfolio, case.schedule)
    for id, day, used, capacity in zip(
        by_day["resource"], by_day["date"].dt.date, by_day["used"].tolist(), by_day["capacity"].tolist(), strict=True
    ):
        key = (str(id), axis.place(day))
        held = found.get(key)
        if held is None or (capacity - used, -used) < (held[1] - held[0], -held[0]):
            found[key] = (used, capacity)
    return found
