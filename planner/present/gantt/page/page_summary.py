"""What a chart's page tells beside the bars: the proof of the plan, its cost by term, the register of acts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from planner.domain.portfolio import Portfolio
from planner.domain.routes import department_of
from planner.plan.plan_case import PlanCase
from planner.plan.register.records import Act
from planner.present.tables.cells import shown_text
from planner.present.tables.column import Column
from planner.present.tables.plans.register_table import REGISTER, Line
from planner.present.wording import status_words

if TYPE_CHECKING:
    from planner.plan.outcome import Outcome


@dataclass(frozen=True, kw_only=True)
class Proof:
    """What a solve says of its plan, as plain values; None where it is not known."""

    status: str
    objective_pounds: int | None = None
    bound_pounds: int | None = None
    gap: float | None = None


@dataclass(frozen=True, kw_only=True)
class ActCell:
    """A text of the register; `kind` is that of its column, which decides how it is set."""

    text: str
    kind: str


@dataclass(frozen=True, kw_only=True)
class ActLine:
    """One line of the register: its cells, the contract it is about, how pressing it is, and what it is sorted by.

    An act about no contract has the `cluster` and the `department` of its organisation, "" where there is none.
    """

    cells: tuple[ActCell, ...]
    contract: str | None
    cluster: str
    department: str
    urgent: bool
    late: bool
    act_key: int
    cost_key: int


@dataclass(frozen=True, kw_only=True)
class PageExtras:
    """Beside the chart: what a solve proved, the cost by term, and the register under its titles."""

    proof: Proof | None = None
    cost_by_term: Mapping[str, int] = field(default_factory=dict)
    act_titles: tuple[str, ...] = ()
    acts: tuple[ActLine, ...] = ()


def page_extras(case: PlanCase) -> PageExtras:
    """The extras of a plan, and of the solve that found it."""
    columns = [column for column in REGISTER.columns if column.is_shown(case.acts)]
    return PageExtras(
        proof=proof_of(case.outcome) if case.outcome is not None else None,
        cost_by_term={term.value: pounds for term, pounds in case.terms.items()},
        act_titles=tuple(column.title for column in columns),
        acts=tuple(_act_line(case.portfolio, act, columns) for act in case.acts),
    )


def _act_line(portfolio: Portfolio, act: Act, columns: Sequence[Column[Line]]) -> ActLine:
    return ActLine(
        cells=tuple(
            ActCell(text=shown_text(column, act, portfolio.currency), kind=column.kind.value) for column in columns
        ),
        contract=act.contract,
        cluster=_cluster(portfolio, act),
        department=department_of(portfolio, act.subject) if act.contract is None else "",
        urgent=act.days_left <= portfolio.policy.alert_window_days,
        late=act.late,
        act_key=portfolio.day_of(act.acting_date),
        cost_key=-(act.pounds or 0),
    )


def _cluster(portfolio: Portfolio, act: Act) -> str:
    organisation = portfolio.organisation_by_id.get(act.subject)
    return (organisation.cluster or "") if organisation is not None and act.contract is None else ""


def proof_of(outcome: Outcome) -> Proof:
    """The plain values of an outcome."""
    return Proof(
        status=status_words(outcome.status, outcome.wished_gap),
        objective_pounds=outcome.objective_pounds,
        bound_pounds=outcome.bound_pounds,
        gap=outcome.gap,
    )
