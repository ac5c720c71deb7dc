"""Each contract by every way to decide: the exact figures of the small portfolios, and what any run keeps to."""

from __future__ import annotations

from typing import Any

import pytest

from planner.case import Case
from planner.risk.intervals import Estimate
from planner.risk.rules_followed.contracts import ContractAnswer, ContractAnswers
from planner.risk.tripwires.records import Tripwires
from tests.risk.test_cases import case
from tests.risk.tripwires.test_study import CLOSE, DRAWS, NAMES, found

WAYS = ("extend_nothing", "extend_everything", "commit_now", "tripwires")
PARTLY = "open_12_partly_revealed"
LIMIT = "open_06_one_negotiation_at_a_time"


def rows(name: str) -> dict[str, ContractAnswers]:
    return {row.contract: row for row in found(name).contracts}


def stated(contract: dict[str, Any], way: str) -> dict[str, float]:
    """The case speaks of one tripwire; its figures are those of the rules."""
    known: dict[str, float] = contract["tripwire" if way == "tripwires" else way]
    return known


@pytest.mark.parametrize("name", NAMES)
def test_every_contract_has_the_figures_of_enumeration(name: str) -> None:
    contracts = case(name)[0]["contracts"]
    assert set(rows(name)) == set(contracts)
    for id, row in rows(name).items():
        known = contracts[id]
        for way in WAYS:
            answer: ContractAnswer = getattr(row, way)
            figures = stated(known, way)
            assert answer.pounds.value == pytest.approx(figures["pounds"], rel=CLOSE)
            assert answer.uncovered.value == pytest.approx(figures["uncovered_probability"], abs=CLOSE)
            assert answer.uncovered_days.value == pytest.approx(figures["uncovered_days_mean"], rel=CLOSE * 2)
        assert row.commit_now_options == known["commit_now"]["options"]
        assert row.clairvoyant is not None
        assert row.information is not None
        assert row.clairvoyant.value == pytest.approx(known["clairvoyant_pounds"], rel=CLOSE)
        # Both are differences of figures that are right to half a per cent.
        error = CLOSE * known["extend_nothing"]["pounds"]
        assert row.waiting.value == pytest.approx(known["value_of_waiting_pounds"], abs=error)
        assert row.information.value == pytest.approx(known["value_of_information_left_pounds"], abs=error)


def test_a_date_that_becomes_known_little_by_little_has_its_exact_figures() -> None:
    # 8,192 draws know the cost to about 1 %.
    known, row = case(PARTLY)[0]["contracts"]["C-ASH"], rows(PARTLY)["C-ASH"]
    for way in WAYS:
        assert getattr(row, way).pounds.value == pytest.approx(stated(known, way)["pounds"], rel=0.015)
    assert row.commit_now_options == known["commit_now"]["options"]
    assert row.clairvoyant is not None
    assert row.clairvoyant.value == pytest.approx(known["clairvoyant_pounds"], rel=0.015)


@pytest.mark.parametrize("name", [*NAMES, PARTLY, LIMIT])
def test_the_rows_of_open_contracts_add_up_to_the_answers(name: str) -> None:
    result = found(name)
    open_rows = [row for row in result.contracts if row.open_options]
    assert sum(row.commit_now.pounds.value for row in open_rows) == pytest.approx(result.commit_now.value)
    assert sum(row.tripwires.pounds.value for row in open_rows) == pytest.approx(result.tripwires.value)
    assert sum(row.waiting.value for row in open_rows) == pytest.approx(result.waiting.value, abs=1e-6)


def test_a_contract_about_which_nothing_is_open_costs_the_same_by_every_way() -> None:
    row = rows("open_08_one_crew")["C-ELM"]
    assert (row.open_options, row.commit_now_options) == (0, 0)
    assert row.extend_nothing == row.extend_everything == row.commit_now == row.tripwires
    assert row.waiting.value == 0.0


def test_what_everything_known_saves_under_a_limit_is_said_of_all_together_only() -> None:
    ash, elm = rows(LIMIT)["C-ASH"], rows(LIMIT)["C-ELM"]
    assert ash.tied
    assert elm.tied
    assert (ash.clairvoyant, ash.information) == (elm.clairvoyant, elm.information) == (None, None)
    # One of them is asked for today: 24,000 + 20,000 where Elm's days are the dearer ones.
    assert (ash.commit_now_options, elm.commit_now_options) == (0, 1)
    # Elm is served first: 0.4 × 20,000. Ash asks too where both are late, 0.16, and has 60 uncovered days then.
    assert elm.tripwires.pounds.value == pytest.approx(8_000, rel=CLOSE)
    assert ash.tripwires.pounds.value == pytest.approx(0.24 * 20_000 + 0.16 * 60_000, rel=CLOSE)


def test_a_frame_holds_every_figure_with_its_interval() -> None:
    _, portfolio, plan = case("open_05_chains")
    result: Tripwires = found("open_05_chains")
    frame = Case(portfolio, plan).tripwire_frame(result, "contracts").set_index("contract")
    row = rows("open_05_chains")["C-ELM"]
    cells, waiting = frame.loc["C-ELM"], row.waiting
    assert isinstance(waiting, Estimate)
    assert cells["waiting_worth_pounds"] == round(waiting.value)
    assert cells["waiting_worth_plus_minus"] == round(waiting.half_width)
    assert cells["commit_now_uncovered_probability"] == row.commit_now.uncovered.value
    assert cells["extend_nothing_uncovered_days_mean"] == row.extend_nothing.uncovered_days.value
    assert result.draws == DRAWS
