"""Bars tile the days of a contract, and their prices add up to the terms of the plan."""

from __future__ import annotations

from itertools import pairwise

import pytest

from planner.domain.portfolio import Portfolio
from planner.domain.provenance import Basis, Provenance
from planner.domain.rules import Term
from planner.plan.entries import Plan
from planner.plan.plan_case import PlanCase
from planner.plan.schedule import Schedule, schedule_of
from planner.present.gantt.build import bars
from planner.present.gantt.model import BarKind, Gantt, MarkerKind, RowKind
from tests.present.charts import chart, periods, row_of, spans
from tests.sample import day, many, migration, option, plan, portfolio


class TestContract:
    def test_need_beyond_the_expiry_is_uncovered(self) -> None:
        # start 40: cutover on 52, needed until 55; in force to day 29, so 25 days from day 30 are uncovered
        row = row_of(chart(start=40), "k")
        assert spans(row)[-1] == ("uncovered", 30, 55)
        # 25 days at 100 a day
        assert row.bars[-1].pounds == 2500

    def test_cover_beyond_the_need_is_idle(self) -> None:
        # needed until day 15, in force to day 29
        row = row_of(chart(), "k")
        assert spans(row)[-2:] == [("in force", row.bars[0].from_day, 15), ("idle cover", 15, 30)]

    def test_an_option_extends_and_its_rest_is_idle(self) -> None:
        # option o1 runs to day 89; needed until 55: extended 30 to 55, idle 55 to 90
        row = row_of(chart("o1", start=40, options=(option("o1"),)), "k")
        assert spans(row)[1:] == [("extended", 30, 55), ("idle cover", 55, 90)]
        # the price, 60 days at a pound a day, stands once
        assert [bar.pounds for bar in row.bars] == [None, 60, None]

    def test_an_option_nobody_needs_is_idle_as_a_whole(self) -> None:
        row = row_of(chart("o1", options=(option("o1"),)), "k")
        assert spans(row)[1:] == [("idle cover", 15, 30), ("idle cover", 30, 90)]
        assert row.bars[-1].option == "o1"

    def test_a_contract_that_expired_long_ago_keeps_its_last_day(self) -> None:
        from planner.domain.contracts import Contract

        expired = Contract(id="k", name="K", expiry_date=day(-2000), exposure_pounds_per_day=1)
        row = row_of(chart(contracts=(expired,)), "k")
        # needed until day 15: uncovered from day -1999
        assert spans(row) == [("in force", -2000, -1999), ("uncovered", -1999, 15)]

    def test_without_a_route_it_is_needed_until_the_horizon(self) -> None:
        gantt = chart(migrations=(migration("m1"), migration("m2")))
        assert spans(row_of(gantt, "k"))[-1] == ("uncovered", 30, 400)
        assert gantt.until_day < 400

    def test_markers_of_a_used_option_are_settled_and_of_the_next_are_not(self) -> None:
        options = (option("o1"), option("o2", sequence=2))
        row = row_of(chart("o1", start=40, options=options), "k")
        decisions = {marker.label: marker.settled for marker in row.markers if marker.kind is MarkerKind.DECISION}
        assert decisions == {"o1": True, "o2 (not used)": False}


class TestMigration:
    def test_phases_follow_each_other_and_the_legacy_need_follows_the_cutover(self) -> None:
        row = row_of(chart(start=5), "m1")
        assert spans(row) == [
            ("phase", 5, 15),
            ("phase", 15, 17),
            ("after cutover", 17, 22),
            ("legacy needed", 17, 20),
        ]
        assert [(m.kind, m.day) for m in row.markers] == [(MarkerKind.CUTOVER, 17)]

    def test_it_carries_the_gravest_flag_of_the_contracts_it_releases(self) -> None:
        portfolio_, plan_ = many(12)
        gantt = bars(PlanCase(portfolio_, plan_))
        flags = {flagged.contract: flagged.flag for flagged in PlanCase(portfolio_, plan_).flags}
        for row in gantt.rows:
            if row.kind is RowKind.MIGRATION:
                released = [flags[id] for id in portfolio_.migration_by_id[row.id].releases]
                assert row.flag.flag is max(released, key=lambda flag: flag.gravity)


Case = tuple[Portfolio, Plan, Schedule, Gantt]


@pytest.fixture(scope="module")
def case() -> Case:
    """Portfolio, plan, schedule and chart of about fifty rows."""
    portfolio_, plan_ = many(20)
    return portfolio_, plan_, schedule_of(portfolio_, plan_), bars(PlanCase(portfolio_, plan_))


class TestWholeChart:
    def test_the_bars_of_every_contract_tile_its_days(self, case: Case) -> None:
        _, _, schedule, gantt = case
        for cover in schedule.contracts.values():
            tiles = periods(row_of(gantt, cover.contract.id))
            assert all(bar.days > 0 for bar in tiles)
            assert all(one.until_day == other.from_day for one, other in pairwise(tiles))
            assert tiles[0].from_day == gantt.from_day
            assert tiles[-1].until_day == max(cover.covered_until_day, cover.needed_until_day)

    def test_every_used_option_has_a_bar(self, case: Case) -> None:
        _, plan_, _, gantt = case
        assert {bar.option for row in gantt.rows for bar in row.bars if bar.option} == set(plan_.options)

    def test_uncovered_and_idle_bars_are_as_long_as_the_schedule_says(self, case: Case) -> None:
        _, _, schedule, gantt = case
        for cover in schedule.contracts.values():
            row = row_of(gantt, cover.contract.id)
            assert row.days_of(BarKind.UNCOVERED) == cover.uncovered_days
            assert row.days_of(BarKind.IDLE) == cover.idle_days

    def test_the_prices_of_the_bars_add_up_to_the_terms(self, case: Case) -> None:
        portfolio_, plan_, _, gantt = case
        cost = PlanCase(portfolio_, plan_).terms
        paid = sum(row.pounds or 0 for row in gantt.rows)
        assert paid == cost[Term.EXPOSURE] + cost[Term.EXTENSIONS] + cost[Term.NO_ROUTE]

    def test_every_contract_and_planned_migration_has_one_row(self, case: Case) -> None:
        _, _, schedule, gantt = case
        ids = [row.id for row in gantt.rows if row.kind is not RowKind.MILESTONE]
        assert sorted(ids) == sorted([*schedule.contracts, *schedule.migrations])

    def test_rows_of_a_cluster_and_of_a_department_stand_together(self, case: Case) -> None:
        *_, gantt = case
        headings = [(row.place.cluster, row.place.department) for row in gantt.rows]
        runs = [heading for place, heading in enumerate(headings) if place == 0 or headings[place - 1] != heading]
        assert len(runs) == len(set(runs))


def test_a_shared_contract_concerns_every_department_it_serves() -> None:
    from planner.domain.contracts import Contract
    from planner.domain.organisations import Organisation

    shared = Contract(id="k", name="K", expiry_date=day(29), buyer="dep", organisations=("dep", "other"))
    organisations = (Organisation(id="dep", name="D"), Organisation(id="other", name="O"))
    row = row_of(chart(contracts=(shared,), organisations=organisations), "k")
    assert row.place.department == "dep"
    assert row.place.departments == ("dep", "other")


def test_provenance_reaches_the_row() -> None:
    from dataclasses import replace

    origin = Provenance(source="notice 7", basis=Basis.PUBLIC)
    base = portfolio()
    sourced = replace(base, contracts=(replace(base.contracts[0], provenance=origin),))
    assert row_of(bars(PlanCase(sourced, plan())), "k").provenance == origin
