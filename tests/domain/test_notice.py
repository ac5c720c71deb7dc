"""The last day to give notice, in every way a contract counts it, and how it says so."""

from __future__ import annotations

import pytest

from planner.domain.calendar import notice_deadline
from planner.domain.contracts import Notice, NoticeUnit
from tests.sample.chains import notice_of, on

CASES = [
    # end, notice, expected last day
    ("2028-10-31", "0 days", "2028-10-31"),  # no notice: the last day in force itself
    ("2028-10-31", "1 days", "2028-10-30"),
    ("2028-10-31", "365 days", "2027-11-01"),  # 366 days back is 31 Oct 2027, for 29 Feb 2028 lies between
    ("2027-10-31", "365 days", "2026-10-31"),  # no leap day between
    ("2027-03-31", "90 days", "2026-12-31"),  # 31 to 28 Feb, 28 to 31 Jan, 31 to 31 Dec: 90
    ("2028-03-31", "90 days", "2028-01-01"),  # 31 to 29 Feb, 29 to 31 Jan, 30 to 1 Jan: 90
    ("2028-03-01", "30 days", "2028-01-31"),  # 29 to 1 Feb, 1 to 31 Jan
    ("2027-03-01", "30 days", "2027-01-30"),  # 28 to 1 Feb, 2 to 30 Jan
    ("2027-12-31", "180 days", "2027-07-04"),  # day 365 less 180 is day 185; June ends on day 181
    ("2027-10-31", "0 clear days", "2027-10-30"),  # the end does not count, so the day before
    ("2027-10-31", "1 clear days", "2027-10-29"),  # one whole day between: the 30th
    ("2027-10-31", "30 clear days", "2027-09-30"),  # the whole days 1 to 30 October between
    ("2028-03-01", "14 clear days", "2028-02-15"),  # 16 to 29 February are 14 days
    ("2027-12-31", "90 clear days", "2027-10-01"),  # day 365 less 91 is day 274; September ends on day 273
    ("2027-03-31", "12 weeks", "2027-01-06"),  # 84 days: 31 in March, 28 in February, 25 of January
    ("2028-10-31", "12 months", "2027-10-31"),
    ("2027-08-31", "6 months", "2027-02-28"),
    ("2028-08-31", "6 months", "2028-02-29"),
    ("2027-05-31", "3 months", "2027-02-28"),
    ("2028-03-31", "1 months", "2028-02-29"),
    ("2027-06-30", "1 months", "2027-05-30"),  # the day stays 30 although May has 31
    ("2028-11-30", "9 months", "2028-02-29"),
    ("2028-12-31", "18 months", "2027-06-30"),
    ("2028-02-29", "24 months", "2026-02-28"),
    ("2027-10-31", "20 working days", "2027-10-01"),  # Sunday rolled back to Fri 29, less four weeks
    ("2027-12-31", "5 working days", "2027-12-22"),  # over both Christmas substitutes
    ("2027-10-31", "0 working days", "2027-10-29"),  # a Sunday is rolled back to a working day
]


@pytest.mark.parametrize(("end", "notice", "expected"), CASES)
def test_last_day_to_give_notice(end: str, notice: str, expected: str) -> None:
    assert notice_deadline(on(end), notice_of(notice), "GB-ENG").value == on(expected)


@pytest.mark.parametrize(
    ("end", "notice", "derivation"),
    [
        (
            "2028-10-31",
            "12 months",
            "in force until Tue 31 Oct 2028; less 12 months of notice: Sun 31 Oct 2027 is the last day to give notice",
        ),
        (
            "2027-08-31",
            "6 months",
            "in force until Tue 31 Aug 2027; less 6 months of notice (no 31 Feb in 2027): "
            "Sun 28 Feb 2027 is the last day to give notice",
        ),
        (
            "2027-10-31",
            "20 working days",
            "in force until Sun 31 Oct 2027; less 20 working days of notice (counted from Fri 29 Oct 2027, the last "
            "working day; GB-ENG public holidays): Fri 1 Oct 2027 is the last day to give notice",
        ),
        (
            "2027-10-31",
            "1 clear days",
            "in force until Sun 31 Oct 2027; less 1 clear day of notice (neither the day of notice nor the end counts): "
            "Fri 29 Oct 2027 is the last day to give notice",
        ),
        (
            "2027-10-31",
            "0 days",
            "in force until Sun 31 Oct 2027; no notice period: Sun 31 Oct 2027 is the last day to give notice",
        ),
    ],
)
def test_derivation_reads_as_sentences(end: str, notice: str, derivation: str) -> None:
    assert str(notice_deadline(on(end), notice_of(notice), "GB-ENG")) == derivation


@pytest.mark.parametrize(
    ("notice", "words"),
    [
        (Notice(1, NoticeUnit.MONTHS), "1 month"),
        (Notice(6, NoticeUnit.MONTHS), "6 months"),
        (Notice(1, NoticeUnit.WORKING_DAYS), "1 working day"),
        (Notice(30, NoticeUnit.CLEAR_DAYS), "30 clear days"),
    ],
)
def test_notice_reads_as_people_say_it(notice: Notice, words: str) -> None:
    assert str(notice) == words
