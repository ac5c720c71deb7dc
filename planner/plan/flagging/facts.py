"""The facts behind the flag of a contract: which condition holds, what has to be decided, what is exposed or lost."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planner.domain.calendar import ONE_DAY, days_left
from planner.domain.contracts import OptionState
from planner.domain.option_chain import ChainLink
from planner.domain.portfolio import Portfolio
from planner.domain.routes import organisations_without_route, releasing_migrations
from planner.plan.flagging.owners import decision_owner, undecided_organisations
from planner.plan.flagging.records import BridgeNeeded, ContractFacts, Exposure, Flag, LostOption, OptionNeeded
from planner.plan.ledger import exposure_price, pounds_of
from planner.plan.measures import idle_days_bought
from planner.plan.schedule import ContractCover, Schedule

if TYPE_CHECKING:
    from planner.plan.plan_case import PlanCase


def contract_facts(case: PlanCase, cover: ContractCover) -> ContractFacts:
    """The flag of a contract and what it carries."""
    portfolio = case.portfolio
    options = options_needed(portfolio, cover)
    lost = lost_option(portfolio, cover)
    return ContractFacts(
        contract=cover.contract.id,
        flag=_flag(portfolio, cover, options, lost),
        owner=decision_owner(portfolio, cover.contract),
        in_force_until_date=portfolio.date_of(cover.covered_until_day) - ONE_DAY,
        free_from_date=portfolio.date_of(cover.needed_until_day),
        spare_days=cover.spare_days,
        last_migration=_last_migration(portfolio, cover, case.schedule),
        pounds=pounds_of(case.charges_by_record.get(cover.contract.id, ())),
        idle_days=idle_days_bought(cover),
        options=options,
        next_option=_next_option(portfolio, cover),
        exposure=_exposure(case, cover),
        lost=lost,
        stranded=organisations_without_route(portfolio, cover.contract),
        undecided=undecided_organisations(portfolio, cover.contract),
    )


def _flag(
    portfolio: Portfolio, cover: ContractCover, options: tuple[OptionNeeded, ...], lost: LostOption | None
) -> Flag:
    """The gravest condition that holds; a boundary belongs to the kinder flag."""
    if cover.no_route:
        return Flag.NO_ROUTE
    if cover.uncovered_days > 0:
        return Flag.LOST if lost is not None else Flag.EXPOSED
    if options:
        first = min(option.days_left for option in options)
        return Flag.DECIDE_NOW if first <= portfolio.policy.alert_window_days else Flag.EXTEND
    return Flag.TIGHT if cover.spare_days < portfolio.policy.buffer_days else Flag.CLEAR


def options_needed(portfolio: Portfolio, cover: ContractCover) -> tuple[OptionNeeded, ...]:
    """The options of the plan that nobody has exercised yet, in sequence."""
    return tuple(_needed(portfolio, cover, link) for link in cover.used if not link.exercised)


def _next_option(portfolio: Portfolio, cover: ContractCover) -> OptionNeeded | None:
    following = cover.chain[len(cover.used) : len(cover.used) + 1]
    return next((_needed(portfolio, cover, link) for link in following if link.unavailable_reason is None), None)


def _needed(portfolio: Portfolio, cover: ContractCover, link: ChainLink) -> OptionNeeded:
    """One that is followed by another runs its whole length; any other ends early where it can."""
    begins = begin_day(portfolio, link)
    needed_days = cover.needed_until_day - begins
    ends_early = link not in cover.used[:-1]
    covered_days = link.days_paid(needed_days) if ends_early else link.length_days
    return OptionNeeded(
        option=link.option.id,
        kind=link.option.kind,
        until_date=portfolio.date_of(begins + covered_days) - ONE_DAY,
        pounds=link.price_pounds(needed_days) if ends_early else link.full_price_pounds,
        notice_date=link.notice.value,
        notice_acting_date=link.acting_notice.value,
        decide_by_date=link.decision.value,
        acting_date=link.acting_decision.value,
        days_left=days_left(portfolio.status_date, link.acting_decision.value, link.decision.value),
        assumed=link.assumed,
        derivation=str(link.acting_decision),
    )


def begin_day(portfolio: Portfolio, link: ChainLink) -> int:
    """The first day the option adds."""
    return portfolio.day_of(link.extends_end_date) + 1


def _exposure(case: PlanCase, cover: ContractCover) -> Exposure | None:
    if cover.uncovered_days == 0:
        return None
    portfolio = case.portfolio
    lead_days = portfolio.policy.bridge_lead_days
    start_by_day = cover.covered_until_day - lead_days
    return Exposure(
        from_date=portfolio.date_of(cover.covered_until_day),
        until_date=portfolio.date_of(cover.needed_until_day),
        days=cover.uncovered_days,
        pounds=case.exposure_pounds(cover.contract.id),
        bridge=BridgeNeeded(
            length_days=cover.uncovered_days,
            lead_days=lead_days,
            start_by_date=portfolio.date_of(start_by_day),
            days_late=max(0, -start_by_day),
        ),
    )


def lost_option(portfolio: Portfolio, cover: ContractCover) -> LostOption | None:
    """The next option of the chain, where it is past its last day or lapsed and uncovered days remain.

    One that was refused, or would run beyond the maximum end, was never there to be lost.
    """
    if cover.uncovered_days == 0 or len(cover.used) == len(cover.chain):
        return None
    link = cover.chain[len(cover.used)]
    too_late = portfolio.day_of(link.decision.value) < 0
    if not _is_lost(cover, link, too_late):
        return None
    begins = begin_day(portfolio, link)
    needed_days = cover.needed_until_day - begins
    saved_days = min(cover.uncovered_days, link.days_paid(needed_days))
    avoided = saved_days * exposure_price(portfolio, cover.contract)
    return LostOption(
        option=link.option.id,
        since_date=link.decision.value + ONE_DAY if too_late else None,
        saved_days=saved_days,
        saved_pounds=avoided - link.price_pounds(needed_days),
    )


def _is_lost(cover: ContractCover, link: ChainLink, too_late: bool) -> bool:
    maximum_end = cover.contract.maximum_end_date
    if link.exercised or (maximum_end is not None and link.end.value > maximum_end):
        return False
    lapsed = link.option.state is OptionState.LAPSED
    return lapsed or (link.option.state is OptionState.AVAILABLE and too_late)


def _last_migration(portfolio: Portfolio, cover: ContractCover, schedule: Schedule) -> str | None:
    """The migration that needs the contract longest; of several the first. None where it has no route."""
    if cover.no_route:
        return None
    ids = [migration.id for migration in releasing_migrations(portfolio, cover.contract)]
    until = {id: schedule.migrations[id].legacy_until_day for id in ids if id in schedule.migrations}
    return max(until, key=until.__getitem__, default=None)
