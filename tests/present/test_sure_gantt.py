"""The Gantt chart of a plan with the risk and the rules that are kept with it: whiskers, flags of rules, and their twins."""

from __future__ import annotations

import csv
import io
import json
import re
from dataclasses import replace
from typing import Any

import pytest
from matplotlib.collections import LineCollection

from planner.plan.plan_case import PlanCase
from planner.present.gantt.bar_tables import csv_text, json_text
from planner.present.gantt.build import bars
from planner.present.gantt.model import CutoverRange, Gantt, Marker, MarkerKind, Row
from planner.present.gantt.page.html import html_page
from planner.present.gantt.page.view import row_view
from planner.present.gantt.printed.legend import marker_handles, range_handles
from planner.present.gantt.printed.page_figures import gantt_figure
from planner.present.gantt.rows.row_table import columns
from planner.present.gantt.words import decide_words, marker_words
from tests.sample import contract, option, plan, portfolio
from tests.sample.surenesses import sureness

JUDGED = portfolio(contracts=(contract("k", exposure_pounds_per_day=100, buyer="dep"),), options=(option("o"),))
"""The sample says: m1 cuts over on days 25, 28 and 45 (P10, P50, P90); the rule of `o` is read on day 15 for day 30."""


def case(*used: str, m1: int = 16, **changes: Any) -> PlanCase:
    made = plan(*used, m1=m1)
    return PlanCase(JUDGED, made, sureness=sureness(JUDGED, made, **changes))


def chart(*used: str, m1: int = 16, **changes: Any) -> Gantt:
    return bars(case(*used, m1=m1, **changes))


def row(gantt: Gantt, id: str) -> Row:
    return next(row for row in gantt.rows if row.id == id)


def flags(gantt: Gantt) -> list[Marker]:
    return [marker for marker in row(gantt, "k").markers if marker.is_flag]


class TestWhiskers:
    def test_a_migration_has_its_p10_p50_and_p90_day(self) -> None:
        gantt = chart("o")
        assert row(gantt, "m1").cutover_range == CutoverRange(first_day=25, middle_day=28, last_day=45)
        assert row(gantt, "m2").cutover_range is None

    def test_the_shown_range_reaches_the_last_of_them(self) -> None:
        late = replace(sureness(JUDGED, plan()).migrations[0], p90_date=JUDGED.date_of(300))
        assert chart("o", migrations=(late,)).until_day > 300 > chart("o").until_day

    def test_the_page_draws_it_with_a_tick_and_says_it(self) -> None:
        gantt = chart("o")
        found = row_view(gantt, row(gantt, "m1"), 0).whisker
        assert found is not None
        assert found.words == "cutover in eight of ten futures: 26 Jan 2030 to 15 Feb 2030; P50 29 Jan 2030"
        places = [float(place.rstrip("%")) for place in (found.x1, found.tick, found.x2)]
        assert places == sorted(places)
        assert len(set(places)) == 3
        page = html_page(gantt)
        assert page.count('<g class="whisker" role="img"') == 1
        assert "with a tick at P50" in page

    def test_a_range_outside_the_shown_days_is_not_drawn(self) -> None:
        gantt = replace(chart("o"), until_day=20)
        assert row_view(gantt, row(gantt, "m1"), 0).whisker is None
        cut = replace(chart("o"), until_day=27)
        found = row_view(cut, row(cut, "m1"), 0).whisker
        assert found is not None
        assert (found.x2, found.tick) == ("100%", "")

    def test_print_has_a_line_two_caps_and_a_tick_for_each(self) -> None:
        figure = gantt_figure(chart("o"))
        (found,) = [one for one in figure.axes[0].collections if isinstance(one, LineCollection)]
        days = [sorted({float(x) for x, _ in stroke}) for stroke in found.get_segments()]
        assert days == [[25.0, 45.0], [25.0], [45.0], [28.0]]

    def test_csv_json_and_the_table_twin_have_the_days(self) -> None:
        gantt = chart("o")
        (line,) = [line for line in csv.DictReader(io.StringIO(csv_text(gantt))) if line["kind"] == "cutover range"]
        assert (line["row"], line["item"], line["label"]) == ("m1", "range", "P50 2030-01-29")
        assert (line["first_date"], line["last_date"], line["days"]) == ("2030-01-26", "2030-02-15", "21")
        rows = {found["row"]: found["cutover_range"] for found in json.loads(json_text(gantt))["rows"]}
        assert rows["m1"] == {"p10_date": "2030-01-26", "p50_date": "2030-01-29", "p90_date": "2030-02-15"}
        assert rows["m2"] is None
        cells = {column.title: column.cell(gantt, row(gantt, "m1")).text for column in columns(gantt)}
        assert [cells[f"Cutover, {name}"] for name in ("P10", "P50", "P90")] == [
            "26 Jan 2030",
            "29 Jan 2030",
            "15 Feb 2030",
        ]


