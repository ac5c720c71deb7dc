"""The rows of migrations and milestones: phases, cutover, and how long the legacy contracts are still needed."""

from __future__ import annotations

from planner.domain.clusters import Milestone
from planner.domain.migrations import STANDARD_MODE
from planner.domain.portfolio import Portfolio
from planner.domain.wording import calendar_day
from planner.plan.schedule import ScheduledMigration
from planner.present.gantt.model import Bar, BarKind, Fact, Marker, MarkerKind


def migration_bars(scheduled: ScheduledMigration) -> tuple[Bar, ...]:
    """One bar per phase that takes days, and the days after the cutover on which the legacy side is still needed."""
    bars = [
        Bar(
            kind=BarKind.PHASE if phase.until_day <= scheduled.cutover_day else BarKind.AFTER_CUTOVER,
            label=phase.phase.name,
            from_day=phase.from_day,
            until_day=phase.until_day,
            note=", ".join(f"{demand.amount} × {demand.resource}" for demand in phase.phase.demands),
        )
        for phase in scheduled.phases
        if phase.until_day > phase.from_day
    ]
    if scheduled.legacy_until_day > scheduled.cutover_day:
        bars.append(
            Bar(
                kind=BarKind.LEGACY_NEEDED,
                label="legacy still needed",
                from_day=scheduled.cutover_day,
                until_day=scheduled.legacy_until_day,
                note=", ".join(scheduled.migration.releases),
            )
        )
    return tuple(bars)


def migration_markers(portfolio: Portfolio, scheduled: ScheduledMigration) -> tuple[Marker, ...]:
    """The cutover, and the wished and the latest date of it where they are stated."""
    stated = (
        (MarkerKind.DUE, scheduled.migration.due_date),
        (MarkerKind.DEADLINE, scheduled.migration.deadline_date),
    )
    cutover = calendar_day(portfolio.date_of(scheduled.cutover_day))
    markers = [
        Marker(kind=MarkerKind.CUTOVER, day=scheduled.cutover_day, label=f"first day on the new service {cutover}")
    ]
    markers.extend(
        Marker(kind=kind, day=portfolio.day_of(wanted), label=f"{kind.value} {calendar_day(wanted)}")
        for kind, wanted in stated
        if wanted is not None
    )
    return tuple(sorted(markers, key=lambda marker: marker.day))


def migration_facts(portfolio: Portfolio, scheduled: ScheduledMigration) -> tuple[Fact, ...]:
    """What a reader asks about a migration, in words."""
    migration, mode = scheduled.migration, scheduled.mode
    mode_text = mode.id if mode.id == STANDARD_MODE else f"{mode.id}, {mode.extra_pounds:,} {portfolio.currency} extra"
    facts = [
        ("Starts", calendar_day(portfolio.date_of(scheduled.start_day))),
        ("Cutover", calendar_day(portfolio.date_of(scheduled.cutover_day))),
        ("Contracts needed until", calendar_day(portfolio.date_of(scheduled.legacy_until_day - 1))),
        ("Mode", mode_text),
        ("Releases", ", ".join(migration.releases) or "no contract"),
    ]
    return tuple(Fact(label=label, text=text) for label, text in facts)


def milestone_bars(portfolio: Portfolio, milestone: Milestone) -> tuple[Bar, ...]:
    """From the early to the late date of a milestone not yet achieved, where both are stated."""
    early, late = milestone.early_date, milestone.late_date
    if milestone.achieved_date is not None or early is None or late is None or late <= early:
        return ()
    from_day, until_day = portfolio.day_of(early), portfolio.day_of(late) + 1
    label = f"between {calendar_day(early)} and {calendar_day(late)}"
    return (Bar(kind=BarKind.FORECAST_RANGE, label=label, from_day=from_day, until_day=until_day),)


def milestone_marker(portfolio: Portfolio, milestone: Milestone, day: int) -> Marker:
    """The day of a milestone; it is settled once achieved."""
    achieved = milestone.achieved_date is not None
    word = "achieved" if achieved else "forecast"
    label = f"{word} {calendar_day(portfolio.date_of(day))}"
    return Marker(kind=MarkerKind.MILESTONE, day=day, label=label, settled=achieved)


def milestone_facts(milestone: Milestone) -> tuple[Fact, ...]:
    """Who owns a milestone, and its three dates where they are stated."""
    stated = (
        ("Early (P10)", milestone.early_date),
        ("Likely (P50)", milestone.likely_date),
        ("Late (P90)", milestone.late_date),
    )
    facts = [Fact(label="Owner", text=milestone.owner or "not stated")]
    return (*facts, *(Fact(label=label, text=calendar_day(day)) for label, day in stated if day is not None))
