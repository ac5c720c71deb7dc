"""The options of a plan whose starts are known, where budgets or a negotiation limit tie the contracts together."""

from __future__ import annotations

from collections.abc import Sequence

from ortools.linear_solver.python import model_builder
from ortools.sat.python import cp_model

from planner.solver.model.candidate import Candidate, cheapest_prefixes, needed_until
from planner.solver.model.cover import ContractCase
from planner.solver.model.instance import Instance, OptionLimit
from planner.solver.tuning import OptionTuning

ROUNDING = 1e-6


def with_options_at_once(instance: Instance, starts: Sequence[int], modes: Sequence[int]) -> Candidate | None:
    """A candidate in no time: shortest prefixes, then contract by contract, most to save first, the cheapest that fits.

    None where not even the shortest prefixes keep the limits.
    """
    needs = needed_until(instance, starts, modes)
    shortest = [min(contract.prefixes) for contract in instance.contracts]
    left = [limit.most for limit in instance.limits]
    taken: dict[tuple[int, int], list[tuple[int, int]]] = {}
    for k, limit in enumerate(instance.limits):
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


def with_options(
    instance: Instance, starts: Sequence[int], modes: Sequence[int], tuning: OptionTuning
) -> Candidate | None:
    """The candidate with the cheapest options these starts allow; None where the limits leave no choice at all.

    Contracts that no limit ties take their own cheapest prefix. For the others the search starts from the rounded linear
    relaxation.
    """
    prefixes = list(cheapest_prefixes(instance, starts, modes))
    if instance.couples_options:
        needs = needed_until(instance, starts, modes)
        if instance.cover_first:
            prefixes = [
                _best_cover(contract, need, tuning) for contract, need in zip(instance.contracts, needs, strict=True)
            ]
        tied = _tied_prefixes(instance, needs, tuning)
        if tied is None:
            return None
        for c, prefix in tied.items():
            prefixes[c] = prefix
    return Candidate(tuple(starts), tuple(modes), tuple(prefixes))


def _best_cover(contract: ContractCase, need: int, tuning: OptionTuning) -> int:
    return min(contract.prefixes, key=lambda prefix: _weighted(contract, prefix, need, tuning))


def _weighted(contract: ContractCase, prefix: int, need: int, tuning: OptionTuning) -> int:
    """What is minimised where cover comes first."""
    return contract.pounds(prefix, need) + tuning.cover_first_weight * contract.exposure_pounds(prefix, need)


def _tied_prefixes(instance: Instance, needs: Sequence[int], tuning: OptionTuning) -> dict[int, int] | None:
    """The best prefixes of the contracts that limits tie together; None where there are none, or none were found."""
    tied = _tied_contracts(instance)
    start = _relaxed_prefixes(instance, tied, needs)
    model = cp_model.CpModel()
    chosen: dict[tuple[int, int], cp_model.IntVar] = {}
    pounds = []
    for c in tied:
        contract = instance.contracts[c]
        for prefix in contract.prefixes:
            taken = model.new_bool_var(f"{contract.id} {prefix}")
            model.add_hint(taken, int(prefix == start[c]))
            chosen[c, prefix] = taken
            if instance.cover_first:
                pounds.append(_weighted(contract, prefix, needs[c], tuning))
            else:
                pounds.append(contract.pounds(prefix, needs[c]))
        model.add_exactly_one(chosen[c, prefix] for prefix in contract.prefixes)
    for limit in instance.limits:
        use = _use_by_prefix(instance, limit)
        taken_of_limit = cp_model.LinearExpr.weighted_sum([chosen[place] for place in use], list(use.values()))
        model.add(taken_of_limit <= limit.most)
    model.minimize(cp_model.LinearExpr.weighted_sum(list(chosen.values()), pounds))
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    solver.parameters.catch_sigint_signal = False
    for seconds in (tuning.deterministic_seconds, tuning.last_deterministic_seconds):
        solver.parameters.max_deterministic_time = seconds
        status = solver.solve(model)
        if status != cp_model.UNKNOWN:
            break
    if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        return None
    return {c: prefix for (c, prefix), taken in chosen.items() if solver.boolean_value(taken)}


def _tied_contracts(instance: Instance) -> list[int]:
    """The contracts whose options limits tie together."""
    return sorted({c for limit in instance.limits for c, _ in limit.use})


def _use_by_prefix(instance: Instance, limit: OptionLimit) -> dict[tuple[int, int], int]:
    """What every prefix of a contract takes of a limit, where that is not nothing."""
    use: dict[tuple[int, int], int] = {}
    for (c, j), amount in limit.use.items():
        for prefix in instance.contracts[c].prefixes:
            if prefix > j:
                use[c, prefix] = use.get((c, prefix), 0) + amount
    return use


def _relaxed_prefixes(instance: Instance, tied: Sequence[int], needs: Sequence[int]) -> dict[int, int]:
    """The prefixes of the linear relaxation, rounded down to the shorter of those it mixes: they use no more of any limit.

    The shortest ones where it cannot be solved.
    """
    model = model_builder.Model()  # type: ignore[no-untyped-call]
    chosen: dict[tuple[int, int], model_builder.Variable] = {}
    cost = []
    for c in tied:
        contract = instance.contracts[c]
        for prefix in contract.prefixes:
            chosen[c, prefix] = model.new_num_var(0.0, 1.0, f"{contract.id} {prefix}")
            cost.append(contract.pounds(prefix, needs[c]) * chosen[c, prefix])
        model.add(sum(chosen[c, prefix] for prefix in contract.prefixes) == 1)
    for limit in instance.limits:
        used = [amount * chosen[place] for place, amount in _use_by_prefix(instance, limit).items()]
        if used:
            model.add_linear_constraint(sum(used), ub=limit.most)
    model.minimize(sum(cost))
    solver = model_builder.Solver("glop")
    solved = solver.solve(model) == model_builder.SolveStatus.OPTIMAL
    return {
        c: min(p for p in instance.contracts[c].prefixes if not solved or solver.value(chosen[c, p]) > ROUNDING)
        for c in tied
    }
