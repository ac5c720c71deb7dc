"""The objective of the exact model: each cost term as linear expressions, made from the prices of the instance."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from itertools import pairwise

import numpy as np
from ortools.sat.python import cp_model

from planner.domain.rules import Term
from planner.solver.model.steps import level
from planner.solver.model.variables import Expression, Variables

TermExpression = Callable[[Variables], list[Expression]]


def link_cover(v: Variables) -> None:
    """Tie need, cover and prices together.

    `N_c ≥` end of need of each migration that releases c; `uncovered_c ≥ N_c − expiry − Σ_j (end_j − end_{j−1}) u_cj`, with
    the expiry as the end before the first link. Both are as small as they can be in every optimum, since no price falls
    when need grows. Periods that are over lie between two links, so these steps are not the lengths of the links.
    """
    for c, contract in enumerate(v.instance.contracts):
        if contract.no_route:
            v.model.add(v.needed[c] == v.instance.horizon_day)
        if contract.needed_at_least_day is not None:
            v.model.add(v.needed[c] >= contract.needed_at_least_day)
        for i in contract.releasing:
            v.model.add(v.needed[c] >= v.legacy_until(i))
        ends = [contract.expiry_until_day, *(link.end_day for link in contract.links)]
        steps = zip(pairwise(ends), v.used[c], strict=True)
        covered = contract.expiry_until_day + sum((end - before) * used for (before, end), used in steps)
        v.model.add(v.uncovered[c] >= v.needed[c] - covered)
        for j, link in enumerate(contract.links):
            if link.ends_early:
                _price_early_end(v, c, j)


def _price_early_end(v: Variables, c: int, j: int) -> None:
    """`e = 0` unused, the whole annual part when another option follows, else the daily price of the days paid."""
    contract = v.instance.contracts[c]
    link = contract.links[j]
    model = v.model
    days = model.new_int_var(link.minimum_days, link.length_days, f"days paid {link.id}")
    at_least = model.new_int_var(link.minimum_days, 10**6, f"days wanted {link.id}")
    model.add_max_equality(at_least, [link.minimum_days, v.needed[c] - link.begin_day])
    model.add_min_equality(days, [link.length_days, at_least])
    paid = model.new_int_var(0, link.annual_part_pounds, f"early price {link.id}")
    model.add_min_equality(paid, [link.annual_part_pounds, link.daily_pounds * days])
    price = model.new_int_var(0, link.annual_part_pounds, f"price {link.id}")
    followed = v.used[c][j + 1] if j + 1 < len(v.used[c]) else None
    used = v.used[c][j]
    model.add(price == 0).only_enforce_if(used.Not())
    if followed is None:
        model.add(price == paid).only_enforce_if(used)
    else:
        model.add(price == paid).only_enforce_if(used, followed.Not())
        model.add(price == link.annual_part_pounds).only_enforce_if(used, followed)
    v.early_pounds[c, j] = price


def costs_of(v: Variables, term: Term) -> list[Expression]:
    """The parts of a term; their sum is what the term costs in every plan the model finds best."""
    return [*_of_modes(v, term), *_of_days(v, term), *_of_cover(v, term), *_of_needs(v, term), *_of_spreads(v, term)]


def _of_modes(v: Variables, term: Term) -> list[Expression]:
    """`pounds · p_ik`; and prices of starts, which bounds add to the instance, with the term of modes."""
    modes = [(i, k, mode) for i, m in enumerate(v.instance.migrations) for k, mode in enumerate(m.modes)]
    fixed: list[Expression] = [
        price.pounds * v.presence[i][k]
        for i, k, mode in modes
        for price in mode.fixed
        if price.term is term and price.pounds
    ]
    starts = [_price_start(v, i, k) for i, k, mode in modes if mode.start_pounds] if term is Term.MODES else []
    return fixed + starts


def _of_days(v: Variables, term: Term) -> list[Expression]:
    """`pounds · d`, `d ≥ anchor − from_day`, `d ≥ 0`."""
    costs: list[Expression] = []
    for (i, n), days in sorted(v.days_after.items(), key=lambda item: (item[0][1], item[0][0])):
        anchor, price = v.instance.migrations[i].daily[n]
        if price.term is term:
            v.model.add(days >= v.anchor_day(i, anchor) - price.from_day)
            costs.append(price.pounds_per_day * days)
    return costs


def _of_cover(v: Variables, term: Term) -> list[Expression]:
    """Exposure and options; both are `no route` for contracts nobody can leave."""
    of_term = [c for c, contract in enumerate(v.instance.contracts) if contract.no_route is (term is Term.NO_ROUTE)]
    costs: list[Expression] = []
    if term in (Term.EXPOSURE, Term.NO_ROUTE):
        costs += [_exposure_of(v, c) for c in of_term]
    if term in (Term.EXTENSIONS, Term.NO_ROUTE):
        costs += [price for c in of_term for price in _extensions_of(v, c)]
    return costs


def _of_needs(v: Variables, term: Term) -> list[Expression]:
    """`pounds · d`, `d ≥ N_c − from_day`, `d ≥ 0`."""
    costs: list[Expression] = []
    for (c, n), days in v.days_needed.items():
        price = v.instance.contracts[c].daily[n]
        if price.term is term:
            v.model.add(days >= v.needed[c] - price.from_day)
            costs.append(price.pounds_per_day * days)
    return costs


def _of_spreads(v: Variables, term: Term) -> list[Expression]:
    """`pounds · (last − first cutover)`."""
    costs: list[Expression] = []
    for g, group in enumerate(v.instance.groups):
        for price in group.spread:
            if price.term is term and price.pounds:
                first, last = v.spread[g]
                for i in group.members:
                    v.model.add(first <= v.cutover_day(i))
                    v.model.add(last >= v.cutover_day(i))
                for day in map(v.instance.axis.day, group.fixed_cutovers):
                    v.model.add(first <= day)
                    v.model.add(last >= day)
                costs.append(price.pounds * (last - first))
    return costs


def _exposure_of(v: Variables, c: int) -> Expression:
    return v.instance.contracts[c].exposure_pounds_per_day * v.uncovered[c]


def _extensions_of(v: Variables, c: int) -> list[Expression]:
    contract = v.instance.contracts[c]
    base: list[Expression] = [contract.base_pounds] if contract.base_pounds else []
    return base + [
        link.fee_pounds * used + v.early_pounds[c, j] if link.ends_early else link.full_pounds * used
        for j, (link, used) in enumerate(zip(contract.links, v.used[c], strict=True))
    ]


def _price_start(v: Variables, i: int, k: int) -> Expression:
    """At most `start_pounds[s_i]` where the mode is used, else 0: one Boolean for each run of days of nearly one price.

    The only term that is not exact: such prices belong to bounds, and what the model proves of less is true of more.
    """
    table = np.array(v.instance.migrations[i].modes[k].start_pounds, dtype=np.float64)
    runs = list(level(table, np.ones(table.size, dtype=np.bool_), float(table.max()) / v.price_steps, least=True))
    literals = [
        v.remember(v.model.new_bool_var(""), lambda c, f=first, u=last: int(c.modes[i] == k and f <= c.starts[i] <= u))  # type: ignore[misc]
        for first, last, _ in runs
    ]
    for (first, last, _), literal in zip(runs, literals, strict=True):
        v.model.add_linear_constraint(v.start[i], first, last).only_enforce_if(literal)
    v.model.add_exactly_one([*literals, v.presence[i][k].Not()])
    return cp_model.LinearExpr.weighted_sum(literals, [int(pounds) for *_, pounds in runs])


TERM_EXPRESSIONS: Mapping[Term, TermExpression] = {term: partial(costs_of, term=term) for term in Term}


def exposed(v: Variables) -> Expression:
    """Exposure of all contracts, those without a route included."""
    return cp_model.LinearExpr.sum([_exposure_of(v, c) for c in range(len(v.instance.contracts))])
