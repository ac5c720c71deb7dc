"""How sure the last day of need is, in words, and the reasons of a plan with these words behind them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from planner.domain.portfolio import Portfolio
from planner.domain.wording import listed, long_day
from planner.plan.flagging.words import chance_words
from planner.plan.plan_case import PlanCase
from planner.plan.reasons import Reason, SaidReason


def sure_reason(case: PlanCase, contract: str) -> SaidReason | None:
    """Its P80, the chance of days without cover, and what moves it most; the records are those.

    None where sampled futures were not asked, and for a contract that nobody can leave.
    """
    found = case.sureness.contract_by_id.get(contract) if case.sureness is not None else None
    chance = case.facts[contract].chance
    if found is None or chance is None:
        return None
    day = f"with a chance of 80 % the last day of need is {long_day(found.p80_date)} or earlier"
    text = f"How sure that is: {day}, and {chance_words(chance)}{_drivers(case.portfolio, found.drivers)}."
    return SaidReason(text=text, records=found.drivers)


def told_reasons(case: PlanCase) -> Mapping[str, Reason]:
    """The reasons that are kept with a plan, by contract, each with how sure it is; empty where it was not explained."""
    kept = case.reasons.by_contract if case.reasons is not None else {}
    return {contract: _told(case, reason) for contract, reason in kept.items()}


def told_reason(case: PlanCase, contract: str) -> Reason | None:
    """That of one contract; None where it has none."""
    kept = case.reasons.by_contract.get(contract) if case.reasons is not None else None
    return None if kept is None else _told(case, kept)


def _told(case: PlanCase, reason: Reason) -> Reason:
    sure = sure_reason(case, reason.contract)
    return reason if sure is None else replace(reason, sentences=(*reason.sentences, sure))


def _drivers(portfolio: Portfolio, drivers: tuple[str, ...]) -> str:
    """What moves it most; nothing where that was not asked."""
    if not drivers:
        return ""
    verb = "moves" if len(drivers) == 1 else "move"
    return f"; {listed([driver_name(portfolio, driver) for driver in drivers])} {verb} it most"


def driver_name(portfolio: Portfolio, driver: str) -> str:
    """For instance `the milestone “Platform ready”`, `the event “The parallel run fails”`; else its id."""
    if driver in portfolio.milestone_by_id:
        return f"the milestone “{portfolio.milestone_by_id[driver].name}”"
    event = next((event for event in portfolio.risk_drivers if event.id == driver), None)
    return driver if event is None else f"the event “{event.name}”"
