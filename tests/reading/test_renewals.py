"""What `check` says of contracts that go on by themselves, of windows of a right, of stops and of "up to"."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from planner.domain.contracts import Notice, NoticeUnit
from planner.domain.findings import Severity
from planner.reading import read_portfolio, write_portfolio
from planner.reading.report import CheckReport, check
from planner.reading.schema.columns import json_schema
from tests.meanings.cases import HandCase

RENEWS = {"renewal_months": 12}
ROLLS = {"rolling": "yes"}
SERVED = {"kind": "stop served", "subject": "C"}


def report(place: Path, **changes: Any) -> CheckReport:
    """Of the template of the hand cases: contract C ends on 31 December 2027, with 3 months' notice and 30 days of lead."""
    folder = place / f"tables {len(list(place.iterdir()))}"
    folder.mkdir()
    return check(HandCase("reading", "one contract", changes, {}).folder(folder))


def findings(found: CheckReport, code: str) -> list[str]:
    return [finding.message for finding in found.findings if finding.code == code]


def errors(found: CheckReport) -> list[str]:
    return [finding.code for finding in found.findings if finding.severity is Severity.ERROR]


class TestErrors:
    def test_a_contract_renews_or_rolls_on(self, tmp_path: Path) -> None:
        assert errors(report(tmp_path, contracts=[{**RENEWS, **ROLLS}])) == ["renews-and-rolls"]

    @pytest.mark.parametrize("way", [RENEWS, ROLLS])
    def test_it_has_no_open_option(self, tmp_path: Path, way: dict[str, Any]) -> None:
        assert errors(report(tmp_path, contracts=[way], options=[{}])) == ["renews-with-options"]

    @pytest.mark.parametrize("state", ["exercised", "lapsed", "refused"])
    def test_options_that_are_not_open_may_stand_beside(self, tmp_path: Path, state: str) -> None:
        assert errors(report(tmp_path, contracts=[RENEWS], options=[{"state": state}])) == []

    def test_an_option_that_a_commitment_exercises_is_not_open(self, tmp_path: Path) -> None:
        exercised = {"kind": "option exercised", "subject": "O"}
        assert errors(report(tmp_path, contracts=[RENEWS], options=[{}], commitments=[exercised])) == []

    def test_an_option_that_its_bundle_exercises_is_not_open(self, tmp_path: Path) -> None:
        contracts = [RENEWS, {"id": "D"}]
        options = [{"bundle": "LETTER"}, {"id": "P", "contract": "D", "bundle": "LETTER", "state": "exercised"}]
        found = report(tmp_path, contracts=contracts, options=options, migrations=[{"releases": "C; D"}])
        assert errors(found) == []
        assert found.portfolio is not None
        assert found.portfolio.chain_by_contract["C"][0].exercised

    def test_an_open_option_behind_an_exercised_one_is_open(self, tmp_path: Path) -> None:
        options = [{"state": "exercised"}, {"id": "O2", "sequence": 2}]
        assert errors(report(tmp_path, contracts=[RENEWS], options=options)) == ["renews-with-options"]

    def test_it_has_a_price(self, tmp_path: Path) -> None:
        assert errors(report(tmp_path, contracts=[{**RENEWS, "annual_price_pounds": ""}])) == ["no-price"]
        own = {**RENEWS, "annual_price_pounds": "", "renewal_annual_price_pounds": 0}
        assert errors(report(tmp_path, contracts=[own])) == []

    def test_only_a_rolling_contract_may_state_no_end(self, tmp_path: Path) -> None:
        assert errors(report(tmp_path, contracts=[{"expiry_date": ""}])) == ["missing-value"]
        assert errors(report(tmp_path, contracts=[{**RENEWS, "expiry_date": ""}])) == ["missing-value"]
        assert errors(report(tmp_path, contracts=[{**ROLLS, "expiry_date": ""}])) == []
        assert errors(report(tmp_path, contracts=[{"rolling": "no", "expiry_date": "rolling"}])) == ["missing-value"]

    def test_nobody_stops_what_ends_by_itself(self, tmp_path: Path) -> None:
        assert errors(report(tmp_path, commitments=[SERVED])) == ["nothing-to-stop"]

    def test_a_stop_is_about_a_contract(self, tmp_path: Path) -> None:
        found = report(tmp_path, contracts=[RENEWS], commitments=[{**SERVED, "subject": "M"}])
        assert findings(found, "wrong-subject") == ['stop served is about a contract, but "M" is one of migrations']

    def test_no_table_states_a_renewal_as_an_option(self, tmp_path: Path) -> None:
        found = report(tmp_path, options=[{"kind": "renewal"}])
        assert findings(found, "unknown-value") == ['"renewal" is not one of the values']

    def test_the_schema_offers_no_renewal_as_a_kind_of_option(self) -> None:
        kind = json_schema()["properties"]["options"]["items"]["properties"]["kind"]
        assert kind["enum"] == ["option", "modification", "bridge"]

    def test_an_option_is_not_called_like_a_period(self, tmp_path: Path) -> None:
        option = {"id": "C:renewal 1", "state": "lapsed"}
        assert errors(report(tmp_path, contracts=[RENEWS], options=[option])) == ["taken-id"]

    def test_a_unit_needs_its_length(self, tmp_path: Path) -> None:
        found = report(tmp_path, contracts=[{"earliest_notice_unit": "months"}])
        assert findings(found, "missing-value") == [
            "the earliest notice unit is months, but the length of the earliest notice is blank"
        ]


