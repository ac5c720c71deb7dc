"""Each rule and each term matters: left out of the exact model, a portfolio is found whose answer is then wrong."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import pytest
from ortools.sat.python import cp_model

from planner.domain.portfolio import Portfolio
from planner.domain.rules import ASKED_RULES, Rule, Term
from planner.plan.judge import judge
from planner.plan.plan_case import PlanCase
from planner.solver.model.candidate import objective_pounds, to_plan
from planner.solver.model.compilation import compile_instance
from planner.solver.model.constraints import CONSTRAINTS, RuleConstraint
from planner.solver.model.exact import Proof, SearchLimits, SearchResult, build, search
from planner.solver.model.instance import Instance
from planner.solver.model.objective import TERM_EXPRESSIONS
from planner.solver.tuning import DEFAULT_TUNING
from tests.bundled_portfolios import BUNDLED_SEEDS, bundled_portfolio
from tests.tiny_portfolios import random_portfolio

SEEDS = range(400)
LIMITS = SearchLimits(seconds=10.0, workers=1, seed=0, deterministic=True, tuning=DEFAULT_TUNING.exact)


HAND_MADE: Mapping[Rule | Term, Portfolio] = {}
"""Portfolios for rules and terms that no drawn one has; they come before the drawn ones."""

SHOWN_IN_THE_MODEL = (Rule.COMPLETE, Rule.OPTION_CHAIN)
"""Rules that the form of a plan cannot break; they have tests of their own below."""


def portfolios(of: Rule | Term) -> Iterator[Portfolio]:
    if of in HAND_MADE:
        yield HAND_MADE[of]
    if of is Rule.BUNDLE:
        yield from map(bundled_portfolio, BUNDLED_SEEDS)
    yield from map(random_portfolio, SEEDS)


def without(rule: Rule) -> dict[Rule, RuleConstraint]:
    return {other: add for other, add in CONSTRAINTS.items() if other is not rule}


def optimum(instance: Instance) -> SearchResult:
    exact = build(instance, DEFAULT_TUNING.exact)
    return search(exact, LIMITS, minimise=exact.objective)


@pytest.mark.parametrize("rule", [rule for rule in Rule if rule not in (*SHOWN_IN_THE_MODEL, *ASKED_RULES)])
def test_a_model_without_the_rule_makes_plans_that_break_it(rule: Rule) -> None:
    rest = without(rule)
    for drawn in portfolios(rule):
        instance = compile_instance(drawn)
        exact = build(instance, DEFAULT_TUNING.exact, rules=rest)
        result = search(exact, LIMITS, minimise=exact.objective)
        if result.candidate is None:
            continue
        broken = {breach.rule for breach in judge(PlanCase(drawn, to_plan(instance, result.candidate)))}
        if rule in broken:
            assert broken == {rule}
            return
    pytest.fail(f"no portfolio notices that {rule.value} is missing")


def test_a_model_without_completeness_may_plan_nothing_at_all() -> None:
    """With the rule, a plan in which no migration has a mode is impossible; without it, it is not."""
    instance = compile_instance(random_portfolio(3))
    for rules, possible in ((CONSTRAINTS, False), (without(Rule.COMPLETE), True)):
        exact = build(instance, DEFAULT_TUNING.exact, rules=rules)
        exact.model.add(sum(literal for row in exact.variables.presence for literal in row) == 0)
        assert (cp_model.CpSolver().solve(exact.model) == cp_model.OPTIMAL) is possible


def test_without_the_chain_rule_a_later_option_is_used_alone() -> None:
    """Plans count the options used, so the model says it itself: option 2 of a contract used, option 1 not."""
    for rules, possible in ((CONSTRAINTS, False), (without(Rule.OPTION_CHAIN), True)):
        found = False
        for seed in range(60):
            exact = build(compile_instance(random_portfolio(seed)), DEFAULT_TUNING.exact, rules=rules)
            row = next((row for row in exact.variables.used if len(row) > 1), None)
            if row is not None:
                exact.model.add(row[1] == 1)
                exact.model.add(row[0] == 0)
                found = found or cp_model.CpSolver().solve(exact.model) == cp_model.OPTIMAL
        assert found is possible


@pytest.mark.parametrize("term", list(Term))
def test_a_model_without_the_term_misses_the_best_plan(term: Term) -> None:
    """Without the term the bound is lower, or what it thinks best costs more."""
    rest = {other: add for other, add in TERM_EXPRESSIONS.items() if other is not term}
    for drawn in portfolios(term):
        instance = compile_instance(drawn)
        whole = optimum(instance)
        if whole.proof is not Proof.OPTIMAL or whole.candidate is None:
            continue
        exact = build(instance, DEFAULT_TUNING.exact, terms=rest)
        part = search(exact, LIMITS, minimise=exact.objective)
        assert part.candidate is not None
        best = objective_pounds(instance, whole.candidate)
        assert objective_pounds(instance, part.candidate) >= best
        if objective_pounds(instance, part.candidate) > best:
            return
    pytest.fail(f"no portfolio notices that {term.value} is missing")
