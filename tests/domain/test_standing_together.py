"""Records that no plan can keep together, found without a search: never wrong, held against the oracle of brute force."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from planner.domain.clusters import Cluster, Milestone
from planner.domain.decisions_taken import CommitmentKind, DecisionTaken
from planner.domain.graph.standing_together import circles_of_rules
from planner.domain.migrations import Group, Migration, Phase, PhaseProfile, Precedence, PrecedenceKind
from planner.domain.organisations import Organisation
from planner.domain.portfolio import Portfolio
from tests.answers import answers
from tests.oracle import brute_force
from tests.tiny_anchors import portfolio_with_anchors
from tests.tiny_portfolios import random_portfolio
from tests.working_portfolios import working_portfolio

STATUS = date(2027, 1, 1)
TEN_DAYS = PhaseProfile(
    id="ten", name="Ten days", phases=(Phase(name="cutover", days=10),), cutover_phase="cutover", legacy_days=0
)


def day(number: int) -> date:
    return STATUS + timedelta(days=number)


def portfolio(**changes: object) -> Portfolio:
    """Two migrations, first and then, of ten days each, which cut over when they end; the horizon is day 100."""
    return Portfolio(
        **{
            "name": "two",
            "status_date": STATUS,
            "horizon_date": day(100),
            "organisations": (Organisation(id="A", name="A"),),
            "clusters": (Cluster(id="C", name="C"),),
            "profiles": (TEN_DAYS,),
            "migrations": tuple(
                Migration(id=id, organisation="A", cluster="C", profile="ten") for id in ("first", "then")
            ),
            **changes,
        }  # type: ignore[arg-type]
    )


def excess(found: Portfolio) -> list[int]:
    """By how many days each circle cannot be kept."""
    return [sum(rule.days for rule in circle) for circle in circles_of_rules(found)]


WAITS = Precedence(predecessor="first", successor="then", lag_days=5)
TIE = Group(id="G", migrations=("first", "then"))


def agreed(subject: str, number: int, kind: CommitmentKind = CommitmentKind.CUTOVER_AGREED) -> DecisionTaken:
    return DecisionTaken(id=f"{kind}-{subject}", kind=kind, subject=subject, agreed_date=day(number))


def test_a_tie_and_a_lag_cannot_stand_together() -> None:
    # then starts 5 days after first has ended and cuts over 10 days later: 15 days after the cutover of first, not 0
    assert excess(portfolio(precedences=(WAITS,), groups=(TIE,))) == [15]


def test_a_tie_with_a_bridge_may_be_split() -> None:
    split = Group(id="G", migrations=("first", "then"), bridge_pounds_per_day=100)
    assert excess(portfolio(precedences=(WAITS,), groups=(split,))) == []


def test_a_lead_as_long_as_the_migration_lets_both_cut_over_together() -> None:
    lead = Precedence(predecessor="first", successor="then", lag_days=-10)
    assert excess(portfolio(precedences=(lead,), groups=(TIE,))) == []


def test_agreed_days_closer_than_the_lag_cannot_stand_together() -> None:
    # the lag asks for 15 days between the cutovers, agreed are 12
    both = (agreed("first", 20), agreed("then", 32))
    assert excess(portfolio(precedences=(WAITS,), decisions_taken=both)) == [3]


def test_a_start_and_a_cutover_agreed_that_do_not_fit_cannot_stand_together() -> None:
    # a start on day 20 cuts over on day 30, agreed is day 28
    both = (agreed("first", 20, CommitmentKind.START_AGREED), agreed("first", 28))
    assert excess(portfolio(decisions_taken=both)) == [2]


def test_a_milestone_on_the_way_passes_the_wait_on() -> None:
    # first ends, 5 days later the milestone, then starts: 15 days between the cutovers, but both are to be together
    on_the_way = Milestone(id="M", name="M", cluster="C", forecast_date=STATUS)
    arcs = (
        Precedence(predecessor="first", successor="M", lag_days=5),
        Precedence(predecessor="M", successor="then"),
    )
    assert excess(portfolio(milestones=(on_the_way,), precedences=arcs, groups=(TIE,))) == [15]


def test_an_achieved_milestone_waits_for_nothing() -> None:
    achieved = Milestone(id="M", name="M", cluster="C", achieved_date=STATUS)
    arcs = (Precedence(predecessor="first", successor="M", lag_days=5), Precedence(predecessor="M", successor="then"))
    assert excess(portfolio(milestones=(achieved,), precedences=arcs, groups=(TIE,))) == []


def test_a_migration_begun_before_the_status_date_is_not_asked_again() -> None:
    # agreed for day 5, so begun on day -5: its predecessor, which cuts over on day 10 at the earliest, is not asked
    assert excess(portfolio(precedences=(WAITS,), decisions_taken=(agreed("then", 5),))) == []


def test_two_circles_are_both_found() -> None:
    finish = Precedence(predecessor="then", successor="first", kind=PrecedenceKind.FINISH_FINISH, lag_days=1)
    late = agreed("first", 200)
    # day 200 lies 100 days past the horizon; beside it both cutovers are tied and one is to end a day after the other
    assert sorted(excess(portfolio(precedences=(finish,), groups=(TIE,), decisions_taken=(late,)))) == [1, 100]


@pytest.mark.parametrize(
    ("kind", "days"),
    [
        # both cut over together, and finish with the cutover; 10 days before it they start
        (PrecedenceKind.CUTOVER_CUTOVER, 1),
        (PrecedenceKind.CUTOVER_START, 11),
        (PrecedenceKind.FINISH_CUTOVER, 1),
        (PrecedenceKind.CUTOVER_FINISH, 1),
    ],
)
def test_a_tie_and_a_lag_of_a_day_between_any_anchors_cannot_stand_together(kind: PrecedenceKind, days: int) -> None:
    arc = Precedence(predecessor="first", successor="then", kind=kind, lag_days=1)
    assert excess(portfolio(precedences=(arc,), groups=(TIE,))) == [days]


def test_a_cutover_ten_days_after_the_start_of_its_twin_stands_beside_the_tie() -> None:
    arc = Precedence(predecessor="first", successor="then", kind=PrecedenceKind.START_CUTOVER, lag_days=10)
    assert excess(portfolio(precedences=(arc,), groups=(TIE,))) == []


def test_what_is_found_between_any_anchors_has_no_plan_says_the_oracle() -> None:
    found = [seed for seed in range(150) if excess(portfolio_with_anchors(seed))]
    assert [seed for seed in found if brute_force(portfolio_with_anchors(seed)) is not None] == []
    assert len(found) >= 2


def test_what_is_found_in_working_days_has_no_plan_says_the_oracle() -> None:
    found = [seed for seed in range(200) if excess(working_portfolio(seed))]
    assert [seed for seed in found if brute_force(working_portfolio(seed)) is not None] == []
    assert len(found) >= 2


def test_what_is_found_has_no_plan_says_the_oracle() -> None:
    found = [seed for seed in range(520) if excess(random_portfolio(seed))]
    assert [seed for seed in found if answers()[seed].pounds is not None] == []
    assert len(found) >= 10
