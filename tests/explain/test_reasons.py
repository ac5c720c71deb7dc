"""The explanations that are kept with a plan stand wherever the plan is shown, and are its explanations."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import date
from pathlib import Path
from xml.etree import ElementTree

import pytest
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from planner.errors import SettingsError
from planner.explain import explain
from planner.explain.reasons import reasons_of
from planner.explain.records import Category
from planner.plan import read_plan, write_plan
from planner.plan.flagging.records import Flag
from planner.plan.plan_case import PlanCase
from planner.plan.reasons import Reasons
from planner.plan.sure_words import told_reasons
from planner.present.charts.ladder import ladder_svg, step_ends
from planner.present.charts.ladder_chart import draw_ladder, ladder_picture
from planner.present.charts.ladder_styles import CATEGORY_FILLS
from planner.present.gantt.build import bars
from planner.present.gantt.page.html import html_page
from planner.present.report.page.files import ReportOptions, page_text
from planner.present.report.veil.circle import circle_of
from tests.explain.texts import whitehall
from tests.present.report.test_department import others_in
from tests.sample.surenesses import sureness


@pytest.fixture(scope="module")
def case() -> PlanCase:
    found = whitehall()
    return replace(found, reasons=reasons_of(found, ("DHSC-MS", "ISSC2-HO", "BC-SAP", "DCMS-ITRENT", "HMT-ORACLE")))


def test_the_reasons_are_the_explanations(case: PlanCase) -> None:
    assert case.reasons is not None
    for reason in case.reasons.contracts:
        (told,) = explain(case, reason.contract).told
        assert reason.text == told.text
        assert [stretch.days for stretch in reason.ladder] == [part.days for part in told.explanation.segments]
        assert reason.late_days == told.explanation.late_days


def test_the_register_says_the_cause_in_place_of_the_sentence_of_the_flag(case: PlanCase) -> None:
    assert case.reasons is not None
    for act in case.acts:
        reason = case.reasons.by_contract.get(act.contract or "")
        if reason is not None and reason.cause is not None:
            assert act.why == reason.cause == reason.sentences[1].text
    assert {act.contract for act in case.acts} >= {"DHSC-MS", "ISSC2-HO", "BC-SAP", "DCMS-ITRENT"}


def test_where_no_record_is_the_cause_the_register_says_who_has_no_way_off(case: PlanCase) -> None:
    (first, *_) = (act for act in case.acts if act.contract == "BC-SAP")
    assert "no way off it" in first.why


def test_a_contract_that_is_clear_has_no_reason() -> None:
    found = whitehall()
    clear = [flag.contract for flag in found.flags if flag.flag is Flag.CLEAR]
    assert clear
    assert reasons_of(found, clear) == Reasons()


def test_reasons_are_read_back_with_the_plan(case: PlanCase, tmp_path: Path) -> None:
    path = tmp_path / "plan.json"
    write_plan(path, case.portfolio, case.plan, reasons=case.reasons)
    assert read_plan(path).reasons_for(PlanCase(case.portfolio, case.plan)) == case.reasons


def test_reasons_of_another_plan_are_not_taken(case: PlanCase, tmp_path: Path) -> None:
    # the last day of need of one contract is another one than the kept reason tells
    path = tmp_path / "plan.json"
    write_plan(path, case.portfolio, case.plan, reasons=case.reasons)
    content = json.loads(path.read_text(encoding="utf-8"))
    content["reasons"][0]["needed_until_date"] = "2031-01-01"
    path.write_text(json.dumps(content), encoding="utf-8")
    assert read_plan(path).reasons_for(PlanCase(case.portfolio, case.plan)) is None


def test_stopping_leaves_the_rest_out() -> None:
    assert reasons_of(whitehall(), stop=lambda: True) == Reasons()


def test_the_ladder_has_a_step_for_each_cause_and_covers_all_late_days(case: PlanCase) -> None:
    assert case.reasons is not None
    for reason in case.reasons.contracts:
        picture = ElementTree.fromstring(ladder_svg(reason))
        steps = picture.findall("{http://www.w3.org/2000/svg}g")
        assert len(steps) == len(reason.ladder)
        ends = list(step_ends(reason))
        assert (ends[0][1], ends[-1][0]) == (1, 0)
        assert [first for first, _ in ends[:-1]] == [last for _, last in ends[1:]]


def test_the_drawn_ladder_has_a_bar_on_the_days_of_each_cause(case: PlanCase) -> None:
    assert case.reasons is not None
    reason = case.reasons.by_contract["ISSC2-HO"]
    axes = draw_ladder(Figure().subplots(), reason)
    drawn = [(round(bar.get_x()), round(bar.get_width())) for bar in axes.patches if isinstance(bar, Rectangle)]
    epoch = date(1970, 1, 1)
    assert drawn == [((stretch.first_date - epoch).days, stretch.days) for stretch in reason.ladder]


def test_the_picture_of_ladders_carries_the_marking_and_takes_names_as_they_are(case: PlanCase) -> None:
    assert case.reasons is not None
    (stretch, *_) = case.reasons.by_contract["ISSC2-HO"].ladder
    reason = replace(case.reasons.by_contract["ISSC2-HO"], ladder=(replace(stretch, cause="Saves $5m of $6m 台"),))
    drawn = ladder_picture([reason], "svg", marking="OFFICIAL $1 <$2>").decode()
    assert "OFFICIAL $1 &lt;$2&gt;" in drawn
    assert "Saves $5m of $6m 台" in drawn


def test_a_ladder_without_late_days_cannot_be_drawn(case: PlanCase) -> None:
    assert case.reasons is not None
    with pytest.raises(SettingsError, match="no ladder to draw"):
        ladder_picture([replace(case.reasons.contracts[0], ladder=())], "png")


def test_every_category_has_a_fill_of_its_own() -> None:
    assert set(CATEGORY_FILLS) == {category.value for category in Category}
    assert len(set(CATEGORY_FILLS.values())) == len(CATEGORY_FILLS)


def test_the_panel_of_the_chart_holds_the_sentences_their_records_and_the_ladder(case: PlanCase) -> None:
    page = html_page(bars(case))
    (details,) = re.findall(r'id="row-details">(.*?)</script>', page, re.DOTALL)
    told = [row for row in json.loads(details) if "w" in row]
    assert case.reasons is not None
    assert sorted([said[0] for said in row["w"]] for row in told) == sorted(
        [said.text for said in reason.sentences] for reason in case.reasons.contracts
    )
    assert all(row["l"].startswith("<svg") for row in told)
    assert any("MTX-SECOND-GROUP" in said[1] for row in told for said in row["w"])


def test_the_report_says_why(case: PlanCase) -> None:
    page = page_text(case, ReportOptions())
    assert "All 31 days come from the milestone" in page.partition('id="why"')[2]
    assert 'id="why"' not in page_text(replace(case, reasons=None), ReportOptions())


def test_the_reasons_in_the_report_of_a_department_name_nobody_else(case: PlanCase) -> None:
    page = page_text(case, ReportOptions(department="HO"))
    assert "days are a queue" in page
    assert others_in(page, case.portfolio, circle_of(case.portfolio, "HO")) == []


def test_how_sure_it_is_stands_behind_the_reason_and_is_not_kept_in_it(case: PlanCase) -> None:
    kept = sureness(case.portfolio, case.plan)
    (row,) = kept.contracts[:1]
    rows = (replace(row, contract="ISSC2-HO", drivers=("SYN-READY", "PARALLEL-RUN-FAILS")),)
    known = replace(case, sureness=replace(kept, contracts=rows))
    (told,) = explain(known, "ISSC2-HO").told
    *before, last = told.sentences
    assert case.reasons is not None
    assert " ".join(said.text for said in before) == case.reasons.by_contract["ISSC2-HO"].text
    assert last.text.startswith("How sure that is: with a chance of 80 %")
    assert "the milestone “" in last.text
    assert "the event “" in last.text
    assert [(record.table, record.key) for record in last.records] == [
        ("milestones", "SYN-READY"),
        ("risk_drivers", "PARALLEL-RUN-FAILS"),
    ]
    assert reasons_of(known, ("ISSC2-HO",)) == reasons_of(case, ("ISSC2-HO",))
    shown = told_reasons(known)["ISSC2-HO"]
    assert shown.text == told.text
    assert last.text in html_page(bars(known)).replace("&#34;", '"')
