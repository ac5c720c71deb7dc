"""A solve that starts from a plan: never worse than it, whatever ends the search, and helped by one that breaks rules."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from planner.domain.clusters import Milestone
from planner.domain.policy import Priority
from planner.domain.portfolio import Portfolio
from planner.futures.known_plans import rank
from planner.futures.transfer import transfer
from planner.plan.entries import Plan, PlannedMigration
from planner.plan.judge import judge
from planner.plan.plan_case import PlanCase
from planner.present.report.no_plan import no_plan_text
from planner.present.report.proof import status_sentence
from planner.reading import read_portfolio
from planner.solver import Progress, SearchTuning, SolveSettings, Status, solve, solve_exactly
from planner.solver.model.candidate import to_plan
from planner.solver.model.compilation import compile_instance
from planner.solver.model.parts import components
from planner.solver.search.local_search import LocalSearch
from planner.solver.search.placement import Placement
from planner.solver.search.repaired_start import repaired
from planner.solver.search.repairing import shift
from planner.solver.start import start_of
from planner.solver.tuning import DEFAULT_TUNING
from tests.depth import by_day, least_by_day
from tests.drawn_starts import IN_TURN, SHORT, dearer_plan, drawn, list_plan
from tests.sample import day, migration, option, plan, portfolio
from tests.tiny_portfolios import random_portfolio

WHITEHALL = Path(__file__).parent.parent.parent / "data" / "whitehall"


def slipped(case: Portfolio) -> Portfolio:
    """Every milestone a year later."""

    def later(milestone: Milestone) -> Milestone:
        day = milestone.planning_date
        return replace(
            milestone, forecast_date=day.replace(year=day.year + 1), early_date=None, likely_date=None, late_date=None
        )

    return replace(case, milestones=tuple(map(later, case.milestones)))


def at_once() -> bool:
    return True


class TestLawfulStart:
    @pytest.mark.parametrize("seed", range(6))
    def test_the_answer_is_never_above_the_start(self, seed: int) -> None:
        case = drawn(seed)
        start = list_plan(case)
        outcome = solve(case, SHORT, start=start)
        assert outcome.plan is not None
        assert outcome.start_pounds == PlanCase(case, start).pounds
        assert outcome.saved_pounds == outcome.start_pounds - PlanCase(case, outcome.plan).pounds >= 0
        assert judge(PlanCase(case, outcome.plan)) == ()

    def test_nor_on_whitehall_however_short_the_search(self) -> None:
        case = read_portfolio(WHITEHALL)
        start = solve(case, replace(SHORT, time_limit_seconds=1.5)).plan
        again = solve(case, replace(SHORT, time_limit_seconds=0.05), start=start)
        assert start is not None
        assert again.objective_pounds is not None
        assert again.objective_pounds <= PlanCase(case, start).pounds

    @pytest.mark.parametrize("chunk", range(3))
    def test_no_tiny_portfolio_ends_above_its_start_and_the_best_plan_stays(self, chunk: int) -> None:
        """By the exact model and by the way of large portfolios, whenever the search is stopped."""
        worse = 0
        for seed in by_day(range(chunk, 200, 3), 13):
            case = random_portfolio(seed)
            best = solve(case, IN_TURN)
            if best.plan is None:
                continue
            start = PlanCase(case, dearer_plan(case, best.plan, seed))
            worse += start.plan != best.plan
            for tuning in (None, SearchTuning(exact_alone_migrations=0)):
                stopped = solve(case, IN_TURN, tuning=tuning, start=start.plan, stop=at_once)
                assert stopped.plan is not None
                assert rank(PlanCase(case, stopped.plan)) <= rank(start), seed
                again = solve(case, IN_TURN, tuning=tuning, start=best.plan)
                assert again.plan is not None
                assert rank(PlanCase(case, again.plan)) <= rank(PlanCase(case, best.plan)), seed
        assert worse >= least_by_day(13, 13)

    def test_it_is_the_first_plan_that_is_heard_of(self) -> None:
        case, heard = drawn(0), list[Progress]()
        start = list_plan(case)
        solve(case, SHORT, heard.append, start=start)
        assert (heard[0].stage, heard[0].objective_pounds) == ("start", PlanCase(case, start).pounds)

    def test_its_options_are_chosen_again_at_once(self) -> None:
        # Need ends on day 15 (10 days of build, 2 to cutover, 3 parallel) and k ends on day 30: option o1 buys nothing.
        case = portfolio(options=(option("o1"),))
        outcome = solve(case, SHORT, start=plan("o1"), stop=at_once)
        assert outcome.plan is not None
        assert outcome.plan.options == ()

    def test_the_same_start_and_seed_give_the_same_plan(self) -> None:
        case = drawn(2)
        start = list_plan(case)
        plans = {solve(case, IN_TURN, start=start).plan for _ in range(2)}
        assert len(plans) == 1

    def test_where_cover_comes_first_exposure_never_rises(self) -> None:
        case = drawn(0)
        case = replace(case, policy=replace(case.policy, priority=Priority.COVER))
        start = list_plan(case)
        outcome = solve(case, SHORT, start=start)
        assert outcome.plan is not None
        ranks = [
            (sum(found.exposure_pounds(id) for id in found.schedule.contracts), found.pounds)
            for found in (PlanCase(case, outcome.plan), PlanCase(case, start))
        ]
        assert ranks[0] <= ranks[1]

    def test_the_single_model_keeps_it_too(self) -> None:
        case = drawn(0)
        start = list_plan(case)
        outcome = solve_exactly(case, SHORT, start=start, stop=at_once)
        assert outcome.objective_pounds is not None
        assert outcome.objective_pounds <= PlanCase(case, start).pounds


class TestStop:
    def test_a_stop_at_once_gives_back_the_start_and_says_what_ended_the_search(self) -> None:
        case = drawn(0)
        start = list_plan(case)
        outcome = solve(case, start=start, stop=at_once)
        assert outcome.plan is not None
        assert (outcome.status, outcome.stopped, outcome.interrupted) == (Status.FEASIBLE, True, False)
        assert outcome.seconds < 10
        assert status_sentence(outcome).endswith("; stopped by the program that asked for the plan")

    def test_without_a_plan_nothing_is_claimed(self) -> None:
        outcome = solve(drawn(0), stop=at_once)
        assert (outcome.status, outcome.plan, outcome.stopped) == (Status.UNKNOWN, None, True)
        assert "nothing proves that there is none" in no_plan_text(outcome)

    def test_it_ends_a_search_with_the_best_plan_until_then(self) -> None:
        heard: list[Progress] = []
        outcome = solve(
            drawn(0),
            SolveSettings(time_limit_seconds=60),
            heard.append,
            stop=lambda: any(p.objective_pounds for p in heard),
        )
        assert outcome.plan is not None
        assert outcome.stopped
        assert outcome.seconds < 30

    def test_a_search_that_ends_by_itself_was_not_stopped(self) -> None:
        outcome = solve(portfolio(), SHORT, stop=lambda: False)
        assert (outcome.status, outcome.stopped) == (Status.OPTIMAL, False)

    def test_what_it_raises_reaches_the_caller(self) -> None:
        def broken() -> bool:
            raise LookupError("the page has gone")

        with pytest.raises(LookupError, match="the page has gone"):
            solve(drawn(0), SHORT, stop=broken)


class TestBrokenStart:
    def test_entries_that_fit_are_kept_and_the_rest_is_placed_around_them(self) -> None:
        """Three builds of ten days compete for two slots; m3 is wished on a day before its release, so it alone moves."""
        case = portfolio(
            migrations=(migration("m1", releases=("k",)), migration("m2"), migration("m3", release_date=day(3)))
        )
        wished = plan(m1=0, m2=4, m3=0)
        assert judge(PlanCase(case, wished)) != ()
        instance = compile_instance(case)
        found = repaired(instance, start_of(case, instance, wished, DEFAULT_TUNING.options).wishes, DEFAULT_TUNING)
        assert found is not None
        assert found.starts[:2] == (0, 4)
        assert found.starts[2] == 10  # the first day on which one of the two slots is free for ten days

    def test_a_plan_whose_dates_slip_together_is_shifted_like_one_that_is_carried_out(self) -> None:
        """The shifted plan has the starts that `transfer`, which shares no code with it, gives the same plan."""
        case = drawn(4)
        start = list_plan(case)
        late = slipped(case)
        carried_out = transfer(late, start)
        assert carried_out is not None
        instance = compile_instance(late)
        (part,) = components(replace(instance, limits=()))
        search = LocalSearch(part, 0, DEFAULT_TUNING)
        wishes = start_of(late, instance, start, DEFAULT_TUNING.options).wishes
        placement = Placement(search.blocks, search.dual.flat, DEFAULT_TUNING.local.moves)
        assert shift(placement, [wishes[i] for i in part.migrations])
        found = to_plan(instance, part.widen(placement.best(), placement.best()))
        assert found.migrations == carried_out.migrations

    def test_followers_that_leave_no_day_are_moved_too(self) -> None:
        case = drawn(4)
        start = list_plan(case)
        late = slipped(case)
        outcome = solve(late, replace(SHORT, time_limit_seconds=0.05), start=start)
        assert outcome.start_pounds is None
        assert outcome.saved_pounds is None
        assert outcome.plan is not None

    def test_one_option_the_portfolio_no_longer_has_is_passed_over(self) -> None:
        outcome = solve(portfolio(), SHORT, start=plan("gone"), stop=at_once)
        assert outcome.plan == plan()

    @pytest.mark.parametrize("days", [-(10**30), -1, 10**7, 10**30])
    def test_days_out_of_the_world_do_no_harm(self, days: int) -> None:
        case = drawn(0)
        entries = tuple(replace(entry, start_day=days) for entry in list_plan(case).migrations)
        outcome = solve(case, SHORT, start=Plan(migrations=entries))
        assert outcome.plan is not None

    @pytest.mark.parametrize(
        "start",
        [
            Plan(migrations=()),
            Plan(migrations=(PlannedMigration(migration="m1", start_day=0, mode="no such mode"),)),
            Plan(migrations=(PlannedMigration(migration="elsewhere", start_day=5),), options=("x", "y")),
            Plan(migrations=tuple(PlannedMigration(migration="m1", start_day=d) for d in (0, 5))),
        ],
        ids=["empty", "unknown mode", "another portfolio", "twice"],
    )
    @pytest.mark.parametrize("case", [portfolio(), drawn(0)], ids=["small", "large"])
    def test_a_start_of_another_portfolio_is_no_fault(self, case: Portfolio, start: Plan) -> None:
        outcome = solve(case, SHORT, start=start)
        assert outcome.plan is not None
        assert judge(PlanCase(case, outcome.plan)) == ()

    def test_it_helps_where_cover_comes_first(self) -> None:
        case = drawn(0)
        case = replace(case, policy=replace(case.policy, priority=Priority.COVER))
        wished = list_plan(case)
        first = replace(wished.migrations[0], start_day=wished.migrations[0].start_day + 10**4)
        heard: list[Progress] = []
        solve(case, SHORT, heard.append, start=replace(wished, migrations=(first, *wished.migrations[1:])))
        assert heard[0].stage == "start"
