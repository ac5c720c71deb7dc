"""The rules of contracts that are tied together: who asks, who is served first, and fitted again where a limit bites."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial

import numpy as np

from planner.domain.rules import Rule as PlanRule
from planner.risk.draws import FIT_BATCHES, DrawKey, Purpose
from planner.risk.tripwires.asked_plan import AskedPlan
from planner.risk.tripwires.fitted_contracts import FittedContract
from planner.risk.tripwires.fitting import ONE_ERROR, constant_rules
from planner.risk.tripwires.reading_ahead import Question
from planner.risk.tripwires.rules import ALWAYS, NEVER, Kind, Rule
from planner.risk.tripwires.tied.couplings import Coupling, Link
from planner.risk.tripwires.tied.decisions import Decision, Decisions, Links
from planner.risk.tripwires.tied.finding_couplings import couplings_of
from planner.risk.tripwires.tied.joint_commitment import joint_commitment
from planner.risk.tripwires.tied.joint_draws import JointDraws
from planner.risk.tripwires.tied.joint_fitting import JointRules, best_joint_rules, changed, gains_of_yes
from planner.risk.tripwires.tied.joint_play import Table

BITES = 0.05
"""Where a limit is used up in more than this share of draws, the rules under it are fitted again."""


@dataclass(frozen=True)
class FittedCoupling:
    """The rules of a coupling. `alone`: those that look at no limit. `committed`: the options to ask for today.

    `short`: in what share of the draws they were fitted on somebody asks and does not get, for each limit, before anything
    was fitted again; `short_sets`: the same for each of `Coupling.limit_sets`. `today`: for each decision its better answer
    where it is given today. `without`: the rules where a bundle does not exist, by the place of its decision.
    """

    decisions: Decisions
    rules: JointRules
    alone: JointRules
    committed: tuple[int, ...]
    short: tuple[float, ...]
    short_sets: tuple[float, ...]
    refitted: bool
    today: JointRules
    without: Mapping[int, JointRules]

    @property
    def coupling(self) -> Coupling:
        return self.decisions.coupling

    @property
    def is_joint(self) -> bool:
        """Whether anything has to be measured together: there is a bundle, or some draw uses a limit up."""
        return bool(self.coupling.bundles) or any(share > 0.0 for share in self.short)

    def rule(self, contract: int, link: int) -> Rule:
        """The rule of an option, as its own contract reads it."""
        return self.decision_rule((contract, link), contract)

    def decision_rule(self, link: Link, contract: int) -> Rule:
        """The rule of an option, as a contract of its bundle reads it."""
        place = self.decisions.at[link]
        return self.decisions.order[place].rule_of(contract, self.rules[place])

    def questions(self) -> Iterator[tuple[Question, int]]:
        """The re-forecasts that its rules read, each with the place of the contract in the instance."""
        for rules in (self.rules, self.alone, *self.without.values()):
            for decision, rule in zip(self.decisions.order, rules, strict=True):
                if rule.kind is Kind.DATE:
                    for contract in decision.first:
                        yield (decision.day, rule.level), self.coupling.chains[contract].place


def fit_couplings(asked: AskedPlan, fitted: Sequence[FittedContract]) -> tuple[FittedCoupling, ...]:
    """The rules of everything that ties contracts whose own rules are fitted."""
    found = couplings_of(asked.portfolio, asked.program.instance, asked.chains)
    return tuple(_fitted(asked, fitted, coupling, again=True) for coupling in found)


def within_limits(
    asked: AskedPlan, fitted: Sequence[FittedContract], couplings: Sequence[FittedCoupling]
) -> tuple[FittedCoupling, ...]:
    """The same where contracts follow other rules for a goal, which can use up a limit that those of least cost did not.

    Their rules stay; who asks in vain goes without.
    """
    return tuple(each if each.is_joint else _fitted(asked, fitted, each.coupling, again=False) for each in couplings)


def _fitted(asked: AskedPlan, fitted: Sequence[FittedContract], coupling: Coupling, *, again: bool) -> FittedCoupling:
    keys = [DrawKey(asked.seed, Purpose.FIT, place) for place in range(FIT_BATCHES)]
    own = [fitted[place] for place in coupling.places]
    draws = JointDraws.of(coupling, [contract.fitted.chain for contract in own], keys)
    return fit_coupling(draws, [contract.rules for contract in own], again=again)


def committed_together(fitted: Sequence[FittedContract], couplings: Sequence[FittedCoupling]) -> list[FittedContract]:
    """The contracts with what would be committed to today under what ties them, even where no rule ever uses it up."""
    found = [*fitted]
    for each in couplings:
        for place, links in zip(each.coupling.places, each.committed, strict=True):
            found[place] = replace(found[place], committed=constant_rules(found[place].fitted.chain, links))
    return found


def fit_coupling(
    draws: JointDraws, own: Sequence[Sequence[Rule]], errors: float = ONE_ERROR, *, again: bool = True
) -> FittedCoupling:
    """The rules of one coupling, from those of its contracts, which look at nothing that ties them.

    `again`: they may change where a limit is used up.
    """
    free = Table(draws, Decisions.of(draws.coupling), ())
    alone = _alone(free, own, errors)
    table, alone_in_order = _served(free, alone)
    played = table.played(table.answers(alone_in_order))
    short = tuple(played.short([limit]) for limit in range(len(table.limits)))
    committed = joint_commitment(table)
    refitted = _under_biting_limits(table, short) if again else set[int]()
    starts = (alone_in_order, table.decisions.committing(committed)) if again else (alone_in_order,)
    rules = best_joint_rules(table, starts, refitted, errors)
    fit_again = partial(best_joint_rules, table, errors=errors)
    return FittedCoupling(
        decisions=table.decisions,
        rules=rules,
        alone=alone_in_order,
        committed=committed,
        short=short,
        short_sets=tuple(played.short(limits) for limits in draws.coupling.limit_sets),
        refitted=bool(refitted),
        today=_today(table, rules),
        without={
            place: fit_again(starts=(changed(rules, place, NEVER),), refitted={*range(len(rules))} - {place})
            for place, decision in enumerate(table.decisions.order)
            if decision.is_bundle
        },
    )


def _alone(free: Table, own: Sequence[Sequence[Rule]], errors: float) -> Mapping[Links, Rule]:
    """Rules without limits. A bundle has one rule, and the contracts it ties are fitted to each other."""
    order, bundled = free.decisions.order, {c for bundle in free.draws.coupling.bundles for c, _ in bundle}
    starts = [
        tuple(
            of_bundle if decision.is_bundle else own[decision.links[0][0]][decision.links[0][1]] for decision in order
        )
        for of_bundle in (NEVER, ALWAYS)
    ]
    links = [decision.links for decision in order]
    if not bundled:
        return dict(zip(links, starts[0], strict=True))
    starts.append(free.decisions.committing(joint_commitment(free)))
    places = {place for place, decision in enumerate(order) if not bundled.isdisjoint(decision.taking)}
    return dict(zip(links, best_joint_rules(free, starts, places, errors), strict=True))


def _served(free: Table, alone: Mapping[Links, Rule]) -> tuple[Table, JointRules]:
    """The table with limits, in the order in which requests are served, and the rules in that order.

    Of one day the greater gain comes first; where only budgets are used up, the greater gain for each pound.
    """
    gains = gains_of_yes(free, tuple(alone[decision.links] for decision in free.decisions.order))
    coupling = free.draws.coupling
    table = Table(free.draws, Decisions.of(coupling, lambda decision: gains[decision.links]), coupling.limits)
    rules = tuple(alone[decision.links] for decision in table.decisions.order)
    played = table.played(table.answers(rules))
    used_up = {limit.rule for place, limit in enumerate(table.limits) if played.short([place]) > 0.0}
    if used_up != {PlanRule.BUDGET}:
        return table, rules

    def for_each_pound(decision: Decision) -> float:
        price = sum(coupling.chains[c].links[j].full_price_pounds for c, j in decision.links)
        return gains[decision.links] / max(1, price)

    table = replace(table, decisions=Decisions.of(coupling, for_each_pound))
    return table, tuple(alone[decision.links] for decision in table.decisions.order)


def _under_biting_limits(table: Table, short: Sequence[float]) -> set[int]:
    """The decisions on contracts that have an option under a limit that bites."""
    biting = [limit for limit, share in zip(table.limits, short, strict=True) if share > BITES]
    contracts = {c for limit in biting for c, _ in limit.use}
    return {place for place, d in enumerate(table.decisions.order) if not contracts.isdisjoint(d.taking)}


def _today(table: Table, rules: JointRules) -> JointRules:
    """The better of always and never for each decision, where all others keep their rules."""
    played = table.played(table.answers(rules))

    def cost(place: int, *, yes: bool) -> float:
        return played.mean(played.cost_with(place, np.array([yes])))

    places = range(len(rules))
    return tuple(ALWAYS if cost(place, yes=True) < cost(place, yes=False) else NEVER for place in places)
