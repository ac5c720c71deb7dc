"""A plan made for one future carried out in another.

The plan is executed, not made again. Migrations start in its order and in their planned modes, each on its planned day or
on the first later day that the other portfolio allows. Options of the plan are kept where they can still be used. Further
ones are bought where that is cheaper than exposure, since those decisions lie ahead.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from planner.domain.portfolio import Portfolio
from planner.domain.rules import Rule
from planner.futures.execution import Execution
from planner.plan.breaches import PREDICATES
from planner.plan.entries import Plan
from planner.plan.judge import judge
from planner.plan.plan_case import PlanCase
from planner.solver.model.candidate import Candidate, needed_until, to_plan
from planner.solver.model.compilation import compile_instance
from planner.solver.model.cover import ContractCase
from planner.solver.model.instance import Instance
from planner.solver.model.option_choice import with_options as with_best_options
from planner.solver.tuning import DEFAULT_TUNING

Prefixes = tuple[int, ...]
"""For every contract how many of its options are used, from the first on."""


def transfer(portfolio: Portfolio, plan: Plan, instance: Instance | None = None) -> Plan | None:
    """The plan as it would be carried out in this portfolio; None where that would break a rule.

    `instance` is that of the portfolio, for those who carry out many plans in it.

    - A migration the plan does not have (it was not to move) follows after all others, in the standard mode, as early as
      possible. One that does not move here is left out. A mode that is not there becomes the standard one.
    - Migrations of a group that cannot be split move together. What a commitment fixes is placed first.
    - Options: those of the plan as far as they can be used; then, contract by contract, as many more as lower its cost.
      A budget or the limit on negotiations may leave no room for all of them. Then only those of the plan count. Where not
      even these fit, contracts take their turn as far as there is room, the one that saves most first. Where there are
      bundles, the best options that keep every limit are chosen at once.
    """
    instance = instance or compile_instance(portfolio)
    execution = Execution(instance, plan)
    starts = execution.run()
    if starts is None:
        return None

    def with_options(prefixes: Prefixes) -> Plan:
        return to_plan(instance, Candidate(starts, execution.modes, prefixes))

    needed = needed_until(instance, starts, execution.modes)
    kept = _kept(instance, plan)
    extended = _extended_together(instance, kept, starts, execution.modes) or _extended(instance, kept, needed)
    for prefixes in (extended, kept):
        if not judge(PlanCase(portfolio, with_options(prefixes))):
            return with_options(prefixes)
    carried_out = with_options(_affordable(portfolio, instance, extended, needed, with_options))
    return None if judge(PlanCase(portfolio, carried_out)) else carried_out


def _kept(instance: Instance, plan: Plan) -> Prefixes:
    """The options of the plan, as far as they can be used."""
    used = set(plan.options)
    prefixes = []
    for contract in instance.contracts:
        wanted = 0
        while wanted < len(contract.links) and contract.links[wanted].id in used:
            wanted += 1
        prefixes.append(min(max(wanted, contract.prefixes.start), contract.prefixes.stop - 1))
    return tuple(prefixes)


def _extended(instance: Instance, kept: Prefixes, needed: Sequence[int]) -> Prefixes:
    """For every contract the best number of options that is no smaller than what is kept.

    The best is the cheapest; where cover comes first, the cheapest of those with the least exposure.
    """

    def rank(contract: ContractCase, prefix: int, day: int) -> tuple[int, int, int]:
        exposed = contract.exposure_pounds(prefix, day) if instance.cover_first else 0
        return exposed, contract.pounds(prefix, day), prefix

    return tuple(
        min(rank(contract, prefix, day) for prefix in range(least, contract.prefixes.stop))[2]
        for contract, least, day in zip(instance.contracts, kept, needed, strict=True)
    )


def _extended_together(
    instance: Instance, kept: Prefixes, starts: Sequence[int], modes: Sequence[int]
) -> Prefixes | None:
    """The same where bundles tie contracts together: the best prefixes that keep every limit on options.

    Where what is kept cannot stay, all is chosen anew. None where there are no bundles, or no such prefixes.
    """
    if not any(limit.exact for limit in instance.limits):
        return None
    bound = tuple(
        replace(contract, exercised_count=least) for contract, least in zip(instance.contracts, kept, strict=True)
    )
    for tried in (replace(instance, contracts=bound), instance):
        chosen = with_best_options(tried, starts, modes, DEFAULT_TUNING.options)
        if chosen is not None:
            return chosen.prefixes
    return None


def _affordable(
    portfolio: Portfolio,
    instance: Instance,
    wanted: Prefixes,
    needed: Sequence[int],
    with_options: Callable[[Prefixes], Plan],
) -> Prefixes:
    """As many of the options wanted as budgets and the limit on negotiations have room for."""
    prefixes = [contract.prefixes.start for contract in instance.contracts]
    savings = {
        place: contract.pounds(prefixes[place], day) - contract.pounds(wanted[place], day)
        for place, (contract, day) in enumerate(zip(instance.contracts, needed, strict=True))
        if wanted[place] > prefixes[place]
    }
    for place in sorted(savings, key=lambda place: (-savings[place], place)):
        for prefix in range(wanted[place], prefixes[place], -1):
            tried = (*prefixes[:place], prefix, *prefixes[place + 1 :])
            if _has_room(portfolio, with_options(tried)):
                prefixes[place] = prefix
                break
    return tuple(prefixes)


def _has_room(portfolio: Portfolio, plan: Plan) -> bool:
    case = PlanCase(portfolio, plan)
    return not any(next(PREDICATES[rule](case), None) for rule in (Rule.BUDGET, Rule.NEGOTIATIONS))
