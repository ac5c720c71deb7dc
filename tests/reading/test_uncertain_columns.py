"""The columns of risk are read, written back, and change no plan. The clean folder has status date 1 November 2026."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from planner.domain.policy import Policy
from planner.domain.portfolio import Portfolio
from planner.domain.risks import DriverState, ReferenceSlip, RiskDriver
from planner.domain.uncertain.families import RangeFamily
from planner.plan.plan_file.fingerprint import fingerprint
from planner.reading import check, read_portfolio, write_portfolio
from tests.reading.folder import CLEAN, Folder

# table, row, column, value, as people type them
STATED = [
    ("policy", 5, "phase_early_percent", "-10"),
    ("policy", 6, "phase_late_percent", "30"),
    ("policy", 7, "programme_share", "0.1"),
    ("policy", 8, "cluster_share", "0.4"),
    ("policy", 9, "forecast_skill", "0.8"),
    ("policy", 10, "warning_days", "45"),
    ("clusters", 2, "common_share", "0.6"),
    ("milestones", 2, "range", "Lognormal"),
    ("milestones", 2, "forecast_skill", "0"),
    ("milestones", 2, "warning_days", "90"),
    ("phases", 2, "early_days", "50"),
    ("phases", 2, "late_days", "100"),
    ("risk_drivers", 2, "known_date", "2027-03-31"),
    ("risk_drivers", 2, "state", "occurred"),
    ("risk_drivers", 2, "mitigated_probability", "0.1"),
    ("risk_drivers", 2, "mitigated_percent", "50"),
]
SLIPS = "id,name,planned_as_of_date,planned_date,actual_date\nS-1,Payroll elsewhere,2019-03-31,2021-02-28,2022-04-30\n"


def stated(folder: Folder) -> Portfolio:
    """The clean portfolio with every column of risk stated."""
    for table, row, column, value in STATED:
        if table == "policy":
            folder.append(table, setting=column, value=value)
        else:
            folder.set(table, row, column, value)
    folder.text("reference_slips", SLIPS)
    return read_portfolio(folder.path)


def test_every_column_of_risk_is_read(folder: Folder) -> None:
    portfolio = stated(folder)
    policy, milestone = portfolio.policy, portfolio.milestone_by_id["alpha-live"]
    prepare = portfolio.profile_by_id["small"].phases[0]
    driver = portfolio.risk_drivers[0]
    assert (policy.phase_early_percent, policy.phase_late_percent) == (-10, 30)
    assert (policy.programme_share, policy.cluster_share) == (0.1, 0.4)
    assert (policy.forecast_skill, policy.warning_days) == (0.8, 45)
    assert portfolio.cluster_by_id["alpha"].common_share == 0.6
    assert (milestone.range, milestone.forecast_skill, milestone.warning_days) == (RangeFamily.LOGNORMAL, 0.0, 90)
    assert (prepare.early_days, prepare.days, prepare.late_days) == (50, 60, 100)
    assert (driver.known_date, driver.state) == (date(2027, 3, 31), DriverState.OCCURRED)
    assert (driver.mitigated_probability, driver.mitigated_percent) == (0.1, 50)
    (slip,) = portfolio.reference_slips
    assert (slip.planned_as_of_date, slip.planned_date) == (date(2019, 3, 31), date(2021, 2, 28))
    assert slip.actual_date == date(2022, 4, 30)


def test_a_blank_cell_means_what_the_schema_says(folder: Folder) -> None:
    for table, row, column, _ in STATED:
        if table != "policy":
            folder.set(table, row, column, "")
    folder.remove("reference_slips")
    portfolio = read_portfolio(folder.path)
    milestone, driver = portfolio.milestone_by_id["alpha-live"], portfolio.risk_drivers[0]
    phase = portfolio.profile_by_id["small"].phases[0]
    # the defaults of the design: no spread of phases, shares 0.2 and 0.3, skill 0.5, 30 days of warning
    assert replace(portfolio.policy, provenance=Policy().provenance) == Policy(
        buffer_days=60, late_probability_tolerance=0.05
    )
    assert (Policy().phase_early_percent, Policy().phase_late_percent) == (0, 0)
    assert (Policy().programme_share, Policy().cluster_share) == (0.2, 0.3)
    assert (Policy().forecast_skill, Policy().warning_days) == (0.5, 30)
    assert (milestone.range, milestone.forecast_skill, milestone.warning_days) == (RangeFamily.TWO_PIECE, None, None)
    assert (phase.early_days, phase.late_days) == (None, None)
    assert (driver.known_date, driver.state) == (None, DriverState.OPEN)
    assert (driver.mitigated_probability, driver.mitigated_percent) == (None, None)
    assert portfolio.cluster_by_id["alpha"].common_share is None
    assert portfolio.reference_slips == ()


def test_every_column_of_risk_is_written_back(folder: Folder, tmp_path: Path) -> None:
    portfolio = stated(folder)
    assert read_portfolio(write_portfolio(portfolio, tmp_path / "again")) == portfolio


def test_a_plan_still_belongs_to_a_portfolio_that_states_its_risk(folder: Folder) -> None:
    assert fingerprint(stated(folder)) == fingerprint(read_portfolio(CLEAN))


def test_past_slips_are_kept_in_the_order_of_their_ids() -> None:
    slips = [
        ReferenceSlip(id=id, name=id, planned_date=date(2021, 1, 1), actual_date=date(2021, 2, 1))
        for id in ("S-10", "S-2")
    ]
    portfolio = replace(read_portfolio(CLEAN), reference_slips=tuple(slips))
    assert [slip.id for slip in portfolio.reference_slips] == ["S-2", "S-10"]


@pytest.mark.parametrize(
    ("state", "chance"), [(DriverState.OPEN, 0.3), (DriverState.OCCURRED, 1.0), (DriverState.CLOSED, 0.0)]
)
def test_the_state_of_an_event_goes_before_its_probability(state: DriverState, chance: float) -> None:
    event = RiskDriver(
        id="R", name="R", probability=0.3, early_days=1, likely_days=2, late_days=3, affects=(), state=state
    )
    assert event.chance == chance


@pytest.mark.parametrize(
    "folder", sorted((CLEAN.parents[1] / "cases" / "risk").glob("open_*")), ids=lambda path: path.name
)
def test_the_portfolios_with_exact_answers_have_no_error(folder: Path) -> None:
    assert check(folder / "portfolio").errors == ()
