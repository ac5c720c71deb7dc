"""Rules on when a migration may start, cut over and finish. Starts on day s cut over on s + 12 and finish on s + 17."""

from __future__ import annotations

import pytest

from planner.domain.clusters import Milestone
from planner.domain.decisions_taken import CommitmentKind, DecisionTaken
from planner.domain.migrations import Precedence, PrecedenceKind
from planner.domain.organisations import Commitment, Organisation
from planner.domain.portfolio import Portfolio
from planner.domain.resources import FreezePeriod, FreezeScope, WaveWindow
from planner.domain.rules import Rule
from planner.plan.breaches.cutover_days import frozen_until
from planner.plan.entries import Plan, PlannedMigration
from planner.plan.milestone_days import milestone_days
from planner.plan.schedule import schedule_of
from tests.plan.judging import amounts, breaches_of
from tests.sample import day, migration, plan, portfolio, profile


class TestRelease:
    def test_a_start_today_keeps_it(self) -> None:
        assert amounts(Rule.RELEASE, portfolio(), plan(m1=0)) == []

    def test_a_start_yesterday_breaks_it_by_a_day(self) -> None:
        assert amounts(Rule.RELEASE, portfolio(), plan(m1=-1)) == [1]

    def test_a_start_on_the_release_date_keeps_it(self) -> None:
        assert amounts(Rule.RELEASE, self.released(10), plan(m1=10)) == []

    def test_a_start_before_the_release_date_breaks_it_by_the_days(self) -> None:
        assert amounts(Rule.RELEASE, self.released(10), plan(m1=7)) == [3]

    def test_a_release_in_the_past_does_not_allow_a_start_in_the_past(self) -> None:
        assert amounts(Rule.RELEASE, self.released(-5), plan(m1=-2)) == [2]

    def test_what_a_commitment_has_begun_is_not_asked_again(self) -> None:
        agreed = self.agreed(-4)
        case = portfolio(decisions_taken=(agreed,), migrations=(migration("m1", release_date=day(10)), migration("m2")))
        assert amounts(Rule.RELEASE, case, plan(m1=-4)) == []

    def test_a_commitment_ahead_does_not_excuse_an_early_start(self) -> None:
        case = portfolio(
            decisions_taken=(self.agreed(4),), migrations=(migration("m1", release_date=day(10)), migration("m2"))
        )
        assert amounts(Rule.RELEASE, case, plan(m1=4)) == [6]

    @staticmethod
    def released(number: int) -> Portfolio:
        return portfolio(migrations=(migration("m1", release_date=day(number)), migration("m2")))

    @staticmethod
    def agreed(number: int) -> DecisionTaken:
        return DecisionTaken(id="d", kind=CommitmentKind.START_AGREED, subject="m1", agreed_date=day(number))


class TestDeadline:
    case = portfolio(migrations=(migration("m1", deadline_date=day(20)), migration("m2")))

    def test_without_a_deadline_any_day_keeps_it(self) -> None:
        assert amounts(Rule.DEADLINE, portfolio(), plan(m1=300)) == []

    def test_a_cutover_on_the_deadline_keeps_it(self) -> None:
        assert amounts(Rule.DEADLINE, self.case, plan(m1=8)) == []

    def test_a_cutover_after_it_breaks_it_by_the_days(self) -> None:
        assert amounts(Rule.DEADLINE, self.case, plan(m1=10)) == [2]


class TestHorizon:
    def test_a_finish_on_the_horizon_keeps_it(self) -> None:
        # the first day after the last phase is the first day after the horizon
        assert amounts(Rule.HORIZON, portfolio(horizon_date=day(17)), plan()) == []

    def test_a_finish_after_it_breaks_it_by_the_days(self) -> None:
        assert amounts(Rule.HORIZON, portfolio(horizon_date=day(17)), plan(m2=2)) == [2]

    def test_a_plan_beyond_the_calendar_breaks_it(self) -> None:
        assert amounts(Rule.HORIZON, portfolio(), plan(m1=10**9)) == [10**9 + 17 - 400]


