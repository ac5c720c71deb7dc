"""What a chart's page tells beside the bars: the proof of the plan, its cost by term, the decision register."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from planner.domain.portfolio import Portfolio
from planner.plan.plan_case import PlanCase
from planner.plan.register.records import Act
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
    titles, lines = register_lines(case)
    return PageExtras(
        proof=proof_of(case.outcome) if case.outcome is not None else None,
        cost_by_term={term.value: pounds for term, pounds in case.terms.items()},
        decision_titles=titles,
        decisions=lines,
    )


def register_lines(case: PlanCase) -> tuple[tuple[str, ...], tuple[tuple[str, ...], ...]]:
    """Titles and lines of the register, late acts first."""
    titles = (
        "Act by", "Last day", "Days left", "Act", "About", "Who", f"Price ({case.portfolio.currency})", "What",
        "If nobody acts",
    )  # fmt: skip
    return titles, tuple(_act_line(case.portfolio, act) for act in case.acts)


def _act_line(portfolio: Portfolio, act: Act) -> tuple[str, ...]:
    urgent = " (late)" if act.late else " (now)" if act.days_left <= portfolio.policy.alert_window_days else ""
    return (
        day_text(act.acting_date),
        day_text(act.last_date) + (" (assumed)" if act.assumed else ""),
        f"{act.days_left:,}{urgent}",
        act.act.value,
        act.subject,
        act.owner,
        f"{act.pounds:,}" if act.pounds is not None else "–",
        act.what,
        act.if_nobody_acts,
    )


def proof_of(outcome: Outcome) -> Proof:
    """The plain values of an outcome."""
    return Proof(
        status=outcome.status.value,
        objective_pounds=outcome.objective_pounds,
        bound_pounds=outcome.bound_pounds,
        gap=outcome.gap,
    )
