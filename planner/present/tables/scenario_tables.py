"""A comparison of futures as tables: one row a future, or one column a future."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from typing import TYPE_CHECKING

from planner.domain.rules import Term
from planner.present.tables.table import Column, Kind, Table

if TYPE_CHECKING:
    import pandas as pd

    from planner.futures import BusinessCase, Comparison, RegretTable

OVERVIEW = (
    Column("future", "Future", Kind.NAME),
    Column("title", "Title", shown=False),
    Column("status", "Status"),
    Column("pounds", "Cost", Kind.MONEY),
    Column("more_than_base", "Against base", Kind.MONEY),
    Column("gap", "Gap", Kind.SHARE),
    Column("bound_pounds", "None below", Kind.MONEY, shown=False),
    Column("uncovered_days", "Days uncovered", Kind.NUMBER),
    Column("contracts_exposed", "Contracts exposed", Kind.NUMBER),
    Column("extensions_used", "Extensions", Kind.NUMBER),
    Column("idle_cover_days", "Idle days", Kind.NUMBER, spare=True),
    Column("departments_to_act", "Departments to act", Kind.NUMBER, spare=True),
    Column("last_cutover", "Last cutover", Kind.DATE),
    Column("borrowed_from", "Plan of", shown=False),
)

CASE = (
    Column("future", "Future", Kind.NAME),
    Column("before", "NPV of the case", Kind.MONEY),
    Column("after", "NPV after the plan", Kind.MONEY),
    Column("taken", "Taken by the plan", Kind.MONEY),
    Column("extensions", "Extensions", Kind.MONEY),
    Column("delay", "Benefit delayed", Kind.MONEY),
    Column("modes_and_bridges", "Modes and bridges", Kind.MONEY),
)


def overview_table(comparison: Comparison) -> Table:
    """Cost, proof and the main figures of every future."""
    from planner.futures.comparison.comparison_frames import outcome_frame

    frame = outcome_frame(comparison)
    rows = [{"future": name, **_stated(values)} for name, values in frame.to_dict(orient="index").items()]
    return Table(columns=OVERVIEW, rows=rows, currency=comparison.base.portfolio.currency)


def cost_table(comparison: Comparison) -> Table:
    """One row a future, one column a term."""
    columns = (
        Column("future", "Future", Kind.NAME),
        *(Column(term.value, term.value.capitalize(), Kind.MONEY) for term in Term),
        Column("sum", "Sum", Kind.MONEY),
    )
    rows = [
        {
            "future": future.name,
            **{term.value: pounds for term, pounds in future.terms.items()},
            "sum": sum(future.terms.values()),
        }
        for future in comparison.futures
        if future.terms
    ]
    return Table(columns=columns, rows=rows, currency=comparison.base.portfolio.currency)


def frame_table(frame: pd.DataFrame, first: str, kind: Kind, currency: str) -> Table:
    """A frame with one column a future; `first` names what its rows are."""
    columns = (Column(first, first.capitalize(), Kind.NAME), *(Column(str(name), str(name), kind) for name in frame))
    rows = [
        {first: str(row), **_stated({str(name): value for name, value in values.items()})}
        for row, values in zip(frame.index, frame.to_dict(orient="records"), strict=True)
    ]
    return Table(columns=columns, rows=rows, currency=currency)


def plain_table(frame: pd.DataFrame) -> Table:
    """A frame as it is, one column a column."""
    columns = tuple(Column(str(name), str(name).capitalize()) for name in frame)
    rows = [_stated({str(name): value for name, value in row.items()}) for row in frame.to_dict(orient="records")]
    return Table(columns=columns, rows=rows)


def regret_view(regret: RegretTable, currency: str) -> Table:
    """One row a plan, one column a future, and the largest regret of the row."""
    columns = (
        Column("plan", "Plan made for", Kind.NAME),
        *(Column(future, future, Kind.MONEY) for future in regret.best_pounds),
        Column("worst", "Largest", Kind.MONEY),
    )
    rows = [
        {
            "plan": plan,
            **{future: regret.regret_pounds(plan, future) for future in regret.best_pounds},
            "worst": regret.worst_pounds(plan),
        }
        for plan in regret.cost_pounds
    ]
    return Table(columns=columns, rows=rows, currency=currency)


def case_table(comparison: Comparison, case: BusinessCase) -> Table:
    """Net present value of the business case in every future, and what the plan takes from it."""
    from planner.futures.comparison.case_view import case_view

    rows: list[Mapping[str, object]] = []
    for future in comparison.futures:
        if future.case is not None:
            view = case_view(case, future.case)
            modes_and_bridges = view.taken_pounds(Term.MODES) + view.taken_pounds(Term.BRIDGES)
            rows.append(
                {
                    "future": future.name,
                    "before": view.before_pounds,
                    "after": view.after_pounds,
                    "taken": view.before_pounds - view.after_pounds,
                    "extensions": view.taken_pounds(Term.EXTENSIONS),
                    "delay": view.taken_pounds(Term.DELAY),
                    "modes_and_bridges": modes_and_bridges,
                }
            )
    return Table(columns=CASE, rows=rows, currency=comparison.base.portfolio.currency)


def list_table(names: Sequence[tuple[str, str, str | None, int]]) -> Table:
    """Scenarios with their titles and questions, not solved."""
    columns = (
        Column("name", "Scenario", Kind.NAME),
        Column("title", "Title", least=20),
        Column("question", "Question", least=30),
        Column("changes", "Cells changed", Kind.NUMBER),
    )
    rows = [
        {"name": name, "title": title, "question": question, "changes": changes}
        for name, title, question, changes in names
    ]
    return Table(columns=columns, rows=rows)


def _stated(values: Mapping[Hashable, object]) -> dict[str, object]:
    """Values without what pandas writes for nothing."""
    return {str(name): None if value is None or value != value else value for name, value in values.items()}
