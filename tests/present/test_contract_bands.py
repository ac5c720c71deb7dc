"""Migrations stand under the contract they release, and every row tells what it waits for and its acting day."""

from __future__ import annotations

from dataclasses import replace

import pytest

from planner.domain.contracts import Notice
from planner.domain.migrations import Precedence, PrecedenceKind
from planner.plan.plan_case import PlanCase
from planner.present.gantt.build import bars
from planner.present.gantt.model import Gantt, MarkerKind, RowKind
from planner.present.gantt.rows.row_order import bands
from planner.present.gantt.words import decide_words, key_words, marker_words
from tests.present.charts import chart, row_of
from tests.sample import contract, many, option, plan, portfolio


@pytest.fixture(scope="module")
def gantt() -> Gantt:
    return bars(PlanCase(*many(12)))


def test_a_migration_follows_the_contract_it_stands_under(gantt: Gantt) -> None:
    for head, *below in bands(gantt.rows):
        assert head.under is None
        assert all(row.under == head.id and row.kind is RowKind.MIGRATION for row in below)


def test_every_migration_of_the_cluster_of_its_contract_stands_under_it(gantt: Gantt) -> None:
    # migration m3 releases k3, which it shares with nobody, and s3; k3 ends first: 31 Oct 2027 + 15 months against Mar 2029
    assert row_of(gantt, "m3").under == "k3"
    assert row_of(gantt, "m3").place.department == row_of(gantt, "k3").place.department


def test_a_migration_stands_under_no_contract_of_another_cluster() -> None:
    base = portfolio()
    other = replace(base.clusters[0], id="elsewhere", name="Elsewhere")
    moved = replace(
        base,
        clusters=(*base.clusters, other),
        migrations=tuple(replace(one, cluster="elsewhere") for one in base.migrations),
        organisations=tuple(replace(one, cluster=base.clusters[0].id) for one in base.organisations),
    )
    assert row_of(bars(PlanCase(moved, plan(m1=0))), "m1").under is None


def test_titles_carry_the_organisation_once(gantt: Gantt) -> None:
    for row in gantt.rows:
        if row.kind is not RowKind.MILESTONE:
            assert row.title.count(row.organisation) == 1
    named = replace(row_of(gantt, "k1"), name=f"{row_of(gantt, 'k1').organisation}: payroll")
    assert named.title == named.name


def test_covered_until_is_the_last_day_covered() -> None:
    gantt = chart()
    # the contract is in force to day 29, 30 January 2030
    assert key_words(gantt, row_of(gantt, "k")) == "30 Jan 2030"
    facts = {fact.label: fact.text for fact in row_of(gantt, "k").facts}
    assert facts["Covered until"] == "Wed 30 Jan 2030"
    # needed for 15 days from day 0: the last of them is day 14, 15 January
    assert facts["Needed until"] == "Tue 15 Jan 2030"


def test_a_link_leads_from_the_end_of_the_predecessor_to_the_start_of_the_successor() -> None:
    ties = (Precedence(predecessor="m1", successor="m2", kind=PrecedenceKind.FINISH_START, lag_days=3),)
    case = PlanCase(portfolio(precedences=ties), plan(m1=0, m2=40))
    finish = case.schedule.migrations["m1"].finish_day
    found = [link for link in bars(case).links if not link.releases]
    assert [(one.predecessor, one.successor, one.from_day, one.to_day) for one in found] == [("m1", "m2", finish, 40)]
    assert found[0].words == "FS, 3 days later"


@pytest.mark.parametrize(
    ("kind", "days"),
    [
        # m1 starts on day 0, cuts over on day 12, finishes on day 17; m2 40 days later
        (PrecedenceKind.CUTOVER_START, (12, 40)),
        (PrecedenceKind.START_CUTOVER, (0, 52)),
        (PrecedenceKind.FINISH_CUTOVER, (17, 52)),
        (PrecedenceKind.CUTOVER_FINISH, (12, 57)),
    ],
)
def test_a_link_leads_from_anchor_to_anchor(kind: PrecedenceKind, days: tuple[int, int]) -> None:
    ties = (Precedence(predecessor="m1", successor="m2", kind=kind),)
    (found,) = [one for one in bars(PlanCase(portfolio(precedences=ties), plan(m1=0, m2=40))).links if not one.releases]
    assert (found.from_day, found.to_day) == days
    assert found.words == kind.value


def test_a_migration_is_linked_with_each_contract_it_releases(gantt: Gantt) -> None:
    released = {(link.predecessor, link.successor) for link in gantt.links if link.releases}
    assert {("m3", "k3"), ("m3", "s3"), ("m1", "k1")} <= released


def test_the_acting_day_of_a_row_is_the_first_of_the_register() -> None:
    case = PlanCase(*many(12))
    gantt = bars(case)
    for row in gantt.rows:
        days = [case.portfolio.day_of(act.acting_date) for act in case.acts if act.contract == row.id]
        assert row.act_day == min(days, default=None) or row.kind is not RowKind.CONTRACT


def test_the_flag_of_a_decision_stands_on_its_last_day_and_tells_the_working_day_to_act() -> None:
    # 10 days of notice and no lead before Wednesday 30 January 2030 end on Sunday 20 January (day 19): act on Friday 18
    base = portfolio(contracts=(contract("k", notice=Notice(10)),), options=(option("o1"),))
    gantt = bars(PlanCase(base, plan("o1", m1=50)))
    (marker,) = [marker for marker in row_of(gantt, "k").markers if marker.kind is MarkerKind.DECISION]
    assert (marker.day, marker.act_day) == (19, 17)
    assert decide_words(gantt, marker) == "decide by 18 Jan 2030"
    assert marker_words(gantt, marker).startswith("last day to decide: 20 Jan 2030; act by 18 Jan 2030, o1")


def test_a_decision_is_urgent_only_inside_the_alert_window() -> None:
    base = portfolio(options=(option("o1"),))
    case = PlanCase(base, plan("o1", m1=50))
    (marker,) = [
        marker for marker in row_of(bars(case), "k").markers if marker.kind is MarkerKind.DECISION and marker.settled
    ]
    days = int(marker.act_day or 0)
    for window, urgent in ((days, True), (days - 1, False)):
        policy = replace(base.policy, alert_window_days=window)
        again = bars(PlanCase(replace(base, policy=policy), plan("o1", m1=50)))
        assert [
            one.urgent for one in row_of(again, "k").markers if one.verb == "decide" and one.kind == marker.kind
        ] == [urgent]
