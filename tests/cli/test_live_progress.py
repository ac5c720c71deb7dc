import time
from dataclasses import replace
from pathlib import Path

import pytest

from planner import Term, read_portfolio, solve
from planner.cli.shared.live_progress import ProgressLine, pounds_apart, shown_live
from planner.domain.organisations import Commitment
from planner.plan.plan_case import PlanCase
from planner.solver import Progress

TINY = Path(__file__).parents[2] / "data" / "tiny"


def test_the_line_says_what_is_not_known_yet() -> None:
    line = ProgressLine("GBP", 60)
    assert line.text(2.4) == "no plan yet · no bound yet · gap – · 2 of 60 s"


def test_a_long_silence_at_the_beginning_is_explained_and_does_not_count() -> None:
    line = ProgressLine("GBP", 60)
    assert "compiles for some 20 s" in line.text(15)
    line.started -= 15
    line.hear(Progress(seconds=0.5, objective_pounds=1000, bound_pounds=None, stage="any"))
    assert time.monotonic() - line.started < 15
    assert "compiles" not in line.text(15)


def test_the_gap_leaves_out_what_no_plan_can_change() -> None:
    # 1,000 of cost, 200 of it apart, 100 above the bound: 100 / 800.
    line = ProgressLine("GBP", 60, apart_pounds=200)
    line.hear(Progress(seconds=1, objective_pounds=1000, bound_pounds=900, stage="any"))
    assert line.text(1) == "best plan £1,000 · none below £900 · gap 12.50 % · 1 of 60 s"


def test_what_is_set_apart_is_the_no_route_term_of_a_plan() -> None:
    # Declined, Ash stays: its contract is needed until the horizon whatever the others do.
    portfolio = read_portfolio(TINY)
    organisations = tuple(
        replace(organisation, commitment=Commitment.DECLINED) if organisation.id == "ASH" else organisation
        for organisation in portfolio.organisations
    )
    staying = replace(portfolio, organisations=organisations)
    outcome = solve(staying)
    assert outcome.plan is not None
    assert pounds_apart(portfolio) == 0
    assert pounds_apart(staying) == PlanCase(staying, outcome.plan).terms[Term.NO_ROUTE] > 0


def test_nothing_is_shown_where_nobody_looks(capsys: pytest.CaptureFixture[str]) -> None:
    # Captured output is no terminal.
    with shown_live(ProgressLine("GBP", 60), quiet=False) as hear:
        assert hear is None
    assert capsys.readouterr().err == ""
