"""What a report says where the risk and the rules of its plan are kept with it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from planner.plan.plan_case import PlanCase
from planner.present.report.board.certainty import certainty_of
from planner.present.report.board.figures import NOT_MEASURED, OF_ALL, SAME, figures_of
from planner.present.report.board.ranges import kept_ranges
from planner.present.report.board.view import whole_view
from planner.present.report.page.files import ReportOptions, page_text
from planner.present.report.veil.circle import circle_of
from planner.present.report.veil.department import department_names, veiled_case
from tests.present.report.test_department import CASE, DEPARTMENTS, WHITEHALL, others_in
from tests.sample import contract, option, plan, portfolio
from tests.sample.surenesses import a_range, sureness


def case(**changes: object) -> PlanCase:
    judged = portfolio(contracts=(contract("k", exposure_pounds_per_day=100, buyer="dep"),), options=(option("o"),))
    made = plan("o", m1=16)
    return PlanCase(judged, made, sureness=sureness(judged, made, **changes))


def told(found: PlanCase) -> tuple[str, ...]:
    view = whole_view(found)
    return tuple(figure.interval for figure in figures_of(view, kept_ranges(found)))


def test_each_number_has_its_mean_its_interval_and_the_range_of_eight_futures_in_ten() -> None:
    # the sample: exposure 400 with an error of 4, between a half and seven quarters of it; extensions 600
    assert told(case()) == (
        "Expected: £400 ± £4; in eight of ten futures £200 to £700 (20,480 futures).",
        "Expected: £600 ± £6; in eight of ten futures £300 to £1,050 (20,480 futures).",
        SAME,
    )


def test_a_stress_case_says_so_beside_each_number() -> None:
    bare, commit, _ = told(case(outside_view=True))
    for text in (bare, commit, certainty_of(whole_view(case(outside_view=True)))):
        assert "stress case: past public slips, not the portfolio's own ranges" in text


def test_what_is_the_same_in_every_future_has_no_range() -> None:
    flat = replace(a_range(400.0), error=0.0, p10=400.0, p90=400.0)
    assert told(case(exposure=flat))[0] == "Expected: £400 ± £0 (20,480 futures)."


def test_rules_alone_measure_no_number() -> None:
    rules = case(cost=None, extensions=None, exposure=None, uncovered_contracts=None, contracts=(), migrations=())
    assert kept_ranges(rules) is None
    assert told(rules) == (NOT_MEASURED,) * 3


def test_how_sure_tells_the_cost_over_all_futures_and_what_it_rests_on() -> None:
    text = certainty_of(whole_view(case(held_still=("ready", "p build"))))
    assert (
        "Over all sampled futures it costs £1,000 on average, and £1,500 or less in eight of ten (20,480 sampled futures, "
        "seed 1, ranges two-piece; 2 dates and lengths without a range held still)." in text
    )
    assert "futures" not in certainty_of(whole_view(replace(case(), sureness=None)))


def test_register_rules_and_contracts_say_it() -> None:
    page = page_text(case(), ReportOptions())
    # the rule of the sample: P80 and day 30, 31 January 2030; P80 of the need on day 40
    assert "Rule: extend unless off by 31 Jan 2030 (P80); today: extend" in page
    assert '<h2 id="h-rules">Rules of options</h2>' in page
    assert "Yes, unless off by 31 Jan 2030 (P80)" in page
    assert "10 Feb 2030</span>" in page
    assert '<span class="small under">25 %</span>' in page
    # the cutover of m1 on days 25, 28 and 45
    assert "<title>cutover in eight of ten futures: 26 Jan 2030 to 15 Feb 2030; P50 29 Jan 2030</title>" in page
    assert "with a tick at P50" in page


def test_an_option_that_is_never_needed_is_marked_and_not_dropped() -> None:
    (rule,) = sureness(case().portfolio, case().plan).options
    never = replace(rule, rule="never", level=None, threshold_date=None, price_ceiling_today_pounds=0)
    page = page_text(case(options=(never,)), ReportOptions())
    # on the first sheet, where other rules are not told, and in the register
    assert page.count("Rule: o is not needed, in no draw worth its price") == 2
    assert "buy:o" in page
    page = page_text(case(options=(replace(never, price_ceiling_today_pounds=5),)), ReportOptions())
    assert "Rule: o is not needed, never worth its price on what can be known by then" in page


def test_without_them_the_page_has_none_of_it() -> None:
    page = page_text(replace(case(), sureness=None), ReportOptions())
    for words in ("Rules of options", "Rule: ", "sampled futures", "P80"):
        assert words not in page
    assert NOT_MEASURED in page


@pytest.mark.parametrize("department", DEPARTMENTS[::6])
def test_no_file_of_a_department_names_anybody_else(department: str) -> None:
    kept = sureness(WHITEHALL, CASE.plan)
    (rule,), names = kept.options, " and ".join(one.name for one in WHITEHALL.organisations[:40])
    rules = tuple(
        replace(rule, option=one.id, contract=one.contract, sentence=f"Extend {one.contract}: with it come {names}.")
        for one in WHITEHALL.options
    )
    rows = tuple(replace(kept.contracts[0], contract=one.id) for one in WHITEHALL.contracts)
    known = replace(CASE, sureness=replace(kept, options=rules, contracts=rows))
    page = page_text(known, ReportOptions(department=department))
    circle = circle_of(WHITEHALL, department)
    assert others_in(page, WHITEHALL, circle) == []
    seen = veiled_case(known, department_names(department, known)).sureness
    assert seen is not None
    assert {row.contract for row in seen.contracts} == circle.contracts
    # 400 is the mean exposure of each contract in the sample
    leaving = [id for id in circle.contracts if not CASE.schedule.contracts[id].no_route]
    assert f"Expected: £{400 * len(leaving):,} (20,480 futures)." in page
    assert OF_ALL in page
    assert "£1,000 on average" not in page
