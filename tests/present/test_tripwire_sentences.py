"""The sentences of rules: each with its day, what to look at, its price, and what waiting saves."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from planner.domain.rules import Rule as PlanRule
from planner.present.tables.risk.figure_words import about
from planner.present.tables.risk.tied_words import waiting_caveat
from planner.present.tables.risk.tripwire_sentences import summary_sentences, tripwire_sentences
from planner.present.tables.risk.tripwire_table import tripwire_table
from planner.present.tables.table import plain_rows
from planner.risk.intervals import Estimate
from planner.risk.tripwires.records import Mate, Reading, Tied, TiedLimit, Tripwire, Tripwires
from planner.risk.tripwires.rules import ALWAYS, NEVER, Kind, Rule
from tests.risk.test_cases import case

PORTFOLIO = case("open_01_wait_for_the_event")[1]
SURE = Estimate(1.0, 1.0, 1.0)


def sure(value: float) -> Estimate:
    return Estimate(value, value, value)


def row() -> Tripwire:
    """Day 272 is 30 September 2027; days 213 to 424 are 2 August 2027 to 29 February 2028, the middle is day 318."""
    return Tripwire(
        option="C-ASH-1",
        contract="C-ASH",
        who_decides="Ash Department",
        acting_day=272,
        last_day=272,
        rule=Rule(Kind.DATE, 1, 318, 213, 424),
        asked=SURE,
        wanted=sure(0.44),
        exercised=sure(0.352),
        agreement=0.8,
        price_pounds=52_500_000,
        mean_price_pounds=26_900_000.0,
        price_ceiling_today_pounds=24_000.0,
        price_ceiling_on_the_day_pounds=60_000.0,
        right_worth=sure(16_000.0),
        waiting=Estimate(9_440_000.0, 9_250_000.0, 9_630_000.0),
        uncovered=sure(0.12),
        today=Reading.EXTEND,
        by_itself=False,
    )


def found(*rows: Tripwire) -> Tripwires:
    return Tripwires(
        seed=1,
        draws=20_480,
        fit_draws=4_096,
        family="two-piece",
        options=rows,
        commit_now=Estimate(215_240_000.0, 214_000_000.0, 216_480_000.0),
        tripwires=sure(190_800_000.0),
        clairvoyant=sure(183_700_000.0),
        waiting=sure(24_400_000.0),
        information=sure(7_000_000.0),
    )


def said(item: Tripwire) -> str:
    return tripwire_sentences(PORTFOLIO, found(item))[0]


def test_a_date_says_day_observable_threshold_price_and_what_waiting_saves() -> None:
    assert said(row()) == (
        "Ash Department decides on Ash payroll (C-ASH) by 30 September 2027. Ask for the extension (£52.5m, £26.9m on "
        "average as it can be ended early) unless, with every open date at its P80, the plan has it off by 15 November "
        "2027 (any date from 2 August 2027 to 29 February 2028 does as well). Chance that it will be needed: 44 %. "
        "Waiting saves £9.44m ± £190k against deciding today. If 30 September 2027 were today the answer would be: "
        "extend. The supplier agrees with 80 %. The chance that uncovered days remain is 12 %. "
        "[C-ASH-1, NORTH-READY and DESIGN-OPEN]"
    )


def test_a_supplier_who_can_refuse_comes_with_the_day_to_begin_a_bridge() -> None:
    # Day 299 is 27 October 2027; day -1 is the day before the status date, 31 December 2026.
    assert "agrees with 80 %. If it refuses, a bridge has to be begun by 27 October 2027." in said(
        replace(row(), bridge_if_refused_day=299)
    )
    assert "begun by 31 December 2026 (that day is past), before it is asked." in said(
        replace(row(), bridge_if_refused_day=-1)
    )


def test_always_says_that_there_is_nothing_to_wait_for() -> None:
    text = said(replace(row(), rule=ALWAYS, agreement=1.0, mean_price_pounds=None, uncovered=sure(0.0)))
    assert text == (
        "Extend Ash payroll (C-ASH) (£52.5m) by 30 September 2027. Nothing that can be known by then would change this; "
        "there is nothing to gain by waiting, nor to lose. In no draw a day is left uncovered. "
        "[C-ASH-1, NORTH-READY and DESIGN-OPEN]"
    )


def test_a_bridge_that_a_refusal_leaves_no_time_for_is_named_with_its_day() -> None:
    """Day 299 is 27 October 2027, day 330 is 27 November 2027."""
    text = said(replace(row(), rule=ALWAYS, acting_day=330, bridge_if_refused_day=299, mean_price_pounds=None))
    assert text.startswith("Ask for the extension of Ash payroll (C-ASH) (£52.5m) by 27 November 2027.")
    assert "Against a refusal a bridge would have to be begun by 27 October 2027, before it is asked." in text


def test_a_day_that_rests_on_a_notice_nobody_stated_says_so() -> None:
    item = replace(row(), assumed=("a notice of 180 days is assumed",))
    assert " by 30 September 2027 (assumed). Ask for" in said(item)
    assert "If 30 September 2027 were today" in said(item)
    (cells,) = plain_rows(tripwire_table(PORTFOLIO, found(item)))
    assert "a notice of 180 days" in str(cells["assumed"])


def test_never_says_what_the_option_is_worth() -> None:
    text = said(replace(row(), rule=NEVER, exercised=sure(0.0), mean_price_pounds=None))
    assert text.startswith(
        "Do not extend Ash payroll (C-ASH): nothing that can be known by the last day makes this option"
    )
    assert "worth its price (£52.5m); today it is worth £24k at most." in text
    assert "supplier" not in text


def test_an_option_that_no_draw_needs_is_worth_nothing() -> None:
    item = replace(row(), rule=NEVER, exercised=sure(0.0), price_ceiling_today_pounds=0.0)
    assert "today it is worth nothing." in said(item)


def test_an_option_that_comes_with_a_later_one_is_not_called_worthless() -> None:
    first = replace(row(), rule=NEVER, exercised=sure(0.5), mean_price_pounds=None)
    later = replace(row(), option="C-ASH-2", acting_day=100)
    text = tripwire_sentences(PORTFOLIO, found(later, first))[1]
    assert text.startswith("Do not extend Ash payroll (C-ASH) by this option alone (£52.5m): it comes with C-ASH-2.")


def test_waiting_that_the_draws_cannot_show_is_not_called_a_saving() -> None:
    item = replace(row(), waiting=Estimate(5.0, -3.0, 13.0))
    assert "Waiting saves nothing that these draws can show" in said(item)
    (cells,) = plain_rows(tripwire_table(PORTFOLIO, found(item)))
    assert cells["waiting_worth_pounds"] is None


def test_a_contract_that_goes_on_by_itself_is_stopped_or_not() -> None:
    item = replace(row(), by_itself=True, agreement=1.0, today=Reading.DO_NOT)
    assert "Let it run on (£52.5m" in said(item)
    assert "the answer would be: stop it." in said(item)


def tied_by_a_limit(**changes: Any) -> Tied:
    limit = TiedLimit(PlanRule.NEGOTIATIONS, 1, None, ("C-ASH-1", "C-ELM-1"), sure(0.16), 0.16)
    stated: dict[str, Any] = {
        "contracts": ("C-ASH", "C-ELM"),
        "served": ("C-ELM-1", "C-ASH-1"),
        "bundles": (),
        "limits": (limit,),
        "is_joint": True,
        "refitted": True,
        "commit_now": sure(44_000.0),
        "tripwires": sure(22_400.0),
        "clairvoyant": sure(22_400.0),
        "limit_worth": Estimate(6_400.0, 6_360.0, 6_440.0),
    }
    return Tied(**{**stated, **changes})


def test_an_option_under_a_limit_says_who_is_served_before_it_and_how_often_it_goes_short() -> None:
    item = replace(row(), unserved=sure(0.16))
    (text,) = tripwire_sentences(PORTFOLIO, replace(found(item), couplings=(tied_by_a_limit(),)))
    assert "The limit of 1 negotiation at once ties it to C-ELM-1, served before it." in text
    assert "The chance that it is asked for and not had is 16 %." in text


def test_the_summary_says_what_a_limit_costs() -> None:
    text = " ".join(summary_sentences(PORTFOLIO, replace(found(row()), couplings=(tied_by_a_limit(),))))
    assert "ties C-ASH-1 and C-ELM-1: in 16 % of draws somebody asks and does not get." in text
    assert "This limit costs £6,400 ± £40. The rules were fitted again under it." in text


def test_rules_that_leave_each_other_room_are_not_called_those_of_each_contract() -> None:
    budget = TiedLimit(PlanRule.BUDGET, 40_000, 2028, ("C-ASH-1", "C-ELM-1"), sure(0.0), 0.53)
    tied = tied_by_a_limit(limits=(budget,))
    item = replace(row(), rule=NEVER, exercised=sure(0.0), mean_price_pounds=None, unserved=sure(0.0), yields=True)
    result = replace(found(item, replace(row(), option="C-ELM-1")), couplings=(tied,))
    assert "rules of their own would in 53 % of draws" in " ".join(summary_sentences(PORTFOLIO, result))
    text = tripwire_sentences(PORTFOLIO, result)[0]
    assert "there is not enough for all under the budget of 2028-29 (£40k left), and more is gained by C-ELM-1." in text


def test_a_limit_that_no_draw_uses_up_is_said_to_change_nothing() -> None:
    budget = TiedLimit(PlanRule.BUDGET, 40_000, 2028, ("C-ASH-1", "C-ELM-1"), sure(0.0), 0.0)
    tied = tied_by_a_limit(limits=(budget,), is_joint=False, limit_worth=None)
    text = " ".join(summary_sentences(PORTFOLIO, replace(found(row()), couplings=(tied,))))
    assert "The budget of 2028-29 (£40k left) ties C-ASH-1 and C-ELM-1: no draw uses it up" in text


def test_a_bundle_names_the_date_of_each_of_its_contracts() -> None:
    # Day 349 is 16 December 2027.
    item = replace(row(), bundle=("C-ELM-1",), mates=(Mate("C-ELM", 349),))
    assert "does as well) and C-ELM by 16 December 2027." in said(item)
    assert "It is taken together with C-ELM-1 or not at all:" in said(item)


def test_figures_stop_at_the_second_figure_of_their_interval() -> None:
    assert about(Estimate(9_436_339.0, 9_341_110.0, 9_531_568.0), "GBP") == "£9.436m ± £95k"
    assert about(Estimate(24_430_000.0, 24_280_000.0, 24_580_000.0), "GBP") == "£24.43m ± £150k"
    assert about(Estimate(22_373.0, 22_346.0, 22_400.0), "GBP") == "£22,373 ± £27"
    assert about(Estimate(-316_927.0, -318_415.0, -315_439.0), "GBP") == "−£316,900 ± £1,500"
    assert about(sure(8_007.8), "GBP") == "£8,008"


def test_the_summary_names_the_answers_and_what_is_held_still() -> None:
    text = " ".join(summary_sentences(PORTFOLIO, found(row())))
    assert "Everything decided today: £215.2m ± £1.20m expected" in text
    assert "Waiting is worth £24.4m; better forecasts could still save £7.00m at most." in text
    assert "Held still, because no range is stated: 1 open milestone and 1 phase." in text


def test_the_table_has_dates_only_where_the_rule_has_one() -> None:
    dated, fixed = plain_rows(tripwire_table(PORTFOLIO, found(row(), replace(row(), rule=ALWAYS))))
    assert (dated["level"], dated["threshold_date"], dated["acting_date"]) == ("P80", "2027-11-15", "2027-09-30")
    assert (fixed["rule"], fixed["level"], fixed["threshold_date"]) == ("always", None, None)


def test_the_curve_of_waiting_says_that_limits_are_left_out_where_there_are_any() -> None:
    limited = case("open_06_one_negotiation_at_a_time")[1]
    assert waiting_caveat(PORTFOLIO, "C-ASH-1") is None
    assert "limits are left out" in str(waiting_caveat(limited, "C-ASH-1"))