class TestWarnings:
    def test_a_past_end_of_a_contract_that_goes_on_is_none(self, tmp_path: Path) -> None:
        for way in (RENEWS, ROLLS):
            assert findings(report(tmp_path, contracts=[{**way, "expiry_date": "2020-12-31"}]), "expiry-in-past") == []

    def test_one_that_has_reached_its_maximum_end_has_ended(self, tmp_path: Path) -> None:
        ended = {**RENEWS, "expiry_date": "2020-12-31", "maximum_end_date": "2022-06-30"}
        assert findings(report(tmp_path, contracts=[ended]), "expiry-in-past") == [
            "the contract with its renewals ended on 2021-12-31, before the status date 2027-01-04"
        ]

    def test_a_window_that_never_opens(self, tmp_path: Path) -> None:
        # Not before 2 months and at least 3 months before 31 December 2027.
        found = report(tmp_path, contracts=[{"earliest_notice": 2}], options=[{}])
        assert findings(found, "window-never-opens") == [
            "notice of O can be given from Sun 31 Oct 2027 on, after its last day Thu 30 Sep 2027: it cannot be used"
        ]
        stop = report(tmp_path, contracts=[{**RENEWS, "earliest_notice": 2}])
        assert findings(stop, "window-never-opens") == [
            "a stop can be served from Sun 31 Oct 2027 on, after its last day Thu 30 Sep 2027, "
            "so nobody can stop the contract"
        ]

    def test_a_stop_served_before_its_window(self, tmp_path: Path) -> None:
        # The window opens six months before 31 December: on 30 June.
        contracts, served = [{**RENEWS, "earliest_notice": 6}], {**SERVED, "agreed_date": "2027-01-04"}
        assert findings(report(tmp_path, contracts=contracts, commitments=[served]), "notice-before-window") == [
            'the stop of "C" was served on Mon 4 Jan 2027, before its window opened: '
            "from Wed 30 Jun 2027 to Thu 30 Sep 2027"
        ]

    def test_a_stop_served_too_late_for_the_next_end(self, tmp_path: Path) -> None:
        # In force until 31 January 2027, so 31 October 2026 was its last day.
        contracts = [{**RENEWS, "expiry_date": "2027-01-31"}]
        served = {**SERVED, "agreed_date": "2026-11-01"}
        assert findings(report(tmp_path, contracts=contracts, commitments=[served]), "notice-after-last-day") == [
            'the stop of "C" was served on Sun 1 Nov 2026, after the last day Sat 31 Oct 2026 for the end on '
            "Sun 31 Jan 2027: the contract ends on Mon 31 Jan 2028"
        ]

    @pytest.mark.parametrize("day", ["2026-10-31", "2026-06-01"])
    def test_a_stop_in_time_is_no_finding(self, tmp_path: Path, day: str) -> None:
        contracts = [{**RENEWS, "expiry_date": "2027-01-31"}]
        found = report(tmp_path, contracts=contracts, commitments=[{**SERVED, "agreed_date": day}])
        assert [code for code in ("notice-after-last-day", "notice-before-window") if findings(found, code)] == []

    def test_a_stop_without_its_day_and_one_in_the_future(self, tmp_path: Path) -> None:
        assert findings(report(tmp_path, contracts=[RENEWS], commitments=[SERVED]), "stop-without-day")
        future = {**SERVED, "agreed_date": "2027-01-05"}
        assert findings(report(tmp_path, contracts=[RENEWS], commitments=[future]), "decided-in-future")

    def test_figures_without_effect(self, tmp_path: Path) -> None:
        assert findings(report(tmp_path, contracts=[{"renewal_annual_price_pounds": 1}]), "no-effect") == [
            "it does not go on by itself, so the price of a renewal is not used"
        ]
        assert findings(report(tmp_path, options=[{"up_to": "yes"}]), "no-effect") == [
            'contract "C" states no maximum end, so the option runs its whole length'
        ]


class TestReading:
    @pytest.mark.parametrize("text", ["rolling", "Rolling", "9999-12-31", "31/12/9999"])
    def test_what_registers_write_for_no_end(self, tmp_path: Path, text: str) -> None:
        portfolio = report(tmp_path, contracts=[{"expiry_date": text}]).portfolio
        assert portfolio is not None
        (contract,) = portfolio.contracts
        assert (contract.expiry_date, contract.rolling) == (None, True)

    def test_the_unit_of_a_blank_notice_is_that_of_the_window(self, tmp_path: Path) -> None:
        # Nobody stated how long the notice is, but that it counts months: 6 months before 31 December is 30 June.
        portfolio = report(tmp_path, contracts=[{**RENEWS, "notice": "", "earliest_notice": 6}]).portfolio
        assert portfolio is not None
        assert portfolio.contracts[0].earliest_notice_unit is NoticeUnit.MONTHS
        opens = portfolio.chain_by_contract["C"][0].opens
        assert opens is not None
        assert opens.value == date(2027, 6, 30)

    def test_all_of_it_is_written_back(self, tmp_path: Path) -> None:
        contracts = [
            {**RENEWS, "renewal_annual_price_pounds": 5, "earliest_notice": 6, "earliest_notice_unit": "weeks"},
            {**ROLLS, "id": "D", "expiry_date": ""},
            {"id": "E", "maximum_end_date": "2029-01-01"},
        ]
        options = [{"contract": "E", "up_to": "yes", "earliest_notice": 200, "earliest_notice_unit": "days"}]
        commitments = [{**SERVED, "agreed_date": "2027-01-01"}]
        migrations = [{"releases": "C; D; E"}]
        tables = {"contracts": contracts, "options": options, "commitments": commitments, "migrations": migrations}
        portfolio = report(tmp_path, **tables).portfolio
        assert portfolio is not None
        assert read_portfolio(write_portfolio(portfolio, tmp_path / "back")) == portfolio
        assert portfolio.contracts[0].notice == Notice(3, NoticeUnit.MONTHS)
