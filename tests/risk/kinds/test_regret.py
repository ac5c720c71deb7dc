"""Decision trees as portfolios: what the rules of `planner tripwires` lose against the best policy of all."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count, islice
from pathlib import Path

import numpy as np

from tests.depth import by_day
from tests.risk.kinds.asking import Asked
from tests.risk.kinds.drawn import drawn_tree
from tests.risk.kinds.futures import Futures
from tests.risk.kinds.policies import Policies, Rule
from tests.risk.kinds.small import Small, day_of

TREES = len(by_day(range(200), 50))
MEAN_REGRET, WITHIN_ONE_PER_CENT = 0.003, 0.9
LEAST_WORTH = 0.005
"""Trees in which waiting is worth a smaller share are not looked at."""
LEVELS = ("P50", "P80", "P95")


def policies(small: Small) -> Policies:
    """The contract of a tree, whose migrations are planned on the days of their milestones."""
    days = {item.id: item.day for item in small.milestones}
    (contract,) = small.contracts
    return Policies.of(Futures(small, {gate.migration: days[gate.milestone] for gate in small.gates}), contract)


def trees() -> Iterator[tuple[Small, Policies]]:
    """Those in which waiting is worth something."""
    for seed in count():
        small = drawn_tree(seed)
        found = policies(small)
        today = found.mean(found.costs(found.constant(found.committed)))
        if today - found.best >= LEAST_WORTH * max(found.best, 1.0):
            yield small, found


def regret(small: Small, found: Policies, folder: Path) -> float:
    """What the rules cost more than the best policy, in all futures, as a share."""
    asked = Asked.of(small, folder)
    assert asked.starts == found.futures.plan
    rows = {row["option"]: row for row in asked.tripwires("--draws", "1024")["options"]}
    says = [found.says(link, _rule(rows[option.id])) for link, option in enumerate(found.contract.options)]
    return (found.mean(found.costs(says)) - found.best) / found.best


def _rule(row: dict[str, str]) -> Rule:
    return (LEVELS.index(row["level"]), day_of(row["threshold_date"])) if row["rule"] == "date" else row["rule"]


def test_rules_lose_little_against_the_best_policy(tmp_path: Path) -> None:
    drawn = islice(trees(), TREES)
    lost = np.array([regret(*each, tmp_path / str(place)) for place, each in enumerate(drawn)])
    assert lost.min() > -1e-9
    assert lost.mean() <= MEAN_REGRET, f"{lost.mean():.4%}"
    assert np.mean(lost <= 0.01) >= WITHIN_ONE_PER_CENT
