"""The planner gives the answers of the reference on drawn portfolios: days, pounds, flags and the register."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from planner.plan.outcome import Status
from planner.plan.plan_case import PlanCase
from planner.plan.register.records import Act, ActKind
from planner.reading import read_portfolio
from planner.solver.settings import SolveSettings
from planner.solver.solve import solve
from tests.depth import by_day
from tests.reference.answer import Answer, Line, answers
from tests.reference.draws import write_draw
from tests.reference.tables import Tables

SETTINGS = SolveSettings(time_limit_seconds=20, workers=1, deterministic=True)
SEEDS = by_day(range(600), 40)


@pytest.mark.parametrize("seed", SEEDS)
def test_the_planner_gives_the_answer_of_the_reference(seed: int, tmp_path: Path) -> None:
    folder = write_draw(seed, tmp_path)
    portfolio = read_portfolio(folder)
    outcome = solve(portfolio, SETTINGS)
    assert outcome.status is Status.OPTIMAL
    assert outcome.plan is not None
    found = said(PlanCase(portfolio, outcome.plan, outcome))
    expected = [wanted(one) for one in answers(Tables(folder))]
    assert found["pounds"] == expected[0]["pounds"]
    same_cover = [one for one in expected if one["covers"] == found["covers"]]
    assert found == (same_cover or expected)[0]


def said(case: PlanCase) -> Mapping[str, object]:
    """What the planner says, in the form of the reference."""
    flags = {flag.contract: flag for flag in case.flags}
    moves = {
        id: (case.portfolio.date_of(move.start_day), case.portfolio.date_of(move.cutover_day))
        for id, move in case.schedule.migrations.items()
    }
    return {
        "pounds": {term.value: pounds for term, pounds in case.terms.items() if pounds},
        "moves": moves,
        "covers": {id: (flag.needed_until_date, flag.covered_until_date) for id, flag in flags.items()},
        "flags": {id: flag.flag.value for id, flag in flags.items()},
        "acts": {(act.act.value, act.subject): days_of(act) for act in case.acts},
    }


def days_of(act: Act) -> tuple[object, ...]:
    """Its days, and what it costs where the register says so."""
    notice = None if act.act is ActKind.START_BRIDGE else act.notice_last_date
    return act.last_date, act.acting_date, act.earliest_date, notice


def wanted(answer: Answer) -> Mapping[str, object]:
    return {
        "pounds": dict(answer.pounds),
        "moves": {id: (move.start, move.cutover) for id, move in answer.moves.items()},
        "covers": {id: (cover.needed, cover.covered) for id, cover in answer.covers.items()},
        "flags": dict(answer.flags),
        "acts": {(line.act, line.subject): wanted_days(line) for line in answer.acts},
    }


def wanted_days(line: Line) -> tuple[object, ...]:
    return line.last, line.acting, line.earliest, line.notice_last
