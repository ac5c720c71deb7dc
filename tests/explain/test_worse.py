"""The record named last binds to the day, and a record that holds no late day can get worse unnoticed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from planner.domain.portfolio import Portfolio
from planner.domain.rules import Rule
from planner.explain.contract import Explainer
from planner.explain.push_table import PushTable
from planner.explain.pushing import Push
from planner.explain.records import Band, Blocker, Explanation, RecordRef
from planner.explain.waits import Waits
from planner.plan.judge import judge
from planner.plan.plan_case import PlanCase
from tests.depth import by_day, least_by_day
from tests.explain.drawn import SETTINGS
from tests.explain.proving import RULES
from tests.explain.test_laws import explained, push_of
from tests.explain.worse import WORSE, missing_one_day_longer, worse

EVERY = 13
SEEDS = by_day(range(200), EVERY)


def test_the_record_of_the_last_late_day_made_a_day_worse_breaks_the_plan_of_its_band() -> None:
    seen = 0
    for found, explanation in explained(SEEDS):
        first = explanation.segments[0] if explanation.segments else None
        if first is None or first.cause is None or first.cause.record.table == "portfolio":
            continue
        band = Band.OTHERS if explanation.days_by_band[Band.OTHERS] else Band.ALONE
        push = push_of(found, explanation, band)
        record = first.cause.record
        assert any(
            breach.rule is RULES[record.table]
            for changed in a_day_worse(push, first.cause)
            for breach in judge(PlanCase(changed, push.case.plan))
        ), (found.seed, explanation.contract, record)
        seen += 1
    assert seen >= least_by_day(80, EVERY)


def a_day_worse(push: Push, cause: Blocker) -> Iterator[Portfolio]:
    """The portfolio with the record a day worse; in working days a yearly freeze may end on closed days of a later year."""
    whole = push.case.portfolio
    if cause.record.table == "resources":
        yield missing_one_day_longer(push, cause)
    else:
        yield from (worse(whole, cause.record, days) for days in ((1,) if whole.axis.is_calendar else (1, 2, 3, 4)))


def test_a_record_that_holds_no_late_day_can_get_worse_unnoticed() -> None:
    # as far as both plans keep the rules, and the record still holds no late day
    seen = 0
    for found, explanation in explained(SEEDS):
        if explanation.late_days == 0 or explanation.days_by_band[Band.CHOICE]:
            continue
        for record in unnamed(found.case, explanation):
            for days in (4, 1):
                changed = worse(found.portfolio, record, days)
                if tolerated(changed, found.case, explanation, record):
                    again = Explainer.of(replace(found.case, portfolio=changed), SETTINGS).explain(explanation.contract)
                    assert facts(again) == facts(explanation), (found.seed, explanation.contract, record, days)
                    seen += 1
                    break
    assert seen >= least_by_day(80, EVERY)


def unnamed(case: PlanCase, explanation: Explanation) -> list[RecordRef]:
    """Records with a date that hold no late day, neither as a label nor beside one."""
    whole = case.portfolio
    named = {segment.record.place for segment in explanation.segments if segment.record}
    named |= {also.record.place for segment in explanation.segments for also in segment.also}
    records = [RecordRef(table="milestones", key=item.id) for item in whole.milestones]
    records += [RecordRef(table="migrations", key=item.id) for item in whole.migrations if item.release_date]
    records += [RecordRef(table="freezes", key=item.id) for item in whole.freezes]
    records += [RecordRef(table="wave_windows", key=item.cluster) for item in whole.wave_windows]
    return [record for record in records if record.place not in named and record.table in WORSE]


def tolerated(changed: object, case: PlanCase, explanation: Explanation, record: RecordRef) -> bool:
    """Whether both plans keep the rules of the changed portfolio, and the record holds no late day of either."""
    assert explanation.days is not None
    for plan in (case.plan, explanation.days.alone.witness):
        under = replace(case, portfolio=changed, plan=plan)  # type: ignore[arg-type]
        if any(breach.rule is not Rule.COMPLETE for breach in judge(under)):
            return False
        table = PushTable(Push(under, explanation.contract, Waits.of(under.portfolio)))
        stops = [stop for stop in table.stops if stop.record.place == record.place]
        late = range(explanation.off_by_day, explanation.needed_until_day)
        if any(stop.since(day) is not None for stop in stops for day in late):
            return False
    return True


def facts(explanation: Explanation) -> list[object]:
    """What must stay."""
    return [
        (
            s.band,
            s.category,
            s.from_day,
            s.until_day,
            s.record and s.record.place,
            [(a.record.place, a.days) for a in s.also],
        )
        for s in explanation.segments
    ]
