"""Rules that look at several migrations at once, and at what is complete and promised."""

from __future__ import annotations

import pytest

from planner.domain.contracts import OptionState
from planner.domain.decisions_taken import CommitmentKind, DecisionTaken
from planner.domain.migrations import Demand, Group, Mode, Phase, PhaseProfile
from planner.domain.organisations import Commitment, Organisation
from planner.domain.portfolio import Portfolio
from planner.domain.resources import CapacityStep, Resource
from planner.domain.rules import Rule
from planner.plan.breaches.capacity import resource_for
from planner.plan.entries import Plan, PlannedMigration
from tests.plan.judging import amounts, breaches_of
from tests.sample import day, migration, option, plan, portfolio


def entries(*starts: tuple[str, int, str]) -> Plan:
    return Plan(migrations=tuple(PlannedMigration(migration=id, start_day=day, mode=mode) for id, day, mode in starts))


class TestComplete:
    def test_every_migration_once_keeps_it(self) -> None:
        assert amounts(Rule.COMPLETE, portfolio(), plan()) == []

    def test_a_missing_migration_breaks_it(self) -> None:
        found = breaches_of(Rule.COMPLETE, portfolio(), entries(("m1", 0, "standard")))
        assert [breach.subjects for breach in found] == [("m2",)]

    def test_a_migration_planned_twice_breaks_it_by_one(self) -> None:
        twice = entries(("m1", 0, "standard"), ("m1", 5, "standard"), ("m2", 0, "standard"))
        assert amounts(Rule.COMPLETE, portfolio(), twice) == [1]

    def test_an_unknown_migration_breaks_it(self) -> None:
        assert amounts(Rule.COMPLETE, portfolio(), plan(m9=0)) == [1]

    def test_an_unknown_mode_breaks_it_and_a_known_one_keeps_it(self) -> None:
        fast = portfolio(modes=(Mode(migration="m1", id="fast", profile="p"),))
        assert amounts(Rule.COMPLETE, fast, entries(("m1", 0, "fast"), ("m2", 0, "standard"))) == []
        assert amounts(Rule.COMPLETE, fast, entries(("m1", 0, "standard"), ("m2", 0, "fast"))) == [1]

    def test_a_migration_of_an_organisation_that_stays_must_not_be_planned(self) -> None:
        stays = Organisation(id="body", name="Body", commitment=Commitment.DECLINED)
        case = portfolio(
            organisations=(Organisation(id="dep", name="Department"), stays),
            migrations=(migration("m1"), migration("m2"), migration("m3", "body")),
        )
        assert amounts(Rule.COMPLETE, case, plan()) == []
        assert amounts(Rule.COMPLETE, case, plan(m3=0)) == [1]


def slots(capacity: int, *steps: tuple[int, int]) -> Portfolio:
    """Each build takes one slot for 10 days from the start."""
    return portfolio(
        resources=(Resource(id="slots", name="Slots", capacity=capacity),),
        capacity_steps=tuple(CapacityStep(resource="slots", from_date=day(n), capacity=c) for n, c in steps),
    )


