"""Records and settings that are stated and change nothing, so that nobody waits for an effect that does not come."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from planner.domain.findings import Finding
from planner.domain.graph.dependency_graph import Node, NodeKind, timing_graph, waiting_for
from planner.domain.portfolio import Portfolio
from planner.reading.cells.located import Located, Place, Tables
from planner.reading.rows.resources import CapacityStepRow, ClosedDaysRow, FreezeRow, WaveWindowRow

NAMED_MILESTONES = 5


def unused_records(portfolio: Portfolio, tables: Tables) -> Iterator[Finding]:
    """Milestones and clusters nothing waits for, and periods and steps outside the horizon.

    Closed days too, where calendar days are counted.
    """
    yield from _milestones(portfolio, tables)
    yield from _clusters(portfolio, tables)
    yield from _closed_days(portfolio, tables)
    yield from _beyond_horizon(portfolio, tables)


def _milestones(portfolio: Portfolio, tables: Tables) -> Iterator[Finding]:
    ahead = [milestone for milestone in portfolio.milestones if milestone.achieved_date is None]
    if ahead and not portfolio.precedences:
        yield _nothing_waits_at_all([milestone.id for milestone in ahead], tables)
        return
    graph = timing_graph(portfolio)
    for milestone in ahead:
        if not waiting_for(graph, Node(NodeKind.MILESTONE, milestone.id)).migrations:
            message = f'nothing waits for "{milestone.id}", so its date changes nothing'
            cure = f"name it as predecessor in {tables.files['precedences']}, or remove the row"
            yield tables.place("milestones", milestone.id).warning("nothing-waits", "id", message, cure=cure)


def _nothing_waits_at_all(milestones: Sequence[str], tables: Tables) -> Finding:
    """One finding for all milestones of a portfolio without precedences."""
    first_few = ", ".join(f'"{milestone}"' for milestone in milestones[:NAMED_MILESTONES])
    others = len(milestones) - NAMED_MILESTONES
    more = f" and {others:,} more" if others > 0 else ""
    message = f"nothing waits for {first_few}{more}: no precedence is stated"
    cure = f"say in {tables.files['precedences']} which migration waits for which milestone"
    return tables.place("milestones", milestones[0]).warning("nothing-waits", "id", message, cure=cure)


def _clusters(portfolio: Portfolio, tables: Tables) -> Iterator[Finding]:
    joined = {migration.cluster for migration in portfolio.migrations}
    for cluster in portfolio.clusters:
        if cluster.id not in joined:
            message = f'nothing waits for cluster "{cluster.id}": no migration moves to it'
            cure = f"name it in {tables.files['migrations']}, or remove the row"
            yield tables.place("clusters", cluster.id).warning("nothing-waits", "id", message, cure=cure)


def _closed_days(portfolio: Portfolio, tables: Tables) -> Iterator[Finding]:
    """One finding for the whole table."""
    rows = tables.rows(ClosedDaysRow)
    if rows and portfolio.axis.is_calendar:
        message = "closed days change nothing where phases and lags count calendar days"
        cure = f"set day_count to working in {tables.files['portfolio']}, or remove the table"
        yield rows[0].place.warning("no-effect", "from_date", message, cure=cure)


def _beyond_horizon(portfolio: Portfolio, tables: Tables) -> Iterator[Finding]:
    """Windows, freezes, capacity steps and closed days that begin when planning is over."""
    rows: list[Located[WaveWindowRow] | Located[FreezeRow] | Located[CapacityStepRow] | Located[ClosedDaysRow]]
    rows = [*tables.rows(WaveWindowRow), *tables.rows(FreezeRow), *tables.rows(CapacityStepRow)]
    rows += tables.rows(ClosedDaysRow)
    for row in rows:
        if row.value.from_date >= portfolio.horizon_date:
            yield _outside(row.place, portfolio.horizon_date)
    for freeze in tables.rows(FreezeRow):
        if not freeze.value.yearly and freeze.value.until_date <= portfolio.status_date:
            message = f"it is over before the status date {portfolio.status_date}, so it changes nothing"
            cure = "check the dates, set yearly to yes, or remove the row"
            yield freeze.place.warning("outside-planning", "until_date", message, cure=cure)


def _outside(place: Place, horizon: date) -> Finding:
    message = f"it begins on or after the horizon {horizon}, so it changes nothing"
    cure = "check the dates, state a later horizon_date, or remove the row"
    return place.warning("outside-planning", "from_date", message, cure=cure)
