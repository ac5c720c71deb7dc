"""Records that cannot stand together: named before a search that could only say that no plan keeps every rule."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from planner.domain.decisions_taken import DecisionTaken
from planner.domain.findings import Finding
from planner.domain.graph.standing_together import STATUS_DATE, Rule, circles_of_rules
from planner.domain.migrations import Group, Migration, Precedence
from planner.domain.portfolio import Portfolio
from planner.reading.cells.located import Place, Tables
from planner.reading.rows.migrations import PrecedenceRow


def contradictions(portfolio: Portfolio, tables: Tables) -> Iterator[Finding]:
    """Circles of lags, ties, deadlines, releases and agreed days that no plan can keep, one after the other.

    A migration that its own dates alone make impossible is left to the warnings about migrations.
    """
    for rules in circles_of_rules(portfolio):
        named = [(place, column, said) for rule in rules for place, column, said in _said(rule, tables)]
        moving = {rule.then for rule in rules if rule.then in portfolio.migration_by_id}
        agreed = any(isinstance(rule.record, DecisionTaken) for rule in rules)
        if named and (len(moving) > 1 or agreed):
            yield _finding(named, sum(rule.days for rule in rules))


def _finding(named: Sequence[tuple[Place, str, str]], days: int) -> Finding:
    place, column, _ = named[0]
    rows = list(dict.fromkeys(said for _, _, said in named))
    what = (
        "these cannot stand together" if len(rows) > 1 else "this cannot stand beside the status date and the horizon"
    )
    message = f"{what}, by {counted_days(days)}: {'; '.join(rows)}"
    cure = "change one of them; no plan keeps them all" if len(rows) > 1 else "correct the day; no plan keeps it"
    return place.warning("cannot-stand-together", column, message, cure=cure)


def counted_days(days: int) -> str:
    """For instance `1 day`, `1,204 days`."""
    return "1 day" if days == 1 else f"{days:,} days"


def _said(rule: Rule, tables: Tables) -> Iterator[tuple[Place, str, str]]:
    """Where a rule stands and what it asks; nothing of what the calendar itself asks."""
    match rule.record:
        case Precedence() as arc:
            place = _row_of(arc, tables)
            says = f"{arc.successor} waits for {arc.predecessor} ({arc.kind}, lag {arc.lag_days})"
            yield place, "lag_days", f"{_row(place)}: {says}"
        case Group() as group:
            place = tables.place("groups", group.id)
            yield place, "migrations", f"{_row(place)}: {group.id} cuts over together"
        case DecisionTaken() as taken:
            place = tables.place("commitments", taken.id)
            yield place, "agreed_date", f"{_row(place)}: {taken.kind} for {taken.subject} on {taken.agreed_date}"
        case Migration() as migration:
            place = tables.place("migrations", migration.id)
            column = "deadline_date" if rule.then == STATUS_DATE else "release_date"
            yield place, column, f"{_row(place)}: the {column} of {migration.id} is {getattr(migration, column)}"


def _row_of(arc: Precedence, tables: Tables) -> Place:
    """The row of a precedence; where the same is stated twice, the last."""
    rows: Sequence[Place] = [
        row.place
        for row in tables.rows(PrecedenceRow)
        if (row.value.predecessor, row.value.successor) == (arc.predecessor, arc.successor)
        and (row.value.kind, row.value.lag_days) == (arc.kind, arc.lag_days)
    ]
    return rows[-1]


def _row(place: Place) -> str:
    return f"{place.file} row {place.row}"
