"""A risk run as a value: one time that a plan was carried out in sampled futures, and what was promised then."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import UTC, date, datetime
from typing import Any

from planner.domain.meaning import MEANING
from planner.domain.plain_values import to_canonical_text
from planner.plan.entries import Plan
from planner.plan.plan_case import PlanCase
from planner.plan.sureness import Sureness
from planner.store.databases import Value
from planner.store.portfolio_archive import PortfolioArchive
from planner.store.run_records import plan_hash
from planner.store.schema import RISK_RUNS
from planner.store.stored_values import from_stored, json_of
from planner.store.versions import Versions, versions_here


@dataclass(frozen=True, kw_only=True)
class RiskRunSummary:
    """A stored risk run without its plan and its figures.

    `basis` tells portfolio, ranges and plan from all others. `as_stated`: with the ranges and the starts of the portfolio;
    otherwise it is a what-if, and no other command takes from it. `portfolio_hash` is that of the whole input.
    """

    id: str
    created: datetime
    command: str
    portfolio_hash: str
    portfolio_name: str
    status_date: date
    plan_hash: str
    basis: str
    as_stated: bool
    seed: int
    draws: int
    family: str
    versions: Versions
    meaning: int = MEANING


@dataclass(frozen=True, kw_only=True)
class RiskRun(RiskRunSummary):
    """A stored risk run: the plan, and what was promised of it."""

    plan: Plan
    sureness: Sureness


def risk_run_of(case: PlanCase, archive: PortfolioArchive, sureness: Sureness, command: str) -> RiskRun:
    """A new risk run, made now by this process; `archive` is that of the portfolio of `case`."""
    if sureness.basis is None:
        raise ValueError("a sureness that is stored says what it was drawn from")
    return RiskRun(
        id=secrets.token_hex(8),
        created=datetime.now(UTC),
        command=command,
        portfolio_hash=archive.hash,
        portfolio_name=archive.name,
        status_date=archive.status_date,
        plan_hash=plan_hash(case.plan),
        basis=sureness.basis,
        as_stated=sureness.as_stated,
        seed=sureness.seed,
        draws=sureness.draws,
        family=sureness.family,
        versions=versions_here(),
        plan=case.plan,
        sureness=sureness,
    )


SUMMARY_COLUMNS = tuple(field.name for field in fields(RiskRunSummary))
JSON_COLUMNS = ("versions", "plan", "sureness")


def row_of_risk_run(run: RiskRun) -> tuple[Value, ...]:
    """The values of a risk run in the order of the columns of `risk_runs`."""
    plain: dict[str, Value] = {name: getattr(run, name) for name in RISK_RUNS.column_names if name not in JSON_COLUMNS}
    plain |= {
        "created": run.created.isoformat(timespec="microseconds"),
        "status_date": run.status_date.isoformat(),
        "as_stated": int(run.as_stated),
    }
    plain |= {name: to_canonical_text(getattr(run, name)) for name in JSON_COLUMNS}
    return tuple(plain[name] for name in RISK_RUNS.column_names)


def risk_summary_of_row(row: tuple[Value, ...]) -> RiskRunSummary:
    """The summary from the values of SUMMARY_COLUMNS."""
    return from_stored(RiskRunSummary, _plain(dict(zip(SUMMARY_COLUMNS, row, strict=True))), "")


def risk_run_of_row(row: tuple[Value, ...]) -> RiskRun:
    """The risk run from the values of all columns of `risk_runs`."""
    return from_stored(RiskRun, _plain(dict(zip(RISK_RUNS.column_names, row, strict=True))), "")


def _plain(named: Mapping[str, Any]) -> dict[str, Any]:
    found = dict(named) | {"as_stated": bool(named["as_stated"])}
    return found | {name: json_of(name, named[name]) for name in JSON_COLUMNS if name in named}
