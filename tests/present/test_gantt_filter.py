"""Charts of some clusters, departments or flags only."""

from __future__ import annotations

import pytest

from planner.errors import SettingsError
from planner.plan.plan_case import PlanCase
from planner.present.gantt.build import bars
from planner.present.gantt.model import Gantt, RowKind
from planner.present.gantt.selection import select
from tests.sample import many


@pytest.fixture(scope="module")
def gantt() -> Gantt:
    return bars(PlanCase(*many(20)))


def test_nothing_selected_is_everything(gantt: Gantt) -> None:
    assert select(gantt) == gantt


def test_a_cluster_keeps_its_rows_and_milestones(gantt: Gantt) -> None:
    kept = select(gantt, clusters=["north"]).rows
    assert kept == tuple(row for row in gantt.rows if "north" in row.place.clusters)
    assert any(row.kind is RowKind.MILESTONE for row in kept)


def test_a_department_keeps_the_shared_contracts_that_serve_it(gantt: Gantt) -> None:
    kept = {row.id for row in select(gantt, departments=["d3"]).rows if row.kind is not RowKind.MILESTONE}
    assert kept == {"k3", "s3", "m3"}


def test_a_flag_keeps_rows_that_carry_it(gantt: Gantt) -> None:
    kept = select(gantt, flags=["exposed"]).rows
    assert {row.flag.flag for row in kept if row.kind is not RowKind.MILESTONE} == {"exposed"}


def test_filters_narrow_each_other(gantt: Gantt) -> None:
    both = select(gantt, clusters=["north"], flags=["clear"]).rows
    one = select(select(gantt, clusters=["north"]), flags=["clear"]).rows
    assert both == one


def test_a_misspelt_name_is_an_error_with_the_nearest_name(gantt: Gantt) -> None:
    with pytest.raises(SettingsError, match="no cluster 'nroth' in the chart; did you mean 'north'"):
        select(gantt, clusters=["nroth"])


def test_a_flag_that_no_row_carries_is_an_empty_chart_not_an_error(gantt: Gantt) -> None:
    clear = select(gantt, flags=["clear"])
    assert select(clear, flags=["exposed"]).rows == ()


def test_a_narrowed_chart_ends_soon_after_the_last_of_its_rows() -> None:
    whole = bars(PlanCase(*many(12)))
    narrowed = select(whole, clusters=["north"])
    last = max(max((bar.until_day for bar in row.bars), default=0) for row in narrowed.rows)
    assert narrowed.from_day == whole.from_day
    assert narrowed.until_day <= whole.until_day
    # two weeks of air and at most the rest of a month, or the end of the whole chart
    assert narrowed.until_day == whole.until_day or last + 14 <= narrowed.until_day <= last + 14 + 31
    assert select(whole) == whole
