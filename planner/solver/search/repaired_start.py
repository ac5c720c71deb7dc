"""A whole candidate from a start that breaks rules, for searches that do not work component by component."""

from __future__ import annotations

from collections.abc import Sequence

from planner.solver.bound.option_prices import with_prices
from planner.solver.model.candidate import Candidate, Wish
from planner.solver.model.instance import Instance
from planner.solver.model.option_choice import with_options
from planner.solver.model.parts import Part, components
from planner.solver.search.local_search import LocalSearch, NoWayError
from planner.solver.tuning import SearchTuning


def repaired(instance: Instance, wishes: Sequence[Wish | None], tuning: SearchTuning) -> Candidate | None:
    """The start repaired in every component, with the best options for it; None where a component or limit allows none."""
    starts, modes = [0] * len(instance.migrations), [0] * len(instance.migrations)
    for part in components(with_prices(instance, [0.0] * len(instance.limits)).instance):
        plan = _repaired_part(part, wishes, tuning)
        if plan is None:
            return None
        for k, i in enumerate(part.migrations):
            starts[i], modes[i] = plan.starts[k], plan.modes[k]
    return with_options(instance, starts, modes, tuning.options)


def _repaired_part(part: Part, wishes: Sequence[Wish | None], tuning: SearchTuning) -> Candidate | None:
    try:
        search = LocalSearch(part, 0, tuning)
    except NoWayError:
        return None
    search.try_wishes(wishes)
    return search.best
