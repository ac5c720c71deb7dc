"""Futures side by side: frames, contrasts and regret, with a solver that only says what it is told."""

from __future__ import annotations

from datetime import date

import pytest

from planner.domain.portfolio import Portfolio
from planner.domain.rules import Term
from planner.errors import InputError, SettingsError
from planner.futures import Comparison, Scenario, compare, parse_scenarios, regret_frame, regret_table
from planner.futures.comparison.contrast import contrast
from planner.plan.entries import Plan
from planner.plan.flagging.records import Flag
from planner.plan.plan_case import PlanCase
from planner.present.tables.comparison_frames import (
    change_frame,
    cost_frame,
    cutover_frame,
    decision_frame,
    flag_frame,
    outcome_frame,
)
from planner.reading.overlay.choosing import choose
from planner.solver import Outcome, SolveSettings, Status
from tests.futures.written_scenarios import plan_of
from tests.sample import programme

SCENARIOS = parse_scenarios(
    """
[scenario.late]
title = "North late"
[[scenario.late.slip]]
ids = ["north-ready"]
months = 10
[scenario.stays]
[[scenario.stays.commitment]]
ids = ["far"]
to = "declined"
"""
)
# Cutovers on day 120, 181 and 159; in the future `late` north can start on day 333 only and cuts over on day 403.
ON_TIME = plan_of(m_dep=50, m_body=111, m_far=89)
TOO_LATE = plan_of(m_dep=333, m_body=333, m_far=89)


def outcome_of(portfolio: Portfolio, plan: Plan, bound: int, status: Status = Status.OPTIMAL) -> Outcome:
    pounds = PlanCase(portfolio, plan).pounds
    return Outcome(status=status, plan=plan, objective_pounds=pounds, bound_pounds=bound, gap=0.0, seconds=0.0)


def told(portfolio: Portfolio, settings: SolveSettings, *, start: Plan | None = None) -> Outcome:
    """The plan on time, or the late one with both options where north is late; without far where far stays."""
    if (
        portfolio.milestone_by_id["north-ready"].planning_date.year == 2030
        and portfolio.day_of(portfolio.milestone_by_id["north-ready"].planning_date) > 100
    ):
        plan = Plan(migrations=TOO_LATE.migrations, options=("k1", "k2"))
    elif portfolio.organisation_by_id["far"].commitment.value == "declined":
        plan = Plan(migrations=tuple(e for e in ON_TIME.migrations if e.migration != "m-far"), options=("k1",))
    else:
        plan = Plan(migrations=ON_TIME.migrations, options=("k1",))
    return outcome_of(portfolio, plan, bound=0)


@pytest.fixture(scope="module")
def comparison() -> Comparison:
    return compare(programme(), SCENARIOS.values(), solve=told)


def test_the_portfolio_as_it_is_comes_first(comparison: Comparison) -> None:
    assert [future.name for future in comparison.futures] == ["base", "late", "stays"]
    assert comparison.futures[1].title == "North late"


def test_terms_in_the_frame_are_those_of_the_plans(comparison: Comparison) -> None:
    frame = cost_frame(comparison)
    for future in comparison.futures:
        assert future.plan is not None
        expected = PlanCase(future.portfolio, future.plan).terms
        assert {term: frame.loc[term.value, future.name] for term in Term} == expected
        assert frame.loc["sum", future.name] == sum(expected.values())


def test_outcomes_have_the_difference_to_the_base(comparison: Comparison) -> None:
    frame = outcome_frame(comparison)
    base, late = frame.loc["base"], frame.loc["late"]
    assert late["more_than_base"] == late["pounds"] - base["pounds"]
    assert late["last_cutover"].date() == date(2031, 2, 8)  # day 403


def test_cutovers_are_dates_and_missing_for_who_stays(comparison: Comparison) -> None:
    frame = cutover_frame(comparison)
    assert list(frame.loc["m-dep"]) == [date(2030, 5, 1), date(2031, 2, 8), date(2030, 5, 1)]  # days 120, 403, 120
    assert frame.loc["m-far", "stays"] is None


def test_flags_of_departments(comparison: Comparison) -> None:
    # far is off in time; where it declines, its contract has no route.
    frame = flag_frame(comparison)
    assert frame.loc["far", "base"] in ("clear", "tight")
    assert frame.loc["far", "stays"] == Flag.NO_ROUTE.value


def test_decisions_are_in_the_order_of_their_last_day(comparison: Comparison) -> None:
    # No notice: the last day to decide on k1 is 30 June 2030. It runs to 31 December; the bridge k2, which takes no time to
    # award, can be begun on the first bare day, 1 January 2031.
    frame = decision_frame(comparison)
    assert list(frame.index) == ["k1", "k2"]
    assert list(frame.loc["k2"]) == [None, date(2031, 1, 1), None]


def test_changes_name_what_a_scenario_did(comparison: Comparison) -> None:
    frame = change_frame(comparison)
    assert frame.values.tolist() == [
        ["late", "late", "milestones", "north-ready", "forecast_date", "2030-01-31", "2030-11-30"],
        ["stays", "stays", "organisations", "far", "commitment", "undecided", "declined"],
    ]


