"""Every case of `tests/cases/meanings`, solved and judged, gives the answer that was worked out by hand."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from planner.domain.portfolio import Portfolio
from planner.plan.judge import judge
from planner.plan.outcome import Status
from planner.plan.plan_case import PlanCase
from planner.plan.register.records import Act
from planner.reading import check
from planner.solver.settings import SolveSettings
from planner.solver.solve import solve
from tests.meanings.cases import HandCase, hand_cases

SETTINGS = SolveSettings(time_limit_seconds=20, workers=1)
FIELDS_OF_ACTS = {
    "last": "last_date",
    "acting": "acting_date",
    "earliest": "earliest_date",
    "notice_last": "notice_last_date",
    "notice_acting": "notice_acting_date",
    "days_left": "days_left",
    "pounds": "pounds",
}

Answer = Any
"""What a case says of one key, as far as the key states it."""


@pytest.mark.parametrize("case", hand_cases(), ids=str)
def test_a_case_gives_the_answer_worked_out_by_hand(case: HandCase, tmp_path: Path) -> None:
    folder = case.folder(tmp_path)
    report = check(folder)
    right = dict(case.right)
    missing = [words for words in right.pop("findings", []) if not any(words in str(one) for one in report.findings)]
    assert missing == [], [str(one) for one in report.findings]
    if right.pop("error", False):
        assert report.portfolio is None
        return
    assert report.portfolio is not None, [str(one) for one in report.findings]
    found = answers_of(report.portfolio, Status(right.pop("status", Status.OPTIMAL)), right)
    assert found == right


def answers_of(portfolio: Portfolio, status: Status, right: Mapping[str, Answer]) -> dict[str, Answer]:
    """What the planner says of everything that the case states, in the form in which it states it."""
    outcome = solve(portfolio, SETTINGS)
    assert outcome.status is status
    if outcome.plan is None:
        return {}
    case = PlanCase(portfolio, outcome.plan, outcome)
    assert judge(case) == ()
    assert outcome.objective_pounds == case.pounds
    return {key: ANSWERS[key](case, right[key]) for key in right}


def pounds_of(case: PlanCase, _: Answer) -> Answer:
    return {term.value: pounds for term, pounds in case.terms.items() if pounds}


def contracts_of(case: PlanCase, right: Answer) -> Answer:
    flags = {flag.contract: flag for flag in case.flags}
    return {
        id: [day(flags[id].needed_until_date), day(flags[id].covered_until_date), flags[id].flag.value] for id in right
    }


def flags_of(case: PlanCase, right: Answer) -> Answer:
    return {flag.contract: flag.flag.value for flag in case.flags if flag.contract in right}


def reasons_of(case: PlanCase, right: Answer) -> Answer:
    """The words asked for where the reason holds them, else the whole reason."""
    reasons = {flag.contract: flag.reason for flag in case.flags}
    return {id: words if words in reasons[id] else reasons[id] for id, words in right.items()}


def moves_of(case: PlanCase, right: Answer) -> Answer:
    moves, portfolio = case.schedule.migrations, case.portfolio
    return {id: [day(portfolio.date_of(d)) for d in (moves[id].start_day, moves[id].cutover_day)] for id in right}


def modes_of(case: PlanCase, right: Answer) -> Answer:
    return {id: case.schedule.migrations[id].mode.id for id in right}


def acts_of(case: PlanCase, right: Answer) -> Answer:
    """Every line of the register in the order of the case, each with the fields that the case states."""
    asked = {(line["act"], line["of"]): line for line in right}
    found = {(act.act.value, act.subject): act for act in case.acts}
    assert len(found) == len(case.acts)
    order = [key for key in asked if key in found] + [key for key in found if key not in asked]
    return [line_of(found[key], asked.get(key, {})) for key in order]


def line_of(act: Act, asked: Mapping[str, Answer]) -> dict[str, Answer]:
    line: dict[str, Answer] = {"act": act.act.value, "of": act.subject}
    for name, field in FIELDS_OF_ACTS.items():
        if name in asked:
            value = getattr(act, field)
            line[name] = day(value) if isinstance(value, date) else value
    if "assumed" in asked:
        line["assumed"] = [words for words in asked["assumed"] if any(words in one for one in act.assumed)]
    return line


def windows_of(case: PlanCase, right: Answer) -> Answer:
    """First and last day for notice, by option."""
    links = {link.option.id: link for chain in case.portfolio.chain_by_contract.values() for link in chain}
    opens = {id: link.opens.value for id, link in links.items() if link.opens is not None}
    return {id: [day(opens[id]), day(links[id].notice.value)] for id in right}


def day(value: date) -> str:
    return value.isoformat()


ANSWERS: Mapping[str, Callable[[PlanCase, Answer], Answer]] = {
    "pounds": pounds_of,
    "contracts": contracts_of,
    "flags": flags_of,
    "reasons": reasons_of,
    "moves": moves_of,
    "modes": modes_of,
    "acts": acts_of,
    "windows": windows_of,
}
