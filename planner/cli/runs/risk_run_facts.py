"""What `planner show` says of a risk run."""

from __future__ import annotations

from planner.domain.plain_values import to_plain
from planner.domain.uncertain.past_slips import STRESS_CASE
from planner.plan.sureness import Sureness
from planner.present.tables.run_tables import made_words
from planner.present.wording import calendar_day, printable
from planner.store.risk_runs import RiskRun


def risk_run_document(run: RiskRun) -> dict[str, object]:
    """The whole risk run as plain values."""
    document: dict[str, object] = to_plain(run)
    return {**document, "created": run.created.isoformat()}


def risk_run_facts(run: RiskRun) -> list[dict[str, object]]:
    """Its facts, one a row; what it does not say is left out."""
    sure = run.sureness
    facts = {
        "id": run.id,
        "made": f"{made_words(run)} UTC",
        "by": run.command,
        "portfolio": f"{run.portfolio_name}, status date {calendar_day(run.status_date)}",
        "input": run.portfolio_hash,
        "plan": run.plan_hash,
        "basis": run.basis,
        "draws": f"{run.draws:,}, seed {run.seed}",
        "ranges": run.family,
        "what-if": "" if run.as_stated else f"{_what_if(sure)}; no other command takes from it",
        "held still": f"{len(sure.held_still)}",
        "expected cost": _expected(run),
        "contracts": f"{len(sure.contracts)}" if sure.contracts else "",
        "migrations": f"{len(sure.migrations)}" if sure.migrations else "",
        "milestones": f"{len(sure.milestones)}",
        "rules": f"{len(sure.options)}" if sure.rules_draws is not None else "",
        "goal": sure.rules_goal or "",
        "versions": ", ".join(f"{name} {value}" for name, value in to_plain(run.versions).items()),
    }
    return [{"fact": fact, "value": printable(value)} for fact, value in facts.items() if value]


def _what_if(sure: Sureness) -> str:
    """In what it departs from the portfolio as it is."""
    words = {
        STRESS_CASE: sure.outside_view,
        "ranges of another family": not sure.own_ranges,
        f"spread × {sure.spread:g}": sure.spread != 1.0,
        "migrations begin as early as possible": sure.early_start,
    }
    return ", ".join(word for word, holds in words.items() if holds)


def _expected(run: RiskRun) -> str:
    """The mean with its interval, without a currency: the input says which it is."""
    cost = run.sureness.cost
    return "" if cost is None else f"{round(cost.mean):,} ± {round(cost.error):,}"
