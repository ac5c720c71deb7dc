"""The register: every dated act a plan asks for, and what happens if nobody acts."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from planner.domain.calendar import DerivedDate, acting_day, days_left
from planner.domain.organisations import Organisation
from planner.domain.portfolio import Portfolio
from planner.domain.wording import calendar_day, day_count, money
from planner.plan.flagging.facts import needed_option
from planner.plan.flagging.owners import is_undecided, organisation_name, undecided_organisations
from planner.plan.flagging.records import ContractFacts, Flag, OptionNeeded
from planner.plan.register.option_details import not_before, option_detail, task_of
from planner.plan.register.records import Act, ActKind, ActState
from planner.plan.register.rules import rule_of
from planner.plan.register.stop_acts import stop_act, stop_or_bear_act
from planner.plan.register.why import tell_why
from planner.plan.schedule import ContractCover
from planner.plan.unserved import approval_of, unserved_options

if TYPE_CHECKING:
    from planner.plan.plan_case import PlanCase


def register(case: PlanCase) -> tuple[Act, ...]:
    """Every act: the late ones first, then by acting day; of one day, those that lose the most pounds first."""
    acts = (replace(act, rule=rule_of(case, act)) for act in (*_contract_acts(case), *_answers(case)))
    return tuple(
        sorted(acts, key=lambda act: (not act.late, act.acting_date, -_at_stake(act), act.last_date, act.subject))
    )


def _at_stake(act: Act) -> int:
    return act.option.consequence.exposure_pounds if act.option is not None else act.pounds or 0


def _contract_acts(case: PlanCase) -> Iterator[Act]:
    unserved = unserved_options(case.portfolio)
    for id, cover in case.schedule.contracts.items():
        facts = case.facts[id]
        bought = (needed for needed in facts.options if not needed.by_itself)
        yield from (_purchase(case, cover, facts, needed) for needed in bought)
        yield from _notices(case, cover, facts, unserved)
        if facts.flag in (Flag.LOST, Flag.EXPOSED) and not facts.bridge_begun and not facts.accepted:
            yield _bridge(case, cover, facts)
        if facts.stop is not None:
            yield stop_act(case, cover, facts, facts.stop)
        if facts.exposure is not None and facts.next_option is not None and not facts.accepted:
            yield from _acceptances(case, cover, facts, facts.next_option)


def _purchase(case: PlanCase, cover: ContractCover, facts: ContractFacts, needed: OptionNeeded) -> Act:
    detail = option_detail(case.portfolio, cover, needed)
    return Act(
        act=ActKind.BUY,
        subject=needed.option,
        contract=facts.contract,
        acting_date=needed.acting_date,
        last_date=needed.decide_by_date,
        earliest_date=needed.opens_date,
        notice_last_date=needed.notice_date,
        notice_acting_date=needed.notice_acting_date,
        days_left=needed.days_left,
        what=task_of(needed),
        owner=facts.owner,
        pounds=needed.pounds,
        if_nobody_acts=detail.consequence.sentence,
        why=tell_why(case, facts),
        basis=case.portfolio.link_by_option[needed.option].option.provenance.basis,
        assumed=needed.assumed,
        derivation=needed.derivation,
        option=detail,
        undecided=undecided_organisations(case.portfolio, cover.contract),
    )


def _notices(case: PlanCase, cover: ContractCover, facts: ContractFacts, unserved: frozenset[str]) -> Iterator[Act]:
    """The notice of every option used that is approved and unserved."""
    portfolio = case.portfolio
    for link in cover.used:
        if link.option.id in unserved:
            needed = needed_option(portfolio, cover, link)
            detail = option_detail(portfolio, cover, needed)
            approval = approval_of(portfolio, link.option.id)
            yield Act(
                act=ActKind.SERVE_NOTICE,
                subject=needed.option,
                contract=facts.contract,
                acting_date=needed.notice_acting_date,
                last_date=needed.notice_date,
                earliest_date=needed.opens_date,
                notice_last_date=needed.notice_date,
                notice_acting_date=needed.notice_acting_date,
                days_left=days_left(portfolio.status_date, needed.notice_acting_date, needed.notice_date),
                what=f"give notice of {needed.option}, which is approved{not_before(needed)}",
                owner=facts.owner,
                pounds=needed.pounds,
                if_nobody_acts=detail.consequence.sentence,
                why=f"{needed.option} is approved and its notice has not been served",
                state=ActState.DECIDED,
                basis=portfolio.link_by_option[needed.option].option.provenance.basis,
                assumed=needed.assumed if needed.notice_assumed else (),
                derivation=str(link.acting_notice),
                option=detail,
                undecided=undecided_organisations(portfolio, cover.contract),
                decided_by=approval.decided_by if approval is not None else None,
                decided_date=approval.agreed_date if approval is not None else None,
                decision_note=approval.decision_note if approval is not None else None,
            )


def _bridge(case: PlanCase, cover: ContractCover, facts: ContractFacts) -> Act:
    assert facts.exposure is not None
    exposure, bridge, first = facts.exposure, facts.exposure.bridge, calendar_day(facts.exposure.from_date)
    lead = f"{day_count(bridge.lead_days)} to award it"
    return Act(
        act=ActKind.START_BRIDGE,
        subject=facts.contract,
        contract=facts.contract,
        acting_date=bridge.acting_date,
        last_date=bridge.start_by_date,
        days_left=bridge.days_left,
        what=f"start a bridge of {day_count(bridge.length_days)} (it takes {day_count(bridge.lead_days)} to award, assumed)",
        owner=facts.owner,
        pounds=None,
        if_nobody_acts=f"{facts.contract} is uncovered from {first} for {day_count(exposure.days)}: "
        f"{money(exposure.pounds, case.portfolio.currency)} of exposure",
        why=tell_why(case, facts),
        basis=cover.contract.provenance.basis,
        assumed=(lead,),
        derivation=f"{first} is the first bare day; less {lead} (assumed): {calendar_day(bridge.start_by_date)}"
        + ("" if bridge.acting_date == bridge.start_by_date else f"; act by {calendar_day(bridge.acting_date)}"),
        undecided=undecided_organisations(case.portfolio, cover.contract),
    )


def _acceptances(case: PlanCase, cover: ContractCover, facts: ContractFacts, unused: OptionNeeded) -> Iterator[Act]:
    if not unused.by_itself:
        yield _acceptance(case, cover, facts, unused)
    elif facts.stop is not None:
        yield stop_or_bear_act(case, cover, facts, facts.stop)


def _acceptance(case: PlanCase, cover: ContractCover, facts: ContractFacts, unused: OptionNeeded) -> Act:
    """The plan prefers exposure to an option that could be used: a person has to agree to that."""
    assert facts.exposure is not None
    borne = f"{day_count(facts.exposure.days)} at {money(facts.exposure.pounds, case.portfolio.currency)} of exposure"
    return Act(
        act=ActKind.ACCEPT_EXPOSURE,
        subject=facts.contract,
        contract=facts.contract,
        acting_date=unused.acting_date,
        last_date=unused.decide_by_date,
        earliest_date=unused.opens_date,
        notice_last_date=unused.notice_date,
        notice_acting_date=unused.notice_acting_date,
        days_left=unused.days_left,
        what=f"decide whether to use {unused.option} for {money(unused.pounds, case.portfolio.currency)} after all"
        f"{f' {unused.together}' if unused.together else ''}, or to bear {borne}",
        owner=facts.owner,
        pounds=facts.exposure.pounds,
        if_nobody_acts=f"{unused.option} can no longer be used, and {borne} stay",
        why=tell_why(case, facts),
        basis=case.portfolio.link_by_option[unused.option].option.provenance.basis,
        assumed=unused.assumed,
        derivation=unused.derivation,
        undecided=undecided_organisations(case.portfolio, cover.contract),
    )


def _answers(case: PlanCase) -> Iterator[Act]:
    """One for each undecided organisation that the plan moves."""
    starts: dict[str, int] = {}
    for entry in case.schedule.migrations.values():
        organisation = entry.migration.organisation
        starts[organisation] = min(entry.start_day, starts.get(organisation, entry.start_day))
    for record in case.portfolio.organisations:
        if record.id in starts and is_undecided(case.portfolio, record.id):
            yield _answer(case.portfolio, record, starts[record.id])


def _answer(portfolio: Portfolio, organisation: Organisation, start_day: int) -> Act:
    name = organisation_name(portfolio, organisation.id)
    starts = portfolio.date_of(start_day)
    last = DerivedDate(starts, (f"the first migration of {name} starts on {calendar_day(starts)}",))
    acting = acting_day(last, portfolio.jurisdiction)
    return Act(
        act=ActKind.ANSWER,
        subject=organisation.id,
        contract=None,
        acting_date=acting.value,
        last_date=starts,
        days_left=days_left(portfolio.status_date, acting.value, starts),
        what=f"say whether {name} joins",
        owner=name,
        pounds=None,
        if_nobody_acts=f"its first migration starts on {calendar_day(starts)} without its answer",
        why=f"{name} has not decided, and is planned as joining",
        basis=organisation.provenance.basis,
        derivation=str(acting),
        undecided=(organisation.id,),
    )
