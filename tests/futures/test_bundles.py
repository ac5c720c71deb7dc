"""Bundles in other futures: a plan carried out takes them whole, what fell through takes them along, scenarios set them.

k and j end on day 29 at £100 an uncovered day. o and p extend them to day 89 for £60 each, by the last day 29.
"""

from __future__ import annotations

from dataclasses import replace

from planner.domain.contracts import OptionState
from planner.domain.policy import ExtensionBudget
from planner.domain.portfolio import Portfolio
from planner.futures.replan.past_facts import rebase
from planner.futures.transfer import transfer
from planner.plan.entries import Plan
from planner.solver.conflicts import find_conflicts, stakes_of
from tests.sample import contract, day, migration, option, plan, portfolio


def bundled(**changes: object) -> Portfolio:
    both = portfolio(
        contracts=(contract("k", exposure_pounds_per_day=100), contract("j", exposure_pounds_per_day=1)),
        migrations=(migration("m1", releases=("k", "j")), migration("m2")),
        options=(option("o", bundle="b"), option("p", contract="j", bundle="b")),
    )
    return replace(both, **changes)  # type: ignore[arg-type]


def options_of(found: Plan | None) -> set[str]:
    assert found is not None
    return set(found.options)


def test_a_plan_carried_out_late_buys_a_bundle_whole_or_not_at_all() -> None:
    # m1 on day 40 needs both until day 55, 25 days: o saves £2,500 - 60, p £25 - 60. Together £2,405.
    assert options_of(transfer(bundled(), plan(m1=40))) == {"o", "p"}
    # With a fee of £3,000 on p the bundle costs more than it saves, though o alone would pay.
    dear = bundled(options=(option("o", bundle="b"), option("p", contract="j", bundle="b", fee_pounds=3_000)))
    assert options_of(transfer(dear, plan(m1=40))) == set()


def test_what_the_plan_has_bought_alone_is_kept_with_the_bundle_it_is_in_now() -> None:
    assert options_of(transfer(bundled(), plan("o", m1=0))) == {"o", "p"}


def test_a_bundle_that_fell_through_is_not_taken_as_exercised() -> None:
    # On day 30 the last day to decide has passed. Unless o fell through, both count as exercised.
    done = rebase(bundled(), plan("o", "p"), day(30))
    assert set(done.exercised) == {"o", "p"}
    assert rebase(bundled(), plan("o", "p"), day(30), not_done=("p",)).exercised == ()


def test_a_conflict_names_the_bundle() -> None:
    # o is exercised, so p is; both cost £120, and the budget has £60. Without the bundle o alone fits.
    case = bundled(
        options=(option("o", bundle="b", state=OptionState.EXERCISED), option("p", contract="j", bundle="b")),
        budgets=(ExtensionBudget(financial_year=2029, pounds=60),),
    )
    assert "bundle b" in {stake.label for stake in stakes_of(case)}
    (found,) = find_conflicts(case)
    assert set(found.labels) == {"bundle b", "budget 2029", "option o, exercised"}
