"""What is uncertain in a portfolio, as one frozen record: the only thing that draws are made from."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from planner.domain.clusters import Milestone
from planner.domain.portfolio import Portfolio
from planner.domain.risks import RiskDriver
from planner.domain.uncertain.families import RangeFamily
from planner.domain.uncertain.past_slips import STRESS_CASE, PastSlips
from planner.domain.uncertain.ranges import date_range, length_range, phases_that_vary
from planner.risk.families import Range
from planner.risk.past_range import PastRange

PROGRAMME_SHARE = 0.2
CLUSTER_SHARE = 0.3
FORECAST_SKILL = 0.5
WARNING_DAYS = 30


@dataclass(frozen=True)
class UncertainDate:
    """A milestone: the day the plan assumes, and the range of its own date; None: it has none, and is held still.

    `warning_days`: how long before it happens everybody knows its day. `skill`: how much of what is uncertain about it a
    forecast has taken away by its P50. Its cluster says what it has in common with others.
    """

    id: str
    cluster: str | None
    planning_day: int
    range: Range | PastRange | None
    achieved: bool = False
    warning_days: int = WARNING_DAYS
    skill: float = FORECAST_SKILL

    @property
    def varies(self) -> bool:
        """Whether its own date is drawn."""
        return self.range is not None and self.range.varies


@dataclass(frozen=True)
class Mitigated:
    """What a mitigation leaves of an event: its probability, and the share of its days; and what it costs."""

    probability: float
    share: float
    pounds: int


@dataclass(frozen=True)
class Event:
    """Something that may happen, and then delays everything it affects by the same days.

    `known_day`: the day on which everybody knows whether it does; None: any day before it bites. `share`: how much of its
    days is left.
    """

    id: str
    probability: float
    days: Range
    milestones: tuple[str, ...] = ()
    migrations: tuple[str, ...] = ()
    known_day: int | None = None
    mitigated: Mitigated | None = None
    share: float = 1.0


@dataclass(frozen=True)
class Uncertainty:
    """Everything that is drawn, by sorted ids.

    `lengths`: the range of a phase before the cutover phase, by profile and phase name; what is not in it is as long as
    planned. `agreements`: probability that a supplier says yes, by option; an option that is not in it is always agreed.
    `spread`: 1 is what was stated; 0 is the plan itself, with no event. `warning_days`: how long before it happens a day of
    a migration is known to all; each date has its own. `outside_view`: all ranges are those of past slips.
    """

    dates: tuple[UncertainDate, ...]
    events: tuple[Event, ...]
    lengths: Mapping[tuple[str, str], Range] = field(default_factory=dict)
    agreements: Mapping[str, float] = field(default_factory=dict)
    programme_share: float = PROGRAMME_SHARE
    cluster_shares: Mapping[str, float] = field(default_factory=dict)
    warning_days: int = WARNING_DAYS
    spread: float = 1.0
    outside_view: bool = False

    def cluster_share(self, cluster: str | None) -> float:
        """How much of the variance a cluster has in common."""
        return 0.0 if cluster is None else self.cluster_shares.get(cluster, CLUSTER_SHARE)

    @property
    def still(self) -> tuple[str, ...]:
        """Open milestones without a range, which are held still."""
        return tuple(date.id for date in self.dates if not date.achieved and not date.varies)

    @property
    def family(self) -> str:
        """What the ranges of dates are, and by how much they are widened; empty where no date has one."""
        found = "; ".join(sorted({date.range.label for date in self.dates if date.range is not None}))
        widened = "" if self.spread == 1.0 or not found else f" × {self.spread:g}"
        return f"{found}{widened} ({STRESS_CASE})" if self.outside_view else f"{found}{widened}"

    def by_past_slips(self, past: PastSlips) -> Uncertainty:
        """The outside view: every open date has the slips of others, and no range of its own."""
        moved = (
            date if date.achieved else replace(date, range=PastRange(date.planning_day, past)) for date in self.dates
        )
        return replace(self, dates=tuple(moved), outside_view=True)

    def in_family(self, family: RangeFamily) -> Uncertainty:
        """The same with every range in one family; where the numbers do not fit it the range stays as it is."""
        return replace(self, dates=tuple(_in_family(date, family) for date in self.dates))

    def with_mitigation(self, event: str) -> Uncertainty:
        """The same once the mitigation of one event is paid for; its draws are those of the plain event, or fewer."""
        return replace(self, events=tuple(_after(item) if item.id == event else item for item in self.events))

    def without(self, *, events: frozenset[str] = frozenset(), dates: frozenset[str] = frozenset()) -> Uncertainty:
        """The same with these events off, and these dates at their planning days."""
        return replace(
            self,
            events=tuple(replace(event, probability=0.0) if event.id in events else event for event in self.events),
            dates=tuple(replace(date, range=None) if date.id in dates else date for date in self.dates),
        )


def _after(event: Event) -> Event:
    if event.mitigated is None:
        return event
    return replace(event, probability=event.mitigated.probability, share=event.mitigated.share)


def _in_family(date: UncertainDate, family: RangeFamily) -> UncertainDate:
    if not isinstance(date.range, Range):
        return date
    moved = replace(date.range, family=family)
    return replace(date, range=moved) if moved.fits else date


def uncertainty_of(portfolio: Portfolio, *, spread: float = 1.0) -> Uncertainty:
    """What the tables of a portfolio say is uncertain."""
    policy = portfolio.policy
    shares = {cluster.id: cluster.common_share for cluster in portfolio.clusters}
    return Uncertainty(
        dates=tuple(_date(portfolio, milestone) for milestone in _by_id(portfolio.milestones)),
        events=tuple(_event(portfolio, driver) for driver in sorted(portfolio.risk_drivers, key=lambda item: item.id)),
        lengths=dict(_lengths(portfolio)),
        agreements={option.id: option.agreement_probability for option in portfolio.options},
        programme_share=policy.programme_share,
        cluster_shares={id: policy.cluster_share if own is None else own for id, own in sorted(shares.items())},
        warning_days=policy.warning_days,
        spread=spread,
    )


def _by_id(milestones: tuple[Milestone, ...]) -> list[Milestone]:
    return sorted(milestones, key=lambda milestone: milestone.id)


def _date(portfolio: Portfolio, milestone: Milestone) -> UncertainDate:
    policy, achieved = portfolio.policy, milestone.achieved_date is not None
    return UncertainDate(
        id=milestone.id,
        cluster=milestone.cluster,
        planning_day=portfolio.day_of(milestone.planning_date),
        range=_range(portfolio, milestone),
        achieved=achieved,
        warning_days=policy.warning_days if milestone.warning_days is None else milestone.warning_days,
        skill=policy.forecast_skill if milestone.forecast_skill is None else milestone.forecast_skill,
    )


def _range(portfolio: Portfolio, milestone: Milestone) -> Range | None:
    """Its three days; None where it has no range."""
    found = date_range(milestone)
    if found is None:
        return None
    low, middle, high = (portfolio.day_of(day) for day in (found.early, found.likely, found.late))
    return Range(low, middle, high, milestone.range)


def _event(portfolio: Portfolio, driver: RiskDriver) -> Event:
    return Event(
        id=driver.id,
        probability=driver.chance,
        days=Range(driver.early_days, driver.likely_days, driver.late_days),
        milestones=tuple(sorted(id for id in driver.affects if id in portfolio.milestone_by_id)),
        migrations=tuple(sorted(id for id in driver.affects if id in portfolio.migration_by_id)),
        known_day=None if driver.known_date is None else portfolio.day_of(driver.known_date),
        mitigated=_mitigated(driver),
    )


def _mitigated(driver: RiskDriver) -> Mitigated | None:
    """What the mitigation leaves; None where nobody stated it. What is not stated of the two stays as it is."""
    if driver.mitigated_probability is None and driver.mitigated_percent is None:
        return None
    probability, percent = driver.mitigated_probability, driver.mitigated_percent
    return Mitigated(
        probability=driver.chance if probability is None else min(probability, driver.chance),
        share=1.0 if percent is None else percent / 100.0,
        pounds=driver.mitigation_pounds or 0,
    )


def _lengths(portfolio: Portfolio) -> Iterator[tuple[tuple[str, str], Range]]:
    """The range of every phase before the cutover phase that can be shorter or longer than planned."""
    for profile in portfolio.profiles:
        for phase in phases_that_vary(profile):
            found = length_range(portfolio.policy, phase)
            if found.varies:
                yield (profile.id, phase.name), Range(found.early, found.likely, found.late)