class TestMustBeOff:
    # m1 cuts over on day start + 12 and needs k until start + 15, the first day without need
    case = portfolio(migrations=(migration("m1", releases=("k",)), migration("m2")))

    def test_nothing_is_asked_unless_somebody_asks(self) -> None:
        assert amounts(Rule.MUST_BE_OFF, self.case, plan(m1=300)) == []

    def test_a_need_that_ends_on_the_day_keeps_it(self) -> None:
        assert amounts(Rule.MUST_BE_OFF, self.case, plan(m1=5), {"k": 20}) == []

    def test_a_need_beyond_the_day_breaks_it_by_the_days(self) -> None:
        assert amounts(Rule.MUST_BE_OFF, self.case, plan(m1=7), {"k": 20}) == [2]

    def test_the_message_names_the_last_day_of_need_that_was_allowed(self) -> None:
        # day 19 is the last day on which k may be needed: 20 January 2030, a Sunday
        (breach,) = breaches_of(Rule.MUST_BE_OFF, self.case, plan(m1=7), {"k": 20})
        assert breach.message == "k is needed 2 days beyond Sun 20 Jan 2030, the day it must be off by"

    def test_a_contract_that_nobody_can_leave_breaks_it_until_the_horizon(self) -> None:
        # without a releasing migration k is needed until the horizon, day 400: 380 days beyond day 20
        assert amounts(
            Rule.MUST_BE_OFF, portfolio(migrations=(migration("m1"), migration("m2"))), plan(), {"k": 20}
        ) == [380]


def tied(kind: PrecedenceKind, lag: int = 0) -> Portfolio:
    return portfolio(precedences=(Precedence(predecessor="m1", successor="m2", kind=kind, lag_days=lag),))


