"""What would clear a late contract, in at most four sentences."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from planner.domain.calendar import ONE_DAY
from planner.domain.levers.capacity_raised import MoreUnits
from planner.domain.wording import counted, day_count, few_of, listed, long_day, spoken_money
from planner.explain.levers.clearing import Clearing
from planner.explain.levers.modes import ModeChange
from planner.explain.levers.records import LeverAnswer, Refuted, Verdict
from planner.explain.records import RecordRef
from planner.explain.reference_day import KEPT, UNCOVERED
from planner.explain.words.lever_words import given, lever_record
from planner.explain.words.names import contract_words, move_words, users_words
from planner.explain.words.sentence import Sentence
from planner.plan.plan_case import PlanCase

MOST_LEVERS = 2
"""Levers that get a sentence; `--levers` shows all."""


def clearing_sentences(case: PlanCase, found: Clearing) -> tuple[Sentence, ...]:
    """The levers that clear it at no more cost, what must give together, a right, the price of priority; facts only."""
    return (
        *_levers(case, found),
        *_dearer(case, found),
        *_modes(case, found),
        *_capacity(case, found),
        *_together(case, found),
        *_right(case, found),
        *_decisions(case, found),
        *_conflict(case, found),
        *_priority(case, found),
    )


def _goal(case: PlanCase, contract: str) -> str:
    flag = case.facts[contract].flag
    if flag in UNCOVERED:
        return "it would be covered"
    return "no extension would be needed" if flag in KEPT else "the buffer would be kept"


def _levers(case: PlanCase, found: Clearing) -> Iterator[Sentence]:
    """One lever of each table."""
    by_table: dict[str, LeverAnswer] = {}
    for answer in found.clearing:
        by_table.setdefault(answer.lever.table, answer)
    for answer in list(by_table.values())[:MOST_LEVERS]:
        said = (
            f"If {given(case, answer.lever, answer.amount or 0)}, {_goal(case, found.contract)}{_saved(case, answer)}"
        )
        yield Sentence(text=f"{said}{_one_less(answer)}.", records=(lever_record(answer.lever),))


def _saved(case: PlanCase, answer: LeverAnswer) -> str:
    """How many dates move, and what the plan that shows it saves."""
    assert answer.witness is not None
    moved = counted(len(answer.witness.moved), "date")
    if answer.witness.price_pounds == 0:
        return f", with {moved} moved"
    return f", with {moved} moved and {spoken_money(-answer.witness.price_pounds, case.portfolio.currency)} saved"


def _one_less(answer: LeverAnswer) -> str:
    amount = answer.amount or 0
    if amount < 2 or answer.refuted is Refuted.NOBODY:
        return ""
    if answer.refuted is Refuted.OTHERS_FIXED:
        return f"; {day_count(amount - 1)} would not do, with all others where they are"
    if answer.left_days is None:
        return f"; {day_count(amount - 1)} would not do, whatever the plan"
    remains = "remains" if answer.left_days == 1 else "remain"
    return f"; with {day_count(amount - 1)} {day_count(answer.left_days)} {remains}, whatever the plan"


def _dearer(case: PlanCase, found: Clearing) -> Iterator[Sentence]:
    """The lever that is enough only where others pay, where none clears it at today's price."""
    answers = [answer for answer in found.levers if answer.verdict is Verdict.DEARER and answer.witness is not None]
    if found.clearing or not answers:
        return
    best = min(answers, key=lambda answer: answer.witness.price_pounds if answer.witness else 0)
    assert best.witness is not None
    price = spoken_money(best.witness.price_pounds, case.portfolio.currency)
    goal = f"{_goal(case, found.contract)}, but the plan would cost {price} more"
    yield Sentence(text=f"If {given(case, best.lever, best.amount or 0)}, {goal}.", records=(lever_record(best.lever),))


def _modes(case: PlanCase, found: Clearing) -> Iterator[Sentence]:
    """Another way to move that clears it with all others where they are, and what the plan then costs."""
    answer = found.modes
    if answer is None or answer.witness is None or not answer.changes:
        return
    currency, price = case.portfolio.currency, answer.witness.price_pounds
    how = listed([_in_mode(case, change) for change in answer.changes])
    more = f"cost {spoken_money(price, currency)} more" if price > 0 else f"save {spoken_money(-price, currency)}"
    said = f"If {how}, {_goal(case, found.contract)} with all others where they are; the plan would {more}"
    records = tuple(RecordRef(table="modes", key=f"{change.migration} {change.mode}") for change in answer.changes)
    yield Sentence(text=f"{said}.", records=records)


