"""Each rule and each cost term in the exact model, worked out by hand: one day or one pound more or less is noticed.

Status date 1 January 2030. m1 and m2 build for 10 days with one of two slots, cut over on day start + 12 and end on
start + 17; m1 needs contract k until start + 15, and k is in force to day 29 at £100 an uncovered day.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from planner.domain.contracts import Contract, ExtensionOption, OptionState
from planner.domain.decisions_taken import CommitmentKind, DecisionTaken
from planner.domain.migrations import Group, Migration, Mode, Precedence
from planner.domain.organisations import Commitment, Organisation
from planner.domain.policy import ExtensionBudget, Policy
from planner.domain.portfolio import Portfolio
from planner.domain.resources import FreezePeriod, Resource, WaveWindow
from planner.plan.entries import Plan
from planner.solver.model.asked import Asked
from planner.solver.model.candidate import to_plan
from planner.solver.model.compilation import compile_instance
from planner.solver.model.exact import Proof, build
from planner.solver.monitor import Monitor
from planner.solver.search.lexicographic import minimise_exactly
from planner.solver.settings import SolveSettings
from planner.solver.tuning import DEFAULT_TUNING
from tests.sample import contract, day, migration, option, portfolio, profile

SETTINGS = SolveSettings(time_limit_seconds=20.0, workers=1, deterministic=True)


def exact(case: Portfolio, must_be_off: Mapping[str, int] | None = None) -> tuple[Plan, int] | None:
    """The best plan of the exact model, of those the one with the least sum of cutover days, and its pounds."""
    instance = Asked(must_be_off or {}).applied(compile_instance(case))
    monitor = Monitor(instance, SETTINGS, DEFAULT_TUNING)
    proof = minimise_exactly(build(instance, DEFAULT_TUNING.exact), monitor, SETTINGS.time_limit_seconds)
    if proof is Proof.INFEASIBLE:
        return None
    assert proof is Proof.OPTIMAL
    assert monitor.best is not None
    assert monitor.bound_pounds is not None
    return to_plan(instance, monitor.best), monitor.bound_pounds


def starts(case: Portfolio, must_be_off: Mapping[str, int] | None = None) -> dict[str, int] | None:
    found = exact(case, must_be_off)
    return found and {entry.migration: entry.start_day for entry in found[0].migrations}


def pounds(case: Portfolio) -> int | None:
    found = exact(case)
    return found and found[1]


def used(case: Portfolio) -> tuple[tuple[str, ...], int] | None:
    """Options used, and pounds."""
    found = exact(case)
    return found and (found[0].options, found[1])


def late(*options: ExtensionOption, **changes: Any) -> Portfolio:
    """m1 may start on day 40 and needs k until day 55: 25 days uncovered, £2,500, or an option for £60."""
    return portfolio(options=options, **{"migrations": moves(release_date=day(40)), **changes})


def moves(**changes: Any) -> tuple[Migration, ...]:
    """m1 with these changes, and m2."""
    return migration("m1", releases=("k",), **changes), migration("m2")


class TestRules:
    def test_complete(self) -> None:
        assert starts(portfolio()) == {"m1": 0, "m2": 0}

    def test_release(self) -> None:
        assert starts(portfolio(migrations=moves(release_date=day(5)))) == {"m1": 5, "m2": 0}

    def test_precedence(self) -> None:
        # m2 starts three days after m1 has ended on day 17.
        after = Precedence(predecessor="m1", successor="m2", lag_days=3)
        assert starts(portfolio(precedences=(after,))) == {"m1": 0, "m2": 20}

    def test_capacity(self) -> None:
        # With one slot the second build begins when the first has ended, on day 10.
        found = starts(portfolio(resources=(Resource(id="slots", name="Slots", capacity=1),)))
        assert found is not None
        assert sorted(found.values()) == [0, 10]

    def test_freeze(self) -> None:
        # A cutover on day 12 is frozen; the first day after the freeze is 20.
        frozen = FreezePeriod(id="f", from_date=day(12), until_date=day(20))
        assert starts(portfolio(freezes=(frozen,))) == {"m1": 8, "m2": 8}
        assert starts(portfolio(freezes=(FreezePeriod(id="f", from_date=day(13), until_date=day(20)),))) == {
            "m1": 0,
            "m2": 0,
        }

    def test_wave_window(self) -> None:
        window = WaveWindow(id="w", cluster="c", from_date=day(20), until_date=day(21))
        assert starts(portfolio(wave_windows=(window,))) == {"m1": 8, "m2": 8}

    def test_option_chain(self) -> None:
        # q alone would cover days 30 to 59 for £30; without o before it, it cannot be used.
        assert used(late(option("o"), option("q", sequence=2))) == (("o",), 60)

    def test_option_available(self) -> None:
        assert used(late(option("o"))) == (("o",), 60)
        assert used(late(option("o", state=OptionState.LAPSED))) == ((), 2_500)

    def test_bundle(self) -> None:
        # m1 needs k and j until day 55, 25 uncovered days of £100 and £50. o costs £60, p £60 and a fee.
        # Alone p is not worth £2,060 against £1,250. Together they save 2,500 + 1,250 against 60 + 2,060.
        assert used(two_contracts(fee=2_000)) == (("o",), 60 + 1_250)
        assert used(two_contracts(fee=2_000, bundle="team")) == (("o", "p"), 60 + 2_060)
        # £60 and £60 + £3,629 cost £3,749: a pound less than what nobody covers. A pound more is not.
        assert used(two_contracts(fee=3_629, bundle="team")) == (("o", "p"), 3_749)
        assert used(two_contracts(fee=3_631, bundle="team")) == ((), 3_750)

    def test_group(self) -> None:
        # m2 may start on day 7, so m1 waits for it.
        released = (migration("m1", releases=("k",)), migration("m2", release_date=day(7)))
        together = Group(id="g", migrations=("m1", "m2"))
        assert starts(portfolio(migrations=released, groups=(together,))) == {"m1": 7, "m2": 7}

    def test_commitment(self) -> None:
        agreed = DecisionTaken(id="d", kind=CommitmentKind.START_AGREED, subject="m1", agreed_date=day(4))
        assert starts(portfolio(decisions_taken=(agreed,))) == {"m1": 4, "m2": 0}
        assert used(portfolio(options=(option("o", state=OptionState.EXERCISED),))) == (("o",), 60)

    def test_budget(self) -> None:
        # o covers days 30 to 89, all in the financial year 2029-30.
        assert used(late(option("o"), budgets=(ExtensionBudget(financial_year=2029, pounds=60),))) == (("o",), 60)
        assert used(late(option("o"), budgets=(ExtensionBudget(financial_year=2029, pounds=59),))) == ((), 2_500)

    def test_negotiations(self) -> None:
        # k and j end on the same day, m1 needs both until day 55; an uncovered day of j costs £50, 25 of them £1,250.
        assert used(two_contracts(limit=2)) == (("o", "p"), 120)
        assert used(two_contracts(limit=1)) == (("o",), 60 + 1_250)
        assert used(two_contracts(limit=0)) == ((), 2_500 + 1_250)
        assert used(two_contracts(limit=1, bundle="team")) == ((), 2_500 + 1_250)

    def test_deadline(self) -> None:
        # m1 may start on day 1 and cuts over on day 13.
        assert starts(portfolio(migrations=moves(release_date=day(1), deadline_date=day(13)))) == {"m1": 1, "m2": 0}
        assert starts(portfolio(migrations=moves(release_date=day(1), deadline_date=day(12)))) is None

    def test_horizon(self) -> None:
        # Both end on day 17, which is the first day after their last phase.
        assert starts(portfolio(horizon_date=day(17))) == {"m1": 0, "m2": 0}
        assert starts(portfolio(horizon_date=day(16))) is None

    def test_must_be_off(self) -> None:
        # m1 may start on day 1 and needs k until day 16.
        case = portfolio(migrations=moves(release_date=day(1)))
        assert starts(case, {"k": 16}) == {"m1": 1, "m2": 0}
        assert starts(case, {"k": 15}) is None


def two_contracts(limit: int | None = None, fee: int = 0, bundle: str | None = None) -> Portfolio:
    """k and j, an option each, that of j with a fee; both in a bundle, and so many negotiations at once."""
    contracts = tuple(contract(id, exposure_pounds_per_day=price) for id, price in (("k", 100), ("j", 50)))
    return portfolio(
        contracts=contracts,
        migrations=(migration("m1", releases=("k", "j"), release_date=day(40)), migration("m2")),
        options=(option("o", bundle=bundle), option("p", contract="j", fee_pounds=fee, bundle=bundle)),
        policy=Policy(negotiation_limit=limit),
    )


class TestTerms:
    def test_exposure(self) -> None:
        assert pounds(late()) == 25 * 100

    def test_extensions(self) -> None:
        # Days 30 to 89 at a pound a day, and the fee.
        assert pounds(late(option("o", fee_pounds=7))) == 60 + 7

    def test_modes(self) -> None:
        # In the fast mode the build takes 4 days instead of 10: 19 days are uncovered instead of 25.
        fast = Mode(migration="m1", id="fast", profile="f", extra_pounds=7)
        assert pounds(late(profiles=(profile(), profile("f", build=4)), modes=(fast,))) == 7 + 19 * 100

    def test_bridges(self) -> None:
        # m1 cuts over on day 12, m2 on day 19: 7 days at £3, and £60 of benefit lost. Together they would lose £95.
        released = (migration("m1", releases=("k",), benefit_pounds_per_day=5), migration("m2", release_date=day(7)))
        split = Group(id="g", migrations=("m1", "m2"), bridge_pounds_per_day=3)
        assert pounds(portfolio(migrations=released, groups=(split,))) == 12 * 5 + 7 * 3

    def test_delay(self) -> None:
        # The cutover on day 12 is two days after the due date; running costs count from the status date.
        changed = moves(due_date=day(10), benefit_pounds_per_day=5, running_pounds_per_day=2)
        assert pounds(portfolio(migrations=changed)) == 2 * 5 + 12 * 2

    def test_no_route(self) -> None:
        # Nobody leaves j, so it is needed from day 30 until the horizon on day 400.
        stays = Contract(id="j", name="J", expiry_date=day(29), exposure_pounds_per_day=10, organisations=("body",))
        organisations = (
            Organisation(id="dep", name="Department"),
            Organisation(id="body", name="Body", parent="dep", commitment=Commitment.DECLINED),
        )
        assert pounds(portfolio(contracts=(*portfolio().contracts, stays), organisations=organisations)) == 370 * 10
