"""What the commands say of portfolios of every kind of `cases/risk`, drawn anew, against enumeration and closed forms."""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from random import Random
from typing import Any

import pytest

from tests.depth import by_day
from tests.risk.kinds.asking import Asked
from tests.risk.kinds.closed_forms import correlated_dates, partly_revealed
from tests.risk.kinds.conftest import Planned
from tests.risk.kinds.drawn import KINDS, drawn
from tests.risk.kinds.futures import Futures
from tests.risk.kinds.policies import Policies, Rule
from tests.risk.kinds.small import Small, day_of, iso
from tests.risk.kinds.together import Together

SEEDS = by_day(range(20), 20)
DRAWS = ("--draws", "8192")
ERRORS = 4 / math.sqrt(8192)
"""Four standard errors of plain draws, in standard deviations; Sobol draws are closer."""
FIT_ERRORS = 3 / math.sqrt(4096)
"""A date is taken where it wins one standard error on the draws of the fit; that can be three of the true ones."""
LEVELS = ("P50", "P80", "P95")


@dataclass(frozen=True)
class Drawn:
    """A drawn portfolio, what the planner says of it, and the enumeration of each contract with options."""

    small: Small
    asked: Asked
    futures: Futures
    rules: dict[str, Any]

    @classmethod
    def of(cls, small: Small, asked: Asked) -> Drawn:
        return cls(small, asked, Futures(small, asked.starts), asked.tripwires(*DRAWS))

    @property
    def policies(self) -> list[Policies]:
        return [Policies.of(self.futures, contract) for contract in self.small.contracts]

    def row(self, option: str) -> dict[str, Any]:
        return next(row for row in self.rules["options"] if row["option"] == option)

    def rule(self, option: str) -> Rule:
        row = self.row(option)
        if row["rule"] != "date":
            return str(row["rule"])
        return LEVELS.index(row["level"]), day_of(row["threshold_date"])

    def says(self, contract: Policies) -> list[Sequence[bool]]:
        """What the rules of the planner answer in each future."""
        return [contract.says(link, self.rule(option.id)) for link, option in enumerate(contract.contract.options)]

    def close(self, found: float, values: Sequence[float]) -> bool:
        """Whether a figure is the mean of what the futures have, within four standard errors."""
        mean = sum(s * v for s, v in zip(self.futures.shares, values, strict=True))
        square = sum(s * (v - mean) ** 2 for s, v in zip(self.futures.shares, values, strict=True))
        return abs(found - mean) <= ERRORS * math.sqrt(square) + 0.51


def summed(rows: Sequence[Sequence[float]]) -> list[float]:
    return [sum(column) for column in zip(*rows, strict=True)]


def less(one: Sequence[float], other: Sequence[float]) -> list[float]:
    return [mine - theirs for mine, theirs in zip(one, other, strict=True)]


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("kind", KINDS)
def test_rules_and_figures_are_those_of_enumeration(kind: str, seed: int, planned: Planned) -> None:
    found = Drawn.of(drawn(kind, seed), planned(kind, seed))
    if found.small.limit is not None:
        check_limit(found)
        return
    for contract in found.policies:
        check_rules(found, contract)
        for link in range(contract.links):
            check_option(found, contract, link)
    check_answers(found)


def check_rules(found: Drawn, contract: Policies) -> None:
    """No rules are cheaper by more than the draws of the fit can tell, and none are cheaper than the best policy."""
    costs, best = contract.costs(found.says(contract)), contract.costs(contract.best_says)
    gap = less(costs, best)
    lost = contract.mean(gap)
    spread = math.sqrt(contract.mean([(value - lost) ** 2 for value in gap]))
    assert -1e-6 <= lost <= FIT_ERRORS * spread + 1e-6
    assert contract.best <= contract.mean(best) + 1e-6


def check_option(found: Drawn, contract: Policies, link: int) -> None:
    option = contract.contract.options[link]
    row, says = found.row(option.id), found.says(contract)
    assert (row["acting_date"], row["last_date"]) == (iso(contract.days[link]),) * 2
    assert row["price_pounds"] == option.pounds
    uncovered = contract.value(says, lambda taken, day: float(contract.contract.bare(taken, day) > 0))
    assert abs(row["uncovered_probability"] - contract.mean(uncovered)) <= ERRORS / 2
    in_force = contract.value(says, lambda taken, day: float(taken > link))
    assert abs(row["exercised_probability"] - contract.mean(in_force)) <= ERRORS / 2
    bare = contract.contract.exposure * max(contract.needed)
    saved = [contract.contract.exposure * contract.contract.bare(link, day) for day in contract.needed]
    still = [contract.contract.exposure * contract.contract.bare(link + 1, day) for day in contract.needed]
    assert found.close(row["price_ceiling_today_pounds"], less(saved, still))
    worth, error = contract.right_worth(link), ERRORS * bare / 2 + 1
    assert abs(row["right_worth_pounds"] - worth) <= error
    # Decided today it is yes, to those before it too, or no, and then the chain is without it.
    yes = [*[(True,) * len(contract.needed)] * (link + 1), *says[link + 1 :]]
    waiting = min(worth, contract.mean(contract.costs(yes)) - contract.mean(contract.costs(says)))
    assert abs((row["waiting_worth_pounds"] or 0) - waiting) <= error
    assert row["waiting_worth_pounds"] is None or row["waiting_worth_pounds"] > 0


