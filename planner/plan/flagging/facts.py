"""The facts behind the flag of a contract: which condition holds, what has to be decided, what is exposed or lost."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planner.domain.calendar import ONE_DAY, days_left
from planner.domain.chains.bridging import bridge_acting_date, bridge_last_date
from planner.domain.decisions_taken import CommitmentKind, DecisionTaken
from planner.domain.option_chain import ChainLink, Obstacle
from planner.domain.portfolio import Portfolio
from planner.domain.routes import organisations_without_route, releasing_migrations
from planner.plan.flagging.bundled import lost_right, mates_of, together_with
from planner.plan.flagging.owners import decision_owner, undecided_organisations
from planner.plan.flagging.records import (
    BridgeNeeded,
    ContractFacts,
    Exposure,
    Flag,
    LateChance,
    LostOption,
    OptionNeeded,
    StopNeeded,
)
from planner.plan.flagging.stops import stop_needed
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
    next_option = _next_option(portfolio, cover)
    stop = stop_needed(portfolio, cover)
    chance = _late_chance(case, cover)
    exposure = _exposure(case, cover)
    return ContractFacts(
        contract=cover.contract.id,
        flag=with_chance(_flag(portfolio, cover, options, lost, stop), chance),
        owner=decision_owner(portfolio, cover.contract),
        covered_until_date=portfolio.date_of(cover.covered_until_day) - ONE_DAY,
        needed_until_date=portfolio.date_of(cover.needed_until_day) - ONE_DAY,
        spare_days=-cover.uncovered_days or spare_days(portfolio, cover),
        last_migration=_last_migration(portfolio, cover, case.schedule),
        pounds=pounds_of(case.charges_by_record.get(cover.contract.id, ())),
        idle_days=idle_days_bought(cover),
        options=options,
        next_option=next_option,
        together_pounds=None if next_option is None else _together_pounds(case, next_option),
        exposure=exposure,
        lost=lost,
        blocked_reason=next((link.unavailable_reason for link in cover.chain if link.unavailable_reason), None),
        stranded=organisations_without_route(portfolio, cover.contract),
        undecided=undecided_organisations(portfolio, cover.contract),
        stop=stop,
        bridge_begun=_taken(portfolio, CommitmentKind.BRIDGE_BEGUN, cover) is not None,
        accepted=exposure is not None and _is_accepted(portfolio, cover, exposure),
        chance=chance,
    )


def _late_chance(case: PlanCase, cover: ContractCover) -> LateChance | None:
    """What the risk that is kept with the plan says; nothing of a contract that nobody can leave."""
    found = case.sureness.contract_by_id.get(cover.contract.id) if case.sureness is not None else None
    if found is None or cover.no_route:
        return None
    return LateChance(
        probability=found.uncovered_probability,
        error=found.uncovered_probability_error,
        tolerated=case.portfolio.policy.late_probability_tolerance,
    )


def _taken(portfolio: Portfolio, kind: CommitmentKind, cover: ContractCover) -> DecisionTaken | None:
    taken = (taken for taken in portfolio.decisions_taken if taken.kind is kind)
    return next((taken for taken in taken if taken.subject == cover.contract.id), None)


def _is_accepted(portfolio: Portfolio, cover: ContractCover, exposure: Exposure) -> bool:
    """Whether somebody has accepted all of the days without cover; not so where they last longer than was accepted."""
    taken = _taken(portfolio, CommitmentKind.EXPOSURE_ACCEPTED, cover)
    return taken is not None and (taken.agreed_date is None or exposure.until_date - ONE_DAY <= taken.agreed_date)


def _flag(
    portfolio: Portfolio,
    cover: ContractCover,
    options: tuple[OptionNeeded, ...],
    lost: LostOption | None,
    stop: StopNeeded | None,
) -> Flag:
    """The gravest condition that holds; a boundary belongs to the kinder flag."""
    if cover.no_route:
        return Flag.NO_ROUTE
    if cover.uncovered_days > 0:
        if bare_days(portfolio, cover) == 0:
            return Flag.ACCEPTED
        return Flag.LOST if lost is not None else Flag.EXPOSED
    left = [option.days_left for option in options if not option.by_itself]
    left += [] if stop is None else [stop.days_left]
    if left and min(left) <= portfolio.policy.alert_window_days:
        return Flag.DECIDE_NOW
    if options:
        return Flag.EXTEND
    return Flag.TIGHT if spare_days(portfolio, cover) < portfolio.policy.buffer_days else Flag.CLEAR


def with_chance(flag: Flag, chance: LateChance | None) -> Flag:
    """The flag where it is known how likely days without cover are; a graver one than clear stays."""
    return Flag.TIGHT if flag is Flag.CLEAR and chance is not None and chance.too_great else flag


def spare_days(portfolio: Portfolio, cover: ContractCover) -> int:
    """Days between the end of what is decided or planned, an early end not counted, and the end of the need.

    A contract that rolls on has no end but that of the plan.
    """
    last = cover.used[-1:]
    if last and last[0].paid_by_day:
        return cover.spare_days
    return _end_day(portfolio, cover, cover.used) - cover.needed_until_day


def bare_days(portfolio: Portfolio, cover: ContractCover) -> int:
    """Uncovered days that remain even with every right that can still be used."""
    return max(0, cover.needed_until_day - _end_day(portfolio, cover, _usable(cover)))


def _usable(cover: ContractCover) -> tuple[ChainLink, ...]:
    return tuple(link for link in cover.chain if link.unavailable_reason is None)


def _end_day(portfolio: Portfolio, cover: ContractCover, links: tuple[ChainLink, ...]) -> int:
    """The first day without cover when these links run their whole length."""
    return portfolio.day_of(links[-1].end.value) + 1 if links else cover.expiry_day


def options_needed(portfolio: Portfolio, cover: ContractCover) -> tuple[OptionNeeded, ...]:
    """The options of the plan that nobody has exercised, and the periods that are not owed, in sequence."""
    return tuple(needed_option(portfolio, cover, link) for link in cover.used if not link.exercised)


def _next_option(portfolio: Portfolio, cover: ContractCover) -> OptionNeeded | None:
    following = cover.chain[len(cover.used) : len(cover.used) + 1]
    return next((needed_option(portfolio, cover, link) for link in following if link.unavailable_reason is None), None)


def _together_pounds(case: PlanCase, unused: OptionNeeded) -> int | None:
    """What the bundle of an unused option would cost in all; None where it is used alone."""
    links = case.portfolio.link_by_option
    mates = [links[mate.id] for mate in mates_of(case.portfolio, links[unused.option].option)]
    covers = case.schedule.contracts
    others = sum(needed_option(case.portfolio, covers[link.option.contract], link).pounds for link in mates)
    return unused.pounds + others if mates else None


def needed_option(portfolio: Portfolio, cover: ContractCover, link: ChainLink) -> OptionNeeded:
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
        derivation=str(link.acting_decision),
        assumed=link.assumed,
        notice_assumed=link.notice_assumed,
        together=together_with(portfolio, link.option),
        opens_date=link.opens.value if link.opens is not None else None,
    )


def begin_day(portfolio: Portfolio, link: ChainLink) -> int:
    """The first day the option adds."""
    return portfolio.day_of(link.extends_end_date) + 1


def _exposure(case: PlanCase, cover: ContractCover) -> Exposure | None:
    if cover.uncovered_days == 0:
        return None
    portfolio = case.portfolio
    return Exposure(
        from_date=portfolio.date_of(cover.covered_until_day),
        until_date=portfolio.date_of(cover.needed_until_day),
        days=cover.uncovered_days,
        pounds=case.exposure_pounds(cover.contract.id),
        bridge=_bridge_needed(portfolio, cover),
    )


def _bridge_needed(portfolio: Portfolio, cover: ContractCover) -> BridgeNeeded:
    bare = portfolio.date_of(cover.covered_until_day)
    last, acting = bridge_last_date(portfolio, bare), bridge_acting_date(portfolio, cover.contract, bare)
    return BridgeNeeded(
        length_days=cover.uncovered_days,
        lead_days=portfolio.policy.bridge_lead_days,
        start_by_date=last,
        acting_date=acting,
        days_left=days_left(portfolio.status_date, acting, last),
    )


def lost_option(portfolio: Portfolio, cover: ContractCover) -> LostOption | None:
    """The right after those that can still be used, where it, or another of its bundle, has lapsed or is past its last day.

    None where no days stay bare.
    """
    link, bare = _next_right(cover), bare_days(portfolio, cover)
    cause = lost_right(portfolio, link) if link is not None else None
    if bare == 0 or link is None or cause is None:
        return None
    begins = begin_day(portfolio, link)
    needed_days = cover.needed_until_day - begins
    saved_days = min(bare, link.days_paid(needed_days))
    avoided = saved_days * exposure_price(portfolio, cover.contract)
    too_late = cause.obstacle is Obstacle.TOO_LATE
    return LostOption(
        option=link.option.id,
        since_date=cause.decision.value + ONE_DAY if too_late else None,
        saved_days=saved_days,
        saved_pounds=avoided - link.price_pounds(needed_days),
        through=None if cause is link else cause.option.id,
    )


def _next_right(cover: ContractCover) -> ChainLink | None:
    """The link after the last one that can still be used or has been exercised."""
    usable = [place for place, link in enumerate(cover.chain, start=1) if link.unavailable_reason is None]
    return next(iter(cover.chain[max(usable, default=0) :]), None)


def _last_migration(portfolio: Portfolio, cover: ContractCover, schedule: Schedule) -> str | None:
    """The migration that needs the contract longest; of several the first. None where it has no route."""
    if cover.no_route:
        return None
    ids = [migration.id for migration in releasing_migrations(portfolio, cover.contract)]
    until = {id: schedule.migrations[id].legacy_until_day for id in ids if id in schedule.migrations}
    return max(until, key=until.__getitem__, default=None)
