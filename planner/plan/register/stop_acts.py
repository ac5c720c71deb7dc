"""The acts about contracts that go on by themselves: stop one, or bear the days that it could have covered."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planner.domain.wording import calendar_day, day_count, money
from planner.plan.flagging.owners import undecided_organisations
from planner.plan.flagging.records import ContractFacts, StopNeeded
from planner.plan.flagging.stops import going_on
from planner.plan.register.option_details import not_before
from planner.plan.register.records import Act, ActKind
from planner.plan.register.why import tell_why
from planner.plan.schedule import ContractCover

if TYPE_CHECKING:
    from planner.plan.plan_case import PlanCase


def stop_act(case: PlanCase, cover: ContractCover, facts: ContractFacts, stop: StopNeeded) -> Act:
    """Stop the contract in time, else it goes on for a price."""
    needed = "" if facts.exposure is None else ", and nothing is uncovered"
    return _act(
        case,
        cover,
        facts,
        stop,
        act=ActKind.STOP,
        what=_task(facts.contract, stop),
        pounds=stop.pounds,
        if_nobody_acts=f"{facts.contract} {going_on(case.portfolio, stop)}" + (needed or ", which nobody needs"),
    )


def _task(contract: str, stop: StopNeeded) -> str:
    """What to do: give notice, or start the approval that comes before it."""
    ends, notice = calendar_day(stop.ends_date), f"{calendar_day(stop.notice_acting_date)}{not_before(stop)}"
    if stop.decide_by_date == stop.notice_date:
        return f"stop {contract}: give notice by {notice}, so that it ends on {ends}"
    return f"stop {contract}: start the approval, so that notice is given by {notice} and it ends on {ends}"


def stop_or_bear_act(case: PlanCase, cover: ContractCover, facts: ContractFacts, stop: StopNeeded) -> Act:
    """The plan stops a contract that is still needed: a person has to agree to the days without cover."""
    assert facts.exposure is not None
    pounds = money(facts.exposure.pounds, case.portfolio.currency)
    borne = f"{day_count(facts.exposure.days)} at {pounds} of exposure"
    return _act(
        case,
        cover,
        facts,
        stop,
        act=ActKind.ACCEPT_EXPOSURE,
        what=f"decide whether {facts.contract} {going_on(case.portfolio, stop)} after all, or to stop it and bear {borne}",
        pounds=facts.exposure.pounds,
        if_nobody_acts=f"{facts.contract} {going_on(case.portfolio, stop)}, and nothing is uncovered",
    )


def _act(
    case: PlanCase,
    cover: ContractCover,
    facts: ContractFacts,
    stop: StopNeeded,
    *,
    act: ActKind,
    what: str,
    pounds: int,
    if_nobody_acts: str,
) -> Act:
    return Act(
        act=act,
        subject=facts.contract,
        contract=facts.contract,
        acting_date=stop.acting_date,
        last_date=stop.decide_by_date,
        earliest_date=stop.opens_date,
        notice_last_date=stop.notice_date,
        notice_acting_date=stop.notice_acting_date,
        days_left=stop.days_left,
        what=what,
        owner=facts.owner,
        pounds=pounds,
        if_nobody_acts=if_nobody_acts,
        why=tell_why(case, facts),
        basis=cover.contract.provenance.basis,
        assumed=stop.assumed,
        derivation=stop.derivation,
        undecided=undecided_organisations(case.portfolio, cover.contract),
    )