class TestRules:
    def test_the_flag_of_a_purchase_says_unless_when(self) -> None:
        gantt = chart("o")
        (flag,) = flags(gantt)
        # without notice and lead the option is decided on its contract's last day, 30 January 2030
        assert decide_words(gantt, flag) == "decide by 30 Jan 2030 unless off by 31 Jan 2030"
        assert "rule: Extend k unless" in marker_words(gantt, flag)

    def test_bearing_days_is_for_the_case_that_it_is_off(self) -> None:
        gantt = chart()
        (flag,) = flags(gantt)
        assert decide_words(gantt, flag) == "accept by 30 Jan 2030 if off by 31 Jan 2030"

    def test_a_purchase_that_is_never_needed_says_so(self) -> None:
        (rule,) = sureness(JUDGED, plan()).options
        gantt = chart("o", options=(replace(rule, rule="never", level=None, threshold_date=None),))
        (flag,) = flags(gantt)
        assert decide_words(gantt, flag) == "decide by 30 Jan 2030 (not needed)"
        bearing = chart(options=(replace(rule, rule="never", level=None, threshold_date=None),))
        (flag,) = flags(bearing)
        assert decide_words(bearing, flag) == "accept by 30 Jan 2030"

    def test_an_option_that_the_plan_does_without_has_a_flag_on_the_day_of_its_rule(self) -> None:
        gantt = chart(m1=0)
        (flag,) = flags(gantt)
        assert (flag.kind, flag.day, flag.label) == (MarkerKind.RULE, 15, "o")
        assert decide_words(gantt, flag) == "look by 16 Jan 2030 unless off by 31 Jan 2030"
        assert marker_words(gantt, flag).startswith(
            "day to look at an option that the plan does without: 16 Jan 2030, o;"
        )
        page = html_page(gantt)
        assert 'class="decide rule"' in page
        assert "look by 16 Jan 2030 unless off by 31 Jan 2030" in page

    def test_it_is_no_last_day_to_decide(self) -> None:
        gantt = chart(m1=0)
        cells = {column.title: column.cell(gantt, row(gantt, "k")).text for column in columns(gantt)}
        assert cells["Decide by"] == "–"

    def test_one_that_is_never_needed_has_none(self) -> None:
        (rule,) = sureness(JUDGED, plan()).options
        assert flags(chart(m1=0, options=(replace(rule, rule="never", level=None, threshold_date=None),))) == []


def test_the_footnote_says_what_ranges_and_rules_rest_on() -> None:
    said = chart("o", held_still=("ready",)).footnote
    basis = "20,480 sampled futures, seed 1, ranges two-piece; 1 date or length without a range held still"
    assert said.endswith(f" Ranges and rules rest on {basis}.")
    assert "sampled" not in bars(replace(case("o"), sureness=None)).footnote


class TestFacts:
    def test_a_contract_tells_its_p80_and_its_chance(self) -> None:
        facts = {fact.label: fact.text for fact in row(chart("o"), "k").facts}
        assert facts["Needed until, P80"] == "Sun 10 Feb 2030"  # day 40
        assert facts["Chance of days without cover"] == "25 %"

    def test_a_migration_tells_its_range(self) -> None:
        facts = {fact.label: fact.text for fact in row(chart("o"), "m1").facts}
        assert facts["Cutover in eight of ten futures"] == "Sat 26 Jan 2030 to Fri 15 Feb 2030, P50 Tue 29 Jan 2030"


def test_a_plan_nobody_asked_about_has_none_of_it() -> None:
    gantt = bars(replace(case("o"), sureness=None))
    page = html_page(gantt)
    assert not gantt.has_ranges
    assert not gantt.has_rules
    assert "P50" not in page
    assert not re.search(r"unless off by|look by", page)
    assert not any(column.title.startswith("Cutover, P") for column in columns(gantt))
    assert range_handles(gantt) == []


@pytest.mark.parametrize(("m1", "shown"), [(0, True), (16, False)])
def test_the_legend_of_print_explains_what_the_chart_has(m1: int, shown: bool) -> None:
    labels = [handle.get_label() for handle in marker_handles(chart(m1=m1))]
    assert ("day to look at an option that the plan does without" in labels) == shown
    assert len(range_handles(chart(m1=m1))) == 1
