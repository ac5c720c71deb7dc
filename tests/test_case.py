"""The notebook's door: each question of a commercial lead is one line."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

import planner
from planner.errors import SettingsError
from planner.plan.register.records import ActKind
from planner.present.notebook import comparison_html

TINY = Path(__file__).parents[1] / "data" / "tiny"


@pytest.fixture(scope="module")
def tiny() -> planner.Case:
    return planner.Case(TINY)


def test_it_is_solved_for_once_and_keeps_every_rule(tiny: planner.Case) -> None:
    assert tiny.plan is tiny.plan
    assert tiny.breaches == ()
    assert tiny.outcome is not None
    assert tiny.outcome.objective_pounds == sum(tiny.terms.values()) == tiny.plan_case.pounds


def test_acts_within_some_days_are_those_of_the_register(tiny: planner.Case) -> None:
    # docs/tiny.md: ASH-1 is to be decided 90 days after the status date, C-SHARED's exposure accepted after 180
    assert list(tiny.decide_within(90)["act"]) == [ActKind.BUY.value]
    assert list(tiny.decide_within(180)["subject"]) == ["ASH-1", "C-SHARED"]


def test_a_contract_is_explained_in_sentences(tiny: planner.Case) -> None:
    # docs/explain.md: Ash waits 20 of 24 days for the crew, and 4 for North
    answer = tiny.explain("C-ASH")
    assert [part.days for part in answer.told[0].explanation.segments] == [20, 4]
    assert str(answer).startswith(
        "The Ash Department needs its contract until 24 June 2027, 24 days beyond 31 May 2027"
    )


def test_a_slip_is_compared_with_the_plan_as_it_is(tiny: planner.Case) -> None:
    comparison = tiny.what_if(slip=tiny.portfolio.milestones[0].id, months=6)
    base, late = comparison.futures
    assert base.outcome is tiny.outcome
    assert (late.outcome.objective_pounds or 0) > (base.outcome.objective_pounds or 0)
    assert "<table" in comparison_html(comparison)


def test_a_contract_that_is_never_extended_costs_no_less(tiny: planner.Case) -> None:
    base, without = tiny.never_extend("C-ASH").futures
    assert without.plan is not None
    assert not {"ASH-1", "ASH-2"} & without.plan.option_set
    assert (without.outcome.objective_pounds or 0) >= (base.outcome.objective_pounds or 0)


def test_one_more_unit_of_a_resource_has_a_value(tiny: planner.Case) -> None:
    found = tiny.value_of(resource="crew")
    assert (found.subject, found.is_exact) == ("crew", True)
    assert found.found_pounds >= 0


def test_questions_that_name_nothing_or_the_unknown_are_refused(tiny: planner.Case) -> None:
    with pytest.raises(SettingsError, match="name a scenario"):
        tiny.what_if()
    with pytest.raises(SettingsError, match="name one resource"):
        tiny.value_of()
    with pytest.raises(SettingsError, match="'nobody' is no capacity"):
        tiny.value_of(resource="nobody")
    with pytest.raises(planner.InputError):
        tiny.what_if(slip="NOWHERE", months=1)


def test_a_notebook_shows_it_and_a_file_takes_its_chart(tiny: planner.Case, tmp_path: Path) -> None:
    assert tiny.portfolio.name in tiny._repr_html_()
    assert tiny.export(tmp_path / "chart.csv").read_text(encoding="utf-8").startswith("row")
    assert tiny.chart().rows
    assert len(tiny.chart(clusters=["SOUTH"]).rows) < len(tiny.chart().rows)


def test_small_questions_are_one_line_each(tiny: planner.Case) -> None:
    # docs/tiny.md: accelerated, C-ASH can be off after day 154, 4 June
    found = tiny.earliest("C-ASH", "alone")
    assert tiny.portfolio.date_of(found.day - 1) == date(2027, 6, 4)
    assert tiny.can_all({"C-ASH": date(2027, 6, 4)}).possible
    assert tiny.can_all({"C-ASH": date(2027, 6, 3)}).possible is False
    assert tiny.replan_part("ASH-MOVE").pounds == tiny.plan_case.pounds
    assert tiny.repair(tiny.portfolio).moves == ()


def test_a_risk_can_be_asked_for_with_other_ranges(tiny: planner.Case) -> None:
    found = tiny.risk(draws=8192, range="lognormal", spread=0.0)
    # With no spread nothing varies: every answer has one cost, and a what-if changes no flag.
    assert list(found.total["error"].unique()) == [0]
    assert tiny.plan_case.sureness is None
    with pytest.raises(SettingsError, match="'gauss' is no family of ranges; there are two-piece, lognormal"):
        tiny.risk(range="gauss")


def test_assumptions_are_a_frame_with_what_is_stated_first(tiny: planner.Case) -> None:
    found = tiny.assumptions()
    assert list(found["assumption"]) == ["as stated", "phases vary from −10 % to +30 %"]
    assert found["more_pounds"].iloc[0] == 0
