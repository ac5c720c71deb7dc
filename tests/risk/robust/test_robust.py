"""The whole answer: what a better order is worth is worked by hand, and nothing is ever worse than the plan given."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from planner.errors import JudgementError
from planner.plan.judge import judge
from planner.risk.draws import Batch, DrawKey, Keys, Purpose
from planner.risk.execution.carrying_out import drawn_lengths, milestone_positions, starts_of
from planner.risk.execution.program import program_of
from planner.risk.records import Start
from planner.risk.robust.records import GIVEN, ORDER, Robust, RobustSettings, Way
from planner.risk.robust.robust import robust_plan
from planner.risk.uncertainty import uncertainty_of
from tests.depth import by_day
from tests.risk.robust.slipping import one_crew, slipping
from tests.risk.test_cases import case

PORTFOLIOS = range(120)
"""Seeds of tiny portfolios; about one in six has no plan at all."""
QUICK = RobustSettings(moves=160, draws=8192, buffers=False, ways=False, threads=1)


def test_the_better_order_is_found_and_worth_what_was_worked_out() -> None:
    """Ash first: where it does not slip it is off on 5 July, 95 days after 1 April; Elm first: on 3 September.

    The contract covers up to 20 July, so that is 44 days at £1,000 in half of the draws: £22,000. Where Ash slips, Elm has
    the crew on 1 April in both orders, and nothing changes.
    """
    portfolio, plan = one_crew()
    found = robust_plan(portfolio, plan, QUICK)
    assert found.changed
    starts = {entry.migration: portfolio.date_of(entry.start_day) for entry in found.case.plan.migrations}
    assert starts == {"ASH-MOVE": date(2027, 4, 1), "ELM-MOVE": date(2027, 5, 31)}
    assert found.comparison.gain_in_order.value == pytest.approx(22_000, abs=25)
    assert next(row for row in found.candidates if row.chosen).name == ORDER


def test_the_chosen_plan_is_lawful_and_comes_out_as_planned_where_nothing_is_uncertain() -> None:
    portfolio, plan = one_crew()
    found = robust_plan(portfolio, plan, QUICK)
    assert not judge(found.case)
    calm = uncertainty_of(portfolio, spread=0.0)
    program = program_of(portfolio, found.case.plan, calm)
    batch = Batch.of(Keys.of(calm), DrawKey(1, Purpose.EVALUATE, 0))
    starts = starts_of(program, milestone_positions(program, calm, batch), drawn_lengths(program, calm, batch))[0]
    assert starts.tolist() == [activity.planned_start for activity in program.activities]


def not_worse(found: Robust) -> bool:
    """Whether the chosen plan is no dearer than the one given on fresh draws, beyond two standard errors (law 19).

    Half of a 95 % interval from 8 batches is 2.36 standard errors.
    """
    gain = found.comparison.gain_in_order
    return gain.value >= -gain.half_width * 2.0 / 2.36 - 1.0


@pytest.mark.parametrize("seed", by_day(PORTFOLIOS, 25))
def test_the_chosen_plan_is_not_worse_than_the_one_given(seed: int) -> None:
    """Law 19, on 100 portfolios at night."""
    drawn = slipping(seed)
    if drawn is None:
        return
    found = robust_plan(*drawn, QUICK)
    assert not_worse(found)
    assert not judge(found.case)


def test_what_is_booked_is_kept() -> None:
    portfolio, plan = one_crew()
    order_kept = robust_plan(portfolio, plan, replace(QUICK, keep_order=True))
    assert not order_kept.changed
    assert {row.name for row in order_kept.candidates} == {GIVEN}
    starts_kept = robust_plan(portfolio, plan, replace(QUICK, keep_starts=True))
    assert starts_kept.begin is Start.PLANNED
    assert {row.begin for row in starts_kept.candidates} == {Start.PLANNED}
    assert starts_kept.search is None


def test_the_ways_to_decide_cost_what_was_worked_out() -> None:
    """The case says what each costs; its plan is Ash first, so no order is better.

    Nothing: £8,500. Everything: £15,000. Commit now: £8,500. Tripwires and everything known: £7,500. The notice of 120 days
    is longer than a reminder of 90 days, which comes too late: as nothing. On the last day, 17 June, the P50 says exactly
    whether Ash is late: as tripwires.
    """
    _, portfolio, plan = case("open_08_one_crew")
    settings = replace(QUICK, keep_order=True, keep_starts=True, ways=True)
    costs = {row.way: row.mean.value for row in robust_plan(portfolio, plan, settings).ways}
    expected = {
        Way.NOTHING: 8500, Way.REMINDER: 8500, Way.PLAN: 8500, Way.EVERYTHING: 15_000, Way.COMMIT_NOW: 8500,
        Way.LAST_DAY: 7500, Way.TRIPWIRES: 7500, Way.CLAIRVOYANT: 7500,
    }  # fmt: skip
    assert costs == pytest.approx(expected, abs=20)


def test_a_plan_that_breaks_a_rule_is_refused() -> None:
    portfolio, plan = one_crew()
    together = replace(plan, migrations=tuple(replace(entry, start_day=90) for entry in plan.migrations))
    with pytest.raises(JudgementError):
        robust_plan(portfolio, together, QUICK)


def test_plans_with_buffers_are_weighed_too() -> None:
    portfolio, plan = one_crew()
    found = robust_plan(portfolio, plan, replace(QUICK, seconds=6.0, buffers=True))
    # Ash's event happens in half of the draws, so P60 and all above it are 100 days late: their plans are the same.
    assert {"mean dates", "dates at P60"} <= {row.name for row in found.candidates}
