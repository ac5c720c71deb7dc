"""What has no range is counted and named; what waits for nothing uncertain is found by the days that precedences tie."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from planner.domain.clusters import Milestone
from planner.domain.migrations import Group, Phase, PhaseProfile, Precedence, PrecedenceKind
from planner.domain.policy import Policy
from planner.domain.portfolio import Portfolio
from planner.domain.risks import DriverState, RiskDriver
from planner.domain.routes import releasing_migrations
from planner.domain.uncertain.held_still import held_still
from planner.domain.uncertain.ranges import DateRange, LengthRange, date_range, length_range
from planner.domain.uncertain.waits import certain_migrations, waits_by_contract
from planner.reading import read_portfolio
from tests.data.conftest import WHITEHALL
from tests.sample import migration, portfolio


@pytest.fixture(scope="module")
def whitehall() -> Portfolio:
    return read_portfolio(WHITEHALL)


def without_range(portfolio: Portfolio, id: str) -> Portfolio:
    milestones = (
        replace(item, early_date=None, late_date=None) if item.id == id else item for item in portfolio.milestones
    )
    return replace(portfolio, milestones=tuple(milestones))


def fixed(profile: PhaseProfile, name: str) -> PhaseProfile:
    """The profile in which one phase states that it does not vary."""
    phases = (
        replace(phase, early_days=phase.days, late_days=phase.days) if phase.name == name else phase
        for phase in profile.phases
    )
    return replace(profile, phases=tuple(phases))


def ranged(portfolio: Portfolio) -> list[str]:
    return [item.id for item in portfolio.milestones if date_range(item)]


def test_every_range_of_a_milestone_taken_away_raises_the_count_by_one_and_is_named(whitehall: Portfolio) -> None:
    before = held_still(whitehall)
    assert len(ranged(whitehall)) == 10  # the open milestones of Whitehall, all with a range
    for id in ranged(whitehall):
        after = held_still(without_range(whitehall, id))
        assert after.count == before.count + 1
        assert after.milestones == (id,)


def test_every_spread_of_a_phase_taken_away_raises_the_count_by_one(whitehall: Portfolio) -> None:
    spread = replace(whitehall, policy=replace(whitehall.policy, phase_late_percent=30.0))
    assert held_still(spread).count == 0
    assert held_still(whitehall).count == len(held_still(whitehall).phases) > 10
    profile, name = held_still(whitehall).phases[0]
    still = replace(
        spread, profiles=tuple(fixed(item, name) if item.id == profile else item for item in spread.profiles)
    )
    assert held_still(still).phases == ((profile, name),)


def test_the_contracts_behind_a_milestone_without_a_range_are_named(whitehall: Portfolio) -> None:
    # DEF-IMPLEMENTATION gates the migrations of Defence, which release its Oracle agreement
    found = held_still(without_range(whitehall, "DEF-IMPLEMENTATION"))
    assert "MOD-ORA-EA" in found.contracts
    assert not [contract for contract in found.contracts if contract.startswith("HMRC")]


def test_what_waits_for_the_start_of_a_migration_whose_finish_waits_is_certain(whitehall: Portfolio) -> None:
    # FCDOS waits for nothing, WP for its start. NE, MMO, INSS wait for the start of DEFRA-PEOPLE and DBT-ALL, of which only
    # the finish waits. MOD-PROC waits for the start of MOD-FIN, which waits for DEF-IMPLEMENTATION.
    assert certain_migrations(whitehall) == ("FCDOS-ALL", "INSS-ALL", "MMO-ALL", "NE-ALL", "WP-ALL")


def of_two(kind: PrecedenceKind, **changes: Any) -> Portfolio:
    """m2 waits for m1, and the finish of m1 for a milestone with a range."""
    milestone = Milestone(
        id="M", name="M", early_date=date(2030, 1, 20), likely_date=date(2030, 2, 1), late_date=date(2030, 4, 1)
    )
    ties = (
        Precedence(predecessor="M", successor="m1", kind=PrecedenceKind.FINISH_FINISH),
        Precedence(predecessor="m1", successor="m2", kind=kind),
    )
    migrations = (migration("m1"), migration("m2"))
    return portfolio(**{"milestones": (milestone,), "migrations": migrations, "precedences": ties, **changes})


@pytest.mark.parametrize("kind", PrecedenceKind)
def test_a_wait_for_the_finish_moves_what_leaves_the_cutover_or_the_finish(kind: PrecedenceKind) -> None:
    leaves_the_start = kind.value.startswith("S")
    assert certain_migrations(of_two(kind)) == (("m2",) if leaves_the_start else ())


def test_a_wait_of_the_start_moves_everything() -> None:
    whole = of_two(PrecedenceKind.START_START)
    first = replace(whole.precedences[0], kind=PrecedenceKind.FINISH_START)
    assert certain_migrations(replace(whole, precedences=(first, whole.precedences[1]))) == ()


def test_those_who_share_one_cutover_day_move_together_and_those_with_a_bridge_do_not() -> None:
    together = Group(id="g", migrations=("m1", "m2"))
    apart = replace(together, bridge_pounds_per_day=5)
    assert certain_migrations(of_two(PrecedenceKind.START_START, groups=(together,))) == ()
    assert certain_migrations(of_two(PrecedenceKind.START_START, groups=(apart,))) == ("m2",)


def event(**changes: Any) -> RiskDriver:
    stated = {"probability": 0.5, "early_days": 5, "likely_days": 9, "late_days": 30, "affects": ("m2",)}
    return RiskDriver(**{"id": "R", "name": "R", **stated, **changes})


def test_an_event_moves_what_it_affects_unless_it_is_settled() -> None:
    def certain(**changes: Any) -> tuple[str, ...]:
        return certain_migrations(of_two(PrecedenceKind.START_START, risk_drivers=(event(**changes),)))

    assert certain() == ()
    assert certain(probability=0.0) == ("m2",)
    assert certain(state=DriverState.CLOSED) == ("m2",)
    assert certain(state=DriverState.OCCURRED) == ()  # by how many days is not known yet
    assert certain(state=DriverState.OCCURRED, early_days=9, late_days=9) == ("m2",)


def test_a_spread_of_the_phases_moves_a_migration_itself() -> None:
    policy = Policy(phase_late_percent=30.0)
    assert certain_migrations(of_two(PrecedenceKind.START_START, policy=policy)) == ()


def milestone(**dates: Any) -> Milestone:
    return Milestone(id="M", name="M", **dates)


EARLY, LIKELY, LATE = date(2030, 1, 20), date(2030, 2, 1), date(2030, 4, 1)


def test_the_likely_date_is_the_middle_of_a_range_and_the_forecast_stands_in() -> None:
    forecast = date(2030, 3, 1)
    both = milestone(forecast_date=forecast, early_date=EARLY, likely_date=LIKELY, late_date=LATE)
    assert date_range(both) == DateRange(EARLY, LIKELY, LATE)
    assert date_range(replace(both, likely_date=None)) == DateRange(EARLY, forecast, LATE)


def test_a_side_that_is_not_stated_is_the_middle() -> None:
    assert date_range(milestone(likely_date=LIKELY, late_date=LATE)) == DateRange(LIKELY, LIKELY, LATE)
    assert date_range(milestone(likely_date=LIKELY, early_date=EARLY)) == DateRange(EARLY, LIKELY, LIKELY)


def test_a_forecast_beyond_its_own_range_is_its_end() -> None:
    # a warning says so; early stays, and nothing is later than the forecast
    late = milestone(forecast_date=date(2030, 5, 1), early_date=EARLY, late_date=LATE)
    assert date_range(late) == DateRange(EARLY, date(2030, 5, 1), date(2030, 5, 1))


def test_what_is_achieved_or_has_no_dates_has_no_range() -> None:
    assert date_range(milestone(likely_date=LIKELY)) is None
    assert date_range(milestone(achieved_date=LIKELY, early_date=EARLY, late_date=LATE)) is None


def test_the_length_of_a_phase_has_its_own_range_else_the_spread_of_the_policy() -> None:
    policy = Policy(phase_early_percent=-10.0, phase_late_percent=30.0)
    assert length_range(policy, Phase(name="build", days=90)) == LengthRange(81, 90, 117)
    assert length_range(policy, Phase(name="build", days=90, early_days=80, late_days=95)) == LengthRange(80, 90, 95)
    assert length_range(policy, Phase(name="build", days=90, late_days=95)) == LengthRange(90, 90, 95)
    assert length_range(policy, Phase(name="sign", days=0)) == LengthRange(0, 0, 0)
    assert not length_range(Policy(), Phase(name="build", days=90)).varies


def test_a_contract_waits_for_the_nearest_uncertain_records_and_not_for_what_lies_behind_them(
    whitehall: Portfolio,
) -> None:
    waits = waits_by_contract(whitehall, (contract.id for contract in whitehall.contracts))
    assert {"SYN-READY", "SYN-BPS-LIVE", "PARALLEL-RUN-FAILS"} <= set(waits["ISSC2-MOJ"])
    assert waits["WP-OWN"] == ()  # it leaves with a migration that waits for nothing uncertain
    certain = set(certain_migrations(whitehall))
    for contract in whitehall.contracts:
        moves = {item.id for item in releasing_migrations(whitehall, contract)}
        assert bool(waits[contract.id]) == bool(moves - certain)


def test_what_lies_behind_an_uncertain_milestone_is_left_out_and_an_event_on_it_is_named() -> None:
    dates: dict[str, Any] = {
        "early_date": date(2030, 1, 20),
        "likely_date": date(2030, 2, 1),
        "late_date": date(2030, 4, 1),
    }
    ties = (
        Precedence(predecessor="FIRST", successor="LAST", kind=PrecedenceKind.FINISH_START),
        Precedence(predecessor="LAST", successor="m1", kind=PrecedenceKind.FINISH_START),
    )
    milestones = tuple(Milestone(id=id, name=id, **dates) for id in ("FIRST", "LAST"))
    waiting = portfolio(milestones=milestones, precedences=ties, risk_drivers=(event(affects=("LAST",)),))
    assert waits_by_contract(waiting, ["k"]) == {"k": ("LAST", "R")}
