"""Another mode as what clears a contract: yes or no, with all others where they are, and what it costs."""

from __future__ import annotations

from typing import Any

from planner.domain.migrations import Mode
from planner.domain.resources import Resource
from planner.explain.levers.clearing import what_clears
from planner.explain.levers.modes import ModeChange
from planner.explain.levers.records import Verdict
from planner.explain.words.clearing_words import clearing_sentences
from planner.plan.judge import judge
from planner.plan.plan_case import PlanCase
from planner.solver import SolveSettings
from tests.sample import contract, day, migration, plan, portfolio, profile

SETTINGS = SolveSettings(time_limit_seconds=4.0, workers=1, deterministic=True)


def queue(m1: int = 10, m2: int = 0, last: int = 29, price: int = 1, modes: bool = True) -> PlanCase:
    """One slot, which m2 holds for 10 days. m1 needs it for 20 days, in the mode fast for 10; 5 days later it is off.

    With m2 from day 0 on, m1 starts on day 10: needed until day 35 (10 + 20 + 2 + 3), in the mode fast until day 25.
    """
    made: dict[str, Any] = {
        "contracts": (contract("k", expiry_date=day(last), exposure_pounds_per_day=price),),
        "migrations": (migration("m1", releases=("k",), profile="slow"), migration("m2")),
        "profiles": (profile(), profile("slow", build=20)),
        "resources": (Resource(id="slots", name="Slots", capacity=1),),
        "modes": (Mode(migration="m1", id="fast", profile="p", extra_pounds=50),) if modes else (),
    }
    return PlanCase(portfolio(**made), plan(m1=m1, m2=m2))


def test_a_faster_mode_clears_what_waits_for_the_slot_at_its_price() -> None:
    # 5 days without cover at 1 each are saved, and the mode costs 50: 45 more
    case = queue()
    found = what_clears(case, "k", settings=SETTINGS)
    assert found.modes is not None
    assert found.modes.witness is not None
    assert (found.modes.verdict, found.modes.witness.price_pounds) == (Verdict.DEARER, 45)
    assert found.modes.changes == (ModeChange(migration="m1", mode="fast", extra_pounds=50),)
    witness = PlanCase(case.portfolio, found.modes.witness.plan)
    assert judge(witness) == ()
    assert witness.schedule.contracts["k"].needed_until_day <= 30
    assert witness.plan.entry_by_migration["m2"] == case.plan.entry_by_migration["m2"]


def test_a_mode_that_saves_more_than_it_costs_clears() -> None:
    # 5 days at 100 each are saved for 50
    found = what_clears(queue(price=100), "k", settings=SETTINGS)
    assert found.modes is not None
    assert found.modes.witness is not None
    assert (found.modes.verdict, found.modes.witness.price_pounds) == (Verdict.CLEARS, -450)


def test_no_mode_helps_where_the_fastest_alone_is_late() -> None:
    # alone and fast it is needed until day 15, and the contract ends with day 10
    found = what_clears(queue(last=10), "k", settings=SETTINGS)
    assert found.modes is not None
    assert (found.modes.verdict, found.modes.changes) == (Verdict.IMPOSSIBLE, ())


def test_others_can_stand_in_the_way_of_every_mode() -> None:
    # m2 holds the slot from day 8 to 18: fast m1 starts on day 18 and is needed until day 33, beyond day 30
    found = what_clears(queue(m1=18, m2=8), "k", settings=SETTINGS)
    assert found.modes is not None
    assert found.modes.verdict is Verdict.OTHERS


def test_modes_are_not_asked_where_there_are_none_or_where_the_planned_one_is_enough() -> None:
    assert what_clears(queue(modes=False), "k", settings=SETTINGS).modes is None
    # m2 holds the slot from day 40 on: slow m1 could start on day 0 and be off by day 25
    assert what_clears(queue(m1=20, m2=40), "k", settings=SETTINGS).modes is None


def test_the_sentence_names_who_moves_otherwise_and_both_prices() -> None:
    case = queue()
    said = [sentence.text for sentence in clearing_sentences(case, what_clears(case, "k", settings=SETTINGS))]
    (mode,) = [text for text in said if "mode fast" in text]
    assert "for £50 more" in mode
    assert mode.endswith("with all others where they are; the plan would cost £45 more.")