def check_answers(found: Drawn) -> None:
    """The three answers, and what lies between them, over all contracts."""
    answers = {name: row["mean_pounds"] for name, row in found.rules["answers"].items()}
    policies = found.policies
    committed = summed([each.costs(each.constant(each.committed)) for each in policies])
    ruled = summed([each.costs(found.says(each)) for each in policies])
    hindsight = summed([each.clairvoyant for each in policies])
    for name, values in (("commit_now", committed), ("tripwires", ruled), ("clairvoyant", hindsight)):
        assert found.close(answers[name], values), (name, answers[name])
    assert found.close(answers["waiting"], less(committed, ruled))
    assert found.close(answers["information"], less(ruled, hindsight))


def check_limit(found: Drawn) -> None:
    """Under a limit the rules are no dearer than each contract's own, served in order, and no cheaper than any policy."""
    together = Together(tuple(found.policies))
    answers = {name: row["mean_pounds"] for name, row in found.rules["answers"].items()}
    none = together.pounds([contract.constant(0)[0] for contract in found.policies])
    error = ERRORS * (max(none) - min(none)) / 2 + 1
    assert together.best_under_the_limit - error <= answers["tripwires"] <= together.asking + error
    assert abs(answers["commit_now"] - together.committed_under_the_limit) <= error
    assert answers["clairvoyant"] <= answers["tripwires"] + 1e-6
    (tie,) = found.rules["tied"]
    alone = sum(contract.mean(contract.costs(contract.best_says)) for contract in found.policies)
    # Where no draw hits the limit it costs nothing, and nothing more is said of it.
    assert abs(answers["tripwires"] - (tie["limit_worth_pounds"] or 0) - alone) <= error


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("kind", KINDS)
def test_a_risk_is_that_of_enumeration(kind: str, seed: int, planned: Planned) -> None:
    small, asked = drawn(kind, seed), planned(kind, seed)
    futures, risk = Futures(small, asked.starts), asked.risk(*DRAWS, "--no-drivers")
    for contract in small.contracts:
        check_contract(Policies.of(futures, contract), risk)
    if small.limit is None:
        check_ways_to_decide(small, futures, risk)
    for row in risk["migrations"]:
        days = [futures.cutovers(outcome)[row["migration"]] for outcome in futures.outcomes]
        for name, share in (("p10_date", 0.1), ("p50_date", 0.5), ("p90_date", 0.9)):
            assert day_of(row[name]) in quantile(days, futures.shares, share)


def check_contract(contract: Policies, risk: dict[str, Any]) -> None:
    (row,) = (row for row in risk["everything"] if row["contract"] == contract.contract.id)
    every = contract.constant(contract.links)
    bare = contract.value(every, lambda taken, day: float(contract.contract.bare(taken, day)))
    late = contract.value(every, lambda taken, day: float(contract.contract.bare(taken, day) > 0))
    assert abs(row["uncovered_probability"] - contract.mean(late)) <= ERRORS / 2
    assert abs(row["uncovered_days_mean"] - contract.mean(bare)) <= ERRORS * max(contract.needed) / 2
    for name, share in (("p50_date", 0.5), ("p80_date", 0.8), ("p95_date", 0.95)):
        # People read last days: the day before the first one without need.
        assert day_of(row[name]) + 1 in quantile(contract.needed, contract.futures.shares, share)


def check_ways_to_decide(small: Small, futures: Futures, risk: dict[str, Any]) -> None:
    pounds = {row["answer"]: row["mean_pounds"] for row in risk["answers"]}
    contracts = [Policies.of(futures, contract) for contract in small.contracts]
    ways: dict[str, Callable[[Policies], int]] = {
        "extend nothing": lambda contract: 0,
        "extend everything": lambda contract: contract.links,
        "commit now": lambda contract: contract.committed,
    }
    for name, links in ways.items():
        values = summed([each.costs(each.constant(links(each))) for each in contracts])
        mean = sum(s * v for s, v in zip(futures.shares, values, strict=True))
        assert abs(pounds[name] - mean) <= ERRORS * (max(values) - min(values) + worst_refusal(small)) / 2 + 0.51, name


def worst_refusal(small: Small) -> float:
    """How much dearer a future is where suppliers refuse: at most so many pounds."""
    asked = [item for item in small.contracts if any(option.agreement < 1 for option in item.options)]
    return float(sum(600 * contract.exposure for contract in asked))


