"""What holds for the segments of every portfolio and every lawful plan."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import cache
from random import Random

from planner.domain.canonical_order import ORDERS
from planner.domain.portfolio import Portfolio
from planner.domain.rules import Rule
from planner.explain.contract import Explainer
from planner.explain.forward import held_by_record
from planner.explain.push_table import PushTable
from planner.explain.pushing import Push
from planner.explain.records import Band, Category, Explanation, Segment
from planner.explain.waits import Waits
from planner.plan.entries import Plan
from planner.plan.judge import judge
from planner.plan.plan_case import PlanCase
from tests.depth import by_day
from tests.explain.drawn import SETTINGS, Drawn, drawn
from tests.explain.proving import breaches_of, names, with_fixed

SEEDS = by_day(range(200), 13)


def explained(seeds: range) -> Iterator[tuple[Drawn, Explanation]]:
    """Every contract that somebody can leave, under each plan."""
    for found in drawn(seeds):
        yield from ((found, explanation) for explanation in _explanations(found.seed))


@cache
def _explanations(seed: int) -> tuple[Explanation, ...]:
    (found,) = drawn(range(seed, seed + 1))
    explainer = Explainer.of(found.case, SETTINGS)
    return tuple(explainer.explain(contract) for contract in found.contracts)


def push_of(found: Drawn, explanation: Explanation, band: Band) -> Push:
    """The push of the plan a band speaks of."""
    waits = Waits.of(found.portfolio)
    if band is not Band.ALONE:
        return Push(found.case, explanation.contract, waits)
    assert explanation.days is not None
    return Push(PlanCase(found.portfolio, explanation.days.alone.witness), explanation.contract, waits)


def tables_of(found: Drawn, explanation: Explanation) -> dict[Band, PushTable]:
    """The push table of every band."""
    return {band: PushTable(push_of(found, explanation, band)) for band in Band}


def some_days(segment: Segment) -> list[int]:
    """The days of a segment, of a long one its ends and some between, from the last one back."""
    days = range(segment.from_day, segment.until_day)
    between = days[:: max(1, len(days) // 8)]
    return sorted({*days[:3], *between, *days[-3:]}, reverse=True)


def test_segments_are_whole_and_add_up_to_the_late_days() -> None:
    for found, explanation in explained(SEEDS):
        segments = explanation.segments
        assert all(segment.days > 0 for segment in segments), found.seed
        assert sum(segment.days for segment in segments) == explanation.late_days
        ends = [explanation.needed_until_day, *(segment.from_day for segment in segments)]
        assert [segment.until_day for segment in segments] == ends[:-1]
        assert sum(explanation.days_by_band.values()) == explanation.late_days


def test_the_judge_finds_a_breach_of_the_label_on_its_days() -> None:
    for found, explanation in explained(SEEDS):
        tables = tables_of(found, explanation)
        for segment in explanation.segments:
            for day in some_days(segment):
                table = tables[band_of(explanation, day)]
                if segment.cause is None:
                    assert table is tables[Band.CHOICE]
                    continue
                row = table.row(day)
                (blocker,) = [b for b in row.blockers if b.record.place == segment.cause.record.place][:1]
                fixed = blocker.record.table == "commitments"
                entries = with_fixed(table.push, day) if fixed else row.shifted
                breaches = breaches_of(table.push, entries)
                assert any(names(blocker, breach) for breach in breaches), (found.seed, explanation.contract, day)
        assert all(breaches_of(table.push, ()) == [] for table in tables.values())


def band_of(explanation: Explanation, day: int) -> Band:
    """The band of a late day."""
    assert explanation.days is not None
    if day >= explanation.days.others_fixed.day:
        return Band.CHOICE
    return Band.OTHERS if day >= explanation.days.alone.day else Band.ALONE


def test_the_label_blocks_the_longest_stretch_before_its_day() -> None:
    # day by day, without intervals: how far back each blocker goes on
    for found, explanation in explained(SEEDS):
        tables = tables_of(found, explanation)
        for segment in explanation.segments:
            for day in some_days(segment) if segment.record is not None else ():
                table = tables[band_of(explanation, day)]
                runs = {stop.cause: run_back(table, stop.cause, day) for stop in table.stops}
                tied = [cause[1:] for cause in sorted(runs) if runs[cause] == max(runs.values())]
                after = label_of(explanation, day + 1)
                expected = after if after in tied else tied[0]
                assert label_of(explanation, day) == expected, (found.seed, explanation.contract, day)


def label_of(explanation: Explanation, day: int) -> tuple[str, str] | None:
    """Table and key of the record of a late day; None where it has none."""
    segment = next((part for part in explanation.segments if part.from_day <= day < part.until_day), None)
    return None if segment is None or segment.record is None else segment.record.place


FOREVER = 1_500
"""Days that stand for a stretch without a beginning."""


def run_back(table: PushTable, cause: tuple[int, str, str], day: int) -> int:
    """Days before this one, itself included, that a stop blocks without a break."""
    stop = next(stop for stop in table.stops if stop.cause == cause)
    blocked = {d for first, until in stop.spans for d in range(max(first, day - FOREVER), until)}
    return next(back for back in range(FOREVER + 2) if day - back not in blocked)


def test_the_three_days_are_in_order_and_their_witnesses_lawful() -> None:
    for found, explanation in explained(SEEDS):
        days = explanation.days
        assert days is not None
        assert days.alone_any_mode.day <= days.alone.day <= days.others_fixed.day <= explanation.needed_until_day
        assert days.alone_any_mode.proved
        assert days.alone.proved
        assert days.others_fixed.proved
        assert judge(PlanCase(found.portfolio, days.others_fixed.witness)) == ()
        if found.best and explanation.choice is not None:
            assert explanation.choice.price_pounds >= 0, found.seed


def test_without_the_others_nobody_competes_and_the_alone_days_stay() -> None:
    for found, explanation in explained(SEEDS):
        left = without_others(found, explanation)
        assert left.days_by_band[Band.OTHERS] == 0, found.seed
        assert left.days_by_band[Band.ALONE] == explanation.days_by_band[Band.ALONE]
        alone = [segment for segment in left.segments if segment.cause is not None]
        mine = [segment for segment in explanation.segments if segment.band is Band.ALONE]
        if explanation.days_by_band[Band.OTHERS] == 0:
            assert alone == mine, found.seed


def without_others(found: Drawn, explanation: Explanation) -> Explanation:
    """The same contract in a portfolio that has its feeders only; its reference day stays."""
    kept = set(explanation.feeders)
    whole = found.portfolio
    smaller = replace(
        whole,
        migrations=tuple(m for m in whole.migrations if m.id in kept),
        modes=tuple(mode for mode in whole.modes if mode.migration in kept),
        groups=tuple(replace(g, migrations=tuple(m for m in g.migrations if m in kept)) for g in whole.groups),
        precedences=tuple(
            p for p in whole.precedences if {p.predecessor, p.successor} <= kept | set(whole.milestone_by_id)
        ),
        budgets=(),
        policy=replace(whole.policy, negotiation_limit=None),
    )
    entries = tuple(entry for entry in found.case.plan.migrations if entry.migration in kept)
    plan = Plan(migrations=entries, options=found.case.plan.options)
    return Explainer.of(PlanCase(smaller, plan), SETTINGS).explain(explanation.contract)


def test_the_forward_view_is_the_inverse_of_the_segments() -> None:
    for found in drawn(SEEDS):
        explainer = Explainer.of(found.case, SETTINGS)
        explanations = [explainer.explain(contract) for contract in found.contracts]
        held = held_by_record(explanations)
        for explanation in explanations:
            labelled: dict[tuple[str, str], int] = {}
            for segment in explanation.segments:
                if segment.record is not None:
                    labelled[segment.record.place] = labelled.get(segment.record.place, 0) + segment.days
            for place, entry in held.items():
                days = {hold.contract: hold.days for hold in entry.holds}
                assert days.get(explanation.contract, 0) == labelled.get(place, 0)


def test_the_order_of_rows_changes_nothing() -> None:
    for found, explanation in explained(SEEDS):
        shuffled = rows_in_another_order(found.portfolio, Random(found.seed))
        assert Explainer.of(PlanCase(shuffled, found.case.plan), SETTINGS).explain(explanation.contract) == explanation


def rows_in_another_order(whole: Portfolio, random: Random) -> Portfolio:
    """The same records, those of every table in another order."""
    changes: Mapping[str, tuple[object, ...]] = {
        name: tuple(random.sample(getattr(whole, name), len(getattr(whole, name)))) for name in ORDERS
    }
    groups = tuple(replace(g, migrations=tuple(random.sample(g.migrations, len(g.migrations)))) for g in whole.groups)
    return replace(whole, **{**changes, "groups": groups})  # type: ignore[arg-type]


def test_rules_and_categories_of_causes_fit() -> None:
    capacity = {Category.OWN_CAPACITY, Category.COMPETITION}
    for found, explanation in explained(SEEDS):
        for segment in explanation.segments:
            if segment.cause is not None:
                is_resource = segment.cause.record.table == "resources"
                assert (segment.category in capacity) == is_resource, (found.seed, Rule.CAPACITY)
                assert segment.category is not Category.COMPETITION or segment.band is Band.OTHERS
