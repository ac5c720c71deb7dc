"""How sure a plan is, as far as somebody has asked: the newest stored risk run of it, else what its file says."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from planner.cli.shared.messages import say
from planner.domain.wording import long_day
from planner.errors import PlannerError
from planner.plan.plan_case import PlanCase
from planner.plan.plan_file.document import PlanDocument
from planner.plan.plan_file.fingerprint import risk_basis
from planner.plan.sureness import Sureness, together
from planner.present.rule_words import basis_of
from planner.present.tables.run_tables import SHORT_ID
from planner.present.wording import printable
from planner.store.addresses import open_store, store_address, store_is_there
from planner.store.risk_runs import RiskRun


def with_sureness(case: PlanCase, document: PlanDocument | None = None, *, quiet: bool) -> PlanCase:
    """The plan with how sure it is, where somebody has asked; says from which run that is.

    `document`: the file or the stored run that the plan is from. A store that cannot be read is said, and nothing is lost.
    """
    found, runs = _stored(case)
    filed = document.sureness_for(case) if document is not None else None
    known = together(found, filed)
    if known is None:
        return case
    say(f"How sure it is: {printable(', '.join(_sources(known, found, runs)))}.", quiet=quiet)
    return replace(case, sureness=known)


def _stored(case: PlanCase) -> tuple[Sureness | None, tuple[RiskRun, ...]]:
    address = store_address(None)
    if address is None or not store_is_there(address):
        return None, ()
    try:
        return open_store(address, read_only=True).risk.newest_sureness(risk_basis(case.portfolio, case.plan))
    except (PlannerError, OSError) as error:
        say(f"Note: whether somebody asked how sure the plan is cannot be read: {printable(str(error))}")
        return None, ()


def _sources(known: Sureness, stored: Sureness | None, runs: tuple[RiskRun, ...]) -> Iterator[str]:
    """Each run with what it rests on; what is kept with the plan where no run says it."""
    for run in runs:
        goal = f"; {run.sureness.rules_goal}" if run.sureness.rules_goal is not None else ""
        yield f"{run.command} run {run.id[:SHORT_ID]} of {long_day(run.created.date())} ({basis_of(run.sureness)}{goal})"
    if stored is not known:
        yield f"as kept with the plan ({basis_of(known)})"