def _in_mode(case: PlanCase, change: ModeChange) -> str:
    """For instance `the Home Office (HR) moved in the mode fast, for £60,000 more`."""
    currency = case.portfolio.currency
    pounds = f", for {spoken_money(change.extra_pounds, currency)} more" if change.extra_pounds > 0 else ""
    return f"{move_words(case.portfolio, change.migration)} moved in the mode {change.mode}{pounds}"


def _capacity(case: PlanCase, found: Clearing) -> Iterator[Sentence]:
    if found.capacity is None or found.capacity.answer.verdict is not Verdict.CLEARS:
        return
    more = found.capacity.more
    said = listed([_units(case, need) for need in more])
    proof = "; a day or a unit less would not do, with all others where they are"
    less = proof if found.capacity.answer.refuted is Refuted.OTHERS_FIXED else ""
    records = tuple(RecordRef(table="resources", key=id) for id in dict.fromkeys(need.resource for need in more))
    yield Sentence(text=f"With {said}, {_goal(case, found.contract)}{less}.", records=records)


def _units(case: PlanCase, need: MoreUnits) -> str:
    name = case.portfolio.resource_by_id[need.resource].name.split(",")[0]
    days = f"from {long_day(need.from_date)} to {long_day(need.until_date - ONE_DAY)}"
    return f"{need.units} more of {name} {days}"


def _together(case: PlanCase, found: Clearing) -> Iterator[Sentence]:
    if found.together is None:
        return
    parts = [given(case, lever, amount) for lever, amount in found.together.amounts]
    price = found.together.witness.price_pounds
    more = f", but the best plan found costs {spoken_money(price, case.portfolio.currency)} more" if price > 0 else ""
    records = tuple(lever_record(lever) for lever, _ in found.together.amounts)
    text = f"No single record clears it; if {' and '.join(parts)}, {_goal(case, found.contract)}{more}."
    yield Sentence(text=text, records=records)


def _right(case: PlanCase, found: Clearing) -> Iterator[Sentence]:
    if found.right is None:
        return
    months, until = counted(found.right.months, "month"), long_day(found.right.until_date)
    text = f"A further right of {months}, until {until}, would cover all of it."
    yield Sentence(text=text, records=(RecordRef(table="contracts", key=found.contract),))


def _decisions(case: PlanCase, found: Clearing) -> Iterator[Sentence]:
    for decision in found.decisions[:1]:
        less = f"; {day_count(decision.days_short - 1)} would not" if decision.days_short > 1 else ""
        back = f"would bring the option {decision.option} back today"
        text = f"{day_count(decision.days_short)} less of notice or approval {back}{less}."
        yield Sentence(text=text, records=(RecordRef(table="options", key=decision.option),))


def _conflict(case: PlanCase, found: Clearing) -> Iterator[Sentence]:
    if found.cannot_all is None:
        return
    names = few_of(found.cannot_all)
    both = "both" if len(found.cannot_all) == 2 else "all"
    records = tuple(RecordRef(table="contracts", key=id) for id in found.cannot_all)
    yield Sentence(text=f"The contracts {names} cannot {both} be off in time, whatever the plan.", records=records)


def _priority(case: PlanCase, found: Clearing) -> Iterator[Sentence]:
    chosen = found.priority
    if chosen is None or chosen.witness is None or chosen.witness.price_pounds <= 0:
        return
    price = spoken_money(chosen.witness.price_pounds, case.portfolio.currency)
    who = _payers(case, chosen.witness.worse)
    contract = case.portfolio.contract_by_id[found.contract]
    whose = f"{users_words(case.portfolio, contract)} off {contract_words(case.portfolio, contract)} in time"
    start = f"To have {whose} {'costs' if chosen.exact else 'would cost'} {price} more"
    sure = "" if chosen.exact else " in the best plan found; it is not proved that none is cheaper"
    yield Sentence(text=f"{start}{sure}{who}.", records=(RecordRef(table="contracts", key=found.contract),))


def _payers(case: PlanCase, worse: Mapping[str, int]) -> str:
    if not worse:
        return ""
    named = [f"{id} has {day_count(days)} more without cover" for id, days in sorted(worse.items())]
    return f"; {few_of(named)}"
