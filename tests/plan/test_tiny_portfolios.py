"""The tiny portfolios use every rule, every term and every shape of record, so that comparing with them means something."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from enum import StrEnum
from functools import partial

import pytest

from planner.domain.clusters import Milestone
from planner.domain.contracts import STATED_KINDS, OptionState
from planner.domain.decisions_taken import NOTED_KINDS, CommitmentKind
from planner.domain.organisations import Commitment
from planner.domain.policy import UndecidedPolicy
from planner.domain.portfolio import Portfolio
from planner.domain.resources import FreezeScope
from planner.domain.routes import has_no_route, releasing_migrations
from planner.domain.rules import ASKED_RULES, Rule, Term
from tests.answers import answers
from tests.tiny_portfolios import FIRST_KINDS, random_portfolio

MANY_SEEDS = range(300)
BINDING_SEEDS = 5
"""A rule counts as exercised when leaving it out changes the answer of so many portfolios."""
DRAWN_ELSEWHERE = (Rule.BUNDLE,)
"""Rules that the portfolios of `tests.bundled_portfolios` show instead."""

DRAWN_COMMITMENTS = tuple(
    kind
    for kind in CommitmentKind
    if kind not in (CommitmentKind.OPTION_APPROVED, CommitmentKind.STOP_SERVED, *NOTED_KINDS)
)
"""An option approved binds like a notice served; only the register tells them apart. Stops have draws of their own.

Bridges that are begun and exposures that are accepted bind no plan.
"""


def _of_each(
    name: str, kinds: Iterable[StrEnum], has: Callable[[Portfolio, StrEnum], bool]
) -> dict[str, Callable[[Portfolio], bool]]:
    """A shape for every kind, named after it."""
    return {name.format(kind.value): partial(_has, has, kind) for kind in kinds}


def _has(has: Callable[[Portfolio, StrEnum], bool], kind: StrEnum, portfolio: Portfolio) -> bool:
    return has(portfolio, kind)


SHAPES: Mapping[str, Callable[[Portfolio], bool]] = {
    "a capacity that changes": lambda p: bool(p.capacity_steps),
    "a demand by kind": lambda p: any(d.resource == "team" for q in p.profiles for s in q.phases for d in s.demands),
    "a demand by id": lambda p: any(d.resource == "shared" for q in p.profiles for s in q.phases for d in s.demands),
    "a mode": lambda p: bool(p.modes),
    "a group that may be split": lambda p: any(g.bridge_pounds_per_day is not None for g in p.groups),
    "a group that may not": lambda p: any(g.bridge_pounds_per_day is None for g in p.groups),
    "a contract released by several": lambda p: any(len(releasing_migrations(p, c)) > 1 for c in p.contracts),
    "a contract nobody can leave": lambda p: any(has_no_route(p, c) for c in p.contracts),
    "an expired contract": lambda p: any(c.stated_expiry_date < p.status_date for c in p.contracts),
    "a maximum end": lambda p: any(c.maximum_end_date for c in p.contracts),
    "exposure priced by policy": lambda p: any(c.exposure_pounds_per_day is None for c in p.contracts),
    "a chain of three": lambda p: any(len(chain) == 3 for chain in p.options_by_contract.values()),
    "an option in months": lambda p: any(o.months for o in p.options),
    "an option with an end date": lambda p: any(o.end_date for o in p.options),
    "an option that can end early": lambda p: any(o.minimum_commitment_days for o in p.options),
    "an option past its last day": lambda p: any(
        link.unavailable_reason and "last day" in link.unavailable_reason
        for c in p.contracts
        for link in p.chain_by_contract[c.id]
    ),
    "a cutover or start before the status date": lambda p: any(
        t.agreed_date and t.agreed_date < p.status_date for t in p.decisions_taken
    ),
    "a yearly freeze": lambda p: any(f.yearly for f in p.freezes),
    "a wave window": lambda p: bool(p.wave_windows),
    "a milestone with predecessors": lambda p: any(q.successor in p.milestone_by_id for q in p.precedences),
    "a milestone between two milestones": lambda p: any(
        q.successor in p.milestone_by_id and q.predecessor in p.milestone_by_id for q in p.precedences
    ),
    "a chain through a milestone": lambda p: any(
        q.successor in p.milestone_by_id and q.successor == r.predecessor for q in p.precedences for r in p.precedences
    ),
    "an achieved milestone": lambda p: any(m.achieved_date for m in p.milestones),
    "a milestone with three dates": lambda p: any(_has_three_dates(m) for m in p.milestones),
    "a lead": lambda p: any(q.lag_days < 0 for q in p.precedences),
    "a lag": lambda p: any(q.lag_days > 0 for q in p.precedences),
    "a deadline": lambda p: any(m.deadline_date for m in p.migrations),
    "running cost": lambda p: any(m.running_pounds_per_day for m in p.migrations),
    "a budget": lambda p: bool(p.budgets),
    "a negotiation limit": lambda p: p.policy.negotiation_limit is not None,
    "undecided who join": lambda p: _has_undecided(p, UndecidedPolicy.JOIN),
    "undecided who stay": lambda p: _has_undecided(p, UndecidedPolicy.STAY),
    "a declined organisation": lambda p: any(o.commitment is Commitment.DECLINED for o in p.organisations),
    **_of_each("precedence {}", FIRST_KINDS, lambda p, k: any(q.kind is k for q in p.precedences)),
    **_of_each("option {}", STATED_KINDS, lambda p, k: any(o.kind is k for o in p.options)),
    **_of_each("option {}", OptionState, lambda p, k: any(o.state is k for o in p.options)),
    **_of_each("freeze of {}", FreezeScope, lambda p, k: any(f.scope is k for f in p.freezes)),
    **_of_each("{}", DRAWN_COMMITMENTS, lambda p, k: any(t.kind is k for t in p.decisions_taken)),
}


def _has_three_dates(milestone: Milestone) -> bool:
    return milestone.forecast_date is None and milestone.early_date is not None


def _has_undecided(portfolio: Portfolio, policy: UndecidedPolicy) -> bool:
    undecided = any(o.commitment is Commitment.UNDECIDED for o in portfolio.organisations)
    return undecided and portfolio.policy.undecided is policy


def test_the_same_seed_gives_the_same_portfolio() -> None:
    assert random_portfolio(7) == random_portfolio(7)


@pytest.mark.parametrize("shape", SHAPES)
def test_every_shape_of_record_comes_up_often(shape: str) -> None:
    assert sum(SHAPES[shape](random_portfolio(seed)) for seed in MANY_SEEDS) >= 10


def test_every_term_is_part_of_best_plans() -> None:
    times = Counter(term for answer in answers().values() for term in answer.terms)
    assert all(times[term] >= 20 for term in Term), times


def test_every_rule_changes_the_answer_somewhere() -> None:
    times = Counter(rule for answer in answers().values() for rule in answer.rules)
    drawn = [rule for rule in Rule if rule not in ASKED_RULES and rule not in DRAWN_ELSEWHERE]
    assert all(times[rule] >= BINDING_SEEDS for rule in drawn), times
