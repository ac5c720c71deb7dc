"""The judge takes any plan, however hostile, and every plan by the same rules."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from planner.domain.rules import Rule
from planner.plan.breaches.overload import Load, overloads
from planner.plan.entries import Plan, PlannedMigration
from planner.plan.judge import judge
from planner.plan.plan_case import PlanCase
from tests.oracle import brute_force
from tests.sample import portfolio
from tests.tiny_portfolios import random_portfolio

IDS = st.sampled_from(["m1", "m2", "m3", "m4", "m99", "", "Ä"])
DAYS = st.one_of(st.integers(-40, 40), st.sampled_from([-(10**18), 10**18, 2_900_000, -800_000]))
ENTRIES = st.builds(
    PlannedMigration, migration=IDS, start_day=DAYS, mode=st.sampled_from(["standard", "fast", "warp", ""])
)
OPTIONS = st.lists(st.sampled_from(["k1x1", "k1x2", "k2x1", "k3x1", "k9", ""])).map(tuple)
PLANS = st.builds(Plan, migrations=st.lists(ENTRIES, max_size=6).map(tuple), options=OPTIONS)


@given(seed=st.integers(0, 200), plan=PLANS)
def test_any_plan_is_judged_and_none_cheaper_than_the_best_is_let_pass(seed: int, plan: Plan) -> None:
    found = judge(PlanCase(random_portfolio(seed), plan))
    assert all(breach.amount > 0 and breach.message and breach.subjects for breach in found)
    if not found:
        assert brute_force(random_portfolio(seed)) is not None


def test_breaches_come_in_the_order_of_the_catalogue() -> None:
    plan = Plan(migrations=(PlannedMigration(migration="m1", start_day=999),), options=("nothing",))
    rules = [breach.rule for breach in judge(PlanCase(portfolio(), plan))]
    assert rules == [Rule.COMPLETE, Rule.OPTION_AVAILABLE, Rule.HORIZON]


def test_a_breach_reads_as_a_sentence() -> None:
    plan = Plan(migrations=(PlannedMigration(migration="m1", start_day=-1),))
    messages = [str(breach) for breach in judge(PlanCase(portfolio(), plan))]
    assert messages == [
        "complete: m2 is not planned",
        "release: m1 starts on Mon 31 Dec 2029, 1 day before the status date",
    ]


@given(
    loads=st.lists(st.tuples(st.integers(0, 12), st.integers(0, 6), st.integers(0, 3)), max_size=8),
    steps=st.dictionaries(st.integers(-2, 14), st.integers(0, 4), max_size=3),
    base=st.integers(0, 4),
)
def test_the_sweep_finds_the_days_that_counting_day_by_day_finds(
    loads: list[tuple[int, int, int]], steps: dict[int, int], base: int
) -> None:
    made = [Load(f"m{n}", start, start + length, amount) for n, (start, length, amount) in enumerate(loads)]
    counted: dict[int, int] = {}
    for day in range(25):
        limit = next((steps[n] for n in sorted(steps, reverse=True) if n <= day), base)
        excess = sum(load.amount for load in made if load.from_day <= day < load.until_day) - limit
        if excess > 0 and excess + limit > 0:
            counted[day] = excess
    found = list(overloads(made, base, steps))
    assert [day for item in found for day in range(item.from_day, item.until_day)] == list(counted)
    assert [item.excess for item in found] == [max(counted[n] for n in range(i.from_day, i.until_day)) for i in found]
