"""Dates of cases that people reported: the right ones, with their arithmetic."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from planner.domain.chains.link import ChainLink
from planner.domain.portfolio import Portfolio
from planner.domain.rules import Term
from planner.plan.plan_case import PlanCase
from planner.reading import read_portfolio
from planner.reading.overlay.applying import apply_scenario, overlay
from planner.reading.overlay.scenario_file import parse_scenarios
from planner.solver.settings import SolveSettings
from planner.solver.solve import solve
from tests.reading.folder import Folder, place_of

TINY = Path(__file__).parents[2] / "data" / "tiny"
REPORTS = Path(__file__).parents[1] / "cases" / "reports"


@pytest.fixture(scope="module")
def tiny() -> Portfolio:
    return read_portfolio(TINY)


def portfolio_of(case: str) -> Portfolio:
    return read_portfolio(REPORTS / case)


def link_of(case: str, contract: str = "C") -> ChainLink:
    portfolio = portfolio_of(case)
    (link,) = portfolio.chain_by_contract[contract]
    return link


@pytest.mark.parametrize(
    ("case", "end"),
    [
        ("case03a", date(2027, 12, 31)),  # 30 June + 6: July to December
        ("case03c", date(2029, 3, 31)),  # 30 September 2027 + 18: three months, the year 2028, three months
        ("case03e", date(2027, 9, 30)),  # 31 March + 6: April to September
        ("case03f", date(2028, 3, 31)),  # 29 February 2028 + 1: March
        ("case17a", date(2011, 12, 31)),  # 30 June + 6, which is the maximum end
    ],
)
def test_an_extension_of_months_ends_with_the_month_it_fills(case: str, end: date) -> None:
    link = link_of(case)
    assert link.end.value == end
    assert link.unavailable_reason is None


def test_the_extension_of_case_17a_leaves_nothing_exposed() -> None:
    # The cutover lies ten days after the release on 22 December, so the contract is needed until 31 December inclusive.
    portfolio = portfolio_of("case17a")
    outcome = solve(portfolio, SolveSettings(time_limit_seconds=20, workers=1, deterministic=True))
    assert outcome.plan is not None
    assert outcome.plan.options == ("O",)
    # Half of 365,000 a year is 182,500.
    terms = PlanCase(portfolio, outcome.plan).terms
    assert (terms[Term.EXPOSURE], terms[Term.EXTENSIONS]) == (0, 182_500)


@pytest.mark.parametrize(
    ("case", "last", "acting"),
    [
        ("case39a", date(2027, 12, 25), date(2027, 12, 24)),  # Christmas Day, a Saturday; Friday before it
        ("case39b", date(2028, 4, 17), date(2028, 4, 13)),  # Easter Monday; Thursday before Good Friday
    ],
)
def test_the_day_to_act_is_the_working_day_before_a_holiday(case: str, last: date, acting: date) -> None:
    link = link_of(case)
    assert (link.decision.value, link.acting_decision.value) == (last, acting)
    assert (link.notice.value, link.acting_notice.value) == (last, acting)


def test_ten_working_days_of_case_14a_are_counted_with_the_holidays_of_the_nation(tmp_path: Path) -> None:
    # 31 March 2027 is a Wednesday. Good Friday, 26 March, and Easter Monday, 29 March, are holidays: the ten working days
    # before it are 30, 25, 24, 23, 22, 19, 18, 17, 16 and 15 March. Ten before Friday 3 September are 2, 1, 31 (Tuesday),
    # 27 to 23 August without the bank holiday on Monday 30: 2, 1, 31, 27, 26, 25, 24, 23, 20 and 19 August.
    for table in (REPORTS / "case14a").iterdir():
        text = table.read_text(encoding="utf-8").replace("jurisdiction,GB", "jurisdiction,GB-ENG")
        (tmp_path / table.name).write_text(text, encoding="utf-8")
    portfolio = read_portfolio(tmp_path)
    links = [link for chain in portfolio.chain_by_contract.values() for link in chain]
    assert [link.notice.value for link in links] == [date(2027, 3, 15), date(2027, 8, 19)]


def test_one_warning_counts_and_lists_the_contracts_that_state_no_notice_or_lead(folder: Folder) -> None:
    folder.set("contracts", 2, "notice", "")
    folder.set("contracts", 2, "internal_lead_days", "")
    folder.set("contracts", 3, "internal_lead_days", "")
    finding = folder.only()
    assert (finding.code, finding.is_error, place_of(finding)) == (
        "unstated-terms",
        False,
        ("contracts.csv", 2, "notice"),
    )
    assert finding.message == (
        "1 contract states no notice (180 days assumed): C-1; "
        "2 contracts state no internal lead (60 days assumed): C-1, C-2"
    )


def test_a_bridge_without_a_time_to_award_it_is_a_warning(folder: Folder) -> None:
    folder.set("options", 4, "lead_days", "")
    finding = folder.only()
    assert finding.message == "1 bridge states no time to award it (180 days assumed): C-2-1"


def test_a_stated_zero_is_no_finding_and_no_assumption(folder: Folder) -> None:
    folder.set("contracts", 2, "notice", "0")
    folder.set("contracts", 2, "internal_lead_days", "0")
    portfolio = folder.check().portfolio
    assert portfolio is not None
    assert all(link.assumed == () for link in portfolio.chain_by_contract["C-1"])


WITHOUT_THE_FIRST = """
[scenario.gone]
[[scenario.gone.remove]]
table = "options"
ids = ["ASH-1"]
"""


def test_a_scenario_that_removes_the_first_option_takes_out_the_later_ones_and_says_so(tiny: Portfolio) -> None:
    laid = overlay(tiny, parse_scenarios(WITHOUT_THE_FIRST)["gone"])
    (link,) = laid.portfolio.chain_by_contract["C-ASH"]
    assert link.unavailable_reason == "ASH-2 has the sequence 2 and there is no 1"
    (note,) = laid.warnings
    assert note.message == 'ASH-2 of contract "C-ASH" is taken out too, because an option before it is'


def test_a_scenario_that_puts_another_option_in_its_place_has_no_hole(tiny: Portfolio) -> None:
    text = f"""{WITHOUT_THE_FIRST}
[[scenario.gone.add]]
table = "options"
rows = [{{ id = "ASH-0", contract = "C-ASH", sequence = 1, months = 1 }}]
"""
    portfolio = apply_scenario(tiny, parse_scenarios(text)["gone"])
    chain = portfolio.chain_by_contract["C-ASH"]
    assert [link.unavailable_reason for link in chain] == [None, None]
