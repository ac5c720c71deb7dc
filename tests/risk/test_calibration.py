"""Was it right? What was promised against what came, by hand and on the very draws that were promised."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from functools import cache
from statistics import NormalDist
from typing import Any

import numpy as np
import pytest
from scipy.stats import kstest

from planner.domain.clusters import Milestone
from planner.domain.contracts import OptionState
from planner.domain.days.closed_days import DayCount
from planner.domain.portfolio import Portfolio
from planner.plan.plan_case import PlanCase
from planner.plan.sureness import NO_RANGE, MilestoneSureness, Sureness
from planner.present.tables.risk.calibration_words import calibration_lines
from planner.present.tables.risk.tripwire_sentences import tripwire_sentences
from planner.risk.calibration.calibration import calibration_of
from planner.risk.calibration.pooling import kolmogorov, pooled, spread_that_holds
from planner.risk.calibration.promised_chance import transform
from planner.risk.calibration.records import Calibration, MilestoneOutcome, PastRun, Standing, Taken
from planner.risk.execution.milestones import days_of
from planner.risk.intervals import clopper_pearson
from planner.risk.sureness.of_tripwires import sureness_of_tripwires
from planner.risk.tripwires.study import tripwires_of
from tests.risk.test_cases import case
from tests.risk.test_risk import whitehall, whitehall_risk
from tests.risk.test_sureness import of_whitehall
from tests.sample import portfolio

START = date(2030, 1, 1)
PHI = NormalDist().cdf
Z90 = 1.2815515655446004


def after(days: int) -> date:
    return START + timedelta(days=days)


def promise(
    milestone: str = "ready", p10: int = 90, p50: int = 100, p90: int = 120, **changes: Any
) -> MilestoneSureness:
    """P10, P50 and P90 so many days after the start of 2030."""
    made = MilestoneSureness(
        milestone=milestone,
        planning_date=after(p50),
        family="two-piece",
        p10_date=after(p10),
        p50_date=after(p50),
        p90_date=after(p90),
        held_still=False,
        range_days=(float(p10), float(p50), float(p90)),
    )
    return replace(made, **changes)


def run(name: str, status: date, *promises: MilestoneSureness, **changes: Any) -> PastRun:
    sure = Sureness(status_date=status, seed=1, draws=8192, family="two-piece", milestones=promises, **changes)
    return PastRun(name=name, sureness=sure)


def now(achieved: dict[str, int], status: int = 400, **changes: Any) -> Portfolio:
    """The sample so many days later, with milestones that came so many days after the start of 2030."""
    milestones = tuple(Milestone(id=id, name=id, achieved_date=after(day)) for id, day in achieved.items())
    return portfolio(status_date=after(status), horizon_date=after(status + 400), milestones=milestones, **changes)


def test_the_transform_is_that_of_the_range_with_half_of_the_day_itself() -> None:
    # P10, P50, P90 on days 90, 100, 120: 10 days below and 20 above. Days are rounded, so day 100 is 99.5 to 100.5.
    def chance(x: float) -> float:
        return PHI((x - 100) / (10 if x < 100 else 20) * Z90)

    for day in (60, 90, 99, 100, 101, 120, 150):
        expected = (chance(day - 0.5) + chance(day + 0.5)) / 2
        assert transform(now({}), promise(), START, after(day)) == pytest.approx(expected)


def test_half_of_what_lies_on_one_day_counts() -> None:
    # P10 = P50: half of the draws lie on day 100 itself; up to 100.5 there are a few more. None lie before it.
    found = transform(now({}), promise(p10=100), START, after(100))
    assert found == pytest.approx(PHI(0.5 / 20 * Z90) / 2)


def test_nothing_was_drawn_before_the_first_day() -> None:
    early = promise(p10=-20, p50=1, p90=30)
    assert transform(now({}), early, START, after(-5)) == 0.0
    assert transform(now({}), early, START, after(1)) == pytest.approx(PHI(0.5 / 29 * Z90) / 2)


def test_of_what_held_still_nothing_was_promised() -> None:
    assert transform(now({}), promise(range_days=(), held_still=True), START, after(100)) is None


def test_drawn_dates_are_read_as_they_were_kept() -> None:
    # 60 % on day 118, 40 % on day 330: u is 0.3 on the one, 0.6 between them, 0.8 on the other.
    drawn = promise(
        range_days=(),
        drawn_dates=tuple(map(after, (117, 118, 329, 330))),
        drawn_shares=(0.0, 0.6, 0.6, 1.0),
    )
    found = [transform(now({}), drawn, START, after(day)) for day in (50, 118, 200, 330, 400)]
    assert found == pytest.approx([0.0, 0.3, 0.6, 0.8, 1.0])


def test_dates_drawn_on_working_days_are_read_on_working_days() -> None:
    # Saturdays and Sundays are closed: Monday has what was drawn from Saturday on, and a Sunday counts as the Friday.
    working = replace(now({}), day_count=DayCount.WORKING)
    monday = next(day for day in range(95, 110) if after(day).weekday() == 0)
    share = {day: PHI((day + 0.5 - 100) / (10 if day + 0.5 < 100 else 20) * Z90) for day in range(90, 115)}
    assert transform(working, promise(), START, after(monday)) == pytest.approx((share[monday - 3] + share[monday]) / 2)


def test_what_was_drawn_is_spread_evenly_by_what_was_promised() -> None:
    # The draws against the promises made of them: the mean of a right transform is a half, and by every day the transform is
    # the share of the draws that came before it, with half of those that came on it. Shares are kept in steps of 5 %.
    risk, sure = whitehall_risk(), of_whitehall()
    seen = 0
    for place, item in enumerate(risk.uncertainty.dates):
        promised = sure.milestone_by_id.get(item.id)
        if promised is None or not (promised.range_days or promised.drawn_dates):
            continue
        drawn = days_of(risk.case.portfolio.axis, risk.sample.milestones[place].astype(np.int32))
        days, counts = np.unique(drawn, return_counts=True)
        dates = [risk.case.portfolio.date_of(int(day)) for day in days]
        found = np.array(
            [transform(risk.case.portfolio, promised, sure.status_date, day) for day in dates], dtype=float
        )
        shares = counts / len(drawn)
        assert found @ shares == pytest.approx(0.5, abs=0.005), item.id
        assert np.max(np.abs(found - (np.cumsum(shares) - shares / 2))) < 0.025, item.id
        seen += 1
    assert seen >= 8


def test_the_first_and_the_last_prediction_of_a_milestone_count() -> None:
    runs = [run(name, after(day), promise()) for name, day in (("a", 0), ("b", 30), ("c", 60))]
    found = calibration_of(now({"ready": 100}), reversed(runs))
    assert [(row.run, row.standing) for row in found.milestones] == [
        ("a", Standing.POOLED),
        ("b", Standing.REPEATED),
        ("c", Standing.POOLED),
    ]
    assert found.pooled is not None
    assert found.pooled.predictions == 2


def test_two_runs_of_one_day_are_one_prediction_and_the_newer_counts() -> None:
    runs = [run("old", START, promise()), run("new", START, promise())]
    found = calibration_of(now({"ready": 100}), runs)
    assert [(row.run, row.standing) for row in found.milestones] == [
        ("old", Standing.REPEATED),
        ("new", Standing.POOLED),
    ]


def test_what_was_known_on_the_day_of_the_run_is_no_prediction() -> None:
    runs = [run("before", START, promise()), run("after", after(100), promise())]
    found = calibration_of(now({"ready": 100}), runs)
    assert [row.standing for row in found.milestones] == [Standing.POOLED, Standing.KNOWN]


def test_a_run_of_a_later_day_than_the_portfolio_says_nothing() -> None:
    found = calibration_of(now({"ready": 100}, status=120), [run("later", after(121), promise())])
    assert (found.runs, found.milestones, found.pooled) == ((), (), None)


def test_what_held_still_is_shown_and_not_counted() -> None:
    still = promise(range_days=(), held_still=True, family=NO_RANGE)
    found = calibration_of(now({"ready": 130}), [run("a", START, still)])
    assert [(row.slip_days, row.transform, row.standing) for row in found.milestones] == [
        (30, None, Standing.HELD_STILL)
    ]
    assert found.pooled is None
    assert found.held_still == ("ready",)
    assert "1 milestone that came had no range, so nothing was promised: ready." in lines(found)


def test_a_stress_case_is_called_one() -> None:
    found = calibration_of(now({"ready": 130}), [run("a", START, promise(), outside_view=True)])
    assert "stress case: past public slips" in lines(found)
    assert "(ranges two-piece)" in lines(found)


def test_open_milestones_past_their_first_p90_are_named() -> None:
    open_one = Milestone(id="ready", name="ready", forecast_date=after(500))
    later = replace(now({}, status=121), milestones=(open_one,))
    runs = [run("a", START, promise()), run("b", after(60), promise(p90=300))]
    assert calibration_of(later, runs).overdue == ("ready",)
    assert calibration_of(replace(later, status_date=after(120)), runs).overdue == ()


def outcomes(*slips: int, p10: int = -10, p50: int = 0, p90: int = 10, spread: float = 1.0) -> list[MilestoneOutcome]:
    """Milestones planned for day 100, of which each came so many days later."""
    days = (100 + p10, 100 + p50, 100 + p90)
    promised = [promise(f"m{place}", *days, planning_date=after(100)) for place in range(len(slips))]
    made = run("a", START, *promised, spread=spread)
    return list(calibration_of(now({f"m{place}": 100 + slip for place, slip in enumerate(slips)}), [made]).milestones)


def test_the_share_inside_and_the_mean_slip_are_counted() -> None:
    # Five milestones, 10 days on each side: two of them inside; the mean slip is (5 + 10 + 15 + 30 - 20) / 5 = 8.
    found = pooled(outcomes(5, 10, 15, 30, -20))
    assert found is not None
    assert found.inside == clopper_pearson(2, 5)
    assert (found.late, found.early) == (clopper_pearson(2, 5), clopper_pearson(1, 5))
    assert found.second_half == clopper_pearson(4, 5)
    assert found.slip_days == 8
    assert found.kolmogorov is None


def test_the_spread_proposed_is_the_least_that_puts_80_per_cent_inside() -> None:
    # 5, 15, 12 and 30 days late, 20 early, against 10 days on each side: factors 0.5, 1.5, 1.2, 3 and 2. Four of five: 2.
    assert spread_that_holds(outcomes(5, 15, -20, 12, 30)) == pytest.approx(2.0)
    # The ranges of a run that was widened by 1.5 already were 15 days by then, so the stated ones were two thirds of that.
    assert spread_that_holds(outcomes(5, 15, -20, 12, 30, spread=1.5)) == pytest.approx(3.0)


def test_no_spread_is_proposed_where_none_holds() -> None:
    # The range lies wholly after the planning date: what comes before it is outside however wide the range is.
    assert spread_that_holds(outcomes(-5, -5, -5, 15, 15, p10=10, p50=15, p90=20)) is None


def test_a_range_that_begins_at_the_planning_date_can_be_widened_on_the_other_side_alone() -> None:
    assert spread_that_holds(outcomes(20, 15, 10, 5, -1, p10=0)) == pytest.approx(2.0)


def test_the_kolmogorov_statistic_is_the_greatest_distance_and_its_chance_the_exact_one() -> None:
    shares = [0.91, 0.95, 0.2, 0.99, 0.97, 0.6, 0.93, 0.96, 0.98, 0.5]
    known = kstest(shares, "uniform", method="exact")
    assert kolmogorov(shares).distance == pytest.approx(known.statistic)
    assert kolmogorov(shares).chance == pytest.approx(known.pvalue)


def lines(found: Calibration) -> str:
    return " ".join(calibration_lines(found, "GBP"))


def test_dates_that_come_late_again_and_again_are_said_with_the_spread_that_would_have_held() -> None:
    slips = {f"m{place}": 100 + slip for place, slip in enumerate((25, 30, 35, 40, 45, 50, 20, 30, 2, 40))}
    found = calibration_of(now(slips), [run("a", START, *(promise(id) for id in slips))])
    text = lines(found)
    # Nine of ten came later than P90, 20 days after P50 but for the one of exactly 20 days; the eighth-latest is 40 late.
    assert "dates are promised too early" in text
    assert "The ranges are too narrow." in text
    assert "A spread of 2 would have put 80 % inside" in text
    assert "Nothing is changed by itself." in text
    assert "Kolmogorov statistic" in text


def test_dates_that_always_come_in_the_later_half_are_promised_too_early() -> None:
    # Seven of seven after P50, none after P90: with right promises that happens once in 128 times.
    slips = {f"m{place}": 108 for place in range(7)}
    text = lines(calibration_of(now(slips), [run("a", START, *(promise(id) for id in slips))]))
    assert "100 % (59 % to 100 %) came in the later half of what was promised: dates are promised too early." in text


def made_up(generator: np.random.Generator, count: int, factor: float) -> Calibration:
    """So many milestones that came as promised, but with their distances from P50 so many times as long."""
    z = generator.standard_normal(count)
    days = np.floor(np.where(z < 0, 10, 20) * z / Z90 * factor + 0.5).astype(int)
    came = {f"m{place}": 100 + int(day) for place, day in enumerate(days)}
    return calibration_of(now(came), [run("a", START, *(promise(id) for id in came))])


def test_right_promises_are_seldom_called_wrong_and_narrow_ones_are_found() -> None:
    # 200 calibrations of 20 predictions each. Five one-sided tests of at most 2.5 % each give at most 12.5 %; a Clopper and
    # Pearson interval is wider than that, and half of the tests go together: fewer than one of ten.
    generator = np.random.default_rng(1)
    right = [lines(made_up(generator, 20, 1.0)) for _ in range(200)]
    assert sum("That can be luck" not in text for text in right) < 20
    # Ranges half as wide as they should be: 80 % of a normal become 48 %, which 20 predictions tell in two of three cases.
    narrow = [lines(made_up(generator, 20, 2.0)) for _ in range(50)]
    assert sum("The ranges are too narrow." in text for text in narrow) > 25


def test_what_can_be_luck_is_not_called_wrong() -> None:
    found = calibration_of(now({"m1": 125, "m2": 95}), [run("a", START, promise("m1"), promise("m2"))])
    assert "That can be luck" in lines(found)
    assert "Fewer than 10 predictions" in lines(found)


def test_nothing_that_came_is_said() -> None:
    assert "No milestone has come" in lines(calibration_of(now({}), []))


@cache
def rules_of_the_case() -> PastRun:
    """open_01 with its rule, as of 1 January 2027."""
    _, of_case, plan = case("open_01_wait_for_the_event")
    asked, found = PlanCase(of_case, plan), tripwires_of(of_case, plan, draws=8192)
    sentences = tripwire_sentences(of_case, found)
    sure = sureness_of_tripwires(asked, found, sentences)
    return PastRun(name="rules", sureness=sure, case=asked)


def later_case(achieved: date | None, state: OptionState) -> Portfolio:
    _, of_case, _ = case("open_01_wait_for_the_event")
    (milestone,), (option,) = of_case.milestones, of_case.options
    return replace(
        of_case,
        status_date=date(2028, 2, 1),
        milestones=(replace(milestone, achieved_date=achieved),),
        options=(replace(option, state=state),),
    )


def test_a_decision_is_compared_with_hindsight() -> None:
    # The event came: ready on 27 November 2027, needed 95 days more, until 29 February 2028. Cover ends on 31 December.
    # Without the option 60 days at 1,000 pounds are uncovered; with it the six months cost 20,000. On 1 January 2027 the
    # rule says no: a chance of 40 % is not in the P50 dates.
    (found,) = calibration_of(later_case(date(2027, 11, 27), OptionState.EXERCISED), [rules_of_the_case()]).decisions
    assert found.acting_date == date(2027, 9, 30)
    assert found.needed_until_date == date(2028, 2, 29)
    assert found.worth_pounds == 60_000 - 20_000
    assert (found.taken, found.hindsight_extends, found.wrong_pounds) == (Taken.EXTENDED, True, 0)
    assert (found.rule_extends, found.rule_right, found.settled) == (False, False, True)


def test_an_extension_nobody_needed_cost_its_price() -> None:
    # The event did not come: ready on 29 April, off on 1 August, long before the end of cover.
    (found,) = calibration_of(later_case(date(2027, 4, 29), OptionState.EXERCISED), [rules_of_the_case()]).decisions
    assert (found.worth_pounds, found.wrong_pounds, found.rule_right) == (-20_000, 20_000, True)
    (other,) = calibration_of(later_case(date(2027, 4, 29), OptionState.LAPSED), [rules_of_the_case()]).decisions
    assert (other.taken, other.wrong_pounds) == (Taken.NOT_EXTENDED, 0)


def test_a_refusal_is_nobodys_wrong_decision() -> None:
    (found,) = calibration_of(later_case(date(2027, 11, 27), OptionState.REFUSED), [rules_of_the_case()]).decisions
    assert (found.taken, found.wrong_pounds) == (Taken.REFUSED, None)


def test_options_one_behind_the_other_count_once() -> None:
    found = calibration_of(later_case(date(2027, 11, 27), OptionState.LAPSED), [rules_of_the_case()])
    assert (found.decisions[0].wrong_pounds, found.wrong_pounds) == (40_000, 40_000)
    cheaper = replace(found.decisions[0], option="C-ASH-2", worth_pounds=15_000)
    elsewhere = replace(found.decisions[0], contract="C-ELM", worth_pounds=5_000)
    assert replace(found, decisions=(*found.decisions, cheaper, elsewhere)).wrong_pounds == 45_000


def test_while_a_date_is_open_hindsight_is_not_settled() -> None:
    (found,) = calibration_of(later_case(None, OptionState.EXERCISED), [rules_of_the_case()]).decisions
    assert not found.settled


def test_a_decision_whose_day_is_still_to_come_is_none() -> None:
    early = replace(later_case(None, OptionState.AVAILABLE), status_date=date(2027, 9, 30))
    assert calibration_of(early, [rules_of_the_case()]).decisions == ()


def test_a_plan_file_alone_has_no_prices_of_its_day() -> None:
    without = replace(rules_of_the_case(), case=None)
    (found,) = calibration_of(later_case(date(2027, 11, 27), OptionState.EXERCISED), [without]).decisions
    assert (found.worth_pounds, found.hindsight_extends, found.rule_right) == (None, None, None)
    assert found.taken is Taken.EXTENDED


def test_hindsight_of_every_rule_of_whitehall_follows_from_its_plan() -> None:
    # All milestones as planned: the plan of the run is carried out to the day, so the days of need are those of the plan.
    asked = whitehall()
    planned = {item.id: item.planning_date for item in asked.portfolio.milestones}
    later = replace(
        asked.portfolio,
        status_date=max(planned.values()),
        milestones=tuple(replace(item, achieved_date=planned[item.id]) for item in asked.portfolio.milestones),
    )
    options = tuple(
        replace(rules_of_the_case().sureness.options[0], option=option.id, contract=option.contract)
        for option in asked.portfolio.options
    )
    made = PastRun(name="a", sureness=replace(of_whitehall(), options=options), case=asked)
    found = [row for row in calibration_of(later, [made]).decisions if row.needed_until_date is not None]
    assert found
    for row in found:
        assert row.needed_until_date == asked.facts[row.contract].needed_until_date
