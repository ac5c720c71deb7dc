"""The levers that a contract has: every record that can keep its feeders, and what gives way there."""

from __future__ import annotations

from collections.abc import Iterator

from planner.domain.decisions_taken import AGREED_KINDS
from planner.domain.levers.amounts import lag_shorter
from planner.domain.levers.dates import agreed_day_moved, milestone_earlier, release_earlier
from planner.domain.levers.given_up import freeze_given_up, group_given_up, precedence_given_up
from planner.domain.levers.lever import Lever, Way
from planner.domain.levers.periods import freeze_shorter, window_wider
from planner.domain.migrations import Precedence
from planner.domain.portfolio import Portfolio
from planner.domain.resources import FreezePeriod, FreezeScope
from planner.explain.pushing import Push


def levers_of(push: Push) -> Iterator[Lever]:
    """In the order of the table of levers: milestones, releases, agreed days, lags, precedences, groups, freezes, windows.

    Capacity, modes, options and notices are no single row that gives way by so many units: they have files of their own.
    """
    portfolio = push.case.portfolio
    found: list[Lever | None] = [
        *_milestones(push),
        *(release_earlier(portfolio, portfolio.migration_by_id[id]) for id in push.feeders),
        *_agreed(push),
        *(lag_shorter(portfolio, tie) for tie in _ties(push)),
        *(precedence_given_up(portfolio, tie) for tie in _ties(push)),
        *_groups(push),
        *_freezes(push),
        *_windows(push),
    ]
    yield from (lever for lever in found if lever is not None)


def _milestones(push: Push) -> Iterator[Lever | None]:
    found = {wait.milestone.id: wait.milestone for id in push.feeders for wait in push.waits.milestones[id]}
    for id in sorted(found):
        yield milestone_earlier(push.case.portfolio, found[id])


def _agreed(push: Push) -> Iterator[Lever | None]:
    for taken in push.case.portfolio.decisions_taken:
        if taken.kind in AGREED_KINDS and taken.subject in push.feeders:
            yield agreed_day_moved(push.case.portfolio, taken, Way.EARLIER)


def _ties(push: Push) -> list[Precedence]:
    """The precedences on the way to the feeders, each once, in the order of the portfolio."""
    used = {
        tie
        for id in push.feeders
        for wait in (*push.waits.migrations[id], *push.waits.milestones[id])
        for tie in wait.via
    }
    return [tie for tie in push.case.portfolio.precedences if tie in used]


def _groups(push: Push) -> Iterator[Lever]:
    members = {id for id in push.feeders if push.waits.partners[id]}
    for group in push.case.portfolio.groups:
        if group.bridge_pounds_per_day is None and members.intersection(group.migrations):
            yield group_given_up(group)


def _freezes(push: Push) -> Iterator[Lever | None]:
    for freeze in push.case.portfolio.freezes:
        if any(_applies(push.case.portfolio, freeze, id) for id in push.feeders):
            yield freeze_shorter(freeze, Way.EARLIER)
            yield freeze_shorter(freeze, Way.LATER)
            yield freeze_given_up(freeze)


def _applies(portfolio: Portfolio, freeze: FreezePeriod, id: str) -> bool:
    migration = portfolio.migration_by_id[id]
    whose = {FreezeScope.CLUSTER: migration.cluster, FreezeScope.ORGANISATION: migration.organisation}
    return freeze.scope is FreezeScope.EVERYONE or freeze.subject == whose[freeze.scope]


def _windows(push: Push) -> Iterator[Lever | None]:
    clusters = {push.case.portfolio.migration_by_id[id].cluster for id in push.feeders}
    for window in push.case.portfolio.wave_windows:
        if window.cluster in clusters:
            yield window_wider(push.case.portfolio, window, Way.EARLIER)
            yield window_wider(push.case.portfolio, window, Way.LATER)