def quantile(days: Sequence[int], shares: Sequence[float], share: float) -> set[int]:
    """The days that can stand for a quantile: those where the probability is passed, within a draw's error."""
    found = set()
    for day in days:
        before = sum(s for d, s in zip(days, shares, strict=True) if d < day)
        upto = sum(s for d, s in zip(days, shares, strict=True) if d <= day)
        if before <= share + ERRORS / 2 and upto >= share - ERRORS / 2:
            found.add(day)
    return found


@pytest.mark.parametrize("seed", SEEDS)
def test_a_mitigation_is_worth_what_it_saves_where_all_is_decided_today(seed: int, planned: Planned) -> None:
    small, asked = drawn("known_on_the_day", seed), planned("known_on_the_day", seed)
    (event,) = small.events
    left = event.mitigation
    assert left is not None
    days = math.floor(event.days * left.percent / 100 + 0.5)
    paid = replace(small, events=(replace(event, probability=left.probability, days=days),))
    costs = [committed(Futures(each, asked.starts)) for each in (small, paid)]
    (row,) = asked.risk("--table", "mitigations")["mitigations"]
    assert row["price_pounds"] == left.pounds
    assert row["worth_pounds"] == row["saves_pounds"] - left.pounds
    # Four errors of 4,096 draws, on which all events are tried: a future costs as much as all its uncovered days.
    most = sum(contract.exposure * event.days for contract in small.contracts)
    assert abs(row["saves_pounds"] - (costs[0] - costs[1])) <= 4 * most / 2 / math.sqrt(4096) + 1


def committed(futures: Futures) -> float:
    """What it costs where everything is decided today."""
    policies = [Policies.of(futures, contract) for contract in futures.small.contracts]
    return sum(each.mean(each.costs(each.constant(each.committed))) for each in policies)


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("kind", ["wait_for_the_event", "announced", "finish_gate_and_freeze"])
def test_waiting_until_a_day_saves_what_the_best_rule_of_that_day_saves(kind: str, seed: int, planned: Planned) -> None:
    small, asked = drawn(kind, seed), planned(kind, seed)
    (contract,), futures = small.contracts, Futures(small, asked.starts)
    whole = Policies.of(futures, contract)
    today = whole.costs(whole.constant(whole.committed))
    said = asked.run("tripwires", asked.portfolio, asked.plan, "--waiting", contract.options[0].id, "--format", "json",
                     "--store", "none")  # fmt: skip
    for row in json.loads(said):
        earlier = whole.days[0] - day_of(row["decided_on_date"])
        decided = Policies.of(futures, replace(contract, lead=contract.lead + earlier))
        saved = less(today, decided.costs(decided.best_says))
        mean = whole.mean(saved)
        spread = math.sqrt(whole.mean([(value - mean) ** 2 for value in saved]))
        assert abs(row["waiting_worth_pounds"] - mean) <= 5 * spread / math.sqrt(4096) + 1


@pytest.mark.parametrize("seed", SEEDS)
def test_dates_that_hang_together_leave_contracts_uncovered_as_often_as_the_copula_says(
    seed: int, tmp_path: Path
) -> None:
    small, contracts = correlated_dates(Random(seed))
    rows = {row["contract"]: row for row in Asked.of(small, tmp_path).risk(*DRAWS, "--no-drivers")["contracts"]}
    for exact in contracts:
        row = rows[exact.contract.id]
        assert abs(row["uncovered_probability"] - exact.uncovered) <= ERRORS / 2
        # The days vary by less than their P90 is wide, over the whole of a normal curve.
        assert abs(row["uncovered_days_mean"] - exact.days) <= ERRORS * 90
        assert abs(row["exposure_pounds_mean"] - exact.days * exact.contract.exposure) <= ERRORS * 90_000


@pytest.mark.parametrize("seed", SEEDS)
def test_a_date_that_becomes_known_little_by_little_is_worth_what_the_normal_curve_says(
    seed: int, tmp_path: Path
) -> None:
    small, exact = partly_revealed(Random(seed))
    asked = Asked.of(small, tmp_path)
    assert asked.starts["ASH-MOVE"] == exact.start
    found = asked.tripwires(*DRAWS)["answers"]
    answers = {name: row["mean_pounds"] for name, row in found.items()}
    error, today = ERRORS * exact.spread + 1, min(exact.nothing, exact.everything)
    assert abs(answers["commit_now"] - today) <= error
    assert abs(answers["clairvoyant"] - exact.clairvoyant) <= error
    assert abs(answers["tripwires"] - exact.best) <= error
    # Twice the interval, and what a rule fitted on 4,096 draws can lose: half a per cent.
    wide = found["waiting"]["high_pounds"] - found["waiting"]["low_pounds"]
    assert abs(answers["waiting"] - (today - exact.best)) <= wide + 0.005 * exact.best
