"""The options of a plan whose starts are known, where budgets or a negotiation limit tie the contracts together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ortools.sat.python import cp_model

from planner.domain.rules import Rule
from planner.solver.candidate import Candidate, cheapest_prefixes, needed_until
from planner.solver.constraints import CONSTRAINTS
from planner.solver.exact import ExactModel, Proof, SearchLimits, search
from planner.solver.instance import Instance
from planner.solver.option_prices import limits_of, relax_choice
from planner.solver.terms import TERMS, exposed, link_cover
from planner.solver.variables import create_variables

OPTION_RULES = (Rule.OPTION_CHAIN, Rule.OPTION_AVAILABLE, Rule.BUDGET, Rule.NEGOTIATIONS, Rule.COMMITMENT)
COVER_FIRST_WEIGHT = 1_000
LIMITS = SearchLimits(seconds=0.5, workers=1, seed=0, deterministic=True)
LAST_LIMITS = SearchLimits(seconds=5.0, workers=1, seed=0, deterministic=True)
"""Where no choice at all was found within the first limits."""


def with_options_at_once(instance: Instance, starts: Sequence[int], modes: Sequence[int]) -> Candidate | None:
    """A candidate in no time: shortest prefixes, then contract by contract, most to save first, the cheapest that fits.

    None where not even the shortest prefixes keep the limits.
    """
    needs = needed_until(instance, starts, modes)
    shortest = [min(contract.prefixes) for contract in instance.contracts]
    limits = limits_of(instance)
    left = [limit.most for limit in limits]
    taken: dict[tuple[int, int], list[tuple[int, int]]] = {}
    for k, limit in enumerate(limits):
        for link, amount in limit.use.items():
            taken.setdefault(link, []).append((k, amount))
            if link[1] < shortest[link[0]]:
                left[k] -= amount
    if min(left, default=0) < 0:
        return None
    prefixes = list(shortest)
    cases = list(zip(instance.contracts, needs, strict=True))
    savings = [
        contract.pounds(shortest[c], need) - contract.least_pounds(need) for c, (contract, need) in enumerate(cases)
    ]
    for c in sorted(range(len(cases)), key=lambda c: -savings[c]):
        contract, need = cases[c]
        for prefix in sorted(contract.prefixes, key=lambda prefix: contract.pounds(prefix, need)):
            use: dict[int, int] = {}
            for j in range(shortest[c], prefix):
                for k, amount in taken.get((c, j), ()):
                    use[k] = use.get(k, 0) + amount
            if all(left[k] >= amount for k, amount in use.items()):
                for k, amount in use.items():
                    left[k] -= amount
                prefixes[c] = prefix
                break
    return Candidate(tuple(starts), tuple(modes), tuple(prefixes))


def with_options(instance: Instance, starts: Sequence[int], modes: Sequence[int]) -> Candidate | None:
    """The candidate with the cheapest options these starts allow; None where budgets and limit leave no choice at all.

    Without coupling every contract takes its own cheapest prefix. With it the search starts
    from the rounded linear relaxation.
    """
    alone = Candidate(tuple(starts), tuple(modes), cheapest_prefixes(instance, starts, modes))
    if not instance.couples_options:
        return alone
    needs = needed_until(instance, starts, modes)
    frozen = replace(
        instance,
        migrations=(),
        arcs=(),
        groups=(),
        contracts=tuple(
            replace(contract, releasing=(), needed_at_least_day=None if contract.no_route else need)
            for contract, need in zip(instance.contracts, needs, strict=True)
        ),
    )
    variables = create_variables(cp_model.CpModel(), frozen)
    for rule in OPTION_RULES:
        CONSTRAINTS[rule](variables)
    link_cover(variables)
    costs = [cost for term in TERMS.values() for cost in term(variables)]
    exact = ExactModel(variables, cp_model.LinearExpr.sum(costs))
    if instance.cover_first:
        costs += [exposed(variables)] * COVER_FIRST_WEIGHT
    start = relax_choice(instance, limits_of(instance), needs)
    for row, prefix in zip(variables.used, start.prefixes, strict=True):
        for j, used in enumerate(row):
            variables.model.add_hint(used, int(prefix > j))
    result = search(exact, LIMITS, minimise=cp_model.LinearExpr.sum(costs))
    if result.proof is Proof.NOTHING:
        result = search(exact, LAST_LIMITS, minimise=cp_model.LinearExpr.sum(costs))
    if result.proof in (Proof.INFEASIBLE, Proof.NOTHING) or result.candidate is None:
        return None
    return replace(alone, prefixes=result.candidate.prefixes)
