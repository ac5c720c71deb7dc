"""What must give together where no single record clears a contract."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from planner.domain.levers.least import least
from planner.domain.levers.lever import Lever
from planner.domain.portfolio import Portfolio
from planner.explain.levers.best_plan import best_plan
from planner.explain.levers.question import Question
from planner.explain.levers.records import Witness
from planner.explain.records import PushRow


@dataclass(frozen=True, kw_only=True)
class Combination:
    """Levers that clear a contract together, each with the least amount that is enough with the others.

    None can be left out. `witness`: the plan that shows it.
    """

    amounts: tuple[tuple[Lever, int], ...]
    witness: Witness


def combination(question: Question, row: PushRow, levers: Sequence[Lever]) -> Combination | None:
    """The levers of the records that stand in the way on the day of the row; None where even all of them are not enough."""
    chosen = list(_of_row(row, levers))
    if len(chosen) < 2 or question.alone(_changed(question, [(lever, lever.most) for lever in chosen])) is not True:
        return None
    amounts = [(lever, lever.most) for lever in chosen]
    for place, lever in enumerate(chosen):
        amounts[place] = (lever, _least_beside(question, amounts, place))
    needed = [(lever, amount) for lever, amount in amounts if amount]
    witness = best_plan(question, _changed(question, needed))
    return None if witness is None or len(needed) < 2 else Combination(amounts=tuple(needed), witness=witness)


def _least_beside(question: Question, amounts: Sequence[tuple[Lever, int]], place: int) -> int:
    """The least amount of one lever with the others as they are; 0 where it can be left out."""
    others = [pair for other, pair in enumerate(amounts) if other != place]
    lever, most = amounts[place]
    if question.alone(_changed(question, others)):
        return 0
    found = least(lambda amount: question.alone(_changed(question, [*others, (lever, amount)])), 1, most, below=True)
    return most if found.amount is None else found.amount


def _of_row(row: PushRow, levers: Sequence[Lever]) -> Iterator[Lever]:
    """One lever for each record of the row that has one by so many units; it has to be given up only where it has none."""
    for blocker in row.blockers:
        own = [lever for lever in levers if (lever.table, lever.key) == blocker.record.place and lever.monotone]
        yield from own[:1]


def _changed(question: Question, amounts: Sequence[tuple[Lever, int]]) -> Portfolio:
    portfolio = question.case.portfolio
    for lever, amount in amounts:
        portfolio = lever.changed(portfolio, amount)
    return portfolio
