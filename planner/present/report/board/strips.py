"""The plan on a page: a strip for each cluster with its readiness, cutovers and contract ends."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from planner.domain.calendar import ONE_DAY, financial_quarter, financial_year_label
from planner.domain.clusters import Cluster, Milestone
from planner.present.gantt.rows.row_places import place_of_contract
from planner.present.report.board.view import ReportView
from planner.present.wording import counted, plain_day, shortened

WIDTH, LEFT = 1000, 128
MOST_CLUSTERS = 9
MOST_YEARS = 12
LONGEST_NAME = 17


@dataclass(frozen=True, kw_only=True)
class Mark:
    """A mark on a strip: where it stands, and what it says. `settled`: it has been reached already."""

    x: float
    words: str
    settled: bool = False


@dataclass(frozen=True, kw_only=True)
class Strip:
    """A cluster on the calendar. `summary` says the same in words."""

    name: str
    short_name: str
    count: str
    ready: tuple[Mark, ...]
    cutovers: tuple[Mark, ...]
    ends: tuple[Mark, ...]
    summary: str


@dataclass(frozen=True, kw_only=True)
class Tick:
    """A line of the calendar: the beginning of a quarter, of a year where `text` says which."""

    x: float
    text: str = ""


@dataclass(frozen=True, kw_only=True)
class PlanOnAPage:
    """All strips; `more` counts the clusters that are not shown."""

    strips: tuple[Strip, ...]
    ticks: tuple[Tick, ...]
    more: int
    width: int = WIDTH
    left: int = LEFT


def plan_on_a_page(view: ReportView) -> PlanOnAPage:
    """The strips of the clusters with the most migrations, in the order of the portfolio."""
    moves = Counter(move.migration.cluster for move in view.moves)
    chosen = sorted(view.clusters, key=lambda cluster: -moves[cluster.id])[:MOST_CLUSTERS]
    calendar = _calendar(view)
    return PlanOnAPage(
        strips=tuple(_strip(view, cluster, calendar) for cluster in view.clusters if cluster in chosen),
        ticks=tuple(_ticks(view, calendar)),
        more=len(view.clusters) - len(chosen),
    )


@dataclass(frozen=True, kw_only=True)
class _Calendar:
    """The days `[first, until)` that the strips show, and the last contract days by cluster."""

    first: date
    until: date
    milestones: Mapping[str, Sequence[Milestone]]
    contract_ends: Mapping[str, Mapping[date, int]]

    def x(self, day: date) -> float:
        return round(LEFT + (WIDTH - LEFT - 8) * (day - self.first).days / max(1, (self.until - self.first).days), 1)

    def shows(self, day: date) -> bool:
        return self.first <= day < self.until


def _calendar(view: ReportView) -> _Calendar:
    """From the quarter of the status date to that of the last cutover; contracts that last longer end beyond it."""
    portfolio = view.portfolio
    last = max([portfolio.status_date, *(view.date_of(move.cutover_day) for move in view.moves)])
    ends: dict[str, Counter[date]] = defaultdict(Counter)
    for cover in view.covers:
        if not cover.no_route:
            cluster = place_of_contract(portfolio, cover.contract).cluster
            ends[cluster][view.date_of(cover.covered_until_day) - ONE_DAY] += 1
    milestones: dict[str, list[Milestone]] = defaultdict(list)
    for milestone in portfolio.milestones:
        milestones[milestone.cluster or ""].append(milestone)
    return _Calendar(
        first=financial_quarter(portfolio.status_date, portfolio.financial_year_start_month).from_date,
        until=financial_quarter(last, portfolio.financial_year_start_month).until_date,
        milestones=milestones,
        contract_ends=ends,
    )


def _strip(view: ReportView, cluster: Cluster, calendar: _Calendar) -> Strip:
    moves = [move for move in view.moves if move.migration.cluster == cluster.id]
    cutovers = Counter(view.date_of(move.cutover_day) for move in moves)
    ends = calendar.contract_ends.get(cluster.id, {})
    ready = [(view.date_of(view.case.ends[one.id].start_day), one) for one in calendar.milestones.get(cluster.id, ())]
    return Strip(
        name=cluster.name,
        short_name=shortened(cluster.name, LONGEST_NAME),
        count=counted(len(moves), "cutover"),
        ready=tuple(
            Mark(
                x=calendar.x(day),
                words=f"{one.name}: {plain_day(day)}{'' if one.achieved_date else ' (forecast)'}",
                settled=one.achieved_date is not None,
            )
            for day, one in sorted(ready, key=lambda found: (found[0], found[1].id))
            if calendar.shows(day)
        ),
        cutovers=_marks(calendar, cutovers, "cutover"),
        ends=_marks(calendar, ends, "contract end"),
        summary=_summary(cutovers, ready, ends),
    )


def _marks(calendar: _Calendar, days: Mapping[date, int], noun: str) -> tuple[Mark, ...]:
    return tuple(
        Mark(x=calendar.x(day), words=f"{plain_day(day)}: {counted(days[day], noun)}")
        for day in sorted(days)
        if calendar.shows(day)
    )


def _summary(cutovers: Mapping[date, int], ready: Sequence[tuple[date, Milestone]], ends: Mapping[date, int]) -> str:
    waited = [
        f"{milestone.name} {plain_day(day)}"
        for day, milestone in sorted(ready, key=lambda one: one[0])
        if not milestone.achieved_date
    ]
    parts = [*waited, _spanned(cutovers, "cutover"), _spanned(ends, "contract end")]
    return "; ".join(filter(None, parts))


def _spanned(days: Mapping[date, int], noun: str) -> str:
    if not days:
        return f"no {noun}"
    first, last = plain_day(min(days)), plain_day(max(days))
    return f"{counted(sum(days.values()), noun)}, {first if first == last else f'{first} to {last}'}"


def _ticks(view: ReportView, calendar: _Calendar) -> Iterator[Tick]:
    """Every quarter, or years alone where the strips show many of them; each year has its name, and so has the first."""
    quarter = financial_quarter(calendar.first, view.portfolio.financial_year_start_month)
    every_quarter = (calendar.until - calendar.first).days <= MOST_YEARS * 366
    while quarter.from_date < calendar.until:
        begins = quarter.number == 1 or quarter.from_date == calendar.first
        if begins or every_quarter:
            label = financial_year_label(quarter.year, quarter.start_month)
            yield Tick(x=calendar.x(quarter.from_date), text=label if begins else "")
        quarter = financial_quarter(quarter.until_date, quarter.start_month)
