"""Levers of the small portfolios with known answers; each is confirmed on the changed data, written out and read again."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from planner.domain.clusters import Milestone
from planner.domain.levers.lever import Lever, Unit, Way
from planner.domain.migrations import Precedence
from planner.domain.portfolio import Portfolio
from planner.explain.levers.clearing import Clearing, what_clears
from planner.explain.levers.records import LeverAnswer, Refuted, Verdict
from planner.explain.reference_day import reference_day
from planner.explain.words.clearing_words import clearing_sentences
from planner.explain.words.lever_words import CLAUSES
from planner.plan.judge import judge
from planner.plan.plan_case import PlanCase
from planner.reading import read_portfolio
from planner.reading.write import write_portfolio
from planner.solver import SolveSettings, Status, solve
from tests.depth import by_day
from tests.explain.drawn import drawn
from tests.explain.test_cases import LATE, explained

SETTINGS = SolveSettings(time_limit_seconds=4.0, workers=1, deterministic=True)
WAYS = {
    "milestone earlier": ("milestones", Way.EARLIER),
    "lag shorter": ("precedences", Way.SHORTER),
    "precedence dropped": ("precedences", Way.GIVEN_UP),
    "freeze ends earlier": ("freezes", Way.EARLIER),
    "freeze begins later": ("freezes", Way.LATER),
}
"""What the cases call a lever of a record."""


def cleared(name: str) -> tuple[dict[str, Any], PlanCase, Clearing]:
    expected, case, found = explained(name)
    return expected, case, what_clears(case, found.contract, settings=SETTINGS)


def of(found: Clearing, table: str, way: Way, key: str) -> LeverAnswer:
    return next(a for a in found.levers if (a.lever.table, a.lever.way, a.lever.key) == (table, way, key))


@pytest.mark.parametrize("name", LATE)
def test_every_lever_of_a_case_needs_what_was_worked_out(name: str) -> None:
    expected, _, found = cleared(name)
    for wanted in expected["levers"]:
        kind = wanted["lever"]
        if kind in WAYS:
            answer = of(found, *WAYS[kind], wanted["id"])
            least = 1 if wanted.get("clears") else wanted["least"]
            assert answer.amount == least, wanted
            assert answer.verdict is (Verdict.IMPOSSIBLE if least is None else Verdict.CLEARS), wanted
            assert not wanted.get("proved") or answer.refuted is Refuted.ANY_PLAN, wanted
        elif kind == "capacity":
            is_capacity(found, wanted)
        elif kind == "option of months":
            assert found.right is not None
            assert (found.right.months, found.right.least_months) == (wanted["least"], wanted["least"])
        else:
            has_price(found, wanted)


def is_capacity(found: Clearing, wanted: dict[str, Any]) -> None:
    assert found.capacity is not None
    (more,) = found.capacity.more
    assert (more.resource, more.units) == (wanted["id"], wanted["units"])
    assert (more.until_date - more.from_date).days == wanted["days"]
    stated = {"from": str(more.from_date), "until": str(more.until_date)}
    assert all(wanted.get(end, day) == day for end, day in stated.items())
    assert found.capacity.answer.refuted is Refuted.OTHERS_FIXED


def has_price(found: Clearing, wanted: dict[str, Any]) -> None:
    assert found.priority is not None
    assert found.priority.witness is not None
    assert found.priority.exact
    assert found.priority.witness.price_pounds == wanted["price_pounds"]
    assert dict(found.priority.witness.worse) == wanted.get("who", {})


@pytest.mark.parametrize("name", LATE)
def test_what_must_give_together_and_who_cannot_all_be_in_time(name: str) -> None:
    expected, _, found = cleared(name)
    wanted = expected.get("combinations")
    together = None if found.together is None else {lever.key: amount for lever, amount in found.together.amounts}
    assert together == (wanted[0] if wanted else None)
    assert found.cannot_all == (tuple(expected["cannot_all"]) if "cannot_all" in expected else None)


def clears(found: Clearing, answer: LeverAnswer, changed: Portfolio) -> None:
    assert answer.witness is not None
    witness = PlanCase(changed, answer.witness.plan)
    assert judge(witness) == ()
    assert witness.schedule.contracts[found.contract].needed_until_day <= found.by_day
    assert witness.pounds == answer.witness.pounds


def has_no_plan(found: Clearing, portfolio: Portfolio) -> bool:
    """Whether another seed finds that no plan has the contract off by the day."""
    other = replace(SETTINGS, time_limit_seconds=20.0, seed=SETTINGS.seed + 5)
    return solve(portfolio, other, must_be_off={found.contract: found.by_day}).status is Status.INFEASIBLE


@pytest.mark.parametrize("name", LATE)
def test_the_changed_data_clear_it_and_one_unit_less_does_not(name: str, tmp_path: Path) -> None:
    """The witness has no breach in the data read again, and the contract off by the day; with one less no plan has."""
    _, case, found = cleared(name)
    for place, answer in enumerate(found.clearing):
        amount = answer.amount or 0
        folder = write_portfolio(answer.lever.changed(case.portfolio, amount), tmp_path / str(place))
        clears(found, answer, read_portfolio(folder))
        if answer.refuted is Refuted.ANY_PLAN:
            less = answer.lever.changed(case.portfolio, amount - 1) if amount > 1 else case.portfolio
            assert has_no_plan(found, less)


@pytest.mark.parametrize("name", LATE)
def test_the_sentences_name_records_and_end_with_a_full_stop(name: str) -> None:
    _, case, found = cleared(name)
    sentences = clearing_sentences(case, found)
    assert sentences
    for sentence in sentences:
        assert sentence.text.endswith(".")
        assert sentence.records


def test_every_way_a_record_can_give_has_its_words() -> None:
    for name in LATE:
        _, _, found = cleared(name)
        for answer in found.levers:
            assert (answer.lever.table, answer.lever.way) in CLAUSES


def test_a_contract_that_is_not_late_has_no_levers() -> None:
    _, case, found = explained("open_03_queue_for_a_crew")
    other = next(id for id in case.schedule.contracts if id != found.contract)
    assert what_clears(case, other, settings=SETTINGS).levers == ()


def test_stopping_keeps_what_was_answered() -> None:
    _, case, found = explained("open_05_freeze_and_a_milestone_before_it")
    asked: list[Lever] = []
    answer = what_clears(case, found.contract, settings=SETTINGS, stop=lambda: len(asked) > 1, on_lever=asked.append)
    assert len(answer.levers) == 1
    assert answer.unasked > 0
    assert answer.levers[0].lever.unit is Unit.DAYS


MOST_LEVERS = 8
"""Levers of a contract that are confirmed by another search, spread over all it has."""


def test_levers_of_drawn_portfolios_are_confirmed_on_both_sides() -> None:
    """200 drawn portfolios with groups, windows, freezes, modes and all anchors; one late contract of each."""
    seen = 0
    for one in drawn(by_day(range(200), 25)):
        late = [id for id in one.contracts if reference_day(one.case, id) < needed_until(one.case, id)]
        for contract in late[:1]:
            found = what_clears(one.case, contract, settings=SETTINGS)
            for answer in found.levers[:: len(found.levers) // MOST_LEVERS + 1]:
                seen += 1
                is_confirmed(one.case, found, answer)
    assert seen


def needed_until(case: PlanCase, contract: str) -> int:
    return case.schedule.contracts[contract].needed_until_day


def is_confirmed(case: PlanCase, found: Clearing, answer: LeverAnswer) -> None:
    lever, amount = answer.lever, answer.amount
    if answer.verdict is Verdict.IMPOSSIBLE:
        assert has_no_plan(found, lever.changed(case.portfolio, lever.most))
    if amount is not None:
        clears(found, answer, lever.changed(case.portfolio, amount))
        if answer.refuted is Refuted.ANY_PLAN and lever.monotone:
            assert has_no_plan(found, lever.changed(case.portfolio, amount - 1) if amount > 1 else case.portfolio)


def test_a_contract_that_no_rule_keeps_has_a_price_and_no_levers() -> None:
    """Its group may be split, so that its own move can be in time today: giving up a record would change nothing."""
    _, case, found = explained("open_06_choice_of_the_plan")
    precedence = Precedence(predecessor="EARLY", successor="ASH-MOVE")
    early = Milestone(id="EARLY", name="Early", cluster="NORTH", forecast_date=case.portfolio.date_of(3))
    waiting = replace(
        case.portfolio,
        milestones=(*case.portfolio.milestones, early),
        precedences=(*case.portfolio.precedences, precedence),
    )
    answer = what_clears(PlanCase(waiting, case.plan), found.contract, settings=SETTINGS)
    assert answer.levers == ()
    assert answer.capacity is None
    assert answer.priority is not None
    assert answer.priority.witness is not None
    assert answer.priority.witness.price_pounds == 180
