"""In a notebook portfolios, outcomes, plans and comparisons show themselves, and every text of the input is escaped."""

from __future__ import annotations

from dataclasses import replace

from IPython.core.formatters import HTMLFormatter

from planner.futures import Comparison, Future
from planner.plan.outcome import Outcome, Status
from planner.plan.plan_case import PlanCase
from planner.present.notebook import register
from planner.present.tables.html_table import html_table
from planner.present.tables.plans.plan_tables import TABLES
from tests.sample import conflict, plan, portfolio

BAD_NAME = "<script>alert(1)</script>"


def shown(value: object) -> str:
    formatter = HTMLFormatter()
    register(formatter)
    text = formatter(value)
    assert isinstance(text, str)
    return text


def outcome(status: Status = Status.FEASIBLE) -> Outcome:
    return Outcome(status=status, plan=plan(), objective_pounds=1_200, bound_pounds=1_000, gap=0.1, seconds=1.0)


def test_a_portfolio_says_what_it_holds() -> None:
    text = shown(replace(portfolio(), name=BAD_NAME))
    assert "2 contracts" in text or "contract" in text
    assert BAD_NAME not in text
    assert "&lt;script&gt;" in text


def test_an_outcome_says_how_good_the_plan_is_and_why_there_is_none() -> None:
    assert "feasible" in shown(outcome())
    none = replace(outcome(Status.INFEASIBLE), plan=None, conflicts=(conflict("a freeze", "a deadline"),))
    assert "These cannot stand together" in shown(none)


def test_a_plan_shows_register_terms_and_departments() -> None:
    assert shown(PlanCase(portfolio(), plan(), outcome())).count("<table>") == 3


def test_a_comparison_shows_its_overview() -> None:
    base = Future(scenario=None, portfolio=portfolio(), changes=(), outcome=outcome())
    assert "Against base" in shown(Comparison(futures=(base,)))


def test_a_page_shows_so_many_rows_and_counts_the_others() -> None:
    case = PlanCase(portfolio(), plan())
    text = html_table(TABLES["terms"].of(case), most_rows=2)
    assert text.count("<tr>") == 3
    assert "4 more rows" in text
