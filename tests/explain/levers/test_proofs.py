"""The four certificates, each with what it rests on."""

from __future__ import annotations

from dataclasses import replace

import pytest

from planner.explain import explain, proof_of
from planner.explain.records import Certificate
from planner.plan.outcome import Outcome, Status
from planner.plan.plan_case import PlanCase
from planner.solver import SolveSettings, solve
from tests.explain.levers.test_levers import cleared
from tests.explain.test_cases import LATE, explained
from tests.explain.texts import whitehall

PRICED = ("open_03_queue_for_a_crew", "open_08_three_for_two_places")
"""Contracts that only others keep."""


@pytest.mark.parametrize("name", LATE)
def test_the_strongest_certificate_is_the_one_worked_out(name: str) -> None:
    expected, case, found = explained(name)
    _, _, clearing = cleared(name)
    proof = proof_of(case, found, clearing)
    assert proof is not None
    assert proof.certificate.value == expected["certificate"]
    if proof.certificate is Certificate.COMPETITION:
        assert list(proof.contracts) == expected["cannot_all"]
        released = {move.id for move in case.portfolio.migrations if set(move.releases) & set(proof.contracts)}
        assert released <= set(proof.feeders)


@pytest.mark.parametrize("name", LATE)
def test_what_alone_claims_is_refused_by_a_solve_that_asks_for_it(name: str) -> None:
    _, case, found = explained(name)
    proof = proof_of(case, found)
    if proof is not None and proof.certificate is Certificate.ALONE:
        assert proof.late_days is not None
        earlier = {found.contract: found.off_by_day + proof.late_days - 1}
        other = SolveSettings(time_limit_seconds=20.0, workers=1, deterministic=True, seed=5)
        assert solve(case.portfolio, other, must_be_off=earlier).status is Status.INFEASIBLE


def test_a_contract_that_is_in_time_is_certified_by_the_plan() -> None:
    _, case, found = explained("open_03_queue_for_a_crew")
    in_time = replace(found, certificate=Certificate.CLEAR)
    proof = proof_of(case, in_time)
    assert proof is not None
    assert (proof.certificate, proof.feeders) == (Certificate.CLEAR, ())


def test_without_asking_what_clears_it_competition_and_price_are_not_known() -> None:
    case = whitehall()
    (told,) = explain(case, "TPR-OWN").told
    assert told.explanation.certificate is None
    assert told.proof(case) is None


@pytest.mark.parametrize("name", PRICED)
def test_a_price_lies_between_what_is_proved_and_what_was_found(name: str) -> None:
    # where the best possible plan may be 3 pounds cheaper than this one, the price may be 3 pounds higher
    _, case, found = explained(name)
    _, _, clearing = cleared(name)
    assert clearing.priority is not None
    assert clearing.priority.witness is not None
    bounded = Outcome(
        status=Status.FEASIBLE,
        plan=case.plan,
        objective_pounds=case.pounds,
        bound_pounds=case.pounds - 3,
        gap=0.1,
        seconds=1.0,
    )
    unproved = PlanCase(case.portfolio, case.plan, bounded)
    proof = proof_of(unproved, replace(found, certificate=None), replace(clearing, cannot_all=None))
    assert proof is not None
    assert proof.certificate is Certificate.PRICE
    assert proof.from_pounds == clearing.priority.at_least_pounds
    assert proof.until_pounds == clearing.priority.witness.price_pounds + 3
    assert not proof.exact
