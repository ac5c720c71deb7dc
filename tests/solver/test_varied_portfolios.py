"""Everything that version 0.2.0 added, in one portfolio: no engine contradicts brute force."""

from __future__ import annotations

from collections import Counter

import pytest

from planner.domain.chains.link import Obstacle
from planner.domain.contracts import OptionKind
from tests.depth import by_day
from tests.nightly.contradictions import Case, contradictions_in
from tests.oracle import brute_force
from tests.tiny_varied import varied_portfolio


@pytest.mark.parametrize("seed", by_day(range(200), 16))
def test_nothing_contradicts_brute_force_on_a_varied_portfolio(seed: int) -> None:
    portfolio = varied_portfolio(seed)
    assert contradictions_in(Case(seed, portfolio, brute_force(portfolio))) == ()


def test_the_drawn_portfolios_use_all_that_was_added() -> None:
    found: Counter[str] = Counter()
    for portfolio in map(varied_portfolio, range(150)):
        found["working days"] += not portfolio.axis.is_calendar
        found["bundle"] += bool(portfolio.options_by_bundle)
        for contract in portfolio.contracts:
            found["renews"] += contract.renewal_months is not None
            found["rolls"] += contract.rolling
            found["states no end"] += contract.expiry_date is None
            for link in portfolio.chain_by_contract[contract.id]:
                found["owed"] += link.option.kind is OptionKind.RENEWAL and link.exercised
                found["stopped"] += link.obstacle is Obstacle.STOPPED
                found["opens too late"] += link.obstacle is Obstacle.NEVER_OPENS
                found["stops at the maximum end"] += link.option.up_to and link.end.value == contract.maximum_end_date
    assert all(count >= 10 for count in found.values()), found
