"""Calendar files as a reader of RFC 5545 sees them, first and in the place of an earlier one."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from icalendar import Calendar, Event

from planner.domain.contracts import Notice, NoticeUnit
from planner.domain.decisions_taken import CommitmentKind, DecisionTaken
from planner.errors import OutputError
from planner.plan.plan_case import PlanCase
from planner.plan.register.records import ActKind
from planner.present.exchange.calendar.file import export_calendar, follow_calendar
from tests.sample import contract, many, option, plan, portfolio, renamed

MANY = PlanCase(*many(12))


def events(content: bytes) -> dict[str, Event]:
    """By UID, as a foreign program reads them."""
    found = [event for event in Calendar.from_ical(content).walk("VEVENT") if isinstance(event, Event)]
    assert len({str(event["UID"]) for event in found}) == len(found)
    return {str(event["UID"]): event for event in found}


def blocks(content: bytes) -> dict[bytes, bytes]:
    """The bytes of every event by its UID."""
    found = re.findall(rb"BEGIN:VEVENT\r\n.*?END:VEVENT\r\n", content, re.DOTALL)
    return {re.search(rb"^UID:(\S+)", block, re.MULTILINE)[1]: block for block in found}  # type: ignore[index]


def summary(event: Event) -> str:
    return str(event["SUMMARY"])


def with_option(*used: str, m1: int = 50, m2: int = 0, **changes: Any) -> PlanCase:
    """Contract k with the option o1 and a notice of 10 days; m1 leaves it."""
    noticed = option("o1", notice=Notice(10, NoticeUnit.DAYS))
    return PlanCase(portfolio(contracts=(contract("k"),), options=(noticed,), **changes), plan(*used, m1=m1, m2=m2))


def test_there_is_an_event_for_every_act_notice_end_and_cutover() -> None:
    acts = MANY.acts
    noticed = [act for act in acts if act.act in (ActKind.BUY, ActKind.STOP) and act.notice_acting_date]
    count = len(acts) + len(noticed) + len(MANY.schedule.contracts) + len(MANY.schedule.migrations)
    assert noticed
    assert len(events(export_calendar(MANY))) == count


def test_every_event_is_a_whole_day_without_a_time_zone() -> None:
    content = export_calendar(MANY)
    for event in events(content).values():
        first, after = event.DTSTART, event.DTEND
        assert first is not None
        assert not isinstance(first, datetime)
        assert after == first + timedelta(days=1)
        assert event["X-MICROSOFT-CDO-ALLDAYEVENT"] == "TRUE"
        assert event["TRANSP"] == "TRANSPARENT"
    assert b"VTIMEZONE" not in content
    assert b"TZID" not in content


def test_days_are_those_of_the_plan() -> None:
    case = with_option("o1")
    days = {summary(event).partition(" (")[0]: event.DTSTART for event in events(export_calendar(case)).values()}
    (act,) = [act for act in case.acts if act.act is ActKind.BUY]
    assert days["Buy: o1"] == act.acting_date
    assert days["Last day for notice: o1"] == act.notice_acting_date
    cover, moved = case.schedule.contracts["k"], case.schedule.migrations["m1"]
    assert days["Last day in force: k"] == case.portfolio.date_of(cover.covered_until_day - 1)
    assert days["Cutover: m1"] == case.portfolio.date_of(moved.cutover_day)


@pytest.mark.parametrize(
    ("begins", "triggers"),
    [
        ("Buy", ["-P27DT15H", "-P6DT15H"]),
        ("Last day for notice", ["-P13DT15H", "-P1DT15H"]),
        ("Cutover", ["-P6DT15H"]),
        ("Last day in force", []),
    ],
)
def test_alarms_ring_at_nine_the_weightiest_first(begins: str, triggers: list[str]) -> None:
    found = next(event for event in events(export_calendar(MANY)).values() if summary(event).startswith(begins))
    assert [alarm["TRIGGER"].to_ical().decode() for alarm in found.walk("VALARM")] == triggers  # type: ignore[union-attr]


@pytest.mark.parametrize("name", ["é" * 200, "x" * 500, "a,b;c\\d\\n", "a\nEND:VCALENDAR\r\nb", "a\x00b", "😀" * 100])
def test_lines_have_at_most_75_octets_and_names_stay_text(name: str) -> None:
    case = PlanCase(renamed(name), plan("o1", m1=50))
    content = export_calendar(case)
    lines = content.split(b"\r\n")
    assert max(map(len, lines)) <= 75
    assert b"\n" not in b"".join(lines)
    assert "".join(line.decode() for line in lines)  # no letter is cut in two
    shown = " ".join(name.replace("\x00", "\ufffd").split())
    assert f"Last day in force: k ({shown})" in map(summary, events(content).values())
    assert content.count(b"END:VCALENDAR\r\n") == 1


def test_a_second_run_is_identical() -> None:
    first = export_calendar(MANY)
    assert follow_calendar(MANY, first) == first


def test_the_plan_looked_at_a_day_later_keeps_every_event() -> None:
    case = with_option("o1")
    later = replace(case.portfolio, status_date=case.portfolio.status_date + timedelta(days=1))
    # a day later the same dates are a day nearer
    moved = PlanCase(later, plan("o1", m1=49, m2=-1))
    first = export_calendar(case)
    assert blocks(follow_calendar(moved, first)) == blocks(first)


def test_a_moved_cutover_counts_up_and_the_others_stay_byte_for_byte() -> None:
    case, moved = with_option("o1"), with_option("o1", m2=3)
    before = export_calendar(case)
    old, new = blocks(before), blocks(follow_calendar(moved, before))
    assert set(old) == set(new)
    # m2 releases nothing, so that its cutover alone changes
    (changed,) = [uid for uid in old if old[uid] != new[uid]]
    event = events(follow_calendar(moved, before))[changed.decode()]
    assert (summary(event)[:11], event["SEQUENCE"]) == ("Cutover: m2", 1)
    assert moved.portfolio.date_of(moved.schedule.migrations["m2"].cutover_day) == event.DTSTART


def test_a_dropped_option_is_cancelled_without_alarms() -> None:
    before = export_calendar(with_option("o1"))
    after = events(follow_calendar(with_option(m1=0), before))
    cancelled = [event for event in after.values() if event["STATUS"] == "CANCELLED"]
    # its approval and its notice
    assert sorted(summary(event).partition(" (")[0] for event in cancelled) == ["Buy: o1", "Last day for notice: o1"]
    assert all(event["SEQUENCE"] == 1 and not event.walk("VALARM") for event in cancelled)


def test_a_cancelled_event_stays_as_it_is_and_one_that_comes_back_goes_on_counting() -> None:
    with_it, without = with_option("o1"), with_option(m1=0)
    dropped = follow_calendar(without, export_calendar(with_it))
    assert follow_calendar(without, dropped) == dropped
    back = events(follow_calendar(with_it, dropped))
    bought = next(event for event in back.values() if summary(event).startswith("Buy: o1"))
    # 0, cancelled as 1, back as 2
    assert (bought["SEQUENCE"], bought["STATUS"]) == (2, "CONFIRMED")
    assert len(bought.walk("VALARM")) == 2


def test_the_notice_of_an_option_stays_one_entry_when_it_is_approved() -> None:
    approval = DecisionTaken(id="t", kind=CommitmentKind.OPTION_APPROVED, subject="o1")
    before = export_calendar(with_option("o1"))
    after = events(follow_calendar(with_option("o1", decisions_taken=(approval,)), before))
    of_option = {summary(event).partition(" (")[0]: event for event in after.values() if "o1" in summary(event)}
    # the approval is done and goes; its notice goes on under the name of the act
    assert {name: str(event["STATUS"]) for name, event in of_option.items()} == {
        "Buy: o1": "CANCELLED",
        "Serve notice: o1": "CONFIRMED",
    }
    assert of_option["Serve notice: o1"]["SEQUENCE"] == 1


@pytest.mark.parametrize(("days", "stays"), [(90, True), (91, False)])
def test_a_cancelled_event_stays_for_90_days_after_its_day(days: int, stays: bool) -> None:
    before = export_calendar(with_option("o1"))
    last = max(event.DTSTART for event in events(before).values() if "o1" in summary(event))
    assert last is not None
    bare = portfolio(
        contracts=(), migrations=(), status_date=last + timedelta(days=days), horizon_date=date(2032, 1, 1)
    )
    after = events(follow_calendar(PlanCase(bare, plan()), before))
    assert any(summary(event).startswith("Last day for notice") for event in after.values()) is stays


def test_the_calendar_of_somebody_else_is_not_followed() -> None:
    case = with_option("o1")
    foreign = export_calendar(PlanCase(*many(2))).replace(b"PRODID:-//planner", b"PRODID:-//other")
    assert follow_calendar(case, foreign) == export_calendar(case)


@pytest.mark.parametrize(
    ("old", "new"),
    [(b"SEQUENCE:0", b"SEQUENCE:many"), (b"UID:", b"UIT:"), (b"END:VCALENDAR", b""), (b"DTSTART", b"DTX")],
)
def test_a_damaged_file_of_ours_is_an_error_with_the_cure(old: bytes, new: bytes) -> None:
    case = with_option("o1")
    with pytest.raises(
        OutputError, match=r"the earlier calendar cannot be read .*; delete it, or write to another file"
    ):
        follow_calendar(case, export_calendar(case).replace(old, new, 1))


def test_the_calendar_names_portfolio_and_marking_and_nobody() -> None:
    content = export_calendar(with_option("o1", marking="OFFICIAL"))
    calendar = Calendar.from_ical(content)
    assert (str(calendar["X-WR-CALNAME"]), str(calendar["METHOD"])) == ("small (OFFICIAL)", "PUBLISH")
    assert all(str(event["DESCRIPTION"]).startswith("OFFICIAL\n") for event in events(content).values())
    assert b"ATTENDEE" not in content
    assert b"ORGANIZER" not in content


def test_another_portfolio_has_other_ids() -> None:
    case = with_option("o1")
    assert not set(events(export_calendar(case))) & set(events(export_calendar(with_option("o1", name="other"))))
