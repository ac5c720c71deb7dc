"""The flag of a contract at both sides of every boundary, and what each flag carries.

Contract k is in force to day 29; m1 started on day s leaves it on day s + 15, so s = 15 is just in time.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from planner.domain.contracts import Contract, ExtensionOption, Notice, OptionState
from planner.domain.organisations import Commitment, Organisation
from planner.domain.policy import Policy
from planner.domain.portfolio import Portfolio
from planner.domain.wording import calendar_day
from planner.plan.entries import Plan
from planner.plan.flagging.department_flags import flag_departments
from planner.plan.flagging.records import BridgeNeeded, ContractFlag, Flag, LostOption
from planner.plan.plan_case import PlanCase
from tests.sample import day, migration, option, plan, portfolio


def case(*options: ExtensionOption, buffer: int = 5, alert: int = 10, notice: int = 0, **changes: Any) -> Portfolio:
    contract = Contract(
        id="k",
        name="K",
        buyer="dep",
        expiry_date=day(29),
        notice=Notice(notice),
        internal_lead_days=0,
        exposure_pounds_per_day=100,
        organisations=("dep",),
    )
    policy = Policy(buffer_days=buffer, alert_window_days=alert, bridge_lead_days=20)
    return portfolio(policy=policy, options=options, contracts=(replace(contract, **changes),))


def flag_of(judged: Portfolio, made: Plan) -> ContractFlag:
    (found,) = PlanCase(judged, made).flags
    return found


class TestInTime:
    def test_spare_days_equal_to_the_buffer_are_clear(self) -> None:
        found = flag_of(case(), plan(m1=10))
        assert (found.flag, found.spare_days) == (Flag.CLEAR, 5)

    def test_a_day_less_is_tight(self) -> None:
        found = flag_of(case(), plan(m1=11))
        assert (found.flag, found.spare_days) == (Flag.TIGHT, 4)

    def test_no_spare_day_at_all_is_tight(self) -> None:
        assert flag_of(case(), plan(m1=15)).flag is Flag.TIGHT

    def test_a_contract_kept_by_an_exercised_option_needs_no_decision(self) -> None:
        done = option("o", state=OptionState.EXERCISED)
        found = flag_of(case(done), plan("o", m1=20))
        # covered until 90, left on day 35
        assert (found.flag, found.spare_days, found.options) == (Flag.CLEAR, 55, ())

    def test_a_tight_contract_is_watched_until_it_ends(self) -> None:
        # it asks for no act of the register; last day in force 29
        found = flag_of(case(), plan(m1=11))
        assert (found.action.owner, found.action.by_date) == ("Department", day(29))
        assert found.action.task.startswith("confirm the cutover of m1")

    def test_an_option_that_can_end_early_counts_with_its_full_end(self) -> None:
        done = option("o", state=OptionState.EXERCISED, minimum_commitment_days=1)
        # ended early it covers until day 35, when it is left; its full end leaves 90 - 35 days
        found = flag_of(case(done), plan("o", m1=20))
        assert (found.flag, found.spare_days) == (Flag.CLEAR, 55)


class TestExtended:
    def test_the_last_day_of_the_alert_window_is_decide_now(self) -> None:
        # 19 days of notice leave 10 days
        found = flag_of(case(option("o"), notice=19), plan("o", m1=16))
        assert (found.flag, found.days_left, found.decide_by_date) == (Flag.DECIDE_NOW, 10, day(10))

    def test_a_last_day_on_the_next_day_is_extend_unless_it_is_no_working_day(self) -> None:
        # day 11 is Saturday 12 January 2030, so the day to act is still day 10
        found = flag_of(case(option("o"), notice=18), plan("o", m1=16))
        assert (found.flag, found.days_left, found.decide_by_date) == (Flag.DECIDE_NOW, 10, day(11))
        # day 13 is Monday 14 January
        found = flag_of(case(option("o"), notice=16), plan("o", m1=16))
        assert (found.flag, found.days_left) == (Flag.EXTEND, 13)

    def test_it_carries_option_price_dates_idle_cover_and_owner(self) -> None:
        found = flag_of(case(option("o"), notice=18), plan("o", m1=16))
        (needed,) = found.options
        # the option costs a pound for each of days 30 to 89; the contract is needed until day 30
        assert (needed.option, needed.until_date, needed.pounds, needed.notice_date) == ("o", day(89), 60, day(11))
        assert (found.owner, found.idle_days, found.extension_pounds) == ("Department", 59, 60)
        assert "less 18 days of notice" in needed.derivation
        assert str(found.action) == (
            "Department: start the approval of o, so that notice is given by Fri 11 Jan 2030, by Fri 11 Jan 2030"
        )

    def test_the_first_of_several_last_days_counts(self) -> None:
        options = (option("o", notice=Notice(5)), option("q", sequence=2, notice=Notice(85)))
        # q: 89 - 85 = day 4, before o: 29 - 5 = day 24
        found = flag_of(case(*options), plan("o", "q", m1=80))
        # day 4 is Saturday 5 January 2030, so the day to act is day 3
        assert (found.flag, found.days_left, found.action.by_date) == (Flag.DECIDE_NOW, 3, day(3))

    def test_an_option_that_can_end_early_shows_its_early_end(self) -> None:
        found = flag_of(case(option("o", minimum_commitment_days=3)), plan("o", m1=25))
        # needed until day 39: ten days
        assert (found.options[0].until_date, found.options[0].pounds, found.idle_days) == (day(39), 10, 0)

    def test_fewer_days_left_than_the_buffer_are_said(self) -> None:
        # covered until 90, needed until 87
        found = flag_of(case(option("o")), plan("o", m1=72))
        assert (found.flag, found.spare_days) == (Flag.EXTEND, 3)
        assert "it leaves 3 days, less than the buffer of 5 days" in found.reason


class TestUncovered:
    def test_one_uncovered_day_is_exposed(self) -> None:
        found = flag_of(case(), plan(m1=16))
        assert found.flag is Flag.EXPOSED
        assert found.exposure is not None
        assert (found.exposure.from_date, found.exposure.until_date) == (day(30), day(31))
        assert (found.exposure.days, found.exposure.pounds) == (1, 100)

    def test_it_carries_the_bridge_that_would_be_needed(self) -> None:
        found = flag_of(case(), plan(m1=22))
        # uncovered on days 30 to 36; 20 days to award
        assert found.exposure is not None
        assert found.exposure.bridge == BridgeNeeded(
            length_days=7, lead_days=20, start_by_date=day(10), acting_date=day(10), days_left=10
        )
        assert found.action.by_date == day(10)

    def test_a_bridge_that_should_have_been_started_is_late(self) -> None:
        found = flag_of(case(expiry_date=day(4)), plan(m1=0))
        # covered until day 5: the award should have begun on day -15
        assert found.exposure is not None
        assert found.exposure.bridge.days_late == 15
        assert found.action.by_date == day(-15)

    def test_exposure_although_an_option_would_cover_it_is_accepted(self) -> None:
        found = flag_of(case(option("o")), plan(m1=16))
        assert (found.flag, found.next_option and found.next_option.option) == (Flag.ACCEPTED, "o")
        assert "the plan leaves o unused" in found.reason

    def test_exposure_behind_the_options_used_is_exposed(self) -> None:
        # covered until 90, needed until 100
        found = flag_of(case(option("o")), plan("o", m1=85))
        assert (found.flag, found.spare_days) == (Flag.EXPOSED, -10)

    def test_its_action_is_to_decide_the_option_and_to_bridge_what_it_leaves_open(self) -> None:
        # o is to be decided by day 29, the bridge, which takes 20 days, to be begun by 90 - 20 = 70
        found = flag_of(case(option("o")), plan("o", m1=85))
        assert found.action.by_date == day(29)
        assert found.action.task.startswith("start the approval of o")
        assert f"by {calendar_day(day(70))} (assumed) start a bridge of 10 days" in found.action.task

    def test_a_bridge_that_takes_longer_than_the_option_goes_first(self) -> None:
        # o is to be decided by day 29, the bridge to be begun by 90 - 80 = 10
        judged = replace(case(option("o")), policy=replace(case().policy, bridge_lead_days=80))
        found = flag_of(judged, plan("o", m1=85))
        assert found.action.by_date == day(10)
        assert found.action.task.startswith("start a bridge of 10 days")
        assert "start the approval of o" in found.action.task


class TestLost:
    def test_an_option_a_day_past_its_last_day_is_lost(self) -> None:
        found = flag_of(case(option("o"), notice=30), plan(m1=22))
        # 7 days uncovered at 100; the option would have cost 60 and was too late from the status date on
        assert found.flag is Flag.LOST
        assert found.lost == LostOption(option="o", since_date=day(0), saved_days=7, saved_pounds=640)
        assert found.reason.endswith("would have covered 7 days and saved £640 beyond its price")

    def test_on_its_last_day_it_is_not_lost(self) -> None:
        assert flag_of(case(option("o"), notice=29), plan(m1=22)).flag is Flag.ACCEPTED

    def test_a_lapsed_option_is_lost_without_a_date(self) -> None:
        found = flag_of(case(option("o", state=OptionState.LAPSED)), plan(m1=22))
        assert (found.flag, found.lost and found.lost.since_date) == (Flag.LOST, None)

    def test_a_refused_option_was_never_there(self) -> None:
        assert flag_of(case(option("o", state=OptionState.REFUSED)), plan(m1=22)).flag is Flag.EXPOSED

    def test_an_option_beyond_the_maximum_end_was_never_there(self) -> None:
        judged = case(option("o"), notice=30, maximum_end_date=day(60))
        assert flag_of(judged, plan(m1=22)).flag is Flag.EXPOSED

    def test_an_option_that_is_gone_but_not_missed_is_not_lost(self) -> None:
        found = flag_of(case(option("o"), notice=30), plan(m1=10))
        assert (found.flag, found.lost) == (Flag.CLEAR, None)

    def test_what_is_lost_behind_an_option_used_counts_from_there(self) -> None:
        options = (option("o", notice=Notice(5)), option("q", sequence=2, state=OptionState.LAPSED))
        # covered until 90 by o, needed until 100; q would have covered the ten days for its 30 pounds
        found = flag_of(case(*options), plan("o", m1=85))
        assert found.lost == LostOption(option="q", since_date=None, saved_days=10, saved_pounds=970)


class TestNoRoute:
    @staticmethod
    def declined(expiry: int = 389) -> Portfolio:
        """The body has declined; the contract serves it and the department."""
        organisations = (
            Organisation(id="dep", name="Department"),
            Organisation(id="body", name="Body", parent="dep", commitment=Commitment.DECLINED),
        )
        judged = case(organisations=("dep", "body"), expiry_date=day(expiry))
        return replace(judged, organisations=organisations)

    def test_it_goes_before_every_other_flag_and_names_who(self) -> None:
        found = flag_of(self.declined(), plan())
        # covered until 390, needed until the horizon on day 400
        assert (found.flag, found.stranded, found.needed_until_date, found.pounds) == (
            Flag.NO_ROUTE,
            ("body",),
            day(399),
            1000,
        )
        assert "Body has no way off it" in found.reason

    def test_it_is_no_route_even_when_covered_to_the_horizon(self) -> None:
        found = flag_of(self.declined(399), plan())
        assert (found.flag, found.exposure, found.pounds) == (Flag.NO_ROUTE, None, 0)

    def test_a_contract_nobody_releases_has_no_route(self) -> None:
        judged = replace(case(), migrations=(migration("m1"), migration("m2")))
        found = flag_of(judged, plan())
        assert found.flag is Flag.NO_ROUTE


class TestDepartments:
    @staticmethod
    def two_contracts() -> Portfolio:
        """k serves the department and is clear; j serves its body and is exposed; another department has none."""
        organisations = (
            Organisation(id="body", name="Body", parent="dep", commitment=Commitment.UNDECIDED),
            Organisation(id="dep", name="Department"),
            Organisation(id="far", name="Far"),
        )
        j = Contract(
            id="j", name="J", expiry_date=day(0), exposure_pounds_per_day=1, organisations=("body",), buyer="dep"
        )
        migrations = (migration("m1", releases=("k",)), migration("m2", "body", releases=("j",)))
        base = case()
        return replace(base, organisations=organisations, contracts=(*base.contracts, j), migrations=migrations)

    def test_a_department_shows_the_worst_of_its_own_and_its_bodies_contracts(self) -> None:
        judged = self.two_contracts()
        department, far = flag_departments(judged, PlanCase(judged, plan()).flags)
        assert (department.department, department.flag, department.contracts) == ("dep", Flag.EXPOSED, ("k", "j"))
        assert department.worst is not None
        assert department.worst.contract == "j"
        assert (far.department, far.flag, far.worst) == ("far", None, None)

    def test_its_bodies_and_the_undecided_are_listed(self) -> None:
        judged = self.two_contracts()
        department, _ = flag_departments(judged, PlanCase(judged, plan()).flags)
        assert (department.bodies, department.undecided) == (("body",), ("body",))
        assert [(entry.organisation, entry.flag, entry.undecided) for entry in department.organisations] == [
            ("dep", Flag.CLEAR, False),
            ("body", Flag.EXPOSED, True),
        ]

    def test_the_undecided_are_marked_at_their_contracts(self) -> None:
        judged = self.two_contracts()
        undecided = {flag.contract: flag.undecided for flag in PlanCase(judged, plan()).flags}
        assert undecided == {"k": (), "j": ("body",)}


def test_gravity_grows_in_the_order_of_the_page() -> None:
    order = ["clear", "tight", "extend", "decide now", "accepted", "exposed", "lost", "no route"]
    assert [flag.value for flag in sorted(Flag, key=lambda flag: flag.gravity)] == order


@pytest.mark.parametrize("start", [0, 11, 16, 22])
def test_every_flag_has_a_reason_and_an_owned_action_that_is_not_in_the_past(start: int) -> None:
    found = flag_of(case(option("o"), notice=18), plan(m1=start))
    assert found.reason
    assert found.action.owner == "Department"
    assert found.action.by_date >= day(0)


def test_an_owner_nobody_stated_is_said_to_be_unknown() -> None:
    contracts = (Contract(id="k", name="K", expiry_date=day(29), exposure_pounds_per_day=1),)
    judged = portfolio(contracts=contracts, migrations=(migration("m1"), migration("m2")))
    assert flag_of(judged, plan()).owner == "owner not stated"
