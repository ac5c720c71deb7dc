"""What exports say where the risk and the rules of a plan are kept with it: calendar, workbook, Markdown, JSON."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from icalendar import Calendar, Event
from jsonschema import Draft202012Validator

from planner.plan.plan_case import PlanCase
from planner.present.exchange.calendar.file import export_calendar, follow_calendar
from planner.present.exchange.json_export import export_json, export_schema
from planner.present.exchange.markdown_export import export_markdown
from planner.present.exchange.workbook.workbook import export_workbook
from planner.reading.importers.workbook.returned_workbook import returned_edits
from tests.present.exchange.workbooks import column, opened_export, titles
from tests.sample import contract, option, plan, portfolio
from tests.sample.surenesses import sureness

JUDGED = portfolio(contracts=(contract("k", exposure_pounds_per_day=100, buyer="dep"),), options=(option("o"),))


def case(*used: str, m1: int = 16, **changes: Any) -> PlanCase:
    made = plan(*used, m1=m1)
    return PlanCase(JUDGED, made, sureness=sureness(JUDGED, made, **changes))


def bare(found: PlanCase) -> PlanCase:
    return replace(found, sureness=None)


def events(content: bytes) -> dict[str, Event]:
    """By summary."""
    found = (event for event in Calendar.from_ical(content).walk("VEVENT") if isinstance(event, Event))
    return {str(event["SUMMARY"]): event for event in found}


class TestCalendar:
    def test_the_act_of_an_option_says_its_rule(self) -> None:
        found = case("o")
        assert found.sureness is not None
        (rule,) = found.sureness.options
        said = str(events(export_calendar(found))["Buy: o (K)"]["DESCRIPTION"])
        assert f"Rule: {rule.sentence}" in said
        assert "Look: o (K)" not in events(export_calendar(found))

    def test_an_option_that_the_plan_does_without_has_the_day_of_its_rule(self) -> None:
        # the rule of the sample is read on day 15, 16 January 2030; m1 is off long before the cover ends
        found = events(export_calendar(case(m1=0)))["Look: o (K)"]
        assert date(2030, 1, 16) == found.DTSTART
        assert "unless, with every open date at its P80" in str(found["DESCRIPTION"])
        assert [alarm["TRIGGER"].to_ical() for alarm in found.walk("VALARM")] == [b"-P27DT15H", b"-P6DT15H"]

    def test_one_that_is_never_needed_asks_nobody_to_look(self) -> None:
        (rule,) = sureness(JUDGED, plan()).options
        never = replace(rule, rule="never", level=None, threshold_date=None)
        assert "Look: o (K)" not in events(export_calendar(case(m1=0, options=(never,))))

    def test_the_rule_of_a_plan_asked_about_no_more_is_cancelled(self) -> None:
        before = export_calendar(case(m1=0))
        after = events(follow_calendar(bare(case(m1=0)), before))
        assert after["Look: o (K)"]["STATUS"] == "CANCELLED"
        assert follow_calendar(case(m1=0), before) == before


class TestWorkbook:
    def test_decisions_have_the_rule_what_it_says_today_and_what_the_option_is_worth(self) -> None:
        sheet = opened_export(case("o"))["Decisions"]
        assert column(sheet, "Today the rule says") == ["extend"]
        assert column(sheet, "Worth at most") == [90]
        assert column(sheet, "What the rule says")[0].startswith("Extend k unless, with every open date at its P80")

    def test_contracts_and_migrations_have_their_days(self) -> None:
        book = opened_export(case("o"))
        assert column(book["Contract plan"], "Needed until, P80")[0].date() == date(2030, 2, 10)  # day 40
        assert column(book["Contract plan"], "Chance of days without cover") == [0.25]
        # days 25, 28 and 45 for the first migration of the sample; nothing is known of the second
        for title, day in (("P10", date(2030, 1, 26)), ("P50", date(2030, 1, 29)), ("P90", date(2030, 2, 15))):
            days = column(book["Migration plan"], f"Cutover, {title}")
            assert sorted(value.date() for value in days if value is not None) == [day]

    def test_the_summary_says_how_sure_the_cost_is_and_lists_the_rules(self) -> None:
        rows = [[cell.value for cell in row] for row in opened_export(case("o"))["Summary"].iter_rows()]
        told = {row[0]: row[1] for row in rows}
        assert told["Over sampled futures"].startswith("£1,000 ± £10 expected, £1,500 or less in eight of ten futures")
        assert any(str(title).startswith("Rules of options, by the day to act: 20,480 sampled") for title in told)
        missing = [[cell.value for cell in row] for row in opened_export(bare(case("o")))["Summary"].iter_rows()]
        assert {row[0]: row[1] for row in missing}["Over sampled futures"] == "not measured, risk has not been run"

    def test_a_plan_nobody_asked_about_has_no_empty_columns(self) -> None:
        book = opened_export(bare(case("o")))
        for sheet in ("Decisions", "Contract plan", "Migration plan"):
            assert not any("P80" in title or "P10" in title or "rule" in title for title in titles(book[sheet]))

    def test_a_workbook_with_it_that_comes_back_untouched_changes_nothing(self, tmp_path: Path) -> None:
        path = tmp_path / "plan.xlsx"
        path.write_bytes(export_workbook(case("o")))
        assert returned_edits(path, JUDGED).operations == ()


class TestText:
    def test_markdown_says_how_sure_it_is_and_lists_the_rules(self) -> None:
        page = export_markdown(case("o"))
        assert "How sure: £1,000 ± £10 expected" in page
        assert "## Rules of options\n\nRests on 20,480 sampled futures, seed 1, ranges two-piece." in page
        assert "## How sure the figures are" in page
        assert "| What the rule says |" in page

    def test_what_the_rules_were_asked_for_stands_with_them(self) -> None:
        # the rules have draws and a seed of their own
        page = export_markdown(
            case("o", rules_goal="tolerance 10 % for each contract", rules_draws=8_192, rules_seed=7)
        )
        assert (
            "Rests on 8,192 sampled futures, seed 7, ranges two-piece; asked for: tolerance 10 % for each contract."
            in page
        )

    def test_markdown_of_a_plan_nobody_asked_about_says_so(self) -> None:
        page = export_markdown(bare(case("o")))
        assert "How sure: not measured, risk has not been run" in page
        assert "## Rules of options" not in page

    @pytest.mark.parametrize("known", [True, False])
    def test_json_fits_its_schema(self, known: bool) -> None:
        content = json.loads(export_json(case("o") if known else bare(case("o"))))
        assert list(Draft202012Validator(export_schema()).iter_errors(content)) == []
        assert [row["option"] for row in content["rules"]] == (["o"] if known else [])
        assert [row["figure"] for row in content["sureness"]] == (["cost", "extensions", "exposure"] if known else [])

    def test_json_has_the_figures_of_each_record(self) -> None:
        content = json.loads(export_json(case("o")))
        (row,) = content["contracts"]
        assert (row["p80_date"], row["uncovered_probability"], row["drivers"]) == (
            "2030-02-10",
            0.25,
            ["ready", "STRIKE"],
        )
        (act,) = content["register"]
        assert (act["rule"], act["today_reading"], act["price_ceiling_pounds"]) == ("date", "extend", 90)
        assert act["rule_says"].startswith("Extend k unless")
