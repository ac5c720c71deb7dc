"""Bundles where starts are known: what they bring along, their prices, choices, and bundles decided before a search.

o1, o2 are of contract k, p of j and q of i. o2 and p are one bundle, o1 and q another. Contracts end on day 29; the first
options run to day 89 for £60, o2 on to day 119 for £30. An uncovered day costs £100, £50 and £10.
"""

from __future__ import annotations

import pytest

from planner.domain.portfolio import Portfolio
from planner.solver.bound.option_prices import with_prices
from planner.solver.model.bundle_choice import Bundles
from planner.solver.model.candidate import Candidate, cheapest_prefixes, needed_until, objective_pounds
from planner.solver.model.compilation import compile_instance
from planner.solver.model.instance import Instance
from planner.solver.model.option_choice import with_options, with_options_at_once
from planner.solver.search.decided_bundles import DecidedBundles
from planner.solver.tuning import DEFAULT_TUNING
from tests.bundled_portfolios import bundled_portfolio
from tests.depth import by_day
from tests.sample import contract, migration, option, portfolio

PRICES = {"i": 10, "j": 50, "k": 100}


def crossing(**fees: int) -> Portfolio:
    options = (
        option("o1", bundle="early"),
        option("o2", sequence=2, bundle="late"),
        option("p", contract="j", bundle="late", fee_pounds=fees.get("p", 0)),
        option("q", contract="i", bundle="early", fee_pounds=fees.get("q", 0)),
    )
    contracts = tuple(contract(id, exposure_pounds_per_day=price) for id, price in PRICES.items())
    moves = (migration("m1", releases=("k", "j")), migration("m2", releases=("i",)))
    return portfolio(contracts=contracts, migrations=moves, options=options)


@pytest.fixture
def instance() -> Instance:
    """Contracts in the order i, j, k."""
    found = compile_instance(crossing())
    assert [one.id for one in found.contracts] == ["i", "j", "k"]
    return found


def bundle_of(instance: Instance, bundles: Bundles, name: str) -> int:
    """The bundle that holds the option of this id."""
    place = next((c, j) for c, k in enumerate(instance.contracts) for j, link in enumerate(k.links) if link.id == name)
    return bundles.of[place]


def test_taking_a_bundle_brings_along_what_stands_before_its_options(instance: Instance) -> None:
    bundles = Bundles.find(instance)
    late, early = bundle_of(instance, bundles, "o2"), bundle_of(instance, bundles, "o1")
    assert bundles.longer((0, 0, 0), late) == {0: 1, 1: 1, 2: 2}
    assert bundles.longer((0, 0, 0), early) == {0: 1, 2: 1}
    assert bundles.longer((1, 0, 1), late) == {1: 1, 2: 2}


def test_giving_up_a_bundle_takes_along_what_stands_behind_its_options(instance: Instance) -> None:
    bundles = Bundles.find(instance)
    late, early = bundle_of(instance, bundles, "o2"), bundle_of(instance, bundles, "o1")
    assert bundles.shorter((1, 1, 2), early) == {0: 0, 1: 0, 2: 0}
    assert bundles.shorter((1, 1, 2), late) == {1: 0, 2: 1}


def test_balanced_prices_let_all_options_of_a_bundle_save_alike() -> None:
    # m1 needs k and j until day 80 + 15 = 95, m2 needs i until day 65. Alone q saves 10 x 35 - 60 = £290.
    # o1 saves 100 x (95 - 30) - 60 - 100 x 5 for k, whose o2 covers the last five days for £30 instead of £500.
    found = compile_instance(crossing())
    needs = needed_until(found, (80, 50), (0, 0))
    assert needs == [65, 95, 95]
    bundles = Bundles.find(found)
    prices = bundles.balanced_prices(found, needs, 5)
    priced = with_prices(found, prices)
    low = sum(c.least_pounds(need) for c, need in zip(priced.instance.contracts, needs, strict=True))
    best = with_options(found, (80, 50), (0, 0), DEFAULT_TUNING.options)
    assert best is not None
    # The bound for these starts lies below the best choice by the rounding of four surcharges at most.
    assert 0 <= objective_pounds(found, best) - (low - priced.rebate_pounds) <= 4


@pytest.mark.parametrize(("fees", "prefixes"), [({}, (1, 1, 2)), ({"q": 9_000}, (0, 0, 0)), ({"p": 9_000}, (1, 0, 1))])
def test_the_quick_choice_takes_bundles_whole(fees: dict[str, int], prefixes: tuple[int, ...]) -> None:
    # q for £9,060 is more than all others save: 65 days of k and j at £100 and £50 and 35 of i at £10, £10,100, less
    # £150, leave £890 with all; without any o1 nothing else can be used.
    found = compile_instance(crossing(**fees))
    quick = with_options_at_once(found, (80, 50), (0, 0))
    assert quick is not None
    assert all(sum(u for (c, j), u in limit.use.items() if quick.prefixes[c] > j) == 0 for limit in found.limits)
    best = with_options(found, (80, 50), (0, 0), DEFAULT_TUNING.options)
    assert best is not None
    assert objective_pounds(found, best) <= objective_pounds(found, quick)
    if not fees:
        assert quick.prefixes == best.prefixes == prefixes


def test_prices_below_nothing_never_make_a_contract_cost_less_than_nothing() -> None:
    found = compile_instance(crossing())
    priced = with_prices(found, [-5_000.0 if limit.exact else 0.0 for limit in found.limits])
    curves = [c.pounds(k, need) for c in priced.instance.contracts for k in c.prefixes for need in (0, 40, 95, 300)]
    assert min(curves) >= 0
    assert any(c.base_pounds for c in priced.instance.contracts)


@pytest.mark.parametrize("seed", by_day(range(60), 6))
def test_any_prices_bound_the_best_choice_from_below(seed: int) -> None:
    found = compile_instance(bundled_portfolio(seed))
    starts, modes = [0] * len(found.migrations), [0] * len(found.migrations)
    chosen = with_options(found, starts, modes, DEFAULT_TUNING.options)
    quick = with_options_at_once(found, starts, modes)
    if chosen is None:
        return
    prices = [(-1) ** k * (3.7 * k + seed) if limit.exact else 1.3 for k, limit in enumerate(found.limits)]
    priced = with_prices(found, prices)
    free = Candidate(tuple(starts), tuple(modes), cheapest_prefixes(priced.instance, starts, modes))
    assert objective_pounds(priced.instance, free) - priced.rebate_pounds <= objective_pounds(found, chosen)
    assert quick is None or objective_pounds(found, chosen) <= objective_pounds(found, quick)


def test_bundles_are_decided_as_in_the_best_plan_and_then_one_the_other_way(instance: Instance) -> None:
    best = Candidate((80, 50), (0, 0), (1, 1, 2))
    choices = DecidedBundles(instance)
    as_is, *others = [choices.next(best) for _ in range(3)]
    assert as_is is not None
    assert [(c.prefixes.start, c.prefixes.stop - 1) for c in as_is.contracts] == [(1, 1), (1, 1), (2, 2)]
    prefixes = [[(c.prefixes.start, c.prefixes.stop - 1) for c in other.contracts] for other in others if other]
    # Without the late bundle k and j lose 5 x 100 + 65 x 50 for £90; without the early one nothing is left.
    assert prefixes == [[(1, 1), (0, 0), (1, 1)], [(0, 0), (0, 0), (0, 0)]]
    assert choices.next(best) is None
