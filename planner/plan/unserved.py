"""The options that are approved and whose notice nobody has served yet."""

from __future__ import annotations

from collections.abc import Collection

from planner.domain.contracts import OptionState
from planner.domain.decisions_taken import CommitmentKind, DecisionTaken
from planner.domain.portfolio import Portfolio
from planner.plan.flagging.bundled import mates_of

DONE_KINDS = (CommitmentKind.OPTION_EXERCISED, CommitmentKind.NOTICE_SERVED)
"""Kinds after which no notice of the option is to be served any more."""


def unserved_options(portfolio: Portfolio) -> frozenset[str]:
    """The options that are approved and unserved, with those that are approved along with their bundle."""
    approved = _subjects(portfolio, (CommitmentKind.OPTION_APPROVED,))
    done = _subjects(portfolio, DONE_KINDS)
    along = _bundled_with(portfolio, approved) - _bundled_with(portfolio, done)
    available = {id for id in along if portfolio.option_by_id[id].state is OptionState.AVAILABLE}
    return frozenset((approved | available) - done)


def approval_of(portfolio: Portfolio, option: str) -> DecisionTaken | None:
    """The commitment that approves an option; None where it is approved along with its bundle."""
    approvals = (taken for taken in portfolio.decisions_taken if taken.kind is CommitmentKind.OPTION_APPROVED)
    return next((taken for taken in approvals if taken.subject == option), None)


def _subjects(portfolio: Portfolio, kinds: Collection[CommitmentKind]) -> set[str]:
    return {taken.subject for taken in portfolio.decisions_taken if taken.kind in kinds}


def _bundled_with(portfolio: Portfolio, options: set[str]) -> set[str]:
    known = [portfolio.option_by_id[option] for option in options if option in portfolio.option_by_id]
    return {mate.id for option in known for mate in mates_of(portfolio, option)}
