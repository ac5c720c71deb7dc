"""`planner robust` on two migrations that need one crew, in the wrong order."""

from __future__ import annotations

import csv
import json
from io import StringIO
from pathlib import Path

import pytest

from planner import judge, read_plan, read_portfolio, write_plan, write_portfolio
from planner.domain.uncertain.held_still import held_still
from planner.plan.plan_case import PlanCase
from tests.cli.conftest import Run
from tests.risk.robust.slipping import one_crew


@pytest.fixture
def said(run: Run, workplace: Path) -> Run:
    """Runs the command on the case, with its plan, for a second."""
    portfolio, plan = one_crew()
    write_portfolio(portfolio, workplace / "case")
    write_plan(workplace / "case.json", portfolio, plan, status="feasible", bound_pounds=0, gap=None)

    def command(*words: str) -> object:
        result = run(
            "robust", "case", "--plan", "case.json", "--time", "1", "--draws", "8192", "--no-buffers", "--quiet", *words
        )
        assert (result.exit_code, result.exception) == (0, None), result.output
        return result

    return command  # type: ignore[return-value]


def test_the_choice_is_said_with_what_it_is_worth(said: Run) -> None:
    # £22,000 is worked out in tests/risk/robust/test_robust.py. As planned Ash, off on 5 July, costs nothing; the plan
    # given has it off on 3 September, 44 days after its cover ends, which are £44,000.
    text = " ".join(said("--no-ways").stdout.split())
    assert "Chosen: order search" in text
    assert "That is £22k less than the plan given, carried out the same way." in text
    assert (
        "With every date as planned, begun on its planned starts, it costs £0 in all, £44k less than the plan given"
        in text
    )
    assert "without a range held still:" in text


def test_the_chosen_plan_is_written_with_its_tables(said: Run, workplace: Path) -> None:
    said("--out", "robust")
    written = workplace / "robust"
    assert {path.name for path in written.iterdir()} == {"plan.json", "robust.json", "candidates.csv", "ways.csv"}
    portfolio = read_portfolio(workplace / "case")
    assert not judge(PlanCase(portfolio, read_plan(written / "plan.json").plan_for(portfolio)))
    found = json.loads((written / "robust.json").read_text(encoding="utf-8"))
    assert (found["format"], found["changed"], found["seed"]) == ("planner robust", True, 1)
    assert len(found["ways"]) == 8
    assert found["held_still"] == held_still(portfolio).count > 0


def test_csv_is_a_row_for_each_plan_and_each_way_to_carry_it_out(said: Run) -> None:
    rows = list(csv.DictReader(StringIO(said("--no-ways", "--format", "csv").stdout)))
    assert [row["plan"] for row in rows] == ["the plan given", "the plan given", "order search", "order search"]
    assert [row["chosen"] for row in rows].count("true") == 1


def test_the_order_is_kept_where_that_is_asked(said: Run) -> None:
    text = " ".join(said("--no-ways", "--keep-order").stdout.split())
    assert "The plan given stays" in text


def test_without_a_plan_the_portfolio_is_solved_first(run: Run, workplace: Path) -> None:
    write_portfolio(one_crew()[0], workplace / "case")
    result = run("robust", "case", "--time", "1", "--draws", "8192", "--no-buffers", "--no-ways")
    assert (result.exit_code, result.exception) == (0, None), result.output
    assert "Planning 2 contracts and 2 migrations" in result.stderr
