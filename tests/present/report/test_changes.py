"""What changed since another plan: causes with pounds, flags, cutovers, and whether it is more than what is unproved."""

from __future__ import annotations

from dataclasses import replace

from planner.domain.clusters import Milestone
from planner.domain.migrations import Precedence
from planner.domain.organisations import Organisation
from planner.domain.rules import Term
from planner.plan.entries import Plan, PlannedMigration
from planner.plan.outcome import Outcome, Status
from planner.plan.plan_case import PlanCase
from planner.present.report.board.runs import plain_text
from planner.present.report.board.view import whole_view
from planner.present.report.changes.former import Former, Since, since
from planner.present.report.changes.words import Changes, changes_of
from planner.present.report.page.files import ReportOptions, page_text
from tests.sample import contract, day, migration, option, plan, portfolio

READY = Milestone(id="ready", name="Platform ready", cluster="c", forecast_date=day(0))
BASE = portfolio(
    milestones=(READY,), precedences=(Precedence(predecessor="ready", successor="m1"),), options=(option("o"),)
)
LATER = replace(BASE, milestones=(replace(READY, forecast_date=day(22)),))


def compared(old: PlanCase, new: PlanCase) -> Since:
    return since(whole_view(new), Former(name="the old plan", case=old))


def lines(found: Changes) -> list[str]:
    return [plain_text(line) for line in found.lines]


def proved(case: PlanCase, bound_pounds: int) -> PlanCase:
    outcome = Outcome(
        status=Status.FEASIBLE, plan=case.plan, objective_pounds=case.pounds, bound_pounds=bound_pounds, gap=0.1,
        seconds=0.0,
    )  # fmt: skip
    return replace(case, outcome=outcome)


def test_a_milestone_that_slips_is_a_cause_with_its_pounds() -> None:
    # m1 waits for the milestone: from day 0 to day 22, so k is needed until day 37 and not day 15; o costs 60
    found = compared(PlanCase(BASE, plan(m1=0)), proved(PlanCase(LATER, plan("o", m1=22)), 50))
    told = lines(changes_of(found))
    assert told[0] == "Platform ready 22 days later (1 Jan 2030 to 23 Jan 2030): £60 more of extensions."
    assert told[1].startswith("Flags: 1 contract worse (k: tight to decide now). 1 cutover moves")
    # 60 pounds more, and a better plan could save 10 of them at most
    assert told[2] == "In all £60 more: more than what is still unproved (£10)."


def test_a_change_that_a_better_plan_could_undo_is_said_to_be_no_news() -> None:
    new = proved(PlanCase(BASE, plan("o", m1=22)), 0)
    told = lines(changes_of(compared(PlanCase(BASE, plan(m1=0)), new)))
    assert told[0] == "Another choice of plan, without a change of input: £60 more of extensions."
    assert told[-1].endswith("no more than what is still unproved (£60), so it may be another plan of equal worth.")


def test_a_price_that_was_changed_is_told_in_words() -> None:
    cheap = replace(BASE, options=())
    dearer = replace(cheap, contracts=(contract("k", exposure_pounds_per_day=20_000),))
    # k is bare for seven days: at 100 a day 700, at 20,000 a day 140,000
    told = lines(changes_of(compared(PlanCase(cheap, plan(m1=22)), PlanCase(dearer, plan(m1=22)))))
    assert told[0] == "k exposure per day £100 to £20k: £139k more of exposure."
    assert told[-1].startswith("How much is still unproved is not known")


def test_nothing_that_changed_is_said() -> None:
    same = PlanCase(BASE, plan(m1=0))
    found = changes_of(compared(same, same))
    assert (found.lines, found.note) == ((), "Nothing. Against the old plan, position at 1 January 2030.")


def test_a_former_plan_that_breaks_rules_is_refused_in_words() -> None:
    broken = PlanCase(LATER, plan(m1=0))
    found = changes_of(compared(broken, PlanCase(LATER, plan(m1=22))))
    # k was off on day 15, in time; now it is needed for seven days after its end, and o could still cover them
    assert lines(found) == [
        "Flags: 1 contract worse (k: tight to accepted). 1 cutover moves, the farthest m1 22 days later."
    ]
    assert found.note.startswith("The old plan breaks rules of the portfolio as it is now")


def test_what_a_former_plan_said_it_cost_is_told_where_it_breaks_rules_now() -> None:
    # it said 40 of extensions; now seven days are bare at 100
    former = Former(name="the old plan", case=PlanCase(LATER, plan(m1=0)), stated_terms={Term.EXTENSIONS: 40})
    found = changes_of(since(whole_view(PlanCase(LATER, plan(m1=22))), former))
    assert lines(found)[0] == "£660 more than it cost when it was made: exposure +£700, extensions −£40."


def test_a_plan_that_breaks_rules_itself_is_told_so() -> None:
    found = changes_of(compared(PlanCase(LATER, plan(m1=22)), PlanCase(LATER, plan(m1=0))))
    assert found.note == "This plan breaks rules, so no pound can be assigned to a cause since the old plan."


def test_without_a_former_plan_nothing_is_compared() -> None:
    assert changes_of(None).note.startswith("Not compared")


def test_a_department_is_told_of_its_own_alone() -> None:
    theirs = Organisation(id="OTH", name="Ministry of Others")
    dear = contract("OTH-1", buyer="OTH", organisations=("OTH",), exposure_pounds_per_day=5000)
    cheap = replace(dear, exposure_pounds_per_day=4000)
    base = replace(
        BASE,
        organisations=(*BASE.organisations, theirs),
        migrations=(migration("m1", releases=("k",)), migration("x1", "OTH", releases=("OTH-1",))),
    )
    starts = (PlannedMigration(migration="m1", start_day=0), PlannedMigration(migration="x1", start_day=60))
    old, new = (
        PlanCase(replace(base, contracts=(*base.contracts, one)), Plan(migrations=starts)) for one in (cheap, dear)
    )
    options = ReportOptions(former=Former(name="the old plan", case=old))
    whole = page_text(new, options)
    ours = page_text(new, replace(options, department="dep"))
    assert "OTH-1 exposure per day £4,000 to £5,000" in whole
    assert "Nothing. Against the old plan" in ours
    assert "4,000" not in ours
