"""What a difference says of single edits, worked by hand on the tiny portfolio and on the programme of the scenarios."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from planner import read_portfolio
from planner.domain.contracts import Contract, ExtensionOption
from planner.domain.migrations import Migration
from planner.domain.organisations import Organisation
from planner.domain.portfolio import Portfolio
from planner.domain.provenance import Basis, Provenance
from planner.domain.rules import Term
from planner.errors import NoPlanError, PlanFileError
from planner.futures.difference import UNPROMPTED, Difference, DifferenceSettings, Version, diff
from planner.futures.difference.document import difference_document
from planner.futures.difference.facts import DateKind
from planner.futures.difference.shares import mean_shares
from planner.futures.difference.words import cause_lines, difference_lines, headline, sum_sentence
from planner.plan.entries import Plan, PlannedMigration
from planner.plan.judge import judge
from planner.plan.plan_case import PlanCase
from planner.solver import SolveSettings, solve

ROOT = Path(__file__).parents[2]
TINY = ROOT / "data" / "tiny"


@pytest.fixture(scope="module")
def tiny() -> Portfolio:
    return read_portfolio(TINY)


@pytest.fixture(scope="module")
def tiny_plan(tiny: Portfolio) -> Plan:
    plan = solve(tiny, SolveSettings(deterministic=True)).plan
    assert plan is not None
    return plan


def with_record(portfolio: Portfolio, table: str, id: str, **columns: Any) -> Portfolio:
    """The portfolio with columns of one record changed."""
    records: tuple[Any, ...] = getattr(portfolio, table)
    assert id in {record.id for record in records}
    changed = tuple(replace(record, **columns) if record.id == id else record for record in records)
    changes: dict[str, Any] = {table: changed}
    return replace(portfolio, **changes)


def late(portfolio: Portfolio, days: int = 60) -> Portfolio:
    milestone = portfolio.milestone_by_id["NORTH-READY"]
    return with_record(
        portfolio, "milestones", "NORTH-READY", forecast_date=milestone.planning_date + timedelta(days=days)
    )


def between(old: Portfolio, new: Portfolio, **settings: Any) -> Difference:
    return diff(Version(portfolio=old), Version(portfolio=new), DifferenceSettings(**settings))


def cost_of(portfolio: Portfolio) -> int:
    """What the best plan costs."""
    pounds = solve(portfolio, SolveSettings(deterministic=True)).objective_pounds
    assert pounds is not None
    return pounds


class TestNothing:
    def test_a_portfolio_does_not_differ_from_itself(self, tiny: Portfolio) -> None:
        found = between(tiny, tiny)
        assert found.is_empty
        assert found.causes == (UNPROMPTED,)
        assert list(difference_lines(found)) == ["No difference: every date, choice and pound is the same."]

    def test_provenance_is_no_change(self, tiny: Portfolio) -> None:
        public = Provenance(source="a register", basis=Basis.PUBLIC)
        sourced = with_record(tiny, "contracts", "C-ASH", provenance=public)
        found = between(tiny, sourced)
        assert found.is_empty
        assert found.causes == (UNPROMPTED,)

    def test_the_order_of_rows_is_no_change(self, tiny: Portfolio) -> None:
        turned = replace(tiny, contracts=tiny.contracts[::-1], migrations=tiny.migrations[::-1])
        assert between(tiny, turned).is_empty

    def test_an_edit_without_effect_is_a_cause_without_a_part(self, tiny: Portfolio) -> None:
        # Nobody computes with the name of a contract, and the tolerance only concerns risk.
        renamed = with_record(tiny, "contracts", "C-ASH", name="Payroll of Ash")
        edited = replace(renamed, policy=replace(tiny.policy, late_probability_tolerance=0.2))
        found = between(tiny, edited)
        assert found.is_empty
        assert [cause.name for cause in found.causes[:-1]] == ["policy late_probability_tolerance", "contracts C-ASH"]
        assert "Changed without any effect" in "\n".join(difference_lines(found))

    def test_slack_taken_up_is_no_difference(self, tiny: Portfolio, tiny_plan: Plan) -> None:
        # A milestone that becomes earlier by a day, in a plan that stays as it is because it is given and still the best
        # known, moves nothing.
        found = diff(
            Version(portfolio=tiny, plan=tiny_plan),
            Version(portfolio=late(tiny, days=-1), plan=tiny_plan),
            DifferenceSettings(solve=None),
        )
        assert found.is_empty


class TestPounds:
    def test_a_price_is_put_on_the_record_that_has_it(self, tiny: Portfolio, tiny_plan: Plan) -> None:
        # ASH-1 is in the plan: a fee of £1,000 more costs £1,000 more, as the plan stands and as it is made again.
        option = tiny.option_by_id["ASH-1"]
        dearer = with_record(tiny, "options", "ASH-1", fee_pounds=option.fee_pounds + 1_000)
        found = between(tiny, dearer)
        assert found.pounds_by_cause == (1_000, 0)
        assert found.kept_pounds == (1_000, 0)
        (line,) = found.pounds
        assert (line.term, line.record, line.shares) == (Term.EXTENSIONS, "C-ASH", (1_000, 0))
        assert not found.dates
        assert not found.choices

    def test_replanning_takes_back_a_part_of_what_a_change_would_cost(self, tiny: Portfolio) -> None:
        # ASH-1 costs £100,000 and spares Ash 54 days (1 June to 24 July) of £5,000. Once it costs £400,000 more, the plan
        # left as it was costs £400,000 more; made again without the option it costs less than that.
        option = tiny.option_by_id["ASH-1"]
        found = between(tiny, with_record(tiny, "options", "ASH-1", fee_pounds=option.fee_pounds + 400_000))
        assert found.kept_pounds[0] == 400_000
        assert found.replanned_pounds[0] is not None
        assert found.pounds_by_cause[0] + -found.replanned_pounds[0] == 400_000
        assert found.replanned_pounds[0] < 0
        assert "re-planning saves" in "\n".join(cause_lines(found, 0))

    def test_two_causes_share_what_neither_does_alone(self, tiny: Portfolio) -> None:
        # The mean of both orders, by the four states: nothing, the milestone, the price, both.
        price = {"exposure_pounds_per_day": 999}
        states = (
            tiny,
            late(tiny),
            with_record(tiny, "contracts", "C-ASH", **price),
            with_record(late(tiny), "contracts", "C-ASH", **price),
        )
        nothing, milestone, contract, both = (cost_of(state) for state in states)
        found = between(tiny, states[-1])
        doubled = ((milestone - nothing) + (both - contract), (contract - nothing) + (both - milestone))
        assert [2 * pounds for pounds in found.pounds_by_cause[:-1]] == pytest.approx(doubled, abs=len(found.pounds))
        assert sum(found.pounds_by_cause) == both - nothing

    def test_one_order_gives_the_steps_of_that_order(self, tiny: Portfolio) -> None:
        nothing, milestone = (cost_of(state) for state in (tiny, late(tiny)))
        new = with_record(late(tiny), "contracts", "C-ASH", exposure_pounds_per_day=999)
        found = between(tiny, new, both_orders=False)
        assert found.pounds_by_cause[0] == milestone - nothing


class TestUnprompted:
    def test_a_plan_that_was_not_the_best_is_a_part_of_its_own(self, tiny: Portfolio, tiny_plan: Plan) -> None:
        # The same portfolio, every start a day later than in the best plan: no input explains that.
        later = Plan(
            migrations=tuple(replace(entry, start_day=entry.start_day + 1) for entry in tiny_plan.migrations),
            options=tiny_plan.options,
        )
        assert not judge(PlanCase(tiny, later))
        found = diff(Version(portfolio=tiny, plan=tiny_plan), Version(portfolio=tiny, plan=later))
        assert found.causes == (UNPROMPTED,)
        assert found.pounds_by_cause == (PlanCase(tiny, later).pounds - PlanCase(tiny, tiny_plan).pounds,)
        assert {line.days for line in found.dates if line.kind is DateKind.CUTOVER} == {1}

    def test_it_is_kept_apart_from_what_the_input_did(self, tiny: Portfolio, tiny_plan: Plan) -> None:
        later = Plan(
            migrations=tuple(replace(entry, start_day=entry.start_day + 1) for entry in tiny_plan.migrations),
            options=tiny_plan.options,
        )
        option = tiny.option_by_id["ASH-1"]
        dearer = with_record(tiny, "options", "ASH-1", fee_pounds=option.fee_pounds + 1_000)
        found = diff(Version(portfolio=tiny, plan=tiny_plan, proved=True), Version(portfolio=dearer, plan=later))
        worse = PlanCase(tiny, later).pounds - PlanCase(tiny, tiny_plan).pounds
        assert found.pounds_by_cause == (1_000, worse)

    def test_a_plan_that_breaks_rules_is_refused(self, tiny: Portfolio) -> None:
        empty = Plan(migrations=(PlannedMigration(migration="ASH-MOVE", start_day=0),))
        with pytest.raises(PlanFileError, match="the new plan breaks rules of the new portfolio"):
            diff(Version(portfolio=tiny), Version(portfolio=tiny, plan=empty))

    def test_a_portfolio_without_a_plan_is_told(self, tiny: Portfolio) -> None:
        closed = replace(tiny, horizon_date=tiny.status_date + timedelta(days=30))
        with pytest.raises(NoPlanError, match="the new portfolio has no plan"):
            between(tiny, closed)


def department(portfolio: Portfolio) -> Portfolio:
    """The tiny portfolio with one more department, its contract, an option and its migration."""
    return replace(
        portfolio,
        organisations=(*portfolio.organisations, Organisation(id="ELM", name="Elm")),
        contracts=(
            *portfolio.contracts,
            Contract(id="C-ELM", name="Elm payroll", organisations=("ELM",), expiry_date=date(2028, 12, 31)),
        ),
        options=(
            *portfolio.options,
            ExtensionOption(id="ELM-1", contract="C-ELM", sequence=1, months=6, annual_price_pounds=1_000),
        ),
        migrations=(
            *portfolio.migrations,
            Migration(
                id="ELM-MOVE",
                organisation="ELM",
                cluster=portfolio.clusters[0].id,
                releases=("C-ELM",),
                profile=portfolio.profiles[-1].id,
            ),
        ),
    )


class TestCauses:
    def test_records_that_come_together_are_one_cause(self, tiny: Portfolio) -> None:
        found = between(tiny, department(tiny))
        assert [len(cause.changes) for cause in found.causes] == [4, 0]
        assert {change.column for change in found.causes[0].changes} == {None}

    def test_records_that_go_together_are_one_cause(self, tiny: Portfolio) -> None:
        found = between(department(tiny), tiny)
        assert [len(cause.changes) for cause in found.causes] == [4, 0]

    def test_a_date_that_only_one_plan_has_is_a_choice(self, tiny: Portfolio) -> None:
        found = between(tiny, department(tiny))
        (line,) = [line for line in found.choices if line.kind == "cutover"]
        assert (line.record, line.before, line.causes) == ("ELM-MOVE", None, (0,))
        assert line.after is not None

    def test_options_of_one_contract_are_one_cause(self, tiny: Portfolio) -> None:
        dearer = tuple(replace(option, fee_pounds=option.fee_pounds + 5) for option in tiny.options)
        found = between(tiny, replace(tiny, options=dearer))
        contracts = {option.contract for option in tiny.options}
        assert len(found.causes) - 1 == len(contracts)

    def test_too_many_causes_are_put_together_by_table(self, tiny: Portfolio) -> None:
        contracts = tuple(replace(contract, internal_lead_days=3) for contract in tiny.contracts)
        new = replace(late(tiny), contracts=contracts)
        found = between(tiny, new, most_causes=2)
        names = [cause.name for cause in found.causes[:-1]]
        assert names == ["milestones NORTH-READY", f"{len(contracts)} records of contracts"]

    def test_the_status_date_moves_last_and_back_first(self, tiny: Portfolio) -> None:
        new = replace(late(tiny), status_date=tiny.status_date + timedelta(days=3))
        names = ["milestones NORTH-READY", "portfolio status_date"]
        assert [cause.name for cause in between(tiny, new).causes[:-1]] == names
        assert [cause.name for cause in between(new, tiny).causes[:-1]] == names[::-1]

    def test_changes_that_have_no_plan_on_their_own_are_valued_together(self, tiny: Portfolio) -> None:
        # A deadline a day before the first day on which Ash could cut over, and the milestone earlier by as much: the
        # deadline alone leaves no plan, so the two are one cause in whichever order they are taken.
        old = replace(tiny, modes=())
        profile = old.profile_by_id[old.migration_by_id["ASH-MOVE"].profile]
        ready = old.milestone_by_id["NORTH-READY"].planning_date
        deadline = ready + timedelta(days=profile.cutover_offset_days - 1)
        new = with_record(late(old, days=-30), "migrations", "ASH-MOVE", deadline_date=deadline)
        with pytest.raises(NoPlanError):
            between(old, with_record(old, "migrations", "ASH-MOVE", deadline_date=deadline))
        found = between(old, new)
        assert [cause.name for cause in found.causes[:-1]] == [
            "milestones NORTH-READY, together with migrations ASH-MOVE"
        ]
        assert sum(found.pounds_by_cause) == found.total_pounds

    def test_a_setting_is_a_cause_of_its_own(self, tiny: Portfolio) -> None:
        policy = replace(tiny.policy, buffer_days=tiny.policy.buffer_days + 200)
        found = between(tiny, replace(tiny, policy=policy))
        assert found.causes[0].name == "policy buffer_days"
        assert not found.pounds
        assert {line.kind for line in found.choices} <= {"flag of contract", "flag of department"}
        assert found.choices


class TestWords:
    def test_the_headline_says_more_or_less(self, tiny: Portfolio) -> None:
        worse, better = between(tiny, late(tiny)), between(late(tiny), tiny)
        assert "more than the old one (£208,000)" in headline(worse)
        assert headline(better).startswith("The new plan costs £208,000: ")
        assert "less than the old one" in headline(better)

    def test_a_cause_says_what_was_changed_and_what_it_moves(self, tiny: Portfolio) -> None:
        text = "\n".join(cause_lines(between(tiny, late(tiny)), 0))
        assert "milestones NORTH-READY forecast_date 2027-03-02 → 2027-05-01" in text
        assert "ASH-MOVE 40 days later" in text
        assert "Needs SHARED-1 (decide by Wed 30 Jun 2027)" in text

    def test_the_sum_names_every_part(self, tiny: Portfolio) -> None:
        new = with_record(late(tiny), "contracts", "C-ASH", exposure_pounds_per_day=999)
        found = between(tiny, new)
        assert sum_sentence(found).startswith("Together +£")
        assert sum_sentence(found).endswith(f"= +£{found.total_pounds:,}.")

    def test_the_document_has_parts_that_add_up(self, tiny: Portfolio) -> None:
        document = difference_document(between(tiny, late(tiny)))
        assert sum(cause["pounds"] for cause in document["causes"]) == document["difference_pounds"]
        assert document["new"]["pounds"] - document["old"]["pounds"] == document["difference_pounds"]


def test_the_python_of_the_page_runs(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    (code,) = re.findall(r"```python\n(.*?)```", (ROOT / "docs" / "diff.md").read_text(encoding="utf-8"), re.DOTALL)
    exec(code, {})
    assert capsys.readouterr().out.startswith("No difference")


class TestShares:
    def test_a_whole_mean_is_the_mean(self) -> None:
        assert mean_shares([[4, 6], [2, 8]]) == (3, 7)

    def test_halves_are_rounded_in_turn_so_that_the_sum_stays(self) -> None:
        # Means 1.5, 3.5, −2.5, 2.5 of a sum of 5: away from zero, then the other way, in turn.
        assert mean_shares([[1, 3, -2, 3], [2, 4, -3, 2]]) == (2, 3, -2, 2)

    def test_signs_turned_give_the_result_with_signs_turned(self) -> None:
        first, second = [1, 3, -2, 3], [2, 4, -3, 2]
        turned = mean_shares([[-value for value in second], [-value for value in first]])
        assert turned == tuple(-share for share in mean_shares([first, second]))

    def test_lists_of_other_sums_are_refused(self) -> None:
        with pytest.raises(ValueError, match="no common sum"):
            mean_shares([[1], [2]])