class TestCapacity:
    def test_two_builds_on_two_slots_keep_it(self) -> None:
        assert amounts(Rule.CAPACITY, slots(2), plan()) == []

    def test_two_builds_on_one_slot_break_it_by_one(self) -> None:
        (found,) = breaches_of(Rule.CAPACITY, slots(1), plan(m1=3, m2=5))
        assert (found.subjects, found.day, found.amount) == (("slots", "m1", "m2"), 5, 1)

    def test_a_build_may_begin_on_the_day_another_ends(self) -> None:
        assert amounts(Rule.CAPACITY, slots(1), plan(m1=0, m2=10)) == []
        assert amounts(Rule.CAPACITY, slots(1), plan(m1=0, m2=9)) == [1]

    def test_a_step_down_breaks_it_from_its_day(self) -> None:
        (found,) = breaches_of(Rule.CAPACITY, slots(2, (4, 1)), plan())
        assert (found.day, found.amount) == (4, 1)

    def test_a_step_down_on_the_day_a_build_ends_keeps_it(self) -> None:
        assert amounts(Rule.CAPACITY, slots(2, (10, 0)), plan()) == []

    def test_a_step_up_allows_from_its_day(self) -> None:
        assert amounts(Rule.CAPACITY, slots(1, (6, 2)), plan(m1=0, m2=6)) == []
        assert amounts(Rule.CAPACITY, slots(1, (6, 2)), plan(m1=0, m2=5)) == [1]

    def test_a_step_in_the_past_holds_today(self) -> None:
        assert amounts(Rule.CAPACITY, slots(1, (-9, 2)), plan()) == []

    def test_a_break_between_two_overloads_makes_two_breaches(self) -> None:
        # m1 on 0-9, m2 on 2-11; capacity 1, but 2 on days 4 and 5
        assert amounts(Rule.CAPACITY, slots(1, (4, 2), (6, 1)), plan(m1=0, m2=2)) == [1, 1]

    def test_the_amount_is_that_of_the_worst_day(self) -> None:
        (found,) = breaches_of(Rule.CAPACITY, slots(1, (5, 0)), plan())
        assert (found.day, found.amount) == (0, 2)

    def test_a_later_worst_day_is_named_with_its_own_load_and_capacity(self) -> None:
        # m1 takes the slot on days 0 to 9, m2 on 4 to 13; no slot is left from day 6: 2 of 0 on days 6 to 9. On day 4 it
        # was 2 of 1, and on days 10 to 13 it is 1 of 0.
        (found,) = breaches_of(Rule.CAPACITY, slots(1, (6, 0)), plan(m1=0, m2=4))
        assert (found.day, found.amount, found.subjects) == (4, 2, ("slots", "m1", "m2"))
        assert "asked for 2 and has 0 on Mon 7 Jan 2030" in found.message
        assert "for 10 days from Sat 5 Jan 2030" in found.message

    def test_a_greater_load_on_a_greater_capacity_is_no_worse_day(self) -> None:
        # 1 of 0 on days 0 to 3, 2 of 1 on days 4 to 9: both are over by 1, and the first is named.
        (found,) = breaches_of(Rule.CAPACITY, slots(0, (4, 1), (10, 1)), plan(m1=0, m2=4))
        assert (found.day, found.amount) == (0, 1)
        assert "asked for 1 and has 0 on Tue 1 Jan 2030" in found.message

    def test_days_before_the_status_date_are_not_asked(self) -> None:
        # one build begun on day -10 ends on day 0, the other on day -5
        agreed = tuple(
            DecisionTaken(id=f"d{id}", kind=CommitmentKind.START_AGREED, subject=id, agreed_date=day(start))
            for id, start in (("m1", -10), ("m2", -5))
        )
        case = portfolio(resources=(Resource(id="slots", name="Slots", capacity=1),), decisions_taken=agreed)
        assert amounts(Rule.CAPACITY, case, plan(m1=-10, m2=-5)) == []

    def test_a_demand_nobody_provides_breaks_it(self) -> None:
        found = breaches_of(Rule.CAPACITY, portfolio(resources=()), plan())
        assert [breach.subjects for breach in found] == [("m1", "slots"), ("m2", "slots")]


class TestResourceOfADemand:
    """Which resource a name stands for."""

    case = portfolio(
        resources=(
            Resource(id="any", name="Any", capacity=1, kind="team"),
            Resource(id="own", name="Own", capacity=1, kind="team", clusters=("c", "d")),
            Resource(id="team x", name="X", capacity=1, kind="other", clusters=("d",)),
        )
    )

    @pytest.mark.parametrize(
        ("name", "cluster", "expected"),
        [
            ("own", "e", "own"),
            ("team", "c", "own"),
            ("team", "d", "own"),
            ("team", "e", "any"),
            ("other", "d", "team x"),
            ("other", "c", None),
        ],
    )
    def test_an_id_goes_first_then_the_cluster_then_what_all_share(
        self, name: str, cluster: str, expected: str | None
    ) -> None:
        found = resource_for(self.case, name, cluster)
        assert (found and found.id) == expected

    def test_two_clusters_compete_for_a_shared_kind(self) -> None:
        busy = PhaseProfile(
            id="p",
            name="P",
            phases=(Phase(name="cutover", days=4, demands=(Demand("team", 1),)),),
            cutover_phase="cutover",
            legacy_days=0,
        )
        case = portfolio(
            profiles=(busy,),
            resources=(Resource(id="any", name="Any", capacity=1, kind="team"),),
            migrations=(migration("m1"), migration("m2", cluster="other")),
        )
        assert amounts(Rule.CAPACITY, case, plan(m1=0, m2=3)) == [1]
        assert amounts(Rule.CAPACITY, case, plan(m1=0, m2=4)) == []


