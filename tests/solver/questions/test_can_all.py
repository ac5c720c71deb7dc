"""Whether contracts can all be off by their days, on their feeders: the same answers as trying every plan of them."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from planner.domain.portfolio import Portfolio
from planner.domain.resources import Resource
from planner.domain.routes import has_no_route
from planner.errors import SettingsError
from planner.plan.outcome import Status
from planner.plan.schedule import schedule_of
from planner.solver import SolveSettings, can_all
from tests.depth import by_day
from tests.oracle import brute_force
from tests.sample import contract, migration, portfolio
from tests.solver.questions.tried import drawn, feeders_of, in_time

SETTINGS = SolveSettings(time_limit_seconds=20.0, workers=1, deterministic=True)


@pytest.mark.parametrize("chunk", range(4))
def test_the_answer_is_that_of_all_plans_tried(chunk: int) -> None:
    for case in drawn(by_day(range(50 * chunk, 50 * chunk + 50), 11)):
        whole, needed = case.portfolio, schedule_of(case.portfolio, case.best.plan).contracts
        days = {
            item.id: needed[item.id].needed_until_day - case.random.randint(0, 3)
            for item in whole.contracts
            if not has_no_route(whole, item)
        }
        found = can_all(whole, days, settings=SETTINGS)
        free = feeders_of(whole, days)
        others = frozenset(entry.migration for entry in case.best.plan.migrations) - free
        expected = brute_force(whole, allowed=in_time(whole, days), left_out=others)
        assert found.possible is (expected is not None), case.seed
        assert set(found.feeders) == free, case.seed
        if found.witness is not None:
            covers = schedule_of(whole, found.witness).contracts
            assert all(covers[id].needed_until_day <= day for id, day in days.items()), case.seed


def two_with_one_slot(**changes: Any) -> Portfolio:
    """m1 releases k, m2 releases j; each builds for 10 days with the one slot and needs its contract until start + 15."""
    case = portfolio(
        contracts=(contract("k"), contract("j")),
        migrations=(migration("m1", releases=("k",)), migration("m2", releases=("j",))),
        resources=(Resource(id="slots", name="Slots", capacity=1),),
    )
    return replace(case, **changes)


def test_each_can_but_not_both() -> None:
    # whoever is second starts on day 10 and is off on day 25
    assert can_all(two_with_one_slot(), {"k": 15}, settings=SETTINGS).possible is True
    assert can_all(two_with_one_slot(), {"j": 15}, settings=SETTINGS).possible is True
    assert can_all(two_with_one_slot(), {"k": 24, "j": 24}, settings=SETTINGS).possible is False
    assert can_all(two_with_one_slot(), {"k": 15, "j": 25}, settings=SETTINGS).possible is True


def test_who_only_competes_is_no_feeder() -> None:
    found = can_all(two_with_one_slot(), {"k": 15}, settings=SETTINGS)
    assert found.feeders == ("m1",)
    assert found.witness is not None
    assert [entry.migration for entry in found.witness.migrations] == ["m1"]


def test_a_contract_that_nobody_can_leave_is_named() -> None:
    stuck = two_with_one_slot(migrations=(migration("m1", releases=("k",)), migration("m2")))
    found = can_all(stuck, {"k": 15, "j": 399}, settings=SETTINGS)
    assert (found.status, found.kept_needed) == (Status.INFEASIBLE, ("j",))


def test_a_stop_leaves_the_answer_open() -> None:
    found = can_all(two_with_one_slot(), {"k": 24, "j": 24}, stop=lambda: True)
    assert (found.possible, found.ending.stopped) == (None, True)


def test_an_unknown_contract_is_refused() -> None:
    with pytest.raises(SettingsError, match="'kk' is no contract"):
        can_all(two_with_one_slot(), {"kk": 15})
