"""One hand-made contract for each kind of cause.

A move takes 10 days to build and 2 to cut over, and needs the old contract for 3 days after the cutover. Begun on day s
it needs it until day s + 15. The contract k is covered until day 30, so every day of need from day 30 on is late.
"""

from __future__ import annotations

from typing import Any

import pytest

from planner.domain.clusters import Milestone
from planner.domain.decisions_taken import CommitmentKind, DecisionTaken
from planner.domain.migrations import Group, Mode, Precedence
from planner.domain.resources import FreezePeriod, WaveWindow
from planner.explain import Certificate, Explanation, explain_contract
from planner.plan.plan_case import PlanCase
from tests.explain.drawn import SETTINGS
from tests.sample import contract, day, migration, plan, portfolio, profile

M1 = migration("m1", releases=("k",))
M2 = migration("m2")
READY = Milestone(id="ready", name="Ready", forecast_date=day(20))
"""From day 20 on. Begun then, k is needed until day 35, which is 5 days too long."""

KINDS: dict[str, tuple[dict[str, Any], dict[str, int], tuple[str, str, str, int], list[str]]] = {
    # in force to day 9: begun on day 0, k is needed until day 15
    "the work itself": (
        {"contracts": (contract("k", expiry_date=day(9), exposure_pounds_per_day=100),)},
        {},
        ("own work", "portfolio", "status_date", 5),
        ["m1"],
    ),
    # m2 finishes on day 17, so m1 begins then and needs k until day 32
    "a move before it": (
        {"precedences": (Precedence(predecessor="m2", successor="m1"),)},
        {"m1": 17},
        ("dependency", "portfolio", "status_date", 2),
        ["m1", "m2"],
    ),
    "an agreed cutover": (
        {
            "decisions_taken": (
                DecisionTaken(id="cut", kind=CommitmentKind.CUTOVER_AGREED, subject="m1", agreed_date=day(32)),
            )
        },
        {"m1": 20},
        ("commitment", "commitments", "cut", 5),
        ["m1"],
    ),
    "a milestone of a partner": (
        {
            "milestones": (READY,),
            "precedences": (Precedence(predecessor="ready", successor="m2"),),
            "groups": (Group(id="g", migrations=("m1", "m2")),),
        },
        {"m1": 20, "m2": 20},
        ("readiness", "milestones", "ready", 5),
        ["m1", "m2"],
    ),
    "a release date": (
        {"migrations": (migration("m1", releases=("k",), release_date=day(20)), M2)},
        {"m1": 20},
        ("readiness", "migrations", "m1", 5),
        ["m1"],
    ),
    # begun on day 19, m1 would cut over on day 31
    "a freeze": (
        {"freezes": (FreezePeriod(id="frozen", from_date=day(10), until_date=day(32)),)},
        {"m1": 20, "m2": 20},
        ("calendar", "freezes", "frozen", 5),
        ["m1"],
    ),
    "windows": (
        {"wave_windows": (WaveWindow(id="w", cluster="c", from_date=day(32), until_date=day(90)),)},
        {"m1": 20, "m2": 20},
        ("calendar", "wave_windows", "c", 5),
        ["m1"],
    ),
    "the later of two moves": (
        {
            "migrations": (M1, migration("m2", releases=("k",))),
            "milestones": (READY,),
            "precedences": (Precedence(predecessor="ready", successor="m2"),),
        },
        {"m2": 20},
        ("readiness", "milestones", "ready", 5),
        ["m2"],
    ),
}


def explained(changes: dict[str, Any], starts: dict[str, int]) -> Explanation:
    """The explanation of k."""
    return explain_contract(PlanCase(portfolio(**changes), plan(**starts)), "k", settings=SETTINGS)


@pytest.mark.parametrize("kind", KINDS)
def test_a_kind_of_cause_is_named_with_its_path(kind: str) -> None:
    changes, starts, expected, path = KINDS[kind]
    found = explained({"migrations": (M1, M2)} | changes, starts)
    (segment,) = found.segments
    assert segment.cause is not None
    assert (segment.category.value, *segment.cause.record.place, segment.days) == expected
    assert [step.migration for step in segment.cause.path] == path
    assert (segment.also, found.certificate) == ((), Certificate.ALONE)


def test_another_mode_can_be_in_time_where_the_planned_one_is_not() -> None:
    # fast builds for 1 day: begun on day 20, it cuts over on day 23 and needs k until day 26
    changes = {
        "milestones": (READY,),
        "precedences": (Precedence(predecessor="ready", successor="m1"),),
        "profiles": (profile(), profile("quick", build=1)),
        "modes": (Mode(migration="m1", id="fast", profile="quick"),),
    }
    found = explained(changes, {"m1": 20})
    assert found.days is not None
    assert (found.days.others_fixed.day, found.days.alone.day, found.days.alone_any_mode.day) == (35, 35, 26)
    assert found.certificate is None


def test_a_plan_that_waits_without_a_reason_is_a_choice_and_a_better_one_is_offered() -> None:
    # nothing stops m1 from starting on day 0 and needing k until day 15; the plan pays £100 for each of 10 days
    found = explained({}, {"m1": 25})
    assert [(segment.category.value, segment.days) for segment in found.segments] == [("choice", 10)]
    assert found.better_plan is not None
    assert found.better_plan.saved_pounds == 1_000
