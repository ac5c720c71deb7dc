"""A comparison of futures as tables: one row a future, or one column a future."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, TypedDict

from planner.domain.rules import Term
from planner.plan.flagging.records import Flag
from planner.present.tables.column import Column, Kind
from planner.present.tables.table import Table
from planner.present.wording import money

if TYPE_CHECKING:
    import pandas as pd

    from planner.futures import BusinessCase, CaseView, Comparison, Future, RegretTable


@dataclass(frozen=True)
class OverviewRow:
    """A future against the base of its comparison."""

    base: Future
    future: Future

    @property
    def measures(self) -> Mapping[str, int]:
        """Every measure by name; empty without a plan."""
        return self.future.measures

    @property
    def more_than_base(self) -> int | None:
        """What the plan costs more than that of the base."""
        pounds, before = self.future.outcome.objective_pounds, self.base.outcome.objective_pounds
        return None if pounds is None or before is None else pounds - before

    @property
    def least_more(self) -> int | None:
        """What the best plan here costs more than the best of the base, at least: as far as the bounds prove."""
        return _less(self.future.outcome.bound_pounds, self.base.outcome.objective_pounds)

    @property
    def most_more(self) -> int | None:
        """What the best plan here costs more than the best of the base, at most."""
        return _less(self.future.outcome.objective_pounds, self.base.outcome.bound_pounds)

    @property
    def sure(self) -> str | None:
        """How far the difference to the base is proved."""
        if self.more_than_base is None or self.future is self.base:
            return None
        if self.least_more is None or self.most_more is None:
            return "not proved"
        currency = self.future.portfolio.currency
        exact = self.least_more == self.most_more
        return "exact" if exact else f"{money(self.least_more, currency)} to {money(self.most_more, currency)}"

    @property
    def last_cutover(self) -> date | None:
        """The day the last migration cuts over."""
        day = self.measures.get("last cutover day")
        return None if day is None else self.future.portfolio.date_of(day)

    @property
    def no_route_contracts(self) -> int | None:
        """Contracts that nobody can leave; they are in no other count."""
        covers = self.future.schedule.contracts.values() if self.future.schedule else None
        return None if covers is None else sum(cover.no_route for cover in covers)


def _less(more: int | None, less: int | None) -> int | None:
    return None if more is None or less is None else more - less


def _of_measure(name: str) -> Callable[[OverviewRow], object]:
    return lambda row: row.measures.get(name)


OVERVIEW: tuple[Column[OverviewRow], ...] = (
    Column("future", "Future", Kind.NAME, lambda row: row.future.name),
    Column("title", "Title", of=lambda row: row.future.title, shown=False),
    Column("status", "Status", of=lambda row: row.future.outcome.status),
    Column("pounds", "Cost", Kind.MONEY, lambda row: row.future.outcome.objective_pounds),
    Column("more_than_base", "Against base", Kind.MONEY),
    Column("more_than_base_proved", "Proved against base", Kind.NAME, lambda row: row.sure, spare=True),
    Column("least_more_than_base", "At least", Kind.MONEY, lambda row: row.least_more, shown=False),
    Column("most_more_than_base", "At most", Kind.MONEY, lambda row: row.most_more, shown=False),
    Column("gap", "Gap", Kind.SHARE, lambda row: row.future.outcome.gap),
    Column("bound_pounds", "None below", Kind.MONEY, lambda row: row.future.outcome.bound_pounds, shown=False),
    Column("uncovered_days", "Days uncovered, no route apart", Kind.NUMBER, _of_measure("uncovered days")),
    Column("contracts_exposed", "Contracts exposed, no route apart", Kind.NUMBER, _of_measure("contracts exposed")),
    Column(
        "contracts_no_route", "Contracts with no route", Kind.NUMBER, lambda row: row.no_route_contracts, spare=True
    ),
    Column("extensions_used", "Extensions", Kind.NUMBER, _of_measure("extensions used")),
    Column("idle_cover_days", "Idle days", Kind.NUMBER, _of_measure("idle cover days"), spare=True),
    Column(
        "departments_to_act",
        "Departments to act",
        Kind.NUMBER,
        lambda row: sum(entry.flag.gravity > Flag.TIGHT.gravity for entry in row.future.department_flags if entry.flag),
        spare=True,
    ),
    Column("last_cutover", "Last cutover", Kind.DATE, spare=True),
    Column("borrowed_from", "Plan of", Kind.NAME, lambda row: row.future.borrowed_from, spare=True),
)


@dataclass(frozen=True)
class CaseRow:
    """A business case in one future."""

    future: Future
    view: CaseView

    @property
    def modes_and_bridges(self) -> int:
        """What other modes and bridges take."""
        return self.view.taken_pounds(Term.MODES) + self.view.taken_pounds(Term.BRIDGES)


CASE: tuple[Column[CaseRow], ...] = (
    Column("future", "Future", Kind.NAME, lambda row: row.future.name),
    Column("before", "NPV of the case", Kind.MONEY, lambda row: row.view.before_pounds),
    Column("after", "NPV after the plan", Kind.MONEY, lambda row: row.view.after_pounds),
    Column("taken", "Taken by the plan", Kind.MONEY, lambda row: row.view.before_pounds - row.view.after_pounds),
    Column("extensions", "Extensions", Kind.MONEY, lambda row: row.view.taken_pounds(Term.EXTENSIONS)),
    Column("delay", "Benefit delayed", Kind.MONEY, lambda row: row.view.taken_pounds(Term.DELAY)),
    Column("modes_and_bridges", "Modes and bridges", Kind.MONEY),
)


class Labels(TypedDict):
    """What every table of a comparison carries."""

    currency: str
    marking: str | None


def labels_of(comparison: Comparison) -> Labels:
    """The currency and the marking of the portfolio as it is."""
    base = comparison.base.portfolio
    return Labels(currency=base.currency, marking=base.marking)


def overview_table(comparison: Comparison) -> Table[OverviewRow]:
    """Cost, proof and the main figures of every future."""
    rows = [OverviewRow(comparison.base, future) for future in comparison.futures]
    return Table(columns=OVERVIEW, rows=rows, **labels_of(comparison))


def cost_table(comparison: Comparison) -> Table[Future]:
    """One row a future, one column a term."""
    columns: tuple[Column[Future], ...] = (
        Column("future", "Future", Kind.NAME, lambda future: future.name),
        *(_term_column(term) for term in Term),
        Column("sum", "Sum", Kind.MONEY, lambda future: sum(future.terms.values())),
    )
    planned = [future for future in comparison.futures if future.terms]
    return Table(columns=columns, rows=planned, **labels_of(comparison))


def _term_column(term: Term) -> Column[Future]:
    return Column(term.value, term.value.capitalize(), Kind.MONEY, lambda future: future.terms[term])


def frame_table(frame: pd.DataFrame, first: str, kind: Kind, labels: Labels) -> Table[Mapping[str, object]]:
    """A frame with one column a future; `first` names what its rows are."""
    columns: tuple[Column[Mapping[str, object]], ...] = (
        Column(first, first.capitalize(), Kind.NAME),
        *(Column[Mapping[str, object]](str(name), str(name), kind) for name in frame),
    )
    rows = [
        {first: str(row), **_stated({str(name): value for name, value in values.items()})}
        for row, values in zip(frame.index, frame.to_dict(orient="records"), strict=True)
    ]
    return Table(columns=columns, rows=rows, **labels)


def decision_table(comparison: Comparison, frame: pd.DataFrame) -> Table[Mapping[str, object]]:
    """The last day to decide on each option, one column a future, and what stands behind it that nobody stated."""
    assumed = {
        id: decision.assumed
        for future in comparison.futures
        for flag in future.contract_flags
        for id, decision in flag.decisions.items()
    }
    table = frame_table(frame, "option", Kind.DATE, labels_of(comparison))
    columns = [
        replace(column, assumed=lambda row: assumed[str(row["option"])]) if column.kind is Kind.DATE else column
        for column in table.columns
    ]
    of_row = Column[Mapping[str, object]]("assumed", "Assumed", of=lambda row: assumed[str(row["option"])], spare=True)
    return replace(table, columns=(*columns, of_row))


def plain_table(frame: pd.DataFrame, labels: Labels) -> Table[Mapping[str, object]]:
    """A frame as it is, one column a column."""
    columns = tuple(Column[Mapping[str, object]](str(name), str(name).capitalize()) for name in frame)
    rows = [_stated({str(name): value for name, value in row.items()}) for row in frame.to_dict(orient="records")]
    return Table(columns=columns, rows=rows, **labels)


def regret_view(regret: RegretTable, labels: Labels) -> Table[str]:
    """One row a plan, one column a future, and the largest regret of the row; what is not proved is "at least"."""
    columns: tuple[Column[str], ...] = (
        Column("plan", "Plan made for", Kind.NAME, lambda plan: plan),
        *(_regret_column(regret, future) for future in regret.best_pounds),
        Column("worst", "Largest, at least" if regret.unproved else "Largest", Kind.MONEY, regret.worst_pounds),
    )
    return Table(columns=columns, rows=list(regret.cost_pounds), **labels)


def _regret_column(regret: RegretTable, future: str) -> Column[str]:
    title = f"{future}, at least" if future in regret.unproved else future
    return Column(future, title, Kind.MONEY, lambda plan: regret.regret_pounds(plan, future))


def case_table(comparison: Comparison, case: BusinessCase) -> Table[CaseRow]:
    """Net present value of the business case in every future, and what the plan takes from it."""
    from planner.futures.comparison.case_view import case_view

    rows = [CaseRow(future, case_view(case, future.case)) for future in comparison.futures if future.case is not None]
    return Table(columns=CASE, rows=rows, **labels_of(comparison))


def list_table(names: Sequence[tuple[str, str, str | None, int]]) -> Table[tuple[str, str, str | None, int]]:
    """Scenarios with their titles and questions, not solved."""
    columns: tuple[Column[tuple[str, str, str | None, int]], ...] = (
        Column("name", "Scenario", Kind.NAME, lambda row: row[0]),
        Column("title", "Title", of=lambda row: row[1], least=20),
        Column("question", "Question", of=lambda row: row[2], least=30),
        Column("changes", "Cells changed", Kind.NUMBER, lambda row: row[3]),
    )
    return Table(columns=columns, rows=names)


def _stated(values: Mapping[Hashable, object]) -> dict[str, object]:
    """Values without what pandas writes for nothing."""
    return {str(name): None if value is None or value != value else value for name, value in values.items()}