class TestPrecedence:
    @pytest.mark.parametrize(
        ("kind", "lag", "earliest"),
        [
            # m1 runs from day 20 to day 37; m2 takes 17 days
            (PrecedenceKind.FINISH_START, 0, 37),
            (PrecedenceKind.FINISH_START, 3, 40),
            (PrecedenceKind.FINISH_START, -3, 34),
            (PrecedenceKind.START_START, 2, 22),
            (PrecedenceKind.FINISH_FINISH, 0, 20),
            (PrecedenceKind.FINISH_FINISH, -4, 16),
            (PrecedenceKind.START_FINISH, 0, 3),
            (PrecedenceKind.START_FINISH, 5, 8),
            # m1 cuts over on day 32; m2 cuts over 12 days after its start
            (PrecedenceKind.CUTOVER_START, 1, 33),
            (PrecedenceKind.CUTOVER_CUTOVER, 0, 20),
            (PrecedenceKind.CUTOVER_CUTOVER, -2, 18),
            (PrecedenceKind.START_CUTOVER, 4, 12),
            (PrecedenceKind.FINISH_CUTOVER, 0, 25),
            (PrecedenceKind.CUTOVER_FINISH, 2, 17),
        ],
    )
    def test_the_earliest_day_keeps_it_and_the_day_before_breaks_it(
        self, kind: PrecedenceKind, lag: int, earliest: int
    ) -> None:
        assert amounts(Rule.PRECEDENCE, tied(kind, lag), plan(m1=20, m2=earliest)) == []
        assert amounts(Rule.PRECEDENCE, tied(kind, lag), plan(m1=20, m2=earliest - 1)) == [1]

    def test_a_breach_says_which_day_comes_too_early(self) -> None:
        # m1 cuts over on day 32 (Saturday 2 February 2030); m2 from day 19 on day 31
        (found,) = breaches_of(Rule.PRECEDENCE, tied(PrecedenceKind.CUTOVER_CUTOVER), plan(m1=20, m2=19))
        assert found.message == "m2 cuts over on Fri 1 Feb 2030, 1 day before m1 allows (CC, lag 0)"

    @pytest.mark.parametrize("kind", PrecedenceKind)
    def test_a_milestone_is_one_day_whatever_anchor_is_asked(self, kind: PrecedenceKind) -> None:
        # m2 starts on day 0, cuts over on day 12 and finishes on day 17
        own = {"S": 0, "C": 12, "F": 17}[kind.value[1]]
        late = Milestone(id="s", name="S", forecast_date=day(own + 3))
        ties = (Precedence(predecessor="s", successor="m2", kind=kind),)
        assert amounts(Rule.PRECEDENCE, portfolio(milestones=(late,), precedences=ties), plan()) == [3]

    @pytest.mark.parametrize(("kind", "reached"), [("FS", 17), ("CF", 12), ("CS", 12), ("SC", 0), ("FC", 17)])
    def test_a_milestone_is_reached_with_the_anchor_of_its_predecessor(self, kind: str, reached: int) -> None:
        ties = (Precedence(predecessor="m1", successor="s", kind=PrecedenceKind(kind)),)
        case = portfolio(milestones=(Milestone(id="s", name="S", forecast_date=day(-1)),), precedences=ties)
        assert milestone_days(case, schedule_of(case, plan())) == {"s": reached}

    def test_a_migration_may_start_on_the_day_of_its_milestone(self) -> None:
        assert amounts(Rule.PRECEDENCE, self.gated(forecast_date=day(9)), plan(m2=9)) == []
        assert amounts(Rule.PRECEDENCE, self.gated(forecast_date=day(9)), plan(m2=5)) == [4]

    def test_a_milestone_waits_for_its_predecessors(self) -> None:
        # m1 finishes on day 17, the milestone is reached then, m2 may start two days later
        case = self.gated(forecast_date=day(3), after=(Precedence(predecessor="m1", successor="s"),), lag=2)
        assert milestone_days(case, schedule_of(case, plan(m2=19))) == {"s": 17}
        assert amounts(Rule.PRECEDENCE, case, plan(m2=19)) == []
        assert amounts(Rule.PRECEDENCE, case, plan(m2=18)) == [1]

    def test_an_achieved_milestone_waits_for_nobody(self) -> None:
        case = self.gated(achieved_date=day(-3), after=(Precedence(predecessor="m1", successor="s"),))
        assert amounts(Rule.PRECEDENCE, case, plan(m2=0)) == []

    def test_what_a_commitment_has_begun_is_not_asked_again(self) -> None:
        begun = DecisionTaken(id="d", kind=CommitmentKind.CUTOVER_AGREED, subject="m2", agreed_date=day(10))
        case = self.gated(forecast_date=day(9), decisions=(begun,))
        assert amounts(Rule.PRECEDENCE, case, plan(m2=-2)) == []

    def test_migrations_that_stay_bind_nobody(self) -> None:
        organisations = (
            Organisation(id="dep", name="Department"),
            Organisation(id="body", name="Body", commitment=Commitment.DECLINED),
        )
        case = portfolio(
            organisations=organisations,
            migrations=(migration("m1"), migration("m2"), migration("m3", "body")),
            precedences=(Precedence(predecessor="m3", successor="m1"),),
        )
        assert amounts(Rule.PRECEDENCE, case, plan()) == []

    @staticmethod
    def gated(
        after: tuple[Precedence, ...] = (), lag: int = 0, decisions: tuple[DecisionTaken, ...] = (), **dates: object
    ) -> Portfolio:
        return portfolio(
            milestones=(Milestone(id="s", name="S", **dates),),  # type: ignore[arg-type]
            precedences=(*after, Precedence(predecessor="s", successor="m2", lag_days=lag)),
            decisions_taken=decisions,
        )


