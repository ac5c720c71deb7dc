"""No pair is tied twice in the same way: only the longer lag would count."""

from __future__ import annotations

from collections.abc import Iterator

from planner.domain.findings import Finding
from planner.domain.migrations import PrecedenceKind
from planner.reading.cells.located import Located, Tables
from planner.reading.rows.migrations import PrecedenceRow


def check_precedences(tables: Tables) -> Iterator[Finding]:
    """Rows that repeat the pair and the kind of a row before them; pairs tied in two kinds are no repetition."""
    first: dict[tuple[str, str, PrecedenceKind], Located[PrecedenceRow]] = {}
    for row in tables.rows(PrecedenceRow):
        key = row.value.predecessor, row.value.successor, row.value.kind
        other = first.setdefault(key, row)
        if other is not row:
            yield _twice(row, other)


def _twice(row: Located[PrecedenceRow], other: Located[PrecedenceRow]) -> Finding:
    pair = f"{row.value.predecessor} before {row.value.successor} ({row.value.kind})"
    lags = (other.value.lag_days, row.value.lag_days)
    message = f"{pair} stands in row {other.place.row} too, with lag {lags[0]} there and {lags[1]} here"
    holds = f"the longer one holds, {max(lags)}" if lags[0] != lags[1] else "they say the same"
    return row.place.warning("precedence-twice", "lag_days", f"{message}; {holds}", cure="remove one of the rows")
