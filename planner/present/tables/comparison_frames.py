"""A comparison as frames: one column a future, one row a cost term, department, migration or option."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import TYPE_CHECKING, TypeVar

from planner.domain.rules import Term
from planner.futures.comparison.comparing import Comparison, Future

if TYPE_CHECKING:
    import pandas as pd

V = TypeVar("V")


def outcome_frame(comparison: Comparison) -> pd.DataFrame:
    """One row a future: title, status, cost, bound, gap, the measures, and how much dearer than the base it is.

    `pounds` is the sum of all terms; what is not known is missing. The columns are those of the overview.
    """
    from planner.present.tables.frame import frame_of
    from planner.present.tables.scenario_tables import overview_table

    return frame_of(overview_table(comparison)).set_index("future")


def cost_frame(comparison: Comparison) -> pd.DataFrame:
    """Pounds by term, and their sum in the last row."""
    columns = {
        future.name: {
            **{term.value: pounds for term, pounds in future.terms.items()},
            "sum": sum(future.terms.values()),
        }
        for future in comparison.futures
        if future.terms
    }
    return _frame(columns, [*(term.value for term in Term), "sum"])


def flag_frame(comparison: Comparison) -> pd.DataFrame:
    """The flag of every department; blank where no contract serves it."""
    return _by_future(
        comparison,
        lambda future: {entry.department: entry.flag.value if entry.flag else "" for entry in future.department_flags},
    )


def contract_flag_frame(comparison: Comparison) -> pd.DataFrame:
    """The flag of every contract."""
    return _by_future(comparison, lambda future: {flag.contract: flag.flag.value for flag in future.contract_flags})


def cutover_frame(comparison: Comparison) -> pd.DataFrame:
    """The cutover date of every migration; missing where it is not planned."""

    def dates(future: Future) -> Mapping[str, date]:
        scheduled = future.schedule.migrations if future.schedule else {}
        return {id: future.portfolio.date_of(entry.cutover_day) for id, entry in scheduled.items()}

    return _by_future(comparison, dates)


def decision_frame(comparison: Comparison) -> pd.DataFrame:
    """For every option that some future uses, and every stop, the last day to decide on it; missing where there is none.

    Rows are in the order of the earliest such day: the top is what has to be decided first.
    """

    def last_days(future: Future) -> Mapping[str, date]:
        needed = (named for flag in future.contract_flags for named in flag.decisions.items())
        return {id: decision.decide_by_date for id, decision in needed}

    found = [last_days(future) for future in comparison.futures]
    earliest = {id: min(days[id] for days in found if id in days) for id in _union(found)}
    return _by_future(comparison, last_days, sorted(earliest, key=lambda id: (earliest[id], id)))


def change_frame(comparison: Comparison) -> pd.DataFrame:
    """What every scenario changed in the portfolio, cell by cell."""
    import pandas as pd

    columns = ["future", "scenario", "table", "record", "column", "before", "after"]
    rows = [
        [future.name, change.scenario, change.table, change.record, change.column, change.before, change.after]
        for future in comparison.futures
        for change in future.changes
    ]
    return pd.DataFrame(rows, columns=columns)


def _by_future(
    comparison: Comparison, values: Callable[[Future], Mapping[str, V]], index: Iterable[str] | None = None
) -> pd.DataFrame:
    columns = {future.name: values(future) for future in comparison.futures}
    return _frame(columns, _union(columns.values()) if index is None else index)


def _union(mappings: Iterable[Mapping[str, object]]) -> list[str]:
    return list(dict.fromkeys(key for mapping in mappings for key in mapping))


def _frame(columns: Mapping[str, Mapping[str, object]], index: Iterable[str] | None = None) -> pd.DataFrame:
    import pandas as pd

    rows = list(_union(columns.values()) if index is None else index)
    return pd.DataFrame({name: [values.get(row) for row in rows] for name, values in columns.items()}, index=rows)