class TestFreeze:
    @staticmethod
    def frozen(scope: FreezeScope = FreezeScope.EVERYONE, subject: str | None = None) -> Portfolio:
        """Frozen from day 20 until day 30; m1 is of dep, m2 of body and of another cluster."""
        return portfolio(
            freezes=(FreezePeriod(id="f", from_date=day(20), until_date=day(30), scope=scope, subject=subject),),
            migrations=(migration("m1"), migration("m2", "body", cluster="other")),
        )

    @pytest.mark.parametrize(("cutover", "to_go"), [(19, []), (20, [10]), (29, [1]), (30, [])])
    def test_its_first_day_is_frozen_and_its_end_is_not(self, cutover: int, to_go: list[int]) -> None:
        assert amounts(Rule.FREEZE, self.frozen(), plan(m1=cutover - 12)) == to_go

    @pytest.mark.parametrize(("scope", "subject"), [(FreezeScope.CLUSTER, "other"), (FreezeScope.ORGANISATION, "body")])
    def test_it_binds_only_its_scope(self, scope: FreezeScope, subject: str) -> None:
        found = breaches_of(Rule.FREEZE, self.frozen(scope, subject), plan(m1=10, m2=10))
        assert [breach.subjects for breach in found] == [("m2", "f")]

    def test_a_freeze_of_a_department_does_not_bind_its_bodies(self) -> None:
        assert amounts(Rule.FREEZE, self.frozen(FreezeScope.ORGANISATION, "dep"), plan(m2=10)) == []

    def test_other_phases_may_run_through_it(self) -> None:
        assert amounts(Rule.FREEZE, self.frozen(), plan(m1=20)) == []

    def test_a_yearly_one_returns_in_later_years_and_not_before(self) -> None:
        # 20 December 2029 to 5 January 2030
        yearly = FreezePeriod(id="f", from_date=day(-12), until_date=day(4), yearly=True)
        assert frozen_until(yearly, day(3)) == day(4)
        assert frozen_until(yearly, day(365 + 3)) == day(365 + 4)
        assert frozen_until(yearly, day(365 - 12)) == day(365 + 4)
        assert frozen_until(yearly, day(-365)) is None

    def test_one_that_is_not_yearly_does_not_return(self) -> None:
        once = FreezePeriod(id="f", from_date=day(0), until_date=day(4))
        assert frozen_until(once, day(365)) is None

    def test_a_yearly_one_from_a_leap_day_counts_from_28_february(self) -> None:
        leap = FreezePeriod(id="f", from_date=day(-672), until_date=day(-669), yearly=True)
        assert leap.from_date.isoformat() == "2028-02-29"
        # in 2030 frozen from 28 February (day 58) until 3 March (day 61)
        assert [frozen_until(leap, day(n)) is not None for n in (57, 58, 60, 61)] == [False, True, True, False]

    def test_a_cutover_on_the_status_date_is_asked(self) -> None:
        # Without a build m1 cuts over on day 0, ten days before the freeze ends; m2 on its end.
        from_today = FreezePeriod(id="f", from_date=day(0), until_date=day(10))
        case = portfolio(profiles=(profile(build=0, cutover=0),), freezes=(from_today,))
        assert amounts(Rule.FREEZE, case, plan(m1=0, m2=10)) == [10]

    def test_a_cutover_before_the_status_date_is_not_asked(self) -> None:
        begun = DecisionTaken(id="d", kind=CommitmentKind.CUTOVER_AGREED, subject="m1", agreed_date=day(-1))
        past = FreezePeriod(id="f", from_date=day(-9), until_date=day(3))
        case = portfolio(freezes=(past,), decisions_taken=(begun,))
        assert amounts(Rule.FREEZE, case, plan(m1=-13)) == []


class TestWaveWindow:
    @staticmethod
    def waves(cluster: str = "c") -> Portfolio:
        """Cutovers on days 20 to 22 or 40 to 44."""
        windows = (
            WaveWindow(id="w1", cluster=cluster, from_date=day(20), until_date=day(23)),
            WaveWindow(id="w2", cluster=cluster, from_date=day(40), until_date=day(45)),
        )
        return portfolio(wave_windows=windows, migrations=(migration("m1"),))

    @pytest.mark.parametrize(
        ("cutover", "outside"), [(19, [1]), (20, []), (22, []), (23, [1]), (30, [8]), (44, []), (47, [3])]
    )
    def test_only_its_days_keep_it(self, cutover: int, outside: list[int]) -> None:
        assert amounts(Rule.WAVE_WINDOW, self.waves(), only_m1(cutover - 12)) == outside

    def test_a_cluster_without_windows_accepts_every_day(self) -> None:
        assert amounts(Rule.WAVE_WINDOW, self.waves("other"), only_m1(0)) == []


def only_m1(start: int) -> Plan:
    return Plan(migrations=(PlannedMigration(migration="m1", start_day=start),))
