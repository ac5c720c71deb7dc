"""What reading says of day_count, closed days, and capacity steps that stand for weekends."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest

from planner.domain.days.closed_days import ClosedDays, DayCount
from planner.plan.plan_file.fingerprint import fingerprint
from planner.reading import check, read_portfolio, write_portfolio
from tests.reading.folder import CLEAN, Folder, place_of

REPORTS = Path(__file__).parents[1] / "cases" / "reports"


def in_working_days(folder: Folder) -> None:
    folder.append("portfolio", setting="day_count", value="working", source="Worked by hand", basis="public")


def closed(folder: Folder, from_date: str, until_date: str, name: str = "") -> None:
    folder.write("closed_days", [["from_date", "until_date", "name"], [from_date, until_date, name]])


class TestDayCount:
    def test_blank_counts_calendar_days(self) -> None:
        portfolio = read_portfolio(CLEAN)
        assert (portfolio.day_count, portfolio.axis.is_calendar) == (DayCount.CALENDAR, True)

    def test_closed_days_are_read_with_their_name(self, folder: Folder) -> None:
        in_working_days(folder)
        closed(folder, "2027-12-24", "2028-01-04", "shutdown")
        portfolio = read_portfolio(folder.path)
        assert portfolio.closed_days == (
            ClosedDays(from_date=date(2027, 12, 24), until_date=date(2028, 1, 4), name="shutdown"),
        )
        assert not portfolio.axis.is_open(portfolio.day_of(date(2027, 12, 24)))

    def test_working_days_and_closed_days_are_written_and_read_back(self, folder: Folder, tmp_path: Path) -> None:
        in_working_days(folder)
        closed(folder, "2027-12-24", "2028-01-04")
        portfolio = read_portfolio(folder.path)
        assert read_portfolio(write_portfolio(portfolio, tmp_path / "again")) == portfolio

    def test_legacy_days_left_blank_are_the_phases_after_the_cutover_and_known_to_be_blank(self) -> None:
        small, fast = (read_portfolio(CLEAN).profile_by_id[id] for id in ("small", "fast"))
        assert (small.legacy_days, small.legacy_stated) == (30, False)
        assert (fast.legacy_days, fast.legacy_stated) == (30, True)

    def test_the_built_in_profile_states_no_legacy_days_where_working_days_are_counted(self, folder: Folder) -> None:
        assert read_portfolio(folder.path).profile_by_id["default"].legacy_stated
        in_working_days(folder)
        assert not read_portfolio(folder.path).profile_by_id["default"].legacy_stated

    def test_a_blank_that_changes_nothing_leaves_the_fingerprint_alone(self, folder: Folder) -> None:
        """30 calendar days are what the blank stands for; in working days they are not."""
        before = fingerprint(read_portfolio(folder.path))
        folder.set("profiles", 2, "legacy_days", "30")
        assert fingerprint(read_portfolio(folder.path)) == before
        in_working_days(folder)
        stated = fingerprint(read_portfolio(folder.path))
        folder.set("profiles", 2, "legacy_days", "")
        assert len({before, stated, fingerprint(read_portfolio(folder.path))}) == 3


class TestClosedDays:
    def test_they_end_after_they_begin(self, folder: Folder) -> None:
        in_working_days(folder)
        closed(folder, "2027-12-24", "2027-12-24")
        finding = folder.only()
        assert (finding.code, place_of(finding)) == ("period-order", ("closed_days.csv", 2, "until_date"))

    def test_they_change_nothing_where_calendar_days_are_counted(self, folder: Folder) -> None:
        closed(folder, "2027-12-24", "2028-01-04")
        finding = folder.only()
        assert (finding.code, place_of(finding)) == ("no-effect", ("closed_days.csv", 2, "from_date"))
        assert "day_count" in (finding.cure or "")

    def test_those_beyond_the_horizon_change_nothing(self, folder: Folder) -> None:
        in_working_days(folder)
        closed(folder, "2031-04-01", "2031-04-08")
        assert folder.only().code == "outside-planning"

    @pytest.mark.parametrize(
        ("agreed", "why"),
        [
            ("2028-03-04", "a Saturday"),
            ("2028-04-14", "a public holiday of GB-ENG"),  # Good Friday
            ("2028-03-01", "leap week (closed_days.csv row 2)"),
        ],
    )
    def test_a_day_agreed_on_one_is_an_error_that_says_what_closes_it(
        self, folder: Folder, agreed: str, why: str
    ) -> None:
        in_working_days(folder)
        closed(folder, "2028-02-28", "2028-03-03", "leap week")
        row = folder.append("commitments", id="D-9", kind="start agreed", subject="M-A", agreed_date=agreed)
        finding = folder.only()
        assert (finding.code, place_of(finding)) == ("agreed-on-closed-day", ("commitments.csv", row, "agreed_date"))
        assert finding.is_error
        assert why in finding.message

    def test_a_saturday_agreed_is_no_error_where_calendar_days_are_counted(self, folder: Folder) -> None:
        folder.append("commitments", id="D-9", kind="start agreed", subject="M-A", agreed_date="2028-03-04")
        assert not folder.check().errors

    def test_a_cutover_on_the_working_day_after_a_horizon_at_a_weekend_is_in_time(self, folder: Folder) -> None:
        # the horizon is moved to Saturday 5 April 2031; Friday 4 is worked before it, and the cutover is on Monday 7
        in_working_days(folder)
        folder.set("portfolio", 4, "value", "2031-04-05")
        folder.append("commitments", id="D-9", kind="cutover agreed", subject="M-BODY", agreed_date="2031-04-07")
        assert not [finding for finding in folder.check().findings if finding.code == "after-horizon"]
        folder.set("commitments", 4, "agreed_date", "2031-04-08")
        assert [finding.code for finding in folder.check().errors] == ["after-horizon"]


class TestRoom:
    def test_a_five_day_week_as_capacity_steps_is_named_with_the_setting_that_is_meant(self) -> None:
        # ten days in a row first fit where the steps end, on Monday 31 January 2028, day 395
        (finding,) = [f for f in check(REPORTS / "case09d").findings if f.code == "no-room-for-phase"]
        assert "no 10 days in a row before Mon 31 Jan 2028" in finding.message
        assert "day_count to working" in (finding.cure or "")

    def test_a_team_that_comes_later_and_takes_breaks_is_no_pattern(self, folder: Folder) -> None:
        # none until March 2027, and none in August 2027: two stretches of open days come before enough of them
        steps = [("2026-11-01", 0), ("2027-03-01", 2), ("2027-08-01", 0), ("2027-09-01", 2)]
        folder.write(
            "capacity_steps",
            [["resource", "from_date", "capacity"], *(["alpha-team", day, str(n)] for day, n in steps)],
        )
        assert not [finding for finding in folder.check().findings if finding.code == "no-room-for-phase"]

    def test_working_days_written_as_steps_of_every_other_week_leave_no_room_for_three_weeks(
        self, folder: Folder
    ) -> None:
        """In working days too: two weeks of four never hold the 14 working days of a cutover."""
        in_working_days(folder)
        fortnights = [date(2026, 11, 2) + timedelta(weeks=2 * number) for number in range(160)]
        rows = [["alpha-team", day.isoformat(), str(2 * (place % 2))] for place, day in enumerate(fortnights)]
        folder.write("capacity_steps", [["resource", "from_date", "capacity"], *rows])
        found = [finding for finding in folder.check().findings if finding.code == "no-room-for-phase"]
        assert [finding.message.split(" for the phase")[0] for finding in found] == [
            "its capacity steps leave no 14 working days in a row up to the horizon"
        ]
        assert "day_count" not in (found[0].cure or "")
