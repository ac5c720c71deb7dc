"""What the plan costs, by term and financial year."""

from __future__ import annotations

from dataclasses import dataclass

from planner.domain.calendar import financial_year_label
from planner.domain.rules import TERM_SENTENCES, Term
from planner.plan.ledger import pounds_by_year, pounds_of, terms_of
from planner.present.report.board.view import ReportView
from planner.present.report.parts.section import Section
from planner.present.wording import NOT_STATED, short_money


@dataclass(frozen=True, kw_only=True)
class CostLine:
    """A term with its pounds in each year and in all; the last line is the sum."""

    term: str
    meaning: str
    years: tuple[str, ...]
    total: str


@dataclass(frozen=True, kw_only=True)
class CostPart:
    """The years, and a line for each term that costs anything."""

    years: tuple[str, ...]
    lines: tuple[CostLine, ...]


def cost_section(view: ReportView) -> Section:
    """The ledger of everything that the view shows."""
    by_year, terms, currency = pounds_by_year(view.portfolio, view.charges), terms_of(view.charges), view.currency
    start = view.portfolio.financial_year_start_month

    def line(term: Term) -> CostLine:
        pounds = [by_year[year][term] for year in by_year]
        return CostLine(
            term=term.value,
            meaning=TERM_SENTENCES[term],
            years=tuple(short_money(amount, currency) if amount else NOT_STATED for amount in pounds),
            total=short_money(terms[term], currency),
        )

    sums = CostLine(
        term="total",
        meaning="All terms.",
        years=tuple(short_money(sum(by_year[year].values()), currency) for year in by_year),
        total=short_money(pounds_of(view.charges), currency),
    )
    content = CostPart(
        years=tuple(financial_year_label(year, start) for year in by_year),
        lines=(*(line(term) for term in Term if terms[term]), sums),
    )
    return Section(id="costs", title="Costs by term and year", template="costs.html", content=content)
