"""How portfolios, outcomes, plans and comparisons show themselves in a notebook."""

from __future__ import annotations

from collections.abc import Callable
from html import escape
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from planner.domain.portfolio import Portfolio
    from planner.futures import Comparison
    from planner.plan.outcome import Outcome
    from planner.plan.plan_case import PlanCase

MOST_ROWS = 12


class Formatter(Protocol):
    """The part of IPython's HTML formatter that is used here."""

    def for_type_by_name(self, type_module: str, type_name: str, func: Callable[[Any], str]) -> object:
        """Show values of that type by the function."""
        ...


def register(formatter: Formatter) -> None:
    """Teach an HTML formatter of IPython the values below; nothing is imported until one of them is shown."""
    shown: tuple[tuple[str, str, Callable[[Any], str]], ...] = (
        ("planner.domain.portfolio", "Portfolio", portfolio_html),
        ("planner.plan.outcome", "Outcome", outcome_html),
        ("planner.plan.plan_case", "PlanCase", plan_html),
        ("planner.futures.comparison.comparing", "Comparison", comparison_html),
    )
    for module, name, function in shown:
        formatter.for_type_by_name(module, name, function)


def portfolio_html(portfolio: Portfolio) -> str:
    """Name, status date, what it holds, and what its figures rest on."""
    from planner.domain.calendar import ONE_DAY
    from planner.present.report.assumptions import assumptions_line
    from planner.present.wording import calendar_day, counted

    records = (
        (portfolio.organisations, "organisation"),
        (portfolio.contracts, "contract"),
        (portfolio.options, "extension option"),
        (portfolio.migrations, "migration"),
        (portfolio.milestones, "milestone"),
    )
    sizes = ", ".join(counted(len(held), noun) for held, noun in records)
    first, last = calendar_day(portfolio.status_date), calendar_day(portfolio.horizon_date - ONE_DAY)
    lines = (f"status date {first}, horizon until {last}", sizes, assumptions_line(portfolio))
    return _page(_named(portfolio), *(f"<p>{escape(line)}</p>" for line in lines))


def outcome_html(outcome: Outcome) -> str:
    """Status, cost, bound and gap of a solve."""
    from planner.present.report.no_plan import no_plan_text
    from planner.present.report.proof import status_sentence
    from planner.present.wording import per_cent

    if outcome.plan is None:
        return _page("No plan", *(f"<p>{escape(line)}</p>" for line in no_plan_text(outcome).splitlines()))
    figures = (
        f"cost {outcome.objective_pounds:,}",
        f"bound {outcome.bound_pounds or 0:,}",
        f"gap {per_cent(outcome.gap)}",
    )
    return _page("Outcome", f"<p>{escape(status_sentence(outcome))}</p>", f"<p>{escape(', '.join(figures))}</p>")


def plan_html(case: PlanCase) -> str:
    """How good the plan is, what to do first, its cost by term, and the flags of the departments."""
    from planner.present.report.proof import status_sentence
    from planner.present.tables.html_table import html_table
    from planner.present.tables.plans.plan_tables import TABLES

    proof = f"<p>{escape(status_sentence(case.outcome))}</p>" if case.outcome is not None else ""
    shown = (TABLES[name] for name in ("register", "terms", "departments"))
    tables = (html_table(table.of(case), title=table.title, most_rows=MOST_ROWS) for table in shown)
    return _page(_named(case.portfolio), proof, *tables)


def comparison_html(comparison: Comparison) -> str:
    """Cost, proof and the main figures of every future."""
    from planner.present.tables.html_table import html_table
    from planner.present.tables.scenario_tables import overview_table

    return html_table(overview_table(comparison), title="Futures")


def _page(title: str, *parts: str) -> str:
    return f"<h4>{escape(title)}</h4>{''.join(parts)}"


def _named(portfolio: Portfolio) -> str:
    return " · ".join(filter(None, (portfolio.marking, portfolio.name)))
