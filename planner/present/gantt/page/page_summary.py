"""What a chart's page tells beside the bars: the proof of the plan, its cost by term, the decision register."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from planner.domain.portfolio import Portfolio
from planner.plan.plan_case import PlanCase
from planner.plan.register.records import Decision
from planner.present.gantt.words import day_text

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
class PageExtras:
    """Beside the chart; `decisions` are lines of texts under `decision_titles`."""

    proof: Proof | None = None
    cost_by_term: Mapping[str, int] = field(default_factory=dict)
    decision_titles: tuple[str, ...] = ()
    decisions: tuple[tuple[str, ...], ...] = ()


def page_extras(case: PlanCase) -> PageExtras:
    """The extras of a plan, and of the solve that found it."""
    titles, lines = decision_lines(case)
    return PageExtras(
        proof=proof_of(case.outcome) if case.outcome is not None else None,
        cost_by_term={term.value: pounds for term, pounds in case.terms.items()},
        decision_titles=titles,
        decisions=lines,
    )


def decision_lines(case: PlanCase) -> tuple[tuple[str, ...], tuple[tuple[str, ...], ...]]:
    """Titles and lines of the decision register, the earliest last day to decide first."""
    portfolio = case.portfolio
    titles = (
        "Decide by", "Days left", "Who decides", "Contract", "Option", f"Price ({portfolio.currency})", "Adds cover",
        "Notice to supplier", "If nobody decides",
    )  # fmt: skip
    return titles, tuple(_decision_line(portfolio, decision) for decision in case.acts)


def _decision_line(portfolio: Portfolio, decision: Decision) -> tuple[str, ...]:
    owner = portfolio.organisation_by_id.get(decision.owner)
    return (
        day_text(decision.decide_by_date),
        f"{decision.days_left:,}" + (" (now)" if decision.urgent else ""),
        owner.name if owner is not None else decision.owner,
        f"{portfolio.contract_by_id[decision.contract].name} ({decision.contract})",
        f"{decision.option} ({decision.kind.value})",
        f"{decision.pounds:,}",
        f"{day_text(decision.covers_from_date)} to {day_text(decision.covers_until_date)}",
        f"{day_text(decision.notice_date)}" + (f", {decision.supplier}" if decision.supplier else ""),
        decision.if_nobody_decides.sentence,
    )


def proof_of(outcome: Outcome) -> Proof:
    """The plain values of an outcome."""
    return Proof(
        status=outcome.status.value,
        objective_pounds=outcome.objective_pounds,
        bound_pounds=outcome.bound_pounds,
        gap=outcome.gap,
    )
