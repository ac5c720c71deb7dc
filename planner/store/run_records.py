"""A run as a value: its input, settings, versions and answer."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime

from planner.domain.meaning import MEANING
from planner.domain.plain_values import to_canonical_text
from planner.domain.portfolio import Portfolio
from planner.plan.entries import Plan
from planner.plan.outcome import Outcome, Status
from planner.plan.plan_case import PlanCase
from planner.plan.plan_file.fingerprint import fingerprint
from planner.plan.reasons import Reason
from planner.solver.settings import SolveSettings
from planner.store.portfolio_archive import PortfolioArchive
from planner.store.versions import Versions, versions_here


@dataclass(frozen=True, kw_only=True)
class RunNote:
    """Why and by which command a run was made.

    `label` is a short name, `notes` free text. `sweep` and `item` name the sweep and the item of it that the run answers;
    `repeats` is the id of the run that was made again.
    """

    command: str = "plan"
    label: str | None = None
    notes: str | None = None
    sweep: str | None = None
    item: str | None = None
    repeats: str | None = None


@dataclass(frozen=True, kw_only=True)
class RunSummary:
    """A stored run without its plan and its log.

    `key` is the hash of portfolio and settings: runs with the same key answer the same question. `portfolio_hash` is
    that of the whole input, `fingerprint` that of all a plan can depend on, as in plan files. `plan_hash` is None without a
    plan; equal plans have equal hashes. `pounds_by_term` is empty without a plan. `meaning` is the version of what dates,
    blanks and pounds meant.
    """

    id: str
    created: datetime
    note: RunNote
    key: str
    portfolio_hash: str
    fingerprint: str
    portfolio_name: str
    status_date: date
    currency: str
    settings: SolveSettings
    versions: Versions
    status: Status
    objective_pounds: int | None
    bound_pounds: int | None
    gap: float | None
    seconds: float
    interrupted: bool
    pounds_by_term: Mapping[str, int]
    plan_hash: str | None
    meaning: int = MEANING

    @property
    def wished_gap(self) -> float | None:
        """The wished gap that ended the search before the plan was proved the best; None where none did."""
        return reached_gap(self.settings, self.status, self.gap)


@dataclass(frozen=True, kw_only=True)
class Run(RunSummary):
    """A stored run with all that came out of it. `start`: the plan that its search began with.

    `reasons`: why contracts are late, where the plan was explained.
    """

    outcome: Outcome
    start: Plan | None = None
    reasons: tuple[Reason, ...] = ()


@dataclass(frozen=True, kw_only=True)
class RunFilter:
    """Which runs to list; None asks nothing. `since` is inclusive; `portfolio` is a name or the beginning of a hash."""

    label: str | None = None
    command: str | None = None
    sweep: str | None = None
    portfolio: str | None = None
    status: Status | None = None
    since: datetime | None = None
    limit: int | None = None


def run_of(
    portfolio: Portfolio,
    archive: PortfolioArchive,
    settings: SolveSettings,
    outcome: Outcome,
    note: RunNote | None = None,
    *,
    start: Plan | None = None,
) -> Run:
    """A new run, made now by this process; `archive` is that of `portfolio`, `start` the plan the search began with."""
    plan = outcome.plan
    return Run(
        id=secrets.token_hex(8),
        created=datetime.now(UTC),
        note=note or RunNote(),
        key=run_key(archive.hash, settings, start),
        portfolio_hash=archive.hash,
        fingerprint=fingerprint(portfolio),
        portfolio_name=archive.name,
        status_date=archive.status_date,
        currency=portfolio.currency,
        settings=settings,
        versions=versions_here(),
        status=outcome.status,
        objective_pounds=outcome.objective_pounds,
        bound_pounds=outcome.bound_pounds,
        gap=outcome.gap,
        seconds=outcome.seconds,
        interrupted=outcome.interrupted,
        pounds_by_term={term.value: pounds for term, pounds in PlanCase(portfolio, plan).terms.items()} if plan else {},
        plan_hash=plan_hash(plan) if plan else None,
        outcome=outcome,
        start=start,
    )


def reached_gap(settings: SolveSettings, status: Status, gap: float | None) -> float | None:
    """The gap that was wished, where it is what ended a search that proved no plan the best."""
    reached = status is Status.FEASIBLE and gap is not None and gap <= settings.gap_target
    return settings.gap_target if reached else None


def run_key(portfolio_hash: str, settings: SolveSettings, start: Plan | None = None) -> str:
    """Hash of the question: the portfolio, every setting, and the plan to begin with where there is one."""
    begun = "" if start is None else f"\n{plan_hash(start)}"
    return hashlib.sha256(f"{portfolio_hash}\n{to_canonical_text(settings)}{begun}".encode()).hexdigest()


def plan_hash(plan: Plan) -> str:
    """Hash of the decisions: migrations, modes and options."""
    return hashlib.sha256(to_canonical_text(plan).encode()).hexdigest()
