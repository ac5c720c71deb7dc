"""Laws of dates and prices that hold for every contract, not only for the cases worked by hand."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from planner.domain.calendar import add_months, end_of_months, notice_deadline, whole_months, working_days_before
from planner.domain.contracts import Notice, NoticeUnit
from tests.sample.chains import chain_of, link_of, option_of

DAYS = st.dates(date(2020, 1, 1), date(2039, 12, 31))
UNITS = st.sampled_from(NoticeUnit)
AMOUNTS = st.integers(0, 60)
JURISDICTIONS = st.sampled_from(["GB-ENG", "GB-SCT", "GB-NIR", "GB-WLS"])
MONTHS = st.lists(st.integers(1, 40), min_size=1, max_size=5)
UPLIFTS = st.integers(-500, 5_000).map(lambda tenths: tenths / 10)
MINIMUMS = st.none() | st.integers(0, 500)


@given(DAYS, st.integers(-120, 120))
def test_the_day_of_the_month_is_kept_unless_the_month_is_too_short(origin: date, months: int) -> None:
    later = add_months(origin, months)
    assert later.day == origin.day or (later.day < origin.day and (later + timedelta(days=1)).day == 1)


@given(DAYS, st.integers(-120, 120))
def test_months_later_falls_in_the_month_counted(origin: date, months: int) -> None:
    later = add_months(origin, months)
    assert (later.year * 12 + later.month) - (origin.year * 12 + origin.month) == months


@given(DAYS, DAYS, st.integers(-120, 120))
def test_adding_months_keeps_the_order_of_days(one: date, other: date, months: int) -> None:
    earlier, later = sorted((one, other))
    assert add_months(earlier, months) <= add_months(later, months)


@given(DAYS, UNITS, AMOUNTS, AMOUNTS, JURISDICTIONS)
def test_a_longer_notice_is_never_a_later_deadline(
    end: date, unit: NoticeUnit, amount: int, more: int, jurisdiction: str
) -> None:
    short = notice_deadline(end, Notice(amount, unit), jurisdiction).value
    assert notice_deadline(end, Notice(amount + more, unit), jurisdiction).value <= short <= end


@given(DAYS, st.integers(0, 40), UNITS, AMOUNTS, JURISDICTIONS)
def test_a_later_end_is_never_an_earlier_deadline(
    end: date, later: int, unit: NoticeUnit, amount: int, jurisdiction: str
) -> None:
    notice = Notice(amount, unit)
    first = notice_deadline(end, notice, jurisdiction).value
    assert first <= notice_deadline(end + timedelta(days=later), notice, jurisdiction).value


@given(DAYS, AMOUNTS)
def test_clear_days_ask_for_one_day_more_than_days(end: date, amount: int) -> None:
    clear = notice_deadline(end, Notice(amount, NoticeUnit.CLEAR_DAYS), "GB-ENG").value
    assert clear == notice_deadline(end, Notice(amount + 1, NoticeUnit.DAYS), "GB-ENG").value


@given(DAYS, st.integers(0, 30), st.integers(0, 30), JURISDICTIONS)
def test_working_days_can_be_counted_back_in_two_steps(end: date, first: int, second: int, jurisdiction: str) -> None:
    midway = working_days_before(end, first, jurisdiction)
    assert working_days_before(midway, second, jurisdiction) == working_days_before(end, first + second, jurisdiction)


@given(DAYS, MONTHS)
def test_a_chain_of_months_never_drifts_from_the_original_day(expiry: date, lengths: list[int]) -> None:
    chain = chain_of(expiry.isoformat(), [option_of(months) for months in lengths])
    for place, link in enumerate(chain, start=1):
        assert link.end.value == end_of_months(expiry + timedelta(days=1), sum(lengths[:place]))


@given(DAYS, st.integers(1, 40), st.integers(1, 40))
def test_months_that_begin_on_the_first_end_on_the_last_of_a_month(day: date, months: int, more: int) -> None:
    begins = day.replace(day=1)
    end = end_of_months(begins, months)
    assert (end + timedelta(days=1)).day == 1
    assert end_of_months(end + timedelta(days=1), more) == end_of_months(begins, months + more)


@given(DAYS, st.integers(1, 60))
def test_the_end_of_months_is_so_many_whole_months_away(begins: date, months: int) -> None:
    assert whole_months(begins, end_of_months(begins, months)) == (months, 0)


@given(DAYS, st.integers(0, 1_500))
def test_whole_months_and_the_days_beyond_make_up_the_length(begins: date, length: int) -> None:
    months, days = whole_months(begins, begins + timedelta(days=length - 1))
    start = end_of_months(begins, months) + timedelta(days=1) if months else begins
    assert start + timedelta(days=days) == begins + timedelta(days=length)
    assert 0 <= days <= 31


@given(DAYS, MONTHS, UNITS, AMOUNTS, st.integers(0, 200))
def test_deciding_comes_before_notice_and_notice_before_the_end(
    expiry: date, lengths: list[int], unit: NoticeUnit, amount: int, lead: int
) -> None:
    options = [option_of(months) for months in lengths]
    for link in chain_of(expiry.isoformat(), options, notice=Notice(amount, unit), internal_lead_days=lead):
        assert link.decision.value == link.notice.value - timedelta(days=lead)
        assert link.notice.value <= link.extends_end_date < link.end.value


@given(DAYS, MONTHS, UNITS, AMOUNTS)
def test_every_derivation_ends_in_the_date_it_derives(
    expiry: date, lengths: list[int], unit: NoticeUnit, amount: int
) -> None:
    options = [option_of(months) for months in lengths]
    for link in chain_of(expiry.isoformat(), options, notice=Notice(amount, unit), internal_lead_days=7):
        for derived in (link.end, link.notice, link.decision, link.acting_notice, link.acting_decision):
            shown = f"{derived.value.day} {derived.value:%b %Y}"
            assert shown in derived.steps[-1]


@given(DAYS, DAYS, MONTHS, AMOUNTS)
def test_an_earlier_status_date_never_takes_an_option_away(
    one: date, other: date, lengths: list[int], amount: int
) -> None:
    earlier, later = sorted((one, other))
    options = [option_of(months) for months in lengths]
    terms: dict[str, Any] = {"notice": Notice(amount, NoticeUnit.DAYS)}
    usable_later = chain_of("2030-06-30", options, status=later.isoformat(), **terms)
    usable_earlier = chain_of("2030-06-30", options, status=earlier.isoformat(), **terms)
    for late, early in zip(usable_later, usable_earlier, strict=True):
        assert late.unavailable_reason is not None or early.unavailable_reason is None


@given(DAYS, st.integers(1, 60), st.integers(0, 10**9), UPLIFTS, MINIMUMS, st.integers(-50, 2_000), st.integers(0, 50))
def test_price_never_falls_as_more_days_are_needed(
    expiry: date, months: int, annual: int, uplift: float, minimum: int | None, needed: int, more: int
) -> None:
    option = option_of(months, uplift_percent=uplift, minimum_commitment_days=minimum, fee_pounds=3)
    link = link_of(expiry.isoformat(), option, annual_price_pounds=annual)
    assert link.option.fee_pounds <= link.price_pounds(needed) <= link.price_pounds(needed + more)
    assert link.price_pounds(needed + more) <= link.full_price_pounds


@given(DAYS, st.integers(1, 60), st.integers(0, 10**9), UPLIFTS, MINIMUMS, st.integers(-50, 2_000))
def test_days_paid_cover_the_need_or_the_whole_option(
    expiry: date, months: int, annual: int, uplift: float, minimum: int | None, needed: int
) -> None:
    option = option_of(months, uplift_percent=uplift, minimum_commitment_days=minimum)
    link = link_of(expiry.isoformat(), option, annual_price_pounds=annual)
    assert min(needed, link.length_days) <= link.days_paid(needed) <= link.length_days


@given(DAYS, st.integers(1, 60), st.integers(0, 10**9), st.integers(0, 10**6), st.integers(1, 12))
def test_shares_of_financial_years_add_up_to_the_full_price(
    expiry: date, months: int, annual: int, fee: int, start_month: int
) -> None:
    link = link_of(expiry.isoformat(), option_of(months, fee_pounds=fee), annual_price_pounds=annual)
    shares = link.pounds_by_financial_year(start_month)
    assert sum(shares.values()) == link.full_price_pounds
    assert all(pounds >= 0 for pounds in shares.values())
    assert list(shares) == list(range(min(shares), max(shares) + 1))


@given(DAYS, st.integers(1, 60), st.integers(0, 10**9), UPLIFTS, st.integers(0, 100))
def test_a_higher_uplift_is_never_cheaper(expiry: date, months: int, annual: int, uplift: float, more: int) -> None:
    low = link_of(expiry.isoformat(), option_of(months, uplift_percent=uplift), annual_price_pounds=annual)
    high = link_of(expiry.isoformat(), option_of(months, uplift_percent=uplift + more), annual_price_pounds=annual)
    assert low.full_price_pounds <= high.full_price_pounds


@given(DAYS, st.integers(1, 59), st.integers(0, 10**9), UPLIFTS)
def test_a_longer_option_is_never_cheaper(expiry: date, months: int, annual: int, uplift: float) -> None:
    shorter = link_of(expiry.isoformat(), option_of(months, uplift_percent=uplift), annual_price_pounds=annual)
    longer = link_of(expiry.isoformat(), option_of(months + 1, uplift_percent=uplift), annual_price_pounds=annual)
    assert shorter.full_price_pounds <= longer.full_price_pounds


@given(DAYS, st.integers(-400, 400), MONTHS, AMOUNTS, st.integers(0, 60))
def test_shifting_every_date_by_days_shifts_notice_in_days(
    expiry: date, shift: int, lengths: list[int], amount: int, lead: int
) -> None:
    terms: dict[str, Any] = {"notice": Notice(amount, NoticeUnit.DAYS), "internal_lead_days": lead}
    moved = timedelta(days=shift)
    here = link_of(expiry.isoformat(), option_of(lengths[0]), status="1990-01-01", **terms)
    there = link_of((expiry + moved).isoformat(), option_of(lengths[0]), status="1990-01-01", **terms)
    assert (there.notice.value, there.decision.value) == (here.notice.value + moved, here.decision.value + moved)
