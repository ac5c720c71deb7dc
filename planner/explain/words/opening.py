"""The first sentence: who needs the contract until when, and what the plan does about the days beyond its end."""

from __future__ import annotations

from collections.abc import Iterator

from planner.domain.contracts import OptionKind
from planner.domain.organisations import Commitment
from planner.domain.portfolio import Portfolio
from planner.domain.routes import releasing_migrations, stays
from planner.domain.wording import counted, day_count, few_of, long_day, spoken_money
from planner.explain.records import Explanation, RecordRef
from planner.explain.reference_day import UNCOVERED
from planner.explain.words.names import capital, contract_words, named, users_of, users_words
from planner.explain.words.sentence import Sentence
from planner.plan.flagging.records import ContractFacts, Flag
from planner.plan.plan_case import PlanCase


def opening(case: PlanCase, found: Explanation) -> Iterator[Sentence]:
    """One sentence of any contract."""
    portfolio, facts = case.portfolio, case.facts[found.contract]
    contract = portfolio.contract_by_id[found.contract]
    verb = "need" if len(users_of(portfolio, contract)) > 1 else "needs"
    who = f"{capital(users_words(portfolio, contract))} {verb} {contract_words(portfolio, contract)}"
    until = f"until {long_day(facts.needed_until_date)}"
    if facts.flag is Flag.NO_ROUTE:
        yield Sentence(text=_no_route(case, facts), records=_records(case, facts))
        return
    yield Sentence(text=f"{who} {until}, {_beyond(case, found, facts)}.", records=_records(case, facts))


def _beyond(case: PlanCase, found: Explanation, facts: ContractFacts) -> str:
    portfolio = case.portfolio
    end = long_day(portfolio.date_of(found.off_by_day - 1))
    if facts.flag in UNCOVERED and facts.exposure is not None:
        where = "the option in the plan ends" if case.schedule.contracts[found.contract].used else "its cover ends"
        pounds = spoken_money(facts.exposure.pounds, portfolio.currency)
        bears = "the plan bears those days at" if facts.flag is Flag.ACCEPTED else "those days are priced at"
        return f"{day_count(found.late_days)} beyond {end}, where {where}; {bears} {pounds}"
    if facts.flag in (Flag.EXTEND, Flag.DECIDE_NOW) and found.late_days:
        return f"{day_count(found.late_days)} beyond {end}; {_extended(case, facts)}"
    spare = f"with {day_count(facts.spare_days)} to spare before it ends"
    buffer = day_count(portfolio.policy.buffer_days)
    less = facts.spare_days < portfolio.policy.buffer_days
    return f"{spare}, {'less than' if less else 'at least'} the buffer of {buffer}"


def _extended(case: PlanCase, facts: ContractFacts) -> str:
    pounds = spoken_money(facts.extension_pounds, case.portfolio.currency)
    if all(option.by_itself for option in facts.options):
        return f"it goes on by itself for {pounds}"
    bought = [option for option in facts.options if not option.by_itself]
    if len(bought) > 1:
        return f"the plan takes {counted(len(bought), 'extension')} for {pounds}"
    if bought[0].kind is OptionKind.MODIFICATION:
        return f"the plan negotiates an extension for {pounds}"
    if bought[0].kind is OptionKind.BRIDGE:
        return f"the plan awards a bridge for {pounds}"
    return f"the plan extends it for {pounds}"


def _no_route(case: PlanCase, facts: ContractFacts) -> str:
    portfolio = case.portfolio
    until = f"until the end of the planning period on {long_day(facts.needed_until_date)}"
    why = capital(_why_nobody_leaves(portfolio, facts))
    return f"{why}, so the contract {facts.contract} is needed {until}{_paid(case, facts)}."


def _why_nobody_leaves(portfolio: Portfolio, facts: ContractFacts) -> str:
    """Who declined, who has not decided and is planned as staying, or who has no move."""
    if not facts.stranded:
        return "no move releases it"
    who = few_of([named(portfolio, id) for id in facts.stranded])
    have = "have" if len(facts.stranded) > 1 else "has"
    commitments = {portfolio.organisation_by_id[id].commitment for id in facts.stranded}
    if commitments == {Commitment.DECLINED}:
        return f"{who} {have} declined to move"
    if commitments == {Commitment.UNDECIDED} and all(stays(portfolio, id) for id in facts.stranded):
        return f"{who} {have} not decided to move"
    return f"{who} {have} no way off it"


def _paid(case: PlanCase, facts: ContractFacts) -> str:
    """What the plan does about the days until then."""
    currency = case.portfolio.currency
    bought = counted(len(facts.options), "extension")
    taken = f"the plan takes {bought} for {spoken_money(facts.extension_pounds, currency)}" if facts.options else ""
    if facts.exposure is None:
        return f"; {taken}, which {_cover(len(facts.options))} all of it" if taken else ""
    bare = f"{day_count(facts.exposure.days)} stay without cover, priced at {spoken_money(facts.exposure.pounds, currency)}"
    return f"; {taken}, and {bare}" if taken else f"; {bare}"


def _cover(options: int) -> str:
    return "cover" if options > 1 else "covers"


def _records(case: PlanCase, facts: ContractFacts) -> tuple[RecordRef, ...]:
    contract = case.portfolio.contract_by_id[facts.contract]
    expiry = contract.expiry_date
    found = [
        RecordRef(
            table="contracts",
            key=contract.id,
            column="expiry_date",
            value=None if expiry is None else expiry.isoformat(),
        )
    ]
    bought = [option.option for option in facts.options if not option.by_itself]
    found += [RecordRef(table="options", key=id) for id in bought]
    if facts.flag is Flag.NO_ROUTE:
        found += [RecordRef(table="organisations", key=id, column="commitment") for id in facts.stranded]
    else:
        releasing = releasing_migrations(case.portfolio, contract)
        found += [RecordRef(table="migrations", key=migration.id) for migration in releasing]
    if facts.flag in (Flag.TIGHT, Flag.CLEAR):
        days = str(case.portfolio.policy.buffer_days)
        found.append(RecordRef(table="policy", key="buffer_days", column="value", value=days))
    return tuple(found)
