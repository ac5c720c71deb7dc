"""A date that rests on a notice or lead time that nobody stated says so, wherever people read it."""

from __future__ import annotations

from typing import Any

import pytest

from planner.domain.contracts import Notice
from planner.domain.policy import Policy
from planner.futures.comparison.contrast import Decision
from planner.futures.difference.facts import DateKind, facts_of
from planner.plan.plan_case import PlanCase
from planner.present.gantt.rows.contract_rows import contract_bars, contract_markers
from planner.present.report.scenario_words import decision_words
from planner.present.tables.cells import shown_text
from planner.present.tables.column import Column, Kind
from planner.present.tables.plans.plan_tables import TABLES
from tests.sample import contract, option, plan, portfolio

LAST_DAYS = {"acting_date", "last_date", "notice_last_date", "notice_acting_date", "decide_by_date", "action_by_date"}
"""Columns that show a day which is counted back from the end by notice and lead."""


def case_of(**terms: Any) -> PlanCase:
    """m1 leaves k on day 39 and uses o; k ends on day 29, less 10 days of notice is day 19, less 5 of approval day 14."""
    policy = Policy(unstated_notice_days=10, unstated_lead_days=5)
    served = contract("k", exposure_pounds_per_day=100, organisations=("dep",), buyer="dep", **terms)
    return PlanCase(portfolio(policy=policy, contracts=(served,), options=(option("o"),)), plan("o", m1=25))


ASSUMED = case_of(notice=None, internal_lead_days=None)
STATED = case_of(notice=Notice(10), internal_lead_days=5)


def dated_columns(name: str) -> list[Column[Any]]:
    columns = TABLES[name].columns if name != "charges" else ()
    return [column for column in columns if column.kind is Kind.DATE and column.name in LAST_DAYS]


def texts(case: PlanCase, name: str) -> list[str]:
    rows = TABLES[name].of(case).rows
    found = [shown_text(column, row, "GBP") for column in dated_columns(name) for row in rows]
    return [text for text in found if text != "–"]


@pytest.mark.parametrize("name", [name for name in TABLES if dated_columns(name)])
def test_every_last_day_in_a_table_is_marked_where_it_is_assumed_and_only_there(name: str) -> None:
    assert texts(ASSUMED, name)
    assert all(text.endswith(" assumed") for text in texts(ASSUMED, name)), texts(ASSUMED, name)
    assert not any("assumed" in text for text in texts(STATED, name))


def test_bars_and_markers_of_the_chart_say_so() -> None:
    for case, marked in ((ASSUMED, True), (STATED, False)):
        (cover,) = case.schedule.contracts.values()
        bars = [bar.note for bar in contract_bars(case.portfolio, cover, 0) if bar.option]
        assert bars
        assert all(("(assumed)" in (note or "")) == marked for note in bars)
        notes = [marker.note for marker in contract_markers(case.portfolio, cover) if marker.label.startswith("o")]
        assert notes
        assert all(("assumed" in (note or "")) == marked for note in notes)


def test_the_facts_of_a_difference_say_so() -> None:
    assert (DateKind.DECIDE_ASSUMED, "o") in facts_of(ASSUMED).dates
    assert (DateKind.DECIDE, "o") in facts_of(STATED).dates


def test_the_decisions_of_a_scenario_say_so() -> None:
    (flag,) = ASSUMED.flags
    (needed,) = flag.options
    decision = Decision(option="o", contract="k", decide_by_date=needed.decide_by_date, assumed=needed.assumed)
    assert decision_words(decision).endswith("(assumed)")
