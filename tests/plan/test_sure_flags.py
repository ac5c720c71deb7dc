"""What a risk that is kept with a plan does to flags, and what flags and acts say of it.

Contract k is in force to day 29; m1 started on day s leaves it on day s + 15. The buffer is 5 days, 10 % are tolerated.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from planner import read_portfolio
from planner.domain.contracts import ExtensionOption, OptionState
from planner.domain.organisations import Commitment, Organisation
from planner.domain.policy import Policy
from planner.domain.portfolio import Portfolio
from planner.futures.difference.facts import ChoiceKind, facts_of
from planner.plan.entries import Plan, PlannedMigration
from planner.plan.flagging.records import ContractFlag, Flag, LateChance
from planner.plan.plan_case import PlanCase
from planner.plan.register.records import Act, ActKind
from planner.plan.sure_words import sure_reason, told_reasons
from tests.sample import contract, option, plan, portfolio
from tests.sample.surenesses import sureness

REPORTS = Path(__file__).parents[1] / "cases" / "reports"


def small(*options: ExtensionOption, **changes: Any) -> Portfolio:
    kept = contract("k", exposure_pounds_per_day=100, buyer="dep")
    policy = Policy(buffer_days=5, alert_window_days=10, bridge_lead_days=20)
    return portfolio(policy=policy, contracts=(kept,), options=options, **changes)


def case(made: Plan, judged: Portfolio | None = None, *, chance: float = 0.25, error: float = 0.01) -> PlanCase:
    judged = judged or small()
    kept = sureness(judged, made)
    rows = (replace(row, uncovered_probability=chance, uncovered_probability_error=error) for row in kept.contracts)
    return PlanCase(judged, made, sureness=replace(kept, contracts=tuple(rows)))


def flag_of(found: PlanCase) -> ContractFlag:
    (flag,) = found.flags
    return flag


class TestTight:
    def test_a_contract_with_the_buffer_to_spare_is_tight_where_it_is_more_likely_to_be_late_than_tolerated(
        self,
    ) -> None:
        found = flag_of(case(plan(m1=0)))
        assert (found.flag, found.spare_days) == (Flag.TIGHT, 15)
        assert found.chance == LateChance(probability=0.25, error=0.01, tolerated=0.1)

    @pytest.mark.parametrize(
        ("chance", "error", "flag"),
        [
            (0.13, 0.02, Flag.TIGHT),  # the lower end of the interval is 11 %
            (0.13, 0.04, Flag.CLEAR),  # it is 9 %: the draws cannot tell
            (0.1, 0.0, Flag.CLEAR),  # as much as is tolerated is tolerated
            (0.0, 0.0, Flag.CLEAR),
        ],
    )
    def test_the_lower_end_of_the_interval_has_to_lie_above_what_is_tolerated(
        self, chance: float, error: float, flag: Flag
    ) -> None:
        assert flag_of(case(plan(m1=0), chance=chance, error=error)).flag is flag

    def test_less_than_the_buffer_is_tight_however_likely_it_is(self) -> None:
        assert flag_of(case(plan(m1=11), chance=0.0, error=0.0)).flag is Flag.TIGHT

    def test_a_graver_flag_stays(self) -> None:
        assert flag_of(case(plan(m1=16))).flag is Flag.EXPOSED
        assert flag_of(case(plan("o", m1=16), small(option("o")))).flag is Flag.EXTEND

    def test_an_option_that_is_exercised_is_cover_like_any_other(self) -> None:
        done = small(option("o", state=OptionState.EXERCISED))
        assert flag_of(case(plan("o", m1=20), done)).flag is Flag.TIGHT

    def test_a_contract_nobody_can_leave_is_not_asked(self) -> None:
        stays = small(organisations=(Organisation(id="dep", name="Department", commitment=Commitment.DECLINED),))
        found = flag_of(case(plan(), stays))
        assert (found.flag, found.chance) == (Flag.NO_ROUTE, None)

    def test_rules_alone_say_nothing_of_a_contract(self) -> None:
        made = plan(m1=0)
        rules = replace(sureness(small(), made), contracts=(), cost=None)
        assert flag_of(PlanCase(small(), made, sureness=rules)).chance is None

    def test_the_action_is_that_of_a_tight_contract(self) -> None:
        assert flag_of(case(plan(m1=0))).action.task.startswith("confirm the cutover of m1")


class TestReason:
    def test_it_says_how_likely_and_what_is_tolerated(self) -> None:
        reason = flag_of(case(plan(m1=0))).reason
        assert "at least the buffer of 5 days; the chance of days without cover is 25 %, above the 10 %" in reason

    def test_what_is_just_above_is_not_rounded_to_what_is_tolerated(self) -> None:
        reason = flag_of(case(plan(m1=0), chance=0.103, error=0.001)).reason
        assert "the chance of days without cover is 10.3 %, above the 10 % tolerated" in reason

    def test_what_is_tolerated_is_not_named(self) -> None:
        reason = flag_of(case(plan(m1=0), chance=0.04)).reason
        assert reason.endswith("the chance of days without cover is 4 %")

    def test_where_no_risk_was_run_it_says_so(self) -> None:
        for start in (0, 11):  # clear and tight
            reason = flag_of(PlanCase(small(), plan(m1=start))).reason
            assert reason.endswith("its chance of being late is not measured, risk has not been run")

    def test_a_contract_that_is_extended_says_it_where_it_is_known(self) -> None:
        extended = small(option("o"))
        assert "is 25 %" in flag_of(case(plan("o", m1=16), extended)).reason
        assert "chance" not in flag_of(PlanCase(extended, plan("o", m1=16))).reason


def test_a_plan_with_a_risk_differs_from_the_same_plan_without_one_in_no_flag() -> None:
    found = case(plan(m1=0))
    bare = PlanCase(found.portfolio, found.plan)
    assert flag_of(found).flag is not flag_of(bare).flag
    assert facts_of(found) == facts_of(bare)
    assert facts_of(found).choices[ChoiceKind.CONTRACT_FLAG, "k"] == "clear"


class TestRules:
    def only(self, found: PlanCase) -> Act:
        (act,) = found.acts
        return act

    def test_buying_an_option_has_its_rule(self) -> None:
        act = self.only(case(plan("o", m1=16), small(option("o"))))
        assert act.act is ActKind.BUY
        assert act.rule is not None
        assert (act.rule.option, act.rule.today) == ("o", "extend")

    def test_bearing_days_has_the_rule_of_the_option_that_would_cover_them(self) -> None:
        act = self.only(case(plan(m1=16), small(option("o"))))
        assert act.act is ActKind.ACCEPT_EXPOSURE
        assert act.rule is not None
        assert act.rule.option == "o"

    def test_an_act_about_no_option_has_none(self) -> None:
        act = self.only(case(plan(m1=16)))
        assert (act.act, act.rule) == (ActKind.START_BRIDGE, None)

    def test_without_rules_no_act_has_one(self) -> None:
        assert self.only(PlanCase(small(option("o")), plan("o", m1=16))).rule is None

    def test_a_stop_has_the_rule_of_the_period_that_it_prevents(self) -> None:
        # The contract renews on 29 August 2027 unless it is stopped; the plan does without the period.
        renewing = read_portfolio(REPORTS / "case05c")
        made = Plan(migrations=(PlannedMigration(migration="M", start_day=0),))
        kept = sureness(renewing, made)
        (first, *_) = renewing.chain_by_contract["C"]
        (rule,) = sureness(small(option("o")), plan()).options
        rules = (replace(rule, option=f"{first.option.id}0", contract="C"), replace(rule, option=first.option.id))
        acts = PlanCase(renewing, made, sureness=replace(kept, options=rules)).acts
        (act,) = (act for act in acts if act.act is ActKind.STOP)
        assert act.rule is not None
        assert (act.rule.option, act.rule.today) == (first.option.id, "let it run on")


class TestHowSure:
    def test_it_names_the_p80_the_chance_and_what_moves_it_most(self) -> None:
        # the sample: P80 on day 40, 10 February 2030
        said = sure_reason(case(plan(m1=0)), "k")
        assert said is not None
        assert said.text == (
            "How sure that is: with a chance of 80 % the last day of need is 10 February 2030 or earlier, and the "
            "chance of days without cover is 25 %, above the 10 % tolerated; ready and STRIKE move it most."
        )
        assert said.records == ("ready", "STRIKE")

    def test_nothing_is_said_where_nobody_asked(self) -> None:
        assert sure_reason(PlanCase(small(), plan(m1=0)), "k") is None

    def test_a_plan_that_was_not_explained_has_no_reasons_to_put_it_behind(self) -> None:
        assert told_reasons(case(plan(m1=0))) == {}


def test_the_sample_is_of_the_day_that_is_derived_above() -> None:
    assert sureness(small(), plan()).contracts[0].p80_date == date(2030, 2, 10)
