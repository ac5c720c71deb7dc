"""The business case: totals spread over years, discounted, and what a plan takes from them."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import pytest

from planner.domain.rules import Term
from planner.errors import InputError
from planner.futures import BusinessCase, CaseLine, case_view, read_business_case
from planner.plan.entries import Plan
from planner.plan.ledger import pounds_by_year
from planner.plan.plan_case import PlanCase
from tests.futures.written_scenarios import plan_of
from tests.oracle import brute_force
from tests.sample import programme
from tests.tiny_portfolios import random_portfolio

WHITEHALL = Path(__file__).parents[2] / "data" / "whitehall" / "business_case.toml"


def line(pounds: int, years: int, from_year: int = 2030) -> CaseLine:
    return CaseLine(name="line", pounds=pounds, from_year=from_year, years=years)


def case(*, costs: tuple[CaseLine, ...], benefits: tuple[CaseLine, ...], percent: str = "10") -> BusinessCase:
    return BusinessCase(name="case", base_year=2030, discount_percent=Fraction(percent), costs=costs, benefits=benefits)


def test_a_total_is_spread_evenly_and_adds_up() -> None:
    # 100 over 3 years: floor(100/3) = 33, floor(200/3) = 66, 100: parts 33, 33, 34.
    spread = line(100, 3)
    assert [spread.pounds_in(year) for year in range(2029, 2034)] == [0, 33, 33, 34, 0]


def test_the_base_year_is_not_discounted() -> None:
    found = case(costs=(), benefits=(line(1, 1),))
    assert found.present_value({2030: 1_000, 2031: 1_100, 2032: 1_210}) == 3_000  # 1,100 / 1.1 and 1,210 / 1.21
    assert found.present_value({2029: 1_000}) == 1_000


def test_present_value_is_rounded_half_up() -> None:
    found = case(costs=(), benefits=(line(1, 1),), percent="100")
    assert found.present_value({2031: 1}) == 1  # 0.5
    assert found.present_value({2031: -1}) == 0  # -0.5
    assert found.present_value({2031: 3}) == 2  # 1.5


# Cutovers of this plan: m-dep on day 120 (1 May 2030), m-body on 181, m-far on 159. Contract k (to 30 June, day 180) is
# needed until day 201, so k1 runs (to 31 December 2030); it cannot end early and costs 1,200 / 2 + 10 = 610.
PLAN = Plan(migrations=plan_of(m_dep=50, m_body=111, m_far=89).migrations, options=("k1",))


def test_effects_of_a_plan_fall_in_their_years() -> None:
    # k1 from 1 July to 31 December 2030 lies in 2030-31; the split group: 159 - 120 = 39 days at a pound, from 1 May on.
    effects = pounds_by_year(programme(), PlanCase(programme(), PLAN).charges)
    stated = {year: {term: pounds for term, pounds in shares.items() if pounds} for year, shares in effects.items()}
    assert {year: shares for year, shares in stated.items() if shares} == {
        2030: {Term.EXTENSIONS: 610, Term.BRIDGES: 39}
    }


def test_an_extension_over_the_end_of_a_year_is_shared_by_days() -> None:
    # k2 begins on 1 January and ends on 30 June 2031: 181 days, 31 + 28 + 31 = 90 of them before 1 April. Six months at
    # 3,650 and ten per cent cost 2,007.50, so 2,008, of which floor(2,008 x 90 / 181) = 998 and the rest, 1,010.
    late = Plan(migrations=plan_of(m_dep=333, m_body=333, m_far=89).migrations, options=("k1", "k2"))
    effects = pounds_by_year(programme(), PlanCase(programme(), late).charges)
    assert (effects[2030][Term.EXTENSIONS], effects[2031][Term.EXTENSIONS]) == (610 + 998, 1_010)


@pytest.mark.parametrize("seed", range(40))
def test_effects_add_up_to_the_terms_of_the_plan(seed: int) -> None:
    portfolio = random_portfolio(seed)
    best = brute_force(portfolio)
    if best is None:
        return
    effects = pounds_by_year(portfolio, PlanCase(portfolio, best.plan).charges)
    summed = {term: sum(shares[term] for shares in effects.values()) for term in Term}
    assert summed == PlanCase(portfolio, best.plan).terms


def test_a_plan_takes_its_cash_terms_from_the_net_present_value() -> None:
    found = case_view(case(costs=(line(300, 3),), benefits=(line(4_000, 2),)), PlanCase(programme(), PLAN))
    # 2030: 2,000 - 100 = 1,900; 2031: 1,900 / 1.1 = 1,727.27; 2032: -100 / 1.21 = -82.64; together 3,544.63.
    assert found.before_pounds == 3_545
    # 610 + 39 in 2030, not discounted: 2,895.63
    assert found.after_pounds == 2_896
    assert (found.taken_pounds(Term.EXTENSIONS), found.taken_pounds(Term.BRIDGES)) == (610, 39)


def test_the_frame_has_a_row_for_every_year_of_case_and_plan() -> None:
    frame = case_view(case(costs=(line(300, 3),), benefits=(line(4_000, 2),)), PlanCase(programme(), PLAN)).frame()
    assert list(frame.index) == ["2030-31", "2031-32", "2032-33"]
    assert frame.loc["2030-31", "net_after_plan"] == 1_900 - 649


def test_the_public_case_has_its_public_totals() -> None:
    found = read_business_case(WHITEHALL)
    totals = {entry.name: entry.pounds for entry in (*found.costs, *found.benefits, *found.alternatives)}
    assert totals == {
        "Five clusters": 900_000_000,
        "Savings": 500_000_000,
        "Efficiencies": 1_300_000_000,
        "Every department on its own": 1_700_000_000,
    }
    assert all(entry.source for entry in (*found.costs, *found.benefits, *found.alternatives))
    assert found.discount_percent == Fraction(7, 2)


MISTAKES = [
    ("base_year = 2023\n", "name is missing: Name of the case."),
    (
        'name = "A"\nbase_yaer = 2023\n',
        'line 2, base_yaer: "base_yaer" is not a key of a business case; did you mean "base_year"?',
    ),
    (
        "[[costs]]\nname = 'A'\npounds = 'x'\nfrom_year = 2023\nyears = 1\n",
        'line 3, costs[1].pounds: "x" is not a whole number',
    ),
    (
        "[[costs]]\nname = 'A'\npounds = 1\nfrom_year = 2023\nyears = 0\n",
        "line 5, costs[1].years: 0 is out of range; write a number from 1 to 200",
    ),
    ("[[costs]]\nname = 'A'\n", "line 1, costs[1]: pounds is missing: The total."),
    ("name = 'A'\nbase_year = 1\ndiscount_percent = 1\n", "there is neither a cost nor a benefit"),
    ("name = ", "line 1: it is not well-formed TOML: "),
    (
        "name = 'A'\nbase_year = 9999999\n",
        "line 2, base_year: 9999999 is out of range; write a number from 1970 to 2199",
    ),
    ("discount_percent = -100\n", "line 1, discount_percent: -100 is out of range; write a number from -50 to 100"),
    (
        "[[costs]]\nyears = 100000000\n",
        "line 2, costs[1].years: 100000000 is out of range; write a number from 1 to 200",
    ),
]


@pytest.mark.parametrize(("text", "message"), MISTAKES, ids=[message[:40] for _, message in MISTAKES])
def test_a_mistake_in_a_case_is_named(tmp_path: Path, text: str, message: str) -> None:
    file = tmp_path / "case.toml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(InputError) as caught:
        read_business_case(file)
    assert any(message in str(finding) for finding in caught.value.findings)
