"""What is uncertain can be changed by a scenario like anything else: ranges, events, past slips, and the policy."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from planner.domain.portfolio import Portfolio
from planner.domain.risks import DriverState
from planner.domain.uncertain.families import RangeFamily
from planner.errors import InputError
from planner.futures import apply_scenario
from planner.futures.difference.input_changes import changed_nodes, input_changes, rows_of
from planner.reading import read_portfolio
from tests.futures.written_scenarios import scenario

CASE = Path(__file__).parents[1] / "cases" / "risk" / "open_11_correlated_dates" / "portfolio"
EVENT = (
    '[[add]]\ntable = "risk_drivers"\nrows = [{ id = "R", name = "R", probability = "0.5", early_days = "10", '
    'likely_days = "20", late_days = "30", affects = "N-ONE" }]\n'
)


def under(text: str) -> Portfolio:
    return apply_scenario(read_portfolio(CASE), scenario(text))


def test_a_slip_moves_the_whole_range() -> None:
    before = read_portfolio(CASE).milestone_by_id["N-ONE"]
    after = under('[[slip]]\ntable = "milestones"\nids = ["N-ONE"]\ndays = 10\n').milestone_by_id["N-ONE"]
    ten = timedelta(days=10)
    dates = {name: getattr(before, name) + ten for name in ("early_date", "likely_date", "late_date")}
    assert replace(before, **dates, provenance=after.provenance) == after


def test_the_shape_of_a_range_and_the_spread_of_phases_can_be_set() -> None:
    portfolio = under(
        "policy = { phase_late_percent = 30, programme_share = 0 }\n"
        '[[set]]\ntable = "milestones"\nids = ["N-ONE"]\nvalues = { range = "triangular", warning_days = "60" }\n'
    )
    milestone = portfolio.milestone_by_id["N-ONE"]
    assert (milestone.range, milestone.warning_days) == (RangeFamily.TRIANGULAR, 60)
    assert (portfolio.policy.phase_late_percent, portfolio.policy.programme_share) == (30, 0)


def test_an_event_can_be_added_and_can_have_occurred() -> None:
    portfolio = under(f'{EVENT}[[set]]\ntable = "risk_drivers"\nids = ["R"]\nvalues = {{ state = "occurred" }}\n')
    (driver,) = portfolio.risk_drivers
    assert (driver.state, driver.chance) == (DriverState.OCCURRED, 1)


def test_past_slips_can_be_added() -> None:
    row = '{ id = "S", name = "S", planned_date = "2020-01-01", actual_date = "2021-01-01" }'
    (slip,) = under(f'[[add]]\ntable = "reference_slips"\nrows = [{row}]\n').reference_slips
    assert (slip.planned_date, slip.actual_date) == (date(2020, 1, 1), date(2021, 1, 1))


def test_a_scenario_that_makes_a_range_impossible_is_refused() -> None:
    # early and likely are the same day
    with pytest.raises(InputError, match="lognormal"):
        under('[[set]]\ntable = "milestones"\nids = ["N-ONE"]\nvalues = { range = "lognormal" }\n')


def test_a_spread_of_a_phase_is_a_difference_between_portfolios() -> None:
    before = read_portfolio(CASE)
    after = under('[[set]]\ntable = "phases"\nwhere = { name = "build" }\nvalues = { late_days = "90" }\n')
    old, new = rows_of(before), rows_of(after)
    changes = [change for node in changed_nodes(old, new) for change in input_changes(old, new, node)]
    assert {(change.table, change.column, change.before, change.after) for change in changes} == {
        ("profiles", "late_days of build", None, "90")
    }
