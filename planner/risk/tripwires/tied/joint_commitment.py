"""How many options of each contract of a coupling to ask for where everything has to be decided today."""

from __future__ import annotations

from itertools import product
from math import inf, prod

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import csr_array

from planner.risk.families import Floats
from planner.risk.tripwires.fitting import constant_rules, play_rules
from planner.risk.tripwires.tied.joint_draws import JointDraws
from planner.risk.tripwires.tied.joint_fitting import joint_cost
from planner.risk.tripwires.tied.joint_play import Table

MOST_TRIED = 256
"""With no more choices than this each is carried out; with more of them a program of whole numbers finds the cheapest."""

Prefix = tuple[int, ...]
"""How many options are asked for, contract by contract."""


def joint_commitment(table: Table) -> Prefix:
    """The cheapest choice that keeps bundles and limits, whatever suppliers answer; of equal ones the fewest options."""
    choices = [range(chain.links + 1) for chain in table.draws.chains]
    if prod(len(choice) for choice in choices) > MOST_TRIED:
        return _solved(table)
    kept = sorted(
        (choice for choice in product(*choices) if _keeps(table, choice)), key=lambda choice: (sum(choice), choice)
    )
    return min(kept, key=lambda choice: round(joint_cost(table, table.decisions.committing(choice)), 6))


def _keeps(table: Table, choice: Prefix) -> bool:
    """Whether bundles are whole and no limit is passed; to ask for nothing is always allowed."""
    whole = all(len({j < choice[c] for c, j in bundle}) == 1 for bundle in table.draws.coupling.bundles)
    used = (sum(by_links[c][links] for c, links in enumerate(choice)) for by_links in table.uses)
    return not any(choice) or (whole and all(use <= limit.most for use, limit in zip(used, table.limits, strict=True)))


def _solved(table: Table) -> Prefix:
    """The same by a program of whole numbers, a column for each number of links of each contract.

    The options of a bundle cost here as if their suppliers answered each for itself.
    """
    draws = table.draws
    columns = [(c, links) for c, chain in enumerate(draws.chains) for links in range(chain.links + 1)]
    rows = [[float(c == each) for c, _ in columns] for each in range(len(draws.chains))]
    low, high = [1.0] * len(rows), [1.0] * len(rows)
    for uses, limit in zip(table.uses, table.limits, strict=True):
        rows.append([float(uses[c][links]) for c, links in columns])
        low, high = [*low, -inf], [*high, float(max(0, limit.most))]
    for bundle in draws.coupling.bundles:
        for mate in bundle[1:]:
            rows.append(
                [
                    float(c == bundle[0][0] and links > bundle[0][1]) - float(c == mate[0] and links > mate[1])
                    for c, links in columns
                ]
            )
            low, high = [*low, 0.0], [*high, 0.0]
    found = milp(
        _mean_costs(draws),
        integrality=np.ones(len(columns)),
        bounds=Bounds(0, 1),
        constraints=LinearConstraint(csr_array(np.array(rows)), low, high),
    )
    if found.x is None:
        raise RuntimeError(f"no choice of options was found that keeps the limits: {found.message}")
    taken = {c: links for (c, links), chosen in zip(columns, found.x, strict=True) if chosen > 0.5}
    return tuple(taken[c] for c in range(len(draws.chains)))


def _mean_costs(draws: JointDraws) -> Floats:
    """What each number of links of each contract costs, refusals reckoned with."""
    return np.array(
        [
            play_rules(chain, constant_rules(chain, links)).mean_cost
            for chain in draws.chains
            for links in range(chain.links + 1)
        ]
    )
