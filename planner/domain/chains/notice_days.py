"""The days of a notice: the last day to give it, the first one where a window opens late, and the last day to decide."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from planner.domain.calendar import ONE_DAY, DerivedDate, last_day_to_give_notice, notice_deadline
from planner.domain.chains.notice_terms import NoticeTerms
from planner.domain.contracts import Notice, OptionKind
from planner.domain.wording import calendar_day, day_count


@dataclass(frozen=True, kw_only=True)
class NoticeDays:
    """`notice`: last day to give it. `decision`: last day to start the approval. `opens`: first day for it, None: any."""

    notice: DerivedDate
    decision: DerivedDate
    opens: DerivedDate | None = None

    @property
    def never_open(self) -> bool:
        """Whether the window opens after its last day, so that nobody can give notice in time."""
        return self.opens is not None and self.opens.value > self.notice.value


def notice_days(kind: OptionKind, terms: NoticeTerms, end: date, jurisdiction: str) -> NoticeDays:
    """The days counted back from `end`: the last day in force that is extended, or with which the contract is stopped."""
    if kind is OptionKind.BRIDGE:
        notice = _bridge_start(terms, end, jurisdiction)
    else:
        notice = notice_deadline(end, terms.notice, jurisdiction, assumed=terms.notice_assumed)
    opens = _opening_day(terms.earliest, end, jurisdiction) if terms.earliest is not None else None
    if opens is not None:
        said = (
            f"not before {terms.earliest} before the end: {calendar_day(opens.value)} is the first day to give notice"
        )
        notice = notice.then(notice.value, said)
    return NoticeDays(notice=notice, decision=_decision_day(notice, terms), opens=opens)


def _opening_day(earliest: Notice, end: date, jurisdiction: str) -> DerivedDate:
    day, remark = last_day_to_give_notice(end, earliest, jurisdiction)
    start = DerivedDate(end, (f"in force until {calendar_day(end)}",))
    first = f"{calendar_day(day)} is the first day to give notice"
    return start.then(day, f"not before {earliest} before the end{remark}: {first}")


def _bridge_start(terms: NoticeTerms, end: date, jurisdiction: str) -> DerivedDate:
    """The last day to start the award of a bridge: the first bare day less the time to award it and its own notice."""
    bare = end + ONE_DAY
    day = DerivedDate(end, (f"in force until {calendar_day(end)}",))
    day = day.then(bare, f"{calendar_day(bare)} is the first bare day")
    award = bare - timedelta(days=terms.award_days)
    assumed = " (assumed, none is stated)" if terms.award_assumed else ""
    if terms.award_days or terms.award_assumed:
        day = day.then(award, f"less {day_count(terms.award_days)} to award it{assumed}: {calendar_day(award)}")
    if terms.notice == Notice():
        return day
    to, remark = last_day_to_give_notice(award, terms.notice, jurisdiction)
    return day.then(to, f"less {terms.notice} of notice{remark}: {calendar_day(to)}")


def _decision_day(notice: DerivedDate, terms: NoticeTerms) -> DerivedDate:
    to = notice.value - timedelta(days=terms.lead_days)
    assumed = " (assumed, none is stated)" if terms.lead_assumed else ""
    approval = f"less {day_count(terms.lead_days)} of internal approval{assumed}"
    approval = approval if terms.lead_days or terms.lead_assumed else "no internal lead time"
    return notice.then(to, f"{approval}: decide by {calendar_day(to)}")
