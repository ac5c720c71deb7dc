"""The options of a plan whose starts are known, where budgets, a negotiation limit or bundles tie the contracts together."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import inf

from ortools.linear_solver.python import model_builder
from ortools.sat.python import cp_model

from planner.solver.model.bundle_choice import Bundles
from planner.solver.model.candidate import Candidate, cheapest_prefixes, needed_until
from planner.solver.model.cover import ContractCase
from planner.solver.model.instance import Instance, OptionLimit
from planner.solver.tuning import OptionTuning

ROUNDING = 1e-6


def with_options_at_once(instance: Instance, starts: Sequence[int], modes: Sequence[int]) -> Candidate | None:
    """A candidate in no time: shortest prefixes, then contract by contract, most to save first, the cheapest that fits.

    Before that, each bundle is taken that fits and lowers the cost. None where not even the shortest prefixes keep the
    limits.
    """
    if any(limit.broken_by_all(instance.contracts) for limit in instance.limits):
        return None
    greedy = _Greedy(instance, needed_until(instance, starts, modes))
    greedy.take_bundles()
    greedy.take_alone()
    return Candidate(tuple(starts), tuple(modes), tuple(greedy.prefixes))


class _Greedy:
    """Prefixes that become longer as long as the limits leave room; `needs`: the days contracts are needed until."""

    def __init__(self, instance: Instance, needs: Sequence[int]) -> None:
        self._instance, self._needs = instance, needs
        self._bundles = Bundles.find(instance)
        self._left = [limit.most for limit in instance.limits]
        self._limits_of: dict[tuple[int, int], list[tuple[int, int]]] = {}
        self._limits_by_day: dict[int, list[tuple[int, int, int]]] = {}
        self.prefixes = [min(contract.prefixes) for contract in instance.contracts]
        for k, limit in enumerate(instance.limits):
            for (c, j), amount in limit.use.items():
                self._limits_of.setdefault((c, j), []).append((k, amount))
                if j < self.prefixes[c]:
                    self._left[k] -= amount
            for (c, j), pounds in limit.by_day.items():
                self._limits_by_day.setdefault(c, []).append((k, j, pounds))
                self._left[k] -= pounds * instance.contracts[c].days_paid(j, self.prefixes[c], needs[c])

    def take_bundles(self) -> None:
        """Every bundle that fits and lowers the cost, with what it brings along, most to save first."""
        savings = {b: self._saving(self._bundles.longer(self.prefixes, b)) for b in range(len(self._bundles.sets))}
        for b in sorted(savings, key=lambda b: -savings[b]):
            longer = self._bundles.longer(self.prefixes, b)
            if self._saving(longer) > 0:
                self._take(longer)

    def take_alone(self) -> None:
        """For every contract the cheapest prefix that fits and takes no bundle along."""
        free = [self._free(c) for c in range(len(self.prefixes))]
        savings = [
            self._pounds(c, self.prefixes[c]) - min(self._pounds(c, k) for k in free[c]) for c in range(len(free))
        ]
        for c in sorted(range(len(free)), key=lambda c: -savings[c]):
            for prefix in sorted(free[c], key=lambda prefix: self._pounds(c, prefix)):
                if self._take({c: prefix}):
                    break

    def _pounds(self, c: int, prefix: int) -> int:
        return self._instance.contracts[c].pounds(prefix, self._needs[c])

    def _free(self, c: int, prefix: int | None = None) -> range:
        contract = self._instance.contracts[c]
        return self._bundles.free_prefixes(c, contract, self.prefixes[c] if prefix is None else prefix)

    def _saving(self, longer: Mapping[int, int]) -> int:
        """What longer prefixes save, each contract with the best that takes no further bundle along."""
        before = sum(min(self._pounds(c, k) for k in self._free(c)) for c in longer)
        return before - sum(min(self._pounds(c, k) for k in self._free(c, prefix)) for c, prefix in longer.items())

    def _take(self, longer: Mapping[int, int]) -> bool:
        """Use these prefixes, by contract, where the limits leave room; whether they do."""
        use: dict[int, int] = {}
        for c, prefix in longer.items():
            for j in range(self.prefixes[c], prefix):
                for k, amount in self._limits_of.get((c, j), ()):
                    use[k] = use.get(k, 0) + amount
            for k, j, pounds in self._limits_by_day.get(c, ()):
                more = self._days_paid(c, j, prefix) - self._days_paid(c, j, self.prefixes[c])
                use[k] = use.get(k, 0) + pounds * more
        if not all(self._has_room(k, amount) for k, amount in use.items()):
            return False
        for k, amount in use.items():
            self._left[k] -= amount
        for c, prefix in longer.items():
            self.prefixes[c] = prefix
        return True

    def _days_paid(self, c: int, j: int, prefix: int) -> int:
        return self._instance.contracts[c].days_paid(j, prefix, self._needs[c])

    def _has_room(self, k: int, amount: int) -> bool:
        return amount == self._left[k] if self._instance.limits[k].exact else amount <= self._left[k]


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
        use = _use_by_prefix(instance, limit, needs)
        taken_of_limit = cp_model.LinearExpr.weighted_sum([chosen[place] for place in use], list(use.values()))
        model.add(taken_of_limit == limit.most if limit.exact else taken_of_limit <= limit.most)
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
    return sorted({c for limit in instance.limits for c, _ in (*limit.use, *limit.by_day)})


def _use_by_prefix(instance: Instance, limit: OptionLimit, needs: Sequence[int]) -> dict[tuple[int, int], int]:
    """What every prefix of a contract takes of a limit, where that is not nothing."""
    use: dict[tuple[int, int], int] = {}
    for (c, j), amount in limit.use.items():
        for prefix in instance.contracts[c].prefixes:
            if prefix > j:
                use[c, prefix] = use.get((c, prefix), 0) + amount
    for (c, j), pounds in limit.by_day.items():
        for prefix in instance.contracts[c].prefixes:
            if prefix > j:
                days = instance.contracts[c].days_paid(j, prefix, needs[c])
                use[c, prefix] = use.get((c, prefix), 0) + pounds * days
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
        used = [amount * chosen[place] for place, amount in _use_by_prefix(instance, limit, needs).items()]
        if used:
            model.add_linear_constraint(sum(used), lb=limit.most if limit.exact else -inf, ub=limit.most)
    model.minimize(sum(cost))
    solver = model_builder.Solver("glop")
    solved = solver.solve(model) == model_builder.SolveStatus.OPTIMAL
    return {
        c: min(p for p in instance.contracts[c].prefixes if not solved or solver.value(chosen[c, p]) > ROUNDING)
        for c in tied
    }
