"""Plan files: the same bytes every time, read back as written, every fault named, every figure computed again."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from planner.domain.provenance import Provenance
from planner.domain.rules import Rule
from planner.errors import JudgementError, OutputError, PlanFileError
from planner.plan import read_plan, verify, write_plan
from planner.plan.plan_file.fingerprint import fingerprint
from tests.oracle import brute_force
from tests.sample import day, option, plan, portfolio
from tests.tiny_portfolios import random_portfolio

CASE = portfolio(options=(option("o"),))
PLAN = plan("o", m1=16, m2=3)


@pytest.fixture
def written(tmp_path: Path) -> Path:
    """A plan that costs 60 for its option, of which the bound proves 54."""
    path = tmp_path / "plan.json"
    write_plan(path, CASE, PLAN, status="feasible", bound_pounds=54, gap=0.1)
    return path


def changed(path: Path, change: Callable[[dict[str, Any]], object]) -> Path:
    content = json.loads(path.read_text(encoding="utf-8"))
    change(content)
    path.write_text(json.dumps(content), encoding="utf-8")
    return path


def test_a_plan_is_read_back_as_written(written: Path) -> None:
    document = read_plan(written)
    assert document.plan_for(CASE) == PLAN
    assert (document.status, document.objective_pounds, document.bound_pounds, document.gap) == (
        "feasible",
        60,
        54,
        0.1,
    )
    first = document.migrations[0]
    assert (first.start_date, first.cutover_date, first.finish_date) == (day(16), day(28), day(33))


def test_the_same_plan_gives_the_same_bytes(written: Path, tmp_path: Path) -> None:
    again = tmp_path / "again.json"
    write_plan(again, CASE, plan("o", m2=3, m1=16), status="feasible", bound_pounds=54, gap=0.1)
    assert again.read_bytes() == written.read_bytes()


def test_a_written_plan_holds(written: Path) -> None:
    found = verify(CASE, read_plan(written))
    assert found.holds
    assert found.notes == ()


def test_best_plans_of_random_portfolios_are_read_back_and_hold(tmp_path: Path) -> None:
    for seed in range(40):
        drawn = random_portfolio(seed)
        best = brute_force(drawn)
        if best is not None:
            write_plan(tmp_path / "plan.json", drawn, best.plan, status="optimal", bound_pounds=best.objective_pounds)
            document = read_plan(tmp_path / "plan.json")
            assert document.plan_for(drawn) == best.plan
            assert verify(drawn, document).holds


def test_a_plan_that_breaks_a_rule_is_not_written(tmp_path: Path) -> None:
    with pytest.raises(JudgementError, match="m1 starts on"):
        write_plan(tmp_path / "plan.json", CASE, plan(m1=-1))
    assert list(tmp_path.iterdir()) == []


def test_a_failed_writing_leaves_the_old_file_and_nothing_else(written: Path) -> None:
    before = written.read_bytes()
    with pytest.raises(ValueError, match="Out of range"):
        write_plan(written, CASE, PLAN, gap=float("nan"))
    assert written.read_bytes() == before
    assert list(written.parent.iterdir()) == [written]


def test_a_folder_that_does_not_exist_is_made_and_one_that_cannot_be_is_said(tmp_path: Path) -> None:
    write_plan(tmp_path / "new" / "plan.json", CASE, PLAN)
    with pytest.raises(OutputError, match=r"plan\.json: cannot be written \(Not a directory\)"):
        write_plan(tmp_path / "new" / "plan.json" / "plan.json", CASE, PLAN)


class TestFaults:
    @pytest.mark.parametrize(
        ("text", "message"),
        [
            ("", "line 1, column 1: is not JSON"),
            ("{", "is not JSON"),
            ("[]", "holds [] where a plan is an object"),
            ("{}", "format: found None, expected 'planner plan'"),
            ('{"format": "planner plan", "version": 9}', "version: found 9, this planner reads versions 1 to 2"),
            ('{"format": "planner plan", "version": true}', "version: found True"),
            ('{"format": 1, "format": 2}', "states 'format' twice"),
            ('{"gap": NaN}', "NaN is not a number"),
            ("[" * 100_000, "is not a plan"),
        ],
    )
    def test_what_is_no_plan_is_said_so(self, tmp_path: Path, text: str, message: str) -> None:
        path = tmp_path / "plan.json"
        path.write_text(text, encoding="utf-8")
        with pytest.raises(PlanFileError) as caught:
            read_plan(path)
        assert str(caught.value).startswith(str(path))
        assert message in str(caught.value)

    def test_a_file_that_is_not_text_or_not_there_is_said_so(self, tmp_path: Path) -> None:
        (tmp_path / "binary").write_bytes(b"\xff\xfe\x00")
        with pytest.raises(PlanFileError, match="not encoded in UTF-8"):
            read_plan(tmp_path / "binary")
        with pytest.raises(PlanFileError, match="does not exist"):
            read_plan(tmp_path / "missing")
        with pytest.raises(PlanFileError, match="no regular file, but a folder"):
            read_plan(tmp_path)

    @pytest.mark.parametrize(
        ("change", "message"),
        [
            (lambda c: c.pop("terms"), "terms: is missing"),
            (
                lambda c: c.update(status_date="31/13/2027"),
                "status_date: '31/13/2027' is not a date; write it as 2027",
            ),
            (lambda c: c.update(objective_pounds=1.5), "objective_pounds: 1.5 is not a whole number"),
            (lambda c: c.update(bound_pounds=True), "bound_pounds: True is not a whole number"),
            (lambda c: c.update(gap="small"), "gap: 'small' is not a number"),
            (lambda c: c.update(portfolio="\ud800"), "portfolio: '\\ud800' is not text that can be written"),
            (lambda c: c.update(portfolio=""), "portfolio: '' is not text"),
            (lambda c: c.update(migrations={}), "migrations: {} is not a list"),
            (lambda c: c.update(options=[7]), "options 1: 7 is not an object"),
            (lambda c: c["options"][0].update(exercised="no"), "options 1, exercised: 'no' is not true or false"),
            (lambda c: c["migrations"][1].update(start_date=5), "migrations 2, start_date: 5 is not a date"),
            (
                lambda c: c["migrations"][0].update(mod="x"),
                "migrations 1, mod: is not a member of a plan file; did you",
            ),
            (lambda c: c["terms"].update(exposition=1), "terms, exposition: is not a member"),
            (lambda c: c["terms"].pop("delay"), "terms, delay: is missing"),
        ],
    )
    def test_every_fault_names_its_place_and_a_cure(
        self, written: Path, change: Callable[[dict[str, Any]], object], message: str
    ) -> None:
        with pytest.raises(PlanFileError) as caught:
            read_plan(changed(written, change))
        assert f"{written}, {message}" in str(caught.value)

    def test_all_faults_are_named_at_once(self, written: Path) -> None:
        with pytest.raises(PlanFileError) as caught:
            read_plan(changed(written, lambda c: c.update(gap="x", status=3)))
        assert len(str(caught.value).splitlines()) == 2

    @settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=150, deadline=None)
    @given(data=st.data())
    def test_any_damage_is_a_plan_file_error_or_still_a_document(self, tmp_path: Path, data: st.DataObject) -> None:
        path = tmp_path / "plan.json"
        write_plan(path, CASE, PLAN)
        text = path.read_text(encoding="utf-8")
        place = data.draw(st.integers(0, len(text) - 1))
        damage = data.draw(st.sampled_from(["", "x", '"', "9", "}", "null", "-", "\x00"]))
        path.write_text(text[:place] + damage + text[place + 1 :], encoding="utf-8")
        try:
            document = read_plan(path)
        except PlanFileError:
            return
        verify(CASE, document)


class TestVerification:
    @pytest.mark.parametrize(
        ("change", "message"),
        [
            (lambda c: c["terms"].update(extensions=61), "term extensions: the file says 61, the plan costs 60"),
            (lambda c: c.update(objective_pounds=59), "objective: the file says 59"),
            (lambda c: c.update(bound_pounds=61), "bound: 61 is above the objective 60"),
            (lambda c: c.update(gap=0.2), "gap: the file says 0.2000, objective and bound make it 0.1000"),
            (lambda c: c.update(bound_pounds=None), "gap: the file says 0.1000, objective and bound make it no share"),
            (
                lambda c: c.update(status="optimal"),
                "status: the file says optimal, and yet the bound is 54 where the plan",
            ),
            (
                lambda c: c.update(status="optimal", bound_pounds=None),
                "status: the file says optimal, and yet there is no",
            ),
            (lambda c: c.update(status="feasible", bound_pounds=60, gap=0), "status: the file says feasible, and yet"),
            (lambda c: c.update(status="infeasible"), "status: the file says infeasible, and yet it holds a plan"),
            (lambda c: c.update(wished_gap=0.05), "wished gap: the file says that a search ended within 0.0500"),
            (lambda c: c["migrations"][0].update(cutover_date="2030-01-30"), "m1, cutover: the file says 2030-01-30"),
            (lambda c: c["migrations"][1].update(finish_date="2030-01-30"), "m2, finish: the file says 2030-01-30"),
            (lambda c: c["options"][0].update(contract="j"), "o, contract: the file says j, the portfolio gives k"),
            (lambda c: c["options"][0].update(decide_by_date="2030-01-01"), "o, last day to decide: the file says"),
            (lambda c: c["options"][0].update(exercised=True), "o, exercised: the file says true"),
        ],
    )
    def test_a_figure_that_is_not_that_of_the_plan_is_named(
        self, written: Path, change: Callable[[dict[str, Any]], object], message: str
    ) -> None:
        found = verify(CASE, read_plan(changed(written, change)))
        assert not found.holds
        assert any(item.startswith(message) for item in found.disagreements), found.disagreements

    @pytest.mark.parametrize(
        "change",
        [
            lambda c: c.update(wished_gap=0.3),
            lambda c: c.update(status="optimal", bound_pounds=60, gap=0.0),
            lambda c: c.update(bound_pounds=None, gap=None),
            lambda c: c.update(status="re-planned, optimal, change budget 1", bound_pounds=None, gap=None),
        ],
    )
    def test_a_status_that_follows_from_cost_and_bound_holds(
        self, written: Path, change: Callable[[dict[str, Any]], object]
    ) -> None:
        assert verify(CASE, read_plan(changed(written, change))).disagreements == ()

    def test_a_file_that_knows_no_wished_gap_has_none(self, written: Path) -> None:
        assert read_plan(changed(written, lambda c: c.pop("wished_gap"))).wished_gap is None

    def test_a_rule_broken_by_hand_is_found(self, written: Path) -> None:
        document = read_plan(changed(written, lambda c: c["migrations"].pop()))
        assert [breach.rule for breach in verify(CASE, document).breaches] == [Rule.COMPLETE]

    def test_another_portfolio_is_noted(self, written: Path) -> None:
        other = replace(CASE, name="other", horizon_date=day(401))
        found = verify(other, read_plan(written))
        assert found.holds
        assert [note.split()[0:3] for note in found.notes] == [["the", "portfolio", "is"], ["the", "plan", "was"]]

    def test_the_dates_of_the_file_stand_when_the_status_date_moves_on(self, written: Path) -> None:
        moved = replace(CASE, status_date=day(2))
        found = verify(moved, read_plan(written))
        assert found.breaches == ()
        assert any("status date" in note for note in found.notes)


class TestFingerprint:
    def test_order_of_rows_and_provenance_leave_it_unchanged(self) -> None:
        turned = replace(
            CASE,
            migrations=CASE.migrations[::-1],
            organisations=CASE.organisations[::-1],
            contracts=tuple(replace(c, provenance=Provenance(source="elsewhere")) for c in CASE.contracts),
        )
        assert fingerprint(turned) == fingerprint(CASE)

    def test_any_date_changes_it(self) -> None:
        assert fingerprint(replace(CASE, horizon_date=day(401))) != fingerprint(CASE)
        assert fingerprint(replace(CASE, options=())) != fingerprint(CASE)


class TestOlderFiles:
    """Plan files of planner 0.1.0 have version 1: their starts and options stand, their figures do not."""

    @pytest.fixture
    def old(self, written: Path) -> Path:
        return changed(written, lambda content: content.update(version=1))

    def test_what_was_decided_is_read(self, old: Path) -> None:
        assert read_plan(old).plan_for(CASE) == PLAN

    def test_its_figures_are_one_wrong_figure_and_the_rules_are_judged(self, old: Path) -> None:
        found = verify(CASE, read_plan(old))
        assert not found.holds
        assert found.breaches == ()
        (said,) = found.disagreements
        assert said.startswith("version: the file says 1, whose figures are no longer right: planner 0.1.0 let")
        assert found.notes[0].startswith("starts, modes and options of the plan stand; its figures are computed anew")

    def test_a_new_file_has_the_version_of_this_planner(self, written: Path) -> None:
        assert json.loads(written.read_text(encoding="utf-8"))["version"] == 2
        assert read_plan(written).older_meaning == ""
