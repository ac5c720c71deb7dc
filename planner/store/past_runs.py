"""The runs that a calibration looks at: those that are named, else the newest of each day of a portfolio."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

from planner.errors import PlanFileError, StoreError
from planner.plan.plan_case import PlanCase
from planner.plan.plan_file.document_reading import read_plan
from planner.risk.calibration.records import PastRun
from planner.store.risk_runs import RiskRun
from planner.store.run_store import RunStore

SHORT = 8
"""Digits of an id that tell a run for people."""


def named_runs(store: RunStore | None, names: Sequence[str]) -> tuple[PastRun, ...]:
    """The runs that are named, plan files first, then in the order in which they were made; each once.

    A name is a plan file that says how sure it is, or the beginning of the id of a stored risk run. Raises PlanFileError
    and StoreError for what is neither.
    """
    files = [name for name in names if Path(name).exists() or Path(name).suffix == ".json"]
    stored = {run.id: run for name in names if name not in files for run in (_one(store, name),)}
    ordered = sorted(stored.values(), key=lambda run: run.created)
    return (*(_of_file(name) for name in dict.fromkeys(files)), *_restored(store, ordered))


def runs_of(store: RunStore | None, portfolio_name: str) -> tuple[PastRun, ...]:
    """Of every status date of a portfolio the newest risk and the newest rules, with its own ranges; the oldest first.

    A risk and rules of one plan are one run under both names.
    """
    if store is None:
        return ()
    newest = {
        (summary.status_date, summary.command): summary
        for summary in reversed(store.risk.runs(portfolio_name))
        if summary.as_stated
    }
    ordered = sorted(newest.values(), key=lambda summary: summary.created)
    return tuple(_joined(_restored(store, [_one(store, summary.id) for summary in ordered])))


def _joined(runs: Iterable[PastRun]) -> Iterator[PastRun]:
    """The runs, the rules of a plan laid into the risk of it where they are of one day."""
    by_basis: dict[tuple[date, str | None], list[PastRun]] = defaultdict(list)
    for run in runs:
        by_basis[run.status_date, run.sureness.basis].append(run)
    for found in by_basis.values():
        if [run.sureness.has_risk for run in found] in ([True, False], [False, True]):
            risk, rules = sorted(found, key=lambda run: not run.sureness.has_risk)
            yield replace(risk, name=f"{risk.name}+{rules.name}", sureness=risk.sureness.with_rules(rules.sureness))
        else:
            yield from found


def _one(store: RunStore | None, name: str) -> RiskRun:
    """The one risk run whose id begins so."""
    if store is None:
        raise StoreError(f"{name}: there is no such plan file, and there is no run store")
    found = store.risk.begun_by(name)
    if len(found) == 1:
        return found[0]
    if not found:
        raise StoreError(
            f"{name}: there is no such plan file, and no such risk run in {store.address}; `planner runs --risk` lists them"
        )
    raise StoreError(f"{name!r} begins several risk runs: {', '.join(run.id for run in found)}; write more of the id")


def _restored(store: RunStore | None, runs: Sequence[RiskRun]) -> Iterator[PastRun]:
    for run in runs:
        assert store is not None  # they are from it
        case = PlanCase(store.portfolio_of(run), run.plan)
        yield PastRun(name=run.id[:SHORT], sureness=run.sureness, case=case)


def _of_file(name: str) -> PastRun:
    sureness = read_plan(name).sureness
    if sureness is None:
        raise PlanFileError(
            f"{name} does not say how sure the plan is; `planner show RUN --plan` writes a file that does"
        )
    return PastRun(name=Path(name).name, sureness=sureness)
