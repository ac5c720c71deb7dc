"""The exact model of everything, all limits on options kept, told what the bound of the priced components says."""

from __future__ import annotations

from collections.abc import Sequence

from ortools.sat.python import cp_model

from planner.solver.bound.option_prices import PricedOptions
from planner.solver.bound.pruning import restrict_starts
from planner.solver.bound.reduced_costs import least_cost
from planner.solver.model.exact import ExactModel, build
from planner.solver.model.instance import Instance
from planner.solver.model.variables import Expression
from planner.solver.search.component_search import ComponentSearch
from planner.solver.tuning import ExactTuning


def whole_model(
    instance: Instance,
    priced: PricedOptions,
    searches: Sequence[ComponentSearch],
    most_pounds: int | None,
    tuning: ExactTuning,
    *,
    guided: bool = False,
) -> ExactModel:
    """The exact model of an instance for plans that cost at most `most_pounds` (None: any plan, nothing is added).

    `searches`: those of all components of `priced`. A plan that keeps the limits costs at least what it costs in the
    priced instance, its rebate taken off. So starts that are too dear there are too dear here, and are left out.
    `guided`: the model also knows what starts add to the bound (`reduced_costs`).
    """
    exact = build(instance, tuning)
    bounds = [search.bound for search in searches]
    known = [bound for bound in bounds if bound is not None]
    if most_pounds is None or len(known) < len(bounds):
        return exact
    least: list[Expression] = [cp_model.LinearExpr.constant(priced.bound(0))]
    for search, bound in zip(searches, known, strict=True):
        most = most_pounds - (priced.bound(sum(known)) - bound)
        restrict_starts(exact.variables, search.blocks, search.dual, most + 1, search.part.migrations)
        if guided:
            least.append(least_cost(exact.variables, search.blocks, search.dual, most, search.part.migrations))
    if guided:
        exact.model.add(exact.objective >= cp_model.LinearExpr.sum(least))
    return exact
