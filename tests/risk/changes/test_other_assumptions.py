"""What the answer rests on: each other assumption by itself, on the numbers that the answer itself is drawn from."""

from __future__ import annotations

from dataclasses import replace

import pytest

from planner.domain.uncertain.families import RangeFamily
from planner.errors import SettingsError
from planner.plan.plan_case import PlanCase
from planner.present.tables.risk.assumption_table import assumption_lines
from planner.risk.assumptions import Assumptions
from planner.risk.changes.other_assumptions import AS_STATED, assumption_rows, other_assumptions
from planner.risk.records import Answer
from planner.risk.uncertainty import uncertainty_of
from tests.risk.test_cases import case
from tests.risk.test_curves_and_quarters import KNOWN, risk_of


def case_of(name: str) -> PlanCase:
    _, portfolio, plan = case(name)
    return PlanCase(portfolio, plan)


def test_without_the_event_nothing_has_to_be_bought() -> None:
    # As stated both options are bought today, at £20,000 each. Without the event both contracts end in time.
    rows = {row.assumption: row for row in assumption_rows(case_of(KNOWN))}
    assert rows[AS_STATED].commit_now_pounds == 40_000
    calm = rows["no event happens"]
    assert (calm.commit_now_pounds, calm.more_pounds, calm.uncovered_contracts) == (0, -40_000, 0.0)
    # Nothing has a range, so there is no tail, no width, and nothing in common to change.
    assert set(rows) == {AS_STATED, "no event happens", "phases vary from −10 % to +30 %"}


@pytest.mark.parametrize("name", ["open_03_supplier_may_refuse", "open_05_chains"])
def test_as_stated_is_the_answer_itself(name: str) -> None:
    first, *others = assumption_rows(case_of(name))
    (now,) = [row for row in risk_of(name).answers if row.answer is Answer.COMMIT_NOW]
    assert (first.assumption, first.commit_now_pounds, first.more_pounds) == (AS_STATED, now.mean_pounds, 0)
    sizes = [abs(row.more_pounds) for row in others]
    assert sizes == sorted(sizes, reverse=True)


def test_every_other_assumption_differs_from_what_is_stated() -> None:
    _, portfolio, _ = case("open_11_correlated_dates")
    stated = uncertainty_of(portfolio)
    found = {other.name: other.uncertainty for other in other_assumptions(portfolio, stated)}
    assert "dates have much in common" in found
    assert [name for name, other in found.items() if other == stated] == [AS_STATED]
    moved = stated.in_family(RangeFamily.TRIANGULAR)
    again = {other.name for other in other_assumptions(portfolio, moved)}
    assert not any(name.startswith("no tails") for name in again)


def test_one_family_for_all_dates_is_not_varied_in_the_outside_view() -> None:
    with pytest.raises(SettingsError, match="one list of past slips"):
        assumption_rows(case_of(KNOWN), Assumptions(outside_view=True))


def test_what_was_done_before_it_was_stopped_is_kept() -> None:
    steps: list[str] = []
    rows = assumption_rows(case_of(KNOWN), stop=lambda: len(steps) > 1, on_step=steps.append)
    assert [row.assumption for row in rows] == [AS_STATED]


def test_the_words_name_what_matters_most_and_what_is_understated() -> None:
    rows = assumption_rows(case_of(KNOWN))
    portfolio = case_of(KNOWN).portfolio
    most, how = assumption_lines(portfolio, rows)
    assert most.startswith(
        "What matters most here: no event happens. The expected cost of commit now is then £40k ± £0"
    )
    assert most.endswith("less.")
    assert "on the same 8,192 draws" in how
    beyond = [replace(row, horizon_share=0.01) for row in rows[:2]]
    assert "understated: as stated; no event happens" in [*assumption_lines(portfolio, beyond)][-1]
    assert "rests on no assumption" in next(assumption_lines(portfolio, rows[:1]))
