"""Decisions that a scenario takes: the rows they write, that every plan keeps them, and what they refuse."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from planner.domain.contracts import OptionState
from planner.domain.deciding.act_ids import ActId, ActWord
from planner.domain.decisions_taken import CommitmentKind, DecisionTaken
from planner.domain.organisations import Commitment
from planner.domain.portfolio import Portfolio
from planner.domain.provenance import Basis, Provenance
from planner.errors import DecisionError, InputError
from planner.futures import apply_scenario
from planner.plan.plan_file.fingerprint import fingerprint
from planner.reading import read_portfolio, write_portfolio
from planner.reading.deciding.edits import edits_of
from planner.reading.deciding.records import Decision, Outcome
from planner.reading.overlay.table_rows import read_tables, table_rows
from tests.futures.written_scenarios import scenario, under
from tests.sample import programme

BY = 'by = "Board"\nnote = "item 4"'


def decided(act: str, decision: str, more: str = "") -> Portfolio:
    return under(f'[[decide]]\nact = "{act}"\ndecision = "{decision}"\n{BY}\n{more}')


def only_commitment(portfolio: Portfolio) -> DecisionTaken:
    (taken,) = portfolio.decisions_taken
    return taken


def message(act: str, decision: str, more: str = "") -> str:
    with pytest.raises(InputError) as caught:
        decided(act, decision, more)
    (finding,) = caught.value.findings
    return str(finding)


@pytest.mark.parametrize(
    ("act", "decision", "kind"),
    [
        ("buy:k1", "done", CommitmentKind.OPTION_APPROVED),
        ("buy:k1", "notice served", CommitmentKind.NOTICE_SERVED),
        ("buy:k1", "exercised", CommitmentKind.OPTION_EXERCISED),
        ("notice:k1", "done", CommitmentKind.NOTICE_SERVED),
        ("bridge:k", "done", CommitmentKind.BRIDGE_BEGUN),
    ],
)
def test_what_is_done_is_a_commitment(act: str, decision: str, kind: CommitmentKind) -> None:
    taken = only_commitment(decided(act, decision, "date = 2030-01-01"))
    assert (taken.kind, taken.subject, taken.agreed_date) == (kind, act.partition(":")[2], date(2030, 1, 1))
    assert (taken.decided_by, taken.decision_note, taken.decided_date) == ("Board", "item 4", None)
    assert taken.provenance == Provenance(basis=Basis.INTERNAL)


def test_an_option_that_is_decided_is_bound() -> None:
    assert decided("buy:k1", "done").bound_options == {"k1"}


@pytest.mark.parametrize(
    ("decision", "state", "kind"),
    [
        ("refused", OptionState.REFUSED, CommitmentKind.OPTION_REFUSED),
        ("not used", OptionState.LAPSED, CommitmentKind.OPTION_NOT_USED),
    ],
)
def test_what_is_not_to_be_is_the_state_of_the_option(decision: str, state: OptionState, kind: CommitmentKind) -> None:
    before, after = programme(), decided("buy:k1", decision, "date = 2030-01-01")
    assert after.option_by_id["k1"] == replace(before.option_by_id["k1"], state=state)
    taken = only_commitment(after)
    assert (taken.kind, taken.subject, taken.agreed_date, taken.decided_by) == (kind, "k1", date(2030, 1, 1), "Board")


@pytest.mark.parametrize(
    ("decision", "commitment"),
    [("done", Commitment.COMMITTED), ("accepted", Commitment.COMMITTED), ("refused", Commitment.DECLINED)],
)
def test_an_answer_is_the_commitment_of_the_organisation(decision: str, commitment: Commitment) -> None:
    after = decided("answer:far", decision)
    assert after.organisation_by_id["far"].commitment is commitment
    taken = only_commitment(after)
    assert (taken.kind, taken.subject, taken.decided_by) == (CommitmentKind.ANSWER_GIVEN, "far", "Board")


def test_an_exposure_is_accepted_up_to_a_day() -> None:
    taken = only_commitment(decided("accept:k", "accepted", "date = 2029-12-30\nuntil = 2030-09-30"))
    assert (taken.kind, taken.subject) == (CommitmentKind.EXPOSURE_ACCEPTED, "k")
    assert (taken.agreed_date, taken.decided_date) == (date(2030, 9, 30), date(2029, 12, 30))


def test_a_start_is_agreed_ahead_with_its_mode() -> None:
    taken = only_commitment(decided("start:m-dep", "agreed", 'date = 2030-06-01\nmode = "standard"'))
    assert (taken.kind, taken.agreed_date, taken.mode) == (CommitmentKind.START_AGREED, date(2030, 6, 1), "standard")


def test_a_notice_follows_on_an_approval() -> None:
    approved = decided("buy:k1", "done")
    served = apply_scenario(approved, scenario('[[decide]]\nact = "notice:k1"\ndecision = "done"'))
    assert [taken.kind.value for taken in served.decisions_taken] == ["notice served", "option approved"]


def test_decisions_change_nothing_else() -> None:
    after = decided("bridge:k", "done")
    assert replace(after, decisions_taken=()) == replace(programme(), decisions_taken=())


def test_decided_portfolios_survive_their_tables() -> None:
    after = decided("buy:k1", "refused", "date = 2030-01-01")
    assert read_tables(table_rows(after), after.name).portfolio == after


def test_decided_portfolios_survive_their_files(tmp_path: Path) -> None:
    after = decided("answer:far", "refused", "date = 2030-01-01")
    assert read_portfolio(write_portfolio(after, tmp_path / "written")) == after


def test_bridges_and_acceptances_leave_the_fingerprint_as_it_is() -> None:
    assert fingerprint(decided("bridge:k", "done")) == fingerprint(programme())
    assert fingerprint(decided("accept:k", "accepted")) == fingerprint(programme())
    assert fingerprint(decided("buy:k1", "done")) != fingerprint(programme())


class TestRefused:
    def test_an_unknown_act_names_the_nearest(self) -> None:
        assert 'did you mean "buy:k1"?' in message("buy:k-1", "done")
        assert 'did you mean "buy:k1"?' in message("k1", "done")
        assert "write one of buy:ID, notice:ID" in message("paint:everything", "done")

    def test_an_outcome_that_the_act_does_not_have(self) -> None:
        found = message("stop:k", "refused")
        assert "stop:k cannot be decided as refused" in found
        assert "say done, notice served" in found

    def test_a_day_after_the_status_date_unless_a_scenario_asks_for_it(self) -> None:
        ahead = Decision(act=ActId(ActWord.BUY, "k1"), outcome=Outcome.DONE, day=date(2030, 1, 2))
        with pytest.raises(DecisionError, match="Wed 2 Jan 2030 lies after the status date Tue 1 Jan 2030"):
            edits_of(ahead, table_rows(programme()))
        assert only_commitment(decided("buy:k1", "done", "date = 2030-01-02")).agreed_date == date(2030, 1, 2)

    def test_a_start_without_its_day(self) -> None:
        assert "start:m-dep needs the day that is agreed" in message("start:m-dep", "agreed")

    def test_a_stop_of_what_ends_by_itself(self) -> None:
        assert "k ends by itself, so there is nothing to stop" in message("stop:k", "done")

    def test_an_answer_that_is_given(self) -> None:
        assert "answer:dep is decided: dep is committed" in message("answer:dep", "refused")

    @pytest.mark.parametrize(
        ("first", "then", "why"),
        [
            (("buy:k1", "done"), ("buy:k1", "done"), "it is option approved already"),
            (("buy:k1", "done"), ("buy:k1", "refused"), "it is option approved already"),
            (("buy:k1", "notice served"), ("buy:k1", "done"), "it is notice served already"),
            (("buy:k1", "not used"), ("buy:k1", "done"), "k1 is not used any more"),
            (("bridge:k", "done"), ("bridge:k", "done"), "it is bridge begun already"),
        ],
    )
    def test_what_is_decided_already(self, first: tuple[str, str], then: tuple[str, str], why: str) -> None:
        both = "\n".join(f'[[decide]]\nact = "{act}"\ndecision = "{decision}"' for act, decision in (first, then))
        with pytest.raises(InputError) as caught:
            under(both)
        assert why in str(caught.value.findings[0])
