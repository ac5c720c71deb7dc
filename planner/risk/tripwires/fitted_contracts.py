"""The rules of every contract of a plan, fitted on draws of their own."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from planner.risk.draws import FIT_BATCHES, Days, Purpose
from planner.risk.tolerances.goal import LEAST_COST, Goal
from planner.risk.tripwires.answers import contested, covers
from planner.risk.tripwires.asked_plan import AskedPlan
from planner.risk.tripwires.chain_draws import ChainDraws
from planner.risk.tripwires.fitting import FittedChain, Rules, commit_now, constant_rules, decided_today, fit_chain
from planner.risk.tripwires.open_chains import OpenChain
from planner.risk.tripwires.reading_ahead import Question, Questions, Seen, answers_for
from planner.risk.tripwires.rules import LEVELS, Kind


@dataclass(frozen=True)
class FittedContract:
    """The rules of a contract with those of everything decided today, and those where one option is decided today.

    `chosen`: the rules that are followed; None: those of least expected cost, as fitted.
    """

    chain: OpenChain
    fitted: FittedChain
    committed: Rules
    fixed: tuple[Rules, ...]
    chosen: Rules | None = None

    @property
    def rules(self) -> Rules:
        """The rules that are followed."""
        return self.fitted.rules if self.chosen is None else self.chosen

    def questions(self) -> Iterator[Question]:
        """The re-forecasts that any of its rules reads, those for a contract without its last links included."""
        yield from questions_of(self.chain, self.rules)
        fitted: FittedChain | None = self.fitted
        while fitted is not None:
            yield from questions_of(self.chain, fitted.rules)
            fitted = fitted.shorter


def questions_of(chain: OpenChain, rules: Rules) -> Iterator[Question]:
    """The re-forecasts that rules read."""
    for day, rule in zip(chain.acting_days, rules, strict=False):
        if rule.kind is Kind.DATE:
            yield day, rule.level


@dataclass(frozen=True)
class Fitted:
    """The contracts in the order of their chains, and the needed-until days of all contracts on the fit draws."""

    contracts: tuple[FittedContract, ...]
    needed: Days


def fit_contracts(asked: AskedPlan, goal: Goal = LEAST_COST) -> Fitted:
    """The rules of every contract, fitted on draws of their own; `goal` says which re-forecasts will be asked for."""
    parts = [*asked.side_by_side(lambda place: asked.batch(Purpose.FIT, place), FIT_BATCHES)]
    needed = np.concatenate([part.needed for part in parts], axis=1)
    questions = contested_questions(asked.chains, needed, goal)
    seen = [*asked.side_by_side(lambda place: parts[place].seen(questions), FIT_BATCHES)]
    contracts = tuple(
        _fitted(chain, chain_draws(chain, needed[chain.place], _joined(chain.place, seen))) for chain in asked.chains
    )
    return Fitted(contracts, needed)


def contested_questions(chains: Sequence[OpenChain], needed: Days, goal: Goal) -> Questions:
    """Every level of the acting days of options that are contested, tied to others, or, for a goal, wanted for cover."""
    found: dict[Question, set[int]] = defaultdict(set)
    for chain in chains:
        table = chain.table(needed[chain.place])
        wanted = contested(chain_draws(chain, needed[chain.place], {}))
        covering = covers(table) if goal != LEAST_COST else (False,) * len(wanted)
        for link, day in enumerate(chain.acting_days):
            for level in range(len(LEVELS)) if wanted[link] or covering[link] or link in chain.tied else ():
                found[day, level].add(chain.place)
    return found


def _joined(contract: int, parts: Sequence[Seen]) -> dict[Question, Days]:
    """The re-forecasts of one contract over all batches."""
    answers = [answers_for(contract, part) for part in parts]
    return {question: np.concatenate([each[question] for each in answers]) for question in answers[0]}


def chain_draws(chain: OpenChain, needed: Days, seen: Mapping[Question, Days]) -> ChainDraws:
    """What the rules of a contract are fitted on; levels that were not asked stand as if nothing were known."""
    return ChainDraws(
        cost=chain.table(needed).pounds,
        seen=tuple(_levels(day, seen, len(needed)) for day in chain.acting_days),
        acting_days=chain.acting_days,
        agreement=chain.agreement,
    )


def _levels(day: int, seen: Mapping[Question, Days], draws: int) -> Days | None:
    found = [seen.get((day, level)) for level in range(len(LEVELS))]
    if all(rows is None for rows in found):
        return None
    return np.array([np.zeros(draws, dtype=np.int64) if rows is None else rows for rows in found])


def _fitted(chain: OpenChain, draws: ChainDraws) -> FittedContract:
    fitted = fit_chain(draws)
    fixed = tuple(decided_today(fitted, link) for link in range(draws.links))
    return FittedContract(chain, fitted, constant_rules(draws, commit_now(draws)), fixed)
