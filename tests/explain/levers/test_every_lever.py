"""Every way in which a record can keep a contract, and the least change that clears it, worked out by hand.

Ash builds for 10 days, cuts over in 2 and runs in parallel for 5. The contract is in force until 31 March 2027, day 89.
So it is off in time with a start on day 73 at the latest, and a cutover on day 85. Each record below keeps the start until
day 100, 11 April, or the cutover until day 112, 23 April: 27 days too late.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

import pytest

from planner.domain.decisions_taken import CommitmentKind, DecisionTaken
from planner.domain.levers.lever import Way
from planner.domain.migrations import Group
from planner.domain.organisations import Organisation
from planner.domain.portfolio import Portfolio
from planner.domain.resources import WaveWindow
from planner.explain.levers.clearing import what_clears
from planner.explain.levers.records import Refuted, Verdict
from planner.explain.words.clearing_words import clearing_sentences
from planner.explain.words.lever_words import CLAUSES
from planner.plan.judge import judge
from planner.plan.plan_case import PlanCase
from planner.reading import read_portfolio
from planner.reading.write import write_portfolio
from planner.solver import SolveSettings, Status, solve
from tests.explain.test_cases import CASES

SETTINGS = SolveSettings(time_limit_seconds=4.0, workers=1, deterministic=True)
START, CUTOVER = date(2027, 4, 11), date(2027, 4, 23)


def base() -> Portfolio:
    case = read_portfolio(CASES / "open_01_milestone_with_slack_beside" / "portfolio")
    return replace(case, milestones=(), precedences=())


def released() -> Portfolio:
    case = base()
    return replace(case, migrations=tuple(replace(move, release_date=START) for move in case.migrations))


def agreed() -> Portfolio:
    taken = DecisionTaken(id="CUT", kind=CommitmentKind.CUTOVER_AGREED, subject="ASH-MOVE", agreed_date=CUTOVER)
    return replace(base(), decisions_taken=(taken,))


def grouped() -> Portfolio:
    """Birch may not begin before day 100, and cuts over with Ash."""
    case = base()
    birch = replace(case.migrations[0], id="BIRCH-MOVE", organisation="BIRCH", releases=(), release_date=START)
    organisation = Organisation(id="BIRCH", name="Birch Department", cluster="NORTH")
    return replace(
        case,
        organisations=(*case.organisations, organisation),
        migrations=(*case.migrations, birch),
        groups=(Group(id="PAIR", migrations=("ASH-MOVE", "BIRCH-MOVE")),),
    )


def windows() -> Portfolio:
    """Ash can cut over on 13 January, day 12, at the earliest; the first window closes on 9 January."""
    first = WaveWindow(id="W1", cluster="NORTH", from_date=date(2027, 1, 1), until_date=date(2027, 1, 10))
    second = WaveWindow(id="W2", cluster="NORTH", from_date=CUTOVER, until_date=date(2027, 12, 1))
    return replace(base(), wave_windows=(first, second))


@dataclass(frozen=True)
class Worked:
    """A portfolio, a lever of it, and the least amount that clears the contract."""

    portfolio: Callable[[], Portfolio]
    table: str
    key: str
    way: Way
    least: int


WORKED = (
    Worked(released, "migrations", "ASH-MOVE", Way.EARLIER, 27),
    Worked(agreed, "commitments", "CUT", Way.EARLIER, 27),
    Worked(grouped, "groups", "PAIR", Way.GIVEN_UP, 1),
    Worked(grouped, "migrations", "BIRCH-MOVE", Way.EARLIER, 27),
    Worked(windows, "wave_windows", "W2", Way.EARLIER, 27),
    # the window has to hold 13 January, so that it closes on 14 January instead of 10 January
    Worked(windows, "wave_windows", "W1", Way.LATER, 4),
)
OF_CASES = {
    ("milestones", Way.EARLIER),
    ("precedences", Way.SHORTER),
    ("precedences", Way.GIVEN_UP),
    ("freezes", Way.EARLIER),
    ("freezes", Way.LATER),
    ("freezes", Way.GIVEN_UP),
}
"""What the small portfolios with known answers hold; see `test_levers`."""


@pytest.mark.parametrize("worked", WORKED, ids=lambda worked: f"{worked.table} {worked.key} {worked.way.value}")
def test_the_least_change_clears_it_in_data_written_and_read_again(worked: Worked, tmp_path: Path) -> None:
    portfolio = worked.portfolio()
    outcome = solve(portfolio, SETTINGS)
    assert outcome.plan is not None
    case = PlanCase(portfolio, outcome.plan, outcome)
    found = what_clears(case, "C-ASH", settings=SETTINGS)
    wanted = (worked.table, worked.key, worked.way)
    answer = next(a for a in found.levers if (a.lever.table, a.lever.key, a.lever.way) == wanted)
    assert (answer.verdict, answer.amount, answer.refuted) == (Verdict.CLEARS, worked.least, Refuted.ANY_PLAN)
    assert answer.witness is not None
    changed = read_portfolio(write_portfolio(answer.lever.changed(portfolio, worked.least), tmp_path / "changed"))
    witness = PlanCase(changed, answer.witness.plan)
    assert judge(witness) == ()
    assert witness.flag_by_contract["C-ASH"].exposure is None
    less = answer.lever.changed(portfolio, worked.least - 1) if worked.least > 1 else portfolio
    other = replace(SETTINGS, seed=7)
    assert solve(less, other, must_be_off={"C-ASH": found.by_day}).status is Status.INFEASIBLE
    assert clearing_sentences(case, found)


def test_every_lever_that_a_contract_is_asked_is_worked_out() -> None:
    assert {(worked.table, worked.way) for worked in WORKED} | OF_CASES == set(CLAUSES)
