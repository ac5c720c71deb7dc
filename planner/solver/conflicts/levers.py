"""What each record of a conflict could give: its own lever, and those of what it rests on."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping

from planner.domain.decisions_taken import AGREED_KINDS, DecisionTaken
from planner.domain.levers.amounts import (
    budget_more,
    capacity_more,
    lag_shorter,
    negotiations_more,
    phase_shorter,
    precedence_keys,
    step_more,
)
from planner.domain.levers.dates import (
    agreed_day_moved,
    deadline_later,
    horizon_later,
    milestone_earlier,
    release_earlier,
)
from planner.domain.levers.given_up import (
    bundle_given_up,
    closed_days_given_up,
    decision_given_up,
    exercise_given_up,
    group_given_up,
)
from planner.domain.levers.lever import Lever, Way
from planner.domain.levers.periods import freeze_shorter, window_wider
from planner.domain.migrations import Precedence
from planner.domain.portfolio import Portfolio
from planner.domain.routes import all_modes
from planner.solver.conflicts.stakes import Stake, closed_key, closings

Family = tuple[Lever, ...]
"""Levers of which the one that needs least speaks for all: the windows of a cluster, the phases of a profile."""


def families_of(portfolio: Portfolio, stakes: Collection[Stake]) -> Iterator[Family]:
    """The levers of every record of a conflict, then those of the phases its migrations rest on."""
    for stake in stakes:
        make = FAMILIES.get((stake.table, stake.key if stake.column == "value" else stake.column))
        for family in make(portfolio, stake.key) if make is not None else ():
            levers = tuple(lever for lever in family if lever is not None)
            if levers:
                yield levers
    yield from _phases(portfolio, stakes)


Families = Iterator[tuple[Lever | None, ...]]


def _horizon(portfolio: Portfolio, key: str) -> Families:
    yield (horizon_later(portfolio),)


def _capacity(portfolio: Portfolio, key: str) -> Families:
    yield (capacity_more(portfolio.resource_by_id[key]),)
    yield tuple(step_more(step) for step in portfolio.capacity_steps if step.resource == key)


def _windows(portfolio: Portfolio, key: str) -> Families:
    for way in (Way.EARLIER, Way.LATER):
        yield tuple(window_wider(portfolio, w, way) for w in portfolio.wave_windows if w.cluster == key)


def _budget(portfolio: Portfolio, key: str) -> Families:
    yield tuple(budget_more(budget) for budget in portfolio.budgets if str(budget.financial_year) == key)


def _negotiations(portfolio: Portfolio, key: str) -> Families:
    yield (negotiations_more(),)


def _bundle(portfolio: Portfolio, key: str) -> Families:
    yield (bundle_given_up(key),)


def _freeze(portfolio: Portfolio, key: str) -> Families:
    freeze = next(freeze for freeze in portfolio.freezes if freeze.id == key)
    yield (freeze_shorter(freeze, Way.LATER),)
    yield (freeze_shorter(freeze, Way.EARLIER),)


def _closed(portfolio: Portfolio, key: str) -> Families:
    yield tuple(closed_days_given_up(closed) for closed in closings(portfolio) if closed_key(closed) == key)


def _group(portfolio: Portfolio, key: str) -> Families:
    yield tuple(group_given_up(group) for group in portfolio.groups if group.id == key)


def _release(portfolio: Portfolio, key: str) -> Families:
    yield (release_earlier(portfolio, portfolio.migration_by_id[key]),)


def _deadline(portfolio: Portfolio, key: str) -> Families:
    yield (deadline_later(portfolio, portfolio.migration_by_id[key]),)


def _precedence(portfolio: Portfolio, key: str) -> Families:
    tie = _tie(portfolio, key)
    milestone = portfolio.milestone_by_id.get(tie.predecessor)
    if milestone is not None:
        yield (milestone_earlier(portfolio, milestone),)
    yield (lag_shorter(portfolio, tie),)


def _tie(portfolio: Portfolio, key: str) -> Precedence:
    return portfolio.precedences[precedence_keys(portfolio).index(key)]


def _decision(portfolio: Portfolio, key: str) -> Families:
    taken = _taken(portfolio, key)
    if taken.kind in AGREED_KINDS:
        yield (agreed_day_moved(portfolio, taken, Way.EARLIER),)
        yield (agreed_day_moved(portfolio, taken, Way.LATER),)
    else:
        yield (decision_given_up(taken),)


def _taken(portfolio: Portfolio, key: str) -> DecisionTaken:
    return next(taken for taken in portfolio.decisions_taken if taken.id == key)


def _exercised(portfolio: Portfolio, key: str) -> Families:
    yield (exercise_given_up(portfolio.option_by_id[key]),)


FAMILIES: Mapping[tuple[str, str | None], Callable[[Portfolio, str], Families]] = {
    ("portfolio", "horizon_date"): _horizon,
    ("resources", "capacity"): _capacity,
    ("wave_windows", None): _windows,
    ("budgets", "pounds"): _budget,
    ("policy", "negotiation_limit"): _negotiations,
    ("options", "bundle"): _bundle,
    ("freezes", None): _freeze,
    ("closed_days", None): _closed,
    ("groups", None): _group,
    ("migrations", "release_date"): _release,
    ("precedences", "lag_days"): _precedence,
    ("migrations", "deadline_date"): _deadline,
    ("commitments", "agreed_date"): _decision,
    ("options", "state"): _exercised,
}
"""By table and column of a stake, of a setting by its name. What a question asks for has its own day: see `repairing`."""


def _phases(portfolio: Portfolio, stakes: Collection[Stake]) -> Iterator[Family]:
    profiles = {
        mode.profile
        for id in _migrations(portfolio, stakes)
        for mode in all_modes(portfolio, portfolio.migration_by_id[id])
    }
    for id in sorted(profiles):
        profile = portfolio.profile_by_id[id]
        levers = tuple(lever for phase in profile.phases if (lever := phase_shorter(profile, phase)) is not None)
        if levers:
            yield levers


def _migrations(portfolio: Portfolio, stakes: Collection[Stake]) -> Iterator[str]:
    """The migrations whose own days take part."""
    for stake in stakes:
        named: tuple[str, ...] = ()
        if stake.table == "migrations":
            named = (stake.key,)
        elif stake.table == "precedences":
            tie = _tie(portfolio, stake.key)
            named = (tie.predecessor, tie.successor)
        elif stake.table == "commitments" and (taken := _taken(portfolio, stake.key)).kind in AGREED_KINDS:
            named = (taken.subject,)
        yield from (id for id in named if id in portfolio.migration_by_id)
