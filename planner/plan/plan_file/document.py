"""A plan as a file, written byte for byte the same every time; `read_plan` reads it back."""

from __future__ import annotations

import hashlib
import json
from datetime import date
from pathlib import Path
from typing import Any

from planner.domain.plain_values import to_plain
from planner.domain.portfolio import Portfolio
from planner.errors import JudgementError
from planner.plan.entries import Plan
from planner.plan.judge import judge
from planner.plan.plan_case import PlanCase
from planner.plan.plan_file.document_reading import read_plan
from planner.plan.plan_file.document_records import (
    FORMAT,
    NOT_SOLVED,
    DocumentedMigration,
    DocumentedOption,
    PlanDocument,
)
from planner.plan.plan_file.fingerprint import fingerprint
from planner.plan.reasons import Reasons
from planner.plan.sureness import Sureness
from planner.writing import write_file

__all__ = ["PlanDocument", "document_of", "read_plan", "to_json", "write_plan"]


def document_of(
    portfolio: Portfolio,
    plan: Plan,
    *,
    status: str = NOT_SOLVED,
    bound_pounds: int | None = None,
    gap: float | None = None,
    wished_gap: float | None = None,
    reasons: Reasons | None = None,
    sureness: Sureness | None = None,
) -> PlanDocument:
    """What the file of a plan declares. Raises JudgementError where the plan breaks a rule."""
    case = PlanCase(portfolio, plan)
    breaches = judge(case)
    if breaches:
        raise JudgementError("the plan breaks rules:\n" + "\n".join(map(str, breaches)))
    return declared(
        case,
        status=status,
        bound_pounds=bound_pounds,
        gap=gap,
        wished_gap=wished_gap,
        reasons=reasons,
        sureness=sureness,
    )


def declared(
    case: PlanCase,
    *,
    status: str = NOT_SOLVED,
    bound_pounds: int | None = None,
    gap: float | None = None,
    wished_gap: float | None = None,
    reasons: Reasons | None = None,
    sureness: Sureness | None = None,
) -> PlanDocument:
    """As `document_of`, of a plan that may break rules."""
    portfolio = case.portfolio
    return PlanDocument(
        portfolio=portfolio.name,
        status_date=portfolio.status_date,
        fingerprint=fingerprint(portfolio),
        status=status,
        objective_pounds=case.pounds,
        bound_pounds=bound_pounds,
        gap=gap,
        wished_gap=wished_gap,
        terms=case.terms,
        migrations=tuple(
            DocumentedMigration(
                migration=id,
                mode=entry.mode.id,
                start_date=portfolio.date_of(entry.start_day),
                cutover_date=portfolio.date_of(entry.cutover_day),
                finish_date=portfolio.date_of(entry.finish_day),
            )
            for id, entry in sorted(case.schedule.migrations.items())
        ),
        options=tuple(
            DocumentedOption(
                option=link.option.id,
                contract=cover.contract.id,
                decide_by_date=link.decision.value,
                exercised=link.exercised,
            )
            for _, cover in sorted(case.schedule.contracts.items())
            for link in cover.used
        ),
        marking=portfolio.marking,
        reasons=reasons.contracts if reasons is not None else (),
        sureness=sureness,
    )


def to_json(document: PlanDocument) -> str:
    """The text of a plan file: sorted keys, no clock; the same document gives the same bytes."""
    content = {
        "format": FORMAT,
        "version": document.version,
        "portfolio": document.portfolio,
        "status_date": document.status_date,
        "fingerprint": document.fingerprint,
        "status": document.status,
        "objective_pounds": document.objective_pounds,
        "bound_pounds": document.bound_pounds,
        "gap": document.gap,
        "wished_gap": document.wished_gap,
        "terms": {term.value: pounds for term, pounds in document.terms.items()},
        "migrations": [vars(entry) for entry in document.migrations],
        "options": [vars(option) for option in document.options],
        **({"marking": document.marking} if document.marking else {}),
        **({"reasons": to_plain(document.reasons)} if document.reasons else {}),
        **({"sureness": to_plain(document.sureness)} if document.sureness is not None else {}),
    }
    return json.dumps(content, sort_keys=True, indent=2, ensure_ascii=False, allow_nan=False, default=_date_text) + "\n"


def write_plan(
    path: Path | str,
    portfolio: Portfolio,
    plan: Plan,
    *,
    status: str = NOT_SOLVED,
    bound_pounds: int | None = None,
    gap: float | None = None,
    wished_gap: float | None = None,
    reasons: Reasons | None = None,
    sureness: Sureness | None = None,
) -> PlanDocument:
    """Write a plan to a file, wholly or not at all, and give back what was written.

    Raises JudgementError where the plan breaks a rule and OutputError where the file cannot be written.
    """
    document = document_of(
        portfolio,
        plan,
        status=status,
        bound_pounds=bound_pounds,
        gap=gap,
        wished_gap=wished_gap,
        reasons=reasons,
        sureness=sureness,
    )
    write_file(path, to_json(document))
    return document


def _date_text(value: Any) -> str:
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(f"{value!r} has no place in a plan file")


def plan_digest(case: PlanCase) -> str:
    """What tells this plan on this portfolio from every other one."""
    return hashlib.sha256(to_json(declared(case)).encode()).hexdigest()