class TestGroup:
    case = portfolio(groups=(Group(id="g", migrations=("m1", "m2")),))

    def test_the_same_cutover_day_keeps_it(self) -> None:
        assert amounts(Rule.GROUP, self.case, plan(m1=4, m2=4)) == []

    def test_different_days_break_it_by_the_days_between(self) -> None:
        (found,) = breaches_of(Rule.GROUP, self.case, plan(m1=4, m2=7))
        assert (found.subjects, found.amount) == (("g", "m1", "m2"), 3)

    def test_a_day_apart_breaks_it(self) -> None:
        assert amounts(Rule.GROUP, self.case, plan(m1=4, m2=5)) == [1]

    def test_a_bridge_price_even_of_zero_allows_a_split(self) -> None:
        case = portfolio(groups=(Group(id="g", migrations=("m1", "m2"), bridge_pounds_per_day=0),))
        assert amounts(Rule.GROUP, case, plan(m1=4, m2=7)) == []

    def test_members_that_stay_are_left_out(self) -> None:
        stays = Organisation(id="body", name="Body", commitment=Commitment.DECLINED)
        case = portfolio(
            organisations=(Organisation(id="dep", name="Department"), stays),
            migrations=(migration("m1"), migration("m2", "body")),
            groups=(Group(id="g", migrations=("m1", "m2")),),
        )
        assert amounts(Rule.GROUP, case, entries(("m1", 3, "standard"))) == []


def promised(
    kind: CommitmentKind, number: int | None = None, mode: str | None = None, subject: str = "m1"
) -> Portfolio:
    agreed = None if number is None else day(number)
    taken = DecisionTaken(id="d", kind=kind, subject=subject, agreed_date=agreed, mode=mode)
    modes = (Mode(migration="m1", id="fast", profile="p"),)
    return portfolio(decisions_taken=(taken,), options=(option("o"), option("q", sequence=2)), modes=modes)


class TestCommitment:
    @pytest.mark.parametrize(("start", "moved"), [(27, [1]), (28, []), (30, [2])])
    def test_a_cutover_agreed_is_that_day(self, start: int, moved: list[int]) -> None:
        assert amounts(Rule.COMMITMENT, promised(CommitmentKind.CUTOVER_AGREED, 40), plan(m1=start)) == moved

    @pytest.mark.parametrize(("start", "moved"), [(27, [1]), (28, []), (30, [2])])
    def test_a_start_agreed_is_that_day(self, start: int, moved: list[int]) -> None:
        assert amounts(Rule.COMMITMENT, promised(CommitmentKind.START_AGREED, 28), plan(m1=start)) == moved

    def test_a_mode_agreed_is_that_mode(self) -> None:
        case = promised(CommitmentKind.START_AGREED, 0, "fast")
        assert amounts(Rule.COMMITMENT, case, entries(("m1", 0, "fast"), ("m2", 0, "standard"))) == []
        assert amounts(Rule.COMMITMENT, case, plan()) == [1]

    @pytest.mark.parametrize("kind", [CommitmentKind.OPTION_EXERCISED, CommitmentKind.NOTICE_SERVED])
    def test_an_option_decided_is_in_every_plan(self, kind: CommitmentKind) -> None:
        case = promised(kind, subject="o")
        assert amounts(Rule.COMMITMENT, case, plan("o")) == []
        assert amounts(Rule.COMMITMENT, case, plan()) == [1]

    def test_an_option_whose_state_is_exercised_is_in_every_plan(self) -> None:
        case = portfolio(options=(option("o", state=OptionState.EXERCISED),))
        assert amounts(Rule.COMMITMENT, case, plan("o")) == []
        assert amounts(Rule.COMMITMENT, case, plan()) == [1]

    def test_the_options_before_one_decided_are_decided_too(self) -> None:
        case = promised(CommitmentKind.OPTION_EXERCISED, subject="q")
        assert amounts(Rule.COMMITMENT, case, plan("o", "q")) == []
        assert amounts(Rule.COMMITMENT, case, plan()) == [1, 1]

    @pytest.mark.parametrize("state", [OptionState.REFUSED, OptionState.LAPSED])
    def test_an_option_decided_does_not_decide_a_refused_one_before_it(self, state: OptionState) -> None:
        options = (option("o", state=state), option("q", sequence=2, state=OptionState.EXERCISED))
        case = portfolio(options=options)
        assert amounts(Rule.COMMITMENT, case, plan()) == [1]  # q alone is left out
        assert amounts(Rule.OPTION_AVAILABLE, case, plan("o", "q")) == [1]  # o cannot be used
        assert amounts(Rule.OPTION_CHAIN, case, plan("q")) == [1]

    def test_commitments_of_organisations_that_stay_are_not_asked(self) -> None:
        stays = Organisation(id="body", name="Body", commitment=Commitment.DECLINED)
        taken = DecisionTaken(id="d", kind=CommitmentKind.START_AGREED, subject="m3", agreed_date=day(3))
        case = portfolio(
            organisations=(Organisation(id="dep", name="Department"), stays),
            migrations=(migration("m1"), migration("m2"), migration("m3", "body")),
            decisions_taken=(taken,),
        )
        assert amounts(Rule.COMMITMENT, case, plan()) == []