def test_a_contrast_has_turned_flags_new_decisions_and_moves(comparison: Comparison) -> None:
    base, late, stays = comparison.futures
    found = contrast(base, late)
    assert [decision.option for decision in found.new_decisions] == ["k2"]
    assert [(move.migration, move.days) for move in found.moves] == [("m-dep", 283), ("m-body", 222)]
    turned = contrast(base, stays)
    assert turned.stranded == ("f",)
    assert [(turn.department, turn.after, turn.is_worse) for turn in turned.turns] == [("far", Flag.NO_ROUTE, True)]


def test_a_future_does_not_differ_from_itself(comparison: Comparison) -> None:
    found = contrast(comparison.base, comparison.base)
    assert (found.turns, found.new_decisions, found.dropped_decisions, found.moves, found.stranded) == (
        (),
        (),
        (),
        (),
        (),
    )


class TestRegret:
    def test_is_never_below_zero_and_zero_somewhere_in_every_future(self, comparison: Comparison) -> None:
        table = regret_table(comparison)
        for future in table.best_pounds:
            column = [table.regret_pounds(plan, future) for plan in table.cost_pounds]
            assert min(regret for regret in column if regret is not None) == 0

    def test_of_waiting_too_long_is_what_the_wait_costs(self, comparison: Comparison) -> None:
        # The late plan in the base: north starts on day 333 all the same and needs k until day 423, so k1 and k2 are
        # bought: 610 + 2,008; on time k1 alone costs 610. Split from m-far (day 159) the group pays 403 - 159 = 244 days at
        # a pound instead of 159 - 120 = 39. So 2,008 + 205.
        table = regret_table(comparison)
        assert table.regret_pounds("late", "base") == 2_213
        assert table.regret_pounds("base", "late") == 0

    def test_names_the_plan_that_is_least_wrong(self, comparison: Comparison) -> None:
        table = regret_table(comparison)
        assert table.most_robust == "base"
        assert table.worst_pounds("late") == max(2_213, table.regret_pounds("late", "stays") or 0)

    def test_frame_has_a_row_a_plan_and_the_largest_regret(self, comparison: Comparison) -> None:
        frame = regret_frame(regret_table(comparison))
        assert list(frame.index) == ["base", "late", "stays"]
        assert list(frame.columns) == ["base", "late", "stays", "worst"]
        assert frame.loc["late", "base"] == 2_213


def test_a_better_plan_of_another_future_is_taken_and_named() -> None:
    def lazy(portfolio: Portfolio, settings: SolveSettings, *, start: Plan | None = None) -> Outcome:
        """In the base the search was cut short with the late plan; the plan on time came up for `stays` only."""
        outcome = told(portfolio, settings)
        if portfolio.organisation_by_id["far"].commitment.value == "declined":
            return outcome
        late = Plan(migrations=TOO_LATE.migrations, options=("k1", "k2"))
        return outcome_of(portfolio, late, bound=100, status=Status.FEASIBLE)

    base = compare(programme(), SCENARIOS.values(), solve=lazy).base
    assert base.borrowed_from == "stays"
    assert base.plan is not None
    assert base.outcome.objective_pounds == PlanCase(base.portfolio, base.plan).pounds
    assert base.plan.entry_by_migration["m-dep"].start_day == 50
    # gap = (objective - bound) / objective without the no-route term, which is nil here
    assert base.outcome.gap == (base.outcome.objective_pounds - 100) / base.outcome.objective_pounds


def test_a_future_without_a_plan_is_shown_as_such() -> None:
    def none(portfolio: Portfolio, settings: SolveSettings, *, start: Plan | None = None) -> Outcome:
        return Outcome(
            status=Status.INFEASIBLE, plan=None, objective_pounds=None, bound_pounds=None, gap=None, seconds=0.0
        )

    found = compare(programme(), SCENARIOS.values(), solve=none)
    assert list(outcome_frame(found)["status"]) == ["infeasible"] * 3
    assert cost_frame(found).empty or list(cost_frame(found).columns) == []
    assert regret_table(found).most_robust is None


def test_every_mistake_of_every_scenario_is_reported_before_anything_is_solved() -> None:
    text = "".join(f'[[scenario.{name}.slip]]\nids = ["nrth-ready"]\nmonths = 1\n' for name in ("one", "two"))

    def never(portfolio: Portfolio, settings: SolveSettings, *, start: Plan | None = None) -> Outcome:
        raise AssertionError("solved before all scenarios were laid on")

    with pytest.raises(InputError) as caught:
        compare(programme(), parse_scenarios(text).values(), solve=never)
    assert len(caught.value.findings) == 2


def test_an_interrupted_solve_ends_the_comparison() -> None:
    def stopped(portfolio: Portfolio, settings: SolveSettings, *, start: Plan | None = None) -> Outcome:
        outcome = told(portfolio, settings)
        return Outcome(**{**vars(outcome), "interrupted": True})

    assert [future.name for future in compare(programme(), SCENARIOS.values(), solve=stopped).futures] == ["base"]


def test_scenarios_are_chosen_by_name_and_stacked_with_a_plus() -> None:
    def names(chosen: tuple[Scenario, ...]) -> list[str]:
        return [scenario.name for scenario in chosen]

    assert names(choose(SCENARIOS, [])) == ["late", "stays"]
    assert names(choose(SCENARIOS, ["stays", "late+stays", "stays"])) == ["stays", "late+stays"]


def test_an_unknown_scenario_is_named_with_the_nearest() -> None:
    with pytest.raises(SettingsError, match='no scenario "lat"; did you mean "late"'):
        choose(SCENARIOS, ["lat+stays"])
