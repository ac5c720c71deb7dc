"""The cost terms as linear expressions: one function per term, the same mapping for the objective and for bounds."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import numpy as np
from ortools.sat.python import cp_model

from planner.domain.rules import Term
from planner.solver.model.steps import level
from planner.solver.model.variables import Expression, Variables

TermExpression = Callable[[Variables], list[Expression]]
PRICE_STEPS = 400
"""Prices of starts that differ by one part in so many of the highest, or less, are one step."""


def link_cover(v: Variables) -> None:
    """Tie need, cover and prices together.

    `N_c ≥` end of need of each migration that releases c; `uncovered_c ≥ N_c − expiry − Σ_j length_j u_cj`. Both are as
    small as they can be in every optimum, since no price falls when need grows.
    """
    for c, contract in enumerate(v.instance.contracts):
        if contract.no_route:
            v.model.add(v.needed[c] == v.instance.horizon_day)
        if contract.needed_at_least_day is not None:
            v.model.add(v.needed[c] >= contract.needed_at_least_day)
        for i in contract.releasing:
            v.model.add(v.needed[c] >= v.legacy_until(i))
        covered = contract.expiry_until_day + sum(
            link.length_days * used for link, used in zip(contract.links, v.used[c], strict=True)
        )
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


def _exposure_of(v: Variables, c: int) -> Expression:
    return v.instance.contracts[c].exposure_pounds_per_day * v.uncovered[c]


def _extensions_of(v: Variables, c: int) -> list[Expression]:
    return [
        link.fee_pounds * used + v.early_pounds[c, j] if link.ends_early else link.full_pounds * used
        for j, (link, used) in enumerate(zip(v.instance.contracts[c].links, v.used[c], strict=True))
    ]


def _exposure(v: Variables) -> list[Expression]:
    return [_exposure_of(v, c) for c, contract in enumerate(v.instance.contracts) if not contract.no_route]


def _extensions(v: Variables) -> list[Expression]:
    routed = (c for c, contract in enumerate(v.instance.contracts) if not contract.no_route)
    return [price for c in routed for price in _extensions_of(v, c)]


def _modes(v: Variables) -> list[Expression]:
    fixed: list[Expression] = [
        mode.extra_pounds * presence
        for migration, row in zip(v.instance.migrations, v.presence, strict=True)
        for mode, presence in zip(migration.modes, row, strict=True)
        if mode.extra_pounds
    ]
    modes = ((i, k, mode) for i, m in enumerate(v.instance.migrations) for k, mode in enumerate(m.modes))
    return fixed + [_price_start(v, i, k) for i, k, mode in modes if mode.start_pounds]


def _price_start(v: Variables, i: int, k: int) -> Expression:
    """At most `start_pounds[s_i]` where the mode is used, else 0: one Boolean for each run of days of nearly one price.

    The only term that is not exact: such prices belong to bounds, and what the model proves of less is true of more.
    """
    table = np.array(v.instance.migrations[i].modes[k].start_pounds, dtype=np.float64)
    runs = list(level(table, np.ones(table.size, dtype=np.bool_), float(table.max()) / PRICE_STEPS, least=True))
    literals = [
        v.remember(v.model.new_bool_var(""), lambda c, f=first, u=last: int(c.modes[i] == k and f <= c.starts[i] <= u))  # type: ignore[misc]
        for first, last, _ in runs
    ]
    for (first, last, _), literal in zip(runs, literals, strict=True):
        v.model.add_linear_constraint(v.start[i], first, last).only_enforce_if(literal)
    v.model.add_exactly_one([*literals, v.presence[i][k].Not()])
    return cp_model.LinearExpr.weighted_sum(literals, [int(pounds) for *_, pounds in runs])


def _bridges(v: Variables) -> list[Expression]:
    costs: list[Expression] = []
    for g, group in enumerate(v.instance.groups):
        if group.bridge_pounds_per_day:
            first, last = v.spread[g]
            for i in group.members:
                v.model.add(first <= v.cutover(i))
                v.model.add(last >= v.cutover(i))
            for day in group.fixed_cutovers:
                v.model.add(first <= day)
                v.model.add(last >= day)
            costs.append(group.bridge_pounds_per_day * (last - first))
    return costs


def _delay(v: Variables) -> list[Expression]:
    costs: list[Expression] = []
    for i, late in v.late.items():
        v.model.add(late >= v.cutover(i) - v.instance.migrations[i].due_day)
        costs.append(v.instance.migrations[i].benefit_pounds * late)
    for i, waited in v.waited.items():
        v.model.add(waited >= v.cutover(i))
        costs.append(v.instance.migrations[i].running_pounds * waited)
    return costs


def _no_route(v: Variables) -> list[Expression]:
    stuck = [c for c, contract in enumerate(v.instance.contracts) if contract.no_route]
    return [_exposure_of(v, c) for c in stuck] + [price for c in stuck for price in _extensions_of(v, c)]


TERMS: Mapping[Term, TermExpression] = {
    Term.EXPOSURE: _exposure,
    Term.EXTENSIONS: _extensions,
    Term.MODES: _modes,
    Term.BRIDGES: _bridges,
    Term.DELAY: _delay,
    Term.NO_ROUTE: _no_route,
}


def exposed(v: Variables) -> Expression:
    """Exposure of all contracts, those without a route included."""
    return cp_model.LinearExpr.sum([_exposure_of(v, c) for c in range(len(v.instance.contracts))])
