"""Edges of the rules in the solver, each worked out by hand: status date 1 January 2030, m1 leaves contract k last."""

from __future__ import annotations

import pytest

from planner.domain.contracts import ExtensionOption, OptionState
from planner.domain.decisions_taken import CommitmentKind, DecisionTaken
from planner.domain.policy import ExtensionBudget
from planner.domain.portfolio import Portfolio
from planner.domain.resources import CapacityStep, FreezePeriod, Resource, WaveWindow
from planner.plan.entries import Plan
from planner.solver import SolveSettings, Status, solve
from tests.sample import day, migration, option, portfolio, profile

SETTINGS = SolveSettings(time_limit_seconds=20.0, workers=1, deterministic=True)


def best(case: Portfolio) -> tuple[Plan, int]:
    """The proved best plan and its pounds."""
    outcome = solve(case, SETTINGS)
    assert outcome.status is Status.OPTIMAL
    assert outcome.plan is not None
    assert outcome.objective_pounds is not None
    return outcome.plan, outcome.objective_pounds


def starts(found: Plan) -> dict[str, int]:
    return {entry.migration: entry.start_day for entry in found.migrations}


def at_once() -> Portfolio:
    """Two migrations that cut over on the day they start, and take a slot for the ten days after it."""
    return portfolio(profiles=(profile(build=0, cutover=0, after=0, legacy=0),))


class TestStatusDate:
    def test_a_freeze_binds_a_cutover_on_the_status_date(self) -> None:
        frozen = FreezePeriod(id="f", from_date=day(-5), until_date=day(7))
        assert starts(best(at_once())[0]) == {"m1": 0, "m2": 0}
        assert starts(best(portfolio(profiles=at_once().profiles, freezes=(frozen,)))[0]) == {"m1": 7, "m2": 7}

    def test_a_wave_window_binds_a_cutover_on_the_status_date(self) -> None:
        window = WaveWindow(id="w", cluster="c", from_date=day(1), until_date=day(3))
        assert starts(best(portfolio(profiles=at_once().profiles, wave_windows=(window,)))[0]) == {"m1": 1, "m2": 1}

    @pytest.mark.parametrize("capacity", [0, 1])
    def test_what_was_taken_before_it_is_not_asked(self, capacity: int) -> None:
        # Both builds took the one slot together on days -12 to -3, both cutovers are on day 0.
        case = begun_together(agreed_day=-12, capacity=capacity)
        assert starts(best(case)[0]) == {"m1": -12, "m2": -12}

    def test_what_is_taken_from_it_on_is_asked(self) -> None:
        # Begun on day -9 the builds run to day 0: on that day both need the slot.
        assert solve(begun_together(agreed_day=-9, capacity=1), SETTINGS).status is Status.INFEASIBLE
        assert starts(best(begun_together(agreed_day=-9, capacity=2))[0]) == {"m1": -9, "m2": -9}
        assert starts(best(begun_together(agreed_day=-10, capacity=1))[0]) == {"m1": -10, "m2": -10}

    def test_a_step_on_it_is_its_capacity(self) -> None:
        # Both begin on day -9 and need both slots on day 0, the first day of the step.
        step = CapacityStep(resource="slots", from_date=day(0), capacity=2)
        assert starts(best(begun_together(-9, 1, step))[0]) == {"m1": -9, "m2": -9}


def begun_together(agreed_day: int, capacity: int, *steps: CapacityStep) -> Portfolio:
    """m1 and m2 have been agreed to start on this day; each takes a slot for the ten days of its build."""
    agreed = tuple(
        DecisionTaken(id=f"d-{id}", kind=CommitmentKind.START_AGREED, subject=id, agreed_date=day(agreed_day))
        for id in ("m1", "m2")
    )
    slots = Resource(id="slots", name="Slots", capacity=capacity)
    return portfolio(resources=(slots,), capacity_steps=steps, decisions_taken=agreed)


def late(*options: ExtensionOption, budgets: tuple[ExtensionBudget, ...] = ()) -> Portfolio:
    """m1 may start on day 40, so k is needed until day 40 + 12 + 3 = 55; it ends on day 29: 25 days uncovered, £2,500."""
    moves = (migration("m1", releases=("k",), release_date=day(40)), migration("m2"))
    return portfolio(migrations=moves, options=options, budgets=budgets)


class TestOptions:
    @pytest.mark.parametrize("pounds", [(60, 59), (59, 60)])
    def test_of_two_budgets_of_one_year_the_smaller_binds(self, pounds: tuple[int, int]) -> None:
        # The option covers days 30 to 89 for 60 pounds, all in 2029-30.
        one, other = (ExtensionBudget(financial_year=2029, pounds=limit) for limit in pounds)
        assert best(late(option("o"), budgets=(one, other))) == (best(late())[0], 2_500)
        enough = ExtensionBudget(financial_year=2029, pounds=60)
        assert best(late(option("o"), budgets=(enough, enough)))[1] == 60

    @pytest.mark.parametrize(("minimum", "pounds"), [(10, 25), (30, 30), (60, 60), (100, 60), (None, 60)])
    def test_a_minimum_commitment_beyond_its_length_is_its_length(self, minimum: int | None, pounds: int) -> None:
        # 25 days are needed (30 to 54) of the 60 that the option has, at a pound a day.
        found, cost = best(late(option("o", minimum_commitment_days=minimum)))
        assert found.options == ("o",)
        assert cost == pounds

    @pytest.mark.parametrize("state", [OptionState.REFUSED, OptionState.LAPSED])
    def test_an_exercised_option_does_not_exercise_a_refused_one_before_it(self, state: OptionState) -> None:
        # The second option must be used, the first cannot be, and no option is used without those before it.
        options = (option("o", state=state), option("q", sequence=2, state=OptionState.EXERCISED))
        outcome = solve(late(*options), SETTINGS)
        assert outcome.status is Status.INFEASIBLE
        # An available one before it has been exercised with it: 60 pounds and 30 (days 90 to 119) are owed.
        found, cost = best(late(option("o"), options[1]))
        assert (found.options, cost) == (("o", "q"), 90)
