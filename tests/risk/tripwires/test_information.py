"""What better information is worth: exact on a small portfolio, and what departments are told."""

from __future__ import annotations

from functools import cache

import pytest

from planner.domain.uncertain.past_slips import STRESS_CASE
from planner.plan.plan_case import PlanCase
from planner.present.tables.risk.tripwire_files import tripwire_files
from planner.present.tables.rules.department_rules import department_sentences
from planner.risk.assumptions import Assumptions
from planner.risk.rules_followed.information import InformationWorth, information_worth
from planner.risk.tripwires.study import tripwires_of
from tests.risk.test_cases import case
from tests.risk.test_risk import whitehall

NAME = "open_02_known_on_the_day"


@cache
def worth() -> dict[str, InformationWorth]:
    _, portfolio, plan = case(NAME)
    return {row.id: row for row in information_worth(portfolio, plan)}


def test_an_event_known_today_saves_what_nobody_can_know_by_the_last_day() -> None:
    # Elm is decided a day before the event is known: always, £20,000. Known in time it costs £8,000. Ash knows in time.
    assert worth()["DESIGN-OPEN"].pounds.value == pytest.approx(12_000, rel=0.01)


def test_a_date_announced_early_tells_the_event_that_delays_it() -> None:
    # On day 117 a warning of 180 days tells whether the milestone comes on day 118 or, with the event, on day 330.
    assert worth()["180 days ahead"].pounds.value == pytest.approx(12_000, rel=0.01)


def test_better_forecasts_of_dates_without_a_range_are_worth_nothing() -> None:
    assert worth()["skill 0.9"].pounds.value == 0.0


def test_what_is_the_same_for_all_dates_comes_first() -> None:
    assert [row.kind for row in worth().values()] == ["announcements", "forecasts", "event"]


def test_where_it_is_stopped_what_is_done_is_kept() -> None:
    _, portfolio, plan = case(NAME)
    told: list[str] = []
    found = information_worth(portfolio, plan, tell=told.append, stop=lambda: len(told) > 1)
    assert [row.kind for row in found] == ["forecasts"]


def test_a_department_hears_of_all_its_contracts_together() -> None:
    expected, portfolio, plan = case("open_07_common_cause")
    found = tripwires_of(portfolio, plan, draws=8192)
    by_contract = {row.contract: row.uncovered.value for row in found.options}
    for row in found.departments:
        own = [by_contract[id] for id in row.contracts if id in by_contract]
        assert max(own) - 1e-9 <= row.any_uncovered.value <= sum(own) + 1e-9
        assert row.worst_uncovered == pytest.approx(max(own))
    costs = sum(contract["tripwire"]["uncovered_days_mean"] * 1_000 for contract in expected["contracts"].values())
    assert sum(row.exposure.value for row in found.departments) == pytest.approx(costs, rel=0.02, abs=1)
    assert len(department_sentences(portfolio, found)) == len(found.departments) > 0


def test_rules_of_the_outside_view_say_so_in_every_file() -> None:
    given = whitehall()
    found = tripwires_of(given.portfolio, given.plan, draws=8192, assumptions=Assumptions(outside_view=True))
    for name, content in tripwire_files(PlanCase(given.portfolio, given.plan), found, {}).items():
        lines = str(content).splitlines()
        assert (
            all(STRESS_CASE in line for line in lines[1:])
            if name.endswith(".csv")
            else any(STRESS_CASE.casefold() in line.casefold() for line in lines)
        ), name
