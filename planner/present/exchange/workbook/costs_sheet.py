"""What the plan costs by financial year and term, with a chart."""

from __future__ import annotations

from typing import Any

from planner.domain.calendar import financial_year_label
from planner.domain.rules import TERM_SENTENCES, Term
from planner.plan.ledger import pounds_by_year
from planner.plan.plan_case import PlanCase
from planner.present.charts.palette import TERM_STYLES
from planner.present.exchange.workbook.cells import room_for
from planner.present.exchange.workbook.page import HEADER_ROW, begin_sheet, set_page
from planner.present.exchange.workbook.styles import GAP, LIVE_FILL, Styles
from planner.present.tables.column import Kind
from planner.reading.edits.words import COSTS

HINT = "What the plan costs, in the financial year in which it arises. The sums are those of the plan."


def write_costs(book: Any, styles: Styles, case: PlanCase) -> None:
    """A row for each year, a column for each term that has any cost, and the sums."""
    portfolio = case.portfolio
    sheet = begin_sheet(book, styles, COSTS, title="Costs by year", hint=HINT, marking=portfolio.marking)
    set_page(sheet, name=portfolio.name, marking=portfolio.marking)
    years = pounds_by_year(portfolio, case.charges)
    terms = [term for term in Term if case.terms[term]]
    sheet.set_column(0, 0, 16)
    sheet.set_column(1, len(terms) + 1, max(16, room_for([case.pounds])))
    for place, title in enumerate(("Financial year", *(term.value.capitalize() for term in terms), "All terms")):
        sheet.write_string(HEADER_ROW, place, title, styles.head())
    sheet.set_row(HEADER_ROW, 30)
    first = HEADER_ROW + 1
    for row, (year, pounds) in enumerate(years.items(), start=first):
        label = financial_year_label(year, portfolio.financial_year_start_month)
        sheet.write_string(row, 0, label, styles.cell(Kind.NAME))
        for place, term in enumerate(terms, start=1):
            sheet.write_number(row, place, pounds[term], styles.cell(Kind.MONEY))
        _write_sum(sheet, styles, row, len(terms) + 1, (row, 1, row, len(terms)), sum(pounds.values()))
    last = first + len(years) - 1
    _write_sums(sheet, styles, case, terms, first, last)
    _write_meanings(sheet, styles, terms, last + 3)
    if years and terms:
        _write_chart(book, sheet, terms, first, last, styles.money)


def _write_sums(sheet: Any, styles: Styles, case: PlanCase, terms: list[Term], first: int, last: int) -> None:
    sheet.write_string(last + 1, 0, "All years", styles.cell(Kind.NAME, fill=LIVE_FILL))
    for place, term in enumerate(terms, start=1):
        _write_sum(sheet, styles, last + 1, place, (first, place, last, place), case.terms[term])
    end = len(terms) + 1
    _write_sum(sheet, styles, last + 1, end, (first, end, last, end), case.pounds)


def _write_sum(sheet: Any, styles: Styles, row: int, place: int, span: tuple[int, int, int, int], pounds: int) -> None:
    from xlsxwriter.utility import xl_range

    style = styles.cell(Kind.MONEY, fill=LIVE_FILL)
    top, left, bottom, right = span
    if bottom < top or right < left:
        sheet.write_number(row, place, pounds, style)
    else:
        sheet.write_formula(row, place, f"=SUM({xl_range(top, left, bottom, right)})", style, pounds)


def _write_meanings(sheet: Any, styles: Styles, terms: list[Term], row: int) -> None:
    for number, term in enumerate(terms, start=row):
        sheet.write_string(number, 0, term.value.capitalize(), styles.bold)
        sheet.write_string(number, 1, TERM_SENTENCES[term])


def _write_chart(book: Any, sheet: Any, terms: list[Term], first: int, last: int, form: str) -> None:
    chart = book.add_chart({"type": "column", "subtype": "stacked"})
    for place, term in enumerate(terms, start=1):
        chart.add_series(
            {
                "name": [COSTS, HEADER_ROW, place],
                "categories": [COSTS, first, 0, last, 0],
                "values": [COSTS, first, place, last, place],
                "fill": {"color": TERM_STYLES[term].fill},
                "border": {"color": "#FFFFFF"},
            }
        )
    chart.set_title({"name": "Costs by financial year and term", "name_font": {"size": 12}})
    chart.set_y_axis(
        {
            "num_format": form.split(";")[0].removesuffix(GAP),
            "major_gridlines": {"visible": True, "line": {"color": "#DDE2E7"}},
        }
    )
    chart.set_legend({"position": "bottom"})
    chart.set_size({"width": 900, "height": 380})
    sheet.insert_chart(
        last + 4 + len(terms), 0, chart, {"description": "Costs by financial year and term; the table says the same"}
    )
