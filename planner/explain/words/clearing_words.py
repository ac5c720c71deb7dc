"""What would clear a late contract, in at most four sentences."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date

from planner.domain.calendar import ONE_DAY
from planner.domain.levers.capacity_raised import MoreUnits
from planner.domain.wording import counted, day_count, few_of, listed, long_day, spoken_money
from planner.explain.levers.clearing import Clearing
from planner.explain.levers.modes import ModeChange
from planner.explain.levers.records import LeverAnswer, Refuted, Verdict
from planner.explain.records import RecordRef
from planner.explain.reference_day import KEPT, UNCOVERED
from planner.explain.words.lever_words import given, lever_record
from planner.explain.words.names import move_words, of_whom, resource_words, the_contract
from planner.explain.words.sentence import Sentence
from planner.plan.plan_case import PlanCase

MOST_LEVERS = 2
"""Levers that get a sentence; `--levers` shows all."""


def clearing_sentences(case: PlanCase, found: Clearing, most: int | None = None) -> tuple[Sentence, ...]:
    """The levers that clear it at no more cost, what must give together, a right, the price of priority; facts only.

    `most`: so many at most. Those that tell least are left out first.
    """
    said = [(place, rank, sentence) for place, (rank, tell) in enumerate(TELLERS) for sentence in tell(case, found)]
    kept = sorted(said, key=lambda one: (one[1], one[0]))[:most]
    return tuple(sentence for _, _, sentence in sorted(kept, key=lambda one: one[0]))


def _goal(case: PlanCase, contract: str) -> str:
    flag = case.facts[contract].flag
    if flag in UNCOVERED:
        return "it would be covered"
    return "no extension would be needed" if flag in KEPT else "the buffer would be kept"


def _lever(case: PlanCase, found: Clearing) -> Iterator[Sentence]:
    yield from _levers(case, found)[:1]


def _other_lever(case: PlanCase, found: Clearing) -> Iterator[Sentence]:
    yield from _levers(case, found)[1:]


def _levers(case: PlanCase, found: Clearing) -> list[Sentence]:
    """One lever of each table, two at most; a shorter wait for a milestone says no more than an earlier milestone."""
    chosen: dict[str, LeverAnswer] = {}
    for answer in found.clearing:
        first = answer.lever.key.split(" ")[0] if answer.lever.table == "precedences" else None
        if first is None or "milestones" not in chosen or chosen["milestones"].lever.key != first:
            chosen.setdefault(answer.lever.table, answer)
    return [_said(case, found, answer) for answer in list(chosen.values())[:MOST_LEVERS]]


def _said(case: PlanCase, found: Clearing, answer: LeverAnswer) -> Sentence:
    said = f"If {given(case, answer.lever, answer.amount or 0)}, {_goal(case, found.contract)}{_saved(case, answer)}"
    return Sentence(text=f"{said}{_one_less(answer)}.", records=(lever_record(answer.lever),))


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
    resources = tuple(dict.fromkeys(need.resource for need in more))
    said = listed([_units(case, [need for need in more if need.resource == id]) for id in resources])
    proof = "; a day or a unit less would not do, with all others where they are"
    less = proof if found.capacity.answer.refuted is Refuted.OTHERS_FIXED else ""
    records = tuple(RecordRef(table="resources", key=id) for id in resources)
    yield Sentence(text=f"With {said}, {_goal(case, found.contract)}{less}.", records=records)


def _units(case: PlanCase, needs: Sequence[MoreUnits]) -> str:
    """For instance `1 more of the Synergy onboarding teams from 21 to 27 October 2027`."""
    name = resource_words(case.portfolio, needs[0].resource)
    days = [span_words(need.from_date, need.until_date - ONE_DAY) for need in needs]
    units = dict.fromkeys(need.units for need in needs)
    if len(units) == 1:
        return f"{needs[0].units} more of the {name} {listed(days)}"
    each = [f"{need.units} {span}" for need, span in zip(needs, days, strict=True)]
    return f"more of the {name} ({listed(each)})"


def span_words(first: date, last: date) -> str:
    """Days from one to another, what they share said once: `from 21 to 27 October 2027`."""
    begin = long_day(first)
    if first.year == last.year:
        begin = f"{first.day}" if first.month == last.month else begin.rpartition(" ")[0]
    return f"on {long_day(last)}" if first == last else f"from {begin} to {long_day(last)}"


def _together(case: PlanCase, found: Clearing) -> Iterator[Sentence]:
    if found.together is None:
        return
    parts = [given(case, lever, amount) for lever, amount in found.together.amounts]
    price = found.together.witness.price_pounds
    more = f", but the best plan found costs {spoken_money(price, case.portfolio.currency)} more" if price > 0 else ""
    records = tuple(lever_record(lever) for lever, _ in found.together.amounts)
    text = f"No single change clears it; if {' and '.join(parts)}, {_goal(case, found.contract)}{more}."
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
    names = few_of([of_whom(case.portfolio, id) for id in found.cannot_all])
    both = "both" if len(found.cannot_all) == 2 else "all"
    records = tuple(RecordRef(table="contracts", key=id) for id in found.cannot_all)
    yield Sentence(text=f"The contracts {names} cannot {both} end in time, whatever the plan.", records=records)


def _priority(case: PlanCase, found: Clearing) -> Iterator[Sentence]:
    chosen = found.priority
    if chosen is None or chosen.witness is None or chosen.witness.price_pounds <= 0:
        return
    price = spoken_money(chosen.witness.price_pounds, case.portfolio.currency)
    who = _payers(case, chosen.witness.worse)
    whose = the_contract(case.portfolio, found.contract)
    start = f"To end {whose} in time {'costs' if chosen.exact else 'would cost'} {price} more"
    sure = "" if chosen.exact else " in the best plan found; it is not proved that none is cheaper"
    ids = (found.contract, *sorted(chosen.witness.worse))
    yield Sentence(text=f"{start}{sure}{who}.", records=tuple(RecordRef(table="contracts", key=id) for id in ids))


def _payers(case: PlanCase, worse: Mapping[str, int]) -> str:
    if not worse:
        return ""
    most = sorted(worse.items(), key=lambda pair: (-pair[1], pair[0]))
    named = [f"{the_contract(case.portfolio, id)} has {more_days(days)} without cover" for id, days in most]
    return f"; {few_of(named)}"


def more_days(days: int) -> str:
    """For instance `10 more days`."""
    return f"{days} more {'day' if days == 1 else 'days'}"


TELLERS: tuple[tuple[int, Callable[[PlanCase, Clearing], Iterable[Sentence]]], ...] = (
    (1, _lever),
    (8, _other_lever),
    (3, _dearer),
    (5, _modes),
    (6, _capacity),
    (2, _together),
    (9, _right),
    (7, _decisions),
    (2, _conflict),
    (4, _priority),
)
"""Who says what, in this order, each with its rank: where not all is said, low ranks are."""
