"""What a plan costs, term by term, with figures worked by hand."""

from __future__ import annotations

from dataclasses import replace

from planner.domain.contracts import Contract, Criticality
from planner.domain.migrations import Group, Mode
from planner.domain.organisations import Commitment, Organisation
from planner.domain.rules import Term
from planner.plan.entries import Plan, PlannedMigration
from planner.plan.ledger import exposure_price
from planner.plan.measures import extension_pounds_by_financial_year, idle_cover_days
from planner.plan.plan_case import PlanCase
from planner.plan.schedule import schedule_of
from tests.sample import day, migration, option, plan, portfolio, profile


def test_a_plan_in_time_costs_nothing() -> None:
    # start 15, cutover 27, legacy until 30 = covered until
    assert PlanCase(portfolio(), plan(m1=15)).pounds == 0


def test_every_term_is_reported_even_when_zero() -> None:
    assert tuple(PlanCase(portfolio(), plan()).terms) == tuple(Term)


def test_a_day_late_costs_one_day_of_exposure() -> None:
    # needed until 31, covered until 30
    assert PlanCase(portfolio(), plan(m1=16)).terms[Term.EXPOSURE] == 100


def test_an_option_used_costs_its_whole_length() -> None:
    # days 30 to 89 at a pound a day
    found = PlanCase(portfolio(options=(option("o"),)), plan("o", m1=16)).terms
    assert (found[Term.EXPOSURE], found[Term.EXTENSIONS]) == (0, 60)


def test_an_option_that_can_end_early_costs_the_days_needed() -> None:
    early = option("o", minimum_commitment_days=7, fee_pounds=50)
    # needed until 31 is one day, but seven are the least; needed until 45 is fifteen days
    assert PlanCase(portfolio(options=(early,)), plan("o", m1=16)).terms[Term.EXTENSIONS] == 50 + 7
    assert PlanCase(portfolio(options=(early,)), plan("o", m1=30)).terms[Term.EXTENSIONS] == 50 + 15


def test_idle_cover_counts_only_days_bought() -> None:
    bought = portfolio(options=(option("o"),))
    # without an option: 15 spare days, none bought; with it 30 + 60 covered, needed until 31 leaves 59
    assert idle_cover_days(schedule_of(bought, plan(m1=0))) == 0
    assert idle_cover_days(schedule_of(bought, plan("o", m1=16))) == 59
    assert idle_cover_days(schedule_of(bought, plan("o", m1=0))) == 60


def test_modes_cost_their_extra() -> None:
    faster = portfolio(
        profiles=(profile(), profile("fast", build=4)),
        modes=(Mode(migration="m1", id="fast", profile="fast", extra_pounds=70),),
    )
    entries = (
        PlannedMigration(migration="m1", start_day=20, mode="fast"),
        PlannedMigration(migration="m2", start_day=0),
    )
    # cutover 26, legacy until 29
    assert PlanCase(faster, Plan(migrations=entries)).terms == {**dict.fromkeys(Term, 0), Term.MODES: 70}


def test_a_split_group_pays_for_the_days_between_its_cutovers() -> None:
    split = portfolio(groups=(Group(id="g", migrations=("m1", "m2"), bridge_pounds_per_day=9),))
    assert PlanCase(split, plan(m1=3, m2=8)).terms[Term.BRIDGES] == 45


def test_delay_counts_from_the_due_date() -> None:
    late = portfolio(migrations=(migration("m1", due_date=day(10), benefit_pounds_per_day=5), migration("m2")))
    # cutover 12 is two days after day 10
    assert PlanCase(late, plan()).terms[Term.DELAY] == 10


def test_delay_counts_from_the_status_date_where_no_due_date_is_stated() -> None:
    late = portfolio(migrations=(migration("m1", benefit_pounds_per_day=5), migration("m2")))
    assert PlanCase(late, plan()).terms[Term.DELAY] == 60


def test_running_cost_counts_from_the_status_date_to_the_cutover() -> None:
    running = portfolio(migrations=(migration("m1", due_date=day(99), running_pounds_per_day=2), migration("m2")))
    assert PlanCase(running, plan(m1=8)).terms[Term.DELAY] == 40


def test_contracts_nobody_can_leave_are_priced_apart() -> None:
    declined = Organisation(id="body", name="Body", commitment=Commitment.DECLINED)
    contract = Contract(id="n", name="N", expiry_date=day(389), organisations=("body",), exposure_pounds_per_day=3)
    stranded = replace(portfolio(), organisations=(portfolio().organisation_by_id["dep"], declined))
    stranded = replace(stranded, contracts=(*stranded.contracts, contract))
    # covered until 390, needed until the horizon 400
    assert PlanCase(stranded, plan()).terms == {**dict.fromkeys(Term, 0), Term.NO_ROUTE: 30}


def test_the_price_of_exposure_comes_from_policy_where_none_is_stated() -> None:
    contract = Contract(id="n", name="N", expiry_date=day(0), criticality=Criticality.HIGH)
    assert exposure_price(portfolio(), contract) == 20_000


def test_a_stated_price_of_zero_is_not_replaced_by_policy() -> None:
    contract = Contract(id="n", name="N", expiry_date=day(0), exposure_pounds_per_day=0)
    assert exposure_price(portfolio(), contract) == 0


def test_extension_pounds_are_shared_over_financial_years() -> None:
    # days 30 to 89 are 31 January to 31 March: all in the financial year 2029; days 90 to 119 in 2030
    two = portfolio(options=(option("o"), option("q", sequence=2, fee_pounds=10)))
    schedule = schedule_of(two, plan("o", "q", m1=100))
    assert extension_pounds_by_financial_year(two, schedule) == {2029: 60, 2030: 40}


def test_measures_are_named() -> None:
    found = PlanCase(portfolio(), plan(m1=16, m2=40)).measures
    assert found == {
        "uncovered days": 1,
        "idle cover days": 0,
        "last cutover day": 52,
        "extensions used": 0,
        "contracts exposed": 1,
        "sum of cutover days": 28 + 52,
        "exposure if nobody acts": 100,
    }
