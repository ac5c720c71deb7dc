"""The least amount of a lever, from both sides: too little whatever the plan, and enough without moving anybody else.

Both sides never turn back with more of the lever, so halving finds them. Where they meet the answer is done. Between them a
neighbourhood is planned again: the feeders and whoever holds what they miss.
"""

from __future__ import annotations

from dataclasses import replace

from planner.domain.levers.least import Least, least
from planner.domain.levers.lever import Lever
from planner.explain.levers.best_plan import best_plan
from planner.explain.levers.question import Question
from planner.explain.levers.records import Dearer, LeverAnswer, Refuted, Verdict, Witness


def answer(question: Question, lever: Lever) -> LeverAnswer:
    """What a lever does for the contract of the question. Raises StoppedError where somebody stopped it."""
    return _in_order(question, lever) if lever.monotone else _day_by_day(question, lever)


def _in_order(question: Question, lever: Lever) -> LeverAnswer:
    if question.alone_today:
        return _beside_others(question, lever)
    portfolio = question.case.portfolio
    enough_alone = question.alone(lever.changed(portfolio, lever.most))
    if not enough_alone:
        return _without(question, lever, proved=enough_alone is False)
    below = question.alone_today is False
    low = least(lambda amount: question.alone(lever.changed(portfolio, amount)), 1, lever.most, below=below)
    if low.amount is None:
        return _without(question, lever, proved=low.refuted)
    high = least(
        lambda amount: question.others_fixed(lever.changed(portfolio, amount)),
        low.amount,
        lever.most,
        below=low.refuted,
    )
    return _between(question, lever, low, high)


def _beside_others(question: Question, lever: Lever) -> LeverAnswer:
    """A contract that only others keep: the least amount that is enough while these stay where they are.

    What they might give way to is a question of priority, and no amount of a lever answers it.
    """
    portfolio = question.case.portfolio
    found = LeverAnswer(contract=question.contract, by_day=question.by_day, lever=lever, verdict=Verdict.NOT_FOUND)
    enough = question.others_fixed(lever.changed(portfolio, lever.most))
    if not enough:
        return found if enough is None else replace(found, verdict=Verdict.OTHERS)
    below = question.free_today is False
    high = least(lambda amount: question.others_fixed(lever.changed(portfolio, amount)), 1, lever.most, below=below)
    if high.amount is None:
        return found
    witness = _replanned(question, lever, high.amount, only_feeders=True)
    if witness is None:
        return found
    return replace(
        found,
        verdict=Verdict.CLEARS if witness.price_pounds <= 0 else Verdict.DEARER,
        amount=high.amount,
        witness=witness,
        refuted=Refuted.OTHERS_FIXED if high.refuted else Refuted.NOBODY,
    )


def _without(question: Question, lever: Lever, *, proved: bool) -> LeverAnswer:
    verdict = Verdict.IMPOSSIBLE if proved else Verdict.NOT_FOUND
    left = question.late_alone(lever.changed(question.case.portfolio, lever.most)) if proved else None
    return LeverAnswer(
        contract=question.contract, by_day=question.by_day, lever=lever, verdict=verdict, late_days_at_most=left
    )


def _between(question: Question, lever: Lever, low: Least, high: Least) -> LeverAnswer:
    """`low` has an amount; `high` may have none."""
    assert low.amount is not None
    found = LeverAnswer(contract=question.contract, by_day=question.by_day, lever=lever, verdict=Verdict.NOT_FOUND)
    tried = _replanned(question, lever, low.amount)
    if tried is not None and tried.price_pounds <= 0:
        refuted = Refuted.ANY_PLAN if low.refuted else Refuted.NOBODY
        return _cleared(question, replace(found, refuted=refuted), low.amount, tried)
    dearer = Dearer(amount=low.amount, witness=tried) if tried is not None else None
    if high.amount is not None:
        found = _smaller(question, found, low.amount, high)
    if found.witness is None or found.witness.price_pounds > 0:
        return _dearer(found, dearer, low)
    return replace(found, dearer=dearer if found.amount != low.amount else None)


def _smaller(question: Question, found: LeverAnswer, low: int, high: Least) -> LeverAnswer:
    """The least amount between the two for which a plan at today's price was found."""
    assert high.amount is not None
    witnesses: dict[int, Witness] = {}

    def no_dearer(amount: int) -> bool | None:
        tried = _replanned(question, found.lever, amount)
        if tried is None or tried.price_pounds > 0:
            return None
        witnesses[amount] = tried
        return True

    middle = least(no_dearer, low + 1, high.amount, below=False)
    if middle.amount is not None:
        refuted = Refuted.OTHERS_FIXED if middle.amount == high.amount and high.refuted else Refuted.NOBODY
        return _cleared(question, replace(found, refuted=refuted), middle.amount, witnesses[middle.amount])
    fixed = _replanned(question, found.lever, high.amount, only_feeders=True)
    if fixed is None:
        return found
    refuted = Refuted.OTHERS_FIXED if high.refuted else Refuted.NOBODY
    return replace(found, amount=high.amount, witness=fixed, refuted=refuted)


def _dearer(found: LeverAnswer, dearer: Dearer | None, low: Least) -> LeverAnswer:
    """No plan at today's price: the cheaper of the two that were found."""
    refuted = Refuted.ANY_PLAN if low.refuted else Refuted.NOBODY
    if dearer is not None and (found.witness is None or dearer.witness.price_pounds <= found.witness.price_pounds):
        return replace(found, verdict=Verdict.DEARER, amount=dearer.amount, witness=dearer.witness, refuted=refuted)
    return found if found.witness is None else replace(found, verdict=Verdict.DEARER, dearer=dearer)


def _cleared(question: Question, found: LeverAnswer, amount: int, witness: Witness) -> LeverAnswer:
    less = found.lever.changed(question.case.portfolio, amount - 1) if amount > 1 else question.case.portfolio
    left = question.late_alone(less) if found.refuted is Refuted.ANY_PLAN else None
    return replace(found, verdict=Verdict.CLEARS, amount=amount, witness=witness, left_days=left)


def _replanned(question: Question, lever: Lever, amount: int, *, only_feeders: bool = False) -> Witness | None:
    return best_plan(question, lever.changed(question.case.portfolio, amount), only_feeders=only_feeders)


def _day_by_day(question: Question, lever: Lever) -> LeverAnswer:
    """A lever of which more may be worse: every amount is tried, and today's plan is no plan of the changed data."""
    portfolio = question.case.portfolio
    found = LeverAnswer(contract=question.contract, by_day=question.by_day, lever=lever, verdict=Verdict.IMPOSSIBLE)
    unknown = False
    for amount in range(1, lever.most + 1):
        changed = lever.changed(portfolio, amount)
        alone = question.alone(changed)
        unknown |= alone is None
        if alone:
            plan = question.forced(changed).plan
            if plan is not None:
                witness = question.witness(changed, plan)
                verdict = Verdict.CLEARS if witness.price_pounds <= 0 else Verdict.DEARER
                refuted = Refuted.NOBODY if unknown or question.alone_today is not False else Refuted.ANY_PLAN
                return replace(found, verdict=verdict, amount=amount, witness=witness, refuted=refuted)
            return replace(found, verdict=Verdict.NOT_FOUND)
    return replace(found, verdict=Verdict.NOT_FOUND) if unknown else found
