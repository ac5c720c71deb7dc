"""A chart compared with another plan tells where each row stood and how far it moved."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from planner.plan.plan_case import PlanCase
from planner.plan.plan_file.document import document_of
from planner.present import write_gantt
from planner.present.gantt.baseline import baseline_of, baseline_of_document
from planner.present.gantt.build import bars
from planner.present.gantt.files import gantt_content
from planner.present.gantt.model import MarkerKind
from planner.present.gantt.page.html import html_page
from planner.present.gantt.printed.page_figures import gantt_figure
from planner.present.gantt.words import moved_words
from tests.present.charts import row_of
from tests.sample import many, plan, portfolio, profile

EARLIER = PlanCase(portfolio(), plan(m1=0))
LATER = PlanCase(portfolio(), plan(m1=76))


def test_a_migration_tells_how_many_days_later_it_cuts_over() -> None:
    row = row_of(bars(LATER, baseline_of(EARLIER, "agreed")), "m1")
    assert row.before is not None
    assert row.before.moved_days == 76
    assert row.before.from_day == 0
    assert moved_words(row) == "+76 d"
    assert moved_words(row_of(bars(EARLIER, baseline_of(LATER, "agreed")), "m1")) == "−76 d"


def test_a_baseline_of_an_older_status_date_keeps_its_dates() -> None:
    older = replace(portfolio(), status_date=portfolio().status_date - timedelta(days=10))
    # start day 10 of a plan made ten days earlier is day 0 of today
    row = row_of(bars(LATER, baseline_of(PlanCase(older, plan(m1=10)), "agreed")), "m1")
    assert row.before is not None
    assert (row.before.from_day, row.before.moved_days) == (0, 76)


def test_a_plan_file_as_a_baseline_keeps_the_dates_it_states() -> None:
    document = document_of(EARLIER.portfolio, EARLIER.plan)
    first, *others = document.migrations
    assert first.migration == "m1"
    moved = replace(first, cutover_date=first.cutover_date + timedelta(days=6))
    stated = baseline_of_document(LATER.portfolio, replace(document, migrations=(moved, *others)), "agreed.json")
    row = row_of(bars(LATER, stated), "m1")
    assert row.before is not None
    assert row.before.moved_days == 70


def test_a_row_that_stands_where_it_stood_has_no_outline() -> None:
    row = row_of(bars(EARLIER, baseline_of(EARLIER, "agreed")), "m1")
    assert row.before is not None
    assert row.before.unchanged
    assert 'class="before"' not in html_page(bars(EARLIER, baseline_of(EARLIER, "agreed"))).split("<aside")[0]
    # a migration that starts elsewhere and cuts over on the same day, in another mode say, keeps its outline
    document = document_of(EARLIER.portfolio, EARLIER.plan)
    first, *others = document.migrations
    longer = replace(first, start_date=first.start_date - timedelta(days=9))
    stated = baseline_of_document(EARLIER.portfolio, replace(document, migrations=(longer, *others)), "agreed.json")
    shifted = row_of(bars(EARLIER, stated), "m1").before
    assert shifted is not None
    assert (shifted.moved_days, shifted.unchanged) == (0, False)


def test_a_row_the_baseline_does_not_know_has_no_outline() -> None:
    unknown = baseline_of(PlanCase(replace(portfolio(), migrations=()), plan()), "agreed")
    assert row_of(bars(LATER, unknown), "m1").before is None


def test_page_and_picture_show_the_outline_and_how_far_it_moved() -> None:
    gantt = bars(LATER, baseline_of(EARLIER, "agreed"))
    page = html_page(gantt)
    assert 'class="before"' in page.split("<aside")[0]
    assert ">+76 d<" in page
    assert "compared with agreed" in page
    assert "+76 d" in [text.get_text() for text in gantt_figure(gantt).axes[0].texts]


def test_without_a_baseline_nothing_speaks_of_one() -> None:
    page = html_page(bars(LATER))
    assert 'class="before"' not in page
    assert "compared with" not in page


def test_the_marking_stands_on_page_and_pictures(tmp_path: Path) -> None:
    gantt = replace(bars(PlanCase(*many(4))), marking='OFFICIAL-SENSITIVE "A"')
    page = html_page(gantt)
    assert page.split("<header>")[0].count("OFFICIAL-SENSITIVE") >= 1
    assert page.split("<footer>")[1].count("OFFICIAL-SENSITIVE") == 1
    # every sheet of paper: the margin boxes of the page, where only letters, digits and spaces stand unescaped
    assert page.count('"OFFICIAL\\00002d SENSITIVE \\000022 A\\000022 "') == 2
    texts = [text.get_text() for text in gantt_figure(gantt).texts]
    assert texts.count(gantt.marking) == 2


def test_a_file_with_a_baseline_is_written(tmp_path: Path) -> None:
    file = write_gantt(LATER, tmp_path / "chart.csv", baseline=baseline_of(EARLIER, "agreed"))
    assert ",76," in file.read_text(encoding="utf-8")


@pytest.mark.parametrize("suffix", [".html", ".svg", ".csv"])
def test_a_migration_of_no_days_is_its_cutover_alone(suffix: str) -> None:
    moment = profile(build=0, cutover=0, after=0, legacy=0)
    case = PlanCase(portfolio(profiles=(moment,)), plan(m1=5, m2=9))
    baseline = baseline_of(PlanCase(case.portfolio, plan(m1=0, m2=9)), "agreed")
    row = row_of(bars(case, baseline), "m1")
    assert row.bars == ()
    assert [(marker.kind, marker.day) for marker in row.markers] == [(MarkerKind.CUTOVER, 5)]
    # in force to day 29, and needed until its cutover on day 5: the last day needed is day 4, 5 January
    assert case.schedule.contracts["k"].needed_until_day == 5
    moved = {".html": "+5 d", ".svg": "<svg", ".csv": "m1,migration"}[suffix]
    assert moved in gantt_content(case, f"chart{suffix}", baseline=baseline).decode()
