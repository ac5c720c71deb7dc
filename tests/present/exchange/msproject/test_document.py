"""Order is part of the format of MS Project: it drops an element that stands in another place, without a word."""

from __future__ import annotations

from datetime import date
from xml.etree.ElementTree import fromstring

from planner.domain.days.closed_days import ClosedDays
from planner.plan.plan_case import PlanCase
from planner.present.exchange.msproject.document import export_project
from tests.present.exchange.msproject.mspdi import SPACE, names, tasks_of, text
from tests.sample import many, option, plan, portfolio
from tests.sample.working import work, working

IN_ORDER = (
    *("SaveVersion", "Name", "Title", "Author", "ScheduleFromStart", "StartDate", "FinishDate", "FYStartDate"),
    *("CriticalSlackLimit", "CurrencyDigits", "CurrencySymbol", "CurrencyCode", "CurrencySymbolPosition"),
    *("CalendarUID", "DefaultStartTime", "DefaultFinishTime", "MinutesPerDay", "MinutesPerWeek", "DaysPerMonth"),
    *("DefaultTaskType", "DefaultFixedCostAccrual", "DurationFormat", "WorkFormat", "HonorConstraints"),
    *("NewTasksEffortDriven", "NewTasksEstimated", "SplitsInProgressTasks", "FiscalYearStart", "WeekStartDay"),
    *("StatusDate", "CurrentDate", "NewTasksAreManual", "ExtendedAttributes", "Calendars", "Tasks", "Resources"),
    "Assignments",
)
PARTS = (
    *("UID", "GUID", "ID", "Name", "Active", "Manual", "Type", "IsNull", "WBS", "OutlineNumber", "OutlineLevel"),
    *("Priority", "Start", "Finish", "Duration", "DurationFormat", "EffortDriven", "Estimated", "Milestone", "Summary"),
    *("FixedCost", "FixedCostAccrual", "PercentComplete", "Cost", "ActualStart", "ActualFinish", "ActualDuration"),
    *("RemainingDuration", "ConstraintType", "CalendarUID", "ConstraintDate", "Deadline", "Hyperlink"),
    *("HyperlinkAddress", "Notes", "PredecessorLink", "ExtendedAttribute", "Baseline"),
)
ALWAYS = set(PARTS[:24]) | {"ActualDuration", "RemainingDuration", "ConstraintType", "CalendarUID", "ExtendedAttribute"}
EXCEPTION = ["EnteredByOccurrences", "TimePeriod", "Occurrences", "Name", "Type", "DayWorking"]


def test_settings_and_parts_of_tasks_stand_in_the_order_that_project_reads() -> None:
    case = PlanCase(*many(4))
    root = fromstring(export_project(case, case))
    assert tuple(names(root)) == IN_ORDER
    for task in root.findall(f"{SPACE}Tasks/{SPACE}Task"):
        places = [PARTS.index(name) for name in names(task)]
        assert places == sorted(places)
        assert set(names(task)) >= ALWAYS - ({"ExtendedAttribute"} if text(task, "UID") == "0" else set())


def test_settings_say_days_of_eight_hours_and_money_without_pence() -> None:
    root = fromstring(export_project(PlanCase(portfolio(currency="EUR", financial_year_start_month=10), plan(m1=0))))
    said = ("MinutesPerDay", "MinutesPerWeek", "DaysPerMonth", "FYStartDate", "CurrencyCode", "CurrencySymbol")
    # seven days of 480 minutes
    assert [text(root, name) for name in said] == ["480", "3360", "30", "10", "EUR", "€"]
    assert text(root, "StatusDate") == text(root, "CurrentDate") == "2030-01-01T09:00:00"


def test_a_project_of_calendar_days_has_one_calendar_of_seven_days() -> None:
    root = fromstring(export_project(PlanCase(portfolio(), plan(m1=0))))
    [calendar] = root.findall(f"{SPACE}Calendars/{SPACE}Calendar")
    works = [text(day, "DayWorking") for day in calendar.findall(f"{SPACE}WeekDays/{SPACE}WeekDay")]
    assert (text(calendar, "UID"), text(calendar, "BaseCalendarUID"), works) == ("1", "-1", ["1"] * 7)


def test_holidays_and_closed_days_are_exceptions_with_their_names() -> None:
    # Monday 9 to Sunday 15 March 2027: five days that would be worked
    shut = ClosedDays(from_date=date(2027, 3, 8), until_date=date(2027, 3, 15), name="Move of the data centre")
    root = fromstring(export_project(PlanCase(working(work(10), closed_days=(shut,)), plan(m1=3, m2=10))))
    assert text(root, "MinutesPerWeek") == "2400"
    exceptions = root.findall(f"{SPACE}Calendars/{SPACE}Calendar/{SPACE}Exceptions/{SPACE}Exception")
    assert all(names(item) == EXCEPTION for item in exceptions)
    found = {
        (text(item, "Name"), text(period, "FromDate"), text(period, "ToDate"), text(item, "Occurrences"))
        for item in exceptions
        for period in item.findall(f"{SPACE}TimePeriod")
    }
    assert ("Move of the data centre", "2027-03-08T00:00:00", "2027-03-12T23:59:00", "5") in found
    # Good Friday 2027
    assert ("public holiday", "2027-03-26T00:00:00", "2027-03-26T23:59:00", "1") in found


def test_numbers_follow_the_file_and_guids_follow_the_records() -> None:
    sample = portfolio(options=(option("o1"),))
    tasks, later = (
        tasks_of(export_project(PlanCase(sample, chosen))) for chosen in (plan(m1=0, m2=0), plan("o1", m1=1, m2=9))
    )
    assert [text(task, "UID") for task in tasks] == [text(task, "ID") for task in tasks]
    assert [text(task, "UID") for task in tasks] == [str(place) for place in range(len(tasks))]
    guids, others = ({text(task, "GUID"): text(task, "Name") for task in found} for found in (tasks, later))
    assert len(guids) == len(tasks)
    # the second plan alone uses the option: everything else is the same task in both
    assert all(others[guid] == name for guid, name in guids.items() if guid in others)
    assert {name for guid, name in others.items() if guid not in guids} >= {"option o1"}
    assert set(guids.values()) <= set(others.values())
