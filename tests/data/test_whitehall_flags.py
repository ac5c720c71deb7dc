"""All seven flags occur in the Whitehall plan, for the reasons told in data/README.md.

One short deterministic solve: the flags asked for below follow from dates alone, so that any sensible plan shows them.
"""

from __future__ import annotations

from datetime import date

import pytest

from planner.domain.portfolio import Portfolio
from planner.plan.entries import Plan
from planner.plan.flagging.department_flags import flag_departments
from planner.plan.flagging.records import ContractFlag, Flag
from planner.plan.judge import judge
from planner.plan.plan_case import PlanCase
from planner.solver.settings import SolveSettings
from planner.solver.solve import solve

SHORT = SolveSettings(time_limit_seconds=1, workers=1, deterministic=True)


@pytest.fixture(scope="module")
def plan(whitehall: Portfolio) -> Plan:
    outcome = solve(whitehall, SHORT)
    assert outcome.plan is not None
    assert judge(PlanCase(whitehall, outcome.plan)) == ()
    return outcome.plan


@pytest.fixture(scope="module")
def flags(whitehall: Portfolio, plan: Plan) -> dict[str, ContractFlag]:
    return {flag.contract: flag for flag in PlanCase(whitehall, plan).flags}


def decision_date(portfolio: Portfolio, option: str) -> date:
    contract = portfolio.contract_by_id[portfolio.option_by_id[option].contract]
    return next(link.decision.value for link in portfolio.chain_by_contract[contract.id] if link.option.id == option)


def test_all_flags_but_accepted_occur(flags: dict[str, ContractFlag]) -> None:
    # a day of exposure is dearer than a day of every option here, so no plan bears what an option would cover
    assert {flag.flag for flag in flags.values()} == set(Flag) - {Flag.ACCEPTED}


def test_the_option_of_dcms_went_a_month_before_the_status_date(
    whitehall: Portfolio, flags: dict[str, ContractFlag]
) -> None:
    # 31 March 2027 less six months: 30 September 2026, less 120 days of approval: 2 June 2026.
    assert decision_date(whitehall, "DCMS-ITRENT-1") == date(2026, 6, 2)
    # Ready 1 April 2027; DSIT 56 days later, 27 May; DCMS 30 days after it, 26 June; 92 days more: 26 September.
    # Covered until 1 April: 30 + 31 + 30 + 31 + 31 + 25 = 178 days.
    assert flags["DCMS-ITRENT"].flag is Flag.LOST
    assert -flags["DCMS-ITRENT"].spare_days >= 178


def test_mhclg_and_fcdo_services_have_to_decide_within_the_alert_window(
    whitehall: Portfolio, flags: dict[str, ContractFlag]
) -> None:
    # 31 March 2027 less three months: 31 December, less 120 days: 2 September 2026.
    assert decision_date(whitehall, "MHCLG-SAP-SF-1") == date(2026, 9, 2)
    # 30 June 2027 less six months: 30 December, less 120 days: 1 September 2026.
    assert decision_date(whitehall, "FCDOS-OWN-1") == date(2026, 9, 1)
    assert flags["MHCLG-SAP-SF"].flag is Flag.DECIDE_NOW


def test_uk_sbs_is_extended_for_the_customer_that_leaves_last(flags: dict[str, ContractFlag]) -> None:
    # UKRI cuts over on 15 January 2028 at the earliest, after the end on 31 December 2027.
    assert flags["UKSBS-ORA-2026"].flag is Flag.EXTEND


def test_dhsc_stays_uncovered_although_its_option_is_used(flags: dict[str, ContractFlag]) -> None:
    # No cutover before 1 August 2028, 92 days more: 1 November; covered until 1 October 2028: 31 days.
    assert flags["DHSC-MS"].flag is Flag.EXPOSED
    assert -flags["DHSC-MS"].spare_days >= 31


def test_the_december_freeze_leaves_defence_49_days_at_most(flags: dict[str, ContractFlag]) -> None:
    # Implementation 1 October 2026, 90 days later finance, 120 days later procurement: 29 April 2027; 600 days later
    # 19 December 2028, frozen; 11 January 2029, 92 days more: 13 April 2029. Covered until 1 June 2029: 49 days.
    assert flags["MOD-ORA-EA"].spare_days <= 49


def test_dwp_is_clear_and_two_contracts_have_no_route(flags: dict[str, ContractFlag]) -> None:
    assert flags["ISSC2-DWP"].flag is Flag.CLEAR
    assert {id_ for id_, flag in flags.items() if flag.flag is Flag.NO_ROUTE} == {"CITB-SSCL", "BC-SAP"}


def test_the_undecided_departments_are_marked(whitehall: Portfolio, flags: dict[str, ContractFlag]) -> None:
    departments = flag_departments(whitehall, tuple(flags.values()))
    assert {found.department for found in departments if found.undecided} == {"HMT", "DFE"}
    assert len(departments) == 18
